from django.db import migrations
from django.db.models import Value


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Country = apps.get_model("library", "Country")
    names = Author.objects.annotate(kind=Value("author")).values_list("name", "kind").union(
        Country.objects.annotate(kind=Value("country")).order_by().values_list("name", "kind")
    )
    for name, kind in names.order_by("name"):
        print(kind, name)
    fewer = Author.objects.values_list("pk").difference(Author.objects.filter(country=None).values_list("pk"))
    print(sorted(fewer), Author.objects.filter(country=None).union(Author.objects.filter(active=False)).count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
