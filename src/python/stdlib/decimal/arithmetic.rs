//! Arithmetic: sums, products, quotients, powers and roots.

use num_bigint::{BigInt, BigUint, Sign};

use super::number::{Decimal, MOST_DIGITS, digit_count, power_of_ten};
use super::work::{BY_ZERO, CLAMPED, INEXACT, ROUNDED, Rounding, Work};

/// The sum of exponents, or one as far beyond what a number can have.
fn far(one: i64, other: i64) -> i64 {
    let most = 4_000_000_000_000_000_000;
    one.saturating_add(other).clamp(-most, most)
}

impl Work {
    /// Whether a result of as many digits as the context has is too long to compute.
    fn is_too_long(&mut self) -> bool {
        self.too_long |= self.settings.precision > MOST_DIGITS;
        self.too_long
    }

    pub fn plus(&mut self, number: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        let zero = number.is_zero() && self.settings.rounding != Rounding::Floor;
        let number = if zero {
            number.with_sign(false)
        } else {
            number.clone()
        };
        self.fix(number)
    }

    pub fn minus(&mut self, number: &Decimal) -> Decimal {
        if number.is_nan() {
            return self.plus(number);
        }
        self.plus(&number.with_sign(!number.negative))
    }

    pub fn absolute(&mut self, number: &Decimal) -> Decimal {
        if number.is_nan() {
            return self.plus(number);
        }
        self.plus(&number.with_sign(false))
    }

    pub fn add(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        if one.is_infinite() || other.is_infinite() {
            if one.is_infinite() && other.is_infinite() && one.negative != other.negative {
                return self.invalid("InvalidOperation");
            }
            return if one.is_infinite() { one } else { other }.clone();
        }
        let (Some((_, first)), Some((_, second))) = (one.parts(), other.parts()) else {
            return Decimal::nan();
        };
        // Where nothing is too small to be seen, all of it has to be computed.
        self.too_long |=
            self.settings.precision > MOST_DIGITS && (first - second).abs() > MOST_DIGITS;
        if self.too_long {
            return Decimal::nan();
        }
        let down = self.settings.rounding == Rounding::Floor;
        let exponent = first.min(second);
        let negative_zero = if one.negative == other.negative {
            one.negative
        } else {
            down
        };
        match (one.is_zero(), other.is_zero()) {
            (true, true) => return self.finish(negative_zero, BigUint::ZERO, exponent),
            (true, false) => return self.beside_zero(other, first),
            (false, true) => return self.beside_zero(one, second),
            (false, false) => {}
        }
        let (one, other) = self.aligned(one, other);
        let sum = one.signed() + other.signed();
        let exponent = one.parts().map_or(exponent, |it| it.1);
        match sum.sign() {
            Sign::NoSign => self.finish(negative_zero, BigUint::ZERO, exponent),
            sign => self.finish(sign == Sign::Minus, sum.magnitude().clone(), exponent),
        }
    }

    pub fn subtract(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        self.add(one, &other.with_sign(!other.negative))
    }

    /// A number plus a zero with this exponent.
    fn beside_zero(&mut self, number: &Decimal, exponent: i64) -> Decimal {
        let own = number.parts().map_or(0, |it| it.1);
        let least = number.adjusted() - self.settings.precision;
        let exponent = exponent.max(least).min(own);
        let rescaled = self.rescaled(number, exponent, Rounding::Down);
        self.fix(rescaled.unwrap_or_else(|| number.clone()))
    }

    /// Two numbers with one exponent; what is too small to be seen stands for the least.
    fn aligned(&self, one: &Decimal, other: &Decimal) -> (Decimal, Decimal) {
        let exponent_of = |it: &Decimal| it.parts().map_or(0, |it| it.1);
        let swapped = exponent_of(one) < exponent_of(other);
        let (high, low) = if swapped { (other, one) } else { (one, other) };
        let (Some((digits, own)), Some((least_digits, least))) = (high.parts(), low.parts()) else {
            return (one.clone(), other.clone());
        };
        let edge = own + (digit_count(digits) - self.settings.precision - 2).min(-1);
        let (least_digits, least) = if low.adjusted() < edge {
            (BigUint::from(1_u32), edge)
        } else {
            (least_digits.clone(), least)
        };
        let high = Decimal::finite(high.negative, digits * power_of_ten(own - least), least);
        let low = Decimal::finite(low.negative, least_digits, least);
        if swapped { (low, high) } else { (high, low) }
    }

    pub fn multiply(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        match self.product(one, other) {
            Ok(product) => self.fix(product),
            Err(nan) => nan,
        }
    }

    /// The exact product.
    fn product(&mut self, one: &Decimal, other: &Decimal) -> Result<Decimal, Decimal> {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return Err(nan);
        }
        let negative = one.negative != other.negative;
        match (one.parts(), other.parts()) {
            (Some((one, first)), Some((other, second))) => {
                Ok(Decimal::finite(negative, one * other, first + second))
            }
            _ if one.is_zero() || other.is_zero() => Err(self.invalid("InvalidOperation")),
            _ => Ok(Decimal::infinity(negative)),
        }
    }

    pub fn fma(&mut self, one: &Decimal, other: &Decimal, third: &Decimal) -> Decimal {
        if one.is_nan() || other.is_nan() || third.is_nan() {
            let operands = [one, other, third];
            return self.nan_of(&operands).unwrap_or_else(Decimal::nan);
        }
        match self.product(one, other) {
            Ok(product) => self.add(&product, third),
            Err(nan) => nan,
        }
    }

    pub fn divide(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        let negative = one.negative != other.negative;
        if one.is_infinite() && other.is_infinite() {
            return self.invalid("InvalidOperation");
        }
        if one.is_infinite() {
            return Decimal::infinity(negative);
        }
        if other.is_infinite() {
            self.signal(CLAMPED);
            return Decimal::finite(negative, BigUint::ZERO, self.settings.tiny());
        }
        if other.is_zero() {
            if one.is_zero() {
                return self.invalid("DivisionUndefined");
            }
            self.signal(BY_ZERO);
            return Decimal::infinity(negative);
        }
        let (Some((digits, first)), Some((divisor, second))) = (one.parts(), other.parts()) else {
            return Decimal::nan();
        };
        let ideal = first - second;
        if one.is_zero() {
            return self.finish(negative, BigUint::ZERO, ideal);
        }
        if self.is_too_long() {
            return Decimal::nan();
        }
        let shift = digit_count(divisor) - digit_count(digits) + self.settings.precision + 1;
        let mut exponent = ideal - shift;
        let (dividend, divisor) = if shift >= 0 {
            (digits * power_of_ten(shift), divisor.clone())
        } else {
            (digits.clone(), divisor * power_of_ten(-shift))
        };
        let (mut quotient, rest) = (&dividend / &divisor, dividend % &divisor);
        if rest != BigUint::ZERO {
            // A last digit that is neither 0 nor 5 keeps the rounding right.
            if &quotient % 5_u32 == BigUint::ZERO {
                quotient += 1_u32;
            }
        } else {
            while exponent < ideal && &quotient % 10_u32 == BigUint::ZERO {
                quotient /= 10_u32;
                exponent += 1;
            }
        }
        self.finish(negative, quotient, exponent)
    }

    /// Whole quotient and remainder of finite numbers, the divisor not zero.
    fn whole_division(&mut self, one: &Decimal, other: &Decimal) -> Option<(Decimal, Decimal)> {
        let negative = one.negative != other.negative;
        let own = one.parts().map_or(0, |it| it.1);
        let ideal = other.parts().map_or(own, |it| own.min(it.1));
        let distance = one.adjusted() - other.adjusted();
        if one.is_zero() || other.is_infinite() || distance <= -2 {
            let rest = self.rescaled(one, ideal, self.settings.rounding)?;
            return Some((Decimal::finite(negative, BigUint::ZERO, 0), rest));
        }
        if distance > self.settings.precision || self.is_too_long() {
            return None;
        }
        let (first, second) = self.common(one, other)?;
        let (quotient, rest) = (&first / &second, first % second);
        if digit_count(&quotient) > self.settings.precision {
            return None;
        }
        Some((
            Decimal::finite(negative, quotient, 0),
            Decimal::finite(one.negative, rest, ideal),
        ))
    }

    /// The coefficients with the lower of two exponents.
    fn common(&self, one: &Decimal, other: &Decimal) -> Option<(BigUint, BigUint)> {
        let ((first, exponent), (second, second_exponent)) = (one.parts()?, other.parts()?);
        let least = exponent.min(second_exponent);
        Some((
            first * power_of_ten(exponent - least),
            second * power_of_ten(second_exponent - least),
        ))
    }

    pub fn divide_int(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return nan;
        }
        let negative = one.negative != other.negative;
        if one.is_infinite() {
            if other.is_infinite() {
                return self.invalid("InvalidOperation");
            }
            return Decimal::infinity(negative);
        }
        if other.is_zero() {
            if one.is_zero() {
                return self.invalid("DivisionUndefined");
            }
            self.signal(BY_ZERO);
            return Decimal::infinity(negative);
        }
        match self.whole_division(one, other) {
            Some((quotient, _)) => self.fix(quotient),
            None => self.invalid("DivisionImpossible"),
        }
    }

    pub fn remainder(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.without_remainder(one, other) {
            return nan;
        }
        match self.whole_division(one, other) {
            Some((_, rest)) => self.fix(rest),
            None => self.invalid("DivisionImpossible"),
        }
    }

    /// What stands for a remainder where there is none.
    fn without_remainder(&mut self, one: &Decimal, other: &Decimal) -> Option<Decimal> {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return Some(nan);
        }
        if one.is_infinite() {
            return Some(self.invalid("InvalidOperation"));
        }
        let condition = match one.is_zero() {
            true => "DivisionUndefined",
            false => "InvalidOperation",
        };
        other.is_zero().then(|| self.invalid(condition))
    }

    pub fn divmod(&mut self, one: &Decimal, other: &Decimal) -> (Decimal, Decimal) {
        if let Some(nan) = self.nan_of(&[one, other]) {
            return (nan.clone(), nan);
        }
        let negative = one.negative != other.negative;
        if one.is_infinite() {
            let nan = self.invalid("InvalidOperation");
            let quotient = if other.is_infinite() {
                nan.clone()
            } else {
                Decimal::infinity(negative)
            };
            return (quotient, nan);
        }
        if other.is_zero() {
            if one.is_zero() {
                let nan = self.invalid("DivisionUndefined");
                return (nan.clone(), nan);
            }
            self.signal(BY_ZERO);
            return (
                Decimal::infinity(negative),
                self.invalid("InvalidOperation"),
            );
        }
        match self.whole_division(one, other) {
            Some((quotient, rest)) => (self.fix(quotient), self.fix(rest)),
            None => {
                let nan = self.invalid("DivisionImpossible");
                (nan.clone(), nan)
            }
        }
    }

    pub fn remainder_near(&mut self, one: &Decimal, other: &Decimal) -> Decimal {
        if let Some(nan) = self.without_remainder(one, other) {
            return nan;
        }
        if other.is_infinite() {
            return self.fix(one.clone());
        }
        let own = one.parts().map_or(0, |it| it.1);
        let ideal = other.parts().map_or(own, |it| own.min(it.1));
        if one.is_zero() {
            return self.finish(one.negative, BigUint::ZERO, ideal);
        }
        let distance = one.adjusted() - other.adjusted();
        if distance > self.settings.precision || self.is_too_long() {
            return self.invalid("DivisionImpossible");
        }
        if distance <= -2 {
            let rest = self.rescaled(one, ideal, self.settings.rounding);
            return self.fix(rest.unwrap_or_else(|| one.clone()));
        }
        let Some((first, second)) = self.common(one, other) else {
            return Decimal::nan();
        };
        let (mut quotient, rest) = (&first / &second, first % &second);
        let (mut rest, divisor) = (BigInt::from(rest), BigInt::from(second));
        if &rest * 2 + i32::from(quotient.bit(0)) > divisor {
            rest -= divisor;
            quotient += 1_u32;
        }
        if digit_count(&quotient) > self.settings.precision {
            return self.invalid("DivisionImpossible");
        }
        let negative = one.negative != (rest.sign() == Sign::Minus);
        self.finish(negative, rest.magnitude().clone(), ideal)
    }

    pub fn sqrt(&mut self, number: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[number]) {
            return nan;
        }
        if let Some((_, exponent)) = number.parts()
            && number.is_zero()
        {
            let half = exponent.div_euclid(2);
            return self.finish(number.negative, BigUint::ZERO, half);
        }
        if number.negative {
            return self.invalid("InvalidOperation");
        }
        let Some((digits, exponent)) = number.parts() else {
            return number.clone();
        };
        if self.is_too_long() {
            return Decimal::nan();
        }
        let precision = self.settings.precision + 1;
        let odd = exponent.rem_euclid(2) == 1;
        let scaled = if odd { digits * 10_u32 } else { digits.clone() };
        let count = digit_count(digits);
        let length = if odd {
            (count >> 1) + 1
        } else {
            (count + 1) >> 1
        };
        let shift = precision - length;
        let mut exact = true;
        let scaled = if shift >= 0 {
            scaled * power_of_ten(2 * shift)
        } else {
            let unit = power_of_ten(-2 * shift);
            exact = &scaled % &unit == BigUint::ZERO;
            scaled / unit
        };
        let mut exponent = exponent.div_euclid(2) - shift;
        let mut root = scaled.sqrt();
        if exact && &root * &root == scaled {
            if shift >= 0 {
                root /= power_of_ten(shift);
            } else {
                root *= power_of_ten(-shift);
            }
            exponent += shift;
        } else if &root % 5_u32 == BigUint::ZERO {
            root += 1_u32;
        }
        self.rounded_half_even(false, root, exponent)
    }

    /// [`Work::finish`] without regard to the context's rounding.
    pub fn rounded_half_even(&mut self, negative: bool, digits: BigUint, exponent: i64) -> Decimal {
        let rounding = std::mem::replace(&mut self.settings.rounding, Rounding::HalfEven);
        let result = self.finish(negative, digits, exponent);
        self.settings.rounding = rounding;
        result
    }

    pub fn power(&mut self, base: &Decimal, exponent: &Decimal) -> Decimal {
        if let Some(nan) = self.nan_of(&[base, exponent]) {
            return nan;
        }
        if exponent.is_zero() {
            if base.is_zero() {
                return self.invalid("InvalidOperation");
            }
            return Decimal::integer(1);
        }
        let whole = exponent.as_integer();
        let is_whole =
            whole.is_some() || exponent.parts().is_some_and(|(_, exponent)| exponent >= 0);
        let mut negative = false;
        let mut base = base.clone();
        if base.negative {
            if is_whole {
                negative = whole.as_ref().is_some_and(|it| it.bit(0));
            } else if !base.is_zero() {
                return self.invalid("InvalidOperation");
            }
            base.negative = false;
        }
        if base.is_zero() {
            return if exponent.negative {
                Decimal::infinity(negative)
            } else {
                Decimal::finite(negative, BigUint::ZERO, 0)
            };
        }
        if base.is_infinite() {
            return if exponent.negative {
                Decimal::finite(negative, BigUint::ZERO, 0)
            } else {
                Decimal::infinity(negative)
            };
        }
        if self.is_too_long() {
            return Decimal::nan();
        }
        if base
            .compare_to(&Decimal::integer(1))
            .is_some_and(std::cmp::Ordering::is_eq)
        {
            return self.power_of_one(&base, whole.as_ref(), exponent, negative);
        }
        if exponent.is_infinite() {
            return if exponent.negative == (base.adjusted() < 0) {
                Decimal::infinity(negative)
            } else {
                Decimal::finite(negative, BigUint::ZERO, 0)
            };
        }
        let small = whole.and_then(|it| i64::try_from(it).ok());
        if let Some(whole) = small.filter(|it| it.unsigned_abs() <= 1_000_000) {
            return self.whole_power(&base, whole, negative);
        }
        self.real_power(&base, exponent, negative)
    }

    /// A power of one, whose digits show how it was made.
    fn power_of_one(
        &mut self,
        base: &Decimal,
        whole: Option<&BigInt>,
        exponent: &Decimal,
        negative: bool,
    ) -> Decimal {
        let least = 1 - self.settings.precision;
        let own = base.parts().map_or(0, |it| it.1);
        let places = match whole {
            Some(_) if exponent.negative => 0,
            Some(whole) => {
                let times = i64::try_from(whole).unwrap_or(i64::MAX);
                let places = own
                    .saturating_mul(times.min(self.settings.precision))
                    .max(least - 1);
                if places < least {
                    self.signal(ROUNDED);
                }
                places.max(least)
            }
            None => {
                self.signal(INEXACT | ROUNDED);
                least
            }
        };
        Decimal::finite(negative, power_of_ten(-places), places)
    }

    fn whole_power(&mut self, base: &Decimal, times: i64, negative: bool) -> Decimal {
        let Some((digits, exponent)) = base.parts() else {
            return Decimal::nan();
        };
        // What each step drops must not be seen in the end.
        let kept = self.settings.precision + 25 + digit_count(&times.unsigned_abs().into());
        let (mut result, mut place) = (BigUint::from(1_u32), 0_i64);
        let mut exact = true;
        let shorten = |digits: BigUint, place: i64, exact: &mut bool| {
            let extra = digit_count(&digits) - kept;
            if extra <= 0 {
                return (digits, place);
            }
            let unit = power_of_ten(extra);
            *exact &= &digits % &unit == BigUint::ZERO;
            (digits / unit, far(place, extra))
        };
        let count = times.unsigned_abs();
        for bit in (0..64 - count.leading_zeros()).rev() {
            (result, place) = shorten(&result * &result, far(place, place), &mut exact);
            if count >> bit & 1 == 1 {
                (result, place) = shorten(result * digits, far(place, exponent), &mut exact);
            }
        }
        if times > 0 {
            if !exact {
                result = result * 10_u32 + 1_u32;
                place -= 1;
            }
            return self.power_finish(negative, result, place);
        }
        let shift = digit_count(&result) + self.settings.precision + 3;
        let unit = power_of_ten(shift);
        let (mut quotient, rest) = (&unit / &result, unit % &result);
        let mut exponent = -place - shift;
        if rest != BigUint::ZERO || !exact {
            quotient = quotient * 10_u32 + 1_u32;
            exponent -= 1;
        } else {
            while exponent < -place && &quotient % 10_u32 == BigUint::ZERO {
                quotient /= 10_u32;
                exponent += 1;
            }
        }
        self.power_finish(negative, quotient, exponent)
    }

    /// What is below every number is nothing, in whatever way is rounded.
    fn power_finish(&mut self, negative: bool, digits: BigUint, exponent: i64) -> Decimal {
        if digit_count(&digits) + exponent < self.settings.tiny() {
            return self.rounded_half_even(negative, digits, exponent);
        }
        self.finish(negative, digits, exponent)
    }

    /// `power(base, exponent, modulus)` of integers.
    pub fn modular_power(
        &mut self,
        base: &Decimal,
        exponent: &Decimal,
        modulus: &Decimal,
    ) -> Decimal {
        let operands = [base, exponent, modulus];
        if let Some(nan) = self.nan_of(&operands) {
            return nan;
        }
        let (Some(number), Some(times), Some(divisor)) = (
            base.as_integer(),
            exponent.as_integer(),
            modulus.as_integer(),
        ) else {
            return self.invalid("InvalidOperation");
        };
        let refused = times.sign() == Sign::Minus
            || divisor == BigInt::ZERO
            || digit_count(divisor.magnitude()) > self.settings.precision
            || (times == BigInt::ZERO && number == BigInt::ZERO);
        if refused {
            return self.invalid("InvalidOperation");
        }
        let negative = base.negative && times.bit(0);
        let result = number
            .magnitude()
            .modpow(times.magnitude(), divisor.magnitude());
        Decimal::finite(negative, result, 0)
    }
}
