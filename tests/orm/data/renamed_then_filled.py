from django.db import migrations, models
from django.db.models.functions import Upper


def forwards(apps, schema_editor):
    Nation = apps.get_model("library", "Nation")
    print(Nation, Nation._meta.label, Nation._meta.verbose_name_plural)
    Nation.objects.update(code=Upper(models.functions.Left("label", 2)))
    for nation in Nation.objects.order_by("-label"):
        print(nation.pk, nation.label, nation.code, nation.authors.count())


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RenameModel("Country", "Nation"),
        migrations.RenameField("nation", "name", "label"),
        migrations.AlterModelOptions("nation", {"ordering": ["label"], "verbose_name_plural": "nations"}),
        migrations.AddField("nation", "code", models.CharField(default="", max_length=2)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
