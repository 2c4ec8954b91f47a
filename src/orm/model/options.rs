//! `class Meta`: reading and inheriting it.

use std::rc::Rc;

use super::ModelOptions;
use crate::orm::constraints::Constraint;
use crate::orm::fields::interpolate;
use crate::orm::indexes::Index;
use crate::python::value::Dict;
use crate::python::{Class, HashKey, Interpreter, PyResult, Value};

/// The options that `class Meta` may have, in Django's order (`DEFAULT_NAMES`).
pub const DEFAULT_NAMES: &[&str] = &[
    "verbose_name",
    "verbose_name_plural",
    "db_table",
    "db_table_comment",
    "ordering",
    "unique_together",
    "permissions",
    "get_latest_by",
    "order_with_respect_to",
    "app_label",
    "db_tablespace",
    "abstract",
    "managed",
    "proxy",
    "swappable",
    "auto_created",
    "apps",
    "default_permissions",
    "select_on_save",
    "default_related_name",
    "required_db_features",
    "required_db_vendor",
    "base_manager_name",
    "default_manager_name",
    "indexes",
    "constraints",
];

/// Reads `class Meta` of the model `app_label.name`: what it says itself and what it inherits.
///
/// # Errors
///
/// A `TypeError` for an attribute that is no option.
pub(super) fn read_options(
    interpreter: &mut Interpreter,
    meta: Option<&Rc<Class>>,
    app_label: &str,
    name: &str,
) -> PyResult<ModelOptions> {
    let mut options = ModelOptions::default();
    let Some(meta) = meta else { return Ok(options) };
    check_names(interpreter, meta)?;
    let is_abstract = is_abstract(interpreter, meta)?;
    for option in DEFAULT_NAMES {
        let Some(value) = meta.lookup(option) else {
            continue;
        };
        match *option {
            "app_label" | "apps" => continue,
            "indexes" => options.indexes = read_indexes(interpreter, &value)?,
            "constraints" => options.constraints = read_constraints(interpreter, &value)?,
            "unique_together" => {
                options
                    .values
                    .insert((*option).into(), together_set(interpreter, &value)?);
                if interpreter.truthy(&value)? {
                    options.written_unique_together = Some(value);
                }
            }
            _ => {
                options.values.insert((*option).into(), value);
            }
        }
        options.order.push((*option).into());
    }
    if !is_abstract {
        let named = |text: &str| interpolate(text, app_label, &name.to_lowercase());
        for index in &mut options.indexes {
            index.name = named(&index.name).into();
        }
        for constraint in &mut options.constraints {
            constraint.name = named(&constraint.name).into();
        }
    }
    Ok(options)
}

/// `Meta.abstract`.
pub(super) fn is_abstract(interpreter: &mut Interpreter, meta: &Rc<Class>) -> PyResult<bool> {
    match meta.lookup("abstract") {
        Some(value) => interpreter.truthy(&value),
        None => Ok(false),
    }
}

fn check_names(interpreter: &mut Interpreter, meta: &Rc<Class>) -> PyResult<()> {
    let unknown: Vec<Rc<str>> = meta
        .attributes
        .borrow()
        .keys()
        .filter(|name| !name.starts_with('_') && !DEFAULT_NAMES.contains(&name.as_ref()))
        .cloned()
        .collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let names = unknown.join(",");
    Err(interpreter.type_error(format!("'class Meta' got invalid attribute(s): {names}")))
}

fn read_indexes(interpreter: &mut Interpreter, value: &Value) -> PyResult<Vec<Index>> {
    let mut indexes = Vec::new();
    for item in interpreter.iterate(value)? {
        indexes.push(Index::from_value(interpreter, &item)?);
    }
    Ok(indexes)
}

fn read_constraints(interpreter: &mut Interpreter, value: &Value) -> PyResult<Vec<Constraint>> {
    let mut constraints = Vec::new();
    for item in interpreter.iterate(value)? {
        constraints.push(Constraint::from_value(interpreter, &item)?);
    }
    Ok(constraints)
}

/// `set(normalize_together(value))`: a set of tuples. What cannot be read stays as it is, for the
/// checks to complain about; a set, which Django does not read either, as a frozen one.
fn together_set(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    if interpreter.truthy(value)? && !is_together(value) {
        return Ok(match value.unboxed() {
            Value::Set(set) => Value::FrozenSet(Rc::new(set.borrow().clone())),
            _ => value.clone(),
        });
    }
    let groups = super::normalize_together(value);
    let mut set = Dict::default();
    for group in groups {
        let hash = HashKey::Tuple(group.iter().cloned().map(HashKey::Str).collect());
        let tuple = Value::tuple(group.into_iter().map(Value::Str).collect());
        set.insert(hash, tuple, Value::None);
    }
    Ok(Value::set(set))
}

/// Whether the value is a list or tuple of names, or of collections of names.
fn is_together(value: &Value) -> bool {
    let is_list = |value: &Value| matches!(value.unboxed(), Value::List(_) | Value::Tuple(_));
    let items = value.as_sequence().filter(|_| is_list(value));
    items.is_some_and(|items| {
        let single = items.first().is_some_and(|first| !is_list(first));
        let collection = |item: &Value| is_list(item) || item.as_text().is_some();
        single || items.iter().all(collection)
    })
}
