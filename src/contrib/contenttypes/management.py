from django.apps import apps as global_apps
from django.db import DEFAULT_DB_ALIAS, IntegrityError, transaction


def create_contenttypes(
    app_config, verbosity=2, interactive=True, using=DEFAULT_DB_ALIAS, apps=global_apps, **kwargs
):
    if not app_config.models_module:
        return
    label = app_config.label
    try:
        app_config = apps.get_app_config(label)
        ContentType = apps.get_model("contenttypes", "ContentType")
    except LookupError:
        return
    known = set(ContentType.objects.using(using).filter(app_label=label).values_list("model", flat=True))
    names = [model._meta.model_name for model in app_config.get_models()]
    missing = [ContentType(app_label=label, model=name) for name in names if name not in known]
    ContentType.objects.using(using).bulk_create(missing)
    if verbosity >= 2:
        for content_type in missing:
            print(f"Adding content type '{content_type.app_label} | {content_type.model}'")


def rename(app_label, old_model, new_model):
    """What a migration runs to give a content type the new name of its model (`RenameContentType`)."""

    def code(apps, schema_editor):
        ContentType = apps.get_model("contenttypes", "ContentType")
        database = schema_editor.connection.alias
        found = ContentType.objects.using(database).filter(app_label=app_label, model=old_model).first()
        if found is None:
            return
        found.model = new_model
        try:
            with transaction.atomic(using=database):
                found.save(using=database, update_fields=["model"])
        except IntegrityError:
            # There is one for the new name already: both stay.
            pass

    return code
