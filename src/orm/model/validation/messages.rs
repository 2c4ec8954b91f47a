//! What is said of values that another row has.

use std::rc::Rc;

use crate::orm::exceptions::validation_error;
use crate::orm::fields::Field;
use crate::orm::fields::clean::own_message;
use crate::orm::model::classes::class_beside;
use crate::orm::modules::utils::capfirst;
use crate::orm::query::opts::Opts;
use crate::python::{Interpreter, PyResult, Value};

/// `Model.unique_error_message`: that another row has the values of these fields.
///
/// # Errors
///
/// What the names of the fields raise when they are made text.
pub(super) fn unique_error_message(
    interpreter: &mut Interpreter,
    this: &Value,
    owner: &Opts,
    names: &[Rc<str>],
) -> PyResult<Value> {
    let mut labels = Vec::new();
    for name in names {
        labels.push(label(interpreter, owner, name)?);
    }
    let checked = names.iter().cloned().map(Value::Str).collect();
    let class = interpreter.class_of(this);
    let class = Value::Class(class_beside(interpreter, &class, &owner.key())?);
    let mut params = vec![
        ("model", this.clone()),
        ("model_class", class),
        (
            "model_name",
            Value::str(capfirst(&owner.model.verbose_name())),
        ),
        ("unique_check", Value::tuple(checked)),
    ];
    let (code, message) = match names {
        [name] => {
            params.push(("field_label", Value::str(labels.concat())));
            let field = owner.model.get_field(name).ok();
            let own = field.and_then(|field| own_message(&field, "unique"));
            let usual = "%(model_name)s with this %(field_label)s already exists.";
            ("unique", own.unwrap_or_else(|| Value::str(usual)))
        }
        _ => {
            params.push(("field_labels", Value::str(text_list(&labels))));
            let message = "%(model_name)s with this %(field_labels)s already exists.";
            ("unique_together", Value::str(message))
        }
    };
    let error = validation_error(interpreter, message, Value::str(code), &params)?;
    Ok(error.exception.clone())
}

/// `Model.date_error_message`: that another row of the same day, month or year has the field's value.
///
/// # Errors
///
/// As [`unique_error_message`].
pub(super) fn date_error_message(
    interpreter: &mut Interpreter,
    this: &Value,
    opts: &Opts,
    field: &Field,
    part: &str,
    other: &str,
) -> PyResult<Value> {
    let params = [
        ("model", this.clone()),
        (
            "model_name",
            Value::str(capfirst(&opts.model.verbose_name())),
        ),
        ("lookup_type", Value::str(part)),
        ("field", Value::Str(field.name())),
        (
            "field_label",
            Value::str(label(interpreter, opts, &field.name())?),
        ),
        ("date_field", Value::str(other)),
        (
            "date_field_label",
            Value::str(label(interpreter, opts, other)?),
        ),
    ];
    let usual = "%(field_label)s must be unique for %(date_field_label)s %(lookup_type)s.";
    let message = own_message(field, "unique_for_date").unwrap_or_else(|| Value::str(usual));
    let code = Value::str("unique_for_date");
    let error = validation_error(interpreter, message, code, &params)?;
    Ok(error.exception.clone())
}

/// A field's name for people, with a capital letter.
fn label(interpreter: &mut Interpreter, opts: &Opts, name: &str) -> PyResult<String> {
    let Ok(field) = opts.model.get_field(name) else {
        return Ok(name.to_owned());
    };
    let name = interpreter.str(&field.verbose_name())?;
    Ok(capfirst(&name))
}

/// `get_text_list(…, "and")`.
fn text_list(labels: &[String]) -> String {
    match labels {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
