//! REALs as SQLite's `printf()` prints them, digit after digit.

use super::extended::Extended;

/// How SQLite rounds at each number of digits behind the first.
const ROUNDERS: [f64; 10] = [5e-1, 5e-2, 5e-3, 5e-4, 5e-5, 5e-6, 5e-7, 5e-8, 5e-9, 5e-10];

/// Digits behind the point that may be asked for.
const MOST_DECIMALS: usize = 0xfff;

/// How a number is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// `%f`
    Fixed,
    /// `%e`
    Exponential,
    /// `%g`
    General,
}

/// A conversion of `printf()`.
#[derive(Clone, Copy, Debug)]
pub struct Format {
    pub layout: Layout,
    pub precision: usize,
    /// `#`: a point even if nothing is behind it, and zeros at the end.
    pub alternate: bool,
    /// `!`: 26 digits instead of 16, and always a digit behind the point.
    pub precise: bool,
}

/// A number's absolute value scaled to less than ten, and the power of ten of its first digit.
struct Scaled {
    value: Extended,
    exponent: i32,
}

impl Format {
    /// Prints a number.
    pub fn print(self, real: f64) -> String {
        let sign = if real < 0.0 { "-" } else { "" };
        let mut precision = self.precision;
        if self.layout == Layout::General {
            precision = precision.saturating_sub(1);
        }
        let rounder = rounder(precision);
        let mut value = Extended::from(real);
        if self.layout == Layout::Fixed && real.is_finite() {
            value = value.plus(fixed_rounder(real, precision, rounder));
        }
        let scaled = match real.is_finite() {
            true => scaled(value),
            false => None,
        };
        let Some(mut scaled) = scaled else {
            return format!("{sign}Inf");
        };
        if self.layout != Layout::Fixed {
            scaled.value = scaled.value.plus(Extended::from(rounder));
            if scaled.value >= Extended::from(10.0) {
                scaled.value = scaled.value.times(Extended::from(0.1));
                scaled.exponent += 1;
            }
        }
        let whole = i32::try_from(precision).unwrap_or(i32::MAX);
        let is_exponential = match self.layout {
            Layout::Fixed => false,
            Layout::Exponential => true,
            Layout::General => scaled.exponent < -4 || scaled.exponent > whole,
        };
        if self.layout == Layout::General && !is_exponential {
            precision = usize::try_from(whole - scaled.exponent).unwrap_or(0);
        }
        let exponent = scaled.exponent;
        let first = if is_exponential { 0 } else { exponent };
        let mut text = sign.to_owned() + &self.digits(scaled.value, first, precision);
        if is_exponential {
            let sign = if exponent < 0 { '-' } else { '+' };
            text += &format!("e{sign}{:02}", exponent.unsigned_abs());
        }
        text
    }

    /// The digits, the first of which is of the power of ten `first`, with `decimals` behind the
    /// point.
    fn digits(self, mut value: Extended, first: i32, decimals: usize) -> String {
        let mut left = if self.precise { 26 } else { 16 };
        let mut digit = || {
            if left == 0 {
                return '0';
            }
            left -= 1;
            let digit = value.take_whole();
            value = value.times(Extended::from(10.0));
            char::from(b'0' + digit)
        };
        let mut text: String = match first {
            0.. => (0..=first).map(|_| digit()).collect(),
            _ => "0".to_owned(),
        };
        if decimals == 0 && !self.alternate && !self.precise {
            return text;
        }
        text.push('.');
        let zeros = usize::try_from(-1 - first).unwrap_or(0).min(decimals);
        text.extend(std::iter::repeat_n('0', zeros));
        text.extend((zeros..decimals).map(|_| digit()));
        let trims = match self.layout {
            Layout::General => !self.alternate,
            _ => self.precise,
        };
        if trims {
            text.truncate(text.trim_end_matches('0').len());
        }
        if text.ends_with('.') && trims {
            if self.precise {
                text.push('0');
            } else {
                text.pop();
            }
        }
        text
    }
}

fn rounder(precision: usize) -> f64 {
    let precision = precision.min(MOST_DECIMALS);
    let tens = precision / 10;
    (0..tens).fold(ROUNDERS[precision % 10], |rounder, _| rounder * 1e-10)
}

/// Where a number has few digits, half is rounded up although a REAL is a little less.
fn fixed_rounder(real: f64, precision: usize, rounder: f64) -> Extended {
    let power = i32::try_from((real.to_bits() >> 52) & 0x7ff).unwrap_or(0) - 1023;
    let digits = i32::try_from(precision).unwrap_or(i32::MAX);
    let rounder = match digits.saturating_add(power / 3) < 15 {
        // In C the sum is a `long double` that is stored as a `double`.
        true => Extended::from(real)
            .times(Extended::from(3e-16))
            .plus(Extended::from(rounder))
            .to_real(),
        false => rounder,
    };
    Extended::from(rounder)
}

/// A number scaled by powers of ten; `None` for one that is beyond all.
fn scaled(value: Extended) -> Option<Scaled> {
    let (mut value, mut exponent) = (value, 0);
    if value == Extended::from(0.0) {
        return Some(Scaled { value, exponent });
    }
    let mut scale = Extended::from(1.0);
    for (power, step) in [(1e100, 100), (1e10, 10), (10.0, 1)] {
        let power = Extended::from(power);
        while value >= power.times(scale) && exponent <= 350 {
            scale = scale.times(power);
            exponent += step;
        }
    }
    value = value.divided_by(scale);
    for (below, power, step) in [(1e-8, 1e8, 8), (1.0, 10.0, 1)] {
        while value < Extended::from(below) {
            value = value.times(Extended::from(power));
            exponent -= step;
        }
    }
    (exponent <= 350).then_some(Scaled { value, exponent })
}
