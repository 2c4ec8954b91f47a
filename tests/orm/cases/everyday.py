from django.db.models import *

from django.db.models.functions import *

from django.core.paginator import Paginator, EmptyPage

pages = Paginator(Book.objects.order_by("pk"), 4)

pages.count, pages.num_pages, list(pages.page_range)

pages.page(2).object_list, pages.page(2).has_next(), pages.page(1).next_page_number(), str(pages.page(1))

pages.page(3)

from django.forms.models import model_to_dict

model_to_dict(Book.objects.get(title="Emma"))

model_to_dict(Author.objects.get(pk=1), fields=["name", "born"])

from django.shortcuts import get_object_or_404

get_object_or_404(Author, pk=99)

from django.core import serializers

serializers.serialize("json", Tag.objects.all()[:2])

print(serializers.serialize("json", Review.objects.all()[:1], indent=2))

serializers.serialize("jsonl", Tag.objects.all()[:2])

[it.object for it in serializers.deserialize("json", '[{"model": "library.tag", "pk": 9, "fields": {"slug": "new"}}]')]

Author.objects.prefetch_related(Prefetch("book_set", queryset=Book.objects.filter(pages__gt=300), to_attr="long"))[0].long

Author.objects.annotate(books=Count("book", filter=Q(book__pages__gt=300))).values_list("name", "books")

Author.objects.aggregate(total=Sum("book__pages", default=0), top=Max("book__rating", filter=Q(name__startswith="J")))

Author.objects.filter(name="x").aggregate(Sum("book__pages", default=7), Count("*"))

Book.objects.annotate(n=Count("reviews")).filter(n__gte=1).order_by("-n", "title").values("title", "n")

Book.objects.values("author__country__name").annotate(n=Count("pk"), avg=Avg("pages")).order_by("author__country__name")

Book.objects.dates("published", "year")

Book.objects.datetimes("published", "month", order="DESC")[:3]

Book.objects.in_bulk([1, 2, 77])

Tag.objects.in_bulk(["sea", "funny"], field_name="slug")

Author.objects.in_bulk(["Jane Austen"], field_name="name")

Book.objects.contains(Book.objects.first()), Book.objects.filter(pk=2).contains(Book.objects.get(pk=1))

Book.objects.alias(half=F("pages") / 2).filter(half__gt=200).values_list("title", flat=True)

Book.objects.annotate(year=ExtractYear("published"), month=TruncMonth("published")).values_list("year", "month")[:3]

Book.objects.annotate(shown=Concat("title", Value(" by "), "author__name")).values_list("shown", flat=True)

Book.objects.annotate(rank=Window(Rank(), partition_by="genre", order_by=F("pages").desc())).values_list("title", "rank")

Author.objects.annotate(latest=Subquery(Book.objects.filter(author=OuterRef("pk")).order_by("-published").values("title")[:1])).values_list("name", "latest")

Author.objects.filter(Exists(Book.objects.filter(author=OuterRef("pk"), genre="n")))

Author.objects.filter(~Exists(Book.objects.filter(author=OuterRef("pk"), genre="n")))

Author.objects.annotate(cheap=FilteredRelation("book", condition=Q(book__price__lt=10))).filter(cheap__isnull=False).values_list("name", "cheap__title")

Book.objects.filter(data__isbn="111"), Book.objects.filter(data__film__year__gt=2000), Book.objects.filter(data__langs__contains="en")

Book.objects.filter(data__has_key="isbn"), Book.objects.filter(data__has_any_keys=["film", "copies"]), Book.objects.filter(data=None), Book.objects.filter(data__isnull=True)

Book.objects.filter(data__1=2), Book.objects.filter(data__copies__in=[3, 4])

Book.objects.order_by(F("rating").desc(nulls_last=True), Lower("title")).values_list("title", flat=True)

Book.objects.filter(title__iregex=r"^(tom|huck)").update(price=F("price") * 2), Book.objects.filter(pk__in=[3, 4]).values_list("price", flat=True)

Book.objects.filter(pages__range=(200, 400)).exclude(author__country__name="Norway").query.__str__()

Book.objects.filter(published__date=datetime.date(1815, 12, 23)), Book.objects.filter(published__year__lte=1815, published__hour__gte=10)

Book.objects.union(Book.objects.none(), Book.objects.filter(pk=1), all=True).count()

Book.objects.filter(pk__lt=4).intersection(Book.objects.filter(pk__gt=2)).values_list("title")

Book.objects.values_list("title", named=True)[0]

Book.objects.only("title").get(pk=1).get_deferred_fields()

Book.objects.defer("data", "author").first().author

Book.objects.select_related("author__country").get(pk=1).author.country

Book(title="x", author=Author(name="y")).save()

Book.objects.create(title="x")

Book(nope=1)

Book(1, "t", 1, "f", 2, 3, 4.0, None, {}, 5)

Book.objects.get(pages__gt=1)

Book.objects.get(title="none")

Book.objects.filter(nope=1)

Book.objects.filter(author__nope=1)

Book.objects.order_by("nope")

Book.objects.values("nope")

Book.objects.filter(title__nope="x")

Book.objects.filter(pages="abc")

Book.objects.filter(author=Tag.objects.first())

Book.objects.all()[:3].filter(pk=1)

Book.objects.all()[-1]

Book.objects.all()[:3].delete()

Book.objects.latest(), Book.objects.earliest("pages")

Tag.objects.latest()

Tag.objects.bulk_create([Tag(slug="funny"), Tag(slug="fresh")], ignore_conflicts=True), Tag.objects.count()

Tag.objects.bulk_create([Tag(pk=1, slug="changed")], update_conflicts=True, update_fields=["slug"], unique_fields=["pk"])

Tag.objects.get(pk=1)

Tag.objects.bulk_update([Tag(pk=1, slug="classic")], ["slug"])

Tag.objects.bulk_update([Tag(slug="z")], ["slug"])

Tag.objects.update_or_create(slug="sea", defaults={"slug": "ocean"}, create_defaults={"slug": "q"})

Tag.objects.get_or_create(slug="ocean")

Tag.objects.create(slug="ocean")

with transaction.atomic():
    Tag.objects.create(slug="kept")
    try:
        with transaction.atomic():
            Tag.objects.create(slug="gone")
            raise ValueError("no")
    except ValueError:
        pass

Tag.objects.filter(slug__in=["kept", "gone"])

Category.objects.get(name="right").delete()

Category.objects.get(name="root").delete()

Author.objects.filter(name="Anonymous").delete()

Review.objects.filter(book__author__name="Jane Austen").delete()

Review.objects.create(book_id=1, stars=9)

Author.objects.raw("SELECT id, name, length(name) AS len FROM library_author")[0].len

Book.objects.exclude(reviews__stars__gt=3).distinct()

Book.objects.filter(Q(pages=0) | ~Q(genre="f") & Q(rating__isnull=False))

Book.objects.annotate(kind=Case(When(pages__gte=400, then=Value("long")), When(pages__gt=0, then=Value("short")), default=Value("none"))).values_list("title", "kind")

Loan.objects.annotate(back=ExpressionWrapper(F("until") + F("length"), output_field=DateTimeField())).values_list("back", flat=True)

Loan.objects.aggregate(Sum("length"), Min("at"), Max("until"))

Person.objects.filter(mentors__name="Ann").values_list("name", flat=True), ann.juniors.all()

list(Person.objects.values("room__name").annotate(n=Count("pk")).order_by("-n", "room__name"))

ann.friends.remove(bob); ann.friends.count(), bob.friends.count()

Person.Role.STAFF.label, Person(role="st").get_role_display(), Person.Role.values

first.results.aggregate(StdDev("value"), Variance("value"))

Result.objects.filter(extra__deep__er__x=1), Result.objects.filter(extra__unit__startswith="l").count()

first.get_result_order(), first.results.first().get_next_in_order()

first.get_next_by_start() if hasattr(first, "get_next_by_start") else None

Experiment.objects.annotate(took=F("end") - F("start")).values_list("name", "took")

Experiment.objects.filter(lasts__gt=datetime.timedelta(hours=1)).explain is not None

Book.objects.filter(author__ne=1)

list(Paginator(range(100), 10).get_elided_page_range(5)), Paginator([], 3).page(1).end_index(), Paginator([], 3, allow_empty_first_page=False).num_pages

[page.object_list for page in Paginator("abcdefg", 3, orphans=1)], Paginator([1], 1).page("x")

Paginator([1, 2, 3], 2).page(1.5)

Paginator([1, 2, 3], 2).get_page(99)[0], Paginator([1, 2, 3], 2).page(2).start_index(), len(Paginator([1, 2, 3], 2).page(1)), 2 in Paginator([1, 2, 3], 2).page(1)

Paginator([1, 2, 3], 2).page(1)["a"]

from django.shortcuts import get_list_or_404

get_list_or_404(Book.objects.filter(pages__gt=400), genre="f"), get_object_or_404(Book.objects, title="Emma")

get_list_or_404(Book, title="none")

get_object_or_404("Book", pk=1)

model_to_dict(first, exclude=["people", "made"])

model_to_dict(Category.objects.get(name="leaf"))

model_to_dict(Author(name="new"))

list(vars(Author.objects.order_by("pk").first()))

[list(vars(one)) for one in Author.objects.defer("name", "email")[:1]]

one = Author(name="new")
one.__dict__["_state"].adding, list(one.__dict__)[0], vars(one)["_state"].db

one = Author.objects.first()
one.__dict__.update(name="Other", more=1)
one.name, one.more, [name for name in one.__dict__ if name.startswith("_")]
