books = Book.objects.order_by("pk").iterator(); type(books), next(books), len(list(books)), list(books)

from types import GeneratorType

isinstance(Book.objects.iterator(), GeneratorType), iter(books) is books, repr(books).startswith("<generator object QuerySet._iterator at 0x")

next(Book.objects.none().iterator())

len(Book.objects.iterator())

Book.objects.iterator()[0]

Book.objects.iterator(chunk_size=0)

Book.objects.iterator(chunk_size=-5)

Book.objects.iterator("x")

Book.objects.prefetch_related("tags").iterator()

[(book.title, [str(tag) for tag in book.tags.all()]) for book in Book.objects.order_by("pk").prefetch_related("tags").iterator(chunk_size=2)][:3]

from django.db import connection

from django.test.utils import CaptureQueriesContext

with CaptureQueriesContext(connection) as captured:
    lazy = Book.objects.order_by("pk").iterator(); print(len(captured)); next(lazy); print(len(captured)); list(lazy); print(len(captured))

with CaptureQueriesContext(connection) as captured:
    books = Book.objects.order_by("pk"); list(books.iterator()); list(books.iterator()); list(books); list(books); print(len(captured))

with CaptureQueriesContext(connection) as captured:
    list(Author.objects.order_by("pk").prefetch_related("book_set").iterator(chunk_size=1)); print(len(captured) == 1 + Author.objects.count())

for book in Book.objects.order_by("pk").values("title").iterator(2):
    print(book); break

list(Book.objects.order_by("pk").values_list("title", flat=True).iterator())[:2], sum(1 for book in Book.objects.iterator()) == Book.objects.count()

books = Book.objects.order_by("pk").iterator(); books.close(); list(books)

raw = Book.objects.raw("SELECT id, title, pages * 2 AS twice FROM library_book ORDER BY id"); raw.columns

raw[0], raw[0].twice, raw[-1].pk, raw[1:3], len(raw), bool(raw), raw[0].author_id

raw[100]

it = raw.iterator(); type(it), next(it), len(list(it)), list(it)

raw.model, raw.raw_query, raw.params, raw.translations, raw.db, str(raw.query), raw.query

Book.objects.raw("SELECT id AS pk_of, title AS t FROM library_book ORDER BY id", translations={"pk_of": "id", "t": "title", "none": "x"}).columns

Book.objects.raw("SELECT * FROM library_book WHERE id = %s", [1]).params, repr(Book.objects.raw("SELECT * FROM library_book WHERE id = %s", [1]))

[(book.title, book.tags.count()) for book in Book.objects.raw("SELECT * FROM library_book ORDER BY id").prefetch_related("tags")][:2]

with CaptureQueriesContext(connection) as captured:
    raw = Book.objects.raw("SELECT * FROM library_book ORDER BY id").prefetch_related("tags"); [list(book.tags.all()) for book in raw]; list(raw); print(len(captured))

with CaptureQueriesContext(connection) as captured:
    raw = Book.objects.raw("SELECT * FROM library_book"); raw.columns; raw.columns; list(raw); raw.columns; list(raw.iterator()); print(len(captured))

raw.using("default") is raw, raw.using("default").raw_query, list(raw.model_fields)[:3], raw.resolve_model_init_order()[0][:3]

raw.nothing

raw.filter(pk=1)

list(Book.objects.raw("SELECT title FROM library_book"))

list(Book.objects.raw("SELECT nothing FROM library_book"))
