//! `io`: text in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::Signature;
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::stdlib::{Constructor, MethodRow, instance, methods};
use crate::python::value::{Module, Value};

/// `io.StringIO`.
struct TextBuffer {
    text: RefCell<String>,
    at: Cell<usize>,
}

impl NativeObject for TextBuffer {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

impl TextBuffer {
    fn rest(&self) -> String {
        self.text
            .borrow()
            .get(self.at.get()..)
            .unwrap_or_default()
            .to_owned()
    }

    fn line(&self) -> String {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.at.set(self.at.get() + end);
        rest[..end].to_owned()
    }
}

const METHODS: &[MethodRow] = &[
    ("write", "s, /", |py, it, mut a| {
        let value = a.take_or_none("s");
        let Some(text) = value.as_str() else {
            let found = py.operand_name(&value);
            return Err(py.type_error(format!("string argument expected, got '{found}'")));
        };
        if let Some(buffer) = it.native::<TextBuffer>() {
            py.check_size(buffer.text.borrow().len() + text.len())?;
            buffer.text.borrow_mut().push_str(text);
            buffer.at.set(buffer.text.borrow().len());
        }
        Ok(Value::Int(text.chars().count() as i64))
    }),
    ("getvalue", "", |_, it, _| {
        Ok(Value::str(
            it.native::<TextBuffer>()
                .map(|it| it.text.borrow().clone())
                .unwrap_or_default(),
        ))
    }),
    ("read", "size=-1, /", |_, it, _| {
        let Some(buffer) = it.native::<TextBuffer>() else {
            return Ok(Value::None);
        };
        let rest = buffer.rest();
        buffer.at.set(buffer.text.borrow().len());
        Ok(Value::str(rest))
    }),
    ("readline", "size=-1, /", |_, it, _| {
        Ok(Value::str(
            it.native::<TextBuffer>()
                .map(TextBuffer::line)
                .unwrap_or_default(),
        ))
    }),
    ("readlines", "hint=-1, /", |_, it, _| {
        let mut lines = Vec::new();
        if let Some(buffer) = it.native::<TextBuffer>() {
            while !buffer.rest().is_empty() {
                lines.push(Value::str(buffer.line()));
            }
        }
        Ok(Value::list(lines))
    }),
    ("seek", "pos, whence=0, /", |_, it, mut a| {
        let at = a.take("pos").and_then(|it| it.as_i64()).unwrap_or(0);
        if let Some(buffer) = it.native::<TextBuffer>() {
            let at = usize::try_from(at).unwrap_or(0);
            buffer.at.set(at.min(buffer.text.borrow().len()));
        }
        Ok(Value::Int(at))
    }),
    ("flush", "", |_, _, _| Ok(Value::None)),
    ("close", "", |_, _, _| Ok(Value::None)),
    ("__enter__", "", |_, it, _| Ok(it.clone())),
    ("__exit__", "*args", |_, _, _| Ok(Value::None)),
    ("__iter__", "", |py, it, _| {
        let lines = py.call_method(it, "readlines", crate::python::Arguments::default())?;
        py.iterator(&lines)
    }),
];

/// The module `io`.
pub(super) fn module(interpreter: &mut Interpreter) -> Module {
    let class = interpreter
        .class_builder("StringIO", "_io")
        .native(Rc::new(Constructor(|py, class, arguments| {
            let signature = Signature::new("StringIO", "initial_value='', newline='\\n'");
            let mut bound = signature.bind(py, arguments)?;
            let text = bound
                .take("initial_value")
                .and_then(|it| it.as_text())
                .unwrap_or_default();
            let buffer = TextBuffer {
                text: RefCell::new(text.to_string()),
                at: Cell::new(0),
            };
            Ok(instance(class, buffer))
        })))
        .build();
    methods(&class, METHODS);
    let module = Module::new("io").with_class(&class);
    let unsupported = |py: &mut Interpreter, _| Err(py.unsupported("io.BytesIO"));
    module.set("BytesIO", Value::function("BytesIO", "io", unsupported));
    module
}
