//! The settings that migrations depend on.

use std::rc::Rc;

use crate::python::value::Namespace;

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
            all: Namespace::new(),
        }
    }
}
