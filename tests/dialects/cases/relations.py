# Many-to-many relations, renamed models, orders.

## 0001_initial
migrations.CreateModel("Tag", [("id", models.BigAutoField(primary_key=True)), ("name", models.CharField(max_length=20))])
migrations.CreateModel("Post", [
    ("id", models.BigAutoField(primary_key=True)),
    ("title", models.CharField(max_length=20)),
    ("tags", models.ManyToManyField("relations.tag")),
    ("related", models.ManyToManyField("self")),
])
migrations.CreateModel("Comment", [
    ("id", models.BigAutoField(primary_key=True)),
    ("post", models.ForeignKey("relations.post", models.CASCADE)),
    ("reply_to", models.ForeignKey("self", models.CASCADE, null=True)),
])
## 0002_rename_model
migrations.RenameModel("Post", "Article")
## 0003_rename_target
migrations.RenameModel("Tag", "Label")
## 0004_add_relation
migrations.AddField("Comment", "labels", models.ManyToManyField("relations.label", db_table="comment_labels"))
## 0005_other_target
migrations.AlterField("Comment", "labels", models.ManyToManyField("relations.article", db_table="comment_labels"))
## 0006_rename_relation
migrations.RenameField("Article", "tags", "labels")
## 0007_remove_relation
migrations.RemoveField("Comment", "labels")
## 0008_rename_table
migrations.AlterModelTable("Article", "articles")
## 0009_order
migrations.AlterOrderWithRespectTo("Comment", "post")
## 0010_no_order
migrations.AlterOrderWithRespectTo("Comment", None)
## 0011_through
migrations.CreateModel("Mark", [
    ("id", models.BigAutoField(primary_key=True)),
    ("article", models.ForeignKey("relations.article", models.CASCADE)),
    ("label", models.ForeignKey("relations.label", models.CASCADE)),
    ("weight", models.IntegerField(default=1)),
], options={"unique_together": {("article", "label")}})
migrations.AddField("Article", "marked", models.ManyToManyField("relations.label", through="relations.Mark", related_name="+"))
## 0012_remove_through
migrations.RemoveField("Article", "marked")
## 0013_drop_together
migrations.AlterUniqueTogether("Mark", set())
## 0014_other_together
migrations.AlterUniqueTogether("Mark", {("label", "weight")})
## 0015_change_together
migrations.AlterUniqueTogether("Mark", {("label", "weight", "article"), ("weight", "article")})
## 0016_created_with_order
migrations.CreateModel("Line", [
    ("id", models.BigAutoField(primary_key=True)),
    ("comment", models.ForeignKey("relations.comment", models.CASCADE)),
], options={"order_with_respect_to": "comment"})
## 0017_delete
migrations.DeleteModel("Mark")
## 0018_key_type
migrations.AlterField("Label", "id", models.AutoField(primary_key=True))
## 0019_rename_referred
migrations.RenameField("Comment", "reply_to", "parent")
## 0020_rename_comment
migrations.RenameModel("Comment", "Remark")
## 0021_long_names
migrations.CreateModel("AModelWithANameThatIsVeryLongIndeedForATable", [
    ("id", models.BigAutoField(primary_key=True)),
    ("a_relation_to_another_model_with_a_long_name", models.ForeignKey("relations.article", models.CASCADE)),
    ("many_articles_of_the_same_kind_as_the_other", models.ManyToManyField("relations.article", related_name="+")),
])
## 0022_index_together
migrations.AlterIndexTogether("Article", {("title", "id")})
## 0023_rename_unnamed
migrations.RenameIndex("Article", new_name="article_named_idx", old_fields=("title", "id"))
