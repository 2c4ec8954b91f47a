//! What of Django migrations never use, and what `models.py` may say to it all the same.
//!
//! Most of it is a table of names ([`crate::python::inert`]). Here are signals, which can be
//! connected and are never sent, and the messages that checks answer.

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
pub(super) const NAMES: &str = include_str!("names.txt");

/// Signals by their module.
const SIGNALS: &[(&str, &[&str])] = &[
    (
        "django.db.models.signals",
        &[
            "pre_init",
            "post_init",
            "pre_save",
            "post_save",
            "pre_delete",
            "post_delete",
            "m2m_changed",
            "pre_migrate",
            "post_migrate",
            "class_prepared",
        ],
    ),
    (
        "django.core.signals",
        &[
            "request_started",
            "request_finished",
            "got_request_exception",
            "setting_changed",
        ],
    ),
    (
        "django.contrib.auth.signals",
        &["user_logged_in", "user_logged_out", "user_login_failed"],
    ),
];

/// Adds the modules.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    signals(modules, interpreter);
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

/// `django.dispatch.Signal`: receivers come and go, and nothing is sent.
fn signals(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let mut builder = interpreter
        .class_builder("Signal", "django.dispatch.dispatcher")
        .native(Rc::new(AnyArguments));
    for name in ["connect", "disconnect"] {
        builder = builder.method(name, |_, _| Ok(Value::None));
    }
    for name in [
        "send",
        "send_robust",
        "asend",
        "asend_robust",
        "has_listeners",
    ] {
        builder = builder.method(name, move |interpreter, _| {
            Err(interpreter.unsupported(&format!("Signal.{name}()")))
        });
    }
    let signal = builder.build();
    modules.class(&signal).export("django.dispatch", &signal);
    let model_signal = interpreter
        .class_builder("ModelSignal", "django.db.models.signals")
        .base(&signal)
        .build();
    modules.class(&model_signal);
    for (module, names) in SIGNALS {
        for name in *names {
            let class = match *module {
                "django.db.models.signals" => &model_signal,
                _ => &signal,
            };
            modules.value(module, name, Value::Instance(Instance::new(class)));
        }
    }
    let signals = modules.module("django.db.models.signals");
    modules.value("django.db.models", "signals", Value::Module(signals));
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
