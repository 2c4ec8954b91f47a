//! The exception classes, and what an exception instance carries.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::{Frame, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::{NativeClass, NativeObject};
use crate::python::types::traceback::Traceback;
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
#[derive(Clone, Default)]
pub enum Hint {
    /// Nothing.
    #[default]
    Nothing,
    /// A name that was not found, and the names there are, nearest scope first.
    Misspelt(Rc<str>, Vec<Vec<Rc<str>>>),
    /// Where a `SyntaxError` is: file, line, column from 1, end column, source line.
    Syntax(SyntaxPlace),
    /// The message and the exceptions of a group.
    Group(Value, Vec<Value>),
    /// What an `OSError` is told of files, beside its `args`.
    Files(Vec<Value>),
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
            _ => return None,
        })
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        const NAMED: &[(&str, &str, usize)] = &[
            ("value", "StopIteration", 0),
            ("code", "SystemExit", 0),
            ("errno", "OSError", 0),
            ("strerror", "OSError", 1),
            ("msg", "SyntaxError", 0),
            ("msg", "ImportError", 0),
            ("encoding", "UnicodeError", 0),
            ("object", "UnicodeError", 1),
            ("start", "UnicodeError", 2),
            ("end", "UnicodeError", 3),
            ("reason", "UnicodeError", 4),
        ];
        const PLACE: &[&str] = &[
            "filename",
            "lineno",
            "offset",
            "text",
            "end_lineno",
            "end_offset",
        ];
        const KEYWORDS: &[(&str, &str)] = &[
            ("name", "ImportError"),
            ("path", "ImportError"),
            ("name", "AttributeError"),
            ("obj", "AttributeError"),
            ("name", "NameError"),
            ("print_file_and_line", "SyntaxError"),
        ];
        let is = |class: &str| {
            let class = interpreter.builtin(class);
            class.is_some_and(|class| interpreter.is_instance(this, &class))
        };
        let arguments = self.arguments.borrow();
        if let Some(at) = PLACE.iter().position(|it| *it == name)
            && is("SyntaxError")
        {
            let details = arguments.get(1).and_then(Value::as_sequence);
            let part = details.and_then(|it| it.get(at).cloned());
            return Some(Ok(part.unwrap_or(Value::None)));
        }
        let found = NAMED
            .iter()
            .find(|(known, class, _)| *known == name && is(class));
        if let Some((_, class, at)) = found {
            // One argument alone is no error number.
            let is_bare = *class == "OSError" && arguments.len() < 2;
            let value = arguments.get(*at).cloned().filter(|_| !is_bare);
            return Some(Ok(value.unwrap_or(Value::None)));
        }
        if KEYWORDS
            .iter()
            .any(|(known, class)| *known == name && is(class))
        {
            return Some(Ok(Value::None));
        }
        drop(arguments);
        match (&*self.hint.borrow(), name) {
            (Hint::Group(message, _), "message") => return Some(Ok(message.clone())),
            (Hint::Group(_, exceptions), "exceptions") => {
                return Some(Ok(Value::tuple(exceptions.clone())));
            }
            (Hint::Files(files), "filename" | "filename2") => {
                let at = if name == "filename" { 0 } else { 2 };
                return Some(Ok(files.get(at).cloned().unwrap_or(Value::None)));
            }
            (_, "filename" | "filename2") if is("OSError") => return Some(Ok(Value::None)),
            _ => {}
        }
        if name == "__traceback__" {
            let frames = self.traceback.borrow();
            return Some(Ok(Traceback::of(interpreter, &frames)));
        }
        self.attribute(name).map(Ok)
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
            "__cause__" | "__context__"
                if optional
                    .as_ref()
                    .is_some_and(|it| it.native::<Self>().is_none()) =>
            {
                let part = name.trim_matches('_');
                return Some(Err(interpreter.type_error(format!(
                    "exception {part} must be None or derive from BaseException"
                ))));
            }
            "__cause__" => {
                self.suppress_context.set(true);
                *self.cause.borrow_mut() = optional;
            }
            "__context__" => *self.context.borrow_mut() = optional,
            "__suppress_context__" => self.suppress_context.set(value.as_bool() == Some(true)),
            "__traceback__" => {
                let frames = value.native::<Traceback>().map(|it| it.frames().to_vec());
                if frames.is_none() && !value.is_none() {
                    let message = "__traceback__ must be a traceback or None";
                    return Some(Err(interpreter.type_error(message)));
                }
                *self.traceback.borrow_mut() = frames.unwrap_or_default();
            }
            _ => return None,
        }
        Some(Ok(()))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.append(self.arguments.get_mut());
        values.extend(self.cause.get_mut().take());
        values.extend(self.context.get_mut().take());
        match std::mem::take(self.hint.get_mut()) {
            Hint::Group(message, exceptions) => {
                values.push(message);
                values.extend(exceptions);
            }
            Hint::Files(files) => values.extend(files),
            _ => {}
        }
    }
}

impl ExceptionState {
    /// Takes what the class was called with. An `OSError` has no more than two of them in `args`.
    fn set_arguments(&self, class: &Rc<Class>, mut arguments: Vec<Value>) {
        let is_os_error = |it: &Rc<Class>| &*it.name == "OSError" && &*it.module == "builtins";
        if (3..=5).contains(&arguments.len()) && class.mro().any(is_os_error) {
            *self.hint.borrow_mut() = Hint::Files(arguments.split_off(2));
        }
        *self.arguments.borrow_mut() = arguments;
    }
}

/// An exception instance of a class with these `args`.
pub(super) fn instance(class: &Rc<Class>, arguments: Vec<Value>) -> Value {
    let state = ExceptionState::default();
    state.set_arguments(class, arguments);
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
        let base = interpreter.builtin("BaseExceptionGroup");
        if base.is_some_and(|base| class.is_subclass(&base)) {
            let (class, parts) = interpreter.group_parts(&class, &arguments.positional)?;
            let made = instance(&class, arguments.positional.clone());
            if let Some(state) = made.native::<ExceptionState>() {
                *state.hint.borrow_mut() = parts;
            }
            return Ok(Some(made));
        }
        Ok(Some(instance(&class, arguments.positional.clone())))
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        const TAKING: &[(&str, &[&str])] = &[
            ("ImportError", &["name", "path"]),
            ("AttributeError", &["name", "obj"]),
            ("NameError", &["name"]),
        ];
        let is = |class: &str| {
            let class = interpreter.builtin(class);
            class.is_some_and(|class| instance.class.is_subclass(&class))
        };
        let taken = TAKING.iter().find(|(class, _)| is(class));
        let taken = taken.map_or(&[][..], |(_, names)| names);
        for (keyword, value) in &arguments.keywords {
            let name = &instance.class.name;
            if taken.contains(&keyword.as_ref()) {
                instance.set(keyword, value.clone());
            } else if taken.is_empty() {
                let message = format!("{name}() takes no keyword arguments");
                return Err(interpreter.type_error(message));
            } else {
                return Err(interpreter.type_error(format!(
                    "'{keyword}' is an invalid keyword argument for {name}()"
                )));
            }
        }
        let wanted = match () {
            () if is("UnicodeTranslateError") => 4,
            () if is("UnicodeDecodeError") || is("UnicodeEncodeError") => 5,
            () => arguments.positional.len(),
        };
        if arguments.positional.len() != wanted {
            let given = arguments.positional.len();
            return Err(interpreter.type_error(format!(
                "function takes exactly {wanted} arguments ({given} given)"
            )));
        }
        if let Some(state) = instance.native::<ExceptionState>() {
            state.set_arguments(&instance.class, arguments.positional);
        }
        Ok(())
    }
}

impl Interpreter {
    /// A `UnicodeEncodeError` or `UnicodeDecodeError`.
    pub(in crate::python) fn unicode_error(
        &self,
        class: &str,
        codec: &str,
        object: Value,
        range: std::ops::Range<usize>,
        reason: &str,
    ) -> Box<crate::python::error::PyError> {
        let class = self
            .builtin(class)
            .unwrap_or_else(|| self.types.runtime_error());
        let arguments = vec![
            Value::str(codec),
            object,
            Value::Int(range.start as i64),
            Value::Int(range.end as i64),
            Value::str(reason),
        ];
        self.raise_with(&class, arguments)
    }
}

/// `str()` of a `UnicodeEncodeError` or `UnicodeDecodeError`, from its arguments.
pub(in crate::python) fn unicode_text(arguments: &[Value]) -> Option<String> {
    let [codec, object, start, end, reason] = arguments else {
        return None;
    };
    let (codec, reason) = (codec.as_str()?, reason.as_str()?);
    let (start, end) = (start.as_i64()?, end.as_i64()?);
    let at = usize::try_from(start).ok()?;
    let alone = end == start + 1;
    Some(match object.unboxed() {
        Value::Bytes(bytes) if alone && at < bytes.len() => format!(
            "'{codec}' codec can't decode byte {:#04x} in position {start}: {reason}",
            bytes.get(at)?
        ),
        Value::Bytes(_) => format!(
            "'{codec}' codec can't decode bytes in position {start}-{}: {reason}",
            end - 1
        ),
        Value::Str(text) if alone => {
            let character = text.chars().nth(at)?;
            let shown = crate::python::text::ascii(&character.to_string());
            format!(
                "'{codec}' codec can't encode character '{shown}' in position {start}: {reason}"
            )
        }
        _ => format!(
            "'{codec}' codec can't encode characters in position {start}-{}: {reason}",
            end - 1
        ),
    })
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
