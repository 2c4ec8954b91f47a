from django.db import migrations


def look(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Draft = apps.get_model("library", "Draft")
    book = Book.objects.first()
    print(book, repr(book), Book.__module__, hasattr(book, "get_genre_display"), book.get_genre_display())
    book.title = "  kept as it is "
    book.save()
    print(Draft.objects.count(), hasattr(Draft, "thick"), Book._meta.ordering)
    Author = apps.get_model("library", "Author")
    print(type(Author.objects).__name__, hasattr(Author, "current"), Author.objects.first())
    print(Author.objects.living())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(look)]
