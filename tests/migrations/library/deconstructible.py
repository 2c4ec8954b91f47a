from django.db import migrations, models
from django.utils.deconstruct import deconstructible


@deconstructible
class Rule:
    def __init__(self, limit, *, message="", extra=None):
        self.limit = limit


@deconstructible(path="library.migrations.deconstructible.Named")
class Named:
    pass


class ByHand:
    def deconstruct(self):
        return ("library.rules.ByHand", [1, (2,)], {"z": None, "a": [3]})


class Folder:
    def __fspath__(self):
        return "media/files"


class UpperField(models.CharField):
    def __init__(self, *args, prefix="", **kwargs):
        self.prefix = prefix
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if self.prefix:
            kwargs["prefix"] = self.prefix
        return name, path, args, kwargs


class PlainField(models.IntegerField):
    pass


class Count:
    def __iter__(self):
        return iter([1, 2])


class Migration(migrations.Migration):
    operations = [
        migrations.AddField("thing", "a", models.IntegerField(validators=[Rule(3, message="m"), Rule(limit=4, extra={"k": Rule(5)})])),
        migrations.AddField("thing", "b", models.IntegerField(default=Named())),
        migrations.AddField("thing", "c", models.IntegerField(default=ByHand())),
        migrations.AddField("thing", "d", models.FilePathField(path=Folder())),
        migrations.AddField("thing", "e", UpperField("Name", max_length=3, prefix="x")),
        migrations.AddField("thing", "f", PlainField(default=Count())),
    ]
