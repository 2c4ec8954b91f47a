//! `django.apps`: `AppConfig` and the registry as Python code sees it.

use std::rc::Rc;

use super::inert::AnyArguments;
use super::utils::nth;
use super::{Context, ModuleSet};
use crate::orm::model::ModelKey;
use crate::python::value::Instance;
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Adds `django.apps`.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let config = interpreter
        .class_builder("AppConfig", "django.apps.config")
        .native(Rc::new(AnyArguments))
        .method("ready", |_, _| Ok(Value::None))
        .build();
    modules.class(&config).export("django.apps", &config);
    let shared = context.clone();
    let is_installed = context.clone();
    let installed_config = context.clone();
    let class = interpreter
        .class_builder("Apps", "django.apps.registry")
        .method("get_model", move |interpreter, arguments| {
            get_model(interpreter, &shared, &arguments)
        })
        .method("is_installed", move |_, arguments| {
            let name = nth(&arguments, 1);
            let registry = is_installed.registry.borrow();
            let found = registry
                .app_configs
                .values()
                .any(|it| Some(it.name.as_ref()) == name.as_str());
            Ok(Value::Bool(found))
        })
        .method("get_app_config", move |interpreter, arguments| {
            app_config(interpreter, &installed_config, &config, &nth(&arguments, 1))
        })
        .build();
    modules.class(&class).value(
        "django.apps",
        "apps",
        Value::Instance(Instance::new(&class)),
    );
    let apps = modules
        .module("django.apps")
        .get("apps")
        .unwrap_or(Value::None);
    modules.value("django.apps.registry", "apps", apps);
}

fn get_model(
    interpreter: &mut Interpreter,
    context: &Context,
    arguments: &Arguments,
) -> PyResult<Value> {
    let key = match (nth(arguments, 1).as_str(), nth(arguments, 2).as_str()) {
        (Some(app_label), Some(name)) => Some(ModelKey::new(app_label, name)),
        (Some(label), None) => ModelKey::parse(label),
        _ => None,
    };
    let Some(key) = key else {
        return Err(interpreter.value_error("not enough values to unpack (expected 2, got 1)"));
    };
    let registry = context.registry.borrow();
    match registry.class(&key) {
        Some(class) => Ok(class),
        None => {
            let ModelKey {
                app_label,
                model_name,
            } = &key;
            let message = match registry.app_configs.contains_key(app_label) {
                true => format!("App '{app_label}' doesn't have a '{model_name}' model."),
                false => format!("No installed app with label '{app_label}'."),
            };
            Err(interpreter.raise("LookupError", message))
        }
    }
}

fn app_config(
    interpreter: &mut Interpreter,
    context: &Context,
    class: &Rc<crate::python::Class>,
    label: &Value,
) -> PyResult<Value> {
    let registry = context.registry.borrow();
    let label = label.as_text().unwrap_or_default();
    let Some(config) = registry.app_configs.get(&label) else {
        let message = format!("No installed app with label '{label}'.");
        return Err(interpreter.raise("LookupError", message));
    };
    let instance = Instance::new(class);
    instance.set("label", Value::Str(config.label.clone()));
    instance.set("name", Value::Str(config.name.clone()));
    instance.set("verbose_name", Value::Str(config.verbose_name.clone()));
    Ok(Value::Instance(instance))
}
