//! Equality, order, truth, hashes and membership.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::BigInt;

use crate::python::code::Comparison;
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::types::byte_array::bytes_like;
use crate::python::value::{Dict, HashKey, List, Value};

impl Interpreter {
    /// `left == right`.
    ///
    /// # Errors
    ///
    /// What `__eq__` raises.
    pub fn equals(&mut self, left: &Value, right: &Value) -> PyResult<bool> {
        match (left, right) {
            (Value::Int(left), Value::Int(right)) => return Ok(left == right),
            (Value::Str(left), Value::Str(right)) => {
                if left.len() > 1024 && left.len() == right.len() {
                    self.charge(left.len() / 256)?;
                }
                return Ok(left == right);
            }
            (Value::None, Value::None) => return Ok(true),
            (Value::Instance(_), _) | (_, Value::Instance(_)) => {
                let result = self.rich_equals(left, right)?;
                return self.truthy(&result);
            }
            _ => {}
        }
        self.builtin_equals(left, right)
    }

    /// `left == right`, which classes may answer with anything.
    fn rich_equals(&mut self, left: &Value, right: &Value) -> PyResult<Value> {
        for (this, other) in [(left, right), (right, left)] {
            if let Some(result) = self.call_special(this, "__eq__", std::slice::from_ref(other))? {
                if !matches!(result, Value::NotImplemented) {
                    return Ok(result);
                }
                continue;
            }
            if let Value::Instance(instance) = this
                && let Some(native) = instance.native.get()
                && let Some(result) = native.equals(other)
            {
                return Ok(Value::Bool(result));
            }
        }
        let (inner_left, inner_right) = (left.unboxed(), right.unboxed());
        let custom = |value: &Value| matches!(value, Value::Instance(_));
        if custom(inner_left) || custom(inner_right) {
            return Ok(Value::Bool(left.is(right)));
        }
        self.builtin_equals(inner_left, inner_right)
            .map(Value::Bool)
    }

    fn builtin_equals(&mut self, left: &Value, right: &Value) -> PyResult<bool> {
        self.charge_value(left)?;
        Ok(match (left, right) {
            (Value::Float(left), Value::Float(right)) => left == right,
            (Value::Float(float), other) | (other, Value::Float(float)) => other
                .as_bigint()
                .is_some_and(|int| compare_mixed(&int, *float) == Some(Ordering::Equal)),
            (Value::Str(left), Value::Str(right)) => left == right,
            (Value::Bytes(left), Value::Bytes(right)) => left == right,
            (Value::List(left), Value::List(right)) => {
                Rc::ptr_eq(left, right) || self.lists_equal(left, right)?
            }
            (Value::Tuple(left), Value::Tuple(right)) => {
                Rc::ptr_eq(left, right) || self.all_equal(left, right)?
            }
            (Value::Dict(left), Value::Dict(right)) => {
                Rc::ptr_eq(left, right) || {
                    let (left, right) = (left.borrow().clone(), right.borrow().clone());
                    self.dicts_equal(&left, &right)?
                }
            }
            (Value::Range(..), Value::Range(..)) => range_key(left) == range_key(right),
            (Value::Slice(left), Value::Slice(right)) => {
                let parts = |it: &(Value, Value, Value)| [it.0.clone(), it.1.clone(), it.2.clone()];
                self.all_equal(&parts(left), &parts(right))?
            }
            (Value::BoundMethod(left), Value::BoundMethod(right)) => {
                left.receiver.is(&right.receiver) && left.function.is(&right.function)
            }
            _ => {
                if let (Some(left), Some(right)) = (self.set_keys(left), self.set_keys(right)) {
                    return Ok(left.len() == right.len()
                        && left
                            .entries
                            .keys()
                            .all(|key| right.entries.contains_key(key)));
                }
                match (left.as_bigint(), right.as_bigint()) {
                    (Some(left), Some(right)) => left == right,
                    _ => left.is(right),
                }
            }
        })
    }

    fn lists_equal(&mut self, left: &List, right: &List) -> PyResult<bool> {
        if left.borrow().len() != right.borrow().len() {
            return Ok(false);
        }
        let (left, right) = (left.borrow().clone(), right.borrow().clone());
        self.all_equal(&left, &right)
    }

    fn all_equal(&mut self, left: &[Value], right: &[Value]) -> PyResult<bool> {
        if left.len() != right.len() {
            return Ok(false);
        }
        self.enter_native(" in comparison")?;
        let result = self.pairwise_equal(left, right);
        self.leave_native();
        result
    }

    fn pairwise_equal(&mut self, left: &[Value], right: &[Value]) -> PyResult<bool> {
        self.charge(left.len())?;
        for (left, right) in left.iter().zip(right) {
            if !left.is(right) && !self.equals(left, right)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn dicts_equal(&mut self, left: &Dict, right: &Dict) -> PyResult<bool> {
        if left.len() != right.len() {
            return Ok(false);
        }
        let mut values = (Vec::new(), Vec::new());
        for (hash, (_, value)) in &left.entries {
            let Some((_, other)) = right.entries.get(hash) else {
                return Ok(false);
            };
            values.0.push(value.clone());
            values.1.push(other.clone());
        }
        self.all_equal(&values.0, &values.1)
    }

    /// The elements of a set, frozenset, or view of a dict's keys or items.
    fn set_keys(&self, value: &Value) -> Option<Dict> {
        match value {
            Value::Set(set) => Some(set.borrow().clone()),
            Value::FrozenSet(set) => Some(set.as_ref().clone()),
            Value::Iterator(_) => self.view_set(value),
            _ => None,
        }
    }

    /// `left < right` as an ordering, for sorting.
    ///
    /// # Errors
    ///
    /// `TypeError` when the two have no order.
    pub fn compare(&mut self, left: &Value, right: &Value) -> PyResult<Ordering> {
        let less = self.rich_compare(Comparison::Less, left, right)?;
        if self.truthy(&less)? {
            return Ok(Ordering::Less);
        }
        let more = self.rich_compare(Comparison::Less, right, left)?;
        Ok(if self.truthy(&more)? {
            Ordering::Greater
        } else {
            Ordering::Equal
        })
    }

    /// A comparison operator's value.
    pub(in crate::python) fn rich_compare(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
    ) -> PyResult<Value> {
        match comparison {
            Comparison::Equal if !has_instance(left, right) => {
                return self.builtin_equals(left, right).map(Value::Bool);
            }
            Comparison::Equal => return self.rich_equals(left, right),
            Comparison::NotEqual => return self.not_equal(left, right),
            _ => {}
        }
        if has_instance(left, right)
            && let Some(result) = self.custom_order(comparison, left, right)?
        {
            return Ok(result);
        }
        match self.builtin_order(comparison, left.unboxed(), right.unboxed())? {
            Some(result) => Ok(Value::Bool(result)),
            None => Err(self.unordered(comparison, left, right)),
        }
    }

    fn not_equal(&mut self, left: &Value, right: &Value) -> PyResult<Value> {
        for (this, other) in [(left, right), (right, left)] {
            let result = self.call_special(this, "__ne__", std::slice::from_ref(other))?;
            if let Some(result) = result
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(result);
            }
        }
        Ok(Value::Bool(!self.equals(left, right)?))
    }

    fn custom_order(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
    ) -> PyResult<Option<Value>> {
        let (method, reflected) = match comparison {
            Comparison::Less => ("__lt__", "__gt__"),
            Comparison::LessEqual => ("__le__", "__ge__"),
            Comparison::Greater => ("__gt__", "__lt__"),
            _ => ("__ge__", "__le__"),
        };
        for (this, method, other) in [(left, method, right), (right, reflected, left)] {
            let result = self.call_special(this, method, std::slice::from_ref(other))?;
            if let Some(result) = result
                && !matches!(result, Value::NotImplemented)
            {
                return Ok(Some(result));
            }
        }
        for (this, other, reversed) in [(left, right, false), (right, left, true)] {
            if let Value::Instance(instance) = this
                && let Some(native) = instance.native.get()
                && let Some(order) = native.compare(other)
            {
                let order = if reversed { order.reverse() } else { order };
                return Ok(Some(Value::Bool(holds(comparison, order))));
            }
        }
        if let Value::Instance(instance) = left
            && let Some(native) = instance.native.get().cloned()
            && let Some(error) = native.order_error(self, right)
        {
            return Err(error);
        }
        Ok(None)
    }

    fn builtin_order(
        &mut self,
        comparison: Comparison,
        left: &Value,
        right: &Value,
    ) -> PyResult<Option<bool>> {
        let order = match (left, right) {
            (Value::Int(left), Value::Int(right)) => left.cmp(right),
            (Value::Str(left), Value::Str(right)) => left.cmp(right),
            (Value::Bytes(left), Value::Bytes(right)) => left.cmp(right),
            (Value::Float(left), Value::Float(right)) => match left.partial_cmp(right) {
                Some(order) => order,
                None => return Ok(Some(false)),
            },
            (Value::Float(float), other) => match other.as_bigint() {
                Some(int) => match compare_mixed(&int, *float) {
                    Some(order) => order.reverse(),
                    None => return Ok(Some(false)),
                },
                None => return Ok(None),
            },
            (other, Value::Float(float)) => match other.as_bigint() {
                Some(int) => match compare_mixed(&int, *float) {
                    Some(order) => order,
                    None => return Ok(Some(false)),
                },
                None => return Ok(None),
            },
            (Value::List(left), Value::List(right)) => {
                let (left, right) = (left.borrow().clone(), right.borrow().clone());
                return self.sequence_order(comparison, &left, &right).map(Some);
            }
            (Value::Tuple(left), Value::Tuple(right)) => {
                return self.sequence_order(comparison, left, right).map(Some);
            }
            _ => {
                if let (Some(left), Some(right)) = (self.set_keys(left), self.set_keys(right)) {
                    return Ok(Some(set_order(comparison, &left, &right)));
                }
                match (left.as_bigint(), right.as_bigint()) {
                    (Some(left), Some(right)) => left.cmp(&right),
                    _ => return Ok(None),
                }
            }
        };
        Ok(Some(holds(comparison, order)))
    }

    fn sequence_order(
        &mut self,
        comparison: Comparison,
        left: &[Value],
        right: &[Value],
    ) -> PyResult<bool> {
        for (left, right) in left.iter().zip(right) {
            if left.is(right) || self.equals(left, right)? {
                continue;
            }
            self.enter_native(" in comparison")?;
            let result = self.rich_compare(comparison, left, right);
            self.leave_native();
            return self.truthy(&result?);
        }
        Ok(holds(comparison, left.len().cmp(&right.len())))
    }

    fn unordered(&self, comparison: Comparison, left: &Value, right: &Value) -> Box<PyError> {
        let symbol = match comparison {
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            _ => ">=",
        };
        let (left, right) = (self.operand_name(left), self.operand_name(right));
        self.type_error(format!(
            "'{symbol}' not supported between instances of '{left}' and '{right}'"
        ))
    }

    /// `bool(value)`.
    ///
    /// # Errors
    ///
    /// What `__bool__` or `__len__` raises.
    pub fn truthy(&mut self, value: &Value) -> PyResult<bool> {
        Ok(match value {
            Value::Bool(truth) => *truth,
            Value::None => false,
            Value::Int(number) => *number != 0,
            Value::Float(number) => *number != 0.0,
            Value::Str(text) => !text.is_empty(),
            Value::Bytes(bytes) => !bytes.is_empty(),
            Value::List(items) => !items.borrow().is_empty(),
            Value::Tuple(items) => !items.is_empty(),
            Value::Dict(dict) | Value::Set(dict) => !dict.borrow().is_empty(),
            Value::FrozenSet(set) => !set.is_empty(),
            Value::Range(start, stop, step) => range_length(*start, *stop, *step) > 0,
            Value::Instance(instance) => {
                if let Some(result) = self.call_special(value, "__bool__", &[])? {
                    return match result {
                        Value::Bool(truth) => Ok(truth),
                        other => {
                            let name = self.operand_name(&other);
                            Err(self.type_error(format!(
                                "__bool__ should return bool, returned {name}"
                            )))
                        }
                    };
                }
                if let Some(native) = instance.native.get().cloned() {
                    if let Some(truth) = native.truth() {
                        return Ok(truth);
                    }
                    if let Some(length) = native.length(self) {
                        return length.map(|length| length > 0);
                    }
                }
                if self.special(value, "__len__").is_some() {
                    return self.length(value).map(|length| length > 0);
                }
                let inner = value.unboxed();
                return if matches!(inner, Value::Instance(_)) {
                    Ok(true)
                } else {
                    self.truthy(inner)
                };
            }
            Value::Iterator(native) => match native.clone().length(self) {
                Some(length) => return length.map(|length| length > 0),
                None => true,
            },
            Value::Class(_) if self.has_metaclasses => {
                if let Some(truth) = self.call_special(value, "__bool__", &[])? {
                    return self.truthy(&truth);
                }
                match self.special(value, "__len__") {
                    Some(_) => return self.length(value).map(|length| length > 0),
                    None => true,
                }
            }
            _ => true,
        })
    }

    /// `value in container`.
    ///
    /// # Errors
    ///
    /// `TypeError` when the container is none.
    pub fn contains(&mut self, container: &Value, value: &Value) -> PyResult<bool> {
        if let Some(result) =
            self.call_special(container, "__contains__", std::slice::from_ref(value))?
        {
            return self.truthy(&result);
        }
        if let inner @ (Value::Str(_) | Value::Bytes(_)) = container.unboxed() {
            self.charge_value(inner)?;
        }
        match container.unboxed() {
            Value::Str(text) => match value.as_str() {
                Some(part) => Ok(text.contains(part)),
                None => {
                    let name = self.operand_name(value);
                    Err(self.type_error(format!(
                        "'in <string>' requires string as left operand, not {name}"
                    )))
                }
            },
            Value::Dict(dict) | Value::Set(dict) => {
                let key = self.hash_key(value)?;
                Ok(dict.borrow().entries.contains_key(&key))
            }
            Value::FrozenSet(set) => {
                let key = self.hash_key(value)?;
                Ok(set.entries.contains_key(&key))
            }
            Value::Range(start, stop, step) => Ok(value
                .as_i64()
                .is_some_and(|it| in_range(it, *start, *stop, *step))),
            Value::Bytes(bytes) => match (value.unboxed(), bytes_like(value)) {
                (_, Some(part)) => {
                    Ok(part.is_empty() || bytes.windows(part.len()).any(|it| it == &part[..]))
                }
                (other, None) => match other.as_i64() {
                    Some(number) => match u8::try_from(number) {
                        Ok(byte) => Ok(bytes.contains(&byte)),
                        Err(_) => Err(self.value_error("byte must be in range(0, 256)")),
                    },
                    None => {
                        let name = self.operand_name(value);
                        Err(self
                            .type_error(format!("a bytes-like object is required, not '{name}'")))
                    }
                },
            },
            other => {
                let other = other.clone();
                self.contains_by_iterating(&other, value)
            }
        }
    }

    fn contains_by_iterating(&mut self, container: &Value, value: &Value) -> PyResult<bool> {
        let native = match container {
            Value::Instance(instance) => instance.native.get().cloned(),
            Value::Iterator(native) => Some(native.clone()),
            Value::Class(class) => {
                if let Some(native) = class.native()
                    && let Some(result) = native.class_contains(self, class, value)
                {
                    return result;
                }
                None
            }
            _ => None,
        };
        if let Some(result) = native.and_then(|native| native.contains(self, value)) {
            return result;
        }
        let Ok(iterator) = self.iterator(container) else {
            let name = self.operand_name(container);
            return Err(self.type_error(format!("argument of type '{name}' is not iterable")));
        };
        while let Some(item) = self.next_item(&iterator)? {
            self.charge(1)?;
            if item.is(value) || self.equals(&item, value)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// `hash(value)`, as the key of a [`Dict`].
    ///
    /// # Errors
    ///
    /// `TypeError` when the value is unhashable.
    pub fn hash_key(&mut self, value: &Value) -> PyResult<HashKey> {
        Ok(match value {
            Value::Str(text) => {
                if text.len() > 1024 {
                    self.charge(text.len() / 256)?;
                }
                HashKey::Str(text.clone())
            }
            Value::Int(number) => HashKey::Int(*number),
            Value::Bool(truth) => HashKey::Int(i64::from(*truth)),
            Value::BigInt(number) => HashKey::BigInt(number.as_ref().clone()),
            Value::Float(number) => float_key(*number),
            Value::None => HashKey::None,
            Value::Bytes(bytes) => HashKey::Bytes(bytes.clone()),
            Value::Tuple(items) => {
                self.charge(items.len() / 8)?;
                self.enter_native("")?;
                let keys: PyResult<Vec<HashKey>> =
                    items.iter().map(|item| self.hash_key(item)).collect();
                self.leave_native();
                HashKey::Tuple(keys?)
            }
            Value::FrozenSet(set) => {
                self.charge(set.len())?;
                let mut keys: Vec<HashKey> = set.entries.keys().cloned().collect();
                keys.sort();
                HashKey::Set(keys)
            }
            Value::Range(..) => HashKey::Native("range", Box::new(range_key(value))),
            Value::Instance(instance) => {
                if let Some(Value::None) = instance.class.lookup("__hash__") {
                    return Err(self.unhashable(value));
                }
                if let Some(hash) = self.call_special(value, "__hash__", &[])? {
                    let number = self.checked_hash(&hash)?;
                    return self.custom_key(value, &number);
                }
                if let Some(key) = instance.native.get().and_then(|native| native.hash_key()) {
                    return Ok(key);
                }
                match value.unboxed() {
                    Value::Instance(_) => identity(value),
                    inner => {
                        let inner = inner.clone();
                        return self.hash_key(&inner);
                    }
                }
            }
            Value::BoundMethod(method) => {
                HashKey::Tuple(vec![identity(&method.receiver), identity(&method.function)])
            }
            Value::List(_) | Value::Dict(_) | Value::Set(_) | Value::Slice(_) => {
                return Err(self.unhashable(value));
            }
            Value::Ellipsis => HashKey::Native("Ellipsis", Box::new(HashKey::None)),
            Value::NotImplemented => HashKey::Native("NotImplemented", Box::new(HashKey::None)),
            _ => identity(value),
        })
    }

    pub(in crate::python) fn checked_hash(&self, hash: &Value) -> PyResult<BigInt> {
        let number = hash.as_bigint();
        number.ok_or_else(|| self.type_error("__hash__ method should return an integer"))
    }

    /// The key of a value whose class defines `__hash__`: the first value of the same hash that is
    /// equal to it stands for both, and another one gets a key of its own.
    fn custom_key(&mut self, value: &Value, hash: &BigInt) -> PyResult<HashKey> {
        let known = self.hashed.get(hash).cloned().unwrap_or_default();
        for (index, other) in known.iter().enumerate() {
            self.charge(1)?;
            if other.is(value) || self.equals(other, value)? {
                return Ok(custom(hash, index));
            }
        }
        let known = self.hashed.entry(hash.clone()).or_default();
        known.push(value.clone());
        Ok(custom(hash, known.len() - 1))
    }

    fn unhashable(&self, value: &Value) -> Box<PyError> {
        self.type_error(format!("unhashable type: '{}'", self.operand_name(value)))
    }
}

/// The key of the value of this hash that came so manieth.
fn custom(hash: &BigInt, index: usize) -> HashKey {
    let parts = vec![HashKey::BigInt(hash.clone()), HashKey::Int(index as i64)];
    HashKey::Native("hash", Box::new(HashKey::Tuple(parts)))
}

fn has_instance(left: &Value, right: &Value) -> bool {
    matches!(left, Value::Instance(_)) || matches!(right, Value::Instance(_))
}

fn identity(value: &Value) -> HashKey {
    HashKey::Identity(value.address().unwrap_or_default())
}

fn holds(comparison: Comparison, order: Ordering) -> bool {
    match comparison {
        Comparison::Less => order.is_lt(),
        Comparison::LessEqual => order.is_le(),
        Comparison::Greater => order.is_gt(),
        Comparison::GreaterEqual => order.is_ge(),
        Comparison::Equal => order.is_eq(),
        _ => order.is_ne(),
    }
}

fn set_order(comparison: Comparison, left: &Dict, right: &Dict) -> bool {
    let within = |one: &Dict, other: &Dict| {
        one.entries
            .keys()
            .all(|key| other.entries.contains_key(key))
    };
    match comparison {
        Comparison::Less => left.len() < right.len() && within(left, right),
        Comparison::LessEqual => within(left, right),
        Comparison::Greater => right.len() < left.len() && within(right, left),
        _ => within(right, left),
    }
}

/// An integer against a float, exactly; `None` for NaN.
fn compare_mixed(int: &BigInt, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    if float.is_infinite() {
        return Some(if float > 0.0 {
            Ordering::Less
        } else {
            Ordering::Greater
        });
    }
    let whole = crate::python::text::float_to_bigint(float.trunc());
    let by_whole = int.cmp(&whole);
    Some(by_whole.then_with(|| {
        0.0_f64
            .partial_cmp(&float.fract())
            .unwrap_or(Ordering::Equal)
    }))
}

/// The key of a float.
pub(in crate::python) fn float_key(number: f64) -> HashKey {
    if number.is_finite() && number.fract() == 0.0 {
        let whole = crate::python::text::float_to_bigint(number);
        return i64::try_from(&whole).map_or(HashKey::BigInt(whole), HashKey::Int);
    }
    HashKey::Float(number.to_bits())
}

/// Ranges are equal when they give the same numbers.
fn range_key(range: &Value) -> HashKey {
    let Value::Range(start, stop, step) = range else {
        return HashKey::None;
    };
    let length = range_length(*start, *stop, *step);
    let parts = match length {
        0 => vec![0],
        1 => vec![1, *start],
        _ => vec![length as i64, *start, *step],
    };
    HashKey::Tuple(parts.into_iter().map(HashKey::Int).collect())
}

/// `len(range(start, stop, step))`
pub(in crate::python) fn range_length(start: i64, stop: i64, step: i64) -> usize {
    let (start, stop, step) = (i128::from(start), i128::from(stop), i128::from(step));
    let count = if step > 0 && start < stop {
        (stop - start - 1) / step + 1
    } else if step < 0 && start > stop {
        (start - stop - 1) / -step + 1
    } else {
        0
    };
    usize::try_from(count).unwrap_or(usize::MAX)
}

fn in_range(value: i64, start: i64, stop: i64, step: i64) -> bool {
    let inside = if step > 0 {
        start <= value && value < stop
    } else {
        stop < value && value <= start
    };
    inside && (i128::from(value) - i128::from(start)) % i128::from(step) == 0
}
