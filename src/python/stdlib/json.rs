//! `json`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::stdlib::functions;
use crate::python::text;
use crate::python::types::byte_array::bytes_like;
use crate::python::value::{Dict, Module, Value};

/// The module `json`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("json");
    functions(
        &module,
        &[
            (
                "dumps",
                "obj, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, cls=None, \
             indent=None, separators=None, default=None, sort_keys=False, **kw",
                dumps,
            ),
            (
                "loads",
                "s, *, cls=None, object_hook=None, parse_float=None, parse_int=None, parse_constant=None, \
             object_pairs_hook=None, **kw",
                loads,
            ),
            ("dump", "obj, fp, **kw", |py, mut a| {
                let file = a.take_or_none("fp");
                let arguments = Arguments {
                    positional: vec![a.take_or_none("obj")],
                    keywords: a.keywords,
                };
                let json = py.import_module("json")?;
                let dumps = json.get("dumps").unwrap_or(Value::None);
                let text = py.call(&dumps, arguments)?;
                py.call_method(&file, "write", Arguments::positional(vec![text]))
            }),
            ("load", "fp, **kw", |py, mut a| {
                let file = a.take_or_none("fp");
                let text = py.call_method(&file, "read", Arguments::default())?;
                let json = py.import_module("json")?;
                let loads = json.get("loads").unwrap_or(Value::None);
                py.call(
                    &loads,
                    Arguments {
                        positional: vec![text],
                        keywords: a.keywords,
                    },
                )
            }),
        ],
    );
    if let Some(base) = interpreter.types.find("ValueError") {
        let class = interpreter.exception_class("JSONDecodeError", "json.decoder", &[&base]);
        module.set("JSONDecodeError", Value::Class(class));
    }
    let encoder = interpreter
        .class_builder("JSONEncoder", "json.encoder")
        .method("default", |py, arguments| {
            let value = arguments.positional.get(1).cloned().unwrap_or(Value::None);
            Err(not_serializable(py, &value))
        })
        .build();
    module.with("JSONEncoder", Value::Class(encoder))
}

fn not_serializable(interpreter: &Interpreter, value: &Value) -> Box<PyError> {
    let found = interpreter.type_name(value);
    interpreter.type_error(format!("Object of type {found} is not JSON serializable"))
}

struct Encoder {
    ascii: bool,
    indent: Option<String>,
    item_separator: Rc<str>,
    key_separator: Rc<str>,
    sort_keys: bool,
    skip_keys: bool,
    allow_nan: bool,
    default: Value,
    /// The containers that enclose the value, unless circles are not looked for.
    enclosing: Option<RefCell<Vec<Value>>>,
}

fn dumps(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let value = arguments.take_or_none("obj");
    let indent = match arguments.take_or_none("indent") {
        Value::None => None,
        Value::Str(text) => Some(text.to_string()),
        other => Some(" ".repeat(usize::try_from(other.as_i64().unwrap_or(0)).unwrap_or(0))),
    };
    let separators = arguments.take("separators").and_then(|it| it.as_sequence());
    let part = |at: usize| separators.as_ref().and_then(|it| it.get(at)?.as_text());
    let default_item = if indent.is_some() { "," } else { ", " };
    let ascii = arguments.take("ensure_ascii").unwrap_or(Value::Bool(true));
    let sort_keys = arguments.take_or_none("sort_keys");
    let default = match (
        arguments.take_or_none("default"),
        arguments.take_or_none("cls"),
    ) {
        (Value::None, Value::None) => Value::None,
        (Value::None, class) => {
            let encoder = interpreter.call(&class, Arguments::default())?;
            interpreter.get_attribute(&encoder, "default")?
        }
        (default, _) => default,
    };
    let mut flag = |name: &str, default: bool| {
        let value = arguments.take(name).unwrap_or(Value::Bool(default));
        interpreter.truthy(&value)
    };
    let (skip_keys, allow_nan) = (flag("skipkeys", false)?, flag("allow_nan", true)?);
    let enclosing = flag("check_circular", true)?.then(RefCell::default);
    let encoder = Encoder {
        skip_keys,
        allow_nan,
        enclosing,
        ascii: interpreter.truthy(&ascii)?,
        indent,
        item_separator: part(0).unwrap_or_else(|| default_item.into()),
        key_separator: part(1).unwrap_or_else(|| ": ".into()),
        sort_keys: interpreter.truthy(&sort_keys)?,
        default,
    };
    let mut output = String::new();
    encoder.encode(interpreter, &value, &mut output, 0)?;
    Ok(Value::str(output))
}

impl Encoder {
    fn encode(
        &self,
        interpreter: &mut Interpreter,
        value: &Value,
        output: &mut String,
        depth: usize,
    ) -> PyResult<()> {
        interpreter.charge(1)?;
        interpreter.enter_native(" while encoding a JSON object")?;
        let result = self.encode_nested(interpreter, value, output, depth);
        interpreter.leave_native();
        result
    }

    fn encode_nested(
        &self,
        interpreter: &mut Interpreter,
        value: &Value,
        output: &mut String,
        depth: usize,
    ) -> PyResult<()> {
        match value.unboxed() {
            Value::None => output.push_str("null"),
            Value::Bool(true) => output.push_str("true"),
            Value::Bool(false) => output.push_str("false"),
            Value::Str(text) => self.string(text, output),
            Value::Float(number) => output.push_str(&self.float(interpreter, *number)?),
            Value::List(_) | Value::Tuple(_) => {
                let items = value.as_sequence().unwrap_or_default();
                self.enclose(interpreter, value)?;
                self.array(interpreter, &items, output, depth)?;
                self.leave();
                return Ok(());
            }
            Value::Dict(dict) => {
                let dict = dict.borrow().clone();
                self.enclose(interpreter, value)?;
                self.object(interpreter, &dict, output, depth)?;
                self.leave();
                return Ok(());
            }
            other => match other.as_bigint() {
                Some(number) => output.push_str(&number.to_string()),
                None if self.default.is_none() => return Err(not_serializable(interpreter, value)),
                None => {
                    self.enclose(interpreter, value)?;
                    let arguments = Arguments::positional(vec![value.clone()]);
                    let replaced = interpreter.call(&self.default, arguments)?;
                    self.encode(interpreter, &replaced, output, depth)?;
                    self.leave();
                    return Ok(());
                }
            },
        }
        interpreter.check_size(output.len() / 16)
    }

    /// A container is begun, which must not be inside itself.
    fn enclose(&self, interpreter: &Interpreter, value: &Value) -> PyResult<()> {
        let Some(enclosing) = &self.enclosing else {
            return Ok(());
        };
        let mut enclosing = enclosing.borrow_mut();
        let same = |it: &Value| it.address().is_some() && it.is(value);
        if enclosing.iter().any(same) {
            return Err(interpreter.value_error("Circular reference detected"));
        }
        enclosing.push(value.clone());
        Ok(())
    }

    fn leave(&self) {
        if let Some(enclosing) = &self.enclosing {
            enclosing.borrow_mut().pop();
        }
    }

    fn float(&self, interpreter: &Interpreter, number: f64) -> PyResult<String> {
        if !self.allow_nan && !number.is_finite() {
            let message = "Out of range float values are not JSON compliant";
            return Err(interpreter.value_error(message));
        }
        Ok(float(number))
    }

    fn array(
        &self,
        interpreter: &mut Interpreter,
        items: &[Value],
        output: &mut String,
        depth: usize,
    ) -> PyResult<()> {
        if items.is_empty() {
            output.push_str("[]");
            return Ok(());
        }
        output.push('[');
        for (index, item) in items.iter().enumerate() {
            self.separate(index, output, depth + 1);
            self.encode(interpreter, item, output, depth + 1)?;
        }
        self.line(output, depth);
        output.push(']');
        Ok(())
    }

    fn object(
        &self,
        interpreter: &mut Interpreter,
        dict: &Dict,
        output: &mut String,
        depth: usize,
    ) -> PyResult<()> {
        if dict.is_empty() {
            output.push_str("{}");
            return Ok(());
        }
        let mut entries: Vec<(Rc<str>, Value)> = Vec::new();
        for (key, value) in dict.pairs() {
            let key = match key.unboxed() {
                Value::Str(text) => text.clone(),
                Value::None => "null".into(),
                Value::Bool(truth) => if *truth { "true" } else { "false" }.into(),
                Value::Float(number) => self.float(interpreter, *number)?.into(),
                other => match other.as_bigint() {
                    Some(number) => number.to_string().into(),
                    None if self.skip_keys => continue,
                    None => {
                        let found = interpreter.operand_name(key);
                        return Err(interpreter.type_error(format!(
                            "keys must be str, int, float, bool or None, not {found}"
                        )));
                    }
                },
            };
            entries.push((key, value.clone()));
        }
        if self.sort_keys {
            entries.sort_by(|one, other| one.0.cmp(&other.0));
        }
        output.push('{');
        for (index, (key, value)) in entries.iter().enumerate() {
            self.separate(index, output, depth + 1);
            self.string(key, output);
            output.push_str(&self.key_separator);
            self.encode(interpreter, value, output, depth + 1)?;
        }
        self.line(output, depth);
        output.push('}');
        Ok(())
    }

    fn separate(&self, index: usize, output: &mut String, depth: usize) {
        if index > 0 {
            output.push_str(&self.item_separator);
        }
        self.line(output, depth);
    }

    fn line(&self, output: &mut String, depth: usize) {
        if let Some(indent) = &self.indent {
            output.push('\n');
            output.push_str(&indent.repeat(depth));
        }
    }

    fn string(&self, text: &str, output: &mut String) {
        output.push('"');
        for character in text.chars() {
            match character {
                '"' => output.push_str("\\\""),
                '\\' => output.push_str("\\\\"),
                '\n' => output.push_str("\\n"),
                '\r' => output.push_str("\\r"),
                '\t' => output.push_str("\\t"),
                '\x08' => output.push_str("\\b"),
                '\x0c' => output.push_str("\\f"),
                it if u32::from(it) < 0x20 || (self.ascii && (!it.is_ascii() || it == '\x7f')) => {
                    let mut units = [0; 2];
                    for unit in it.encode_utf16(&mut units) {
                        output.push_str(&format!("\\u{unit:04x}"));
                    }
                }
                it => output.push(it),
            }
        }
        output.push('"');
    }
}

fn float(number: f64) -> String {
    if number.is_nan() {
        return "NaN".to_owned();
    }
    if number.is_infinite() {
        return if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        }
        .to_owned();
    }
    text::float_repr(number)
}

fn loads(interpreter: &mut Interpreter, mut arguments: Bound) -> PyResult<Value> {
    let source = arguments.take_or_none("s");
    let text: Rc<str> = match (source.unboxed(), bytes_like(&source)) {
        (Value::Str(text), _) => text.clone(),
        (_, Some(bytes)) => String::from_utf8_lossy(&bytes).into(),
        (other, None) => {
            let found = interpreter.type_name(other);
            return Err(interpreter.type_error(format!(
                "the JSON object must be str, bytes or bytearray, not {found}"
            )));
        }
    };
    let mut decoder = Decoder {
        text: &text,
        at: 0,
        hook: arguments.take_or_none("object_hook"),
        pairs_hook: arguments.take_or_none("object_pairs_hook"),
        parse_float: arguments.take_or_none("parse_float"),
        parse_int: arguments.take_or_none("parse_int"),
        parse_constant: arguments.take_or_none("parse_constant"),
    };
    decoder.space();
    let value = decoder.value(interpreter)?;
    decoder.space();
    if decoder.at < text.len() {
        return Err(decoder.error(interpreter, "Extra data", decoder.at));
    }
    Ok(value)
}

struct Decoder<'a> {
    text: &'a str,
    at: usize,
    hook: Value,
    pairs_hook: Value,
    parse_float: Value,
    parse_int: Value,
    parse_constant: Value,
}

impl Decoder<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start_matches([' ', '\t', '\n', '\r']).len();
    }

    fn error(&self, interpreter: &mut Interpreter, message: &str, at: usize) -> Box<PyError> {
        let before = self.text.get(..at).unwrap_or(self.text);
        let line = before.matches('\n').count() + 1;
        let column = before
            .rsplit('\n')
            .next()
            .map_or(0, |it| it.chars().count())
            + 1;
        let position = before.chars().count();
        let class = interpreter.library_class("json", "JSONDecodeError");
        let shown = format!("{message}: line {line} column {column} (char {position})");
        let error = interpreter.raise_class(&class, shown);
        if let Value::Instance(instance) = &error.exception {
            instance.set("msg", Value::str(message));
            instance.set("doc", Value::str(self.text));
            instance.set("pos", Value::Int(position as i64));
            instance.set("lineno", Value::Int(line as i64));
            instance.set("colno", Value::Int(column as i64));
        }
        error
    }

    fn value(&mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        interpreter.charge(1)?;
        interpreter.enter_native(" while decoding a JSON object")?;
        let result = self.value_nested(interpreter);
        interpreter.leave_native();
        result
    }

    fn value_nested(&mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        const WORDS: &[(&str, Value)] = &[
            ("null", Value::None),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
            ("NaN", Value::Float(f64::NAN)),
            ("Infinity", Value::Float(f64::INFINITY)),
            ("-Infinity", Value::Float(f64::NEG_INFINITY)),
        ];
        for (word, value) in WORDS {
            if self.rest().starts_with(word) {
                self.at += word.len();
                if matches!(value, Value::Float(_)) && !self.parse_constant.is_none() {
                    return self.parsed(interpreter, &self.parse_constant, word);
                }
                return Ok(value.clone());
            }
        }
        match self.rest().bytes().next() {
            Some(b'"') => self.string(interpreter).map(Value::str),
            Some(b'[') => self.array(interpreter),
            Some(b'{') => self.object(interpreter),
            Some(b'-' | b'0'..=b'9') => self.number(interpreter),
            _ => Err(self.error(interpreter, "Expecting value", self.at)),
        }
    }

    fn number(&mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        let start = self.at;
        let Some((length, is_whole)) = number_length(self.rest()) else {
            return Err(self.error(interpreter, "Expecting value", start));
        };
        self.at += length;
        let number = self.text.get(start..self.at).unwrap_or_default().to_owned();
        let parse = if is_whole {
            &self.parse_int
        } else {
            &self.parse_float
        };
        if !parse.is_none() {
            return self.parsed(interpreter, parse, &number);
        }
        if let Some(int) = text::parse_int(&number, 10) {
            return Ok(Value::big(int));
        }
        match text::parse_float(&number) {
            Some(float) => Ok(Value::Float(float)),
            None => Err(self.error(interpreter, "Expecting value", start)),
        }
    }

    fn parsed(&self, interpreter: &mut Interpreter, parse: &Value, text: &str) -> PyResult<Value> {
        interpreter.call(parse, Arguments::positional(vec![Value::str(text)]))
    }

    fn string(&mut self, interpreter: &mut Interpreter) -> PyResult<String> {
        let start = self.at;
        self.at += 1;
        let mut output = String::new();
        loop {
            let Some(character) = self.rest().chars().next() else {
                return Err(self.error(interpreter, "Unterminated string starting at", start));
            };
            self.at += character.len_utf8();
            match character {
                '"' => return Ok(output),
                '\\' => self.escape(interpreter, &mut output, start)?,
                it if u32::from(it) < 0x20 => {
                    return Err(self.error(
                        interpreter,
                        "Invalid control character at",
                        self.at - 1,
                    ));
                }
                it => output.push(it),
            }
        }
    }

    fn escape(
        &mut self,
        interpreter: &mut Interpreter,
        output: &mut String,
        start: usize,
    ) -> PyResult<()> {
        let Some(code) = self.rest().chars().next() else {
            return Err(self.error(interpreter, "Unterminated string starting at", start));
        };
        self.at += code.len_utf8();
        output.push(match code {
            '"' | '\\' | '/' => code,
            'b' => '\x08',
            'f' => '\x0c',
            'n' => '\n',
            'r' => '\r',
            't' => '\t',
            'u' => {
                let Some(unit) = self.unit() else {
                    return Err(self.error(interpreter, "Invalid \\uXXXX escape", self.at - 1));
                };
                let paired = (0xd800..0xdc00).contains(&unit) && self.rest().starts_with("\\u");
                let mut units = vec![unit];
                if paired {
                    self.at += 2;
                    units.extend(self.unit());
                }
                output.push_str(&String::from_utf16_lossy(&units));
                return Ok(());
            }
            _ => return Err(self.error(interpreter, "Invalid \\escape", self.at - 2)),
        });
        Ok(())
    }

    fn unit(&mut self) -> Option<u16> {
        let unit = u16::from_str_radix(self.rest().get(..4)?, 16).ok()?;
        self.at += 4;
        Some(unit)
    }

    fn array(&mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        self.at += 1;
        let mut items = Vec::new();
        self.space();
        if self.rest().starts_with(']') {
            self.at += 1;
            return Ok(Value::list(items));
        }
        loop {
            self.space();
            items.push(self.value(interpreter)?);
            self.space();
            match self.rest().bytes().next() {
                Some(b',') => self.at += 1,
                Some(b']') => {
                    self.at += 1;
                    return Ok(Value::list(items));
                }
                _ => return Err(self.error(interpreter, "Expecting ',' delimiter", self.at)),
            }
        }
    }

    fn object(&mut self, interpreter: &mut Interpreter) -> PyResult<Value> {
        self.at += 1;
        let mut pairs = Vec::new();
        self.space();
        if self.rest().starts_with('}') {
            self.at += 1;
            return self.hooked(interpreter, pairs);
        }
        loop {
            self.space();
            if !self.rest().starts_with('"') {
                let message = "Expecting property name enclosed in double quotes";
                return Err(self.error(interpreter, message, self.at));
            }
            let key = self.string(interpreter)?;
            self.space();
            if !self.rest().starts_with(':') {
                return Err(self.error(interpreter, "Expecting ':' delimiter", self.at));
            }
            self.at += 1;
            self.space();
            let value = self.value(interpreter)?;
            pairs.push((key, value));
            self.space();
            match self.rest().bytes().next() {
                Some(b',') => self.at += 1,
                Some(b'}') => {
                    self.at += 1;
                    return self.hooked(interpreter, pairs);
                }
                _ => return Err(self.error(interpreter, "Expecting ',' delimiter", self.at)),
            }
        }
    }

    fn hooked(
        &self,
        interpreter: &mut Interpreter,
        pairs: Vec<(String, Value)>,
    ) -> PyResult<Value> {
        if !self.pairs_hook.is_none() {
            let pairs = pairs
                .into_iter()
                .map(|(key, value)| Value::tuple(vec![Value::str(key), value]))
                .collect();
            let arguments = Arguments::positional(vec![Value::list(pairs)]);
            return interpreter.call(&self.pairs_hook, arguments);
        }
        let mut dict = Dict::default();
        for (key, value) in pairs {
            dict.set_text(key, value);
        }
        let value = Value::dict(dict);
        if self.hook.is_none() {
            return Ok(value);
        }
        interpreter.call(&self.hook, Arguments::positional(vec![value]))
    }
}

/// How long the number is that a text begins with, and whether it is an integer.
fn number_length(text: &str) -> Option<(usize, bool)> {
    let bytes = text.as_bytes();
    let digits = |from: usize| {
        let digits = bytes.iter().skip(from).take_while(|it| it.is_ascii_digit());
        digits.count()
    };
    let mut at = usize::from(text.starts_with('-'));
    at += match bytes.get(at)? {
        b'0' => 1,
        _ => Some(digits(at)).filter(|count| *count > 0)?,
    };
    let whole = at;
    if bytes.get(at) == Some(&b'.') && digits(at + 1) > 0 {
        at += 1 + digits(at + 1);
    }
    if matches!(bytes.get(at), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(bytes.get(at + 1), Some(b'+' | b'-')));
        let count = digits(at + 1 + sign);
        if count > 0 {
            at += 1 + sign + count;
        }
    }
    Some((at, at == whole))
}
