//! The methods of numbers, ranges and slices.

use num_bigint::{BigInt, Sign};

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::text;
use crate::python::types::method::{Method, add, install};
use crate::python::types::{Types, complex, float_text, number};
use crate::python::value::{Binding, Value};

pub(super) const NUMBER: &[&str] = &[
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__mod__",
    "__rmod__",
    "__pow__",
    "__rpow__",
    "__neg__",
    "__pos__",
    "__abs__",
    "__bool__",
    "__int__",
    "__float__",
    "__divmod__",
    "__rdivmod__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
];
pub(super) const BITS: &[&str] = &[
    "__and__",
    "__or__",
    "__xor__",
    "__lshift__",
    "__rshift__",
    "__invert__",
    "__index__",
    "__rand__",
    "__ror__",
    "__rxor__",
    "__rlshift__",
    "__rrshift__",
];

pub(super) const INT_METHODS: &[Method] = &[
    ("bit_length", "", |_, it, _| {
        Ok(Value::Int(
            it.as_bigint().map_or(0, |number| number.bits() as i64),
        ))
    }),
    ("bit_count", "", |_, it, _| {
        let number = it.as_bigint().unwrap_or_default();
        Ok(Value::Int(number.magnitude().count_ones() as i64))
    }),
    ("conjugate", "", |_, it, _| Ok(it.clone())),
    ("as_integer_ratio", "", |_, it, _| {
        Ok(Value::tuple(vec![it.clone(), Value::Int(1)]))
    }),
    (
        "to_bytes",
        "length=1, byteorder='big', *, signed=False",
        to_bytes,
    ),
];

pub(super) const FLOAT_METHODS: &[Method] = &[
    ("is_integer", "", |_, it, _| {
        let number = it.as_f64().unwrap_or(f64::NAN);
        Ok(Value::Bool(number.is_finite() && number.fract() == 0.0))
    }),
    ("conjugate", "", |_, it, _| Ok(it.clone())),
    ("as_integer_ratio", "", integer_ratio),
    ("hex", "", float_text::hex),
];
/// Gives them what is no operator.
pub(super) fn numbers(types: &Types) {
    for class in [types.int(), types.float()] {
        add(&class, "real", Binding::Property, |_, arguments| {
            Ok(arguments
                .positional
                .first()
                .map_or(Value::None, |it| it.unboxed().clone()))
        });
        add(&class, "imag", Binding::Property, |_, arguments| {
            Ok(match arguments.positional.first().map(Value::unboxed) {
                Some(Value::Float(_)) => Value::Float(0.0),
                _ => Value::Int(0),
            })
        });
    }
    add(
        &types.int(),
        "numerator",
        Binding::Property,
        |_, arguments| {
            Ok(arguments
                .positional
                .first()
                .map_or(Value::None, |it| it.unboxed().clone()))
        },
    );
    add(&types.int(), "denominator", Binding::Property, |_, _| {
        Ok(Value::Int(1))
    });
    for (name, part) in [("start", 0), ("stop", 1), ("step", 2)] {
        add(
            &types.range(),
            name,
            Binding::Property,
            move |_, arguments| {
                Ok(match arguments.positional.first() {
                    Some(Value::Range(start, stop, step)) => {
                        Value::Int([*start, *stop, *step][part])
                    }
                    _ => Value::None,
                })
            },
        );
        add(
            &types.slice(),
            name,
            Binding::Property,
            move |_, arguments| {
                Ok(match arguments.positional.first() {
                    Some(Value::Slice(parts)) => {
                        [parts.0.clone(), parts.1.clone(), parts.2.clone()][part].clone()
                    }
                    _ => Value::None,
                })
            },
        );
    }
    install(
        &types.range(),
        &[
            ("index", "value, /", |py, it, mut a| {
                let value = a.take_or_none("value");
                let items = py.iterate(it)?;
                match items
                    .iter()
                    .position(|item| item.as_i64() == value.as_i64())
                {
                    Some(at) => Ok(Value::Int(at as i64)),
                    None => {
                        let shown = py.repr(&value)?;
                        Err(py.value_error(format!("{shown} is not in range")))
                    }
                }
            }),
            ("count", "value, /", |py, it, mut a| {
                let value = a.take_or_none("value");
                Ok(Value::Int(i64::from(py.contains(it, &value)?)))
            }),
        ],
    );
    install(
        &types.slice(),
        &[("indices", "length, /", |py, it, mut a| {
            let length = py.index_argument(&a.take_or_none("length"))?;
            if length < 0 {
                return Err(py.value_error("length should not be negative"));
            }
            let Value::Slice(slice) = it else {
                return Ok(Value::None);
            };
            let indices = py.slice_indices(slice, how_many(length))?;
            let parts = [indices.start, indices.stop, indices.step];
            Ok(Value::tuple(parts.into_iter().map(Value::Int).collect()))
        })],
    );
}
fn to_bytes(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let length = arguments
        .take("length")
        .and_then(|it| it.as_i64())
        .unwrap_or(1);
    let little = match arguments.take("byteorder") {
        None => false,
        Some(order) => match order.as_str() {
            Some("little") => true,
            Some("big") => false,
            Some(_) => {
                let message = "byteorder must be either 'little' or 'big'";
                return Err(interpreter.value_error(message));
            }
            None => {
                let found = interpreter.operand_name(&order);
                let message = format!("to_bytes() argument 'byteorder' must be str, not {found}");
                return Err(interpreter.type_error(message));
            }
        },
    };
    let signed = arguments.take_or_none("signed");
    let signed = interpreter.truthy(&signed)?;
    let number = value.as_bigint().unwrap_or_default();
    let length = how_many(length);
    interpreter.check_size(length)?;
    let negative = number.sign() == Sign::Minus;
    if negative && !signed {
        return Err(interpreter.raise("OverflowError", "can't convert negative int to unsigned"));
    }
    let mut bytes = if signed {
        number.to_signed_bytes_le()
    } else {
        number.to_bytes_le().1
    };
    if number == BigInt::ZERO {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(interpreter.raise("OverflowError", "int too big to convert"));
    }
    bytes.resize(length, if negative { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(Value::bytes(bytes))
}

fn integer_ratio(interpreter: &mut Interpreter, value: &Value, _: Bound) -> PyResult<Value> {
    let number = value.as_f64().unwrap_or(0.0);
    if number.is_nan() {
        return Err(interpreter.value_error("cannot convert NaN to integer ratio"));
    }
    if !number.is_finite() {
        let message = "cannot convert Infinity to integer ratio";
        return Err(interpreter.raise("OverflowError", message));
    }
    let (mut number, mut denominator) = (number, BigInt::from(1));
    while number.fract() != 0.0 {
        number *= 2.0;
        denominator *= 2;
    }
    let numerator = text::float_to_bigint(number);
    Ok(Value::tuple(vec![
        Value::big(numerator),
        Value::big(denominator),
    ]))
}

impl Interpreter {
    /// `abs(value)`.
    pub(in crate::python) fn absolute(&mut self, value: &Value) -> PyResult<Value> {
        if let Some(result) = self.call_special(value, "__abs__", &[])? {
            return Ok(result);
        }
        if let Some(number) = complex::of(value) {
            return self.complex_size(number);
        }
        match value.unboxed() {
            Value::Float(number) => Ok(Value::Float(number.abs())),
            other => match other.as_bigint() {
                Some(number) => Ok(Value::big(number.magnitude().clone().into())),
                None => {
                    let name = self.operand_name(value);
                    Err(self.type_error(format!("bad operand type for abs(): '{name}'")))
                }
            },
        }
    }

    /// `round(number, digits)`.
    pub(in crate::python) fn round(&mut self, value: &Value, digits: &Value) -> PyResult<Value> {
        let arguments: &[Value] = if digits.is_none() {
            &[]
        } else {
            std::slice::from_ref(digits)
        };
        if let Some(result) = self.call_special(value, "__round__", arguments)? {
            return Ok(result);
        }
        match value.unboxed() {
            Value::Float(number) if digits.is_none() => {
                if !number.is_finite() {
                    let message = if number.is_nan() {
                        "cannot convert float NaN to integer"
                    } else {
                        "cannot convert float infinity to integer"
                    };
                    let class = if number.is_nan() {
                        "ValueError"
                    } else {
                        "OverflowError"
                    };
                    return Err(self.raise(class, message));
                }
                Ok(Value::big(text::float_to_bigint(number.round_ties_even())))
            }
            Value::Float(number) => {
                let digits = self.index_argument(digits)?;
                Ok(Value::Float(round_float(*number, digits)))
            }
            other => match other.as_bigint() {
                Some(number) if digits.is_none() => Ok(Value::big(number)),
                Some(number) => {
                    let digits = self.index_argument(digits)?;
                    Ok(Value::big(round_int(number, digits)))
                }
                None => {
                    let name = self.operand_name(value);
                    Err(self.type_error(format!("type {name} doesn't define __round__ method")))
                }
            },
        }
    }
}

fn round_float(number: f64, digits: i64) -> f64 {
    if !number.is_finite() || digits > 323 {
        return number;
    }
    if digits < -308 {
        return 0.0_f64.copysign(number);
    }
    if digits >= 0 {
        // Printing rounds the exact binary value half to even.
        return format!("{number:.*}", digits as usize)
            .parse()
            .unwrap_or(number);
    }
    let scale = 10_f64.powi(-digits as i32);
    (number / scale).round_ties_even() * scale
}

fn round_int(number: BigInt, digits: i64) -> BigInt {
    if digits >= 0 {
        return number;
    }
    let Ok(power) = u32::try_from(-digits) else {
        return BigInt::ZERO;
    };
    if u64::from(power) > number.bits() {
        return BigInt::ZERO;
    }
    let scale = BigInt::from(10).pow(power);
    let (quotient, remainder) = number::floor_division(&number, &scale);
    let twice = &remainder * 2;
    let up = twice > scale || (twice == scale && quotient.bit(0));
    (quotient + i32::from(up)) * scale
}
