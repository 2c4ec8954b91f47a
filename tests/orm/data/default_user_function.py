import uuid

from django.db import migrations, models


def numbered():
    numbered.count += 1
    return f"n{numbered.count}"


numbered.count = 0


def give_keys(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    namespace = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    for tag in Tag.objects.all().order_by("slug"):
        tag.key = uuid.uuid5(namespace, tag.slug)
        tag.save(update_fields=["key"])
    print(list(Tag.objects.order_by("slug").values_list("slug", "key", "label")))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Tag", "label", models.CharField(max_length=5, default=numbered)),
        migrations.AddField("Tag", "key", models.UUIDField(null=True, editable=False)),
        migrations.RunPython(give_keys, migrations.RunPython.noop),
        migrations.AlterField("Tag", "key", models.UUIDField(default=uuid.uuid4, unique=True, editable=False)),
    ]
