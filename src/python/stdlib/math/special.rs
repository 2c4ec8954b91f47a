//! `math`'s functions that Rust does not have.

use num_bigint::BigInt;
use std::f64::consts::PI;

/// Mantissa and exponent: `frexp`.
pub(super) fn split(number: f64) -> (f64, i64) {
    if number == 0.0 || !number.is_finite() {
        return (number, 0);
    }
    let (number, shift) = if number.is_subnormal() {
        (number * 2_f64.powi(64), -64)
    } else {
        (number, 0)
    };
    let bits = number.to_bits();
    let exponent = ((bits >> 52) & 0x7ff) as i64 - 1022;
    let mantissa = f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52));
    (mantissa, exponent + shift)
}

/// `ldexp`, rounded once.
pub(super) fn scale(number: f64, exponent: i64) -> f64 {
    if number == 0.0 || !number.is_finite() {
        return number;
    }
    let (mantissa, own) = split(number);
    let exponent = own.saturating_add(exponent);
    let power = |exponent: i64| f64::from_bits(((exponent + 1023) as u64) << 52);
    if exponent > 1024 {
        f64::INFINITY.copysign(number)
    } else if exponent < -1080 {
        0.0_f64.copysign(number)
    } else if exponent > 1000 {
        mantissa * power(1000) * power(exponent - 1000)
    } else if exponent > -1000 {
        mantissa * power(exponent)
    } else {
        mantissa * power(-1000) * power(exponent + 1000)
    }
}

/// An exponent that is as good as one beyond these.
pub(super) fn clamped(exponent: &BigInt) -> i64 {
    let most = 10_000;
    let negative = exponent.sign() == num_bigint::Sign::Minus;
    let clamped = i64::try_from(exponent).unwrap_or(if negative { -most } else { most });
    clamped.clamp(-most, most)
}

pub(super) fn next_after(from: f64, to: f64) -> f64 {
    if from.is_nan() || to.is_nan() {
        f64::NAN
    } else if from == to {
        to
    } else if from == 0.0 {
        f64::from_bits(1).copysign(to)
    } else if (from < to) == (from > 0.0) {
        f64::from_bits(from.to_bits() + 1)
    } else {
        f64::from_bits(from.to_bits() - 1)
    }
}

pub(super) fn ulp(number: f64) -> f64 {
    if !number.is_finite() {
        return number.abs();
    }
    let number = number.abs();
    let next = next_after(number, f64::INFINITY);
    if next.is_infinite() {
        number - next_after(number, f64::NEG_INFINITY)
    } else {
        next - number
    }
}

/// The IEEE remainder: of the nearest multiple, the even one of two.
pub(super) fn remainder(x: f64, y: f64) -> f64 {
    if x.is_nan() || y.is_nan() || x.is_infinite() || y == 0.0 {
        return if x.is_nan() { x } else { y * f64::NAN };
    }
    if y.is_infinite() {
        return x;
    }
    let (positive, divisor) = (x.abs(), y.abs());
    let rest = positive % divisor;
    let other = divisor - rest;
    let nearest = if rest < other {
        rest
    } else if rest > other {
        -other
    } else {
        rest - 2.0 * ((0.5 * (positive - rest)) % divisor)
    };
    1.0_f64.copysign(x) * nearest
}

/// Lanczos' approximation with 13 terms.
const LANCZOS: f64 = 6.024_680_040_776_73;
const LANCZOS_LESS_HALF: f64 = 5.524_680_040_776_73;
const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_16,
    31_426_415.585_400_194,
    2_876_370.628_935_372_4,
    186_056.265_395_223_5,
    8_071.672_002_365_816,
    210.824_277_751_579_35,
    2.506_628_274_631_000_2,
];
const DENOMINATOR: [f64; 13] = [
    0.0,
    39_916_800.0,
    120_543_840.0,
    150_917_976.0,
    105_258_076.0,
    45_995_730.0,
    13_339_535.0,
    2_637_558.0,
    357_423.0,
    32_670.0,
    1_925.0,
    66.0,
    1.0,
];

fn lanczos_sum(x: f64) -> f64 {
    let (mut above, mut below) = (0.0, 0.0);
    if x < 5.0 {
        for (numerator, denominator) in NUMERATOR.iter().zip(&DENOMINATOR).rev() {
            above = above * x + numerator;
            below = below * x + denominator;
        }
    } else {
        for (numerator, denominator) in NUMERATOR.iter().zip(&DENOMINATOR) {
            above = above / x + numerator;
            below = below / x + denominator;
        }
    }
    above / below
}

/// `sin(pi * x)`, exact where it is zero.
fn sine_of_pi(x: f64) -> f64 {
    let part = x.abs() % 2.0;
    let sine = match (2.0 * part).round() as i64 {
        0 => (PI * part).sin(),
        1 => (PI * (part - 0.5)).cos(),
        2 => (PI * (1.0 - part)).sin(),
        3 => -(PI * (part - 1.5)).cos(),
        _ => (PI * (part - 2.0)).sin(),
    };
    1.0_f64.copysign(x) * sine
}

pub(super) fn gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x == f64::NEG_INFINITY { f64::NAN } else { x };
    }
    if x.fract() == 0.0 {
        // A pole.
        if x <= 0.0 {
            return f64::NAN;
        }
        if x <= 23.0 {
            return (1..x as i64).map(|it| it as f64).product();
        }
    }
    let size = x.abs();
    if size < 1e-20 {
        return 1.0 / x;
    }
    if size > 200.0 {
        return if x < 0.0 {
            0.0 / sine_of_pi(x)
        } else {
            f64::INFINITY
        };
    }
    let y = size + LANCZOS_LESS_HALF;
    let error = if size > LANCZOS_LESS_HALF {
        (y - size) - LANCZOS_LESS_HALF
    } else {
        (y - LANCZOS_LESS_HALF) - size
    } * LANCZOS
        / y;
    let (mut result, correction);
    if x < 0.0 {
        result = -PI / sine_of_pi(size) / size * y.exp() / lanczos_sum(size);
        result -= error * result;
        correction = if size < 140.0 {
            1.0 / y.powf(size - 0.5)
        } else {
            1.0 / y.powf(size / 2.0 - 0.25)
        };
    } else {
        result = lanczos_sum(size) / y.exp();
        result += error * result;
        correction = if size < 140.0 {
            y.powf(size - 0.5)
        } else {
            y.powf(size / 2.0 - 0.25)
        };
    }
    result *= correction;
    if size >= 140.0 {
        result *= correction;
    }
    result
}

pub(super) fn log_gamma(x: f64) -> f64 {
    if !x.is_finite() {
        return if x.is_nan() { x } else { f64::INFINITY };
    }
    if x.fract() == 0.0 && x <= 2.0 {
        return if x <= 0.0 { f64::NAN } else { 0.0 };
    }
    let size = x.abs();
    if size < 1e-20 {
        return -size.ln();
    }
    let result =
        lanczos_sum(size).ln() - LANCZOS + (size - 0.5) * ((size + LANCZOS - 0.5).ln() - 1.0);
    if x < 0.0 {
        PI.ln() - sine_of_pi(size).abs().ln() - size.ln() - result
    } else {
        result
    }
}

/// From here on the continued fraction is better than the series.
const SERIES_END: f64 = 1.5;
const SQUARE_ROOT_OF_PI: f64 = 1.772_453_850_905_516;

fn series(x: f64) -> f64 {
    let square = x * x;
    let mut total = 0.0;
    for term in 0..25 {
        let divisor = 25.0 - f64::from(term) + 0.5;
        total = 2.0 + square * total / divisor;
    }
    total * x * (-square).exp() / SQUARE_ROOT_OF_PI
}

fn continued_fraction(x: f64) -> f64 {
    if x >= 30.0 {
        return 0.0;
    }
    let square = x * x;
    let (mut a, mut step) = (0.0, 0.5);
    let (mut p, mut last_p) = (1.0, 0.0);
    let (mut q, mut last_q) = (step + square, 1.0);
    for _ in 0..50 {
        a += step;
        step += 2.0;
        let b = step + square;
        (p, last_p) = (b * p - a * last_p, p);
        (q, last_q) = (b * q - a * last_q, q);
    }
    p / q * x * (-square).exp() / SQUARE_ROOT_OF_PI
}

pub(super) fn error_function(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    if size < SERIES_END {
        return series(x);
    }
    (1.0 - continued_fraction(size)).copysign(x)
}

pub(super) fn complementary_error_function(x: f64) -> f64 {
    if x.is_nan() {
        return x;
    }
    let size = x.abs();
    if size < SERIES_END {
        return 1.0 - series(x);
    }
    let fraction = continued_fraction(size);
    if x > 0.0 { fraction } else { 2.0 - fraction }
}
