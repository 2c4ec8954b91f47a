import json

from django.db import migrations, models


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.exclude(data=None).iterator(chunk_size=2):
        data = book.data
        if isinstance(data, dict):
            data.setdefault("version", 2)
            data.pop("langs", None)
        else:
            data = {"items": data}
        book.data = data
        book.dumped = json.dumps(data, sort_keys=True)
        book.save(update_fields=["data", "dumped"])


def backwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    books = []
    for book in Book.objects.filter(data__version=2):
        del book.data["version"]
        books.append(book)
    Book.objects.bulk_update(books, ["data"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "dumped", models.TextField(blank=True, default="")),
        migrations.RunPython(forwards, backwards),
    ]
