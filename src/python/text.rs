//! How numbers and strings are written and read in Python.

use num_bigint::BigInt;

/// `repr(float)`: the shortest digits that read back as the same number.
pub(super) fn float_repr(number: f64) -> String {
    if let Some(special) = special_float(number) {
        return special.to_owned();
    }
    let (negative, digits, exponent) = shortest(number);
    let sign = if negative { "-" } else { "" };
    if (-4..16).contains(&exponent) {
        return format!("{sign}{}", positional(&digits, exponent, true));
    }
    format!("{sign}{}", scientific(&digits, exponent))
}

/// `inf` and `nan`.
pub(super) fn special_float(number: f64) -> Option<&'static str> {
    if number.is_nan() {
        return Some("nan");
    }
    if number.is_infinite() {
        return Some(if number > 0.0 { "inf" } else { "-inf" });
    }
    None
}

/// Sign, digits without a point, and the decimal exponent of the first digit.
pub(super) fn shortest(number: f64) -> (bool, String, i32) {
    split_scientific(&format!("{number:e}"))
}

/// The same of a number already written in scientific notation.
pub(super) fn split_scientific(text: &str) -> (bool, String, i32) {
    let (negative, text) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    (
        negative,
        mantissa.replace('.', ""),
        exponent.parse().unwrap_or(0),
    )
}

/// Digits without exponent; `point` keeps a `.0`.
pub(super) fn positional(digits: &str, exponent: i32, point: bool) -> String {
    if exponent < 0 {
        return format!("0.{}{digits}", "0".repeat((-exponent - 1) as usize));
    }
    let whole = exponent as usize + 1;
    if digits.len() <= whole {
        let zeros = "0".repeat(whole - digits.len());
        return format!("{digits}{zeros}{}", if point { ".0" } else { "" });
    }
    format!("{}.{}", &digits[..whole], &digits[whole..])
}

/// Digits with an exponent of at least two digits.
pub(super) fn scientific(digits: &str, exponent: i32) -> String {
    let (first, rest) = digits.split_at(1.min(digits.len()));
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { '-' } else { '+' };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.abs())
}

/// The integer that a whole float is.
pub(super) fn float_to_bigint(number: f64) -> BigInt {
    if number.abs() < 9.0e18 {
        return BigInt::from(number as i64);
    }
    let bits = number.abs().to_bits();
    let exponent = (bits >> 52) as i64 - 1075;
    let mantissa = BigInt::from((bits & ((1 << 52) - 1)) | (1 << 52));
    let shift = u64::try_from(exponent).unwrap_or(0);
    let value = mantissa << shift;
    if number < 0.0 { -value } else { value }
}

/// `repr(str)`.
pub fn string_repr(text: &str) -> String {
    let quote = if text.contains('\'') && !text.contains('"') {
        '"'
    } else {
        '\''
    };
    let mut repr = String::with_capacity(text.len() + 2);
    repr.push(quote);
    for character in text.chars() {
        match character {
            '\\' => repr.push_str("\\\\"),
            '\n' => repr.push_str("\\n"),
            '\r' => repr.push_str("\\r"),
            '\t' => repr.push_str("\\t"),
            it if it == quote => {
                repr.push('\\');
                repr.push(it);
            }
            it if is_printable(it) => repr.push(it),
            it => repr.push_str(&escape(it)),
        }
    }
    repr.push(quote);
    repr
}

/// `ascii()` of what `repr()` gave.
pub(super) fn ascii(text: &str) -> String {
    text.chars()
        .map(|it| {
            if it.is_ascii() {
                it.to_string()
            } else {
                escape(it)
            }
        })
        .collect()
}

fn escape(character: char) -> String {
    match u32::from(character) {
        code @ 0..=0xff => format!("\\x{code:02x}"),
        code @ 0x100..=0xffff => format!("\\u{code:04x}"),
        code => format!("\\U{code:08x}"),
    }
}

/// `str.isprintable()` of one character.
pub(super) fn is_printable(character: char) -> bool {
    let code = u32::from(character);
    match code {
        0x20..=0x7e => true,
        0..=0xa0 | 0xad => false,
        _ if character.is_control() => false,
        // Separators, and what no font shows: format characters, surrogates, private use.
        0x1680 | 0x2000..=0x200f | 0x2028..=0x202f | 0x205f..=0x206f | 0x3000 | 0xfeff => false,
        0x600..=0x605 | 0x61c | 0x6dd | 0x70f | 0x890..=0x891 | 0x8e2 | 0x180e => false,
        0xe000..=0xf8ff | 0xfff0..=0xfffb | 0xfffe..=0xffff => false,
        0xe0000..=0xe00ff | 0xe01f0.. => false,
        _ => true,
    }
}

/// `repr(bytes)`.
pub(super) fn bytes_repr(bytes: &[u8]) -> String {
    let quote = if bytes.contains(&b'\'') && !bytes.contains(&b'"') {
        '"'
    } else {
        '\''
    };
    let mut repr = format!("b{quote}");
    for byte in bytes {
        match byte {
            b'\\' => repr.push_str("\\\\"),
            b'\n' => repr.push_str("\\n"),
            b'\r' => repr.push_str("\\r"),
            b'\t' => repr.push_str("\\t"),
            it if char::from(*it) == quote => {
                repr.push('\\');
                repr.push(quote);
            }
            0x20..=0x7e => repr.push(char::from(*byte)),
            it => repr.push_str(&format!("\\x{it:02x}")),
        }
    }
    repr.push(quote);
    repr
}

/// `float(str)`; `None` when it is no number.
pub(super) fn parse_float(text: &str) -> Option<f64> {
    let text = ascii_digits(text.trim());
    let lower = text.to_ascii_lowercase();
    let (sign, unsigned) = match lower.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, lower.strip_prefix('+').unwrap_or(&lower)),
    };
    match unsigned {
        "inf" | "infinity" => return Some(sign * f64::INFINITY),
        "nan" => return Some(f64::NAN),
        _ => {}
    }
    let digits = without_underscores(unsigned)?;
    if !digits.starts_with(|it: char| it.is_ascii_digit() || it == '.') {
        return None;
    }
    digits.parse::<f64>().ok().map(|number| sign * number)
}

/// `int(str, base)`; `None` when it is no number.
pub(super) fn parse_int(text: &str, base: u32) -> Option<BigInt> {
    let text = ascii_digits(text.trim());
    let text = text.as_str();
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    };
    let lower = unsigned.to_ascii_lowercase();
    let prefixed = match lower.get(..2) {
        Some("0x") => Some(16),
        Some("0o") => Some(8),
        Some("0b") => Some(2),
        _ => None,
    };
    let (digits, base) = match (prefixed, base) {
        (Some(prefix), 0) => (strip_first_underscore(&lower[2..]), prefix),
        (Some(prefix), base) if prefix == base => (strip_first_underscore(&lower[2..]), base),
        (None, 0)
            if lower.len() > 1
                && lower.starts_with('0')
                && !lower.trim_matches(['0', '_']).is_empty() =>
        {
            return None;
        }
        (None, 0) => (lower.as_str(), 10),
        (_, base) => (lower.as_str(), base),
    };
    let digits = without_underscores(digits)?;
    if !digits.chars().all(|it| it.is_digit(base)) {
        return None;
    }
    let number = BigInt::parse_bytes(digits.as_bytes(), base)?;
    Some(if negative { -number } else { number })
}

fn strip_first_underscore(text: &str) -> &str {
    text.strip_prefix('_').unwrap_or(text)
}

/// Underscores may stand between digits only.
fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    for (index, byte) in bytes.iter().enumerate() {
        if *byte == b'_' {
            let before = index.checked_sub(1).and_then(|at| bytes.get(at));
            let after = bytes.get(index + 1);
            if !before.is_some_and(u8::is_ascii_hexdigit)
                || !after.is_some_and(u8::is_ascii_hexdigit)
            {
                return None;
            }
        }
    }
    let digits = text.replace('_', "");
    (!digits.is_empty()).then_some(digits)
}

/// The value of a decimal digit of any script.
pub(super) fn decimal_digit(character: char) -> Option<u32> {
    /// Where the scripts have their zero; the other nine follow.
    const ZEROS: &[u32] = &[
        0x30, 0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66,
        0xde6, 0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90,
        0x1b50, 0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0,
        0xff10, 0x104a0, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6,
    ];
    let code = u32::from(character);
    let at = ZEROS.partition_point(|zero| *zero <= code).checked_sub(1)?;
    let value = code - ZEROS.get(at)?;
    (value < 10).then_some(value)
}

/// The text with the decimal digits of all scripts as those of ASCII.
pub(in crate::python) fn ascii_digits(text: &str) -> String {
    let digit = |it: char| decimal_digit(it).and_then(|value| char::from_digit(value, 10));
    text.chars().map(|it| digit(it).unwrap_or(it)).collect()
}

/// `hash()` of an integer of any size: its remainder by the prime 2**61 - 1.
pub(super) fn bigint_hash(number: &BigInt) -> i64 {
    let modulus = BigInt::from((1_i64 << 61) - 1);
    let hash = i64::try_from(number % modulus).unwrap_or_default();
    if hash == -1 { -2 } else { hash }
}

/// `hash()` of a float, which is that of the equal integer or fraction.
pub(super) fn float_hash(number: f64) -> i64 {
    if number.is_infinite() {
        return if number > 0.0 { 314_159 } else { -314_159 };
    }
    if number.is_nan() || number == 0.0 {
        return 0;
    }
    // The mantissa as an integer times a power of two, and two has the order 61.
    const MODULUS: i128 = (1 << 61) - 1;
    let bits = number.abs().to_bits();
    let exponent = (bits >> 52) as i64;
    let fraction = i128::from(bits & ((1 << 52) - 1));
    let (mantissa, power) = if exponent == 0 {
        (fraction, -1074)
    } else {
        (fraction | 1 << 52, exponent - 1075)
    };
    let shift = power.rem_euclid(61);
    let hash = ((mantissa % MODULUS) << shift) % MODULUS;
    let hash = hash as i64;
    let signed = if number < 0.0 { -hash } else { hash };
    if signed == -1 { -2 } else { signed }
}
