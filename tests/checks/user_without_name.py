# apps: ["django.contrib.contenttypes", "django.contrib.auth"]
# settings: AUTH_USER_MODEL = "app.User"
from django.contrib.auth.base_user import AbstractBaseUser


class User(AbstractBaseUser):
    pass
