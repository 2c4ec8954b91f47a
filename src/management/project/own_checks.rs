//! The checks that a project brings itself: `check()` methods of its models, fields and managers, and
//! the functions that `@register` collects.

use std::rc::Rc;

use super::Project;
use crate::orm::checks::{CheckMessage, Level};
use crate::orm::model::meta_of;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Arguments, Interpreter, PyResult, Value};

/// Which checks are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct Asked<'a> {
    /// The labels of apps; none for all.
    pub labels: &'a [String],
    /// The tags of `--tag`; none for all.
    pub tags: &'a [String],
    /// Whether checks about the database run too, as `migrate` has them.
    pub database: bool,
    /// Whether those of `--deploy` run too.
    pub deploy: bool,
}

impl Asked<'_> {
    /// Whether an app is among those asked for.
    pub fn has(&self, label: &str) -> bool {
        self.labels.is_empty() || self.labels.iter().any(|chosen| chosen == label)
    }

    /// Whether those about models are among them.
    pub fn about_models(&self) -> bool {
        self.tags.is_empty() || self.tags.iter().any(|tag| tag == "models")
    }
}

impl Project {
    /// What the project's own checks answer.
    ///
    /// # Errors
    ///
    /// What they raise.
    pub(super) fn own_checks(&mut self, asked: Asked<'_>) -> DjangoResult<Vec<CheckMessage>> {
        let models: Vec<Value> = {
            let registry = self.registry.borrow();
            let chosen = registry.models.iter();
            let chosen = chosen.filter(|(key, _)| asked.has(&key.app_label));
            chosen
                .map(|(_, it)| Value::Class(it.class.clone()))
                .collect()
        };
        let interpreter = &mut self.interpreter;
        let own = if asked.about_models() {
            of_models(interpreter, &models, asked.database)
        } else {
            Ok(Vec::new())
        };
        let mut messages = own.map_err(|error| Exception::from_python(interpreter, error))?;
        let registered = self.registered(asked);
        let interpreter = &mut self.interpreter;
        messages.extend(registered.map_err(|error| Exception::from_python(interpreter, error))?);
        Ok(messages)
    }

    /// The tags of the functions that are registered, beside those of Django's own checks; with `deploy`
    /// those for deployment too.
    ///
    /// # Errors
    ///
    /// When the project has replaced the registry.
    pub fn own_tags(&mut self, deploy: bool) -> DjangoResult<Vec<String>> {
        let interpreter = &mut self.interpreter;
        let arguments = Arguments::positional(vec![Value::Bool(deploy)]);
        let tags = call(interpreter, "own_tags", arguments);
        let tags = tags.and_then(|tags| interpreter.iterate(&tags));
        let tags = tags.map_err(|error| Exception::from_python(interpreter, error))?;
        let texts = tags.iter().filter_map(Value::as_text);
        Ok(texts.map(|it| it.to_string()).collect())
    }

    fn registered(&mut self, asked: Asked<'_>) -> PyResult<Vec<CheckMessage>> {
        let interpreter = &mut self.interpreter;
        let configs = if asked.labels.is_empty() {
            Value::None
        } else {
            let apps = interpreter.import_module("django.apps")?;
            let apps = apps.get("apps").unwrap_or(Value::None);
            let mut configs = Vec::new();
            for label in asked.labels {
                let label = Arguments::positional(vec![Value::str(label.as_str())]);
                configs.push(interpreter.call_method(&apps, "get_app_config", label)?);
            }
            Value::list(configs)
        };
        let tags = asked.tags.iter().map(|tag| Value::str(tag.as_str()));
        let arguments = [
            configs,
            databases(asked.database),
            Value::list(tags.collect()),
            Value::Bool(asked.deploy),
        ];
        let found = call(
            interpreter,
            "run_own",
            Arguments::positional(arguments.to_vec()),
        )?;
        messages_of(interpreter, &found)
    }
}

/// Calls a function of the registry, which is there once something is registered.
fn call(interpreter: &mut Interpreter, name: &str, arguments: Arguments) -> PyResult<Value> {
    let registry = "django.core.checks.registry";
    if !interpreter.is_imported(registry) {
        return Ok(Value::list(Vec::new()));
    }
    let module = interpreter.import_module(registry)?;
    let function = module.get(name).unwrap_or(Value::None);
    interpreter.call(&function, arguments)
}

fn databases(asked: bool) -> Value {
    if asked {
        Value::list(vec![Value::str("default")])
    } else {
        Value::None
    }
}

/// Of models, and of their fields and managers.
fn of_models(
    interpreter: &mut Interpreter,
    models: &[Value],
    database: bool,
) -> PyResult<Vec<CheckMessage>> {
    let mut messages = Vec::new();
    for model in models {
        let Some(meta) = model.as_class().and_then(meta_of) else {
            continue;
        };
        let mut checked = Vec::new();
        // What is no method stands in the way of `Model.check()`, and is an error of Django's.
        if has_own_check(model)
            && matches!(
                interpreter.get_attribute(model, "check")?,
                Value::BoundMethod(_)
            )
        {
            checked.push(model.clone());
        }
        let options = interpreter.get_attribute(model, "_meta")?;
        for field in meta.local_fields() {
            if field.instance.as_ref().is_some_and(has_own_check) {
                // The one that knows its model.
                let name = Arguments::positional(vec![Value::Str(field.name())]);
                checked.push(interpreter.call_method(&options, "get_field", name)?);
            }
        }
        for (name, manager) in meta.local_managers.borrow().clone() {
            if has_own_check(&manager) {
                checked.push(interpreter.get_attribute(model, &name)?);
            }
        }
        for value in &checked {
            let arguments = Arguments::default().with("databases", databases(database));
            let found = interpreter.call_method(value, "check", arguments)?;
            messages.extend(messages_of(interpreter, &found)?);
        }
    }
    Ok(messages)
}

/// Whether a model, a field or a manager has a `check()` that the project wrote.
fn has_own_check(value: &Value) -> bool {
    let class = match value {
        Value::Class(class) => class,
        Value::Instance(instance) => &instance.class,
        _ => return false,
    };
    let found = class.lookup("check");
    found.is_some_and(|it| !matches!(it, Value::NativeFunction(_)))
}

fn messages_of(interpreter: &mut Interpreter, found: &Value) -> PyResult<Vec<CheckMessage>> {
    let mut messages = Vec::new();
    for message in interpreter.iterate(found)? {
        let level = interpreter.get_attribute(&message, "level")?.as_i64();
        let text = interpreter.get_attribute(&message, "msg")?;
        let [hint, id] = ["hint", "id"].map(|name| interpreter.get_attribute(&message, name));
        let optional = |interpreter: &mut Interpreter, value: Value| -> PyResult<Option<Rc<str>>> {
            let is_said = interpreter.truthy(&value)?;
            is_said.then(|| interpreter.str(&value)).transpose()
        };
        let hint = optional(interpreter, hint?)?;
        let id = optional(interpreter, id?)?;
        let object = interpreter.get_attribute(&message, "obj")?;
        let object = match object.as_class().and_then(meta_of) {
            Some(meta) => meta.model.borrow().label(),
            None if object.is_none() => "?".to_owned(),
            None => interpreter.str(&object)?.to_string(),
        };
        messages.push(CheckMessage {
            level: Level::of_number(level.unwrap_or_default()),
            message: interpreter.str(&text)?.to_string(),
            hint: hint.map(|it| it.to_string()),
            object,
            id: id.map_or_else(String::new, |it| it.to_string()).into(),
        });
    }
    Ok(messages)
}
