//! `django.conf`: the settings object.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::orm::settings::is_setting;
use crate::python::value::Instance;
use crate::python::{Interpreter, NativeObject, PyResult, Value};

/// Adds `django.conf.settings`.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let class = interpreter
        .class_builder("LazySettings", "django.conf")
        .build();
    modules.class(&class);
    let native = Rc::new(SettingsObject(context.clone()));
    modules.value(
        "django.conf",
        "settings",
        Value::Instance(Instance::with_native(&class, native)),
    );
}

/// The host's part of `django.conf.settings`.
struct SettingsObject(Rc<Context>);

impl NativeObject for SettingsObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if let Some(value) = self.0.settings().all.get(name).cloned() {
            return Some(Ok(value));
        }
        if is_setting(name) {
            match default_setting(interpreter, name) {
                Ok(None) => {}
                found => return found.transpose(),
            }
        }
        match name {
            "configured" => Some(Ok(Value::Bool(true))),
            _ if name.starts_with("__") => None,
            _ => Some(Err(interpreter.attribute_error(format!(
                "'Settings' object has no attribute '{name}'"
            )))),
        }
    }
}

/// Django's `global_settings`, which `names.txt` has whole.
fn default_setting(interpreter: &mut Interpreter, name: &str) -> PyResult<Option<Value>> {
    let defaults = interpreter.import_module("django.conf.global_settings")?;
    interpreter.find_attribute(&Value::Module(defaults), name)
}
