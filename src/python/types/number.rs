//! Arithmetic on `int` and `float`.

use num_bigint::{BigInt, Sign};

use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::types::complex::Complex;
use crate::python::value::Value;

use BinaryOperator as B;

/// The operator on two small integers, when the result is one too.
pub(in crate::python) fn small(operator: BinaryOperator, left: i64, right: i64) -> Option<i64> {
    match operator {
        B::Add => left.checked_add(right),
        B::Sub => left.checked_sub(right),
        B::Mul => left.checked_mul(right),
        B::FloorDiv if right != 0 => {
            let quotient = left.checked_div(right)?;
            Some(quotient - i64::from(left % right != 0 && (left < 0) != (right < 0)))
        }
        B::Mod if right != 0 => {
            let remainder = left.checked_rem(right)?;
            let adjust = remainder != 0 && (remainder < 0) != (right < 0);
            Some(if adjust { remainder + right } else { remainder })
        }
        B::Pow if right >= 0 => left.checked_pow(u32::try_from(right).ok()?),
        B::BitAnd => Some(left & right),
        B::BitOr => Some(left | right),
        B::BitXor => Some(left ^ right),
        B::RShift if right >= 0 => Some(left >> right.min(63)),
        B::LShift if (0..62).contains(&right) => {
            left.checked_mul(1_i64.checked_shl(u32::try_from(right).ok()?)?)
        }
        _ => None,
    }
}

/// A unary operator on a number.
pub(in crate::python) fn unary(operator: UnaryOperator, value: &Value) -> Option<Value> {
    if let Value::Float(number) = value {
        return match operator {
            UnaryOperator::Negative => Some(Value::Float(-number)),
            UnaryOperator::Positive => Some(Value::Float(*number)),
            UnaryOperator::Invert => None,
        };
    }
    let number = value.as_bigint()?;
    Some(Value::big(match operator {
        UnaryOperator::Negative => -number,
        UnaryOperator::Positive => number,
        UnaryOperator::Invert => -number - 1,
    }))
}

/// The float nearest to an integer, which may be infinite.
pub(in crate::python) fn to_float(number: &BigInt) -> f64 {
    // Printing and reading rounds correctly to the nearest.
    number.to_string().parse().unwrap_or(f64::INFINITY)
}

/// Floor division and the remainder with the divisor's sign.
pub(in crate::python) fn floor_division(left: &BigInt, right: &BigInt) -> (BigInt, BigInt) {
    let (quotient, remainder) = (left / right, left % right);
    let zero = remainder.sign() == Sign::NoSign;
    if !zero && (remainder.sign() == Sign::Minus) != (right.sign() == Sign::Minus) {
        return (quotient - 1, remainder + right);
    }
    (quotient, remainder)
}

/// The float remainder with the divisor's sign, and the floored quotient.
pub(in crate::python) fn float_division(left: f64, right: f64) -> (f64, f64) {
    let mut remainder = left % right;
    let mut quotient = (left - remainder) / right;
    if remainder != 0.0 {
        if (right < 0.0) != (remainder < 0.0) {
            remainder += right;
            quotient -= 1.0;
        }
    } else {
        remainder = 0.0_f64.copysign(right);
    }
    let floored = if quotient == 0.0 {
        0.0_f64.copysign(left / right)
    } else {
        let floor = quotient.floor();
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        }
    };
    (floored, remainder)
}

impl Interpreter {
    /// An operator on two numbers; `None` when they are none.
    pub(in crate::python) fn number_binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<Option<Value>> {
        if let (Value::Bool(left), Value::Bool(right)) = (left, right) {
            match operator {
                B::BitAnd => return Ok(Some(Value::Bool(left & right))),
                B::BitOr => return Ok(Some(Value::Bool(left | right))),
                B::BitXor => return Ok(Some(Value::Bool(left ^ right))),
                _ => {}
            }
        }
        if let (Some(left), Some(right)) = (left.as_bigint(), right.as_bigint()) {
            return self.int_binary(operator, &left, &right).map(Some);
        }
        let (Some(first), Some(second)) = (self.float_of(left)?, self.float_of(right)?) else {
            return Ok(None);
        };
        self.float_binary(operator, first, second)
    }

    fn float_of(&mut self, value: &Value) -> PyResult<Option<f64>> {
        if let Value::Float(number) = value {
            return Ok(Some(*number));
        }
        match value.as_bigint() {
            Some(number) => self.int_to_float(&number).map(Some),
            None => Ok(None),
        }
    }

    /// `float(int)`.
    pub(in crate::python) fn int_to_float(&mut self, number: &BigInt) -> PyResult<f64> {
        let float = to_float(number);
        if float.is_infinite() {
            return Err(self.raise("OverflowError", "int too large to convert to float"));
        }
        Ok(float)
    }

    fn int_binary(&mut self, operator: B, left: &BigInt, right: &BigInt) -> PyResult<Value> {
        let zero = right.sign() == Sign::NoSign;
        let value = match operator {
            B::Add => left + right,
            B::Sub => left - right,
            B::Mul => {
                self.check_bits(left.bits() + right.bits())?;
                left * right
            }
            B::Div if zero => return Err(self.zero_division("division by zero")),
            B::Div => return self.int_true_division(left, right),
            B::FloorDiv if zero => {
                return Err(self.zero_division("integer division or modulo by zero"));
            }
            B::Mod if zero => return Err(self.zero_division("integer modulo by zero")),
            B::FloorDiv => floor_division(left, right).0,
            B::Mod => floor_division(left, right).1,
            B::Pow => return self.int_power(left, right),
            B::LShift | B::RShift => return self.int_shift(operator, left, right),
            B::BitAnd => left & right,
            B::BitOr => left | right,
            B::BitXor => left ^ right,
            B::MatMul => {
                let message = "unsupported operand type(s) for @: 'int' and 'int'";
                return Err(self.type_error(message));
            }
        };
        Ok(Value::big(value))
    }

    fn int_true_division(&mut self, left: &BigInt, right: &BigInt) -> PyResult<Value> {
        let exact = 1_u64 << 53;
        let fits = |number: &BigInt| u64::try_from(number.magnitude()).is_ok_and(|it| it <= exact);
        if fits(left) && fits(right) {
            return Ok(Value::Float(to_float(left) / to_float(right)));
        }
        // Scaled so that the integer quotient has more digits than a float holds; a sticky bit
        // keeps the rounding exact.
        let shift = 66 + right.bits() as i64 - left.bits() as i64;
        let shift = u64::try_from(shift.max(0)).unwrap_or(0);
        let scaled: BigInt = left << shift;
        let mut quotient = &scaled / right;
        if &quotient * right != scaled {
            quotient = (quotient << 1_u32)
                + if (left.sign() == Sign::Minus) == (right.sign() == Sign::Minus) {
                    1
                } else {
                    -1
                };
        } else {
            quotient <<= 1_u32;
        }
        let exponent = i32::try_from(shift + 1).unwrap_or(i32::MAX);
        let mantissa = to_float(&quotient);
        let result = if exponent > 1000 {
            mantissa / 2_f64.powi(1000) / 2_f64.powi(exponent - 1000)
        } else {
            mantissa / 2_f64.powi(exponent)
        };
        if result.is_infinite() {
            return Err(self.raise(
                "OverflowError",
                "integer division result too large for a float",
            ));
        }
        Ok(Value::Float(result))
    }

    fn int_power(&mut self, base: &BigInt, exponent: &BigInt) -> PyResult<Value> {
        if exponent.sign() == Sign::Minus {
            if base.sign() == Sign::NoSign {
                return Err(self.zero_division("0.0 cannot be raised to a negative power"));
            }
            let (base, exponent) = (self.int_to_float(base)?, self.int_to_float(exponent)?);
            return Ok(Value::Float(base.powf(exponent)));
        }
        let trivial = base.bits() <= 1;
        let Ok(small) = u32::try_from(exponent) else {
            if trivial {
                let odd = exponent.bit(0);
                let negative = base.sign() == Sign::Minus && !odd;
                return Ok(Value::big(if negative {
                    -base.clone()
                } else {
                    base.clone()
                }));
            }
            return Err(self.too_large());
        };
        self.check_bits(base.bits().saturating_mul(u64::from(small)))?;
        Ok(Value::big(base.pow(small)))
    }

    fn int_shift(&mut self, operator: B, left: &BigInt, right: &BigInt) -> PyResult<Value> {
        if right.sign() == Sign::Minus {
            return Err(self.value_error("negative shift count"));
        }
        let count = u64::try_from(right).unwrap_or(u64::MAX);
        if operator == B::RShift {
            let count = count.min(left.bits() + 1);
            return Ok(Value::big(left >> count));
        }
        self.check_bits(left.bits().saturating_add(count))?;
        Ok(Value::big(left << count))
    }

    /// Multiplying and printing large numbers takes time that grows with their square.
    fn check_bits(&mut self, bits: u64) -> PyResult<()> {
        const MOST: u64 = 1 << 22;
        if bits > MOST {
            return Err(self.too_large());
        }
        let words = usize::try_from(bits / 64).unwrap_or(usize::MAX);
        self.charge(words.saturating_mul(words) / 64)
    }

    fn zero_division(&self, message: &str) -> Box<PyError> {
        self.raise("ZeroDivisionError", message)
    }

    fn float_binary(&mut self, operator: B, left: f64, right: f64) -> PyResult<Option<Value>> {
        let value = match operator {
            B::Add => left + right,
            B::Sub => left - right,
            B::Mul => left * right,
            B::Div if right == 0.0 => return Err(self.zero_division("float division by zero")),
            B::Div => left / right,
            B::FloorDiv if right == 0.0 => {
                return Err(self.zero_division("float floor division by zero"));
            }
            B::FloorDiv => float_division(left, right).0,
            B::Mod if right == 0.0 => return Err(self.zero_division("float modulo")),
            B::Mod => float_division(left, right).1,
            B::Pow => return self.float_power(left, right).map(Some),
            _ => return Ok(None),
        };
        Ok(Some(Value::Float(value)))
    }

    fn float_power(&mut self, base: f64, exponent: f64) -> PyResult<Value> {
        if base == 0.0 && exponent < 0.0 {
            return Err(self.zero_division("0.0 cannot be raised to a negative power"));
        }
        if base < 0.0 && base.is_finite() && exponent.is_finite() && exponent.fract() != 0.0 {
            let part = |real: f64| Complex { real, imag: 0.0 };
            let power = self.complex_power(part(base), part(exponent))?;
            return Ok(self.complex(power));
        }
        let result = base.powf(exponent);
        if result.is_infinite() && base.is_finite() && exponent.is_finite() {
            let class = self.builtin("OverflowError");
            let arguments = vec![Value::Int(34), Value::str("Numerical result out of range")];
            return Err(class.map_or_else(
                || self.raise("OverflowError", ""),
                |class| self.raise_with(&class, arguments),
            ));
        }
        Ok(Value::Float(result))
    }
}
