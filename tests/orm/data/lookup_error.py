from django.db import migrations


def forwards(apps, schema_editor):
    print(apps.get_model("auth", "User").__name__ if False else apps.get_app_config("library").label)
    try:
        apps.get_model("library", "Nothing")
    except LookupError as error:
        print(error)
    try:
        apps.get_model("nowhere", "Book")
    except LookupError as error:
        print(error)
    apps.get_model("library", "Book").objects.filter(author__nothing=1)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, forwards)]
