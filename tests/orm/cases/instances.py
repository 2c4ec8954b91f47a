Author(name="New")

a = Author(name="New"); (a.pk, a.id, a.email, a.active, a._state.adding, a._state.db)

repr(Profile(site="x")), str(Stamp()), repr(Stamp())

a.save(); (a.pk, a._state.adding, a._state.db)

Author(5, "Five") == Author(5, "Other"), Author() == Author(), Author(1) == Book(1), Author(1) != Author(2)

hash(Author(7)) == hash(7)

hash(Author())

Author(colour="red")

Author(1, 2, 3, 4, 5, 6, 7, 8, 9)

Author("x", id=3)

Author(pk=9).id

b = Book(title="  spaced  ", author=a); b.save(); b.title

b.author_id == a.pk, b.author is a

b.get_genre_display(), Book(genre="n").get_genre_display(), Book(genre="?").get_genre_display()

a.initials, a.rename("Renamed"), Author.objects.get(pk=a.pk).name

Book(title="No author").save()

Book(title="Unsaved author", author=Author(name="u")).save()

Book(author="text")

Book(author=Tag())

Book(author=None).author

Book().author

Stamp(count="text").save()

Stamp(count=None).save()

s = Stamp(); s.save(); (s.created is not None, s.updated >= s.created, type(s.day).__name__, s.count)

s.count = 5; s.save(update_fields=["count"]); Stamp.objects.get(pk=s.pk).count

s.save(update_fields=["nothing"])

s.save(update_fields=[])

s.save(force_insert=True, force_update=True)

s.save(force_insert=True)

Stamp(pk=999).save(force_update=True)

Stamp(pk=999).save(update_fields=["count"])

Author(name="Twin", email="jane@example.com").save()

Country.objects.create(name="Norway")

Review.objects.create(book_id=1, stars=9)

Review.objects.create(book_id=999, stars=1)

m = Memo(order=1); (m.note, m.shout())

b.refresh_from_db(); b.title

Book.objects.filter(pk=b.pk).update(title="Changed"); b.title

b.refresh_from_db(fields=["title"]); b.title

Book(pk=12345).refresh_from_db()

b.serializable_value("author"), b.serializable_value("title")

b.pk = None; b.save(); Book.objects.filter(title="Changed").count()

b.delete()

b.pk, b.id

Author().delete()

t = Token(label="x"); (t.pk is not None, t._state.adding)

Token.objects.create(label="generated").pk.version

Token.objects.get(label="one").pk, bytes(Token.objects.get(label="one").secret), Token.objects.get(label="one").address

Token(id="nonsense").save()

d = Draft.objects.first(); (d, d.thick(), isinstance(d, Book))

Author._meta.model_name, Author._meta.label, Author._meta.db_table, str(Author._meta.verbose_name), str(Country._meta.verbose_name_plural)

[f.name for f in Author._meta.fields], [f.name for f in Book._meta.many_to_many]

[f.name for f in Author._meta.get_fields()]

Author._meta.get_field("missing")

Author.DoesNotExist.__qualname__, Author.DoesNotExist.__module__, issubclass(Author.DoesNotExist, Exception)

Author.objects.get(name="Mark Twain").objects

Author.objects.create(name="Two", nonsense=1)

Branch(name="B", city="C", shelves=4).save(); Place.objects.filter(name="B").values("city", "branch__shelves")

Branch.objects.get(name="Main").place_ptr, Place.objects.get(name="Main").branch.shelves

Place.objects.get(name="Hall").branch

import json, datetime, decimal, uuid
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext_lazy

json.dumps([datetime.datetime(2024, 5, 6, 7, 8, 9, 123456), datetime.datetime(2024, 5, 6, tzinfo=datetime.timezone.utc), datetime.date(2024, 5, 6), datetime.time(7, 8, 9, 123456), datetime.timedelta(days=1, seconds=3661, microseconds=5), -datetime.timedelta(hours=2), decimal.Decimal("1.50"), uuid.UUID(int=5), gettext_lazy("x")], cls=DjangoJSONEncoder)

json.dumps({"a": object()}, cls=DjangoJSONEncoder)

json.dumps(datetime.time(7, tzinfo=datetime.timezone.utc), cls=DjangoJSONEncoder)

DjangoJSONEncoder.__mro__[1], json.dumps(datetime.datetime(2024, 5, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=2))), cls=DjangoJSONEncoder)
