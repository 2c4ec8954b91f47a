from django.conf import settings


def get_user_model():
    from django.apps import apps

    return apps.get_model(settings.AUTH_USER_MODEL, require_ready=False)
