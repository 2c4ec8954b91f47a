from django.db import IntegrityError, transaction


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
