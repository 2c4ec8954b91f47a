//! `django.apps`: `AppConfig` and the registry as Python code sees it.

use std::rc::Rc;

use super::inert::AnyArguments;
use super::utils::nth;
use super::{Context, ModuleSet};
use crate::orm::exceptions::raised_during;
use crate::orm::model::ModelKey;
use crate::orm::model::classes::{ModelClasses, live_classes};
use crate::python::value::{Dict, Instance, Namespace};
use crate::python::{Arguments, Interpreter, NativeObject, PyResult, Value};

/// Adds `django.apps`.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let (all, one) = (context.clone(), context.clone());
    let config = interpreter
        .class_builder("AppConfig", "django.apps.config")
        .native(Rc::new(AnyArguments))
        .method("ready", |_, _| Ok(Value::None))
        .method("__repr__", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let label = interpreter.get_attribute(&this, "label")?;
            let label = interpreter.str(&label)?;
            let class = interpreter.class_of(&this).name.clone();
            Ok(Value::str(format!("<{class}: {label}>")))
        })
        .method("get_models", move |interpreter, arguments| {
            let label = interpreter.get_attribute(&nth(&arguments, 0), "label")?;
            let live = live_classes(interpreter, &all)?;
            let models = model_list(interpreter, &live, label.as_text())?;
            interpreter.iterator(&models)
        })
        .method("get_model", move |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            let label = interpreter.get_attribute(&this, "label")?;
            arguments.positional.splice(0..0, [Value::None, label]);
            get_model(interpreter, &one, &arguments)
        })
        .build();
    modules.class(&config).export("django.apps", &config);
    let shared = context.clone();
    let models = context.clone();
    let is_installed = context.clone();
    let (all_configs, every) = (context.clone(), config.clone());
    let (installed_config, registered) = (context.clone(), context.clone());
    let class = interpreter
        .class_builder("Apps", "django.apps.registry")
        .method("get_model", move |interpreter, arguments| {
            get_model(interpreter, &shared, &arguments)
        })
        .method("get_models", move |interpreter, _| {
            let live = live_classes(interpreter, &models)?;
            model_list(interpreter, &live, None)
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
        .method("get_registered_model", move |interpreter, arguments| {
            let (app_label, name) = model_name(interpreter, &arguments)?;
            let key = ModelKey::new(&app_label, &name);
            let found = registered.registry.borrow().class(&key);
            found.ok_or_else(|| {
                let message = format!("Model '{app_label}.{name}' not registered.");
                interpreter.raise("LookupError", message)
            })
        })
        .method("get_app_config", move |interpreter, arguments| {
            app_config(interpreter, &installed_config, &config, &nth(&arguments, 1))
        })
        .method("get_app_configs", move |interpreter, _| {
            let registry = all_configs.registry.borrow();
            let labels: Vec<Rc<str>> = registry.app_configs.keys().cloned().collect();
            drop(registry);
            let mut configs = Namespace::default();
            for label in labels {
                let named = Value::Str(label.clone());
                let config = app_config(interpreter, &all_configs, &every, &named)?;
                configs.insert(label, config);
            }
            let configs = Value::dict(Dict::from_text_keys(configs));
            interpreter.call_method(&configs, "values", Arguments::default())
        })
        .build();
    modules.class(&class).value(
        "django.apps",
        "apps",
        Value::Instance(Instance::with_native(
            &class,
            Rc::new(LiveApps(context.clone())),
        )),
    );
    let apps = modules
        .module("django.apps")
        .get("apps")
        .unwrap_or(Value::None);
    modules.value("django.apps.registry", "apps", apps);
}

/// The registry of the project's models, `django.apps.apps`.
///
/// # Errors
///
/// `AppRegistryNotReady`; when the program has replaced the registry.
pub fn live(interpreter: &mut Interpreter) -> PyResult<Rc<ModelClasses>> {
    let apps = interpreter.import_module("django.apps")?.get("apps");
    let apps = apps.unwrap_or(Value::None);
    match apps.native::<LiveApps>() {
        Some(live) => live_classes(interpreter, &live.0),
        None => Err(interpreter.unsupported("a django.apps.apps of your own")),
    }
}

/// The host's part of `django.apps.apps`.
struct LiveApps(Rc<Context>);

impl NativeObject for LiveApps {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

/// `get_models()`, of one app or of all.
fn model_list(
    interpreter: &mut Interpreter,
    classes: &Rc<ModelClasses>,
    label: Option<Rc<str>>,
) -> PyResult<Value> {
    let keys: Vec<ModelKey> = classes
        .apps
        .get_models()
        .filter(|model| model.auto_created().is_none())
        .filter(|model| label.as_ref().is_none_or(|label| model.app_label == *label))
        .map(|model| model.key())
        .collect();
    let mut models = Vec::with_capacity(keys.len());
    for key in keys {
        models.push(Value::Class(classes.class(interpreter, &key)?));
    }
    Ok(Value::list(models))
}

/// The host's part of the `apps` that a data migration gets.
struct StateApps(Rc<ModelClasses>);

impl NativeObject for StateApps {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
}

fn state_apps<'a>(interpreter: &Interpreter, this: &'a Value) -> PyResult<&'a Rc<ModelClasses>> {
    let object = this.native::<StateApps>();
    let object = object.ok_or_else(|| interpreter.type_error("the receiver is no StateApps"))?;
    Ok(&object.0)
}

/// The `apps` of a data migration: historical models by name.
pub fn historical_apps(interpreter: &Interpreter, classes: Rc<ModelClasses>) -> Value {
    let class = interpreter
        .class_builder("StateApps", "django.db.migrations.state")
        .method("get_model", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let classes = state_apps(interpreter, &this)?.clone();
            let (app_label, name) = model_name(interpreter, &arguments)?;
            let key = ModelKey::new(&app_label, &name);
            if classes.apps.model(&key).is_some() {
                return classes.class(interpreter, &key).map(Value::Class);
            }
            let known = classes
                .apps
                .app_labels
                .iter()
                .any(|label| **label == *app_label);
            Err(no_model(interpreter, known, &app_label, &name))
        })
        .method("get_models", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let classes = state_apps(interpreter, &this)?.clone();
            model_list(interpreter, &classes, None)
        })
        .method("get_app_config", |interpreter, arguments| {
            let label = nth(&arguments, 1).as_text().unwrap_or_default();
            let this = nth(&arguments, 0);
            let labels = &state_apps(interpreter, &this)?.apps.app_labels;
            if labels.iter().any(|known| **known == *label) {
                return Ok(app_config_stub(interpreter, &this, &label));
            }
            Err(no_app(interpreter, &label, ""))
        })
        .method("get_app_configs", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let labels = &state_apps(interpreter, &this)?.apps.app_labels;
            let stub = |label| app_config_stub(interpreter, &this, label);
            Ok(Value::list(labels.iter().map(stub).collect()))
        })
        .method("is_installed", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let name = nth(&arguments, 1).as_text().unwrap_or_default();
            let label = name.rsplit('.').next().unwrap_or_default();
            let labels = &state_apps(interpreter, &this)?.apps.app_labels;
            Ok(Value::Bool(labels.iter().any(|known| **known == *label)))
        })
        .build();
    Value::Instance(Instance::with_native(&class, Rc::new(StateApps(classes))))
}

/// What stands for an app in a state: its label and its models (`AppConfigStub`).
fn app_config_stub(interpreter: &Interpreter, apps: &Value, label: &Rc<str>) -> Value {
    let class = interpreter
        .class_builder("AppConfigStub", "django.db.migrations.state")
        .method("get_models", |interpreter, arguments| {
            let this = nth(&arguments, 0);
            let apps = interpreter.get_attribute(&this, "apps")?;
            let label = interpreter.get_attribute(&this, "label")?.as_text();
            let classes = state_apps(interpreter, &apps)?.clone();
            model_list(interpreter, &classes, label)
        })
        .method("get_model", |interpreter, mut arguments| {
            let this = arguments.take_receiver().unwrap_or(Value::None);
            let apps = interpreter.get_attribute(&this, "apps")?;
            let label = interpreter.get_attribute(&this, "label")?;
            arguments.positional.insert(0, label);
            let get_model = interpreter.get_attribute(&apps, "get_model")?;
            interpreter.call(&get_model, arguments)
        })
        .build();
    let stub = Instance::new(&class);
    stub.set("apps", apps.clone());
    stub.set("label", Value::Str(label.clone()));
    stub.set("name", Value::Str(label.clone()));
    Value::Instance(stub)
}

/// The arguments of `get_model`: `app_label, model_name`, or both in one text.
fn model_name(interpreter: &mut Interpreter, arguments: &Arguments) -> PyResult<(String, String)> {
    let given = |index: usize, name: &str| {
        let positional = arguments.positional.get(index);
        positional
            .or_else(|| arguments.keywords.get(name))
            .and_then(Value::as_text)
    };
    let label = given(1, "app_label").unwrap_or_default();
    match given(2, "model_name") {
        Some(name) => Ok((label.to_string(), name.to_string())),
        None => match label.split('.').collect::<Vec<_>>().as_slice() {
            [app_label, name] => Ok(((*app_label).to_owned(), (*name).to_owned())),
            [_] => {
                let message = "not enough values to unpack (expected 2, got 1)";
                Err(interpreter.value_error(message))
            }
            _ => {
                let message = "too many values to unpack (expected 2)";
                Err(interpreter.value_error(message))
            }
        },
    }
}

fn no_app(interpreter: &Interpreter, label: &str, hint: &str) -> Box<crate::python::PyError> {
    let message = format!("No installed app with label '{label}'.{hint}");
    missing(interpreter, message, label)
}

/// The error for a model that an app does not have.
fn no_model(
    interpreter: &Interpreter,
    has_app: bool,
    app_label: &str,
    name: &str,
) -> Box<crate::python::PyError> {
    if !has_app {
        return no_app(interpreter, app_label, "");
    }
    let message = format!("App '{app_label}' doesn't have a '{name}' model.");
    missing(interpreter, message, &name.to_lowercase())
}

/// `LookupError`, raised while a `KeyError` was handled.
fn missing(interpreter: &Interpreter, message: String, key: &str) -> Box<crate::python::PyError> {
    let error = interpreter.raise("LookupError", message);
    match interpreter.builtin("KeyError") {
        Some(class) => {
            let cause = interpreter.raise_with(&class, vec![Value::str(key)]);
            raised_during(error, &cause)
        }
        None => error,
    }
}

fn get_model(
    interpreter: &mut Interpreter,
    context: &Context,
    arguments: &Arguments,
) -> PyResult<Value> {
    let (app_label, name) = model_name(interpreter, arguments)?;
    let key = ModelKey::new(&app_label, &name);
    import_models(interpreter, context, &key)?;
    let registry = context.registry.borrow();
    if let Some(class) = registry.class(&key) {
        return Ok(class);
    }
    let known = registry.app_configs.contains_key(app_label.as_str());
    Err(no_model(interpreter, known, &app_label, &name))
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

/// An instance of the project's own configuration class.
fn own_config(
    interpreter: &mut Interpreter,
    path: &str,
    name: &Rc<str>,
) -> PyResult<Option<Rc<Instance>>> {
    let Some((module, class)) = path.rsplit_once('.') else {
        return Ok(None);
    };
    let Some(class) = interpreter.import_module(module)?.get(class) else {
        return Ok(None);
    };
    let app = Value::Module(interpreter.import_module(name)?);
    let arguments = Arguments::positional(vec![Value::Str(name.clone()), app]);
    let made = interpreter.call(&class, arguments)?;
    Ok(made.as_instance().cloned())
}

fn app_config(
    interpreter: &mut Interpreter,
    context: &Context,
    class: &Rc<crate::python::Class>,
    label: &Value,
) -> PyResult<Value> {
    let registry = context.registry.borrow();
    let label = label.as_text().unwrap_or_default();
    let Some(config) = registry.app_configs.get(&label).cloned() else {
        let mut configs = registry.app_configs.values();
        let hint = match configs.find(|config| config.name == label) {
            Some(config) => format!(" Did you mean '{}'?", config.label),
            None => String::new(),
        };
        return Err(no_app(interpreter, &label, &hint));
    };
    let has_models = config.has_models && registry.ready;
    drop(registry);
    let models_module = match has_models {
        true => {
            let module = format!("{}.models", config.name);
            Value::Module(interpreter.import_module(&module)?)
        }
        false => Value::None,
    };
    // The one of an app is always the same: signals tell their senders apart.
    let known = context.app_configs.borrow().get(&config.label).cloned();
    if let Some(known) = known {
        known.set("models_module", models_module);
        return Ok(Value::Instance(known));
    }
    let own = match &config.class_path {
        Some(path) => own_config(interpreter, path, &config.name)?,
        None => None,
    };
    let instance = own.unwrap_or_else(|| Instance::new(class));
    let mut configs = context.app_configs.borrow_mut();
    configs.insert(config.label.clone(), instance.clone());
    drop(configs);
    instance.set("label", Value::Str(config.label.clone()));
    instance.set("name", Value::Str(config.name.clone()));
    instance.set("verbose_name", Value::Str(config.verbose_name.clone()));
    instance.set("models_module", models_module);
    let module = interpreter.import_module(&config.name)?;
    instance.set("module", Value::Module(module));
    Ok(Value::Instance(instance))
}
