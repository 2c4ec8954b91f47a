//! Frees values without recursion.
//!
//! A program can nest a list a million levels deep; dropping it level by level on the host's stack
//! would overflow it. Containers therefore hand their contents to a work list when they go.

use std::mem::take;
use std::rc::Rc;

use super::{Dict, Instance, List, Module, Tuple, Value};

impl Drop for List {
    fn drop(&mut self) {
        dismantle(take(self.0.get_mut()));
    }
}

impl Drop for Tuple {
    fn drop(&mut self) {
        dismantle(take(&mut self.0));
    }
}

impl Drop for Instance {
    fn drop(&mut self) {
        let mut values: Vec<Value> = take(self.attributes.get_mut()).into_values().collect();
        release(&mut self.native, &mut values);
        values.append(&mut self.arguments.positional);
        values.extend(take(&mut self.arguments.keywords).into_values());
        dismantle(values);
    }
}

impl Drop for Dict {
    fn drop(&mut self) {
        if !self.entries.is_empty() {
            dismantle(entries(self));
        }
    }
}

impl Drop for Module {
    fn drop(&mut self) {
        dismantle(take(self.globals.get_mut()).into_values().collect());
    }
}

/// Frees a value that is about to go, if it is of those that have to go level by level.
#[inline]
pub(in crate::python) fn let_go(value: &mut Value) {
    if let Value::Function(_) | Value::BoundMethod(_) | Value::Slice(_) | Value::Iterator(_) = value
    {
        dismantle(vec![std::mem::replace(value, Value::None)]);
    }
}

/// Frees what nobody else holds among the values, and what they alone hold, and so on.
pub(in crate::python) fn dismantle(mut values: Vec<Value>) {
    while let Some(value) = values.pop() {
        match value {
            Value::List(mut list) => {
                if let Some(list) = Rc::get_mut(&mut list) {
                    values.append(list.0.get_mut());
                }
            }
            Value::Tuple(mut tuple) => {
                if let Some(tuple) = Rc::get_mut(&mut tuple) {
                    values.append(&mut tuple.0);
                }
            }
            Value::Dict(mut dict) | Value::Set(mut dict) => {
                if let Some(dict) = Rc::get_mut(&mut dict) {
                    values.extend(entries(dict.get_mut()));
                }
            }
            Value::FrozenSet(mut set) => {
                if let Some(set) = Rc::get_mut(&mut set) {
                    values.extend(entries(set));
                }
            }
            Value::Slice(slice) => {
                if let Some((start, stop, step)) = Rc::into_inner(slice) {
                    values.extend([start, stop, step]);
                }
            }
            Value::Instance(mut instance) => {
                if let Some(instance) = Rc::get_mut(&mut instance) {
                    values.extend(take(instance.attributes.get_mut()).into_values());
                    release(&mut instance.native, &mut values);
                    values.append(&mut instance.arguments.positional);
                    values.extend(take(&mut instance.arguments.keywords).into_values());
                }
            }
            Value::Iterator(mut iterator) => {
                if let Some(iterator) = Rc::get_mut(&mut iterator) {
                    iterator.release(&mut values);
                }
            }
            Value::BoundMethod(method) => {
                if let Some(method) = Rc::into_inner(method) {
                    values.push(method.receiver);
                    values.push(method.function);
                }
            }
            Value::Function(function) => {
                if let Some(function) = Rc::into_inner(function) {
                    values.extend(function.attributes.into_inner().into_values());
                    crate::python::machine::release_code(function.code, &mut values);
                }
            }
            _ => {}
        }
    }
}

fn entries(dict: &mut Dict) -> Vec<Value> {
    take(&mut dict.entries)
        .into_values()
        .flat_map(|(key, value)| [key, value])
        .collect()
}

fn release(native: &mut std::cell::OnceCell<Rc<dyn super::NativeObject>>, values: &mut Vec<Value>) {
    if let Some(native) = native.get_mut().and_then(Rc::get_mut) {
        native.release(values);
    }
}
