from django.db import migrations, models
import django.db.models.deletion


def forwards(apps, schema_editor):
    """Copies
    names."""


def backwards(apps, schema_editor):
    pass


class Mixin:
    pass


class Migration(migrations.Migration):
    initial = True
    replaces = [("library", "0001_initial"), ("library", "0002_more")]
    dependencies = [("zoo", "0001_initial"), ("auth", "__first__")]

    operations = [
        migrations.CreateModel(name="Empty", fields=[]),
        migrations.CreateModel(
            "Book",
            [
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField("the title", max_length=50)),
            ],
            {
                "ordering": ["-title", models.F("id").desc()],
                "unique_together": {("title", "id"), ("id", "title")},
                "indexes": [models.Index(fields=["title"], name="by_title"), models.Index(models.F("id"), name="by_id")],
                "verbose_name": "Book",
                "constraints": [
                    models.CheckConstraint(condition=models.Q(id__gt=0) & ~models.Q(title=""), name="positive"),
                    models.UniqueConstraint(fields=("title",), name="unique_title", condition=models.Q(id__lt=5), include=["id"]),
                ],
                "permissions": [("can_read", "Can read")],
            },
            bases=("library.Empty", Mixin),
            managers=[("objects", models.Manager()), ("second", models.Manager())],
        ),
        migrations.CreateModel(name="Sheet", fields=[], options={"proxy": True, "indexes": []}, bases=("library.book",)),
        migrations.CreateModel(name="Plain", fields=[("x", models.IntegerField())], bases=(Mixin, models.Model), managers=[("objects", models.Manager())]),
        migrations.DeleteModel("Empty"),
        migrations.RenameModel("Book", "Volume"),
        migrations.AlterModelTable("Volume", "volumes"),
        migrations.AlterModelTable("Volume", None),
        migrations.AlterModelTableComment("volume", "It's a comment"),
        migrations.AlterUniqueTogether("volume", {("title", "id")}),
        migrations.AlterUniqueTogether("volume", ["title", "id"]),
        migrations.AlterUniqueTogether("volume", set()),
        migrations.AlterIndexTogether("volume", [("title", "id"), ("id", "title")]),
        migrations.AlterOrderWithRespectTo("volume", "shelf"),
        migrations.AlterOrderWithRespectTo("volume", None),
        migrations.AlterModelOptions("volume", {"verbose_name": "V", "ordering": ("title",), "managed": False}),
        migrations.AlterModelManagers("volume", [("objects", models.Manager())]),
        migrations.AddField("Volume", "pages", models.IntegerField(default=0), preserve_default=False),
        migrations.AddField(model_name="volume", name="Shelf", field=models.ForeignKey("Shelf", django.db.models.deletion.CASCADE)),
        migrations.AlterField("volume", "pages", models.IntegerField(null=True)),
        migrations.RenameField("volume", "pages", "page_count"),
        migrations.RemoveField("volume", "page_count"),
        migrations.AddIndex("Volume", models.Index(fields=["title", "-id"], name="By_Title_2")),
        migrations.AddIndex("Volume", models.Index(fields=["id"], name="few", condition=models.Q(id__in=[1, 2]) | models.Q(title__isnull=True))),
        migrations.AddIndex("Volume", models.Index(models.functions.Lower("title").desc(), models.F("id") + 1, name="computed")),
        migrations.RenameIndex("volume", new_name="new", old_name="few"),
        migrations.RenameIndex("volume", new_name="newer", old_fields=("title", "id")),
        migrations.RemoveIndex("volume", "new"),
        migrations.AddConstraint("volume", models.UniqueConstraint(models.functions.Lower("title"), name="lower_title", violation_error_message="No.")),
        migrations.AlterConstraint("volume", "lower_title", models.UniqueConstraint(models.functions.Lower("title"), name="lower_title", violation_error_code="c")),
        migrations.RemoveConstraint("volume", "lower_title"),
        migrations.RunSQL("SELECT 1", migrations.RunSQL.noop),
        migrations.RunSQL(
            ["SELECT 1", ("SELECT %s", [2])],
            hints={"app": "library"},
            state_operations=[migrations.AddField("volume", "a", models.IntegerField()), migrations.RemoveField("volume", "a")],
            elidable=True,
        ),
        migrations.RunPython(forwards, backwards, atomic=False),
        migrations.RunPython(forwards, migrations.RunPython.noop, elidable=True),
        migrations.SeparateDatabaseAndState(),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("SELECT 1"), migrations.AddField("volume", "b", models.IntegerField())],
            state_operations=[
                migrations.CreateModel("Inside", [("id", models.IntegerField(primary_key=True))], {"ordering": ["id"]}),
            ],
        ),
    ]
