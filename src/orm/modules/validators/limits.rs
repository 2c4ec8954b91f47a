//! `BaseValidator` and the validators that compare a value with a limit.

use super::run::refuse;
use crate::orm::exceptions::validation_error;
use crate::orm::fields::is_callable;
use crate::orm::modules::utils::nth;
use crate::python::object::BinaryOperator;
use crate::python::{Arguments, ClassBuilder, Interpreter, PyResult, Value};

/// The classes.
pub(super) const FAMILY: &[&str] = &[
    "BaseValidator",
    "MaxValueValidator",
    "MinValueValidator",
    "StepValueValidator",
    "MinLengthValidator",
    "MaxLengthValidator",
];

/// Gives a class of the family `compare()` and `clean()`, which projects replace.
pub(super) fn with_steps(builder: ClassBuilder, class: &'static str) -> ClassBuilder {
    let (message, code) = said(class, &Value::None);
    let builder = builder.attribute("code", Value::str(code));
    // How long a text is to be is said in the singular or the plural, once the limit is known.
    let builder = match class.ends_with("LengthValidator") || class == "BaseValidator" {
        true => builder,
        false => builder.attribute("message", Value::str(message)),
    };
    builder
        .method("compare", move |interpreter, arguments| {
            let [this, value, limit] = [0, 1, 2].map(|at| nth(&arguments, at));
            refused(interpreter, class, &this, &value, &limit).map(Value::Bool)
        })
        .method("clean", move |interpreter, arguments| {
            cleaned(interpreter, class, &nth(&arguments, 1))
        })
}

/// `BaseValidator.__call__`, where `class` is the nearest of the family.
///
/// # Errors
///
/// `ValidationError`, and what a project's `compare()` and `clean()` raise.
pub(super) fn call(
    interpreter: &mut Interpreter,
    class: &str,
    this: &Value,
    value: &Value,
) -> PyResult<Value> {
    let has_own = |interpreter: &Interpreter, name: &str| {
        let found = interpreter.class_of(this).lookup(name);
        found.is_some_and(|it| !matches!(it, Value::NativeFunction(_)))
    };
    let shown = if has_own(interpreter, "clean") {
        let arguments = Arguments::positional(vec![value.clone()]);
        interpreter.call_method(this, "clean", arguments)?
    } else {
        cleaned(interpreter, class, value)?
    };
    let mut limit = interpreter.get_attribute(this, "limit_value")?;
    if is_callable(interpreter, &limit)? {
        limit = interpreter.call(&limit, Arguments::default())?;
    }
    let is_refused = if has_own(interpreter, "compare") {
        let arguments = Arguments::positional(vec![shown.clone(), limit.clone()]);
        let answer = interpreter.call_method(this, "compare", arguments)?;
        interpreter.truthy(&answer)?
    } else {
        refused(interpreter, class, this, &shown, &limit)?
    };
    if !is_refused {
        return Ok(Value::None);
    }
    let (message, code) = said(class, &limit);
    if let Some(offset) = offset(interpreter, class, this)? {
        return off_step(interpreter, this, &limit, offset);
    }
    let params = [
        ("limit_value", limit),
        ("show_value", shown),
        ("value", value.clone()),
    ];
    refuse(interpreter, this, &message, code, &params)
}

/// What `StepValueValidator` with an offset says: no message of its own takes the place of this one.
fn off_step(
    interpreter: &mut Interpreter,
    this: &Value,
    limit: &Value,
    offset: Value,
) -> PyResult<Value> {
    let first = interpreter.binary(BinaryOperator::Add, &offset, limit)?;
    let second = interpreter.binary(BinaryOperator::Add, &first, limit)?;
    let code = interpreter.get_attribute(this, "code")?;
    let params = [
        ("limit_value", limit.clone()),
        ("offset", offset),
        ("valid_value1", first),
        ("valid_value2", second),
    ];
    let message = "Ensure this value is a multiple of step size %(limit_value)s, starting from \
                   %(offset)s, e.g. %(offset)s, %(valid_value1)s, %(valid_value2)s, and so on.";
    Err(validation_error(
        interpreter,
        Value::str(message),
        code,
        &params,
    )?)
}

fn cleaned(interpreter: &mut Interpreter, class: &str, value: &Value) -> PyResult<Value> {
    if !class.ends_with("LengthValidator") {
        return Ok(value.clone());
    }
    let length = interpreter.length(value)?;
    Ok(Value::Int(i64::try_from(length).unwrap_or(i64::MAX)))
}

fn refused(
    interpreter: &mut Interpreter,
    class: &str,
    this: &Value,
    value: &Value,
    limit: &Value,
) -> PyResult<bool> {
    match class {
        "BaseValidator" => Ok(!value.is(limit)),
        "StepValueValidator" => {
            let mut above = value.clone();
            if let Some(offset) = offset(interpreter, class, this)? {
                above = interpreter.binary(BinaryOperator::Sub, value, &offset)?;
            }
            let float = interpreter.builtin("float");
            let float = float.map_or(Value::None, Value::Class);
            let number = |interpreter: &mut Interpreter, value: &Value| -> PyResult<f64> {
                let value = Arguments::positional(vec![value.clone()]);
                let number = interpreter.call(&float, value)?;
                Ok(number.as_f64().unwrap_or(f64::NAN))
            };
            let (above, step) = (number(interpreter, &above)?, number(interpreter, limit)?);
            // `math.remainder`, and whether it is nothing but rounding.
            let remainder = above - step * (above / step).round_ties_even();
            Ok(remainder.is_nan() || remainder.abs() > 1e-9)
        }
        _ => {
            let order = interpreter.compare(value, limit)?;
            Ok(match class.starts_with("Max") {
                true => order.is_gt(),
                false => order.is_lt(),
            })
        }
    }
}

/// Where the steps start, if that is not at zero.
fn offset(interpreter: &mut Interpreter, class: &str, this: &Value) -> PyResult<Option<Value>> {
    if class != "StepValueValidator" {
        return Ok(None);
    }
    let offset = interpreter.find_attribute(this, "offset")?;
    Ok(offset.filter(|it| !it.is_none()))
}

/// The message and the code, unless the validator has its own.
fn said(class: &str, limit: &Value) -> (String, &'static str) {
    let characters = match limit.as_i64() {
        Some(1) => "character",
        _ => "characters",
    };
    let length = |most: &str| {
        format!(
            "Ensure this value has at {most} %(limit_value)d {characters} (it has %(show_value)d)."
        )
    };
    let text = |text: &str| text.to_owned();
    match class {
        "BaseValidator" => (
            text("Ensure this value is %(limit_value)s (it is %(show_value)s)."),
            "limit_value",
        ),
        "MaxValueValidator" => (
            text("Ensure this value is less than or equal to %(limit_value)s."),
            "max_value",
        ),
        "MinValueValidator" => (
            text("Ensure this value is greater than or equal to %(limit_value)s."),
            "min_value",
        ),
        "StepValueValidator" => (
            text("Ensure this value is a multiple of step size %(limit_value)s."),
            "step_size",
        ),
        "MaxLengthValidator" => (length("most"), "max_length"),
        _ => (length("least"), "min_length"),
    }
}
