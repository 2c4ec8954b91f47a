//! Functions on text and blobs.

use super::{Answer, first};
use crate::database::affinity::{to_integer, to_text};
use crate::database::expression::{self, Scope, boolean};
use crate::database::{DatabaseError, SqlValue};

/// Longest text or blob that a function makes; SQLite's own limit is a thousand times that.
const MAXIMUM_LENGTH: usize = 1_000_000;

fn text(value: impl Into<std::rc::Rc<str>>) -> SqlValue {
    SqlValue::Text(value.into())
}

/// The text of each argument; `None` if one is NULL.
fn known(arguments: &[SqlValue]) -> Option<Vec<String>> {
    let is_known = |value: &SqlValue| *value != SqlValue::Null;
    arguments
        .iter()
        .all(is_known)
        .then(|| arguments.iter().map(to_text).collect())
}

pub fn length(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let length = match first(arguments) {
        SqlValue::Null => return Ok(SqlValue::Null),
        SqlValue::Blob(bytes) => bytes.len(),
        value => to_text(&value)
            .chars()
            .take_while(|character| *character != '\0')
            .count(),
    };
    Ok(SqlValue::Integer(i64::try_from(length).unwrap_or(i64::MAX)))
}

pub fn lower(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(known(arguments).map_or(SqlValue::Null, |texts| text(texts[0].to_ascii_lowercase())))
}

pub fn upper(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(known(arguments).map_or(SqlValue::Null, |texts| text(texts[0].to_ascii_uppercase())))
}

pub fn concat(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(text(arguments.iter().map(to_text).collect::<String>()))
}

pub fn trim(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(trimmed(arguments, true, true))
}

pub fn ltrim(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(trimmed(arguments, true, false))
}

pub fn rtrim(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    Ok(trimmed(arguments, false, true))
}

fn trimmed(arguments: &[SqlValue], start: bool, end: bool) -> SqlValue {
    let Some(texts) = known(arguments) else {
        return SqlValue::Null;
    };
    let unwanted = texts.get(1).map_or(" ", String::as_str);
    let mut rest = texts[0].as_str();
    if start {
        rest = rest.trim_start_matches(|character| unwanted.contains(character));
    }
    if end {
        rest = rest.trim_end_matches(|character| unwanted.contains(character));
    }
    text(rest)
}

pub fn replace(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let Some(texts) = known(arguments) else {
        return Ok(SqlValue::Null);
    };
    let [subject, from, to] = texts.as_slice() else {
        return Ok(SqlValue::Null);
    };
    if from.is_empty() {
        return Ok(text(subject.as_str()));
    }
    let growth = subject
        .matches(from.as_str())
        .count()
        .saturating_mul(to.len());
    if subject.len().saturating_add(growth) > MAXIMUM_LENGTH {
        return Err(too_big());
    }
    Ok(text(subject.replace(from.as_str(), to)))
}

fn too_big() -> DatabaseError {
    DatabaseError::operational("string or blob too big")
}

pub fn instr(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let Some(texts) = known(arguments) else {
        return Ok(SqlValue::Null);
    };
    let [subject, wanted] = texts.as_slice() else {
        return Ok(SqlValue::Null);
    };
    let place = subject.find(wanted.as_str()).map_or(0, |offset| {
        let before = subject.get(..offset).unwrap_or_default();
        before.chars().count() + 1
    });
    Ok(SqlValue::Integer(i64::try_from(place).unwrap_or(0)))
}

pub fn substr(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if arguments.contains(&SqlValue::Null) {
        return Ok(SqlValue::Null);
    }
    let start = arguments.get(1).map_or(1, to_integer);
    let length = arguments.get(2).map(to_integer);
    Ok(match first(arguments) {
        // To SQLite's C an empty blob is a null pointer.
        SqlValue::Blob(bytes) if bytes.is_empty() => SqlValue::Null,
        SqlValue::Blob(bytes) => {
            let (from, to) = range(bytes.len(), start, length);
            SqlValue::Blob(bytes.get(from..to).unwrap_or_default().into())
        }
        value => {
            let subject: Vec<char> = to_text(&value).chars().collect();
            let (from, to) = range(subject.len(), start, length);
            text(
                subject
                    .get(from..to)
                    .unwrap_or_default()
                    .iter()
                    .collect::<String>(),
            )
        }
    })
}

/// The half-open range that `substr` means: places count from 1, or from the end if negative; a
/// negative length takes what stands before.
fn range(total: usize, start: i64, length: Option<i64>) -> (usize, usize) {
    let total = i128::try_from(total).unwrap_or(i128::MAX);
    let start = i128::from(start);
    let mut from = match start {
        1.. => start - 1,
        0 => -1,
        _ => total + start,
    };
    let mut length = length.map_or(total + 1, i128::from);
    if start == 0 && length > total {
        length = total + 1;
    }
    let mut to = from + length;
    if length < 0 {
        (from, to) = (from + length, from);
        if start == 0 {
            to = 0;
        }
    }
    let bound = |place: i128| usize::try_from(place.clamp(0, total)).unwrap_or(0);
    (bound(from), bound(to).max(bound(from)))
}

pub fn hex(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let bytes = match first(arguments) {
        SqlValue::Blob(bytes) => bytes.to_vec(),
        value => to_text(&value).into_bytes(),
    };
    Ok(text(
        bytes
            .iter()
            .map(|byte| format!("{byte:02X}"))
            .collect::<String>(),
    ))
}

pub fn char(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let characters = arguments.iter().map(|value| {
        u32::try_from(to_integer(value))
            .ok()
            .and_then(char::from_u32)
            .unwrap_or('\u{fffd}')
    });
    Ok(text(characters.collect::<String>()))
}

pub fn unicode(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let point = to_text(&first(arguments))
        .chars()
        .next()
        .map(|character| i64::from(u32::from(character)));
    Ok(point.map_or(SqlValue::Null, SqlValue::Integer))
}

pub fn zeroblob(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let length = usize::try_from(to_integer(&first(arguments)).max(0)).unwrap_or(usize::MAX);
    if length > MAXIMUM_LENGTH {
        return Err(too_big());
    }
    Ok(SqlValue::Blob(vec![0; length].into()))
}

fn any_blob(arguments: &[SqlValue]) -> bool {
    arguments
        .iter()
        .any(|argument| matches!(argument, SqlValue::Blob(_)))
}

pub fn like(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if any_blob(arguments) {
        return Ok(boolean(Some(false)));
    }
    let Some(texts) = known(arguments) else {
        return Ok(SqlValue::Null);
    };
    let escape = texts.get(2).and_then(|escape| escape.chars().next());
    Ok(boolean(Some(expression::like(
        &texts[0], &texts[1], escape,
    ))))
}

pub fn glob(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    if any_blob(arguments) {
        return Ok(boolean(Some(false)));
    }
    let Some(texts) = known(arguments) else {
        return Ok(SqlValue::Null);
    };
    Ok(boolean(Some(expression::glob(&texts[0], &texts[1]))))
}

pub fn regexp_function(arguments: &[SqlValue], _: &Scope<'_>) -> Answer {
    let Some(texts) = known(arguments) else {
        return Ok(SqlValue::Null);
    };
    regexp(&texts[0], &texts[1]).map(|found| boolean(Some(found)))
}

/// Django registers `REGEXP` as Python's `re.search`; the patterns that both know are the same.
pub fn regexp(pattern: &str, text: &str) -> Result<bool, DatabaseError> {
    match regex::Regex::new(pattern) {
        Ok(regex) => Ok(regex.is_match(text)),
        Err(_) => Err(DatabaseError::operational(
            "user-defined function raised exception",
        )),
    }
}
