from django.db import migrations


def shout(apps, schema_editor):
    schema_editor.execute("UPDATE library_tag SET slug = upper(slug) WHERE id > %s", [1])
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT id, slug FROM library_tag ORDER BY id")
        for pk, slug in cursor.fetchall():
            print(pk, slug)


def whisper(apps, schema_editor):
    if schema_editor.connection.vendor != "sqlite":
        return
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("UPDATE library_tag SET slug = lower(slug)")
        print(cursor.rowcount)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(shout, whisper),
        migrations.RunSQL(
            "INSERT INTO library_tag (slug) VALUES ('by-sql')",
            "DELETE FROM library_tag WHERE slug = 'by-sql'",
        ),
    ]
