//! `django.utils.dateparse`.

use super::ModuleSet;
use super::utils::nth;
use crate::orm::fields::{parse_duration, parse_text};
use crate::python::stdlib::datetime::TimeDelta;
use crate::python::{Interpreter, PyResult, Value};

const MODULE: &str = "django.utils.dateparse";

pub(super) fn add(modules: &mut ModuleSet) {
    for (name, class) in [
        ("parse_date", "date"),
        ("parse_time", "time"),
        ("parse_datetime", "datetime"),
    ] {
        modules.function(MODULE, name, move |interpreter, arguments| {
            let value = nth(&arguments, 0);
            parse_text(interpreter, class, &value)
        });
    }
    modules.function(MODULE, "parse_duration", |interpreter, arguments| {
        duration(interpreter, &nth(&arguments, 0))
    });
}

fn duration(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let Some(text) = value.as_str() else {
        let found = interpreter.type_name(value);
        let message = format!("expected string or bytes-like object, got '{found}'");
        return Err(interpreter.type_error(message));
    };
    let delta = parse_duration(text).and_then(TimeDelta::from_microseconds);
    Ok(delta.map_or(Value::None, |delta| interpreter.timedelta(delta)))
}
