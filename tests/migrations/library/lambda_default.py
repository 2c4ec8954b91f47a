from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("thing", "x", models.IntegerField(default=lambda: 1)),
    ]
