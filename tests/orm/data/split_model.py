from django.db import migrations, models
import django.db.models.deletion


def move(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    Contact = apps.get_model("library", "Contact")
    contacts = []
    for author in Author.objects.exclude(email=None).order_by("pk"):
        contacts.append(Contact(author=author, email=author.email))
    Contact.objects.bulk_create(contacts, batch_size=1)


def back(apps, schema_editor):
    Contact = apps.get_model("library", "Contact")
    for contact in Contact.objects.select_related("author"):
        contact.author.email = contact.email.replace("@", "+back@")
        contact.author.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.CreateModel(
            "Contact",
            [
                ("id", models.BigAutoField(primary_key=True)),
                ("email", models.EmailField(max_length=254)),
                ("author", models.ForeignKey("library.author", django.db.models.deletion.CASCADE)),
            ],
        ),
        migrations.RunPython(move, back),
    ]
