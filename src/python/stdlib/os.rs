//! `os` and `os.path`: the environment that the caller gives, paths as text, and which files of the
//! project there are.

use std::rc::Rc;

use crate::python::arguments::Bound;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{FunctionRow, functions};
use crate::python::value::{Dict, Module, Value};

/// The module `os`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("os");
    let mut variables = Dict::default();
    for (name, value) in &interpreter.options().variables.clone() {
        variables.set_text(name.as_str(), Value::str(value.as_str()));
    }
    let environment = Value::dict(variables);
    module.set("environ", environment.clone());
    let getenv = move |py: &mut Interpreter, arguments: crate::python::Arguments| {
        py.call_method(&environment, "get", arguments)
    };
    module.set("getenv", Value::function("getenv", "os", getenv));
    module.set("sep", Value::str("/"));
    module.set("linesep", Value::str("\n"));
    module.set("name", Value::str("posix"));
    module.set("pathsep", Value::str(":"));
    for (name, text) in [
        ("curdir", "."),
        ("pardir", ".."),
        ("extsep", "."),
        ("devnull", "/dev/null"),
    ] {
        module.set(name, Value::str(text));
    }
    module.set("altsep", Value::None);
    functions(
        &module,
        &[
            ("getcwd", "", |py, _| {
                Ok(Value::Str(py.options().root.clone()))
            }),
            CPU_COUNT,
            ("fspath", "path", |py, mut a| {
                text(py, &a.take_or_none("path"))
            }),
            ("listdir", "path='.'", |py, mut a| {
                let path = a.take("path").unwrap_or(Value::str("."));
                let path = text_of(py, &path)?;
                match entries(py, &path) {
                    Some(names) => Ok(Value::list(names.into_iter().map(Value::Str).collect())),
                    None => Err(not_found(py, &path)),
                }
            }),
            ("urandom", "size, /", |py, mut a| {
                let size = a.take("size").and_then(|it| it.as_i64()).unwrap_or(0);
                let size = usize::try_from(size).unwrap_or(0);
                py.check_size(size)?;
                let bytes: Vec<u8> = (0..size).map(|_| py.random_u64() as u8).collect();
                Ok(Value::bytes(bytes))
            }),
            ("makedirs", "name, mode=0o777, exist_ok=False", |_, _| {
                Ok(Value::None)
            }),
        ],
    );
    if let Ok(path) = interpreter.import_module("posixpath") {
        module.set("path", Value::Module(path));
    }
    if let Some(class) = interpreter.types.find("OSError") {
        module.set("error", Value::Class(class));
    }
    module
}

/// A worker of the browser is one thread.
const CPU_COUNT: FunctionRow = ("cpu_count", "", |_, _| Ok(Value::Int(1)));

/// The module `multiprocessing`, as far as it can be told apart from nothing.
pub(super) fn multiprocessing() -> Module {
    let module = Module::new("multiprocessing");
    functions(&module, &[CPU_COUNT]);
    module
}

/// The module `os.path`.
pub(super) fn path_module() -> Module {
    let module = Module::new("posixpath");
    module.set("sep", Value::str("/"));
    functions(
        &module,
        &[
            ("join", "a, /, *p", |py, mut a| {
                let mut joined = text_of(py, &a.take_or_none("a"))?;
                for part in std::mem::take(&mut a.rest) {
                    let part = text_of(py, &part).map_err(|_| {
                        let found = py.type_name(&part);
                        py.type_error(format!(
                            "join() argument must be str, bytes, or os.PathLike object, not '{found}'"
                        ))
                    })?;
                    if part.starts_with('/') {
                        joined = part;
                        continue;
                    }
                    if !joined.is_empty() && !joined.ends_with('/') {
                        joined.push('/');
                    }
                    joined.push_str(&part);
                }
                Ok(Value::str(joined))
            }),
            ("dirname", "p", |py, a| {
                map(py, a, |path| split(path).0.to_owned())
            }),
            ("basename", "p", |py, a| {
                map(py, a, |path| split(path).1.to_owned())
            }),
            ("split", "p", |py, mut a| {
                let path = text_of(py, &a.take_or_none("p"))?;
                let (head, tail) = split(&path);
                Ok(Value::tuple(vec![Value::str(head), Value::str(tail)]))
            }),
            ("splitext", "p", |py, mut a| {
                let path = text_of(py, &a.take_or_none("p"))?;
                let name = path.rfind('/').map_or(0, |at| at + 1);
                let leading = path[name..].len() - path[name..].trim_start_matches('.').len();
                let dot = path[name + leading..]
                    .rfind('.')
                    .map_or(path.len(), |at| name + leading + at);
                Ok(Value::tuple(vec![
                    Value::str(&path[..dot]),
                    Value::str(&path[dot..]),
                ]))
            }),
            ("normpath", "p", |py, a| map(py, a, normalize)),
            ("abspath", "p", absolute),
            ("realpath", "p", absolute),
            ("expanduser", "p", |py, a| map(py, a, str::to_owned)),
            ("isabs", "p", |py, mut a| {
                Ok(Value::Bool(
                    text_of(py, &a.take_or_none("p"))?.starts_with('/'),
                ))
            }),
            ("exists", "p", |py, a| ask(py, a, |kind| kind.is_some())),
            ("isfile", "p", |py, a| {
                ask(py, a, |kind| kind == Some(Kind::File))
            }),
            ("isdir", "p", |py, a| {
                ask(py, a, |kind| kind == Some(Kind::Folder))
            }),
        ],
    );
    module
}

/// What a path of the project leads to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    File,
    Folder,
}

/// What the path leads to. Of the files outside of the project there are none.
pub(super) fn kind(interpreter: &Interpreter, path: &str) -> Option<Kind> {
    if entries(interpreter, path).is_some() {
        return Some(Kind::Folder);
    }
    let (folder, name) = split(path);
    let folder = if folder.is_empty() { "." } else { folder };
    let names = entries(interpreter, folder)?;
    names
        .iter()
        .any(|known| **known == *name)
        .then_some(Kind::File)
}

/// The names in a folder of the project.
fn entries(interpreter: &Interpreter, path: &str) -> Option<Vec<Rc<str>>> {
    let root = &interpreter.options().root;
    let full = match path.starts_with('/') {
        true => normalize(path),
        false => normalize(&format!("{root}/{path}")),
    };
    let inside = full.strip_prefix(&*normalize(root))?;
    if !inside.is_empty() && !inside.starts_with('/') && !root.ends_with('/') {
        return None;
    }
    interpreter.importer.entries(inside.trim_start_matches('/'))
}

fn ask(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    question: fn(Option<Kind>) -> bool,
) -> PyResult<Value> {
    let path = text_of(interpreter, &arguments.take_or_none("p"))?;
    Ok(Value::Bool(question(kind(interpreter, &path))))
}

/// `FileNotFoundError`.
pub(super) fn not_found(interpreter: &mut Interpreter, path: &str) -> Box<PyError> {
    let shown = crate::python::text::string_repr(path);
    let class = interpreter.types.find("FileNotFoundError");
    let class = class.unwrap_or_else(|| interpreter.types.runtime_error());
    let message = Value::str(format!("No such file or directory: {shown}"));
    interpreter.raise_with(&class, vec![Value::Int(2), message])
}

fn text(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    text_of(interpreter, value).map(Value::str)
}

fn text_of(interpreter: &mut Interpreter, value: &Value) -> PyResult<String> {
    if let Some(path) = value.native::<super::pathlib::Path>() {
        return Ok(path.0.to_string());
    }
    match value.as_str() {
        Some(text) => Ok(text.to_owned()),
        None => {
            let found = interpreter.type_name(value);
            Err(interpreter.type_error(format!(
                "expected str, bytes or os.PathLike object, not {found}"
            )))
        }
    }
}

fn map(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    map: fn(&str) -> String,
) -> PyResult<Value> {
    let path = text_of(interpreter, &arguments.take_or_none("p"))?;
    Ok(Value::str(map(&path)))
}

fn absolute(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let path = text_of(interpreter, &arguments.take_or_none("p"))?;
    if path.starts_with('/') {
        return Ok(Value::str(normalize(&path)));
    }
    let root = interpreter.options().root.clone();
    Ok(Value::str(normalize(&format!("{root}/{path}"))))
}

fn split(path: &str) -> (&str, &str) {
    let at = path.rfind('/').map_or(0, |at| at + 1);
    let (head, tail) = path.split_at(at);
    let trimmed = head.trim_end_matches('/');
    (if trimmed.is_empty() { head } else { trimmed }, tail)
}

fn normalize(path: &str) -> String {
    let root = path.starts_with('/');
    let mut names: Vec<&str> = Vec::new();
    for name in path.split('/') {
        match name {
            "" | "." => {}
            ".." if names.last().is_some_and(|last| *last != "..") => {
                names.pop();
            }
            ".." if root => {}
            other => names.push(other),
        }
    }
    let joined = names.join("/");
    // Two slashes, and no more, may stand for another root.
    let doubled = path.starts_with("//") && !path.starts_with("///");
    match (root, joined.is_empty()) {
        (true, _) if doubled => format!("//{joined}"),
        (true, _) => format!("/{joined}"),
        (false, true) => ".".to_owned(),
        (false, false) => joined,
    }
}
