from django.db import IntegrityError, migrations, models, transaction
from django.db.models import Q


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    try:
        with transaction.atomic():
            Book.objects.filter(pages=0).update(pages=5)
            Book.objects.create(title="None", author_id=1, pages=None)
    except IntegrityError as error:
        print("undone:", error)
    print(Book.objects.filter(pages=5).count())
    Book.objects.filter(pages=0).update(rating=9)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint("Book", models.CheckConstraint(condition=Q(rating__lte=5) | Q(rating=None), name="rating_most")),
    ]
