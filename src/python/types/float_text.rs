//! `float.hex()` and `float.fromhex()`.

use num_bigint::BigInt;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::Value;

/// `float.hex()`
pub(super) fn hex(_: &mut Interpreter, value: &Value, _: Bound) -> PyResult<Value> {
    let number = value.as_f64().unwrap_or(f64::NAN);
    if !number.is_finite() {
        return Ok(Value::str(crate::python::text::float_repr(number)));
    }
    let sign = if number.is_sign_negative() { "-" } else { "" };
    let bits = number.to_bits();
    let (exponent, fraction) = ((bits >> 52) & 0x7ff, bits & ((1 << 52) - 1));
    let (first, exponent) = match exponent {
        0 if fraction == 0 => return Ok(Value::str(format!("{sign}0x0.0p+0"))),
        0 => (0, -1022),
        exponent => (1, exponent as i64 - 1023),
    };
    Ok(Value::str(format!(
        "{sign}0x{first}.{fraction:013x}p{exponent:+}"
    )))
}

/// `float.fromhex(text)`
pub(super) fn from_hex(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let class = arguments.take_receiver().unwrap_or(Value::None);
    let text = arguments.take_receiver().unwrap_or(Value::None);
    let Some(text) = text.as_str() else {
        return Err(interpreter.type_error("bad argument type for built-in operation"));
    };
    let number = match parse(text.trim_matches(is_space)) {
        Parsed::Number(number) => Value::Float(number),
        Parsed::TooLarge => {
            let message = "hexadecimal value too large to represent as a float";
            return Err(interpreter.raise("OverflowError", message));
        }
        Parsed::Nothing => {
            let message = "invalid hexadecimal floating-point string";
            return Err(interpreter.value_error(message));
        }
    };
    match &class {
        Value::Class(own) if !interpreter.types.is_builtin(own) => {
            interpreter.call(&class, Arguments::positional(vec![number]))
        }
        _ => Ok(number),
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t'..='\r')
}

enum Parsed {
    Number(f64),
    TooLarge,
    Nothing,
}

fn parse(text: &str) -> Parsed {
    let unsigned = text.strip_prefix(['-', '+']).unwrap_or(text);
    let sign = if text.starts_with('-') { -1.0 } else { 1.0 };
    let lower = unsigned.to_ascii_lowercase();
    match lower.as_str() {
        "inf" | "infinity" => return Parsed::Number(f64::INFINITY * sign),
        "nan" => return Parsed::Number(f64::NAN.copysign(sign)),
        _ => {}
    }
    let body = lower.strip_prefix("0x").unwrap_or(&lower);
    let (digits, exponent) = match body.split_once('p') {
        Some((digits, exponent)) => {
            let unsigned = exponent.strip_prefix(['-', '+']).unwrap_or(exponent);
            if unsigned.is_empty() || !unsigned.bytes().all(|it| it.is_ascii_digit()) {
                return Parsed::Nothing;
            }
            let far = 1 << 40;
            let size = unsigned.parse::<i64>().map_or(far, |it| it.min(far));
            let is_negative = exponent.starts_with('-');
            (digits, if is_negative { -size } else { size })
        }
        None => (body, 0),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let all = format!("{whole}{fraction}");
    if all.is_empty() || !all.bytes().all(|it| it.is_ascii_hexdigit()) {
        return Parsed::Nothing;
    }
    let mantissa = BigInt::parse_bytes(all.as_bytes(), 16).unwrap_or_default();
    match rounded(&mantissa, exponent - 4 * fraction.len() as i64) {
        Some(number) => Parsed::Number(number * sign),
        None => Parsed::TooLarge,
    }
}

/// The float nearest to `mantissa * 2 ** exponent`; `None` when there is none so large.
fn rounded(mantissa: &BigInt, exponent: i64) -> Option<f64> {
    let bits = mantissa.bits() as i64;
    // The number is below this power of two, and not below half of it.
    let top = bits + exponent;
    if bits == 0 || top < -1074 {
        return Some(0.0);
    }
    if top > 1024 {
        return None;
    }
    let kept = (top + 1074).clamp(0, 53);
    let dropped = bits - kept;
    let mut part = mantissa.clone();
    if dropped > 0 {
        part >>= dropped;
        let rest = mantissa - (&part << dropped);
        let half = BigInt::from(1) << (dropped - 1);
        let is_odd = part.bit(0);
        if rest > half || (rest == half && is_odd) {
            part += 1;
        }
    }
    let lowest = exponent + dropped.max(0);
    let number = u64::try_from(&part).unwrap_or(0) as f64;
    let step = lowest / 2;
    // Each product is exact.
    let scaled = number * power(step) * power(lowest - step);
    scaled.is_finite().then_some(scaled)
}

/// `2.0 ** exponent`, which is normal.
fn power(exponent: i64) -> f64 {
    f64::from_bits(((exponent.clamp(-1022, 1023) + 1023) as u64) << 52)
}
