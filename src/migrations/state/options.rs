//! A model's options as the dict that a migration writes.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::{Constraint, Index, ModelOptions};
use crate::python::{Dict, HashKey, Value};

/// The options that hold tuples of field names.
const TOGETHER: [&str; 2] = ["index_together", "unique_together"];

/// The value of an option: `indexes` and `constraints` have types of their own.
#[derive(Clone)]
pub enum OptionValue {
    /// Every other option.
    Value(Value),
    /// `indexes`.
    Indexes(Vec<Index>),
    /// `constraints`.
    Constraints(Vec<Constraint>),
}

/// The options as one dict, in the order in which they are written.
pub fn option_entries(options: &ModelOptions) -> IndexMap<Rc<str>, OptionValue> {
    let mut entries = IndexMap::new();
    let named = options.order.iter().cloned();
    let rest = options.values.keys().cloned();
    for name in named.chain(rest) {
        if let Some(value) = options.values.get(&name) {
            entries.insert(name, OptionValue::Value(value.clone()));
        } else if &*name == "indexes" {
            entries.insert(name, OptionValue::Indexes(options.indexes.clone()));
        } else if &*name == "constraints" {
            entries.insert(name, OptionValue::Constraints(options.constraints.clone()));
        }
    }
    if !options.indexes.is_empty() && !entries.contains_key("indexes") {
        let indexes = OptionValue::Indexes(options.indexes.clone());
        entries.insert("indexes".into(), indexes);
    }
    if !options.constraints.is_empty() && !entries.contains_key("constraints") {
        let constraints = OptionValue::Constraints(options.constraints.clone());
        entries.insert("constraints".into(), constraints);
    }
    entries
}

/// The options that such a dict says.
pub fn options_from_entries(entries: IndexMap<Rc<str>, OptionValue>) -> ModelOptions {
    let mut options = ModelOptions {
        order: entries.keys().cloned().collect(),
        ..ModelOptions::default()
    };
    for (name, value) in entries {
        match value {
            OptionValue::Value(value) => {
                options.values.insert(name, value);
            }
            OptionValue::Indexes(indexes) => options.indexes = indexes,
            OptionValue::Constraints(constraints) => options.constraints = constraints,
        }
    }
    options
}

/// `unique_together` as groups of field names, whether it is written as one tuple, as a sequence of
/// sequences or as a set of them.
pub fn normalize_together(value: &Value) -> Vec<Vec<Rc<str>>> {
    let items = items(value);
    if items.first().is_some_and(|first| first.as_str().is_some()) {
        return vec![items.iter().filter_map(Value::as_text).collect()];
    }
    let names = |group: &Value| collect_names(group);
    items.iter().map(names).collect()
}

/// A set of tuples of field names.
pub fn together_value(groups: Vec<Vec<Rc<str>>>) -> Value {
    let mut set = Dict::default();
    for group in groups {
        let hash = HashKey::Tuple(group.iter().cloned().map(HashKey::Str).collect());
        let tuple = Value::tuple(group.into_iter().map(Value::Str).collect());
        set.insert(hash, tuple, Value::None);
    }
    Value::set(set)
}

/// Renames a field in `unique_together` and `index_together`.
pub fn rename_in_together(options: &mut ModelOptions, old_name: &str, new_name: &str) {
    for option in TOGETHER {
        if let Some(value) = options.values.get_mut(option) {
            let mut groups = normalize_together(value);
            for name in groups.iter_mut().flatten() {
                if &**name == old_name {
                    *name = new_name.into();
                }
            }
            *value = together_value(groups);
        }
    }
}

/// Brings `unique_together` and `index_together` into the form in which states hold them.
pub fn normalize_options(options: &mut ModelOptions) {
    for option in TOGETHER {
        if let Some(value) = options.values.get_mut(option) {
            *value = together_value(normalize_together(value));
        }
    }
}

fn items(value: &Value) -> Vec<Value> {
    match value.unboxed() {
        Value::Set(set) => set.borrow().keys().cloned().collect(),
        Value::FrozenSet(set) => set.keys().cloned().collect(),
        other => other.as_sequence().unwrap_or_default(),
    }
}

fn collect_names(group: &Value) -> Vec<Rc<str>> {
    items(group).iter().filter_map(Value::as_text).collect()
}
