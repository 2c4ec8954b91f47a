import enum

from django.db import migrations, models


class Genre(models.TextChoices):
    FICTION = "f", "Fiction"
    FACTS = "n", "Non-fiction"


class Level(enum.IntEnum):
    EASY = 1
    HARD = enum.auto()

    @classmethod
    def of(cls, pages):
        return cls.HARD if pages > 400 else cls.EASY


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.order_by("pk"):
        book.level = Level.of(book.pages)
        book.save()
        print(Genre(book.genre).label, book.get_genre_display(), Level(book.level).name, Genre.FICTION == book.genre)
    print(Genre.choices, list(Level), Book.objects.filter(genre=Genre.FACTS, level=Level.HARD).count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "level", models.IntegerField(default=0)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
