from django.db.models.signals import m2m_changed, post_delete, pre_delete
from django.dispatch import receiver

from .models import Experiment, Person

changes = []


@receiver(m2m_changed, sender=Experiment.people.through)
def people_changed(sender, instance, action, reverse, model, pk_set, using, **kwargs):
    keys = None if pk_set is None else sorted(pk_set)
    changes.append((action, str(instance), reverse, model.__name__, keys, using))


@receiver([pre_delete, post_delete], sender=Person, dispatch_uid="people")
def person_deleted(sender, instance, origin, **kwargs):
    changes.append((sender.__name__, instance.pk, type(origin).__name__))
