from django.db import connection, migrations


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for author in Author.objects.raw(
        "SELECT a.*, count(b.id) AS books FROM library_author a LEFT JOIN library_book b ON b.author_id = a.id "
        "WHERE a.id > %s GROUP BY a.id ORDER BY books DESC, a.name",
        [0],
    ):
        print(author.name, author.books)
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO library_tag (slug) VALUES (%s)", [("one",), ("two",)])
        cursor.execute("SELECT count(*), max(slug) FROM library_tag")
        print(cursor.fetchone())
    print(connection.introspection.table_names()[:3])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.RunSQL(
            [("UPDATE library_tag SET slug = slug || %s WHERE slug IN ('one', 'two')", ["-tag"])],
            migrations.RunSQL.noop,
        ),
    ]
