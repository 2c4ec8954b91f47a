from django.db import migrations, models


def forwards(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    Book = apps.get_model("library", "Book")
    titles = dict(Book.objects.values_list("pk", "title"))
    for review in Review.objects.all():
        review.book_title = titles[review.book_id]
        review.save(update_fields=("book_title",))
    print(Book.objects.in_bulk([1, 3]).keys(), Book.objects.in_bulk(["Emma"], field_name="title") if Book._meta.get_field("title").unique else "not unique")


def backwards(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    Book = apps.get_model("library", "Book")
    for review in Review.objects.filter(book=None):
        review.book = Book.objects.get(title=review.book_title)
        review.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("review", "book_title", models.CharField(default="", max_length=100)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AlterField("review", "book", models.ForeignKey("library.book", models.SET_NULL, null=True, related_name="reviews")),
        migrations.RunPython(migrations.RunPython.noop, backwards),
        migrations.RunSQL("UPDATE library_review SET book_id = NULL WHERE stars < 4", "SELECT 1"),
    ]
