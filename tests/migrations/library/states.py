from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = []

    operations = [
        migrations.CreateModel("Tag", [("id", models.AutoField(primary_key=True)), ("code", models.CharField(max_length=3, unique=True))]),
        migrations.CreateModel(
            "Book",
            [
                ("id", models.AutoField(primary_key=True)),
                ("title", models.TextField()),
                ("year", models.IntegerField()),
                ("tag", models.ForeignKey("Tag", models.CASCADE, to_field="code")),
                ("sequel", models.ForeignKey("self", models.CASCADE, null=True)),
                ("tags", models.ManyToManyField("library.Tag", through="library.Link", related_name="+")),
                ("owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE)),
            ],
            {"unique_together": [["title", "year"], ["year", "tag"]], "index_together": [("title", "tag")], "ordering": ["title"]},
        ),
        migrations.CreateModel("Link", [("id", models.AutoField(primary_key=True)), ("book", models.ForeignKey("library.book", models.CASCADE)), ("tag", models.ForeignKey("Tag", models.CASCADE))]),
        migrations.CreateModel("Special", [], {"proxy": True}, bases=("library.Book",)),
        migrations.AddIndex("Book", models.Index(fields=["title"], name="one")),
        migrations.AddIndex("book", models.Index(fields=["year"], name="two")),
        migrations.RenameIndex("book", new_name="uno", old_name="one"),
        migrations.RenameIndex("book", new_name="dos", old_fields=("title", "tag")),
        migrations.RemoveIndex("book", "two"),
        migrations.AddConstraint("book", models.CheckConstraint(condition=models.Q(year__gt=0), name="positive")),
        migrations.AddConstraint("book", models.UniqueConstraint(fields=["year"], name="unique_year")),
        migrations.AlterConstraint("book", "unique_year", models.UniqueConstraint(fields=["year"], name="unique_year", violation_error_message="No.")),
        migrations.RemoveConstraint("book", "positive"),
        migrations.AlterUniqueTogether("book", {("title", "year")}),
        migrations.RenameField("Book", "title", "name"),
        migrations.RenameField("Tag", "code", "slug"),
        migrations.AddField("book", "pages", models.IntegerField(default=3), preserve_default=False),
        migrations.AddField("book", "price", models.IntegerField(default=3)),
        migrations.AlterField("book", "price", models.FloatField(default=1.5), preserve_default=False),
        migrations.RemoveField("Book", "year"),
        migrations.RenameModel("Tag", "Label"),
        migrations.RenameModel("Link", "Connection"),
        migrations.AlterModelOptions("book", {"verbose_name": "b"}),
        migrations.AlterModelTable("book", "books"),
        migrations.AlterModelTableComment("book", "paper"),
        migrations.AlterOrderWithRespectTo("book", "tag"),
        migrations.AlterModelManagers("book", [("objects", models.Manager())]),
        migrations.SeparateDatabaseAndState(state_operations=[migrations.CreateModel("Only", [])], database_operations=[migrations.CreateModel("Not", [])]),
        migrations.RunSQL("SELECT 1", state_operations=[migrations.DeleteModel("Special")]),
        migrations.RenameField("Book", "missing", "found"),
    ]
