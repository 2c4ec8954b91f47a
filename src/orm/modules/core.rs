//! `django.core.exceptions`, `django.db` and `django.db.utils`.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::python::{Arguments, Interpreter, PyResult, Signature, Value};

const EXCEPTIONS: &str = "django.core.exceptions";
/// Where `ValidationError` is.
pub(super) const VALIDATION_ERROR: &str = "django.core.exceptions.ValidationError";
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
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
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
    if let Some(base) = interpreter.builtin("Exception") {
        let builder = interpreter.class_builder("ValidationError", EXCEPTIONS);
        modules.class(&super::validation_error::class(builder.base(&base)));
    }
    modules.value(EXCEPTIONS, "NON_FIELD_ERRORS", Value::str("__all__"));
    if let Some(class) = modules.find_class(EXCEPTIONS, "ObjectDoesNotExist") {
        modules.export("django.db.models", &class);
    }
    modules.value("django.db", "DEFAULT_DB_ALIAS", Value::str("default"));
    modules.value(UTILS, "DEFAULT_DB_ALIAS", Value::str("default"));
    super::transaction::add(modules, interpreter, context);
    modules.function("django.core.management", "call_command", call_command);
}

/// `call_command(command_name, *args, **options)`.
fn call_command(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    const CALL: Signature = Signature::new("call_command", "command_name, *args, **options");
    let mut bound = CALL.bind(interpreter, arguments)?;
    let name = bound.take_or_none("command_name");
    let read = Value::function(
        "read",
        "django.core.management",
        |interpreter, arguments| {
            let path = super::utils::nth(&arguments, 0);
            let path = interpreter.str(&path)?;
            let text = interpreter.project_text(&path);
            Ok(text.map_or(Value::None, Value::Str))
        },
    );
    let function = interpreter.import_module("django.core.management.calls")?;
    let function = function.get("call_command").unwrap_or(Value::None);
    let options = Value::dict(crate::python::Dict::from_text_keys(bound.keywords));
    let given = vec![read, name, Value::tuple(bound.rest), options];
    interpreter.call(&function, Arguments::positional(given))
}
