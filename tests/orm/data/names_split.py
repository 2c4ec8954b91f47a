from django.db import migrations, models
from django.db.models import F, Value
from django.db.models.functions import Concat, Length, StrIndex, Substr, Trim


def split(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.annotate(at=StrIndex("name", Value(" "))).filter(at__gt=0).update(
        first=Trim(Substr("name", 1, StrIndex("name", Value(" ")))),
        last=Substr("name", StrIndex("name", Value(" ")) + 1),
    )
    Author.objects.filter(first="").update(last=F("name"))
    print(list(Author.objects.order_by("pk").values_list("first", "last", Length("last"))))


def join(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Author.objects.update(name=Trim(Concat("first", Value(" "), "last")))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("Author", "first", models.CharField(max_length=25, default="")),
        migrations.AddField("Author", "last", models.CharField(max_length=25, default="")),
        migrations.RunPython(split, join),
        migrations.RemoveField("Author", "name"),
    ]
