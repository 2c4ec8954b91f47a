//! `django.db.models.deletion`: what happens to referring rows.

use crate::python::Value;

/// The module's name, which the migration writer imports the functions from.
const MODULE: &str = "django.db.models.deletion";

/// `CASCADE`.
pub fn cascade() -> Value {
    handler("CASCADE")
}

/// One of the module's `on_delete` functions. They are only ever compared and written.
pub(crate) fn handler(name: &'static str) -> Value {
    Value::function(name, MODULE, move |interpreter, _| {
        Err(interpreter.unsupported(name))
    })
}
