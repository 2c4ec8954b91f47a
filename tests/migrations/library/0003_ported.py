from django.db import migrations, models


def fill(apps, schema_editor):
    pass


def default_name():
    return "x"


class Migration(migrations.Migration):
    dependencies = [("library", "0002_more")]

    operations = [
        migrations.RunPython(fill),
        migrations.AddField("book", "name", models.CharField(default=default_name, max_length=3)),
    ]
