from django.core.management.color import no_style
from django.db import migrations


def reset(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    operations = schema_editor.connection.ops
    for statement in operations.sequence_reset_sql(no_style(), [Tag]):
        schema_editor.execute(statement)
    style = no_style()
    print(style.SQL_TABLE("library_tag"), operations.max_name_length())
    print(operations.sequence_reset_sql(style, model_list=[Tag]))
    operations.sequence_reset_sql(style)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(reset, migrations.RunPython.noop)]
