//! A calculation in a context: how results are rounded, and what is signaled on the way.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::number::{Decimal, DecimalKind, MOST_DIGITS, digit_count, power_of_ten};

use DecimalKind::{Finite, NaN};

/// The ways of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rounding {
    HalfEven,
    HalfUp,
    HalfDown,
    Up,
    Down,
    Ceiling,
    Floor,
    ZeroFiveUp,
}

pub(super) const ROUNDINGS: &[(&str, Rounding)] = &[
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_05UP", Rounding::ZeroFiveUp),
];

/// The signals, each one bit: the place in this list.
pub(super) const SIGNALS: &[&str] = &[
    "InvalidOperation",
    "FloatOperation",
    "DivisionByZero",
    "Overflow",
    "Underflow",
    "Subnormal",
    "Inexact",
    "Rounded",
    "Clamped",
];

pub(super) const INVALID: u32 = 1;
pub(super) const FLOAT: u32 = 1 << 1;
pub(super) const BY_ZERO: u32 = 1 << 2;
pub(super) const OVERFLOW: u32 = 1 << 3;
pub(super) const UNDERFLOW: u32 = 1 << 4;
pub(super) const SUBNORMAL: u32 = 1 << 5;
pub(super) const INEXACT: u32 = 1 << 6;
pub(super) const ROUNDED: u32 = 1 << 7;
pub(super) const CLAMPED: u32 = 1 << 8;

/// What a context prescribes.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Settings {
    pub precision: i64,
    pub rounding: Rounding,
    pub least: i64,
    pub most: i64,
    pub capitals: bool,
    pub clamp: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            precision: 28,
            rounding: Rounding::HalfEven,
            least: -999_999,
            most: 999_999,
            capitals: true,
            clamp: false,
        }
    }
}

impl Settings {
    pub fn tiny(&self) -> i64 {
        self.least - self.precision + 1
    }

    pub fn top(&self) -> i64 {
        self.most - self.precision + 1
    }
}

/// One calculation.
pub(super) struct Work {
    pub settings: Settings,
    pub raised: u32,
    /// What kind of invalid operation it was.
    pub condition: &'static str,
    /// A result would be longer than what is computed with.
    pub too_long: bool,
}

impl Work {
    pub fn new(settings: &Settings) -> Self {
        Self {
            settings: settings.clone(),
            raised: 0,
            condition: "InvalidOperation",
            too_long: false,
        }
    }

    pub fn signal(&mut self, signals: u32) {
        self.raised |= signals;
    }

    pub fn invalid(&mut self, condition: &'static str) -> Decimal {
        self.raised |= INVALID;
        self.condition = condition;
        Decimal::nan()
    }

    /// The answer when an operand is no number.
    pub fn nan_of(&mut self, operands: &[&Decimal]) -> Option<Decimal> {
        let signaling = operands.iter().find(|it| it.is_signaling());
        let found = signaling.or_else(|| operands.iter().find(|it| it.is_nan()))?;
        if signaling.is_some() {
            self.invalid("InvalidOperation");
        }
        Some(self.quieted(found))
    }

    /// A NaN with as much of its payload as the context has room for.
    pub fn quieted(&self, nan: &Decimal) -> Decimal {
        let NaN { payload, .. } = &nan.kind else {
            return nan.clone();
        };
        let room = self.settings.precision - i64::from(self.settings.clamp);
        let payload = if digit_count(payload) > room {
            payload % power_of_ten(room)
        } else {
            payload.clone()
        };
        Decimal {
            negative: nan.negative,
            kind: NaN {
                signals: false,
                payload,
            },
        }
    }

    /// A number as the context can hold it.
    pub fn fix(&mut self, number: Decimal) -> Decimal {
        match &number.kind {
            Finite { digits, exponent } => {
                let (digits, exponent) = (digits.clone(), *exponent);
                self.finish(number.negative, digits, exponent)
            }
            NaN { .. } => self.quieted(&number),
            DecimalKind::Infinity => number,
        }
    }

    /// The result with this exact value.
    pub fn finish(&mut self, negative: bool, digits: BigUint, exponent: i64) -> Decimal {
        let (tiny, top) = (self.settings.tiny(), self.settings.top());
        let precision = self.settings.precision;
        if digits == BigUint::ZERO {
            let most = if self.settings.clamp {
                top
            } else {
                self.settings.most
            };
            let fitting = exponent.max(tiny).min(most);
            if fitting != exponent {
                self.signal(CLAMPED);
            }
            return Decimal::finite(negative, digits, fitting);
        }
        let count = digit_count(&digits);
        let mut least = count.saturating_add(exponent).saturating_sub(precision);
        if least > top {
            return self.overflow(negative);
        }
        let subnormal = least < tiny;
        least = least.max(tiny);
        if exponent < least {
            return self.cut(negative, &digits, exponent, least, subnormal);
        }
        if subnormal {
            self.signal(SUBNORMAL);
        }
        if self.settings.clamp && exponent > top {
            self.signal(CLAMPED);
            let digits = digits * power_of_ten(exponent - top);
            return Decimal::finite(negative, digits, top);
        }
        Decimal::finite(negative, digits, exponent)
    }

    /// Rounds to an exponent.
    fn cut(
        &mut self,
        negative: bool,
        digits: &BigUint,
        exponent: i64,
        least: i64,
        subnormal: bool,
    ) -> Decimal {
        let rounding = self.settings.rounding;
        let drop = least.saturating_sub(exponent);
        let (mut kept, exact) = drop_digits(digits, drop, negative, rounding);
        let mut exponent = least;
        if digit_count(&kept) > self.settings.precision {
            kept /= 10_u32;
            exponent += 1;
        }
        if exponent > self.settings.top() {
            return self.overflow(negative);
        }
        if !exact {
            if subnormal {
                self.signal(UNDERFLOW);
            }
            self.signal(INEXACT);
        }
        if subnormal {
            self.signal(SUBNORMAL);
        }
        self.signal(ROUNDED);
        if kept == BigUint::ZERO {
            self.signal(CLAMPED);
        }
        Decimal::finite(negative, kept, exponent)
    }

    pub fn overflow(&mut self, negative: bool) -> Decimal {
        self.signal(OVERFLOW | INEXACT | ROUNDED);
        let infinite = match self.settings.rounding {
            Rounding::HalfEven | Rounding::HalfUp | Rounding::HalfDown | Rounding::Up => true,
            Rounding::Ceiling => !negative,
            Rounding::Floor => negative,
            Rounding::Down | Rounding::ZeroFiveUp => false,
        };
        if infinite {
            return Decimal::infinity(negative);
        }
        let nines = power_of_ten(self.settings.precision) - 1_u32;
        Decimal::finite(negative, nines, self.settings.top())
    }

    /// The number with this exponent; nothing is signaled. `None` when it gets too long.
    pub fn rescaled(
        &mut self,
        number: &Decimal,
        exponent: i64,
        rounding: Rounding,
    ) -> Option<Decimal> {
        let (digits, own) = number.parts()?;
        if *digits == BigUint::ZERO {
            return Some(Decimal::finite(number.negative, BigUint::ZERO, exponent));
        }
        let digits = if own >= exponent {
            if own - exponent > MOST_DIGITS {
                self.too_long = true;
                return None;
            }
            digits * power_of_ten(own - exponent)
        } else {
            drop_digits(digits, exponent - own, number.negative, rounding).0
        };
        Some(Decimal::finite(number.negative, digits, exponent))
    }
}

/// Drops digits at the end and rounds; whether nothing was lost.
pub(super) fn drop_digits(
    digits: &BigUint,
    count: i64,
    negative: bool,
    rounding: Rounding,
) -> (BigUint, bool) {
    let all = digit_count(digits);
    let zero = BigUint::ZERO;
    if count <= 0 {
        return (digits.clone(), true);
    }
    // What is far below the last digit is as much as the least.
    let (digits, count) = if count > all + 1 {
        let some = u32::from(*digits != zero);
        (BigUint::from(some), 2)
    } else {
        (digits.clone(), count)
    };
    let scale = power_of_ten(count);
    let (kept, dropped) = (&digits / &scale, &digits % &scale);
    if dropped == zero {
        return (kept, true);
    }
    let half = (&dropped * 2_u32).cmp(&scale);
    let odd = kept.bit(0);
    let up = match rounding {
        Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::HalfDown => half == Ordering::Greater,
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::ZeroFiveUp => &kept % 5_u32 == zero,
    };
    (if up { kept + 1_u32 } else { kept }, false)
}
