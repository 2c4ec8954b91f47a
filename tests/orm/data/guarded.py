import logging

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.db import migrations

logger = logging.getLogger(__name__)


def forwards(apps, schema_editor):
    if schema_editor.connection.alias != "default":
        return
    if not apps.get_model("library", "Country").objects.exists():
        return
    Author = apps.get_model("library", "Author")
    Profile = apps.get_model("library", "Profile")
    for author in Author.objects.all():
        try:
            author.profile
        except ObjectDoesNotExist:
            Profile.objects.create(author=author)
        except Profile.DoesNotExist:
            print("not reached")
    missing = Author.objects.filter(profile__isnull=True).count()
    assert missing == 0, missing
    print(settings.DEFAULT_AUTO_FIELD, settings.USE_TZ)


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]
