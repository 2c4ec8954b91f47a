//! Moving values between the stack, the locals and what else holds them.
//!
//! A processor waits when it reads as a whole what was just written in parts, as a value is: its kind
//! and its content. So the most frequent ones are written where they stay and read part by part.

use super::frame::Frame;
use crate::python::object::BinaryOperator;
use crate::python::types::number::small;
use crate::python::value::{HashKey, Value, let_go};

/// Pushes a copy of a value.
#[inline(always)]
pub(super) fn push_copy<T: From<Value>>(stack: &mut Vec<T>, value: &Value) {
    match value {
        Value::Int(number) => stack.push(Value::Int(*number).into()),
        other => push_other(stack, other),
    }
}

fn push_other<T: From<Value>>(stack: &mut Vec<T>, value: &Value) {
    match value {
        Value::Instance(it) => stack.push(Value::Instance(it.clone()).into()),
        Value::Str(it) => stack.push(Value::Str(it.clone()).into()),
        Value::List(it) => stack.push(Value::List(it.clone()).into()),
        Value::Dict(it) => stack.push(Value::Dict(it.clone()).into()),
        Value::Function(it) => stack.push(Value::Function(it.clone()).into()),
        other => stack.push(other.clone().into()),
    }
}

/// Puts a number over the topmost of some values and takes off the others.
#[inline]
pub(super) fn leave_number(stack: &mut Vec<Value>, count: usize, number: i64) {
    stack.truncate(stack.len().saturating_sub(count - 1));
    if let Some(top) = stack.last_mut() {
        *top = Value::Int(number);
    }
}

/// `(a b -- )` when both are numbers: their comparison or the like.
#[inline]
pub(super) fn two_numbers(stack: &[Value]) -> Option<(i64, i64)> {
    match stack {
        [.., Value::Int(left), Value::Int(right)] => Some((*left, *right)),
        _ => None,
    }
}

/// Drops so many values.
#[inline]
pub(super) fn drop_top(stack: &mut Vec<Value>, count: usize) {
    stack.truncate(stack.len().saturating_sub(count));
}

/// An operator on two small integers, when the result is one too.
#[inline]
pub(super) fn quick_binary(frame: &mut Frame, operator: BinaryOperator) -> bool {
    if let [.., Value::Int(left), Value::Int(right)] = frame.stack.as_mut_slice()
        && let Some(result) = small(operator, *left, *right)
    {
        *left = result;
        drop_top(&mut frame.stack, 1);
        return true;
    }
    false
}

/// `(value container key --)` for a dict whose key has a hash that is quickly found.
#[inline]
pub(super) fn quick_store_item(stack: &mut Vec<Value>) -> bool {
    const SHORT: usize = 64;
    let [.., value, Value::Dict(dict), key] = stack.as_mut_slice() else {
        return false;
    };
    let hash = match key {
        Value::Int(number) => HashKey::Int(*number),
        Value::Str(text) if text.len() <= SHORT => HashKey::Str(text.clone()),
        _ => return false,
    };
    let (key, value) = (take(key), take(value));
    dict.borrow_mut().insert(hash, key, value);
    drop_top(stack, 3);
    true
}

fn take(value: &mut Value) -> Value {
    std::mem::replace(value, Value::None)
}

impl Frame {
    /// Takes the topmost value into a local.
    #[inline]
    pub(super) fn store_local(&mut self, slot: u32) {
        if let Some(Value::Int(number)) = self.stack.last() {
            let number = *number;
            drop_top(&mut self.stack, 1);
            self.store_number(slot, number);
            return;
        }
        let value = self.pop();
        if let Some(local) = self.locals.get_mut(slot as usize) {
            local.iter_mut().for_each(let_go);
            *local = Some(value);
        }
    }

    #[inline]
    pub(super) fn store_number(&mut self, slot: u32, number: i64) {
        match self.locals.get_mut(slot as usize) {
            Some(Some(Value::Int(place))) => *place = number,
            Some(local) => {
                local.iter_mut().for_each(let_go);
                *local = Some(Value::Int(number));
            }
            None => {}
        }
    }
}
