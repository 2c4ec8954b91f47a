from django.db import migrations, models
from django.utils.text import slugify


def fill(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    for book in Book.objects.filter(slug__isnull=True):
        base = slugify(book.title)
        slug, number = base, 1
        while Book.objects.filter(slug=slug).exclude(pk=book.pk).exists():
            number += 1
            slug = f"{base}-{number}"
        book.slug = slug
        book.save()


def clear(apps, schema_editor):
    apps.get_model("library", "Book").objects.update(slug=None)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "slug", models.SlugField(null=True)),
        migrations.RunPython(fill, clear),
        migrations.AlterField("book", "slug", models.SlugField(unique=True)),
    ]
