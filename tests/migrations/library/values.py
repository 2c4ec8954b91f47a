import datetime
import decimal
import enum
import functools
import pathlib
import re
import uuid

from django.conf import settings
from django.core import validators
from django.db import migrations, models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy


class Color(models.TextChoices):
    RED = "r", "Red"
    BLUE = "b", "Blue"


class Size(enum.Enum):
    SMALL = 1
    LARGE = 2

    class Inner:
        pass


class Rights(enum.Flag):
    READ = 1
    WRITE = 2


class Outer:
    class Nested:
        @classmethod
        def make(cls):
            return 1

        def method(self):
            return 2


def upload_to(instance, filename):
    return filename


def add(name, **options):
    return migrations.AddField("thing", name, models.JSONField(**options))


class Migration(migrations.Migration):
    dependencies = [("library", "0001_initial"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        add("none", default=None),
        add("texts", default=["it's", 'say "hi"', 'both \' and "', "tab\t nl\n \\ \x00 é ☃ \U0001f600 \x85"]),
        add("numbers", default=[0, -1, 2**70, 1.0, 1e20, 1e16, 1e15, 1e-7, 0.1, -0.0, 123456789.123, True]),
        add("odd_floats", default=[float("inf"), float("-inf"), float("nan")]),
        add("bytestrings", default=[b"", b"a'b", b'\x00\xff"']),
        add("tuples", default=((), (1,), (1, 2))),
        add("sets", default=[set(), {3, 10, 2}, {"b", "a"}, frozenset(), frozenset({2, 1})]),
        add("mapping", default={"b": 1, "a": [None, {"z": 1, "y": 2}]}),
        add("number_keys", default={10: "x", 9: "y"}),
        add("ranges", default=[range(3), range(1, 10, 2)]),
        add("decimals", default=[decimal.Decimal("1.10"), decimal.Decimal("NaN"), decimal.Decimal("-1E+5")]),
        add("identifier", default=uuid.UUID("5c859437-d061-4847-b3f7-e6b78852f8c8")),
        add("identifiers", default=uuid.uuid4),
        add("dates", default=[datetime.date(2020, 2, 29), datetime.time(1, 2, 3), datetime.time(1, 2, 0, 5)]),
        add("moments", default=[
            datetime.datetime(2020, 1, 1),
            datetime.datetime(2020, 1, 1, 12, 30, tzinfo=datetime.timezone.utc),
            datetime.datetime(2020, 1, 1, 1, tzinfo=datetime.timezone(datetime.timedelta(hours=2))),
        ]),
        add("spans", default=[datetime.timedelta(), datetime.timedelta(days=-1, seconds=3), datetime.timedelta(weeks=1, microseconds=7)]),
        add("enumerations", default=[Color.RED, Size.LARGE, Rights.READ, Rights.READ | Rights.WRITE]),
        add("choices", choices=Color.choices),
        add("enum_choices", choices=Color),
        add("groups", choices=[("Group", [(1, "One"), (2, "Two")]), (3, "Three")]),
        add("partials", default=functools.partial(int, "7", base=10)),
        add("patterns", default=[re.compile("^a+$"), re.compile("a", re.IGNORECASE | re.DOTALL), re.I | re.M]),
        add("paths", default=[pathlib.PurePosixPath("a/b"), pathlib.Path("/srv")]),
        add("types", default=[int, dict, models.Model, type(None), decimal.Decimal, Outer.Nested]),
        add("functions", default=upload_to),
        add("class_methods", default=Outer.Nested.make),
        add("methods", default=Outer.Nested.method),
        add("builtins", default=list),
        add("lazy", verbose_name=gettext_lazy("A name"), help_text=gettext_lazy("Help")),
        add("checked", validators=[
            validators.MinValueValidator(1),
            validators.RegexValidator(r"^\d+$", "Digits.", "digits"),
            validators.RegexValidator(regex="x", flags=re.I),
            validators.MaxLengthValidator(10),
            validators.EmailValidator(message="No."),
            validators.validate_slug,
        ]),
        add("database_default", db_default=Now()),
        add("text_default", db_default="x"),
        migrations.AddField("thing", "file", models.FileField(upload_to=upload_to)),
        migrations.AddField("thing", "owner", models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)),
        migrations.AddField("thing", "other", models.ForeignKey("library.Other", on_delete=models.PROTECT, related_name="+", to_field="code")),
        migrations.AddField("thing", "self", models.ForeignKey("self", models.CASCADE, limit_choices_to={"active": True})),
        migrations.AddField("thing", "many", models.ManyToManyField("Other", through="library.Link", through_fields=("thing", "other"))),
        migrations.AddField("thing", "total", models.GeneratedField(expression=models.F("a") * 2, output_field=models.IntegerField(), db_persist=True)),
    ]
