from django.db import migrations


def forwards(apps, schema_editor):
    Place = apps.get_model("library", "Place")
    Branch = apps.get_model("library", "Branch")
    for place in Place.objects.filter(branch=None):
        branch = Branch(place_ptr=place, shelves=1)
        branch.__dict__.update({"name": place.name, "city": place.city})
        branch.save()
    Branch.objects.filter(city="").update(city="Unknown", shelves=0)
    print(Branch.objects.order_by("pk").values_list("name", "city", "shelves"))


def backwards(apps, schema_editor):
    Branch = apps.get_model("library", "Branch")
    Branch.objects.get(name="Hall").delete(keep_parents=True)
    Branch.objects.get(name="North").delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
