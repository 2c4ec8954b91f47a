from django.db import migrations, models
from django.db.models import Avg, Count, OuterRef, Subquery, Sum


def count(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Book = apps.get_model("library", "Book")
    for author in Author.objects.annotate(amount=Count("book"), pages=Sum("book__pages")):
        author.books = author.amount
        author.page_total = author.pages or 0
        author.save(update_fields=["books", "page_total"])
    stars = (
        Book.objects.filter(author=OuterRef("pk"))
        .order_by()
        .values("author")
        .annotate(mean=Avg("review__stars"))
        .values("mean")
    )
    Author.objects.update(stars=Subquery(stars))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("author", "books", models.IntegerField(default=0)),
        migrations.AddField("author", "page_total", models.IntegerField(default=0)),
        migrations.AddField("author", "stars", models.FloatField(null=True)),
        migrations.RunPython(count, migrations.RunPython.noop),
    ]
