//! Comparing, and looking at a number.

use std::cmp::Ordering;

use num_bigint::BigUint;

use super::number::{Decimal, DecimalKind, digit_count, power_of_ten};
use super::work::{CLAMPED, INEXACT, ROUNDED, Rounding, Work};

fn of_order(order: Ordering) -> Decimal {
    Decimal::integer(order as i64)
}

impl Work {
    pub fn compare(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        one.compare_to(other).map_or_else(Decimal::nan, of_order)
    }

    pub fn compare_signal(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if one.is_nan() || other.is_nan() {
            self.invalid("InvalidOperation");
        }
        self.compare(one, other)
    }

    pub fn compare_total(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        of_order(total_order(one, other))
    }

    pub fn compare_total_mag(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        of_order(total_order(&one.with_sign(false), &other.with_sign(false)))
    }

    pub fn max(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.extreme(one, other, false, Ordering::Greater)
    }

    pub fn min(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.extreme(one, other, false, Ordering::Less)
    }

    pub fn max_mag(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.extreme(one, other, true, Ordering::Greater)
    }

    pub fn min_mag(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        self.extreme(one, other, true, Ordering::Less)
    }

    fn extreme(
        &mut self,
        one: &Decimal,
        other: &Decimal,
        magnitudes: bool,
        wanted: Ordering,
    ) -> Decimal {
        if one.is_nan() || other.is_nan() {
            // A quiet NaN gives way to a number.
            return match (one.is_nan(), other.is_nan()) {
                (true, false) if !one.is_signaling() => self.fix(other.clone()),
                (false, true) if !other.is_signaling() => self.fix(one.clone()),
                _ => self.nan_of(&[one, other]).unwrap_or_else(Decimal::nan),
            };
        }
        let order = if magnitudes {
            let (first, second) = (one.with_sign(false), other.with_sign(false));
            first.compare_to(&second)
        } else {
            one.compare_to(other)
        };
        let order = match order {
            Some(Ordering::Equal) | None => total_order(one, other),
            Some(order) => order,
        };
        let chosen = if order == wanted || order == Ordering::Equal {
            one
        } else {
            other
        };
        self.fix(chosen.clone())
    }

    pub fn normalize(&mut self, number: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        let fixed = self.fix(number.clone());
        let Some((digits, exponent)) = fixed.parts() else {
            return fixed;
        };
        if *digits == BigUint::ZERO {
            return Decimal::finite(fixed.negative, BigUint::ZERO, 0);
        }
        let most = if self.settings.clamp {
            self.settings.top()
        } else {
            self.settings.most
        };
        let text = digits.to_string();
        let zeros = (text.len() - text.trim_end_matches('0').len()) as i64;
        let zeros = zeros.min(most - exponent).max(0);
        Decimal::finite(
            fixed.negative,
            digits / power_of_ten(zeros),
            exponent + zeros,
        )
    }

    pub fn quantize(&mut self, number: &Decimal, pattern: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number, pattern]) {
            return nan;
        }
        let (Some((_, own)), Some((_, wanted))) = (number.parts(), pattern.parts()) else {
            return if number.is_infinite() && pattern.is_infinite() {
                number.clone()
            } else {
                self.invalid("InvalidOperation")
            };
        };
        if wanted < self.settings.tiny() || wanted > self.settings.most {
            return self.invalid("InvalidOperation");
        }
        if number.is_zero() {
            return self.finish(number.negative, BigUint::ZERO, wanted);
        }
        let adjusted = number.adjusted();
        if adjusted > self.settings.most || adjusted - wanted + 1 > self.settings.precision {
            return self.invalid("InvalidOperation");
        }
        let rounding = self.settings.rounding;
        let Some(result) = self.rescaled(number, wanted, rounding) else {
            return Decimal::nan();
        };
        let count = result.parts().map_or(0, |(digits, _)| digit_count(digits));
        if result.adjusted() > self.settings.most || count > self.settings.precision {
            return self.invalid("InvalidOperation");
        }
        if wanted > own {
            if result.compare_to(number) != Some(Ordering::Equal) {
                self.signal(INEXACT);
            }
            self.signal(ROUNDED);
        }
        self.fix(result)
    }

    /// To an integer; `exact` signals what was lost.
    pub fn integral(&mut self, number: &Decimal, exact: bool) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        match number.parts() {
            Some((_, exponent)) if exponent < 0 => {}
            _ => return number.clone(),
        }
        let rounding = self.settings.rounding;
        let Some(result) = self.rescaled(number, 0, rounding) else {
            return Decimal::nan();
        };
        if exact && !number.is_zero() {
            if result.compare_to(number) != Some(Ordering::Equal) {
                self.signal(INEXACT);
            }
            self.signal(ROUNDED);
        }
        result
    }

    pub fn next_minus(&mut self, number: &Decimal) -> Decimal {
        self.next(number, Rounding::Floor)
    }

    pub fn next_plus(&mut self, number: &Decimal) -> Decimal {
        self.next(number, Rounding::Ceiling)
    }

    fn next(&mut self, number: &Decimal, direction: Rounding) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        let down = direction == Rounding::Floor;
        if number.is_infinite() {
            if number.negative == down {
                return number.clone();
            }
            let nines = power_of_ten(self.settings.precision) - 1_u32;
            return Decimal::finite(!down, nines, self.settings.top());
        }
        let mut inner = Self::new(&self.settings);
        inner.settings.rounding = direction;
        let fixed = inner.fix(number.clone());
        if fixed.compare_to(number) != Some(Ordering::Equal) {
            return fixed;
        }
        let least = Decimal::finite(down, 1_u32.into(), self.settings.tiny() - 1);
        inner.add(number, &least)
    }

    pub fn next_toward(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        let result = match one.compare_to(other) {
            Some(Ordering::Less) => self.next_plus(one),
            Some(Ordering::Greater) => self.next_minus(one),
            _ => return one.with_sign(other.negative),
        };
        if result.is_infinite() {
            return self.overflow_of(result);
        }
        if result.adjusted() < self.settings.least {
            self.signal(super::work::UNDERFLOW | super::work::SUBNORMAL | INEXACT | ROUNDED);
            if result.is_zero() {
                self.signal(CLAMPED);
            }
        }
        result
    }

    fn overflow_of(&mut self, infinity: Decimal) -> Decimal {
        self.signal(super::work::OVERFLOW | INEXACT | ROUNDED);
        infinity
    }

    pub fn number_class(&self, number: &Decimal) -> String {
        let kind = match &number.kind {
            DecimalKind::NaN { signals: true, .. } => return "sNaN".to_owned(),
            DecimalKind::NaN { .. } => return "NaN".to_owned(),
            DecimalKind::Infinity => "Infinity",
            _ if number.is_zero() => "Zero",
            _ if self.is_subnormal(number) => "Subnormal",
            _ => "Normal",
        };
        format!("{}{kind}", if number.negative { '-' } else { '+' })
    }

    pub fn is_subnormal(&self, number: &Decimal) -> bool {
        number.is_finite() && !number.is_zero() && number.adjusted() < self.settings.least
    }

    pub fn is_normal(&self, number: &Decimal) -> bool {
        number.is_finite() && !number.is_zero() && number.adjusted() >= self.settings.least
    }

    pub fn logb(&mut self, number: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        if number.is_infinite() {
            return Decimal::infinity(false);
        }
        if number.is_zero() {
            self.signal(super::work::BY_ZERO);
            return Decimal::infinity(true);
        }
        self.fix(Decimal::integer(number.adjusted()))
    }

    pub fn scaleb(&mut self, number: &Decimal, by: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number, by]) {
            return nan;
        }
        let most = 2 * (self.settings.most + self.settings.precision);
        let places = by
            .parts()
            .filter(|(_, exponent)| *exponent == 0)
            .and_then(|_| i64::try_from(by.signed()).ok())
            .filter(|places| places.abs() <= most);
        let Some(places) = places else {
            return self.invalid("InvalidOperation");
        };
        match number.parts() {
            Some((digits, exponent)) => {
                let digits = digits.clone();
                self.finish(number.negative, digits, exponent + places)
            }
            None => number.clone(),
        }
    }
}

/// The order in which every number, also `NaN` and `1.0` beside `1.00`, has its place.
fn total_order(one: &Decimal, other: &Decimal) -> Ordering {
    if one.negative != other.negative {
        return other.negative.cmp(&one.negative);
    }
    let order = magnitude_order(&one.with_sign(false), &other.with_sign(false));
    if one.negative { order.reverse() } else { order }
}

fn magnitude_order(one: &Decimal, other: &Decimal) -> Ordering {
    let rank = |it: &Decimal| match &it.kind {
        DecimalKind::NaN { signals: false, .. } => 2,
        DecimalKind::NaN { .. } => 1,
        _ => 0,
    };
    let ranks = rank(one).cmp(&rank(other));
    if ranks != Ordering::Equal {
        return ranks;
    }
    if let (
        DecimalKind::NaN { payload, .. },
        DecimalKind::NaN {
            payload: second, ..
        },
    ) = (&one.kind, &other.kind)
    {
        return payload.cmp(second);
    }
    match one.compare_to(other) {
        Some(Ordering::Equal) | None => {
            let exponent = |it: &Decimal| it.parts().map_or(0, |it| it.1);
            exponent(one).cmp(&exponent(other))
        }
        Some(order) => order,
    }
}
