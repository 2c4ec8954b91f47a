from django.db import connection, connections, reset_queries, transaction

from django.test.utils import CaptureQueriesContext

connection.get_autocommit()

sid = connection.savepoint(); print(sid)

with transaction.atomic():
    sid = connection.savepoint(); Tag.objects.create(slug="b"); connection.savepoint_commit(sid); print(Tag.objects.filter(slug="b").exists())

connection.get_rollback()

connection.set_rollback(True)

with transaction.atomic():
    print(connection.get_rollback()); connection.set_rollback(True); print(connection.needs_rollback)

connection.check_constraints()

connection.check_constraints(table_names=["library_book"])

connection.ensure_connection()

connection.is_usable()

sorted(connection.introspection.table_names())[:4]

connection.introspection.table_names(include_views=True)[:2]

with connection.cursor() as cursor:
    print(connection.introspection.get_table_list(cursor)[:2])

with connection.cursor() as cursor:
    print([c.name for c in connection.introspection.get_table_description(cursor, "library_author")])

with connection.cursor() as cursor:
    print(connection.introspection.get_table_description(cursor, "library_author")[0])

with connection.cursor() as cursor:
    print(connection.introspection.get_relations(cursor, "library_tagging"))

with connection.cursor() as cursor:
    print(connection.introspection.get_primary_key_column(cursor, "library_tagging"))

with connection.cursor() as cursor:
    print(connection.introspection.get_sequences(cursor, "library_tagging"))

connection.features.supports_transactions, connection.features.has_bulk_insert, connection.features.can_return_columns_from_insert, connection.features.supports_json_field, connection.features.uses_savepoints

connection.features.has_select_for_update, connection.features.can_rollback_ddl, connection.features.supports_over_clause, connection.features.max_query_params

connection.vendor, connection.display_name, connection.alias, connection.settings_dict["ENGINE"]

connection.ops.quote_name("a"), connection.ops.quote_name('"a"'), connection.ops.max_name_length(), connection.ops.no_limit_value()

connection.queries

connection.close(); Tag.objects.count()

connections["other"]

transaction.savepoint()

transaction.get_autocommit(), transaction.get_connection().alias

transaction.clean_savepoints()

connection.on_commit(lambda: print("hello"))

with transaction.atomic():
    connection.on_commit(lambda: print("hello"))
    print("first")

transaction.on_commit("x")

connection.get_database_version(), 

connection.cursor().execute("select 1").fetchone()

with connection.cursor() as c:
    c.execute("select name from library_tag order by 1"); print(c.fetchall(), c.description, c.rowcount)

with connection.cursor() as c:
    c.execute("select slug, id from library_tag order by 1"); print(c.fetchmany(2), [d[0] for d in c.description], c.rowcount)

with connection.cursor() as c:
    c.executemany("insert into library_tag (slug) values (%s)", [("q",), ("r",)]); print(c.rowcount)

with connection.cursor() as c:
    c.execute("select %s", [1, 2])

with connection.cursor() as c:
    c.execute("select %(a)s, %(b)s", {"a": 1, "b": "x"}); print(c.fetchone())

with connection.schema_editor() as editor:
    editor.execute("select 1")

connection.savepoint_commit("x")

connection.validate_no_broken_transaction()

connection.introspection.identifier_converter("Abc")

connection.introspection.installed_models({"library_tag"})

connection.introspection.sequence_list()[:1]

with transaction.atomic():
    sid = connection.savepoint()
    Tag.objects.create(slug="gone")
    connection.savepoint_rollback(sid)
    print(type(sid), Tag.objects.filter(slug="gone").exists())

transaction.set_autocommit(True), connection.set_autocommit(True)

with transaction.atomic():
    connection.set_autocommit(False)

with transaction.atomic():
    connection.commit()

connection.commit(), connection.rollback(), transaction.commit()

sorted(connection.introspection.django_table_names(only_existing=True))[:3]

with connection.cursor() as cursor:
    for column in connection.introspection.get_table_description(cursor, "library_book"): print(column)

with connection.cursor() as cursor:
    connection.introspection.get_table_description(cursor, "nothing")

sorted(connection.introspection.get_relations(connection.cursor(), "library_tagging").items())

with transaction.atomic():
    with transaction.atomic():
        with transaction.atomic(savepoint=False):
            print(len(connection.savepoint_ids), connection.savepoint_ids[1])

connection.queries

connection.force_debug_cursor = True; list(Tag.objects.filter(slug="x'y")); print([q["sql"] for q in connection.queries])

reset_queries(); b = Book.objects.select_related("author").get(pk=1); b.author.name; b.price = 5; b.save(); print([q["sql"] for q in connection.queries])

reset_queries(); Tag.objects.create(slug="zz"); Tag.objects.filter(slug="zz").delete(); print([q["sql"] for q in connection.queries])

reset_queries(); Tag.objects.bulk_create([Tag(slug="y1"), Tag(slug="y2")]); print([q["sql"] for q in connection.queries])

reset_queries(); Author.objects.get(pk=1).delete(); print(len(connection.queries))

reset_queries()
for b in Book.objects.all(): b.author
print(len(connection.queries))

reset_queries(); connection.cursor().execute("select %s, '%%'", [1.5]); print(connection.queries[0]["sql"])

connection.force_debug_cursor = False

with CaptureQueriesContext(connection) as ctx:
    list(Tag.objects.filter(slug__contains="a%")); Book.objects.count()
print(len(ctx), [q["sql"] for q in ctx], ctx[0]["sql"])
