//! `memoryview`: the bytes of a `bytes` or a `bytearray`, looked at and, of the latter, changed in
//! their place. Its items are bytes; other formats and more dimensions are not supported.

use std::any::Any;
use std::cell::RefCell;
use std::rc::Rc;

use crate::python::arguments::{Arguments, Signature};
use crate::python::error::PyResult;
use crate::python::interpreter::Interpreter;
use crate::python::interpreter::item::position;
use crate::python::object::NativeObject;
use crate::python::types::Types;
use crate::python::types::byte_array::{ByteArray, byte, bytes_like};
use crate::python::types::method::{Method, install, install_operators};
use crate::python::value::{HashKey, Instance, Value};

/// The host's part of a `memoryview`.
pub struct MemoryView {
    source: Value,
    /// Where its bytes stand in the source's.
    places: Vec<usize>,
    /// Keeps the source's length; nothing once the view is released.
    export: RefCell<Option<Rc<()>>>,
}

/// `memoryview(object)`.
pub(super) fn construct(py: &mut Interpreter, arguments: Arguments) -> PyResult<Value> {
    let signature = Signature::new("memoryview", "object");
    let mut bound = signature.bind_in_c(py, &"memoryview", arguments)?;
    let source = bound.take_or_none("object");
    if let Some(view) = source.native::<MemoryView>() {
        view.check(py)?;
        return Ok(made(py, view.source.clone(), view.places.clone()));
    }
    let Some(bytes) = bytes_like(&source) else {
        let found = py.operand_name(&source);
        let message = format!("memoryview: a bytes-like object is required, not '{found}'");
        return Err(py.type_error(message));
    };
    py.check_size(bytes.len().saturating_mul(size_of::<usize>()))?;
    Ok(made(py, source, (0..bytes.len()).collect()))
}

fn made(py: &Interpreter, source: Value, places: Vec<usize>) -> Value {
    let export = match source.native::<ByteArray>() {
        Some(array) => array.exports.clone(),
        None => Rc::default(),
    };
    let view = MemoryView {
        source,
        places,
        export: RefCell::new(Some(export)),
    };
    Value::Instance(Instance::with_native(&py.types.memoryview(), Rc::new(view)))
}

const METHODS: &[Method] = &[
    ("tobytes", "order='C'", |py, it, _| {
        Ok(Value::bytes(view(py, it)?.bytes()))
    }),
    ("tolist", "", |py, it, _| {
        let bytes = view(py, it)?.bytes().into_iter();
        Ok(Value::list(bytes.map(|it| Value::Int(it.into())).collect()))
    }),
    ("hex", "sep='', bytes_per_sep=1", |py, it, a| {
        let bytes = Value::bytes(view(py, it)?.bytes());
        super::bytes::hex(py, &bytes, a)
    }),
    ("toreadonly", "", |py, it, _| {
        let bytes = Value::bytes(view(py, it)?.bytes());
        construct(py, Arguments::positional(vec![bytes]))
    }),
    ("release", "", |_, it, _| {
        if let Some(view) = it.native::<MemoryView>() {
            view.export.borrow_mut().take();
        }
        Ok(Value::None)
    }),
    ("__enter__", "", |py, it, _| {
        view(py, it)?;
        Ok(it.clone())
    }),
    (
        "__exit__",
        "kind=None, value=None, trace=None, /",
        |_, it, _| {
            if let Some(view) = it.native::<MemoryView>() {
                view.export.borrow_mut().take();
            }
            Ok(Value::None)
        },
    ),
    ("cast", "format, shape=None", |py, _, _| {
        Err(py.unsupported("memoryview.cast"))
    }),
];

const OPERATORS: &[&str] = &[
    "__len__",
    "__getitem__",
    "__setitem__",
    "__delitem__",
    "__eq__",
    "__ne__",
    "__repr__",
    "__hash__",
];

/// Gives the class its methods.
pub(super) fn install_all(types: &Types) {
    install(&types.memoryview(), METHODS);
    install_operators(&types.memoryview(), OPERATORS);
}

/// A view that is not released.
fn view<'a>(py: &Interpreter, value: &'a Value) -> PyResult<&'a MemoryView> {
    match value.native::<MemoryView>() {
        Some(view) => view.check(py).map(|()| view),
        None => Err(py.type_error("a 'memoryview' object is required")),
    }
}

impl MemoryView {
    /// The bytes that it shows.
    pub(super) fn bytes(&self) -> Vec<u8> {
        match self.source.unboxed() {
            Value::Bytes(bytes) => self.pick(|at| bytes.get(at).copied()),
            source => match source.native::<ByteArray>() {
                Some(array) => self.pick(|at| array.get(at)),
                None => Vec::new(),
            },
        }
    }

    fn pick(&self, byte: impl Fn(usize) -> Option<u8>) -> Vec<u8> {
        self.places.iter().filter_map(|at| byte(*at)).collect()
    }

    fn check(&self, py: &Interpreter) -> PyResult<()> {
        if self.export.borrow().is_some() {
            return Ok(());
        }
        Err(py.value_error("operation forbidden on released memoryview object"))
    }

    fn place(&self, py: &mut Interpreter, key: &Value) -> PyResult<usize> {
        let Some(index) = py.index_of(key)? else {
            return Err(py.type_error("memoryview: invalid slice key"));
        };
        let at = position(index, self.places.len()).and_then(|at| self.places.get(at));
        let outside = || py.raise("IndexError", "index out of bounds on dimension 1");
        at.copied().ok_or_else(outside)
    }

    fn read(&self, py: &mut Interpreter, key: &Value) -> PyResult<Value> {
        self.check(py)?;
        if let Value::Slice(slice) = key {
            let indices = py.slice_indices(slice, self.places.len())?;
            let places = indices.filter_map(|at| self.places.get(at).copied());
            return Ok(made(py, self.source.clone(), places.collect()));
        }
        let at = self.place(py, key)?;
        let byte = match self.source.unboxed() {
            Value::Bytes(bytes) => bytes.get(at).copied(),
            source => source.native::<ByteArray>().and_then(|it| it.get(at)),
        };
        Ok(Value::Int(i64::from(byte.unwrap_or(0))))
    }

    fn write(&self, py: &mut Interpreter, key: &Value, value: &Value) -> PyResult<()> {
        self.check(py)?;
        let Some(array) = self.source.native::<ByteArray>() else {
            return Err(py.type_error("cannot modify read-only memory"));
        };
        if let Value::Slice(slice) = key {
            let Some(bytes) = bytes_like(value) else {
                let found = py.operand_name(value);
                return Err(
                    py.type_error(format!("a bytes-like object is required, not '{found}'"))
                );
            };
            let places = py.slice_indices(slice, self.places.len())?;
            if places.len() != bytes.len() {
                let message = "memoryview assignment: lvalue and rvalue have different structures";
                return Err(py.value_error(message));
            }
            for (at, byte) in places.zip(bytes.iter()) {
                if let Some(at) = self.places.get(at) {
                    array.put(*at, *byte);
                }
            }
            return Ok(());
        }
        let at = self.place(py, key)?;
        let byte = match byte(py, value) {
            Ok(byte) => byte,
            Err(error) if error.is_builtin(py, "TypeError") => {
                return Err(py.type_error("memoryview: invalid type for format 'B'"));
            }
            Err(_) => return Err(py.value_error("memoryview: invalid value for format 'B'")),
        };
        array.put(at, byte);
        Ok(())
    }
}

impl NativeObject for MemoryView {
    fn as_any(&self) -> &dyn Any {
        self
    }

    fn get_attribute(
        &self,
        py: &mut Interpreter,
        _: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let length = self.places.len() as i64;
        let value = match name {
            "obj" => self.source.clone(),
            "nbytes" => Value::Int(length),
            "itemsize" | "ndim" => Value::Int(1),
            "format" => Value::str("B"),
            "shape" => Value::tuple(vec![Value::Int(length)]),
            "readonly" => Value::Bool(self.source.native::<ByteArray>().is_none()),
            _ => return None,
        };
        Some(self.check(py).map(|()| value))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        bytes_like(other).map(|other| *other == *self.bytes())
    }

    fn hash_key(&self) -> Option<HashKey> {
        let readonly = self.source.native::<ByteArray>().is_none();
        readonly.then(|| HashKey::Bytes(self.bytes().into()))
    }

    fn length(&self, py: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(self.check(py).map(|()| self.places.len()))
    }

    fn iterate(&self, py: &mut Interpreter) -> Option<PyResult<Vec<Value>>> {
        let items = || self.bytes().into_iter().map(|it| Value::Int(it.into()));
        Some(self.check(py).map(|()| items().collect()))
    }

    fn item(&self, py: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(self.read(py, key))
    }

    fn set_item(&self, py: &mut Interpreter, key: &Value, value: &Value) -> Option<PyResult<()>> {
        Some(self.write(py, key, value))
    }

    fn delete_item(&self, py: &mut Interpreter, _: &Value) -> Option<PyResult<()>> {
        Some(Err(py.type_error("cannot delete memory")))
    }

    fn release(&mut self, values: &mut Vec<Value>) {
        values.push(std::mem::replace(&mut self.source, Value::None));
    }
}
