Author.objects.all()

Author.objects

Author.objects.none(), Book.objects.none().count()

Author.objects.create(name="Zoe")

Author.objects.get(name="Zoe").pk

Author.objects.get(name="Nobody")

Author.objects.get(active=True)

Author.objects.get_or_create(name="Zoe")

Author.objects.get_or_create(name="Yan", defaults={"active": False})

Author.objects.update_or_create(name="Yan", defaults={"active": True})

Author.objects.get(name="Yan").active

Author.objects.update_or_create(name="Xi", defaults={"active": True}, create_defaults={"active": False})

Author.objects.filter(active=True).exclude(name="Zoe").order_by("-name")

Author.objects.order_by("country__name", "pk").values_list("name", flat=True)

Author.objects.values("name", "active").order_by("pk")[:2]

Author.objects.values_list("name", "country_id").order_by("pk")[:2]

Author.objects.values_list("name", "country", named=True).order_by("pk")[0]

Author.objects.values_list("name", "pk", flat=True)

Author.objects.values()[0]

Book.objects.values_list()[0][:3]

Author.objects.count(), Author.objects.filter(name="x").count(), len(Author.objects.all())

Author.objects.exists(), Author.objects.filter(name="x").exists()

Book.objects.first(), Book.objects.last(), Tag.objects.first(), Tag.objects.last(), Tag.objects.filter(slug="x").first()

Book.objects.earliest(), Book.objects.latest(), Book.objects.latest("pages"), Book.objects.earliest("-pages", "title")

Author.objects.latest()

Book.objects.filter(title="x").latest()

Book.objects.all()[1], Book.objects.all()[1:3], Book.objects.all()[::2], list(Book.objects.all()[3:])

Book.objects.all()[-1]

Book.objects.all()[100]

Book.objects.all()["x"]

Book.objects.all()[1:2].filter(title="x")

Book.objects.all()[:2].order_by("pk")

Book.objects.all()[:2].reverse()

Book.objects.all()[:2].last()

Book.objects.all()[:2].delete()

Book.objects.all()[:2].update(pages=1)

Book.objects.reverse(), Book.objects.order_by("-pages", "title").reverse()

Book.objects.order_by("?").count()

Book.objects.order_by("nothing")

Book.objects.order_by("author__nothing")

Book.objects.order_by()[:0], Book.objects.ordered, Book.objects.order_by().ordered

Book.objects.in_bulk([1, 2])

Book.objects.in_bulk([])

Tag.objects.in_bulk(["classic"], field_name="slug")

Book.objects.in_bulk([1], field_name="title")

list(Book.objects.iterator()), list(Book.objects.values_list("pk", flat=True).iterator(chunk_size=2))

Author.objects.values("active").distinct().order_by("active")

Book.objects.values_list("genre", flat=True).distinct().order_by("genre")

Book.objects.distinct("genre")

qs = Book.objects.filter(pages__gt=300); (qs._result_cache is None, len(qs), qs._result_cache is None)

bool(qs), bool(Book.objects.none()), qs.get(title="Emma")

Book(title="A", author_id=1) in qs, qs[0] in qs

Book.objects.update(pages=5)

Book.objects.filter(title="Emma").update(title="Emma 2", pages=480)

Book.objects.filter(title="Emma 2").update(nothing=1)

Book.objects.filter(title="Emma 2").update(author__name="x")

Book.objects.update(author=Author.objects.get(name="Jon Fosse"))

Book.objects.values_list("author__name", flat=True).distinct()

objs = Tag.objects.bulk_create([Tag(slug=f"t{n}") for n in range(25)]); (len(objs), objs[0].pk, objs[-1])

Tag.objects.all()

Tag.objects.bulk_create([Tag(slug="t1")])

Tag.objects.bulk_create([Tag(slug="t1"), Tag(slug="fresh")], ignore_conflicts=True)

Tag.objects.bulk_create([Tag(id=1, slug="first")], update_conflicts=True, unique_fields=["id"], update_fields=["slug"])

Tag.objects.get(pk=1)

Tag.objects.bulk_create([])

Tag.objects.bulk_create([Tag()], batch_size=-1)

Branch.objects.bulk_create([Branch(name="x")])

tags = list(Tag.objects.order_by("pk")[:3])

for tag in tags: tag.slug = tag.slug + "-x"

Tag.objects.bulk_update(tags, ["slug"])

Tag.objects.order_by("pk").values_list("slug", flat=True)[:4]

Tag.objects.bulk_update(tags, [])

Tag.objects.bulk_update(tags, ["id"])

Tag.objects.bulk_update([Tag(slug="new")], ["slug"])

Book.objects.defer("title", "data")[0].get_deferred_fields() == {"title", "data"}

b = Book.objects.only("pk").first(); (b.title, b.pages)

Book.objects.select_related("author__country")[0].author.country

Book.objects.select_related("nothing").count()

list(Book.objects.select_related("nothing"))

list(Book.objects.select_related("title"))

Author.objects.living(), Author.objects.living().born_before(1980), Author.current.all(), Author.current.oldest()

Author.objects.filter(nothing=1)

Author.objects.filter(name__nothing=1)

Author.objects.filter(name__first__x=1)

Author.objects.get(pk="text")

Author.objects.filter(born="text")

Author.objects.filter(active="text")

Book.objects.filter(price="text")

Book.objects.filter(author=Tag.objects.first())

Author.objects.filter(country="x")

qs1 = Book.objects.filter(pages__gt=400); qs2 = Book.objects.filter(genre="n"); (qs1 | qs2).order_by("pk")

(qs1 & qs2).count(), (qs1 & Book.objects.none()).count(), (qs1 | Book.objects.none()).count()

qs1 | Author.objects.all()

qs1.union(qs2).order_by("title")

qs1.intersection(qs2), qs1.difference(qs2).count()

qs1.union(qs2, all=True).values_list("title", flat=True).order_by("-title")

qs1.union(qs2).filter(pk=1)

Book.objects.dates("published", "year")

Book.objects.datetimes("published", "month", order="DESC")[:2]

Author.objects.dates("born", "month")

Author.objects.contains(Author.objects.get(pk=1))

Author.objects.db, Author.objects.using("default").count(), Author.objects.model.__name__

import copy; copy.copy(qs1).count()

Tagging.objects.all()

Profile.objects.all()

Tag.objects.filter(slug="fresh").delete()

Tag.objects.filter(slug__startswith="t").delete()

Tag.objects.delete()

Tag.objects.all().delete()

type(Author.objects.all()).__name__, type(Book.objects.all()).__name__, type(Author.objects).__name__

Author.objects.all().query.__class__.__name__

Author.objects.raw("SELECT * FROM library_author ORDER BY id")

[a.name for a in Author.objects.raw("SELECT id, name FROM library_author WHERE id > %s ORDER BY id", [2])]

[(a.name, a.twice) for a in Author.objects.raw("SELECT id, name, id * 2 AS twice FROM library_author WHERE id < 3")]

list(Author.objects.raw("SELECT name FROM library_author"))

books = list(Book.objects.prefetch_related("editors", "tags", "reviews").order_by("pk"))

[list(book.editors.order_by("pk").values_list("pk", flat=True)) for book in books]

[book.reviews.filter(stars__gt=3).count() for book in books]

[book.tags.exists() for book in books], books[0].editors.first(), books[0].editors.get(pk=3)

from django.db.models import Prefetch

authors = list(Author.objects.prefetch_related(Prefetch("book_set", Book.objects.filter(pages__gt=300)), Prefetch("edited", Book.objects.order_by("-title"))).order_by("pk"))

[(list(author.book_set.all()), author.book_set.count(), author.book_set.filter(genre="f").count(), list(author.book_set.reverse())) for author in authors]

[(list(author.edited.all()), author.edited.filter(pages__lt=1000).count()) for author in authors]

[book.author_id for author in authors for book in author.book_set.filter(price__gt=5)]

authors[0].book_set.add(books[2], bulk=True)

list(authors[0].book_set.all()), authors[0].book_set.count()
