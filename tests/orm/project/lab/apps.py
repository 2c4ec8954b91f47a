from django.apps import AppConfig
from django.db.models.signals import post_save

heard = []


class LabConfig(AppConfig):
    name = "lab"
    default_auto_field = "django.db.models.AutoField"

    def ready(self):
        from . import receivers  # noqa: F401

        post_save.connect(listen, sender=self.get_model("Room"))


def listen(sender, instance, created, **kwargs):
    heard.append((sender.__name__, instance.pk, created))
