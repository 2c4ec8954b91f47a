//! Lazy text: what `gettext_lazy` answers.

use std::rc::Rc;

use crate::python::object::NativeObject;
use crate::python::value::Instance;
use crate::python::{Interpreter, PyResult, Value};

/// The host's part of a `Promise` that stands for a text. The sandbox has one language, so the text
/// is known at once.
pub struct LazyText(pub Rc<str>);

impl NativeObject for LazyText {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn repr(&self, interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(
            interpreter
                .repr(&Value::Str(self.0.clone()))
                .map(|text| text.to_string()),
        )
    }

    fn str(&self, _interpreter: &mut Interpreter) -> Option<PyResult<String>> {
        Some(Ok(self.0.to_string()))
    }

    fn equals(&self, other: &Value) -> Option<bool> {
        Some(lazy_text(other).is_some_and(|other| other == self.0))
    }

    fn hash_key(&self) -> Option<crate::python::HashKey> {
        Some(crate::python::HashKey::Str(self.0.clone()))
    }

    fn truth(&self) -> Option<bool> {
        Some(!self.0.is_empty())
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if name.starts_with("__") {
            return None;
        }
        // A promise has the methods of the text that it stands for.
        Some(interpreter.get_attribute(&Value::Str(self.0.clone()), name))
    }

    fn binary(
        &self,
        interpreter: &mut Interpreter,
        operator: crate::python::BinaryOperator,
        _this: &Value,
        other: &Value,
        reflected: bool,
    ) -> Option<PyResult<Value>> {
        let text = Value::Str(self.0.clone());
        let other = lazy_text(other).map_or_else(|| other.clone(), Value::Str);
        let (left, right) = if reflected {
            (&other, &text)
        } else {
            (&text, &other)
        };
        Some(interpreter.binary(operator, left, right))
    }

    fn length(&self, _interpreter: &mut Interpreter) -> Option<PyResult<usize>> {
        Some(Ok(self.0.chars().count()))
    }

    fn contains(&self, interpreter: &mut Interpreter, value: &Value) -> Option<PyResult<bool>> {
        Some(interpreter.contains(&Value::Str(self.0.clone()), value))
    }

    fn item(&self, interpreter: &mut Interpreter, key: &Value) -> Option<PyResult<Value>> {
        Some(interpreter.get_item(&Value::Str(self.0.clone()), key))
    }
}

/// The text of a `str` or of a lazy text; `None` for other values.
pub fn lazy_text(value: &Value) -> Option<Rc<str>> {
    match value.native::<LazyText>() {
        Some(lazy) => Some(lazy.0.clone()),
        None => value.as_text(),
    }
}

/// Whether the value is a lazy text.
pub fn is_lazy(value: &Value) -> bool {
    value.native::<LazyText>().is_some()
}

/// A lazy text of the class `django.utils.functional.__proxy__`.
///
/// # Errors
///
/// What importing `django.utils.functional` raises.
pub fn lazy(interpreter: &mut Interpreter, text: &str) -> PyResult<Value> {
    let module = interpreter.import_module("django.utils.functional")?;
    let class = module.get("__proxy__");
    let class = class
        .as_ref()
        .and_then(Value::as_class)
        .ok_or_else(|| interpreter.unsupported("lazy text"))?;
    Ok(Value::Instance(Instance::with_native(
        class,
        Rc::new(LazyText(text.into())),
    )))
}
