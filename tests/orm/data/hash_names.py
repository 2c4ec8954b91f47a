import hashlib
import re
import uuid

from django.db import migrations, models

NAMESPACE = uuid.UUID("6ba7b810-9dad-11d1-80b4-00c04fd430c8")


class Anonymizer:
    def __init__(self, salt):
        self.salt = salt

    def __call__(self, apps, schema_editor):
        Author = apps.get_model("library", "Author")
        for author in Author.objects.order_by("pk"):
            digest = hashlib.sha256(f"{self.salt}{author.name}".encode()).hexdigest()
            author.email = re.sub(r"^(\w)\w*(?=@)", r"\1***", author.email or "") or None
            author.reference = uuid.uuid5(NAMESPACE, author.name)
            author.name = digest[:12]
            author.save()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("author", "reference", models.UUIDField(null=True)),
        migrations.RunPython(Anonymizer("salt"), migrations.RunPython.noop),
    ]
