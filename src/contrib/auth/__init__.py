from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def get_user_model():
    from django.apps import apps

    try:
        return apps.get_model(settings.AUTH_USER_MODEL, require_ready=False)
    except ValueError:
        raise ImproperlyConfigured(
            "AUTH_USER_MODEL must be of the form 'app_label.model_name'"
        )
    except LookupError:
        raise ImproperlyConfigured(
            "AUTH_USER_MODEL refers to model '%s' that has not been installed"
            % settings.AUTH_USER_MODEL
        )


def authenticate(request=None, **credentials):
    from django.contrib.auth import backends

    return backends.authenticate(request, credentials)


def get_backends():
    from django.contrib.auth import backends

    return [backend for backend, _ in backends.backends()]


def get_permission_codename(action, opts):
    return f"{action}_{opts.model_name}"
