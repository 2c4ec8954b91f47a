from django.db.models import *

from django.db.models.functions import *

from decimal import Decimal

import datetime

show = lambda queryset: print(queryset.query, list(queryset), sep="\n")

show(Author.objects.annotate(books=Count("book", distinct=True), stars=Avg("book__review__stars", filter=Q(book__genre="f")), best=Max("book__review__stars")).order_by("-books", "pk").values_list("name", "books", "stars", "best"))

show(Country.objects.annotate(n=Count("authors__book", filter=Q(authors__book__pages__gt=300), distinct=True), people=Count("authors", distinct=True)).values_list("name", "n", "people"))

show(Author.objects.annotate(n=Count("book")).filter(n__gte=1, name__contains="a").values("name", "n").order_by("n", "name"))

show(Author.objects.annotate(n=Count("book")).filter(Q(n__gt=1) | Q(name="Anonymous")).values_list("pk", flat=True).order_by("pk"))

show(Author.objects.filter(book__pages__gt=300).annotate(n=Count("book")).values_list("name", "n").order_by("name"))

show(Author.objects.annotate(n=Count("book")).filter(book__pages__gt=300).values_list("name", "n").order_by("name"))

show(Author.objects.annotate(n=Count("book")).exclude(n=1).values_list("name", "n").order_by("name"))

show(Author.objects.annotate(n=Count("book")).exclude(Q(n=1) & Q(active=True)).values_list("name", "n").order_by("name"))

show(Book.objects.values("author").annotate(total=Sum("pages")).filter(total__gt=500).order_by("-total"))

show(Book.objects.values("author__name", "genre").annotate(total=Sum("pages"), n=Count("*")).order_by("author__name", "genre"))

show(Book.objects.annotate(year=ExtractYear("published")).values("year").annotate(n=Count("id")).order_by("year"))

show(Book.objects.annotate(century=TruncYear("published")).values_list("century").annotate(Sum("pages")).order_by("-century"))

show(Book.objects.order_by("title").values("genre").annotate(n=Count("pk")))

show(Book.objects.values("genre").annotate(n=Count("pk")).values("n"))

show(Book.objects.values("genre").annotate(n=Count("pk")).values_list("n", flat=True).order_by("n"))

show(Book.objects.annotate(n=Count("tags")).values("n").annotate(total=Count("pk")))

show(Book.objects.values("genre").annotate(n=Count("tags")).annotate(m=F("n") + 1).order_by("m", "genre"))

show(Book.objects.annotate(size=Case(When(pages__gt=400, then=Value("big")), default=Value("small"))).values("size").annotate(n=Count("pk"), most=Max("pages")).order_by("size"))

show(Book.objects.values("genre").distinct().order_by("genre"))

show(Book.objects.values("genre", "author__country").distinct().order_by("genre", "author__country"))

show(Book.objects.order_by("author__name").distinct())

show(Tag.objects.annotate(n=Count("books"), heavy=Sum("tagging__weight")).order_by("-n", "slug").values_list("slug", "n", "heavy"))

show(Tag.objects.annotate(n=Count("books", filter=~Q(books__genre="f"))).values_list("slug", "n").order_by("slug"))

show(Author.objects.annotate(total=Coalesce(Sum("book__price"), Decimal("0"))).values_list("name", "total").order_by("name"))

show(Author.objects.annotate(total=Coalesce(Sum("book__price"), Value(0), output_field=DecimalField())).values_list("name", "total").order_by("-total"))

show(Author.objects.annotate(total=Sum("book__price", default=0)).values_list("name", "total").order_by("-total", "name"))

show(Author.objects.annotate(mean=Round(Avg("book__rating"), 1)).values_list("name", "mean").order_by(F("mean").desc(nulls_last=True)))

show(Author.objects.annotate(spread=Max("book__pages") - Min("book__pages")).filter(spread__gt=0).values_list("name", "spread").order_by("name"))

show(Author.objects.annotate(share=Sum("book__pages") * 100.0 / Count("book")).values_list("name", "share").order_by("name"))

show(Book.objects.annotate(n=Count("review")).annotate(more=F("n") * 2).filter(more__gt=1).values_list("title", "more"))

Author.objects.aggregate(a=Count("book", distinct=True), b=Count("book__review"), c=Sum("book__review__stars"), d=Count("country", distinct=True))

Author.objects.annotate(n=Count("book")).aggregate(Sum("n"), Max("n"), total=Count("pk"))

Author.objects.annotate(n=Count("book")).filter(n__gt=1).aggregate(m=Avg("n"))

Book.objects.values("genre").annotate(n=Count("pk")).aggregate(Max("n"), Sum("n"))

Book.objects.aggregate(Avg("price"), Sum("price"), StdDev("pages"), Variance("pages"), s=StdDev("pages", sample=True))

Book.objects.aggregate(first=Min("published"), last=Max("published"), words=Min("title"))

Loan.objects.aggregate(Sum("length"), Avg("length"), Max("until"), Min("at"))

Experiment.objects.aggregate(Sum("lasts"), Avg("score"), Sum("score"), Avg("ratio"), Max("day"), Max("at"))

Book.objects.aggregate(n=Count("pk", filter=Q(review__stars__gte=4)), d=Count("pk", filter=Q(review__stars__gte=4), distinct=True))

Book.objects.aggregate(n=Count(Case(When(pages__gt=300, then=1))), m=Sum(Case(When(genre="n", then="pages"), default=0)))

Book.objects.aggregate(ratio=Count("pk", filter=Q(genre="f")) * 1.0 / Count("pk"))

Book.objects.aggregate(a=Sum("pages"), b=F("a") * 2)

Book.objects.aggregate(a=Sum("pages"), b=Sum(F("a")))

Book.objects.annotate(n=Count("review")).aggregate(x=Sum(F("n") * F("pages")))

Book.objects.annotate(n=Sum("review__stars")).annotate(m=Avg("n"))

Book.objects.annotate(n=Sum("review__stars")).annotate(m=Sum(F("n") + 1))

Book.objects.aggregate(n=Sum(Avg("pages")))

Book.objects.aggregate(pages=Sum("pages"))

Book.objects.aggregate(x=Count("review", filter=Q(pages__gt=Sum("pages"))))

Book.objects.annotate(x=Count("nope__stars"))

Book.objects.annotate(x=Sum("title__lower"))

Book.objects.annotate(title=Lower("title"))

Book.objects.annotate(author_id=F("pages"))

Book.objects.annotate(x=F("review")).values_list("title", "x").order_by("title", "x")

Book.objects.annotate(x=F("author__country__name"), y=F("x")).values_list("x", "y").order_by("pk")[:2]

Book.objects.annotate(**{"a b": F("pages")})

Book.objects.annotate(**{"a;": F("pages")})

Book.objects.aggregate(**{"a--b": Sum("pages")})

Book.objects.filter(pages__gt=Avg("pages"))

Book.objects.filter(review__stars=Max("review__stars"))

Book.objects.order_by(Count("review"), "title").values_list("title", flat=True)

show(Book.objects.order_by(Count("review").desc(), "title").values_list("title", flat=True))

show(Author.objects.order_by(Max("book__pages").desc(nulls_last=True), "pk"))

show(Book.objects.values("author").order_by("author").annotate(top=Max("rating")).filter(top__isnull=False))

show(Author.objects.alias(n=Count("book")).filter(n__gt=1).annotate(twice=F("n") * 2).values_list("name", "twice").order_by("pk"))

Author.objects.alias(n=Count("book")).aggregate(Max("n"))

Author.objects.alias(n=Count("book")).values_list("name", "n")

Author.objects.alias(n=Count("book")).order_by("n", "pk"), Author.objects.alias(n=Count("book")).annotate(n=F("n")).values_list("n", flat=True).order_by("pk")

Author.objects.annotate(n=Count("book")).values_list("name").filter(n=1).order_by("pk")

Author.objects.annotate(n=Count("book")).count(), Author.objects.annotate(n=Count("book")).filter(n=2).exists(), Author.objects.annotate(n=Count("book")).first().n, Author.objects.annotate(n=Count("book")).last().n

Author.objects.annotate(n=Count("book")).get(n=2, name__startswith="M").n

Author.objects.annotate(n=Count("book")).get(n=2)

Author.objects.annotate(n=Count("book")).get(n=77)

Author.objects.annotate(n=Count("book")).earliest("n").name, Author.objects.annotate(n=Count("book")).latest("n", "name").name

Author.objects.annotate(n=Count("book")).in_bulk([1, 4])[1].n

Author.objects.annotate(n=Count("book")).only("name").order_by("pk")[0].n

show(Author.objects.annotate(n=Count("book")).only("name").order_by("pk"))

show(Author.objects.annotate(n=Count("book")).defer("born", "died").order_by("pk"))

show(Book.objects.select_related("author").annotate(n=Count("review")).only("title", "author__name").order_by("pk"))

show(Book.objects.annotate(Count("tags")).order_by("-tags__count", "title").values_list("title", "tags__count"))

show(Person.objects.annotate(n=Count("team"), b=Count("boss__team", distinct=True)).values_list("name", "n", "b"))

show(Person.objects.values("boss__name").annotate(n=Count("pk")).order_by(F("boss__name").asc(nulls_first=True)))

show(Result.objects.values("experiment__name").annotate(low=Min("value"), high=Max("value")).order_by("experiment__name"))

show(Experiment.objects.annotate(total=Sum("results__value"), n=Count("people", distinct=True)).values_list("name", "total", "n").order_by("pk"))

show(Sensor.objects.annotate(n=Count("experiment")).values_list("name", "n").order_by("pk"))

show(Draft.objects.annotate(n=Count("review")).values_list("title", "n"))

show(Branch.objects.annotate(n=Count("books"), p=Sum("books__pages")).values_list("name", "city", "n", "p").order_by("pk"))

show(Author.objects.annotate(n=Count("book")).values("n").order_by("n").distinct())

show(Book.objects.annotate(n=Count("review", distinct=True) + Count("tags", distinct=True)).values_list("title", "n"))

show(Book.objects.annotate(w=Sum("tagging__weight", filter=Q(tagging__tag__slug__in=["classic", "funny"]))).values_list("title", "w"))

show(Book.objects.filter(tags__slug="funny").annotate(n=Count("tags")).values_list("title", "n"))

show(Book.objects.annotate(n=Count("tags")).filter(n=F("review__stars")).values_list("title", "n"))

show(Book.objects.annotate(n=Count("tags")).filter(pages__gt=F("n") * 100).values_list("title", "n"))

show(Book.objects.annotate(low=Least("pages", "author__pk"), n=Count("review")).filter(n__lt=2).values_list("low", "n").order_by("low", "pk"))

show(Label.objects.values("content_type__model").annotate(n=Count("*")).order_by("-n", "content_type__model"))

show(Person.objects.annotate(n=Count("labels")).filter(n__gt=0).values_list("name", "n"))

show(Token.objects.annotate(n=Length("label")).values("pk", "n"))

Author.objects.annotate(n=Count("book")).values_list("name", "n", named=True).order_by("pk")[0]

Author.objects.annotate(n=Count("book")).values_list("name", Upper("name"), "n", F("pk") + 1, named=True).order_by("pk")[0]

Author.objects.values_list(Count("book"), flat=True).order_by("pk")

Author.objects.values(Count("book")).order_by("pk")[0]

Author.objects.values("name", n=Count("book")).order_by("pk")[0]

Author.objects.values("name", name=Count("book"))

Author.objects.values_list("name", "pk", flat=True)

Author.objects.values_list("name", flat=True, named=True)

Author.objects.values("nope")

Author.objects.values("name__nope")

Author.objects.values_list("country__nope")

Author.objects.dates("born", "year"), Author.objects.dates("born", "month", order="DESC"), Book.objects.datetimes("published", "day")[:2], Author.objects.dates("born", "week")

Author.objects.dates("born", "hour")

Author.objects.dates("name", "year")

Author.objects.dates("born", "year", order="up")

Book.objects.datetimes("published", "century")

Book.objects.dates("published", "year")
