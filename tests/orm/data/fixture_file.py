from django.core.management import CommandError, call_command
from django.db import migrations


def load(apps, schema_editor):
    call_command("loaddata", "places.json", app_label="library")
    call_command("loaddata", "places", verbosity=0)
    Author = apps.get_model("library", "Author")
    print(Author.objects.filter(country__name="United Kingdom", active=False).values_list("name", flat=True))
    try:
        call_command("loaddata", "nowhere.json")
    except CommandError as error:
        print(type(error).__name__, error)


def unload(apps, schema_editor):
    apps.get_model("library", "Author").objects.filter(pk=70).delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
