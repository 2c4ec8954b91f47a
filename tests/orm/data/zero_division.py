from django.db import migrations


def ratio(book):
    return book.pages / (book.pages - 474)


def forwards(apps, schema_editor):
    books = apps.get_model("library", "Book").objects.order_by("pk")
    try:
        print(sum(map(ratio, books)))
    except ZeroDivisionError as error:
        raise RuntimeError("cannot compute") from error


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
