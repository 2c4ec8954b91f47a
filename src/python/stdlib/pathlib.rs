//! `pathlib`: pure paths, without a file system behind them.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeClass, NativeObject};
use crate::python::value::{HashKey, Instance, Module, Value};

/// `pathlib.PurePosixPath` and `PosixPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Rc<str>);

impl NativeObject for Path {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let text = |text: &str| Some(Ok(Value::str(text)));
        match name {
            "parent" => Some(Ok(path(this, self.parent()))),
            "parents" => Some(Ok(Value::tuple(self.parents(this)))),
            "parts" => Some(Ok(Value::tuple(
                self.parts().into_iter().map(Value::str).collect(),
            ))),
            "name" => text(self.name()),
            "stem" => text(self.stem_and_suffix().0),
            "suffix" => text(self.stem_and_suffix().1),
            "root" | "anchor" => text(if self.0.starts_with('/') { "/" } else { "" }),
            "drive" => text(""),
            _ => method(interpreter, self, this, name).map(Ok),
        }
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("PosixPath('{}')", self.0)))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        other
            .native::<Self>()
            .map(|other| self.parts().cmp(&other.parts()))
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "path",
            Box::new(HashKey::Str(Rc::clone(&self.0))),
        ))
    }

    fn binary(
        &self,
        _interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let other = text_of(other)?;
        if operator != BinaryOperator::Div {
            return None;
        }
        let joined = if reflected {
            join(&other, &self.0)
        } else {
            join(&self.0, &other)
        };
        Some(Ok(path(this, joined)))
    }
}

impl Path {
    fn parts(&self) -> Vec<&str> {
        let root = self.0.starts_with('/').then_some("/");
        root.into_iter()
            .chain(
                self.0
                    .split('/')
                    .filter(|part| !part.is_empty() && *part != "."),
            )
            .collect()
    }

    fn name(&self) -> &str {
        self.0
            .rsplit('/')
            .next()
            .filter(|name| *name != ".")
            .unwrap_or_default()
    }

    fn stem_and_suffix(&self) -> (&str, &str) {
        let name = self.name();
        match name.rfind('.') {
            Some(at) if at > 0 && at + 1 < name.len() => name.split_at(at),
            _ => (name, ""),
        }
    }

    fn parent(&self) -> String {
        match self.0.rsplit_once('/') {
            Some(("", _)) => "/".to_owned(),
            Some((parent, _)) => parent.to_owned(),
            None => ".".to_owned(),
        }
    }

    fn parents(&self, this: &Value) -> Vec<Value> {
        let mut parents = Vec::new();
        let mut current = self.clone();
        loop {
            let parent = Self(current.parent().into());
            if parent == current {
                return parents;
            }
            parents.push(path(this, parent.0.to_string()));
            current = parent;
        }
    }
}

/// The module `pathlib`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let native = Rc::new(PathClass);
    let pure = interpreter
        .class_builder("PurePath", "pathlib")
        .native(native.clone())
        .build();
    let pure_posix = interpreter
        .class_builder("PurePosixPath", "pathlib")
        .native(native.clone())
        .base(&pure)
        .build();
    let concrete = interpreter
        .class_builder("Path", "pathlib")
        .native(native.clone())
        .base(&pure)
        .build();
    let posix = interpreter
        .class_builder("PosixPath", "pathlib")
        .native(native)
        .base(&concrete)
        .base(&pure_posix)
        .build();
    Module::new("pathlib")
        .with_class(&pure)
        .with_class(&pure_posix)
        .with_class(&concrete)
        .with_class(&posix)
        // `Path(…)` makes a `PosixPath` on the system that the sandbox stands for.
        .with("Path", Value::Class(posix))
}

struct PathClass;

impl NativeClass for PathClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let mut whole = String::new();
        for part in &arguments.positional {
            let Some(text) = text_of(part) else {
                let name = interpreter.type_name(part);
                return Err(interpreter.type_error(format!(
                    "expected str, bytes or os.PathLike object, not {name}"
                )));
            };
            whole = join(&whole, &text);
        }
        let normal = if whole.is_empty() {
            ".".to_owned()
        } else {
            normalized(&whole)
        };
        let _ = instance.native.set(Rc::new(Path(normal.into())));
        Ok(())
    }
}

fn method(_interpreter: &mut Interpreter, this: &Path, value: &Value, name: &str) -> Option<Value> {
    let owned = (this.clone(), value.clone());
    let function = |code: fn(&Path, &Value, Option<String>) -> Value| {
        let (this, value) = owned.clone();
        Some(Value::function(name, "pathlib", move |_, arguments| {
            let argument = arguments.positional.first().and_then(text_of);
            Ok(code(&this, &value, argument))
        }))
    };
    match name {
        "resolve" | "absolute" | "expanduser" => {
            function(|this, value, _| path(value, resolved(&this.0)))
        }
        "joinpath" => function(|this, value, argument| {
            path(value, join(&this.0, &argument.unwrap_or_default()))
        }),
        "as_posix" | "__fspath__" => function(|this, _, _| Value::str(&*this.0)),
        "with_name" => function(|this, value, argument| {
            path(value, join(&this.parent(), &argument.unwrap_or_default()))
        }),
        "with_suffix" => function(|this, value, argument| {
            let name = format!(
                "{}{}",
                this.stem_and_suffix().0,
                argument.unwrap_or_default()
            );
            path(value, join(&this.parent(), &name))
        }),
        "is_absolute" => function(|this, _, _| Value::Bool(this.0.starts_with('/'))),
        // Nothing is on a disk here.
        "exists" | "is_file" | "is_dir" => function(|_, _, _| Value::Bool(false)),
        _ => None,
    }
}

fn path(like: &Value, text: String) -> Value {
    let Some(instance) = like.as_instance() else {
        return Value::None;
    };
    let normal = if text.is_empty() {
        ".".to_owned()
    } else {
        normalized(&text)
    };
    Value::Instance(Instance::with_native(
        &instance.class,
        Rc::new(Path(normal.into())),
    ))
}

/// The text of a path or of a string.
fn text_of(value: &Value) -> Option<String> {
    match value.native::<Path>() {
        Some(path) => Some(path.0.to_string()),
        None => value.as_str().map(str::to_owned),
    }
}

fn join(start: &str, end: &str) -> String {
    if end.starts_with('/') || start.is_empty() || start == "." {
        end.to_owned()
    } else {
        format!("{}/{end}", start.trim_end_matches('/'))
    }
}

/// Without empty and `.` parts.
fn normalized(text: &str) -> String {
    let root = if text.starts_with('/') { "/" } else { "" };
    let parts: Vec<&str> = text
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
        .collect();
    let joined = format!("{root}{}", parts.join("/"));
    if joined.is_empty() {
        ".".to_owned()
    } else {
        joined
    }
}

/// Without `..` parts.
fn resolved(text: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in text
        .split('/')
        .filter(|part| !part.is_empty() && *part != ".")
    {
        if part == ".." {
            parts.pop();
        } else {
            parts.push(part);
        }
    }
    format!("/{}", parts.join("/"))
}
