from django.db import migrations, models
from django.db.models import F


def forwards(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    Author = apps.get_model("library", "Author")
    codes = {"United Kingdom": "GB", "United States": "US", "Norway": "NO"}
    countries = list(Country.objects.all())
    for country in countries:
        country.code = codes.get(country.name, country.name[:2].upper())
    print(Country.objects.bulk_update(countries, ["code"], batch_size=3))
    for author in Author.objects.select_related("country"):
        author.country_code = author.country.code if author.country else ""
        author.save()
    print(list(Author.objects.filter(country_code=F("country__code")).order_by("pk").values_list("pk", flat=True)))


def backwards(apps, schema_editor):
    Country = apps.get_model("library", "Country")
    Author = apps.get_model("library", "Author")
    by_code = Country.objects.in_bulk(field_name="code")
    for code in Author.objects.exclude(country_code="").values_list("country_code", flat=True).distinct().order_by("country_code"):
        Author.objects.filter(country_code=code).update(country=by_code[code])


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Country", "code", models.CharField(max_length=2, null=True, unique=True)),
        migrations.AddField("Author", "country_code", models.CharField(max_length=2, default="")),
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField("Author", "country"),
    ]
