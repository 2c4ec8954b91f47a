//! `django.apps`: `AppConfig` and the registry as Python code sees it.

use std::rc::Rc;

use super::inert::AnyArguments;
use super::utils::nth;
use super::{Context, ModuleSet};
use crate::orm::exceptions::raised_during;
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
    let given = |index: usize, name: &str| {
        let positional = arguments.positional.get(index);
        positional
            .or_else(|| arguments.keywords.get(name))
            .and_then(Value::as_text)
    };
    let label = given(1, "app_label").unwrap_or_default();
    let (app_label, name) = match given(2, "model_name") {
        Some(name) => (label.to_string(), name.to_string()),
        None => match label.split('.').collect::<Vec<_>>().as_slice() {
            [app_label, name] => ((*app_label).to_owned(), (*name).to_owned()),
            [_] => {
                let message = "not enough values to unpack (expected 2, got 1)";
                return Err(interpreter.value_error(message));
            }
            _ => {
                let message = "too many values to unpack (expected 2)";
                return Err(interpreter.value_error(message));
            }
        },
    };
    let key = ModelKey::new(&app_label, &name);
    import_models(interpreter, context, &key)?;
    let registry = context.registry.borrow();
    if let Some(class) = registry.class(&key) {
        return Ok(class);
    }
    let (missing, message) = match registry.app_configs.contains_key(app_label.as_str()) {
        true => (
            key.model_name,
            format!("App '{app_label}' doesn't have a '{name}' model."),
        ),
        false => (
            key.app_label,
            format!("No installed app with label '{app_label}'."),
        ),
    };
    let lookup = interpreter.builtin("KeyError");
    let error = interpreter.raise("LookupError", message);
    Err(match lookup {
        Some(class) => {
            let cause = interpreter.raise_with(&class, vec![Value::Str(missing)]);
            raised_during(error, &cause)
        }
        None => error,
    })
}

/// `get_user_model()` may ask for a model of an app whose models come later.
fn import_models(interpreter: &mut Interpreter, context: &Context, key: &ModelKey) -> PyResult<()> {
    let module = {
        let registry = context.registry.borrow();
        let config = registry.app_configs.get(&key.app_label);
        let wanted = !registry.ready && !registry.models.contains_key(key);
        config
            .filter(|config| wanted && config.has_models)
            .map(|it| format!("{}.models", it.name))
    };
    match module {
        Some(module) => interpreter.import_module(&module).map(drop),
        None => Ok(()),
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
