from itertools import islice

from django.db import migrations


def chunked(iterable, size):
    iterator = iter(iterable)
    while chunk := list(islice(iterator, size)):
        yield chunk


def forwards(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    for number, chunk in enumerate(chunked(Review.objects.order_by("pk").iterator(chunk_size=2), 2), start=1):
        for review in chunk:
            review.text = f"{number}: {review.text or '(nothing)'}"
            review.stars = min(review.stars + 1, 5)
        changed = Review.objects.bulk_update(chunk, ["text", "stars"], batch_size=1)
        print(f"chunk {number}: {changed} of {len(chunk)}")


def backwards(apps, schema_editor):
    for review in apps.get_model("library", "Review").objects.all():
        review.text = review.text.partition(": ")[2].replace("(nothing)", "")
        review.save(update_fields=["text"])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
