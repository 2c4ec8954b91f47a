//! `math`'s functions of many numbers.

use crate::python::BinaryOperator;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::FunctionRow;
use crate::python::value::Value;

use super::special::{scale, split};

pub(super) const FUNCTIONS: &[FunctionRow] = &[
    ("hypot", "*coordinates", |py, a| {
        let parts = numbers(py, &a.rest)?;
        Ok(Value::Float(norm(&parts)))
    }),
    ("dist", "p, q, /", |py, mut a| {
        let one = py.iterate(&a.take_or_none("p"))?;
        let other = py.iterate(&a.take_or_none("q"))?;
        if one.len() != other.len() {
            let message = "both points must have the same number of dimensions";
            return Err(py.value_error(message));
        }
        let one = numbers(py, &one)?;
        let other = numbers(py, &other)?;
        let parts: Vec<f64> = one.iter().zip(&other).map(|(p, q)| p - q).collect();
        Ok(Value::Float(norm(&parts)))
    }),
    ("fsum", "seq, /", |py, mut a| {
        let items = py.iterate(&a.take_or_none("seq"))?;
        let items = numbers(py, &items)?;
        exact_sum(py, &items).map(Value::Float)
    }),
    ("prod", "iterable, /, *, start=1", |py, mut a| {
        let mut total = a.take("start").unwrap_or(Value::Int(1));
        for item in py.iterate(&a.take_or_none("iterable"))? {
            total = py.binary(BinaryOperator::Mul, &total, &item)?;
        }
        Ok(total)
    }),
];

fn numbers(interpreter: &mut Interpreter, values: &[Value]) -> PyResult<Vec<f64>> {
    let numbers = values.iter().map(|value| interpreter.float_argument(value));
    numbers.collect()
}

/// The Euclidean length of a vector, nearly always rounded correctly.
fn norm(parts: &[f64]) -> f64 {
    if parts.iter().any(|it| it.is_infinite()) {
        return f64::INFINITY;
    }
    let largest = parts.iter().fold(0.0_f64, |most, it| {
        if it.is_nan() || most.is_nan() {
            f64::NAN
        } else {
            most.max(it.abs())
        }
    });
    if largest == 0.0 || largest.is_nan() {
        return largest;
    }
    let exponent = split(largest).1;
    let (mut high, mut low) = (0.0, 0.0);
    for part in parts {
        let part = scale(*part, -exponent);
        let square = part * part;
        low += part.mul_add(part, -square);
        let total: f64 = high + square;
        low += if high >= square {
            (high - total) + square
        } else {
            (square - total) + high
        };
        high = total;
    }
    let root = (high + low).sqrt();
    let excess = root.mul_add(-root, high) + low;
    scale(root + excess / (2.0 * root), exponent)
}

/// The sum with one rounding, by parts that do not overlap.
fn exact_sum(interpreter: &Interpreter, items: &[f64]) -> PyResult<f64> {
    let mut parts: Vec<f64> = Vec::new();
    let (mut special, mut infinite) = (0.0, 0.0);
    for item in items {
        if !item.is_finite() {
            special += item;
            if item.is_infinite() {
                infinite += item;
            }
            continue;
        }
        let mut carried = *item;
        let mut kept = Vec::new();
        for part in parts {
            let (large, small) = if carried.abs() < part.abs() {
                (part, carried)
            } else {
                (carried, part)
            };
            let sum = large + small;
            let rest = small - (sum - large);
            if rest != 0.0 {
                kept.push(rest);
            }
            carried = sum;
        }
        if carried.is_infinite() {
            let message = "intermediate overflow in fsum";
            return Err(interpreter.raise("OverflowError", message));
        }
        kept.push(carried);
        parts = kept;
    }
    if special != 0.0 {
        if infinite.is_nan() {
            return Err(interpreter.value_error("-inf + inf in fsum"));
        }
        return Ok(special);
    }
    Ok(rounded(&parts))
}

/// The sum of parts that grow and do not overlap.
fn rounded(parts: &[f64]) -> f64 {
    let mut left = parts.iter().rev().copied();
    let Some(mut high) = left.next() else {
        return 0.0;
    };
    while let Some(part) = left.next() {
        let before = high;
        high = before + part;
        let low = part - (high - before);
        if low == 0.0 {
            continue;
        }
        // Half way between two floats the next part decides.
        if let Some(next) = left.next()
            && ((low < 0.0 && next < 0.0) || (low > 0.0 && next > 0.0))
        {
            let doubled = low * 2.0;
            let other = high + doubled;
            if doubled == other - high {
                high = other;
            }
        }
        break;
    }
    high
}
