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

/// What happens to a row when the one that it refers to goes.
pub enum OnDelete {
    /// It goes too.
    Cascade,
    /// It keeps the other one.
    Protect,
    /// It keeps the other one, unless it goes for another reason.
    Restrict,
    /// It refers to nothing.
    SetNull,
    /// It refers to what the default says.
    SetDefault,
    /// It refers to this, or to what this answers.
    Set(Value),
    /// Whatever the database does.
    DoNothing,
    /// A function of the project's.
    Own(Value),
}

/// `field.remote_field.on_delete`.
pub fn on_delete(field: &crate::orm::Field) -> OnDelete {
    let declared = field.relation.as_ref().and_then(|it| it.on_delete.clone());
    let Some(declared) = declared else {
        return OnDelete::DoNothing;
    };
    if let Some(instance) = declared.as_instance()
        && declared.native::<SetOnDelete>().is_some()
    {
        let value = instance.arguments.positional.first();
        let value = value.or_else(|| instance.arguments.keywords.get("value"));
        return OnDelete::Set(value.cloned().unwrap_or(Value::None));
    }
    let name = match &declared {
        Value::NativeFunction(function) if &*function.module == MODULE => function.name.clone(),
        _ => "".into(),
    };
    match &*name {
        "CASCADE" => OnDelete::Cascade,
        "PROTECT" => OnDelete::Protect,
        "RESTRICT" => OnDelete::Restrict,
        "SET_NULL" => OnDelete::SetNull,
        "SET_DEFAULT" => OnDelete::SetDefault,
        "DO_NOTHING" => OnDelete::DoNothing,
        _ => OnDelete::Own(declared),
    }
}

/// One of the module's `on_delete` functions, which the collector knows by name.
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
