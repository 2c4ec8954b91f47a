from django.db import migrations, models


def one(apps, schema_editor):
    print("one", schema_editor.connection.vendor, schema_editor.connection.alias, sorted(model.__name__ for model in apps.get_models() if model._meta.app_label == "library")[:3])


def two(apps, schema_editor):
    Memo = apps.get_model("library.Memo")
    print("two", Memo.objects.model, [memo.order for memo in Memo.objects.all()], hasattr(Memo, "shout"), Memo._meta.ordering)
    schema_editor.execute("UPDATE library_memo SET note = note || %s WHERE \"order\" > %s", ["!", 1])
    print(Memo.objects.filter(note__endswith="!").count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(one, one, elidable=True, hints={"target": "default"}),
        migrations.RunPython(code=two, reverse_code=migrations.RunPython.noop),
        migrations.RunSQL("UPDATE library_memo SET note = 'sql' WHERE \"order\" = 1", migrations.RunSQL.noop, elidable=True),
        migrations.RunSQL([("UPDATE library_memo SET note = %s WHERE \"order\" = %s", ["it's", 3])], [("DELETE FROM library_memo WHERE note = %s", ["it's"])]),
    ]
