from django.db import migrations, models


def make():
    def inner():
        return 1

    return inner


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("thing", "x", models.IntegerField(default=make())),
    ]
