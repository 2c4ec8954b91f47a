//! `django.core.management.color`: the style without colours, which `sequence_reset_sql()` is given.

use super::ModuleSet;
use super::utils::nth;
use crate::python::value::Instance;
use crate::python::{Interpreter, Value};

const MODULE: &str = "django.core.management.color";

/// What a style has a function for.
const ROLES: &[&str] = &[
    "ERROR",
    "SUCCESS",
    "WARNING",
    "NOTICE",
    "SQL_FIELD",
    "SQL_COLTYPE",
    "SQL_KEYWORD",
    "SQL_TABLE",
    "HTTP_INFO",
    "HTTP_SUCCESS",
    "HTTP_REDIRECT",
    "HTTP_NOT_MODIFIED",
    "HTTP_BAD_REQUEST",
    "HTTP_NOT_FOUND",
    "HTTP_SERVER_ERROR",
    "MIGRATE_HEADING",
    "MIGRATE_LABEL",
    "ERROR_OUTPUT",
];

/// Adds the module.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let class = interpreter.class_builder("Style", MODULE).build();
    modules.class(&class);
    modules.function(MODULE, "no_style", move |_, _| {
        let name = "make_style.<locals>.style_func";
        let plain = Value::function(name, MODULE, |_, arguments| Ok(nth(&arguments, 0)));
        let style = Instance::new(&class);
        for role in ROLES {
            style.set(role, plain.clone());
        }
        Ok(Value::Instance(style))
    });
}
