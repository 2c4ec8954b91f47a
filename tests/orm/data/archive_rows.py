import datetime

from django.db import migrations, models
from django.db.models import ExpressionWrapper, F
from django.db.models.functions import Cast, ExtractYear, TruncMonth


def archive(apps, schema_editor):
    Loan = apps.get_model("library", "Loan")
    Archive = apps.get_model("library", "LoanArchive")
    ends = ExpressionWrapper(F("until") + F("length"), output_field=models.DateTimeField())
    old = Loan.objects.filter(until__lt=datetime.date(2024, 6, 1)).annotate(ends=ends, year=ExtractYear("until"))
    for loan in old:
        Archive.objects.create(title=loan.book.title, until=loan.until, length=loan.length, year=loan.year)
        print(loan.ends, loan.year, loan.at)
    print(old.delete())
    print(list(Loan.objects.annotate(month=TruncMonth("until"), text=Cast("until", models.CharField())).values_list("month", "text")))


def restore(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Loan = apps.get_model("library", "Loan")
    for row in apps.get_model("library", "LoanArchive").objects.values("title", "until", "length"):
        Loan.objects.create(book=Book.objects.get(title=row.pop("title")), **row)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "LoanArchive",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("title", models.CharField(max_length=100)),
                ("until", models.DateField()),
                ("length", models.DurationField()),
                ("year", models.IntegerField()),
            ],
            options={"ordering": ["-until"]},
        ),
        migrations.RunPython(archive, restore),
    ]
