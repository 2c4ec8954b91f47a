from django.db import migrations


def fail(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    Tag.objects.filter(slug="sea").update(slug="kept-not")
    Tag.objects.create(slug="funny")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(fail)]
