import datetime
import decimal
import functools
import re
import uuid
from enum import Enum
from pathlib import Path

from django.conf import settings
from django.core import validators
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Concat, Lower, Now, Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Size(models.TextChoices):
    SMALL = "s", _("Small")
    LARGE = "l"

    @property
    def letters(self):
        return len(self.value)


class Rank(models.IntegerChoices):
    LOW = 1
    HIGH = 2, "Very high"


class Plain(Enum):
    A = 1
    B = "two"


def make_code(prefix="x", *, length=4):
    return prefix * length


class Stock(models.Manager):
    use_in_migrations = True

    def __init__(self, kind=None):
        super().__init__()
        self.kind = kind


class Dated(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    changed = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        abstract = True
        ordering = ["-created"]


class Mixin:
    def describe(self):
        return f"{self.pk!r:>10}"


class Upper3(models.CharField):
    def __init__(self, *args, shout=True, **kwargs):
        kwargs.setdefault("max_length", 3)
        self.shout = shout
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        if not self.shout:
            kwargs["shout"] = self.shout
        return name, path, args, kwargs


class Publisher(Mixin, Dated):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    name = models.CharField(_("name"), max_length=80, unique=True, db_comment="as printed")
    code = Upper3(shout=False, default=functools.partial(make_code, "a", length=2))
    size = models.CharField(max_length=1, choices=Size, default=Size.SMALL)
    rank = models.IntegerField(choices=Rank.choices, default=Rank.LOW, null=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True)
    objects = Stock("open")


class Author(Dated):
    name = models.CharField(max_length=50, validators=[validators.RegexValidator(r"^\w+$", flags=re.I)])
    born = models.DateField(default=datetime.date(1970, 1, 1))
    wage = models.DecimalField(max_digits=9, decimal_places=2, default=decimal.Decimal("1.50"))
    path = models.FilePathField(path=Path("/tmp"), default="")
    pause = models.DurationField(default=datetime.timedelta(days=1, seconds=2))
    extra = models.JSONField(default=dict, blank=True)
    friends = models.ManyToManyField("self", symmetrical=False, through="Friendship")

    class Meta(Dated.Meta):
        db_table = "writers"
        verbose_name_plural = "authors"
        default_related_name = "%(class)s_set"
        permissions = [("rest", "Can rest")]
        get_latest_by = "born"


class Friendship(models.Model):
    pk = models.CompositePrimaryKey("giver", "taker")
    giver = models.ForeignKey(Author, models.CASCADE, related_name="given")
    taker = models.ForeignKey("Author", on_delete=models.PROTECT, related_name="taken", db_index=False)


class Book(models.Model):
    title = models.CharField(max_length=120, db_index=True, db_default="untitled")
    isbn = models.SlugField(unique_for_date="printed", help_text="with dashes\n")
    printed = models.DateField(null=True, db_column="print date")
    pages = models.PositiveSmallIntegerField(default=0)
    half = models.GeneratedField(expression=F("pages") / 2, output_field=models.IntegerField(), db_persist=True)
    stamp = models.DateTimeField(db_default=Now())
    author = models.ForeignKey(Author, models.CASCADE, to_field="id", limit_choices_to={"name__gt": "a"})
    publishers = models.ManyToManyField(Publisher, related_name="+", db_table="book_pub")

    class Meta:
        order_with_respect_to = "author"
        unique_together = [("title", "isbn")]
        indexes = [
            models.Index(fields=["-printed", "pages"], name="book_printed"),
            models.Index(Lower("title").desc(), name="book_title", condition=Q(pages__gt=1) & ~Q(title="")),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(pages__gte=0) | Q(pages__isnull=True), name="book_pages"),
            models.UniqueConstraint(Upper("title"), Concat("isbn", Value("-")), name="book_upper"),
            models.UniqueConstraint(fields=["isbn"], condition=Q(printed__isnull=False), name="book_isbn"),
        ]

    def __str__(self):
        return "%s (%d)" % (self.title, self.pages)


class Comic(Book):
    colour = models.BooleanField(default=True)
    book_ptr = models.OneToOneField(Book, models.CASCADE, parent_link=True, primary_key=True)


class Favourite(Book):
    class Meta:
        proxy = True
        verbose_name = "favourite"


for number in range(3):
    name = f"Extra{number}"
    globals()[name] = type(name, (models.Model,), {"__module__": __name__, "n": models.IntegerField(default=number)})
