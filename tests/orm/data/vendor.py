from django.db import migrations

QUERIES = {
    "sqlite": "UPDATE library_book SET rating = coalesce(rating, 0) + 0.25 WHERE pages > %s",
    "postgresql": "UPDATE library_book SET rating = rating + 1",
}


def forwards(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor not in QUERIES:
        return
    with connection.cursor() as cursor:
        cursor.execute(QUERIES[connection.vendor], [400])
        print(connection.vendor, connection.alias, cursor.rowcount)
        cursor.execute("SELECT title, rating FROM library_book WHERE rating IS NOT NULL ORDER BY rating DESC, title")
        print([column[0] for column in cursor.description])
        for title, rating in cursor.fetchall():
            print(f"{title:<20}|{rating:>6.2f}")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
