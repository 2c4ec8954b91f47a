import datetime

from decimal import Decimal

from django.db.models import *

from django.db.models.functions import *

[ (b.title, b.get_genre_display()) for b in Book.objects.order_by("pk")[:2]]

Book.objects.get(pk=1).get_next_by_published(), Book.objects.get(pk=2).get_next_by_published(genre="f")

Book.objects.get(pk=5).get_next_by_published()

Loan.objects.annotate(end=ExpressionWrapper(F("until") + F("length"), output_field=DateTimeField())).values_list("end", flat=True).order_by("pk")

str(Loan.objects.annotate(end=ExpressionWrapper(F("until") + F("length"), output_field=DateTimeField())).values("end").query)

Author.objects.annotate(age=ExtractYear("died") - ExtractYear("born")).values_list("name", "age").order_by("pk")

Author.objects.filter(died__gt=F("born") + datetime.timedelta(days=365*60)).order_by("pk")

Book.objects.annotate(p=Cast("price", IntegerField()), q=F("price") / 3, r=F("price") * Decimal("1.1")).values_list("p", "q", "r").order_by("pk")[:2]

Book.objects.aggregate(a=Avg("price"), b=Sum(F("price") * F("pages"), output_field=DecimalField()), c=Max("rating") - Min("rating"))

Book.objects.filter(published__date=datetime.date(1813, 1, 28)), Book.objects.filter(published__time__gte=datetime.time(12)), Book.objects.filter(published__week_day=1), Book.objects.filter(published__quarter=4)

Book.objects.filter(published__year__in=[1813, 2019]), Book.objects.filter(published__month__gte=9).count(), Book.objects.filter(published__iso_year=2019), Book.objects.filter(published__hour__range=(8, 12))

str(Book.objects.filter(published__year__gte=1900).query)

Book.objects.filter(title__regex=r"^(Emma|Tom)"), Book.objects.filter(title__iregex="AWY"), Book.objects.filter(title__iexact="EMMA"), Book.objects.filter(title__iexact=None).count()

Author.objects.filter(email__iexact=None).order_by("pk"), Author.objects.filter(email=None).count(), Author.objects.filter(email__in=[None, "jane@example.com"])

Author.objects.order_by(F("email").asc(nulls_last=True), "pk"), Author.objects.order_by(F("died").desc(nulls_first=True), "pk")

Author.objects.annotate(d=Greatest("born", "died"), e=Least("born", "died")).values_list("d", "e").order_by("pk")

Author.objects.annotate(x=Concat("name", Value(" ("), Coalesce("country__name", Value("?")), Value(")"))).values_list("x", flat=True).order_by("pk")

Author.objects.annotate(x=Replace(Lower("name"), Value(" "), Value("-")), y=Left("name", 3), z=Right("name", 3), l=LPad("name", 15, Value(".")), s=StrIndex("name", Value("a"))).values_list("x","y","z","l","s").order_by("pk")

Author.objects.annotate(x=NullIf("name", Value("Jane Austen")), y=Round(F("pk") / 3.0, 2), z=Mod("pk", 2), p=Power("pk", 2)).values_list("x","y","z","p").order_by("pk")

Author.objects.annotate(s=Substr("name", 2, 3), t=Trim(Value("  x ")), r=Repeat(Value("ab"), 2), m=MD5("name"), o=Ord("name"), c=Chr(Value(65))).values_list("s","t","r","m","o","c").order_by("pk")[:2]

Author.objects.annotate(rank=Window(Rank(), order_by=F("born").asc(nulls_last=True)), total=Window(Count("*")), run=Window(Sum("pk"), order_by="pk")).values_list("name","rank","total","run").order_by("pk")

Book.objects.annotate(prev=Window(Lag("title", default=Value("-")), partition_by="genre", order_by="pages"), pct=Window(PercentRank(), order_by="pages"), nt=Window(Ntile(2), order_by="pk"), fv=Window(FirstValue("title"), partition_by=["author"], order_by=["-pages"])).values_list("title","prev","pct","nt","fv").order_by("pk")

str(Book.objects.annotate(r=Window(RowNumber(), partition_by="genre", order_by="-pages")).filter(r=1).values("title").query)

Book.objects.annotate(r=Window(RowNumber(), partition_by="genre", order_by="-pages")).filter(r=1).values_list("title", flat=True)

Book.objects.annotate(r=Window(Avg("pages"), order_by="pk", frame=RowRange(start=-1, end=1))).values_list("r", flat=True).order_by("pk")

Ticket(code="a b", seat=3, day=datetime.date(2024,1,1), title="").full_clean()

Ticket(code="ok", seat=2, day=datetime.date(2024,1,1), title="bad").full_clean()

Author(name="x" * 60, email="nope").full_clean()

Review(book_id=1, stars=9).full_clean()

Room(name="", floor=7).full_clean()

Book(title="x", author_id=99, price="1234567.891", pages=-1).full_clean()

Room.Floor.FIRST, Room.Floor.choices, Room.Floor.labels, Room.Floor(1).label, Room.Floor["GROUND"], Person.Role.STAFF == "sf", str(Person.Role.STAFF), repr(Person.Role.STAFF), Person.Role.names

Room.objects.first().get_floor_display(), Room(floor=None).get_floor_display(), Person.objects.get(name="Ann").get_role_display()

Person.objects.get(name="Ann").team.create(name="Eve").boss, Person.objects.filter(boss__name="Ann").count()

ann = Person.objects.get(name="Ann"); ann.team.set([]), ann.team.count(), Person.objects.filter(boss=None).count()

ann.team.add(Person(name="unsaved"))

ann.friends.add("x")

ann.friends.add(Room.objects.first())

ann.mentors.set([Person.objects.get(name="Dan")], through_defaults={"since": datetime.date(2000,1,1)}), ann.mentors.all(), Mentoring.objects.filter(junior=ann).values_list("since", flat=True)

Book.objects.get(pk=1).tags.through.objects.count(), Book.tags.through, Book.editors.through._meta.db_table, Book.objects.get(pk=1).editors.remove(Author.objects.get(pk=2)), Book.objects.get(pk=1).editors.all()

Book.objects.get(pk=1).tags.get_or_create(slug="classic")[1], Book.objects.get(pk=1).tags.update_or_create(slug="new", defaults={"slug": "newer"})[1], Book.objects.get(pk=1).tags.count()

[ (a.name, [b.title for b in a.book_set.all()]) for a in Author.objects.prefetch_related(Prefetch("book_set", Book.objects.filter(pages__gt=300).order_by("-pages"))).order_by("pk")]

[ (a.name, [b.title for b in a.fiction]) for a in Author.objects.prefetch_related(Prefetch("book_set", Book.objects.filter(genre="f"), to_attr="fiction")).order_by("pk")]

Author.objects.prefetch_related("nope").first()

Author.objects.prefetch_related("book_set__nope").first()

Author.objects.prefetch_related(Prefetch("book_set", Author.objects.all())).first()

Book.objects.raw("SELECT id, title, pages + 1 AS more FROM library_book WHERE pages > %s", [400])[0].more

Book.objects.raw("SELECT title FROM library_book")[0]

list(Book.objects.raw("SELECT * FROM nope"))

Book.objects.extra(where=["pages > %s"], params=[400], order_by=["-pages"]).values_list("title", flat=True)

Country.objects.annotate(n=Count("authors")), Author.objects.annotate(n=Count("book")), Tag.objects.annotate(n=Count("books")), Category.objects.annotate(n=Count("children"))

Author.objects.filter(book__pages__gt=300), Author.objects.filter(book__pages__gt=300).distinct(), Author.objects.filter(book__genre="f").distinct()

Book.objects.filter(editors__name="Jon Fosse"), Book.objects.filter(tags__slug__in=["funny", "sea"]).order_by(), Review.objects.filter(book__author__country__name="United Kingdom"), Loan.objects.filter(book__tags__slug="funny")

Author.objects.values("country__name").annotate(n=Count("pk")), Author.objects.values("country").annotate(n=Count("book")), Review.objects.values("stars").annotate(n=Count("pk")), Tagging.objects.values("tag__slug").annotate(w=Sum("weight"))

Author.objects.select_related("country").annotate(n=Count("book")), Author.objects.annotate(n=Count("book"), c=F("country__name")), Review.objects.annotate(t=F("book__title")).values_list("t", "stars")
