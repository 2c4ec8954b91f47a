//! Operators.

use std::rc::Rc;

use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
use crate::python::object::{BinaryOperator, UnaryOperator};
use crate::python::types::{byte_array, number};
use crate::python::value::{Dict, Value};

use BinaryOperator as B;

/// How an operator is written, and its methods' names.
struct Spelling {
    symbol: &'static str,
    method: &'static str,
    reflected: &'static str,
    in_place: &'static str,
}

const fn spelling(operator: B) -> Spelling {
    let (symbol, method, reflected, in_place) = match operator {
        B::Add => ("+", "__add__", "__radd__", "__iadd__"),
        B::Sub => ("-", "__sub__", "__rsub__", "__isub__"),
        B::Mul => ("*", "__mul__", "__rmul__", "__imul__"),
        B::MatMul => ("@", "__matmul__", "__rmatmul__", "__imatmul__"),
        B::Div => ("/", "__truediv__", "__rtruediv__", "__itruediv__"),
        B::FloorDiv => ("//", "__floordiv__", "__rfloordiv__", "__ifloordiv__"),
        B::Mod => ("%", "__mod__", "__rmod__", "__imod__"),
        B::Pow => ("** or pow()", "__pow__", "__rpow__", "__ipow__"),
        B::LShift => ("<<", "__lshift__", "__rlshift__", "__ilshift__"),
        B::RShift => (">>", "__rshift__", "__rrshift__", "__irshift__"),
        B::BitOr => ("|", "__or__", "__ror__", "__ior__"),
        B::BitXor => ("^", "__xor__", "__rxor__", "__ixor__"),
        B::BitAnd => ("&", "__and__", "__rand__", "__iand__"),
    };
    Spelling {
        symbol,
        method,
        reflected,
        in_place,
    }
}

impl Interpreter {
    /// `left <operator> right`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the operands do not fit, or what the operator raises.
    pub fn binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<Value> {
        if let (Value::Int(left), Value::Int(right)) = (left, right)
            && let Some(result) = number::small(operator, *left, *right)
        {
            return Ok(Value::Int(result));
        }
        if let Some(result) = self.custom_binary(operator, left, right)? {
            return Ok(result);
        }
        let (inner_left, inner_right) = (left.unboxed(), right.unboxed());
        self.charge_operands(operator, inner_left, inner_right)?;
        // What a template shows is the value itself, not what it is made upon.
        let shown = matches!(inner_left, Value::Str(_) | Value::Bytes(_))
            && operator == B::Mod
            && !matches!(inner_right, Value::Tuple(_));
        let inner_right = if shown { right } else { inner_right };
        match self.builtin_binary(operator, inner_left, inner_right)? {
            Some(result) => Ok(result),
            None => Err(self.unsupported_operands(operator, left, right, "")),
        }
    }

    fn charge_operands(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<()> {
        self.charge_value(left)?;
        self.charge_value(right)?;
        if let (Value::BigInt(left), Value::BigInt(right)) = (left, right)
            && matches!(operator, B::Mul | B::Div | B::FloorDiv | B::Mod)
        {
            let words = (left.bits() / 64).saturating_mul(right.bits() / 64);
            self.charge(usize::try_from(words / 64).unwrap_or(usize::MAX))?;
        }
        Ok(())
    }

    /// `left <operator>= right`.
    pub(in crate::python) fn binary_in_place(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<Value> {
        match (left, operator) {
            (Value::List(list), B::Add) => {
                let items = self.iterate(right)?;
                self.check_size(list.borrow().len() + items.len())?;
                list.borrow_mut().extend(items);
                return Ok(left.clone());
            }
            (Value::Dict(dict), B::BitOr) => {
                if let Some(entries) = self.mapping_items(right)? {
                    for (key, value) in entries {
                        let hash = self.hash_key(&key)?;
                        dict.borrow_mut().insert(hash, key, value);
                    }
                    return Ok(left.clone());
                }
                if self.iterator(right).is_ok() {
                    let arguments = crate::python::Arguments::positional(vec![right.clone()]);
                    crate::python::types::dict::update_dict(self, dict, arguments)?;
                    return Ok(left.clone());
                }
            }
            (Value::Set(set), B::BitOr | B::BitAnd | B::Sub | B::BitXor) => {
                self.charge_operands(operator, left, right)?;
                if let Some(Value::Set(new)) = self.set_operation(operator, left, right) {
                    let entries = new.borrow().clone();
                    *set.borrow_mut() = entries;
                    return Ok(left.clone());
                }
            }
            (Value::Instance(_), _) => {
                let method = spelling(operator).in_place;
                let result = self.call_special(left, method, std::slice::from_ref(right))?;
                if let Some(result) = result
                    && !matches!(result, Value::NotImplemented)
                {
                    return Ok(result);
                }
                if let Some(result) = byte_array::in_place(self, operator, left, right)? {
                    return Ok(result);
                }
            }
            _ => {}
        }
        match self.binary(operator, left, right) {
            Err(error) if error.is_builtin(self, "TypeError") && error.traceback.is_empty() => {
                Err(self.unsupported_operands_in_place(operator, left, right, error))
            }
            other => other,
        }
    }

    fn unsupported_operands_in_place(
        &self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        error: Box<PyError>,
    ) -> Box<PyError> {
        let generic = format!(
            "unsupported operand type(s) for {}:",
            spelling(operator).symbol
        );
        let is_generic = error
            .exception
            .native::<crate::python::types::exception::ExceptionState>()
            .and_then(|state| state.arguments.borrow().first().and_then(Value::as_text))
            .is_some_and(|text| text.starts_with(&generic));
        if is_generic {
            self.unsupported_operands(operator, left, right, "=")
        } else {
            error
        }
    }

    fn unsupported_operands(
        &self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
        suffix: &str,
    ) -> Box<PyError> {
        let symbol = match (operator, suffix) {
            (B::Pow, "=") => "**=".to_owned(),
            _ => format!("{}{suffix}", spelling(operator).symbol),
        };
        let (left, right) = (self.operand_name(left), self.operand_name(right));
        self.type_error(format!(
            "unsupported operand type(s) for {symbol}: '{left}' and '{right}'"
        ))
    }

    /// What classes of the program and of the host make of the operator.
    fn custom_binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<Option<Value>> {
        if let Value::Class(_) = left
            && operator == B::BitOr
        {
            return Ok(self.union_type(left, right));
        }
        if !matches!(left, Value::Instance(_) | Value::Iterator(_))
            && !matches!(right, Value::Instance(_) | Value::Iterator(_))
        {
            return Ok(None);
        }
        let Spelling {
            method, reflected, ..
        } = spelling(operator);
        let (left_class, right_class) = (self.class_of(left), self.class_of(right));
        let right_first =
            !Rc::ptr_eq(&left_class, &right_class) && right_class.is_subclass(&left_class);
        if right_first && let Some(result) = self.half(operator, reflected, right, left, true)? {
            return Ok(Some(result));
        }
        if let Some(result) = self.half(operator, method, left, right, false)? {
            return Ok(Some(result));
        }
        if right_first
            || (Rc::ptr_eq(&left_class, &right_class) && self.special(right, reflected).is_some())
        {
            return Ok(None);
        }
        self.half(operator, reflected, right, left, true)
    }

    /// One operand's own idea of the operator.
    fn half(
        &mut self,
        operator: BinaryOperator,
        method: &str,
        this: &Value,
        other: &Value,
        reflected: bool,
    ) -> PyResult<Option<Value>> {
        if let Some(result) = self.call_special(this, method, std::slice::from_ref(other))? {
            return Ok((!matches!(result, Value::NotImplemented)).then_some(result));
        }
        let native = match this {
            Value::Instance(instance) => instance.native.get().cloned(),
            Value::Iterator(native) => Some(native.clone()),
            _ => None,
        };
        match native.and_then(|it| it.binary(self, operator, this, other, reflected)) {
            Some(Ok(Value::NotImplemented)) | None => Ok(None),
            Some(result) => result.map(Some),
        }
    }

    /// `int | None` in annotations.
    fn union_type(&mut self, left: &Value, right: &Value) -> Option<Value> {
        let fits = matches!(right, Value::Class(_) | Value::None | Value::Instance(_));
        fits.then(|| crate::python::stdlib::typing::union(self, left, right))
    }

    /// The operator on built-in values; `None` when they do not fit.
    fn builtin_binary(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> PyResult<Option<Value>> {
        match (operator, left, right) {
            (B::Mod, Value::Str(template), _) => {
                let text = self.percent_format(&template.clone(), right)?;
                return Ok(Some(Value::str(text)));
            }
            (B::Mod, Value::Bytes(template), _) => {
                return self.percent_bytes(&template.clone(), right).map(Some);
            }
            (B::Add, _, _) => {
                if let Some(result) = self.concatenate(left, right)? {
                    return Ok(Some(result));
                }
            }
            (B::Mul, _, _) => {
                if let Some(result) = self.repeat(left, right)? {
                    return Ok(Some(result));
                }
            }
            (B::BitOr, Value::Dict(first), Value::Dict(second)) => {
                let mut merged = first.borrow().clone();
                for (hash, (key, value)) in &second.borrow().entries {
                    merged.insert(hash.clone(), key.clone(), value.clone());
                }
                return Ok(Some(Value::dict(merged)));
            }
            (B::BitOr | B::BitAnd | B::BitXor | B::Sub, _, _) => {
                if let Some(result) = self.set_operation(operator, left, right) {
                    return Ok(Some(result));
                }
            }
            _ => {}
        }
        self.number_binary(operator, left, right)
    }

    fn concatenate(&mut self, left: &Value, right: &Value) -> PyResult<Option<Value>> {
        let result = match (left, right) {
            (Value::Str(first), Value::Str(second)) => {
                self.check_size(first.len() + second.len())?;
                Value::str([first.as_ref(), second.as_ref()].concat())
            }
            (Value::Bytes(first), Value::Bytes(second)) => {
                self.check_size(first.len() + second.len())?;
                Value::bytes([first.as_ref(), second.as_ref()].concat())
            }
            (Value::List(first), Value::List(second)) => {
                self.check_size(first.borrow().len() + second.borrow().len())?;
                let items = first
                    .borrow()
                    .iter()
                    .chain(second.borrow().iter())
                    .cloned()
                    .collect();
                Value::list(items)
            }
            (Value::Tuple(first), Value::Tuple(second)) => {
                self.check_size(first.len() + second.len())?;
                Value::tuple(first.iter().chain(second.iter()).cloned().collect())
            }
            (Value::Str(_) | Value::List(_) | Value::Tuple(_), _) => {
                let (kind, other) = (self.operand_name(left), self.operand_name(right));
                let message = format!("can only concatenate {kind} (not \"{other}\") to {kind}");
                return Err(self.type_error(message));
            }
            (Value::Bytes(first), _) => {
                let Some(second) = byte_array::bytes_like(right) else {
                    let message = format!("can't concat {} to bytes", self.operand_name(right));
                    return Err(self.type_error(message));
                };
                self.check_size(first.len() + second.len())?;
                Value::bytes([first.as_ref(), second.as_ref()].concat())
            }
            _ => return Ok(None),
        };
        Ok(Some(result))
    }

    fn repeat(&mut self, left: &Value, right: &Value) -> PyResult<Option<Value>> {
        let is_sequence = |value: &Value| {
            matches!(
                value,
                Value::Str(_) | Value::Bytes(_) | Value::List(_) | Value::Tuple(_)
            )
        };
        let (sequence, count) = match (is_sequence(left), is_sequence(right)) {
            (true, _) => (left, right),
            (false, true) => (right, left),
            _ => return Ok(None),
        };
        let count = match count {
            Value::Int(count) => how_many(*count),
            Value::Bool(count) => usize::from(*count),
            Value::BigInt(_) => {
                return Err(self.raise(
                    "OverflowError",
                    "cannot fit 'int' into an index-sized integer",
                ));
            }
            other => match self.index_of(other)? {
                Some(count) => how_many(count),
                None => {
                    let name = self.operand_name(other);
                    let message = format!("can't multiply sequence by non-int of type '{name}'");
                    return Err(self.type_error(message));
                }
            },
        };
        let length = match sequence {
            Value::Str(text) => text.len(),
            Value::Bytes(bytes) => bytes.len(),
            Value::List(items) => items.borrow().len(),
            Value::Tuple(items) => items.len(),
            _ => 0,
        };
        self.check_size(length.saturating_mul(count))?;
        let count = if length == 0 { 0 } else { count };
        Ok(Some(match sequence {
            Value::Str(text) => Value::str(text.repeat(count)),
            Value::Bytes(bytes) => Value::bytes(bytes.repeat(count)),
            Value::List(items) => {
                let items = items.borrow();
                Value::list(
                    std::iter::repeat_n(items.iter(), count)
                        .flatten()
                        .cloned()
                        .collect(),
                )
            }
            Value::Tuple(items) => Value::tuple(
                std::iter::repeat_n(items.iter(), count)
                    .flatten()
                    .cloned()
                    .collect(),
            ),
            _ => Value::None,
        }))
    }

    /// Operators on sets; the result has the left operand's type.
    pub(in crate::python) fn set_operation(
        &mut self,
        operator: BinaryOperator,
        left: &Value,
        right: &Value,
    ) -> Option<Value> {
        let (first, frozen) = match left {
            Value::Set(set) => (set.borrow().clone(), false),
            Value::FrozenSet(set) => (set.as_ref().clone(), true),
            Value::Iterator(_) => (self.view_set(left)?, false),
            _ => return None,
        };
        let second = match right {
            Value::Set(set) => set.borrow().clone(),
            Value::FrozenSet(set) => set.as_ref().clone(),
            Value::Iterator(_) => self.view_set(right)?,
            _ => return None,
        };
        let result = combine(operator, first, second);
        Some(if frozen {
            Value::FrozenSet(Rc::new(result))
        } else {
            Value::set(result)
        })
    }

    /// `<operator> value`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the operand does not fit, or what the operator raises.
    pub fn unary(&mut self, operator: UnaryOperator, value: &Value) -> PyResult<Value> {
        let (symbol, method) = match operator {
            UnaryOperator::Negative => ("-", "__neg__"),
            UnaryOperator::Positive => ("+", "__pos__"),
            UnaryOperator::Invert => ("~", "__invert__"),
        };
        if let Some(result) = self.call_special(value, method, &[])? {
            return Ok(result);
        }
        if let Value::Instance(instance) = value
            && let Some(native) = instance.native.get().cloned()
            && let Some(result) = native.unary(self, operator, value)
        {
            return result;
        }
        match number::unary(operator, value.unboxed()) {
            Some(result) => Ok(result),
            None => {
                let name = self.operand_name(value);
                Err(self.type_error(format!("bad operand type for unary {symbol}: '{name}'")))
            }
        }
    }
}

fn combine(operator: BinaryOperator, first: Dict, second: Dict) -> Dict {
    let mut result = first;
    match operator {
        B::BitOr => {
            for (hash, (key, value)) in &second.entries {
                result.insert(hash.clone(), key.clone(), value.clone());
            }
        }
        B::BitAnd => result
            .entries
            .retain(|hash, _| second.entries.contains_key(hash)),
        B::Sub => result
            .entries
            .retain(|hash, _| !second.entries.contains_key(hash)),
        _ => {
            let both = result.clone();
            result
                .entries
                .retain(|hash, _| !second.entries.contains_key(hash));
            for (hash, (key, value)) in &second.entries {
                if !both.entries.contains_key(hash) {
                    result.insert(hash.clone(), key.clone(), value.clone());
                }
            }
        }
    }
    result
}
