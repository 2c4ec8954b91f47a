//! `int(…)`, `str(…)`, `list(…)`: calling the built-in types.

use std::cell::Cell;
use std::rc::Rc;

use num_bigint::BigInt;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeClass;
use crate::python::text;
use crate::python::types::byte_array::{self, bytes_like};
use crate::python::types::dict::update_dict;
use crate::python::types::iterator::{Adaptation, Adapter, Items};
use crate::python::types::{complex, memory_view};
use crate::python::value::access::Boxed;
use crate::python::value::{BoundMethod, Class, Dict, Instance, Value};

/// The behaviour of a built-in type: its name selects the constructor.
pub(super) struct BuiltinType(pub &'static str);

impl NativeClass for BuiltinType {
    fn create(
        &self,
        interpreter: &mut Interpreter,
        class: &Rc<Class>,
        arguments: &Arguments,
    ) -> PyResult<Option<Value>> {
        let exact = interpreter.types.is_builtin(class);
        let value = match self.0 {
            // A subclass fills its container in `__init__`, whose arguments may be its own.
            "list" if !exact => Value::list(Vec::new()),
            "dict" if !exact => Value::dict(Dict::default()),
            "set" if !exact => Value::set(Dict::default()),
            name => construct(interpreter, name, arguments.clone())?,
        };
        if exact {
            return Ok(Some(value));
        }
        if let Some(number) = complex::of(&value) {
            let instance = Instance::with_native(class, Rc::new(number));
            return Ok(Some(Value::Instance(instance)));
        }
        if self.0 == "bytearray" {
            let bytes = bytes_like(&value).unwrap_or_default().to_vec();
            return Ok(Some(byte_array::instance(class, bytes)));
        }
        let instance = Instance {
            class: class.clone(),
            attributes: Default::default(),
            native: Default::default(),
            arguments: arguments.clone(),
            span: interpreter.call_site(),
        };
        // The cell is new, so it is empty.
        let _ = instance.native.set(Rc::new(Boxed(value)));
        Ok(Some(Value::Instance(Rc::new(instance))))
    }

    fn init(
        &self,
        interpreter: &mut Interpreter,
        instance: &Rc<Instance>,
        arguments: Arguments,
    ) -> PyResult<()> {
        let Some(inner) = instance.native::<Boxed>().map(|boxed| boxed.0.clone()) else {
            return Ok(());
        };
        match inner {
            Value::List(list) => {
                let items = construct(interpreter, "list", arguments)?;
                *list.borrow_mut() = items.as_sequence().unwrap_or_default();
                Ok(())
            }
            Value::Dict(dict) => update_dict(interpreter, &dict, arguments),
            Value::Set(set) => {
                if let Value::Set(new) = construct(interpreter, "set", arguments)? {
                    let new = new.borrow().clone();
                    *set.borrow_mut() = new;
                }
                Ok(())
            }
            _ => Ok(()),
        }
    }
}

fn construct(py: &mut Interpreter, name: &str, arguments: Arguments) -> PyResult<Value> {
    match name {
        "int" => int(py, arguments),
        "float" => float(py, arguments),
        "bool" => {
            let mut bound =
                Signature::new("bool", "object=False, /").bind_in_c(py, &"bool", arguments)?;
            let value = bound.take("object").unwrap_or(Value::Bool(false));
            py.truthy(&value).map(Value::Bool)
        }
        "str" => str(py, arguments),
        "bytes" => bytes(py, "bytes", arguments),
        "bytearray" => {
            let made = bytes(py, "bytearray", arguments)?;
            let bytes = bytes_like(&made).unwrap_or_default().to_vec();
            Ok(byte_array::instance(&py.types.bytearray(), bytes))
        }
        "list" => Ok(Value::list(items(py, "list", arguments)?)),
        "tuple" => Ok(Value::tuple(items(py, "tuple", arguments)?)),
        "dict" => {
            let dict = Rc::default();
            let given = arguments.positional.len();
            if given > 1 {
                let message = format!("dict expected at most 1 argument, got {given}");
                return Err(py.type_error(message));
            }
            update_dict(py, &dict, arguments)?;
            Ok(Value::Dict(dict))
        }
        "set" => {
            let items = items(py, "set", arguments)?;
            Ok(Value::set(py.set_of(items)?))
        }
        "frozenset" => {
            let items = items(py, "frozenset", arguments)?;
            Ok(Value::FrozenSet(Rc::new(py.set_of(items)?)))
        }
        "range" => range(py, arguments),
        "slice" => slice(py, arguments),
        "type" => type_(py, arguments),
        "enumerate" | "zip" | "map" | "filter" | "reversed" => adapter(py, name, arguments),
        "complex" => py.make_complex(arguments),
        "method" => {
            let mut bound = Signature::new("method", "function, instance, /")
                .bind_in_c(py, &"method", arguments)?;
            let (function, receiver) = (
                bound.take_or_none("function"),
                bound.take_or_none("instance"),
            );
            if !py.is_callable(&function) {
                return Err(py.type_error("first argument must be callable"));
            }
            if receiver.is_none() {
                return Err(py.type_error("self must not be None"));
            }
            Ok(Value::BoundMethod(Rc::new(BoundMethod {
                receiver,
                function,
            })))
        }
        "memoryview" => memory_view::construct(py, arguments),
        "NoneType" | "ellipsis" | "NotImplementedType" => {
            if !arguments.is_empty() {
                return Err(py.type_error(format!("{name} takes no arguments")));
            }
            Ok(match name {
                "NoneType" => Value::None,
                "ellipsis" => Value::Ellipsis,
                _ => Value::NotImplemented,
            })
        }
        other => Err(py.type_error(format!("cannot create '{other}' instances"))),
    }
}

fn items(py: &mut Interpreter, name: &'static str, arguments: Arguments) -> PyResult<Vec<Value>> {
    let mut bound = Signature::new(name, "iterable=(), /").bind_in_c(py, &name, arguments)?;
    match bound.take("iterable") {
        Some(iterable) => py.iterate(&iterable),
        None => Ok(Vec::new()),
    }
}

fn int(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut bound = Signature::new("int", "x=0, /, base=10").bind_in_c(py, &"int", arguments)?;
    let base = bound.take("base");
    let Some(value) = bound.take("x") else {
        if base.is_some() {
            return Err(py.type_error("int() missing string argument"));
        }
        return Ok(Value::Int(0));
    };
    if let Some(base) = base {
        let text = match (value.unboxed(), bytes_like(&value)) {
            (Value::Str(text), _) => text.clone(),
            (_, Some(bytes)) => String::from_utf8_lossy(&bytes).into(),
            _ => {
                return Err(py.type_error("int() can't convert non-string with explicit base"));
            }
        };
        let base = py.index_argument(&base)?;
        if base != 0 && !(2..=36).contains(&base) {
            return Err(py.value_error("int() base must be >= 2 and <= 36, or 0"));
        }
        return int_of_text(py, &text, &value, base as u32);
    }
    if let Value::Instance(_) = &value {
        for method in ["__int__", "__index__", "__trunc__"] {
            if method == "__index__" && value.as_bigint().is_some() {
                break;
            }
            let Some(result) = py.call_special(&value, method, &[])? else {
                continue;
            };
            if let Some(number) = result.as_bigint() {
                return Ok(Value::big(number));
            }
            if method == "__trunc__"
                && let Some(number) = py.call_special(&result, "__index__", &[])?
            {
                return Ok(number);
            }
            let found = py.operand_name(&result);
            let kind = if method == "__trunc__" {
                "non-Integral"
            } else {
                "non-int"
            };
            return Err(py.type_error(format!("{method} returned {kind} (type {found})")));
        }
    }
    match value.unboxed() {
        Value::Str(text) => int_of_text(py, &text.clone(), &value, 10),
        Value::Float(number) if number.is_nan() => {
            Err(py.value_error("cannot convert float NaN to integer"))
        }
        Value::Float(number) if number.is_infinite() => {
            Err(py.raise("OverflowError", "cannot convert float infinity to integer"))
        }
        Value::Float(number) => Ok(Value::big(text::float_to_bigint(number.trunc()))),
        other => match (other.as_bigint(), bytes_like(other)) {
            (Some(number), _) => Ok(Value::big(number)),
            (None, Some(bytes)) => {
                let text = String::from_utf8_lossy(&bytes).into_owned();
                int_of_text(py, &text, &value, 10)
            }
            (None, None) => {
                let name = py.operand_name(&value);
                Err(py.type_error(format!(
                    "int() argument must be a string, a bytes-like object or a real number, not '{name}'"
                )))
            }
        },
    }
}

fn int_of_text(py: &mut Interpreter, text: &str, value: &Value, base: u32) -> PyResult<Value> {
    let (limit, digits) = (
        py.digit_limit,
        text.bytes().filter(u8::is_ascii_alphanumeric).count(),
    );
    if limit > 0 && digits > limit && !base.is_power_of_two() {
        return Err(py.value_error(format!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {digits} \
             digits; use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    // Reading so many takes time quadratic in their number.
    py.charge((digits / 64).saturating_pow(2))?;
    match text::parse_int(text, base) {
        Some(number) => Ok(Value::big(number)),
        None => {
            let shown = py.repr(value)?;
            Err(py.value_error(format!(
                "invalid literal for int() with base {base}: {shown}"
            )))
        }
    }
}

fn float(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut bound = Signature::new("float", "x=0, /").bind_in_c(py, &"float", arguments)?;
    let Some(value) = bound.take("x") else {
        return Ok(Value::Float(0.0));
    };
    if let Some(result) = py.call_special(&value, "__float__", &[])? {
        if let Some(number) = result.as_f64() {
            return Ok(Value::Float(number));
        }
        let (name, found) = (py.operand_name(&value), py.operand_name(&result));
        return Err(py.type_error(format!(
            "{name}.__float__ returned non-float (type {found})"
        )));
    }
    if value.unboxed().as_bigint().is_none()
        && let Some(result) = py.call_special(&value, "__index__", &[])?
        && let Some(number) = result.as_bigint()
    {
        return py.int_to_float(&number).map(Value::Float);
    }
    match value.unboxed() {
        Value::Float(number) => Ok(Value::Float(*number)),
        Value::Str(text) => match text::parse_float(text) {
            Some(number) => Ok(Value::Float(number)),
            None => {
                let shown = py.repr(&value)?;
                Err(py.value_error(format!("could not convert string to float: {shown}")))
            }
        },
        other => match (other.as_bigint(), bytes_like(other)) {
            (Some(number), _) => py.int_to_float(&number).map(Value::Float),
            (None, Some(bytes)) => match text::parse_float(&String::from_utf8_lossy(&bytes)) {
                Some(number) => Ok(Value::Float(number)),
                None => {
                    let shown = py.repr(&value)?;
                    Err(py.value_error(format!("could not convert string to float: {shown}")))
                }
            },
            (None, None) => {
                let name = py.operand_name(&value);
                Err(py.type_error(format!(
                    "float() argument must be a string or a real number, not '{name}'"
                )))
            }
        },
    }
}

fn str(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut bound = Signature::new("str", "object='', encoding=None, errors=None")
        .bind_in_c(py, &"str", arguments)?;
    let Some(value) = bound.take("object") else {
        return Ok(Value::str(""));
    };
    if bound.has("encoding") || bound.has("errors") {
        let mut text = |name: &str| match bound.take(name) {
            Some(value) if value.as_str().is_none() => {
                let found = py.operand_name(&value);
                let message = format!("str() argument '{name}' must be str, not {found}");
                Err(py.type_error(message))
            }
            value => Ok(value.and_then(|it| it.as_text())),
        };
        let (encoding, errors) = (text("encoding")?, text("errors")?);
        let (encoding, errors) = (encoding.as_deref(), errors.as_deref());
        return match bytes_like(&value) {
            Some(bytes) => decode(
                py,
                &bytes,
                encoding.unwrap_or("utf-8"),
                errors.unwrap_or("strict"),
            ),
            None if value.as_str().is_some() => Err(py.type_error("decoding str is not supported")),
            None => {
                let name = py.operand_name(&value);
                Err(py.type_error(format!(
                    "decoding to str: need a bytes-like object, {name} found"
                )))
            }
        };
    }
    py.str(&value).map(Value::Str)
}

/// `bytes.decode(encoding, errors)`.
pub(super) fn decode(
    py: &mut Interpreter,
    bytes: &[u8],
    encoding: &str,
    errors: &str,
) -> PyResult<Value> {
    match encoding.to_ascii_lowercase().replace('_', "-").as_str() {
        "utf-8" | "utf8" => decode_utf8(py, bytes, errors),
        "utf-16-le" | "utf-16le" => Ok(decode_utf16(bytes, u16::from_le_bytes)),
        "utf-16-be" | "utf-16be" => Ok(decode_utf16(bytes, u16::from_be_bytes)),
        "latin-1" | "latin1" | "iso-8859-1" => {
            let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
            Ok(Value::str(text))
        }
        "ascii" | "us-ascii" => {
            let mut text = String::with_capacity(bytes.len());
            for (at, byte) in bytes.iter().enumerate() {
                if byte.is_ascii() {
                    text.push(char::from(*byte));
                } else {
                    let reason = "ordinal not in range(128)";
                    let range = at..at + 1;
                    text.push_str(&undecodable(py, "ascii", bytes, range, reason, errors)?);
                }
            }
            Ok(Value::str(text))
        }
        other => Err(py.raise("LookupError", format!("unknown encoding: {other}"))),
    }
}

fn decode_utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Value {
    let (pairs, _) = bytes.as_chunks::<2>();
    let units: Vec<u16> = pairs.iter().map(|pair| unit(*pair)).collect();
    Value::str(String::from_utf16_lossy(&units))
}

fn decode_utf8(py: &mut Interpreter, bytes: &[u8], errors: &str) -> PyResult<Value> {
    let (mut text, mut rest, mut at) = (String::new(), bytes, 0);
    loop {
        let error = match std::str::from_utf8(rest) {
            Ok(valid) => {
                text.push_str(valid);
                return Ok(Value::str(text));
            }
            Err(error) => error,
        };
        let (valid, bad) = rest.split_at(error.valid_up_to());
        text.push_str(&String::from_utf8_lossy(valid));
        at += valid.len();
        let length = error.error_len().unwrap_or(bad.len());
        let reason = match (error.error_len(), bad.first()) {
            (None, _) => "unexpected end of data",
            (_, Some(0xc2..=0xf4)) => "invalid continuation byte",
            _ => "invalid start byte",
        };
        text.push_str(&undecodable(
            py,
            "utf-8",
            bytes,
            at..at + length,
            reason,
            errors,
        )?);
        at += length;
        rest = bad.get(length..).unwrap_or_default();
    }
}

/// What stands for bytes that are no text.
fn undecodable(
    py: &Interpreter,
    codec: &str,
    bytes: &[u8],
    range: std::ops::Range<usize>,
    reason: &str,
    errors: &str,
) -> PyResult<String> {
    let bad = bytes.get(range.clone()).unwrap_or_default();
    match errors {
        "ignore" => Ok(String::new()),
        "replace" => Ok("\u{fffd}".to_owned()),
        "backslashreplace" => Ok(bad.iter().map(|byte| format!("\\x{byte:02x}")).collect()),
        _ => {
            let object = Value::bytes(bytes);
            Err(py.unicode_error("UnicodeDecodeError", codec, object, range, reason))
        }
    }
}

fn bytes(py: &mut Interpreter, name: &'static str, arguments: Arguments) -> PyResult<Value> {
    let mut bound = Signature::new(name, "source=b'', encoding=None, errors=None")
        .bind_in_c(py, &name, arguments)?;
    let Some(source) = bound.take("source") else {
        return Ok(Value::bytes(Vec::new()));
    };
    for option in ["encoding", "errors"] {
        let Some(given) = bound.get(option).filter(|it| it.as_str().is_none()) else {
            continue;
        };
        let found = py.operand_name(given);
        let message = format!("{name}() argument '{option}' must be str, not {found}");
        return Err(py.type_error(message));
    }
    if source.as_str().is_none() && (bound.has("encoding") || bound.has("errors")) {
        let given = if bound.has("encoding") {
            "encoding"
        } else {
            "errors"
        };
        return Err(py.type_error(format!("{given} without a string argument")));
    }
    if let Some(bytes) = bytes_like(&source) {
        return Ok(Value::Bytes(bytes));
    }
    match source.unboxed() {
        Value::Instance(_) if name == "bytes" && py.special(&source, "__bytes__").is_some() => {
            let made = py.call_special(&source, "__bytes__", &[])?;
            let made = made.unwrap_or(Value::None);
            if matches!(made.unboxed(), Value::Bytes(_)) {
                return Ok(made);
            }
            let found = py.operand_name(&made);
            Err(py.type_error(format!("__bytes__ returned non-bytes (type {found})")))
        }
        Value::Str(_) => match bound.take("encoding") {
            Some(encoding) => {
                let mut options = vec![encoding];
                options.extend(bound.take("errors"));
                py.call_method(&source, "encode", Arguments::positional(options))
            }
            None => Err(py.type_error("string argument without an encoding")),
        },
        Value::Int(_) | Value::Bool(_) => {
            let Ok(count) = usize::try_from(source.as_i64().unwrap_or(0)) else {
                return Err(py.value_error("negative count"));
            };
            py.check_size(count)?;
            Ok(Value::bytes(vec![0; count]))
        }
        Value::Float(_) | Value::None => {
            let found = py.operand_name(&source);
            Err(py.type_error(format!("cannot convert '{found}' object to {name}")))
        }
        _ => {
            let mut bytes = Vec::new();
            let items = match py.iterator(&source) {
                Err(error) if error.is_builtin(py, "TypeError") => {
                    let found = py.operand_name(&source);
                    let message = format!("cannot convert '{found}' object to {name}");
                    return Err(py.type_error(message));
                }
                items => items?,
            };
            for item in py.iterate(&items)? {
                let number = py.index_argument(&item)?;
                match u8::try_from(number).ok() {
                    Some(byte) => bytes.push(byte),
                    None => {
                        let kind = if name == "bytes" { name } else { "byte" };
                        return Err(py.value_error(format!("{kind} must be in range(0, 256)")));
                    }
                }
            }
            Ok(Value::bytes(bytes))
        }
    }
}

fn range(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut numbers = Vec::new();
    for value in &arguments.positional {
        match py.index_of(value)? {
            Some(number) => numbers.push(number),
            None => {
                let name = py.operand_name(value);
                let message = format!("'{name}' object cannot be interpreted as an integer");
                return Err(py.type_error(message));
            }
        }
    }
    match numbers.as_slice() {
        [stop] => Ok(Value::Range(0, *stop, 1)),
        [start, stop] => Ok(Value::Range(*start, *stop, 1)),
        [_, _, 0] => Err(py.value_error("range() arg 3 must not be zero")),
        [start, stop, step] => Ok(Value::Range(*start, *stop, *step)),
        [] => Err(py.type_error("range expected at least 1 argument, got 0")),
        more => {
            let count = more.len();
            Err(py.type_error(format!("range expected at most 3 arguments, got {count}")))
        }
    }
}

fn slice(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let parts = match arguments.positional.as_slice() {
        [stop] => (Value::None, stop.clone(), Value::None),
        [start, stop] => (start.clone(), stop.clone(), Value::None),
        [start, stop, step] => (start.clone(), stop.clone(), step.clone()),
        other => {
            let count = other.len();
            let bound = if count == 0 {
                "least 1 argument"
            } else {
                "most 3 arguments"
            };
            return Err(py.type_error(format!("slice expected at {bound}, got {count}")));
        }
    };
    Ok(Value::Slice(Rc::new(parts)))
}

fn type_(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let type_ = py.types.type_();
    match arguments.positional.as_slice() {
        [Value::Class(class)] => Ok(Value::Class(py.metaclass(class))),
        [value] => Ok(Value::Class(py.class_of(value))),
        [_, _, _] => py.type_new(&type_, arguments),
        _ => Err(py.type_error("type() takes 1 or 3 arguments")),
    }
}

fn adapter(py: &mut Interpreter, name: &str, mut arguments: Arguments) -> PyResult<Value> {
    let (name, adaptation) = match name {
        "enumerate" => {
            let mut bound = Signature::new("enumerate", "iterable, start=0").bind_in_c(
                py,
                &"enumerate",
                arguments,
            )?;
            let start = match bound.take("start") {
                Some(start) => py.index_argument(&start)?,
                None => 0,
            };
            arguments = Arguments::positional(vec![bound.take_or_none("iterable")]);
            ("enumerate", Adaptation::Enumerate(Cell::new(start)))
        }
        "zip" => {
            let strict = arguments.take("strict").unwrap_or(Value::None);
            (
                "zip",
                Adaptation::Zip {
                    strict: py.truthy(&strict)?,
                },
            )
        }
        "map" | "filter" if arguments.positional.len() < 2 => {
            let message = if name == "map" {
                "map() must have at least two arguments.".to_owned()
            } else {
                format!(
                    "filter expected 2 arguments, got {}",
                    arguments.positional.len()
                )
            };
            return Err(py.type_error(message));
        }
        "map" => (
            "map",
            Adaptation::Map(arguments.take_receiver().unwrap_or(Value::None)),
        ),
        "filter" => {
            let function = arguments.take_receiver().unwrap_or(Value::None);
            ("filter", Adaptation::Filter(function, true))
        }
        _ => return reversed(py, arguments),
    };
    let mut sources = Vec::new();
    for iterable in &arguments.positional {
        sources.push(py.iterator(iterable)?);
    }
    Ok(Value::iterator(Adapter::new(name, sources, adaptation)))
}

fn reversed(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let mut bound =
        Signature::new("reversed", "sequence, /").bind_in_c(py, &"reversed", arguments)?;
    let sequence = bound.take_or_none("sequence");
    if let Some(result) = py.call_special(&sequence, "__reversed__", &[])? {
        return Ok(result);
    }
    let fits = matches!(
        sequence.unboxed(),
        Value::List(_)
            | Value::Tuple(_)
            | Value::Str(_)
            | Value::Range(..)
            | Value::Dict(_)
            | Value::Iterator(_)
            | Value::Bytes(_)
    );
    let length = if fits {
        None
    } else {
        py.length(&sequence).ok()
    };
    if !fits && length.is_none() {
        if py.special(&sequence, "__getitem__").is_some() {
            py.length(&sequence)?;
        }
        let name = py.operand_name(&sequence);
        return Err(py.type_error(format!("'{name}' object is not reversible")));
    }
    let mut items = match (length, &sequence) {
        (Some(length), Value::Instance(_)) if py.special(&sequence, "__getitem__").is_some() => {
            let mut items = Vec::new();
            for at in 0..length {
                items.push(py.get_item(&sequence, &Value::Int(at as i64))?);
            }
            items
        }
        _ => py.iterate(&sequence)?,
    };
    items.reverse();
    let name = match sequence.unboxed() {
        Value::List(_) => "list_reverseiterator",
        Value::Range(..) => "range_iterator",
        Value::Dict(_) => "dict_reversekeyiterator",
        _ => "reversed",
    };
    Ok(Value::iterator(Items::named(items, name)))
}

/// `int.from_bytes(bytes, byteorder)`.
pub(super) fn int_from_bytes(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let signature = Signature::new("int.from_bytes", "bytes, byteorder='big', *, signed=False");
    let mut arguments = arguments;
    arguments.take_receiver();
    let mut bound = signature.bind(py, arguments)?;
    let source = bound.take_or_none("bytes");
    let order = bound.take("byteorder").and_then(|it| it.as_text());
    let signed = bound.take_or_none("signed");
    let Value::Bytes(bytes) = bytes(py, "bytes", Arguments::positional(vec![source]))? else {
        return Ok(Value::Int(0));
    };
    let little = order.as_deref() == Some("little");
    let number = match (py.truthy(&signed)?, little) {
        (true, true) => BigInt::from_signed_bytes_le(&bytes),
        (true, false) => BigInt::from_signed_bytes_be(&bytes),
        (false, true) => BigInt::from_bytes_le(num_bigint::Sign::Plus, &bytes),
        (false, false) => BigInt::from_bytes_be(num_bigint::Sign::Plus, &bytes),
    };
    Ok(Value::big(number))
}
