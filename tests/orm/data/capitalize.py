from django.db import migrations


def capitalize(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for author in Author.objects.all():
        author.name = author.name.upper()
        author.save()


def lower(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for author in Author.objects.all():
        author.name = author.name.title()
        author.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(capitalize, lower)]
