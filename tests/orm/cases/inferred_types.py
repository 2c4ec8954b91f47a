from django.db.models import Avg, Case, CharField, ExpressionWrapper, F, FloatField, Q, Sum, Value, When

from django.db.models.functions import Abs, Cast, Coalesce, Floor, Greatest, Length, NullIf, Power, Round, Sqrt, Upper

str(Book.objects.annotate(x=F("price")+1.5).values("x").query)

str(Book.objects.annotate(x=Floor(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=(F("price")+1.5)*2).values("x").query)

str(Book.objects.annotate(x=Greatest(F("price"),1)).values("x").query)

str(Book.objects.annotate(x=Floor(Greatest(F("price"),1))).values("x").query)

str(Book.objects.annotate(x=Upper(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=Coalesce(F("price")+1.5, 2)).values("x").query)

str(Book.objects.annotate(x=ExpressionWrapper(F("price")+1.5, output_field=FloatField())).values("x").query)

str(Book.objects.annotate(x=Case(When(pk=1,then=F("price")+1.5))).values("x").query)

str(Book.objects.annotate(x=Cast(F("price")+1.5,FloatField())).values("x").query)

Book.objects.annotate(x=Upper(F("price")+1.5)).values("x")[0]

str(Book.objects.annotate(x=Power(F("price")+1.5,2)).values("x").query)

str(Book.objects.annotate(x=Length(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=Round(F("price")+1.5)).values("x").query)

str(Book.objects.filter(price__gt=F("price")+1.5).query)

str(Book.objects.order_by(F("price")+1.5).query)

Book.objects.aggregate(x=Sum(F("price")+1.5))

str(Book.objects.annotate(x=Sum(F("price")+1.5)).query)

str(Book.objects.annotate(x=Abs(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=Sqrt(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=2*(F("price")+1.5)).values("x").query)

str(Book.objects.annotate(x=(F("id")**1.5)+1).values("x").query)

str(Book.objects.annotate(x=(F("price")+1.5)+F("price")).values("x").query)

str(Book.objects.annotate(x=(F("id")**1.5)+F("price")).values("x").query)

list(Book.objects.annotate(x=Greatest(NullIf(ExpressionWrapper(F("pages"), output_field=FloatField()), Value(1)), Value(3))).values_list("pk", "x"))

str(Book.objects.annotate(x=Cast("pages", CharField())).values("x").query), str(Book.objects.annotate(x=Cast("pages", CharField(max_length=9))).values("x").query)

list(Book.objects.annotate(x=Cast("pages", CharField())).order_by("pk").values_list("x", flat=True))

Book.objects.values("genre").annotate(x=Sum(F("price") + 1.5))

Book.objects.filter(Q(price__gt=F("price") * 1.5)).count()

Book.objects.annotate(x=Case(When(pages__gt=200, then=Greatest(F("price") * 3, Value(3))), default=Value(0))).values("x")

Book.objects.annotate(x=F("price") + 1.5).filter(x__gt=2)
