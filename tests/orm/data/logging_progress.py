import logging
import sys

from django.db import migrations

logger = logging.getLogger(__name__)


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    total = Book.objects.count()
    for done, book in enumerate(Book.objects.order_by("pk"), 1):
        book.pages += len(book.title.split())
        book.save()
        if done % 2 == 0:
            sys.stdout.write(f"\r{done}/{total} ({done / total:.0%})")
    print()
    logger.info("not shown")
    print("%d books, %s pages" % (total, format(sum(book.pages for book in Book.objects.all()), ",")), file=sys.stdout)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
