//! `django.db.connection` and `django.db.transaction`.

use std::rc::Rc;

use super::utils::nth;
use super::{Context, ModuleSet};
use crate::orm::connection::{ConnectionObject, connection};
use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, PyResult, Signature, Value};

const MODULE: &str = "django.db.transaction";
/// The module with the rest of the connection's methods.
pub(super) const REST: &str = "django.db.backends.sqlite3.rest";
const ATOMIC: Signature = Signature::new("atomic", "using=None, savepoint=True, durable=False");

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let class = interpreter
        .class_builder("DatabaseWrapper", "django.db.backends.sqlite3.base")
        .attribute("vendor", Value::str("sqlite"))
        .attribute("display_name", Value::str("SQLite"))
        .attribute("alias", Value::str("default"))
        .method("__getattr__", later_attribute)
        .build();
    modules.class(&class);
    let object = Rc::new(ConnectionObject(context.connection.clone()));
    let value = Value::Instance(Instance::with_native(&class, object));
    modules.value("django.db", "connection", value.clone());
    let debug = context.settings().all.get("DEBUG").cloned();
    let debug = debug.and_then(|debug| debug.as_bool()) == Some(true);
    context.connection.log.debug.set(debug);
    modules.function("django.db", "reset_queries", |interpreter, _| {
        connection(interpreter)?.log.clear();
        Ok(Value::None)
    });
    handler(modules, interpreter, value);
    let base = modules.find_class("django.db.utils", "ProgrammingError");
    if let Some(base) = base {
        let error = interpreter.exception_class("TransactionManagementError", MODULE, &[&base]);
        modules.class(&error);
    }
    let atomic = atomic_class(interpreter);
    modules.class(&atomic);
    modules.function(MODULE, "atomic", move |interpreter, arguments| {
        make_atomic(interpreter, &atomic, arguments)
    });
    modules.function(MODULE, "add_commit_hook", |interpreter, arguments| {
        let function = nth(&arguments, 0);
        connection(interpreter)?.on_commit(interpreter, &function)?;
        Ok(Value::None)
    });
    modules.function(MODULE, "needs_rollback", |interpreter, _| {
        Ok(Value::Bool(connection(interpreter)?.needs_rollback()))
    });
    modules.function(MODULE, "set_needs_rollback", |interpreter, arguments| {
        let wanted = interpreter.truthy(&nth(&arguments, 0))?;
        connection(interpreter)?.set_rollback(wanted);
        Ok(Value::None)
    });
    modules.function(MODULE, "switch_autocommit", |interpreter, arguments| {
        let autocommit = interpreter.truthy(&nth(&arguments, 0))?;
        connection(interpreter)?.set_autocommit(interpreter, autocommit)?;
        Ok(Value::None)
    });
    modules.function(MODULE, "end_manually", |interpreter, arguments| {
        let keep = interpreter.truthy(&nth(&arguments, 0))?;
        connection(interpreter)?.end_manually(interpreter, keep)?;
        Ok(Value::None)
    });
    savepoints(modules);
}

/// `django.db.connections`, of which there is one.
fn handler(modules: &mut ModuleSet, interpreter: &Interpreter, connection: Value) {
    const UTILS: &str = "django.utils.connection";
    let error = interpreter.builtin("Exception");
    let bases: Vec<&Rc<Class>> = error.iter().collect();
    let missing = interpreter.exception_class("ConnectionDoesNotExist", UTILS, &bases);
    modules.class(&missing).export("django.db.utils", &missing);
    let all = connection.clone();
    let class = interpreter
        .class_builder("ConnectionHandler", "django.db.utils")
        .method("__getitem__", move |interpreter, arguments| {
            let alias = nth(&arguments, 1);
            if alias.as_str() == Some("default") {
                return Ok(connection.clone());
            }
            let message = format!(
                "The connection '{}' doesn't exist.",
                interpreter.str(&alias)?
            );
            Err(interpreter.raise_class(&missing, message))
        })
        .method("__iter__", |interpreter, _| {
            interpreter.iterator(&Value::list(vec![Value::str("default")]))
        })
        .method("all", move |_, _| Ok(Value::list(vec![all.clone()])))
        .method("close_all", |_, _| Ok(Value::None))
        .build();
    let value = Value::Instance(Instance::new(&class));
    modules
        .class(&class)
        .value("django.db", "connections", value);
}

/// What `savepoint()`, `savepoint_commit(sid)` and `savepoint_rollback(sid)` do in a transaction.
fn savepoints(modules: &mut ModuleSet) {
    modules.function(MODULE, "new_savepoint", |interpreter, _| {
        let connection = connection(interpreter)?;
        let name = connection.new_savepoint_name();
        let sql = format!("SAVEPOINT \"{name}\"");
        connection.execute_raw(interpreter, &sql, &[])?;
        Ok(Value::str(name))
    });
    for (name, statement) in [
        ("release_savepoint", "RELEASE SAVEPOINT"),
        ("return_to_savepoint", "ROLLBACK TO SAVEPOINT"),
    ] {
        modules.function(MODULE, name, move |interpreter, arguments| {
            let savepoint = interpreter.str(&nth(&arguments, 0))?;
            let sql = format!("{statement} \"{savepoint}\"");
            connection(interpreter)?.execute_raw(interpreter, &sql, &[])?;
            Ok(Value::None)
        });
    }
}

/// `__getattr__` of the connection and of the objects that know SQLite: what few programs ask for is
/// written in Python, in the module [`REST`], and comes with the first name that is not there.
///
/// # Errors
///
/// `AttributeError` when it is not there either.
pub fn later_attribute(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    attribute_in(interpreter, arguments, REST)
}

/// The same with the classes of another module.
///
/// # Errors
///
/// `AttributeError` when it is not there either.
pub(crate) fn attribute_in(
    interpreter: &mut Interpreter,
    arguments: Arguments,
    module: &str,
) -> PyResult<Value> {
    let (this, name) = (nth(&arguments, 0), nth(&arguments, 1));
    let name = interpreter.str(&name)?;
    let class = interpreter.class_of(&this);
    let rest = interpreter.import_module(module)?;
    let classes = [format!("Base{}", class.name), class.name.to_string()];
    let classes = classes.map(|name| rest.get(&name));
    let mut found = false;
    for part in classes.iter().flatten().filter_map(Value::as_class) {
        let attributes = part.attributes.borrow().clone();
        for (name, value) in attributes {
            if !name.starts_with("__") && class.get(&name).is_none() {
                class.set(&name, value);
            }
        }
        found |= part.get(&name).is_some();
    }
    if found && class.get(&name).is_some() {
        return interpreter.get_attribute(&this, &name);
    }
    let message = format!("'{}' object has no attribute '{name}'", class.name);
    Err(interpreter.attribute_error(message))
}

/// The host's part of an `Atomic`.
struct AtomicObject {
    savepoint: bool,
    durable: bool,
}

impl NativeObject for AtomicObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn atomic_object<'a>(interpreter: &Interpreter, this: &'a Value) -> PyResult<&'a AtomicObject> {
    this.native::<AtomicObject>()
        .ok_or_else(|| interpreter.type_error("descriptor requires an 'Atomic' object"))
}

fn enter(interpreter: &mut Interpreter, this: &Value) -> PyResult<()> {
    let savepoint = atomic_object(interpreter, this)?.savepoint;
    check_durable(interpreter, this)?;
    connection(interpreter)?.enter(interpreter, savepoint)
}

fn check_durable(interpreter: &mut Interpreter, this: &Value) -> PyResult<()> {
    let durable = atomic_object(interpreter, this)?.durable;
    if durable && connection(interpreter)?.in_transaction() {
        let message = "A durable atomic block cannot be nested within another atomic block.";
        return Err(interpreter.raise("RuntimeError", message));
    }
    Ok(())
}

fn atomic_class(interpreter: &Interpreter) -> Rc<Class> {
    interpreter
        .class_builder("Atomic", MODULE)
        .method("__enter__", |interpreter, arguments| {
            enter(interpreter, &nth(&arguments, 0))?;
            Ok(Value::None)
        })
        .method("__exit__", |interpreter, arguments| {
            let failed = !nth(&arguments, 1).is_none();
            connection(interpreter)?.exit(interpreter, failed)?;
            Ok(Value::None)
        })
        .method("__call__", |interpreter, arguments| {
            let (this, function) = (nth(&arguments, 0), nth(&arguments, 1));
            atomic_object(interpreter, &this)?;
            let name = match &function {
                Value::Function(function) => function.name.clone(),
                _ => "inner".into(),
            };
            Ok(Value::function(
                &name,
                MODULE,
                move |interpreter, arguments| {
                    let savepoint = atomic_object(interpreter, &this)?.savepoint;
                    check_durable(interpreter, &this)?;
                    let connection = connection(interpreter)?;
                    connection.atomic(interpreter, savepoint, |interpreter| {
                        interpreter.call(&function, arguments)
                    })
                },
            ))
        })
        .build()
}

/// `atomic`, `atomic(…)`: a context manager and a decorator.
fn make_atomic(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let function = match arguments.positional.first() {
        Some(function @ (Value::Function(_) | Value::BoundMethod(_))) => Some(function.clone()),
        _ => None,
    };
    let mut flags = (true, false);
    if function.is_none() {
        let mut bound = ATOMIC.bind(interpreter, arguments)?;
        if let Some(using) = bound.take("using").filter(|it| !it.is_none()) {
            let connections = interpreter.import_module("django.db")?.get("connections");
            interpreter.get_item(&connections.unwrap_or(Value::None), &using)?;
        }
        if let Some(savepoint) = bound.take("savepoint") {
            flags.0 = interpreter.truthy(&savepoint)?;
        }
        if let Some(durable) = bound.take("durable") {
            flags.1 = interpreter.truthy(&durable)?;
        }
    }
    let object = AtomicObject {
        savepoint: flags.0,
        durable: flags.1,
    };
    let atomic = Value::Instance(Instance::with_native(class, Rc::new(object)));
    match function {
        Some(function) => interpreter.call(&atomic, Arguments::positional(vec![function])),
        None => Ok(atomic),
    }
}
