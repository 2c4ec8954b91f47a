from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat


def combine(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.update(label=Concat("name", Value(" ("), "country__name", Value(")")))


def combine_rows(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for author in Author.objects.select_related("country").iterator():
        country = author.country.name if author.country else "?"
        author.label = "%s (%s)" % (author.name, country)
        author.save(update_fields=["label"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("author", "label", models.CharField(max_length=100, default="")),
        migrations.RunPython(combine_rows, migrations.RunPython.noop),
        migrations.AlterField("author", "label", models.CharField(max_length=120, default="")),
    ]
