//! REALs as SQLite reads them from text.

use super::extended::Extended;

/// Digits are taken as long as another one certainly fits.
const LARGEST: u64 = (i64::MAX.unsigned_abs() - 9) / 10;

/// The number that digits, a point and an exponent spell.
pub fn read(text: &str) -> f64 {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1.0, rest),
        None => (1.0, text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, power) = match rest.split_once(['e', 'E']) {
        Some((mantissa, power)) => (mantissa, power_of(power)),
        None => (rest, 0),
    };
    let (mut digits, mut power) = (0_u64, power);
    let mut behind = false;
    for byte in mantissa.bytes() {
        if byte == b'.' {
            behind = true;
        } else if digits < LARGEST {
            digits = digits * 10 + u64::from(byte.wrapping_sub(b'0') % 10);
            power -= i32::from(behind);
        } else {
            power += i32::from(!behind);
        }
    }
    sign * scaled(digits, power)
}

fn power_of(text: &str) -> i32 {
    let digits = text.trim_start_matches(['-', '+']);
    // SQLite stops at numbers that are far beyond all.
    let power = digits.parse().unwrap_or(10_000).min(10_000);
    if text.starts_with('-') { -power } else { power }
}

fn scaled(mut digits: u64, mut power: i32) -> f64 {
    if digits == 0 {
        return 0.0;
    }
    while power > 0 && digits < i64::MAX.unsigned_abs() / 10 {
        digits *= 10;
        power -= 1;
    }
    while power < 0 && digits.is_multiple_of(10) {
        digits /= 10;
        power += 1;
    }
    let value = Extended::from(digits);
    let size = power.unsigned_abs();
    match (power, size) {
        (0, _) => value.to_real(),
        (1.., 342..) => f64::INFINITY,
        (_, 342..) => 0.0,
        (1.., 308..) => value.times(Extended::power_of_ten(size - 308)).to_real() * 1e308,
        (_, 308..) => {
            value
                .divided_by(Extended::power_of_ten(size - 308))
                .to_real()
                / 1e308
        }
        (1.., _) => value.times(Extended::power_of_ten(size)).to_real(),
        _ => value.divided_by(Extended::power_of_ten(size)).to_real(),
    }
}
