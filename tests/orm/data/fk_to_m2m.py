from django.db import migrations, models


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.all():
        book.authors.add(book.author)
        for editor in book.editors.all():
            book.authors.add(editor)


def backwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.prefetch_related("authors"):
        authors = list(book.authors.all())
        if authors:
            book.author = authors[-1]
            book.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "authors", models.ManyToManyField("library.Author", related_name="written")),
        migrations.RunPython(forwards, backwards),
    ]
