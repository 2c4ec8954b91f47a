//! `math`.

use num_bigint::BigInt;

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::text;
use crate::python::value::{Module, Value};

type Plain = (&'static str, fn(f64) -> f64);

/// Functions of one number that need no check.
const PLAIN: &[Plain] = &[
    ("sin", f64::sin),
    ("cos", f64::cos),
    ("tan", f64::tan),
    ("atan", f64::atan),
    ("sinh", f64::sinh),
    ("cosh", f64::cosh),
    ("tanh", f64::tanh),
    ("asinh", f64::asinh),
    ("exp", f64::exp),
    ("expm1", f64::exp_m1),
    ("fabs", f64::abs),
    ("degrees", f64::to_degrees),
    ("radians", f64::to_radians),
    ("cbrt", f64::cbrt),
];

/// The module `math`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("math");
    for (name, value) in [
        ("pi", std::f64::consts::PI),
        ("e", std::f64::consts::E),
        ("tau", std::f64::consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ] {
        module.set(name, Value::Float(value));
    }
    for (name, function) in PLAIN {
        module.set(
            name,
            Value::function(name, "math", move |py, mut a| {
                let value = a.take_receiver().unwrap_or(Value::None);
                Ok(Value::Float(function(py.float_argument(&value)?)))
            }),
        );
    }
    functions(
        &module,
        &[
            ("sqrt", "x, /", |py, a| {
                checked(py, a, |x| x >= 0.0 || x.is_nan(), f64::sqrt)
            }),
            ("log2", "x, /", |py, a| {
                checked(py, a, |x| x > 0.0 || x.is_nan(), f64::log2)
            }),
            ("log10", "x, /", |py, a| {
                checked(py, a, |x| x > 0.0 || x.is_nan(), f64::log10)
            }),
            ("log1p", "x, /", |py, a| {
                checked(py, a, |x| x > -1.0 || x.is_nan(), f64::ln_1p)
            }),
            ("asin", "x, /", |py, a| {
                checked(py, a, |x| (-1.0..=1.0).contains(&x), f64::asin)
            }),
            ("acos", "x, /", |py, a| {
                checked(py, a, |x| (-1.0..=1.0).contains(&x), f64::acos)
            }),
            ("log", "x, base=None, /", |py, mut a| {
                let number = py.float_argument(&a.take_or_none("x"))?;
                if number <= 0.0 {
                    return Err(py.value_error("math domain error"));
                }
                match a.take("base") {
                    Some(base) => {
                        let base = py.float_argument(&base)?;
                        Ok(Value::Float(number.ln() / base.ln()))
                    }
                    None => Ok(Value::Float(number.ln())),
                }
            }),
            ("pow", "x, y, /", |py, mut a| {
                let x = py.float_argument(&a.take_or_none("x"))?;
                let y = py.float_argument(&a.take_or_none("y"))?;
                Ok(Value::Float(x.powf(y)))
            }),
            ("atan2", "y, x, /", |py, mut a| {
                let y = py.float_argument(&a.take_or_none("y"))?;
                let x = py.float_argument(&a.take_or_none("x"))?;
                Ok(Value::Float(y.atan2(x)))
            }),
            ("hypot", "*coordinates", |py, a| {
                let mut total = 0.0;
                for value in &a.rest {
                    let part = py.float_argument(value)?;
                    total += part * part;
                }
                Ok(Value::Float(total.sqrt()))
            }),
            ("fmod", "x, y, /", |py, mut a| {
                let x = py.float_argument(&a.take_or_none("x"))?;
                let y = py.float_argument(&a.take_or_none("y"))?;
                if y == 0.0 {
                    Err(py.value_error("math domain error"))
                } else {
                    Ok(Value::Float(x % y))
                }
            }),
            ("copysign", "x, y, /", |py, mut a| {
                let x = py.float_argument(&a.take_or_none("x"))?;
                let y = py.float_argument(&a.take_or_none("y"))?;
                Ok(Value::Float(x.copysign(y)))
            }),
            ("modf", "x, /", |py, mut a| {
                let x = py.float_argument(&a.take_or_none("x"))?;
                Ok(Value::tuple(vec![
                    Value::Float(x.fract()),
                    Value::Float(x.trunc()),
                ]))
            }),
            ("floor", "x, /", |py, a| {
                whole(py, a, "__floor__", f64::floor)
            }),
            ("ceil", "x, /", |py, a| whole(py, a, "__ceil__", f64::ceil)),
            ("trunc", "x, /", |py, a| {
                whole(py, a, "__trunc__", f64::trunc)
            }),
            ("isnan", "x, /", |py, mut a| {
                Ok(Value::Bool(
                    py.float_argument(&a.take_or_none("x"))?.is_nan(),
                ))
            }),
            ("isinf", "x, /", |py, mut a| {
                Ok(Value::Bool(
                    py.float_argument(&a.take_or_none("x"))?.is_infinite(),
                ))
            }),
            ("isfinite", "x, /", |py, mut a| {
                Ok(Value::Bool(
                    py.float_argument(&a.take_or_none("x"))?.is_finite(),
                ))
            }),
            (
                "isclose",
                "a, b, *, rel_tol=1e-09, abs_tol=0.0",
                |py, mut a| {
                    let one = py.float_argument(&a.take_or_none("a"))?;
                    let other = py.float_argument(&a.take_or_none("b"))?;
                    let relative = a.take("rel_tol").and_then(|it| it.as_f64()).unwrap_or(1e-9);
                    let absolute = a.take("abs_tol").and_then(|it| it.as_f64()).unwrap_or(0.0);
                    let most = (relative * one.abs().max(other.abs())).max(absolute);
                    Ok(Value::Bool(one == other || (one - other).abs() <= most))
                },
            ),
            ("gcd", "*integers", |py, a| {
                fold_integers(py, &a, BigInt::ZERO, gcd)
            }),
            ("lcm", "*integers", |py, a| {
                fold_integers(py, &a, BigInt::from(1), |one, other| {
                    let divisor = gcd(one.clone(), other.clone());
                    if divisor == BigInt::ZERO {
                        BigInt::ZERO
                    } else {
                        (one / divisor * other).magnitude().clone().into()
                    }
                })
            }),
            ("factorial", "x, /", |py, mut a| {
                let value = a.take_or_none("x");
                match value.as_i64() {
                    Some(number) if number < 0 => {
                        Err(py.value_error("factorial() not defined for negative values"))
                    }
                    Some(number) => {
                        py.check_size(
                            usize::try_from(number)
                                .unwrap_or(usize::MAX)
                                .saturating_mul(64),
                        )?;
                        py.charge(usize::try_from(number).unwrap_or(0).pow(2) / 64)?;
                        Ok(Value::big((1..=number).map(BigInt::from).product()))
                    }
                    None => {
                        let found = py.operand_name(&value);
                        let message =
                            format!("'{found}' object cannot be interpreted as an integer");
                        Err(py.type_error(message))
                    }
                }
            }),
            ("isqrt", "n, /", |py, mut a| {
                match a.take_or_none("n").as_bigint() {
                    Some(number) if number.sign() != num_bigint::Sign::Minus => {
                        Ok(Value::big(number.sqrt()))
                    }
                    _ => Err(py.value_error("isqrt() argument must be nonnegative")),
                }
            }),
            ("comb", "n, k, /", |py, mut a| {
                let (n, k) = (
                    a.take_or_none("n").as_i64().unwrap_or(0),
                    a.take_or_none("k").as_i64().unwrap_or(0),
                );
                py.charge(usize::try_from(k).unwrap_or(0))?;
                let mut result = BigInt::from(i64::from(k <= n));
                for step in 0..k.min(n - k).max(0) {
                    result = result * (n - step) / (step + 1);
                }
                Ok(Value::big(result))
            }),
            ("fsum", "seq, /", |py, mut a| {
                let mut total = 0.0;
                for item in py.iterate(&a.take_or_none("seq"))? {
                    total += py.float_argument(&item)?;
                }
                Ok(Value::Float(total))
            }),
            ("prod", "iterable, /, *, start=1", |py, mut a| {
                let mut total = a.take("start").unwrap_or(Value::Int(1));
                for item in py.iterate(&a.take_or_none("iterable"))? {
                    total = py.binary(crate::python::BinaryOperator::Mul, &total, &item)?;
                }
                Ok(total)
            }),
        ],
    );
    module
}

fn checked(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    fits: fn(f64) -> bool,
    function: fn(f64) -> f64,
) -> PyResult<Value> {
    let number = interpreter.float_argument(&arguments.take_or_none("x"))?;
    if !fits(number) {
        return Err(interpreter.value_error("math domain error"));
    }
    Ok(Value::Float(function(number)))
}

fn whole(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    method: &str,
    function: fn(f64) -> f64,
) -> PyResult<Value> {
    let value = arguments.take_or_none("x");
    if let Some(number) = value.as_bigint() {
        return Ok(Value::big(number));
    }
    if let Some(result) = interpreter.call_special(&value, method, &[])? {
        return Ok(result);
    }
    let number = function(interpreter.float_argument(&value)?);
    if number.is_nan() {
        return Err(interpreter.value_error("cannot convert float NaN to integer"));
    }
    if number.is_infinite() {
        return Err(interpreter.raise("OverflowError", "cannot convert float infinity to integer"));
    }
    Ok(Value::big(text::float_to_bigint(number)))
}

fn fold_integers(
    interpreter: &mut Interpreter,
    arguments: &Bound,
    start: BigInt,
    function: fn(BigInt, BigInt) -> BigInt,
) -> PyResult<Value> {
    let mut total = start;
    for value in &arguments.rest {
        let Some(number) = value.as_bigint() else {
            let found = interpreter.operand_name(value);
            let message = format!("'{found}' object cannot be interpreted as an integer");
            return Err(interpreter.type_error(message));
        };
        total = function(total, number);
    }
    Ok(Value::big(total))
}

fn gcd(mut one: BigInt, mut other: BigInt) -> BigInt {
    while other != BigInt::ZERO {
        (one, other) = (other.clone(), one % other);
    }
    one.magnitude().clone().into()
}
