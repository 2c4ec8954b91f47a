from django.db import migrations, models


class Migration(migrations.Migration):
    operations = [
        migrations.CreateModel("Tag", [("id", models.AutoField(primary_key=True))]),
        migrations.RemoveField("Tag", "x"),
    ]
