from django.db import migrations, models
from django.db.models import Value
from django.db.models.functions import Concat


def combine(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.update(name=Concat("name", Value(" of "), "country__name"))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(combine, migrations.RunPython.noop)]
