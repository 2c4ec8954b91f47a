# Database defaults and generated columns.

## 0001_constants
migrations.CreateModel("Constants", [
    ("id", models.BigAutoField(primary_key=True)),
    ("number", models.IntegerField(db_default=42)),
    ("text", models.CharField(max_length=20, db_default="it's 5% \\")),
    ("body", models.TextField(db_default="long")),
    ("truth", models.BooleanField(db_default=True)),
    ("price", models.DecimalField(max_digits=6, decimal_places=2, db_default=Decimal("1.50"))),
    ("ratio", models.FloatField(db_default=0.25)),
    ("day", models.DateField(db_default=datetime.date(2024, 2, 29))),
    ("moment", models.DateTimeField(db_default=datetime.datetime(2024, 2, 29, 12, 0, tzinfo=datetime.timezone.utc))),
    ("hour", models.TimeField(db_default=datetime.time(1, 2, 3))),
    ("span", models.DurationField(db_default=datetime.timedelta(minutes=5))),
    ("data", models.JSONField(db_default={"a": [1, None]})),
    ("token", models.UUIDField(db_default=uuid.UUID("12345678123456781234567812345678"))),
])
## 0002_expressions
migrations.CreateModel("Computed", [
    ("id", models.BigAutoField(primary_key=True)),
    ("moment", models.DateTimeField(db_default=functions.Now())),
    ("sum", models.IntegerField(db_default=models.Value(1) + models.Value(2))),
    ("value", models.IntegerField(db_default=models.Value(9))),
    ("pi", models.FloatField(db_default=functions.Pi())),
    ("name", models.CharField(max_length=9, db_default=functions.Lower(models.Value("ABC")))),
    ("blank", models.CharField(max_length=9, null=True, db_default=None)),
])
## 0003_add_constant
migrations.AddField("Computed", "level", models.IntegerField(db_default=5))
## 0004_add_expression
migrations.AddField("Computed", "noted", models.DateTimeField(db_default=functions.Now(), null=True))
## 0005_change
migrations.AlterField("Computed", "level", models.IntegerField(db_default=6))
## 0006_same
migrations.AlterField("Computed", "value", models.IntegerField(db_default=9))
## 0007_take_away
migrations.AlterField("Computed", "level", models.IntegerField(default=6))
## 0008_give
migrations.AlterField("Computed", "level", models.IntegerField(db_default=7, null=True))
## 0009_not_null
migrations.AlterField("Computed", "level", models.IntegerField(db_default=7))
## 0010_type_and_default
migrations.AlterField("Computed", "level", models.BigIntegerField(db_default=8))
## 0011_text_default
migrations.AddField("Computed", "body", models.TextField(db_default="x"))
## 0012_alter_text
migrations.AlterField("Computed", "body", models.TextField(db_default="y", null=True))
## 0013_generated
migrations.CreateModel("Rectangle", [
    ("id", models.BigAutoField(primary_key=True)),
    ("width", models.IntegerField()),
    ("height", models.IntegerField()),
    ("name", models.CharField(max_length=20)),
    ("area", models.GeneratedField(expression=models.F("width") * models.F("height"), output_field=models.IntegerField(), db_persist=True)),
    ("upper", models.GeneratedField(expression=functions.Upper("name"), output_field=models.CharField(max_length=20), db_persist=True)),
])
## 0014_add_generated
migrations.AddField("Rectangle", "label", models.GeneratedField(expression=functions.Concat("name", models.Value("'s "), functions.Cast("width", models.CharField(max_length=9))), output_field=models.CharField(max_length=40), db_persist=True, unique=True))
## 0015_case
migrations.AddField("Rectangle", "size", models.GeneratedField(expression=models.Case(models.When(width__gt=10, then=models.Value("big")), default=models.Value("small")), output_field=models.CharField(max_length=10), db_persist=True, db_index=True))
## 0016_arithmetic
migrations.AddField("Rectangle", "ratio", models.GeneratedField(expression=models.F("width") / functions.Cast("height", models.FloatField()) + models.F("width") % 3 - models.F("height") ** 2, output_field=models.FloatField(), db_persist=True))
## 0017_functions
migrations.AddField("Rectangle", "mixed", models.GeneratedField(expression=functions.Greatest(functions.Abs("width"), functions.Coalesce("height", 0)) + functions.Length("name"), output_field=models.IntegerField(), db_persist=True))
## 0018_texts
migrations.AddField("Rectangle", "part", models.GeneratedField(expression=functions.Substr("name", 1, 3), output_field=models.CharField(max_length=3), db_persist=True))
## 0019_more_texts
migrations.AddField("Rectangle", "trimmed", models.GeneratedField(expression=functions.Replace(functions.Trim("name"), models.Value("a"), models.Value("b")), output_field=models.TextField(), db_persist=True))
## 0020_bits
migrations.AddField("Rectangle", "bits", models.GeneratedField(expression=models.F("width").bitand(7).bitor(8), output_field=models.IntegerField(), db_persist=True))
## 0021_rename_generated
migrations.RenameField("Rectangle", "area", "surface")
## 0022_remove_generated
migrations.RemoveField("Rectangle", "upper")
## 0023_round
migrations.AddField("Rectangle", "rounded", models.GeneratedField(expression=functions.Round(functions.Cast("width", models.DecimalField(max_digits=8, decimal_places=3)), 1), output_field=models.DecimalField(max_digits=8, decimal_places=3), db_persist=True))
## 0024_nullif
migrations.AddField("Rectangle", "maybe", models.GeneratedField(expression=functions.NullIf("width", models.Value(0)), output_field=models.IntegerField(), db_persist=True))
## 0025_random
migrations.AddField("Computed", "chance", models.FloatField(db_default=functions.Random()))
## 0026_power
migrations.AddField("Computed", "root", models.FloatField(db_default=functions.Power(models.Value(2), models.Value(3))))
