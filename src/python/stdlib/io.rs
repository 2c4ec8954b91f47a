//! `io`: text in memory.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::python::arguments::Signature;
use crate::python::interpreter::Interpreter;
use crate::python::limits::how_many;
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

    /// Takes so many characters of a text that begins at the position; all when there is no count.
    fn part(&self, text: &str, size: Option<Value>) -> String {
        let size = size.and_then(|it| it.as_i64());
        let part: String = match size.and_then(|size| usize::try_from(size).ok()) {
            Some(size) => text.chars().take(size).collect(),
            None => text.to_owned(),
        };
        self.at.set(self.at.get() + part.len());
        part
    }

    /// Overwrites from the position on.
    fn write(&self, written: &str) {
        let mut text = self.text.borrow_mut();
        let at = self.at.get().min(text.len());
        let replaced: usize = text[at..]
            .chars()
            .take(written.chars().count())
            .map(char::len_utf8)
            .sum();
        text.replace_range(at..at + replaced, written);
        self.at.set(at + written.len());
    }

    /// Where a character is.
    fn byte(&self, position: usize) -> usize {
        let text = self.text.borrow();
        let mut places = text.char_indices().map(|(at, _)| at);
        places.nth(position).unwrap_or(text.len())
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
            buffer.write(text);
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
    ("read", "size=-1, /", |_, it, mut a| {
        let Some(buffer) = it.native::<TextBuffer>() else {
            return Ok(Value::None);
        };
        let rest = buffer.rest();
        Ok(Value::str(buffer.part(&rest, a.take("size"))))
    }),
    ("readline", "size=-1, /", |_, it, mut a| {
        let Some(buffer) = it.native::<TextBuffer>() else {
            return Ok(Value::None);
        };
        let rest = buffer.rest();
        let line = rest.split_inclusive('\n').next().unwrap_or_default();
        Ok(Value::str(buffer.part(line, a.take("size"))))
    }),
    ("tell", "", |_, it, _| {
        let before = it.native::<TextBuffer>().map(|buffer| {
            let text = buffer.text.borrow();
            let before = text.get(..buffer.at.get()).unwrap_or_default();
            before.chars().count()
        });
        Ok(Value::Int(before.unwrap_or(0) as i64))
    }),
    ("truncate", "pos=None, /", |_, it, mut a| {
        let Some(buffer) = it.native::<TextBuffer>() else {
            return Ok(Value::None);
        };
        let size = match a.take("pos").and_then(|it| it.as_i64()) {
            Some(size) => buffer.byte(how_many(size)),
            None => buffer.at.get(),
        };
        let mut text = buffer.text.borrow_mut();
        if size < text.len() {
            text.truncate(size);
        }
        Ok(Value::Int(text.chars().count() as i64))
    }),
    ("readable", "", |_, _, _| Ok(Value::Bool(true))),
    ("writable", "", |_, _, _| Ok(Value::Bool(true))),
    ("seekable", "", |_, _, _| Ok(Value::Bool(true))),
    ("isatty", "", |_, _, _| Ok(Value::Bool(false))),
    ("__next__", "", |py, it, _| {
        let line = it.native::<TextBuffer>().map(TextBuffer::line);
        match line.filter(|line| !line.is_empty()) {
            Some(line) => Ok(Value::str(line)),
            None => Err(py.raise("StopIteration", "")),
        }
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
    ("seek", "pos, whence=0, /", |py, it, mut a| {
        let at = a.take("pos").and_then(|it| it.as_i64()).unwrap_or(0);
        let whence = a.take("whence").and_then(|it| it.as_i64()).unwrap_or(0);
        let Some(buffer) = it.native::<TextBuffer>() else {
            return Ok(Value::None);
        };
        if at < 0 {
            return Err(py.value_error(format!("Negative seek position {at}")));
        }
        if whence != 0 && at != 0 {
            return Err(py.raise("OSError", "Can't do nonzero cur-relative seeks"));
        }
        let at = match whence {
            0 => buffer.byte(how_many(at)),
            1 => buffer.at.get(),
            _ => buffer.text.borrow().len(),
        };
        buffer.at.set(at);
        let before = buffer.text.borrow().get(..at).map(|it| it.chars().count());
        Ok(Value::Int(before.unwrap_or(0) as i64))
    }),
    ("flush", "", |_, _, _| Ok(Value::None)),
    ("close", "", |_, _, _| Ok(Value::None)),
    ("__enter__", "", |_, it, _| Ok(it.clone())),
    ("__exit__", "*args", |_, _, _| Ok(Value::None)),
    ("__iter__", "", |_, it, _| Ok(it.clone())),
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
    Module::new("io").with_class(&class)
}
