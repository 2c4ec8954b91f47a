from django.db.models import *

from django.db.models.functions import *

from decimal import Decimal

import datetime, uuid

show = lambda queryset: print(queryset.query, list(queryset), sep="\n")

thick = Book.objects.order_by().filter(pages__gt=400)

cheap = Book.objects.order_by().filter(price__lt=10)

show(thick.union(cheap))

show(thick.union(cheap, all=True).order_by("-title"))

show(thick.intersection(cheap))

show(thick.difference(cheap).order_by("title"))

show(thick.values("title").union(Author.objects.values("name")).order_by("title"))

show(thick.values_list("title", "pages").union(cheap.values_list("title", "pages")).order_by("-pages")[:3])

show(thick.values_list("title", flat=True).union(Tag.objects.values_list("slug", flat=True)).order_by("-title"))

show(thick.union(cheap).values("title").order_by("title"))

show(thick.union(cheap).values_list("genre", "title").order_by("genre", "-title"))

show(thick.annotate(k=Value("thick")).values("k", "title").union(cheap.annotate(k=Value("cheap")).values("k", "title")).order_by("k", "title"))

show(Author.objects.annotate(n=Count("book")).values("name", "n").union(Tag.objects.annotate(n=Count("books")).values("slug", "n")).order_by("-n", "name"))

thick.union(cheap).count(), thick.union(cheap).exists(), thick.union(cheap, all=True).count(), thick.intersection(cheap).count(), thick.union(cheap).order_by("title").first(), len(thick.union(cheap))

thick.union(cheap)[1:3], thick.union(cheap).order_by("title")[1], thick.union(cheap).order_by("pk").last()

thick.union(cheap).filter(pages=1)

thick.union(cheap).exclude(pages=1)

thick.union(cheap).annotate(x=F("pages"))

thick.union(cheap).aggregate(Sum("pages"))

thick.union(cheap).update(pages=1)

thick.union(cheap).distinct()

thick.union(cheap).select_related("author")

thick.union(cheap).get(pk=1)

thick.union(cheap).get()

thick.union(cheap).in_bulk()

thick.union(cheap).defer("title")

thick.union(cheap).dates("published", "year")

thick.union(cheap).extra(select={"a": "1"})

thick.union(cheap).prefetch_related("tags").order_by("pk")[0]

thick.union(cheap).alias(x=F("pages"))

thick.union(cheap).order_by("nope")

thick.union(cheap).order_by("author__name")

thick.union(cheap).order_by(F("pages").desc(), "title").values_list("title", flat=True)

thick.union(cheap).order_by(Lower("title"))

thick.values("title").union(Author.objects.values("name", "pk"))

list(thick.values("title").union(Author.objects.values("name", "pk")))

thick.union(Book.objects.none()), Book.objects.none().union(thick), thick.intersection(Book.objects.none()), thick.difference(Book.objects.none()).count(), Book.objects.none().difference(thick)

show(Book.objects.none().union(thick))

show(thick[:1].union(cheap[:1]))

show(thick.order_by("-pages")[:1].union(cheap.order_by("price")[:1]))

show(thick.order_by("pages").union(cheap))

show(thick.union(cheap).union(Book.objects.filter(pages=0)))

show(thick.union(cheap.difference(Book.objects.filter(pages=274))))

show(Book.objects.filter(pk__in=thick.union(cheap).values("pk")))

show(Book.objects.filter(pk__in=thick.union(cheap)))

thick.union(cheap).contains(Book.objects.get(pk=1))

len(list(thick.union(cheap).iterator(chunk_size=2)))

thick | cheap, thick & cheap, (thick ^ cheap)

show(thick | cheap)

show(thick.filter(tags__slug="funny") | cheap.filter(tags__slug="sea"))

show(thick & Book.objects.filter(tags__slug="classic"))

show(thick ^ cheap.filter(genre="f"))

thick | Author.objects.all()

thick[:2] | cheap

thick[:2] & cheap

thick.distinct() | cheap

thick | cheap.union(thick)

thick & Book.objects.none(), Book.objects.none() | thick

thick[-1]

thick[:-1]

thick[::2], type(thick[::2])

thick[1:2], thick[5:], thick[2:1]

thick[10]

thick["a"]

show(thick[1:][:1])

show(thick[5:5])

thick[:2].filter(pk=1)

thick[:2].order_by("pk")

thick[:2].reverse()

thick[:2].distinct()

thick[:2].last()

thick[:2].latest()

thick[:2].count(), thick[1:].count(), thick[:2].exists(), thick[:1].first(), thick[:2].get(title="x") if False else None

thick[:2].get(title="x")

thick[:2].select_related("author")[0].author, thick[:2].values("pk")

thick[:2].annotate(x=Value(1))[0].x, thick[:2].in_bulk

thick[:2].in_bulk([1])

Book.objects.in_bulk(), Book.objects.in_bulk([]), Book.objects.in_bulk([1, 99]), Tag.objects.in_bulk(["sea", "x"], field_name="slug"), Author.objects.in_bulk(field_name="email")

Book.objects.in_bulk(field_name="title")

Book.objects.values("pk").in_bulk()

Book.objects.contains(Author.objects.first())

Book.objects.contains(Book())

Book.objects.contains(1)

Book.objects.values("pk").contains(Book.objects.first())

Book.objects.earliest("published"), Book.objects.latest(), Book.objects.latest("pages", "-title"), Book.objects.earliest("-author__name", "pk")

Author.objects.latest()

Book.objects.none().latest()

Book.objects.latest("nope")

Book.objects.first(), Book.objects.last(), Book.objects.order_by("?").count(), Book.objects.none().first(), Book.objects.order_by().first(), Book.objects.order_by().last()

Book.objects.values("title").first(), Book.objects.values_list("title", flat=True).last(), Book.objects.values("genre").annotate(n=Count("pk")).order_by("genre").first()

Author.objects.values("country").annotate(n=Count("pk")).first()

Author.objects.values("country").annotate(n=Count("pk")).last()

Book.objects.reverse().first(), Book.objects.order_by("-pages").reverse(), Book.objects.reverse().ordered, Author.objects.all().ordered, Author.objects.annotate(n=Count("book")).ordered

show(Book.objects.order_by("author__country__name", "-title"))

show(Book.objects.order_by("author", "pk"))

show(Tagging.objects.order_by("book"))

show(Review.objects.order_by("book__author", "book"))

show(Tagging.objects.order_by("-book", "tag"))

show(Tagging.objects.order_by("book_id", "tag_id").values("book", "tag_id"))

show(Person.objects.order_by("boss", "-name"))

show(Person.objects.order_by("boss__boss__name", "pk"))

show(Sensor.objects.order_by("device_ptr", "pk"))

show(Experiment.objects.order_by("device", "pk"))

show(Result.objects.order_by("experiment", "value"))

show(Book.objects.order_by(F("author__born").desc(nulls_last=True), Lower("title").asc()))

show(Book.objects.order_by(Coalesce("rating", Value(0.0)).desc(), "pk"))

show(Book.objects.order_by(Case(When(genre="n", then=0), default=1), "-pk"))

show(Book.objects.order_by("data__copies", "pk"))

show(Book.objects.order_by(F("data__isbn").desc(nulls_first=True), "pk"))

show(Book.objects.order_by("title", "title", "-title"))

show(Book.objects.order_by("pk", "id"))

Book.objects.order_by("nope")

Book.objects.order_by("title__nope")

Book.objects.order_by("author__nope")

Book.objects.order_by("-")

Book.objects.order_by("title,pages")

Book.objects.order_by(1)

Book.objects.order_by(F("nope"))

Book.objects.order_by(F("pages").asc(nulls_first=True, nulls_last=True))

Book.objects.order_by(F("pages").asc(nulls_first=False))

Book.objects.order_by(Value(1), "pk")[0]

Book.objects.order_by(Value("x").desc(), "pk")[0]

show(Book.objects.values("title", "author__name", "author__country__name")[:2])

show(Book.objects.values_list("tags__slug", "title").order_by("tags__slug", "title"))

show(Author.objects.values("name", "book__title", "book__review__stars").order_by("name", "book__title", "book__review__stars"))

show(Author.objects.values("profile__site", "profile").order_by("pk"))

show(Author.objects.values_list("edited", "book").order_by("edited", "book")[:4])

show(Person.objects.values("friends", "team", "mentors__name").order_by("name", "friends", "team", "mentors__name")[:4])

show(Person.objects.values("labels__label", "room__labels__label").order_by("name", "labels__label"))

show(Camera.objects.values())

show(Branch.objects.values_list())

show(Label.objects.values("item"))

show(Book.objects.values("data__langs", "data__film__year").order_by("pk"))

show(Book.objects.values_list("data__langs__0", flat=True).order_by("pk"))

show(Book.objects.values("title").values("pages")[:1])

show(Book.objects.only("title").values("pages")[:1])

show(Book.objects.values("title").annotate(x=F("pages")).values_list()[:1])

show(Book.objects.annotate(x=F("pages")).values("x", "title").values_list("title", "x", named=True)[:1])

show(Book.objects.values("pk", "id", "author", "author_id", "author__pk", "author__id").order_by("pk")[:1])

Book.objects.values("title").only("title")

Book.objects.values("title").defer("title")

Book.objects.values("title").select_related("author")

Book.objects.values("title").prefetch_related("tags")

list(Book.objects.values("title").prefetch_related("tags"))

Book.objects.only("nope")

list(Book.objects.only("nope"))

list(Book.objects.only("author__nope"))

list(Book.objects.select_related("author").defer("author__nope"))

list(Book.objects.select_related("author").only("title"))

list(Book.objects.defer("pk").values_list("pk"))[:1]

show(Book.objects.defer("title", "data").only("pages", "title"))

show(Book.objects.only("pages").defer("pages"))

show(Book.objects.select_related("author__country").only("title", "author__country__name"))

show(Book.objects.select_related("author__country").defer("data", "author__email", "author__country__name"))

show(Sensor.objects.only("name"))

show(Sensor.objects.defer("name", "maximum"))

show(Profile.objects.select_related("author__country"))

show(Author.objects.select_related("profile").order_by("pk"))

show(Author.objects.select_related("profile", "country").filter(profile__site__contains="fosse"))

show(Tagging.objects.select_related())

show(Person.objects.select_related("boss", "boss__room"))

show(Person.objects.select_related("boss").select_related(None))

list(Book.objects.select_related("nope"))

list(Book.objects.select_related("title"))

list(Book.objects.select_related("author__nope"))

list(Book.objects.select_related("tags"))

list(Book.objects.select_related("author__book"))
