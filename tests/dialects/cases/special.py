# SQL and Python of the project's own.

## 0001_initial
migrations.CreateModel("Note", [("id", models.BigAutoField(primary_key=True)), ("text", models.TextField())])
## 0002_script
migrations.RunSQL("INSERT INTO special_note (text) VALUES ('a;b'); -- remark\nUPDATE special_note SET text = '100%';", "DELETE FROM special_note;")
## 0003_statements
migrations.RunSQL(["DELETE FROM special_note", ("INSERT INTO special_note (text) VALUES (%s)", ["it's 5%"])], [("UPDATE special_note SET text = %s WHERE id = %s", [None, 4])])
## 0004_noop
migrations.RunSQL(migrations.RunSQL.noop, migrations.RunSQL.noop)
## 0005_python
migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)
## 0006_separate
migrations.SeparateDatabaseAndState([migrations.AddField("Note", "a", models.IntegerField(null=True))], [migrations.AddField("Note", "b", models.IntegerField(null=True, db_column="a"))])
## 0007_irreversible
migrations.RunSQL("SELECT 1")
## 0008_not_atomic
# atomic = False
migrations.AddField("Note", "c", models.CharField(max_length=3, db_index=True, null=True))
## 0009_empty
## 0010_several
migrations.RunPython(migrations.RunPython.noop, migrations.RunPython.noop)
migrations.AddIndex("Note", models.Index(fields=["c"], name="note_c_idx"))
migrations.RunSQL("SELECT 2", "SELECT 3")
