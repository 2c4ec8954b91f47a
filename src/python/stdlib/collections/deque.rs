//! `collections.deque`.

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::stdlib::MethodRow;
use crate::python::value::Value;

pub(super) const METHODS: &[MethodRow] = &[
    ("appendleft", "x, /", |py, it, mut a| {
        let value = a.take_or_none("x");
        if let Value::List(list) = it.unboxed() {
            py.charge(list.borrow().len() / 64)?;
            list.borrow_mut().insert(0, value);
        }
        trim(py, it, false)
    }),
    ("append", "x, /", |py, it, mut a| {
        let value = a.take_or_none("x");
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().push(value);
        }
        trim(py, it, true)
    }),
    ("extend", "iterable, /", |py, it, mut a| {
        let items = py.iterate(&a.take_or_none("iterable"))?;
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().extend(items);
        }
        trim(py, it, true)
    }),
    ("extendleft", "iterable, /", |py, it, mut a| {
        let items = py.iterate(&a.take_or_none("iterable"))?;
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().splice(0..0, items.into_iter().rev());
        }
        trim(py, it, false)
    }),
    ("pop", "", |py, it, _| {
        let popped = match it.unboxed() {
            Value::List(list) => list.borrow_mut().pop(),
            _ => None,
        };
        popped.ok_or_else(|| py.raise("IndexError", "pop from an empty deque"))
    }),
    ("popleft", "", |py, it, _| match it.unboxed() {
        Value::List(list) if !list.borrow().is_empty() => {
            py.charge(list.borrow().len() / 64)?;
            Ok(list.borrow_mut().remove(0))
        }
        _ => Err(py.raise("IndexError", "pop from an empty deque")),
    }),
    ("rotate", "n=1, /", |_, it, mut a| {
        let count = a.take("n").and_then(|it| it.as_i64()).unwrap_or(1);
        if let Value::List(list) = it.unboxed() {
            let mut list = list.borrow_mut();
            if !list.is_empty() {
                let by = count.rem_euclid(list.len() as i64);
                list.rotate_right(usize::try_from(by).unwrap_or(0));
            }
        }
        Ok(Value::None)
    }),
    ("__repr__", "", |py, it, _| {
        let shown = py.repr(&it.unboxed().clone())?;
        let most = py.get_attribute(it, "maxlen")?;
        let most = if most.is_none() {
            String::new()
        } else {
            format!(", maxlen={}", py.repr(&most)?)
        };
        Ok(Value::str(format!("deque({shown}{most})")))
    }),
    ("__getitem__", "index, /", |py, it, mut a| {
        let index = a.take_or_none("index");
        let items = it.as_sequence().unwrap_or_default();
        let at = position(py, &index, items.len())?;
        items.get(at).cloned().ok_or_else(|| out_of_range(py))
    }),
    ("__setitem__", "index, value, /", |py, it, mut a| {
        let (index, value) = (a.take_or_none("index"), a.take_or_none("value"));
        let length = py.length(it)?;
        let at = position(py, &index, length)?;
        if let Value::List(list) = it.unboxed()
            && let Some(slot) = list.borrow_mut().get_mut(at)
        {
            *slot = value;
        }
        Ok(Value::None)
    }),
    ("__delitem__", "index, /", |py, it, mut a| {
        let index = a.take_or_none("index");
        let length = py.length(it)?;
        let at = position(py, &index, length)?;
        if let Value::List(list) = it.unboxed() {
            list.borrow_mut().remove(at);
        }
        Ok(Value::None)
    }),
    ("index", "x, start=0, stop=None, /", |py, it, mut a| {
        let wanted = a.take_or_none("x");
        let items = it.as_sequence().unwrap_or_default();
        let length = items.len() as i64;
        let bound = |value: Option<Value>, otherwise: i64| {
            let at = value.and_then(|it| it.as_i64()).unwrap_or(otherwise);
            let at = if at < 0 { at + length } else { at };
            usize::try_from(at.clamp(0, length)).unwrap_or(0)
        };
        let (start, stop) = (bound(a.take("start"), 0), bound(a.take("stop"), length));
        for (at, item) in items.iter().enumerate().take(stop).skip(start) {
            if py.equals(item, &wanted)? {
                return Ok(Value::Int(at as i64));
            }
        }
        Err(missing(py, &wanted))
    }),
    ("remove", "value, /", |py, it, mut a| {
        let wanted = a.take_or_none("value");
        for (at, item) in it.as_sequence().unwrap_or_default().iter().enumerate() {
            if py.equals(item, &wanted)? {
                if let Value::List(list) = it.unboxed() {
                    list.borrow_mut().remove(at);
                }
                return Ok(Value::None);
            }
        }
        Err(missing(py, &wanted))
    }),
    ("insert", "index, object, /", |py, it, mut a| {
        let index = py.index_argument(&a.take_or_none("index"))?;
        let value = a.take_or_none("object");
        let length = py.length(it)? as i64;
        let most = py.get_attribute(it, "maxlen")?.as_i64();
        if most.is_some_and(|most| length >= most) {
            return Err(py.raise("IndexError", "deque already at its maximum size"));
        }
        let at = if index < 0 { index + length } else { index };
        if let Value::List(list) = it.unboxed() {
            let at = usize::try_from(at.clamp(0, length)).unwrap_or(0);
            list.borrow_mut().insert(at, value);
        }
        Ok(Value::None)
    }),
    ("copy", "", |py, it, _| {
        let items = it.as_sequence().unwrap_or_default();
        made(py, it, items)
    }),
    ("__copy__", "", |py, it, _| {
        let items = it.as_sequence().unwrap_or_default();
        made(py, it, items)
    }),
    ("__add__", "other, /", |py, it, mut a| {
        let other = a.take_or_none("other");
        let class = py.library_class("collections", "deque");
        if !py.is_instance(&other, &class) {
            let found = py.operand_name(&other);
            let message = format!("can only concatenate deque (not \"{found}\") to deque");
            return Err(py.type_error(message));
        }
        let mut items = it.as_sequence().unwrap_or_default();
        items.extend(other.as_sequence().unwrap_or_default());
        made(py, it, items)
    }),
    ("__mul__", "times, /", repeated),
    ("__rmul__", "times, /", repeated),
];

fn repeated(py: &mut Interpreter, it: &Value, mut arguments: Bound) -> PyResult<Value> {
    let times = py.index_argument(&arguments.take_or_none("times"))?;
    let items = it.as_sequence().unwrap_or_default();
    let times = how_many(times);
    py.check_size(items.len().saturating_mul(times))?;
    let items = std::iter::repeat_n(items, times).flatten().collect();
    made(py, it, items)
}

/// A deque of the same class and bound.
fn made(interpreter: &mut Interpreter, deque: &Value, items: Vec<Value>) -> PyResult<Value> {
    let class = Value::Class(interpreter.class_of(deque));
    let most = interpreter.get_attribute(deque, "maxlen")?;
    let mut arguments = vec![Value::list(items)];
    if !most.is_none() {
        arguments.push(most);
    }
    interpreter.call(&class, Arguments::positional(arguments))
}

fn position(interpreter: &mut Interpreter, index: &Value, length: usize) -> PyResult<usize> {
    let Some(at) = interpreter.index_of(index)? else {
        let found = interpreter.operand_name(index);
        let message = format!("sequence index must be integer, not '{found}'");
        return Err(interpreter.type_error(message));
    };
    let at = if at < 0 { at + length as i64 } else { at };
    let at = usize::try_from(at).ok().filter(|at| *at < length);
    at.ok_or_else(|| out_of_range(interpreter))
}

fn out_of_range(interpreter: &Interpreter) -> Box<PyError> {
    interpreter.raise("IndexError", "deque index out of range")
}

fn missing(interpreter: &mut Interpreter, wanted: &Value) -> Box<PyError> {
    match interpreter.repr(wanted) {
        Ok(shown) => interpreter.value_error(format!("{shown} is not in deque")),
        Err(error) => error,
    }
}

/// Cuts a deque to its `maxlen`.
fn trim(interpreter: &mut Interpreter, deque: &Value, from_left: bool) -> PyResult<Value> {
    let most = interpreter.get_attribute(deque, "maxlen")?;
    if let (Some(most), Value::List(list)) = (most.as_i64(), deque.unboxed()) {
        let most = how_many(most);
        let mut list = list.borrow_mut();
        let extra = list.len().saturating_sub(most);
        if from_left {
            list.drain(..extra);
        } else {
            list.truncate(most);
        }
    }
    Ok(Value::None)
}
