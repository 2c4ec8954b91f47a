//! Which methods every built-in type has.

use crate::python::arguments::Arguments;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::method::{Method, add, install, install_operators};
use crate::python::types::number_method::{BITS, FLOAT_METHODS, INT_METHODS, NUMBER, numbers};
use crate::python::types::object::object;
use crate::python::types::{
    Types, byte_array, bytes, complex, construct, dict, exception_group, float_text, list,
    memory_view, str,
};
use crate::python::value::{Binding, Dict, Value};

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
