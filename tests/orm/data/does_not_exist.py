from django.db import migrations


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.filter(name="Mark Twain").update(name="Samuel Clemens")
    Author.objects.get(name="Mark Twain")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
