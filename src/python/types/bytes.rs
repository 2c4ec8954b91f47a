//! The methods of `bytes`.
//!
//! Most are those of `str`, where letters and blanks are ASCII's: the bytes become a text of as many
//! characters, and its method's answer bytes again.

use crate::python::arguments::{Arguments, Bound, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::types::byte_array::bytes_like;
use crate::python::types::construct;
use crate::python::types::method::{Method, MethodCode};
use crate::python::value::Value;

macro_rules! as_text {
    ($name:literal, $parameters:literal) => {
        (
            $name,
            $parameters,
            (|py, it, a| through_text(py, it, a, $name, $parameters)) as MethodCode,
        )
    };
}

pub(super) const METHODS: &[Method] = &[
    ("decode", "encoding='utf-8', errors='strict'", decode),
    ("hex", "sep='', bytes_per_sep=1", hex),
    ("join", "iterable, /", join),
    ("translate", "table, /, delete=b''", translate),
    as_text!("split", "sep=None, maxsplit=-1"),
    as_text!("rsplit", "sep=None, maxsplit=-1"),
    as_text!("strip", "chars=None, /"),
    as_text!("lstrip", "chars=None, /"),
    as_text!("rstrip", "chars=None, /"),
    as_text!("partition", "sep, /"),
    as_text!("rpartition", "sep, /"),
    as_text!("replace", "old, new, count=-1, /"),
    as_text!("find", "sub, start=None, end=None, /"),
    as_text!("rfind", "sub, start=None, end=None, /"),
    as_text!("index", "sub, start=None, end=None, /"),
    as_text!("rindex", "sub, start=None, end=None, /"),
    as_text!("count", "sub, start=None, end=None, /"),
    as_text!("startswith", "prefix, start=None, end=None, /"),
    as_text!("endswith", "prefix, start=None, end=None, /"),
    as_text!("removeprefix", "prefix, /"),
    as_text!("removesuffix", "suffix, /"),
    as_text!("center", "width, fillchar=b' ', /"),
    as_text!("ljust", "width, fillchar=b' ', /"),
    as_text!("rjust", "width, fillchar=b' ', /"),
    as_text!("zfill", "width, /"),
    as_text!("expandtabs", "tabsize=8"),
    as_text!("splitlines", "keepends=False"),
    as_text!("title", ""),
    as_text!("capitalize", ""),
    as_text!("swapcase", ""),
    as_text!("isalpha", ""),
    as_text!("isdigit", ""),
    as_text!("isalnum", ""),
    as_text!("isspace", ""),
    as_text!("islower", ""),
    as_text!("isupper", ""),
    as_text!("istitle", ""),
    as_text!("isascii", ""),
    ("upper", "", |_, it, _| {
        Ok(Value::bytes(of(it).to_ascii_uppercase()))
    }),
    ("lower", "", |_, it, _| {
        Ok(Value::bytes(of(it).to_ascii_lowercase()))
    }),
];

/// `bytes.maketrans(from, to)`.
pub(super) fn make_translation(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let [from, to] = arguments.positional.as_slice() else {
        let given = arguments.positional.len();
        return Err(py.type_error(format!("maketrans expected 2 arguments, got {given}")));
    };
    let (from, to) = (bytes_argument(py, from)?, bytes_argument(py, to)?);
    if from.len() != to.len() {
        return Err(py.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=255).collect();
    for (one, other) in from.iter().zip(to) {
        if let Some(entry) = table.get_mut(usize::from(*one)) {
            *entry = other;
        }
    }
    Ok(Value::bytes(table))
}

/// `bytes.fromhex(text)`.
pub(super) fn from_hex(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    arguments.take_receiver();
    let signature = Signature::new("fromhex", "string, /");
    let mut bound = signature.bind_in_c(interpreter, &"bytes.fromhex", arguments)?;
    let text = bound.take_or_none("string");
    let Some(text) = text.as_text() else {
        let found = interpreter.operand_name(&text);
        let message = format!("fromhex() argument must be str, not {found}");
        return Err(interpreter.type_error(message));
    };
    let digits: Vec<u32> = text
        .chars()
        .filter(|it| !it.is_whitespace())
        .map_while(|it| it.to_digit(16))
        .collect();
    let wanted = text.chars().filter(|it| !it.is_whitespace()).count();
    if digits.len() != wanted || !digits.len().is_multiple_of(2) {
        let message = format!(
            "non-hexadecimal number found in fromhex() arg at position {}",
            digits.len()
        );
        return Err(interpreter.value_error(message));
    }
    let bytes: Vec<u8> = digits
        .chunks(2)
        .map(|pair| (pair[0] * 16 + pair[1]) as u8)
        .collect();
    Ok(Value::bytes(bytes))
}

fn of(value: &Value) -> &[u8] {
    match value {
        Value::Bytes(bytes) => bytes,
        _ => &[],
    }
}

fn bytes_argument(py: &Interpreter, value: &Value) -> PyResult<Vec<u8>> {
    match bytes_like(value) {
        Some(bytes) => Ok(bytes.to_vec()),
        None => {
            let name = py.operand_name(value);
            Err(py.type_error(format!("a bytes-like object is required, not '{name}'")))
        }
    }
}

/// A text with a character for each byte: ASCII's own, and for the rest characters that no method of
/// `str` takes for letters, digits or blanks.
fn text_of(bytes: &[u8]) -> Value {
    let character = |byte: &u8| match byte {
        // What ends a line or is a blank in a text only.
        0x1c..=0x1f | 0x80.. => char::from_u32(0xe000 + u32::from(*byte)).unwrap_or('?'),
        byte => char::from(*byte),
    };
    Value::str(bytes.iter().map(character).collect::<String>())
}

fn bytes_of(text: &str) -> Value {
    let byte = |it: char| (u32::from(it) & 0xff) as u8;
    Value::bytes(text.chars().map(byte).collect::<Vec<u8>>())
}

/// Answers as the method of `str` does.
fn through_text(
    py: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    name: &str,
    parameters: &str,
) -> PyResult<Value> {
    let mut given = Arguments::default();
    for parameter in parameters.split(", ") {
        let parameter = parameter.split('=').next().unwrap_or(parameter);
        let Some(argument) = arguments.take(parameter) else {
            continue;
        };
        let argument = text_argument(py, name, parameter, argument)?;
        match parameter {
            "sep" | "maxsplit" | "keepends" | "tabsize" if !name.ends_with("partition") => {
                given.keywords.insert(parameter.into(), argument);
            }
            _ => given.positional.push(argument),
        }
    }
    if name == "isascii" {
        return Ok(Value::Bool(of(value).is_ascii()));
    }
    let text = text_of(of(value));
    match py.call_method(&text, name, given) {
        Ok(answer) => Ok(back(&answer)),
        Err(error) if error.is_builtin(py, "ValueError") && name.ends_with("index") => {
            Err(py.value_error("subsection not found"))
        }
        Err(error) => Err(error),
    }
}

fn text_argument(
    py: &mut Interpreter,
    name: &str,
    parameter: &str,
    argument: Value,
) -> PyResult<Value> {
    let searches = matches!(name, "find" | "rfind" | "index" | "rindex" | "count");
    let is_prefix = matches!(name, "startswith" | "endswith");
    if !is_prefix && let Some(bytes) = bytes_like(&argument) {
        return Ok(text_of(&bytes));
    }
    match argument.unboxed() {
        Value::Bytes(bytes) => Ok(text_of(bytes)),
        Value::None if parameter != "sub" => Ok(Value::None),
        Value::Tuple(items) if parameter == "prefix" => {
            let items: PyResult<Vec<Value>> = items
                .iter()
                .map(|item| text_argument(py, name, parameter, item.clone()))
                .collect();
            items.map(Value::tuple)
        }
        number if searches && parameter == "sub" && number.as_i64().is_some() => {
            match number.as_i64().and_then(|it| u8::try_from(it).ok()) {
                Some(byte) => Ok(text_of(&[byte])),
                None => Err(py.value_error("byte must be in range(0, 256)")),
            }
        }
        _ if searches && parameter == "sub" => {
            let shown = py.operand_name(&argument);
            Err(py.type_error(format!(
                "argument should be integer or bytes-like object, not '{shown}'"
            )))
        }
        _ if matches!(name, "startswith" | "endswith") && parameter == "prefix" => {
            let shown = py.operand_name(&argument);
            Err(py.type_error(format!(
                "{name} first arg must be bytes or a tuple of bytes, not {shown}"
            )))
        }
        _ if matches!(
            parameter,
            "sep" | "chars" | "old" | "new" | "prefix" | "suffix"
        ) =>
        {
            bytes_argument(py, &argument).map(|bytes| text_of(&bytes))
        }
        _ => Ok(argument),
    }
}

/// The answer of a method of `str` with bytes in the place of texts.
fn back(answer: &Value) -> Value {
    match answer {
        Value::Str(text) => bytes_of(text),
        Value::List(items) => Value::list(items.borrow().iter().map(back).collect()),
        Value::Tuple(items) => Value::tuple(items.iter().map(back).collect()),
        other => other.clone(),
    }
}

fn decode(py: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let encoding = arguments.take("encoding").and_then(|it| it.as_text());
    let errors = arguments.take("errors").and_then(|it| it.as_text());
    let errors = errors.as_deref().unwrap_or("strict");
    let encoding = encoding.as_deref().unwrap_or("utf-8");
    construct::decode(py, of(value), encoding, errors)
}

pub(super) fn hex(py: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let separator = match arguments.take("sep") {
        Some(separator) => match separator.unboxed() {
            Value::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            other => other.as_str().unwrap_or_default().to_owned(),
        },
        None => String::new(),
    };
    let every = match arguments.take("bytes_per_sep") {
        Some(every) => py.index_argument(&every)?,
        None => 1,
    };
    let (bytes, group) = (of(value), every.unsigned_abs() as usize);
    let mut text = String::with_capacity(bytes.len() * 2);
    for (at, byte) in bytes.iter().enumerate() {
        // A positive count groups from the right.
        let place = if every > 0 { bytes.len() - at } else { at };
        if at > 0 && group > 0 && place.is_multiple_of(group) {
            text.push_str(&separator);
        }
        text.push_str(&format!("{byte:02x}"));
    }
    Ok(Value::str(text))
}

fn join(py: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let iterable = arguments.take_or_none("iterable");
    let mut parts = Vec::new();
    for item in py.iterate(&iterable)? {
        match bytes_like(&item) {
            Some(bytes) => parts.push(bytes),
            None => {
                let name = py.operand_name(&item);
                return Err(py.type_error(format!(
                    "sequence item {}: expected a bytes-like object, {name} found",
                    parts.len()
                )));
            }
        }
    }
    Ok(Value::bytes(parts.join(of(value))))
}

fn translate(py: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let table = match arguments.take_or_none("table") {
        Value::None => (0..=255).collect(),
        table => bytes_argument(py, &table)?,
    };
    if table.len() != 256 {
        return Err(py.value_error("translation table must be 256 characters long"));
    }
    let removed = match arguments.take("delete") {
        Some(removed) => bytes_argument(py, &removed)?,
        None => Vec::new(),
    };
    let kept = of(value).iter().filter(|byte| !removed.contains(byte));
    let mapped = kept.filter_map(|byte| table.get(usize::from(*byte)).copied());
    Ok(Value::bytes(mapped.collect::<Vec<u8>>()))
}
