from django.db import migrations, models
from django.db.models import Count, Min


def dedupe(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    duplicates = (
        Review.objects.values("book_id")
        .annotate(n=Count("id"), keep=Min("id"))
        .filter(n__gt=1)
        .order_by("book_id")
    )
    for group in duplicates:
        print(group)
        Review.objects.filter(book_id=group["book_id"]).exclude(id=group["keep"]).delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(dedupe, migrations.RunPython.noop, elidable=True),
        migrations.AlterUniqueTogether("review", {("book",)}),
    ]
