//! Frees what refers to itself.
//!
//! A module holds its functions and each of them the module; a class holds methods that hold the
//! class. Nothing frees such a ring by itself, so an interpreter opens them all when it goes.

use std::collections::BTreeSet;
use std::mem::take;
use std::rc::Rc;

use super::{Class, Module, Value, dismantle};
use crate::python::machine::empty_closure;

/// Empties the modules and classes, and every module and class that they lead to.
pub(in crate::python) fn take_apart(
    modules: impl Iterator<Item = Rc<Module>>,
    classes: impl Iterator<Item = Rc<Class>>,
) {
    let mut waiting: Vec<Value> = modules.map(Value::Module).collect();
    waiting.extend(classes.map(Value::Class));
    let mut work = Work {
        waiting,
        seen: BTreeSet::new(),
    };
    // What is emptied must not go before all of it is: an address would stand for another value.
    let mut emptied = Vec::new();
    while let Some(value) = work.waiting.pop() {
        work.open(&value);
        emptied.push(value);
    }
    dismantle(emptied);
}

struct Work {
    waiting: Vec<Value>,
    seen: BTreeSet<usize>,
}

impl Work {
    fn open(&mut self, value: &Value) {
        match value {
            Value::Module(module) if self.is_new(module) => {
                self.waiting
                    .extend(take(&mut *module.globals.borrow_mut()).into_values());
            }
            Value::Class(class) if self.is_new(class) => {
                self.waiting
                    .extend(take(&mut *class.attributes.borrow_mut()).into_values());
                self.waiting
                    .extend(class.bases.iter().cloned().map(Value::Class));
                if let Some(attachment) = class.attachment.take() {
                    attachment.give_up();
                }
            }
            Value::Function(function) if self.is_new(function) => {
                self.waiting
                    .extend(take(&mut *function.attributes.borrow_mut()).into_values());
                empty_closure(function, &mut self.waiting);
            }
            Value::Instance(instance) if self.is_new(instance) => {
                self.waiting
                    .extend(instance.attributes.borrow().values().cloned());
                self.waiting.push(Value::Class(instance.class.clone()));
            }
            Value::BoundMethod(method) if self.is_new(method) => {
                self.waiting.push(method.receiver.clone());
                self.waiting.push(method.function.clone());
            }
            Value::List(list) if self.is_new(list) => {
                self.waiting.extend(list.0.borrow().iter().cloned());
            }
            Value::Tuple(tuple) if self.is_new(tuple) => {
                self.waiting.extend(tuple.0.iter().cloned());
            }
            Value::Dict(dict) | Value::Set(dict) if self.is_new(dict) => {
                let dict = dict.borrow();
                self.waiting.extend(
                    dict.entries
                        .values()
                        .flat_map(|(key, value)| [key.clone(), value.clone()]),
                );
            }
            _ => {}
        }
    }

    fn is_new<T: ?Sized>(&mut self, value: &Rc<T>) -> bool {
        self.seen.insert(Rc::as_ptr(value).cast::<()>().addr())
    }
}
