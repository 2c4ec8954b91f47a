//! Iteration.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::Arguments;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::types::iterator::{Items, SequenceIterator};
use crate::python::types::view::{Part, View};
use crate::python::value::{Dict, Value};

impl Interpreter {
    /// `list(value)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the value is not iterable, or what iterating raises.
    pub fn iterate(&mut self, value: &Value) -> PyResult<Vec<Value>> {
        match value {
            Value::List(items) => {
                let items = items.borrow().clone();
                self.charge(items.len() / 8)?;
                return Ok(items);
            }
            Value::Tuple(items) => {
                self.charge(items.len() / 16)?;
                return Ok(items.to_vec());
            }
            Value::Range(start, stop, step) => {
                self.check_size(super::compare::range_length(*start, *stop, *step))?;
            }
            _ => {}
        }
        let iterator = self.iterator(value)?;
        let mut items = Vec::new();
        while let Some(item) = self.next_item(&iterator)? {
            items.push(item);
            if items.len() % 64 == 0 {
                self.charge(64)?;
                if items.len() > self.options.limits.size {
                    self.check_size(items.len())?;
                }
            }
        }
        Ok(items)
    }

    /// `iter(value)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the value is not iterable.
    pub fn iterator(&mut self, value: &Value) -> PyResult<Value> {
        if let Value::Instance(_) | Value::Class(_) = value
            && let Some(result) = self.call_special(value, "__iter__", &[])?
        {
            return self.checked_iterator(result);
        }
        if matches!(
            value.unboxed(),
            Value::Set(_) | Value::FrozenSet(_) | Value::Tuple(_) | Value::Bytes(_)
        ) {
            self.charge_value(value.unboxed())?;
        }
        let items = match value.unboxed() {
            Value::Iterator(native) => {
                if let Some(view) = native.as_any().downcast_ref::<View>() {
                    return Ok(Value::iterator(DictIterator::new(view.dict(), view.part())));
                }
                return match native.clone().iterate(self) {
                    Some(items) => Ok(Value::iterator(Items::new(items?))),
                    None => Ok(value.unboxed().clone()),
                };
            }
            Value::List(list) => {
                return Ok(Value::iterator(ListIterator {
                    list: RefCell::new(Some(list.clone())),
                    at: Cell::new(0),
                }));
            }
            Value::Tuple(items) => {
                return Ok(Value::iterator(Items::named(
                    items.to_vec(),
                    "tuple_iterator",
                )));
            }
            Value::Str(text) => {
                self.check_size(text.len())?;
                let characters = text.chars().map(|it| Value::str(it.to_string())).collect();
                return Ok(Value::iterator(Items::named(
                    characters,
                    "str_ascii_iterator",
                )));
            }
            Value::Bytes(bytes) => {
                let bytes = bytes.iter().map(|it| Value::Int(i64::from(*it))).collect();
                return Ok(Value::iterator(Items::named(bytes, "bytes_iterator")));
            }
            Value::Dict(dict) => {
                return Ok(Value::iterator(DictIterator::new(dict, Part::Keys)));
            }
            Value::Set(set) => {
                return Ok(Value::iterator(SetIterator {
                    items: set.borrow().keys_in_set_order(),
                    set: set.clone(),
                    at: Cell::new(0),
                }));
            }
            Value::FrozenSet(set) => set.keys_in_set_order(),
            Value::Range(start, stop, step) => {
                return Ok(Value::iterator(RangeIterator {
                    next: Cell::new(Some(*start)),
                    stop: *stop,
                    step: *step,
                }));
            }
            Value::Class(class) => {
                if let Some(native) = class.native()
                    && let Some(items) = native.class_iterate(self, class)
                {
                    return Ok(Value::iterator(Items::new(items?)));
                }
                return Err(self.not_iterable(value));
            }
            Value::Instance(instance) => {
                let native = instance.native.get().cloned();
                match native.and_then(|native| native.iterate(self)) {
                    Some(items) => items?,
                    None if self.special(value, "__getitem__").is_some() => {
                        return Ok(Value::iterator(SequenceIterator::new(value.clone())));
                    }
                    None => return Err(self.not_iterable(value)),
                }
            }
            _ => return Err(self.not_iterable(value)),
        };
        Ok(Value::iterator(Items::new(items)))
    }

    fn checked_iterator(&mut self, iterator: Value) -> PyResult<Value> {
        let fits = match &iterator {
            Value::Iterator(_) => true,
            Value::Instance(instance) => {
                instance.native.get().is_some() || self.special(&iterator, "__next__").is_some()
            }
            _ => false,
        };
        if fits {
            return Ok(iterator);
        }
        let name = self.operand_name(&iterator);
        Err(self.type_error(format!("iter() returned non-iterator of type '{name}'")))
    }

    pub(in crate::python) fn not_iterable(&self, value: &Value) -> Box<PyError> {
        let name = match value {
            Value::Class(_) => "type".into(),
            other => self.operand_name(other),
        };
        self.type_error(format!("'{name}' object is not iterable"))
    }

    /// The next item of an iterator; `None` at its end.
    ///
    /// # Errors
    ///
    /// What the iterator raises.
    pub fn next_item(&mut self, iterator: &Value) -> PyResult<Option<Value>> {
        match iterator {
            Value::Iterator(native) => match native.clone().next(self) {
                Some(result) => result,
                None => Err(self.not_iterator(iterator)),
            },
            Value::Instance(instance) => {
                if self.special(iterator, "__next__").is_some() {
                    return match self.call_special(iterator, "__next__", &[]) {
                        Ok(item) => Ok(item),
                        Err(error)
                            if error.is_builtin(self, "StopIteration") && !error.uncatchable =>
                        {
                            Ok(None)
                        }
                        Err(error) => Err(error),
                    };
                }
                match instance
                    .native
                    .get()
                    .cloned()
                    .and_then(|native| native.next(self))
                {
                    Some(result) => result,
                    None => Err(self.not_iterator(iterator)),
                }
            }
            _ => Err(self.not_iterator(iterator)),
        }
    }

    fn not_iterator(&self, value: &Value) -> Box<PyError> {
        self.type_error(format!(
            "'{}' object is not an iterator",
            self.operand_name(value)
        ))
    }

    /// `len(value)`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the value has no length.
    pub fn length(&mut self, value: &Value) -> PyResult<usize> {
        if let Some(result) = self.call_special(value, "__len__", &[])? {
            return match result.as_i64() {
                Some(length) => usize::try_from(length)
                    .map_err(|_| self.value_error("__len__() should return >= 0")),
                None => {
                    let name = self.operand_name(&result);
                    Err(self.type_error(format!(
                        "'{name}' object cannot be interpreted as an integer"
                    )))
                }
            };
        }
        Ok(match value.unboxed() {
            Value::Str(text) => {
                let text = text.clone();
                self.charge(text.len() / 256)?;
                if text.is_ascii() {
                    text.len()
                } else {
                    text.chars().count()
                }
            }
            Value::Bytes(bytes) => bytes.len(),
            Value::List(items) => items.borrow().len(),
            Value::Tuple(items) => items.len(),
            Value::Dict(dict) | Value::Set(dict) => dict.borrow().len(),
            Value::FrozenSet(set) => set.len(),
            Value::Range(start, stop, step) => super::compare::range_length(*start, *stop, *step),
            other => {
                let native = match other {
                    Value::Instance(instance) => instance.native.get().cloned(),
                    Value::Iterator(native) => Some(native.clone()),
                    Value::Class(class) => {
                        if let Some(native) = class.native()
                            && let Some(items) = native.class_iterate(self, class)
                        {
                            return items.map(|items| items.len());
                        }
                        None
                    }
                    _ => None,
                };
                match native.and_then(|native| native.length(self)) {
                    Some(length) => return length,
                    None => {
                        let name = self.operand_name(value);
                        return Err(
                            self.type_error(format!("object of type '{name}' has no len()"))
                        );
                    }
                }
            }
        })
    }

    /// The set of these values.
    pub(in crate::python) fn set_of(&mut self, items: Vec<Value>) -> PyResult<Dict> {
        let mut set = Dict::default();
        for item in items {
            set.insert(self.hash_key(&item)?, item, Value::None);
        }
        Ok(set)
    }

    /// The entries of a mapping; `None` when the value is none.
    pub(in crate::python) fn mapping_items(
        &mut self,
        value: &Value,
    ) -> PyResult<Option<Vec<(Value, Value)>>> {
        if let Value::Dict(dict) = value.unboxed() {
            self.charge_value(value.unboxed())?;
            let dict = dict.borrow();
            return Ok(Some(
                dict.pairs()
                    .map(|(key, it)| (key.clone(), it.clone()))
                    .collect(),
            ));
        }
        let Some(keys) = self.find_attribute(value, "keys")? else {
            return Ok(None);
        };
        let keys = self.call(&keys, Arguments::default())?;
        let mut entries = Vec::new();
        for key in self.iterate(&keys)? {
            let item = self.get_item(value, &key)?;
            entries.push((key, item));
        }
        Ok(Some(entries))
    }

    /// The set that a dict's keys or items are.
    pub(in crate::python) fn view_set(&self, value: &Value) -> Option<Dict> {
        value.native::<View>()?.as_set()
    }
}

/// Iterates a list by position, so that changes during the loop show.
struct ListIterator {
    list: RefCell<Option<Rc<crate::python::value::List>>>,
    at: Cell<usize>,
}

impl NativeObject for ListIterator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        "list_iterator"
    }

    fn next(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        let at = self.at.get();
        self.at.set(at + 1);
        let item = self
            .list
            .borrow()
            .as_ref()
            .and_then(|list| list.borrow().get(at).cloned());
        if item.is_none() {
            self.list.borrow_mut().take();
        }
        Some(Ok(item))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.extend(self.list.get_mut().take().map(Value::List));
    }
}

struct DictIterator {
    dict: Rc<RefCell<Dict>>,
    part: Part,
    at: Cell<usize>,
    length: usize,
}

impl DictIterator {
    fn new(dict: &Rc<RefCell<Dict>>, part: Part) -> Self {
        Self {
            length: dict.borrow().len(),
            dict: dict.clone(),
            part,
            at: Cell::new(0),
        }
    }
}

impl NativeObject for DictIterator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn next(&self, interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        let dict = self.dict.borrow();
        let at = self.at.get();
        if dict.len() != self.length && at <= self.length {
            let message = "dictionary changed size during iteration";
            return Some(Err(interpreter.raise("RuntimeError", message)));
        }
        self.at.set(at + 1);
        let entry = dict.entries.get_index(at);
        Some(Ok(entry.map(|(_, (key, value))| match self.part {
            Part::Keys => key.clone(),
            Part::Values => value.clone(),
            Part::Items => Value::tuple(vec![key.clone(), value.clone()]),
        })))
    }

    fn type_name(&self) -> &'static str {
        match self.part {
            Part::Keys => "dict_keyiterator",
            Part::Values => "dict_valueiterator",
            Part::Items => "dict_itemiterator",
        }
    }
}

struct SetIterator {
    set: Rc<RefCell<Dict>>,
    items: Vec<Value>,
    at: Cell<usize>,
}

impl NativeObject for SetIterator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn next(&self, interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        let at = self.at.get();
        if self.set.borrow().len() != self.items.len() && at <= self.items.len() {
            let message = "Set changed size during iteration";
            return Some(Err(interpreter.raise("RuntimeError", message)));
        }
        self.at.set(at + 1);
        Some(Ok(self.items.get(at).cloned()))
    }

    fn type_name(&self) -> &'static str {
        "set_iterator"
    }
}

struct RangeIterator {
    next: Cell<Option<i64>>,
    stop: i64,
    step: i64,
}

impl NativeObject for RangeIterator {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn next(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Option<Value>>> {
        let Some(next) = self.next.get() else {
            return Some(Ok(None));
        };
        let inside = if self.step > 0 {
            next < self.stop
        } else {
            next > self.stop
        };
        self.next.set(if inside {
            next.checked_add(self.step)
        } else {
            None
        });
        Some(Ok(inside.then_some(Value::Int(next))))
    }

    fn type_name(&self) -> &'static str {
        "range_iterator"
    }
}
