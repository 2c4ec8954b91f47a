//! `bytearray`: bytes that change.
//!
//! What it has in common with `bytes` is done on a copy of its bytes, and the answer becomes a
//! `bytearray` again.

use std::any::Any;
use std::cell::RefCell;
use std::cmp::Ordering;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::{PyError, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::interpreter::item::{Indices, position};
use crate::python::limits::how_many;
use crate::python::object::{BinaryOperator, NativeObject};
use crate::python::text;
use crate::python::types::memory_view::MemoryView;
use crate::python::types::method::{Method, add, install};
use crate::python::types::{Types, bytes};
use crate::python::value::{Binding, Class, Instance, Value};

/// The host's part of a `bytearray`.
pub struct ByteArray {
    /// Of its class, for `repr()`.
    name: Rc<str>,
    bytes: RefCell<Vec<u8>>,
    /// Shared with the views of it: while there is one, the length cannot change.
    pub(super) exports: Rc<()>,
}

/// The bytes of `bytes`, of a `bytearray` and of a `memoryview`.
pub fn bytes_like(value: &Value) -> Option<Rc<[u8]>> {
    match value.unboxed() {
        Value::Bytes(bytes) => Some(bytes.clone()),
        inner @ Value::Instance(_) => match inner.native::<ByteArray>() {
            Some(array) => Some(array.bytes.borrow().as_slice().into()),
            None => inner.native::<MemoryView>().map(|it| it.bytes().into()),
        },
        _ => None,
    }
}

/// A `bytearray`, or an instance of a subclass.
pub(super) fn instance(class: &Rc<Class>, bytes: Vec<u8>) -> Value {
    let array = ByteArray {
        name: class.name.clone(),
        bytes: RefCell::new(bytes),
        exports: Rc::default(),
    };
    Value::Instance(Instance::with_native(class, Rc::new(array)))
}

/// `left <operator>= right` on a `bytearray`; `None` for everything else.
pub(in crate::python) fn in_place(
    py: &mut Interpreter,
    operator: BinaryOperator,
    left: &Value,
    right: &Value,
) -> PyResult<Option<Value>> {
    let Some(array) = left.native::<ByteArray>() else {
        return Ok(None);
    };
    match operator {
        BinaryOperator::Add => {
            let Some(bytes) = bytes_like(right) else {
                let found = py.operand_name(right);
                return Err(py.type_error(format!("can't concat {found} to bytearray")));
            };
            array.extend(py, &bytes)?;
        }
        BinaryOperator::Mul => {
            let Some(count) = py.index_of(right)? else {
                return Ok(None);
            };
            let repeated = array.repeated(py, count)?;
            array.set(py, repeated)?;
        }
        _ => return Ok(None),
    }
    Ok(Some(left.clone()))
}

const METHODS: &[Method] = &[
    ("append", "item, /", |py, it, mut a| {
        let byte = byte(py, &a.take_or_none("item"))?;
        array(py, it)?.extend(py, &[byte])?;
        Ok(Value::None)
    }),
    ("extend", "iterable_of_ints, /", |py, it, mut a| {
        let given = a.take_or_none("iterable_of_ints");
        let bytes = extension(py, &given)?;
        array(py, it)?.extend(py, &bytes)?;
        Ok(Value::None)
    }),
    ("insert", "index, item, /", |py, it, mut a| {
        let index = py.index_argument(&a.take_or_none("index"))?;
        let byte = byte(py, &a.take_or_none("item"))?;
        let array = array(py, it)?;
        let length = array.len() as i64;
        let at = if index < 0 {
            index.saturating_add(length).max(0)
        } else {
            index.min(length)
        };
        array.check_resizable(py)?;
        py.check_size(array.len() + 1)?;
        array.bytes.borrow_mut().insert(how_many(at), byte);
        Ok(Value::None)
    }),
    ("pop", "index=-1, /", |py, it, mut a| {
        let index = match a.take("index") {
            Some(index) => py.index_argument(&index)?,
            None => -1,
        };
        let array = array(py, it)?;
        if array.len() == 0 {
            return Err(py.raise("IndexError", "pop from empty bytearray"));
        }
        let Some(at) = position(index, array.len()) else {
            return Err(py.raise("IndexError", "pop index out of range"));
        };
        array.check_resizable(py)?;
        let byte = array.bytes.borrow_mut().remove(at);
        Ok(Value::Int(i64::from(byte)))
    }),
    ("remove", "value, /", |py, it, mut a| {
        let byte = byte(py, &a.take_or_none("value"))?;
        let array = array(py, it)?;
        let at = array.bytes.borrow().iter().position(|it| *it == byte);
        let Some(at) = at else {
            return Err(py.value_error("value not found in bytearray"));
        };
        array.check_resizable(py)?;
        array.bytes.borrow_mut().remove(at);
        Ok(Value::None)
    }),
    ("clear", "", |py, it, _| {
        array(py, it)?.set(py, Vec::new())?;
        Ok(Value::None)
    }),
    ("reverse", "", |py, it, _| {
        array(py, it)?.bytes.borrow_mut().reverse();
        Ok(Value::None)
    }),
    ("copy", "", |py, it, _| {
        let bytes = array(py, it)?.bytes.borrow().clone();
        Ok(instance(&py.types.bytearray(), bytes))
    }),
];

/// Gives the class its methods: its own, and those of `bytes`.
pub(super) fn install_all(types: &Types) {
    let class = types.bytearray();
    for (name, parameters, code) in bytes::METHODS {
        add(&class, name, Binding::Method, move |py, mut arguments| {
            let receiver = arguments.take_receiver().unwrap_or(Value::None);
            let bytes = Value::bytes(array(py, &receiver)?.bytes.borrow().clone());
            let signature = Signature { name, parameters };
            let path = format_args!("bytearray.{name}");
            let bound = signature.bind_in_c(py, &path, arguments)?;
            py.charge_value(&bytes)?;
            let answer = code(py, &bytes, bound)?;
            Ok(mutable(py, answer))
        });
    }
    install(&class, METHODS);
    let maketrans = bytes::make_translation;
    add(&class, "maketrans", Binding::Static, maketrans);
    add(&class, "fromhex", Binding::ClassMethod, |py, mut given| {
        let class = given.positional.first().cloned().unwrap_or(Value::None);
        let bytes = bytes::from_hex(py, std::mem::take(&mut given))?;
        py.call(&class, Arguments::positional(vec![bytes]))
    });
    class.set("__hash__", Value::None);
}

/// The answer of a method of `bytes`, with `bytearray` in the place of `bytes`.
fn mutable(py: &Interpreter, answer: Value) -> Value {
    match answer {
        Value::Bytes(bytes) => instance(&py.types.bytearray(), bytes.to_vec()),
        Value::List(items) => {
            let items = items.borrow().clone();
            Value::list(items.into_iter().map(|it| mutable(py, it)).collect())
        }
        Value::Tuple(items) => {
            Value::tuple(items.iter().map(|item| mutable(py, item.clone())).collect())
        }
        other => other,
    }
}

fn array<'a>(py: &Interpreter, value: &'a Value) -> PyResult<&'a ByteArray> {
    value.native::<ByteArray>().ok_or_else(|| {
        let found = py.operand_name(value);
        py.type_error(format!("a 'bytearray' object is required, not '{found}'"))
    })
}

/// An item, as one stores it.
pub(super) fn byte(py: &mut Interpreter, value: &Value) -> PyResult<u8> {
    let number = py.index_argument(value)?;
    u8::try_from(number).map_err(|_| py.value_error("byte must be in range(0, 256)"))
}

/// What `extend` takes.
fn extension(py: &mut Interpreter, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_like(value) {
        return Ok(bytes.to_vec());
    }
    let Ok(iterator) = py.iterator(value) else {
        let found = py.operand_name(value);
        return Err(py.type_error(format!("can't extend bytearray with {found}")));
    };
    let mut bytes = Vec::new();
    for item in py.iterate(&iterator)? {
        bytes.push(byte(py, &item)?);
    }
    Ok(bytes)
}

/// What a slice is assigned.
fn replacement(py: &mut Interpreter, value: &Value) -> PyResult<Vec<u8>> {
    if let Some(bytes) = bytes_like(value) {
        return Ok(bytes.to_vec());
    }
    if value.as_bigint().is_some() || value.as_str().is_some() {
        let message = "can assign only bytes, buffers, or iterables of ints in range(0, 256)";
        return Err(py.type_error(message));
    }
    let class = Value::Class(py.types.bytearray());
    let made = py.call(&class, Arguments::positional(vec![value.clone()]))?;
    Ok(bytes_like(&made).unwrap_or_default().to_vec())
}

impl ByteArray {
    pub(in crate::python) fn len(&self) -> usize {
        self.bytes.borrow().len()
    }

    pub(super) fn get(&self, at: usize) -> Option<u8> {
        self.bytes.borrow().get(at).copied()
    }

    pub(super) fn put(&self, at: usize, byte: u8) {
        if let Some(slot) = self.bytes.borrow_mut().get_mut(at) {
            *slot = byte;
        }
    }

    /// As many bytes that change on their own.
    pub(in crate::python) fn copied(&self) -> Self {
        Self {
            name: self.name.clone(),
            bytes: self.bytes.clone(),
            exports: Rc::default(),
        }
    }

    fn check_resizable(&self, py: &Interpreter) -> PyResult<()> {
        if Rc::strong_count(&self.exports) == 1 {
            return Ok(());
        }
        let message = "Existing exports of data: object cannot be re-sized";
        Err(py.raise("BufferError", message))
    }

    fn set(&self, py: &mut Interpreter, bytes: Vec<u8>) -> PyResult<()> {
        if bytes.len() != self.len() {
            self.check_resizable(py)?;
            py.check_size(bytes.len())?;
        }
        *self.bytes.borrow_mut() = bytes;
        Ok(())
    }

    fn extend(&self, py: &mut Interpreter, bytes: &[u8]) -> PyResult<()> {
        if !bytes.is_empty() {
            self.check_resizable(py)?;
        }
        let length = self.len() + bytes.len();
        if length > py.options().limits.size {
            py.check_size(length)?;
        }
        self.bytes.borrow_mut().extend_from_slice(bytes);
        Ok(())
    }

    fn repeated(&self, py: &mut Interpreter, count: i64) -> PyResult<Vec<u8>> {
        let count = how_many(count);
        py.check_size(self.len().saturating_mul(count))?;
        Ok(self.bytes.borrow().repeat(count))
    }

    /// Where an index points to.
    fn place(&self, py: &mut Interpreter, key: &Value) -> PyResult<usize> {
        let Some(index) = py.index_of(key)? else {
            return Err(self.no_index(py, key));
        };
        position(index, self.len())
            .ok_or_else(|| py.raise("IndexError", "bytearray index out of range"))
    }

    fn no_index(&self, py: &Interpreter, key: &Value) -> Box<PyError> {
        let found = py.operand_name(key);
        py.type_error(format!(
            "bytearray indices must be integers or slices, not {found}"
        ))
    }

    fn set_slice(&self, py: &mut Interpreter, indices: &Indices, new: Vec<u8>) -> PyResult<()> {
        let mut bytes = self.bytes.borrow().clone();
        py.charge(bytes.len() / 64)?;
        if indices.step == 1 {
            let start = how_many(indices.start).min(bytes.len());
            let stop = how_many(indices.stop).clamp(start, bytes.len());
            bytes.splice(start..stop, new);
            return self.set(py, bytes);
        }
        let places: Vec<usize> = indices.clone().collect();
        if places.len() != new.len() {
            return Err(py.value_error(format!(
                "attempt to assign bytes of size {} to extended slice of size {}",
                new.len(),
                places.len()
            )));
        }
        for (at, byte) in places.into_iter().zip(new) {
            self.put(at, byte);
        }
        Ok(())
    }

    fn delete(&self, py: &mut Interpreter, key: &Value) -> PyResult<()> {
        let gone: Vec<usize> = match key {
            Value::Slice(slice) => py.slice_indices(slice, self.len())?.collect(),
            key => vec![self.place(py, key)?],
        };
        let mut kept = vec![true; self.len()];
        py.charge(kept.len() / 64)?;
        for at in gone {
            if let Some(slot) = kept.get_mut(at) {
                *slot = false;
            }
        }
        let bytes = self.bytes.borrow().clone().into_iter().zip(kept);
        let bytes = bytes.filter_map(|(byte, kept)| kept.then_some(byte));
        self.set(py, bytes.collect())
    }
}

impl NativeObject for ByteArray {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn repr(&self, _: &mut Interpreter) -> Option<PyResult<String>> {
        let shown = text::bytes_repr(&self.bytes.borrow());
        Some(Ok(format!("{}({shown})", self.name)))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        bytes_like(other).map(|other| *other == **self.bytes.borrow())
    }

    fn compare(&self, other: &Value) -> Option<Ordering> {
        bytes_like(other).map(|other| self.bytes.borrow().as_slice().cmp(&other))
    }

    fn length(&self, _: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(self.len()))
    }

    fn iterate(&self, py: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        let bytes = self.bytes.borrow().clone();
        let items = || bytes.iter().map(|it| Value::Int(i64::from(*it))).collect();
        Some(py.check_size(bytes.len()).map(|()| items()))
    }

    fn contains(&self, py: &mut Interpreter, value: &Value) -> Option<PyResult<bool>> {
        let bytes = Value::bytes(self.bytes.borrow().clone());
        Some(py.contains(&bytes, value))
    }

    fn item(&self, py: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        if let Value::Slice(slice) = key {
            let indices = match py.slice_indices(slice, self.len()) {
                Ok(indices) => indices,
                Err(error) => return Some(Err(error)),
            };
            let bytes = indices.filter_map(|at| self.get(at)).collect();
            return Some(Ok(instance(&py.types.bytearray(), bytes)));
        }
        let byte = |at| Value::Int(i64::from(self.get(at).unwrap_or(0)));
        Some(self.place(py, key).map(byte))
    }

    fn set_item(&self, py: &mut Interpreter, key: &Value, value: &Value) -> Option<PyResult<()>> {
        Some(match key {
            Value::Slice(slice) => replacement(py, value).and_then(|new| {
                let indices = py.slice_indices(slice, self.len())?;
                self.set_slice(py, &indices, new)
            }),
            key => self.place(py, key).and_then(|at| {
                self.put(at, byte(py, value)?);
                Ok(())
            }),
        })
    }

    fn delete_item(&self, py: &mut Interpreter, key: &Value) -> Option<PyResult<()>> {
        Some(self.delete(py, key))
    }

    fn binary(
        &self,
        py: &mut Interpreter,
        operator: BinaryOperator,
        _: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let own = || Value::bytes(self.bytes.borrow().clone());
        let class = py.types.bytearray();
        match operator {
            BinaryOperator::Add if reflected => matches!(other.unboxed(), Value::Bytes(_))
                .then(|| py.binary(operator, other, &own())),
            BinaryOperator::Add => {
                let Some(other) = bytes_like(other) else {
                    let found = py.operand_name(other);
                    return Some(Err(
                        py.type_error(format!("can't concat {found} to bytearray"))
                    ));
                };
                let both = [&self.bytes.borrow(), &other[..]].concat();
                Some(py.check_size(both.len()).map(|()| instance(&class, both)))
            }
            BinaryOperator::Mul => match py.index_of(other) {
                Ok(Some(count)) => {
                    let repeated = self.repeated(py, count);
                    Some(repeated.map(|it| instance(&class, it)))
                }
                Ok(None) => {
                    let found = py.operand_name(other);
                    Some(Err(py.type_error(format!(
                        "can't multiply sequence by non-int of type '{found}'"
                    ))))
                }
                Err(error) => Some(Err(error)),
            },
            BinaryOperator::Mod if !reflected => {
                let answer = py.binary(operator, &own(), other);
                Some(answer.map(|it| mutable(py, it)))
            }
            _ => None,
        }
    }
}
