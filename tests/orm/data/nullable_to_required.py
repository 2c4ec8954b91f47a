from django.db import migrations, models


def fill(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    unknown, _ = apps.get_model("library", "Country").objects.get_or_create(name="Unknown")
    for author in Author.objects.filter(country__isnull=True):
        author.country = unknown
        author.save()
    print(Author.objects.filter(country=unknown).values_list("name", flat=True))


def empty(apps, schema_editor):
    apps.get_model("library", "Author").objects.filter(country__name="Unknown").update(country=None)
    apps.get_model("library", "Country").objects.get(name="Unknown").delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(migrations.RunPython.noop, empty),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AlterField("author", "country", models.ForeignKey("library.country", models.PROTECT, related_name="authors")),
    ]
