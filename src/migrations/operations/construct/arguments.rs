//! Reading the arguments of operations.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use crate::migrations::operations::Operation;
use crate::orm::{Base, Constraint, Field, Index, ModelKey, ModelOptions};
use crate::python::{Bound, Interpreter, PyResult, Value};

pub(super) fn text(
    interpreter: &mut Interpreter,
    bound: &mut Bound,
    name: &str,
) -> PyResult<Rc<str>> {
    let value = bound.take_or_none(name);
    match value.as_text() {
        Some(text) => Ok(text),
        None => {
            let type_name = interpreter.type_name(&value);
            Err(interpreter
                .attribute_error(format!("'{type_name}' object has no attribute 'lower'")))
        }
    }
}

pub(super) fn flag(
    interpreter: &mut Interpreter,
    bound: &mut Bound,
    name: &str,
    default: bool,
) -> PyResult<bool> {
    match bound.take(name) {
        Some(value) => interpreter.truthy(&value),
        None => Ok(default),
    }
}

pub(super) fn given(value: Value) -> Option<Value> {
    Some(value).filter(|value| !value.is_none())
}

pub(super) fn truthy(interpreter: &mut Interpreter, value: Value) -> PyResult<Option<Value>> {
    Ok(interpreter.truthy(&value)?.then_some(value))
}

pub(super) fn is_callable(value: &Value) -> bool {
    match value {
        Value::Function(_) | Value::NativeFunction(_) | Value::BoundMethod(_) | Value::Class(_) => {
            true
        }
        Value::Instance(instance) => {
            let is_native = instance.native.get().is_some();
            is_native || instance.class.lookup("__call__").is_some()
        }
        _ => false,
    }
}

pub(super) fn names(value: &Value) -> Vec<Rc<str>> {
    let items = value.as_sequence().unwrap_or_default();
    items.iter().filter_map(Value::as_text).collect()
}

pub(super) fn operations(interpreter: &mut Interpreter, value: &Value) -> PyResult<Vec<Operation>> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    let items = interpreter.iterate(value)?;
    let read = |item: &Value| Operation::from_value(interpreter, item);
    items.iter().map(read).collect()
}

/// A list of pairs of a name and something.
pub(super) fn pairs(
    interpreter: &mut Interpreter,
    value: &Value,
) -> PyResult<Vec<(Rc<str>, Value)>> {
    if value.is_none() {
        return Ok(Vec::new());
    }
    let mut pairs = Vec::new();
    for item in interpreter.iterate(value)? {
        let parts = interpreter.iterate(&item)?;
        match parts.as_slice() {
            [name, value] => pairs.push((interpreter.str(name)?, value.clone())),
            [_, _, _, ..] => {
                return Err(interpreter.value_error("too many values to unpack (expected 2)"));
            }
            _ => {
                let count = parts.len();
                return Err(interpreter.value_error(format!(
                    "not enough values to unpack (expected 2, got {count})"
                )));
            }
        }
    }
    Ok(pairs)
}

pub(super) fn fields(
    interpreter: &mut Interpreter,
    value: &Value,
) -> PyResult<Vec<(Rc<str>, Field)>> {
    let mut fields = Vec::new();
    for (name, value) in pairs(interpreter, value)? {
        fields.push((name, Field::from_value(interpreter, &value)?));
    }
    Ok(fields)
}

pub(super) fn managers(
    interpreter: &mut Interpreter,
    value: &Value,
) -> PyResult<Vec<(Rc<str>, Value)>> {
    pairs(interpreter, value)
}

pub(super) fn text_keys(interpreter: &mut Interpreter, value: &Value) -> PyResult<Namespace> {
    let Value::Dict(dict) = value.unboxed() else {
        if value.is_none() {
            return Ok(IndexMap::default());
        }
        let type_name = interpreter.type_name(value);
        return Err(interpreter.type_error(format!("'{type_name}' object is not a mapping")));
    };
    let entries: Vec<(Value, Value)> = {
        let dict = dict.borrow();
        dict.pairs()
            .map(|(key, value)| (key.clone(), value.clone()))
            .collect()
    };
    let mut options = IndexMap::default();
    for (key, value) in entries {
        options.insert(interpreter.str(&key)?, value);
    }
    Ok(options)
}

pub(super) fn options(interpreter: &mut Interpreter, value: &Value) -> PyResult<ModelOptions> {
    let entries = text_keys(interpreter, value)?;
    let mut options = ModelOptions {
        order: entries.keys().cloned().collect(),
        ..ModelOptions::default()
    };
    for (name, value) in entries {
        match &*name {
            "indexes" => {
                for item in interpreter.iterate(&value)? {
                    options.indexes.push(Index::from_value(interpreter, &item)?);
                }
            }
            "constraints" => {
                for item in interpreter.iterate(&value)? {
                    let constraint = Constraint::from_value(interpreter, &item)?;
                    options.constraints.push(constraint);
                }
            }
            _ => {
                options.values.insert(name, value);
            }
        }
    }
    Ok(options)
}

pub(super) fn bases(interpreter: &mut Interpreter, value: &Value) -> PyResult<Vec<Base>> {
    if !interpreter.truthy(value)? {
        return Ok(vec![Base::Model]);
    }
    let items = interpreter.iterate(value)?;
    Ok(items.iter().map(base).collect())
}

pub(super) fn base(value: &Value) -> Base {
    if let Some(reference) = value.as_text() {
        return Base::Named(reference);
    }
    match value.as_class() {
        Some(class) if class.path() == "django.db.models.base.Model" => Base::Model,
        _ => Base::Class(value.clone()),
    }
}

/// A base as `CreateModel` compares it with others.
pub(super) fn base_text(base: &Base) -> String {
    match base {
        Base::Model => "<class 'django.db.models.base.Model'>".to_owned(),
        Base::Key(ModelKey {
            app_label,
            model_name,
        }) => format!("{app_label}.{model_name}"),
        Base::Named(reference) => reference.to_lowercase(),
        Base::Class(value) => match value.as_class() {
            Some(class) => format!("<class '{}'>", class.path()),
            None => String::new(),
        },
    }
}

pub(super) fn check_for_duplicates(
    interpreter: &mut Interpreter,
    argument: &str,
    values: impl Iterator<Item = String>,
) -> PyResult<()> {
    let mut seen = std::collections::BTreeSet::new();
    for value in values {
        if seen.contains(&value) {
            return Err(interpreter.value_error(format!(
                "Found duplicate value {value} in CreateModel {argument} argument."
            )));
        }
        seen.insert(value);
    }
    Ok(())
}
