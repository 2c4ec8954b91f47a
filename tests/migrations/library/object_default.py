from django.db import migrations, models


class Thing:
    def __repr__(self):
        return "<thing>"


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("thing", "x", models.IntegerField(default=Thing())),
    ]
