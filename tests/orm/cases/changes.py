from django.db.models import *

from django.db.models.functions import *

from django.db import connection, transaction, IntegrityError

from django.test.utils import CaptureQueriesContext

from decimal import Decimal

import datetime, uuid

def ran(action):
    with CaptureQueriesContext(connection, ) as context:
        result = action()
    for query in context.captured_queries:
        print(query["sql"])
    return result

ran(lambda: Book.objects.filter(author__name="Jane Austen").update(pages=F("pages") + 1))

ran(lambda: Book.objects.annotate(n=Count("review")).filter(n__gt=1).update(rating=1))

ran(lambda: Book.objects.filter(review__stars=5).update(genre="n", price=F("price") * 2))

ran(lambda: Book.objects.order_by("-pages").update(pages=F("pages") + 1))

ran(lambda: Book.objects.update(rating=Subquery(Review.objects.filter(book=OuterRef("pk")).values("book").annotate(a=Avg("stars")).values("a"))))

Book.objects.values_list("rating", flat=True)

ran(lambda: Book.objects.annotate(x=F("pages") * 2).update(pages=F("x")))

ran(lambda: Book.objects.update(data=Value({"a": 1}, JSONField())))

ran(lambda: Book.objects.filter(pk=1).update(data={"b": [1, None]}))

ran(lambda: Book.objects.filter(pk=2).update(data=None)), Book.objects.get(pk=2).data, Book.objects.filter(data=None).count(), Book.objects.filter(data__isnull=True).count()

ran(lambda: Book.objects.filter(pk=2).update(data=Value(None, JSONField()))), Book.objects.filter(data=None).count(), Book.objects.filter(data__isnull=True).count()

ran(lambda: Book.objects.filter(pk=1).update(author=Author.objects.get(name="Mark Twain")))

ran(lambda: Book.objects.filter(pk=1).update(author_id=1, genre=Case(When(pages__gt=400, then=Value("f")), default=Value("n"))))

ran(lambda: Author.objects.filter(pk=4).update(country=Country.objects.filter(name="Chile").values("pk")[:1]))

Book.objects.update(nope=1)

Book.objects.update(review=1)

Book.objects.update(tags=1)

Book.objects.update(author__name="x")

Book.objects.update(pages=F("review__stars"))

Book.objects.update(pages=Sum("pages"))

Book.objects.update(pages="many")

Book.objects.update(author=Country.objects.first())

Book.objects.update(pages=Window(RowNumber()))

Book.objects.all()[:2].update(pages=1)

Book.objects.distinct().update(pages=F("pages"))

Book.objects.values("genre").update(pages=F("pages"))

Book.objects.values("genre").distinct().update(genre="f")

Book.objects.update()

Book.objects.none().update(pages=1)

ran(lambda: Branch.objects.filter(city="Bergen").update(name="Center", shelves=F("shelves") + 1))

ran(lambda: Branch.objects.update(name=Upper("name")))

ran(lambda: Sensor.objects.filter(maximum__gt=50).update(name="x"))

ran(lambda: Camera.objects.update(lens="w", minimum=1, name="cam"))

ran(lambda: Draft.objects.filter(pages__gt=800).update(title="Draft"))

Book.objects.all()[:2].delete()

Book.objects.order_by("pages")[0:1].delete()

Book.objects.distinct().delete()

Book.objects.distinct("genre").delete()

Book.objects.values("genre").delete()

Book.objects.values_list("pk").delete()

Book.objects.union(Book.objects.all()).delete()

Book.objects.none().delete()

ran(lambda: Tag.objects.filter(slug="unused").delete())

ran(lambda: Review.objects.filter(book__title="Emma").order_by("-stars").delete())

ran(lambda: Tagging.objects.filter(tag__slug="sea").delete())

ran(lambda: Category.objects.filter(name="leaf").delete())

ran(lambda: Author.objects.filter(name="Jon Fosse").delete())

Loan.objects.all().delete()

ran(lambda: Author.objects.filter(name="Jon Fosse").delete())

ran(lambda: Branch.objects.all().delete())

ran(lambda: Person.objects.get(name="Ann").delete())

ran(lambda: Room.objects.filter(name="Cellar").delete())

ran(lambda: Experiment.objects.filter(name="Light").delete())

ran(lambda: Country.objects.filter(name="Norway").delete())

ran(lambda: Review.objects.all().delete())

ran(lambda: Memo.objects.all()._raw_delete("default")) if False else ran(lambda: Memo.objects.filter(order__gt=1).delete())

ran(lambda: Category.objects.all().delete())

Category.objects.filter(name="right").delete()

ran(lambda: Memo.objects.get(order=1).delete())

memo = Memo(order=9); memo.delete()

ran(lambda: Country.objects.get_or_create(name="Peru"))

ran(lambda: Country.objects.get_or_create(name__iexact="PERU", defaults={"name": "Peru"}))

ran(lambda: Country.objects.update_or_create(name="Peru", defaults={"name": "Perú"}))

ran(lambda: Country.objects.update_or_create(name="Fiji", defaults={"name": "x"}, create_defaults={"name": "Fiji"}))

Country.objects.update_or_create(name="Fiji", defaults={"nope": 1})

Country.objects.get_or_create(nope=1)

Country.objects.get_or_create(name="Malta", defaults={"nope": 1})

Author.objects.get_or_create(country__name="United States", defaults={"name": "New"})

Author.objects.get_or_create(country__name="Malta", name="New")

Author.objects.get_or_create(name="Callable", defaults={"born": lambda: datetime.date(2000, 1, 1)})[0].born

Author.objects.update_or_create(name="Callable", defaults={"active": lambda: False})[0].active

Author.objects.get_or_create(active=True)

ran(lambda: Country.objects.bulk_create([Country(name="A"), Country(name="B"), Country(name="A")], ignore_conflicts=True))

ran(lambda: Country.objects.bulk_create([Country(name="A"), Country(name="C")], update_conflicts=True, unique_fields=["name"], update_fields=["name"]))

Country.objects.bulk_create([Country(name="A")], update_conflicts=True)

Country.objects.bulk_create([Country(name="A")], update_conflicts=True, update_fields=["name"])

Country.objects.bulk_create([Country(name="A")], update_conflicts=True, unique_fields=["name"])

Country.objects.bulk_create([Country(name="A")], update_conflicts=True, unique_fields=["nope"], update_fields=["name"])

Country.objects.bulk_create([Country(name="A")], update_conflicts=True, unique_fields=["name"], update_fields=["id"])

Country.objects.bulk_create([Country(name="A")], update_conflicts=True, ignore_conflicts=True)

Country.objects.bulk_create([Country(name="A")], batch_size=0)

Country.objects.bulk_create([Country(name="A")], batch_size=-1)

Country.objects.bulk_create([])

Country.objects.bulk_create([Country(name="A")])

[c.pk for c in ran(lambda: Country.objects.bulk_create([Country(name="D"), Country(pk=77, name="E")]))]

[c.pk for c in ran(lambda: Country.objects.bulk_create(iter([Country(name="G"), Country(name="H"), Country(name="I")]), batch_size=2))]

ran(lambda: Review.objects.bulk_create([Review(book_id=1, stars=9)]))

ran(lambda: Review.objects.bulk_create([Review(book=Book(title="u"), stars=2)]))

ran(lambda: Book.objects.bulk_create([Book(title=" spaced ", author_id=1, price=Decimal("1.5"), data={"a": 1})]))

Branch.objects.bulk_create([Branch(name="x")])

ran(lambda: Token.objects.bulk_create([Token(id=uuid.UUID(int=5), label="five"), Token(id=uuid.UUID(int=6), label="six")]))

ran(lambda: Experiment.objects.bulk_create([Experiment(name="bulk")]))[0].tag

def tickets(*pairs):
    return [Ticket(code=code, seat=seat, day=datetime.date(2024, 1, 1), title=code) for code, seat in pairs]

ran(lambda: Ticket.objects.bulk_create(tickets(("a", 2), ("b", 4))))

Ticket.objects.values_list("code", "double")

Ticket.objects.bulk_create(tickets(("c", 200)))

ran(lambda: Ticket.objects.bulk_create(tickets(("a", 6)), update_conflicts=True, unique_fields=["code"], update_fields=["seat"]))

Ticket.objects.values_list("code", "seat", "double")

Ticket.objects.bulk_create(tickets(("a", 6)), update_conflicts=True, unique_fields=["code"], update_fields=["double"])

books = list(Book.objects.order_by("pk"))

for number, book in enumerate(books):
    book.pages = number
    book.title = f"Book {number}"

ran(lambda: Book.objects.bulk_update(books, ["pages", "title"]))

ran(lambda: Book.objects.bulk_update(books[:3], ["pages"], batch_size=2))

for book in books:
    book.pages = F("pages") + 1
    book.rating = Value(None)
    book.data = {"n": book.pk}

ran(lambda: Book.objects.bulk_update(books, ["pages", "rating", "data"]))

Book.objects.values_list("pages", "rating", "data")

Book.objects.bulk_update(books, [])

Book.objects.bulk_update(books, ["id"])

Book.objects.bulk_update(books, ["tags"])

Book.objects.bulk_update(books, ["nope"])

Book.objects.bulk_update([Book(title="x")], ["title"])

Book.objects.bulk_update([], ["title"])

Book.objects.bulk_update(books, ["title"], batch_size=-1)

Book.objects.bulk_update([book for book in books if book.pk], ["author"]) if books else None

ran(lambda: Branch.objects.bulk_update([], ["name"]))

book = Book.objects.create(title="New", author_id=1); book.pk is not None, book._state.adding, book._state.db

ran(lambda: book.save(update_fields=["title", "pages"]))

ran(lambda: book.save(update_fields=[]))

book.save(update_fields=["nope"])

book.save(update_fields=["author_id", "tags"])

book.save(update_fields=["id"])

book.save(force_insert=True)

book.save(force_insert=True, force_update=True)

book.save(force_insert=True, update_fields=["title"])

Book(title="x", author_id=1).save(force_update=True)

Book(pk=12345, title="x", author_id=1).save(force_update=True)

Book(pk=12345, title="x", author_id=1).save(update_fields=["title"])

ran(lambda: Book(pk=12345, title="x", author_id=1).save())

ran(lambda: Book(pk=12345, title="y", author_id=1).save())

ran(lambda: Token(id=uuid.UUID(int=9), label="nine").save())

ran(lambda: Token(label="ten").save()) if False else Token(label="ten").save()

ran(lambda: Branch(pk=3, place_ptr_id=3, name="z", city="y").save())

ran(lambda: Experiment(name="fresh").save())

fresh = Experiment.objects.get(name="fresh"); fresh.name = "fresher"; ran(lambda: fresh.save(update_fields=["name", "room"])); fresh.tag

fresh.refresh_from_db(); fresh.tag, fresh.code

fresh.code = Lower(Value("UP")); fresh.save(); fresh.refresh_from_db(); fresh.code

Experiment.objects.create(name="g", tag="x").tag

Experiment.objects.filter(name="g").update(tag="y")

fresh.refresh_from_db(fields=["nope"])

fresh.refresh_from_db(fields=["room__name"])

fresh.delete(), fresh.pk, fresh.name

fresh.refresh_from_db()

fresh.delete()

Review.objects.create(book_id=1, stars=0)

Review.objects.create(book_id=1)

Review.objects.create(book_id=None, stars=1)

Review.objects.create(book_id=999, stars=1).pk is not None

connection.check_constraints()

Review.objects.filter(book_id=999).delete()

Author.objects.create(name="Twin", email="jane@example.com")

Author.objects.create(name=None)

Author.objects.create(nope=1)

Author.objects.create("x", "y", "z", None, None, None, None, None, None)

Author(1, "n", id=2)

Author.objects.create(country=Book.objects.first())

Author.objects.create(name="x", country=Country(name="unsaved"))

Book.objects.create(title="x", author=None)

Book.objects.create(title="x", author_id=1, pages="many")

Book.objects.create(title="x", author_id=1, price="dear")

Book.objects.create(title="x", author_id=1, price=Decimal("12345.678"))

Book.objects.create(title="x", author_id=1, published="yesterday")

Book.objects.create(title="x", author_id=1, rating="abc")

Loan.objects.create(book_id=1, until="2024-02-30")

Loan.objects.create(book_id=1, until="soon")

Loan.objects.create(book_id=1, until=datetime.date(2024, 1, 1), length="abc")

Loan.objects.create(book_id=1, until=datetime.date(2024, 1, 1), at="25:00")

Token.objects.create(id="nope")

Token.objects.create(address="nope").address

Ticket.objects.create(code="t1", day=datetime.date(2024, 1, 1), title="T", sold=True, price=-1)

Ticket.objects.create(code="t1", day=datetime.date(2024, 1, 1), title="T", sold=True, book_id=1).pk is not None

Ticket.objects.create(code="t2", day=datetime.date(2024, 1, 1), title="U", sold=True, book_id=1)

Ticket.objects.create(code="t2", day=datetime.date(2024, 1, 1), title="T")

Ticket.objects.create(code="t2", day=datetime.date(2024, 1, 1), title="t", price=3)

Ticket.objects.create(code="t2", day=datetime.date(2024, 1, 1), title="other", seat=60)

with transaction.atomic():
    Country.objects.create(name="In")
    try:
        with transaction.atomic():
            Country.objects.create(name="In")
    except IntegrityError as error:
        print("caught", error)
    Country.objects.create(name="After")

with transaction.atomic():
    try:
        Country.objects.create(name="In")
    except IntegrityError as error:
        print("caught", error)
    Country.objects.count()

Country.objects.filter(name__in=["In", "After"]).count()

ran(lambda: Author.objects.select_for_update().get(pk=1))

with transaction.atomic():
    print(ran(lambda: Author.objects.select_for_update().get(pk=1)))

Author.objects.select_for_update(nowait=True, skip_locked=True)

with transaction.atomic():
    print(Author.objects.select_for_update(nowait=True).get(pk=1))
