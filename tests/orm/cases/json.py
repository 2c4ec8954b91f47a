from django.db.models import *

from django.db.models.fields.json import KT, KeyTextTransform, KeyTransform

print(Book.objects.annotate(x=KeyTextTransform("isbn", "data")).filter(x=None).values("pk").query)

print(Book.objects.annotate(x=KT("data__isbn")).filter(x=None).values("pk").query)

print(Book.objects.annotate(x=KeyTransform("isbn", "data")).filter(x=None).values("pk").query)

print(Book.objects.annotate(x=KeyTextTransform("isbn", "data")).filter(x="111").values("pk").query)

print(Book.objects.annotate(x=KeyTextTransform("isbn", "data")).filter(x__isnull=True).values("pk").query)

print(Book.objects.annotate(x=KeyTextTransform("isbn", "data")).filter(x__startswith="1").values("pk").query)

print(Book.objects.annotate(x=KeyTextTransform("copies", "data")).filter(x__gt=1).values("pk").query)

print(Book.objects.annotate(x=KeyTextTransform("copies", "data")).filter(x__in=["1", "3"]).values("pk").query)

print(Book.objects.filter(data__isbn=None).values("pk").query)

print(Book.objects.annotate(x=KT("data__film__year")).values("x").query)

list(Book.objects.annotate(x=KT("data__film__year"), y=KT("data__langs__0"), z=KT("data__langs")).order_by("pk").values_list("x", "y", "z")[:2])

str(Book.objects.values("data__isbn").annotate(n=Count("pk")).order_by("n").query)

list(Book.objects.values_list("data__isbn").annotate(n=Count("pk")).order_by("n", "data__isbn"))

list(Book.objects.annotate(x=F("data__isbn")).filter(x="111")), list(Book.objects.filter(data__copies__gt=1)), list(Book.objects.filter(data__copies__in=[3, 4])), list(Book.objects.filter(data__langs__contains="en")) if False else None

list(Book.objects.filter(data__film__has_key="year")), list(Book.objects.filter(data__has_keys=["isbn", "copies"])), list(Book.objects.filter(data__has_any_keys=["film", "copies"])), list(Book.objects.filter(data__0=1))

list(Book.objects.filter(data__isbn__in=["111", "222"])), list(Book.objects.filter(data__isbn__iexact="111")), list(Book.objects.filter(data__isbn__regex=r"^1+$")), list(Book.objects.filter(data__film={"year": 2005}))

list(Book.objects.filter(data={"isbn": "222", "film": {"year": 2005}})), list(Book.objects.exclude(data__isbn="111")), list(Book.objects.exclude(data__has_key="isbn"))

list(Book.objects.filter(data__contains={"isbn": "111"}))

list(Book.objects.filter(data__isbn=F("title"))), list(Book.objects.filter(title=F("data__isbn")))

list(Book.objects.filter(data__copies=Value(3, JSONField()))), list(Book.objects.filter(data__isbn=Value("111", JSONField())))

Book.objects.update(data=F("data__film")), list(Book.objects.order_by("pk").values_list("data", flat=True))

print(Book.objects.filter(data__isbn__isnull=True).values("pk").query, Book.objects.filter(data__isbn__isnull=False).values("pk").query)

print(Book.objects.exclude(data__isbn__isnull=True).values("pk").query)

print(Book.objects.filter(data__a__b__0__c="x").values("pk").query)

print(Book.objects.order_by("data__isbn").values("pk").query)

Book.objects.filter(data__isbn__nope=1)
