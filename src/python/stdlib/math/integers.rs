//! `math`'s functions of integers.

use num_bigint::{BigInt, Sign};

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::FunctionRow;
use crate::python::value::Value;

pub(super) const FUNCTIONS: &[FunctionRow] = &[
    ("gcd", "*integers", |py, a| {
        fold(py, &a, BigInt::ZERO, greatest_divisor)
    }),
    ("lcm", "*integers", |py, a| {
        fold(py, &a, BigInt::from(1), |one, other| {
            let divisor = greatest_divisor(one.clone(), other.clone());
            if divisor == BigInt::ZERO {
                BigInt::ZERO
            } else {
                (one / divisor * other).magnitude().clone().into()
            }
        })
    }),
    ("factorial", "x, /", |py, mut a| {
        factorial(py, &a.take_or_none("x"))
    }),
    ("isqrt", "n, /", |py, mut a| {
        let number = index(py, &a.take_or_none("n"))?;
        if number.sign() == Sign::Minus {
            return Err(py.value_error("isqrt() argument must be nonnegative"));
        }
        Ok(Value::big(number.sqrt()))
    }),
    ("comb", "n, k, /", |py, mut a| {
        let n = natural(py, &a.take_or_none("n"), "n")?;
        let k = natural(py, &a.take_or_none("k"), "k")?;
        if k > n {
            return Ok(Value::Int(0));
        }
        let other = &n - &k;
        let steps = count(py, &k.min(other), "min(n - k, k)")?;
        charge(py, &n, steps)?;
        let mut result = BigInt::from(1);
        for step in 0..steps {
            result = result * (&n - step) / (step + 1);
        }
        Ok(Value::big(result))
    }),
    ("perm", "n, k=None, /", |py, mut a| {
        let value = a.take_or_none("n");
        let Some(k) = a.take("k").filter(|it| !it.is_none()) else {
            return factorial(py, &value);
        };
        let n = natural(py, &value, "n")?;
        let k = natural(py, &k, "k")?;
        if k > n {
            return Ok(Value::Int(0));
        }
        let steps = count(py, &k, "k")?;
        charge(py, &n, steps)?;
        Ok(Value::big((0..steps).map(|step| &n - step).product()))
    }),
];

fn factorial(interpreter: &mut Interpreter, value: &Value) -> PyResult<Value> {
    let number = index(interpreter, value)?;
    if number.sign() == Sign::Minus {
        return Err(interpreter.value_error("factorial() not defined for negative values"));
    }
    let Ok(number) = i64::try_from(&number) else {
        let message = "factorial() argument should not exceed 9223372036854775807";
        return Err(interpreter.raise("OverflowError", message));
    };
    let steps = usize::try_from(number).unwrap_or(usize::MAX);
    interpreter.check_size(steps.saturating_mul(64))?;
    interpreter.charge(steps.saturating_mul(steps) / 64)?;
    Ok(Value::big((1..=number).map(BigInt::from).product()))
}

/// What a product of so many numbers may cost.
fn charge(interpreter: &mut Interpreter, number: &BigInt, steps: u64) -> PyResult<()> {
    let bits = usize::try_from(number.bits()).unwrap_or(usize::MAX);
    let steps = usize::try_from(steps).unwrap_or(usize::MAX);
    let work = steps.saturating_mul(steps).saturating_mul(bits / 64 + 1) / 64;
    interpreter.charge(work.saturating_add(steps))?;
    interpreter.check_size(bits.saturating_mul(steps) / 8)
}

/// `operator.index()`.
fn index(interpreter: &mut Interpreter, value: &Value) -> PyResult<BigInt> {
    if let Some(number) = value.as_bigint() {
        return Ok(number);
    }
    if let Some(result) = interpreter.call_special(value, "__index__", &[])?
        && let Some(number) = result.as_bigint()
    {
        return Ok(number);
    }
    let found = interpreter.operand_name(value);
    let message = format!("'{found}' object cannot be interpreted as an integer");
    Err(interpreter.type_error(message))
}

fn natural(interpreter: &mut Interpreter, value: &Value, name: &str) -> PyResult<BigInt> {
    let number = index(interpreter, value)?;
    if number.sign() == Sign::Minus {
        let message = format!("{name} must be a non-negative integer");
        return Err(interpreter.value_error(message));
    }
    Ok(number)
}

fn count(interpreter: &Interpreter, number: &BigInt, name: &str) -> PyResult<u64> {
    u64::try_from(number).map_err(|_| {
        let message = format!("{name} must not exceed 18446744073709551615");
        interpreter.raise("OverflowError", message)
    })
}

fn fold(
    interpreter: &mut Interpreter,
    arguments: &Bound,
    start: BigInt,
    function: fn(BigInt, BigInt) -> BigInt,
) -> PyResult<Value> {
    let mut total = start;
    for value in &arguments.rest {
        let number = index(interpreter, value)?;
        total = function(total, number);
    }
    Ok(Value::big(total))
}

fn greatest_divisor(mut one: BigInt, mut other: BigInt) -> BigInt {
    while other != BigInt::ZERO {
        (one, other) = (other.clone(), one % other);
    }
    one.magnitude().clone().into()
}
