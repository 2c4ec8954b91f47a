//! `complex`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject, UnaryOperator};
use crate::python::text;
use crate::python::types::method::Method;
use crate::python::value::{HashKey, Instance, Value};

use BinaryOperator as B;

/// A complex number.
#[derive(Clone, Copy)]
pub(in crate::python) struct Complex {
    pub real: f64,
    pub imag: f64,
}

pub(super) const METHODS: &[Method] = &[
    ("conjugate", "", |py, it, _| {
        let number = of(it).unwrap_or(ZERO);
        Ok(py.complex(Complex {
            imag: -number.imag,
            ..number
        }))
    }),
    ("__abs__", "", |py, it, _| {
        py.complex_size(of(it).unwrap_or(ZERO))
    }),
    ("__complex__", "", |_, it, _| Ok(it.clone())),
    ("__getnewargs__", "", |_, it, _| {
        let number = of(it).unwrap_or(ZERO);
        Ok(Value::tuple(vec![
            Value::Float(number.real),
            Value::Float(number.imag),
        ]))
    }),
];

const ZERO: Complex = Complex {
    real: 0.0,
    imag: 0.0,
};

/// The complex number that a value is, or that an instance of a subclass has.
pub(in crate::python) fn of(value: &Value) -> Option<Complex> {
    let found = value.native::<Complex>();
    found
        .or_else(|| value.unboxed().native::<Complex>())
        .copied()
}

impl NativeObject for Complex {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        match name {
            "real" => Some(Value::Float(self.real)),
            "imag" => Some(Value::Float(self.imag)),
            _ => None,
        }
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        Some(Err(interpreter.raise(
            "AttributeError",
            match name {
                "real" | "imag" => "readonly attribute".to_owned(),
                _ => format!("'complex' object has no attribute '{name}'"),
            },
        )))
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.shown(text::float_repr)))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        if let Some(other) = of(other) {
            return Some(self.real == other.real && self.imag == other.imag);
        }
        if self.imag != 0.0 {
            return Some(false);
        }
        match other.unboxed() {
            Value::Float(other) => Some(self.real == *other),
            other => {
                let whole = self.real.is_finite() && self.real.fract() == 0.0;
                let number = other.as_bigint()?;
                Some(whole && text::float_to_bigint(self.real) == number)
            }
        }
    }

    fn hash_key(&self) -> Option<HashKey> {
        let [real, imag] =
            [self.real, self.imag].map(crate::python::interpreter::compare::float_key);
        if self.imag == 0.0 {
            return Some(real);
        }
        let parts = HashKey::Tuple(vec![real, imag]);
        Some(HashKey::Native("complex", Box::new(parts)))
    }

    fn truth(&self) -> Option<bool> {
        Some(self.real != 0.0 || self.imag != 0.0)
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        _this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let other = match interpreter.as_complex(other) {
            Ok(other) => other?,
            Err(error) => return Some(Err(error)),
        };
        let (left, right) = if reflected {
            (other, *self)
        } else {
            (*self, other)
        };
        let result = interpreter.complex_binary(operator, left, right)?;
        Some(result.map(|number| interpreter.complex(number)))
    }

    fn unary(
        &self,
        interpreter: &mut Interpreter,
        operator: UnaryOperator,
        _this: &Value,
    ) -> Option<PyResult<Value>> {
        let number = match operator {
            UnaryOperator::Negative => Self {
                real: -self.real,
                imag: -self.imag,
            },
            UnaryOperator::Positive => *self,
            UnaryOperator::Invert => return None,
        };
        Some(Ok(interpreter.complex(number)))
    }
}

impl Complex {
    /// `(1+2j)`, with the parts as a format shows them.
    fn shown(&self, part: impl Fn(f64) -> String) -> String {
        // A whole number shows no point here.
        let part = |number: f64| {
            let text = part(number);
            text.strip_suffix(".0").map(str::to_owned).unwrap_or(text)
        };
        if self.real == 0.0 && self.real.is_sign_positive() {
            return format!("{}j", part(self.imag));
        }
        let (real, imag) = (part(self.real), part(self.imag));
        let plus = if imag.starts_with('-') { "" } else { "+" };
        format!("({real}{plus}{imag}j)")
    }

    fn times(self, other: Self) -> Self {
        Self {
            real: self.real * other.real - self.imag * other.imag,
            imag: self.real * other.imag + self.imag * other.real,
        }
    }

    /// Divides by the larger part first, so that squares do not overflow; `None` by zero.
    fn over(self, other: Self) -> Option<Self> {
        if other.real.abs() >= other.imag.abs() {
            if other.real == 0.0 {
                return None;
            }
            let ratio = other.imag / other.real;
            let divisor = other.real + other.imag * ratio;
            return Some(Self {
                real: (self.real + self.imag * ratio) / divisor,
                imag: (self.imag - self.real * ratio) / divisor,
            });
        }
        if other.real.is_nan() || other.imag.is_nan() {
            return Some(Self {
                real: f64::NAN,
                imag: f64::NAN,
            });
        }
        let ratio = other.real / other.imag;
        let divisor = other.real * ratio + other.imag;
        Some(Self {
            real: (self.real * ratio + self.imag) / divisor,
            imag: (self.imag * ratio - self.real) / divisor,
        })
    }

    /// To a whole power of at most 100, by squaring; `None` when zero is divided by.
    fn to_whole(self, exponent: i32) -> Option<Self> {
        let (mut result, mut square) = (
            Self {
                real: 1.0,
                imag: 0.0,
            },
            self,
        );
        let mut bits = exponent.unsigned_abs();
        while bits > 0 {
            if bits & 1 == 1 {
                result = result.times(square);
            }
            bits >>= 1;
            square = square.times(square);
        }
        if exponent < 0 {
            let one = Self {
                real: 1.0,
                imag: 0.0,
            };
            return one.over(result);
        }
        Some(result)
    }

    /// By length and angle; `None` when zero is divided by.
    fn to_power(self, exponent: Self) -> Option<Self> {
        if exponent.real == 0.0 && exponent.imag == 0.0 {
            return Some(Self {
                real: 1.0,
                imag: 0.0,
            });
        }
        if self.real == 0.0 && self.imag == 0.0 {
            return (exponent.imag == 0.0 && exponent.real >= 0.0).then_some(ZERO);
        }
        let (size, angle) = (self.real.hypot(self.imag), self.imag.atan2(self.real));
        let (mut length, mut phase) = (size.powf(exponent.real), angle * exponent.real);
        if exponent.imag != 0.0 {
            length *= (-angle * exponent.imag).exp();
            phase += exponent.imag * size.ln();
        }
        Some(Self {
            real: length * phase.cos(),
            imag: length * phase.sin(),
        })
    }
}

impl Interpreter {
    /// The value of a complex number.
    pub(in crate::python) fn complex(&self, number: Complex) -> Value {
        Value::Instance(Instance::with_native(
            &self.types.complex(),
            Rc::new(number),
        ))
    }

    /// `abs(number)`.
    pub(super) fn complex_size(&self, number: Complex) -> PyResult<Value> {
        let size = number.real.hypot(number.imag);
        if size.is_infinite() && number.real.is_finite() && number.imag.is_finite() {
            return Err(self.raise("OverflowError", "absolute value too large"));
        }
        Ok(Value::Float(size))
    }

    /// What a number is as a complex one; `None` when it is no number.
    fn as_complex(&mut self, value: &Value) -> PyResult<Option<Complex>> {
        if let Some(number) = of(value) {
            return Ok(Some(number));
        }
        let real = match value.unboxed() {
            Value::Float(number) => *number,
            other => match other.as_bigint() {
                Some(number) => self.int_to_float(&number)?,
                None => return Ok(None),
            },
        };
        Ok(Some(Complex { real, imag: 0.0 }))
    }

    fn complex_binary(
        &self,
        operator: BinaryOperator,
        left: Complex,
        right: Complex,
    ) -> Option<PyResult<Complex>> {
        let zero = |message: &str| self.raise("ZeroDivisionError", message);
        Some(match operator {
            B::Add => Ok(Complex {
                real: left.real + right.real,
                imag: left.imag + right.imag,
            }),
            B::Sub => Ok(Complex {
                real: left.real - right.real,
                imag: left.imag - right.imag,
            }),
            B::Mul => Ok(left.times(right)),
            B::Div => left
                .over(right)
                .ok_or_else(|| zero("complex division by zero")),
            B::Pow => self.complex_power(left, right),
            _ => return None,
        })
    }

    /// `base ** exponent`.
    pub(in crate::python) fn complex_power(
        &self,
        base: Complex,
        exponent: Complex,
    ) -> PyResult<Complex> {
        const MOST: f64 = 100.0;
        let whole = exponent.imag == 0.0
            && exponent.real == exponent.real.floor()
            && exponent.real.abs() <= MOST;
        let result = if whole {
            base.to_whole(exponent.real as i32)
        } else {
            base.to_power(exponent)
        };
        match result {
            None => {
                let message = "0.0 to a negative or complex power";
                Err(self.raise("ZeroDivisionError", message))
            }
            Some(number) if number.real.is_infinite() || number.imag.is_infinite() => {
                Err(self.raise("OverflowError", "complex exponentiation"))
            }
            Some(number) => Ok(number),
        }
    }

    /// `complex(real, imag)`.
    pub(super) fn make_complex(&mut self, arguments: Arguments) -> PyResult<Value> {
        let mut bound =
            Signature::new("complex", "real=0, imag=0").bind_in_c(self, &"complex", arguments)?;
        let (real, imag) = (bound.take("real"), bound.take("imag"));
        if let Some(Value::Str(text)) = real.as_ref().map(Value::unboxed) {
            if imag.is_some() {
                let message = "complex() can't take second arg if first is a string";
                return Err(self.type_error(message));
            }
            self.charge(text.len())?;
            let message = "complex() arg is a malformed string";
            let number = parse(text).ok_or_else(|| self.value_error(message))?;
            return Ok(self.complex(number));
        }
        if let Some(Value::Str(_)) = imag.as_ref().map(Value::unboxed) {
            return Err(self.type_error("complex() second arg can't be a string"));
        }
        let mut number = match &real {
            Some(real) => self.complex_argument(real, "first")?,
            None => ZERO,
        };
        if let Some(imag) = &imag {
            let is_real = number.imag == 0.0;
            let imag = self.complex_argument(imag, "second")?;
            number.real -= imag.imag;
            // A sum would lose the sign of a zero.
            number.imag = if is_real {
                imag.real
            } else {
                number.imag + imag.real
            };
        }
        Ok(self.complex(number))
    }

    fn complex_argument(&mut self, value: &Value, place: &str) -> PyResult<Complex> {
        if place == "first"
            && let Some(result) = self.call_special(value, "__complex__", &[])?
        {
            return of(&result).ok_or_else(|| {
                let found = self.operand_name(&result);
                self.type_error(format!("__complex__ returned non-complex (type {found})"))
            });
        }
        if let Some(number) = self.as_complex(value)? {
            return Ok(number);
        }
        for method in ["__float__", "__index__"] {
            if let Some(result) = self.call_special(value, method, &[])? {
                if let Some(number) = self.as_complex(&result)? {
                    return Ok(number);
                }
                return Err(self.not_a_float(value, &result));
            }
        }
        let found = self.operand_name(value);
        Err(self.type_error(if place == "first" {
            format!("complex() first argument must be a string or a number, not '{found}'")
        } else {
            format!("complex() second argument must be a number, not '{found}'")
        }))
    }

    fn not_a_float(&self, value: &Value, result: &Value) -> Box<PyError> {
        let (name, found) = (self.operand_name(value), self.operand_name(result));
        self.type_error(format!(
            "{name}.__float__ returned non-float (type {found})"
        ))
    }
}

/// The number that a text says: `1`, `2j`, `1+2j`, in parentheses or not.
fn parse(text: &str) -> Option<Complex> {
    let text = text.trim();
    let text = match text.strip_prefix('(') {
        Some(inner) => inner.strip_suffix(')')?.trim(),
        None => text,
    };
    let number = |part: &str| {
        let bare = part.trim_start_matches(['+', '-']);
        let fits = !bare.is_empty() && part.len() - bare.len() < 2 && part.trim() == part;
        fits.then(|| text::parse_float(part)).flatten()
    };
    let Some(imaginary) = text.strip_suffix(['j', 'J']) else {
        return Some(Complex {
            real: number(text)?,
            imag: 0.0,
        });
    };
    // The sign between the parts is the last one that belongs to no exponent.
    let bytes = imaginary.as_bytes();
    let split = (1..bytes.len()).rev().find(|at| {
        matches!(bytes.get(*at), Some(b'+' | b'-'))
            && !matches!(bytes.get(at - 1), Some(b'e' | b'E'))
    });
    let (real, imag) = imaginary.split_at(split.unwrap_or(0));
    Some(Complex {
        real: if real.is_empty() { 0.0 } else { number(real)? },
        imag: match imag {
            "" | "+" => 1.0,
            "-" => -1.0,
            other => number(other)?,
        },
    })
}
