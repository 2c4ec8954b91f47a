from django.db import migrations


# Permissions of proxy models that a version before Django 2.2 created pointed at the concrete
# model's content type. No database of the sandbox is that old, so there is nothing to move.
def update_proxy_model_permissions(apps, schema_editor, reverse=False):
    """
    Update the content_type of proxy model permissions to use the ContentType
    of the proxy model.
    """


def revert_proxy_model_permissions(apps, schema_editor):
    """
    Update the content_type of proxy model permissions to use the ContentType
    of the concrete model.
    """


class Migration(migrations.Migration):

    dependencies = [
        ('auth', '0010_alter_group_name_max_length'),
        ('contenttypes', '0002_remove_content_type_name'),
    ]

    operations = [
        migrations.RunPython(
            code=update_proxy_model_permissions,
            reverse_code=revert_proxy_model_permissions,
        ),
    ]
