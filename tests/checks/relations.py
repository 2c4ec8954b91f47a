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
