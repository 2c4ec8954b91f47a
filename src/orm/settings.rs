//! The settings that migrations depend on.

use std::rc::Rc;

use crate::orm::expressions::registered::Lookups;
use crate::python::value::Namespace;
use crate::python::{Module, Value};

/// `django.conf.settings`, with Django's defaults for what the project does not set.
#[derive(Clone)]
pub struct Settings {
    /// `INSTALLED_APPS` as written.
    pub installed_apps: Vec<Rc<str>>,
    /// `DEFAULT_AUTO_FIELD`.
    pub default_auto_field: Rc<str>,
    /// `AUTH_USER_MODEL`.
    pub auth_user_model: Rc<str>,
    /// `USE_TZ`.
    pub use_tz: bool,
    /// `TIME_ZONE`.
    pub time_zone: Rc<str>,
    /// `DEFAULT_TABLESPACE`.
    pub default_tablespace: Rc<str>,
    /// `DEFAULT_INDEX_TABLESPACE`.
    pub default_index_tablespace: Rc<str>,
    /// `MIGRATION_MODULES` by app label; `None` disables an app's migrations.
    pub migration_modules: Vec<(Rc<str>, Option<Rc<str>>)>,
    /// `SILENCED_SYSTEM_CHECKS`.
    pub silenced_system_checks: Vec<Rc<str>>,
    /// `DATABASES["default"]["NAME"]` as text.
    pub database_name: Rc<str>,
    /// Lookups and transforms that the project registers.
    pub lookups: Lookups,
    /// Every upper-case name of the settings module, for `settings.X`.
    pub all: Namespace,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            installed_apps: Vec::new(),
            default_auto_field: "django.db.models.AutoField".into(),
            auth_user_model: "auth.User".into(),
            use_tz: true,
            time_zone: "America/Chicago".into(),
            default_tablespace: "".into(),
            default_index_tablespace: "".into(),
            migration_modules: Vec::new(),
            silenced_system_checks: Vec::new(),
            database_name: "db.sqlite3".into(),
            lookups: Lookups::default(),
            all: Namespace::default(),
        }
    }
}

impl Settings {
    /// The settings of a project's settings module: its upper-case names.
    pub fn from_module(module: &Module) -> Self {
        let all: Namespace = module
            .globals
            .borrow()
            .iter()
            .filter(|(name, _)| is_setting(name))
            .map(|(name, value)| (name.clone(), value.clone()))
            .collect();
        let defaults = Self::default();
        let text = |name: &str, default: Rc<str>| {
            all.get(name).and_then(Value::as_text).unwrap_or(default)
        };
        Self {
            installed_apps: texts(all.get("INSTALLED_APPS")),
            default_auto_field: text("DEFAULT_AUTO_FIELD", defaults.default_auto_field),
            auth_user_model: text("AUTH_USER_MODEL", defaults.auth_user_model),
            use_tz: all
                .get("USE_TZ")
                .and_then(Value::as_bool)
                .unwrap_or(defaults.use_tz),
            time_zone: text("TIME_ZONE", defaults.time_zone),
            default_tablespace: text("DEFAULT_TABLESPACE", "".into()),
            default_index_tablespace: text("DEFAULT_INDEX_TABLESPACE", "".into()),
            migration_modules: migration_modules(all.get("MIGRATION_MODULES")),
            silenced_system_checks: texts(all.get("SILENCED_SYSTEM_CHECKS")),
            database_name: defaults.database_name,
            lookups: Lookups::default(),
            all,
        }
    }

    /// `settings.<name>`, for a setting that names a swappable model.
    pub fn text(&self, name: &str) -> Option<Rc<str>> {
        match name {
            "AUTH_USER_MODEL" => Some(self.auth_user_model.clone()),
            _ => self.all.get(name).and_then(Value::as_text),
        }
    }

    /// `MIGRATION_MODULES[app_label]`: outer `None` when the app is not in it.
    pub fn migration_module(&self, app_label: &str) -> Option<&Option<Rc<str>>> {
        self.migration_modules
            .iter()
            .find(|(label, _)| **label == *app_label)
            .map(|(_, to)| to)
    }
}

/// Whether a name of a settings module is a setting.
pub(crate) fn is_setting(name: &str) -> bool {
    !name.starts_with('_')
        && name.chars().any(char::is_alphabetic)
        && !name.chars().any(char::is_lowercase)
}

fn texts(value: Option<&Value>) -> Vec<Rc<str>> {
    let items = value.and_then(Value::as_sequence).unwrap_or_default();
    items.iter().filter_map(Value::as_text).collect()
}

fn migration_modules(value: Option<&Value>) -> Vec<(Rc<str>, Option<Rc<str>>)> {
    let Some(Value::Dict(dict)) = value else {
        return Vec::new();
    };
    dict.borrow()
        .pairs()
        .filter_map(|(label, module)| Some((label.as_text()?, module.as_text())))
        .collect()
}
