//! Names that can be imported though the sandbox does not have what they stand for.
//!
//! Models and migrations import forms, views, threads and sockets that have no part in a
//! migration. Such a name is *inert*: a class can be subclassed and instantiated, a decorator
//! leaves alone what it decorates, and while modules are being imported a call, an attribute or an
//! item answers another inert value. Everything else (a branch on it, a loop over it, any call once
//! the imports are done) is the error that names it.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::arguments::Arguments;
use super::error::{PyError, PyResult};
use super::interpreter::Interpreter;
use super::object::{NativeClass, NativeObject};
use super::types::descriptor::SuperObject;
use super::value::{Class, Instance, Module, Value};

/// What stands for the names of a module of which any name may be imported.
const ANY: &str = "*";

/// The host's part of an inert value: what it stands for, as an expression.
struct Inert {
    path: Rc<str>,
}

impl NativeObject for Inert {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        _arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        Some(interpreter.derive_inert(&self.path, "()"))
    }

    fn is_callable(&self) -> bool {
        true
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("<{}>", self.path)))
    }
}

/// An inert class, by its path.
struct InertClass {
    path: Rc<str>,
    /// Whether it derives from a class that the sandbox does have.
    is_partial: bool,
}

impl NativeClass for InertClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        // A mixin leaves the work to the class that it is mixed into.
        if let Some(native) = instance.class.native()
            && native.inert_path().is_none()
        {
            return native.init(interpreter, instance, arguments);
        }
        if self.is_partial {
            return Err(interpreter.unsupported(&self.path));
        }
        let path = format!("{}()", self.path).into();
        // `__init__` may have run before.
        let _ = instance.native.set(Rc::new(Inert { path }));
        Ok(())
    }

    fn inert_path(&self) -> Option<&Rc<str>> {
        Some(&self.path)
    }
}

/// What a name of a module is, as a word of a table says it (`tests/names/record.py`).
#[derive(Clone, Copy)]
enum Word<'a> {
    Class {
        bases: &'a str,
        metaclass: Option<&'a str>,
    },
    Error(&'a str),
    Function,
    Value(Option<&'a str>),
    Elsewhere(&'a str),
}

impl<'a> Word<'a> {
    /// The word of this name in a line, without the module that the line begins with.
    fn find(line: &'a str, name: &str) -> Option<Self> {
        line.split(' ').find_map(|word| Self::parse(word, name))
    }

    fn parse(word: &'a str, name: &str) -> Option<Self> {
        let kind = word.chars().next()?;
        let rest = word.get(kind.len_utf8()..)?;
        if kind == '>' {
            let (home, names) = rest.split_once(':')?;
            let listed = names.split(',').any(|listed| listed == name);
            return listed.then_some(Self::Elsewhere(home));
        }
        let rest = rest.strip_prefix(name)?;
        Some(match kind {
            '+' => {
                let (bases, metaclass) = match rest.split_once('/') {
                    Some((bases, metaclass)) => (bases, Some(metaclass)),
                    None => (rest, None),
                };
                let bases = match bases.strip_prefix('<') {
                    Some(bases) => bases,
                    None if bases.is_empty() => "",
                    None => return None,
                };
                Self::Class { bases, metaclass }
            }
            '!' if rest.is_empty() => Self::Error("Exception"),
            '!' => Self::Error(rest.strip_prefix('<')?),
            '-' if rest.is_empty() => Self::Function,
            '=' if rest.is_empty() => Self::Value(None),
            '=' => Self::Value(Some(rest.strip_prefix(':')?)),
            _ => return None,
        })
    }

    /// The names of a line, for `from module import *`.
    fn names(line: &'a str) -> impl Iterator<Item = &'a str> {
        line.split(' ').flat_map(|word| {
            let rest = word.get(1..).unwrap_or_default();
            let names = match word.starts_with('>') {
                true => rest.split_once(':').map_or("", |(_, names)| names),
                false => rest.split(['<', '/', ':']).next().unwrap_or_default(),
            };
            names.split(',')
        })
    }
}

impl Interpreter {
    /// Makes the names of a table importable, where nothing better is known. A line is a module and
    /// its names; `tests/names/record.py` says how. The table is asked for when a name is.
    pub fn add_names(&mut self, table: fn() -> &'static str) {
        self.tables.push(table);
        self.names = OnceCell::new();
    }

    /// The modules of the tables with the names of each, or with [`ANY`].
    fn names(&self) -> &BTreeMap<&'static str, &'static str> {
        self.names.get_or_init(|| {
            let lines = self.tables.iter().flat_map(|table| table().lines());
            let mut names = BTreeMap::new();
            for line in lines {
                match line.split_once(' ').unwrap_or((line, "")) {
                    (ANY, modules) => {
                        names.extend(modules.split(' ').map(|module| (module, ANY)));
                    }
                    (module, listed) => drop(names.insert(module, listed)),
                }
            }
            names
        })
    }

    /// A module of which only names are known.
    pub(super) fn named_module(&mut self, name: &str) -> Option<Rc<Module>> {
        // A package may be known by what is in it.
        let inside = format!("{name}.");
        let next = self.names().range(name..).next();
        let is_known = next.is_some_and(|(next, _)| *next == name || next.starts_with(&inside));
        (is_known || self.has_any_name(name)).then(|| {
            let module = Module::new(name);
            module.set("__path__", Value::list(Vec::new()));
            Rc::new(module)
        })
    }

    /// Whether of a module, or of a package that it is in, not even the names are known.
    fn has_any_name(&self, module: &str) -> bool {
        let ends = module.match_indices('.').map(|(at, _)| at);
        ends.chain([module.len()])
            .any(|end| self.names().get(&module[..end]) == Some(&ANY))
    }

    /// The names of a module that only a table knows.
    pub(super) fn listed_names(&self, module: &Module) -> Vec<Rc<str>> {
        let line = self.names().get(module.name.as_ref()).copied();
        line.map(|line| Word::names(line).map(Into::into).collect())
            .unwrap_or_default()
    }

    /// A name that a table knows, or that `MIGRATION_SANDBOX_STAND_INS` stands in for.
    ///
    /// # Errors
    ///
    /// What importing its home raises.
    pub(super) fn known_name(
        &mut self,
        module: &Rc<Module>,
        name: &str,
    ) -> PyResult<Option<Value>> {
        if let Some(found) = self.stand_in(&format!("{}.{name}", module.name))? {
            module.set(name, found.clone());
            return Ok(Some(found));
        }
        if module.file.is_none()
            && crate::python::stdlib::is_part_written(&module.name)
            && let Some(found) = self.written_name(module, name)?
        {
            return Ok(Some(found));
        }
        let path: Rc<str> = format!("{}.{name}", module.name).into();
        let is_whole = module.file.is_some() && !module.is_partial;
        if is_whole || name.starts_with("__") {
            return Ok(None);
        }
        let line = self.names().get(module.name.as_ref()).copied();
        if self.has_any_name(&module.name) {
            return self.by_convention(&path).map(Some);
        }
        let Some(word) = line.and_then(|line| Word::find(line, name)) else {
            // A package that only a table knows has imported all that is in it.
            let is_module = line.is_some() && self.names().contains_key(path.as_ref());
            return match is_module {
                true => self
                    .import_module(&path)
                    .map(|module| Some(Value::Module(module))),
                false => Ok(None),
            };
        };
        let found = match word {
            Word::Class { bases, metaclass } => {
                let mut found = Vec::new();
                for base in bases.split('&').filter(|base| !base.is_empty()) {
                    found.extend(self.class_at(module, base)?);
                }
                let metaclass = match metaclass {
                    Some(metaclass) => self.class_at(module, metaclass)?,
                    None => None,
                };
                Value::Class(self.inert_class(&path, &found, metaclass))
            }
            Word::Error(base) => {
                let base = self.class_at(module, base)?;
                let bases: Vec<&Rc<Class>> = base.iter().collect();
                Value::Class(self.exception_class(name, &module.name, &bases))
            }
            Word::Function | Word::Value(None) => self.inert_value(&path),
            Word::Value(Some(literal)) => {
                self.evaluate(literal, super::value::Namespace::default())?
            }
            Word::Elsewhere(home) => {
                let home = self.import_module(home)?;
                self.import_from(&Value::Module(home), name)?
            }
        };
        module.set(name, found.clone());
        Ok(Some(found))
    }

    /// A class by its name in a module, in the built-ins, or by its dotted path.
    fn class_at(&mut self, module: &Rc<Module>, path: &str) -> PyResult<Option<Rc<Class>>> {
        let found = match path.rsplit_once('.') {
            Some((home, name)) => {
                let home = self.import_module(home)?;
                self.import_from(&Value::Module(home), name)?
            }
            None => match self.builtin(path) {
                Some(class) => return Ok(Some(class)),
                None => match module.get(path) {
                    Some(found) => found,
                    None => self.known_name(module, path)?.unwrap_or(Value::None),
                },
            },
        };
        Ok(found.as_class().cloned())
    }

    pub(super) fn inert_class(
        &mut self,
        path: &Rc<str>,
        bases: &[Rc<Class>],
        metaclass: Option<Rc<Class>>,
    ) -> Rc<Class> {
        let (module, name) = path.rsplit_once('.').unwrap_or(("", path));
        let type_ = self.types.type_();
        let is_inert = |base: &Rc<Class>| {
            let native = base.native();
            native.is_none_or(|native| native.inert_path().is_some()) || base.is_subclass(&type_)
        };
        let native = InertClass {
            path: path.clone(),
            is_partial: !bases.iter().all(is_inert),
        };
        let mut builder = self.class_builder(name, module).native(Rc::new(native));
        for base in bases {
            builder = builder.base(base);
        }
        if let Some(metaclass) = metaclass {
            builder = builder.attribute("__metaclass__", Value::Class(metaclass));
        }
        builder.build()
    }

    /// A value that stands for the expression `path`.
    pub fn inert_value(&mut self, path: &str) -> Value {
        let class = match &self.inert {
            Some(class) => class.clone(),
            None => {
                let class = value_class(self);
                self.inert = Some(class.clone());
                class
            }
        };
        let path = path.into();
        Value::Instance(Instance::with_native(&class, Rc::new(Inert { path })))
    }

    /// What of something inert answers another while modules are being imported, which is when
    /// things are declared; later, when they would be used, the error that names it.
    fn derive_inert(&mut self, path: &str, what: &str) -> PyResult<Value> {
        let path = format!("{path}{what}");
        if self.initializing.is_empty() {
            Err(self.unsupported(&path))
        } else {
            Ok(self.inert_value(&path))
        }
    }

    /// The attribute that an inert value, or a class that derives from an inert one, does not have;
    /// `None` when the value has nothing to do with one.
    pub(super) fn inert_attribute(&mut self, value: &Value, name: &str) -> Option<PyResult<Value>> {
        if name.starts_with("__") {
            return None;
        }
        let of_class = |class: &Rc<Class>| class.native()?.inert_path().cloned();
        let path = match value {
            Value::Class(class) => of_class(class)?,
            Value::Instance(instance) => match instance.native.get() {
                Some(native) => match native.as_any().downcast_ref::<SuperObject>() {
                    Some(parent) => {
                        let class = match &parent.receiver {
                            Value::Class(class) if class.is_subclass(&parent.class) => {
                                class.clone()
                            }
                            other => self.class_of(other),
                        };
                        of_class(&class)?
                    }
                    None => native.as_any().downcast_ref::<Inert>()?.path.clone(),
                },
                None => format!("{}()", of_class(&instance.class)?).into(),
            },
            _ => return None,
        };
        Some(self.derive_inert(&path, &format!(".{name}")))
    }

    /// Whether the value stands for something that the sandbox does not have.
    pub fn is_inert(value: &Value) -> bool {
        value.native::<Inert>().is_some()
    }
}

/// The class of inert values: every use of one as a value is an error.
fn value_class(interpreter: &Interpreter) -> Rc<Class> {
    const USES: &[&str] = &[
        "__bool__",
        "__len__",
        "__iter__",
        "__next__",
        "__contains__",
        "__str__",
        "__int__",
        "__float__",
        "__index__",
        "__lt__",
        "__le__",
        "__gt__",
        "__ge__",
        "__add__",
        "__radd__",
        "__sub__",
        "__rsub__",
        "__mul__",
        "__rmul__",
        "__truediv__",
        "__mod__",
        "__enter__",
        "__exit__",
    ];
    let mut builder = interpreter.class_builder("NotInTheSandbox", "migration_sandbox");
    for name in USES {
        builder = builder.method(name, |interpreter, arguments| {
            Err(interpreter.inert_use(&arguments))
        });
    }
    builder
        .method("__getitem__", |interpreter, arguments| {
            let path = inert_path(&arguments);
            interpreter.derive_inert(&path, "[…]")
        })
        .method("__setitem__", |interpreter, arguments| {
            let path = inert_path(&arguments);
            interpreter.derive_inert(&path, "[…] = …").map(drop)?;
            Ok(Value::None)
        })
        .method("__mro_entries__", |interpreter, arguments| {
            let path = inert_path(&arguments);
            let class = interpreter.inert_class(&path, &[], None);
            Ok(Value::tuple(vec![Value::Class(class)]))
        })
        .method("__or__", |_, arguments| {
            Ok(arguments
                .positional
                .into_iter()
                .next()
                .unwrap_or(Value::None))
        })
        .method("__ror__", |_, arguments| {
            Ok(arguments
                .positional
                .into_iter()
                .next()
                .unwrap_or(Value::None))
        })
        .build()
}

fn inert_path(arguments: &Arguments) -> Rc<str> {
    let inert = arguments
        .positional
        .first()
        .and_then(|it| it.native::<Inert>());
    inert.map_or_else(|| "".into(), |inert| inert.path.clone())
}

impl Interpreter {
    fn inert_use(&self, arguments: &Arguments) -> Box<PyError> {
        self.unsupported(&inert_path(arguments))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: &str = "+Form<BaseForm&a.b.Mixin/Meta +Plain !Oops !Key<KeyError -call =N:'x' =V \
                        >a.b:One,Two";

    fn kind(name: &str) -> String {
        match Word::find(LINE, name) {
            None => "unknown".to_owned(),
            Some(Word::Class { bases, metaclass }) => format!("class {bases} {metaclass:?}"),
            Some(Word::Error(base)) => format!("error {base}"),
            Some(Word::Function) => "function".to_owned(),
            Some(Word::Value(literal)) => format!("value {literal:?}"),
            Some(Word::Elsewhere(home)) => format!("at {home}"),
        }
    }

    #[test]
    fn a_line_says_what_a_name_is() {
        assert_eq!(kind("Form"), "class BaseForm&a.b.Mixin Some(\"Meta\")");
        assert_eq!(kind("Plain"), "class  None");
        assert_eq!(kind("Pla"), "unknown");
        assert_eq!(kind("Oops"), "error Exception");
        assert_eq!(kind("Key"), "error KeyError");
        assert_eq!(kind("call"), "function");
        assert_eq!(kind("N"), "value Some(\"'x'\")");
        assert_eq!(kind("V"), "value None");
        assert_eq!(kind("Two"), "at a.b");
        let names: Vec<&str> = Word::names(LINE).collect();
        assert_eq!(
            names,
            [
                "Form", "Plain", "Oops", "Key", "call", "N", "V", "One", "Two"
            ]
        );
    }
}
