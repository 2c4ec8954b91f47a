from django.db import migrations
from django.db.models import ProtectedError, RestrictedError


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Category = apps.get_model("library", "Category")
    try:
        Book.objects.filter(title="Tom Sawyer").delete()
    except ProtectedError as error:
        print(error.args[0], sorted(loan.pk for loan in error.protected_objects))
    try:
        Category.objects.get(name="right").delete()
    except RestrictedError as error:
        print(type(error).__name__, error)
    print(Category.objects.filter(name="root").delete())
    Book.objects.get(title="Septology").delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
