from django.db import migrations


def forwards_func(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    db_alias = schema_editor.connection.alias
    Country.objects.using(db_alias).bulk_create(
        [Country(name="USA"), Country(name="France")]
    )


def reverse_func(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    db_alias = schema_editor.connection.alias
    Country.objects.using(db_alias).filter(name="USA").delete()
    Country.objects.using(db_alias).filter(name="France").delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards_func, reverse_func)]
