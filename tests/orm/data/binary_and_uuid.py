import base64
import uuid

from django.db import migrations, models


def forwards(apps, schema_editor):
    Token = apps.get_model("library", "Token")
    for number in range(3):
        Token.objects.create(id=uuid.UUID(int=number), label=f"n{number}", secret=bytes([number, 255, 0]), address="::1" if number else None)
    for token in Token.objects.order_by("label"):
        token.encoded = base64.b64encode(token.secret).decode() if token.secret else None
        token.save()
        print(token.pk, token.encoded, bytes(token.secret or b"").hex(), token.address)
    print(Token.objects.filter(pk=uuid.UUID(int=2)).exists(), Token.objects.filter(secret=b"\x01\xff\x00").get().label)


def backwards(apps, schema_editor):
    print(apps.get_model("library", "Token").objects.filter(label__regex=r"^n\d$").delete())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("token", "encoded", models.TextField(null=True)),
        migrations.RunPython(forwards, backwards),
    ]
