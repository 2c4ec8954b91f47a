import datetime
from datetime import timedelta

from django.db import migrations, models
from django.utils import timezone


def forwards(apps, schema_editor):
    Loan = apps.get_model("library", "Loan")
    Book = apps.get_model("library", "Book")
    for loan in Loan.objects.all():
        loan.since = loan.until - loan.length
        loan.closed = datetime.datetime.combine(loan.until, loan.at, tzinfo=datetime.timezone.utc)
        loan.save()
    print(Loan.objects.filter(closed__lt=min(timezone.now(), datetime.datetime(2024, 12, 31, tzinfo=datetime.timezone.utc)) - timedelta(days=1)).count())
    Book.objects.filter(published=None).update(published=datetime.datetime(2000, 1, 2, 3, 4, 5, tzinfo=datetime.timezone.utc))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("loan", "since", models.DateField(null=True)),
        migrations.AddField("loan", "closed", models.DateTimeField(null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
