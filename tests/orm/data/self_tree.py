from django.db import migrations, models
from django.db.models import Count, F


def forwards(apps, schema_editor):
    Category = apps.get_model("library", "Category")
    level, seen = 0, 0
    parents = Category.objects.filter(parent=None)
    while parents:
        seen += parents.update(depth=level)
        parents = Category.objects.filter(parent__in=list(parents))
        level += 1
    print(seen, level)
    print(list(Category.objects.annotate(n=Count("children"), up=F("parent__parent__name")).order_by("depth", "name").values_list("name", "depth", "n", "up")))
    leaf = Category.objects.get(name="leaf")
    leaf.parent.parent.children.add(Category(name="extra", depth=1), bulk=False)
    Category.objects.get(name="left").similar.add(leaf)
    print(sorted(leaf.similar.values_list("name", flat=True)), leaf.children.exists())


def backwards(apps, schema_editor):
    Category = apps.get_model("library", "Category")
    for category in Category.objects.filter(depth__gte=1).order_by("-depth", "name"):
        category.name = f"{category.parent.name}/{category.name}"
        category.save(update_fields=["name"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Category", "depth", models.IntegerField(default=-1)),
        migrations.RunPython(forwards, backwards),
    ]
