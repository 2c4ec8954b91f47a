import datetime
import uuid
from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


def fill(apps, schema_editor):
    Author = apps.get_model("books", "Author")
    for number in range(3):
        Author.objects.create(name="a" * number, born=datetime.date(2000, 1, number + 1))
    Author.objects.filter(name__startswith="a").exclude(pk=1).update(name=models.F("name"))
    print(Author.objects.order_by("-name").values_list("name", flat=True))
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT name FROM books_author WHERE id = %s", [1])
        cursor.fetchall()


class Migration(migrations.Migration):
    initial = True
    atomic = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Author",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=50)),
                ("born", models.DateField(default=datetime.date(1970, 1, 1))),
                ("user", models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={"ordering": ["name"], "db_table": "books_author", "unique_together": {("name", "born")}},
            bases=(models.Model,),
        ),
        migrations.CreateModel(
            name="Book",
            fields=[
                ("code", models.UUIDField(default=uuid.uuid4, primary_key=True, serialize=False)),
                ("title", models.CharField(db_index=True, max_length=120)),
                ("price", models.DecimalField(decimal_places=2, default=Decimal("1.5"), max_digits=8)),
                ("authors", models.ManyToManyField(related_name="books", to="books.author")),
            ],
        ),
        migrations.CreateModel(name="Proxy", fields=[], options={"proxy": True, "indexes": []}, bases=("books.book",)),
        migrations.RunPython(fill, migrations.RunPython.noop, elidable=True),
        migrations.RunSQL(
            [("UPDATE books_author SET name = %s", ["b"]), "DELETE FROM books_author WHERE id > 2"],
            reverse_sql=migrations.RunSQL.noop,
            state_operations=[],
        ),
        migrations.AddField("book", "pages", models.IntegerField(default=1), preserve_default=False),
        migrations.AddField(
            model_name="author",
            name="upper",
            field=models.GeneratedField(
                db_persist=False, expression=django.db.models.functions.text.Upper("name"), output_field=models.TextField()
            ),
        ),
        migrations.AlterField("author", "name", models.TextField(null=True, validators=[django.core.validators.MinLengthValidator(2)])),
        migrations.RenameField("author", "born", "birthday"),
        migrations.RemoveField("author", "upper"),
        migrations.AddIndex("book", models.Index(fields=["title", "-pages"], name="book_title")),
        migrations.RenameIndex("book", new_name="book_name", old_name="book_title"),
        migrations.AddConstraint("book", models.CheckConstraint(condition=models.Q(("pages__gte", 0)), name="pages")),
        migrations.AddConstraint("book", models.UniqueConstraint(fields=("title",), name="title", condition=models.Q(pages=1))),
        migrations.RemoveConstraint("book", "pages"),
        migrations.AlterUniqueTogether("author", set()),
        migrations.AlterModelTable("book", "volumes"),
        migrations.AlterModelTableComment("book", "all of them"),
        migrations.AlterModelOptions("book", {"verbose_name": "volume"}),
        migrations.AlterModelManagers("book", [("objects", models.Manager())]),
        migrations.AlterOrderWithRespectTo("book", None),
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL("SELECT 1")],
            state_operations=[migrations.RenameModel("Author", "Writer"), migrations.RenameModel("Writer", "Author")],
        ),
        migrations.RemoveIndex("book", "book_name"),
        migrations.RenameModel("Book", "Volume"),
        migrations.DeleteModel("Proxy"),
    ]
