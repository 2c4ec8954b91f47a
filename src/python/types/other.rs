//! The methods of `object`, `type`, numbers, `bytes`, exceptions and the rest, and the operators as
//! methods.

use std::rc::Rc;

use num_bigint::{BigInt, Sign};

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::text;
use crate::python::types::exception::ExceptionState;
use crate::python::types::method::{self, Method, add, install, install_operators};
use crate::python::types::{
    Types, byte_array, bytes, complex, construct, descriptor, dict, exception_group, float_text,
    list, memory_view, number, str,
};
use crate::python::value::{Binding, Class, Dict, Value};

const COMPARISONS: &[&str] = &["__eq__", "__ne__", "__lt__", "__le__", "__gt__", "__ge__"];
const SHOWN: &[&str] = &["__repr__", "__str__", "__format__", "__hash__"];
const SEQUENCE: &[&str] = &[
    "__len__",
    "__iter__",
    "__contains__",
    "__getitem__",
    "__add__",
    "__mul__",
    "__rmul__",
];
const NUMBER: &[&str] = &[
    "__add__",
    "__radd__",
    "__sub__",
    "__rsub__",
    "__mul__",
    "__rmul__",
    "__truediv__",
    "__rtruediv__",
    "__floordiv__",
    "__rfloordiv__",
    "__mod__",
    "__rmod__",
    "__pow__",
    "__rpow__",
    "__neg__",
    "__pos__",
    "__abs__",
    "__bool__",
    "__int__",
    "__float__",
    "__divmod__",
    "__rdivmod__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
];
const BITS: &[&str] = &[
    "__and__",
    "__or__",
    "__xor__",
    "__lshift__",
    "__rshift__",
    "__invert__",
    "__index__",
    "__rand__",
    "__ror__",
    "__rxor__",
    "__rlshift__",
    "__rrshift__",
];

const INT_METHODS: &[Method] = &[
    ("bit_length", "", |_, it, _| {
        Ok(Value::Int(
            it.as_bigint().map_or(0, |number| number.bits() as i64),
        ))
    }),
    ("bit_count", "", |_, it, _| {
        let number = it.as_bigint().unwrap_or_default();
        Ok(Value::Int(number.magnitude().count_ones() as i64))
    }),
    ("conjugate", "", |_, it, _| Ok(it.clone())),
    ("as_integer_ratio", "", |_, it, _| {
        Ok(Value::tuple(vec![it.clone(), Value::Int(1)]))
    }),
    (
        "to_bytes",
        "length=1, byteorder='big', *, signed=False",
        to_bytes,
    ),
];

const FLOAT_METHODS: &[Method] = &[
    ("is_integer", "", |_, it, _| {
        let number = it.as_f64().unwrap_or(f64::NAN);
        Ok(Value::Bool(number.is_finite() && number.fract() == 0.0))
    }),
    ("conjugate", "", |_, it, _| Ok(it.clone())),
    ("as_integer_ratio", "", integer_ratio),
    ("hex", "", float_text::hex),
];

const ITERATOR_METHODS: &[Method] = &[
    ("__iter__", "", |_, it, _| Ok(it.clone())),
    ("__next__", "", |py, it, _| match py.next_item(it)? {
        Some(item) => Ok(item),
        None => Err(py.raise("StopIteration", "")),
    }),
];

const EXCEPTION_METHODS: &[Method] = &[
    ("with_traceback", "tb, /", |py, it, mut a| {
        py.set_attribute(it, "__traceback__", a.take_or_none("tb"))?;
        Ok(it.clone())
    }),
    ("add_note", "note, /", |py, it, mut a| {
        let note = a.take_or_none("note");
        if note.as_str().is_none() {
            let name = py.operand_name(&note);
            return Err(py.type_error(format!("note must be a str, not '{name}'")));
        }
        let notes = match py.find_attribute(it, "__notes__")? {
            Some(notes) => notes,
            None => {
                let notes = Value::list(Vec::new());
                py.set_attribute(it, "__notes__", notes.clone())?;
                notes
            }
        };
        if let Value::List(notes) = notes {
            notes.borrow_mut().push(note);
        }
        Ok(Value::None)
    }),
];

const PROPERTY_METHODS: &[&str] = &["getter", "setter", "deleter"];

/// Gives every built-in type its methods.
pub(super) fn install_all(types: &Types) {
    install(&types.str(), str::METHODS);
    add(&types.str(), "format", Binding::Method, str::format);
    add(
        &types.str(),
        "maketrans",
        Binding::Static,
        str::make_translation,
    );
    install(&types.list(), list::METHODS);
    install(&types.tuple(), list::TUPLE_METHODS);
    install(&types.dict(), dict::METHODS);
    add(
        &types.dict(),
        "update",
        Binding::Method,
        |py, mut arguments| {
            let receiver = arguments.take_receiver().unwrap_or(Value::None);
            match receiver.unboxed() {
                Value::Dict(dict) => dict::update_dict(py, dict, arguments).map(|()| Value::None),
                _ => Err(py.type_error("descriptor 'update' requires a 'dict' object")),
            }
        },
    );
    add(&types.dict(), "fromkeys", Binding::ClassMethod, from_keys);
    install(&types.set(), dict::SET_METHODS);
    for class in [types.set(), types.frozenset()] {
        install(&class, dict::COMMON_SET_METHODS);
        install_operators(
            &class,
            &[
                "__len__",
                "__iter__",
                "__contains__",
                "__or__",
                "__and__",
                "__sub__",
                "__xor__",
            ],
        );
    }
    install(&types.int(), INT_METHODS);
    add(
        &types.int(),
        "from_bytes",
        Binding::ClassMethod,
        construct::int_from_bytes,
    );
    install(&types.float(), FLOAT_METHODS);
    add(
        &types.float(),
        "fromhex",
        Binding::ClassMethod,
        float_text::from_hex,
    );
    add(
        &types.float(),
        "__getformat__",
        Binding::ClassMethod,
        |py, arguments| match arguments.positional.get(1).and_then(Value::as_str) {
            Some("double" | "float") => Ok(Value::str("IEEE, little-endian")),
            None => Err(py.type_error("__getformat__() argument must be str")),
            Some(_) => {
                let message = "__getformat__() argument 1 must be 'double' or 'float'";
                Err(py.value_error(message))
            }
        },
    );
    install(&types.complex(), complex::METHODS);
    install(&types.bytes(), bytes::METHODS);
    add(
        &types.bytes(),
        "maketrans",
        Binding::Static,
        bytes::make_translation,
    );
    add(
        &types.bytes(),
        "fromhex",
        Binding::ClassMethod,
        bytes::from_hex,
    );
    byte_array::install_all(types);
    memory_view::install_all(types);
    for class in types.iterators() {
        install(class, ITERATOR_METHODS);
    }
    operators(types);
    object(types);
    numbers(types);
    for name in PROPERTY_METHODS {
        add(&types.property(), name, Binding::Method, |py, arguments| {
            py.property_with(arguments, name)
        });
    }
    if let Some(base) = types.find("BaseException") {
        install(&base, EXCEPTION_METHODS);
    }
    if let Some(base) = types.find("BaseExceptionGroup") {
        install(&base, exception_group::METHODS);
    }
    if let Some(base) = types.find("OSError") {
        base.set("errno", Value::None);
    }
}

fn operators(types: &Types) {
    for class in [
        types.str(),
        types.bytes(),
        types.bytearray(),
        types.list(),
        types.tuple(),
        types.range(),
    ] {
        install_operators(&class, SEQUENCE);
        install_operators(&class, COMPARISONS);
        install_operators(&class, SHOWN);
    }
    install_operators(&types.str(), &["__mod__"]);
    install_operators(&types.bytes(), &["__mod__"]);
    for class in [types.list(), types.bytearray()] {
        install_operators(
            &class,
            &["__setitem__", "__delitem__", "__iadd__", "__imul__"],
        );
    }
    install_operators(&types.list(), &["__reversed__"]);
    for class in [types.list(), types.dict(), types.set(), types.bytearray()] {
        class.set("__hash__", Value::None);
    }
    install_operators(
        &types.dict(),
        &[
            "__len__",
            "__iter__",
            "__contains__",
            "__getitem__",
            "__setitem__",
            "__delitem__",
            "__or__",
            "__ror__",
            "__ior__",
            "__reversed__",
            "__eq__",
            "__ne__",
            "__repr__",
        ],
    );
    for class in [types.int(), types.float()] {
        install_operators(&class, NUMBER);
        install_operators(&class, COMPARISONS);
        install_operators(&class, SHOWN);
    }
    install_operators(&types.int(), BITS);
    install_operators(&types.range(), &["__reversed__"]);
}

fn object(types: &Types) {
    let object = &types.object;
    add(object, "__init__", Binding::Method, |_, _| Ok(Value::None));
    add(
        object,
        "__new__",
        Binding::Static,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(class)) => py.new_instance(&class, &arguments),
            Some(other) => {
                let name = py.operand_name(&other);
                Err(py.type_error(format!(
                    "object.__new__(X): X is not a type object ({name})"
                )))
            }
            None => Err(py.type_error("object.__new__(): not enough arguments")),
        },
    );
    add(
        object,
        "__init_subclass__",
        Binding::ClassMethod,
        |py, arguments| {
            let class = match arguments.positional.first() {
                Some(Value::Class(class)) => class.name.to_string(),
                _ => String::new(),
            };
            if arguments.keywords.is_empty() {
                return Ok(Value::None);
            }
            Err(py.type_error(format!(
                "{class}.__init_subclass__() takes no keyword arguments"
            )))
        },
    );
    add(object, "__setattr__", Binding::Method, |py, arguments| {
        match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name, value] => {
                let name = name.as_text().unwrap_or_default();
                py.store_instance_attribute(target, instance, &name, value.clone())?;
            }
            [Value::Class(class), name, value] if !py.types.is_builtin(class) => {
                let name = name.as_text().unwrap_or_default();
                py.store_class_attribute(class, &name, value.clone())?;
            }
            [target, name, value] => {
                let name = name.as_text().unwrap_or_default();
                py.set_attribute(target, &name, value.clone())?;
            }
            _ => return Err(py.type_error("expected 2 arguments")),
        }
        Ok(Value::None)
    });
    add(
        object,
        "__delattr__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name] => {
                let name = name.as_text().unwrap_or_default();
                // What goes is dropped, and what is missing looked for, with the names at rest.
                let removed = instance.attributes.borrow_mut().shift_remove(&name);
                match removed {
                    Some(_) => Ok(Value::None),
                    None => Err(py.no_attribute(target, &name)),
                }
            }
            [Value::Class(class), name] if !py.types.is_builtin(class) => {
                let name = name.as_text().unwrap_or_default();
                py.remove_class_attribute(class, &name)
                    .map(|()| Value::None)
            }
            _ => Err(py.type_error("expected 1 argument")),
        },
    );
    add(
        object,
        "__getattribute__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [target @ Value::Instance(instance), name] => {
                let name = name.as_str().unwrap_or_default();
                let found = py.plain_instance_attribute(target, instance, name)?;
                found.ok_or_else(|| py.no_attribute(target, name))
            }
            [target, name] => py.get_attribute(target, name.as_str().unwrap_or_default()),
            _ => Err(py.type_error("expected 1 argument")),
        },
    );
    add(
        object,
        "__eq__",
        Binding::Method,
        |_, arguments| match arguments.positional.as_slice() {
            [left, right] if left.is(right) => Ok(Value::Bool(true)),
            _ => Ok(Value::NotImplemented),
        },
    );
    add(
        object,
        "__ne__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [left, right] => Ok(Value::Bool(!py.equals(left, right)?)),
            _ => Ok(Value::NotImplemented),
        },
    );
    add(object, "__hash__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        Ok(Value::Int((py.identity(&receiver) >> 4) as i64))
    });
    add(object, "__repr__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.plain_repr(&receiver).map(Value::str)
    });
    add(object, "__str__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.plain_str(&receiver).map(Value::Str)
    });
    add(object, "__format__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        py.str(&receiver).map(Value::Str)
    });
    add(object, "__dir__", Binding::Method, |py, arguments| {
        let receiver = arguments.positional.first().cloned().unwrap_or(Value::None);
        let names = py
            .attribute_names(&receiver)
            .into_iter()
            .map(Value::Str)
            .collect();
        Ok(Value::list(names))
    });
    type_methods(&types.type_());
}

fn type_methods(class: &Rc<Class>) {
    add(
        class,
        "mro",
        Binding::Method,
        |_, arguments| match arguments.positional.first() {
            Some(Value::Class(class)) => Ok(Value::list(
                class.mro().cloned().map(Value::Class).collect(),
            )),
            _ => Ok(Value::None),
        },
    );
    add(
        class,
        "__subclasses__",
        Binding::Method,
        |py, arguments| match arguments.positional.first() {
            Some(Value::Class(class)) => py.subclasses(class),
            _ => Err(py.type_error("unbound method type.__subclasses__() needs an argument")),
        },
    );
    add(
        class,
        "__instancecheck__",
        Binding::Method,
        |py, arguments| match arguments.positional.as_slice() {
            [Value::Class(class), value] => Ok(Value::Bool(py.is_instance(value, class))),
            _ => Ok(Value::Bool(false)),
        },
    );
    add(
        class,
        "__call__",
        Binding::Method,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(class)) => {
                let prepared = py.make_instance(&class, arguments)?;
                py.complete(prepared)
            }
            _ => Err(py.type_error("descriptor '__call__' requires a 'type' object")),
        },
    );
    add(
        class,
        "__new__",
        Binding::Static,
        |py, mut arguments| match arguments.take_receiver() {
            Some(Value::Class(metaclass)) => py.type_new(&metaclass, arguments),
            _ => Err(py.type_error("type.__new__(X): X is not a type object")),
        },
    );
    add(class, "__init__", Binding::Method, |_, _| Ok(Value::None));
    add(class, "__prepare__", Binding::ClassMethod, |_, _| {
        Ok(Value::dict(Dict::default()))
    });
}

fn numbers(types: &Types) {
    for class in [types.int(), types.float()] {
        add(&class, "real", Binding::Property, |_, arguments| {
            Ok(arguments
                .positional
                .first()
                .map_or(Value::None, |it| it.unboxed().clone()))
        });
        add(&class, "imag", Binding::Property, |_, arguments| {
            Ok(match arguments.positional.first().map(Value::unboxed) {
                Some(Value::Float(_)) => Value::Float(0.0),
                _ => Value::Int(0),
            })
        });
    }
    add(
        &types.int(),
        "numerator",
        Binding::Property,
        |_, arguments| {
            Ok(arguments
                .positional
                .first()
                .map_or(Value::None, |it| it.unboxed().clone()))
        },
    );
    add(&types.int(), "denominator", Binding::Property, |_, _| {
        Ok(Value::Int(1))
    });
    for (name, part) in [("start", 0), ("stop", 1), ("step", 2)] {
        add(
            &types.range(),
            name,
            Binding::Property,
            move |_, arguments| {
                Ok(match arguments.positional.first() {
                    Some(Value::Range(start, stop, step)) => {
                        Value::Int([*start, *stop, *step][part])
                    }
                    _ => Value::None,
                })
            },
        );
        add(
            &types.slice(),
            name,
            Binding::Property,
            move |_, arguments| {
                Ok(match arguments.positional.first() {
                    Some(Value::Slice(parts)) => {
                        [parts.0.clone(), parts.1.clone(), parts.2.clone()][part].clone()
                    }
                    _ => Value::None,
                })
            },
        );
    }
    install(
        &types.range(),
        &[
            ("index", "value, /", |py, it, mut a| {
                let value = a.take_or_none("value");
                let items = py.iterate(it)?;
                match items
                    .iter()
                    .position(|item| item.as_i64() == value.as_i64())
                {
                    Some(at) => Ok(Value::Int(at as i64)),
                    None => {
                        let shown = py.repr(&value)?;
                        Err(py.value_error(format!("{shown} is not in range")))
                    }
                }
            }),
            ("count", "value, /", |py, it, mut a| {
                let value = a.take_or_none("value");
                Ok(Value::Int(i64::from(py.contains(it, &value)?)))
            }),
        ],
    );
    install(
        &types.slice(),
        &[("indices", "length, /", |py, it, mut a| {
            let length = py.index_argument(&a.take_or_none("length"))?;
            if length < 0 {
                return Err(py.value_error("length should not be negative"));
            }
            let Value::Slice(slice) = it else {
                return Ok(Value::None);
            };
            let indices = py.slice_indices(slice, how_many(length))?;
            let parts = [indices.start, indices.stop, indices.step];
            Ok(Value::tuple(parts.into_iter().map(Value::Int).collect()))
        })],
    );
    let _: Option<method::MethodCode> = None;
    let _ = descriptor::DescriptorType;
}

fn from_keys(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let class = arguments.take_receiver().unwrap_or(Value::None);
    let keys = arguments.take_receiver().unwrap_or(Value::None);
    let value = arguments.take_receiver().unwrap_or(Value::None);
    let mut dict = Dict::default();
    for key in interpreter.iterate(&keys)? {
        dict.insert(interpreter.hash_key(&key)?, key, value.clone());
    }
    let dict = Value::dict(dict);
    match &class {
        Value::Class(class) if interpreter.types.is_builtin(class) => Ok(dict),
        other => interpreter.call(other, Arguments::positional(vec![dict])),
    }
}

fn to_bytes(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let length = arguments
        .take("length")
        .and_then(|it| it.as_i64())
        .unwrap_or(1);
    let little = match arguments.take("byteorder") {
        None => false,
        Some(order) => match order.as_str() {
            Some("little") => true,
            Some("big") => false,
            Some(_) => {
                let message = "byteorder must be either 'little' or 'big'";
                return Err(interpreter.value_error(message));
            }
            None => {
                let found = interpreter.operand_name(&order);
                let message = format!("to_bytes() argument 'byteorder' must be str, not {found}");
                return Err(interpreter.type_error(message));
            }
        },
    };
    let signed = arguments.take_or_none("signed");
    let signed = interpreter.truthy(&signed)?;
    let number = value.as_bigint().unwrap_or_default();
    let length = how_many(length);
    interpreter.check_size(length)?;
    let negative = number.sign() == Sign::Minus;
    if negative && !signed {
        return Err(interpreter.raise("OverflowError", "can't convert negative int to unsigned"));
    }
    let mut bytes = if signed {
        number.to_signed_bytes_le()
    } else {
        number.to_bytes_le().1
    };
    if number == BigInt::ZERO {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(interpreter.raise("OverflowError", "int too big to convert"));
    }
    bytes.resize(length, if negative { 0xff } else { 0 });
    if !little {
        bytes.reverse();
    }
    Ok(Value::bytes(bytes))
}

fn integer_ratio(interpreter: &mut Interpreter, value: &Value, _: Bound) -> PyResult<Value> {
    let number = value.as_f64().unwrap_or(0.0);
    if number.is_nan() {
        return Err(interpreter.value_error("cannot convert NaN to integer ratio"));
    }
    if !number.is_finite() {
        let message = "cannot convert Infinity to integer ratio";
        return Err(interpreter.raise("OverflowError", message));
    }
    let (mut number, mut denominator) = (number, BigInt::from(1));
    while number.fract() != 0.0 {
        number *= 2.0;
        denominator *= 2;
    }
    let numerator = text::float_to_bigint(number);
    Ok(Value::tuple(vec![
        Value::big(numerator),
        Value::big(denominator),
    ]))
}

const ROUNDING: &[&str] = &[
    "__divmod__",
    "__rdivmod__",
    "__reversed__",
    "__round__",
    "__trunc__",
    "__floor__",
    "__ceil__",
];

/// Whether the built-in type of the first compares itself with the second.
fn are_comparable(receiver: &Value, other: &Value) -> bool {
    use Value as V;
    match receiver {
        V::Int(_) | V::BigInt(_) | V::Bool(_) => {
            matches!(other, V::Int(_) | V::BigInt(_) | V::Bool(_))
        }
        V::Float(_) => matches!(other, V::Int(_) | V::BigInt(_) | V::Bool(_) | V::Float(_)),
        V::Str(_) => matches!(other, V::Str(_)),
        V::Bytes(_) => matches!(other, V::Bytes(_)),
        V::List(_) => matches!(other, V::List(_)),
        V::Tuple(_) => matches!(other, V::Tuple(_)),
        V::Dict(_) => matches!(other, V::Dict(_)),
        V::Set(_) | V::FrozenSet(_) => matches!(other, V::Set(_) | V::FrozenSet(_)),
        V::Range(..) => matches!(other, V::Range(..)),
        _ => true,
    }
}

impl Interpreter {
    /// `type.__add__(value, …)` and its like on a built-in value.
    pub(super) fn operator_method(
        &mut self,
        name: &str,
        receiver: &Value,
        arguments: &[Value],
    ) -> PyResult<Value> {
        let other = arguments.first().cloned().unwrap_or(Value::None);
        if let Some(result) = self.binary_method(name, receiver, &other)? {
            return Ok(result);
        }
        Ok(match name {
            "__len__" => Value::Int(self.length(receiver)? as i64),
            "__iter__" => self.iterator(receiver)?,
            "__contains__" => Value::Bool(self.contains(receiver, &other)?),
            "__getitem__" => self.get_item(receiver, &other)?,
            "__setitem__" => {
                self.set_item(
                    receiver,
                    &other,
                    arguments.get(1).cloned().unwrap_or(Value::None),
                )?;
                Value::None
            }
            "__delitem__" => {
                self.delete_item(receiver, &other)?;
                Value::None
            }
            "__repr__" => Value::Str(self.repr(receiver)?),
            "__str__" => Value::Str(self.str(receiver)?),
            "__format__" => Value::Str(self.format(receiver, other.as_str().unwrap_or_default())?),
            "__hash__" => self.hash_value(receiver)?,
            "__bool__" => Value::Bool(self.truthy(receiver)?),
            "__int__" | "__index__" | "__float__" => {
                let class = self.builtin(if name == "__float__" { "float" } else { "int" });
                let arguments = Arguments::positional(vec![receiver.clone()]);
                match class {
                    Some(class) => self.call(&Value::Class(class), arguments)?,
                    None => Value::None,
                }
            }
            "__neg__" => self.unary(UnaryOperator::Negative, receiver)?,
            "__pos__" => self.unary(UnaryOperator::Positive, receiver)?,
            "__invert__" => self.unary(UnaryOperator::Invert, receiver)?,
            "__abs__" => self.absolute(receiver)?,
            "__iadd__" => self.binary_in_place(BinaryOperator::Add, receiver, &other)?,
            "__imul__" => self.binary_in_place(BinaryOperator::Mul, receiver, &other)?,
            "__ior__" => self.binary_in_place(BinaryOperator::BitOr, receiver, &other)?,
            _ if ROUNDING.contains(&name) => self.rounding_method(name, receiver, arguments)?,
            _ => Value::NotImplemented,
        })
    }

    fn binary_method(
        &mut self,
        name: &str,
        receiver: &Value,
        other: &Value,
    ) -> PyResult<Option<Value>> {
        use crate::python::code::Comparison as C;
        let comparison = match name {
            "__eq__" => Some(C::Equal),
            "__ne__" => Some(C::NotEqual),
            "__lt__" => Some(C::Less),
            "__le__" => Some(C::LessEqual),
            "__gt__" => Some(C::Greater),
            "__ge__" => Some(C::GreaterEqual),
            _ => None,
        };
        if let Some(comparison) = comparison {
            if !are_comparable(receiver, other.unboxed()) {
                return Ok(Some(Value::NotImplemented));
            }
            let result = self.rich_compare(comparison, receiver, other.unboxed());
            return self.or_not_implemented(result).map(Some);
        }
        let reflected = name.starts_with("__r") && name != "__rshift__" && name != "__repr__";
        let plain = if reflected {
            name.replacen("__r", "__", 1)
        } else {
            name.to_owned()
        };
        let operator = match plain.as_str() {
            "__add__" => BinaryOperator::Add,
            "__sub__" => BinaryOperator::Sub,
            "__mul__" => BinaryOperator::Mul,
            "__truediv__" => BinaryOperator::Div,
            "__floordiv__" => BinaryOperator::FloorDiv,
            "__mod__" => BinaryOperator::Mod,
            "__pow__" => BinaryOperator::Pow,
            "__and__" => BinaryOperator::BitAnd,
            "__or__" => BinaryOperator::BitOr,
            "__xor__" => BinaryOperator::BitXor,
            "__lshift__" => BinaryOperator::LShift,
            "__rshift__" => BinaryOperator::RShift,
            _ => return Ok(None),
        };
        let (left, right) = if reflected {
            (other.unboxed(), receiver)
        } else {
            (receiver, other.unboxed())
        };
        let result = self.binary(operator, left, right);
        self.or_not_implemented(result).map(Some)
    }

    /// `divmod`, `reversed`, `round` and its like as methods.
    fn rounding_method(
        &mut self,
        name: &str,
        receiver: &Value,
        arguments: &[Value],
    ) -> PyResult<Value> {
        let other = arguments.first().cloned();
        let (function, mut passed) = match name {
            "__divmod__" | "__rdivmod__" => {
                let other = other.unwrap_or(Value::None);
                if other.unboxed().as_f64().is_none() && other.as_bigint().is_none() {
                    return Ok(Value::NotImplemented);
                }
                let both = vec![receiver.clone(), other];
                ("divmod", both)
            }
            "__reversed__" => ("reversed", vec![receiver.clone()]),
            "__round__" => (
                "round",
                std::iter::once(receiver.clone()).chain(other).collect(),
            ),
            name => {
                let name = name.trim_matches('_');
                let math = Value::Module(self.import_module("math")?);
                let function = self.get_attribute(&math, name)?;
                return self.call(&function, Arguments::positional(vec![receiver.clone()]));
            }
        };
        if name == "__rdivmod__" {
            passed.reverse();
        }
        let builtins = self.builtins.clone();
        let function = builtins.get(function).unwrap_or(Value::None);
        self.call(&function, Arguments::positional(passed))
    }

    fn or_not_implemented(&self, result: PyResult<Value>) -> PyResult<Value> {
        match result {
            Err(error) if error.is_builtin(self, "TypeError") && error.traceback.is_empty() => {
                Ok(Value::NotImplemented)
            }
            other => other,
        }
    }

    /// `abs(value)`.
    pub(in crate::python) fn absolute(&mut self, value: &Value) -> PyResult<Value> {
        if let Some(result) = self.call_special(value, "__abs__", &[])? {
            return Ok(result);
        }
        if let Some(number) = complex::of(value) {
            return self.complex_size(number);
        }
        match value.unboxed() {
            Value::Float(number) => Ok(Value::Float(number.abs())),
            other => match other.as_bigint() {
                Some(number) => Ok(Value::big(number.magnitude().clone().into())),
                None => {
                    let name = self.operand_name(value);
                    Err(self.type_error(format!("bad operand type for abs(): '{name}'")))
                }
            },
        }
    }

    /// `hash(value)`: a number that depends on the value only.
    ///
    /// # Errors
    ///
    /// `TypeError` for what has none.
    pub fn hash_value(&mut self, value: &Value) -> PyResult<Value> {
        use crate::python::value::HashKey;
        if let Some(result) = self.call_special(value, "__hash__", &[])? {
            return self.checked_hash(&result).map(Value::big);
        }
        let key = self.hash_key(value)?;
        Ok(Value::Int(match key {
            HashKey::Int(number) => crate::python::set_order::hash_int(number) as i64,
            HashKey::BigInt(number) => text::bigint_hash(&number),
            HashKey::Float(bits) => text::float_hash(f64::from_bits(bits)),
            other => {
                // FNV-1a over the key's text: the same on every platform.
                let text = format!("{other:?}");
                let hash = text.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
                });
                (hash >> 2) as i64
            }
        }))
    }

    /// `object.__repr__(value)`.
    pub(super) fn plain_repr(&mut self, value: &Value) -> PyResult<String> {
        match value {
            Value::Instance(instance) => {
                let path = instance.class.path();
                let address = self.address(value);
                Ok(format!("<{path} object at {address}>"))
            }
            other => self.repr(other).map(|repr| repr.to_string()),
        }
    }

    /// `object.__str__(value)`.
    pub(super) fn plain_str(&mut self, value: &Value) -> PyResult<Rc<str>> {
        if value.native::<ExceptionState>().is_some() {
            return self.str_without_special(value);
        }
        self.repr(value)
    }

    /// `round(number, digits)`.
    pub(in crate::python) fn round(&mut self, value: &Value, digits: &Value) -> PyResult<Value> {
        let arguments: &[Value] = if digits.is_none() {
            &[]
        } else {
            std::slice::from_ref(digits)
        };
        if let Some(result) = self.call_special(value, "__round__", arguments)? {
            return Ok(result);
        }
        match value.unboxed() {
            Value::Float(number) if digits.is_none() => {
                if !number.is_finite() {
                    let message = if number.is_nan() {
                        "cannot convert float NaN to integer"
                    } else {
                        "cannot convert float infinity to integer"
                    };
                    let class = if number.is_nan() {
                        "ValueError"
                    } else {
                        "OverflowError"
                    };
                    return Err(self.raise(class, message));
                }
                Ok(Value::big(text::float_to_bigint(number.round_ties_even())))
            }
            Value::Float(number) => {
                let digits = self.index_argument(digits)?;
                Ok(Value::Float(round_float(*number, digits)))
            }
            other => match other.as_bigint() {
                Some(number) if digits.is_none() => Ok(Value::big(number)),
                Some(number) => {
                    let digits = self.index_argument(digits)?;
                    Ok(Value::big(round_int(number, digits)))
                }
                None => {
                    let name = self.operand_name(value);
                    Err(self.type_error(format!("type {name} doesn't define __round__ method")))
                }
            },
        }
    }
}

fn round_float(number: f64, digits: i64) -> f64 {
    if !number.is_finite() || digits > 323 {
        return number;
    }
    if digits < -308 {
        return 0.0_f64.copysign(number);
    }
    if digits >= 0 {
        // Printing rounds the exact binary value half to even.
        return format!("{number:.*}", digits as usize)
            .parse()
            .unwrap_or(number);
    }
    let scale = 10_f64.powi(-digits as i32);
    (number / scale).round_ties_even() * scale
}

fn round_int(number: BigInt, digits: i64) -> BigInt {
    if digits >= 0 {
        return number;
    }
    let Ok(power) = u32::try_from(-digits) else {
        return BigInt::ZERO;
    };
    if u64::from(power) > number.bits() {
        return BigInt::ZERO;
    }
    let scale = BigInt::from(10).pow(power);
    let (quotient, remainder) = number::floor_division(&number, &scale);
    let twice = &remainder * 2;
    let up = twice > scale || (twice == scale && quotient.bit(0));
    (quotient + i32::from(up)) * scale
}
