from django.db import migrations, models
from django.db.models import F


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    books = list(Book.objects.order_by(F("rating").desc(nulls_last=True), "title"))
    for rank, book in enumerate(books, 1):
        book.rank = rank
    print(Book.objects.bulk_update(books, ["rank"]), [book.rank for book in Book.objects.order_by("rank")])
    Book.objects.filter(rank__range=(2, 4)).update(rank=F("rank") * 10 + F("pages") % 7)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "rank", models.IntegerField(default=0)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint("book", models.UniqueConstraint(fields=["rank"], name="one_rank")),
        migrations.AddIndex("book", models.Index(fields=["-rank"], name="by_rank")),
    ]
