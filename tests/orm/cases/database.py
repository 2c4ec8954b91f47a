from django.db import connection, transaction, IntegrityError

connection.vendor, connection.alias, connection.in_atomic_block, connection.settings_dict["ENGINE"]

with connection.cursor() as cursor:
    cursor.execute("SELECT name, active FROM library_author WHERE id < %s ORDER BY id", [3])
    print(cursor.fetchall(), cursor.rowcount)

cursor = connection.cursor()

cursor.execute("SELECT id, slug FROM library_tag ORDER BY id").fetchone()

[column[0] for column in cursor.description], cursor.fetchone(), cursor.fetchmany(1), cursor.fetchall(), cursor.fetchone()

cursor.execute("UPDATE library_tag SET slug = %s WHERE id = %s", ["renamed", 1]); cursor.rowcount

cursor.execute("INSERT INTO library_tag (slug) VALUES ('raw')"); cursor.lastrowid == Tag.objects.get(slug="raw").pk

cursor.execute("SELECT * FROM nothing")

cursor.execute("SELEC 1")

cursor.execute("SELECT %s", [])

cursor.execute("SELECT 100 %% 7"), cursor.fetchone()

cursor.executemany("INSERT INTO library_tag (slug) VALUES (%s)", [("m1",), ("m2",)]); Tag.objects.filter(slug__startswith="m").count()

[row for row in cursor.execute("SELECT slug FROM library_tag WHERE slug LIKE 'm%%' ORDER BY id")] if False else None

connection.introspection.table_names()[:3], "library_book" in connection.introspection.table_names()

connection.ops.quote_name("a b"), connection.features.can_rollback_ddl if hasattr(connection.features, "can_rollback_ddl") else None

with transaction.atomic():
    Tag.objects.create(slug="kept")
    print(connection.in_atomic_block)

try:
    with transaction.atomic():
        Tag.objects.create(slug="lost")
        raise KeyError("stop")
except KeyError as error:
    print(repr(error), Tag.objects.filter(slug="lost").exists(), Tag.objects.filter(slug="kept").exists())

with transaction.atomic():
    Tag.objects.create(slug="outer")
    try:
        with transaction.atomic():
            Tag.objects.create(slug="inner")
            Tag.objects.create(slug="inner")
    except IntegrityError as error:
        print(error)
    print(Tag.objects.filter(slug__in=["outer", "inner"]))

with transaction.atomic():
    try:
        Tag.objects.create(slug="outer")
    except IntegrityError as error:
        print("caught", error)
    Tag.objects.count()

Tag.objects.filter(slug="outer").count()

@transaction.atomic
def work(fail):
    Tag.objects.create(slug="decorated")
    if fail:
        raise ValueError("no")

work(True)

Tag.objects.filter(slug="decorated").count(), work(False), Tag.objects.filter(slug="decorated").count()

with transaction.atomic():
    sid = transaction.savepoint()
    Tag.objects.create(slug="point")
    transaction.savepoint_rollback(sid)
    print(Tag.objects.filter(slug="point").exists())
    sid = transaction.savepoint()
    Tag.objects.create(slug="point")
    transaction.savepoint_commit(sid)

Tag.objects.filter(slug="point").exists()

with transaction.atomic():
    Tag.objects.create(slug="rolled")
    transaction.set_rollback(True)

Tag.objects.filter(slug="rolled").exists()

with transaction.atomic():
    transaction.on_commit(lambda: print("committed"))
    print("inside")

transaction.on_commit(lambda: print("at once"))

with transaction.atomic():
    Loan.objects.create(book_id=999, until="2024-01-01")

Loan.objects.create(book_id=999, until="2024-01-01")

with connection.schema_editor() as editor:
    print(editor.connection.alias, editor.connection.vendor)
    editor.execute("CREATE TABLE extra (id integer)")
    editor.execute("INSERT INTO extra VALUES (%s)", [5])

with connection.cursor() as cursor:
    cursor.execute("SELECT * FROM extra")
    print(cursor.fetchall())

from django.db.models.signals import pre_save, post_save, pre_delete, post_delete, m2m_changed, pre_init, post_init

def tell(sender, **kwargs): print(sender.__name__, kwargs.get("created"), kwargs.get("instance"), kwargs.get("raw"), sorted(kwargs))

post_save.connect(tell); pre_save.connect(tell, sender=Tag); pre_delete.connect(tell, sender=Tag); post_delete.connect(tell, sender=Tag)

t = Tag.objects.create(slug="signal")

t.save(update_fields=["slug"])

t.delete()

Author.objects.update(active=True)

Tag.objects.bulk_create([Tag(slug="quiet")])

post_save.disconnect(tell), post_save.disconnect(tell)

from django.dispatch import receiver, Signal

@receiver(post_delete, sender=Author)
def gone(sender, instance, **kwargs):
    print("gone", instance.name, instance.pk)

Author.objects.filter(name="Anonymous").delete()

def changed(sender, action, pk_set, reverse, **kwargs): print(action, sorted(pk_set or []), reverse)

m2m_changed.connect(changed, sender=Book.editors.through)

b = Book.objects.get(title="Emma"); b.editors.set([1]); b.editors.clear()

custom = Signal()

custom.connect(gone), custom.send(sender=None, instance=b) if False else None

custom.send_robust(sender=None)

from django.core.exceptions import ObjectDoesNotExist, MultipleObjectsReturned, FieldError, ValidationError

try:
    Tag.objects.get(pk=0)
except ObjectDoesNotExist as error:
    print(type(error).__name__, error, isinstance(error, Tag.DoesNotExist))

from django.shortcuts import get_object_or_404

from django.apps import apps

apps.get_model("library", "Author"), apps.get_model("library.author") is Author, [m.__name__ for m in apps.get_app_config("library").get_models()][:3]

apps.get_model("library", "Nothing")

apps.get_model("nothing", "Author")
