import datetime

from django.db import migrations, models
from django.db.models import F
from django.db.models.functions import ExtractMonth, ExtractYear, TruncYear
from django.utils import timezone


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.update(year=ExtractYear("published"))
    for row in Book.objects.annotate(start=TruncYear("published"), month=ExtractMonth("published")).order_by("pk").values_list("year", "start", "month"):
        print(row)
    print([moment.year for moment in Book.objects.datetimes("published", "year", order="DESC")])
    Loan = apps.get_model("library", "Loan")
    Loan.objects.filter(until__lt=datetime.date(2024, 6, 1)).update(until=F("until") + datetime.timedelta(days=30))
    for loan in Loan.objects.order_by("pk"):
        loan.length += datetime.timedelta(weeks=1)
        loan.at = (datetime.datetime.combine(loan.until, loan.at) + datetime.timedelta(minutes=45)).time()
        loan.save()
    late = timezone.make_aware(datetime.datetime(1900, 1, 1))
    print(Book.objects.filter(published__gte=late).count(), Book.objects.earliest("published").title)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "year", models.SmallIntegerField(null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
