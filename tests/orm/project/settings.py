SECRET_KEY = "tests"
INSTALLED_APPS = ["django.contrib.contenttypes", "library", "lab"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "db.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TIME_ZONE = "UTC"
MEDIA_URL = "/media/"
MEDIA_ROOT = "/srv/media"
