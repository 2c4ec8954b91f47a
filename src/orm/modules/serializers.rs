//! `django.core.serializers.json`: the encoder that JSON fields are given.

use crate::python::stdlib::datetime::{Date, DateTime, Time, TimeDelta};
use crate::python::stdlib::decimal::Decimal;
use crate::python::stdlib::uuid::Uuid;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// The module.
pub(super) const MODULE: &str = "django.core.serializers.json";

/// Adds `DjangoJSONEncoder`, which derives from the library's.
pub(super) fn add(interpreter: &mut Interpreter) {
    let json = interpreter.import_module("json");
    let encoder = json.ok().and_then(|module| module.get("JSONEncoder"));
    let builder = interpreter.class_builder("DjangoJSONEncoder", MODULE);
    let builder = match encoder.as_ref().and_then(Value::as_class) {
        Some(base) => builder.base(base),
        None => builder,
    };
    let class = builder
        .method("default", |interpreter, arguments| {
            encode(interpreter, &super::utils::nth(&arguments, 1))
        })
        .build();
    // Importing it would execute its parent's text at every start.
    if let Some(module) = interpreter.registered(MODULE) {
        module.set("DjangoJSONEncoder", Value::Class(class));
    }
}

/// `DjangoJSONEncoder.default`: the text that stands for a value which JSON does not have.
fn encode(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let has_iso_format = value.native::<DateTime>().is_some()
        || value.native::<Date>().is_some()
        || value.native::<Time>().is_some();
    if has_iso_format {
        return iso_format(interpreter, value).map(Value::str);
    }
    if let Some(delta) = value.native::<TimeDelta>() {
        return Ok(Value::str(duration_iso_string(delta)));
    }
    let is_text = value.native::<Decimal>().is_some()
        || value.native::<Uuid>().is_some()
        || &*interpreter.type_name(value) == "__proxy__";
    if is_text {
        return interpreter.str(value).map(Value::Str);
    }
    let found = interpreter.type_name(value);
    let message = format!("Object of type {found} is not JSON serializable");
    Err(interpreter.type_error(message))
}

/// As ECMA-262 has it: milliseconds, and `Z` for UTC.
fn iso_format(interpreter: &mut Interpreter, value: &Value) -> PyResult<String> {
    let is_time = value.native::<Time>().is_some();
    if is_time {
        let offset = interpreter.call_method(value, "utcoffset", Arguments::default())?;
        if !offset.is_none() {
            return Err(interpreter.value_error("JSON can't represent timezone-aware times."));
        }
    }
    let text = interpreter.call_method(value, "isoformat", Arguments::default())?;
    let mut text = interpreter.str(&text)?.to_string();
    if let Some(point) = text.find('.') {
        text.replace_range(point + 4..point + 7, "");
    }
    if !is_time && let Some(rest) = text.strip_suffix("+00:00") {
        text = format!("{rest}Z");
    }
    Ok(text)
}

/// `django.utils.duration.duration_iso_string`.
fn duration_iso_string(delta: &TimeDelta) -> String {
    let total = (i128::from(delta.days) * 86400 + i128::from(delta.seconds)) * 1_000_000
        + i128::from(delta.microseconds);
    let sign = if total < 0 { "-" } else { "" };
    let (seconds, microseconds) = (total.abs() / 1_000_000, total.abs() % 1_000_000);
    let (days, rest) = (seconds / 86400, seconds % 86400);
    let (hours, minutes, seconds) = (rest / 3600, rest / 60 % 60, rest % 60);
    let fraction = match microseconds {
        0 => String::new(),
        microseconds => format!(".{microseconds:06}"),
    };
    format!("{sign}P{days}DT{hours:02}H{minutes:02}M{seconds:02}{fraction}S")
}
