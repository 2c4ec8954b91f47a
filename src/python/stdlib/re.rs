//! `re`.

mod engine;
mod flags;
mod found;
mod parse;

pub use flags::{RegexFlag, flag_bits, flag_names};

use std::rc::Rc;

use crate::python::arguments::{Arguments, Bound};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::object::NativeObject;
use crate::python::stdlib::{MethodRow, functions, instance, methods};
use crate::python::types::iterator::Items;
use crate::python::value::{Dict, HashKey, Module, Value};

use flags::{FLAGS, RegexFlagClass};
use found::{MATCH_METHODS, Match, Subject, characters, piece, shown};
use parse::Program;

/// A compiled pattern.
pub struct Pattern {
    /// `pattern`.
    pub pattern: Rc<str>,
    /// `flags`, with the implied `re.UNICODE` (32).
    pub flags: i64,
    /// Whether it is one of bytes: each of them stands as the character of its number.
    is_bytes: bool,
    program: Rc<Program>,
}

impl NativeObject for Pattern {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "pattern" => piece(self.is_bytes, &self.pattern),
            "flags" => Value::Int(self.flags),
            "groups" => Value::Int(self.program.groups as i64),
            "groupindex" => Value::dict(Dict::from_text_keys(
                self.program
                    .names
                    .iter()
                    .map(|(name, index)| (name.clone(), Value::Int(*index as i64))),
            )),
            _ => return None,
        })
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let pattern = shown(self.is_bytes, &self.pattern);
        let flags = flag_names(self.flags & !32);
        let flags = if flags.is_empty() {
            String::new()
        } else {
            format!(", {flags}")
        };
        Some(Ok(format!("re.compile({pattern}{flags})")))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        other.native::<Self>().map(|other| {
            let same = other.pattern == self.pattern && other.is_bytes == self.is_bytes;
            same && other.flags == self.flags
        })
    }

    fn hash_key(&self) -> Option<HashKey> {
        let parts = vec![HashKey::Str(self.pattern.clone()), HashKey::Int(self.flags)];
        Some(HashKey::Native("pattern", Box::new(HashKey::Tuple(parts))))
    }
}

const PATTERN_METHODS: &[MethodRow] = &[
    ("match", "string, pos=0, endpos=None", |py, it, a| {
        search(py, it, a, Mode::Match)
    }),
    ("fullmatch", "string, pos=0, endpos=None", |py, it, a| {
        search(py, it, a, Mode::Full)
    }),
    ("search", "string, pos=0, endpos=None", |py, it, a| {
        search(py, it, a, Mode::Search)
    }),
    ("findall", "string, pos=0, endpos=None", |py, it, a| {
        let subject = subject(py, it, a)?;
        let found = all_matches(py, it, &subject, usize::MAX)?;
        let shown = found.iter().map(|found| match found.groups.len() {
            1 => found.group(0),
            2 => found.group_or_empty(1),
            count => Value::tuple((1..count).map(|at| found.group_or_empty(at)).collect()),
        });
        Ok(Value::list(shown.collect()))
    }),
    ("finditer", "string, pos=0, endpos=None", |py, it, a| {
        let subject = subject(py, it, a)?;
        let found = all_matches(py, it, &subject, usize::MAX)?;
        let class = py.library_class("re", "Match");
        Ok(Value::iterator(Items::new(
            found
                .into_iter()
                .map(|found| instance(&class, found))
                .collect(),
        )))
    }),
    ("split", "string, maxsplit=0", |py, it, mut a| {
        let most = a.take("maxsplit").and_then(|it| it.as_i64()).unwrap_or(0);
        let most = if most <= 0 { usize::MAX } else { most as usize };
        let subject = subject(py, it, a)?;
        let is_bytes = subject.value.as_str().is_none();
        let text = &subject.text;
        let (mut parts, mut last) = (Vec::new(), 0);
        for found in all_matches(py, it, &subject, most)? {
            let (start, end) = found.span(0).unwrap_or_default();
            parts.push(piece(is_bytes, &text[last..start]));
            parts.extend((1..found.groups.len()).map(|index| found.group(index)));
            last = end;
        }
        parts.push(piece(is_bytes, &text[last..]));
        Ok(Value::list(parts))
    }),
    ("sub", "repl, string, count=0", |py, it, a| {
        Ok(substitute(py, it, a)?.0)
    }),
    ("subn", "repl, string, count=0", |py, it, a| {
        let (text, count) = substitute(py, it, a)?;
        Ok(Value::tuple(vec![text, Value::Int(count)]))
    }),
];

#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Match,
    Full,
    Search,
}

/// The `string` of a method, from `pos` to `endpos`.
fn subject(
    interpreter: &mut Interpreter,
    pattern: &Value,
    mut arguments: Bound,
) -> PyResult<Subject> {
    let value = arguments.take_or_none("string");
    let wants_bytes = pattern.native::<Pattern>().is_some_and(|it| it.is_bytes);
    interpreter.charge_value(&value)?;
    let text = match characters(&value) {
        Some((text, is_bytes)) if is_bytes == wants_bytes => text,
        Some((_, true)) => {
            let message = "cannot use a string pattern on a bytes-like object";
            return Err(interpreter.type_error(message));
        }
        Some(_) => {
            let message = "cannot use a bytes pattern on a string-like object";
            return Err(interpreter.type_error(message));
        }
        None => {
            let found = interpreter.operand_name(&value);
            let message = format!("expected string or bytes-like object, got '{found}'");
            return Err(interpreter.type_error(message));
        }
    };
    let mut place = |name: &str| match arguments.take(name) {
        Some(Value::None) | None => Ok(None),
        Some(position) => interpreter.index_argument(&position).map(Some),
    };
    let (start, end) = (place("pos")?, place("endpos")?);
    let start = byte_of(&text, start.unwrap_or(0));
    let end = end.map_or(text.len(), |end| byte_of(&text, end));
    let seen = match text.get(..end) {
        Some(cut) if end < text.len() => cut.into(),
        _ => text.clone(),
    };
    Ok(Subject {
        value,
        text,
        seen,
        start,
    })
}

fn search(
    interpreter: &mut Interpreter,
    pattern: &Value,
    arguments: Bound,
    mode: Mode,
) -> PyResult<Value> {
    let subject = subject(interpreter, pattern, arguments)?;
    match find(interpreter, pattern, &subject, subject.start, mode)? {
        Some(found) => {
            let class = interpreter.library_class("re", "Match");
            Ok(instance(&class, found))
        }
        None => Ok(Value::None),
    }
}

fn byte_of(text: &str, position: i64) -> usize {
    let position = how_many(position);
    text.char_indices()
        .nth(position)
        .map_or(text.len(), |(byte, _)| byte)
}

fn find(
    interpreter: &mut Interpreter,
    pattern: &Value,
    subject: &Subject,
    start: usize,
    mode: Mode,
) -> PyResult<Option<Match>> {
    let Some(inner) = pattern.native::<Pattern>() else {
        return Ok(None);
    };
    let program = inner.program.clone();
    let (text, mut at) = (&subject.seen, start);
    if at > text.len() {
        return Ok(None);
    }
    loop {
        let groups = engine::run(interpreter, &program, text, at, mode == Mode::Full)?;
        if let Some(groups) = groups {
            return Ok(Some(Match {
                pattern: pattern.clone(),
                subject: subject.clone(),
                groups,
            }));
        }
        let Some(next) = text.get(at..).and_then(|rest| rest.chars().next()) else {
            return Ok(None);
        };
        if mode != Mode::Search {
            return Ok(None);
        }
        at += next.len_utf8();
    }
}

fn all_matches(
    interpreter: &mut Interpreter,
    pattern: &Value,
    subject: &Subject,
    most: usize,
) -> PyResult<Vec<Match>> {
    let (mut matches, mut at): (Vec<Match>, usize) = (Vec::new(), subject.start);
    while matches.len() < most {
        let Some(found) = find(interpreter, pattern, subject, at, Mode::Search)? else {
            break;
        };
        let (start, end) = found.span(0).unwrap_or_default();
        // An empty match right after the one before is skipped only if it is at the same place.
        let repeated = start == end
            && matches
                .last()
                .and_then(|last: &Match| last.span(0))
                .is_some_and(|last| last == (start, end));
        if !repeated {
            matches.push(found);
        }
        interpreter.check_size(matches.len())?;
        at = if start == end {
            match subject.seen.get(end..).and_then(|rest| rest.chars().next()) {
                Some(next) => end + next.len_utf8(),
                None => break,
            }
        } else {
            end
        };
    }
    Ok(matches)
}

fn substitute(
    interpreter: &mut Interpreter,
    pattern: &Value,
    mut arguments: Bound,
) -> PyResult<(Value, i64)> {
    let replacement = arguments.take_or_none("repl");
    let count = arguments
        .take("count")
        .and_then(|it| it.as_i64())
        .unwrap_or(0);
    let most = if count <= 0 {
        usize::MAX
    } else {
        count as usize
    };
    let subject = subject(interpreter, pattern, arguments)?;
    let (is_bytes, text) = (subject.value.as_str().is_none(), &subject.text);
    // How many parts there are already: the text of an error counts them.
    let (mut output, mut last, mut parts) = (String::new(), 0, 0);
    let matches = all_matches(interpreter, pattern, &subject, most)?;
    let replaced = matches.len() as i64;
    let class = interpreter.library_class("re", "Match");
    let template = characters(&replacement);
    for found in matches {
        let (start, end) = found.span(0).unwrap_or_default();
        output.push_str(&text[last..start]);
        parts += usize::from(start > last);
        last = end;
        let result = match &template {
            Some((template, of_bytes)) if *of_bytes == is_bytes => {
                output.push_str(&expand(interpreter, template, &found)?);
                interpreter.check_size(output.len())?;
                parts += 1;
                continue;
            }
            Some(_) => replacement.clone(),
            None => {
                let arguments = Arguments::positional(vec![instance(&class, found)]);
                interpreter.call(&replacement, arguments)?
            }
        };
        if !result.is_none() {
            output.push_str(&joined(interpreter, &result, is_bytes, parts)?);
            parts += 1;
        }
        interpreter.check_size(output.len())?;
    }
    output.push_str(&text[last..]);
    Ok((piece(is_bytes, &output), replaced))
}

/// What a function has made of a match, as a part of the result.
fn joined(
    interpreter: &Interpreter,
    result: &Value,
    is_bytes: bool,
    parts: usize,
) -> PyResult<Rc<str>> {
    match characters(result) {
        Some((text, found)) if found == is_bytes => Ok(text),
        _ => {
            let found = interpreter.operand_name(result);
            Err(interpreter.type_error(if is_bytes {
                format!("sequence item {parts}: expected a bytes-like object, {found} found")
            } else {
                format!("sequence item {parts}: expected str instance, {found} found")
            }))
        }
    }
}

/// A replacement template with `\1` and `\g<name>`.
fn expand(interpreter: &mut Interpreter, template: &str, found: &Match) -> PyResult<String> {
    let mut output = String::new();
    let mut characters = template.chars().peekable();
    while let Some(character) = characters.next() {
        if character != '\\' {
            output.push(character);
            continue;
        }
        let key = match characters.next() {
            Some('g') if characters.next_if_eq(&'<').is_some() => {
                let name: String = characters.by_ref().take_while(|it| *it != '>').collect();
                name.parse::<i64>()
                    .map_or_else(|_| Value::str(name), Value::Int)
            }
            Some(digit) if digit.is_ascii_digit() => {
                let mut number = digit.to_string();
                number.extend(characters.next_if(char::is_ascii_digit));
                Value::Int(number.parse().unwrap_or(0))
            }
            Some('n') => {
                output.push('\n');
                continue;
            }
            Some('t') => {
                output.push('\t');
                continue;
            }
            Some('r') => {
                output.push('\r');
                continue;
            }
            Some('\\') | None => {
                output.push('\\');
                continue;
            }
            Some(other) if other.is_ascii_alphabetic() => {
                let message = format!("bad escape \\{other}");
                return Err(pattern_error(interpreter, &message, 0, template));
            }
            Some(other) => {
                output.push('\\');
                output.push(other);
                continue;
            }
        };
        match found.index(&key) {
            Some(index) => output.push_str(found.text_of(index).unwrap_or_default()),
            None if key.as_str().is_some() => {
                let shown = interpreter.repr(&key)?;
                let message = format!("unknown group name {shown}");
                return Err(interpreter.raise("IndexError", message));
            }
            None => {
                let shown = interpreter.str(&key)?;
                let message = format!("invalid group reference {shown}");
                return Err(pattern_error(interpreter, &message, 1, template));
            }
        }
    }
    Ok(output)
}

fn pattern_error(
    interpreter: &mut Interpreter,
    message: &str,
    at: usize,
    pattern: &str,
) -> Box<PyError> {
    let class = interpreter.library_class("re", "error");
    if message == parse::VARIABLE_LOOK_BEHIND {
        let error = interpreter.raise_class(&class, message);
        if let Value::Instance(instance) = &error.exception {
            instance.set("msg", Value::str(message));
            for name in ["pattern", "pos", "lineno", "colno"] {
                instance.set(name, Value::None);
            }
        }
        return error;
    }
    let before: String = pattern.chars().take(at).collect();
    let line = before.matches('\n').count() + 1;
    let column = before.chars().rev().take_while(|it| *it != '\n').count() + 1;
    let shown = if pattern.contains('\n') {
        format!("{message} at position {at} (line {line}, column {column})")
    } else {
        format!("{message} at position {at}")
    };
    let error = interpreter.raise_class(&class, shown);
    if let Value::Instance(instance) = &error.exception {
        instance.set("msg", Value::str(message));
        instance.set("pattern", Value::str(pattern));
        instance.set("pos", Value::Int(at as i64));
        instance.set("lineno", Value::Int(line as i64));
        instance.set("colno", Value::Int(column as i64));
    }
    error
}

impl Interpreter {
    /// `re.compile(pattern, flags)`.
    ///
    /// # Errors
    ///
    /// `re.error` when the pattern is none.
    pub fn compile_pattern(&mut self, pattern: &str, flags: i64) -> PyResult<Value> {
        self.compile_characters(pattern, flags, false)
    }

    fn compile_characters(&mut self, pattern: &str, flags: i64, is_bytes: bool) -> PyResult<Value> {
        const ASCII: i64 = 256;
        const UNICODE: i64 = 32;
        if is_bytes && flags & UNICODE != 0 {
            return Err(self.value_error("cannot use UNICODE flag with a bytes pattern"));
        }
        if flags & (ASCII | UNICODE) == ASCII | UNICODE {
            return Err(self.value_error("ASCII and UNICODE flags are incompatible"));
        }
        // Of bytes, only those of ASCII are letters.
        let hidden = if is_bytes { ASCII & !flags } else { 0 };
        let parsed = parse::parse(pattern, flags | hidden);
        match parsed {
            Ok((program, flags)) => {
                let class = self.library_class("re", "Pattern");
                let program = Rc::new(program);
                Ok(instance(
                    &class,
                    Pattern {
                        pattern: pattern.into(),
                        flags: match flags & !hidden {
                            flags if is_bytes || flags & ASCII != 0 => flags,
                            flags => flags | UNICODE,
                        },
                        is_bytes,
                        program,
                    },
                ))
            }
            Err((message, at)) => Err(pattern_error(self, &message, at, pattern)),
        }
    }

    /// A `re.RegexFlag`.
    pub fn regex_flag(&mut self, bits: i64) -> Value {
        instance(&self.library_class("re", "RegexFlag"), RegexFlag(bits))
    }
}

/// The pattern that a module function is given: text or compiled.
fn compiled(interpreter: &mut Interpreter, arguments: &mut Bound) -> PyResult<Value> {
    let pattern = arguments.take_or_none("pattern");
    let flags = arguments
        .take("flags")
        .and_then(|flags| flag_bits(&flags))
        .unwrap_or(0);
    if pattern.native::<Pattern>().is_some() {
        if flags != 0 {
            let message = "cannot process flags argument with a compiled pattern";
            return Err(interpreter.value_error(message));
        }
        return Ok(pattern);
    }
    match characters(&pattern) {
        Some((text, is_bytes)) => interpreter.compile_characters(&text, flags, is_bytes),
        None if interpreter.hash_key(&pattern).is_err() => {
            let found = interpreter.operand_name(&pattern);
            Err(interpreter.type_error(format!("unhashable type: '{found}'")))
        }
        None => {
            let message = "first argument must be string or compiled pattern";
            Err(interpreter.type_error(message))
        }
    }
}

fn through(interpreter: &mut Interpreter, mut arguments: Bound, method: &str) -> PyResult<Value> {
    let pattern = compiled(interpreter, &mut arguments)?;
    let mut passed = Arguments::default();
    for (name, value) in arguments.into_values() {
        passed.keywords.insert(name, value);
    }
    interpreter.call_method(&pattern, method, passed)
}

/// The module `re`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let module = Module::new("re");
    let flag = interpreter
        .class_builder("RegexFlag", "re")
        .native(Rc::new(RegexFlagClass))
        .build();
    for (bits, name, short) in FLAGS {
        let value = instance(&flag, RegexFlag(*bits));
        flag.set(name, value.clone());
        flag.set(short, value.clone());
        module.set(name, value.clone());
        module.set(short, value);
    }
    module.set("NOFLAG", instance(&flag, RegexFlag(0)));
    let pattern = interpreter.class_builder("Pattern", "re").build();
    methods(&pattern, PATTERN_METHODS);
    let found = interpreter.class_builder("Match", "re").build();
    methods(&found, MATCH_METHODS);
    if let Some(base) = interpreter.types.find("Exception") {
        module.set(
            "error",
            Value::Class(interpreter.exception_class("error", "re", &[&base])),
        );
    }
    functions(
        &module,
        &[
            ("compile", "pattern, flags=0", |py, mut a| {
                compiled(py, &mut a)
            }),
            ("match", "pattern, string, flags=0", |py, a| {
                through(py, a, "match")
            }),
            ("fullmatch", "pattern, string, flags=0", |py, a| {
                through(py, a, "fullmatch")
            }),
            ("search", "pattern, string, flags=0", |py, a| {
                through(py, a, "search")
            }),
            ("findall", "pattern, string, flags=0", |py, a| {
                through(py, a, "findall")
            }),
            ("finditer", "pattern, string, flags=0", |py, a| {
                through(py, a, "finditer")
            }),
            ("split", "pattern, string, maxsplit=0, flags=0", |py, a| {
                through(py, a, "split")
            }),
            ("sub", "pattern, repl, string, count=0, flags=0", |py, a| {
                through(py, a, "sub")
            }),
            (
                "subn",
                "pattern, repl, string, count=0, flags=0",
                |py, a| through(py, a, "subn"),
            ),
            ("purge", "", |_, _| Ok(Value::None)),
            ("escape", "pattern", |py, mut a| {
                let pattern = a.take_or_none("pattern");
                let Some((text, is_bytes)) = characters(&pattern) else {
                    let found = py.operand_name(&pattern);
                    let message =
                        format!("decoding to str: need a bytes-like object, {found} found");
                    return Err(py.type_error(message));
                };
                let special = "()[]{}?*+-|^$\\.&~# \t\n\r\x0b\x0c";
                let escaped = text.chars().flat_map(|it| {
                    let escape = special.contains(it).then_some('\\');
                    escape.into_iter().chain([it])
                });
                Ok(piece(is_bytes, &escaped.collect::<String>()))
            }),
        ],
    );
    module
        .with_class(&flag)
        .with_class(&pattern)
        .with_class(&found)
}
