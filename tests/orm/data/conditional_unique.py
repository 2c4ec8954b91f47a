from django.db import migrations, models
from django.db.models import Min, Q


def dedupe(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    keep = Review.objects.values("book").annotate(first=Min("pk")).values("first")
    gone, by_model = Review.objects.exclude(pk__in=list(keep.values_list("first", flat=True))).delete()
    print(gone, by_model)


def again(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    Review.objects.create(book_id=1, stars=1)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(dedupe, again),
        migrations.AddConstraint("Review", models.UniqueConstraint(fields=["book"], condition=Q(stars__gte=3), name="one_good_review")),
        migrations.RunPython(again, dedupe),
    ]
