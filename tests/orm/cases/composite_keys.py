Line.objects.create(order=1, number=3, text="1/3"), Line.objects.create(order=2, number=2, text="2/2")

from django.db.models import Case, Count, Exists, F, IntegerField, Max, OuterRef, Sum, Value, When, Window

from django.db.models.functions import Cast, Concat, RowNumber

Line.objects.order_by("pk").values("pk")

Line.objects.order_by("pk").values_list("pk")

Line.objects.order_by("pk").values_list("pk",flat=True)

Line.objects.order_by("pk").values("pk","text")

Line.objects.order_by("pk").values_list("text","pk")

Line.objects.order_by("pk").values_list("pk","order")

Line.objects.aggregate(Count("pk"))

Line.objects.values("order").annotate(n=Count("pk"))

Line.objects.annotate(n=F("pk"))

Line.objects.filter(pk=F("pk"))

Line.objects.filter(order=F("pk"))

Line.objects.filter(pk__in=Line.objects.filter(order=1))

Line.objects.filter(pk__in=Line.objects.filter(order=1).values("pk"))

Line.objects.filter(pk__in=Line.objects.values("order"))

Line.objects.filter(pk__in=Line.objects.values_list("order","number"))

Line.objects.exclude(pk__in=Line.objects.filter(order=1))

Line.objects.filter(pk__isnull=True)

Line.objects.aggregate(Max("pk"))

Line.objects.aggregate(Sum("pk"))

Line.objects.aggregate(Count("pk", distinct=True))

Line.objects.count()

Line.objects.distinct("pk")

Line.objects.order_by(F("pk"))

Line.objects.order_by(F("pk").desc())

Line.objects.update(order=F("pk"))

Line.objects.update(pk=(1,2))

Line.objects.filter(pk__exact=None)

Line.objects.annotate(p=Concat("pk", Value("x")))

Line.objects.only("pk")

Line.objects.defer("pk")

Line.objects.in_bulk()

Line.objects.values_list("pk", named=True)

Line.objects.annotate(x=Cast("pk", IntegerField()))

Line.objects.filter(pk__in=[F("pk")])

Line.objects.values("pk").union(Line.objects.values("pk"))

Line.objects.alias(p=F("pk")).values("p")

Line.objects.values(p=F("pk"))

Line.objects.values_list(F("pk"))

Line.objects.annotate(n=Exists(Line.objects.filter(pk=OuterRef("pk"))))

Line.objects.filter(Exists(Line.objects.filter(pk=OuterRef("pk"), number=3)))

Line.objects.latest("pk")

str(Line.objects.filter(pk__in=Line.objects.filter(order=1)).query)

str(Line.objects.annotate(n=Count("pk")).query)

Line.objects.annotate(n=Count("pk"))

Line.objects.annotate(w=When(pk=1, then=2))

Line.objects.annotate(w=Case(When(pk=(1,3), then=Value("a")), default=Value("b"))).values("w")

Line.objects.bulk_update([Line(pk=(1,3),text="q")],["text"])

Line.objects.get(pk=(1,3)).text

Line.objects.bulk_update([Line(pk=(1,3),text="q")],["pk"])

Line.objects.filter(text__in=Line.objects.values("pk"))

Line.objects.raw("select * from lab_line").columns

Line.objects.raw("select * from lab_line")[0]

str(Line.objects.filter(Exists(Line.objects.filter(pk=OuterRef("pk"), number=3))).query)

str(Line.objects.order_by(F("pk").desc()).query)

str(Line.objects.annotate(n=F("pk")).query)

str(Line.objects.values("pk").annotate(n=Count("text")).query), Line.objects.values("pk").annotate(n=Count("text")).order_by("pk")[0]

str(Line.objects.filter(pk__isnull=True).query), str(Line.objects.filter(pk__isnull=False).query), Line.objects.filter(pk__isnull=False).count()

str(Line.objects.exclude(pk__in=Line.objects.filter(order=1)).query)

Line.objects.filter(pk__in=Line.objects.filter(order=1)).update(text="in"), Line.objects.filter(text="in").count()

Line.objects.filter(pk__in=Line.objects.filter(order=2)).delete(), Line.objects.count()
