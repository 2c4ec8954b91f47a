from django.db import migrations, models


def forwards(apps, schema_editor):
    Place = apps.get_model("library", "Place")
    Branch = apps.get_model("library", "Branch")
    Site = apps.get_model("library", "Site")
    for branch in Branch.objects.order_by("pk"):
        site = Site.objects.create(name=branch.name, city=branch.city, shelves=branch.shelves, is_branch=True)
        site.books.set(branch.books.all())
    for place in Place.objects.filter(branch=None):
        Site.objects.create(name=place.name, city=place.city or "?")
    print(Site.objects.values_list("name", "city", "shelves", "is_branch"))


def backwards(apps, schema_editor):
    Branch = apps.get_model("library", "Branch")
    for site in apps.get_model("library", "Site").objects.filter(is_branch=True):
        branch = Branch(name=site.name, city=site.city, shelves=site.shelves + 1)
        branch.save()
        branch.books.add(*site.books.all())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Site",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("name", models.CharField(max_length=30)),
                ("city", models.CharField(max_length=30)),
                ("shelves", models.IntegerField(default=0)),
                ("is_branch", models.BooleanField(default=False)),
                ("books", models.ManyToManyField("library.Book", related_name="sites")),
            ],
        ),
        migrations.RunPython(forwards, backwards),
    ]
