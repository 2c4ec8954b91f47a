from django.db import migrations, models
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Book = apps.get_model("library", "Book")
    counts = (
        Book.objects.filter(author=OuterRef("pk"))
        .order_by()
        .values("author")
        .annotate(total=Count("pk"))
        .values("total")
    )
    changed = Author.objects.update(
        book_count=Coalesce(Subquery(counts, output_field=models.IntegerField()), 0)
    )
    print(changed, "authors counted")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("author", "book_count", models.IntegerField(default=-1)),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True),
    ]
