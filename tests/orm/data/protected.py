from django.db import migrations
from django.db.models import ProtectedError, RestrictedError


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Category = apps.get_model("library", "Category")
    for author in Author.objects.order_by("pk"):
        try:
            print(author.name, author.delete())
        except ProtectedError as error:
            print(author.name, "is kept:", error.args[0], len(error.protected_objects))
    try:
        Category.objects.get(name="right").delete()
    except RestrictedError as error:
        print(type(error).__name__, error.args[0])
        Category.objects.filter(name="leaf").update(fallback=None)
    print(Category.objects.get(name="right").delete())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
