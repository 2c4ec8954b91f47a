from django.db import IntegrityError, migrations, transaction


def batches(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    for slug in ["fresh", "sea", "other"]:
        try:
            with transaction.atomic():
                Tag.objects.create(slug=slug)
        except IntegrityError as error:
            print(slug, error)


def back(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    Tag.objects.filter(slug="fresh").delete()
    raise ValueError("half way")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(batches, back)]
