//! The texts of modules that are imported only by what programs do. Each is the constant of a function
//! of its own, so that a first visit need not load it.

/// The rest of the connection and of what it knows of SQLite.
pub(super) fn backend() -> &'static str {
    include_str!("python/backend.py")
}

/// `call_command()`.
pub(super) fn call_command() -> &'static str {
    include_str!("python/call_command.py")
}

/// What `dumpdata` and `loaddata` do.
pub(super) fn fixtures() -> &'static str {
    include_str!("python/fixtures.py")
}

/// `django.core.serializers`.
pub(super) fn serializers() -> &'static str {
    include_str!("python/serializers.py")
}

/// `django.core.serializers.base`.
pub(super) fn serializers_base() -> &'static str {
    include_str!("python/serializers_base.py")
}

/// `django.test.utils`.
pub(super) fn test_utils() -> &'static str {
    include_str!("python/test_utils.py")
}

/// What of querysets is written in Python.
pub(super) fn querying() -> &'static str {
    include_str!("python/querying.py")
}

/// `django.db.transaction`.
pub(super) fn transaction() -> &'static str {
    include_str!("python/transaction.py")
}

/// `django.core.paginator`.
pub(super) fn paginator() -> &'static str {
    include_str!("python/paginator.py")
}

/// What of `django.forms.models` needs no form.
pub(super) fn form_models() -> &'static str {
    include_str!("python/form_models.py")
}

/// What of `django.shortcuts` needs no request.
pub(super) fn shortcuts() -> &'static str {
    include_str!("python/shortcuts.py")
}

/// `django.core.checks`.
pub(super) fn checks() -> &'static str {
    include_str!("python/checks.py")
}

/// `django.core.checks.messages`.
pub(super) fn check_messages() -> &'static str {
    include_str!("python/check_messages.py")
}

/// What the project registers with `django.core.checks`.
pub(super) fn check_registry() -> &'static str {
    include_str!("python/check_registry.py")
}
