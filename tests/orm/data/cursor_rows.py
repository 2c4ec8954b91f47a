from django.db import connection, migrations


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, name FROM library_author WHERE born < %s ORDER BY id", ["1900-01-01"])
        print([column[0] for column in cursor.description], cursor.fetchone(), cursor.fetchall(), cursor.fetchone())
        cursor.executemany("UPDATE library_author SET name = UPPER(name) WHERE id = %s", [(1,), (3,)])
        print(cursor.rowcount)
        cursor.execute("INSERT INTO library_tag (slug) VALUES ('raw')")
        print(cursor.lastrowid, cursor.rowcount)
        cursor.execute("UPDATE library_tag SET slug = 'x' WHERE id = 999")
        print(cursor.lastrowid, cursor.rowcount)
    quoted = schema_editor.quote_name("library_author"), schema_editor.quote_value("it's"), connection.ops.quote_name("a b")
    print(quoted)
    Author = apps.get_model("library", "Author")
    print([author.name for author in Author.objects.raw("SELECT * FROM library_author WHERE id IN (%s, %s)", [1, 2])])


def backwards(apps, schema_editor):
    schema_editor.execute("DELETE FROM library_tag WHERE slug = 'raw'")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
