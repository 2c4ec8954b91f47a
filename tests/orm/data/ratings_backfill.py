from django.db import migrations, models
from django.db.models import Avg, Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, Round


def fill(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Review = apps.get_model("library", "Review")
    stars = Review.objects.filter(book=OuterRef("pk")).order_by().values("book")
    Book.objects.update(
        mean=Coalesce(Subquery(stars.annotate(a=Round(Avg("stars"), 1)).values("a")), 0.0),
        count=Coalesce(Subquery(stars.annotate(n=Count("*")).values("n")), 0),
    )
    totals = Book.objects.aggregate(all=Sum("count"), rated=Count("pk", filter=Q(count__gt=0)), best=Avg("mean", filter=~Q(mean=0)))
    print(totals)
    assert Book.objects.filter(count=F("reviews_seen")).count() == 1 + 1 + 1


def undo(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.filter(mean__gte=4).only("rating", "mean").iterator(chunk_size=2):
        book.rating = book.mean
        book.save(update_fields=["rating"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Book", "mean", models.FloatField(null=True)),
        migrations.AddField("Book", "count", models.IntegerField(default=0)),
        migrations.AddField("Book", "reviews_seen", models.IntegerField(default=1)),
        migrations.RunPython(fill, undo),
    ]
