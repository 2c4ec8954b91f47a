import inspect

from django.conf import settings
from django.contrib.auth import get_user_model, signals
from django.contrib.auth.models import Permission
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.db.models import Exists, OuterRef, Q
from django.utils.module_loading import import_string


def backends():
    """The backends that the settings name, each with its path."""
    paths = getattr(
        settings, "AUTHENTICATION_BACKENDS", ["django.contrib.auth.backends.ModelBackend"]
    )
    found = [(import_string(path)(), path) for path in paths]
    if not found:
        raise ImproperlyConfigured(
            "No authentication backends have been defined. Does "
            "AUTHENTICATION_BACKENDS contain anything?"
        )
    return found


def authenticate(request, credentials):
    for backend, path in backends():
        try:
            inspect.signature(backend.authenticate).bind(request, **credentials)
        except TypeError:
            continue
        try:
            user = backend.authenticate(request, **credentials)
        except PermissionDenied:
            break
        if user is not None:
            user.backend = path
            return user
    secret = ("api", "token", "key", "secret", "password", "signature")
    cleaned = {
        name: "*" * 20 if any(word in name.lower() for word in secret) else value
        for name, value in credentials.items()
    }
    signals.user_login_failed.send(
        sender="django.contrib.auth", credentials=cleaned, request=request
    )


class BaseBackend:
    def authenticate(self, request, **kwargs):
        return None

    def get_user(self, user_id):
        return None

    def get_user_permissions(self, user_obj, obj=None):
        return set()

    def get_group_permissions(self, user_obj, obj=None):
        return set()

    def get_all_permissions(self, user_obj, obj=None):
        return self.get_user_permissions(user_obj, obj) | self.get_group_permissions(user_obj, obj)

    def has_perm(self, user_obj, perm, obj=None):
        return perm in self.get_all_permissions(user_obj, obj)


class ModelBackend(BaseBackend):
    def authenticate(self, request, username=None, password=None, **kwargs):
        model = get_user_model()
        if username is None:
            username = kwargs.get(model.USERNAME_FIELD)
        if username is None or password is None:
            return None
        try:
            user = model._default_manager.get_by_natural_key(username)
        except model.DoesNotExist:
            return None
        if user.check_password(password) and self.user_can_authenticate(user):
            return user

    def user_can_authenticate(self, user):
        return getattr(user, "is_active", True)

    def get_user(self, user_id):
        model = get_user_model()
        try:
            user = model._default_manager.get(pk=user_id)
        except model.DoesNotExist:
            return None
        return user if self.user_can_authenticate(user) else None

    def get_user_permissions(self, user_obj, obj=None):
        return self._permissions(user_obj, obj, "user", lambda: user_obj.user_permissions.all())

    def get_group_permissions(self, user_obj, obj=None):
        return self._permissions(
            user_obj,
            obj,
            "group",
            lambda: Permission.objects.filter(group__in=user_obj.groups.all()),
        )

    def _permissions(self, user_obj, obj, kind, own):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        cache = f"_{kind}_perm_cache"
        if not hasattr(user_obj, cache):
            permissions = Permission.objects.all() if user_obj.is_superuser else own()
            names = permissions.values_list("content_type__app_label", "codename").order_by()
            setattr(user_obj, cache, {f"{label}.{codename}" for label, codename in names})
        return getattr(user_obj, cache)

    def get_all_permissions(self, user_obj, obj=None):
        if not user_obj.is_active or user_obj.is_anonymous or obj is not None:
            return set()
        if not hasattr(user_obj, "_perm_cache"):
            user_obj._perm_cache = super().get_all_permissions(user_obj)
        return user_obj._perm_cache

    def has_perm(self, user_obj, perm, obj=None):
        return user_obj.is_active and super().has_perm(user_obj, perm, obj=obj)

    def has_module_perms(self, user_obj, app_label):
        return user_obj.is_active and any(
            perm.split(".")[0] == app_label for perm in self.get_all_permissions(user_obj)
        )

    def with_perm(self, perm, is_active=True, include_superusers=True, obj=None):
        if isinstance(perm, str):
            try:
                label, codename = perm.split(".")
            except ValueError:
                raise ValueError(
                    "Permission name should be in the form app_label.permission_codename."
                )
        elif not isinstance(perm, Permission):
            raise TypeError("The `perm` argument must be a string or a permission instance.")
        model = get_user_model()
        if obj is not None:
            return model._default_manager.none()
        granted = Q(group__user=OuterRef("pk")) | Q(user=OuterRef("pk"))
        if isinstance(perm, Permission):
            granted &= Q(pk=perm.pk)
        else:
            granted &= Q(codename=codename, content_type__app_label=label)
        wanted = Exists(Permission.objects.filter(granted))
        if include_superusers:
            wanted |= Q(is_superuser=True)
        if is_active is not None:
            wanted &= Q(is_active=is_active)
        return model._default_manager.filter(wanted)


class AllowAllUsersModelBackend(ModelBackend):
    def user_can_authenticate(self, user):
        return True


def has_perm(user, perm, obj):
    return granted("has_perm", user, perm, obj)


def has_module_perms(user, app_label):
    return granted("has_module_perms", user, app_label)


def granted(method, user, *args):
    for backend, _ in backends():
        if hasattr(backend, method):
            try:
                if getattr(backend, method)(user, *args):
                    return True
            except PermissionDenied:
                return False
    return False


def permissions(user, obj, kind):
    name = f"get_{kind}_permissions"
    found = set()
    for backend, _ in backends():
        if hasattr(backend, name):
            found.update(getattr(backend, name)(user, obj))
    return found
