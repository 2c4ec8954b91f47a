from django.db import migrations, models
from django.db.models import Exists, F, OuterRef, Q


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Review = apps.get_model("library", "Review")
    reviewed = Review.objects.filter(book=OuterRef("pk"), stars__gte=4)
    Book.objects.filter(Exists(reviewed)).update(recommended=True)
    Book.objects.filter(~Exists(reviewed) & Q(pages__gt=0)).update(recommended=False)
    for book in Book.objects.annotate(liked=Exists(reviewed)).order_by("-liked", "title"):
        print(book.title, book.recommended, book.liked)
    print(Book.objects.filter(author__in=Book.objects.filter(recommended=True).values("author")).exclude(Q(recommended=True) | Q(tags__slug="sea")).distinct().count())
    print(list(Book.objects.filter(pages__gt=F("author__id") * 100).values_list("pk", flat=True)))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "recommended", models.BooleanField(null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
