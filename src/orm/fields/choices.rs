//! `normalize_choices`: every way to write choices, as a list of pairs.

use super::prepare::is_callable;
use crate::orm::lazy::is_lazy;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Choices as Django keeps them: a list of pairs, groups as nested lists; a callable stays what it
/// is, and so does what is no choices at all, for the checks to complain about.
pub(super) fn normalize_choices(
    interpreter: &mut Interpreter,
    value: &Value,
    depth: usize,
) -> PyResult<Value> {
    if is_lazy(value) || matches!(value.unboxed(), Value::Str(_) | Value::Bytes(_)) {
        return Ok(value.clone());
    }
    if let Some(class) = value.as_class()
        && crate::orm::modules::enums::is_choices(class)
    {
        return interpreter.get_attribute(value, "choices");
    }
    if depth < 2
        && let Some(items) = iterable(interpreter, value)?
    {
        return pairs(interpreter, value, items, depth);
    }
    if depth < 2 && is_callable(interpreter, value)? {
        if depth == 0 {
            return Ok(value.clone());
        }
        let items = interpreter.call(value, Arguments::default())?;
        let items = interpreter.iterate(&items)?;
        return pairs(interpreter, value, items, depth);
    }
    Ok(value.clone())
}

/// The choices as they are now: what a callable answers.
///
/// # Errors
///
/// What the callable raises.
pub(crate) fn present(interpreter: &mut Interpreter, choices: &Value) -> PyResult<Value> {
    if matches!(choices, Value::List(_)) || !is_callable(interpreter, choices)? {
        return Ok(choices.clone());
    }
    normalize_choices(interpreter, choices, 1)
}

/// What iterating the choices gives; `None` when they are not iterable, or when they are a
/// collection of texts.
fn iterable(interpreter: &mut Interpreter, value: &Value) -> PyResult<Option<Vec<Value>>> {
    if let Value::Dict(dict) = value.unboxed() {
        let pairs = |(key, value): (&Value, &Value)| Value::tuple(vec![key.clone(), value.clone()]);
        return Ok(Some(dict.borrow().pairs().map(pairs).collect()));
    }
    let is_collection = matches!(
        value.unboxed(),
        Value::List(_)
            | Value::Tuple(_)
            | Value::Set(_)
            | Value::FrozenSet(_)
            | Value::Range(..)
            | Value::Iterator(_)
    );
    if !is_collection && interpreter.find_attribute(value, "__iter__")?.is_none() {
        return Ok(None);
    }
    let items = interpreter.iterate(value)?;
    let is_text = |item: &Value| is_lazy(item) || item.as_str().is_some();
    let of_texts = !matches!(value, Value::Iterator(_)) && items.iter().any(is_text);
    Ok((!of_texts).then_some(items))
}

fn pairs(
    interpreter: &mut Interpreter,
    original: &Value,
    items: Vec<Value>,
    depth: usize,
) -> PyResult<Value> {
    let mut pairs = Vec::with_capacity(items.len());
    for item in items {
        let parts = match item.as_sequence() {
            Some(parts) => parts,
            None => match interpreter.iterate(&item) {
                Ok(parts) => parts,
                Err(error) if error.uncatchable => return Err(error),
                Err(_) => return Ok(original.clone()),
            },
        };
        let [key, label] = parts.as_slice() else {
            return Ok(original.clone());
        };
        let label = normalize_choices(interpreter, label, depth + 1)?;
        pairs.push(Value::tuple(vec![key.clone(), label]));
    }
    Ok(Value::list(pairs))
}
