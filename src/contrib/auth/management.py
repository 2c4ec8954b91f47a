from django.apps import apps as global_apps
from django.contrib.contenttypes.management import create_contenttypes
from django.db import DEFAULT_DB_ALIAS


def create_permissions(
    app_config, verbosity=2, interactive=True, using=DEFAULT_DB_ALIAS, apps=global_apps, **kwargs
):
    """What `post_migrate` does by itself, for the migrations that need permissions earlier."""
    if not app_config.models_module:
        return
    try:
        Permission = apps.get_model("auth", "Permission")
    except LookupError:
        return
    create_contenttypes(
        app_config, verbosity=verbosity, interactive=interactive, using=using, apps=apps, **kwargs
    )
    try:
        app_config = apps.get_app_config(app_config.label)
        ContentType = apps.get_model("contenttypes", "ContentType")
    except LookupError:
        return
    models = list(app_config.get_models())
    types = ContentType.objects.db_manager(using).get_for_models(*models, for_concrete_models=False)
    known = set(
        Permission.objects.using(using)
        .filter(content_type__in=list(types.values()))
        .values_list("content_type", "codename")
    )
    missing = []
    for model in models:
        for codename, name in all_permissions(model._meta):
            if (types[model].pk, codename) not in known:
                missing.append(Permission(content_type=types[model], codename=codename, name=name))
    Permission.objects.using(using).bulk_create(missing)
    if verbosity >= 2:
        for permission in missing:
            print(f"Adding permission '{permission}'")


def all_permissions(options):
    default = [
        (f"{action}_{options.model_name}", f"Can {action} {options.verbose_name_raw}")
        for action in options.default_permissions
    ]
    return [*default, *options.permissions]
