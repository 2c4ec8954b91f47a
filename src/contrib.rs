//! `django.contrib`, as the sandbox's own declarations: Python files that go through the same
//! evaluator as a project's, with the models and migrations that real Django has.

pub mod auth;
pub mod contenttypes;
pub mod sites;

use std::rc::Rc;

use crate::python::Source;

/// An embedded file: its path below `django/contrib/` and its text.
type Embedded = (&'static str, &'static str);

macro_rules! embedded {
    ($path:literal) => {
        ($path, include_str!(concat!("contrib/", $path)))
    };
}

/// Every file, sorted by path.
const FILES: &[Embedded] = &[
    embedded!("admin/__init__.py"),
    embedded!("admin/apps.py"),
    embedded!("admin/migrations/0001_initial.py"),
    embedded!("admin/migrations/0002_logentry_remove_auto_add.py"),
    embedded!("admin/migrations/0003_logentry_add_action_flag_choices.py"),
    embedded!("admin/migrations/__init__.py"),
    embedded!("admin/models.py"),
    embedded!("admindocs/__init__.py"),
    embedded!("admindocs/apps.py"),
    embedded!("auth/__init__.py"),
    embedded!("auth/apps.py"),
    embedded!("auth/backends.py"),
    embedded!("auth/base_user.py"),
    embedded!("auth/hashers.py"),
    embedded!("auth/management.py"),
    embedded!("auth/migrations/0001_initial.py"),
    embedded!("auth/migrations/0002_alter_permission_name_max_length.py"),
    embedded!("auth/migrations/0003_alter_user_email_max_length.py"),
    embedded!("auth/migrations/0004_alter_user_username_opts.py"),
    embedded!("auth/migrations/0005_alter_user_last_login_null.py"),
    embedded!("auth/migrations/0006_require_contenttypes_0002.py"),
    embedded!("auth/migrations/0007_alter_validators_add_error_messages.py"),
    embedded!("auth/migrations/0008_alter_user_username_max_length.py"),
    embedded!("auth/migrations/0009_alter_user_last_name_max_length.py"),
    embedded!("auth/migrations/0010_alter_group_name_max_length.py"),
    embedded!("auth/migrations/0011_update_proxy_permissions.py"),
    embedded!("auth/migrations/0012_alter_user_first_name_max_length.py"),
    embedded!("auth/migrations/__init__.py"),
    embedded!("auth/models.py"),
    embedded!("auth/password_validation.py"),
    embedded!("auth/signals.py"),
    embedded!("auth/validators.py"),
    embedded!("contenttypes/__init__.py"),
    embedded!("contenttypes/apps.py"),
    embedded!("contenttypes/management.py"),
    embedded!("contenttypes/migrations/0001_initial.py"),
    embedded!("contenttypes/migrations/0002_remove_content_type_name.py"),
    embedded!("contenttypes/migrations/__init__.py"),
    embedded!("contenttypes/models.py"),
    embedded!("flatpages/__init__.py"),
    embedded!("flatpages/apps.py"),
    embedded!("flatpages/migrations/0001_initial.py"),
    embedded!("flatpages/migrations/__init__.py"),
    embedded!("flatpages/models.py"),
    embedded!("humanize/__init__.py"),
    embedded!("humanize/apps.py"),
    embedded!("messages/__init__.py"),
    embedded!("messages/apps.py"),
    embedded!("redirects/__init__.py"),
    embedded!("redirects/apps.py"),
    embedded!("redirects/migrations/0001_initial.py"),
    embedded!("redirects/migrations/0002_alter_redirect_new_path_help_text.py"),
    embedded!("redirects/migrations/__init__.py"),
    embedded!("redirects/models.py"),
    embedded!("sessions/__init__.py"),
    embedded!("sessions/apps.py"),
    embedded!("sessions/base_session.py"),
    embedded!("sessions/migrations/0001_initial.py"),
    embedded!("sessions/migrations/__init__.py"),
    embedded!("sessions/models.py"),
    embedded!("sitemaps/__init__.py"),
    embedded!("sitemaps/apps.py"),
    embedded!("sites/__init__.py"),
    embedded!("sites/apps.py"),
    embedded!("sites/managers.py"),
    embedded!("sites/migrations/0001_initial.py"),
    embedded!("sites/migrations/0002_alter_domain_unique.py"),
    embedded!("sites/migrations/__init__.py"),
    embedded!("sites/models.py"),
    embedded!("staticfiles/__init__.py"),
    embedded!("staticfiles/apps.py"),
    embedded!("syndication/__init__.py"),
    embedded!("syndication/apps.py"),
];

/// The source of a module below `django.contrib`, by dotted name.
pub fn source(dotted: &str) -> Option<Source> {
    let folder = dotted.strip_prefix("django.contrib.")?.replace('.', "/");
    let module = format!("{folder}.py");
    let package = format!("{folder}/__init__.py");
    let (path, text) = find(&module).or_else(|| find(&package))?;
    Some(Source {
        path: format!("django/contrib/{path}").into(),
        text: Rc::from(text),
        is_package: path.ends_with("__init__.py"),
        is_partial: true,
    })
}

/// Names of the modules in a package below `django.contrib`, as `pkgutil.iter_modules` lists them.
pub fn modules(package: &str) -> Vec<String> {
    let Some(folder) = package.strip_prefix("django.contrib.") else {
        return Vec::new();
    };
    let prefix = format!("{}/", folder.replace('.', "/"));
    let names = FILES
        .iter()
        .filter_map(|(path, _)| path.strip_prefix(prefix.as_str()));
    names
        .filter_map(|name| name.strip_suffix(".py"))
        .filter(|name| !name.contains('/') && *name != "__init__")
        .map(str::to_owned)
        .collect()
}

fn find(path: &str) -> Option<Embedded> {
    FILES
        .iter()
        .find(|(candidate, _)| *candidate == path)
        .copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn modules_and_packages_are_found_by_their_dotted_names() {
        assert!(source("django.contrib.auth").is_some_and(|source| source.is_package));
        assert!(source("django.contrib.auth.models").is_some_and(|source| !source.is_package));
        assert!(source("django.contrib.gis").is_none());
        assert_eq!(
            modules("django.contrib.contenttypes.migrations"),
            ["0001_initial", "0002_remove_content_type_name"]
        );
    }
}
