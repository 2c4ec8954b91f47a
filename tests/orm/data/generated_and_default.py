from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Upper


def forwards(apps, schema_editor):
    Place = apps.get_model("library", "Place")
    place = Place.objects.create(name="Shed")
    print(repr(place.label), place.kind)
    place.refresh_from_db()
    print(repr(place.label), place.kind)
    print(Place.objects.filter(label__startswith="HALL").update(kind="big"))
    print(list(Place.objects.order_by("pk").values_list("label", "kind")))
    Branch = apps.get_model("library", "Branch")
    print([(branch.label, branch.kind, branch.place_ptr.name) for branch in Branch.objects.order_by("pk")])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Place", "kind", models.CharField(max_length=5, db_default=Value("small"))),
        migrations.AddField(
            "Place",
            "label",
            models.GeneratedField(expression=Concat(Upper("name"), Value("/"), "city"), output_field=models.CharField(max_length=61), db_persist=False),
        ),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
