//! `django.core.exceptions`, `django.db` and `django.db.utils`.

use std::rc::Rc;

use super::ModuleSet;
use super::inert::AnyArguments;
use crate::python::value::Instance;
use crate::python::{Class, Interpreter, Value};

const EXCEPTIONS: &str = "django.core.exceptions";
const UTILS: &str = "django.db.utils";

/// Exceptions of `django.core.exceptions` with their base.
const CORE: &[(&str, &str)] = &[
    ("FieldDoesNotExist", "Exception"),
    ("AppRegistryNotReady", "Exception"),
    ("ObjectDoesNotExist", "Exception"),
    ("MultipleObjectsReturned", "Exception"),
    ("SuspiciousOperation", "Exception"),
    ("PermissionDenied", "Exception"),
    ("ViewDoesNotExist", "Exception"),
    ("MiddlewareNotUsed", "Exception"),
    ("ImproperlyConfigured", "Exception"),
    ("FieldError", "Exception"),
    ("ValidationError", "Exception"),
    ("EmptyResultSet", "Exception"),
    ("FullResultSet", "Exception"),
    ("SynchronousOnlyOperation", "Exception"),
    ("BadRequest", "Exception"),
    ("RequestAborted", "Exception"),
];

/// Exceptions of `django.db.utils` with their base; `django.db` exports those up to `NotSupportedError`.
const DATABASE: &[(&str, &str)] = &[
    ("Error", "Exception"),
    ("InterfaceError", "Error"),
    ("DatabaseError", "Error"),
    ("DataError", "DatabaseError"),
    ("OperationalError", "DatabaseError"),
    ("IntegrityError", "DatabaseError"),
    ("InternalError", "DatabaseError"),
    ("ProgrammingError", "DatabaseError"),
    ("NotSupportedError", "DatabaseError"),
    ("ConnectionDoesNotExist", "Exception"),
];

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let exception = |modules: &mut ModuleSet, module: &str, name: &str, base: &str| {
        let base = modules
            .find_class(module, base)
            .or_else(|| interpreter.builtin(base));
        let Some(base) = base else { return };
        let class = interpreter.exception_class(name, module, &[&base]);
        modules.class(&class);
        if module == UTILS && name != "ConnectionDoesNotExist" {
            modules.export("django.db", &class);
        }
    };
    for (name, base) in CORE {
        exception(modules, EXCEPTIONS, name, base);
    }
    for (name, base) in DATABASE {
        exception(modules, UTILS, name, base);
    }
    modules.value(EXCEPTIONS, "NON_FIELD_ERRORS", Value::str("__all__"));
    if let Some(class) = modules.find_class(EXCEPTIONS, "ObjectDoesNotExist") {
        modules.export("django.db.models", &class);
    }
    modules.value("django.db", "DEFAULT_DB_ALIAS", Value::str("default"));
    modules.value(UTILS, "DEFAULT_DB_ALIAS", Value::str("default"));
    connection(modules, interpreter);
    transaction(modules, interpreter);
}

/// `django.db.connection` as code that only asks what database it is may use it.
fn connection(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let class = interpreter
        .class_builder("DatabaseWrapper", "django.db.backends.sqlite3.base")
        .attribute("vendor", Value::str("sqlite"))
        .attribute("display_name", Value::str("SQLite"))
        .attribute("alias", Value::str("default"))
        .build();
    modules.class(&class);
    let connection = Value::Instance(Instance::new(&class));
    let connections = crate::python::Dict::from_text_keys([("default", connection.clone())]);
    modules.value("django.db", "connection", connection);
    modules.value("django.db", "connections", Value::dict(connections));
}

/// `django.db.transaction`: migrations run in a transaction already.
fn transaction(modules: &mut ModuleSet, interpreter: &Interpreter) {
    const MODULE: &str = "django.db.transaction";
    let atomic: Rc<Class> = interpreter
        .class_builder("Atomic", MODULE)
        .native(Rc::new(AnyArguments))
        .method("__enter__", |_, _| Ok(Value::None))
        .method("__exit__", |_, _| Ok(Value::None))
        .method("__call__", |_, arguments| {
            Ok(arguments.positional.get(1).cloned().unwrap_or(Value::None))
        })
        .build();
    modules.class(&atomic);
    modules.function(MODULE, "atomic", move |_, arguments| {
        Ok(match arguments.positional.first() {
            Some(function @ Value::Function(_)) => function.clone(),
            _ => Value::Instance(Instance::new(&atomic)),
        })
    });
    modules.function(MODULE, "on_commit", |interpreter, arguments| {
        let function = arguments
            .positional
            .into_iter()
            .next()
            .unwrap_or(Value::None);
        interpreter.call(&function, crate::python::Arguments::default())
    });
}
