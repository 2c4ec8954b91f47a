//! What a pattern has found: a match, in what it was looked for.

use std::rc::Rc;

use super::engine::Groups;
use super::{Pattern, expand};
use crate::python::arguments::Bound;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::MethodRow;
use crate::python::types::byte_array::bytes_like;
use crate::python::value::{Dict, Value};

/// What a pattern is looked for in.
#[derive(Clone)]
pub(super) struct Subject {
    /// The text or the bytes.
    pub(super) value: Value,
    pub(super) text: Rc<str>,
    /// The text up to where it is looked at.
    pub(super) seen: Rc<str>,
    /// Where it begins to be looked at, in bytes.
    pub(super) start: usize,
}

/// A match.
pub(super) struct Match {
    pub(super) pattern: Value,
    pub(super) subject: Subject,
    pub(super) groups: Groups,
}

/// A part of the subject, or of the pattern.
pub(super) fn piece(is_bytes: bool, text: &str) -> Value {
    if is_bytes {
        return Value::bytes(text.chars().map(|it| it as u8).collect::<Vec<u8>>());
    }
    Value::str(text)
}

/// `repr()` of such a part.
pub(super) fn shown(is_bytes: bool, text: &str) -> String {
    if is_bytes {
        let bytes: Vec<u8> = text.chars().map(|it| it as u8).collect();
        return crate::python::text::bytes_repr(&bytes);
    }
    crate::python::text::string_repr(text)
}

/// Text, or bytes as the characters of their numbers; and which of both it was.
pub(super) fn characters(value: &Value) -> Option<(Rc<str>, bool)> {
    if let Value::Str(text) = value.unboxed() {
        return Some((text.clone(), false));
    }
    let bytes = bytes_like(value)?;
    let text: String = bytes.iter().map(|byte| char::from(*byte)).collect();
    Some((text.into(), true))
}

impl Match {
    /// The group's number, or `None` when there is none.
    pub(super) fn index(&self, key: &Value) -> Option<usize> {
        match key.as_str() {
            Some(name) => {
                let pattern = self.pattern.native::<Pattern>()?;
                pattern
                    .program
                    .names
                    .iter()
                    .find(|(known, _)| **known == *name)
                    .map(|(_, index)| *index)
            }
            None => usize::try_from(key.as_i64()?)
                .ok()
                .filter(|index| *index < self.groups.len()),
        }
    }

    pub(super) fn is_bytes(&self) -> bool {
        let pattern = self.pattern.native::<Pattern>();
        pattern.is_some_and(|it| it.is_bytes)
    }

    pub(super) fn text_of(&self, index: usize) -> Option<&str> {
        let (start, end) = self.span(index)?;
        self.subject.text.get(start..end)
    }

    pub(super) fn group(&self, index: usize) -> Value {
        self.text_of(index)
            .map_or(Value::None, |text| piece(self.is_bytes(), text))
    }

    pub(super) fn group_or_empty(&self, index: usize) -> Value {
        piece(self.is_bytes(), self.text_of(index).unwrap_or_default())
    }

    /// Where the group begins and ends, in characters.
    pub(super) fn shown_span(&self, index: usize) -> Value {
        let (start, end) = self.span(index).map_or((-1, -1), |(start, end)| {
            (self.position(start), self.position(end))
        });
        Value::tuple(vec![Value::Int(start), Value::Int(end)])
    }

    pub(super) fn span(&self, index: usize) -> Option<(usize, usize)> {
        self.groups.get(index).copied().flatten()
    }

    /// The group that has ended last.
    pub(super) fn last_index(&self) -> Option<usize> {
        let set = |index: &usize| self.span(*index).is_some();
        let last = (1..self.groups.len()).rev().find(set)?;
        let outermost = &self.pattern.native::<Pattern>()?.program.outermost;
        let outer = outermost.get(last).copied();
        Some(outer.filter(set).unwrap_or(last))
    }

    /// Positions count characters.
    pub(super) fn position(&self, byte: usize) -> i64 {
        self.subject
            .text
            .get(..byte)
            .map_or(-1, |text| text.chars().count() as i64)
    }
}

impl NativeObject for Match {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn attribute(&self, name: &str) -> Option<Value> {
        Some(match name {
            "string" => self.subject.value.clone(),
            "re" => self.pattern.clone(),
            "pos" => Value::Int(self.position(self.subject.start)),
            "endpos" => Value::Int(self.position(self.subject.seen.len())),
            "regs" => {
                let spans = (0..self.groups.len()).map(|index| self.shown_span(index));
                Value::tuple(spans.collect())
            }
            "lastindex" => self
                .last_index()
                .map_or(Value::None, |index| Value::Int(index as i64)),
            "lastgroup" => {
                let last = self.last_index();
                let names = &self.pattern.native::<Pattern>()?.program.names;
                let named = names.iter().find(|(_, index)| Some(*index) == last);
                named.map_or(Value::None, |(name, _)| Value::Str(name.clone()))
            }
            _ => return None,
        })
    }

    fn repr(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let (start, end) = self.span(0).unwrap_or_default();
        let found = self.text_of(0).unwrap_or_default();
        let (start, end) = (self.position(start), self.position(end));
        let shown = shown(self.is_bytes(), found);
        Some(Ok(format!(
            "<re.Match object; span=({start}, {end}), match={shown}>"
        )))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(match self.index(key) {
            Some(index) => Ok(self.group(index)),
            None => Err(interpreter.raise("IndexError", "no such group")),
        })
    }

    fn truth(&self) -> Option<bool> {
        Some(true)
    }
}

pub(super) const MATCH_METHODS: &[MethodRow] = &[
    ("group", "*groups", |py, it, a| {
        let keys = if a.rest.is_empty() {
            vec![Value::Int(0)]
        } else {
            a.rest
        };
        let mut values = Vec::new();
        for key in &keys {
            values.push(py.get_item(it, key)?);
        }
        Ok(if values.len() == 1 {
            values.remove(0)
        } else {
            Value::tuple(values)
        })
    }),
    ("groups", "default=None", |_, it, mut a| {
        let default = a.take_or_none("default");
        let Some(found) = it.native::<Match>() else {
            return Ok(Value::None);
        };
        let values = (1..found.groups.len()).map(|index| match found.group(index) {
            Value::None => default.clone(),
            value => value,
        });
        Ok(Value::tuple(values.collect()))
    }),
    ("groupdict", "default=None", |_, it, mut a| {
        let default = a.take_or_none("default");
        let Some(found) = it.native::<Match>() else {
            return Ok(Value::None);
        };
        let Some(pattern) = found.pattern.native::<Pattern>() else {
            return Ok(Value::None);
        };
        let pairs = pattern.program.names.iter().map(|(name, index)| {
            let value = found.group(*index);
            (
                name.clone(),
                if value.is_none() {
                    default.clone()
                } else {
                    value
                },
            )
        });
        Ok(Value::dict(Dict::from_text_keys(pairs)))
    }),
    ("start", "group=0, /", |py, it, a| {
        bound(py, it, a, |span| span.0)
    }),
    ("end", "group=0, /", |py, it, a| {
        bound(py, it, a, |span| span.1)
    }),
    ("span", "group=0, /", |py, it, mut a| {
        let Some(found) = it.native::<Match>() else {
            return Ok(Value::None);
        };
        let key = a.take("group").unwrap_or(Value::Int(0));
        match found.index(&key) {
            Some(index) => Ok(found.shown_span(index)),
            None => Err(py.raise("IndexError", "no such group")),
        }
    }),
    ("expand", "template, /", |py, it, mut a| {
        let template = characters(&a.take_or_none("template"));
        match (it.native::<Match>(), template) {
            (Some(found), Some((template, is_bytes))) => {
                let text = expand(py, &template, found)?;
                Ok(piece(is_bytes, &text))
            }
            _ => Err(py.type_error("decoding to str: need a bytes-like object")),
        }
    }),
];

pub(super) fn bound(
    interpreter: &mut Interpreter,
    value: &Value,
    mut arguments: Bound,
    part: fn((usize, usize)) -> usize,
) -> PyResult<Value> {
    let Some(found) = value.native::<Match>() else {
        return Ok(Value::None);
    };
    let key = arguments.take("group").unwrap_or(Value::Int(0));
    match found.index(&key) {
        Some(index) => Ok(Value::Int(
            found
                .span(index)
                .map_or(-1, |span| found.position(part(span))),
        )),
        None => Err(interpreter.raise("IndexError", "no such group")),
    }
}
