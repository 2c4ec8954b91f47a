from decimal import ROUND_HALF_UP, Decimal

from django.db import migrations, models
from django.db.models import F


def cents(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.update(cents=F("price") * 100)
    for book in Book.objects.filter(price__gte=Decimal("9")):
        book.price = (book.price / 3).quantize(Decimal("0.01"), ROUND_HALF_UP)
        book.save()


def euros(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.all():
        book.price = Decimal(book.cents) / 100
        book.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "cents", models.IntegerField(default=0)),
        migrations.RunPython(cents, euros),
    ]
