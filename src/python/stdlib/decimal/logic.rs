//! Operations on digits: shifting, rotating, and logic on digits that are zero or one.

use num_bigint::BigUint;

use super::number::{Decimal, MOST_DIGITS, digit_count, power_of_ten};
use super::work::Work;

impl Work {
    /// The digits of a number that is made of zeros and ones, last first.
    fn logical(&self, number: &Decimal) -> Option<Vec<bool>> {
        let (digits, exponent) = number.parts()?;
        if number.negative || exponent != 0 || self.settings.precision > MOST_DIGITS {
            return None;
        }
        let text = digits.to_string();
        if !text.bytes().all(|it| matches!(it, b'0' | b'1')) {
            return None;
        }
        let most = usize::try_from(self.settings.precision).unwrap_or(0);
        let mut bits: Vec<bool> = text.bytes().rev().map(|it| it == b'1').collect();
        bits.resize(most.max(1), false);
        bits.truncate(most.max(1));
        Some(bits)
    }

    fn of_bits(bits: impl DoubleEndedIterator<Item = bool>) -> Decimal {
        let text: String = bits.rev().map(|it| if it { '1' } else { '0' }).collect();
        let digits = BigUint::parse_bytes(text.as_bytes(), 10).unwrap_or_default();
        Decimal::finite(false, digits, 0)
    }

    fn of_both(
        &mut self,
        one: &Decimal,
        other: &Decimal,
        operator: fn(bool, bool) -> bool,
    ) -> Decimal {
        match (self.logical(one), self.logical(other)) {
            (Some(one), Some(other)) => {
                let bits = one.into_iter().zip(other);
                let bits: Vec<bool> = bits.map(|(one, other)| operator(one, other)).collect();
                Self::of_bits(bits.into_iter())
            }
            _ => self.invalid("InvalidOperation"),
        }
    }

    pub fn logical_and(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.of_both(one, other, |one, other| one && other)
    }

    pub fn logical_or(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.of_both(one, other, |one, other| one || other)
    }

    pub fn logical_xor(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.of_both(one, other, |one, other| one != other)
    }

    pub fn logical_invert(&mut self, number: &Decimal) -> Decimal {
        match self.logical(number) {
            Some(bits) => Self::of_bits(bits.into_iter().map(|it| !it)),
            None => self.invalid("InvalidOperation"),
        }
    }

    /// By how many places to shift, which must be no more than there are.
    fn places(&self, by: &Decimal) -> Option<i64> {
        let (_, exponent) = by.parts()?;
        let places = i64::try_from(by.signed()).ok()?;
        let fits = exponent == 0 && places.abs() <= self.settings.precision;
        (fits && self.settings.precision <= MOST_DIGITS).then_some(places)
    }

    pub fn shift(&mut self, number: &Decimal, by: &Decimal) -> Decimal {
        self.moved(number, by, false)
    }

    pub fn rotate(&mut self, number: &Decimal, by: &Decimal) -> Decimal {
        self.moved(number, by, true)
    }

    fn moved(&mut self, number: &Decimal, by: &Decimal, rotates: bool) -> Decimal {
        if let Some(nan) = self.nan_of(&[number, by]) {
            return nan;
        }
        let Some(places) = self.places(by) else {
            return self.invalid("InvalidOperation");
        };
        let Some((digits, exponent)) = number.parts() else {
            return number.clone();
        };
        let precision = self.settings.precision;
        let whole = power_of_ten(precision);
        let digits = if digit_count(digits) > precision {
            digits % &whole
        } else {
            digits.clone()
        };
        let moved = if rotates {
            let left = places.rem_euclid(precision);
            let unit = power_of_ten(precision - left);
            (&digits % &unit) * power_of_ten(left) + &digits / &unit
        } else if places < 0 {
            digits / power_of_ten(-places)
        } else {
            digits * power_of_ten(places) % whole
        };
        Decimal::finite(number.negative, moved, exponent)
    }
}
