//! The tests of `match` statements.

use std::rc::Rc;

use super::frame::Frame;
use crate::python::code::Instruction;
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::value::{Class, Dict, Value};

use Instruction as I;

/// The types whose one positional pattern is for the value itself.
const MATCH_THEMSELVES: &[&str] = &[
    "bool",
    "bytearray",
    "bytes",
    "dict",
    "float",
    "frozenset",
    "int",
    "list",
    "set",
    "str",
    "tuple",
];

impl Interpreter {
    pub(super) fn execute_match(&mut self, frame: &mut Frame, instruction: I) -> PyResult<()> {
        match instruction {
            I::MatchSequence => {
                let subject = frame.top();
                let is_sequence = matches!(
                    subject.unboxed(),
                    Value::List(_) | Value::Tuple(_) | Value::Range(..)
                );
                frame.push(Value::Bool(is_sequence));
            }
            I::MatchMapping => {
                let is_mapping = matches!(frame.top().unboxed(), Value::Dict(_));
                frame.push(Value::Bool(is_mapping));
            }
            I::Length => {
                let value = frame.pop();
                let length = self.length(&value)?;
                frame.push(Value::Int(length as i64));
            }
            I::MatchKeys => {
                let keys = frame.pop().as_sequence().unwrap_or_default();
                let found = self.matched_keys(&frame.top(), &keys)?;
                frame.push(found.map_or(Value::None, Value::tuple));
            }
            I::MatchRest => {
                let keys = frame.pop().as_sequence().unwrap_or_default();
                let subject = frame.pop();
                let mut rest = match subject.unboxed() {
                    Value::Dict(dict) => dict.borrow().clone(),
                    _ => Dict::default(),
                };
                for key in keys {
                    let hash = self.hash_key(&key)?;
                    rest.entries.shift_remove(&hash);
                }
                frame.push(Value::dict(rest));
            }
            I::MatchClass(count) => {
                let names = frame.pop().as_sequence().unwrap_or_default();
                let class = frame.pop();
                let found = self.matched_class(&frame.top(), &class, count as usize, &names)?;
                frame.push(found.map_or(Value::None, Value::tuple));
            }
            _ => {}
        }
        Ok(())
    }

    fn matched_keys(&mut self, subject: &Value, keys: &[Value]) -> PyResult<Option<Vec<Value>>> {
        let Value::Dict(dict) = subject.unboxed() else {
            return Ok(None);
        };
        let mut values = Vec::new();
        for key in keys {
            let hash = self.hash_key(key)?;
            match dict.borrow().entries.get(&hash) {
                Some((_, value)) => values.push(value.clone()),
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    fn matched_class(
        &mut self,
        subject: &Value,
        class: &Value,
        count: usize,
        names: &[Value],
    ) -> PyResult<Option<Vec<Value>>> {
        let Value::Class(class) = class else {
            return Err(self.type_error("called match pattern must be a type"));
        };
        if !self.is_instance(subject, class) {
            return Ok(None);
        }
        let mut values = Vec::new();
        let mut attributes: Vec<Value> = Vec::new();
        if count > 0 {
            let declared = self.match_arguments(class)?;
            let matches_itself = declared.is_none()
                && class
                    .mro()
                    .any(|it| self.types.is_builtin(it) && MATCH_THEMSELVES.contains(&&*it.name));
            let most = match &declared {
                Some(names) => names.len(),
                None => usize::from(matches_itself),
            };
            if count > most {
                let plural = if most == 1 { "" } else { "s" };
                return Err(self.type_error(format!(
                    "{}() accepts {most} positional sub-pattern{plural} ({count} given)",
                    class.name
                )));
            }
            match declared {
                Some(names) => attributes.extend(names.into_iter().take(count)),
                None => values.push(subject.clone()),
            }
        }
        attributes.extend_from_slice(names);
        for (index, name) in attributes.iter().enumerate() {
            let shown = name.as_str().unwrap_or_default();
            if attributes[..index]
                .iter()
                .any(|it| it.as_str() == Some(shown))
            {
                let class = &class.name;
                return Err(self.type_error(format!(
                    "{class}() got multiple sub-patterns for attribute '{shown}'"
                )));
            }
            match self.find_attribute(subject, name.as_str().unwrap_or_default())? {
                Some(value) => values.push(value),
                None => return Ok(None),
            }
        }
        Ok(Some(values))
    }

    /// The class's `__match_args__`.
    fn match_arguments(&self, class: &Rc<Class>) -> PyResult<Option<Vec<Value>>> {
        let Some(declared) = class.lookup("__match_args__") else {
            return Ok(None);
        };
        let Value::Tuple(names) = &declared else {
            let found = self.type_name(&declared);
            return Err(self.type_error(format!(
                "{}.__match_args__ must be a tuple (got {found})",
                class.name
            )));
        };
        if let Some(other) = names.iter().find(|name| name.as_str().is_none()) {
            let found = self.type_name(other);
            return Err(self.type_error(format!(
                "__match_args__ elements must be strings (got {found})"
            )));
        }
        Ok(Some(names.to_vec()))
    }
}
