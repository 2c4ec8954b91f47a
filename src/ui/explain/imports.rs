//! Names that models and migrations are written with, and the lines that import them.

use super::nearest::{MODELS, is_of_models};

/// Modules, and the names that are taken from them.
const IMPORTED: &[(&str, &[&str])] = &[
    ("django.apps", &["AppConfig"]),
    ("django.conf", &["settings"]),
    ("django.contrib", &["admin"]),
    ("django.contrib.auth", &["get_user_model"]),
    (
        "django.contrib.auth.models",
        &[
            "AbstractBaseUser",
            "AbstractUser",
            "Group",
            "Permission",
            "PermissionsMixin",
            "User",
        ],
    ),
    (
        "django.contrib.contenttypes.fields",
        &["GenericForeignKey", "GenericRelation"],
    ),
    ("django.contrib.contenttypes.models", &["ContentType"]),
    ("django.core", &["validators"]),
    (
        "django.core.exceptions",
        &[
            "ImproperlyConfigured",
            "ObjectDoesNotExist",
            "ValidationError",
        ],
    ),
    (
        "django.core.validators",
        &[
            "FileExtensionValidator",
            "MaxLengthValidator",
            "MaxValueValidator",
            "MinLengthValidator",
            "MinValueValidator",
            "RegexValidator",
        ],
    ),
    (
        "django.db",
        &[
            "IntegrityError",
            "connection",
            "migrations",
            "models",
            "transaction",
        ],
    ),
    ("django.urls", &["path", "reverse", "reverse_lazy"]),
    ("django.utils", &["timezone"]),
    ("django.utils.functional", &["cached_property"]),
    ("django.utils.text", &["slugify"]),
    (
        "django.utils.translation",
        &["gettext", "gettext_lazy", "ngettext"],
    ),
    ("datetime", &["date", "timedelta"]),
    ("decimal", &["Decimal"]),
    ("functools", &["partial"]),
    ("pathlib", &["Path"]),
    ("uuid", &["uuid4"]),
];

/// Modules of Python that are imported as a whole.
const WHOLE: &[&str] = &["json", "math", "os", "random", "re", "sys", "uuid"];

/// The line that imports a name, if it is one that everybody knows.
#[inline(never)]
pub(super) fn import_of(name: &str) -> Option<String> {
    if name == "_" {
        return Some("from django.utils.translation import gettext_lazy as _".to_owned());
    }
    if WHOLE.contains(&name) {
        return Some(format!("import {name}"));
    }
    let mut modules = IMPORTED.iter();
    let known = modules.find(|(_, names)| names.contains(&name));
    let module = match known {
        Some((module, _)) => module,
        None => is_of_models(name).then_some(MODELS)?,
    };
    Some(format!("from {module} import {name}"))
}

#[cfg(test)]
mod tests {
    use super::import_of;

    #[test]
    fn a_known_name_has_its_line() {
        for (name, line) in [
            ("models", Some("from django.db import models")),
            ("timezone", Some("from django.utils import timezone")),
            ("CharField", Some("from django.db.models import CharField")),
            (
                "_",
                Some("from django.utils.translation import gettext_lazy as _"),
            ),
            ("uuid", Some("import uuid")),
            ("Foomodels", None),
        ] {
            assert_eq!(import_of(name).as_deref(), line);
        }
    }
}
