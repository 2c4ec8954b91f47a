from django.db import migrations, models


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Contact = apps.get_model("library", "Contact")
    Contact.objects.bulk_create(
        Contact(author_id=author.pk, kind="email", value=author.email)
        for author in Author.objects.exclude(email__isnull=True).exclude(email="")
    )
    print(Contact.objects.select_related("author__country").values_list("author__name", "author__country__name", "value"))


def backwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    for contact in apps.get_model("library", "Contact").objects.filter(kind="email"):
        Author.objects.filter(pk=contact.author_id).update(email=contact.value.replace("example.com", "example.net"))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Contact",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("author", models.ForeignKey("library.Author", models.CASCADE, related_name="contacts")),
                ("kind", models.CharField(max_length=10)),
                ("value", models.CharField(max_length=200)),
            ],
            options={"constraints": [models.UniqueConstraint(fields=["author", "kind"], name="one_of_a_kind")]},
        ),
        migrations.RunPython(forwards, backwards),
        migrations.RemoveField("author", "email"),
    ]
