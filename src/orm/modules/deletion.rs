//! `django.db.models.deletion`: what happens to referring rows.

use std::rc::Rc;

use super::ModuleSet;
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::python::value::Instance;
use crate::python::{
    Arguments, Interpreter, NativeClass, NativeObject, PyResult, Signature, Value,
};

/// The module's name, which the migration writer imports the functions from.
const MODULE: &str = "django.db.models.deletion";
const HANDLERS: [&str; 6] = [
    "CASCADE",
    "PROTECT",
    "RESTRICT",
    "SET_NULL",
    "SET_DEFAULT",
    "DO_NOTHING",
];

/// Adds the functions, `SET` and the two exceptions.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    for name in HANDLERS {
        modules.value(MODULE, name, handler(name));
        modules.value("django.db.models", name, handler(name));
    }
    let set = interpreter
        .class_builder("SET", MODULE)
        .native(Rc::new(SetClass))
        .attribute(DECONSTRUCTIBLE, Value::str("django.db.models.SET"))
        .build();
    modules.class(&set).export("django.db.models", &set);
    let integrity_error = modules.find_class("django.db.utils", "IntegrityError");
    for name in ["ProtectedError", "RestrictedError"] {
        let Some(base) = &integrity_error else {
            continue;
        };
        let class = interpreter.exception_class(name, MODULE, &[base]);
        modules.class(&class).export("django.db.models", &class);
    }
}

/// `CASCADE`.
pub fn cascade() -> Value {
    handler("CASCADE")
}

/// One of the module's `on_delete` functions. They are only ever compared and written.
fn handler(name: &'static str) -> Value {
    Value::function(name, MODULE, move |interpreter, _| {
        Err(interpreter.unsupported(name))
    })
}

/// `SET(value)`: an `on_delete` that knows its argument.
struct SetClass;

/// The host's part of what `SET(value)` answers.
pub(crate) struct SetOnDelete;

impl NativeClass for SetClass {
    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        Signature::new("SET", "value").bind(interpreter, arguments)?;
        // The cell of a new instance is empty.
        let _ = instance.native.set(Rc::new(SetOnDelete));
        Ok(())
    }
}

impl NativeObject for SetOnDelete {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        _arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        Some(Err(interpreter.unsupported("SET()")))
    }
}
