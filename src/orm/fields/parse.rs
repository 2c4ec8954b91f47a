//! `django.utils.dateparse`: dates and times written as text.

use crate::orm::exceptions::raised_during;
use crate::python::stdlib::datetime::{Date, Time};
use crate::python::{Arguments, Interpreter, PyError, PyResult, Value};

/// What a text is as a date or a time.
pub(super) enum Parsed {
    /// It is one.
    Value(Value),
    /// It has another form.
    Malformed,
    /// It has the form, but there is no such date or time; the `ValueError` that says so.
    Impossible(Box<PyError>),
}

/// `parse_date`, `parse_time`, `parse_datetime`, by the name of the class in `datetime`: Python's
/// `fromisoformat`, which wants text, then Django's own more generous forms.
pub(super) fn parse(interpreter: &mut Interpreter, class: &str, value: &Value) -> PyResult<Parsed> {
    let refused = match from_iso_format(interpreter, class, value) {
        Ok(parsed) => return Ok(Parsed::Value(parsed)),
        Err(error) => value_error(error)?,
    };
    let Some(text) = value.as_str().and_then(|text| padded(text, class)) else {
        return Ok(Parsed::Malformed);
    };
    let parsed = match class {
        "date" => date_of_parts(interpreter, &text),
        _ => from_iso_format(interpreter, class, &Value::str(text)),
    };
    Ok(match parsed {
        Ok(parsed) => Parsed::Value(parsed),
        Err(error) => Parsed::Impossible(raised_during(value_error(error)?, &refused)),
    })
}

/// `datetime.date(year, month, day)`, which says what is wrong with them.
fn date_of_parts(interpreter: &mut Interpreter, text: &str) -> PyResult<Value> {
    let parts = text.split('-').filter_map(|part| part.parse().ok());
    let parts = Arguments::positional(parts.map(Value::Int).collect::<Vec<_>>());
    let module = Value::Module(interpreter.import_module("datetime")?);
    interpreter.call_method(&module, "date", parts)
}

/// `parse_date(value)`, `parse_time(value)` or `parse_datetime(value)`, by the name of the class;
/// `None` for a text of another form.
///
/// # Errors
///
/// `ValueError` for a text of the form that says what there is not.
pub(crate) fn parse_text(
    interpreter: &mut Interpreter,
    class: &str,
    value: &Value,
) -> PyResult<Value> {
    match parse(interpreter, class, value)? {
        Parsed::Value(value) => Ok(value),
        Parsed::Malformed => Ok(Value::None),
        Parsed::Impossible(error) => Err(error),
    }
}

/// A date as the database holds it, `2025-01-31`: `parse_date` for what a field has written.
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

/// A time as the database holds it, without an offset: `13:45`, `13:45:30`, `13:45:30.123456`.
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

fn from_iso_format(interpreter: &mut Interpreter, class: &str, value: &Value) -> PyResult<Value> {
    let module = interpreter.import_module("datetime")?;
    let class = module.get(class).unwrap_or(Value::None);
    let arguments = Arguments::positional(vec![value.clone()]);
    interpreter.call_method(&class, "fromisoformat", arguments)
}

/// The error when it is a `ValueError`; any other goes on.
fn value_error(error: Box<PyError>) -> PyResult<Box<PyError>> {
    if !error.uncatchable && *error.class_name() == *"ValueError" {
        Ok(error)
    } else {
        Err(error)
    }
}

/// A text of Django's form in Python's: numbers of one digit get a second, seconds six decimals.
fn padded(text: &str, class: &str) -> Option<String> {
    let (date, time) = match class {
        "date" => (Some(text), None),
        "time" => (None, Some(text)),
        _ => {
            let (date, time) = text.split_once(['T', ' '])?;
            (Some(date), Some(time))
        }
    };
    let mut padded = String::new();
    if let Some(date) = date {
        let (year, rest) = date.split_once('-')?;
        let (month, day) = rest.split_once('-')?;
        let year = number(year, 4..=4)?;
        padded = format!(
            "{year:04}-{:02}-{:02}",
            number(month, 1..=2)?,
            number(day, 1..=2)?
        );
    }
    if let Some(time) = time {
        let zone = time.find(['Z', '+', '-']).filter(|_| class == "datetime");
        let (time, zone) = time.split_at(zone.unwrap_or(time.len()));
        let separator = if padded.is_empty() { "" } else { " " };
        padded.push_str(&format!(
            "{separator}{}{zone}",
            padded_time(time.trim_end())?
        ));
    }
    Some(padded)
}

fn padded_time(time: &str) -> Option<String> {
    let (hour, rest) = time.split_once(':')?;
    let (minute, seconds) = rest.split_once(':').unwrap_or((rest, "0"));
    let (second, fraction) = seconds.split_once(['.', ',']).unwrap_or((seconds, "0"));
    number(fraction, 1..=12)?;
    let [hour, minute, second] = [hour, minute, second].map(|part| number(part, 1..=2));
    let decimals = fraction.get(..fraction.len().min(6))?;
    Some(format!(
        "{:02}:{:02}:{:02}.{decimals:0<6}",
        hour?, minute?, second?
    ))
}

fn number(text: &str, length: std::ops::RangeInclusive<usize>) -> Option<u64> {
    let digits = length.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    digits.then(|| text.parse().ok()).flatten()
}

fn digits(text: &str) -> Option<u32> {
    let all_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    all_digits.then(|| text.parse().ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn django_takes_numbers_of_one_digit() {
        let cases = [
            ("date", "2025-1-3", Some("2025-01-03")),
            ("date", "2025-1", None),
            ("time", "7:05", Some("07:05:00.000000")),
            ("time", "7:05:3,25", Some("07:05:03.250000")),
            ("time", "7:05+01:00", None),
            (
                "datetime",
                "2025-1-3 7:05 +01:00",
                Some("2025-01-03 07:05:00.000000+01:00"),
            ),
            ("datetime", "2025-1-3", None),
        ];
        for (class, text, expected) in cases {
            assert_eq!(padded(text, class).as_deref(), expected, "{class} {text}");
        }
    }
}
