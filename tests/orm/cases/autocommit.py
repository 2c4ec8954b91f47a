from django.db import connection, transaction

transaction.get_autocommit(), transaction.set_autocommit(False), transaction.get_autocommit(), connection.in_atomic_block

Tag.objects.create(slug="kept"); transaction.commit(); Tag.objects.create(slug="gone"); Tag.objects.filter(slug="gone").exists()

transaction.rollback(); list(Tag.objects.filter(slug__in=["kept", "gone"]))

transaction.on_commit(print)

with transaction.atomic():
    print(connection.in_atomic_block, transaction.get_autocommit()); Tag.objects.create(slug="inner"); transaction.on_commit(lambda: print("committed"))

connection.in_atomic_block, Tag.objects.filter(slug="inner").exists()

Tag.objects.create(slug="first")
with transaction.atomic():
    Tag.objects.create(slug="second")

transaction.rollback(); Tag.objects.filter(slug__in=["first", "second"]).count()

Tag.objects.create(slug="third")
try:
    with transaction.atomic():
        Tag.objects.create(slug="fourth"); raise ValueError
except ValueError:
    print(list(Tag.objects.filter(slug__in=["third", "fourth"])))

with transaction.atomic():
    transaction.set_autocommit(True)

with transaction.atomic():
    transaction.commit()

Tag.objects.filter(slug="third").delete(); Tag.objects.create(slug="fifth"); transaction.set_autocommit(True); transaction.get_autocommit(), Tag.objects.filter(slug="fifth").exists()

transaction.commit(); transaction.rollback(); Tag.objects.filter(slug="fifth").exists()

def shown(execute, sql, params, many, context):
    print(sql, params, many, sorted(context)); return execute(sql, params, many, context)

with connection.execute_wrapper(shown):
    print(Tag.objects.filter(slug="fifth").count())

connection.execute_wrappers

with connection.execute_wrapper(shown):
    tag = Tag.objects.create(slug="sixth"); tag.slug = "seventh"; tag.save(); print(tag.delete()[0])

with connection.execute_wrapper(shown):
    with connection.cursor() as cursor:
        cursor.execute("SELECT slug FROM library_tag WHERE slug = %s", ["fifth"]); print(cursor.fetchall()); cursor.execute("SELECT 1"); print(cursor.fetchone()); cursor.executemany("INSERT INTO library_tag (slug) VALUES (%s)", [["m1"], ["m2"]]); print(cursor.rowcount)

def blocker(*args):
    raise RuntimeError("No database access allowed here.")

with connection.execute_wrapper(blocker):
    Tag.objects.count()

with connection.execute_wrapper(blocker):
    print(Tag.objects.all().query); list(Tag.objects.all())

class Counter:
    def __init__(self):
        self.queries = []
    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context); self.queries.append(sql.split()[0]); return result

counter = Counter()
with connection.execute_wrapper(counter), connection.execute_wrapper(lambda execute, sql, *rest: execute(sql, *rest)):
    list(Tag.objects.all()); Tag.objects.filter(slug="m1").update(slug="m3"); Tag.objects.filter(slug="m2").exists()

counter.queries

def changed(execute, sql, params, many, context):
    return execute(sql.replace("m3", "m2"), tuple("m2" if it == "m3" else it for it in params), many, context)

with connection.execute_wrapper(changed):
    print(Tag.objects.filter(slug="m3"))

with connection.execute_wrapper(counter):
    with transaction.atomic():
        with transaction.atomic():
            Tag.objects.filter(slug="m3").delete()

counter.queries[3:]
