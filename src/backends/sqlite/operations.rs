//! Values as SQLite literals, and scripts as statements (`DatabaseOperations`).

mod script;

pub use script::prepare_sql_script;

use crate::database::SqlValue;

/// A value as a literal that can stand in a statement.
pub fn quote_value(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "NULL".to_owned(),
        SqlValue::Integer(number) => number.to_string(),
        SqlValue::Real(number) => float_text(*number),
        SqlValue::Text(text) => format!("'{}'", text.replace('\'', "''")),
        SqlValue::Blob(bytes) => {
            let hex = bytes.iter().map(|byte| format!("{byte:02x}"));
            format!("X'{}'", hex.collect::<String>())
        }
    }
}

/// Python's `str(float)`: the shortest text that reads back as the same number.
fn float_text(number: f64) -> String {
    if !number.is_finite() {
        return if number.is_nan() {
            "nan"
        } else if number > 0.0 {
            "inf"
        } else {
            "-inf"
        }
        .to_owned();
    }
    let scientific = format!("{number:e}");
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    if (-4..16).contains(&exponent) {
        return format!("{number:?}");
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{mantissa}e{sign}{:02}", exponent.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn floats_are_written_as_python_does() {
        let cases = [
            (5.0, "5.0"),
            (0.1, "0.1"),
            (-0.0, "-0.0"),
            (1e16, "1e+16"),
            (123_456_789_012_345.6, "123456789012345.6"),
            (1e-5, "1e-05"),
            (0.000_1, "0.0001"),
            (1.5e300, "1.5e+300"),
        ];
        for (number, text) in cases {
            assert_eq!(quote_value(&SqlValue::Real(number)), text);
        }
    }

    #[test]
    fn text_and_bytes_are_quoted() {
        assert_eq!(quote_value(&SqlValue::Text("it's".into())), "'it''s'");
        assert_eq!(
            quote_value(&SqlValue::Blob([0, 255].as_slice().into())),
            "X'00ff'"
        );
        assert_eq!(quote_value(&SqlValue::Null), "NULL");
    }
}
