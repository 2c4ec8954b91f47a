from django.db import migrations, models
from django.db.models import F, Window
from django.db.models.functions import DenseRank, Lag, RowNumber


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    rank = Window(DenseRank(), order_by=F("pages").desc())
    place = Window(RowNumber(), partition_by="genre", order_by="title")
    ranked = Book.objects.annotate(r=rank, p=place, before=Window(Lag("title"), order_by="title"))
    for book in ranked.order_by("title"):
        print(book.title, book.r, book.p, book.before)
        Book.objects.filter(pk=book.pk).update(rank=book.r)
    print(list(ranked.filter(p=1).values_list("title", flat=True)))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Book", "rank", models.IntegerField(null=True)),
        migrations.RunPython(forwards, lambda apps, schema_editor: None),
    ]
