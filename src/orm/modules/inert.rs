//! What of Django migrations never use, and what `models.py` may say to it all the same.
//!
//! Most of it is a table of names ([`crate::python::inert`]). Here are the options of forms.

use std::rc::Rc;

use super::ModuleSet;
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, NativeClass, PyResult, Value};

/// A class that takes any arguments and does nothing with them.
pub(super) struct AnyArguments;

impl NativeClass for AnyArguments {
    fn init(
        &self,
        _interpreter: &mut Interpreter,
        _instance: &Rc<Instance>,
        _arguments: Arguments,
    ) -> PyResult<()> {
        Ok(())
    }
}

/// The names of Django's modules.
pub(super) fn names() -> &'static str {
    include_str!("names.txt")
}

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    form_options(modules, interpreter);
}

/// `ModelFormOptions`: a form's `Meta`, with `None` for what it does not say.
fn form_options(modules: &mut ModuleSet, interpreter: &Interpreter) {
    const NAMES: &[&str] = &[
        "model",
        "fields",
        "exclude",
        "widgets",
        "localized_fields",
        "labels",
        "help_texts",
        "error_messages",
        "field_classes",
        "formfield_callback",
    ];
    let class = interpreter
        .class_builder("ModelFormOptions", "django.forms.models")
        .method("__init__", |interpreter, arguments| {
            let this = super::utils::nth(&arguments, 0);
            let meta = super::utils::nth(&arguments, 1);
            for name in NAMES {
                let said = interpreter.find_attribute(&meta, name)?;
                interpreter.set_attribute(&this, name, said.unwrap_or(Value::None))?;
            }
            Ok(Value::None)
        })
        .build();
    modules.class(&class);
}
