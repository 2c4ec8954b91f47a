from functools import partial, reduce

from django.db import migrations
from django.db.models import Q


def set_active(apps, schema_editor, *, active, names=()):
    Author = apps.get_model("library", "Author")
    condition = reduce(lambda left, right: left | right, (Q(name__icontains=name) for name in names), Q())
    print(condition, Author.objects.filter(condition).update(active=active))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.RunPython(
            partial(set_active, active=False, names=["twain", "fosse"]),
            partial(set_active, active=True),
            hints={"model_name": "author"},
        ),
    ]
