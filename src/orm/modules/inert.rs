//! What of Django migrations never use, and what `models.py` may say to it all the same.
//!
//! Most of it is a table of names ([`crate::python::inert`]). Here are the messages that checks
//! answer, and the options of forms.

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
    checks(modules, interpreter);
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

/// `django.core.checks`: messages that `check()` methods of models answer.
fn checks(modules: &mut ModuleSet, interpreter: &Interpreter) {
    const MODULE: &str = "django.core.checks.messages";
    let message = interpreter
        .class_builder("CheckMessage", MODULE)
        .native(Rc::new(AnyArguments))
        .build();
    modules
        .class(&message)
        .export("django.core.checks", &message);
    for name in ["Debug", "Info", "Warning", "Error", "Critical"] {
        let class = interpreter
            .class_builder(name, MODULE)
            .base(&message)
            .native(Rc::new(AnyArguments))
            .build();
        modules.class(&class).export("django.core.checks", &class);
    }
    let tags = [
        "admin",
        "async_support",
        "caches",
        "commands",
        "compatibility",
        "database",
        "files",
        "models",
        "security",
        "signals",
        "sites",
        "staticfiles",
        "templates",
        "translation",
        "urls",
    ];
    let builder = interpreter.class_builder("Tags", "django.core.checks.registry");
    let builder = tags.iter().fold(builder, |builder, tag| {
        builder.attribute(tag, Value::str(*tag))
    });
    let class = builder.build();
    modules.class(&class).export("django.core.checks", &class);
}
