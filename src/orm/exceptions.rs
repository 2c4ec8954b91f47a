//! Django's and Python's exceptions as values.

use std::rc::Rc;

use crate::database::DatabaseError;
use crate::python::types::exception::ExceptionState;
use crate::python::{Arguments, Dict, Frame, Interpreter, PyError, PyResult, Value};

/// What engine functions that can raise return.
pub type DjangoResult<T> = Result<T, Exception>;

/// An exception on its way to the console.
#[derive(Clone, thiserror::Error)]
#[error("{class_path}: {message}")]
pub struct Exception {
    /// Where Python finds the class: `django.db.utils.IntegrityError`, `ValueError`.
    pub class_path: Rc<str>,
    /// `str(exception)`.
    pub message: String,
    /// The Python error it came from, when project code raised it.
    pub python: Option<Rc<PyError>>,
    /// That error's traceback as Python prints it.
    pub traceback: Option<Rc<str>>,
    /// The status that a `SystemExit` ends the program with; `message` is then what it prints.
    pub exit: Option<i32>,
    /// The keys that were not found while it came about, the first looked for first.
    pub(crate) missing_keys: Vec<Rc<str>>,
}

impl Exception {
    /// An exception of the class at `class_path`.
    pub fn new(class_path: &str, message: impl Into<String>) -> Self {
        Self {
            class_path: class_path.into(),
            message: message.into(),
            python: None,
            traceback: None,
            exit: None,
            missing_keys: Vec::new(),
        }
    }

    /// The exception that Python code raised.
    pub fn from_python(interpreter: &mut Interpreter, error: Box<PyError>) -> Self {
        let (exit, message) = match interpreter.exit_status(&error) {
            Some((status, text)) => (Some(status), text),
            None => (None, error.message(interpreter)),
        };
        Self {
            class_path: error.class_path().into(),
            message,
            exit,
            missing_keys: Vec::new(),
            traceback: Some(whole(&error.render(interpreter)).into()),
            python: Some(Rc::from(error)),
        }
    }

    /// The same exception, raised while others were handled: their texts, `KeyError: 'x'`, the
    /// first raised first.
    #[must_use]
    pub fn during(mut self, handled: &[String]) -> Self {
        let key = |text: &String| {
            let key = text.strip_prefix("KeyError: '")?.strip_suffix('\'')?;
            Some(Rc::from(key))
        };
        self.missing_keys = handled.iter().filter_map(key).collect();
        let earlier: String = handled
            .iter()
            .map(|text| format!("{TRACEBACK}{text}\n{CONTEXT}"))
            .collect();
        self.traceback = Some(format!("{earlier}{TRACEBACK}{self}").into());
        self
    }

    /// The same exception, raised while another was handled.
    #[must_use]
    pub fn while_handling(mut self, handled: &Self) -> Self {
        let (first, second) = (handled.render_traceback(), self.render_traceback());
        self.traceback = Some(format!("{}\n{CONTEXT}{second}", first.trim_end()).into());
        self
    }

    /// The same exception, raised once more while it was handled.
    #[must_use]
    pub fn again(mut self) -> Self {
        let once = self.render_traceback();
        let once = once.trim_end();
        self.traceback = Some(format!("{once}\n{CONTEXT}{once}").into());
        self
    }

    /// The traceback that the console shows: the frames of the project's own code, if there are
    /// any, and the line that Python ends it with.
    pub fn render_traceback(&self) -> String {
        if let Some(traceback) = &self.traceback {
            return traceback.to_string();
        }
        let text = if self.message.is_empty() { "" } else { ": " };
        let Self {
            class_path,
            message,
            ..
        } = self;
        format!("{TRACEBACK}{class_path}{text}{message}")
    }

    /// Whether it is an `ImportError`.
    pub fn is_import_error(&self) -> bool {
        matches!(&*self.class_path, "ImportError" | "ModuleNotFoundError")
    }

    /// Whether it is an `ImproperlyConfigured`.
    pub fn is_improperly_configured(&self) -> bool {
        &*self.class_path == "django.core.exceptions.ImproperlyConfigured"
    }

    /// The exception as one that Python code can catch: the one it came from, else one of the class
    /// at `class_path`, or of `RuntimeError` when no module has such a class.
    pub fn into_python(self, interpreter: &mut Interpreter) -> Box<PyError> {
        // What Python has raised is more than its class and its text.
        if let Some(python) = self.python
            && python.class_path() == *self.class_path
        {
            return match Rc::try_unwrap(python) {
                Ok(error) => Box::new(error),
                Err(shared) => PyError::new(shared.exception.clone()),
            };
        }
        if let Some((module, name)) = self.class_path.rsplit_once('.') {
            let class = interpreter
                .import_module(module)
                .ok()
                .and_then(|module| module.get(name));
            if let Some(class) = class.as_ref().and_then(Value::as_class) {
                let error = interpreter.raise_class(class, self.message);
                return while_missing(interpreter, error, &self.missing_keys);
            }
        }
        interpreter.raise(&self.class_path, self.message)
    }
}

/// The error as one that was raised while keys were not found.
fn while_missing(interpreter: &Interpreter, error: Box<PyError>, keys: &[Rc<str>]) -> Box<PyError> {
    let Some(class) = interpreter.builtin("KeyError") else {
        return error;
    };
    let mut context = None;
    for key in keys {
        let missing = interpreter.raise_with(&class, vec![Value::Str(key.clone())]);
        if let Some(state) = missing.exception.native::<ExceptionState>() {
            *state.context.borrow_mut() = context.take();
            state.traceback.borrow_mut().push(Frame::of_host());
        }
        context = Some(missing.exception.clone());
    }
    if let (Some(context), Some(state)) = (context, error.exception.native::<ExceptionState>()) {
        *state.context.borrow_mut() = Some(context);
    }
    error
}

/// What stands for the frames of Django's own code.
const TRACEBACK: &str = "Traceback (most recent call last):\n  ...\n";

/// Between an exception and the one raised from it.
const CAUSE: &str = "\nThe above exception was the direct cause of the following exception:\n\n";
/// Between an exception and the one raised while it was handled.
const CONTEXT: &str = "\nDuring handling of the above exception, another exception occurred:\n\n";

/// The traceback with a heading before each of its exceptions. Where no line of the project is on
/// the way there are none of Django's either, and Python would leave the heading out.
fn whole(traceback: &str) -> String {
    let headed = |part: &str| match part.starts_with("Traceback") {
        true => part.to_owned(),
        false => format!("{TRACEBACK}{part}"),
    };
    let by_cause = traceback.split(CAUSE).map(|part| {
        let by_context: Vec<String> = part.split(CONTEXT).map(headed).collect();
        by_context.join(CONTEXT)
    });
    by_cause.collect::<Vec<_>>().join(CAUSE)
}

/// `ValidationError(message, code, params)`.
///
/// # Errors
///
/// When the program has replaced the class.
pub(crate) fn validation_error(
    interpreter: &mut Interpreter,
    message: Value,
    code: Value,
    params: &[(&str, Value)],
) -> PyResult<Box<PyError>> {
    let module = interpreter.import_module("django.core.exceptions")?;
    let class = module.get("ValidationError").unwrap_or(Value::None);
    let params = params.iter().map(|(name, value)| (*name, value.clone()));
    let params = Value::dict(Dict::from_text_keys(params));
    let error = interpreter.call(&class, Arguments::positional(vec![message, code, params]))?;
    Ok(PyError::new(error))
}

/// Whether it is a `ValidationError`.
pub(crate) fn is_validation_error(interpreter: &mut Interpreter, error: &PyError) -> bool {
    let module = interpreter.import_module("django.core.exceptions");
    let class = module.ok().and_then(|module| module.get("ValidationError"));
    let class = class.as_ref().and_then(Value::as_class);
    class.is_some_and(|class| error.is(class))
}

/// Leaves the calls that an error passed through with its exception, for what is raised from it.
pub(crate) fn keep_traceback(error: &PyError) {
    if let Some(state) = error.exception.native::<ExceptionState>() {
        state.traceback.replace(error.traceback.clone());
    }
}

/// `raise error from cause`.
pub(crate) fn raised_from(error: Box<PyError>, cause: &Value) -> Box<PyError> {
    if let Some(state) = error.exception.native::<ExceptionState>() {
        state.cause.replace(Some(cause.clone()));
        state.suppress_context.set(true);
    }
    error
}

/// An error raised while another was being handled.
pub(crate) fn raised_during(error: Box<PyError>, context: &PyError) -> Box<PyError> {
    if let Some(state) = error.exception.native::<ExceptionState>() {
        state.context.replace(Some(context.exception.clone()));
    }
    error
}

impl From<DatabaseError> for Exception {
    fn from(error: DatabaseError) -> Self {
        let class = error.class;
        let mut exception = Self::new(&format!("django.db.utils.{class:?}"), error.message);
        // Django re-raises what `sqlite3` raised.
        let cause = format!("sqlite3.{class:?}: {}", exception.message);
        let traceback = format!(
            "{TRACEBACK}{cause}
{CAUSE}{TRACEBACK}{exception}"
        );
        exception.traceback = Some(traceback.into());
        exception
    }
}

impl std::fmt::Debug for Exception {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, formatter)
    }
}
