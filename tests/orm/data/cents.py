from decimal import ROUND_HALF_UP, Decimal

from django.db import migrations, models


def to_cents(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.only("pk", "price"):
        Book.objects.filter(pk=book.pk).update(cents=int(book.price * 100))
    print(Book.objects.aggregate(models.Sum("cents"), models.Max("cents"), average=models.Avg("cents")))


def to_price(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for pk, cents in Book.objects.values_list("pk", "cents"):
        price = (Decimal(cents) / 100 * Decimal("1.1")).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)
        Book.objects.filter(pk=pk).update(price=price)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "cents", models.PositiveIntegerField(default=0)),
        migrations.RunPython(to_cents, to_price),
        migrations.RemoveField("book", "price"),
    ]
