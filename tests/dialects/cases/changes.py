# Altering fields.

## 0001_initial
migrations.CreateModel("Author", [
    ("id", models.AutoField(primary_key=True)),
    ("name", models.CharField(max_length=50)),
    ("rank", models.IntegerField(null=True)),
    ("level", models.IntegerField(default=7)),
    ("motto", models.CharField(max_length=10, null=True, default="x")),
    ("story", models.TextField(null=True, default="once")),
])
migrations.CreateModel("Book", [
    ("id", models.BigAutoField(primary_key=True)),
    ("title", models.CharField(max_length=50)),
    ("author", models.ForeignKey("changes.author", models.CASCADE)),
    ("pages", models.PositiveIntegerField(null=True)),
])
migrations.AddField("Author", "loose", models.ForeignKey("changes.book", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"))
## 0002_longer
migrations.AlterField("Author", "name", models.CharField(max_length=80))
## 0003_to_text
migrations.AlterField("Author", "name", models.TextField())
## 0004_to_char
migrations.AlterField("Author", "name", models.CharField(max_length=60, db_index=True))
## 0005_indexed_to_text
migrations.AlterField("Author", "name", models.TextField(db_index=True))
## 0006_indexed_to_number
migrations.AlterField("Author", "name", models.CharField(max_length=60, unique=True))
## 0007_not_unique
migrations.AlterField("Author", "name", models.CharField(max_length=60))
## 0008_unique_number
migrations.AlterField("Author", "rank", models.IntegerField(null=True, unique=True))
## 0009_indexed_number
migrations.AlterField("Author", "rank", models.IntegerField(null=True, db_index=True))
## 0010_wider_number
migrations.AlterField("Author", "rank", models.BigIntegerField(null=True))
## 0011_number_to_text
migrations.AlterField("Author", "rank", models.CharField(max_length=10, null=True))
## 0012_not_null
migrations.AlterField("Author", "rank", models.CharField(max_length=10, default="none"))
## 0013_not_null_blank
migrations.AlterField("Author", "motto", models.CharField(max_length=10, blank=True))
## 0014_text_not_null
migrations.AlterField("Author", "story", models.TextField(default="never"))
## 0015_null_again
migrations.AlterField("Author", "rank", models.CharField(max_length=10, null=True))
## 0016_not_null_one_off
migrations.AlterField("Author", "rank", models.CharField(max_length=10, default="one's"), preserve_default=False)
## 0017_only_choices
migrations.AlterField("Author", "level", models.IntegerField(default=8, verbose_name="the level"))
## 0018_rename
migrations.RenameField("Author", "level", "degree")
## 0019_rename_column
migrations.AlterField("Author", "degree", models.IntegerField(default=8, db_column="deg"))
## 0020_rename_key
migrations.RenameField("Book", "author", "writer")
## 0021_key_to_number
migrations.AlterField("Author", "loose", models.ForeignKey("changes.book", models.DO_NOTHING, null=True, related_name="+"))
## 0022_key_nullable
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True))
## 0023_key_without_index
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True, db_index=False))
## 0024_key_to_one
migrations.AlterField("Book", "writer", models.OneToOneField("changes.author", models.CASCADE, null=True))
## 0025_one_to_key
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True))
## 0026_positive
migrations.AlterField("Book", "pages", models.IntegerField(null=True))
## 0027_positive_again
migrations.AlterField("Book", "pages", models.PositiveSmallIntegerField(null=True))
## 0028_rename_positive
migrations.RenameField("Book", "pages", "sheets")
