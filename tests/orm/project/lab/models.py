import datetime

from django.contrib.contenttypes.fields import GenericForeignKey, GenericRelation
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce, Lower, Now, Upper

from .fields import WordsField


class LabeledQuerySet(models.QuerySet):
    def labeled(self, label):
        return self.filter(labels__label=label).distinct()


class BaseManager(models.Manager):
    def get_queryset(self):
        return super().get_queryset().exclude(name="hidden")

    def get_by_natural_key(self, name):
        return self.get(name=name)


LabeledManager = BaseManager.from_queryset(LabeledQuerySet)


class Label(models.Model):
    label = models.SlugField()
    content_type = models.ForeignKey(ContentType, models.CASCADE)
    object_id = models.PositiveIntegerField()
    item = GenericForeignKey()

    def __str__(self):
        return self.label


class Named(models.Model):
    name = models.CharField("the name", max_length=30, error_messages={"blank": "Name it"})
    objects = LabeledManager()

    class Meta:
        abstract = True
        ordering = ("name",)

    def __str__(self):
        return self.name

    def natural_key(self):
        return (self.name,)

    def get_absolute_url(self):
        return f"/{self._meta.model_name}/{self.pk}/"


class Room(Named):
    class Floor(models.IntegerChoices):
        GROUND = 0
        FIRST = 1, "First floor"
        __empty__ = "Nowhere"

    floor = models.IntegerField(choices=Floor, null=True, blank=True)
    doors = models.JSONField(default=list, blank=True)
    plan = models.FileField(upload_to="plans/%Y", blank=True)
    labels = GenericRelation(Label)


class Person(Named):
    class Role(models.TextChoices):
        STUDENT = "st", "Student"
        STAFF = "sf", "Member of staff"

    role = models.CharField(max_length=2, choices=Role.choices, default=Role.STUDENT)
    boss = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="team")
    friends = models.ManyToManyField("self", blank=True)
    mentors = models.ManyToManyField("self", symmetrical=False, through="Mentoring", through_fields=("junior", "senior"), related_name="juniors")
    room = models.ForeignKey(Room, models.DO_NOTHING, null=True, db_constraint=False)
    skills = WordsField(default=list, blank=True)
    labels = GenericRelation(Label, related_query_name="person")


class Mentoring(models.Model):
    junior = models.ForeignKey(Person, models.CASCADE, related_name="as_junior")
    senior = models.ForeignKey(Person, models.CASCADE, related_name="as_senior")
    since = models.DateField(default=datetime.date(2020, 1, 1))
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")


class Device(Named):
    serial = models.CharField(max_length=10, unique=True)

    class Meta:
        ordering = [Lower("name").desc(), "pk"]


class Sensor(Device):
    minimum = models.IntegerField(default=0)
    maximum = models.IntegerField(default=100)

    class Meta:
        ordering = [F("maximum").desc(nulls_last=True)]


class Camera(Sensor):
    lens = models.CharField(max_length=10, blank=True)


class Experiment(Named):
    people = models.ManyToManyField(Person, related_name="experiments", related_query_name="experiment")
    device = models.ForeignKey(Device, models.PROTECT, to_field="serial", null=True)
    room = models.ForeignKey(Room, models.SET_DEFAULT, default=1)
    start = models.DateTimeField(null=True)
    end = models.DateTimeField(null=True)
    day = models.DateField(null=True)
    at = models.TimeField(null=True)
    lasts = models.DurationField(null=True)
    score = models.DecimalField(max_digits=8, decimal_places=3, null=True)
    ratio = models.FloatField(default=0.5)
    code = models.CharField(max_length=20, db_default="none")
    made = models.DateTimeField(db_default=Now())
    tag = models.GeneratedField(expression=Upper("name"), output_field=models.CharField(max_length=30), db_persist=True)

    class Meta:
        ordering = ["start", "-pk"]
        get_latest_by = ["start", "-pk"]


class Result(models.Model):
    experiment = models.ForeignKey(Experiment, models.CASCADE, related_name="results")
    value = models.IntegerField()
    note = models.CharField(max_length=20, null=True)
    extra = models.JSONField(null=True)

    class Meta:
        order_with_respect_to = "experiment"

    def __str__(self):
        return f"{self.value}"


class Line(models.Model):
    pk = models.CompositePrimaryKey("order", "number")
    order = models.IntegerField()
    number = models.IntegerField()
    text = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(order__gt=0), name="line_positive"),
        ]


def scan_path(instance, filename):
    return f"scans/{instance.name}/{filename}"


class Scan(models.Model):
    name = models.CharField(max_length=10)
    file = models.FileField(upload_to=scan_path, storage=FileSystemStorage(location="/media", base_url="/m/"), null=True)
    other = models.FileField(upload_to="others", default="others/none.txt", max_length=40)
