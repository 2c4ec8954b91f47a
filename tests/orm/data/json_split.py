from django.db import migrations, models
from django.db.models import Q
from django.db.models.fields.json import KT, KeyTextTransform


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.filter(data__has_key="isbn").update(isbn=KT("data__isbn"))
    for book in Book.objects.filter(Q(data__copies__gte=1) | Q(data__film__year__isnull=False)):
        data = dict(book.data)
        book.copies = data.pop("copies", 1)
        data["film_year"] = data.pop("film", {}).get("year")
        book.data = data
        book.save()
    print(list(Book.objects.order_by("pk").values_list("isbn", "copies", "data__film_year", "data__langs__1")))
    print(Book.objects.filter(data__contained_by={}).exists() if False else Book.objects.filter(data=None).count())


def backwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.exclude(isbn=""):
        book.data = {**(book.data or {}), "isbn": book.isbn, "copies": book.copies}
        book.data.pop("film_year", None)
        book.save(update_fields={"data"})
    Book.objects.annotate(x=KeyTextTransform("isbn", "data")).filter(x=None).update(data=[])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Book", "isbn", models.CharField(max_length=13, default="")),
        migrations.AddField("Book", "copies", models.PositiveIntegerField(default=0)),
        migrations.RunPython(forwards, backwards),
    ]
