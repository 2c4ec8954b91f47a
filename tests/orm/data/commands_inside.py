import io

from django.core import serializers
from django.core.management import call_command
from django.db import migrations

ROWS = '[{"model": "library.tag", "pk": 50, "fields": {"slug": "loaded"}}, {"model": "library.country", "pk": 60, "fields": {"name": "Peru"}}]'


def forwards(apps, schema_editor):
    for row in serializers.deserialize("json", ROWS):
        row.save()
    print(apps.get_model("library", "Tag").objects.filter(pk=50).exists())
    out = io.StringIO()
    call_command("dumpdata", "library.tag", "library.country", stdout=out)
    print(out.getvalue())
    text = serializers.serialize("json", apps.get_model("library", "Memo").objects.order_by("order"), fields=["note"])
    print(text)


def backwards(apps, schema_editor):
    apps.get_model("library", "Tag").objects.filter(pk__gte=50).delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
