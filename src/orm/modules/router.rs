//! `django.db.router`: there is one database, and every model is in it.

use super::utils::nth;
use super::{Context, ModuleSet};
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, PyResult, Value};

const MODULE: &str = "django.db.utils";

/// Adds `ConnectionRouter`, and the router of the settings.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Context) {
    let routers = context.settings().all.get("DATABASE_ROUTERS").cloned();
    let class = interpreter
        .class_builder("ConnectionRouter", MODULE)
        .attribute("routers", routers.unwrap_or(Value::list(Vec::new())))
        .method("db_for_read", database)
        .method("db_for_write", database)
        .method("allow_migrate", allow)
        .method("allow_migrate_model", allow)
        .method("allow_relation", |interpreter, arguments| {
            check_routers(interpreter, &nth(&arguments, 0))?;
            let one = database_of(interpreter, &nth(&arguments, 1))?;
            let other = database_of(interpreter, &nth(&arguments, 2))?;
            interpreter.equals(&one, &other).map(Value::Bool)
        })
        .method("get_migratable_models", |interpreter, arguments| {
            check_routers(interpreter, &nth(&arguments, 0))?;
            let config = nth(&arguments, 1);
            interpreter.call_method(&config, "get_models", Arguments::default())
        })
        .build();
    let router = Value::Instance(Instance::new(&class));
    modules.class(&class).value("django.db", "router", router);
}

/// The database for a model's rows: that of the row that they belong to, or the only one.
fn database(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    check_routers(interpreter, &nth(&arguments, 0))?;
    let Some(instance) = arguments.keywords.get("instance") else {
        return Ok(Value::str("default"));
    };
    let database = database_of(interpreter, instance)?;
    Ok(match database {
        Value::None => Value::str("default"),
        database => database,
    })
}

fn database_of(interpreter: &mut Interpreter, instance: &Value) -> PyResult<Value> {
    let state = interpreter.get_attribute(instance, "_state")?;
    interpreter.get_attribute(&state, "db")
}

fn allow(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    check_routers(interpreter, &nth(&arguments, 0))?;
    Ok(Value::Bool(true))
}

/// Routers of the project's own would have to be asked.
fn check_routers(interpreter: &mut Interpreter, router: &Value) -> PyResult<()> {
    let routers = interpreter.get_attribute(router, "routers")?;
    match interpreter.truthy(&routers)? {
        true => Err(interpreter.unsupported("DATABASE_ROUTERS")),
        false => Ok(()),
    }
}
