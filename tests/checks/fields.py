import datetime

from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Collate, Lower


class Validated(models.Model):
    number = models.IntegerField(validators=[1, "two", None])
    callable = models.IntegerField(validators=[print])


class Removed(models.Model):
    address = models.IPAddressField()
    flag = models.NullBooleanField()
    numbers = models.CommaSeparatedIntegerField(max_length=9)


class Generated(models.Model):
    number = models.IntegerField()
    text = models.GeneratedField(expression=F("number"), output_field=models.CharField(max_length=-1), db_persist=True)
    integer = models.GeneratedField(expression=F("number"), output_field=models.IntegerField(max_length=2), db_persist=True)


class Defaults(models.Model):
    column = models.IntegerField(db_default=F("id"))
    collated = models.CharField(max_length=5, db_default=Collate(Value("a"), "nocase"))
    lowered = models.CharField(max_length=5, db_default=Lower(Value("A")))
    plain = models.DateField(db_default=datetime.date(2024, 1, 1))


class Judged(models.Model):
    one = models.IntegerField(validators=[True, [1, "a"]])
    groups = models.IntegerField(choices=[("a", [("b", [("c", "d")])])])
    more = models.IntegerField(choices=[("a", [("b", [])])])
    fine = models.CharField(max_length=3, choices=[("group", [("a", "b"), ("abcd", "b")])])
