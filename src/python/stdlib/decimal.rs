//! `decimal`: decimal numbers of any length.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject, UnaryOperator};
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::value::{Class, HashKey, Module, Value};

/// The digits that the default context keeps.
const PRECISION: usize = 28;
/// No exponent of ten above this is computed with.
const MOST_DIGITS: u64 = 100_000;

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
    /// `NaN`.
    NaN,
}

use DecimalKind::{Finite, Infinity, NaN};

/// The ways of rounding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rounding {
    HalfEven,
    HalfUp,
    HalfDown,
    Up,
    Down,
    Ceiling,
    Floor,
    ZeroFiveUp,
}

const ROUNDINGS: &[(&str, Rounding)] = &[
    ("ROUND_HALF_EVEN", Rounding::HalfEven),
    ("ROUND_HALF_UP", Rounding::HalfUp),
    ("ROUND_HALF_DOWN", Rounding::HalfDown),
    ("ROUND_UP", Rounding::Up),
    ("ROUND_DOWN", Rounding::Down),
    ("ROUND_CEILING", Rounding::Ceiling),
    ("ROUND_FLOOR", Rounding::Floor),
    ("ROUND_05UP", Rounding::ZeroFiveUp),
];

fn power_of_ten(exponent: u64) -> BigUint {
    BigUint::from(10_u32).pow(u32::try_from(exponent.min(MOST_DIGITS)).unwrap_or(u32::MAX))
}

fn digit_count(digits: &BigUint) -> usize {
    if *digits == BigUint::ZERO {
        1
    } else {
        digits.to_string().len()
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

    /// Reads a number as `Decimal(text)` does.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace('_', "");
        let (negative, body) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(&text)),
        };
        let lower = body.to_ascii_lowercase();
        match lower.as_str() {
            "inf" | "infinity" => {
                return Some(Self {
                    negative,
                    kind: Infinity,
                });
            }
            "nan" => {
                return Some(Self {
                    negative,
                    kind: NaN,
                });
            }
            _ => {}
        }
        let (mantissa, exponent) = match lower.split_once('e') {
            Some((mantissa, exponent)) => (mantissa, exponent.parse::<i64>().ok()?),
            None => (lower.as_str(), 0),
        };
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let digits = format!("{whole}{fraction}");
        if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent.unsigned_abs() > 1_000_000_000 {
            return None;
        }
        Some(Self::finite(
            negative,
            BigUint::parse_bytes(digits.as_bytes(), 10)?,
            exponent,
        ))
    }

    /// The exact value of a float.
    fn from_float(number: f64) -> Self {
        let negative = number.is_sign_negative();
        if number.is_nan() {
            return Self {
                negative: false,
                kind: NaN,
            };
        }
        if number.is_infinite() {
            return Self {
                negative,
                kind: Infinity,
            };
        }
        // A float is an integer times a power of two, which a power of five makes a power of ten.
        let text = format!("{:.1100}", number.abs());
        let trimmed = text.trim_end_matches('0').trim_end_matches('.');
        Self::parse(trimmed).map_or(
            Self {
                negative,
                kind: NaN,
            },
            |it| Self { negative, ..it },
        )
    }

    fn is_zero(&self) -> bool {
        matches!(&self.kind, Finite { digits, .. } if *digits == BigUint::ZERO)
    }

    /// The signed coefficient and the exponent of a finite number.
    fn parts(&self) -> Option<(BigInt, i64)> {
        match &self.kind {
            Finite { digits, exponent } => {
                let sign = if self.negative {
                    Sign::Minus
                } else {
                    Sign::Plus
                };
                Some((BigInt::from_biguint(sign, digits.clone()), *exponent))
            }
            _ => None,
        }
    }

    /// Rounds to so many significant digits.
    fn rounded(self, precision: usize, rounding: Rounding) -> Self {
        let Finite { digits, exponent } = &self.kind else {
            return self;
        };
        let count = digit_count(digits);
        if count <= precision {
            return self;
        }
        let drop = count - precision;
        let kept = drop_digits(digits, drop as u64, self.negative, rounding);
        let rounded = Self::finite(self.negative, kept, exponent + drop as i64);
        // Rounding up may have made one digit more: 9.99 -> 10.0.
        rounded.rounded(precision, rounding)
    }

    /// The number with another exponent, rounded when digits go; `None` when it gets too long.
    fn with_exponent(&self, wanted: i64, rounding: Rounding) -> Option<Self> {
        let Finite { digits, exponent } = &self.kind else {
            return Some(self.clone());
        };
        let difference = exponent - wanted;
        let digits = if difference >= 0 {
            let more = difference.unsigned_abs();
            if *digits != BigUint::ZERO && more > MOST_DIGITS {
                return None;
            }
            if *digits == BigUint::ZERO {
                BigUint::ZERO
            } else {
                digits * power_of_ten(more)
            }
        } else {
            drop_digits(digits, difference.unsigned_abs(), self.negative, rounding)
        };
        Some(Self::finite(self.negative, digits, wanted))
    }

    fn compare_to(&self, other: &Self) -> Option<Ordering> {
        match (&self.kind, &other.kind) {
            (NaN, _) | (_, NaN) => None,
            (Infinity, Infinity) => Some(other.negative.cmp(&self.negative)),
            (Infinity, _) => Some(if self.negative {
                Ordering::Less
            } else {
                Ordering::Greater
            }),
            (_, Infinity) => Some(if other.negative {
                Ordering::Greater
            } else {
                Ordering::Less
            }),
            (Finite { .. }, Finite { .. }) => {
                let ((one, one_exponent), (two, two_exponent)) = (self.parts()?, other.parts()?);
                if one.sign() != two.sign() || self.is_zero() || other.is_zero() {
                    return Some(one.sign().cmp(&two.sign()));
                }
                // The magnitudes decide, unless they are near.
                let adjusted = |it: &Self, exponent: i64| match &it.kind {
                    Finite { digits, .. } => exponent + digit_count(digits) as i64,
                    _ => 0,
                };
                let (high, low) = (adjusted(self, one_exponent), adjusted(other, two_exponent));
                if high != low {
                    let order = high.cmp(&low);
                    return Some(if self.negative {
                        order.reverse()
                    } else {
                        order
                    });
                }
                let least = one_exponent.min(two_exponent);
                let scale = |number: BigInt, exponent: i64| {
                    number * BigInt::from(power_of_ten((exponent - least).unsigned_abs()))
                };
                Some(scale(one, one_exponent).cmp(&scale(two, two_exponent)))
            }
        }
    }

    fn add(&self, other: &Self, subtract: bool) -> Self {
        let other = Self {
            negative: other.negative ^ subtract,
            kind: other.kind.clone(),
        };
        let (Some((one, one_exponent)), Some((two, two_exponent))) = (self.parts(), other.parts())
        else {
            return match (&self.kind, &other.kind) {
                (NaN, _) | (_, NaN) => Self {
                    negative: false,
                    kind: NaN,
                },
                (Infinity, Infinity) if self.negative != other.negative => Self {
                    negative: false,
                    kind: NaN,
                },
                (Infinity, _) => self.clone(),
                _ => other,
            };
        };
        let exponent = one_exponent.min(two_exponent);
        let far = (one_exponent - two_exponent).unsigned_abs();
        if far > MOST_DIGITS {
            let larger = if self.is_zero() || (!other.is_zero() && two_exponent > one_exponent) {
                &other
            } else {
                self
            };
            return larger.clone().rounded(PRECISION, Rounding::HalfEven);
        }
        let scale = |number: BigInt, own: i64| {
            number * BigInt::from(power_of_ten((own - exponent).unsigned_abs()))
        };
        let sum = scale(one, one_exponent) + scale(two, two_exponent);
        let negative = match sum.sign() {
            Sign::Minus => true,
            Sign::Plus => false,
            Sign::NoSign => self.negative && other.negative,
        };
        Self::finite(negative, sum.magnitude().clone(), exponent)
            .rounded(PRECISION, Rounding::HalfEven)
    }

    fn multiply(&self, other: &Self) -> Self {
        let negative = self.negative != other.negative;
        match (&self.kind, &other.kind) {
            (
                Finite {
                    digits: one,
                    exponent: first,
                },
                Finite {
                    digits: two,
                    exponent: second,
                },
            ) => Self::finite(negative, one * two, first + second)
                .rounded(PRECISION, Rounding::HalfEven),
            (NaN, _) | (_, NaN) => Self {
                negative: false,
                kind: NaN,
            },
            _ if self.is_zero() || other.is_zero() => Self {
                negative: false,
                kind: NaN,
            },
            _ => Self {
                negative,
                kind: Infinity,
            },
        }
    }

    fn divide(&self, other: &Self) -> Self {
        let negative = self.negative != other.negative;
        let (
            Finite {
                digits: one,
                exponent: first,
            },
            Finite {
                digits: two,
                exponent: second,
            },
        ) = (&self.kind, &other.kind)
        else {
            return match (&self.kind, &other.kind) {
                (Finite { .. }, Infinity) => Self::finite(negative, BigUint::ZERO, -1_000_026),
                (Infinity, Finite { .. }) => Self {
                    negative,
                    kind: Infinity,
                },
                _ => Self {
                    negative: false,
                    kind: NaN,
                },
            };
        };
        let ideal = first - second;
        if *one == BigUint::ZERO {
            return Self::finite(negative, BigUint::ZERO, ideal);
        }
        let shift = (digit_count(two) + PRECISION + 1).saturating_sub(digit_count(one)) as u64;
        let scaled = one * power_of_ten(shift);
        let (mut quotient, mut exponent) = (&scaled / two, ideal - shift as i64);
        let exact = &quotient * two == scaled;
        if exact {
            // The exponent goes back towards the ideal one.
            while exponent < ideal && (&quotient % 10_u32) == BigUint::ZERO {
                quotient /= 10_u32;
                exponent += 1;
            }
        } else if (&quotient % 5_u32) == BigUint::ZERO {
            // A last digit that is neither 0 nor 5 keeps the rounding exact.
            quotient += 1_u32;
        }
        Self::finite(negative, quotient, exponent).rounded(PRECISION, Rounding::HalfEven)
    }

    /// The whole quotient and the remainder with the dividend's sign.
    fn divide_whole(&self, other: &Self) -> Option<(Self, Self)> {
        let ((one, first), (two, second)) = (self.parts()?, other.parts()?);
        let exponent = first.min(second);
        if (first - second).unsigned_abs() > MOST_DIGITS {
            return None;
        }
        let one = one * BigInt::from(power_of_ten((first - exponent).unsigned_abs()));
        let two = two * BigInt::from(power_of_ten((second - exponent).unsigned_abs()));
        let (quotient, remainder) = (&one / &two, &one % &two);
        let quotient_negative = self.negative != other.negative;
        Some((
            Self::finite(quotient_negative, quotient.magnitude().clone(), 0),
            Self::finite(self.negative, remainder.magnitude().clone(), exponent)
                .rounded(PRECISION, Rounding::HalfEven),
        ))
    }

    fn power(&self, exponent: i64) -> Self {
        let mut result = Self::finite(false, BigUint::from(1_u32), 0);
        for _ in 0..exponent.unsigned_abs().min(100_000) {
            result = result.multiply(self);
        }
        if exponent < 0 {
            Self::finite(false, BigUint::from(1_u32), 0).divide(&result)
        } else {
            result
        }
    }

    /// The nearest float.
    pub fn to_f64(&self) -> f64 {
        self.to_string().parse().unwrap_or(f64::NAN)
    }

    /// The whole part.
    fn truncated(&self) -> Option<BigInt> {
        let whole = self.with_exponent(0, Rounding::Down)?;
        whole.parts().map(|(number, _)| number)
    }

    /// Without trailing zeros.
    fn normalized(self) -> Self {
        let rounded = self.rounded(PRECISION, Rounding::HalfEven);
        let Finite { digits, exponent } = &rounded.kind else {
            return rounded;
        };
        if *digits == BigUint::ZERO {
            return Self::finite(rounded.negative, BigUint::ZERO, 0);
        }
        let text = digits.to_string();
        let kept = text.trim_end_matches('0');
        let zeros = (text.len() - kept.len()) as i64;
        let digits = BigUint::parse_bytes(kept.as_bytes(), 10).unwrap_or_default();
        Self::finite(rounded.negative, digits, exponent + zeros)
    }
}

/// Drops digits at the end and rounds.
fn drop_digits(digits: &BigUint, count: u64, negative: bool, rounding: Rounding) -> BigUint {
    if count > MOST_DIGITS {
        let up = matches!(rounding, Rounding::Up)
            || (rounding == Rounding::Ceiling && !negative)
            || (rounding == Rounding::Floor && negative);
        let nonzero = *digits != BigUint::ZERO;
        return BigUint::from(u32::from(up && nonzero));
    }
    let scale = power_of_ten(count);
    let (kept, dropped) = (digits / &scale, digits % &scale);
    if dropped == BigUint::ZERO {
        return kept;
    }
    let half = (&dropped * 2_u32).cmp(&scale);
    let odd = &kept % 2_u32 == BigUint::from(1_u32);
    let up = match rounding {
        Rounding::HalfEven => half == Ordering::Greater || (half == Ordering::Equal && odd),
        Rounding::HalfUp => half != Ordering::Less,
        Rounding::HalfDown => half == Ordering::Greater,
        Rounding::Up => true,
        Rounding::Down => false,
        Rounding::Ceiling => !negative,
        Rounding::Floor => negative,
        Rounding::ZeroFiveUp => &kept % 5_u32 == BigUint::ZERO,
    };
    if up { kept + 1_u32 } else { kept }
}

impl std::fmt::Display for Decimal {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let (digits, exponent) = match &self.kind {
            Infinity => return write!(formatter, "{sign}Infinity"),
            NaN => return write!(formatter, "{sign}NaN"),
            Finite { digits, exponent } => (digits.to_string(), *exponent),
        };
        let left = digits.len() as i64 + exponent;
        let point = if exponent <= 0 && left > -6 { left } else { 1 };
        let count = digits.len() as i64;
        let body = if point <= 0 {
            format!("0.{}{digits}", "0".repeat(point.unsigned_abs() as usize))
        } else if point >= count {
            format!("{digits}{}", "0".repeat((point - count) as usize))
        } else {
            format!(
                "{}.{}",
                &digits[..point as usize],
                &digits[point as usize..]
            )
        };
        let rest = left - point;
        let suffix = if rest == 0 {
            String::new()
        } else {
            format!("E{rest:+}")
        };
        write!(formatter, "{sign}{body}{suffix}")
    }
}

/// The decimal that an operand is; `None` for other types.
fn operand(value: &Value) -> Option<Decimal> {
    if let Some(decimal) = value.native::<Decimal>() {
        return Some(decimal.clone());
    }
    value.as_bigint().map(|number| {
        let negative = number.sign() == Sign::Minus;
        Decimal::finite(negative, number.magnitude().clone(), 0)
    })
}

impl NativeObject for Decimal {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(format!("Decimal('{self}')")))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        Some(self.compare(other)? == Ordering::Equal).or(None)
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        let other = match other.as_f64() {
            Some(float) => Self::from_float(float),
            None => operand(other)?,
        };
        self.compare_to(&other)
    }

    fn hash_key(&self) -> Option<HashKey> {
        // Equal integers and floats have the same key.
        if let Finite { exponent, .. } = self.clone().normalized().kind
            && (0..64).contains(&exponent)
        {
            let number = self.truncated()?;
            return Some(i64::try_from(&number).map_or(HashKey::BigInt(number), HashKey::Int));
        }
        let float = self.to_f64();
        if Self::from_float(float).compare_to(self) == Some(Ordering::Equal) {
            return Some(HashKey::Float(float.to_bits()));
        }
        let text = self.clone().normalized().to_string();
        Some(HashKey::Native(
            "decimal",
            Box::new(HashKey::Str(text.into())),
        ))
    }

    fn truth(&self) -> Option<bool> {
        Some(!self.is_zero())
    }

    fn unary(
        &self,
        interpreter: &mut Interpreter,
        operator: UnaryOperator,
        _this: &Value,
    ) -> Option<PyResult<Value>> {
        let negative = match operator {
            UnaryOperator::Negative => !self.negative && !self.is_zero(),
            UnaryOperator::Positive => self.negative && !self.is_zero(),
            UnaryOperator::Invert => return None,
        };
        let result = Self {
            negative,
            kind: self.kind.clone(),
        };
        Some(Ok(
            interpreter.decimal(result.rounded(PRECISION, Rounding::HalfEven))
        ))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        _this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let other = operand(other)?;
        let (left, right) = if reflected {
            (&other, self)
        } else {
            (self, &other)
        };
        Some(arithmetic(interpreter, operator, left, right)?.map(|it| interpreter.decimal(it)))
    }
}

fn arithmetic(
    interpreter: &mut Interpreter,
    operator: BinaryOperator,
    left: &Decimal,
    right: &Decimal,
) -> Option<PyResult<Decimal>> {
    use BinaryOperator as B;
    let division = matches!(operator, B::Div | B::FloorDiv | B::Mod);
    if division && right.is_zero() {
        return Some(Err(division_by_zero(interpreter, left.is_zero(), operator)));
    }
    Some(Ok(match operator {
        B::Add => left.add(right, false),
        B::Sub => left.add(right, true),
        B::Mul => left.multiply(right),
        B::Div => left.divide(right),
        B::FloorDiv | B::Mod => match left.divide_whole(right) {
            Some((quotient, _)) if operator == B::FloorDiv => quotient,
            Some((_, remainder)) => remainder,
            None => return Some(Err(signal(interpreter, "DivisionImpossible"))),
        },
        B::Pow => match right
            .truncated()
            .and_then(|number| i64::try_from(number).ok())
        {
            Some(exponent)
                if right.compare_to(&Decimal::finite(
                    exponent < 0,
                    exponent.unsigned_abs().into(),
                    0,
                )) == Some(Ordering::Equal) =>
            {
                left.power(exponent)
            }
            _ => return Some(Err(interpreter.unsupported("fractional powers of Decimal"))),
        },
        _ => return None,
    }))
}

fn division_by_zero(
    interpreter: &mut Interpreter,
    zero_dividend: bool,
    operator: BinaryOperator,
) -> Box<crate::python::PyError> {
    let (class, signal) = match (zero_dividend, operator) {
        (true, BinaryOperator::Div | BinaryOperator::FloorDiv) => {
            ("InvalidOperation", "DivisionUndefined")
        }
        (_, BinaryOperator::Mod) => ("InvalidOperation", "InvalidOperation"),
        _ => ("DivisionByZero", "DivisionByZero"),
    };
    raise(interpreter, class, signal)
}

fn signal(interpreter: &mut Interpreter, name: &str) -> Box<crate::python::PyError> {
    raise(interpreter, "InvalidOperation", name)
}

/// CPython's signals carry the list of the conditions.
fn raise(
    interpreter: &mut Interpreter,
    class: &str,
    condition: &str,
) -> Box<crate::python::PyError> {
    let condition = Value::Class(interpreter.library_class("decimal", condition));
    let class = interpreter.library_class("decimal", class);
    interpreter.raise_with(&class, vec![Value::list(vec![condition])])
}

impl Interpreter {
    /// A `decimal.Decimal`.
    pub fn decimal(&mut self, decimal: Decimal) -> Value {
        instance(&self.library_class("decimal", "Decimal"), decimal)
    }
}

fn decimal_of(value: &Value) -> Decimal {
    operand(value).unwrap_or(Decimal {
        negative: false,
        kind: NaN,
    })
}

const METHODS: &[MethodRow] = &[
    ("quantize", "exp, rounding=None, context=None", quantize),
    ("normalize", "context=None", |py, it, _| {
        Ok(py.decimal(decimal_of(it).normalized()))
    }),
    (
        "to_integral_value",
        "rounding=None, context=None",
        |py, it, mut a| {
            let rounding = rounding(py, a.take("rounding"))?;
            let decimal = decimal_of(it);
            let whole = match &decimal.kind {
                Finite { exponent, .. } if *exponent < 0 => decimal.with_exponent(0, rounding),
                _ => Some(decimal),
            };
            Ok(whole.map_or(Value::None, |whole| py.decimal(whole)))
        },
    ),
    ("as_tuple", "", |py, it, _| {
        let decimal = decimal_of(it);
        let sign = Value::Int(i64::from(decimal.negative));
        let (digits, exponent) = match &decimal.kind {
            Finite { digits, exponent } => (digits.to_string(), Value::Int(*exponent)),
            Infinity => ("0".to_owned(), Value::str("F")),
            NaN => (String::new(), Value::str("n")),
        };
        let digits = digits
            .bytes()
            .map(|byte| Value::Int(i64::from(byte - b'0')))
            .collect();
        let class = py.library_class("decimal", "DecimalTuple");
        py.call(
            &Value::Class(class),
            Arguments::positional(vec![sign, Value::tuple(digits), exponent]),
        )
    }),
    ("is_nan", "", |_, it, _| {
        Ok(Value::Bool(matches!(decimal_of(it).kind, NaN)))
    }),
    ("is_infinite", "", |_, it, _| {
        Ok(Value::Bool(matches!(decimal_of(it).kind, Infinity)))
    }),
    ("is_finite", "", |_, it, _| {
        Ok(Value::Bool(matches!(decimal_of(it).kind, Finite { .. })))
    }),
    ("is_zero", "", |_, it, _| {
        Ok(Value::Bool(decimal_of(it).is_zero()))
    }),
    ("is_signed", "", |_, it, _| {
        Ok(Value::Bool(decimal_of(it).negative))
    }),
    ("copy_abs", "", |py, it, _| {
        Ok(py.decimal(Decimal {
            negative: false,
            ..decimal_of(it)
        }))
    }),
    ("copy_negate", "", |py, it, _| {
        let decimal = decimal_of(it);
        Ok(py.decimal(Decimal {
            negative: !decimal.negative,
            ..decimal
        }))
    }),
    ("compare", "other, context=None", |py, it, mut a| {
        let other = decimal_of(&a.take_or_none("other"));
        let order = decimal_of(it).compare_to(&other);
        let result = order.map_or(
            Decimal {
                negative: false,
                kind: NaN,
            },
            |order| Decimal::finite(order.is_lt(), BigUint::from(u32::from(order.is_ne())), 0),
        );
        Ok(py.decimal(result))
    }),
    ("sqrt", "context=None", |py, it, _| {
        let decimal = decimal_of(it);
        match &decimal.kind {
            Finite { digits, exponent } if !decimal.negative => {
                let shift = 2 * PRECISION as i64 + (exponent % 2).abs();
                let scaled = digits * power_of_ten(shift.unsigned_abs());
                let root = Decimal::finite(false, scaled.sqrt(), (exponent - shift) / 2);
                let root = root.rounded(PRECISION, Rounding::HalfEven);
                let exact = root.multiply(&root).compare_to(&decimal) == Some(Ordering::Equal);
                Ok(py.decimal(if exact { root.normalized() } else { root }))
            }
            _ => Err(signal(py, "InvalidOperation")),
        }
    }),
    ("max", "other, context=None", |py, it, mut a| {
        let (one, other) = (decimal_of(it), decimal_of(&a.take_or_none("other")));
        Ok(
            py.decimal(if one.compare_to(&other) == Some(Ordering::Less) {
                other
            } else {
                one
            }),
        )
    }),
    ("min", "other, context=None", |py, it, mut a| {
        let (one, other) = (decimal_of(it), decimal_of(&a.take_or_none("other")));
        Ok(
            py.decimal(if one.compare_to(&other) == Some(Ordering::Greater) {
                other
            } else {
                one
            }),
        )
    }),
    ("__float__", "", |_, it, _| {
        Ok(Value::Float(decimal_of(it).to_f64()))
    }),
    ("__int__", "", |py, it, _| whole(py, it, Rounding::Down)),
    ("__trunc__", "", |py, it, _| whole(py, it, Rounding::Down)),
    ("__floor__", "", |py, it, _| whole(py, it, Rounding::Floor)),
    ("__ceil__", "", |py, it, _| whole(py, it, Rounding::Ceiling)),
    ("__abs__", "", |py, it, _| {
        let absolute = Decimal {
            negative: false,
            ..decimal_of(it)
        };
        Ok(py.decimal(absolute.rounded(PRECISION, Rounding::HalfEven)))
    }),
    ("__round__", "n=None, /", |py, it, mut a| {
        match a.take("n").and_then(|it| it.as_i64()) {
            None => whole(py, it, Rounding::HalfEven),
            Some(digits) => {
                let rounded = decimal_of(it).with_exponent(-digits, Rounding::HalfEven);
                Ok(rounded.map_or(Value::None, |rounded| py.decimal(rounded)))
            }
        }
    }),
    ("__format__", "format_spec, context=None, /", format),
];

fn whole(interpreter: &mut Interpreter, value: &Value, rounding: Rounding) -> PyResult<Value> {
    let decimal = decimal_of(value);
    match &decimal.kind {
        NaN => Err(interpreter.value_error("cannot convert NaN to integer")),
        Infinity => Err(interpreter.raise("OverflowError", "cannot convert Infinity to integer")),
        Finite { .. } => {
            let number = decimal.with_exponent(0, rounding).and_then(|it| it.parts());
            Ok(number.map_or(Value::Int(0), |(number, _)| Value::big(number)))
        }
    }
}

fn rounding(interpreter: &Interpreter, value: Option<Value>) -> PyResult<Rounding> {
    let Some(name) = value.and_then(|it| it.as_text()) else {
        return Ok(Rounding::HalfEven);
    };
    let found = ROUNDINGS.iter().find(|(known, _)| **known == *name);
    let message = "valid values for rounding are:\n  [ROUND_CEILING, ROUND_FLOOR, ROUND_UP, \
                   ROUND_DOWN,\n   ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN,\n   ROUND_05UP]";
    found
        .map(|(_, rounding)| *rounding)
        .ok_or_else(|| interpreter.type_error(message))
}

fn quantize(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let rounding = rounding(interpreter, arguments.take("rounding"))?;
    let pattern = decimal_of(&arguments.take_or_none("exp"));
    let decimal = decimal_of(value);
    let (Finite { .. }, Finite { exponent, .. }) = (&decimal.kind, &pattern.kind) else {
        return Ok(interpreter.decimal(decimal));
    };
    match decimal.with_exponent(*exponent, rounding) {
        Some(result) => match &result.kind {
            Finite { digits, .. } if digit_count(digits) <= PRECISION => {
                Ok(interpreter.decimal(result))
            }
            _ => Err(signal(interpreter, "InvalidOperation")),
        },
        None => Err(signal(interpreter, "InvalidOperation")),
    }
}

fn format(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let specification = arguments
        .take("format_spec")
        .and_then(|it| it.as_text())
        .unwrap_or_default();
    let decimal = decimal_of(value);
    // `.2f` is the form in use; the rest is padding, which text has too.
    let kind = specification.chars().last();
    let precision = specification.rsplit_once('.').and_then(|(_, rest)| {
        rest.trim_end_matches(char::is_alphabetic)
            .trim_end_matches('%')
            .parse::<i64>()
            .ok()
    });
    let shown = match (kind, precision) {
        (Some('f' | 'F'), precision) => {
            let precision = precision.unwrap_or(match &decimal.kind {
                Finite { exponent, .. } => (-exponent).max(0),
                _ => 0,
            });
            decimal
                .with_exponent(-precision, Rounding::HalfEven)
                .unwrap_or(decimal)
                .positional()
        }
        (Some('%'), precision) => {
            let scaled = match decimal.kind {
                Finite { digits, exponent } => {
                    Decimal::finite(decimal.negative, digits, exponent + 2)
                }
                kind => Decimal {
                    negative: decimal.negative,
                    kind,
                },
            };
            let scaled = match precision {
                Some(precision) => scaled
                    .with_exponent(-precision, Rounding::HalfEven)
                    .unwrap_or(scaled),
                None => scaled,
            };
            format!("{}%", scaled.positional())
        }
        _ => decimal.to_string(),
    };
    let head: String = specification
        .chars()
        .take_while(|it| *it != '.' && !matches!(it, 'f' | 'F' | '%' | 'g' | 'e' | 'E'))
        .collect();
    let grouped = if head.contains(',') {
        group(&shown)
    } else {
        shown
    };
    let padding = head.replace(',', "");
    let align = if padding.starts_with(['<', '>', '^', '='])
        || padding.chars().nth(1).is_some_and(|it| "<>^=".contains(it))
        || padding.is_empty()
    {
        padding
    } else {
        format!(">{padding}")
    };
    interpreter
        .format(&Value::str(grouped), &align.replace('+', ""))
        .map(Value::Str)
}

/// Groups the digits before the point by commas.
fn group(text: &str) -> String {
    let (sign, body) = match text.strip_prefix('-') {
        Some(body) => ("-", body),
        None => ("", text),
    };
    let (whole, rest) = body.split_at(body.find('.').unwrap_or(body.len()));
    let mut grouped = String::new();
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    format!("{sign}{grouped}{rest}")
}

impl Decimal {
    /// Without exponent.
    fn positional(&self) -> String {
        let Finite { digits, exponent } = &self.kind else {
            return self.to_string();
        };
        let sign = if self.negative { "-" } else { "" };
        let text = digits.to_string();
        if *exponent >= 0 {
            let zeros = usize::try_from(*exponent)
                .unwrap_or(0)
                .min(MOST_DIGITS as usize);
            return format!(
                "{sign}{text}{}",
                if text == "0" {
                    String::new()
                } else {
                    "0".repeat(zeros)
                }
            );
        }
        let places = usize::try_from(-exponent).unwrap_or(0);
        let padded = format!("{text:0>width$}", width = places + 1);
        let (whole, fraction) = padded.split_at(padded.len() - places);
        format!("{sign}{whole}.{fraction}")
    }
}

/// The module `decimal`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = interpreter
        .class_builder("Decimal", "decimal")
        .native(Rc::new(Constructor(construct)))
        .class_method("from_float", |py, arguments| {
            match arguments.positional.get(1) {
                Some(value) => {
                    let number = py.float_argument(value)?;
                    Ok(py.decimal(Decimal::from_float(number)))
                }
                None => Err(py.type_error("from_float expected 1 argument")),
            }
        })
        .build();
    methods(&class, METHODS);
    let module = Module::new("decimal").with_class(&class);
    for (name, _) in ROUNDINGS {
        module.set(name, Value::str(*name));
    }
    for class in signals(interpreter) {
        module.set(&class.name, Value::Class(class.clone()));
    }
    let fields = ["sign", "digits", "exponent"].map(Value::str).to_vec();
    if let Ok(collections) = interpreter.import_module("collections")
        && let Some(make) = collections.get("namedtuple")
    {
        let arguments =
            Arguments::positional(vec![Value::str("DecimalTuple"), Value::list(fields)]);
        if let Ok(tuple) = interpreter.call(&make, arguments) {
            module.set("DecimalTuple", tuple);
        }
    }
    functions(
        &module,
        &[
            ("getcontext", "", |py, _| context(py)),
            ("localcontext", "ctx=None", |py, _| {
                Err(py.unsupported("decimal.localcontext()"))
            }),
            ("setcontext", "context, /", |py, _| {
                Err(py.unsupported("decimal.setcontext()"))
            }),
        ],
    );
    module
}

/// The exception classes, by their place in the hierarchy.
fn signals(interpreter: &Interpreter) -> Vec<Rc<Class>> {
    let base = |name: &str| {
        interpreter
            .types
            .find(name)
            .unwrap_or_else(|| interpreter.types.runtime_error())
    };
    let class =
        |name: &str, bases: &[&Rc<Class>]| interpreter.exception_class(name, "decimal", bases);
    let exception = class("DecimalException", &[&base("ArithmeticError")]);
    let invalid = class("InvalidOperation", &[&exception]);
    let by_zero = class("DivisionByZero", &[&exception, &base("ZeroDivisionError")]);
    let inexact = class("Inexact", &[&exception]);
    let rounded = class("Rounded", &[&exception]);
    vec![
        class("DivisionUndefined", &[&invalid, &base("ZeroDivisionError")]),
        class("DivisionImpossible", &[&invalid]),
        class("ConversionSyntax", &[&invalid]),
        class("Overflow", &[&inexact, &rounded]),
        class("FloatOperation", &[&exception, &base("TypeError")]),
        exception,
        invalid,
        by_zero,
        inexact,
        rounded,
    ]
}

fn context(interpreter: &mut Interpreter) -> PyResult<Value> {
    let class = interpreter.class_builder("Context", "decimal").build();
    let context = crate::python::Instance::new(&class);
    context.set("prec", Value::Int(PRECISION as i64));
    context.set("rounding", Value::str("ROUND_HALF_EVEN"));
    Ok(Value::Instance(context))
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let mut bound =
        Signature::new("Decimal", "value='0', context=None").bind(interpreter, arguments)?;
    let Some(value) = bound.take("value") else {
        return Ok(instance(class, Decimal::finite(false, BigUint::ZERO, 0)));
    };
    let decimal = match value.unboxed() {
        Value::Float(number) => Some(Decimal::from_float(*number)),
        Value::Str(text) => match Decimal::parse(text) {
            Some(decimal) => Some(decimal),
            None => return Err(signal(interpreter, "ConversionSyntax")),
        },
        Value::Tuple(parts) if parts.len() == 3 => from_tuple(parts),
        other => operand(other),
    };
    match decimal {
        Some(decimal) => Ok(instance(class, decimal)),
        None => {
            let found = interpreter.operand_name(&value);
            Err(interpreter.type_error(format!(
                "conversion from {found} to Decimal is not supported"
            )))
        }
    }
}

fn from_tuple(parts: &[Value]) -> Option<Decimal> {
    let [sign, digits, exponent] = parts else {
        return None;
    };
    let digits: String = digits
        .as_sequence()?
        .iter()
        .filter_map(Value::as_i64)
        .map(|digit| digit.to_string())
        .collect();
    let digits = if digits.is_empty() {
        "0".to_owned()
    } else {
        digits
    };
    let digits = BigUint::parse_bytes(digits.as_bytes(), 10)?;
    Some(Decimal::finite(
        sign.as_i64()? != 0,
        digits,
        exponent.as_i64()?,
    ))
}
