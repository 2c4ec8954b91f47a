//! `random` and `secrets`, from the deterministic source: the same program always draws the same.

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::value::{Module, Value};

/// The module `random`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("random");
    functions(
        &module,
        &[
            ("random", "", |py, _| Ok(Value::Float(unit(py)))),
            ("seed", "a=None, version=2", |py, mut a| {
                let seed = a.take("a").and_then(|it| it.as_i64()).unwrap_or(0);
                py.counters.random = seed as u64;
                Ok(Value::None)
            }),
            ("randint", "a, b", |py, mut a| {
                let low = a.take("a").and_then(|it| it.as_i64()).unwrap_or(0);
                let high = a.take("b").and_then(|it| it.as_i64()).unwrap_or(0);
                if high < low {
                    return Err(py.value_error(format!(
                        "empty range for randrange() ({low}, {}, {})",
                        high + 1,
                        high + 1 - low
                    )));
                }
                Ok(Value::Int(low + below(py, (high - low) as u64 + 1) as i64))
            }),
            ("randrange", "start, stop=None, step=1", |py, mut a| {
                let first = a.take("start").and_then(|it| it.as_i64()).unwrap_or(0);
                let stop = a.take("stop").and_then(|it| it.as_i64());
                let (low, high) = stop.map_or((0, first), |stop| (first, stop));
                let step = a
                    .take("step")
                    .and_then(|it| it.as_i64())
                    .unwrap_or(1)
                    .max(1);
                let count = (high - low + step - 1) / step;
                if count <= 0 {
                    return Err(py.value_error("empty range for randrange()"));
                }
                Ok(Value::Int(low + step * below(py, count as u64) as i64))
            }),
            ("uniform", "a, b", |py, mut a| {
                let low = py.float_argument(&a.take_or_none("a"))?;
                let high = py.float_argument(&a.take_or_none("b"))?;
                Ok(Value::Float(low + (high - low) * unit(py)))
            }),
            ("choice", "seq", choice),
            (
                "choices",
                "population, weights=None, *, cum_weights=None, k=1",
                |py, mut a| {
                    let items = py.iterate(&a.take_or_none("population"))?;
                    let count = a.take("k").and_then(|it| it.as_i64()).unwrap_or(1);
                    let mut chosen = Vec::new();
                    for _ in 0..count {
                        py.charge(1)?;
                        let at = below(py, items.len().max(1) as u64) as usize;
                        chosen.extend(items.get(at).cloned());
                    }
                    Ok(Value::list(chosen))
                },
            ),
            ("sample", "population, k, *, counts=None", |py, mut a| {
                let mut items = py.iterate(&a.take_or_none("population"))?;
                let count = a.take("k").and_then(|it| it.as_i64()).unwrap_or(0);
                let count = usize::try_from(count).unwrap_or(0);
                if count > items.len() {
                    return Err(py.value_error("Sample larger than population or is negative"));
                }
                shuffle(py, &mut items);
                items.truncate(count);
                Ok(Value::list(items))
            }),
            ("shuffle", "x", |py, mut a| {
                if let Value::List(list) = a.take_or_none("x").unboxed() {
                    let mut items = list.borrow().clone();
                    shuffle(py, &mut items);
                    *list.borrow_mut() = items;
                }
                Ok(Value::None)
            }),
        ],
    );
    module
}

/// The module `secrets`.
pub(super) fn secrets(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("secrets");
    functions(
        &module,
        &[
            ("token_hex", "nbytes=32", |py, a| Ok(Value::str(hex(py, a)))),
            ("token_urlsafe", "nbytes=32", |py, a| {
                Ok(Value::str(hex(py, a)))
            }),
            ("token_bytes", "nbytes=32", |py, a| {
                Ok(Value::bytes(hex(py, a).into_bytes()))
            }),
            ("choice", "seq", choice),
            ("randbelow", "exclusive_upper_bound", |py, mut a| {
                let bound = a
                    .take("exclusive_upper_bound")
                    .and_then(|it| it.as_i64())
                    .unwrap_or(0);
                if bound <= 0 {
                    return Err(py.value_error("Upper bound must be positive."));
                }
                Ok(Value::Int(below(py, bound as u64) as i64))
            }),
        ],
    );
    module
}

fn hex(interpreter: &mut Interpreter, mut arguments: Bound) -> String {
    let count = arguments
        .take("nbytes")
        .and_then(|it| it.as_i64())
        .unwrap_or(32);
    (0..count.clamp(0, 1024))
        .map(|_| format!("{:02x}", interpreter.random_u64() as u8))
        .collect()
}

fn unit(interpreter: &mut Interpreter) -> f64 {
    (interpreter.random_u64() >> 11) as f64 / (1_u64 << 53) as f64
}

fn below(interpreter: &mut Interpreter, bound: u64) -> u64 {
    interpreter.random_u64() % bound.max(1)
}

fn choice(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let sequence = arguments.take_or_none("seq");
    let length = interpreter.length(&sequence)?;
    if length == 0 {
        return Err(interpreter.raise("IndexError", "Cannot choose from an empty sequence"));
    }
    let at = below(interpreter, length as u64);
    interpreter.get_item(&sequence, &Value::Int(at as i64))
}

fn shuffle(interpreter: &mut Interpreter, items: &mut [Value]) {
    for at in (1..items.len()).rev() {
        let other = below(interpreter, at as u64 + 1) as usize;
        items.swap(at, other);
    }
}
