from django.db import models


class Author(models.Model):
    name = models.CharField(max_length=5)
    code = models.CharField(max_length=5)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code"], name="one_code")]


class Book(models.Model):
    author = models.ForeignKey(Author, models.CASCADE, to_field="code", related_name="+")
    title = models.ForeignKey(Author, models.CASCADE, to_field="name", related_name="+")
    lost = models.ManyToManyField(Author, through="Nowhere", related_name="+")
    far = models.ManyToManyField("elsewhere.Thing", related_name="+")
    few = models.ManyToManyField(Author, through="Link", through_fields=("book",), related_name="+")
    wrong = models.ManyToManyField(Author, through="Link", through_fields=("author", "missing"), related_name="+")
    twice = models.ManyToManyField(Author, through="Link", through_fields=("book", "author"), related_name="a")
    again = models.ManyToManyField(Author, through="Link", through_fields=("book", "author"), related_name="b")
    table = models.ManyToManyField(Author, db_table="app_author", related_name="+")
    pairs = models.ManyToManyField(Author, db_table="pairs", related_name="+")
    more_pairs = models.ManyToManyField(Author, db_table="pairs", related_name="+")
    parts = models.ManyToManyField("Parted", related_name="+")


class Link(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    author = models.ForeignKey(Author, models.CASCADE)


class Parted(models.Model):
    pk = models.CompositePrimaryKey("a", "b")
    a = models.IntegerField()
    b = models.IntegerField()


class Base(models.Model):
    class Meta:
        abstract = True


class ToClass(models.Model):
    one = models.ForeignKey(Base, models.CASCADE, related_name="+")
    two = models.ForeignKey("app.Base", models.CASCADE, related_name="+")
    many = models.ManyToManyField(Base, related_name="+")


class Wide(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    c = models.IntegerField()
    d = models.IntegerField()

    class Meta:
        unique_together = [("a", "b", "c")]
        constraints = [models.UniqueConstraint(fields=["c", "d"], name="wide_cd", condition=models.Q(a=1))]


class Composite(models.Model):
    pk = models.CompositePrimaryKey("a", "b")
    a = models.IntegerField()
    b = models.IntegerField()


class Narrow(models.Model):
    a = models.IntegerField()
    b = models.IntegerField()
    c = models.IntegerField()
    subset = models.ForeignObject(Wide, models.CASCADE, from_fields=("a", "b"), to_fields=("a", "b"), related_name="r1")
    whole = models.ForeignObject(Wide, models.CASCADE, from_fields=("a", "b", "c"), to_fields=("a", "b", "c"), related_name="r2")
    partial = models.ForeignObject(Wide, models.CASCADE, from_fields=("a", "b"), to_fields=("c", "d"), related_name="r3")
    single = models.ForeignObject(Wide, models.CASCADE, from_fields=("a",), to_fields=("d",), related_name="r4")
    missing = models.ForeignObject(Wide, models.CASCADE, from_fields=("a", "b"), to_fields=("x", "y"), related_name="r5")
    composite = models.ForeignObject(Composite, models.CASCADE, from_fields=("a",), to_fields=("pk",), related_name="r6")
    by_key = models.ForeignObject(Composite, models.CASCADE, from_fields=("a", "b"), to_fields=("a", "b"), related_name="r7")
