//! `operator`.

use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::code::Comparison;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject, UnaryOperator};
use crate::python::stdlib::{FunctionRow, functions_in_c, instance};
use crate::python::value::{Class, Module, Value};

/// Name, name of the form in place, and operator.
const BINARY: &[(&str, &str, BinaryOperator)] = &[
    ("add", "iadd", BinaryOperator::Add),
    ("sub", "isub", BinaryOperator::Sub),
    ("mul", "imul", BinaryOperator::Mul),
    ("matmul", "imatmul", BinaryOperator::MatMul),
    ("truediv", "itruediv", BinaryOperator::Div),
    ("floordiv", "ifloordiv", BinaryOperator::FloorDiv),
    ("mod", "imod", BinaryOperator::Mod),
    ("pow", "ipow", BinaryOperator::Pow),
    ("lshift", "ilshift", BinaryOperator::LShift),
    ("rshift", "irshift", BinaryOperator::RShift),
    ("or_", "ior", BinaryOperator::BitOr),
    ("xor", "ixor", BinaryOperator::BitXor),
    ("and_", "iand", BinaryOperator::BitAnd),
];

const COMPARISONS: &[(&str, Comparison)] = &[
    ("eq", Comparison::Equal),
    ("ne", Comparison::NotEqual),
    ("lt", Comparison::Less),
    ("le", Comparison::LessEqual),
    ("gt", Comparison::Greater),
    ("ge", Comparison::GreaterEqual),
];

/// The functions that are a method's name without its underscores, under that name, too.
const UNDERSCORED: &[&str] = &[
    "lt",
    "le",
    "eq",
    "ne",
    "ge",
    "gt",
    "not_",
    "abs",
    "add",
    "and_",
    "floordiv",
    "index",
    "inv",
    "invert",
    "lshift",
    "mod",
    "mul",
    "matmul",
    "neg",
    "or_",
    "pos",
    "pow",
    "rshift",
    "sub",
    "truediv",
    "xor",
    "concat",
    "contains",
    "delitem",
    "getitem",
    "setitem",
    "iadd",
    "iand",
    "iconcat",
    "ifloordiv",
    "ilshift",
    "imod",
    "imul",
    "imatmul",
    "ior",
    "ipow",
    "irshift",
    "isub",
    "itruediv",
    "ixor",
    "call",
];

const FUNCTIONS: &[FunctionRow] = &[
    ("neg", "a, /", |py, mut a| {
        py.unary(UnaryOperator::Negative, &a.take_or_none("a"))
    }),
    ("pos", "a, /", |py, mut a| {
        py.unary(UnaryOperator::Positive, &a.take_or_none("a"))
    }),
    ("inv", "a, /", |py, mut a| {
        py.unary(UnaryOperator::Invert, &a.take_or_none("a"))
    }),
    ("invert", "a, /", |py, mut a| {
        py.unary(UnaryOperator::Invert, &a.take_or_none("a"))
    }),
    ("abs", "a, /", |py, mut a| py.absolute(&a.take_or_none("a"))),
    ("index", "a, /", |py, mut a| {
        let value = a.take_or_none("a");
        match value.as_bigint() {
            Some(number) => Ok(Value::big(number)),
            None => py.index_argument(&value).map(Value::Int),
        }
    }),
    ("not_", "a, /", |py, mut a| {
        Ok(Value::Bool(!py.truthy(&a.take_or_none("a"))?))
    }),
    ("truth", "a, /", |py, mut a| {
        py.truthy(&a.take_or_none("a")).map(Value::Bool)
    }),
    ("is_", "a, b, /", |_, mut a| {
        Ok(Value::Bool(a.take_or_none("a").is(&a.take_or_none("b"))))
    }),
    ("is_not", "a, b, /", |_, mut a| {
        Ok(Value::Bool(!a.take_or_none("a").is(&a.take_or_none("b"))))
    }),
    ("concat", "a, b, /", |py, mut a| {
        let (one, other) = (a.take_or_none("a"), a.take_or_none("b"));
        concatenated(py, &one, &other)
    }),
    ("iconcat", "a, b, /", |py, mut a| {
        let (one, other) = (a.take_or_none("a"), a.take_or_none("b"));
        check_concatenable(py, &one)?;
        py.binary_in_place(BinaryOperator::Add, &one, &other)
    }),
    ("contains", "a, b, /", |py, mut a| {
        let container = a.take_or_none("a");
        py.contains(&container, &a.take_or_none("b"))
            .map(Value::Bool)
    }),
    ("countOf", "a, b, /", |py, mut a| {
        let (items, wanted) = (py.iterate(&a.take_or_none("a"))?, a.take_or_none("b"));
        let mut count = 0;
        for item in items {
            count += i64::from(item.is(&wanted) || py.equals(&item, &wanted)?);
        }
        Ok(Value::Int(count))
    }),
    ("indexOf", "a, b, /", |py, mut a| {
        let (items, wanted) = (py.iterate(&a.take_or_none("a"))?, a.take_or_none("b"));
        for (at, item) in items.iter().enumerate() {
            if item.is(&wanted) || py.equals(item, &wanted)? {
                return Ok(Value::Int(at as i64));
            }
        }
        Err(py.value_error("sequence.index(x): x not in sequence"))
    }),
    ("getitem", "a, b, /", |py, mut a| {
        let container = a.take_or_none("a");
        py.get_item(&container, &a.take_or_none("b"))
    }),
    ("setitem", "a, b, c, /", |py, mut a| {
        let (container, key) = (a.take_or_none("a"), a.take_or_none("b"));
        py.set_item(&container, &key, a.take_or_none("c"))?;
        Ok(Value::None)
    }),
    ("delitem", "a, b, /", |py, mut a| {
        let container = a.take_or_none("a");
        py.delete_item(&container, &a.take_or_none("b"))?;
        Ok(Value::None)
    }),
    ("length_hint", "obj, default=0, /", |py, mut a| {
        let default = a.take("default").unwrap_or(Value::Int(0));
        if default.as_bigint().is_none() {
            let found = py.operand_name(&default);
            let message = format!("'{found}' object cannot be interpreted as an integer");
            return Err(py.type_error(message));
        }
        let object = a.take_or_none("obj");
        if let Ok(length) = py.length(&object) {
            return Ok(Value::Int(length as i64));
        }
        let hint = py.call_special(&object, "__length_hint__", &[])?;
        match hint.filter(|hint| !matches!(hint, Value::NotImplemented)) {
            None => Ok(default),
            Some(hint) => match hint.as_i64() {
                Some(length) if length < 0 => {
                    Err(py.value_error("__length_hint__() should return >= 0"))
                }
                Some(length) => Ok(Value::Int(length)),
                None => {
                    let found = py.operand_name(&hint);
                    let message = format!("__length_hint__ must be an integer, not {found}");
                    Err(py.type_error(message))
                }
            },
        }
    }),
    ("call", "obj, /, *args, **kwargs", |py, mut a| {
        let callable = a.take_or_none("obj");
        let arguments = Arguments {
            positional: a.rest,
            keywords: a.keywords,
        };
        py.call(&callable, arguments)
    }),
    ("itemgetter", "*items", |py, a| {
        if a.rest.is_empty() {
            return Err(py.type_error("itemgetter expected 1 argument, got 0"));
        }
        Ok(getter(py, "itemgetter", Getter::Items(a.rest)))
    }),
    ("attrgetter", "*attrs", |py, a| {
        if a.rest.is_empty() {
            return Err(py.type_error("attrgetter expected 1 argument, got 0"));
        }
        if a.rest.iter().any(|path| path.as_str().is_none()) {
            return Err(py.type_error("attribute name must be a string"));
        }
        Ok(getter(py, "attrgetter", Getter::Attributes(a.rest)))
    }),
    ("methodcaller", "*args, **kwargs", |py, mut a| {
        if a.rest.is_empty() {
            let message = "methodcaller needs at least one argument, the method name";
            return Err(py.type_error(message));
        }
        let name = a.rest.remove(0);
        if name.as_str().is_none() {
            return Err(py.type_error("method name must be a string"));
        }
        let arguments = Arguments {
            positional: a.rest,
            keywords: a.keywords,
        };
        Ok(getter(py, "methodcaller", Getter::Method(name, arguments)))
    }),
];

/// The module `operator`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("operator");
    for (name, in_place, operator) in BINARY {
        module.set(
            name,
            Value::function(name, "_operator", move |py, a| {
                let (left, right) = two(py, name, &a)?;
                py.binary(*operator, &left, &right)
            }),
        );
        module.set(
            in_place,
            Value::function(in_place, "_operator", move |py, a| {
                let (left, right) = two(py, in_place, &a)?;
                py.binary_in_place(*operator, &left, &right)
            }),
        );
    }
    for (name, comparison) in COMPARISONS {
        module.set(
            name,
            Value::function(name, "_operator", move |py, a| {
                let (left, right) = two(py, name, &a)?;
                py.rich_compare(*comparison, &left, &right)
            }),
        );
    }
    functions_in_c(&module, "_operator", FUNCTIONS);
    for name in UNDERSCORED {
        if let Some(function) = module.get(name) {
            let method = format!("__{}__", name.trim_end_matches('_'));
            module.set(&method, function);
        }
    }
    module
}

fn two(interpreter: &Interpreter, name: &str, arguments: &Arguments) -> PyResult<(Value, Value)> {
    match arguments.positional.as_slice() {
        [left, right] if arguments.keywords.is_empty() => Ok((left.clone(), right.clone())),
        _ if !arguments.keywords.is_empty() => {
            Err(interpreter.type_error(format!("_operator.{name}() takes no keyword arguments")))
        }
        given => {
            let given = given.len();
            let message = format!("{name} expected 2 arguments, got {given}");
            Err(interpreter.type_error(message))
        }
    }
}

fn check_concatenable(interpreter: &mut Interpreter, value: &Value) -> PyResult<()> {
    let is_sequence = matches!(
        value.unboxed(),
        Value::List(_) | Value::Tuple(_) | Value::Str(_) | Value::Bytes(_)
    ) || interpreter.special(value, "__getitem__").is_some();
    if is_sequence {
        return Ok(());
    }
    let found = interpreter.operand_name(value);
    Err(interpreter.type_error(format!("'{found}' object can't be concatenated")))
}

fn concatenated(interpreter: &mut Interpreter, one: &Value, other: &Value) -> PyResult<Value> {
    check_concatenable(interpreter, one)?;
    interpreter.binary(BinaryOperator::Add, one, other)
}

/// `itemgetter`, `attrgetter` and `methodcaller`.
enum Getter {
    Items(Vec<Value>),
    Attributes(Vec<Value>),
    Method(Value, Arguments),
}

fn getter(interpreter: &Interpreter, name: &str, getter: Getter) -> Value {
    let class: Rc<Class> = interpreter.class_builder(name, "operator").build();
    instance(&class, getter)
}

impl Getter {
    fn get(&self, interpreter: &mut Interpreter, object: &Value) -> PyResult<Value> {
        match self {
            Self::Items(keys) => collect(interpreter, keys, |py, key| py.get_item(object, key)),
            Self::Attributes(paths) => collect(interpreter, paths, |py, path| {
                let path = path.as_text().unwrap_or_default();
                path.split('.')
                    .try_fold(object.clone(), |it, name| py.get_attribute(&it, name))
            }),
            Self::Method(name, arguments) => {
                let name = name.as_text().unwrap_or_default();
                interpreter.call_method(object, &name, arguments.clone())
            }
        }
    }

    fn shown(&self, interpreter: &mut Interpreter) -> PyResult<String> {
        let none = Arguments::default();
        let (name, first, rest) = match self {
            Self::Items(keys) => ("itemgetter", None, (keys, &none)),
            Self::Attributes(paths) => ("attrgetter", None, (paths, &none)),
            Self::Method(name, arguments) => (
                "methodcaller",
                Some(name),
                (&arguments.positional, arguments),
            ),
        };
        let mut parts = Vec::new();
        for value in first.into_iter().chain(rest.0) {
            parts.push(interpreter.repr(value)?.to_string());
        }
        for (keyword, value) in &rest.1.keywords {
            parts.push(format!("{keyword}={}", interpreter.repr(value)?));
        }
        Ok(format!("operator.{name}({})", parts.join(", ")))
    }
}

impl NativeObject for Getter {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(self.shown(interpreter))
    }

    fn call(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        arguments: Arguments,
    ) -> Option<PyResult<Value>> {
        let name = match self {
            Self::Items(_) => "itemgetter",
            Self::Attributes(_) => "attrgetter",
            Self::Method(..) => "methodcaller",
        };
        Some(match arguments.positional.as_slice() {
            [object] if arguments.keywords.is_empty() => self.get(interpreter, object),
            _ if !arguments.keywords.is_empty() => {
                Err(interpreter.type_error(format!("{name}() takes no keyword arguments")))
            }
            given => {
                let given = given.len();
                let message = format!("{name} expected 1 argument, got {given}");
                Err(interpreter.type_error(message))
            }
        })
    }

    fn is_callable(&self) -> bool {
        true
    }
}

/// One value for one key, a tuple for several.
fn collect(
    interpreter: &mut Interpreter,
    keys: &[Value],
    mut get: impl FnMut(&mut Interpreter, &Value) -> PyResult<Value>,
) -> PyResult<Value> {
    let mut values = Vec::new();
    for key in keys {
        values.push(get(interpreter, key)?);
    }
    Ok(if values.len() == 1 {
        values.remove(0)
    } else {
        Value::tuple(values)
    })
}
