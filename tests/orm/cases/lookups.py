def names(*args, **kwargs): return list(Book.objects.filter(*args, **kwargs).values_list("pk", flat=True).order_by("pk"))

names(title="Emma"), names(title__exact="emma"), names(title__iexact="emma"), names(rating=None), names(rating__exact=None)

names(title__contains="er"), names(title__icontains="E"), names(title__startswith="P"), names(title__istartswith="p"), names(title__endswith="er"), names(title__iendswith="A")

names(review__text__contains="%"), names(review__text__contains="_"), names(review__text__contains="\\")

names(title__regex="^[EP]"), names(title__iregex="^[ep]"), names(title__regex=r"\s")

names(pages__gt=366), names(pages__gte=366), names(pages__lt=366), names(pages__lte=366), names(pages__range=(300, 450)), names(pages__gt=365.5), names(pages__gt="365")

names(pages__in=[474, 0]), names(pages__in=[]), names(pages__in=[None, 0]), names(title__in=("Emma", "Poems")), names(pk__in={1})

names(rating__isnull=True), names(rating__isnull=False)

names(rating__isnull="x")

names(pages__range=(1,))

names(rating__gt=None)

names(price=7), names(price="7.00"), names(price__gt=9.99), names(price__lte="8.25")

names(published__hour=8), names(published__minute=30), names(published__second__gt=0), names(published__hour__lt=9)

import datetime

names(published__date=datetime.date(1876, 6, 1)), names(published__date__gt=datetime.date(1876, 6, 1)), names(published__time=datetime.time(18)), names(published__lt=datetime.datetime(1850, 1, 1, tzinfo=datetime.timezone.utc))

names(published__year__in=[1815, 1876]), names(published__year__gt="1876")

names(author=1), names(author__pk=1), names(author_id=1), names(author__id__in=[1, 3]), names(author=Author.objects.get(pk=2)), names(author__in=Author.objects.filter(name__startswith="J")), names(author__in=[1, Author.objects.get(pk=3)])

names(author__name="Mark Twain"), names(author__country__name__startswith="United"), names(author__country=None), names(author__country__isnull=False), names(author__email=None)

names(review__stars=5), names(review__stars__gt=3, review__text=""), names(review=None), names(review__isnull=True), names(tags__slug="funny"), names(tags=1), names(tagging__weight=5), names(editors__name="Jon Fosse"), names(loans__until__year=2024)

list(Book.objects.exclude(review__stars=5).values_list("pk", flat=True).order_by("pk"))

list(Book.objects.exclude(author__country__name="Norway").values_list("pk", flat=True).order_by("pk"))

list(Book.objects.exclude(tags__slug="funny", tags__id__gt=1).values_list("pk", flat=True).order_by("pk"))

list(Book.objects.exclude(rating__gt=4.1).values_list("pk", flat=True).order_by("pk")), list(Book.objects.exclude(rating=None).values_list("pk", flat=True).order_by("pk"))

list(Book.objects.filter(review__stars=5).filter(review__stars=3)), list(Book.objects.filter(review__stars=5, review__stars__lt=4))

from django.db.models import Q, F

names(Q(title="Emma") | Q(pages=0)), names(~Q(genre="f")), names(Q(genre="f") & ~Q(author=1)), names(Q(genre="f") ^ Q(pages__gt=400)), names(Q(title="Emma") | Q(author__name="Jon Fosse"), genre="f"), names(Q()), names(~Q(pk__in=[]))

Q(a=1) | ~Q(b=2) & Q(c=3), Q(a=1) == Q(a=1), bool(Q())

names(pages__gt=F("id") * 100), names(rating__lt=F("price")), names(author__name=F("title")), names(title=F("nothing"))

names(pages__gt=F("id") * 100), names(rating__lt=F("price")), names(author__name=F("title"))

F("pages") + 1, F("x") / 2 - F("y"), -F("pages")

names(data__isbn="111"), names(data__copies=3), names(data__copies__gt=2), names(data__film__year=2005), names(data__langs__0="en"), names(data__isbn__isnull=True), names(data={}), names(data=[1, 2, 3]), names(data=None), names(data__isnull=True)

names(data__has_key="isbn"), names(data__has_keys=["isbn", "film"]), names(data__has_any_keys=["copies", "film"])

names(data__isbn__startswith="2"), names(data__isbn__in=["111", "222"]), names(data__isbn__icontains="1")

names(data__contains={"isbn": "111"})

Author.objects.filter(active=1).count(), Author.objects.filter(active=False), Author.objects.exclude(active=True)

Author.objects.filter(name="Jane Austen", book__pages__gt=450), Author.objects.filter(book__pages__gt=1).distinct().order_by("pk"), Author.objects.filter(book__tags__slug="funny").order_by("pk"), Author.objects.filter(edited__title="Emma").order_by("pk")

Author.objects.filter(profile__site__contains="fosse"), Author.objects.filter(profile=None).order_by("pk"), Author.objects.exclude(profile__isnull=True).order_by("pk"), Profile.objects.get(pk=1).author

Author.objects.filter(born__gt=datetime.date(1800, 1, 1), died__year=1910), Author.objects.filter(born="1775-12-16"), Author.objects.filter(born__month=9)

Category.objects.filter(parent__parent__name="root"), Category.objects.filter(children__name="leaf"), Category.objects.filter(parent=None), Category.objects.filter(similar__name="left")

Loan.objects.filter(length__gt=datetime.timedelta(days=2)).values_list("pk", flat=True), Loan.objects.filter(at__hour=17).values_list("at", flat=True), Loan.objects.get(pk=2).length, Loan.objects.get(pk=2).at

Token.objects.filter(pk="12345678123456781234567812345678").count(), Token.objects.filter(id__startswith="1234").count(), Token.objects.filter(address="127.0.0.1").count(), Token.objects.filter(secret=b"\x00\x01abc").count()

Token.objects.filter(pk="zz")

Branch.objects.filter(city="Bergen"), Branch.objects.filter(place_ptr=2).count(), Place.objects.filter(branch__shelves__gt=5), Place.objects.filter(branch=None)

Country.objects.filter(authors__book__title="Emma"), Country.objects.filter(authors=None), Country.objects.filter(authors__active=True).distinct()

Country.objects.filter(author__name="x")

Book.objects.filter(author__nothing=1)

Book.objects.filter(title__author=1)

Book.objects.filter(author__gt=1).count()

Book.objects.filter(author__in=Book.objects.all())

Book.objects.filter(author=Author(name="unsaved"))

Book.objects.filter(title__upper="EMMA")

from django.db.models.functions import Upper

Book.objects.alias(up=Upper("title")).filter(up="EMMA"), Book.objects.annotate(up=Upper("title")).get(up="EMMA").up

from django.db.models.fields.json import KeyTextTransform, KeyTransform, KT
from django.db.models.functions import Cast
from django.db.models import IntegerField

Book.objects.filter(pk=1).update(data={"size": {"w": "12"}, "n": [1, {"k": "v"}], "s": "t", "b": True})

rows = Book.objects.filter(pk=1)

rows.annotate(x=KeyTransform("s", "data"), y=KeyTextTransform("s", "data"), z=KeyTransform("b", "data"), t=KeyTextTransform("b", "data")).values_list("x", "y", "z", "t")

rows.annotate(w=Cast(KeyTextTransform("w", KeyTransform("size", F("data"))), output_field=IntegerField())).values_list("w", flat=True)

rows.annotate(x=KT("data__size__w"), y=KT("data__n__1__k"), z=KT("data__size")).values_list("x", "y", "z")

KT("data")

rows.annotate(x=KeyTransform(0, KeyTransform("n", "data"))).values_list("x", flat=True)

KeyTextTransform("s")

rows.order_by(KT("data__s")).filter(data__s="t").update(title=KT("data__s")), Book.objects.get(pk=1).title
