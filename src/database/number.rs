//! Numbers and text: how SQLite reads the one from the other.

mod extended;
pub mod print;
mod read;

use super::SqlValue;
use print::{Format, Layout};

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
    read::read(text)
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
    precise(15).print(real)
}

/// A REAL as `quote()` writes it: with more digits where fifteen are another number.
pub fn quoted_real(real: f64) -> String {
    let text = real_text(real);
    if real.is_infinite() || real_literal(&text) == real {
        return text;
    }
    let layout = Layout::Exponential;
    Format {
        layout,
        ..precise(20)
    }
    .print(real)
}

/// A REAL as `.dump` writes it.
pub fn dumped_real(real: f64) -> String {
    match real.is_infinite() {
        true if real > 0.0 => "1e999".to_owned(),
        true => "-1e999".to_owned(),
        false => match saturate(real) {
            whole if whole < i64::MAX && to_real(whole) == real => format!("{whole}.0"),
            _ => precise(20).print(real),
        },
    }
}

fn precise(precision: usize) -> Format {
    Format {
        layout: Layout::General,
        precision,
        alternate: false,
        precise: true,
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
    use super::{
        dumped_real, leading_integer, leading_number, quoted_real, real_literal, real_text,
        whole_number,
    };
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
    fn numbers_of_more_digits_are_written_so_that_they_can_be_read() {
        let check = |real: f64, quoted: &str, dumped: &str| {
            assert_eq!(quoted_real(real), quoted);
            assert_eq!(dumped_real(real), dumped);
        };
        check(0.1, "0.1", "0.10000000000000000555");
        check(
            0.1 + 0.2,
            "3.00000000000000044408e-01",
            "0.3000000000000000444",
        );
        check(
            9_007_199_254_740_992.0,
            "9.00719925474099199994e+15",
            "9007199254740992.0",
        );
        check(
            5e-324,
            "4.94065645841247e-324",
            "4.9406564584124654428e-324",
        );
        check(
            -9_223_372_036_854_775_808.0,
            "-9.2233720368547758078e+18",
            "-9223372036854775808.0",
        );
        check(f64::INFINITY, "Inf", "1e999");
    }

    #[test]
    fn reals_are_read_with_the_bits_of_a_long_double() {
        let check =
            |text: &str, real: f64| assert_eq!(real_literal(text).to_bits(), real.to_bits());
        check("0.1", 0.1);
        check("-12345678901234.56789", -12_345_678_901_234.568);
        check("1e400", f64::INFINITY);
        check("1e-400", 0.0);
        check("4.9e-324", 5e-324);
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
