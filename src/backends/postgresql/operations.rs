//! Literals, and parts of dates (`DatabaseOperations`).

use crate::backends::sqlite;
use crate::database::SqlValue;

/// A value as psycopg writes it into a statement.
pub fn quote_value(value: &SqlValue, internal_type: &str, use_tz: bool) -> String {
    match (value, internal_type) {
        (SqlValue::Null, _) => "NULL".to_owned(),
        (SqlValue::Integer(truth), "BooleanField") => (*truth != 0).to_string(),
        (SqlValue::Integer(span), "DurationField") => {
            format!("'{}'::interval", interval_text(*span))
        }
        (SqlValue::Integer(_) | SqlValue::Real(_), _) => {
            number(sqlite::operations::quote_value(value))
        }
        (SqlValue::Text(text), "DecimalField") => number(text.to_string()),
        (SqlValue::Text(text), "DateTimeField") if use_tz => {
            format!("'{text}+00:00'::timestamptz")
        }
        (SqlValue::Text(text), _) => {
            let cast = match internal_type {
                "DateField" => "::date",
                "DateTimeField" => "::timestamp",
                "TimeField" => "::time",
                "UUIDField" => "::uuid",
                "JSONField" => "::jsonb",
                "IPAddressField" | "GenericIPAddressField" => "::inet",
                _ => "",
            };
            quote_text(text) + cast
        }
        (SqlValue::Blob(bytes), _) => {
            let hexadecimal = bytes.iter().map(|byte| format!("{byte:02x}"));
            format!("'\\x{}'::bytea", hexadecimal.collect::<String>())
        }
    }
}

/// A part of a date or moment (`date_extract_sql`, `datetime_extract_sql`), `sql` being in the right
/// time zone.
pub fn extract_sql(part: &str, sql: &str, has_time: bool) -> String {
    match part {
        "week_day" => format!("EXTRACT(DOW FROM {sql}) + 1"),
        "iso_week_day" => format!("EXTRACT(ISODOW FROM {sql})"),
        "iso_year" => format!("EXTRACT(ISOYEAR FROM {sql})"),
        // Without the fraction.
        "second" if has_time => format!("EXTRACT(SECOND FROM DATE_TRUNC('second', {sql}))"),
        _ => format!("EXTRACT({} FROM {sql})", part.to_uppercase()),
    }
}

/// A text in quotes. A backslash makes it a text with escapes, with a space in front, since it may
/// stand behind a name.
fn quote_text(text: &str) -> String {
    let quoted = text.replace('\'', "''");
    if quoted.contains('\\') {
        return format!(" E'{}'", quoted.replace('\\', "\\\\"));
    }
    format!("'{quoted}'")
}

/// A negative number has a space in front, lest two signs begin a comment.
fn number(text: String) -> String {
    if text.starts_with('-') {
        format!(" {text}")
    } else {
        text
    }
}

/// Days, then hours, minutes and seconds, as Python writes them but for the comma.
fn interval_text(microseconds: i64) -> String {
    let (days, rest) = (
        microseconds.div_euclid(86_400_000_000),
        microseconds.rem_euclid(86_400_000_000),
    );
    let (seconds, fraction) = (rest / 1_000_000, rest % 1_000_000);
    let days = match days {
        0 => String::new(),
        1 | -1 => format!("{days} day "),
        _ => format!("{days} days "),
    };
    let time = format!(
        "{}:{:02}:{:02}",
        seconds / 3600,
        seconds / 60 % 60,
        seconds % 60
    );
    match fraction {
        0 => days + &time,
        _ => format!("{days}{time}.{fraction:06}"),
    }
}
