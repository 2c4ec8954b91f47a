from django.db import migrations, models
from django.db.models.fields.json import KT


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.filter(data__isbn__isnull=False).annotate(isbn=KT("data__isbn")).order_by("isbn"):
        print(book.title, book.isbn, book.data.get("film", {}).get("year", "no film"))
        book.code = book.isbn.zfill(6)
        book.data.pop("isbn")
        book.data.setdefault("langs", []).append("no")
        book.save(update_fields=["code", "data"])
    print(Book.objects.filter(data__contains=1).count() if schema_editor.connection.features.supports_json_field_contains else "contains is missing")


def backwards(apps, schema_editor):
    for book in apps.get_model("library", "Book").objects.exclude(code=None):
        book.data["isbn"] = book.code.lstrip("0")
        book.data["langs"] = [name for name in book.data["langs"] if name != "no"] or None
        book.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "code", models.CharField(max_length=6, null=True)),
        migrations.RunPython(forwards, backwards),
    ]
