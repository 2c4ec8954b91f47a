from django.db import migrations, models


def forwards(apps, schema_editor):
    Review = apps.get_model("library", "Review")
    Review.objects.filter(stars=5).update(stars=4)
    Review.objects.create(book_id=1, stars=1, text="bad")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(forwards, migrations.RunPython.noop),
        migrations.AddConstraint("review", models.CheckConstraint(condition=models.Q(stars__gt=1), name="no_ones")),
    ]
