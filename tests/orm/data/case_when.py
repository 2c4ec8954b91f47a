from django.db import migrations, models
from django.db.models import Case, F, Q, Value, When


def forwards(apps, schema_editor):
    Book = apps.get_model("library", "Book")
    Book.objects.update(
        size=Case(
            When(pages__gte=500, then=Value("thick")),
            When(Q(pages__gt=300) & ~Q(genre="n"), then=Value("medium")),
            When(pages=0, then=Value(None)),
            default=Value("thin"),
        )
    )
    for row in Book.objects.order_by(F("size").asc(nulls_last=True), "pk").values_list("title", "size"):
        print(*row)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("book", "size", models.CharField(max_length=10, null=True)),
        migrations.RunPython(forwards, lambda apps, schema_editor: None),
    ]
