# Indexes and constraints with their options.

## 0001_initial
migrations.CreateModel("Item", [
    ("id", models.BigAutoField(primary_key=True)),
    ("name", models.CharField(max_length=40)),
    ("kind", models.CharField(max_length=10)),
    ("price", models.DecimalField(max_digits=8, decimal_places=2)),
    ("sale", models.DecimalField(max_digits=8, decimal_places=2, null=True)),
    ("count", models.IntegerField()),
    ("live", models.BooleanField()),
    ("made", models.DateField()),
    ("seen", models.DateTimeField(null=True)),
    ("data", models.JSONField(default=dict)),
    ("token", models.UUIDField(null=True)),
    ("owner", models.ForeignKey("self", models.CASCADE, null=True)),
])
## 0002_index
migrations.AddIndex("Item", models.Index(fields=["name"], name="item_name_idx"))
## 0003_descending
migrations.AddIndex("Item", models.Index(fields=["-made", "name"], name="item_made_idx"))
## 0004_partial
migrations.AddIndex("Item", models.Index(fields=["kind"], condition=models.Q(live=True), name="item_live_idx"))
## 0005_covering
migrations.AddIndex("Item", models.Index(fields=["kind"], include=["name", "price"], name="item_cover_idx"))
## 0006_opclass
migrations.AddIndex("Item", models.Index(fields=["name", "kind"], opclasses=["varchar_pattern_ops", "text_pattern_ops"], name="item_ops_idx"))
## 0007_expression
migrations.AddIndex("Item", models.Index(functions.Lower("name"), name="item_lower_idx"))
## 0008_expressions
migrations.AddIndex("Item", models.Index(functions.Upper("name").desc(), models.F("price") * 2, "kind", name="item_many_idx"))
## 0009_collated
migrations.AddIndex("Item", models.Index(functions.Collate("name", COLLATION), name="item_coll_idx"))
## 0010_nulls_last
migrations.AddIndex("Item", models.Index(models.F("seen").desc(nulls_last=True), name="item_seen_idx"))
## 0011_rename
migrations.RenameIndex("Item", new_name="item_title_idx", old_name="item_name_idx")
## 0012_remove
migrations.RemoveIndex("Item", "item_title_idx")
## 0013_remove_expression
migrations.RemoveIndex("Item", "item_lower_idx")
## 0014_check
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(count__gte=0), name="count_positive"))
## 0015_check_fields
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(sale__lt=models.F("price")) | models.Q(sale__isnull=True), name="sale_is_less"))
## 0016_check_text
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(name__startswith="a%") & ~models.Q(kind__icontains="it's"), name="check_text"))
## 0017_check_in
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(kind__in=["a", "b", "c"]), name="check_in"))
## 0018_check_range
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(count__range=(1, 10)) & models.Q(made__gte=datetime.date(2020, 1, 1)), name="check_range"))
## 0019_check_moment
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(seen__gt=datetime.datetime(2020, 1, 1, tzinfo=datetime.timezone.utc)), name="check_moment"))
## 0020_check_year
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(made__year=2024) | models.Q(made__month=3), name="check_year"))
## 0021_check_json
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(data__key="x") | models.Q(data__has_key="y"), name="check_json"))
## 0022_check_regex
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(name__regex=r"^[a-z]+$") | models.Q(name__iexact="Any"), name="check_regex"))
## 0023_check_boolean
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(live=True) ^ models.Q(count=0), name="check_boolean"))
## 0024_check_function
migrations.AddConstraint("Item", models.CheckConstraint(condition=lookups.GreaterThan(functions.Length("name"), 2), name="check_function"))
## 0025_check_decimal
migrations.AddConstraint("Item", models.CheckConstraint(condition=models.Q(price__gt=Decimal("1.50")) & models.Q(token=uuid.UUID("12345678123456781234567812345678")), name="check_decimal"))
## 0026_unique
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["name", "kind"], name="unique_name"))
## 0027_unique_partial
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["name"], condition=models.Q(live=False), name="unique_live"))
## 0028_unique_deferred
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["count"], deferrable=models.Deferrable.DEFERRED, name="unique_deferred"))
## 0029_unique_immediate
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["count", "made"], deferrable=models.Deferrable.IMMEDIATE, name="unique_immediate"))
## 0030_unique_covering
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["token"], include=["name"], name="unique_covering"))
## 0031_unique_expression
migrations.AddConstraint("Item", models.UniqueConstraint(functions.Lower("name"), "kind", name="unique_lower"))
## 0032_unique_nulls
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["seen"], nulls_distinct=False, name="unique_nulls"))
## 0033_unique_opclass
migrations.AddConstraint("Item", models.UniqueConstraint(fields=["kind"], opclasses=["varchar_pattern_ops"], name="unique_ops"))
## 0034_remove_check
migrations.RemoveConstraint("Item", "count_positive")
## 0035_remove_unique
migrations.RemoveConstraint("Item", "unique_name")
## 0036_remove_partial
migrations.RemoveConstraint("Item", "unique_live")
## 0037_remove_deferred
migrations.RemoveConstraint("Item", "unique_deferred")
## 0038_remove_lower
migrations.RemoveConstraint("Item", "unique_lower")
## 0039_created_with
migrations.CreateModel("Stock", [
    ("id", models.BigAutoField(primary_key=True)),
    ("item", models.ForeignKey("indexes.item", models.CASCADE)),
    ("code", models.CharField(max_length=9)),
    ("amount", models.IntegerField(db_default=0)),
], options={
    "unique_together": {("item", "code")},
    "indexes": [models.Index(fields=["code"], name="stock_code_idx"), models.Index(functions.Lower("code"), name="stock_lower_idx")],
    "constraints": [
        models.CheckConstraint(condition=models.Q(amount__gte=0), name="stock_amount"),
        models.UniqueConstraint(fields=["code"], name="stock_code"),
        models.UniqueConstraint(fields=["code"], condition=models.Q(amount__gt=1), name="stock_some"),
        models.UniqueConstraint(functions.Upper("code"), name="stock_upper"),
        models.UniqueConstraint(fields=["amount"], nulls_distinct=True, name="stock_nulls"),
        models.UniqueConstraint(fields=["amount", "code"], deferrable=models.Deferrable.DEFERRED, name="stock_later"),
    ],
})
## 0040_on_key
migrations.AddIndex("Stock", models.Index(fields=["item", "amount"], name="stock_item_idx"))
## 0041_off_key
migrations.RemoveIndex("Stock", "stock_item_idx")
## 0042_no_together
migrations.AlterUniqueTogether("Stock", set())
## 0043_alter_constraint
migrations.AlterConstraint("Stock", "stock_code", models.UniqueConstraint(fields=["code"], name="stock_code", violation_error_message="no"))
## 0044_remove_column
migrations.RemoveField("Item", "count")
## 0045_partial_null
migrations.AddIndex("Item", models.Index(fields=["name"], condition=models.Q(seen__isnull=False) & models.Q(kind="x"), name="item_part_idx"))
## 0046_json_index
migrations.AddIndex("Item", models.Index(models.F("data__key"), name="item_json_idx"))
## 0047_truncated
migrations.AddIndex("Item", models.Index(functions.ExtractYear("made"), functions.Coalesce("sale", "price"), name="item_year_idx"))
