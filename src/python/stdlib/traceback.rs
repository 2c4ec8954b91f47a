//! `traceback`: what an exception's traceback looks like, as text.

use crate::python::arguments::Bound;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::types::exception::ExceptionState;
use crate::python::types::traceback::Traceback;
use crate::python::value::{Module, Value};

/// The module `traceback`.
pub(super) fn module() -> Module {
    let module = Module::new("traceback");
    functions(
        &module,
        &[
            ("format_exc", "limit=None, chain=True", |py, mut a| {
                let chain = a.take("chain");
                let handled = py.handling.last().cloned().unwrap_or(Value::None);
                text(py, &handled, None, chain.as_ref()).map(Value::str)
            }),
            (
                "print_exc",
                "limit=None, file=None, chain=True",
                |py, mut a| {
                    let chain = a.take("chain");
                    let handled = py.handling.last().cloned().unwrap_or(Value::None);
                    let text = text(py, &handled, None, chain.as_ref())?;
                    show(py, &text, &a.take_or_none("file"))
                },
            ),
            (
                "format_exception",
                "exc, value=None, tb=None, limit=None, chain=True",
                |py, mut a| {
                    let text = of_arguments(py, &mut a)?;
                    let entries = entries(&text).into_iter().map(Value::str);
                    Ok(Value::list(entries.collect::<Vec<_>>()))
                },
            ),
            (
                "print_exception",
                "exc, value=None, tb=None, limit=None, file=None, chain=True",
                |py, mut a| {
                    let text = of_arguments(py, &mut a)?;
                    show(py, &text, &a.take_or_none("file"))
                },
            ),
            ("format_exception_only", "exc, value=None", |py, mut a| {
                let exception = exception(&mut a);
                let text = text(py, &exception, Some(Vec::new()), Some(&Value::Bool(false)))?;
                let entries = text.split_inclusive('\n').map(Value::str);
                Ok(Value::list(entries.collect::<Vec<_>>()))
            }),
            ("format_tb", "tb, limit=None", |py, mut a| {
                frames(py, &a.take_or_none("tb"))
            }),
        ],
    );
    module
}

/// The exception of `(exception)` or `(type, exception, traceback)`.
fn exception(arguments: &mut Bound) -> Value {
    let first = arguments.take_or_none("exc");
    arguments.take("value").unwrap_or(first)
}

fn of_arguments(interpreter: &mut Interpreter, arguments: &mut Bound) -> PyResult<String> {
    let exception = exception(arguments);
    let chain = arguments.take("chain");
    let given = arguments
        .take("tb")
        .map(|given| match given.native::<Traceback>() {
            Some(traceback) => traceback.frames().to_vec(),
            None => Vec::new(),
        });
    text(interpreter, &exception, given, chain.as_ref())
}

/// The whole text, with these frames instead of the exception's own.
fn text(
    interpreter: &mut Interpreter,
    exception: &Value,
    frames: Option<Vec<crate::python::error::Frame>>,
    chain: Option<&Value>,
) -> PyResult<String> {
    let Some(state) = exception.native::<ExceptionState>() else {
        return Ok("NoneType: None\n".to_owned());
    };
    let mut error = PyError::new(exception.clone());
    error.traceback = frames.unwrap_or_else(|| state.traceback.borrow().clone());
    let chained = match chain {
        Some(chain) => interpreter.truthy(chain)?,
        None => true,
    };
    Ok(if chained {
        interpreter.render_traceback(&error)
    } else {
        interpreter.render_unchained(&error)
    })
}

/// The entries of a list that CPython makes of the text: a frame is one with its lines.
fn entries(text: &str) -> Vec<String> {
    let mut entries: Vec<String> = Vec::new();
    for line in text.split_inclusive('\n') {
        match entries.last_mut() {
            Some(entry) if entry.starts_with("  File ") && line.starts_with("    ") => {
                entry.push_str(line);
            }
            _ => entries.push(line.to_owned()),
        }
    }
    entries
}

fn frames(interpreter: &mut Interpreter, traceback: &Value) -> PyResult<Value> {
    let mut shown = Vec::new();
    if let Some(traceback) = traceback.native::<Traceback>() {
        for frame in traceback.frames() {
            shown.push(Value::str(interpreter.shown_frame(frame)));
        }
    }
    Ok(Value::list(shown))
}

/// Writes to a file, or where errors go.
fn show(interpreter: &mut Interpreter, text: &str, file: &Value) -> PyResult<Value> {
    let file = match file {
        Value::None => {
            let sys = interpreter.import_module("sys")?;
            sys.get("stderr").unwrap_or(Value::None)
        }
        file => file.clone(),
    };
    let arguments = crate::python::Arguments::positional(vec![Value::str(text)]);
    interpreter.call_method(&file, "write", arguments)?;
    Ok(Value::None)
}
