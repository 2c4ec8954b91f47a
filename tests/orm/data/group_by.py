from collections import Counter, defaultdict
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db import migrations
from django.db.models import Avg, Count, F, Max, Min, Q, Sum


def report(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Review = apps.get_model("library", "Review")
    for genre, books in groupby(Book.objects.order_by("genre", "title"), key=attrgetter("genre")):
        print(genre, [book.title for book in books])
    print(Counter(Book.objects.order_by().values_list("author__name", flat=True)).most_common(2))
    rows = Review.objects.values("book__title").annotate(n=Count("pk"), best=Max("stars"), worst=Min("stars")).order_by("-n", "book__title")
    for row in rows:
        print(row)
    print(Book.objects.annotate(n=Count("review", filter=Q(review__stars__gte=4))).filter(n__gt=0).count())
    totals = defaultdict(int)
    for title, stars in Review.objects.values_list("book__title", "stars"):
        totals[title] += stars
    print(sorted(totals.items(), key=itemgetter(1, 0)))
    print(Book.objects.aggregate(total=Sum(F("price") * F("pages")), mean=Avg("rating")))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(report, report)]
