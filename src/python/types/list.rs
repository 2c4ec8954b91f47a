//! The methods of `list` and `tuple`.

use std::cmp::Ordering;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::method::Method;
use crate::python::value::{List, Value};

pub(super) const METHODS: &[Method] = &[
    ("append", "object, /", |py, it, mut a| {
        let value = a.take_or_none("object");
        let length = list(it).map_or(0, |list| {
            list.borrow_mut().push(value);
            list.borrow().len()
        });
        if length > py.options().limits.size {
            py.check_size(length)?;
        }
        Ok(Value::None)
    }),
    ("extend", "iterable, /", |py, it, mut a| {
        let iterable = a.take_or_none("iterable");
        let items = py.iterate(&iterable)?;
        if let Some(list) = list(it) {
            py.check_size(list.borrow().len() + items.len())?;
            list.borrow_mut().extend(items);
        }
        Ok(Value::None)
    }),
    ("insert", "index, object, /", |py, it, mut a| {
        let index = a.take_or_none("index");
        let index = py.index_argument(&index)?;
        let value = a.take_or_none("object");
        if let Some(list) = list(it) {
            let length = list.borrow().len() as i64;
            let at = if index < 0 {
                (index + length).max(0)
            } else {
                index.min(length)
            };
            py.charge(list.borrow().len() / 64)?;
            list.borrow_mut()
                .insert(usize::try_from(at).unwrap_or(0), value);
        }
        Ok(Value::None)
    }),
    ("pop", "index=-1, /", pop),
    ("remove", "value, /", |py, it, mut a| {
        let value = a.take_or_none("value");
        match position(py, it, &value)? {
            Some(at) => {
                if let Some(list) = list(it) {
                    list.borrow_mut().remove(at);
                }
                Ok(Value::None)
            }
            None => Err(py.value_error("list.remove(x): x not in list")),
        }
    }),
    ("clear", "", |_, it, _| {
        if let Some(list) = list(it) {
            list.borrow_mut().clear();
        }
        Ok(Value::None)
    }),
    ("copy", "", |_, it, _| {
        Ok(Value::list(it.as_sequence().unwrap_or_default()))
    }),
    ("reverse", "", |_, it, _| {
        if let Some(list) = list(it) {
            list.borrow_mut().reverse();
        }
        Ok(Value::None)
    }),
    ("sort", "*, key=None, reverse=False", |py, it, mut a| {
        let (key, reverse) = (a.take_or_none("key"), a.take_or_none("reverse"));
        let Some(list) = list(it) else {
            return Ok(Value::None);
        };
        // What the keys and comparisons see is empty, so that they change nothing.
        let items = std::mem::take(&mut *list.borrow_mut());
        let sorted = sort(py, items.clone(), &key, &reverse);
        let changed = !list.borrow().is_empty();
        let is_sorted = sorted.is_ok();
        *list.borrow_mut() = match &sorted {
            Ok(sorted) => sorted.clone(),
            Err(_) => items,
        };
        sorted?;
        if changed && is_sorted {
            return Err(py.value_error("list modified during sort"));
        }
        Ok(Value::None)
    }),
    ("index", "value, start=0, stop=None, /", index),
    ("count", "value, /", count),
];

pub(super) const TUPLE_METHODS: &[Method] = &[
    ("index", "value, start=0, stop=None, /", index),
    ("count", "value, /", count),
];

fn list(value: &Value) -> Option<&List> {
    match value {
        Value::List(list) => Some(list),
        _ => None,
    }
}

fn pop(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let index = arguments.take("index").unwrap_or(Value::Int(-1));
    let index = interpreter.index_argument(&index)?;
    let Some(list) = list(value) else {
        return Ok(Value::None);
    };
    let length = list.borrow().len();
    if length == 0 {
        return Err(interpreter.raise("IndexError", "pop from empty list"));
    }
    match crate::python::interpreter::item::position(index, length) {
        Some(at) => Ok(list.borrow_mut().remove(at)),
        None => Err(interpreter.raise("IndexError", "pop index out of range")),
    }
}

fn position(interpreter: &mut Interpreter, list: &Value, value: &Value) -> PyResult<Option<usize>> {
    for (at, item) in list.as_sequence().unwrap_or_default().iter().enumerate() {
        interpreter.charge(1)?;
        if item.is(value) || interpreter.equals(item, value)? {
            return Ok(Some(at));
        }
    }
    Ok(None)
}

fn index(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let wanted = arguments.take_or_none("value");
    let items = value.as_sequence().unwrap_or_default();
    let start = arguments.take("start").unwrap_or(Value::None);
    let slice = (start, arguments.take_or_none("stop"), Value::None);
    for at in interpreter.slice_indices(&slice, items.len())? {
        interpreter.charge(1)?;
        if let Some(item) = items.get(at)
            && (item.is(&wanted) || interpreter.equals(item, &wanted)?)
        {
            return Ok(Value::Int(at as i64));
        }
    }
    if matches!(value, Value::Tuple(_)) {
        return Err(interpreter.value_error("tuple.index(x): x not in tuple"));
    }
    let shown = interpreter.repr(&wanted)?;
    Err(interpreter.value_error(format!("{shown} is not in list")))
}

fn count(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let wanted = arguments.take_or_none("value");
    let mut count = 0;
    for item in value.as_sequence().unwrap_or_default() {
        interpreter.charge(1)?;
        if item.is(&wanted) || interpreter.equals(&item, &wanted)? {
            count += 1;
        }
    }
    Ok(Value::Int(count))
}

/// `sorted(items, key=key, reverse=reverse)`: stable, and an error of a comparison ends it.
pub(in crate::python) fn sort(
    interpreter: &mut Interpreter,
    items: Vec<Value>,
    key: &Value,
    reverse: &Value,
) -> PyResult<Vec<Value>> {
    let mut keyed = Vec::with_capacity(items.len());
    for item in items {
        let by = match key {
            Value::None => item.clone(),
            key => interpreter.call(key, Arguments::positional(vec![item.clone()]))?,
        };
        keyed.push((by, item));
    }
    let descending = interpreter.truthy(reverse)?;
    // A descending sort keeps equal items in their order, too.
    if descending {
        keyed.reverse();
    }
    let mut sorted = merge_sort(interpreter, keyed)?;
    if descending {
        sorted.reverse();
    }
    Ok(sorted.into_iter().map(|(_, item)| item).collect())
}

/// The standard library's sort cannot stop at an error.
fn merge_sort(
    interpreter: &mut Interpreter,
    items: Vec<(Value, Value)>,
) -> PyResult<Vec<(Value, Value)>> {
    let mut runs: Vec<Vec<(Value, Value)>> = items.into_iter().map(|item| vec![item]).collect();
    while runs.len() > 1 {
        let mut merged = Vec::with_capacity(runs.len().div_ceil(2));
        let mut pairs = runs.into_iter();
        while let Some(left) = pairs.next() {
            merged.push(match pairs.next() {
                Some(right) => merge(interpreter, left, right)?,
                None => left,
            });
        }
        runs = merged;
    }
    Ok(runs.pop().unwrap_or_default())
}

fn merge(
    interpreter: &mut Interpreter,
    left: Vec<(Value, Value)>,
    right: Vec<(Value, Value)>,
) -> PyResult<Vec<(Value, Value)>> {
    let mut merged = Vec::with_capacity(left.len() + right.len());
    let (mut left, mut right) = (left.into_iter().peekable(), right.into_iter().peekable());
    while let (Some((left_key, _)), Some((right_key, _))) = (left.peek(), right.peek()) {
        interpreter.charge(1)?;
        let order = order(interpreter, right_key, left_key)?;
        merged.extend(if order == Ordering::Less {
            right.next()
        } else {
            left.next()
        });
    }
    merged.extend(left);
    merged.extend(right);
    Ok(merged)
}

/// Only `<` is asked, as CPython does.
fn order(interpreter: &mut Interpreter, left: &Value, right: &Value) -> PyResult<Ordering> {
    let less = interpreter.rich_compare(crate::python::code::Comparison::Less, left, right)?;
    Ok(if interpreter.truthy(&less)? {
        Ordering::Less
    } else {
        Ordering::Greater
    })
}
