//! A model's options as the dict that a migration writes.

use std::rc::Rc;

use crate::orm::ModelOptions;
use crate::python::{Dict, HashKey, Value};

/// The options that hold tuples of field names.
const TOGETHER: [&str; 2] = ["index_together", "unique_together"];

/// The names of the options that are given, in the order in which a migration writes them.
pub fn option_names(options: &ModelOptions) -> Vec<Rc<str>> {
    let is_given = |name: &str| match name {
        // A list that has a place is written even when it is empty.
        "indexes" | "constraints" => true,
        _ => options.values.contains_key(name),
    };
    let mut names: Vec<Rc<str>> = options.order.clone();
    names.retain(|name| is_given(name));
    let lists = [
        ("indexes", options.indexes.is_empty()),
        ("constraints", options.constraints.is_empty()),
    ];
    let lists = lists.iter().filter(|(_, is_empty)| !is_empty);
    let rest = options.values.keys().cloned();
    for name in rest.chain(lists.map(|(name, _)| Rc::from(*name))) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
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
            if groups.is_empty() {
                continue;
            }
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
