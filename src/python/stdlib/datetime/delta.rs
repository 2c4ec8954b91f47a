//! `timedelta`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject, UnaryOperator};
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Class, HashKey, Value};

use super::TimeDelta;

const UNITS: &[(&str, f64)] = &[
    ("days", 86_400_000_000.0),
    ("seconds", 1_000_000.0),
    ("microseconds", 1.0),
    ("milliseconds", 1_000.0),
    ("minutes", 60_000_000.0),
    ("hours", 3_600_000_000.0),
    ("weeks", 604_800_000_000.0),
];

const METHODS: &[MethodRow] = &[
    ("__abs__", "", |py, it, _| {
        let total = it
            .native::<TimeDelta>()
            .map_or(0, |delta| delta.total_microseconds().abs());
        let class = py.class_of(it);
        make(py, &class, total)
    }),
    ("total_seconds", "", |_, it, _| {
        let total = it
            .native::<TimeDelta>()
            .map_or(0, |delta| delta.total_microseconds());
        Ok(Value::Float(total as f64 / 1e6))
    }),
];

pub(super) fn class(interpreter: &Interpreter) -> Rc<Class> {
    let class = interpreter
        .class_builder("timedelta", "datetime")
        .native(Rc::new(Constructor(construct)))
        .build();
    methods(&class, METHODS);
    class.set(
        "resolution",
        instance(
            &class,
            TimeDelta {
                days: 0,
                seconds: 0,
                microseconds: 1,
            },
        ),
    );
    class
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new(
        "timedelta.__new__",
        "days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0",
    );
    let mut bound = signature.bind(interpreter, arguments)?;
    let (mut total, mut fraction) = (0_i128, 0.0_f64);
    for (name, factor) in UNITS {
        let Some(value) = bound.take(name) else {
            continue;
        };
        match value.unboxed() {
            Value::Float(number) => {
                let whole = number.trunc();
                total += (whole as i128) * (*factor as i128);
                fraction += (number - whole) * factor;
            }
            other => match other.as_i64() {
                Some(number) => total += i128::from(number) * (*factor as i128),
                None => {
                    let found = interpreter.operand_name(&value);
                    return Err(interpreter.type_error(format!(
                        "unsupported type for timedelta {name} component: {found}"
                    )));
                }
            },
        }
    }
    total += fraction.round_ties_even() as i128;
    make(interpreter, class, total)
}

fn make(interpreter: &Interpreter, class: &Rc<Class>, microseconds: i128) -> PyResult<Value> {
    match TimeDelta::from_microseconds(microseconds) {
        Some(delta) => Ok(instance(class, delta)),
        None => {
            let days = microseconds.div_euclid(super::calendar::MICROSECONDS_PER_DAY);
            if i32::try_from(days).is_err() {
                let message = "Python int too large to convert to C int";
                return Err(interpreter.raise("OverflowError", message));
            }
            let message = format!("days={days}; must have magnitude <= 999999999");
            Err(interpreter.raise("OverflowError", message))
        }
    }
}

/// `str(timedelta)`.
pub(super) fn text(delta: TimeDelta) -> String {
    let days = match delta.days {
        0 => String::new(),
        1 | -1 => format!("{} day, ", delta.days),
        days => format!("{days} days, "),
    };
    let (hours, minutes, seconds) = (
        delta.seconds / 3600,
        delta.seconds / 60 % 60,
        delta.seconds % 60,
    );
    let fraction = if delta.microseconds == 0 {
        String::new()
    } else {
        format!(".{:06}", delta.microseconds)
    };
    format!("{days}{hours}:{minutes:02}:{seconds:02}{fraction}")
}

/// `repr(timedelta)`.
pub(super) fn repr(delta: TimeDelta) -> String {
    let parts: Vec<String> = [
        ("days", delta.days),
        ("seconds", delta.seconds),
        ("microseconds", delta.microseconds),
    ]
    .iter()
    .filter(|(_, value)| *value != 0)
    .map(|(name, value)| format!("{name}={value}"))
    .collect();
    let inner = if parts.is_empty() {
        "0".to_owned()
    } else {
        parts.join(", ")
    };
    format!("datetime.timedelta({inner})")
}

impl NativeObject for TimeDelta {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(Value::Int(match name {
            "days" => self.days,
            "seconds" => self.seconds,
            "microseconds" => self.microseconds,
            _ => return None,
        }))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(repr(*self)))
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(text(*self)))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| other == self)
    }

    fn compare(&self, other: &Value) -> Option<std::cmp::Ordering> {
        other.native::<Self>().map(|other| self.cmp(other))
    }

    fn hash_key(&self) -> Option<HashKey> {
        let parts = [self.days, self.seconds, self.microseconds].map(HashKey::Int);
        Some(HashKey::Native(
            "timedelta",
            Box::new(HashKey::Tuple(parts.to_vec())),
        ))
    }

    fn truth(&self) -> Option<bool> {
        Some(*self != Self::default())
    }

    fn unary(
        &self,
        interpreter: &mut Interpreter,
        operator: UnaryOperator,
        this: &Value,
    ) -> Option<PyResult<Value>> {
        let total = match operator {
            UnaryOperator::Negative => -self.total_microseconds(),
            UnaryOperator::Positive => self.total_microseconds(),
            UnaryOperator::Invert => return None,
        };
        let class = interpreter.class_of(this);
        Some(make(interpreter, &class, total))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        _this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let own = self.total_microseconds();
        let delta = other
            .native::<Self>()
            .map(|other| other.total_microseconds());
        let class = interpreter.library_class("datetime", "timedelta");
        let zero = |it: &Interpreter, what: &str| Some(Err(it.raise("ZeroDivisionError", what)));
        use BinaryOperator as B;
        let total = match (operator, delta) {
            (B::Add, Some(other)) => own + other,
            (B::Sub, Some(other)) if reflected => other - own,
            (B::Sub, Some(other)) => own - other,
            (B::Div, Some(0)) => return zero(interpreter, "integer division or modulo by zero"),
            (B::Div, Some(other)) if !reflected => {
                return Some(Ok(Value::Float(own as f64 / other as f64)));
            }
            (B::FloorDiv | B::Mod, Some(0)) => {
                return zero(interpreter, "integer division or modulo by zero");
            }
            (B::FloorDiv, Some(other)) if !reflected => {
                let quotient = (own
                    - own.rem_euclid(other.abs())
                    - if other < 0 && own.rem_euclid(other.abs()) != 0 {
                        other.abs()
                    } else {
                        0
                    })
                    / other;
                return Some(Ok(Value::Int(i64::try_from(quotient).unwrap_or(i64::MAX))));
            }
            (B::Mod, Some(other)) if !reflected => {
                let remainder = own.rem_euclid(other.abs());
                if other < 0 && remainder != 0 {
                    remainder + other
                } else {
                    remainder
                }
            }
            (B::Mul, None) => match other.unboxed() {
                Value::Float(factor) => (own as f64 * factor).round_ties_even() as i128,
                value => own * i128::from(value.as_i64()?),
            },
            (B::Div | B::FloorDiv, None) if !reflected => match (other.unboxed(), operator) {
                (value, _) if value.as_i64() == Some(0) || value.as_f64() == Some(0.0) => {
                    return zero(interpreter, "integer division or modulo by zero");
                }
                (Value::Float(divisor), B::Div) => (own as f64 / divisor).round_ties_even() as i128,
                (value, B::Div) => {
                    let divisor = i128::from(value.as_i64()?);
                    round_half_even(own, divisor)
                }
                (value, _) => own.div_euclid(i128::from(value.as_i64()?)),
            },
            _ => return None,
        };
        Some(make(interpreter, &class, total))
    }
}

fn round_half_even(number: i128, divisor: i128) -> i128 {
    let (quotient, remainder) = (number.div_euclid(divisor), number.rem_euclid(divisor));
    let twice = remainder * 2;
    let up = twice > divisor.abs() || (twice == divisor.abs() && quotient % 2 != 0);
    if up {
        quotient + divisor.signum()
    } else {
        quotient
    }
}
