from django.db import migrations


def fail(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    Tag.objects.create(slug="before")
    Tag.objects.get(slug="missing")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(fail)]
