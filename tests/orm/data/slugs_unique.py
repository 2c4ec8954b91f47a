from django.db import migrations, models
from django.db.models import Count
from django.utils.text import slugify


def fill(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.create(name="Jane  Austen!")
    for author in Author.objects.order_by("pk"):
        base = slugify(author.name)
        slug, number = base, 1
        while Author.objects.filter(slug=slug).exists():
            number += 1
            slug = f"{base}-{number}"
        author.slug = slug
        author.save(update_fields=["slug"])
    print(Author.objects.values("slug").annotate(n=Count("pk")).filter(n__gt=1).count())


def empty(apps, schema_editor):
    apps.get_model("library", "Author").objects.filter(slug__regex=r"-\d+$").delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Author", "slug", models.SlugField(null=True)),
        migrations.RunPython(fill, empty),
        migrations.AlterField("Author", "slug", models.SlugField(unique=True)),
    ]
