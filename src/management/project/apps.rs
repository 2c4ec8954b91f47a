//! `AppConfig.create`: from an entry of `INSTALLED_APPS` to an installed app.

use std::rc::Rc;

use super::join;
use crate::contrib;
use crate::files::Files;
use crate::management::names::{is_identifier, title};
use crate::orm::registry::AppConfig;
use crate::orm::{DjangoResult, Exception};
use crate::python::{Class, Interpreter, Module, Value};

/// The app that an entry names: a package, or a configuration class in a module.
///
/// # Errors
///
/// What importing it raises, or `ImproperlyConfigured`.
pub(super) fn create(
    interpreter: &mut Interpreter,
    files: &Files,
    folder: &str,
    entry: &str,
) -> DjangoResult<AppConfig> {
    let exists = |dotted: &str| has_module(files, folder, dotted);
    // What Django has that is neither a file nor in `contrib`: `django.forms`.
    let is_known = !exists(entry) && interpreter.import_module(entry).is_ok();
    let class = if is_known {
        None
    } else if exists(entry) {
        import(interpreter, entry)?;
        let apps_module = format!("{entry}.apps");
        if exists(&apps_module) {
            let module = import(interpreter, &apps_module)?;
            default_config(interpreter, &module)?
        } else {
            None
        }
    } else {
        Some(named_config(interpreter, entry)?)
    };
    let text = |interpreter: &mut Interpreter, name: &str| -> DjangoResult<Option<Rc<str>>> {
        match &class {
            Some(class) => text_attribute(interpreter, class, name),
            None => Ok(None),
        }
    };
    let name = match (&class, text(interpreter, "name")?) {
        (Some(_), Some(name)) => name,
        (Some(class), None) => {
            let handled = format!(
                "AttributeError: type object '{}' has no attribute 'name'",
                class.name
            );
            let message = format!("'{entry}' must supply a name attribute.");
            return Err(improperly(message).during(&[handled]));
        }
        (None, _) => entry.into(),
    };
    if let Some(class) = class.as_ref().filter(|_| !exists(&name)) {
        let handled = format!("ModuleNotFoundError: No module named '{name}'");
        let message = format!(
            "Cannot import '{name}'. Check that '{}.{}.name' is correct.",
            class.module, class.qualname
        );
        return Err(improperly(message).during(&[handled]));
    }
    let label = text(interpreter, "label")?
        .unwrap_or_else(|| name.rsplit('.').next().unwrap_or_default().into());
    if !is_identifier(&label) {
        return Err(improperly(format!(
            "The app label '{label}' is not a valid Python identifier."
        )));
    }
    let verbose_name = text(interpreter, "verbose_name")?.unwrap_or_else(|| title(&label).into());
    Ok(AppConfig {
        has_models: exists(&format!("{name}.models")),
        default_auto_field: text(interpreter, "default_auto_field")?,
        class_path: class.map(|class| format!("{}.{}", class.module, class.qualname).into()),
        label,
        name,
        verbose_name,
    })
}

/// Checks that label and name are not taken.
///
/// # Errors
///
/// `ImproperlyConfigured`.
pub(super) fn check_unique(configs: &[AppConfig], config: &AppConfig) -> DjangoResult<()> {
    let AppConfig { label, name, .. } = config;
    if configs.iter().any(|other| other.label == *label) {
        return Err(improperly(format!(
            "Application labels aren't unique, duplicates: {label}"
        )));
    }
    if configs.iter().any(|other| other.name == *name) {
        return Err(improperly(format!(
            "Application names aren't unique, duplicates: {name}"
        )));
    }
    Ok(())
}

fn improperly(message: String) -> Exception {
    Exception::new("django.core.exceptions.ImproperlyConfigured", message)
}

fn has_module(files: &Files, folder: &str, dotted: &str) -> bool {
    let path = join(folder, &dotted.replace('.', "/"));
    files.contains(&format!("{path}.py"))
        || files.is_folder(&path)
        || contrib::source(dotted).is_some()
}

fn import(interpreter: &mut Interpreter, dotted: &str) -> DjangoResult<Rc<Module>> {
    interpreter
        .import_module(dotted)
        .map_err(|error| Exception::from_python(interpreter, error))
}

/// The one configuration class of an `apps` module, or the one that says `default = True`.
fn default_config(
    interpreter: &mut Interpreter,
    module: &Module,
) -> DjangoResult<Option<Rc<Class>>> {
    let mut candidates = Vec::new();
    let mut defaults = Vec::new();
    for class in config_classes(interpreter, module)? {
        match attribute(interpreter, &class, "default")?
            .as_ref()
            .and_then(Value::as_bool)
        {
            Some(false) => {}
            Some(true) => defaults.push(class),
            None => candidates.push(class),
        }
    }
    if defaults.len() > 1 {
        let names: Vec<String> = defaults
            .iter()
            .map(|class| format!("'{}'", class.name))
            .collect();
        return Err(Exception::new(
            "RuntimeError",
            format!(
                "'{}' declares more than one default AppConfig: {}.",
                module.name,
                names.join(", ")
            ),
        ));
    }
    let only = if candidates.len() == 1 && defaults.is_empty() {
        candidates.pop()
    } else {
        None
    };
    Ok(defaults.pop().or(only))
}

fn config_classes(interpreter: &mut Interpreter, module: &Module) -> DjangoResult<Vec<Rc<Class>>> {
    let base = import(interpreter, "django.apps")?.get("AppConfig");
    let Some(base) = base.as_ref().and_then(Value::as_class).cloned() else {
        return Ok(Vec::new());
    };
    let globals = module.globals.borrow();
    let classes = globals.values().filter_map(Value::as_class);
    let is_config = |class: &&Rc<Class>| {
        !Rc::ptr_eq(class, &base) && class.ancestors.iter().any(|other| Rc::ptr_eq(other, &base))
    };
    Ok(classes.filter(is_config).cloned().collect())
}

/// The class that `books.apps.BooksConfig` names.
fn named_config(interpreter: &mut Interpreter, entry: &str) -> DjangoResult<Rc<Class>> {
    let Some((module_name, class_name)) = entry.rsplit_once('.') else {
        return Err(missing(entry));
    };
    let module = import(interpreter, module_name)?;
    let found = module.get(class_name);
    if let Some(class) = found.as_ref().and_then(Value::as_class) {
        return Ok(Rc::clone(class));
    }
    if !class_name.starts_with(char::is_uppercase) {
        return Err(missing(entry));
    }
    let choices: Vec<String> = config_classes(interpreter, &module)?
        .iter()
        .map(|class| format!("'{}'", class.name))
        .collect();
    let mut message = format!("Module '{module_name}' does not contain a '{class_name}' class.");
    if !choices.is_empty() {
        message.push_str(&format!(" Choices are: {}.", choices.join(", ")));
    }
    Err(Exception::new("ImportError", message))
}

fn missing(dotted: &str) -> Exception {
    Exception::new("ModuleNotFoundError", format!("No module named '{dotted}'"))
}

fn attribute(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
) -> DjangoResult<Option<Value>> {
    interpreter
        .find_attribute(&Value::Class(Rc::clone(class)), name)
        .map_err(|error| Exception::from_python(interpreter, error))
}

fn text_attribute(
    interpreter: &mut Interpreter,
    class: &Rc<Class>,
    name: &str,
) -> DjangoResult<Option<Rc<str>>> {
    let Some(value) = attribute(interpreter, class, name)? else {
        return Ok(None);
    };
    if matches!(value, Value::None) {
        return Ok(None);
    }
    // A verbose name may be a lazy translation: its text is what `str()` answers.
    let text = interpreter.str(&value);
    text.map(Some)
        .map_err(|error| Exception::from_python(interpreter, error))
}
