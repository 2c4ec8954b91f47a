//! Literals, and parts of dates (`DatabaseOperations`).

use std::fmt::Write;

use crate::backends::sqlite;
use crate::database::SqlValue;

/// A value as mysqlclient writes it and Django puts it into a statement: for some types that is
/// Python's `repr()` of the bytes that mysqlclient answers.
pub fn quote_value(value: &SqlValue, internal_type: &str) -> String {
    match (value, internal_type) {
        (SqlValue::Null, _) => "b'NULL'".to_owned(),
        (SqlValue::Integer(truth), "BooleanField") => format!("b'{}'", i64::from(*truth != 0)),
        (SqlValue::Integer(number), _) => number.to_string(),
        (SqlValue::Real(_), _) => {
            let text = sqlite::operations::quote_value(value);
            let text = text.strip_suffix(".0").unwrap_or(&text);
            match text.contains('e') {
                true => text.to_owned(),
                false => format!("{text}e0"),
            }
        }
        (SqlValue::Text(text), "DecimalField") => text.to_string(),
        (SqlValue::Text(text), "TimeField") if !text.contains('.') => format!("'{text}.000000'"),
        (SqlValue::Text(text), _) => {
            let escaped = escape(text.as_bytes());
            format!("'{}'", String::from_utf8_lossy(&escaped))
        }
        (SqlValue::Blob(bytes), _) => bytes_repr(&[b"'", escape(bytes).as_slice(), b"'"].concat()),
    }
}

/// A part of a date or moment (`date_extract_sql`), `sql` being in the right time zone.
pub fn extract_sql(part: &str, sql: &str) -> String {
    match part {
        "week_day" => format!("DAYOFWEEK({sql})"),
        "iso_week_day" => format!("WEEKDAY({sql}) + 1"),
        "week" => format!("WEEK({sql}, 3)"),
        "iso_year" => format!("TRUNCATE(YEARWEEK({sql}, 3), -2) / 100"),
        _ => format!("EXTRACT({} FROM {sql})", part.to_uppercase()),
    }
}

/// The start of the year, month, … as the format that `DATE_FORMAT` takes, and the type of the
/// answer; `None` for what takes more than a format.
pub fn trunc_format(kind: &str, output: &str) -> Option<(&'static str, &'static str)> {
    Some(match (output, kind) {
        ("DateTimeField", "year") => ("%Y-01-01 00:00:00", "DATETIME"),
        ("DateTimeField", "month") => ("%Y-%m-01 00:00:00", "DATETIME"),
        ("DateTimeField", "day") => ("%Y-%m-%d 00:00:00", "DATETIME"),
        ("DateTimeField", "hour") => ("%Y-%m-%d %H:00:00", "DATETIME"),
        ("DateTimeField", "minute") => ("%Y-%m-%d %H:%i:00", "DATETIME"),
        ("DateTimeField", "second") => ("%Y-%m-%d %H:%i:%s", "DATETIME"),
        ("DateField", "year") => ("%Y-01-01", "DATE"),
        ("DateField", "month") => ("%Y-%m-01", "DATE"),
        ("TimeField", "hour") => ("%H:00:00", "TIME"),
        ("TimeField", "minute") => ("%H:%i:00", "TIME"),
        ("TimeField", "second") => ("%H:%i:%s", "TIME"),
        _ => return None,
    })
}

/// `mysql_real_escape_string`.
fn escape(text: &[u8]) -> Vec<u8> {
    let mut escaped = Vec::with_capacity(text.len());
    for byte in text {
        let letter = match byte {
            0 => b'0',
            b'\n' => b'n',
            b'\r' => b'r',
            0x1a => b'Z',
            b'\\' | b'\'' | b'"' => *byte,
            _ => {
                escaped.push(*byte);
                continue;
            }
        };
        escaped.extend([b'\\', letter]);
    }
    escaped
}

/// Python's `repr(bytes)`.
fn bytes_repr(bytes: &[u8]) -> String {
    let quote = match bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        true => '"',
        false => '\'',
    };
    let mut text = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\t' => text.push_str("\\t"),
            b'\n' => text.push_str("\\n"),
            b'\r' => text.push_str("\\r"),
            b'\\' => text.push_str("\\\\"),
            b'\'' if quote == '\'' => text.push_str("\\'"),
            0x20..=0x7e => text.push(char::from(*byte)),
            // Writing to a String never fails.
            _ => drop(write!(text, "\\x{byte:02x}")),
        }
    }
    text.push(quote);
    text
}

#[cfg(test)]
mod tests {
    use super::quote_value;
    use crate::database::SqlValue;

    #[test]
    fn bytes_are_shown_as_python_shows_them() {
        let check = |bytes: &[u8], expected| {
            assert_eq!(quote_value(&SqlValue::Blob(bytes.into()), ""), expected);
        };
        check(b"\x00\xffab'", "b\"'\\\\0\\xffab\\\\''\"");
        check(b"a\"", "b'\\'a\\\\\"\\''");
    }
}
