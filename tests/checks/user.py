# apps: ["django.contrib.contenttypes", "django.contrib.auth"]
# settings: AUTH_USER_MODEL = "app.User"
from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class User(AbstractBaseUser):
    name = models.CharField(max_length=5)

    USERNAME_FIELD = "name"
    REQUIRED_FIELDS = ["name"]

    def is_anonymous(self):
        return False


class Thing(models.Model):
    class Meta:
        verbose_name = "thing" * 60
        permissions = [
            ("add_thing", "Adds"),
            ("paint", "Paints"),
            ("paint", "Paints again"),
            ("p" * 101, "n" * 256),
        ]
