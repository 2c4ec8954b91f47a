from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]

    operations = [
        migrations.CreateModel("Author", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=9))]),
        migrations.CreateModel(
            "Book",
            [("id", models.BigAutoField(primary_key=True)), ("title", models.TextField()), ("Number", models.IntegerField())],
            {"ordering": ["title"], "unique_together": {("title", "number")}, "order_with_respect_to": "title"},
        ),
        migrations.AddField("book", "author", models.ForeignKey("library.Author", models.CASCADE)),
        migrations.AddIndex("book", models.Index(fields=["author"], name="a")),
        migrations.AlterModelOptions("book", {"verbose_name": "B"}),
        migrations.AlterIndexTogether("book", {("title", "author")}),
        migrations.AlterModelTable("book", "books"),
        migrations.AlterModelTableComment("book", "c"),
        migrations.AddConstraint("book", models.CheckConstraint(condition=models.Q(id__gt=1), name="k")),
        migrations.RenameField("book", "title", "name"),
        migrations.RemoveField("book", "number"),
        migrations.RenameModel("Book", "Volume"),
        migrations.RenameIndex("volume", new_name="b", old_name="a"),
        migrations.AddField("author", "born", models.DateField(null=True)),
        migrations.AlterField("author", "born", models.DateField()),
        migrations.AddField("author", "best", models.ForeignKey("Volume", models.SET_NULL, null=True)),
        migrations.RenameField("author", "born", "birthday"),
        migrations.RemoveIndex("volume", "b"),
        migrations.RemoveConstraint("volume", "k"),
        migrations.CreateModel("Gone", [("id", models.AutoField(primary_key=True))]),
        migrations.RunSQL("SELECT 1", elidable=True),
        migrations.DeleteModel("Gone"),
        migrations.AlterField("volume", "name", models.TextField(null=True)),
        migrations.AlterUniqueTogether("volume", {("name", "author")}),
        migrations.AlterOrderWithRespectTo("volume", None),
        migrations.AddIndex("other", models.Index(fields=["x"], name="x")),
        migrations.RenameIndex("other", new_name="y", old_name="x"),
        migrations.RenameIndex("other", new_name="z", old_name="y"),
        migrations.AlterField("other", "x", models.IntegerField()),
        migrations.RenameField("other", "x", "w"),
        migrations.RenameField("other", "w", "v"),
    ]
