from django.db import migrations, models
from django.db.models import Case, Value, When


class Genre(models.TextChoices):
    NOVEL = "novel", "A novel"
    FACTS = "facts"


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    changed = Book.objects.update(kind=Case(When(genre="f", then=Value(Genre.NOVEL)), When(genre="n", then=Value(Genre.FACTS.value))))
    print(changed, Genre.labels, Genre.FACTS.label)
    print([(book.title, book.get_kind_display(), book.get_genre_display()) for book in Book.objects.order_by("pk")])
    print(Book.objects.filter(kind=Genre.FACTS).count(), Book.objects.filter(kind__in=Genre.values).count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Book", "kind", models.CharField(max_length=5, choices=Genre.choices, null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
