//! The exception classes, and what an exception instance carries.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::{Frame, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::value::{Class, Instance, Value};

/// Each built-in exception class with its bases, bases first.
pub(super) const HIERARCHY: &[(&str, &[&str])] = &[
    ("BaseException", &["object"]),
    ("SystemExit", &["BaseException"]),
    ("KeyboardInterrupt", &["BaseException"]),
    ("GeneratorExit", &["BaseException"]),
    ("BaseExceptionGroup", &["BaseException"]),
    ("Exception", &["BaseException"]),
    ("ExceptionGroup", &["BaseExceptionGroup", "Exception"]),
    ("ArithmeticError", &["Exception"]),
    ("FloatingPointError", &["ArithmeticError"]),
    ("OverflowError", &["ArithmeticError"]),
    ("ZeroDivisionError", &["ArithmeticError"]),
    ("AssertionError", &["Exception"]),
    ("AttributeError", &["Exception"]),
    ("BufferError", &["Exception"]),
    ("EOFError", &["Exception"]),
    ("ImportError", &["Exception"]),
    ("ModuleNotFoundError", &["ImportError"]),
    ("LookupError", &["Exception"]),
    ("IndexError", &["LookupError"]),
    ("KeyError", &["LookupError"]),
    ("MemoryError", &["Exception"]),
    ("NameError", &["Exception"]),
    ("UnboundLocalError", &["NameError"]),
    ("OSError", &["Exception"]),
    ("BlockingIOError", &["OSError"]),
    ("ChildProcessError", &["OSError"]),
    ("ConnectionError", &["OSError"]),
    ("BrokenPipeError", &["ConnectionError"]),
    ("ConnectionAbortedError", &["ConnectionError"]),
    ("ConnectionRefusedError", &["ConnectionError"]),
    ("ConnectionResetError", &["ConnectionError"]),
    ("FileExistsError", &["OSError"]),
    ("FileNotFoundError", &["OSError"]),
    ("InterruptedError", &["OSError"]),
    ("IsADirectoryError", &["OSError"]),
    ("NotADirectoryError", &["OSError"]),
    ("PermissionError", &["OSError"]),
    ("ProcessLookupError", &["OSError"]),
    ("TimeoutError", &["OSError"]),
    ("ReferenceError", &["Exception"]),
    ("RuntimeError", &["Exception"]),
    ("NotImplementedError", &["RuntimeError"]),
    ("RecursionError", &["RuntimeError"]),
    ("StopIteration", &["Exception"]),
    ("StopAsyncIteration", &["Exception"]),
    ("SyntaxError", &["Exception"]),
    ("IndentationError", &["SyntaxError"]),
    ("TabError", &["IndentationError"]),
    ("SystemError", &["Exception"]),
    ("TypeError", &["Exception"]),
    ("ValueError", &["Exception"]),
    ("UnicodeError", &["ValueError"]),
    ("UnicodeDecodeError", &["UnicodeError"]),
    ("UnicodeEncodeError", &["UnicodeError"]),
    ("UnicodeTranslateError", &["UnicodeError"]),
    ("Warning", &["Exception"]),
    ("BytesWarning", &["Warning"]),
    ("DeprecationWarning", &["Warning"]),
    ("EncodingWarning", &["Warning"]),
    ("FutureWarning", &["Warning"]),
    ("ImportWarning", &["Warning"]),
    ("PendingDeprecationWarning", &["Warning"]),
    ("ResourceWarning", &["Warning"]),
    ("RuntimeWarning", &["Warning"]),
    ("SyntaxWarning", &["Warning"]),
    ("UnicodeWarning", &["Warning"]),
    ("UserWarning", &["Warning"]),
];

/// The host's part of every exception instance.
#[derive(Default)]
pub struct ExceptionState {
    /// `args`.
    pub arguments: RefCell<Vec<Value>>,
    /// `__cause__`: `raise … from cause`.
    pub cause: RefCell<Option<Value>>,
    /// `__context__`: what was being handled.
    pub context: RefCell<Option<Value>>,
    /// `__suppress_context__`.
    pub suppress_context: Cell<bool>,
    /// `__traceback__`, outermost first.
    pub traceback: RefCell<Vec<Frame>>,
    /// The place and candidates that a suggestion is computed from, or a `SyntaxError`'s place.
    pub hint: RefCell<Hint>,
}

/// What the traceback's last line needs beyond the message.
#[derive(Clone, Debug, Default)]
pub enum Hint {
    /// Nothing.
    #[default]
    Nothing,
    /// A name that was not found, and the names there are, nearest scope first.
    Misspelt(Rc<str>, Vec<Vec<Rc<str>>>),
    /// Where a `SyntaxError` is: file, line, column from 1, end column, source line.
    Syntax(SyntaxPlace),
}

/// Where a `SyntaxError` is.
#[derive(Clone, Debug)]
pub struct SyntaxPlace {
    /// The project path.
    pub file: Rc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// The column after the last, for the carets.
    pub end_column: u32,
    /// The source line.
    pub text: Rc<str>,
}

impl NativeObject for ExceptionState {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        let or_none =
            |value: &RefCell<Option<Value>>| value.borrow().clone().unwrap_or(Value::None);
        Some(match name {
            "args" => Value::tuple(self.arguments.borrow().clone()),
            "__cause__" => or_none(&self.cause),
            "__context__" => or_none(&self.context),
            "__suppress_context__" => Value::Bool(self.suppress_context.get()),
            "__traceback__" => Value::None,
            _ => return None,
        })
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let (class, at) = match name {
            "value" => ("StopIteration", 0),
            "code" => ("SystemExit", 0),
            "errno" => ("OSError", 0),
            "strerror" => ("OSError", 1),
            _ => return self.attribute(name).map(Ok),
        };
        let class = interpreter.builtin(class)?;
        if !interpreter.is_instance(this, &class) {
            return None;
        }
        Some(Ok(self
            .arguments
            .borrow()
            .get(at)
            .cloned()
            .unwrap_or(Value::None)))
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        value: &Value,
    ) -> Option<PyResult<()>> {
        let optional = (!value.is_none()).then(|| value.clone());
        match name {
            "args" => match interpreter.iterate(value) {
                Ok(items) => *self.arguments.borrow_mut() = items,
                Err(error) => return Some(Err(error)),
            },
            "__cause__" => {
                self.suppress_context.set(true);
                *self.cause.borrow_mut() = optional;
            }
            "__context__" => *self.context.borrow_mut() = optional,
            "__suppress_context__" => self.suppress_context.set(value.as_bool() == Some(true)),
            "__traceback__" => {}
            _ => return None,
        }
        Some(Ok(()))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.append(self.arguments.get_mut());
        values.extend(self.cause.get_mut().take());
        values.extend(self.context.get_mut().take());
    }
}

/// An exception instance of a class with these `args`.
pub(super) fn instance(class: &Rc<Class>, arguments: Vec<Value>) -> Value {
    let state = ExceptionState {
        arguments: RefCell::new(arguments),
        ..ExceptionState::default()
    };
    Value::Instance(Instance::with_native(class, Rc::new(state)))
}

/// `BaseException`.
pub(super) struct ExceptionType;

impl NativeClass for ExceptionType {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        let class = os_error(interpreter, class, &arguments.positional);
        Ok(Some(instance(&class, arguments.positional.clone())))
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        if let Some(state) = instance.native::<ExceptionState>() {
            *state.arguments.borrow_mut() = arguments.positional;
        }
        Ok(())
    }
}

/// `OSError(2, "…")` is a `FileNotFoundError`.
fn os_error(interpreter: &Interpreter, class: &Rc<Class>, arguments: &[Value]) -> Rc<Class> {
    const KINDS: &[(i64, &str)] = &[
        (2, "FileNotFoundError"),
        (13, "PermissionError"),
        (17, "FileExistsError"),
        (20, "NotADirectoryError"),
        (21, "IsADirectoryError"),
    ];
    let number = match arguments {
        [number, _, ..] if class.path() == "OSError" => number.as_i64(),
        _ => None,
    };
    let kind = KINDS.iter().find(|(known, _)| Some(*known) == number);
    kind.and_then(|(_, name)| interpreter.builtin(name))
        .unwrap_or_else(|| class.clone())
}
