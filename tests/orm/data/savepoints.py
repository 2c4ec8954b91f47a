from django.db import IntegrityError, migrations, transaction


def forwards(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    for slug in ["new", "classic", "newer", "funny", "newest"]:
        try:
            with transaction.atomic():
                tag = Tag.objects.create(slug=slug)
        except IntegrityError as error:
            print(f"{slug}: {error}")
        else:
            print(f"{slug}: {tag.pk}")


def backwards(apps, schema_editor):
    deleted, detail = apps.get_model("library", "Tag").objects.filter(slug__startswith="new").delete()
    print(deleted, detail)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
