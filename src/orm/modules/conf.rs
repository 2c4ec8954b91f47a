//! `django.conf`: the settings object.

use std::rc::Rc;

use super::{Context, ModuleSet};
use crate::python::value::{Dict, Instance};
use crate::python::{Interpreter, NativeObject, PyResult, Value};

/// Adds `django.conf.settings`.
pub(super) fn add(modules: &mut ModuleSet, interpreter: &Interpreter, context: &Rc<Context>) {
    let class = interpreter
        .class_builder("LazySettings", "django.conf")
        .build();
    modules.class(&class);
    let native = Rc::new(SettingsObject(context.clone()));
    modules.value(
        "django.conf",
        "settings",
        Value::Instance(Instance::with_native(&class, native)),
    );
}

/// The host's part of `django.conf.settings`.
struct SettingsObject(Rc<Context>);

impl NativeObject for SettingsObject {
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }

    fn get_attribute(
        &self,
        interpreter: &mut Interpreter,
        _this: &Value,
        name: &str,
    ) -> Option<PyResult<Value>> {
        if let Some(value) = self
            .0
            .settings()
            .all
            .get(name)
            .cloned()
            .or_else(|| default_setting(name))
        {
            return Some(Ok(value));
        }
        match name {
            "configured" => Some(Ok(Value::Bool(true))),
            _ if name.starts_with("__") => None,
            _ => Some(Err(interpreter.attribute_error(format!(
                "'Settings' object has no attribute '{name}'"
            )))),
        }
    }
}

/// Django's `global_settings`, as far as models and migrations ask for them.
fn default_setting(name: &str) -> Option<Value> {
    let texts = |texts: &[&str]| Value::list(texts.iter().map(|text| Value::str(*text)).collect());
    let empty_dict = || Value::dict(Dict::default());
    Some(match name {
        "DEBUG" | "USE_X_FORWARDED_HOST" | "SECURE_SSL_REDIRECT" => Value::Bool(false),
        "USE_TZ" | "USE_I18N" => Value::Bool(true),
        "USE_THOUSAND_SEPARATOR" => Value::Bool(false),
        "AUTH_USER_MODEL" => Value::str("auth.User"),
        "DEFAULT_AUTO_FIELD" => Value::str("django.db.models.AutoField"),
        "TIME_ZONE" => Value::str("America/Chicago"),
        "LANGUAGE_CODE" => Value::str("en-us"),
        "DEFAULT_CHARSET" => Value::str("utf-8"),
        "DEFAULT_TABLESPACE"
        | "DEFAULT_INDEX_TABLESPACE"
        | "SECRET_KEY"
        | "MEDIA_ROOT"
        | "MEDIA_URL" => Value::str(""),
        "STATIC_URL" | "STATIC_ROOT" | "ROOT_URLCONF" | "WSGI_APPLICATION" => Value::None,
        "LOGIN_URL" => Value::str("/accounts/login/"),
        "LOGIN_REDIRECT_URL" => Value::str("/accounts/profile/"),
        "DEFAULT_FROM_EMAIL" => Value::str("webmaster@localhost"),
        "INSTALLED_APPS"
        | "MIDDLEWARE"
        | "TEMPLATES"
        | "ADMINS"
        | "MANAGERS"
        | "DATABASE_ROUTERS"
        | "SILENCED_SYSTEM_CHECKS"
        | "ALLOWED_HOSTS"
        | "AUTH_PASSWORD_VALIDATORS"
        | "FIXTURE_DIRS" => texts(&[]),
        "AUTHENTICATION_BACKENDS" => texts(&["django.contrib.auth.backends.ModelBackend"]),
        "MIGRATION_MODULES" | "DATABASES" | "CACHES" | "ABSOLUTE_URL_OVERRIDES" => empty_dict(),
        "LANGUAGES" => {
            let english = Value::tuple(vec![Value::str("en"), Value::str("English")]);
            Value::list(vec![english])
        }
        "SESSION_COOKIE_AGE" => Value::Int(1_209_600),
        "PASSWORD_RESET_TIMEOUT" => Value::Int(259_200),
        _ => return None,
    })
}
