from django.db import migrations

COUNTRIES = [("Spain", 3), ("Italy", 2), ("Norway", 1)]


def create(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    db_alias = schema_editor.connection.alias
    for name, _ in COUNTRIES:
        country, created = Country.objects.using(db_alias).get_or_create(name=name)
        print(country, created, country.name)


def remove(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    db_alias = schema_editor.connection.alias
    print(Country.objects.using(db_alias).filter(name__in=[name for name, _ in COUNTRIES if name != "Norway"]).delete())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(create, remove)]
