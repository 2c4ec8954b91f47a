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


class EmptySet(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        unique_together = set()


class EmptyText(models.Model):
    name = models.CharField(max_length=5)

    class Meta:
        unique_together = ""


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


class Backing(models.Model):
    owner = models.ForeignKey("self", models.CASCADE)
    peers = models.ManyToManyField("self")

    @property
    def owner_id(self):
        return 1


Backing.peers = property(lambda self: [])


class Backed:
    @property
    def owner_id(self):
        return 1


class Front(Backed, models.Model):
    owner = models.ForeignKey(Backing, models.CASCADE, related_name="+")


class ForOthers(models.Model):
    class Meta:
        required_db_features = {"supports_comments", "supports_covering_indexes"}
        db_table_comment = "x"
        indexes = [models.Index(fields=["code"], include=["text"], name="for_others_index")]
        constraints = [
            models.UniqueConstraint(fields=["code"], include=["text"], name="for_others_unique"),
            models.UniqueConstraint(fields=["text"], nulls_distinct=False, name="for_others_nulls"),
        ]

    code = models.IntegerField(db_comment="y")
    text = models.TextField()


class Twice(models.Model):
    owner = models.ForeignKey(Backing, models.CASCADE)
    code = models.IntegerField()
    pk = models.CompositePrimaryKey("owner", "owner_id", "code")


class TwiceProxy(Twice):
    class Meta:
        proxy = True


class Grand(models.Model):
    a = models.IntegerField()


class Other(models.Model):
    a = models.IntegerField()


class Middle(Grand):
    pass


class Under(Middle, Other):
    clash = models.ForeignKey("Under", models.CASCADE)
