//! `dict.keys()`, `dict.values()` and `dict.items()`.

use std::cell::RefCell;
use std::rc::Rc;

use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::object::{BinaryOperator, NativeObject};
use crate::python::value::{Dict, HashKey, Value};

/// What of a dict a view shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::python) enum Part {
    Keys,
    Values,
    Items,
}

/// A view of a dict.
pub(in crate::python) struct View {
    dict: Rc<RefCell<Dict>>,
    part: Part,
}

impl View {
    pub fn new(dict: &Rc<RefCell<Dict>>, part: Part) -> Self {
        Self {
            dict: dict.clone(),
            part,
        }
    }

    pub fn dict(&self) -> &Rc<RefCell<Dict>> {
        &self.dict
    }

    pub fn part(&self) -> Part {
        self.part
    }

    fn items(&self) -> Vec<Value> {
        let dict = self.dict.borrow();
        match self.part {
            Part::Keys => dict.keys().cloned().collect(),
            Part::Values => dict.pairs().map(|(_, value)| value.clone()).collect(),
            Part::Items => dict
                .pairs()
                .map(|(key, it)| Value::tuple(vec![key.clone(), it.clone()]))
                .collect(),
        }
    }

    /// The keys, or the items when their values hash plainly.
    pub fn as_set(&self) -> Option<Dict> {
        let dict = self.dict.borrow();
        let mut set = Dict::default();
        for (hash, (key, value)) in &dict.entries {
            match self.part {
                Part::Keys => set.insert(hash.clone(), key.clone(), Value::None),
                Part::Items => {
                    let inner = plain_key(value)?;
                    let item = Value::tuple(vec![key.clone(), value.clone()]);
                    set.insert(HashKey::Tuple(vec![hash.clone(), inner]), item, Value::None);
                }
                Part::Values => return None,
            }
        }
        Some(set)
    }
}

/// The hash of a value that needs no evaluation.
fn plain_key(value: &Value) -> Option<HashKey> {
    Some(match value {
        Value::None => HashKey::None,
        Value::Str(text) => HashKey::Str(text.clone()),
        Value::Bytes(bytes) => HashKey::Bytes(bytes.clone()),
        Value::Bool(_) | Value::Int(_) => HashKey::Int(value.as_i64()?),
        Value::Float(number) => HashKey::Float(number.to_bits()),
        other => HashKey::Identity(other.address()?),
    })
}

impl NativeObject for View {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn type_name(&self) -> &'static str {
        match self.part {
            Part::Keys => "dict_keys",
            Part::Values => "dict_values",
            Part::Items => "dict_items",
        }
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        let items = Value::list(self.items());
        let name = self.type_name();
        Some(
            interpreter
                .repr(&items)
                .map(|items| format!("{name}({items})")),
        )
    }

    fn iterate(&self, _interpreter: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        Some(Ok(self.items()))
    }

    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(self.dict.borrow().len()))
    }

    fn get_attribute(
        &self,
        _interpreter: &mut Interpreter,
        this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        match name {
            "mapping" => Some(Ok(Value::Dict(self.dict.clone()))),
            "isdisjoint" if self.part != Part::Values => {
                let this = this.clone();
                Some(Ok(Value::function(
                    name,
                    "builtins",
                    move |py, arguments| {
                        for other in &arguments.positional {
                            for item in py.iterate(other)? {
                                if py.contains(&this, &item)? {
                                    return Ok(Value::Bool(false));
                                }
                            }
                        }
                        Ok(Value::Bool(true))
                    },
                )))
            }
            _ => None,
        }
    }

    fn contains(&self, interpreter: &mut Interpreter, value: &Value) -> Option<PyResult<bool>> {
        if self.part != Part::Keys {
            return None;
        }
        let key = match interpreter.hash_key(value) {
            Ok(key) => key,
            Err(error) => return Some(Err(error)),
        };
        Some(Ok(self.dict.borrow().entries.contains_key(&key)))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: BinaryOperator,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let (left, right) = if reflected {
            (other, this)
        } else {
            (this, other)
        };
        if self.part == Part::Values {
            return None;
        }
        // A view takes any iterable beside it.
        let others = match interpreter.iterate(other) {
            Ok(items) => items,
            Err(error) => return Some(Err(error)),
        };
        let set = match interpreter.set_of(others) {
            Ok(set) => Value::set(set),
            Err(error) => return Some(Err(error)),
        };
        let (left, right) = if reflected {
            (&set, right)
        } else {
            (left, &set)
        };
        interpreter.set_operation(operator, left, right).map(Ok)
    }
}
