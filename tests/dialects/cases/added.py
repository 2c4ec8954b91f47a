# Adding fields.

## 0001_initial
migrations.CreateModel("Author", [
    ("id", models.AutoField(primary_key=True)),
    ("name", models.CharField(max_length=50)),
    ("rank", models.IntegerField(null=True)),
])
migrations.CreateModel("Book", [
    ("id", models.BigAutoField(primary_key=True)),
    ("title", models.CharField(max_length=50)),
    ("author", models.ForeignKey("added.author", models.CASCADE)),
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
migrations.AddField("Author", "mentor", models.ForeignKey("added.author", models.SET_NULL, null=True))
## 0025_add_one_to_one
migrations.AddField("Author", "best", models.OneToOneField("added.book", models.SET_NULL, null=True, related_name="+"))
## 0026_add_loose_key
migrations.AddField("Author", "loose", models.ForeignKey("added.book", models.DO_NOTHING, null=True, db_constraint=False, related_name="+"))
