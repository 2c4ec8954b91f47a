//! A decimal number: what it is, how it is read and written.

use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};

/// No power of ten above this is computed with.
pub(super) const MOST_DIGITS: i64 = 100_000;

/// `decimal.Decimal`: `(-1)^negative * digits * 10^exponent`.
#[derive(Clone, Debug)]
pub struct Decimal {
    /// The sign, which zero has too.
    pub negative: bool,
    /// What kind of number it is.
    pub kind: DecimalKind,
}

/// A finite number or one of Python's special values.
#[derive(Clone, Debug)]
pub enum DecimalKind {
    /// `digits * 10^exponent`.
    Finite {
        /// The coefficient.
        digits: BigUint,
        /// The power of ten.
        exponent: i64,
    },
    /// `Infinity`.
    Infinity,
    /// `NaN` with the digits of its payload, and `sNaN`.
    NaN {
        /// Whether it is `sNaN`.
        signals: bool,
        /// The payload; zero for none.
        payload: BigUint,
    },
}

use DecimalKind::{Finite, Infinity, NaN};

pub(super) fn power_of_ten(exponent: i64) -> BigUint {
    let exponent = exponent.clamp(0, 2 * MOST_DIGITS);
    BigUint::from(10_u32).pow(u32::try_from(exponent).unwrap_or(0))
}

/// How many digits a coefficient has; zero has one.
pub(super) fn digit_count(digits: &BigUint) -> i64 {
    let bits = digits.bits();
    if bits == 0 {
        return 1;
    }
    // At most one less than the right count.
    let least = ((bits - 1) as f64 * std::f64::consts::LOG10_2) as i64;
    if bits < 60 {
        return digits.to_string().len() as i64;
    }
    if *digits >= power_of_ten(least + 1) {
        least + 2
    } else if *digits >= power_of_ten(least) {
        least + 1
    } else {
        least
    }
}

impl Decimal {
    /// A finite number.
    pub fn finite(negative: bool, digits: BigUint, exponent: i64) -> Self {
        Self {
            negative,
            kind: Finite { digits, exponent },
        }
    }

    pub(super) fn integer(number: i64) -> Self {
        Self::finite(number < 0, number.unsigned_abs().into(), 0)
    }

    pub(super) fn infinity(negative: bool) -> Self {
        Self {
            negative,
            kind: Infinity,
        }
    }

    pub(super) fn nan() -> Self {
        Self {
            negative: false,
            kind: NaN {
                signals: false,
                payload: BigUint::ZERO,
            },
        }
    }

    pub(super) fn with_sign(&self, negative: bool) -> Self {
        Self {
            negative,
            kind: self.kind.clone(),
        }
    }

    /// Reads a number as `Decimal(text)` does.
    pub fn parse(text: &str) -> Option<Self> {
        let text = crate::python::text::ascii_digits(text.trim()).replace('_', "");
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let lower = body.to_ascii_lowercase();
        if matches!(lower.as_str(), "inf" | "infinity") {
            return Some(Self::infinity(negative));
        }
        let nan = lower.strip_prefix("nan").map(|rest| (false, rest));
        let nan = nan.or(lower.strip_prefix("snan").map(|rest| (true, rest)));
        if let Some((signals, payload)) = nan {
            if !payload.bytes().all(|it| it.is_ascii_digit()) {
                return None;
            }
            let payload = BigUint::parse_bytes(payload.as_bytes(), 10).unwrap_or_default();
            return Some(Self {
                negative,
                kind: NaN { signals, payload },
            });
        }
        let (mantissa, exponent) = match lower.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, read_exponent(exponent)?),
            None => (lower.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        Some(Self::finite(
            negative,
            BigUint::parse_bytes(digits.as_bytes(), 10)?,
            exponent - fraction.len() as i64,
        ))
    }

    /// The exact value of a float.
    pub(super) fn from_float(number: f64) -> Self {
        let negative = number.is_sign_negative();
        if number.is_nan() {
            return Self {
                negative,
                ..Self::nan()
            };
        }
        if number.is_infinite() {
            return Self::infinity(negative);
        }
        // A float is an integer times a power of two, which a power of five makes a power of ten.
        let text = format!("{:.1100}", number.abs());
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = format!("{whole}{fraction}");
        let digits = BigUint::parse_bytes(digits.as_bytes(), 10).unwrap_or_default();
        Self::finite(negative, digits, -(fraction.len() as i64))
    }

    pub(super) fn is_zero(&self) -> bool {
        matches!(&self.kind, Finite { digits, .. } if *digits == BigUint::ZERO)
    }

    pub(super) fn is_nan(&self) -> bool {
        matches!(self.kind, NaN { .. })
    }

    pub(super) fn is_signaling(&self) -> bool {
        matches!(self.kind, NaN { signals: true, .. })
    }

    pub(super) fn is_infinite(&self) -> bool {
        matches!(self.kind, Infinity)
    }

    pub(super) fn is_finite(&self) -> bool {
        matches!(self.kind, Finite { .. })
    }

    /// Coefficient and exponent of a finite number.
    pub(super) fn parts(&self) -> Option<(&BigUint, i64)> {
        match &self.kind {
            Finite { digits, exponent } => Some((digits, *exponent)),
            _ => None,
        }
    }

    /// The signed coefficient.
    pub(super) fn signed(&self) -> BigInt {
        let sign = if self.negative {
            Sign::Minus
        } else {
            Sign::Plus
        };
        match &self.kind {
            Finite { digits, .. } => BigInt::from_biguint(sign, digits.clone()),
            _ => BigInt::ZERO,
        }
    }

    /// The exponent of the first digit.
    pub(super) fn adjusted(&self) -> i64 {
        match &self.kind {
            Finite { digits, exponent } => exponent + digit_count(digits) - 1,
            _ => 0,
        }
    }

    /// The whole number that it is.
    pub(super) fn as_integer(&self) -> Option<BigInt> {
        let (digits, exponent) = self.parts()?;
        if exponent >= 0 {
            if *digits != BigUint::ZERO && exponent > MOST_DIGITS {
                return None;
            }
            return Some(self.signed() * BigInt::from(power_of_ten(exponent)));
        }
        if *digits == BigUint::ZERO {
            return Some(BigInt::ZERO);
        }
        if -exponent >= digit_count(digits) {
            return None;
        }
        let scale = BigInt::from(power_of_ten(-exponent));
        let number = self.signed();
        (&number % &scale == BigInt::ZERO).then(|| number / scale)
    }

    /// The order of numbers that are none of them `NaN`.
    pub(super) fn compare_to(&self, other: &Self) -> Option<Ordering> {
        if self.is_nan() || other.is_nan() {
            return None;
        }
        let rank = |it: &Self| match (it.is_zero(), it.negative) {
            (true, _) => 0,
            (false, true) => -1,
            (false, false) => 1,
        };
        let (one, two) = (rank(self), rank(other));
        if one != two || one == 0 {
            return Some(one.cmp(&two));
        }
        let order = match (self.parts(), other.parts()) {
            (None, None) => Ordering::Equal,
            (None, _) => Ordering::Greater,
            (_, None) => Ordering::Less,
            (Some((first, first_exponent)), Some((second, second_exponent))) => {
                match self.adjusted().cmp(&other.adjusted()) {
                    Ordering::Equal => {
                        let least = first_exponent.min(second_exponent);
                        let first = first * power_of_ten(first_exponent - least);
                        first.cmp(&(second * power_of_ten(second_exponent - least)))
                    }
                    order => order,
                }
            }
        };
        Some(if self.negative {
            order.reverse()
        } else {
            order
        })
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The text with an exponent that is a multiple of three, if `engineering`.
    pub(super) fn written(&self, engineering: bool, capitals: bool) -> String {
        let sign = if self.negative { "-" } else { "" };
        let (digits, exponent) = match &self.kind {
            Infinity => return format!("{sign}Infinity"),
            NaN { signals, payload } => {
                let kind = if *signals { "sNaN" } else { "NaN" };
                let payload = if *payload == BigUint::ZERO {
                    String::new()
                } else {
                    payload.to_string()
                };
                return format!("{sign}{kind}{payload}");
            }
            Finite { digits, exponent } => (digits.to_string(), *exponent),
        };
        let left = digits.len() as i64 + exponent;
        let point = if exponent <= 0 && left > -6 {
            left
        } else if !engineering {
            1
        } else if digits == "0" {
            (left + 1).rem_euclid(3) - 1
        } else {
            (left - 1).rem_euclid(3) + 1
        };
        let count = digits.len() as i64;
        let body = if point <= 0 {
            format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
        } else if point >= count {
            format!("{digits}{}", "0".repeat((point - count) as usize))
        } else {
            let (whole, fraction) = digits.split_at(point as usize);
            format!("{whole}.{fraction}")
        };
        let rest = left - point;
        let letter = if capitals { 'E' } else { 'e' };
        let suffix = if rest == 0 {
            String::new()
        } else {
            format!("{letter}{rest:+}")
        };
        format!("{sign}{body}{suffix}")
    }
}

/// An exponent, which may be far beyond what a number can have.
fn read_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|it| it.is_ascii_digit()) {
        return None;
    }
    let far = 4_000_000_000_000_000_000;
    let size = digits.parse::<i64>().map_or(far, |it| it.min(far));
    Some(if text.starts_with('-') { -size } else { size })
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.written(false, true))
    }
}
