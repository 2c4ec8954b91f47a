//! The standard library's modules that models, settings and migrations import.
//!
//! Instances of their types are ordinary instances whose host's part is one of the public structs
//! here: `value.native::<datetime::DateTime>()`.

mod base64;
mod collections;
mod contextlib;
mod dataclasses;
pub mod datetime;
pub mod decimal;
pub mod enumeration;
mod fnmatch;
pub mod functools;
mod hashlib;
pub(in crate::python) mod inert;
mod io;
mod itertools;
mod json;
mod math;
mod operator;
mod os;
pub mod pathlib;
pub mod random;
pub mod re;
mod sqlite3;
mod traceback;
pub mod typing;
pub mod uuid;
pub(in crate::python) mod written;
pub mod zoneinfo;

use std::rc::Rc;

use super::arguments::{Arguments, Bound, Signature};
use super::error::PyResult;
use super::interpreter::Interpreter;
use super::object::{NativeClass, NativeObject};
use super::value::{Class, Instance, Module, Value};

/// Names of the standard library that may be imported though the sandbox does not have them.
pub(super) fn names() -> &'static str {
    include_str!("stdlib/names.txt")
}

/// Whether some names of a module are written in Python, and come when they are looked up.
pub(super) fn is_part_written(module: &str) -> bool {
    const MODULES: &[&str] = &[
        "ast",
        "base64",
        "binascii",
        "bisect",
        "calendar",
        "collections",
        "collections.abc",
        "colorsys",
        "contextlib",
        "csv",
        "dataclasses",
        "datetime",
        "difflib",
        "enum",
        "fractions",
        "functools",
        "heapq",
        "hmac",
        "html",
        "inspect",
        "io",
        "keyword",
        "logging",
        "posixpath",
        "pprint",
        "queue",
        "random",
        "reprlib",
        "secrets",
        "shlex",
        "statistics",
        "string",
        "struct",
        "sys",
        "textwrap",
        "time",
        "types",
        "typing",
        "unicodedata",
        "urllib.parse",
        "warnings",
    ];
    MODULES.contains(&module)
}

/// A module of the standard library, made afresh; `None` when the sandbox has none of that name.
pub(super) fn load(interpreter: &mut Interpreter, name: &str) -> Option<Module> {
    Some(match name {
        "base64" => base64::module(interpreter),
        "collections" => collections::module(interpreter),
        "collections.abc" => collections::abstract_module(interpreter),
        "contextlib" => contextlib::module(interpreter),
        "dataclasses" => dataclasses::module(interpreter),
        "datetime" => datetime::module(interpreter),
        "decimal" => decimal::module(interpreter),
        "enum" => enumeration::module(interpreter),
        "fnmatch" => fnmatch::module(),
        "functools" => functools::module(interpreter),
        "hashlib" => hashlib::module(interpreter),
        "io" => io::module(interpreter),
        "itertools" => itertools::module(interpreter),
        "json" => json::module(interpreter),
        "math" => math::module(interpreter),
        "multiprocessing" => os::multiprocessing(),
        "operator" => operator::module(interpreter),
        "os" => os::module(interpreter),
        "os.path" | "posixpath" => os::path_module(),
        "pathlib" => pathlib::module(interpreter),
        "random" => random::module(interpreter),
        "secrets" => random::secrets(interpreter),
        "re" => re::module(interpreter),
        "sqlite3" => sqlite3::module(interpreter),
        "traceback" => traceback::module(),
        "typing" => typing::module(interpreter),
        "uuid" => uuid::module(interpreter),
        "zoneinfo" => zoneinfo::module(interpreter),
        _ => return inert::module(interpreter, name),
    })
}

/// Name, parameters and code of a function.
type FunctionRow = (
    &'static str,
    &'static str,
    fn(&mut Interpreter, Bound) -> PyResult<Value>,
);

/// Adds functions to a module.
fn functions(module: &Module, rows: &'static [FunctionRow]) {
    for (name, parameters, code) in rows {
        let code = move |interpreter: &mut Interpreter, arguments: Arguments| {
            let bound = Signature { name, parameters }.bind(interpreter, arguments)?;
            code(interpreter, bound)
        };
        module.set(name, Value::function(name, &module.name, code));
    }
}

/// Adds functions to a module that CPython has in C, whose texts for wrong arguments are others.
fn functions_in_c(module: &Module, path: &'static str, rows: &'static [FunctionRow]) {
    for (name, parameters, code) in rows {
        let code = move |interpreter: &mut Interpreter, arguments: Arguments| {
            let shown = format_args!("{path}.{name}");
            let bound = Signature { name, parameters }.bind_in_c(interpreter, &shown, arguments)?;
            code(interpreter, bound)
        };
        module.set(name, Value::function(name, path, code));
    }
}

/// The code of a native method: the receiver and the bound arguments.
type MethodRow = (
    &'static str,
    &'static str,
    fn(&mut Interpreter, &Value, Bound) -> PyResult<Value>,
);

/// Adds methods to a class.
fn methods(class: &Rc<Class>, rows: &'static [MethodRow]) {
    for (name, parameters, code) in rows {
        let owner = class.clone();
        let function = move |interpreter: &mut Interpreter, mut arguments: Arguments| {
            let receiver = arguments.take_receiver().unwrap_or(Value::None);
            if !interpreter.is_instance(&receiver, &owner) {
                let found = interpreter.operand_name(&receiver);
                return Err(interpreter.type_error(format!(
                    "descriptor '{name}' for '{}' objects doesn't apply to a '{found}' object",
                    owner.path()
                )));
            }
            let bound = Signature { name, parameters }.bind(interpreter, arguments)?;
            code(interpreter, &receiver, bound)
        };
        let qualname = format!("{}.{name}", class.qualname);
        let function = super::value::NativeFunction::bound(
            name,
            &qualname,
            &class.module,
            super::value::Binding::Method,
            function,
        );
        class.set(name, Value::NativeFunction(function));
    }
}

/// A class whose constructor is one function; there is nothing to do in `__init__`.
struct Constructor(fn(&mut Interpreter, &Rc<Class>, Arguments) -> PyResult<Value>);

impl NativeClass for Constructor {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        (self.0)(interpreter, class, arguments.clone()).map(Some)
    }

    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// An instance of a class with this host's part.
fn instance(class: &Rc<Class>, native: impl NativeObject) -> Value {
    Value::Instance(Instance::with_native(class, Rc::new(native)))
}

impl Interpreter {
    /// A class of the standard library; `object` if there is none of that name.
    pub(super) fn library_class(&mut self, module: &str, name: &str) -> Rc<Class> {
        let found = self
            .import_module(module)
            .ok()
            .and_then(|module| module.get(name));
        match found {
            Some(Value::Class(class)) => class,
            _ => self.types.object.clone(),
        }
    }
}
