//! The methods of `str`.

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::text;
use crate::python::types::method::Method;
use crate::python::value::{Dict, HashKey, Value};

pub(super) const METHODS: &[Method] = &[
    ("upper", "", |_, it, _| {
        map_text(it, |text| match text.is_ascii() {
            true => text.to_ascii_uppercase(),
            false => text.to_uppercase(),
        })
    }),
    ("lower", "", |_, it, _| {
        map_text(it, |text| match text.is_ascii() {
            true => text.to_ascii_lowercase(),
            false => text.to_lowercase(),
        })
    }),
    ("casefold", "", |_, it, _| map_text(it, casefold)),
    ("title", "", |_, it, _| map_text(it, title)),
    ("capitalize", "", |_, it, _| map_text(it, capitalize)),
    ("swapcase", "", |_, it, _| map_text(it, swap_case)),
    ("strip", "chars=None, /", |py, it, a| {
        strip(py, it, a, true, true)
    }),
    ("lstrip", "chars=None, /", |py, it, a| {
        strip(py, it, a, true, false)
    }),
    ("rstrip", "chars=None, /", |py, it, a| {
        strip(py, it, a, false, true)
    }),
    ("split", "sep=None, maxsplit=-1", split),
    ("rsplit", "sep=None, maxsplit=-1", rsplit),
    ("splitlines", "keepends=False", split_lines),
    ("partition", "sep, /", |py, it, a| {
        partition(py, it, a, false)
    }),
    ("rpartition", "sep, /", |py, it, a| {
        partition(py, it, a, true)
    }),
    ("join", "iterable, /", join),
    ("replace", "old, new, count=-1, /", replace),
    (
        "startswith",
        "prefix, start=None, end=None, /",
        |py, it, a| affix(py, it, a, false),
    ),
    (
        "endswith",
        "prefix, start=None, end=None, /",
        |py, it, a| affix(py, it, a, true),
    ),
    ("removeprefix", "prefix, /", |py, it, mut a| {
        let prefix = named_argument(py, a.take("prefix"), "removeprefix() argument")?;
        map_text(it, |text| {
            text.strip_prefix(&*prefix).unwrap_or(text).to_owned()
        })
    }),
    ("removesuffix", "suffix, /", |py, it, mut a| {
        let suffix = named_argument(py, a.take("suffix"), "removesuffix() argument")?;
        map_text(it, |text| {
            text.strip_suffix(&*suffix).unwrap_or(text).to_owned()
        })
    }),
    ("find", "sub, start=None, end=None, /", |py, it, a| {
        find(py, it, a, false, false)
    }),
    ("rfind", "sub, start=None, end=None, /", |py, it, a| {
        find(py, it, a, true, false)
    }),
    ("index", "sub, start=None, end=None, /", |py, it, a| {
        find(py, it, a, false, true)
    }),
    ("rindex", "sub, start=None, end=None, /", |py, it, a| {
        find(py, it, a, true, true)
    }),
    ("count", "sub, start=None, end=None, /", count),
    ("center", "width, fillchar=' ', /", |py, it, a| {
        pad(py, it, a, Side::Both)
    }),
    ("ljust", "width, fillchar=' ', /", |py, it, a| {
        pad(py, it, a, Side::Right)
    }),
    ("rjust", "width, fillchar=' ', /", |py, it, a| {
        pad(py, it, a, Side::Left)
    }),
    ("zfill", "width, /", zero_fill),
    ("encode", "encoding='utf-8', errors='strict'", encode),
    ("expandtabs", "tabsize=8", expand_tabs),
    ("format_map", "mapping, /", |py, it, mut a| {
        let mapping = a.take_or_none("mapping");
        py.format_mapped(str_of(it), mapping).map(Value::str)
    }),
    ("translate", "table, /", translate),
    ("isalnum", "", |_, it, _| all(it, char::is_alphanumeric)),
    ("isalpha", "", |_, it, _| all(it, char::is_alphabetic)),
    ("isascii", "", |_, it, _| {
        Ok(Value::Bool(str_of(it).is_ascii()))
    }),
    ("isdecimal", "", |_, it, _| {
        all(it, |c| text::decimal_digit(c).is_some())
    }),
    ("isdigit", "", |_, it, _| {
        let raised = |c: char| matches!(c, '²' | '³' | '¹' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '①'..='⑨' | '⑴'..='⑼');
        all(it, |c| text::decimal_digit(c).is_some() || raised(c))
    }),
    ("isnumeric", "", |_, it, _| all(it, char::is_numeric)),
    ("isspace", "", |_, it, _| all(it, is_space)),
    ("isprintable", "", |_, it, _| {
        Ok(Value::Bool(str_of(it).chars().all(text::is_printable)))
    }),
    ("isidentifier", "", |_, it, _| {
        Ok(Value::Bool(is_identifier(str_of(it))))
    }),
    ("isupper", "", |_, it, _| {
        Ok(Value::Bool(cased(
            str_of(it),
            char::is_uppercase,
            char::is_lowercase,
        )))
    }),
    ("islower", "", |_, it, _| {
        Ok(Value::Bool(cased(
            str_of(it),
            char::is_lowercase,
            char::is_uppercase,
        )))
    }),
    ("istitle", "", |_, it, _| {
        let text = str_of(it);
        Ok(Value::Bool(
            text.chars().any(|it| it.is_uppercase() || is_title(it)) && title(text) == text,
        ))
    }),
];

/// `str.format(*args, **kwargs)`, which takes any arguments.
pub(super) fn format(interpreter: &mut Interpreter, mut arguments: Arguments) -> PyResult<Value> {
    let receiver = arguments.take_receiver().unwrap_or(Value::None);
    let template = text_argument(interpreter, Some(receiver))?;
    interpreter
        .format_template(&template, &arguments)
        .map(Value::str)
}

/// `str.maketrans(…)`.
pub(super) fn make_translation(
    interpreter: &mut Interpreter,
    arguments: Arguments,
) -> PyResult<Value> {
    let mut table = Dict::default();
    let ordinal = |character: char| i64::from(u32::from(character));
    match arguments.positional.as_slice() {
        [Value::Dict(dict)] => {
            for (key, value) in dict.borrow().pairs() {
                if key.as_str().is_some_and(|text| text.chars().count() != 1) {
                    let message = "string keys in translate table must be of length 1";
                    return Err(interpreter.value_error(message));
                }
                let key = match key.as_str().and_then(|text| text.chars().next()) {
                    Some(character) => Value::Int(ordinal(character)),
                    None => key.clone(),
                };
                table.insert(interpreter.hash_key(&key)?, key, value.clone());
            }
        }
        [from, to, rest @ ..] => {
            let from = text_argument(interpreter, Some(from.clone()))?;
            let to = text_argument(interpreter, Some(to.clone()))?;
            if from.chars().count() != to.chars().count() {
                let message = "the first two maketrans arguments must have equal length";
                return Err(interpreter.value_error(message));
            }
            for (one, other) in from.chars().zip(to.chars()) {
                let key = ordinal(one);
                table.insert(
                    HashKey::Int(key),
                    Value::Int(key),
                    Value::Int(ordinal(other)),
                );
            }
            for removed in rest
                .first()
                .and_then(Value::as_str)
                .unwrap_or_default()
                .chars()
            {
                let key = ordinal(removed);
                table.insert(HashKey::Int(key), Value::Int(key), Value::None);
            }
        }
        _ => {
            let message = "if you give only one argument to maketrans it must be a dict";
            return Err(interpreter.type_error(message));
        }
    }
    Ok(Value::dict(table))
}

fn str_of(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn map_text(value: &Value, map: impl Fn(&str) -> String) -> PyResult<Value> {
    Ok(Value::str(map(str_of(value))))
}

fn all(value: &Value, test: impl Fn(char) -> bool) -> PyResult<Value> {
    let text = str_of(value);
    Ok(Value::Bool(!text.is_empty() && text.chars().all(test)))
}

fn cased(text: &str, wanted: fn(char) -> bool, unwanted: fn(char) -> bool) -> bool {
    text.chars().any(wanted) && !text.chars().any(unwanted)
}

pub(in crate::python) fn is_identifier(text: &str) -> bool {
    let mut characters = text.chars();
    characters
        .next()
        .is_some_and(|first| first == '_' || first.is_alphabetic())
        && characters.all(|it| it == '_' || it.is_alphanumeric())
}

fn text_argument(interpreter: &Interpreter, value: Option<Value>) -> PyResult<Rc<str>> {
    named_argument(interpreter, value, "")
}

/// An argument that must be a `str`; `what` names it in the error.
fn named_argument(
    interpreter: &Interpreter,
    value: Option<Value>,
    what: &str,
) -> PyResult<Rc<str>> {
    let value = value.unwrap_or(Value::None);
    value.as_text().ok_or_else(|| {
        let name = interpreter.operand_name(&value);
        let message = format!("{what} must be str, not {name}");
        interpreter.type_error(message.trim_start())
    })
}

fn integer_argument(
    interpreter: &mut Interpreter,
    arguments: &mut Bound,
    name: &str,
    default: i64,
) -> PyResult<i64> {
    match arguments.take(name) {
        Some(value) => interpreter.index_argument(&value),
        None => Ok(default),
    }
}

fn casefold(text: &str) -> String {
    // What is one capital of several letters folds as these do.
    let fold = |it: char| -> String {
        let upper: String = it.to_uppercase().collect();
        if upper.chars().count() > 1 {
            upper.to_lowercase()
        } else {
            it.to_lowercase().collect()
        }
    };
    text.chars().map(fold).collect()
}

pub(in crate::python) fn title(text: &str) -> String {
    let mut output = String::with_capacity(text.len());
    let mut inside = false;
    for character in text.chars() {
        if inside {
            output.extend(character.to_lowercase());
        } else {
            output.push_str(&title_case(character));
        }
        inside = character.is_lowercase() || character.is_uppercase() || is_title(character);
    }
    output
}

/// The capital of a letter at the start of a word: only its first letter is one.
fn title_case(character: char) -> String {
    // The digraphs of Latin that have a form of their own.
    match character {
        'Ǆ' | 'ǆ' => return "ǅ".to_owned(),
        'Ǉ' | 'ǉ' => return "ǈ".to_owned(),
        'Ǌ' | 'ǌ' => return "ǋ".to_owned(),
        'Ǳ' | 'ǳ' => return "ǲ".to_owned(),
        _ if is_title(character) => return character.to_string(),
        _ => {}
    }
    let mut upper = character.to_uppercase();
    match upper.next() {
        Some(first) if upper.len() > 0 && first.is_alphabetic() && first != 'ʼ' => {
            let rest: String = upper.collect();
            format!("{first}{}", rest.to_lowercase())
        }
        Some(first) => std::iter::once(first).chain(upper).collect(),
        None => String::new(),
    }
}

fn is_title(character: char) -> bool {
    matches!(character, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ')
}

fn capitalize(text: &str) -> String {
    let mut characters = text.chars();
    match characters.next() {
        Some(first) => title_case(first) + &characters.as_str().to_lowercase(),
        None => String::new(),
    }
}

fn swap_case(text: &str) -> String {
    let swap = |it: char| -> String {
        if it.is_uppercase() {
            it.to_lowercase().collect()
        } else {
            it.to_uppercase().collect()
        }
    };
    text.chars().map(swap).collect()
}

fn strip(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    start: bool,
    end: bool,
) -> PyResult<Value> {
    let set = match arguments.take_or_none("chars") {
        Value::None => None,
        other => match other.as_text() {
            Some(set) => Some(set),
            None => return Err(interpreter.type_error("strip arg must be None or str")),
        },
    };
    let drop = |it: char| {
        set.as_ref()
            .map_or_else(|| is_space(it), |set| set.contains(it))
    };
    let mut text = str_of(value);
    if start {
        text = text.trim_start_matches(drop);
    }
    if end {
        text = text.trim_end_matches(drop);
    }
    Ok(Value::str(text))
}

/// `str.isspace()` of one character.
fn is_space(character: char) -> bool {
    character.is_whitespace() || ('\x1c'..='\x1f').contains(&character)
}

fn limit(interpreter: &mut Interpreter, arguments: &mut Bound) -> PyResult<usize> {
    let most = integer_argument(interpreter, arguments, "maxsplit", -1)?;
    Ok(usize::try_from(most).unwrap_or(usize::MAX))
}

fn split(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let most = limit(interpreter, &mut arguments)?;
    let text = str_of(value);
    interpreter.charge(text.len() / 16)?;
    let separator = arguments.take_or_none("sep");
    let parts: Vec<Value> = if separator.is_none() {
        let mut parts = Vec::new();
        let mut rest = text.trim_start_matches(is_space);
        while !rest.is_empty() {
            if parts.len() == most {
                parts.push(Value::str(rest));
                break;
            }
            let end = rest.find(is_space).unwrap_or(rest.len());
            parts.push(Value::str(&rest[..end]));
            rest = rest[end..].trim_start_matches(is_space);
        }
        parts
    } else {
        let separator = separator_text(interpreter, separator, " or None")?;
        text.splitn(most.saturating_add(1), &*separator)
            .map(Value::str)
            .collect()
    };
    Ok(Value::list(parts))
}

fn rsplit(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let most = limit(interpreter, &mut arguments)?;
    let text = str_of(value);
    let separator = arguments.take_or_none("sep");
    let mut parts: Vec<Value> = if separator.is_none() {
        let mut parts = Vec::new();
        let mut rest = text.trim_end_matches(is_space);
        while !rest.is_empty() {
            if parts.len() == most {
                parts.push(Value::str(rest));
                break;
            }
            let start = rest.char_indices().rev().find(|(_, it)| is_space(*it));
            let start = start.map_or(0, |(at, it)| at + it.len_utf8());
            parts.push(Value::str(&rest[start..]));
            rest = rest[..start].trim_end_matches(is_space);
        }
        parts
    } else {
        let separator = separator_text(interpreter, separator, " or None")?;
        text.rsplitn(most.saturating_add(1), &*separator)
            .map(Value::str)
            .collect()
    };
    parts.reverse();
    Ok(Value::list(parts))
}

fn separator_text(interpreter: &Interpreter, value: Value, or_none: &str) -> PyResult<Rc<str>> {
    let Some(separator) = value.as_text() else {
        let name = interpreter.operand_name(&value);
        return Err(interpreter.type_error(format!("must be str{or_none}, not {name}")));
    };
    if separator.is_empty() {
        return Err(interpreter.value_error("empty separator"));
    }
    Ok(separator)
}

fn split_lines(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
) -> PyResult<Value> {
    let keep = arguments.take_or_none("keepends");
    let keep = interpreter.truthy(&keep)?;
    let mut lines = Vec::new();
    let mut rest = str_of(value);
    let is_end = |it: char| {
        matches!(
            it,
            '\n' | '\r' | '\x0b' | '\x0c' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}'
        )
    };
    while !rest.is_empty() {
        let end = rest.find(is_end).unwrap_or(rest.len());
        let after = if rest[end..].starts_with("\r\n") {
            end + 2
        } else {
            end + rest[end..].chars().next().map_or(0, char::len_utf8)
        };
        lines.push(Value::str(&rest[..if keep { after } else { end }]));
        rest = &rest[after..];
    }
    Ok(Value::list(lines))
}

fn partition(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    last: bool,
) -> PyResult<Value> {
    let separator = separator_text(interpreter, arguments.take_or_none("sep"), "")?;
    let text = str_of(value);
    let split = if last {
        text.rsplit_once(&*separator)
    } else {
        text.split_once(&*separator)
    };
    let parts = match split {
        Some((before, after)) => [before, &*separator, after],
        None if last => ["", "", text],
        None => [text, "", ""],
    };
    Ok(Value::tuple(parts.into_iter().map(Value::str).collect()))
}

fn join(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let iterable = arguments.take_or_none("iterable");
    let separator = str_of(value);
    let mut output = String::new();
    let iterator = match interpreter.iterator(&iterable) {
        Err(error) if error.is_builtin(interpreter, "TypeError") && !error.uncatchable => {
            return Err(interpreter.type_error("can only join an iterable"));
        }
        iterator => iterator?,
    };
    for (index, item) in interpreter.iterate(&iterator)?.iter().enumerate() {
        if index > 0 {
            output.push_str(separator);
        }
        let Some(text) = item.as_str() else {
            let name = interpreter.operand_name(item);
            return Err(interpreter.type_error(format!(
                "sequence item {index}: expected str instance, {name} found"
            )));
        };
        output.push_str(text);
        if output.len() > interpreter.options().limits.size {
            interpreter.check_size(output.len())?;
        }
    }
    interpreter.check_size(output.len())?;
    Ok(Value::str(output))
}

fn replace(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let old = named_argument(interpreter, arguments.take("old"), "replace() argument 1")?;
    let new = named_argument(interpreter, arguments.take("new"), "replace() argument 2")?;
    let count = integer_argument(interpreter, &mut arguments, "count", -1)?;
    let text = str_of(value);
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let found = if old.is_empty() {
        text.len() + 1
    } else {
        text.matches(&*old).count()
    };
    let growth = new.len().saturating_mul(found.min(count));
    interpreter.check_size(text.len().saturating_add(growth))?;
    Ok(Value::str(text.replacen(&*old, &new, count)))
}

/// The part of the text between two positions, and where it starts in characters.
fn section<'a>(
    interpreter: &mut Interpreter,
    text: &'a str,
    arguments: &mut Bound,
) -> PyResult<Option<(&'a str, usize)>> {
    let (start, end) = (
        arguments.take_or_none("start"),
        arguments.take_or_none("end"),
    );
    if start.is_none() && end.is_none() {
        return Ok(Some((text, 0)));
    }
    let length = text.chars().count();
    let beyond = start.as_i64().is_some_and(|start| start > length as i64);
    let slice = (start, end, Value::None);
    let indices = interpreter.slice_indices(&slice, length)?;
    if beyond || indices.start > indices.stop {
        return Ok(None);
    }
    let byte = |at: i64| {
        let at = usize::try_from(at).unwrap_or(0);
        text.char_indices()
            .nth(at)
            .map_or(text.len(), |(byte, _)| byte)
    };
    let start = usize::try_from(indices.start).unwrap_or(0);
    Ok(Some((
        &text[byte(indices.start)..byte(indices.stop)],
        start,
    )))
}

fn affix(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    at_end: bool,
) -> PyResult<Value> {
    let text = str_of(value);
    let Some((text, _)) = section(interpreter, text, &mut arguments)? else {
        return Ok(Value::Bool(false));
    };
    let wanted = arguments.take_or_none("prefix");
    let candidates = match &wanted {
        Value::Tuple(items) => items.to_vec(),
        other => vec![other.clone()],
    };
    let method = if at_end { "endswith" } else { "startswith" };
    for candidate in candidates {
        let Some(candidate) = candidate.as_str() else {
            let name = interpreter.operand_name(&candidate);
            return Err(interpreter.type_error(format!(
                "{method} first arg must be str or a tuple of str, not {name}"
            )));
        };
        if if at_end {
            text.ends_with(candidate)
        } else {
            text.starts_with(candidate)
        } {
            return Ok(Value::Bool(true));
        }
    }
    Ok(Value::Bool(false))
}

fn find(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    last: bool,
    must: bool,
) -> PyResult<Value> {
    let wanted = text_argument(interpreter, arguments.take("sub"))?;
    let text = str_of(value);
    let found = section(interpreter, text, &mut arguments)?.and_then(|(part, start)| {
        let at = if last {
            part.rfind(&*wanted)
        } else {
            part.find(&*wanted)
        }?;
        Some(start + part[..at].chars().count())
    });
    match found {
        Some(at) => Ok(Value::Int(at as i64)),
        None if must => Err(interpreter.value_error("substring not found")),
        None => Ok(Value::Int(-1)),
    }
}

fn count(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let wanted = text_argument(interpreter, arguments.take("sub"))?;
    let text = str_of(value);
    let count = section(interpreter, text, &mut arguments)?.map_or(0, |(part, _)| {
        if wanted.is_empty() {
            part.chars().count() + 1
        } else {
            part.matches(&*wanted).count()
        }
    });
    Ok(Value::Int(count as i64))
}

#[derive(Clone, Copy)]
enum Side {
    Left,
    Right,
    Both,
}

fn pad(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    side: Side,
) -> PyResult<Value> {
    let width = integer_argument(interpreter, &mut arguments, "width", 0)?;
    let fill = arguments
        .take("fillchar")
        .unwrap_or_else(|| Value::str(" "));
    let Some(fill) = fill.as_text() else {
        let name = interpreter.operand_name(&fill);
        return Err(interpreter.type_error(format!(
            "The fill character must be a unicode character, not {name}"
        )));
    };
    if fill.chars().count() != 1 {
        let message = "The fill character must be exactly one character long";
        return Err(interpreter.type_error(message));
    }
    let text = str_of(value);
    let length = text.chars().count();
    let missing = how_many(width).saturating_sub(length);
    interpreter.check_size(missing)?;
    let (before, after) = match side {
        Side::Left => (missing, 0),
        Side::Right => (0, missing),
        Side::Both => {
            let before = missing / 2 + (missing & how_many(width) & 1);
            (before, missing - before)
        }
    };
    Ok(Value::str(format!(
        "{}{text}{}",
        fill.repeat(before),
        fill.repeat(after)
    )))
}

fn zero_fill(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
) -> PyResult<Value> {
    let width = integer_argument(interpreter, &mut arguments, "width", 0)?;
    let text = str_of(value);
    let missing = usize::try_from(width)
        .unwrap_or(0)
        .saturating_sub(text.chars().count());
    interpreter.check_size(missing)?;
    let (sign, digits) = match text.chars().next() {
        Some(sign @ ('+' | '-')) => (sign.to_string(), &text[1..]),
        _ => (String::new(), text),
    };
    Ok(Value::str(format!("{sign}{}{digits}", "0".repeat(missing))))
}

fn encode(interpreter: &mut Interpreter, value: &Value, mut arguments: Bound) -> PyResult<Value> {
    let encoding = arguments.take("encoding").and_then(|it| it.as_text());
    let errors = arguments.take("errors").and_then(|it| it.as_text());
    let text = str_of(value);
    let name = encoding
        .as_deref()
        .unwrap_or("utf-8")
        .to_ascii_lowercase()
        .replace('_', "-");
    let most = match name.as_str() {
        "utf-8" | "utf8" => return Ok(Value::bytes(text.as_bytes())),
        "utf-16-le" | "utf-16le" => {
            let units = text.encode_utf16().flat_map(u16::to_le_bytes);
            return Ok(Value::bytes(units.collect::<Vec<u8>>()));
        }
        "utf-16-be" | "utf-16be" => {
            let units = text.encode_utf16().flat_map(u16::to_be_bytes);
            return Ok(Value::bytes(units.collect::<Vec<u8>>()));
        }
        "ascii" | "us-ascii" => 128,
        "latin-1" | "latin1" | "iso-8859-1" => 256,
        other => {
            let message = format!("unknown encoding: {other}");
            return Err(interpreter.raise("LookupError", message));
        }
    };
    let codec = if most == 128 { "ascii" } else { "latin-1" };
    let mut bytes = Vec::new();
    let characters: Vec<char> = text.chars().collect();
    for (index, character) in characters.iter().enumerate() {
        match u8::try_from(u32::from(*character)) {
            Ok(byte) if u32::from(byte) < most => bytes.push(byte),
            _ => match substitute(*character, errors.as_deref()) {
                Some(text) => bytes.extend(text.bytes()),
                None => {
                    let beyond = |it: &&char| u32::from(**it) >= most;
                    let count = characters.iter().skip(index).take_while(beyond).count();
                    let reason = format!("ordinal not in range({most})");
                    return Err(interpreter.unicode_error(
                        "UnicodeEncodeError",
                        codec,
                        value.clone(),
                        index..index + count,
                        &reason,
                    ));
                }
            },
        }
    }
    Ok(Value::bytes(bytes))
}

/// What stands for a character that an encoding does not have; `None` when that is an error.
fn substitute(character: char, errors: Option<&str>) -> Option<String> {
    Some(match errors? {
        "ignore" => String::new(),
        "replace" => "?".to_owned(),
        "xmlcharrefreplace" => format!("&#{};", u32::from(character)),
        "backslashreplace" => match u32::from(character) {
            code @ 0..=0xff => format!("\\x{code:02x}"),
            code @ 0x100..=0xffff => format!("\\u{code:04x}"),
            code => format!("\\U{code:08x}"),
        },
        _ => return None,
    })
}

fn expand_tabs(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
) -> PyResult<Value> {
    let size = integer_argument(interpreter, &mut arguments, "tabsize", 8)?;
    let size = how_many(size);
    interpreter.check_size(str_of(value).matches('\t').count().saturating_mul(size))?;
    let (mut output, mut column) = (String::new(), 0);
    for character in str_of(value).chars() {
        match character {
            '\t' => {
                let spaces = if size == 0 { 0 } else { size - column % size };
                output.push_str(&" ".repeat(spaces));
                column += spaces;
            }
            '\n' | '\r' => {
                output.push(character);
                column = 0;
            }
            other => {
                output.push(other);
                column += 1;
            }
        }
    }
    Ok(Value::str(output))
}

fn translate(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
) -> PyResult<Value> {
    let table = arguments.take_or_none("table");
    let mut output = String::new();
    for character in str_of(value).chars() {
        let key = Value::Int(i64::from(u32::from(character)));
        match interpreter.get_item(&table, &key) {
            Ok(Value::None) => {}
            Ok(replacement) => match replacement.as_i64() {
                Some(code) => {
                    output.extend(u32::try_from(code).ok().and_then(char::from_u32));
                }
                None => output.push_str(replacement.as_str().unwrap_or_default()),
            },
            Err(error) if error.is_builtin(interpreter, "LookupError") => output.push(character),
            Err(error) => return Err(error),
        }
    }
    Ok(Value::str(output))
}
