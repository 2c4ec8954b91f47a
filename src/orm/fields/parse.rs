//! `django.utils.dateparse`: dates and times written as text.

use crate::python::stdlib::datetime::{Date, Time};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// `parse_date`: `2025-01-31`, with one or two digits for month and day.
pub(crate) fn parse_date(text: &str) -> Option<Date> {
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let (year, month, day) = (digits(year)?, digits(month)?, digits(day)?);
    chrono::NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)?;
    Some(Date {
        year: i32::try_from(year).ok()?,
        month,
        day,
    })
}

/// `parse_time` without an offset: `13:45`, `13:45:30`, `13:45:30.123456`.
pub(crate) fn parse_time(text: &str) -> Option<Time> {
    let mut parts = text.splitn(3, ':');
    let (hour, minute) = (digits(parts.next()?)?, digits(parts.next()?)?);
    let (second, microsecond) = match parts.next() {
        None => (0, 0),
        Some(seconds) => match seconds.split_once(['.', ',']) {
            None => (digits(seconds)?, 0),
            Some((second, fraction)) => {
                let digits_given = fraction.len().min(6);
                let padded = format!("{:0<6}", fraction.get(..digits_given)?);
                (digits(second)?, padded.parse().ok()?)
            }
        },
    };
    let valid = hour < 24 && minute < 60 && second < 60;
    valid.then_some(Time {
        hour,
        minute,
        second,
        microsecond,
        tzinfo: None,
        fold: 0,
    })
}

/// `parse_datetime`, by Python's own `fromisoformat`.
pub(crate) fn parse_datetime(interpreter: &mut Interpreter, text: &str) -> PyResult<Option<Value>> {
    let module = interpreter.import_module("datetime")?;
    let class = module.get("datetime").unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![Value::str(text)]);
    match interpreter.call_method(&class, "fromisoformat", arguments) {
        Ok(moment) => Ok(Some(moment)),
        Err(error) if error.uncatchable => Err(error),
        Err(_) => Ok(None),
    }
}

/// `datetime(date.year, date.month, date.day)`.
pub(super) fn midnight(interpreter: &mut Interpreter, date: Date) -> PyResult<Value> {
    let module = interpreter.import_module("datetime")?;
    let class = module.get("datetime").unwrap_or(Value::None);
    let parts = [
        i64::from(date.year),
        i64::from(date.month),
        i64::from(date.day),
    ];
    interpreter.call(
        &class,
        Arguments::positional(parts.map(Value::Int).to_vec()),
    )
}

fn digits(text: &str) -> Option<u32> {
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}
