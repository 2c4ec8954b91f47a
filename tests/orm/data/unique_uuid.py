import uuid

from django.db import migrations, models


def gen_uuid(apps, schema_editor):
    MyModel = apps.get_model("library", "Tag")
    for number, row in enumerate(MyModel.objects.all()):
        row.uuid = uuid.UUID(int=number)
        row.save(update_fields=["uuid"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("tag", "uuid", models.UUIDField(default=uuid.uuid4, null=True)),
        migrations.RunPython(gen_uuid, reverse_code=migrations.RunPython.noop),
        migrations.AlterField("tag", "uuid", models.UUIDField(default=uuid.uuid4, unique=True)),
    ]
