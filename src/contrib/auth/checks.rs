//! `django.contrib.auth.checks`.

use super::{builtin_permissions, own_permissions};
use crate::orm::checks::{CheckMessage, Level};
use crate::orm::constraints::ConstraintKind;
use crate::orm::{Apps, DjangoResult, Exception, Model, Settings};
use crate::python::{Interpreter, Value};

const DEFAULT_BACKEND: &str = "django.contrib.auth.backends.ModelBackend";

/// What is wrong with the user model (`check_user_model`).
///
/// # Errors
///
/// `AttributeError` for a class that does not say which of its fields holds the name of a user,
/// `FieldDoesNotExist` when that is none of its fields.
pub fn check_user_model(
    interpreter: &mut Interpreter,
    settings: &Settings,
    model: &Model,
    class: &Value,
) -> DjangoResult<Vec<CheckMessage>> {
    let mut messages = Vec::new();
    let required = attribute(interpreter, class, "REQUIRED_FIELDS")?;
    if required.as_sequence().is_none() {
        messages.push(CheckMessage::error(
            model.label(),
            "auth.E001",
            "'REQUIRED_FIELDS' must be a list or tuple.",
        ));
    }
    let username = attribute(interpreter, class, "USERNAME_FIELD")?;
    let name = username.as_text().unwrap_or_default();
    let is_required = interpreter.contains(&required, &username);
    if is_required.map_err(|error| Exception::from_python(interpreter, error))? {
        let message = "The field named as the 'USERNAME_FIELD' for a custom user model must not be \
                       included in 'REQUIRED_FIELDS'.";
        let hint = format!(
            "The 'USERNAME_FIELD' is currently set to '{name}', you should remove '{name}' from the \
             'REQUIRED_FIELDS'."
        );
        messages.push(CheckMessage::error(model.label(), "auth.E002", message).hint(hint));
    }
    if !model.get_field(&name)?.unique() && !unique_by_constraint(model, &name) {
        messages.push(not_unique(settings, model, &name));
    }
    for (attribute, id) in [
        ("is_anonymous", "auth.C009"),
        ("is_authenticated", "auth.C010"),
    ] {
        let value = interpreter.get_attribute(class, attribute);
        if value.is_ok_and(|value| matches!(value, Value::Function(_))) {
            let shown = interpreter.str(class);
            let shown = shown.map_err(|error| Exception::from_python(interpreter, error))?;
            let message = format!(
                "{shown}.{attribute} must be an attribute or property rather than a method. Ignoring \
                 this is a security issue as anonymous users will be treated as authenticated!"
            );
            messages.push(CheckMessage {
                level: Level::Critical,
                ..CheckMessage::error(model.label(), id, message)
            });
        }
    }
    Ok(messages)
}

/// What is wrong with the permissions of the models (`check_models_permissions`).
pub fn check_models_permissions<'a>(
    apps: &Apps,
    models: impl Iterator<Item = &'a Model>,
) -> Vec<CheckMessage> {
    let Some(permission) = apps.get_model("auth", "Permission") else {
        return Vec::new();
    };
    let longest = |name: &str| {
        let field = permission.get_field(name).ok();
        let length = field.and_then(|field| field.options.max_length.as_ref()?.as_i64());
        length
            .and_then(|length| usize::try_from(length).ok())
            .unwrap_or(usize::MAX)
    };
    let limits = Limits {
        name: longest("name"),
        codename: longest("codename"),
    };
    models.flat_map(|model| limits.check(model)).collect()
}

/// How long names of permissions may be.
struct Limits {
    name: usize,
    codename: usize,
}

impl Limits {
    fn check(&self, model: &Model) -> Vec<CheckMessage> {
        let error = |id, message: String| CheckMessage::error(model.label(), id, message);
        let mut messages = Vec::new();
        let builtin = builtin_permissions(model);
        let most = |lengths: &mut dyn Iterator<Item = usize>| lengths.max().unwrap_or(0);
        let name = most(&mut builtin.iter().map(|(_, name)| length(name)));
        if name > self.name {
            let rest = self.name + length(&model.verbose_name()) - name;
            messages.push(error(
                "auth.E007",
                format!(
                    "The verbose_name of model '{}' must be at most {rest} characters for its \
                     builtin permission names to be at most {} characters.",
                    model.label(),
                    self.name
                ),
            ));
        }
        let codename = most(&mut builtin.iter().map(|(codename, _)| length(codename)));
        if codename > self.codename {
            let rest = self.codename + length(&model.name) - codename;
            messages.push(error(
                "auth.E011",
                format!(
                    "The name of model '{}' must be at most {rest} characters for its builtin \
                     permission codenames to be at most {} characters.",
                    model.label(),
                    self.codename
                ),
            ));
        }
        let mut taken: Vec<String> = Vec::new();
        for (codename, name) in own_permissions(model) {
            messages.extend(self.own(model, &codename, &name));
            let clash = if builtin.iter().any(|(it, _)| *it == codename) {
                Some(("auth.E005", "clashes with a builtin permission"))
            } else if taken.contains(&codename) {
                Some(("auth.E006", "is duplicated"))
            } else {
                None
            };
            messages.extend(clash.map(|(id, what)| {
                let label = model.label();
                let message =
                    format!("The permission codenamed '{codename}' {what} for model '{label}'.");
                error(id, message)
            }));
            taken.push(codename);
        }
        messages
    }

    /// The lengths of a permission that the model declares.
    fn own(&self, model: &Model, codename: &str, name: &str) -> Vec<CheckMessage> {
        let label = model.label();
        let checked = [
            ("auth.E008", "named", name, self.name),
            ("auth.E012", "codenamed", codename, self.codename),
        ];
        let too_long = checked
            .into_iter()
            .filter(|(_, _, text, limit)| length(text) > *limit);
        too_long
            .map(|(id, what, text, limit)| {
                let message = format!(
                    "The permission {what} '{text}' of model '{label}' is longer than {limit} \
                     characters."
                );
                CheckMessage::error(label.clone(), id, message)
            })
            .collect()
    }
}

fn attribute(interpreter: &mut Interpreter, class: &Value, name: &str) -> DjangoResult<Value> {
    let value = interpreter.get_attribute(class, name);
    value.map_err(|error| Exception::from_python(interpreter, error))
}

/// Whether a constraint over the field alone holds for every row (`total_unique_constraints`).
pub fn unique_by_constraint(model: &Model, name: &str) -> bool {
    model.constraints().iter().any(|constraint| {
        matches!(&constraint.kind, ConstraintKind::Unique { fields, expressions, condition: None, .. }
            if expressions.is_empty() && fields.len() == 1 && &*fields[0] == name)
    })
}

fn not_unique(settings: &Settings, model: &Model, name: &str) -> CheckMessage {
    let field = format!("{}.{name}", model.name);
    let backends = settings
        .all
        .get("AUTHENTICATION_BACKENDS")
        .and_then(Value::as_sequence);
    let default = backends.is_none_or(
        |backends| matches!(backends.as_slice(), [one] if one.as_str() == Some(DEFAULT_BACKEND)),
    );
    if default {
        let message =
            format!("'{field}' must be unique because it is named as the 'USERNAME_FIELD'.");
        return CheckMessage::error(model.label(), "auth.E003", message);
    }
    let message = format!("'{field}' is named as the 'USERNAME_FIELD', but it is not unique.");
    CheckMessage::warning(model.label(), "auth.W004", message)
        .hint("Ensure that your authentication backend(s) can handle non-unique usernames.")
}

fn length(text: &str) -> usize {
    text.chars().count()
}
