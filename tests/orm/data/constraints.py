from django.db import migrations


def tell(apps, schema_editor):
    connection = schema_editor.connection
    schema_editor.execute("CREATE INDEX two ON library_tag (slug DESC, id)")
    schema_editor.execute("CREATE UNIQUE INDEX part ON library_tag (id, slug) WHERE id > 2")
    schema_editor.execute("CREATE INDEX made ON library_tag (COALESCE(slug, 'a') DESC, id)")
    schema_editor.execute('CREATE INDEX "quoted" ON "library_tag" ("slug" DESC, "id")')
    schema_editor.execute('CREATE INDEX "upper" ON "library_tag" (COALESCE("slug", UPPER("slug")), "id" DESC)')
    with connection.cursor() as cursor:
        for table in [model._meta.db_table for model in apps.get_models()] + ["nowhere"]:
            constraints = connection.introspection.get_constraints(cursor, table)
            print(table, *sorted(constraints), *sorted(map(str, constraints.values())), sep="\n")


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
