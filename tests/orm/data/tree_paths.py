from collections import deque

from django.db import migrations, models


def forwards(apps, schema_editor):
    Category = apps.get_model("library", "Category")
    waiting = deque((root, "", 0) for root in Category.objects.filter(parent__isnull=True))
    while waiting:
        category, prefix, depth = waiting.popleft()
        category.path = f"{prefix}/{category.name}"
        category.depth = depth
        category.save()
        waiting.extend((child, category.path, depth + 1) for child in category.children.order_by("name"))
    print(*Category.objects.order_by("path").values_list("path", flat=True), sep="\n")
    print(Category.objects.filter(parent__parent__name="root").values("name", "parent__name").get())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("category", "path", models.CharField(default="", max_length=200)),
        migrations.AddField("category", "depth", models.IntegerField(default=0)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AlterField("category", "path", models.CharField(max_length=200, unique=True)),
    ]
