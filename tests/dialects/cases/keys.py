# Primary keys and what refers to them, removed fields, several operations at once.

## 0001_initial
migrations.CreateModel("Author", [
    ("id", models.AutoField(primary_key=True)),
    ("nick", models.CharField(max_length=10, blank=True)),
    ("number", models.IntegerField(unique=True, null=True)),
    ("city", models.CharField(max_length=30, db_index=True, default="")),
    ("trip", models.DurationField(default=datetime.timedelta(days=1))),
    ("books", models.PositiveIntegerField(default=0)),
    ("mentor", models.ForeignKey("keys.author", models.SET_NULL, null=True)),
])
migrations.CreateModel("Book", [
    ("id", models.BigAutoField(primary_key=True)),
    ("title", models.CharField(max_length=50)),
    ("writer", models.ForeignKey("keys.author", models.CASCADE, null=True)),
])
## 0002_big_key
migrations.AlterField("Author", "id", models.BigAutoField(primary_key=True))
## 0003_plain_key
migrations.AlterField("Author", "id", models.IntegerField(primary_key=True))
## 0004_auto_again
migrations.AlterField("Author", "id", models.AutoField(primary_key=True))
## 0005_other_key
migrations.AlterField("Book", "writer", models.ForeignKey("keys.book", models.CASCADE, null=True))
## 0006_key_to_plain
migrations.AlterField("Book", "writer", models.IntegerField(null=True, db_column="writer_id"))
## 0007_remove_unique
migrations.RemoveField("Author", "number")
## 0008_remove_indexed
migrations.RemoveField("Author", "city")
## 0009_remove_key
migrations.RemoveField("Author", "mentor")
## 0010_remove_positive
migrations.RemoveField("Author", "books")
## 0011_several
migrations.AddField("Book", "isbn", models.CharField(max_length=13, unique=True, null=True))
migrations.AlterField("Book", "isbn", models.CharField(max_length=17, unique=True, null=True))
migrations.RenameField("Book", "isbn", "number")
## 0012_indexed_then_removed
migrations.AddField("Book", "shelf", models.CharField(max_length=5, db_index=True, default="a"))
migrations.RemoveField("Book", "shelf")
## 0013_renamed_while_waiting
migrations.CreateModel("Page", [("id", models.BigAutoField(primary_key=True)), ("book", models.ForeignKey("keys.book", models.CASCADE)), ("text", models.CharField(max_length=9, db_index=True))])
migrations.RenameField("Page", "text", "words")
migrations.RenameField("Page", "book", "volume")
migrations.RenameModel("Page", "Leaf")
## 0014_unique_slug
migrations.AlterField("Author", "nick", models.SlugField(max_length=10, blank=True, unique=True))
## 0015_number_not_null
migrations.AlterField("Leaf", "words", models.CharField(max_length=9, db_index=True, null=True))
## 0016_new_primary_key
migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True)), ("code", models.CharField(max_length=9, unique=True))])
migrations.CreateModel("Part", [("id", models.BigAutoField(primary_key=True)), ("thing", models.ForeignKey("keys.thing", models.CASCADE, to_field="code"))])
## 0017_target_longer
migrations.AlterField("Thing", "code", models.CharField(max_length=20, unique=True))
## 0018_duration
migrations.AlterField("Author", "trip", models.CharField(max_length=40, null=True))
