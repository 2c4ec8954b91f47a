//! `math`.

mod integers;
mod special;
mod sums;

use num_bigint::BigInt;

use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::{FunctionRow, functions_in_c};
use crate::python::text;
use crate::python::value::{Module, Value};

/// A function of one number, and whether its result may be too large: what is infinite otherwise is
/// outside the domain.
type Plain = (&'static str, fn(f64) -> f64, bool);

const PLAIN: &[Plain] = &[
    ("sin", f64::sin, false),
    ("cos", f64::cos, false),
    ("tan", f64::tan, false),
    ("asin", f64::asin, false),
    ("acos", f64::acos, false),
    ("atan", f64::atan, false),
    ("sinh", f64::sinh, true),
    ("cosh", f64::cosh, true),
    ("tanh", f64::tanh, false),
    ("asinh", f64::asinh, false),
    ("acosh", f64::acosh, false),
    ("atanh", f64::atanh, false),
    ("exp", f64::exp, true),
    ("exp2", f64::exp2, true),
    ("expm1", f64::exp_m1, true),
    ("log1p", f64::ln_1p, false),
    ("sqrt", f64::sqrt, false),
    ("cbrt", f64::cbrt, false),
    ("fabs", f64::abs, false),
    ("degrees", f64::to_degrees, false),
    ("radians", f64::to_radians, false),
    ("gamma", special::gamma, true),
    ("lgamma", special::log_gamma, true),
    ("erf", special::error_function, false),
    ("erfc", special::complementary_error_function, false),
    ("ulp", special::ulp, false),
];

const FUNCTIONS: &[FunctionRow] = &[
    ("log", "x, base=None, /", |py, mut a| {
        let number = logarithm(py, &a.take_or_none("x"), f64::ln)?;
        let Some(base) = a.take("base") else {
            return Ok(Value::Float(number));
        };
        let base = logarithm(py, &base, f64::ln)?;
        if base == 0.0 {
            return Err(py.raise("ZeroDivisionError", "float division by zero"));
        }
        Ok(Value::Float(number / base))
    }),
    ("log2", "x, /", |py, mut a| {
        logarithm(py, &a.take_or_none("x"), f64::log2).map(Value::Float)
    }),
    ("log10", "x, /", |py, mut a| {
        logarithm(py, &a.take_or_none("x"), f64::log10).map(Value::Float)
    }),
    ("pow", "x, y, /", |py, a| {
        let (x, y) = two(py, a, "x", "y")?;
        let power = x.powf(y);
        if x.is_finite() && y.is_finite() {
            if power.is_nan() || (power.is_infinite() && x == 0.0) {
                return Err(domain(py));
            }
            if power.is_infinite() {
                return Err(range(py));
            }
        }
        Ok(Value::Float(power))
    }),
    ("atan2", "y, x, /", |py, a| {
        let (y, x) = two(py, a, "y", "x")?;
        Ok(Value::Float(y.atan2(x)))
    }),
    ("fmod", "x, y, /", |py, a| {
        let (x, y) = two(py, a, "x", "y")?;
        if y.is_infinite() && x.is_finite() {
            return Ok(Value::Float(x));
        }
        defined(py, x % y, x.is_nan() || y.is_nan())
    }),
    ("remainder", "x, y, /", |py, a| {
        let (x, y) = two(py, a, "x", "y")?;
        defined(py, special::remainder(x, y), x.is_nan() || y.is_nan())
    }),
    ("copysign", "x, y, /", |py, a| {
        let (x, y) = two(py, a, "x", "y")?;
        Ok(Value::Float(x.copysign(y)))
    }),
    ("nextafter", "x, y, /", |py, a| {
        let (x, y) = two(py, a, "x", "y")?;
        Ok(Value::Float(special::next_after(x, y)))
    }),
    ("modf", "x, /", |py, mut a| {
        let x = py.float_argument(&a.take_or_none("x"))?;
        let fraction = if x.is_infinite() { 0.0 } else { x.fract() };
        Ok(Value::tuple(vec![
            Value::Float(fraction.copysign(x)),
            Value::Float(x.trunc()),
        ]))
    }),
    ("frexp", "x, /", |py, mut a| {
        let x = py.float_argument(&a.take_or_none("x"))?;
        let (mantissa, exponent) = special::split(x);
        Ok(Value::tuple(vec![
            Value::Float(mantissa),
            Value::Int(exponent),
        ]))
    }),
    ("ldexp", "x, i, /", |py, mut a| {
        let x = py.float_argument(&a.take_or_none("x"))?;
        let Some(exponent) = a.take_or_none("i").as_bigint() else {
            return Err(py.type_error("Expected an int as second argument to ldexp."));
        };
        let scaled = special::scale(x, special::clamped(&exponent));
        if scaled.is_infinite() && x.is_finite() {
            return Err(range(py));
        }
        Ok(Value::Float(scaled))
    }),
    ("floor", "x, /", |py, a| {
        whole(py, a, "__floor__", f64::floor)
    }),
    ("ceil", "x, /", |py, a| whole(py, a, "__ceil__", f64::ceil)),
    ("trunc", "x, /", |py, mut a| {
        let value = a.take_or_none("x");
        if let Some(number) = value.as_bigint() {
            return Ok(Value::big(number));
        }
        if let Some(result) = py.call_special(&value, "__trunc__", &[])? {
            return Ok(result);
        }
        match value.as_f64() {
            Some(number) => integer(py, number.trunc()),
            None => {
                let found = py.operand_name(&value);
                Err(py.type_error(format!("type {found} doesn't define __trunc__ method")))
            }
        }
    }),
    ("isnan", "x, /", |py, a| test(py, a, f64::is_nan)),
    ("isinf", "x, /", |py, a| test(py, a, f64::is_infinite)),
    ("isfinite", "x, /", |py, a| test(py, a, f64::is_finite)),
    (
        "isclose",
        "a, b, *, rel_tol=1e-09, abs_tol=0.0",
        |py, mut a| {
            let one = py.float_argument(&a.take_or_none("a"))?;
            let other = py.float_argument(&a.take_or_none("b"))?;
            let relative = a.take("rel_tol").unwrap_or(Value::Float(1e-9));
            let relative = py.float_argument(&relative)?;
            let absolute = a.take("abs_tol").unwrap_or(Value::Float(0.0));
            let absolute = py.float_argument(&absolute)?;
            if relative < 0.0 || absolute < 0.0 {
                return Err(py.value_error("tolerances must be non-negative"));
            }
            if one.is_infinite() || other.is_infinite() {
                return Ok(Value::Bool(one == other));
            }
            let most = (relative * one.abs().max(other.abs())).max(absolute);
            Ok(Value::Bool(one == other || (one - other).abs() <= most))
        },
    ),
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
    for (name, function, may_overflow) in PLAIN {
        module.set(
            name,
            Value::function(name, "math", move |py, mut a| {
                if a.positional.len() != 1 || !a.keywords.is_empty() {
                    return Err(py.type_error(if a.keywords.is_empty() {
                        let given = a.positional.len();
                        format!("math.{name}() takes exactly one argument ({given} given)")
                    } else {
                        format!("math.{name}() takes no keyword arguments")
                    }));
                }
                let value = a.take_receiver().unwrap_or(Value::None);
                plain(py, &value, *function, *may_overflow)
            }),
        );
    }
    for rows in [FUNCTIONS, integers::FUNCTIONS, sums::FUNCTIONS] {
        functions_in_c(&module, "math", rows);
    }
    module
}

fn plain(
    interpreter: &mut Interpreter,
    value: &Value,
    function: fn(f64) -> f64,
    may_overflow: bool,
) -> PyResult<Value> {
    let number = interpreter.float_argument(value)?;
    let result = function(number);
    if result.is_nan() && !number.is_nan() {
        return Err(domain(interpreter));
    }
    if result.is_infinite() && number.is_finite() {
        return Err(if may_overflow {
            range(interpreter)
        } else {
            domain(interpreter)
        });
    }
    Ok(Value::Float(result))
}

fn domain(interpreter: &Interpreter) -> Box<crate::python::PyError> {
    interpreter.value_error("math domain error")
}

fn range(interpreter: &Interpreter) -> Box<crate::python::PyError> {
    interpreter.raise("OverflowError", "math range error")
}

fn two(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    one: &str,
    other: &str,
) -> PyResult<(f64, f64)> {
    let one = interpreter.float_argument(&arguments.take_or_none(one))?;
    let other = interpreter.float_argument(&arguments.take_or_none(other))?;
    Ok((one, other))
}

/// A result that is only no number when an argument was none.
fn defined(interpreter: &Interpreter, result: f64, was_nan: bool) -> PyResult<Value> {
    if result.is_nan() && !was_nan {
        return Err(domain(interpreter));
    }
    Ok(Value::Float(result))
}

fn test(
    interpreter: &mut Interpreter,
    mut arguments: Bound,
    is: fn(f64) -> bool,
) -> PyResult<Value> {
    let number = interpreter.float_argument(&arguments.take_or_none("x"))?;
    Ok(Value::Bool(is(number)))
}

/// A logarithm, also of an integer that no float can hold.
fn logarithm(
    interpreter: &mut Interpreter,
    value: &Value,
    function: fn(f64) -> f64,
) -> PyResult<f64> {
    if let Value::BigInt(number) = value.unboxed() {
        if number.sign() == num_bigint::Sign::Minus {
            return Err(domain(interpreter));
        }
        let shift = number.bits().saturating_sub(64);
        let leading = text_to_float(&(number.as_ref() >> shift));
        // As CPython does: the mantissa's and the exponent's, each rounded.
        let (mantissa, exponent) = special::split(leading);
        let exponent = exponent as f64 + shift as f64;
        return Ok(function(mantissa) + function(2.0) * exponent);
    }
    let number = interpreter.float_argument(value)?;
    if number <= 0.0 {
        return Err(domain(interpreter));
    }
    Ok(function(number))
}

fn text_to_float(number: &BigInt) -> f64 {
    u64::try_from(number).map_or(f64::INFINITY, |it| it as f64)
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
    integer(interpreter, number)
}

fn integer(interpreter: &Interpreter, number: f64) -> PyResult<Value> {
    if number.is_nan() {
        return Err(interpreter.value_error("cannot convert float NaN to integer"));
    }
    if number.is_infinite() {
        return Err(interpreter.raise("OverflowError", "cannot convert float infinity to integer"));
    }
    Ok(Value::big(text::float_to_bigint(number)))
}
