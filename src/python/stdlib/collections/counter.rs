//! `collections.Counter`.

use crate::python::arguments::{Arguments, Bound};
use crate::python::code::Comparison;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::object::BinaryOperator;
use crate::python::stdlib::MethodRow;
use crate::python::value::{Dict, Value};

pub(super) const METHODS: &[MethodRow] = &[
    ("__missing__", "key, /", |_, _, _| Ok(Value::Int(0))),
    ("most_common", "n=None", |py, it, mut a| {
        let items = py.mapping_items(it)?.unwrap_or_default();
        let pairs = items
            .into_iter()
            .map(|(key, value)| Value::tuple(vec![key, value]))
            .collect();
        let by_count = Value::function("count", "collections", |py, arguments| {
            let pair = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.get_item(&pair, &Value::Int(1))
        });
        let mut sorted =
            crate::python::types::list::sort(py, pairs, &by_count, &Value::Bool(true))?;
        if let Some(most) = a.take("n").and_then(|it| it.as_i64()) {
            sorted.truncate(how_many(most));
        }
        Ok(Value::list(sorted))
    }),
    ("elements", "", |py, it, _| {
        let mut elements = Vec::new();
        for (key, count) in py.mapping_items(it)?.unwrap_or_default() {
            let count = how_many(count.as_i64().unwrap_or(0));
            py.check_size(elements.len().saturating_add(count))?;
            elements.extend(std::iter::repeat_n(key, count));
        }
        py.iterator(&Value::list(elements))
    }),
    ("total", "", |py, it, _| {
        let mut total = Value::Int(0);
        for (_, count) in py.mapping_items(it)?.unwrap_or_default() {
            total = py.binary(BinaryOperator::Add, &total, &count)?;
        }
        Ok(total)
    }),
    ("copy", "", |py, it, _| {
        let class = Value::Class(py.class_of(it));
        py.call(&class, Arguments::positional(vec![it.clone()]))
    }),
    ("__delitem__", "elem, /", |py, it, mut a| {
        let hash = py.hash_key(&a.take_or_none("elem"))?;
        if let Value::Dict(dict) = it.unboxed() {
            dict.borrow_mut().entries.shift_remove(&hash);
        }
        Ok(Value::None)
    }),
    ("update", "iterable=None, /, **kwargs", |py, it, a| {
        count_into(py, it, a, 1)
    }),
    ("subtract", "iterable=None, /, **kwargs", |py, it, a| {
        count_into(py, it, a, -1)
    }),
    ("__repr__", "", |py, it, _| {
        let class = py.class_of(it);
        if py.length(it)? == 0 {
            return Ok(Value::str(format!("{}()", class.name)));
        }
        let pairs = py.call_method(it, "most_common", Arguments::default())?;
        let mut parts = Vec::new();
        for pair in py.iterate(&pairs)? {
            let (key, count) = (
                py.get_item(&pair, &Value::Int(0))?,
                py.get_item(&pair, &Value::Int(1))?,
            );
            parts.push(format!("{}: {}", py.repr(&key)?, py.repr(&count)?));
        }
        Ok(Value::str(format!(
            "{}({{{}}})",
            class.name,
            parts.join(", ")
        )))
    }),
    ("__add__", "other, /", |py, it, a| {
        merged(py, it, a, Merge::Sum)
    }),
    ("__sub__", "other, /", |py, it, a| {
        merged(py, it, a, Merge::Difference)
    }),
    ("__or__", "other, /", |py, it, a| {
        merged(py, it, a, Merge::Most)
    }),
    ("__and__", "other, /", |py, it, a| {
        merged(py, it, a, Merge::Least)
    }),
    ("__pos__", "", |py, it, _| signed(py, it, Merge::Sum)),
    ("__neg__", "", |py, it, _| signed(py, it, Merge::Difference)),
    ("__eq__", "other, /", |py, it, a| {
        compared(py, it, a, Comparison::Equal)
    }),
    ("__ne__", "other, /", |py, it, a| {
        match compared(py, it, a, Comparison::Equal)? {
            Value::Bool(same) => Ok(Value::Bool(!same)),
            other => Ok(other),
        }
    }),
    ("__le__", "other, /", |py, it, a| {
        compared(py, it, a, Comparison::LessEqual)
    }),
    ("__ge__", "other, /", |py, it, a| {
        compared(py, it, a, Comparison::GreaterEqual)
    }),
    ("__lt__", "other, /", |py, it, a| {
        strictly(py, it, a, Comparison::LessEqual)
    }),
    ("__gt__", "other, /", |py, it, a| {
        strictly(py, it, a, Comparison::GreaterEqual)
    }),
];

/// How two counts of one key make one.
#[derive(Clone, Copy)]
enum Merge {
    Sum,
    Difference,
    Most,
    Least,
}

pub(super) fn count_into(
    interpreter: &mut Interpreter,
    counter: &Value,
    mut arguments: Bound,
    sign: i64,
) -> PyResult<Value> {
    let mut counts = Vec::new();
    if let Some(source) = arguments
        .take("iterable")
        .filter(|source| !source.is_none())
    {
        match interpreter.mapping_items(&source)? {
            Some(items) => counts.extend(items),
            None => {
                let items = interpreter.iterate(&source)?;
                counts.extend(items.into_iter().map(|item| (item, Value::Int(1))));
            }
        }
    }
    counts.extend(
        arguments
            .keywords
            .into_iter()
            .map(|(name, value)| (Value::Str(name), value)),
    );
    let Value::Dict(dict) = counter.unboxed() else {
        return Ok(Value::None);
    };
    for (key, count) in counts {
        let hash = interpreter.hash_key(&key)?;
        let before = dict.borrow().entries.get(&hash).map(|(_, it)| it.clone());
        let operator = if sign < 0 {
            BinaryOperator::Sub
        } else {
            BinaryOperator::Add
        };
        let count = match before {
            None if sign > 0 => count,
            before => {
                let before = before.unwrap_or(Value::Int(0));
                interpreter.binary(operator, &before, &count)?
            }
        };
        dict.borrow_mut().insert(hash, key, count);
    }
    Ok(Value::None)
}

fn merged(
    interpreter: &mut Interpreter,
    counter: &Value,
    mut arguments: Bound,
    merge: Merge,
) -> PyResult<Value> {
    let other = arguments.take_or_none("other");
    let (Value::Dict(one), Value::Dict(two)) = (counter.unboxed(), other.unboxed()) else {
        return Ok(Value::NotImplemented);
    };
    let (one, two) = (one.borrow().clone(), two.borrow().clone());
    positive(interpreter, counter, &one, &two, merge)
}

/// The counts that are more than nothing, or less.
fn signed(interpreter: &mut Interpreter, counter: &Value, merge: Merge) -> PyResult<Value> {
    let Value::Dict(counts) = counter.unboxed() else {
        return Ok(Value::NotImplemented);
    };
    let counts = counts.borrow().clone();
    let none = Dict::default();
    match merge {
        Merge::Difference => positive(interpreter, counter, &none, &counts, merge),
        _ => positive(interpreter, counter, &counts, &none, merge),
    }
}

fn positive(
    interpreter: &mut Interpreter,
    counter: &Value,
    one: &Dict,
    two: &Dict,
    merge: Merge,
) -> PyResult<Value> {
    let mut result = Dict::default();
    for (hash, (key, _)) in one.entries.iter().chain(&two.entries) {
        let (left, right) = (count(one, hash), count(two, hash));
        let total = match merge {
            Merge::Sum => interpreter.binary(BinaryOperator::Add, &left, &right)?,
            Merge::Difference => interpreter.binary(BinaryOperator::Sub, &left, &right)?,
            Merge::Most | Merge::Least => {
                let less = interpreter.rich_compare(Comparison::Less, &left, &right)?;
                if interpreter.truthy(&less)? == matches!(merge, Merge::Most) {
                    right
                } else {
                    left
                }
            }
        };
        let more = interpreter.rich_compare(Comparison::Greater, &total, &Value::Int(0))?;
        if interpreter.truthy(&more)? {
            result.insert(hash.clone(), key.clone(), total);
        }
    }
    let class = Value::Class(interpreter.class_of(counter));
    interpreter.call(&class, Arguments::positional(vec![Value::dict(result)]))
}

fn count(dict: &Dict, hash: &crate::python::value::HashKey) -> Value {
    let found = dict.entries.get(hash);
    found.map_or(Value::Int(0), |(_, count)| count.clone())
}

/// Whether the counts of every key compare so.
fn compared(
    interpreter: &mut Interpreter,
    counter: &Value,
    mut arguments: Bound,
    comparison: Comparison,
) -> PyResult<Value> {
    let other = arguments.take_or_none("other");
    let class = interpreter.library_class("collections", "Counter");
    let (Value::Dict(one), Value::Dict(two)) = (counter.unboxed(), other.unboxed()) else {
        return Ok(Value::NotImplemented);
    };
    if !interpreter.is_instance(&other, &class) {
        return Ok(Value::NotImplemented);
    }
    let (one, two) = (one.borrow().clone(), two.borrow().clone());
    for hash in one.entries.keys().chain(two.entries.keys()) {
        let holds = interpreter.rich_compare(comparison, &count(&one, hash), &count(&two, hash))?;
        if !interpreter.truthy(&holds)? {
            return Ok(Value::Bool(false));
        }
    }
    Ok(Value::Bool(true))
}

fn strictly(
    interpreter: &mut Interpreter,
    counter: &Value,
    arguments: Bound,
    comparison: Comparison,
) -> PyResult<Value> {
    let other = arguments.get("other").cloned().unwrap_or(Value::None);
    let holds = compared(interpreter, counter, arguments, comparison)?;
    match holds {
        Value::Bool(true) => {
            let same = interpreter.rich_compare(Comparison::Equal, counter, &other)?;
            Ok(Value::Bool(!interpreter.truthy(&same)?))
        }
        other => Ok(other),
    }
}
