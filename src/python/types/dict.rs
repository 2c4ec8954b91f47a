//! The methods of `dict`, `set` and `frozenset`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::BinaryOperator;
use crate::python::types::method::Method;
use crate::python::types::view::{Part, View};
use crate::python::value::{Dict, Value};

pub(super) const METHODS: &[Method] = &[
    ("keys", "", |_, it, _| Ok(view(it, Part::Keys))),
    ("values", "", |_, it, _| Ok(view(it, Part::Values))),
    ("items", "", |_, it, _| Ok(view(it, Part::Items))),
    ("get", "key, default=None, /", |py, it, mut a| {
        let hash = py.hash_key(&a.take_or_none("key"))?;
        let dict = entries(it).map(RefCell::borrow);
        let found = dict.as_ref().and_then(|dict| dict.entries.get(&hash));
        Ok(found.map_or_else(|| a.take_or_none("default"), |(_, value)| value.clone()))
    }),
    ("pop", "key, default=None, /", |py, it, mut a| {
        let key = a.take_or_none("key");
        let hash = py.hash_key(&key)?;
        let found = entries(it).and_then(|dict| dict.borrow_mut().entries.shift_remove(&hash));
        match (found, a.take("default")) {
            (Some((_, value)), _) | (None, Some(value)) => Ok(value),
            (None, None) => Err(py.key_error(&key)),
        }
    }),
    ("popitem", "", |py, it, _| {
        match entries(it).and_then(|it| it.borrow_mut().entries.pop()) {
            Some((_, (key, value))) => Ok(Value::tuple(vec![key, value])),
            None => {
                let message = Value::str("popitem(): dictionary is empty");
                Err(py.key_error(&message))
            }
        }
    }),
    ("setdefault", "key, default=None, /", |py, it, mut a| {
        let key = a.take_or_none("key");
        let hash = py.hash_key(&key)?;
        let default = a.take_or_none("default");
        let Some(dict) = entries(it) else {
            return Ok(Value::None);
        };
        let mut dict = dict.borrow_mut();
        let (_, value) = dict.entries.entry(hash).or_insert((key, default));
        Ok(value.clone())
    }),
    ("clear", "", |_, it, _| {
        let old = entries(it).map(RefCell::take);
        drop(old);
        Ok(Value::None)
    }),
    ("copy", "", |_, it, _| {
        Ok(Value::dict(
            entries(it)
                .map(|dict| dict.borrow().clone())
                .unwrap_or_default(),
        ))
    }),
];

pub(super) const SET_METHODS: &[Method] = &[
    ("add", "element, /", |py, it, mut a| {
        let element = a.take_or_none("element");
        let hash = py.hash_key(&element)?;
        if let Some(set) = entries(it) {
            set.borrow_mut().insert(hash, element, Value::None);
        }
        Ok(Value::None)
    }),
    ("discard", "element, /", |py, it, mut a| {
        let hash = py.hash_key(&a.take_or_none("element"))?;
        if let Some(set) = entries(it) {
            set.borrow_mut().entries.shift_remove(&hash);
        }
        Ok(Value::None)
    }),
    ("remove", "element, /", |py, it, mut a| {
        let element = a.take_or_none("element");
        let hash = py.hash_key(&element)?;
        match entries(it).and_then(|set| set.borrow_mut().entries.shift_remove(&hash)) {
            Some(_) => Ok(Value::None),
            None => Err(py.key_error(&element)),
        }
    }),
    ("pop", "", |py, it, _| {
        let set = entries(it);
        let order = set.map(|set| set.borrow().keys_in_set_order());
        py.charge(order.as_ref().map_or(0, Vec::len))?;
        let (Some(set), Some(first)) = (set, order.and_then(|it| it.into_iter().next())) else {
            let message = Value::str("pop from an empty set");
            return Err(py.key_error(&message));
        };
        let hash = py.hash_key(&first)?;
        set.borrow_mut().entries.shift_remove(&hash);
        Ok(first)
    }),
    ("clear", "", |_, it, _| {
        let old = entries(it).map(RefCell::take);
        drop(old);
        Ok(Value::None)
    }),
    ("update", "*others", |py, it, a| {
        for other in a.rest {
            let items = py.iterate(&other)?;
            let new = py.set_of(items)?;
            if let Some(set) = entries(it) {
                for (hash, (element, _)) in &new.entries {
                    set.borrow_mut()
                        .insert(hash.clone(), element.clone(), Value::None);
                }
            }
        }
        Ok(Value::None)
    }),
    ("difference_update", "*others", |py, it, a| {
        update(py, it, a, BinaryOperator::Sub)
    }),
    ("intersection_update", "*others", |py, it, a| {
        update(py, it, a, BinaryOperator::BitAnd)
    }),
    ("symmetric_difference_update", "*others", |py, it, a| {
        update(py, it, a, BinaryOperator::BitXor)
    }),
];

/// What `set` and `frozenset` share.
pub(super) const COMMON_SET_METHODS: &[Method] = &[
    ("union", "*others", |py, it, a| {
        combined(py, it, a, BinaryOperator::BitOr)
    }),
    ("intersection", "*others", |py, it, a| {
        combined(py, it, a, BinaryOperator::BitAnd)
    }),
    ("difference", "*others", |py, it, a| {
        combined(py, it, a, BinaryOperator::Sub)
    }),
    ("symmetric_difference", "*others", |py, it, a| {
        combined(py, it, a, BinaryOperator::BitXor)
    }),
    ("issubset", "other, /", |py, it, mut a| {
        let other = other_set(py, &a.take_or_none("other"))?;
        let own = keys(it);
        Ok(Value::Bool(
            own.entries
                .keys()
                .all(|key| other.entries.contains_key(key)),
        ))
    }),
    ("issuperset", "other, /", |py, it, mut a| {
        let other = other_set(py, &a.take_or_none("other"))?;
        let own = keys(it);
        Ok(Value::Bool(
            other
                .entries
                .keys()
                .all(|key| own.entries.contains_key(key)),
        ))
    }),
    ("isdisjoint", "other, /", |py, it, mut a| {
        let other = other_set(py, &a.take_or_none("other"))?;
        let own = keys(it);
        Ok(Value::Bool(
            !other
                .entries
                .keys()
                .any(|key| own.entries.contains_key(key)),
        ))
    }),
    ("copy", "", |_, it, _| {
        Ok(match it {
            Value::Set(set) => Value::set(set.borrow().clone()),
            other => other.clone(),
        })
    }),
];

fn entries(value: &Value) -> Option<&RefCell<Dict>> {
    match value {
        Value::Dict(dict) | Value::Set(dict) => Some(dict),
        _ => None,
    }
}

fn keys(value: &Value) -> Dict {
    match value {
        Value::FrozenSet(set) => set.as_ref().clone(),
        other => entries(other)
            .map(|set| set.borrow().clone())
            .unwrap_or_default(),
    }
}

fn view(value: &Value, part: Part) -> Value {
    match value {
        Value::Dict(dict) => Value::iterator(View::new(dict, part)),
        _ => Value::None,
    }
}

fn other_set(interpreter: &mut Interpreter, value: &Value) -> PyResult<Dict> {
    let items = interpreter.iterate(value)?;
    interpreter.set_of(items)
}

fn combined(
    interpreter: &mut Interpreter,
    value: &Value,
    arguments: Bound,
    operator: BinaryOperator,
) -> PyResult<Value> {
    let mut result = match value {
        Value::Set(set) => Value::set(set.borrow().clone()),
        other => other.clone(),
    };
    for other in arguments.rest {
        let other = Value::set(other_set(interpreter, &other)?);
        result = interpreter
            .set_operation(operator, &result, &other)
            .unwrap_or(result);
    }
    Ok(result)
}

fn update(
    interpreter: &mut Interpreter,
    value: &Value,
    arguments: Bound,
    operator: BinaryOperator,
) -> PyResult<Value> {
    if let (Value::Set(result), Some(set)) = (
        combined(interpreter, value, arguments, operator)?,
        entries(value),
    ) {
        let new = result.borrow().clone();
        *set.borrow_mut() = new;
    }
    Ok(Value::None)
}

/// `dict.update(…)`, and what `dict(…)` fills itself from.
pub(in crate::python) fn update_dict(
    interpreter: &mut Interpreter,
    dict: &Rc<RefCell<Dict>>,
    arguments: Arguments,
) -> PyResult<()> {
    let given = arguments.positional.len();
    if given > 1 {
        let message = format!("update expected at most 1 argument, got {given}");
        return Err(interpreter.type_error(message));
    }
    if let Some(source) = arguments.positional.first() {
        let pairs = match interpreter.mapping_items(source)? {
            Some(pairs) => pairs,
            None => pairs(interpreter, source)?,
        };
        for (key, value) in pairs {
            let hash = interpreter.hash_key(&key)?;
            dict.borrow_mut().insert(hash, key, value);
        }
    }
    for (name, value) in arguments.keywords {
        dict.borrow_mut().set_text(name, value);
    }
    Ok(())
}

fn pairs(interpreter: &mut Interpreter, source: &Value) -> PyResult<Vec<(Value, Value)>> {
    let mut pairs = Vec::new();
    for (index, item) in interpreter.iterate(source)?.into_iter().enumerate() {
        let Ok(parts) = interpreter.iterate(&item) else {
            let message =
                format!("cannot convert dictionary update sequence element #{index} to a sequence");
            return Err(interpreter.type_error(message));
        };
        match <[Value; 2]>::try_from(parts) {
            Ok([key, value]) => pairs.push((key, value)),
            Err(parts) => {
                return Err(interpreter.value_error(format!(
                    "dictionary update sequence element #{index} has length {}; 2 is required",
                    parts.len()
                )));
            }
        }
    }
    Ok(pairs)
}
