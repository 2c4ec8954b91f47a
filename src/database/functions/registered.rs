//! The functions that Django adds to its SQLite connections, as far as they need no time zones.

use std::rc::Rc;

use md5::{Digest, Md5};

use super::Answer;
use crate::database::affinity::{to_float, to_integer, to_text};
use crate::database::expression::Scope;
use crate::database::{DatabaseError, SqlValue};

/// Longest text that a function makes.
const MAXIMUM_LENGTH: usize = 1_000_000;

fn any_null(arguments: &[SqlValue]) -> bool {
    arguments.contains(&SqlValue::Null)
}

fn text(value: impl Into<Rc<str>>) -> SqlValue {
    SqlValue::Text(value.into())
}

/// What Python's exception in a function becomes.
fn raised() -> DatabaseError {
    DatabaseError::operational("user-defined function raised exception")
}

pub fn bit_xor(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match arguments {
        [SqlValue::Integer(left), SqlValue::Integer(right)] => Ok(SqlValue::Integer(left ^ right)),
        other if any_null(other) => Ok(SqlValue::Null),
        _ => Err(raised()),
    }
}

pub fn cot(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match arguments {
        [SqlValue::Null] => Ok(SqlValue::Null),
        [value] => Ok(SqlValue::Real(1.0 / to_float(value).tan())),
        _ => Err(raised()),
    }
}

pub fn md5(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match arguments {
        [SqlValue::Null] => Ok(SqlValue::Null),
        [SqlValue::Text(value)] => {
            let digest = Md5::digest(value.as_bytes());
            Ok(text(
                digest
                    .iter()
                    .map(|byte| format!("{byte:02x}"))
                    .collect::<String>(),
            ))
        }
        _ => Err(raised()),
    }
}

pub fn lpad(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    pad(arguments, true)
}

pub fn rpad(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    pad(arguments, false)
}

fn pad(arguments: &[SqlValue], left: bool) -> Answer {
    let [subject, length, fill] = arguments else {
        return Err(raised());
    };
    if any_null(arguments) {
        return Ok(SqlValue::Null);
    }
    let (subject, fill) = (to_text(subject), to_text(fill));
    let length = usize::try_from(to_integer(length))
        .unwrap_or(0)
        .min(MAXIMUM_LENGTH);
    let missing = length.saturating_sub(subject.chars().count());
    let padding: String = fill.chars().cycle().take(missing).collect();
    let kept: String = subject.chars().take(length).collect();
    Ok(text(if left {
        padding + &kept
    } else {
        kept + &padding
    }))
}

pub fn repeat(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let [subject, count] = arguments else {
        return Err(raised());
    };
    if any_null(arguments) {
        return Ok(SqlValue::Null);
    }
    let subject = to_text(subject);
    let count = usize::try_from(to_integer(count)).unwrap_or(0);
    if subject.len().saturating_mul(count) > MAXIMUM_LENGTH {
        return Err(DatabaseError::operational("string or blob too big"));
    }
    Ok(text(subject.repeat(count)))
}

pub fn reverse(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    match arguments {
        [SqlValue::Null] => Ok(SqlValue::Null),
        [value] => Ok(text(to_text(value).chars().rev().collect::<String>())),
        _ => Err(raised()),
    }
}
