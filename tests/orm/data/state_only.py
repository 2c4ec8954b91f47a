from django.db import migrations, models


def forwards(apps, schema_editor):
    Memo = apps.get_model("library", "Memo")
    print([field.name for field in Memo._meta.get_fields()], Memo._meta.db_table, Memo._meta.ordering)
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("ALTER TABLE library_memo ADD COLUMN color varchar(10) DEFAULT 'red' NOT NULL")
    for memo in Memo.objects.filter(color="red"):
        memo.color = ["green", "blue"][memo.order % 2]
        memo.save()


def backwards(apps, schema_editor):
    schema_editor.execute("ALTER TABLE library_memo DROP COLUMN color")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[migrations.AddField("memo", "color", models.CharField(default="red", max_length=10))],
        ),
        migrations.RunPython(forwards, backwards),
    ]
