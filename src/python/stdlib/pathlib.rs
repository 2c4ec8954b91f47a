//! `pathlib`: paths as text, and which files of the project there are.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject};
use crate::python::stdlib::os::{Kind, kind, not_found};
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Class, HashKey, Module, Value};

/// `pathlib.PurePosixPath` and `PosixPath`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Path(pub Rc<str>);

impl Path {
    /// Joins parts as `Path(a, b)` does.
    fn of(parts: &[&str]) -> Self {
        let mut joined = String::new();
        for part in parts {
            if part.starts_with('/') {
                joined.clear();
            } else if !joined.is_empty() && !joined.ends_with('/') {
                joined.push('/');
            }
            joined.push_str(part);
        }
        let root = if joined.starts_with('/') { "/" } else { "" };
        let names: Vec<&str> = joined
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .collect();
        let text = format!("{root}{}", names.join("/"));
        Self(if text.is_empty() {
            ".".into()
        } else {
            text.into()
        })
    }

    fn names(&self) -> Vec<&str> {
        self.0
            .split('/')
            .filter(|part| !part.is_empty() && *part != ".")
            .collect()
    }

    fn is_rooted(&self) -> bool {
        self.0.starts_with('/')
    }

    fn name(&self) -> &str {
        self.names().last().copied().unwrap_or("")
    }

    fn parent(&self) -> Self {
        let mut names = self.names();
        names.pop();
        let root = if self.0.starts_with('/') { "/" } else { "" };
        Self::of(&[root, &names.join("/")])
    }

    fn suffix(&self) -> &str {
        let name = self.name();
        match name.rfind('.') {
            Some(at) if at > 0 && at + 1 < name.len() => &name[at..],
            _ => "",
        }
    }

    /// Without `..`, as on a file system without links.
    fn normalized(&self) -> Self {
        let mut names: Vec<&str> = Vec::new();
        for name in self.names() {
            if name == ".." {
                names.pop();
            } else {
                names.push(name);
            }
        }
        Self::of(&["/", &names.join("/")])
    }
}

fn path_of(value: &Value) -> Path {
    value
        .native::<Path>()
        .cloned()
        .unwrap_or_else(|| Path(".".into()))
}

fn like(interpreter: &Interpreter, value: &Value, path: Path) -> Value {
    instance(&interpreter.class_of(value), path)
}

const METHODS: &[MethodRow] = &[
    ("joinpath", "*other", |py, it, a| {
        let mut parts = vec![path_of(it).0.to_string()];
        for part in &a.rest {
            parts.push(text_of(py, part)?);
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        Ok(like(py, it, Path::of(&parts)))
    }),
    ("as_posix", "", |_, it, _| Ok(Value::Str(path_of(it).0))),
    ("__fspath__", "", |_, it, _| Ok(Value::Str(path_of(it).0))),
    ("as_uri", "", |py, it, _| {
        let path = path_of(it);
        if !path.is_rooted() {
            return Err(py.value_error("relative path can't be expressed as a file URI"));
        }
        let kept = |it: &u8| it.is_ascii_alphanumeric() || b"/_.-~".contains(it);
        let quoted = path.0.bytes().map(|byte| match kept(&byte) {
            true => char::from(byte).to_string(),
            false => format!("%{byte:02X}"),
        });
        Ok(Value::str(format!("file://{}", quoted.collect::<String>())))
    }),
    ("is_absolute", "", |_, it, _| {
        Ok(Value::Bool(path_of(it).0.starts_with('/')))
    }),
    ("with_name", "name", |py, it, mut a| {
        let name = text_of(py, &a.take_or_none("name"))?;
        with_name(py, it, &name)
    }),
    ("with_stem", "stem", |py, it, mut a| {
        let stem = text_of(py, &a.take_or_none("stem"))?;
        let name = format!("{stem}{}", path_of(it).suffix());
        with_name(py, it, &name)
    }),
    ("with_suffix", "suffix", |py, it, mut a| {
        let suffix = text_of(py, &a.take_or_none("suffix"))?;
        let is_suffix = suffix.is_empty() || (suffix.starts_with('.') && suffix.len() > 1);
        if !is_suffix || suffix.contains('/') {
            let shown = crate::python::text::string_repr(&suffix);
            return Err(py.value_error(format!("Invalid suffix {shown}")));
        }
        let path = path_of(it);
        let stem = path.name().strip_suffix(path.suffix()).unwrap_or_default();
        with_name(py, it, &format!("{stem}{suffix}"))
    }),
    ("is_relative_to", "*other", |py, it, a| {
        let mut parts = Vec::new();
        for part in &a.rest {
            parts.push(text_of(py, part)?);
        }
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        let (path, other) = (path_of(it), Path::of(&parts));
        let is_below =
            path.is_rooted() == other.is_rooted() && path.names().starts_with(&other.names());
        Ok(Value::Bool(is_below))
    }),
    ("match", "path_pattern", |py, it, mut a| {
        let pattern = text_of(py, &a.take_or_none("path_pattern"))?;
        let (path, pattern) = (path_of(it), Path::of(&[&pattern]));
        let (names, wanted) = (path.names(), pattern.names());
        if wanted.is_empty() && !pattern.is_rooted() {
            return Err(py.value_error("empty pattern"));
        }
        if pattern.is_rooted() && (!path.is_rooted() || names.len() != wanted.len()) {
            return Ok(Value::Bool(false));
        }
        py.charge(path.0.len().saturating_mul(pattern.0.len()))?;
        let fits = wanted.len() <= names.len()
            && (wanted.iter().rev())
                .zip(names.iter().rev())
                .all(|(wanted, name)| super::fnmatch::matches(name, wanted));
        Ok(Value::Bool(fits))
    }),
    ("__bytes__", "", |_, it, _| {
        Ok(Value::bytes(path_of(it).0.as_bytes().to_vec()))
    }),
    ("relative_to", "*other", |py, it, a| {
        let other = match a.rest.first() {
            Some(other) => text_of(py, other)?,
            None => String::new(),
        };
        let (path, other) = (path_of(it), Path::of(&[&other]));
        let rest = path
            .0
            .strip_prefix(&*other.0)
            .filter(|rest| rest.is_empty() || rest.starts_with('/') || other.0.ends_with('/'));
        match rest {
            Some(rest) => Ok(like(py, it, Path::of(&[rest.trim_start_matches('/')]))),
            None => Err(py.value_error(format!(
                "'{}' is not in the subpath of '{}' OR one path is relative and the other is absolute.",
                path.0, other.0
            ))),
        }
    }),
    ("resolve", "strict=False", absolute),
    ("absolute", "", absolute),
    ("expanduser", "", |_, it, _| Ok(it.clone())),
    ("exists", "", |py, it, _| ask(py, it, |kind| kind.is_some())),
    ("is_file", "", |py, it, _| {
        ask(py, it, |kind| kind == Some(Kind::File))
    }),
    ("is_dir", "", |py, it, _| {
        ask(py, it, |kind| kind == Some(Kind::Folder))
    }),
    (
        "mkdir",
        "mode=0o777, parents=False, exist_ok=False",
        |_, _, _| Ok(Value::None),
    ),
    ("read_text", "encoding=None, errors=None", missing),
    ("read_bytes", "", missing),
    ("open", "*args, **kwargs", missing),
];

fn with_name(interpreter: &mut Interpreter, value: &Value, name: &str) -> PyResult<Value> {
    let path = path_of(value);
    if path.name().is_empty() {
        let shown = interpreter.repr(value)?;
        return Err(interpreter.value_error(format!("{shown} has an empty name")));
    }
    if name.is_empty() || name.contains('/') || name == "." {
        let shown = crate::python::text::string_repr(name);
        return Err(interpreter.value_error(format!("Invalid name {shown}")));
    }
    Ok(like(
        interpreter,
        value,
        Path::of(&[&path.parent().0, name]),
    ))
}

fn absolute(
    interpreter: &mut Interpreter,
    value: &Value,
    _: crate::python::Bound,
) -> PyResult<Value> {
    let path = path_of(value);
    let root = interpreter.options().root.clone();
    let full = Path::of(&[&root, &path.0]).normalized();
    Ok(like(interpreter, value, full))
}

fn missing(
    interpreter: &mut Interpreter,
    value: &Value,
    _: crate::python::Bound,
) -> PyResult<Value> {
    Err(not_found(interpreter, &path_of(value).0))
}

fn ask(
    interpreter: &mut Interpreter,
    value: &Value,
    question: fn(Option<Kind>) -> bool,
) -> PyResult<Value> {
    Ok(Value::Bool(question(kind(interpreter, &path_of(value).0))))
}

fn text_of(interpreter: &mut Interpreter, value: &Value) -> PyResult<String> {
    if let Some(path) = value.native::<Path>() {
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
        Some(Ok(match name {
            "name" => Value::str(self.name()),
            "stem" => {
                let name = self.name();
                Value::str(name.strip_suffix(self.suffix()).unwrap_or(name))
            }
            "suffix" => Value::str(self.suffix()),
            "suffixes" => {
                let name = self.name().trim_start_matches('.');
                Value::list(
                    name.split('.')
                        .skip(1)
                        .map(|part| Value::str(format!(".{part}")))
                        .collect(),
                )
            }
            "parent" => like(interpreter, this, self.parent()),
            "parents" => {
                let (mut parents, mut path) = (Vec::new(), self.clone());
                while path.parent() != path {
                    path = path.parent();
                    parents.push(like(interpreter, this, path.clone()));
                }
                Value::tuple(parents)
            }
            "parts" => {
                let root = self.0.starts_with('/').then(|| Value::str("/"));
                let names = self.names().into_iter().map(Value::str);
                Value::tuple(root.into_iter().chain(names).collect())
            }
            "root" | "anchor" => Value::str(if self.0.starts_with('/') { "/" } else { "" }),
            "drive" => Value::str(""),
            _ => return None,
        }))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        // The class's own name is added where the instance is known.
        Some(Ok(format!(
            "PosixPath({})",
            crate::python::text::string_repr(&self.0)
        )))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        let parts = |path: &Self| (path.is_rooted(), path.names().join("\0"));
        other
            .native::<Self>()
            .map(|other| parts(self).cmp(&parts(other)))
    }

    fn hash_key(&self) -> Option<HashKey> {
        Some(HashKey::Native(
            "path",
            Box::new(HashKey::Str(self.0.clone())),
        ))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        if operator != BinaryOperator::Div {
            return None;
        }
        let part = match (other.native::<Self>(), other.as_str()) {
            (Some(path), _) => path.0.to_string(),
            (None, Some(text)) => text.to_owned(),
            _ => return None,
        };
        let joined = if reflected {
            Self::of(&[&part, &self.0])
        } else {
            Self::of(&[&self.0, &part])
        };
        Some(Ok(like(interpreter, this, joined)))
    }
}

/// The module `pathlib`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = |interpreter: &Interpreter, name: &str, base: Option<&Rc<Class>>| {
        let mut builder = interpreter.class_builder(name, "pathlib");
        if let Some(base) = base {
            builder = builder.base(base);
        }
        builder.native(Rc::new(Constructor(construct))).build()
    };
    let pure = class(interpreter, "PurePath", None);
    methods(&pure, METHODS);
    let pure_posix = class(interpreter, "PurePosixPath", Some(&pure));
    let path = class(interpreter, "Path", Some(&pure));
    let posix = interpreter
        .class_builder("PosixPath", "pathlib")
        .base(&path)
        .base(&pure_posix)
        .native(Rc::new(Constructor(construct)))
        .build();
    let shown = pure_posix.clone();
    for class in [&pure_posix, &pure] {
        let name = shown.name.clone();
        let repr = crate::python::NativeFunction::bound(
            "__repr__",
            "PurePath.__repr__",
            "pathlib",
            crate::python::Binding::Method,
            move |py, arguments| {
                let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
                let own = py.type_name(&receiver);
                let own = if own.as_ref() == "PurePath" {
                    name.clone()
                } else {
                    own
                };
                let shown = crate::python::text::string_repr(&path_of(&receiver).0);
                Ok(Value::str(format!("{own}({shown})")))
            },
        );
        class.set("__repr__", Value::NativeFunction(repr));
    }
    let cwd = {
        let posix = posix.clone();
        move |py: &mut Interpreter, _: Arguments| {
            Ok(instance(&posix, Path(py.options().root.clone())))
        }
    };
    path.set("cwd", Value::function("cwd", "pathlib", cwd));
    Module::new("pathlib")
        .with_class(&pure)
        .with_class(&pure_posix)
        .with_class(&path)
        .with_class(&posix)
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let mut parts = Vec::new();
    for part in &arguments.positional {
        parts.push(text_of(interpreter, part)?);
    }
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    // `Path(…)` makes a `PosixPath`, `PurePath(…)` a `PurePosixPath`.
    let class = match class.path().as_str() {
        "pathlib.Path" => interpreter.library_class("pathlib", "PosixPath"),
        "pathlib.PurePath" => interpreter.library_class("pathlib", "PurePosixPath"),
        _ => class.clone(),
    };
    Ok(instance(&class, Path::of(&parts)))
}
