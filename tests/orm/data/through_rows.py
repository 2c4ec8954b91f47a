from collections import defaultdict

from django.db import migrations


def forwards(apps, schema_editor):
    Tagging = apps.get_model("library", "Tagging")
    Tag = apps.get_model("library", "Tag")
    by_book = defaultdict(list)
    for tagging in Tagging.objects.select_related("tag", "book").order_by("pk"):
        by_book[tagging.book.title].append((tagging.tag.slug, tagging.weight))
    print(dict(by_book))
    merged, _ = Tag.objects.get_or_create(slug="merged")
    for old in Tag.objects.filter(slug__in=["funny", "sea"]):
        for tagging in old.tagging_set.all():
            if Tagging.objects.filter(book=tagging.book, tag=merged).exists():
                tagging.delete()
            else:
                tagging.tag = merged
                tagging.save()
        old.delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
