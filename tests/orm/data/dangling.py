from django.db import migrations


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.create(title="Nobody's", author_id=999)
    print(Book.objects.count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
