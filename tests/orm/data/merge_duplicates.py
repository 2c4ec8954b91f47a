from django.db import migrations
from django.db.models import Count, Min
from django.db.models.functions import Lower


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Book = apps.get_model("library", "Book")
    for name in ("jane austen", "JANE AUSTEN", "mark twain"):
        twin = Author.objects.create(name=name)
        Book.objects.create(title=f"By {name}", author=twin)
    groups = Author.objects.annotate(key=Lower("name")).values("key").annotate(n=Count("pk"), first=Min("pk")).filter(n__gt=1).order_by("key")
    for group in groups:
        keep = Author.objects.get(pk=group["first"])
        others = Author.objects.filter(name__iexact=group["key"]).exclude(pk=keep.pk)
        moved = Book.objects.filter(author__in=others).update(author=keep)
        print(group, moved, others.delete())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
