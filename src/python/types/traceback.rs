//! Traceback objects: `exception.__traceback__`.

use std::rc::Rc;

use crate::python::error::{Frame, PyResult};
use crate::python::interpreter::Interpreter;
use crate::python::object::NativeObject;
use crate::python::value::{Instance, Value};

/// The frames that an exception has passed, from one of them on.
pub(in crate::python) struct Traceback {
    frames: Rc<[Frame]>,
    at: usize,
}

impl Traceback {
    /// The traceback of these frames; `None` of none.
    pub fn of(interpreter: &Interpreter, frames: &[Frame]) -> Value {
        Self::from(interpreter, frames.into(), 0)
    }

    fn from(interpreter: &Interpreter, frames: Rc<[Frame]>, at: usize) -> Value {
        let class = interpreter.types.find("traceback");
        match class {
            Some(class) if at < frames.len() => {
                let native: Rc<dyn NativeObject> = Rc::new(Self { frames, at });
                Value::Instance(Instance::with_native(&class, native))
            }
            _ => Value::None,
        }
    }

    /// Its frames, outermost first.
    pub fn frames(&self) -> &[Frame] {
        &self.frames[self.at..]
    }

    /// `tb_frame`, of which the names and the line are known.
    fn frame(&self, interpreter: &Interpreter, frame: &Frame) -> Value {
        let made = |name: &str, parts: Vec<(&str, Value)>| {
            let class = interpreter.class_builder(name, "builtins").build();
            let made = Instance::new(&class);
            for (name, value) in parts {
                made.set(name, value);
            }
            Value::Instance(made)
        };
        let file = if frame.file.starts_with('<') {
            frame.file.to_string()
        } else {
            format!("{}/{}", interpreter.options().root, frame.file)
        };
        let code = made(
            "code",
            vec![
                ("co_name", Value::Str(frame.function.clone())),
                ("co_filename", Value::str(file)),
            ],
        );
        let line = Value::Int(i64::from(frame.line));
        made("frame", vec![("f_code", code), ("f_lineno", line)])
    }
}

impl NativeObject for Traceback {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        let frame = self.frames.get(self.at)?;
        Some(Ok(match name {
            "tb_lineno" => Value::Int(i64::from(frame.line)),
            "tb_next" => Self::from(interpreter, self.frames.clone(), self.at + 1),
            "tb_frame" => self.frame(interpreter, frame),
            _ => return None,
        }))
    }
}
