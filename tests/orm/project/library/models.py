import datetime
import uuid

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Lower


class Country(models.Model):
    name = models.CharField(max_length=50, unique=True)

    class Meta:
        ordering = ["name"]
        verbose_name_plural = "countries"

    def __str__(self):
        return self.name


class AuthorQuerySet(models.QuerySet):
    def living(self):
        return self.filter(died__isnull=True)

    def born_before(self, year):
        return self.filter(born__year__lt=year)


class ActiveManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().filter(active=True)

    def oldest(self):
        return self.order_by("born").first()


class Author(models.Model):
    name = models.CharField(max_length=50)
    email = models.EmailField(null=True, blank=True, unique=True)
    born = models.DateField(null=True)
    died = models.DateField(null=True, blank=True)
    country = models.ForeignKey(
        Country, models.SET_NULL, null=True, blank=True, related_name="authors"
    )
    active = models.BooleanField(default=True)

    objects = AuthorQuerySet.as_manager()
    current = ActiveManager()

    def __str__(self):
        return self.name

    @property
    def initials(self):
        return "".join(part[0] for part in self.name.split())

    def rename(self, name):
        self.name = name
        self.save(update_fields=["name"])


class Tag(models.Model):
    slug = models.SlugField(unique=True)

    def __str__(self):
        return f"#{self.slug}"


class Book(models.Model):
    GENRES = [("f", "Fiction"), ("n", "Non-fiction")]

    title = models.CharField(max_length=100)
    author = models.ForeignKey(Author, models.CASCADE)
    editors = models.ManyToManyField(Author, related_name="edited", blank=True)
    tags = models.ManyToManyField(Tag, through="Tagging", related_name="books")
    genre = models.CharField(max_length=1, choices=GENRES, default="f")
    price = models.DecimalField(max_digits=6, decimal_places=2, default=0)
    pages = models.PositiveIntegerField(default=0)
    rating = models.FloatField(null=True)
    published = models.DateTimeField(null=True)
    data = models.JSONField(default=dict, null=True)

    class Meta:
        ordering = ["title"]
        get_latest_by = "published"

    def __str__(self):
        return self.title

    def save(self, *args, **kwargs):
        self.title = self.title.strip()
        super().save(*args, **kwargs)


class Tagging(models.Model):
    book = models.ForeignKey(Book, models.CASCADE)
    tag = models.ForeignKey(Tag, models.CASCADE)
    weight = models.IntegerField(default=1)

    class Meta:
        unique_together = [("book", "tag")]


class Review(models.Model):
    book = models.ForeignKey(
        Book, models.CASCADE, related_name="reviews", related_query_name="review"
    )
    stars = models.SmallIntegerField()
    text = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(stars__gte=1, stars__lte=5), name="stars_range"
            )
        ]


class Loan(models.Model):
    book = models.ForeignKey(Book, models.PROTECT, related_name="loans")
    until = models.DateField()
    length = models.DurationField(default=datetime.timedelta(days=14))
    at = models.TimeField(default=datetime.time(9, 30))


class Profile(models.Model):
    author = models.OneToOneField(Author, models.CASCADE, primary_key=True)
    site = models.URLField(default="https://example.com/")


class Category(models.Model):
    name = models.CharField(max_length=30)
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="children"
    )
    similar = models.ManyToManyField("self")
    fallback = models.ForeignKey(
        "self", models.RESTRICT, null=True, related_name="+"
    )

    def __str__(self):
        return self.name


class Token(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    label = models.CharField(max_length=10, db_column="tag_label", blank=True)
    secret = models.BinaryField(null=True)
    address = models.GenericIPAddressField(null=True)


class Stamp(models.Model):
    created = models.DateTimeField(auto_now_add=True)
    updated = models.DateTimeField(auto_now=True)
    day = models.DateField(auto_now_add=True)
    count = models.IntegerField(default=0)


class Place(models.Model):
    name = models.CharField(max_length=30)
    city = models.CharField(max_length=30, blank=True)


class Branch(Place):
    shelves = models.IntegerField(default=0)
    books = models.ManyToManyField(Book)


class Base(models.Model):
    note = models.CharField(max_length=20, default="none")

    class Meta:
        abstract = True

    def shout(self):
        return self.note.upper()


class Memo(Base):
    order = models.IntegerField(db_index=True)

    class Meta(Base.Meta):
        ordering = ["-order"]


class Draft(Book):
    class Meta:
        proxy = True
        ordering = ["-pages"]

    def thick(self):
        return self.pages > 300


def even(value):
    if value % 2:
        raise ValidationError("%(value)s is odd", code="odd", params={"value": value})


class Ticket(models.Model):
    code = models.SlugField(max_length=5, unique=True, error_messages={"unique": "Taken!", "blank": "Say it"})
    seat = models.PositiveSmallIntegerField(validators=[even], null=True, blank=True)
    row = models.CharField(max_length=2, choices=[("a", "A"), ("b", "B")], blank=True)
    day = models.DateField()
    title = models.CharField(max_length=20, unique_for_date="day", unique_for_year="day")
    price = models.DecimalField(max_digits=4, decimal_places=2, default=0)
    sold = models.BooleanField(default=False)
    book = models.ForeignKey(Book, models.SET_NULL, null=True, blank=True)
    scan = models.FileField(upload_to="scans", null=True)
    double = models.GeneratedField(expression=models.F("seat") * 2, output_field=models.IntegerField(), db_persist=True)

    class Meta:
        unique_together = [("row", "seat")]
        constraints = [
            models.CheckConstraint(condition=models.Q(price__gte=0) | models.Q(sold=False), name="price_when_sold"),
            models.CheckConstraint(condition=models.Q(double__lt=100), name="few_seats", violation_error_message="%(name)s: too many", violation_error_code="many"),
            models.UniqueConstraint(fields=["book"], condition=models.Q(sold=True), name="sold_once"),
            models.UniqueConstraint(fields=["title", "price"], name="title_price"),
            models.UniqueConstraint(Lower("title"), models.F("row").desc(), name="title_in_row"),
        ]

    def clean(self):
        if self.title == "bad":
            raise ValidationError({"title": ["Bad title", "Really"], "row": ValidationError("Wrong row", code="row")})
        if self.title == "worse":
            raise ValidationError("Worse")


class Pass(Ticket):
    holder = models.CharField(max_length=10, unique=True)
