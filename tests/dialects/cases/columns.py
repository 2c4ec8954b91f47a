# Every kind of field, and what can be said about a column.

## 0001_numbers
migrations.CreateModel("Numbers", [
    ("id", models.BigAutoField(primary_key=True)),
    ("small", models.SmallIntegerField()),
    ("medium", models.IntegerField(null=True)),
    ("large", models.BigIntegerField(unique=True)),
    ("small_positive", models.PositiveSmallIntegerField()),
    ("positive", models.PositiveIntegerField(default=3)),
    ("large_positive", models.PositiveBigIntegerField(null=True)),
    ("ratio", models.FloatField(db_index=True)),
    ("price", models.DecimalField(max_digits=10, decimal_places=2)),
    ("ready", models.BooleanField(default=False)),
])
## 0002_texts
migrations.CreateModel("Texts", [
    ("code", models.CharField(max_length=8, primary_key=True)),
    ("title", models.CharField(max_length=80, db_index=True)),
    ("email", models.EmailField(unique=True)),
    ("slug", models.SlugField()),
    ("site", models.URLField(blank=True)),
    ("body", models.TextField(db_index=True)),
    ("file", models.FileField(upload_to="files")),
    ("path", models.FilePathField()),
    ("address", models.GenericIPAddressField(null=True)),
    ("data", models.JSONField(default=dict)),
    ("blob", models.BinaryField(null=True)),
    ("token", models.UUIDField(unique=True)),
])
## 0003_times
migrations.CreateModel("Times", [
    ("id", models.AutoField(primary_key=True)),
    ("day", models.DateField(auto_now_add=True)),
    ("moment", models.DateTimeField(db_index=True)),
    ("hour", models.TimeField(null=True)),
    ("span", models.DurationField()),
])
## 0004_small_key
migrations.CreateModel("Small", [
    ("id", models.SmallAutoField(primary_key=True)),
    ("uuid", models.UUIDField(db_column="Unique Id", unique=True)),
], options={"db_table": "columns_of_few_rows"})
## 0005_uuid_key
migrations.CreateModel("Keyed", [
    ("key", models.UUIDField(primary_key=True)),
    ("name", models.CharField(max_length=20, unique=True, null=True)),
])
## 0006_comments
migrations.CreateModel("Commented", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=20, db_comment="The name, with 'care'")),
    ("note", models.TextField(null=True, db_comment="A note")),
], options={"db_table_comment": "Rows with \"comments\""})
## 0007_add_commented
migrations.AddField("Commented", "age", models.IntegerField(null=True, db_comment="In years"))
## 0008_alter_comment
migrations.AlterField("Commented", "name", models.CharField(max_length=20, db_comment="Another"))
## 0009_comment_and_type
migrations.AlterField("Commented", "note", models.CharField(max_length=200, null=True))
## 0010_table_comment
migrations.AlterModelTableComment("Commented", "Changed: it's another")
## 0011_no_table_comment
migrations.AlterModelTableComment("Commented", None)
## 0012_collations
migrations.CreateModel("Collated", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=20, db_collation=COLLATION)),
    ("body", models.TextField(db_collation=COLLATION, null=True)),
])
## 0013_alter_collation
migrations.AlterField("Collated", "name", models.CharField(max_length=30, db_collation=COLLATION, db_index=True))
## 0014_without_collation
migrations.AlterField("Collated", "body", models.TextField(null=True))
## 0015_unique_collation
migrations.AddField("Collated", "code", models.CharField(max_length=5, unique=True, null=True, db_collation=COLLATION))
## 0016_tablespaces
migrations.CreateModel("Spaced", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=20, unique=True, db_tablespace="pg_default")),
    ("place", models.IntegerField(db_index=True, db_tablespace="pg_default")),
], options={"db_tablespace": "pg_default"})
## 0017_index_in_tablespace
migrations.AddIndex("Spaced", models.Index(fields=["name", "-place"], name="spaced_idx", db_tablespace="pg_default"))
## 0018_composite_key
migrations.CreateModel("Composite", [
    ("pk", models.CompositePrimaryKey("tenant", "number", blank=True, editable=False, primary_key=True, serialize=False)),
    ("tenant", models.IntegerField()),
    ("number", models.CharField(max_length=10)),
])
## 0019_unlimited
migrations.CreateModel("Generic", [
    ("id", models.BigAutoField(primary_key=True)),
    ("a_column_with_a_name_that_is_so_long_that_it_nearly_fills_it_all", models.IntegerField(db_column="a_column_with_a_name_that_is_so_long_that_it_nearly_fills", db_index=True)),
    ("another_long_name_of_a_column_with_text", models.CharField(max_length=10, db_index=True)),
], options={"db_table": "columns_generic_table_with_a_long_name"})
## 0020_delete
migrations.DeleteModel("Texts")
## 0021_rename_table
migrations.AlterModelTable("Small", "columns_renamed")
## 0022_default_table
migrations.AlterModelTable("Small", None)
## 0023_unmanaged
migrations.CreateModel("Unmanaged", [("id", models.BigAutoField(primary_key=True))], options={"managed": False})
## 0024_proxy
migrations.CreateModel("NumbersProxy", [], options={"proxy": True}, bases=("columns.numbers",))
## 0025_inherited
migrations.CreateModel("Child", [
    ("numbers_ptr", models.OneToOneField("columns.numbers", models.CASCADE, auto_created=True, parent_link=True, primary_key=True, serialize=False)),
    ("extra", models.IntegerField()),
], bases=("columns.numbers",))
## 0026_options
migrations.AlterModelOptions("Numbers", {"verbose_name": "number", "ordering": ["small"]})
