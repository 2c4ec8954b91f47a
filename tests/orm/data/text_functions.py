from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Left, Length, Lower, Replace, Right, StrIndex, Substr, Trim, Upper


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.annotate(space=StrIndex("name", Value(" "))).filter(space__gt=0).update(
        email=Lower(Concat(Substr("name", 1, F("space") - 1), Value("."), Substr("name", F("space") + 1), Value("@example.org")))
    )
    Book = apps.get_model("library", "Book")
    Book.objects.filter(title__contains=" ").update(title=Trim(Concat(Upper(Left("title", 3)), Replace("title", Value(" "), Value("_")), Right("title", 2))))
    for title, length in Book.objects.annotate(length=Length("title")).order_by("-length", "pk").values_list("title", "length"):
        print(title, length)


def backwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    print(Author.objects.exclude(email=None).count(), "addresses dropped")
    Author.objects.update(email=None)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, backwards)]
