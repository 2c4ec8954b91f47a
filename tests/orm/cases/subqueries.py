from django.db.models import *

from django.db.models.functions import *

from decimal import Decimal

show = lambda queryset: print(queryset.query, list(queryset), sep="\n")

books = Book.objects.filter(author=OuterRef("pk"))

show(Author.objects.annotate(n=Subquery(books.order_by().values("author").annotate(n=Count("pk")).values("n"))).values_list("name", "n").order_by("pk"))

show(Author.objects.annotate(longest=Subquery(books.order_by("-pages").values("title")[:1]), total=Subquery(books.order_by().values("author").annotate(s=Sum("price")).values("s"))).values_list("longest", "total").order_by("pk"))

show(Author.objects.annotate(n=Coalesce(Subquery(books.order_by().values("author").annotate(n=Count("pk")).values("n"), output_field=IntegerField()), 0)).filter(n__gte=1).order_by("-n", "name").values_list("name", "n"))

show(Author.objects.filter(Exists(books.filter(pages__gt=OuterRef("pk") * 100))).order_by("pk"))

show(Author.objects.filter(~Exists(books.filter(genre="f"))).order_by("pk"))

show(Author.objects.filter(Exists(books.filter(genre="n")) | Q(name__startswith="J")).order_by("pk"))

show(Author.objects.filter(Q(active=False) | ~Exists(books), name__contains="n").order_by("pk"))

show(Author.objects.annotate(has=Exists(books.filter(pages=0))).filter(has=True))

show(Author.objects.annotate(has=Exists(books.filter(pages=0))).filter(has=False).values_list("name", "has").order_by("has", "pk"))

show(Author.objects.order_by(Exists(books.filter(genre="n")).desc(), "pk"))

show(Author.objects.order_by(Subquery(books.order_by("pages").values("pages")[:1]).desc(), "pk"))

show(Author.objects.annotate(x=Case(When(Exists(books.filter(genre="n")), then=Value("yes")), default=Value("no"))).values_list("x", flat=True).order_by("pk"))

show(Book.objects.filter(author__in=Author.objects.filter(country__name__startswith="United")).order_by("pk"))

show(Book.objects.filter(author__in=Author.objects.filter(pk__lt=3)[:1]).order_by("pk"))

show(Book.objects.exclude(author__in=Author.objects.filter(active=True)))

show(Book.objects.exclude(pk__in=Review.objects.values("book")))

show(Book.objects.filter(pk__in=Review.objects.filter(stars=5).values_list("book_id", flat=True)))

show(Book.objects.filter(pages__in=Book.objects.order_by("-pages").values("pages")[:2]))

show(Book.objects.filter(pages__gt=Subquery(Book.objects.values("genre").annotate(a=Avg("pages")).filter(genre="f").values("a"))))

show(Book.objects.filter(pages__gte=Book.objects.filter(genre="f").order_by("pages").values("pages")[:1]))

show(Book.objects.filter(author=Author.objects.filter(name="Jon Fosse")))

Book.objects.filter(author=Author.objects.filter(name="Jon Fosse").values("pk", "name"))

Book.objects.filter(author__in=Author.objects.values("pk", "name"))

Book.objects.filter(author=Book.objects.all())

Book.objects.filter(author__in=Book.objects.all())

Book.objects.filter(author=Author.objects.all())

Book.objects.filter(pages__exact=Book.objects.values("pages"))

show(Book.objects.annotate(same=Subquery(Book.objects.filter(author=OuterRef("author")).exclude(pk=OuterRef("pk")).order_by("pk").values("title")[:1])).values_list("title", "same"))

inner = Review.objects.filter(book=OuterRef("pk"), stars__gt=OuterRef(OuterRef("pk")))

show(Author.objects.annotate(any=Exists(Book.objects.filter(Exists(inner), author=OuterRef("pk")))).values_list("name", "any").order_by("pk"))

show(Country.objects.annotate(best=Subquery(Book.objects.filter(author__country=OuterRef("pk")).order_by("-rating").values("author__name")[:1])).values_list("name", "best"))

show(Country.objects.annotate(n=Subquery(Book.objects.filter(author__country=OuterRef("pk")).order_by().values("author__country").annotate(n=Count("*")).values("n"))).order_by(F("n").desc(nulls_last=True), "name").values_list("name", "n"))

show(Book.objects.annotate(stars=Subquery(Review.objects.filter(book=OuterRef("pk")).values("book").annotate(a=Avg("stars")).values("a")[:1], output_field=FloatField())).filter(stars__gt=3.5).values_list("title", "stars"))

show(Book.objects.annotate(older=Count("pk", filter=Exists(Book.objects.filter(published__lt=OuterRef("published"))))).values_list("title", "older"))

Book.objects.aggregate(n=Count("pk", filter=Exists(Review.objects.filter(book=OuterRef("pk")))))

Author.objects.annotate(total=Subquery(books.order_by().values("author").annotate(s=Sum("pages")).values("s"))).aggregate(Sum("total"), Max("total"))

Author.objects.aggregate(x=Sum(Subquery(books.order_by("pages").values("pages")[:1])))

Book.objects.filter(pk=OuterRef("pk"))

str(Book.objects.filter(author=OuterRef("pk")).query)

Book.objects.filter(author=OuterRef("pk")).count()

Book.objects.filter(author=OuterRef("pk")).exists()

Exists(books), Subquery(books), ~Exists(books), OuterRef("a__b"), ~Q(Exists(books))

Book.objects.filter(Exists(Review.objects.all())).count(), Book.objects.filter(Exists(Review.objects.none())).count(), Book.objects.filter(~Exists(Review.objects.none())).count()

show(Book.objects.filter(Exists(Review.objects.none()) | Q(pages=0)))

show(Book.objects.annotate(e=Exists(Review.objects.none())).values_list("e", flat=True)[:2])

show(Book.objects.annotate(c=Coalesce(Subquery(Review.objects.none().values("stars")), 9)).values_list("c", flat=True)[:2])

show(Book.objects.filter(Q(Exists(Review.objects.filter(book=OuterRef("pk"), stars=5))) & ~Q(genre="n")))

show(Book.objects.filter(author__name__in=Author.objects.filter(pk=OuterRef("author_id")).values("name")).order_by("pk")[:2])

show(Author.objects.exclude(book__title="Emma").order_by("pk"))

show(Author.objects.exclude(book__pages__gt=400).order_by("pk"))

show(Author.objects.exclude(book__pages__gt=400, book__genre="f").order_by("pk"))

show(Author.objects.exclude(Q(book__pages__gt=400) | Q(book__genre="n")).order_by("pk"))

show(Author.objects.exclude(~Q(book__genre="n")).order_by("pk"))

show(Author.objects.filter(~Q(book__genre="n"), country__isnull=False).order_by("pk"))

show(Author.objects.exclude(book__review__isnull=True).order_by("pk")) if False else show(Author.objects.exclude(book__review__isnull=True).order_by("pk"))

show(Author.objects.exclude(book=None).order_by("pk"))

show(Author.objects.filter(book__isnull=True))

show(Author.objects.exclude(country__name="Norway").order_by("pk"))

show(Author.objects.exclude(country=None).order_by("pk"))

show(Author.objects.exclude(email="jane@example.com").order_by("pk"))

show(Author.objects.exclude(email__isnull=True).order_by("pk"))

show(Author.objects.exclude(email=F("name")).order_by("pk"))

show(Book.objects.exclude(tags__slug__in=["funny", "sea"]))

show(Book.objects.exclude(tags=Tag.objects.get(slug="classic")))

show(Book.objects.exclude(tags__isnull=False))

show(Book.objects.exclude(editors__name__startswith="M"))

show(Book.objects.exclude(review__stars__lt=F("pages")))

show(Book.objects.exclude(rating__gt=4.1))

show(Tag.objects.exclude(books__author__name="Jane Austen").order_by("slug"))

show(Tag.objects.exclude(books__author__country__name="United States").order_by("slug"))

show(Person.objects.exclude(team__name="Dan"))

show(Person.objects.exclude(boss__boss__isnull=True))

show(Person.objects.exclude(friends__name="Bob"))

show(Person.objects.exclude(labels__label="new"))

show(Book.objects.filter(tags__slug="funny").filter(tags__slug="sea"))

show(Book.objects.filter(tags__slug="funny", tags__slug__startswith="f"))

show(Book.objects.filter(Q(tags__slug="funny") | Q(tags__slug="classic")).distinct())

show(Book.objects.filter(Q(tags__slug="funny") & Q(review__stars__gt=3)))

show(Book.objects.filter(Q(pages__gt=300) ^ Q(genre="f")))

show(Book.objects.filter(Q(pages__gt=300) ^ Q(genre="f") ^ Q(rating__isnull=True)))

show(Book.objects.filter(~(Q(pages__gt=300) ^ Q(genre="f"))))

show(Book.objects.filter(Q()))

show(Book.objects.filter(~Q()))

show(Book.objects.filter(Q(pk__in=[])))

show(Book.objects.filter(~Q(pk__in=[])))

show(Book.objects.filter(Q(pk__in=[]) | Q(pages=0)))

show(Book.objects.exclude(pk__in=[], pages=0))

show(Book.objects.none())

Q(a=1) & Q(), Q() | Q(a=1), ~Q(a=1) & Q(b=2), Q(Q(a=1) | Q(b=2), c=3), Q(a=1) ^ Q(b=2), Q(Q()), ~Q(), Q(a=1, b=2, _connector="OR", _negated=True)

Q(a=1) == Q(a=1), Q(a=1) == ~Q(a=1), bool(Q()), len(Q(a=1, b=2)), Q(a=1).deconstruct(), (Q(a=1) | Q(b=2)).deconstruct(), (~Q(a=1)).deconstruct(), list(Q(x__y=1, z=F("w")).flatten())[:2]

Q(a=1) & 3

Q(a=1) | Exists(books)

Exists(books) & Q(a=1)

Q(a=1) & F("b")

Q(1)

Book.objects.filter(1)

Book.objects.filter("title")

Book.objects.filter(F("pages"))

Book.objects.filter(Value(True)).count(), Book.objects.filter(Value(False)).count(), Book.objects.filter(Value(0)).count()
