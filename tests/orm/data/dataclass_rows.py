import json
from dataclasses import asdict, dataclass, field

from django.db import migrations, models


@dataclass(order=True)
class Entry:
    weight: int
    slug: str = field(compare=False)
    books: list = field(default_factory=list, compare=False)

    @property
    def title(self):
        return self.slug.replace("-", " ").title()


def forwards(apps, schema_editor):
    Tag = apps.get_model("library", "Tag")
    entries = []
    for tag in Tag.objects.all():
        taggings = tag.tagging_set.select_related("book")
        entries.append(Entry(sum(it.weight for it in taggings), tag.slug, [it.book.title for it in taggings]))
    for entry in sorted(entries, reverse=True):
        print(json.dumps(asdict(entry), sort_keys=True), entry.title, repr(entry))
        Tag.objects.filter(slug=entry.slug).update(info=asdict(entry))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial")]
    operations = [
        migrations.AddField("tag", "info", models.JSONField(null=True)),
        migrations.RunPython(forwards, migrations.RunPython.noop),
    ]
