//! C's `long double` of 64 bits, in which SQLite reads and prints REALs.
//!
//! So what it reads may be the neighbour of the nearest number, and what it prints are from the
//! sixteenth digit on not the digits that the number has. Rows that go through text on their way to
//! another column keep what SQLite makes of them.

use std::cmp::Ordering;

/// A positive number: the mantissa, its highest bit set, times a power of two; or zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extended {
    mantissa: u64,
    exponent: i32,
}

impl PartialOrd for Extended {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        let order = self.exponent.cmp(&other.exponent);
        Some(order.then(self.mantissa.cmp(&other.mantissa)))
    }
}

impl From<u64> for Extended {
    fn from(integer: u64) -> Self {
        Self::rounded(integer.into(), 0, false)
    }
}

impl From<f64> for Extended {
    /// The number without its sign.
    fn from(real: f64) -> Self {
        let bits = real.to_bits();
        let fraction = bits & ((1 << 52) - 1);
        match i32::try_from((bits >> 52) & 0x7ff).unwrap_or(0) {
            0 => Self::rounded(fraction.into(), -1074, false),
            power => Self::rounded((fraction | 1 << 52).into(), power - 1075, false),
        }
    }
}

impl Extended {
    /// A power of ten as SQLite multiplies it out.
    pub fn power_of_ten(exponent: u32) -> Self {
        let (mut power, mut square) = (Self::from(1.0), Self::from(10.0));
        let mut rest = exponent;
        while rest > 0 {
            if rest & 1 == 1 {
                power = power.times(square);
            }
            square = square.times(square);
            rest >>= 1;
        }
        power
    }

    /// The nearest number of 64 bits, the even one of two; `rest` says that bits are missing.
    fn rounded(bits: u128, exponent: i32, rest: bool) -> Self {
        if bits == 0 {
            let (mantissa, exponent) = (0, i32::MIN / 2);
            return Self { mantissa, exponent };
        }
        let zeros = bits.leading_zeros();
        let bits = bits << zeros;
        let exponent = exponent + 64 - zeros.cast_signed();
        let below = bits & u128::from(u64::MAX);
        let mantissa = round_up(bits >> 64, below, 1 << 63, rest);
        let carries = mantissa >> 64 == 1;
        let mantissa = mantissa >> u32::from(carries);
        Self {
            mantissa: u64::try_from(mantissa).unwrap_or(u64::MAX),
            exponent: exponent + i32::from(carries),
        }
    }

    /// The product.
    pub fn times(self, other: Self) -> Self {
        let bits = u128::from(self.mantissa) * u128::from(other.mantissa);
        Self::rounded(bits, self.exponent.saturating_add(other.exponent), false)
    }

    /// The quotient; the divisor is not zero.
    pub fn divided_by(self, other: Self) -> Self {
        let divisor = u128::from(other.mantissa).max(1);
        let dividend = u128::from(self.mantissa) << 64;
        let (quotient, rest) = (dividend / divisor, dividend % divisor * 2);
        // A bit more, for the rounding.
        let bits = quotient * 2 + u128::from(rest >= divisor);
        let exponent = self.exponent.saturating_sub(other.exponent);
        Self::rounded(bits, exponent.saturating_sub(65), rest % divisor != 0)
    }

    /// The sum.
    pub fn plus(self, other: Self) -> Self {
        let (large, small) = if self > other {
            (self, other)
        } else {
            (other, self)
        };
        let added = u128::from(small.mantissa) << 63;
        let shift = large.exponent.saturating_sub(small.exponent);
        let shift = u32::try_from(shift).unwrap_or(u32::MAX);
        let shifted = added.checked_shr(shift).unwrap_or(0);
        let rest = shifted.checked_shl(shift).unwrap_or(0) != added;
        let bits = (u128::from(large.mantissa) << 63) + shifted;
        Self::rounded(bits, large.exponent.saturating_sub(63), rest)
    }

    /// Takes the whole part off a number below ten.
    pub fn take_whole(&mut self) -> u8 {
        let fraction = u32::try_from(self.exponent.saturating_neg()).unwrap_or(0);
        let whole = self.mantissa.checked_shr(fraction).unwrap_or(0);
        let taken = whole.checked_shl(fraction).unwrap_or(0);
        *self = Self::rounded((self.mantissa - taken).into(), self.exponent, false);
        u8::try_from(whole).unwrap_or(9)
    }

    /// The nearest REAL.
    pub fn to_real(self) -> f64 {
        // The power of two of the highest bit, and how many bits a REAL has there.
        let power = self.exponent.saturating_add(63);
        let kept = (power + 1075).clamp(0, 53);
        if self.mantissa == 0 || power < -1075 {
            return 0.0;
        }
        if power > 1023 {
            return f64::INFINITY;
        }
        let dropped = 64 - kept.unsigned_abs();
        let bits = u128::from(self.mantissa);
        let below = bits & ((1 << dropped) - 1);
        let kept = round_up(bits >> dropped, below, 1 << (dropped - 1), false);
        let lowest = self.exponent + dropped.cast_signed();
        // A carry into the next power of two is what the addition below makes of it.
        let biased = u64::try_from(lowest + 1074).unwrap_or(0) << 52;
        f64::from_bits(biased + u64::try_from(kept).unwrap_or(0))
    }
}

/// The whole bits, one more if those below are more than half, or half and the whole are odd.
fn round_up(whole: u128, below: u128, half: u128, rest: bool) -> u128 {
    let is_up = below > half || (below == half && (rest || whole & 1 == 1));
    whole + u128::from(is_up)
}
