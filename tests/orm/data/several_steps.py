from django.db import migrations, models


def first(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    print(sorted(field.name for field in Tag._meta.get_fields()))
    Tag.objects.update(title=models.F("slug"))


def second(apps, schema_editor):
    Label = apps.get_model("library", "Label")
    print(sorted(field.name for field in Label._meta.get_fields()), Label._meta.db_table)
    Label.objects.filter(title="sea").update(title="ocean")
    try:
        apps.get_model("library", "Tag")
    except LookupError as error:
        print(error)


def undo_second(apps, schema_editor):
    apps.get_model("library", "Label").objects.filter(title="ocean").update(title="sea", slug="back")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("tag", "title", models.CharField(max_length=50, default="")),
        migrations.RunPython(first, migrations.RunPython.noop),
        migrations.RenameModel("Tag", "Label"),
        migrations.RunPython(second, undo_second),
    ]
