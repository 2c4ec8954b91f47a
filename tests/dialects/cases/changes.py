# Adding, altering, renaming and removing fields.

## 0001_initial
migrations.CreateModel("Author", [
    ("id", models.AutoField(primary_key=True)),
    ("name", models.CharField(max_length=50)),
    ("rank", models.IntegerField(null=True)),
])
migrations.CreateModel("Book", [
    ("id", models.BigAutoField(primary_key=True)),
    ("title", models.CharField(max_length=50)),
    ("author", models.ForeignKey("changes.author", models.CASCADE)),
    ("pages", models.PositiveIntegerField(null=True)),
])
## 0002_add_null
migrations.AddField("Author", "email", models.EmailField(null=True))
## 0003_add_default
migrations.AddField("Author", "level", models.IntegerField(default=7))
## 0004_add_text_default
migrations.AddField("Author", "about", models.TextField(default="it's 100% \\ \"new\"\n"))
## 0005_add_one_off
migrations.AddField("Author", "country", models.CharField(max_length=2, default="DE"), preserve_default=False)
## 0006_add_blank
migrations.AddField("Author", "nick", models.CharField(max_length=10, blank=True))
## 0007_add_null_default
migrations.AddField("Author", "motto", models.CharField(max_length=10, null=True, default="x"))
## 0008_add_null_text_default
migrations.AddField("Author", "story", models.TextField(null=True, default="once"))
## 0009_add_unique
migrations.AddField("Author", "number", models.IntegerField(unique=True, null=True))
## 0010_add_indexed_text
migrations.AddField("Author", "city", models.CharField(max_length=30, db_index=True, default=""))
## 0011_add_boolean
migrations.AddField("Author", "active", models.BooleanField(default=True))
## 0012_add_date
migrations.AddField("Author", "born", models.DateField(default=datetime.date(2000, 2, 3)))
## 0013_add_moment
migrations.AddField("Author", "seen", models.DateTimeField(default=datetime.datetime(2020, 1, 2, 3, 4, 5, 600, tzinfo=datetime.timezone.utc)))
## 0014_add_time
migrations.AddField("Author", "wakes", models.TimeField(default=datetime.time(7, 30)))
## 0015_add_span
migrations.AddField("Author", "trip", models.DurationField(default=datetime.timedelta(days=1, hours=2, microseconds=5)))
## 0016_add_decimal
migrations.AddField("Author", "fee", models.DecimalField(max_digits=8, decimal_places=2, default=Decimal("1.50")))
## 0017_add_uuid
migrations.AddField("Author", "token", models.UUIDField(default=uuid.UUID("12345678123456781234567812345678")))
## 0018_add_json
migrations.AddField("Author", "data", models.JSONField(default=list))
## 0019_add_binary
migrations.AddField("Author", "photo", models.BinaryField(default=b"\x00\xffab'"))
## 0020_add_float
migrations.AddField("Author", "score", models.FloatField(default=1.5e-7))
## 0021_add_now
migrations.AddField("Author", "made", models.DateTimeField(auto_now_add=True))
## 0022_add_address
migrations.AddField("Author", "address", models.GenericIPAddressField(default="127.0.0.1"))
## 0023_add_positive
migrations.AddField("Author", "books", models.PositiveIntegerField(default=0))
## 0024_add_foreign_key
migrations.AddField("Author", "mentor", models.ForeignKey("changes.author", models.SET_NULL, null=True))
## 0025_add_one_to_one
migrations.AddField("Author", "best", models.OneToOneField("changes.book", models.SET_NULL, null=True, related_name="+"))
## 0026_add_loose_key
migrations.AddField("Author", "loose", models.ForeignKey("changes.book", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"))
## 0027_longer
migrations.AlterField("Author", "name", models.CharField(max_length=80))
## 0028_to_text
migrations.AlterField("Author", "name", models.TextField())
## 0029_to_char
migrations.AlterField("Author", "name", models.CharField(max_length=60, db_index=True))
## 0030_indexed_to_text
migrations.AlterField("Author", "name", models.TextField(db_index=True))
## 0031_indexed_to_number
migrations.AlterField("Author", "name", models.CharField(max_length=60, unique=True))
## 0032_not_unique
migrations.AlterField("Author", "name", models.CharField(max_length=60))
## 0033_unique_number
migrations.AlterField("Author", "rank", models.IntegerField(null=True, unique=True))
## 0034_indexed_number
migrations.AlterField("Author", "rank", models.IntegerField(null=True, db_index=True))
## 0035_wider_number
migrations.AlterField("Author", "rank", models.BigIntegerField(null=True))
## 0036_number_to_text
migrations.AlterField("Author", "rank", models.CharField(max_length=10, null=True))
## 0037_not_null
migrations.AlterField("Author", "rank", models.CharField(max_length=10, default="none"))
## 0038_not_null_blank
migrations.AlterField("Author", "motto", models.CharField(max_length=10, blank=True))
## 0039_text_not_null
migrations.AlterField("Author", "story", models.TextField(default="never"))
## 0040_null_again
migrations.AlterField("Author", "rank", models.CharField(max_length=10, null=True))
## 0041_not_null_one_off
migrations.AlterField("Author", "rank", models.CharField(max_length=10, default="one's"), preserve_default=False)
## 0042_only_choices
migrations.AlterField("Author", "level", models.IntegerField(default=8, verbose_name="the level"))
## 0043_rename
migrations.RenameField("Author", "level", "degree")
## 0044_rename_column
migrations.AlterField("Author", "degree", models.IntegerField(default=8, db_column="deg"))
## 0045_rename_key
migrations.RenameField("Book", "author", "writer")
## 0046_key_to_number
migrations.AlterField("Author", "loose", models.ForeignKey("changes.book", models.DO_NOTHING, null=True, related_name="+"))
## 0047_key_nullable
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True))
## 0048_key_without_index
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True, db_index=False))
## 0049_key_to_one
migrations.AlterField("Book", "writer", models.OneToOneField("changes.author", models.CASCADE, null=True))
## 0050_one_to_key
migrations.AlterField("Book", "writer", models.ForeignKey("changes.author", models.CASCADE, null=True))
## 0051_positive
migrations.AlterField("Book", "pages", models.IntegerField(null=True))
## 0052_positive_again
migrations.AlterField("Book", "pages", models.PositiveSmallIntegerField(null=True))
## 0053_rename_positive
migrations.RenameField("Book", "pages", "sheets")
## 0054_big_key
migrations.AlterField("Author", "id", models.BigAutoField(primary_key=True))
## 0055_plain_key
migrations.AlterField("Author", "id", models.IntegerField(primary_key=True))
## 0056_auto_again
migrations.AlterField("Author", "id", models.AutoField(primary_key=True))
## 0057_other_key
migrations.AlterField("Book", "writer", models.ForeignKey("changes.book", models.CASCADE, null=True))
## 0058_key_to_plain
migrations.AlterField("Book", "writer", models.IntegerField(null=True, db_column="writer_id"))
## 0059_remove_unique
migrations.RemoveField("Author", "number")
## 0060_remove_indexed
migrations.RemoveField("Author", "city")
## 0061_remove_key
migrations.RemoveField("Author", "mentor")
## 0062_remove_positive
migrations.RemoveField("Author", "books")
## 0063_several
migrations.AddField("Book", "isbn", models.CharField(max_length=13, unique=True, null=True))
migrations.AlterField("Book", "isbn", models.CharField(max_length=17, unique=True, null=True))
migrations.RenameField("Book", "isbn", "number")
## 0064_indexed_then_removed
migrations.AddField("Book", "shelf", models.CharField(max_length=5, db_index=True, default="a"))
migrations.RemoveField("Book", "shelf")
## 0065_renamed_while_waiting
migrations.CreateModel("Page", [("id", models.BigAutoField(primary_key=True)), ("book", models.ForeignKey("changes.book", models.CASCADE)), ("text", models.CharField(max_length=9, db_index=True))])
migrations.RenameField("Page", "text", "words")
migrations.RenameField("Page", "book", "volume")
migrations.RenameModel("Page", "Leaf")
## 0066_unique_slug
migrations.AlterField("Author", "nick", models.SlugField(max_length=10, blank=True, unique=True))
## 0067_number_not_null
migrations.AlterField("Leaf", "words", models.CharField(max_length=9, db_index=True, null=True))
## 0068_new_primary_key
migrations.CreateModel("Thing", [("id", models.BigAutoField(primary_key=True)), ("code", models.CharField(max_length=9, unique=True))])
migrations.CreateModel("Part", [("id", models.BigAutoField(primary_key=True)), ("thing", models.ForeignKey("changes.thing", models.CASCADE, to_field="code"))])
## 0069_target_longer
migrations.AlterField("Thing", "code", models.CharField(max_length=20, unique=True))
## 0070_duration
migrations.AlterField("Author", "trip", models.CharField(max_length=40, null=True))
