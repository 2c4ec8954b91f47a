from django.db import migrations

COUNTRIES = {"no": "Norway", "se": "Sweden", "cl": "Chile"}


def load(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    for name in sorted(COUNTRIES.values()):
        country, created = Country.objects.get_or_create(name=name)
        print(country.name, "created" if created else "found")
    country, created = Country.objects.update_or_create(name="Chile", defaults={"name": "Republic of Chile"}, create_defaults={"name": "?"})
    print(country.name, created)
    done = Country.objects.bulk_create(
        [Country(name="Norway"), Country(name="Denmark")], ignore_conflicts=True
    )
    print(len(done), Country.objects.count())


def unload(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    print(Country.objects.filter(authors=None, name__in=COUNTRIES.values()).delete())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(load, unload)]
