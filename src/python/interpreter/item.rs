//! `container[key]`.

use std::rc::Rc;

use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::interpreter::compare::range_length;
use crate::python::value::{Class, Value};

impl Interpreter {
    /// `value[key]`.
    ///
    /// # Errors
    ///
    /// `KeyError`, `IndexError`, `TypeError`, or what `__getitem__` raises.
    pub fn get_item(&mut self, value: &Value, key: &Value) -> PyResult<Value> {
        if let Value::Instance(_) | Value::Class(_) = value
            && let Some(result) =
                self.call_special(value, "__getitem__", std::slice::from_ref(key))?
        {
            return Ok(result);
        }
        match value.unboxed() {
            Value::Dict(dict) => {
                let hash = self.hash_key(key)?;
                if let Some((_, found)) = dict.borrow().entries.get(&hash) {
                    return Ok(found.clone());
                }
                if let Some(result) =
                    self.call_special(value, "__missing__", std::slice::from_ref(key))?
                {
                    return Ok(result);
                }
                self.native_item(value, key)?
                    .ok_or_else(|| self.key_error(key))
            }
            Value::List(items) => {
                if let Some(index) = key.as_i64() {
                    return self.list_item(&items.borrow(), index);
                }
                let items = Rc::clone(items);
                let slice = match key {
                    Value::Slice(slice) => self.slice_indices(slice, items.borrow().len())?,
                    _ => {
                        let Some(index) = self.index_of(key)? else {
                            return self.sequence_item(&[], key, "list", Value::list);
                        };
                        return self.list_item(&items.borrow(), index);
                    }
                };
                self.check_size(slice.len())?;
                let items = items.borrow();
                Ok(Value::list(
                    slice.filter_map(|at| items.get(at).cloned()).collect(),
                ))
            }
            Value::Tuple(items) => {
                let items = items.clone();
                self.sequence_item(&items, key, "tuple", Value::tuple)
            }
            Value::Str(text) => {
                let text = text.clone();
                if text.len() > 1024 {
                    self.charge(text.len() / 64)?;
                }
                self.string_item(&text, key)
            }
            Value::Bytes(bytes) => {
                self.charge(bytes.len() / 16)?;
                let bytes: Vec<Value> = bytes
                    .iter()
                    .map(|byte| Value::Int(i64::from(*byte)))
                    .collect();
                let join = |items: Vec<Value>| {
                    let bytes: Vec<u8> = items
                        .iter()
                        .filter_map(|it| u8::try_from(it.as_i64()?).ok())
                        .collect();
                    Value::bytes(bytes)
                };
                self.sequence_item(&bytes, key, "index", join)
            }
            Value::Range(start, stop, step) => self.range_item((*start, *stop, *step), key),
            Value::Class(class) => {
                let class = class.clone();
                self.class_item(&class, key)
            }
            _ => match self.native_item(value, key)? {
                Some(found) => Ok(found),
                None => Err(self.not_subscriptable(value)),
            },
        }
    }

    fn native_item(&mut self, value: &Value, key: &Value) -> PyResult<Option<Value>> {
        let native = match value {
            Value::Instance(instance) => instance.native.get().cloned(),
            Value::Iterator(native) => Some(native.clone()),
            _ => None,
        };
        native.and_then(|native| native.item(self, key)).transpose()
    }

    fn not_subscriptable(&self, value: &Value) -> Box<PyError> {
        self.type_error(format!(
            "'{}' object is not subscriptable",
            self.operand_name(value)
        ))
    }

    /// `KeyError(key)`.
    pub fn key_error(&self, key: &Value) -> Box<PyError> {
        match self.builtin("KeyError") {
            Some(class) => self.raise_with(&class, vec![key.clone()]),
            None => self.raise("KeyError", ""),
        }
    }

    /// `Class[parameters]`: a generic alias for the built-in types and classes that have
    /// `__class_getitem__`.
    fn class_item(&mut self, class: &Rc<Class>, key: &Value) -> PyResult<Value> {
        if let Some(native) = class.native()
            && let Some(result) = native.class_item(self, class, key)
        {
            return result;
        }
        if let Some(method) = class.lookup("__class_getitem__") {
            let bound = self.bind(&method, None, class)?;
            let bound = match bound {
                // It is a class method without the decorator.
                Value::Function(_) => Value::BoundMethod(Rc::new(crate::python::BoundMethod {
                    receiver: Value::Class(class.clone()),
                    function: bound,
                })),
                other => other,
            };
            let arguments = crate::python::Arguments::positional(vec![key.clone()]);
            return self.call(&bound, arguments);
        }
        const GENERIC: &[&str] = &[
            "list",
            "dict",
            "tuple",
            "set",
            "frozenset",
            "type",
            "enumerate",
            "map",
            "filter",
            "zip",
        ];
        const GENERIC_MODULES: &[&str] = &[
            "re",
            "os",
            "queue",
            "contextvars",
            "functools",
            "collections",
            "weakref",
            "types",
        ];
        let is_inert = class
            .native
            .as_ref()
            .is_some_and(|it| it.inert_path().is_some());
        let is_generic = is_inert
            || self.types.is_builtin(class) && GENERIC.contains(&class.name.as_ref())
            || class.span.is_none() && GENERIC_MODULES.contains(&class.module.as_ref());
        if is_generic {
            return Ok(crate::python::stdlib::typing::alias(
                self,
                &Value::Class(class.clone()),
                key,
            ));
        }
        Err(self.type_error(format!("type '{}' is not subscriptable", class.name)))
    }

    fn sequence_item(
        &mut self,
        items: &[Value],
        key: &Value,
        kind: &str,
        build: impl Fn(Vec<Value>) -> Value,
    ) -> PyResult<Value> {
        if let Value::Slice(slice) = key {
            let indices = self.slice_indices(slice, items.len())?;
            self.check_size(indices.len())?;
            return Ok(build(
                indices.filter_map(|at| items.get(at).cloned()).collect(),
            ));
        }
        let Some(index) = self.index_of(key)? else {
            let name = self.operand_name(key);
            let what = if kind == "index" {
                "byte".to_owned()
            } else {
                kind.to_owned()
            };
            return Err(self.type_error(format!(
                "{what} indices must be integers or slices, not {name}"
            )));
        };
        match position(index, items.len()).and_then(|at| items.get(at)) {
            Some(item) => Ok(item.clone()),
            None if kind == "index" => Err(self.raise("IndexError", "index out of range")),
            None => Err(self.raise("IndexError", format!("{kind} index out of range"))),
        }
    }

    fn list_item(&self, items: &[Value], index: i64) -> PyResult<Value> {
        let found = position(index, items.len()).and_then(|at| items.get(at));
        found
            .cloned()
            .ok_or_else(|| self.raise("IndexError", "list index out of range"))
    }

    fn string_item(&mut self, text: &Rc<str>, key: &Value) -> PyResult<Value> {
        if let Value::Slice(slice) = key {
            if text.is_ascii() {
                let indices = self.slice_indices(slice, text.len())?;
                let bytes = text.as_bytes();
                let part: String = indices
                    .filter_map(|at| bytes.get(at).map(|it| char::from(*it)))
                    .collect();
                return Ok(Value::str(part));
            }
            let characters: Vec<char> = text.chars().collect();
            let indices = self.slice_indices(slice, characters.len())?;
            let part: String = indices.filter_map(|at| characters.get(at)).collect();
            return Ok(Value::str(part));
        }
        let Some(index) = self.index_of(key)? else {
            let name = self.operand_name(key);
            let message = format!("string indices must be integers, not '{name}'");
            return Err(self.type_error(message));
        };
        let length = if text.is_ascii() {
            text.len()
        } else {
            text.chars().count()
        };
        match position(index, length).and_then(|at| text.chars().nth(at)) {
            Some(character) => Ok(Value::str(character.to_string())),
            None => Err(self.raise("IndexError", "string index out of range")),
        }
    }

    fn range_item(&mut self, range: (i64, i64, i64), key: &Value) -> PyResult<Value> {
        let (start, stop, step) = range;
        let length = range_length(start, stop, step);
        if let Value::Slice(slice) = key {
            let indices = self.slice_indices(slice, length)?;
            let at = |index: i64| start + index * step;
            return Ok(Value::Range(
                at(indices.start),
                at(indices.stop),
                step * indices.step,
            ));
        }
        let Some(index) = self.index_of(key)? else {
            let name = self.operand_name(key);
            let message = format!("range indices must be integers or slices, not {name}");
            return Err(self.type_error(message));
        };
        match position(index, length) {
            Some(at) => Ok(Value::Int(start + at as i64 * step)),
            None => Err(self.raise("IndexError", "range object index out of range")),
        }
    }

    /// `operator.index(value)`, cut to 64 bits; `None` when the value is no integer.
    pub(in crate::python) fn index_of(&mut self, value: &Value) -> PyResult<Option<i64>> {
        if let Some(index) = value.as_i64() {
            return Ok(Some(index));
        }
        if let Value::BigInt(number) = value.unboxed() {
            let negative = number.sign() == num_bigint::Sign::Minus;
            return Ok(Some(if negative { i64::MIN } else { i64::MAX }));
        }
        match self.call_special(value, "__index__", &[])? {
            Some(result) if result.as_bigint().is_none() => {
                let found = self.operand_name(&result);
                Err(self.type_error(format!("__index__ returned non-int (type {found})")))
            }
            Some(result) => self.index_of(&result),
            None => Ok(None),
        }
    }

    /// An argument that must be an integer.
    pub(in crate::python) fn index_argument(&mut self, value: &Value) -> PyResult<i64> {
        match self.index_of(value)? {
            Some(index) => Ok(index),
            None => {
                let name = self.operand_name(value);
                let message = format!("'{name}' object cannot be interpreted as an integer");
                Err(self.type_error(message))
            }
        }
    }

    /// The positions that a slice selects.
    pub(in crate::python) fn slice_indices(
        &mut self,
        slice: &(Value, Value, Value),
        length: usize,
    ) -> PyResult<Indices> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let step = self.slice_part(&slice.2)?.unwrap_or(1);
        if step == 0 {
            return Err(self.value_error("slice step cannot be zero"));
        }
        let (low, high) = if step > 0 {
            (0, length)
        } else {
            (-1, length - 1)
        };
        let clamp = |index: i64| {
            let index = if index < 0 {
                index.saturating_add(length)
            } else {
                index
            };
            index.clamp(low, high)
        };
        let start = self
            .slice_part(&slice.0)?
            .map_or(if step > 0 { low } else { high }, clamp);
        let stop = self
            .slice_part(&slice.1)?
            .map_or(if step > 0 { high } else { low }, clamp);
        Ok(Indices {
            start,
            stop,
            step,
            next: start,
        })
    }

    fn slice_part(&mut self, part: &Value) -> PyResult<Option<i64>> {
        if part.is_none() {
            return Ok(None);
        }
        match self.index_of(part)? {
            Some(index) => Ok(Some(index)),
            None => {
                let message = "slice indices must be integers or None or have an __index__ method";
                Err(self.type_error(message))
            }
        }
    }

    /// `target[key] = value`.
    ///
    /// # Errors
    ///
    /// `IndexError`, `TypeError`, or what `__setitem__` raises.
    pub fn set_item(&mut self, target: &Value, key: &Value, value: Value) -> PyResult<()> {
        if let Value::Instance(_) | Value::Class(_) = target
            && self
                .call_special(target, "__setitem__", &[key.clone(), value.clone()])?
                .is_some()
        {
            return Ok(());
        }
        match target.unboxed() {
            Value::Dict(dict) => {
                let hash = self.hash_key(key)?;
                dict.borrow_mut().insert(hash, key.clone(), value);
                Ok(())
            }
            Value::List(list) => {
                if let Value::Slice(slice) = key {
                    let items = match self.iterate(&value) {
                        Ok(items) => items,
                        Err(_) => return Err(self.type_error("can only assign an iterable")),
                    };
                    let length = list.borrow().len();
                    let indices = self.slice_indices(slice, length)?;
                    return self.set_slice(&mut list.borrow_mut(), &indices, items);
                }
                let at = self.list_position(list.borrow().len(), key, "assignment ")?;
                if let Some(slot) = list.borrow_mut().get_mut(at) {
                    *slot = value;
                }
                Ok(())
            }
            _ => {
                let native = match target {
                    Value::Instance(instance) => instance.native.get().cloned(),
                    _ => None,
                };
                match native.and_then(|native| native.set_item(self, key, &value)) {
                    Some(result) => result,
                    None => {
                        let name = self.operand_name(target);
                        Err(self.type_error(format!(
                            "'{name}' object does not support item assignment"
                        )))
                    }
                }
            }
        }
    }

    fn set_slice(
        &self,
        list: &mut Vec<Value>,
        indices: &Indices,
        items: Vec<Value>,
    ) -> PyResult<()> {
        if indices.step == 1 {
            let start = usize::try_from(indices.start).unwrap_or(0).min(list.len());
            let stop = usize::try_from(indices.stop)
                .unwrap_or(0)
                .max(start)
                .min(list.len());
            list.splice(start..stop, items);
            return Ok(());
        }
        let positions: Vec<usize> = indices.clone().collect();
        if positions.len() != items.len() {
            return Err(self.value_error(format!(
                "attempt to assign sequence of size {} to extended slice of size {}",
                items.len(),
                positions.len()
            )));
        }
        for (at, item) in positions.into_iter().zip(items) {
            if let Some(slot) = list.get_mut(at) {
                *slot = item;
            }
        }
        Ok(())
    }

    fn list_position(&mut self, length: usize, key: &Value, doing: &str) -> PyResult<usize> {
        let Some(index) = self.index_of(key)? else {
            let name = self.operand_name(key);
            let message = format!("list indices must be integers or slices, not {name}");
            return Err(self.type_error(message));
        };
        position(index, length)
            .ok_or_else(|| self.raise("IndexError", format!("list {doing}index out of range")))
    }

    /// `del target[key]`.
    ///
    /// # Errors
    ///
    /// `KeyError`, `IndexError`, `TypeError`, or what `__delitem__` raises.
    pub fn delete_item(&mut self, target: &Value, key: &Value) -> PyResult<()> {
        if self
            .call_special(target, "__delitem__", std::slice::from_ref(key))?
            .is_some()
        {
            return Ok(());
        }
        match target.unboxed() {
            Value::Dict(dict) => {
                let hash = self.hash_key(key)?;
                let removed = dict.borrow_mut().entries.shift_remove(&hash);
                self.charge(dict.borrow().len() / 64)?;
                removed.map(drop).ok_or_else(|| self.key_error(key))
            }
            Value::List(list) => {
                if let Value::Slice(slice) = key {
                    let length = list.borrow().len();
                    let mut positions: Vec<usize> = self.slice_indices(slice, length)?.collect();
                    self.charge(length / 16)?;
                    positions.sort_unstable();
                    let (mut at, mut gone) = (0, positions.into_iter().peekable());
                    let mut kept = std::mem::take(&mut *list.borrow_mut());
                    kept.retain(|_| {
                        at += 1;
                        gone.next_if_eq(&(at - 1)).is_none()
                    });
                    *list.borrow_mut() = kept;
                    return Ok(());
                }
                let length = list.borrow().len();
                self.charge(length / 64)?;
                let at = self.list_position(length, key, "assignment ")?;
                list.borrow_mut().remove(at);
                Ok(())
            }
            _ => {
                let native = match target {
                    Value::Instance(instance) => instance.native.get().cloned(),
                    _ => None,
                };
                match native.and_then(|native| native.delete_item(self, key)) {
                    Some(result) => result,
                    None => {
                        let name = self.operand_name(target);
                        // Sequences and all else are refused at different places, in different words.
                        let sequence = matches!(
                            target.unboxed(),
                            Value::Str(_)
                                | Value::Bytes(_)
                                | Value::Tuple(_)
                                | Value::Range(..)
                                | Value::Set(_)
                                | Value::FrozenSet(_)
                                | Value::Instance(_)
                        ) && key.as_i64().is_some();
                        let refused = if sequence { "doesn't" } else { "does not" };
                        let message = format!("'{name}' object {refused} support item deletion");
                        Err(self.type_error(message))
                    }
                }
            }
        }
    }
}

/// Where an index, maybe negative, points to.
pub(in crate::python) fn position(index: i64, length: usize) -> Option<usize> {
    let length = i64::try_from(length).ok()?;
    let at = if index < 0 {
        index.checked_add(length)?
    } else {
        index
    };
    (0..length).contains(&at).then_some(at as usize)
}

/// The positions that a slice selects, in order.
#[derive(Clone)]
pub(in crate::python) struct Indices {
    pub start: i64,
    pub stop: i64,
    pub step: i64,
    next: i64,
}

impl Indices {
    pub fn len(&self) -> usize {
        range_length(self.start, self.stop, self.step)
    }
}

impl Iterator for Indices {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let at = self.next;
        let inside = if self.step > 0 {
            at < self.stop
        } else {
            at > self.stop
        };
        if !inside {
            return None;
        }
        self.next = at.saturating_add(self.step);
        usize::try_from(at).ok()
    }
}
