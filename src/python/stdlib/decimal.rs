//! `decimal`: decimal numbers of any length, after the General Decimal Arithmetic specification.

mod arithmetic;
mod compare;
mod context;
mod elementary;
mod format;
mod logic;
mod number;
mod operations;
mod work;

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::code::Comparison;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject, UnaryOperator};
use crate::python::stdlib::{Constructor, MethodRow, functions, instance, methods};
use crate::python::value::{Class, HashKey, Module, Value};

use context::{Context, MOST, calculate, chosen, current};
use number::DecimalKind::{Finite, Infinity, NaN};
pub use number::{Decimal, DecimalKind};
use operations::{Answer, power_of};
use work::{FLOAT, INVALID, ROUNDINGS, Rounding, Work};

/// How long a number is.
fn size_of(number: &Decimal) -> i64 {
    number
        .parts()
        .map_or(1, |(digits, _)| digits.bits() as i64 / 3 + 1)
}

/// The decimal that an operand is; `None` for other types.
fn exact_operand(value: &Value) -> Option<Decimal> {
    if let Some(decimal) = value.native::<Decimal>() {
        return Some(decimal.clone());
    }
    value.as_bigint().map(|number| of_integer(&number))
}

fn of_integer(number: &BigInt) -> Decimal {
    Decimal::finite(number.sign() == Sign::Minus, number.magnitude().clone(), 0)
}

fn decimal_of(value: &Value) -> Decimal {
    exact_operand(value).unwrap_or_else(Decimal::nan)
}

impl NativeObject for Decimal {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        (name == "imag").then_some(Value::Int(0))
    }

    fn get_attribute(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        match name {
            "real" => Some(Ok(this.clone())),
            _ => self.attribute(name).map(Ok),
        }
    }

    fn set_attribute(
        &self,
        interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
        _value: &Value,
    ) -> Option<PyResult<()>> {
        let message = match name {
            "real" | "imag" => {
                format!("attribute '{name}' of 'decimal.Decimal' objects is not writable")
            }
            _ if this
                .as_instance()
                .is_some_and(|it| it.class.path() == "decimal.Decimal") =>
            {
                format!("'decimal.Decimal' object has no attribute '{name}'")
            }
            _ => return None,
        };
        Some(Err(interpreter.attribute_error(message)))
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let shown = self.written(false, capitals(interpreter));
        Some(Ok(format!("Decimal('{shown}')")))
    }

    fn str(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.written(false, capitals(interpreter))))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        let other = match other.as_f64() {
            Some(float) => Self::from_float(float),
            None => exact_operand(other)?,
        };
        Some(self.compare_to(&other) == Some(Ordering::Equal))
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        let other = match other.as_f64() {
            Some(float) => Self::from_float(float),
            None => exact_operand(other)?,
        };
        self.compare_to(&other)
    }

    fn hash_key(&self) -> Option<HashKey> {
        if self.is_signaling() {
            return None;
        }
        if let Some(number) = self.as_integer() {
            return Some(i64::try_from(&number).map_or(HashKey::BigInt(number), HashKey::Int));
        }
        let float = self.to_f64();
        if Self::from_float(float).compare_to(self) == Some(Ordering::Equal) {
            return Some(HashKey::Float(float.to_bits()));
        }
        let mut work = Work::new(&work::Settings {
            precision: i64::MAX / 4,
            ..work::Settings::default()
        });
        let text = work.normalize(self).to_string();
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
        let context = current(interpreter);
        let size = size_of(self);
        let result = calculate(interpreter, &context, size, |work| match operator {
            UnaryOperator::Negative => Some(work.minus(self)),
            UnaryOperator::Positive => Some(work.plus(self)),
            UnaryOperator::Invert => None,
        });
        match result {
            Ok(None) => None,
            Ok(Some(number)) => Some(Ok(interpreter.decimal(number))),
            Err(error) => Some(Err(error)),
        }
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        _this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        use BinaryOperator as B;
        let other = exact_operand(other)?;
        let calculation: fn(&mut Work, &Self, &Self) -> Self = match operator {
            B::Add => Work::add,
            B::Sub => Work::subtract,
            B::Mul => Work::multiply,
            B::Div => Work::divide,
            B::FloorDiv => Work::divide_int,
            B::Mod => Work::remainder,
            B::Pow => Work::power,
            _ => return None,
        };
        let (left, right) = if reflected {
            (&other, self)
        } else {
            (self, &other)
        };
        let context = current(interpreter);
        let size = size_of(left) + size_of(right);
        let result = calculate(interpreter, &context, size, |work| {
            calculation(work, left, right)
        });
        Some(result.map(|number| interpreter.decimal(number)))
    }
}

/// Whether exponents are written with a capital.
fn capitals(interpreter: &Interpreter) -> bool {
    let context = interpreter.decimal_context.as_ref();
    let context = context.and_then(|it| it.native::<Context>());
    context.is_none_or(|it| it.settings.borrow().capitals)
}

impl Interpreter {
    /// A `decimal.Decimal`.
    pub fn decimal(&mut self, decimal: Decimal) -> Value {
        instance(&self.library_class("decimal", "Decimal"), decimal)
    }
}

const METHODS: &[MethodRow] = &[
    ("as_tuple", "", |py, it, _| {
        let decimal = decimal_of(it);
        let sign = Value::Int(i64::from(decimal.negative));
        let (digits, exponent) = match &decimal.kind {
            Finite { digits, exponent } => (digits.to_string(), Value::Int(*exponent)),
            Infinity => ("0".to_owned(), Value::str("F")),
            NaN { signals, payload } => {
                let digits = if *payload == BigUint::ZERO {
                    String::new()
                } else {
                    payload.to_string()
                };
                (digits, Value::str(if *signals { "N" } else { "n" }))
            }
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
    ("as_integer_ratio", "", |py, it, _| {
        let decimal = decimal_of(it);
        let Some((digits, exponent)) = decimal.parts() else {
            return Err(if decimal.is_nan() {
                py.value_error("cannot convert NaN to integer ratio")
            } else {
                py.raise("OverflowError", "cannot convert Infinity to integer ratio")
            });
        };
        let length = if *digits == BigUint::ZERO {
            0
        } else {
            exponent.unsigned_abs()
        };
        let length = usize::try_from(length).unwrap_or(usize::MAX);
        if length > number::MOST_DIGITS as usize {
            return Err(py.raise("MemoryError", ""));
        }
        py.charge(length / 16 + (length / 64).pow(2))?;
        let unit = BigInt::from(number::power_of_ten(length as i64));
        if exponent >= 0 || *digits == BigUint::ZERO {
            let whole = if *digits == BigUint::ZERO {
                BigInt::ZERO
            } else {
                decimal.signed() * unit
            };
            return Ok(Value::tuple(vec![Value::big(whole), Value::Int(1)]));
        }
        let (mut one, mut other) = (BigInt::from(digits.clone()), unit.clone());
        while other != BigInt::ZERO {
            (one, other) = (other.clone(), one % other);
        }
        let parts = [decimal.signed() / &one, unit / one];
        Ok(Value::tuple(parts.map(Value::big).to_vec()))
    }),
    ("adjusted", "", |_, it, _| {
        Ok(Value::Int(decimal_of(it).adjusted()))
    }),
    ("conjugate", "", |_, it, _| Ok(it.clone())),
    ("radix", "", |py, _, _| Ok(py.decimal(Decimal::integer(10)))),
    ("__float__", "", |py, it, _| {
        let decimal = decimal_of(it);
        if decimal.is_signaling() {
            return Err(py.value_error("cannot convert signaling NaN to float"));
        }
        Ok(Value::Float(decimal.to_f64()))
    }),
    ("__int__", "", |py, it, _| whole(py, it, Rounding::Down)),
    ("__trunc__", "", |py, it, _| whole(py, it, Rounding::Down)),
    ("__floor__", "", |py, it, _| whole(py, it, Rounding::Floor)),
    ("__ceil__", "", |py, it, _| whole(py, it, Rounding::Ceiling)),
    ("__abs__", "", |py, it, _| {
        let (context, decimal) = (current(py), decimal_of(it));
        let size = size_of(&decimal);
        let result = calculate(py, &context, size, |work| work.absolute(&decimal))?;
        Ok(py.decimal(result))
    }),
    ("__round__", "n=None, /", |py, it, mut a| {
        let Some(places) = a.take("n") else {
            return whole(py, it, Rounding::HalfEven);
        };
        if places.as_bigint().is_none() {
            return Err(py.type_error("optional arg must be an integer"));
        }
        let places = places.as_i64().unwrap_or(i64::MIN);
        let pattern = Decimal::finite(
            false,
            1_u32.into(),
            places.saturating_neg().clamp(-4 * MOST, 4 * MOST),
        );
        let (context, decimal) = (current(py), decimal_of(it));
        let size = size_of(&decimal);
        let result = calculate(py, &context, size, |work| {
            work.settings.rounding = Rounding::HalfEven;
            work.quantize(&decimal, &pattern)
        })?;
        Ok(py.decimal(result))
    }),
    ("__divmod__", "other, /", |py, it, mut a| {
        divmod(py, it, &a.take_or_none("other"), false)
    }),
    ("__rdivmod__", "other, /", |py, it, mut a| {
        divmod(py, it, &a.take_or_none("other"), true)
    }),
    ("__pow__", "other, modulus=None, /", |py, it, mut a| {
        let others = [a.take("other"), a.take("modulus")];
        let mut numbers = vec![decimal_of(it)];
        for other in others.into_iter().flatten().filter(|it| !it.is_none()) {
            match exact_operand(&other) {
                Some(number) => numbers.push(number),
                None => return Ok(Value::NotImplemented),
            }
        }
        let context = current(py);
        let size = numbers.iter().map(size_of).sum();
        let answer = calculate(py, &context, size, |work| power_of(work, &numbers))?;
        Ok(answer.value(py))
    }),
    ("__lt__", "other, /", |py, it, a| {
        ordered(py, it, a, Comparison::Less)
    }),
    ("__le__", "other, /", |py, it, a| {
        ordered(py, it, a, Comparison::LessEqual)
    }),
    ("__gt__", "other, /", |py, it, a| {
        ordered(py, it, a, Comparison::Greater)
    }),
    ("__ge__", "other, /", |py, it, a| {
        ordered(py, it, a, Comparison::GreaterEqual)
    }),
    ("__copy__", "", |_, it, _| Ok(it.clone())),
    ("__deepcopy__", "memo, /", |_, it, _| Ok(it.clone())),
    (
        "__format__",
        "format_spec, context=None, /",
        |py, it, mut a| {
            let specification = a.take_or_none("format_spec");
            let Some(specification) = specification.as_text() else {
                return Err(py.type_error("format argument must be str"));
            };
            let (context, decimal) = (current(py), decimal_of(it));
            let size = size_of(&decimal);
            let shown = calculate(py, &context, size, |work| {
                format::format(work, &decimal, &specification)
            })?;
            match shown {
                Some(shown) => Ok(Value::str(shown)),
                None => Err(py.value_error("invalid format string")),
            }
        },
    ),
];

/// `<` and its like, in which `NaN` is an invalid operand.
fn ordered(
    interpreter: &mut Interpreter,
    it: &Value,
    mut arguments: Bound,
    comparison: Comparison,
) -> PyResult<Value> {
    let (decimal, other) = (decimal_of(it), arguments.take_or_none("other"));
    let context = current(interpreter);
    let other = match (other.as_f64(), exact_operand(&other)) {
        (Some(float), _) => {
            calculate(interpreter, &context, 0, |work| work.signal(FLOAT))?;
            Decimal::from_float(float)
        }
        (None, Some(other)) => other,
        (None, None) => return Ok(Value::NotImplemented),
    };
    let order = decimal.compare_to(&other);
    if order.is_none() {
        calculate(interpreter, &context, 0, |work| work.signal(INVALID))?;
    }
    Ok(Value::Bool(order.is_some_and(|order| match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        _ => order.is_ge(),
    })))
}

fn divmod(
    interpreter: &mut Interpreter,
    it: &Value,
    other: &Value,
    reflected: bool,
) -> PyResult<Value> {
    let Some(other) = exact_operand(other) else {
        return Ok(Value::NotImplemented);
    };
    let own = decimal_of(it);
    let (left, right) = if reflected {
        (other, own)
    } else {
        (own, other)
    };
    let context = current(interpreter);
    let size = size_of(&left) + size_of(&right);
    let (quotient, rest) = calculate(interpreter, &context, size, |work| {
        work.divmod(&left, &right)
    })?;
    Ok(Answer::Pair(quotient, rest).value(interpreter))
}

fn whole(interpreter: &mut Interpreter, value: &Value, rounding: Rounding) -> PyResult<Value> {
    let decimal = decimal_of(value);
    match &decimal.kind {
        NaN { .. } => Err(interpreter.value_error("cannot convert NaN to integer")),
        Infinity => Err(interpreter.raise("OverflowError", "cannot convert Infinity to integer")),
        Finite { .. } => {
            let context = current(interpreter);
            let size = size_of(&decimal);
            let number = calculate(interpreter, &context, size, |work| {
                work.rescaled(&decimal, 0, rounding)
            })?;
            Ok(Value::big(number.map_or(BigInt::ZERO, |it| it.signed())))
        }
    }
}

const CONTEXT_METHODS: &[MethodRow] = &[
    ("Etiny", "", |_, it, _| {
        let context = it.native::<Context>();
        Ok(Value::Int(
            context.map_or(0, |it| it.settings.borrow().tiny()),
        ))
    }),
    ("Etop", "", |_, it, _| {
        let context = it.native::<Context>();
        Ok(Value::Int(
            context.map_or(0, |it| it.settings.borrow().top()),
        ))
    }),
    ("clear_flags", "", |_, it, _| {
        if let Some(context) = it.native::<Context>() {
            context.flags.set(0);
        }
        Ok(Value::None)
    }),
    ("clear_traps", "", |_, it, _| {
        if let Some(context) = it.native::<Context>() {
            context.traps.set(0);
        }
        Ok(Value::None)
    }),
    ("copy", "", |py, it, _| Ok(copied(py, it))),
    ("__copy__", "", |py, it, _| Ok(copied(py, it))),
    ("radix", "", |py, _, _| Ok(py.decimal(Decimal::integer(10)))),
    ("create_decimal", "num='0', /", |py, it, mut a| {
        let value = a.take("num").unwrap_or(Value::Int(0));
        let number = convert(py, &value, it)?;
        let size = size_of(&number);
        let fixed = calculate(py, it, size, |work| fitted(work, number))?;
        Ok(py.decimal(fixed))
    }),
    ("create_decimal_from_float", "f, /", |py, it, mut a| {
        let value = a.take_or_none("f");
        let number = match (value.as_f64(), exact_operand(&value)) {
            (Some(float), _) => Decimal::from_float(float),
            (None, Some(number)) => number,
            (None, None) => {
                let message = "argument must be int or float";
                return Err(py.type_error(message));
            }
        };
        let size = size_of(&number);
        let fixed = calculate(py, it, size, |work| fitted(work, number))?;
        Ok(py.decimal(fixed))
    }),
];

/// A number made in a context, which has no room for too long a payload.
fn fitted(work: &mut Work, number: Decimal) -> Decimal {
    let quiet = work.quieted(&number);
    if let (NaN { payload, .. }, NaN { payload: kept, .. }) = (&number.kind, &quiet.kind) {
        if payload != kept {
            return work.invalid("ConversionSyntax");
        }
        return number;
    }
    work.fix(number)
}

fn copied(interpreter: &mut Interpreter, context: &Value) -> Value {
    let class = interpreter.library_class("decimal", "Context");
    let copy = context.native::<Context>().map(Context::copied);
    instance(&class, copy.unwrap_or_default())
}

/// The module `decimal`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = interpreter
        .class_builder("Decimal", "decimal")
        .native(Rc::new(Constructor(construct)))
        .class_method("from_float", from_float)
        .build();
    methods(&class, METHODS);
    let context = interpreter
        .class_builder("Context", "decimal")
        .native(Rc::new(Constructor(|py, class, arguments| {
            let signature = Signature::new(
                "Context",
                "prec=None, rounding=None, Emin=None, Emax=None, capitals=None, clamp=None, \
                 flags=None, traps=None",
            );
            let bound = signature.bind_in_c(py, &"Context", arguments)?;
            context::construct(py, class, bound)
        })))
        .build();
    methods(&context, CONTEXT_METHODS);
    context.set("__hash__", Value::None);
    operations::install(&class, &context);
    let module = Module::new("decimal")
        .with_class(&class)
        .with_class(&context);
    for (name, _) in ROUNDINGS {
        module.set(name, Value::str(*name));
    }
    for class in signals(interpreter) {
        module.set(&class.name, Value::Class(class.clone()));
    }
    for (name, number) in [
        ("MAX_PREC", MOST),
        ("MAX_EMAX", MOST),
        ("MIN_EMIN", -MOST),
        ("MIN_ETINY", 1 - 2 * MOST),
    ] {
        module.set(name, Value::Int(number));
    }
    for name in ["HAVE_THREADS", "HAVE_CONTEXTVAR"] {
        module.set(name, Value::Bool(true));
    }
    module.set("__version__", Value::str("1.70"));
    module.set("__libmpdec_version__", Value::str("2.5.1"));
    known_contexts(&module, &context);
    let fields = ["sign", "digits", "exponent"].map(Value::str).to_vec();
    if let Ok(collections) = interpreter.import_module("collections")
        && let Some(make) = collections.get("namedtuple")
    {
        let arguments =
            Arguments::positional(vec![Value::str("DecimalTuple"), Value::list(fields)])
                .with("module", Value::str("decimal"));
        if let Ok(tuple) = interpreter.call(&make, arguments) {
            module.set("DecimalTuple", tuple);
        }
    }
    functions(
        &module,
        &[
            ("getcontext", "", |py, _| Ok(current(py))),
            ("setcontext", "context, /", |py, mut a| {
                let context = a.take_or_none("context");
                if context.native::<Context>().is_none() {
                    return Err(py.type_error("argument must be a context"));
                }
                // The three that the module has are patterns.
                let module = py.import_module("decimal")?;
                let is_pattern = ["DefaultContext", "BasicContext", "ExtendedContext"]
                    .iter()
                    .any(|name| module.get(name).is_some_and(|it| it.is(&context)));
                let context = if is_pattern {
                    let copy = copied(py, &context);
                    if let Some(copy) = copy.native::<Context>() {
                        copy.flags.set(0);
                    }
                    copy
                } else {
                    context
                };
                py.decimal_context = Some(context);
                Ok(Value::None)
            }),
            ("localcontext", "ctx=None, **kwargs", local_context),
        ],
    );
    module
}

/// `DefaultContext` and its like.
fn known_contexts(module: &Module, class: &Rc<Class>) {
    let default = Context::default();
    module.set("DefaultContext", instance(class, default));
    let basic = Context::default();
    {
        let mut settings = basic.settings.borrow_mut();
        settings.precision = 9;
        settings.rounding = Rounding::HalfUp;
    }
    basic
        .traps
        .set(basic.traps.get() | work::CLAMPED | work::UNDERFLOW);
    module.set("BasicContext", instance(class, basic));
    let extended = Context::default();
    extended.settings.borrow_mut().precision = 9;
    extended.traps.set(0);
    module.set("ExtendedContext", instance(class, extended));
}

/// `with localcontext() as context`
fn local_context(interpreter: &mut Interpreter, mut bound: Bound) -> PyResult<Value> {
    let context = chosen(interpreter, bound.take("ctx"))?;
    let inner = copied(interpreter, &context);
    for (name, value) in bound.keywords {
        let known = [
            "prec", "rounding", "Emin", "Emax", "capitals", "clamp", "flags", "traps",
        ];
        if !known.contains(&&*name) {
            let message = format!("'{name}' is an invalid keyword argument for this function");
            return Err(interpreter.type_error(message));
        }
        if matches!(&*name, "flags" | "traps") {
            let signals = context::signals_of(interpreter, &value, false)?;
            if let Some(inner) = inner.native::<Context>() {
                let part = if &*name == "flags" {
                    &inner.flags
                } else {
                    &inner.traps
                };
                part.set(signals);
            }
            continue;
        }
        interpreter.set_attribute(&inner, &name, value)?;
    }
    let class = interpreter
        .class_builder("ContextManager", "decimal")
        .method("__enter__", |py, arguments| {
            let manager = arguments.positional.first().cloned().unwrap_or(Value::None);
            let inner = py.get_attribute(&manager, "_inner")?;
            let outer = current(py);
            py.set_attribute(&manager, "_outer", outer)?;
            py.decimal_context = Some(inner.clone());
            Ok(inner)
        })
        .method("__exit__", |py, arguments| {
            let manager = arguments.positional.first().cloned().unwrap_or(Value::None);
            py.decimal_context = Some(py.get_attribute(&manager, "_outer")?);
            Ok(Value::Bool(false))
        })
        .build();
    let manager = crate::python::Instance::new(&class);
    manager.set("_inner", inner);
    Ok(Value::Instance(manager))
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
    let subnormal = class("Subnormal", &[&exception]);
    vec![
        class("DivisionUndefined", &[&invalid, &base("ZeroDivisionError")]),
        class("DivisionImpossible", &[&invalid]),
        class("ConversionSyntax", &[&invalid]),
        class("InvalidContext", &[&invalid]),
        class("Overflow", &[&inexact, &rounded]),
        class("Underflow", &[&inexact, &rounded, &subnormal]),
        class("FloatOperation", &[&exception, &base("TypeError")]),
        class("Clamped", &[&exception]),
        exception,
        invalid,
        by_zero,
        inexact,
        rounded,
        subnormal,
    ]
}

fn from_float(interpreter: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let [class, value] = arguments.positional.as_slice() else {
        return Err(interpreter.type_error("from_float expected 1 argument"));
    };
    let number = match (value.as_f64(), value.as_bigint()) {
        (Some(float), _) => Decimal::from_float(float),
        (None, Some(number)) => of_integer(&number),
        (None, None) => return Err(interpreter.type_error("argument must be int or float")),
    };
    let decimal = interpreter.decimal(number);
    match class {
        Value::Class(own) if own.path() != "decimal.Decimal" => {
            interpreter.call(class, Arguments::positional(vec![decimal]))
        }
        _ => Ok(decimal),
    }
}

fn construct(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    arguments: Arguments,
) -> PyResult<Value> {
    let signature = Signature::new("Decimal", "value='0', context=None");
    let mut bound = signature.bind_in_c(interpreter, &"Decimal", arguments)?;
    let context = chosen(interpreter, bound.take("context"))?;
    let Some(value) = bound.take("value") else {
        return Ok(instance(class, Decimal::integer(0)));
    };
    let number = convert(interpreter, &value, &context)?;
    Ok(instance(class, number))
}

/// What `Decimal(value)` is, exactly.
fn convert(interpreter: &mut Interpreter, value: &Value, context: &Value) -> PyResult<Decimal> {
    let number = match value.unboxed() {
        Value::Float(number) => {
            calculate(interpreter, context, 0, |work| work.signal(FLOAT))?;
            Decimal::from_float(*number)
        }
        Value::Str(text) => match Decimal::parse(text) {
            Some(number) => number,
            None => {
                return calculate(interpreter, context, 0, |work| {
                    work.invalid("ConversionSyntax")
                });
            }
        },
        Value::Tuple(_) | Value::List(_) => {
            let parts = value.as_sequence().unwrap_or_default();
            from_parts(interpreter, &parts)?
        }
        other => match exact_operand(other) {
            Some(number) => number,
            None => {
                let found = interpreter.operand_name(value);
                return Err(interpreter.type_error(format!(
                    "conversion from {found} to Decimal is not supported"
                )));
            }
        },
    };
    let beyond = number
        .parts()
        .is_some_and(|(_, exponent)| number.adjusted() > MOST || exponent < 1 - 2 * MOST);
    if beyond {
        return calculate(interpreter, context, 0, |work| {
            work.invalid("InvalidOperation")
        });
    }
    Ok(number)
}

/// `Decimal((sign, digits, exponent))`
fn from_parts(interpreter: &Interpreter, parts: &[Value]) -> PyResult<Decimal> {
    let [sign, digits, exponent] = parts else {
        return Err(interpreter.value_error("argument must be a sequence of length 3"));
    };
    let negative = match sign.as_i64() {
        Some(sign @ (0 | 1)) => sign == 1,
        _ => {
            let message = "sign must be an integer with the value 0 or 1";
            return Err(interpreter.value_error(message));
        }
    };
    let bad_digits = || interpreter.value_error("coefficient must be a tuple of digits");
    let mut text = String::from("0");
    for digit in digits.as_sequence().ok_or_else(bad_digits)? {
        match digit.as_i64() {
            Some(digit @ 0..=9) => text.push_str(&digit.to_string()),
            _ => return Err(bad_digits()),
        }
    }
    let digits = BigUint::parse_bytes(text.as_bytes(), 10).unwrap_or_default();
    let kind = match (exponent.as_str(), exponent.as_i64()) {
        (Some("F"), _) => Infinity,
        (Some(kind @ ("n" | "N")), _) => NaN {
            signals: kind == "N",
            payload: digits,
        },
        (Some(_), _) => {
            let message = "string argument in the third position must be 'F', 'n' or 'N'";
            return Err(interpreter.value_error(message));
        }
        (None, Some(exponent)) => {
            // As far out of range as any.
            let far = 4 * MOST;
            Finite {
                digits,
                exponent: exponent.clamp(-far, far),
            }
        }
        (None, None) => {
            let message = "exponent must be an integer";
            return Err(interpreter.value_error(message));
        }
    };
    Ok(Decimal { negative, kind })
}
