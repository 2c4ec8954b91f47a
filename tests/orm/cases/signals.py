from lab.apps import heard

from lab.receivers import changes

from django.db.models.signals import *

import copy

def told():
    seen = list(changes)
    changes.clear()
    for one in seen:
        print(one)

heard.clear(); room = Room.objects.create(name="Hall"); room.save(); heard

Room.objects.update(floor=1), Room.objects.bulk_create([Room(name="bulk")]), heard

from django.apps import apps

apps.get_app_config("lab").label, type(apps.get_app_config("lab")).__name__, apps.get_app_config("lab").verbose_name, apps.get_app_config("lab").module.__name__, apps.is_installed("lab"), apps.get_app_config("lab").name

changes.clear(); light = Experiment.objects.get(name="Light"); light.people.add(3, 4); told()

light.people.add(3); told()

light.people.remove(3, 99); told()

light.people.set([1, 4]); told()

light.people.set([2, 3], clear=True); told()

light.people.clear(); told()

ann = Person.objects.get(name="Ann"); ann.experiments.add(light); told(); ann.experiments.set([]); told()

light.people.create(name="Eve"); told()

Person.objects.get(name="Eve").delete(); told()

Person.objects.create(name="Zed").delete(), changes[-1]; told()

calls = []

def note(sender, **kwargs):
    calls.append((sender.__name__, sorted(key for key in kwargs if key != "signal"), kwargs.get("created"), kwargs.get("raw"), kwargs.get("update_fields")))

for signal in (pre_init, post_init, pre_save, post_save, pre_delete, post_delete):
    signal.connect(note, sender=Tag)

tag = Tag(slug="sig"); tag.save(); tag.save(update_fields=["slug"]); tag.delete(); len(calls), calls

calls.clear(); Tag.objects.get(slug="sea"); Tag.objects.filter(slug="sea").update(slug="ocean"); calls

calls.clear(); Tag.objects.bulk_create([Tag(slug="b1"), Tag(slug="b2")]); calls

calls.clear(); Tag.objects.filter(slug__startswith="b").delete(); [c[:2] for c in calls]

pre_save.disconnect(note, sender=Tag), pre_save.disconnect(note, sender=Tag), pre_save.has_listeners(Tag), post_save.has_listeners(Tag)

post_save.connect("x")

post_save.connect(lambda: None)

class Listener:
    def __call__(self, sender, instance, **kwargs):
        print("called", instance)
    def method(self, sender, instance, **kwargs):
        print("method", instance)

post_save.disconnect(sender=Tag, dispatch_uid="m"), post_save.disconnect(listener, sender=Tag)

from django.dispatch import Signal, receiver

done = Signal()

@receiver(done)
def on_done(sender, **kwargs):
    return sorted(kwargs)

done.send(sender=None, a=1)[0][1], done.send_robust(sender="x", b=2)[0][1], done.has_listeners()

@receiver(done)
def fails(sender, **kwargs):
    raise ValueError("no")

[type(result).__name__ for _, result in done.send_robust(None)]

done.send(None)

def lazily(sender, instance, **kwargs):
    print("lazy", instance)

pre_save.connect(lazily, sender="library.Country")

pre_save.connect(lazily, sender="nonsense")

def stop(sender, instance, **kwargs):
    if instance.slug == "stop":
        raise RuntimeError("stopped")

pre_save.connect(stop, sender=Tag); Tag.objects.create(slug="stop")

Tag.objects.filter(slug="stop").exists(), class_prepared.__class__.__name__, m2m_changed.__class__.__name__
