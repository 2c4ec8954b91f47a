//! `exp`, `ln` and `log10`, rounded correctly: computed with more digits until the rounding is sure.

use num_bigint::{BigInt, BigUint, Sign};

use super::number::{Decimal, MOST_DIGITS, digit_count, power_of_ten};
use super::work::{INEXACT, ROUNDED, Rounding, Work};

/// Numbers as integers: so many times `10^-places`.
struct Fixed {
    places: i64,
    one: BigInt,
}

impl Fixed {
    fn new(places: i64) -> Self {
        Self {
            places,
            one: BigInt::from(power_of_ten(places)),
        }
    }

    fn of(&self, digits: &BigUint, exponent: i64) -> BigInt {
        let digits = BigInt::from(digits.clone());
        let shift = exponent + self.places;
        if shift >= 0 {
            digits * BigInt::from(power_of_ten(shift))
        } else {
            digits / BigInt::from(power_of_ten(-shift))
        }
    }

    fn times(&self, one: &BigInt, other: &BigInt) -> BigInt {
        one * other / &self.one
    }

    /// `ln((1 + x) / (1 - x)) / 2` of `x = numerator / denominator`.
    fn artanh(&self, numerator: &BigInt, denominator: &BigInt) -> BigInt {
        let x = numerator * &self.one / denominator;
        let square = self.times(&x, &x);
        let (mut power, mut total, mut divisor) = (x, BigInt::ZERO, 1);
        while power != BigInt::ZERO {
            total += &power / divisor;
            power = self.times(&power, &square);
            divisor += 2;
        }
        total
    }

    fn ln_of_two(&self) -> BigInt {
        self.artanh(&1.into(), &3.into()) * 2
    }

    fn ln_of_ten(&self) -> BigInt {
        self.ln_of_two() * 3 + self.artanh(&1.into(), &9.into()) * 2
    }

    fn exp(&self, x: &BigInt) -> BigInt {
        // Halved so often that the series is short; squared as often in the end.
        let halvings = 12_u32;
        let x = x >> halvings;
        let (mut term, mut total, mut count) = (self.one.clone(), self.one.clone(), 1);
        while term != BigInt::ZERO {
            term = self.times(&term, &x) / count;
            total += &term;
            count += 1;
        }
        for _ in 0..halvings {
            total = self.times(&total, &total);
        }
        total
    }

    /// Of a positive number.
    fn ln(&self, x: &BigInt) -> BigInt {
        // A power of two takes it near to one.
        let mut doubled = 0_i64;
        let mut reduced = x.clone();
        let shift = reduced.bits() as i64 - self.one.bits() as i64;
        if shift > 0 {
            reduced >>= shift;
        } else {
            reduced <<= -shift;
        }
        doubled += shift;
        if &reduced * 3 > &self.one * 4 {
            reduced >>= 1;
            doubled += 1;
        }
        // Roots take it nearer.
        let roots = 8_u32;
        for _ in 0..roots {
            let root = (reduced.magnitude() * self.one.magnitude()).sqrt();
            reduced = BigInt::from(root);
        }
        let near = self.artanh(&(&reduced - &self.one), &(&reduced + &self.one)) * 2;
        (near << roots) + self.ln_of_two() * doubled
    }
}

impl Work {
    /// Rounds what `compute` answers with so many more digits than the context has.
    fn settled(&mut self, compute: impl Fn(i64) -> Option<(BigInt, i64)>) -> Decimal {
        let rounding = std::mem::replace(&mut self.settings.rounding, Rounding::HalfEven);
        let result = self.settled_as_context(compute);
        self.settings.rounding = rounding;
        result
    }

    fn settled_as_context(&mut self, compute: impl Fn(i64) -> Option<(BigInt, i64)>) -> Decimal {
        if self.settings.precision > MOST_DIGITS / 10 {
            self.too_long = true;
            return Decimal::nan();
        }
        let mut extra = 5;
        loop {
            let Some((number, exponent)) = compute(self.settings.precision + extra) else {
                self.too_long = true;
                return Decimal::nan();
            };
            let digits = number.magnitude();
            // The last two digits are not sure.
            let drop = digit_count(digits) - self.settings.precision - 1;
            let unsure = if drop > 2 {
                let rest = digits % power_of_ten(drop);
                let unit = power_of_ten(drop);
                let margin = BigUint::from(50_u32);
                let half = &unit / 2_u32;
                let near = |point: &BigUint| {
                    let distance = BigInt::from(rest.clone()) - BigInt::from(point.clone());
                    *distance.magnitude() <= margin
                };
                near(&BigUint::ZERO) || near(&unit) || near(&half)
            } else {
                true
            };
            if !unsure || extra > 200 {
                let negative = number.sign() == Sign::Minus;
                // It is never exact, whatever its digits look like.
                self.signal(INEXACT | ROUNDED);
                return self.finish(negative, digits.clone(), exponent);
            }
            extra *= 2;
        }
    }

    pub fn exp(&mut self, number: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        if number.is_infinite() {
            return if number.negative {
                Decimal::integer(0)
            } else {
                number.clone()
            };
        }
        if number.is_zero() {
            return Decimal::integer(1);
        }
        let precision = self.settings.precision;
        let adjusted = number.adjusted();
        let far = |it: i64| digit_count(&it.unsigned_abs().into());
        if !number.negative && adjusted > far((self.settings.most + 1) * 3) {
            let over = self.settings.most + 1;
            return self.rounded_half_even(false, 1_u32.into(), over);
        }
        if number.negative && adjusted > far((1 - self.settings.tiny()) * 3) {
            let under = self.settings.tiny() - 1;
            return self.rounded_half_even(false, 1_u32.into(), under);
        }
        if adjusted < -precision - 1 {
            // One and next to nothing.
            let one = power_of_ten(precision + 1);
            let digits = if number.negative {
                one - 1_u32
            } else {
                one + 1_u32
            };
            return self.rounded_half_even(false, digits, -precision - 1);
        }
        let number = number.clone();
        self.settled(|digits| exponential(&number, digits))
    }

    pub fn ln(&mut self, number: &Decimal) -> Decimal {
        match self.before_logarithm(number) {
            Some(known) => known,
            None => {
                let number = number.clone();
                self.settled(|digits| logarithm(&number, digits))
            }
        }
    }

    pub fn log10(&mut self, number: &Decimal) -> Decimal {
        if let Some((digits, exponent)) = number.parts()
            && !number.negative
            && !number.is_zero()
        {
            let text = digits.to_string();
            if text.trim_end_matches('0') == "1" {
                let power = Decimal::integer(exponent + text.len() as i64 - 1);
                return self.fix(power);
            }
        }
        match self.before_logarithm(number) {
            Some(known) => known,
            None => {
                let number = number.clone();
                self.settled(|digits| {
                    let (ln, exponent) = logarithm(&number, digits + 3)?;
                    let fixed = Fixed::new(-exponent);
                    Some((ln * &fixed.one / fixed.ln_of_ten(), exponent))
                })
            }
        }
    }

    /// The logarithms that are known, or are none.
    fn before_logarithm(&mut self, number: &Decimal) -> Option<Decimal> {
        if let Some(nan) = self.nan_of(&[number]) {
            return Some(nan);
        }
        if number.is_zero() {
            return Some(Decimal::infinity(true));
        }
        if number.negative {
            return Some(self.invalid("InvalidOperation"));
        }
        if number.is_infinite() {
            return Some(number.clone());
        }
        let is_one = number.compare_to(&Decimal::integer(1)) == Some(std::cmp::Ordering::Equal);
        is_one.then(|| Decimal::integer(0))
    }

    /// `base ** exponent` by logarithms.
    pub(super) fn real_power(
        &mut self,
        base: &Decimal,
        exponent: &Decimal,
        negative: bool,
    ) -> Decimal {
        // The size of the result: beyond the context's range it need not be computed.
        let size = exponent.to_f64() * (base.adjusted() as f64 + 0.5);
        if size > self.settings.most as f64 * 2.0 + 10.0 {
            return self.overflow(negative);
        }
        if size < self.settings.tiny() as f64 * 2.0 - 10.0 {
            return self.finish(negative, 1_u32.into(), self.settings.tiny() - 1);
        }
        let (base, exponent) = (base.clone(), exponent.clone());
        let result = self.settled_as_context(|digits| {
            let wide = digits + 12 + exponent.adjusted().max(0);
            let (ln, place) = logarithm(&base, wide)?;
            let (times, own) = exponent.parts()?;
            let product = Decimal::finite(
                exponent.negative != (ln.sign() == Sign::Minus),
                ln.magnitude() * times,
                place + own,
            );
            exponential(&product, digits)
        });
        result.with_sign(negative)
    }
}

/// `e ** number` with so many digits.
fn exponential(number: &Decimal, digits: i64) -> Option<(BigInt, i64)> {
    let (coefficient, exponent) = number.parts()?;
    let places = digits + 15 + number.adjusted().max(0);
    if places > MOST_DIGITS {
        return None;
    }
    let fixed = Fixed::new(places);
    let mut x = fixed.of(coefficient, exponent);
    if number.negative {
        x = -x;
    }
    let ten = fixed.ln_of_ten();
    let mut tens = &x / &ten;
    if x.sign() == Sign::Minus {
        tens -= 1;
    }
    let result = fixed.exp(&(x - &tens * &ten));
    // More digits than asked for are not right.
    let extra = digit_count(result.magnitude()) - digits - 2;
    let result = result / BigInt::from(power_of_ten(extra.max(0)));
    Some((result, i64::try_from(tens).ok()? - places + extra.max(0)))
}

/// `ln(number)` with so many digits, of a positive number that is not one.
fn logarithm(number: &Decimal, digits: i64) -> Option<(BigInt, i64)> {
    let (coefficient, exponent) = number.parts()?;
    let adjusted = number.adjusted();
    // Near to one the logarithm is small, and its digits begin late.
    let difference = {
        let one = BigInt::from(power_of_ten((-exponent).max(0)));
        let own = BigInt::from(coefficient * power_of_ten(exponent.clamp(0, 100)));
        digit_count((own - one).magnitude()) + exponent.min(0)
    };
    let late = if adjusted == 0 || adjusted == -1 {
        (2 - difference).max(0)
    } else {
        0
    };
    let places = digits + late + 15;
    if places + digit_count(coefficient) > MOST_DIGITS {
        return None;
    }
    let fixed = Fixed::new(places);
    let near_one = adjusted == 0 || adjusted == -1;
    let tens = if near_one { 0 } else { adjusted };
    let reduced = fixed.of(coefficient, exponent - tens);
    let result = fixed.ln(&reduced) + fixed.ln_of_ten() * tens;
    let extra = digit_count(result.magnitude()) - digits - 2;
    let result = result / BigInt::from(power_of_ten(extra.max(0)));
    Some((result, -places + extra.max(0)))
}
