//! The operations that both `Decimal` and `Context` have as methods.

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Binding, Class, NativeFunction, Value};

use super::context;
use super::number::Decimal;
use super::work::{Rounding, Work};
use super::{exact_operand, size_of};

/// What an operation answers.
pub(super) enum Answer {
    Number(Decimal),
    Truth(bool),
    Text(String),
    Pair(Decimal, Decimal),
}

use Answer::{Number, Pair, Text, Truth};

impl Answer {
    pub fn value(self, interpreter: &mut Interpreter) -> Value {
        match self {
            Number(number) => interpreter.decimal(number),
            Truth(truth) => Value::Bool(truth),
            Text(text) => Value::str(text),
            Pair(one, other) => {
                let pair = vec![interpreter.decimal(one), interpreter.decimal(other)];
                Value::tuple(pair)
            }
        }
    }
}

/// Who has an operation.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Owner {
    /// Only contexts: `Decimal` has an operator.
    Context,
    /// `Decimal` without a context.
    Both,
    /// `Decimal`, with a context as its last argument.
    InContext,
}

/// Name, how many numbers it takes, who has it, and what it does.
type Operation = (
    &'static str,
    usize,
    Owner,
    fn(&mut Work, &[Decimal]) -> Answer,
);

use Owner::{Both, Context, InContext};

const OPERATIONS: &[Operation] = &[
    ("add", 2, Context, |w, n| Number(w.add(&n[0], &n[1]))),
    ("subtract", 2, Context, |w, n| {
        Number(w.subtract(&n[0], &n[1]))
    }),
    ("multiply", 2, Context, |w, n| {
        Number(w.multiply(&n[0], &n[1]))
    }),
    ("divide", 2, Context, |w, n| Number(w.divide(&n[0], &n[1]))),
    ("divide_int", 2, Context, |w, n| {
        Number(w.divide_int(&n[0], &n[1]))
    }),
    ("remainder", 2, Context, |w, n| {
        Number(w.remainder(&n[0], &n[1]))
    }),
    ("divmod", 2, Context, |w, n| {
        let (quotient, rest) = w.divmod(&n[0], &n[1]);
        Pair(quotient, rest)
    }),
    ("abs", 1, Context, |w, n| Number(w.absolute(&n[0]))),
    ("plus", 1, Context, |w, n| Number(w.plus(&n[0]))),
    ("minus", 1, Context, |w, n| Number(w.minus(&n[0]))),
    ("copy_decimal", 1, Context, |_, n| Number(n[0].clone())),
    ("to_sci_string", 1, Context, |w, n| {
        Text(n[0].written(false, w.settings.capitals))
    }),
    ("to_eng_string", 1, InContext, |w, n| {
        Text(n[0].written(true, w.settings.capitals))
    }),
    ("remainder_near", 2, InContext, |w, n| {
        Number(w.remainder_near(&n[0], &n[1]))
    }),
    ("fma", 3, InContext, |w, n| {
        Number(w.fma(&n[0], &n[1], &n[2]))
    }),
    ("sqrt", 1, InContext, |w, n| Number(w.sqrt(&n[0]))),
    ("exp", 1, InContext, |w, n| Number(w.exp(&n[0]))),
    ("ln", 1, InContext, |w, n| Number(w.ln(&n[0]))),
    ("log10", 1, InContext, |w, n| Number(w.log10(&n[0]))),
    ("logb", 1, InContext, |w, n| Number(w.logb(&n[0]))),
    ("scaleb", 2, InContext, |w, n| {
        Number(w.scaleb(&n[0], &n[1]))
    }),
    ("compare", 2, InContext, |w, n| {
        Number(w.compare(&n[0], &n[1]))
    }),
    ("compare_signal", 2, InContext, |w, n| {
        Number(w.compare_signal(&n[0], &n[1]))
    }),
    ("compare_total", 2, InContext, |w, n| {
        Number(w.compare_total(&n[0], &n[1]))
    }),
    ("compare_total_mag", 2, InContext, |w, n| {
        Number(w.compare_total_mag(&n[0], &n[1]))
    }),
    ("max", 2, InContext, |w, n| Number(w.max(&n[0], &n[1]))),
    ("min", 2, InContext, |w, n| Number(w.min(&n[0], &n[1]))),
    ("max_mag", 2, InContext, |w, n| {
        Number(w.max_mag(&n[0], &n[1]))
    }),
    ("min_mag", 2, InContext, |w, n| {
        Number(w.min_mag(&n[0], &n[1]))
    }),
    ("next_minus", 1, InContext, |w, n| {
        Number(w.next_minus(&n[0]))
    }),
    ("next_plus", 1, InContext, |w, n| Number(w.next_plus(&n[0]))),
    ("next_toward", 2, InContext, |w, n| {
        Number(w.next_toward(&n[0], &n[1]))
    }),
    ("normalize", 1, InContext, |w, n| Number(w.normalize(&n[0]))),
    ("rotate", 2, InContext, |w, n| {
        Number(w.rotate(&n[0], &n[1]))
    }),
    ("shift", 2, InContext, |w, n| Number(w.shift(&n[0], &n[1]))),
    ("logical_and", 2, InContext, |w, n| {
        Number(w.logical_and(&n[0], &n[1]))
    }),
    ("logical_or", 2, InContext, |w, n| {
        Number(w.logical_or(&n[0], &n[1]))
    }),
    ("logical_xor", 2, InContext, |w, n| {
        Number(w.logical_xor(&n[0], &n[1]))
    }),
    ("logical_invert", 1, InContext, |w, n| {
        Number(w.logical_invert(&n[0]))
    }),
    ("copy_sign", 2, InContext, |_, n| {
        Number(n[0].with_sign(n[1].negative))
    }),
    ("same_quantum", 2, InContext, |_, n| {
        Truth(same_quantum(&n[0], &n[1]))
    }),
    ("is_normal", 1, InContext, |w, n| Truth(w.is_normal(&n[0]))),
    ("is_subnormal", 1, InContext, |w, n| {
        Truth(w.is_subnormal(&n[0]))
    }),
    ("number_class", 1, InContext, |w, n| {
        Text(w.number_class(&n[0]))
    }),
    ("copy_abs", 1, Both, |_, n| Number(n[0].with_sign(false))),
    ("copy_negate", 1, Both, |_, n| {
        Number(n[0].with_sign(!n[0].negative))
    }),
    ("canonical", 1, Both, |_, n| Number(n[0].clone())),
    ("is_canonical", 1, Both, |_, _| Truth(true)),
    ("is_finite", 1, Both, |_, n| Truth(n[0].is_finite())),
    ("is_infinite", 1, Both, |_, n| Truth(n[0].is_infinite())),
    ("is_nan", 1, Both, |_, n| Truth(n[0].is_nan())),
    ("is_qnan", 1, Both, |_, n| {
        Truth(n[0].is_nan() && !n[0].is_signaling())
    }),
    ("is_snan", 1, Both, |_, n| Truth(n[0].is_signaling())),
    ("is_signed", 1, Both, |_, n| Truth(n[0].negative)),
    ("is_zero", 1, Both, |_, n| Truth(n[0].is_zero())),
];

fn same_quantum(one: &Decimal, other: &Decimal) -> bool {
    match (one.parts(), other.parts()) {
        (Some((_, first)), Some((_, second))) => first == second,
        _ => one.is_nan() && other.is_nan() || one.is_infinite() && other.is_infinite(),
    }
}

/// Gives `Decimal` and `Context` the operations.
pub(super) fn install(decimal: &Class, context: &Class) {
    for (name, count, owner, operation) in OPERATIONS {
        if *owner != Context {
            let in_context = *owner == InContext;
            set(decimal, name, move |interpreter, arguments| {
                of_decimal(interpreter, name, *count, in_context, *operation, arguments)
            });
        }
        set(context, name, move |interpreter, arguments| {
            of_context(interpreter, name, *count, *operation, arguments)
        });
    }
    for (name, exact) in [
        ("to_integral_value", false),
        ("to_integral", false),
        ("to_integral_exact", true),
    ] {
        set(decimal, name, move |interpreter, arguments| {
            to_integral(interpreter, name, exact, arguments)
        });
        if name != "to_integral" {
            let operation: fn(&mut Work, &[Decimal]) -> Answer = if exact {
                |w, n| Number(w.integral(&n[0], true))
            } else {
                |w, n| Number(w.integral(&n[0], false))
            };
            set(context, name, move |interpreter, arguments| {
                of_context(interpreter, name, 1, operation, arguments)
            });
        }
    }
    set(decimal, "quantize", quantize);
    set(context, "quantize", |interpreter, arguments| {
        let operation = |w: &mut Work, n: &[Decimal]| Number(w.quantize(&n[0], &n[1]));
        of_context(interpreter, "quantize", 2, operation, arguments)
    });
    set(context, "power", power);
}

fn set(
    class: &Class,
    name: &'static str,
    code: impl Fn(&mut Interpreter, Arguments) -> PyResult<Value> + 'static,
) {
    let qualname = format!("{}.{name}", class.qualname);
    let function = NativeFunction::bound(name, &qualname, "decimal", Binding::Method, code);
    class.set(name, Value::NativeFunction(function));
}

/// An operand of a method, which must be a decimal or an integer.
fn operand(interpreter: &mut Interpreter, value: &Value) -> PyResult<Decimal> {
    match exact_operand(value) {
        Some(number) => Ok(number),
        None => {
            let found = interpreter.operand_name(value);
            let message = format!("conversion from {found} to Decimal is not supported");
            Err(interpreter.type_error(message))
        }
    }
}

fn of_decimal(
    interpreter: &mut Interpreter,
    name: &'static str,
    count: usize,
    in_context: bool,
    operation: fn(&mut Work, &[Decimal]) -> Answer,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let parameters = match (count, in_context) {
        (1, false) => "",
        (1, true) => "context=None",
        (2, _) => "other, context=None",
        _ => "other, third, context=None",
    };
    let mut bound = Signature { name, parameters }.bind_in_c(interpreter, &name, arguments)?;
    let context = context::chosen(interpreter, bound.take("context"))?;
    let mut numbers = vec![operand(interpreter, &receiver)?];
    for part in ["other", "third"] {
        if let Some(value) = bound.take(part) {
            numbers.push(operand(interpreter, &value)?);
        }
    }
    answered(interpreter, &context, &numbers, operation)
}

fn of_context(
    interpreter: &mut Interpreter,
    name: &'static str,
    count: usize,
    operation: fn(&mut Work, &[Decimal]) -> Answer,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let context = arguments.take_receiver().unwrap_or(Value::None);
    let parameters = match count {
        1 => "a, /",
        2 => "a, b",
        _ => "a, b, c",
    };
    let path = format!("decimal.Context.{name}");
    let mut bound = Signature { name, parameters }.bind_in_c(interpreter, &path, arguments)?;
    let mut numbers = Vec::new();
    for part in ["a", "b", "c"] {
        if let Some(value) = bound.take(part) {
            numbers.push(operand(interpreter, &value)?);
        }
    }
    answered(interpreter, &context, &numbers, operation)
}

fn answered(
    interpreter: &mut Interpreter,
    context: &Value,
    numbers: &[Decimal],
    operation: fn(&mut Work, &[Decimal]) -> Answer,
) -> PyResult<Value> {
    let size = numbers.iter().map(size_of).sum();
    let answer = context::calculate(interpreter, context, size, |work| operation(work, numbers))?;
    Ok(answer.value(interpreter))
}

/// The rounding that an argument names.
fn rounding(interpreter: &Interpreter, value: Option<Value>) -> PyResult<Option<Rounding>> {
    let Some(value) = value.filter(|it| !it.is_none()) else {
        return Ok(None);
    };
    let mut known = super::work::ROUNDINGS.iter();
    match known.find(|(name, _)| value.as_str() == Some(name)) {
        Some((_, rounding)) => Ok(Some(*rounding)),
        None => Err(context::bad_rounding(interpreter)),
    }
}

fn quantize(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let signature = Signature::new("quantize", "exp, rounding=None, context=None");
    let mut bound = signature.bind_in_c(interpreter, &"quantize", arguments)?;
    let number = operand(interpreter, &receiver)?;
    let context = context::chosen(interpreter, bound.take("context"))?;
    let pattern = bound.take_or_none("exp");
    let pattern = operand(interpreter, &pattern)?;
    let rounding = rounding(interpreter, bound.take("rounding"))?;
    let size = size_of(&number);
    let result = context::calculate(interpreter, &context, size, |work| {
        work.settings.rounding = rounding.unwrap_or(work.settings.rounding);
        work.quantize(&number, &pattern)
    })?;
    Ok(interpreter.decimal(result))
}

fn to_integral(
    interpreter: &mut Interpreter,
    name: &'static str,
    exact: bool,
    mut arguments: Arguments,
) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let parameters = "rounding=None, context=None";
    let mut bound = Signature { name, parameters }.bind_in_c(interpreter, &name, arguments)?;
    let number = operand(interpreter, &receiver)?;
    let context = context::chosen(interpreter, bound.take("context"))?;
    let rounding = rounding(interpreter, bound.take("rounding"))?;
    let size = size_of(&number);
    let result = context::calculate(interpreter, &context, size, |work| {
        work.settings.rounding = rounding.unwrap_or(work.settings.rounding);
        work.integral(&number, exact)
    })?;
    Ok(interpreter.decimal(result))
}

fn power(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let context = arguments.take_receiver().unwrap_or(Value::None);
    let signature = Signature::new("power", "a, b, modulo=None");
    let mut bound = signature.bind_in_c(interpreter, &"power", arguments)?;
    let mut numbers = Vec::new();
    for part in ["a", "b", "modulo"] {
        if let Some(value) = bound
            .take(part)
            .filter(|it| part != "modulo" || !it.is_none())
        {
            numbers.push(operand(interpreter, &value)?);
        }
    }
    answered(interpreter, &context, &numbers, power_of)
}

/// Two or three numbers.
pub(super) fn power_of(work: &mut Work, numbers: &[Decimal]) -> Answer {
    Number(match numbers {
        [base, exponent, modulus] => work.modular_power(base, exponent, modulus),
        [base, exponent] => work.power(base, exponent),
        _ => Decimal::nan(),
    })
}
