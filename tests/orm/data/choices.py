from django.db import migrations, models
from django.db.models import Case, Value, When

MAP = {"f": "fic", "n": "non"}


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.update(
        genre=Case(*[When(genre=old, then=Value(new)) for old, new in MAP.items()], default=Value("?"))
    )


def backwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for old, new in MAP.items():
        Book.objects.filter(genre=new).update(genre=old)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AlterField("book", "genre", models.CharField(max_length=3, default="fic")),
        migrations.RunPython(forwards, backwards),
    ]
