from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Lower


class Author(models.Model):
    name = models.CharField(max_length=5)


class Text(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        unique_together = "name"


class Sets(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        unique_together = {("name",)}


class Mixed(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        unique_together = [("name",), 3]


class Indexed(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        indexes = [
            models.Index(fields=["nothing", "pk"], name="one"),
            models.Index(fields=["name"], include=["pk", "other"], name="two"),
            models.Index(Lower("missing"), F("missing").desc(), name="three"),
            models.Index(fields=["name"], condition=Q(unseen=1), name="four"),
        ]


class Constrained(models.Model):
    name = models.CharField(max_length=5)
    author = models.ForeignKey(Author, models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["nothing"], include=["other"], name="one"),
            models.UniqueConstraint(fields=["name"], condition=Q(author__name="x", missing=1), name="two"),
            models.UniqueConstraint(Lower("absent"), name="three"),
            models.UniqueConstraint(fields=["name"], deferrable=models.Deferrable.DEFERRED, name="four"),
            models.UniqueConstraint(fields=["name"], nulls_distinct=False, name="five"),
            models.CheckConstraint(condition=Q(author__name="x") | Q(gone=1) | Q(author__in=[1]), name="six"),
            models.CheckConstraint(condition=Q(name__gt=RawSQL("'a'", [])), name="seven"),
            models.CheckConstraint(condition=Q(pk__gt=1), name="eight"),
        ]


class Ordered(models.Model):
    author = models.ForeignKey(Author, models.CASCADE)

    class Meta:
        ordering = ["author"]
        order_with_respect_to = "author"
