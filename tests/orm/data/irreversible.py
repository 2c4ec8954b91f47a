from django.db import migrations


def forwards(apps, schema_editor):
    Author = apps.get_model("library", "Author")
    anonymous = Author.objects.filter(name="Anonymous").first()
    anonymous.book_set.update(author=Author.objects.earliest("born"))
    anonymous.delete()


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards)]
