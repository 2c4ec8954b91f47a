//! Python exceptions on their way out, and where they were raised.

use std::rc::Rc;

use super::interpreter::Interpreter;
use super::value::{Class, Value};

/// What every evaluation returns.
pub type PyResult<T> = Result<T, Box<PyError>>;

/// A place in a source file: byte offsets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// The project path of the file; `<string>` for evaluated text.
    pub file: Rc<str>,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

/// An exception that was raised and not yet caught.
pub struct PyError {
    /// The exception instance, e.g. of `TypeError`.
    pub exception: Value,
    /// The calls it passed through, outermost first; the last is where it was raised.
    pub traceback: Vec<Frame>,
    /// Whether a limit of the sandbox ended the run: the program cannot catch this one.
    pub uncatchable: bool,
    /// Whether the frame that raises it again stands in the traceback already.
    pub(super) reraised: bool,
}

/// One entry of a traceback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The project path of the file.
    pub file: Rc<str>,
    /// Line, from 1.
    pub line: u32,
    /// The function's name; `<module>` at top level.
    pub function: Rc<str>,
    /// The place.
    pub span: Span,
}

impl Frame {
    /// A frame of the host's own code, which tracebacks leave out.
    pub fn of_host() -> Self {
        let file: Rc<str> = "".into();
        Self {
            file: file.clone(),
            line: 0,
            function: "".into(),
            span: Span {
                file,
                start: 0,
                end: 0,
            },
        }
    }
}

impl PyError {
    /// An exception instance as an error without traceback.
    pub fn new(exception: Value) -> Box<Self> {
        Box::new(Self {
            exception,
            traceback: Vec::new(),
            uncatchable: false,
            reraised: false,
        })
    }

    /// The exception's class.
    pub fn class(&self) -> Option<&Rc<Class>> {
        self.exception.as_instance().map(|instance| &instance.class)
    }

    /// The exception's class as tests and tracebacks name it:
    /// `django.core.exceptions.FieldDoesNotExist`, `ValueError`.
    pub fn class_path(&self) -> String {
        self.class().map_or_else(String::new, |class| class.path())
    }

    /// `type(exc).__name__`.
    pub fn class_name(&self) -> Rc<str> {
        self.class()
            .map_or_else(|| "".into(), |class| class.name.clone())
    }

    /// Whether the exception is an instance of the class or of a subclass.
    pub fn is(&self, class: &Rc<Class>) -> bool {
        self.class().is_some_and(|own| own.is_subclass(class))
    }

    /// Whether the exception is an instance of the built-in exception class of this name.
    pub fn is_builtin(&self, interpreter: &Interpreter, name: &str) -> bool {
        interpreter
            .builtin(name)
            .is_some_and(|class| self.is(&class))
    }

    /// `str(exc)`.
    pub fn message(&self, interpreter: &mut Interpreter) -> String {
        let text = interpreter.telling(|it| it.str(&self.exception));
        text.map_or_else(
            |_| "<exception str() failed>".to_owned(),
            |text| text.to_string(),
        )
    }

    /// The last line of the traceback as Python prints it: `ValueError: text`, with the suggestion
    /// for a misspelt name.
    pub fn summary(&self, interpreter: &mut Interpreter) -> String {
        interpreter.telling(|it| it.exception_summary(&self.exception))
    }

    /// The whole traceback as Python prints it, with chained exceptions; ends with a newline.
    pub fn render(&self, interpreter: &mut Interpreter) -> String {
        interpreter.telling(|it| it.render_traceback(self))
    }
}

impl std::fmt::Debug for PyError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("PyError")
            .field("class", &self.class_path())
            .field("traceback", &self.traceback)
            .finish_non_exhaustive()
    }
}
