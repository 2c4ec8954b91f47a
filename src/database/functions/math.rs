//! Numeric functions.

use super::{Answer, first, real};
use crate::database::affinity::{to_float, to_integer, to_number};
use crate::database::expression::Scope;
use crate::database::number::print::{Format, Layout};
use crate::database::number::{real_literal, saturate};
use crate::database::{DatabaseError, SqlValue};

pub fn abs(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match first(arguments) {
        SqlValue::Null => Ok(SqlValue::Null),
        SqlValue::Integer(integer) => integer
            .checked_abs()
            .map(SqlValue::Integer)
            .ok_or_else(|| DatabaseError::operational("integer overflow")),
        value => {
            let real = to_float(&value);
            // As in SQLite's C, zero keeps its sign.
            Ok(SqlValue::Real(if real < 0.0 { -real } else { real }))
        }
    }
}

pub fn round(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let digits = match arguments.get(1) {
        Some(SqlValue::Null) => return Ok(SqlValue::Null),
        Some(value) => usize::try_from(to_integer(value).clamp(0, 30)).unwrap_or(0),
        None => 0,
    };
    let Some(real) = real(&first(arguments)) else {
        return Ok(SqlValue::Null);
    };
    // Beyond this a REAL has no fraction.
    if real.abs() > 4_503_599_627_370_496.0 {
        return Ok(SqlValue::Real(real));
    }
    if digits == 0 {
        let half = if real < 0.0 { -0.5 } else { 0.5 };
        // SQLite goes by way of an integer, which has no negative zero.
        return Ok(SqlValue::Real((real + half).trunc() + 0.0));
    }
    let format = Format {
        layout: Layout::Fixed,
        precision: digits,
        alternate: false,
        precise: false,
    };
    Ok(SqlValue::Real(real_literal(&format.print(real))))
}

pub fn sign(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(match first(arguments) {
        value @ (SqlValue::Integer(_) | SqlValue::Real(_)) => {
            let real = real(&value).unwrap_or(0.0);
            SqlValue::Integer(i64::from(real > 0.0) - i64::from(real < 0.0))
        }
        _ => SqlValue::Null,
    })
}

pub fn ceil(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(rounded(arguments, f64::ceil))
}

pub fn floor(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(rounded(arguments, f64::floor))
}

/// A REAL rounded by a function; an INTEGER stays.
pub fn rounded(arguments: &[SqlValue], round: fn(f64) -> f64) -> SqlValue {
    match to_number(&first(arguments)) {
        SqlValue::Real(real) => SqlValue::Real(round(real)),
        other => other,
    }
}

pub fn modulo(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(two(arguments, |left, right| left % right))
}

pub fn power(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(two(arguments, |left, right| {
        // A whole exponent is multiplied out: `powf` differs between platforms.
        let whole = i32::try_from(saturate(right)).ok();
        match whole {
            Some(whole) if right.fract() == 0.0 => left.powi(whole),
            _ => left.powf(right),
        }
    }))
}

pub fn sqrt(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(one(arguments, f64::sqrt))
}

pub fn exp(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(one(arguments, f64::exp))
}

/// What has no logarithm is NULL.
fn logarithm(arguments: &[SqlValue], function: fn(f64) -> f64) -> SqlValue {
    let argument = first(arguments);
    match real(&argument) {
        Some(real) if real > 0.0 => finite(function(real)),
        _ => SqlValue::Null,
    }
}

fn positive(real: f64) -> f64 {
    if real > 0.0 { real } else { f64::NAN }
}

/// The logarithm to base 10, or to the base that comes first.
pub fn log(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match arguments {
        [_] => Ok(logarithm(arguments, f64::log10)),
        _ => Ok(two(arguments, |base, value| {
            positive(value).ln() / positive(base).ln()
        })),
    }
}

pub fn ln(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(logarithm(arguments, f64::ln))
}

/// A function of one REAL.
pub fn one(arguments: &[SqlValue], function: fn(f64) -> f64) -> SqlValue {
    real(&first(arguments))
        .map(function)
        .map_or(SqlValue::Null, finite)
}

/// A function of two REALs.
pub fn two(arguments: &[SqlValue], function: fn(f64, f64) -> f64) -> SqlValue {
    match (
        arguments.first().and_then(real),
        arguments.get(1).and_then(real),
    ) {
        (Some(left), Some(right)) => finite(function(left, right)),
        _ => SqlValue::Null,
    }
}

fn finite(real: f64) -> SqlValue {
    if real.is_nan() {
        SqlValue::Null
    } else {
        SqlValue::Real(real)
    }
}
