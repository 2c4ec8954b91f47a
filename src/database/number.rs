//! Numbers and text: how SQLite reads the one from the other.

use super::SqlValue;

/// The value of an integer literal; one that does not fit is a REAL.
pub fn integer_literal(text: &str) -> SqlValue {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text),
    };
    if let Some(hexadecimal) = digits
        .strip_prefix("0x")
        .or_else(|| digits.strip_prefix("0X"))
    {
        let bits = u64::from_str_radix(hexadecimal, 16).unwrap_or(u64::MAX);
        return SqlValue::Integer(i64::from_ne_bytes(bits.to_ne_bytes()).wrapping_mul(sign));
    }
    match text.parse() {
        Ok(integer) => SqlValue::Integer(integer),
        Err(_) => SqlValue::Real(real_literal(text)),
    }
}

/// The value of a literal with a point or an exponent.
pub fn real_literal(text: &str) -> f64 {
    text.parse().unwrap_or(0.0)
}

/// The number that a text is, if it is one from end to end.
pub fn whole_number(text: &str) -> Option<SqlValue> {
    let trimmed = text.trim_matches(is_space);
    let (length, is_integer) = number_prefix(trimmed);
    (length > 0 && length == trimmed.len()).then(|| parse_prefix(trimmed, is_integer))
}

/// The number that a text begins with; 0 if none.
pub fn leading_number(text: &str) -> SqlValue {
    let trimmed = text.trim_start_matches(is_space);
    let (length, is_integer) = number_prefix(trimmed);
    match trimmed.get(..length) {
        Some(prefix) if length > 0 => parse_prefix(prefix, is_integer),
        _ => SqlValue::Integer(0),
    }
}

/// The integer that a text begins with, without exponent or fraction; it saturates.
pub fn leading_integer(text: &str) -> i64 {
    let trimmed = text.trim_start_matches(is_space);
    let sign = usize::from(trimmed.starts_with(['-', '+']));
    let digits = trimmed
        .bytes()
        .skip(sign)
        .take_while(u8::is_ascii_digit)
        .count();
    let prefix = trimmed.get(..sign + digits).unwrap_or_default();
    if digits == 0 {
        return 0;
    }
    let saturated = if prefix.starts_with('-') {
        i64::MIN
    } else {
        i64::MAX
    };
    prefix.parse().unwrap_or(saturated)
}

/// A REAL as an integer, if it is one exactly.
pub fn exact_integer(real: f64) -> Option<i64> {
    let integer = saturate(real);
    #[expect(
        clippy::cast_precision_loss,
        reason = "the comparison detects the loss"
    )]
    let back = integer as f64;
    (back == real && integer > i64::MIN && integer < i64::MAX).then_some(integer)
}

/// A REAL cut to an integer, at the ends of the range if it lies beyond.
#[expect(
    clippy::cast_possible_truncation,
    reason = "the cast saturates, as SQLite's does"
)]
pub fn saturate(real: f64) -> i64 {
    real as i64
}

/// An integer as the nearest REAL.
#[expect(clippy::cast_precision_loss, reason = "SQLite rounds likewise")]
pub fn to_real(integer: i64) -> f64 {
    integer as f64
}

/// A REAL as SQLite writes it: fifteen significant digits and always a point.
pub fn real_text(real: f64) -> String {
    if real.is_infinite() {
        return if real > 0.0 {
            "Inf".to_owned()
        } else {
            "-Inf".to_owned()
        };
    }
    if real == 0.0 {
        return "0.0".to_owned();
    }
    general(real, 15, true)
}

/// C's `%.<precision>g`; `keep_point` writes `1.0` for `1`.
pub fn general(real: f64, precision: usize, keep_point: bool) -> String {
    let precision = precision.max(1);
    let scientific = format!("{:.*e}", precision - 1, real);
    let (mantissa, exponent) = scientific.split_once('e').unwrap_or((&scientific, "0"));
    let exponent: i32 = exponent.parse().unwrap_or(0);
    let limit = i32::try_from(precision).unwrap_or(i32::MAX);
    if exponent < -4 || exponent >= limit {
        let sign = if exponent < 0 { '-' } else { '+' };
        let mantissa = trim_zeros(mantissa, keep_point);
        return format!("{mantissa}e{sign}{:02}", exponent.unsigned_abs());
    }
    let decimals = usize::try_from(limit - 1 - exponent).unwrap_or(0);
    trim_zeros(&format!("{real:.decimals$}"), keep_point)
}

fn trim_zeros(text: &str, keep_point: bool) -> String {
    if !text.contains('.') {
        return if keep_point {
            format!("{text}.0")
        } else {
            text.to_owned()
        };
    }
    let trimmed = text.trim_end_matches('0');
    match trimmed.strip_suffix('.') {
        Some(_) if keep_point => format!("{trimmed}0"),
        Some(integer) => integer.to_owned(),
        None => trimmed.to_owned(),
    }
}

fn is_space(character: char) -> bool {
    matches!(character, ' ' | '\t' | '\n' | '\r' | '\x0b' | '\x0c')
}

/// How many bytes at the start spell a number, and whether it is an integer.
fn number_prefix(text: &str) -> (usize, bool) {
    let bytes = text.as_bytes();
    let digits = |start: usize| {
        bytes
            .get(start..)
            .unwrap_or_default()
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let sign = usize::from(matches!(bytes.first(), Some(b'-' | b'+')));
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut is_integer = true;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        if whole + fraction > 0 {
            end += 1 + fraction;
            is_integer = false;
        }
    }
    if whole + fraction == 0 {
        return (0, false);
    }
    if matches!(bytes.get(end), Some(b'e' | b'E')) {
        let exponent_sign = usize::from(matches!(bytes.get(end + 1), Some(b'-' | b'+')));
        let exponent = digits(end + 1 + exponent_sign);
        if exponent > 0 {
            end += 1 + exponent_sign + exponent;
            is_integer = false;
        }
    }
    (end, is_integer)
}

fn parse_prefix(text: &str, is_integer: bool) -> SqlValue {
    if is_integer && let Ok(integer) = text.parse() {
        return SqlValue::Integer(integer);
    }
    SqlValue::Real(real_literal(text))
}

#[cfg(test)]
mod tests {
    use super::{leading_integer, leading_number, real_text, whole_number};
    use crate::database::SqlValue;

    #[test]
    fn reals_are_written_with_fifteen_digits() {
        let check = |real: f64, text: &str| assert_eq!(real_text(real), text);
        check(1e15, "1.0e+15");
        check(1e14, "100000000000000.0");
        check(100.0, "100.0");
        check(0.1 + 0.2, "0.3");
        check(1.0 / 3.0, "0.333333333333333");
        check(1e-5, "1.0e-05");
        check(1.234_567_890_123_456_8e17, "1.23456789012346e+17");
    }

    #[test]
    fn texts_are_read_as_sqlite_reads_them() {
        assert_eq!(whole_number(" 12 "), Some(SqlValue::Integer(12)));
        assert_eq!(whole_number("1e3"), Some(SqlValue::Real(1000.0)));
        assert_eq!(whole_number("12abc"), None);
        assert_eq!(whole_number("."), None);
        assert_eq!(leading_number("12.5abc"), SqlValue::Real(12.5));
        assert_eq!(leading_integer("1e3"), 1);
        assert_eq!(leading_integer("9223372036854775808"), i64::MAX);
    }
}
