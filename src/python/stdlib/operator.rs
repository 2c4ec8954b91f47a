//! `operator`.

use crate::python::arguments::Arguments;
use crate::python::code::Comparison;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::stdlib::functions;
use crate::python::value::{Module, Value};

const BINARY: &[(&str, BinaryOperator)] = &[
    ("add", BinaryOperator::Add),
    ("sub", BinaryOperator::Sub),
    ("mul", BinaryOperator::Mul),
    ("matmul", BinaryOperator::MatMul),
    ("truediv", BinaryOperator::Div),
    ("floordiv", BinaryOperator::FloorDiv),
    ("mod", BinaryOperator::Mod),
    ("pow", BinaryOperator::Pow),
    ("lshift", BinaryOperator::LShift),
    ("rshift", BinaryOperator::RShift),
    ("or_", BinaryOperator::BitOr),
    ("xor", BinaryOperator::BitXor),
    ("and_", BinaryOperator::BitAnd),
    ("concat", BinaryOperator::Add),
];

const COMPARISONS: &[(&str, Comparison)] = &[
    ("eq", Comparison::Equal),
    ("ne", Comparison::NotEqual),
    ("lt", Comparison::Less),
    ("le", Comparison::LessEqual),
    ("gt", Comparison::Greater),
    ("ge", Comparison::GreaterEqual),
];

/// The module `operator`.
pub(super) fn module(_interpreter: &mut Interpreter) -> Module {
    let module = Module::new("operator");
    for (name, operator) in BINARY {
        module.set(
            name,
            Value::function(name, "_operator", move |py, a| {
                let (left, right) = two(&a);
                py.binary(*operator, &left, &right)
            }),
        );
    }
    for (name, comparison) in COMPARISONS {
        module.set(
            name,
            Value::function(name, "_operator", move |py, a| {
                let (left, right) = two(&a);
                py.rich_compare(*comparison, &left, &right)
            }),
        );
    }
    functions(
        &module,
        &[
            ("neg", "a, /", |py, mut a| {
                py.unary(UnaryOperator::Negative, &a.take_or_none("a"))
            }),
            ("pos", "a, /", |py, mut a| {
                py.unary(UnaryOperator::Positive, &a.take_or_none("a"))
            }),
            ("inv", "a, /", |py, mut a| {
                py.unary(UnaryOperator::Invert, &a.take_or_none("a"))
            }),
            ("abs", "a, /", |py, mut a| py.absolute(&a.take_or_none("a"))),
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
            ("contains", "a, b, /", |py, mut a| {
                let container = a.take_or_none("a");
                py.contains(&container, &a.take_or_none("b"))
                    .map(Value::Bool)
            }),
            ("getitem", "a, b, /", |py, mut a| {
                let container = a.take_or_none("a");
                py.get_item(&container, &a.take_or_none("b"))
            }),
            ("itemgetter", "*items", |_, a| {
                let keys = a.rest;
                Ok(Value::function(
                    "itemgetter",
                    "operator",
                    move |py, mut a| {
                        let container = a.take_receiver().unwrap_or(Value::None);
                        collect(py, &keys, |py, key| py.get_item(&container, key))
                    },
                ))
            }),
            ("attrgetter", "*attrs", |_, a| {
                let paths = a.rest;
                Ok(Value::function(
                    "attrgetter",
                    "operator",
                    move |py, mut a| {
                        let object = a.take_receiver().unwrap_or(Value::None);
                        collect(py, &paths, |py, path| {
                            let path = path.as_text().unwrap_or_default();
                            path.split('.')
                                .try_fold(object.clone(), |it, name| py.get_attribute(&it, name))
                        })
                    },
                ))
            }),
            ("methodcaller", "name, /, *args, **kwargs", |_, mut a| {
                let name = a
                    .take("name")
                    .and_then(|it| it.as_text())
                    .unwrap_or_default();
                let arguments = Arguments {
                    positional: a.rest,
                    keywords: a.keywords,
                };
                Ok(Value::function(
                    "methodcaller",
                    "operator",
                    move |py, mut a| {
                        let object = a.take_receiver().unwrap_or(Value::None);
                        py.call_method(&object, &name, arguments.clone())
                    },
                ))
            }),
        ],
    );
    module
}

fn two(arguments: &Arguments) -> (Value, Value) {
    let part = |at: usize| arguments.positional.get(at).cloned().unwrap_or(Value::None);
    (part(0), part(1))
}

/// One value for one key, a tuple for several.
fn collect(
    interpreter: &mut Interpreter,
    keys: &[Value],
    mut get: impl FnMut(&mut Interpreter, &Value) -> crate::python::PyResult<Value>,
) -> crate::python::PyResult<Value> {
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
