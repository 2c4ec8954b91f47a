//! `django.core.files.storage`: storages are only ever written into migrations.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::python::value::Instance;
use crate::python::{Arguments, Class, Interpreter, NativeClass, PyResult, Value};

const MODULE: &str = "django.core.files.storage";
const DEFAULT: &str = "DefaultStorage";

/// Adds the storage classes.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let anything: Rc<dyn NativeClass> = Rc::new(super::inert::AnyArguments);
    let storage = interpreter
        .class_builder("Storage", "django.core.files.storage.base")
        .native(anything)
        .build();
    modules.class(&storage).export(MODULE, &storage);
    let default = interpreter
        .class_builder(DEFAULT, MODULE)
        .base(&storage)
        .build();
    modules.class(&default);
    let instance = Instance::new(&default);
    modules.value(MODULE, "default_storage", Value::Instance(instance));
    handler(modules, interpreter, context);
    // Their classes are Python's.
    modules.module("django.core.files.base");
    modules.module("django.core.files.utils");
}

/// Adds `storages`, which makes a storage as the settings say.
fn handler(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    const HANDLER: &str = "django.core.files.storage.handler";
    let base = modules.find_class("django.core.exceptions", "ImproperlyConfigured");
    let bases: Vec<&Rc<Class>> = base.iter().collect();
    let error = interpreter.exception_class("InvalidStorageError", HANDLER, &bases);
    let (context, missing) = (context.clone(), error.clone());
    let class = interpreter
        .class_builder("StorageHandler", HANDLER)
        .method("__getitem__", move |interpreter, arguments| {
            let alias = super::utils::nth(&arguments, 1);
            let configured = context.settings().all.get("STORAGES").cloned();
            let known = match &configured {
                Some(storages) => interpreter.contains(storages, &alias)?,
                None => false,
            };
            if let (Some(storages), true) = (configured, known) {
                let parameters = interpreter.get_item(&storages, &alias)?;
                return create(interpreter, &parameters);
            }
            if alias.as_str() == Some("default") {
                let module = interpreter.import_module(MODULE)?;
                let class = module.get("FileSystemStorage").unwrap_or(Value::None);
                return interpreter.call(&class, Arguments::default());
            }
            let shown = interpreter.repr(&alias)?;
            let message = format!("Could not find config for {shown} in settings.STORAGES.");
            Err(interpreter.raise_with(&missing, vec![Value::str(message)]))
        })
        .build();
    let storages = Value::Instance(Instance::new(&class));
    modules.class(&class).class(&error).export(MODULE, &error);
    modules.value(MODULE, "storages", storages);
}

/// The storage of an entry: `{"BACKEND": …, "OPTIONS": {…}}`.
fn create(interpreter: &mut Interpreter, parameters: &Value) -> PyResult<Value> {
    let path = interpreter.get_item(parameters, &Value::str("BACKEND"))?;
    let class = super::utils::import_string(interpreter, &path)?;
    let mut arguments = Arguments::default();
    if interpreter.contains(parameters, &Value::str("OPTIONS"))? {
        let options = interpreter.get_item(parameters, &Value::str("OPTIONS"))?;
        for name in interpreter.iterate(&options)? {
            let value = interpreter.get_item(&options, &name)?;
            arguments = arguments.with(interpreter.str(&name)?, value);
        }
    }
    interpreter.call(&class, arguments)
}

/// Whether the value is `default_storage`.
pub(crate) fn is_default(value: &Value) -> bool {
    value
        .as_instance()
        .is_some_and(|it| it.class.path() == format!("{MODULE}.{DEFAULT}"))
}
