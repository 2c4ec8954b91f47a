from django.db import transaction, connection, IntegrityError, DatabaseError

from django.db.transaction import TransactionManagementError

def say(text):
    return lambda: print(text)

transaction.on_commit(say("now"))

with transaction.atomic():
    transaction.on_commit(say("later"))
    print("body", connection.in_atomic_block)

connection.in_atomic_block, transaction.get_connection().in_atomic_block, transaction.get_autocommit(), transaction.get_connection().alias

with transaction.atomic():
    transaction.on_commit(say("one"))
    with transaction.atomic():
        transaction.on_commit(say("two"))
    print("end")

try:
    with transaction.atomic():
        transaction.on_commit(say("never"))
        raise ValueError("out")
except ValueError as error:
    print(error)

with transaction.atomic():
    transaction.on_commit(say("outer"))
    try:
        with transaction.atomic():
            transaction.on_commit(say("inner"))
            raise KeyError("k")
    except KeyError:
        pass

with transaction.atomic():
    Tag.objects.create(slug="undone")
    transaction.set_rollback(True)
    print(transaction.get_rollback())

Tag.objects.filter(slug="undone").count()

transaction.set_rollback(True)

transaction.get_rollback()

with transaction.atomic():
    sid = transaction.savepoint()
    Tag.objects.create(slug="gone")
    transaction.savepoint_rollback(sid)
    sid = transaction.savepoint()
    Tag.objects.create(slug="kept")
    transaction.savepoint_commit(sid)
    print(Tag.objects.filter(slug__in=["gone", "kept"]))

transaction.savepoint()

with transaction.atomic(durable=True):
    print("durable")

with transaction.atomic():
    with transaction.atomic(durable=True):
        pass

@transaction.atomic
def work(slug, fail=False):
    """Works."""
    Tag.objects.create(slug=slug)
    if fail:
        raise RuntimeError("failed")
    return slug

work("bad", fail=True)

Tag.objects.filter(slug="bad").exists()

@transaction.atomic(using="default", savepoint=False)
def other():
    return connection.in_atomic_block

other()

with transaction.atomic():
    try:
        Tag.objects.create(slug="done")
    except IntegrityError as error:
        print(error)
    Tag.objects.count()

with transaction.atomic():
    try:
        with transaction.atomic():
            Tag.objects.create(slug="done")
    except IntegrityError as error:
        print(error)
    print(Tag.objects.filter(slug="done").count())

with transaction.atomic():
    try:
        with transaction.atomic(savepoint=False):
            Tag.objects.create(slug="done")
    except IntegrityError as error:
        print("caught")
    print(connection.needs_rollback)
    Tag.objects.count()

with transaction.atomic():
    transaction.on_commit("no function")

transaction.on_commit(None)

with transaction.atomic():
    transaction.on_commit(lambda: 1 / 0, robust=True)
    transaction.on_commit(say("after robust"))

with transaction.atomic():
    transaction.on_commit(lambda: 1 / 0)
    transaction.on_commit(say("not reached"))

transaction.commit()

transaction.rollback()

with transaction.atomic():
    transaction.commit()

with transaction.atomic():
    transaction.rollback()

with transaction.atomic(using="other"):
    pass

transaction.clean_savepoints()

with transaction.mark_for_rollback_on_error():
    print("marked")

try:
    with transaction.atomic():
        for person in Person.objects.select_for_update():
            pass
        print(len(Person.objects.select_for_update(nowait=True)))
except Exception as error:
    print(type(error), error)

list(Person.objects.select_for_update())

connection.vendor, connection.alias, connection.autocommit, connection.savepoint_ids, connection.settings_dict["NAME"] is not None, connection.features.supports_transactions

with connection.cursor() as cursor:
    cursor.execute("SELECT slug FROM library_tag WHERE id < %s ORDER BY id", [3])
    print(cursor.fetchone(), cursor.fetchmany(5), cursor.fetchall(), cursor.rowcount, [c[0] for c in cursor.description])

with connection.cursor() as cursor:
    cursor.execute("SELECT %s", [1, 2])

with connection.cursor() as cursor:
    cursor.execute("SELECT * FROM nowhere")

with connection.cursor() as cursor:
    cursor.execute("SELEC")

with connection.cursor() as cursor:
    for row in cursor.execute("SELECT id, slug FROM library_tag WHERE slug = %(slug)s", {"slug": "sea"}):
        print(row)

cursor = connection.cursor(); cursor.execute("SELECT 1 AS a, 'x%%y' AS b", []); cursor.fetchone(), cursor.close()

from django.db import connections, DEFAULT_DB_ALIAS, router

connections["nope"]

connection.queries, connection.ops.quote_name("a"), connection.introspection.table_names()[:3]

from django.test.utils import CaptureQueriesContext
