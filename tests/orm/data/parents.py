from django.db import migrations, models


def depth(category):
    return 0 if category.parent is None else depth(category.parent) + 1


def forwards(apps, schema_editor):
    Category = apps.get_model("library", "Category")
    for category in Category.objects.order_by("pk"):
        category.depth = depth(category)
        category.path = "/".join(reversed(list(ancestors(category))))
        category.save()
    print(Category.objects.values_list("name", "depth", "path"))


def ancestors(category):
    while category:
        yield category.name
        category = category.parent


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("category", "depth", models.IntegerField(default=0)),
        migrations.AddField("category", "path", models.CharField(max_length=200, default="")),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
