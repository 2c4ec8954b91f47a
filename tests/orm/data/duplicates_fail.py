from django.db import migrations, models


def forwards(apps, schema_editor):
    apps.get_model("library", "Book").objects.filter(pages__gt=300).update(shelf="A1")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "shelf", models.CharField(max_length=10, null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AlterField("book", "shelf", models.CharField(max_length=10, null=True, unique=True)),
    ]
