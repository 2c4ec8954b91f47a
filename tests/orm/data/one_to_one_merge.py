from django.core.exceptions import ObjectDoesNotExist
from django.db import migrations, models


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for author in Author.objects.order_by("pk"):
        try:
            author.site = author.profile.site
        except ObjectDoesNotExist as error:
            print(type(error).__name__, error)
            author.site = None
        author.save()
    print(Author.objects.filter(profile__isnull=False).count(), Author.objects.exclude(site=None).count())


def backwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Profile = apps.get_model("library", "Profile")
    Profile.objects.bulk_create(
        Profile(author=author, site=author.site.upper()) for author in Author.objects.exclude(site=None).order_by("-pk")
    )


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Author", "site", models.URLField(null=True)),
        migrations.RunPython(forwards, backwards),
        migrations.DeleteModel("Profile"),
    ]
