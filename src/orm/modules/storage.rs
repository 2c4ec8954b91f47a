//! `django.core.files.storage`: storages are only ever written into migrations.

use super::ModuleSet;
use crate::orm::deconstruct::DECONSTRUCTIBLE;
use crate::python::{Interpreter, NativeClass, Value};
use std::rc::Rc;

const MODULE: &str = "django.core.files.storage";
const DEFAULT: &str = "DefaultStorage";

/// Adds the storage classes.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter) {
    let anything: Rc<dyn NativeClass> = Rc::new(super::inert::AnyArguments);
    let storage = interpreter
        .class_builder("Storage", "django.core.files.storage.base")
        .native(anything.clone())
        .build();
    modules.class(&storage).export(MODULE, &storage);
    let classes = [
        ("FileSystemStorage", "django.core.files.storage.filesystem"),
        ("InMemoryStorage", "django.core.files.storage.memory"),
    ];
    for (name, module) in classes {
        let path = format!("{MODULE}.{name}");
        let class = interpreter
            .class_builder(name, module)
            .base(&storage)
            .native(anything.clone())
            .attribute(DECONSTRUCTIBLE, Value::str(path))
            .build();
        modules.class(&class).export(MODULE, &class);
    }
    let default = interpreter
        .class_builder(DEFAULT, MODULE)
        .base(&storage)
        .build();
    modules.class(&default);
    let instance = crate::python::value::Instance::new(&default);
    modules.value(MODULE, "default_storage", Value::Instance(instance));
    for name in ["File", "ContentFile"] {
        let class = interpreter
            .class_builder(name, "django.core.files.base")
            .native(anything.clone())
            .build();
        modules.class(&class).export("django.core.files", &class);
    }
}

/// Whether the value is `default_storage`.
pub(crate) fn is_default(value: &Value) -> bool {
    value
        .as_instance()
        .is_some_and(|it| it.class.path() == format!("{MODULE}.{DEFAULT}"))
}
