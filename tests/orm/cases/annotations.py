from django.db.models import *

from django.db.models.functions import *

from decimal import Decimal

Author.objects.aggregate(Count("id"), n=Count("country"), d=Count("country", distinct=True))

Book.objects.aggregate(Sum("pages"), Avg("pages"), Min("price"), Max("price"), total=Sum("price"))

Book.objects.none().aggregate(Sum("pages"), Count("pk")), Book.objects.filter(pages__gt=9999).aggregate(Sum("pages"), Avg("pages"))

Book.objects.aggregate(s=Sum("pages", default=0), f=Count("pk", filter=Q(genre="f")), g=Sum("pages", filter=Q(genre="x"), default=7))

Book.objects.aggregate(Sum("nothing"))

Book.objects.aggregate(Sum("pages") + 1)

Book.objects.aggregate("pages")

Book.objects.aggregate(total=F("pages"))

Book.objects.aggregate(diff=Max("pages") - Min("pages"), avg=Sum("pages") / Count("pk"))

Book.objects.aggregate(s=Sum(F("pages") * F("id")), p=Sum(F("price") * 2))

Book.objects[:2].aggregate(n=Count("pk")) if False else Book.objects.all()[:2].aggregate(n=Count("pk"), p=Sum("pages"))

Book.objects.distinct().aggregate(Count("genre")), Book.objects.values("genre").distinct().aggregate(Count("genre"))

[(a.name, a.n) for a in Author.objects.annotate(n=Count("book")).order_by("-n", "name")]

Author.objects.annotate(Count("book"), Sum("book__pages")).values_list("name", "book__count", "book__pages__sum").order_by("pk")

Author.objects.annotate(n=Count("book")).filter(n__gt=1).order_by("pk"), Author.objects.annotate(n=Count("book")).filter(n=1).count(), Author.objects.annotate(n=Count("book", filter=Q(book__pages__gt=400))).filter(n__gte=1)

Author.objects.annotate(n=Count("book"), m=Count("edited", distinct=True)).values("name", "n", "m").order_by("pk")

Book.objects.values("genre").annotate(n=Count("pk"), avg=Avg("pages")).order_by("genre")

Book.objects.values("author__country__name").annotate(n=Count("pk")).order_by("-n", "author__country__name")

Book.objects.values_list("genre").annotate(Count("id")).order_by()

Author.objects.annotate(name=Count("book"))

Author.objects.annotate(book=Count("book"))

Author.objects.annotate(Count("book") + 1)

Author.objects.annotate(n=Count("nothing"))

Book.objects.annotate(x=F("pages") + 1).values_list("x", flat=True).order_by("pk"), Book.objects.annotate(x=F("pages") * 2 - 1, y=F("x") % 7).values_list("x", "y").order_by("pk")[:2]

Book.objects.annotate(x=F("pages") / 7, y=F("rating") / 2, z=F("price") * F("pages")).values("x", "y", "z").order_by("pk")[0]

Book.objects.annotate(x=F("title") + F("pages")).values_list("x")

list(Book.objects.annotate(x=F("price") + F("rating")).values_list("x"))

Book.objects.annotate(x=ExpressionWrapper(F("price") + F("rating"), output_field=FloatField())).values_list("x", flat=True).order_by("pk")[0]

Book.objects.annotate(v=Value("x"), w=Value(3), n=Value(None, output_field=IntegerField()), b=Value(True)).values("v", "w", "n", "b")[0]

Book.objects.annotate(size=Case(When(pages__gt=400, then=Value("big")), When(pages=0, then=Value("none")), default=Value("small"))).values_list("title", "size")

Book.objects.annotate(c=Case(When(genre="f", then="pages"), default=0)).values_list("c", flat=True).order_by("pk"), Book.objects.annotate(c=Case(When(Q(genre="f", pages__lt=300), then=1), output_field=IntegerField())).values_list("c", flat=True).order_by("pk")

Book.objects.aggregate(f=Sum(Case(When(genre="f", then=1), default=0)))

When(pages__gt=1)

Case(When(pages=1, then=1), nothing=2)

Book.objects.annotate(u=Upper("title"), l=Lower("title"), n=Length("title"), t=Trim("title")).values_list("u", "l", "n", "t")[0]

Book.objects.annotate(c=Concat("title", Value(" by "), "author__name")).values_list("c", flat=True)[:2], Author.objects.annotate(c=Concat("name", Value("-"), "email")).values_list("c", flat=True).order_by("pk")

Author.objects.annotate(c=Coalesce("email", Value("none"))).values_list("c", flat=True).order_by("pk"), Coalesce("a")

Book.objects.annotate(c=Cast("pages", CharField()), d=Cast("rating", IntegerField()), e=Cast(Value("12"), IntegerField()), f=Cast("pages", FloatField()), g=Cast("pages", DecimalField(max_digits=8, decimal_places=2))).values("c", "d", "e", "f", "g").order_by("pk")[0]

Book.objects.annotate(c=Substr("title", 2, 3), d=Left("title", 2), e=Right("title", 2), f=Replace("title", Value("m"), Value("x")), g=Reverse("title"), h=Repeat("genre", 3), i=LPad("title", 8, Value("*")), j=RPad("title", 8, Value("*")), k=StrIndex("title", Value("m"))).values("c", "d", "e", "f", "g", "h", "i", "j", "k").order_by("pk")[0]

Book.objects.annotate(a=Abs(F("pages") - 500), c=Ceil("rating"), f=Floor("rating"), r=Round("rating"), m=Mod("pages", 7), p=Power("id", 2), s=Sqrt("pages"), g=Greatest("id", "pages"), l=Least("id", "pages"), n=NullIf("genre", Value("f")), sign=Sign("pages")).values("a", "c", "f", "r", "m", "p", "s", "g", "l", "n", "sign").order_by("pk")[0]

Book.objects.annotate(y=ExtractYear("published"), m=ExtractMonth("published"), d=TruncDate("published"), t=TruncMonth("published"), h=TruncTime("published"), z=Trunc("published", "year"), e=Extract("published", "hour")).values("y", "m", "d", "t", "h", "z", "e").order_by("pk")[0]

Author.objects.annotate(y=TruncYear("born"), w=ExtractWeekDay("born")).values_list("y", "w").order_by("pk")

Author.objects.filter(pk=1).annotate(age=F("died") - F("born")).values_list("age", flat=True)

Loan.objects.annotate(end=F("until") + F("length"), d=F("length") * 2).values_list("d", flat=True).order_by("pk")

import datetime

Loan.objects.annotate(later=ExpressionWrapper(F("until") + datetime.timedelta(days=3), output_field=DateField())).values_list("later", flat=True).order_by("pk")

Book.objects.filter(published__lt=Now()).count()

latest = Book.objects.filter(author=OuterRef("pk")).order_by("-pages")

Author.objects.annotate(top=Subquery(latest.values("title")[:1])).values_list("name", "top").order_by("pk")

Author.objects.annotate(top=latest.values("title")[:1]).values_list("top", flat=True).order_by("pk")

Author.objects.filter(Exists(latest.filter(pages__gt=400))).order_by("pk"), Author.objects.filter(~Exists(latest)).count(), Author.objects.annotate(has=Exists(latest.filter(genre="n"))).values_list("name", "has").order_by("pk")

Book.objects.filter(pk__in=Subquery(Review.objects.filter(stars__gte=4).values("book"))), Book.objects.filter(author__in=Author.objects.filter(country__name="Norway").values("pk"))

Book.objects.filter(pages=Subquery(Book.objects.order_by("-pages").values("pages")[:1]))

Author.objects.annotate(total=Subquery(Book.objects.filter(author=OuterRef("pk")).values("author").annotate(s=Sum("pages")).values("s"))).values_list("total", flat=True).order_by("pk")

list(latest)

Author.objects.update(email=Lower(Concat(Replace("name", Value(" "), Value(".")), Value("@x.org"))))

Author.objects.order_by("pk").values_list("email", flat=True)

Book.objects.update(pages=F("pages") + 10, rating=Coalesce("rating", 1.0)), Book.objects.order_by("pk").values_list("pages", "rating")

Book.objects.update(pages=Case(When(genre="f", then=F("pages") - 10), default=F("pages")))

Book.objects.update(title=Subquery(Author.objects.filter(pk=OuterRef("author")).values("name")[:1])), Book.objects.order_by("pk").values_list("title", flat=True)

Book.objects.update(pages=F("author__id"))

Book.objects.annotate(n=Count("reviews")).update(pages=F("n"))

b = Book.objects.get(pk=1); b.pages = F("pages") + 1; b.save(); b.refresh_from_db(); b.pages

b.pages = F("pages"); b.pages

Book.objects.create(title=Lower(Value("LOUD")), author_id=1).pk, Book.objects.filter(title="loud").exists()

Book.objects.order_by(Length("title").desc(), "pk").values_list("pk", flat=True), Book.objects.order_by(F("rating").asc(nulls_last=True), "pk").values_list("rating", flat=True), Book.objects.order_by(F("rating").desc(nulls_first=True), "pk").values_list("rating", flat=True)

Book.objects.values(low=Lower("title")).order_by("low")[:2], Book.objects.values_list("pk", Lower("genre")).order_by("pk")[:2]

Book.objects.alias(n=Count("reviews")).filter(n__gt=1), Book.objects.alias(n=Count("reviews")).values("n")

Book.objects.annotate(n=Count("reviews")).aggregate(Avg("n"), Max("n"))

Author.objects.annotate(n=Count("book")).values("n").annotate(c=Count("pk")).order_by("n")

Author.objects.annotate(first=Min("book__published")).order_by("first", "pk").values_list("name", flat=True)

Book.objects.filter(Q(pages__gt=Value(100)) & Q(title__icontains=F("genre"))).count()

Book.objects.annotate(big=Q(pages__gt=300)).values_list("big", flat=True).order_by("pk"), Book.objects.filter(GreaterThan(F("pages"), 300)).count() if False else None

repr(Count("book")), repr(F("x") + Value(1)), repr(Q(a=1) | Q(b=2)), repr(Lower("name")), repr(Case(When(a=1, then=2), default=3)), repr(OuterRef("x")), repr(Value("x")), repr(Sum("x", distinct=True)), repr(F("x").desc())

Book.objects.annotate(j=F("data__isbn")).values_list("j", flat=True).order_by("pk"), Book.objects.values_list("data__copies", flat=True).order_by("pk")

JSONObject(a="pages") and Book.objects.annotate(o=JSONObject(t="title", p="pages")).values_list("o", flat=True).order_by("pk")[0]
