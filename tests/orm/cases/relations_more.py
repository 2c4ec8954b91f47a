from django.db.models import *

from django.db.models.functions import *

from django.contrib.contenttypes.models import ContentType

Label.objects.order_by("pk").values_list("label", "content_type__model", "object_id"), [l.item for l in Label.objects.order_by("pk")]

ann = Person.objects.get(name="Ann"); ann.labels.all(), ann.labels.count(), ann.labels.create(label="made"), ann.labels.values_list("label", flat=True).order_by("pk")

Label.objects.filter(item=ann)

Label.objects.filter(content_type=ContentType.objects.get_for_model(ann), object_id=ann.pk).count(), ContentType.objects.get_for_model(Room), ContentType.objects.get_by_natural_key("lab", "room").model_class(), ContentType.objects.get_for_models(Room, Person).keys() == {Room, Person}

ContentType.objects.get_for_model(Room).get_object_for_this_type(name="Attic"), ContentType.objects.get(app_label="lab", model="line").name, str(ContentType.objects.get_for_id(1)), ContentType.objects.get_for_model(Draft), ContentType.objects.get_for_model(Draft, for_concrete_model=False)

label = Label(label="x", item=ann); label.content_type, label.object_id, label.item is ann, label.save(), label.pk is not None

label.item = None; label.content_type, label.object_id

label.object_id = 999; label.item is None

with_items = Label.objects.prefetch_related("item").order_by("pk"); [l.item for l in with_items][:3]

[[l.label for l in p.labels.all()] for p in Person.objects.prefetch_related("labels")]

ann.labels.add(Label.objects.get(label="warm")); Label.objects.get(label="warm").item

ann.labels.remove(Label.objects.get(label="warm")); Label.objects.filter(label="warm").count()

ann.labels.set([Label(label="fresh")])

ann.labels.set([Label.objects.create(label="fresh", item=ann)]); ann.labels.all()

ann.labels.get_or_create(label="fresh")[1], ann.labels.update_or_create(label="fresh2")[1], ann.labels.filter(label__startswith="f").update(label="upd"), ann.labels.clear(), ann.labels.count()

Label.objects.filter(label__in=["bye", "keen", "new"]).count()

Person.objects.get(name="Bob").boss, Person.objects.get(name="Ann").team.all(), Person.objects.filter(boss__name="Ann"), Person.objects.filter(team__name="Dan"), Person.objects.filter(boss__boss=ann), Person.objects.filter(boss=None)

bob = Person.objects.get(name="Bob"); bob.friends.all(), ann.friends.all(), bob.friends.add(Person.objects.get(name="Dan")), Person.objects.get(name="Dan").friends.all()

bob.friends.remove(ann), ann.friends.all(), Person.objects.filter(friends=bob)

bob.mentors.all(), ann.juniors.all(), bob.as_junior.all(), Person.objects.filter(mentors=ann), Person.objects.filter(juniors__name="Bob"), Person.objects.filter(as_senior__since__year=2021)

bob.mentors.add(Person.objects.get(name="Dan"), through_defaults={"by": ann}); Mentoring.objects.filter(junior=bob).values_list("senior__name", "since", "by__name").order_by("pk")

lamp = Device.objects.get(serial="L1"); Experiment.objects.filter(device=lamp), lamp.experiment_set.all(), Experiment.objects.filter(device="L1"), Experiment.objects.filter(device__name="Lamp"), Experiment.objects.get(pk=1).device_id, Experiment.objects.filter(device__in=[lamp]), Experiment.objects.filter(device_id__in=["M1", "E1"]).count()

lamp.delete()

Device.objects.all(), Sensor.objects.all(), Camera.objects.all(), str(Sensor.objects.all().query)

str(Camera.objects.all().query)

Device.objects.get(serial="E1").sensor.camera, Device.objects.get(serial="M1").sensor

Device.objects.get(serial="L1").sensor

Device.objects.filter(sensor__camera__lens="wide"), Device.objects.filter(sensor__isnull=True), Device.objects.select_related("sensor__camera").order_by("pk")[0]

str(Device.objects.select_related("sensor").order_by("pk").query)

eye = Camera.objects.get(); eye.pk, eye.id, eye.device_ptr_id, eye.sensor_ptr_id, eye.sensor_ptr, eye.device_ptr, eye.name, eye.maximum

eye.name = "Eye2"; eye.maximum = 1; eye.lens = "long"; eye.save(); Device.objects.get(serial="E1").name, Sensor.objects.get(serial="E1").maximum

Camera.objects.filter(name="Eye2", maximum=1).update(name="Eye3", lens="x"), Device.objects.get(serial="E1").name, Sensor.objects.update(maximum=F("maximum") + 1), Camera.objects.values("name", "maximum", "lens")

Camera.objects.filter(pk=eye.pk).update(maximum=F("minimum") + 5), Camera.objects.update(lens=F("name"))

Sensor.objects.create(device_ptr=Device.objects.get(serial="L1"), name="Lamp", serial="L1").pk, Device.objects.count()

Sensor(device_ptr_id=1, minimum=7).save_base(raw=True), Sensor.objects.get(pk=1).minimum, Device.objects.get(pk=1).name

eye.delete()

Device.objects.filter(serial="E1").count()

Sensor.objects.get(pk=1).delete(keep_parents=True), Device.objects.filter(pk=1).exists()

Sensor.objects.bulk_create([Sensor(name="b", serial="b")])

light.set_result_order([3, 1, 2]); light.get_result_order(), Result.objects.get(pk=3).get_next_in_order(), Result.objects.get(pk=1).get_previous_in_order(), Result._meta.get_field("_order"), Result._meta.ordering

Result.objects.get(pk=3).get_previous_in_order()

light.results.create(value=77)._order, light.results.last(), str(Result.objects.all().query)

Line(order=0, number=0, text="x").full_clean()

Line(order=1, number=1, text="x").full_clean()

Line(order=3, number=1, text="x").full_clean()

Line.objects.create(order=0, number=-1)

Experiment.objects.select_related("device", "room").get(pk=1).device, Person.objects.select_related("boss__boss").get(name="Dan").boss.boss, Person.objects.select_related("boss", "room").order_by("pk")[0].boss

str(Person.objects.select_related("boss__room").only("name", "boss__name", "boss__room__name").query)

Person.objects.select_related("friends")

list(Person.objects.select_related("friends"))

list(Person.objects.select_related("nothing"))

list(Person.objects.select_related("boss__nothing"))

rooms = Room.objects.prefetch_related(Prefetch("experiment_set", queryset=Experiment.objects.filter(ratio__gt=0).order_by("name"), to_attr="good")); [(r.name, r.good) for r in rooms]

people = Person.objects.prefetch_related(Prefetch("experiments", queryset=Experiment.objects.prefetch_related(Prefetch("results", to_attr="found")), to_attr="work")); [(p.name, [(e.name, e.found) for e in p.work]) for p in people][:2]

[[f.name for f in p.friends.all()] for p in Person.objects.prefetch_related("friends", "mentors", "team__team")]

Person.objects.prefetch_related("nothing")

list(Person.objects.prefetch_related("nothing"))

list(Person.objects.prefetch_related("name"))

Room.objects.prefetch_related("person_set", Prefetch("person_set", queryset=Person.objects.none()))

list(Room.objects.prefetch_related("person_set", Prefetch("person_set", queryset=Person.objects.none())))

Prefetch("experiments", queryset=Experiment.objects.values("name"))

Prefetch("experiments", queryset=Experiment.objects.raw("x")) and 1

from django.db.models import prefetch_related_objects

some = list(Room.objects.order_by("pk")); prefetch_related_objects(some, "person_set"); [r.person_set.all() for r in some], "person_set" in some[0]._prefetched_objects_cache

[(r.name, [p.name for p in r.person_set.all()[:1]]) for r in Room.objects.prefetch_related(Prefetch("person_set", Person.objects.order_by("-name")[:1]))]

from django.db.models import FilteredRelation

Room.objects.annotate(good=FilteredRelation("experiment", condition=Q(experiment__ratio__gt=0))).filter(good__name="Light")

Room.objects.annotate(good=FilteredRelation("experiment", condition=Q(experiment__ratio__gt=0))).values_list("name", "good__name").order_by("name", "good__name")

str(Room.objects.annotate(good=FilteredRelation("experiment", condition=Q(experiment__ratio__gt=0))).filter(good__name="Light").query)

Room.objects.annotate(good=FilteredRelation("experiment", condition=Q(experiment__ratio__gt=0))).annotate(n=Count("good")).values_list("name", "n")

str(Room.objects.annotate(good=FilteredRelation("experiment", condition=~Q(experiment__name="Heat") | Q(experiment__code="x"))).values("good").query)

Room.objects.annotate(good=FilteredRelation("experiment")).filter(good__isnull=True)

Room.objects.annotate(good=FilteredRelation(""))

Room.objects.annotate(good=FilteredRelation("experiment", condition=5))

Room.objects.annotate(good=FilteredRelation("experiment__nothing"))

Room.objects.annotate(name=FilteredRelation("experiment"))

Room.objects.annotate(good__x=FilteredRelation("experiment"))

Experiment.objects.annotate(high=FilteredRelation("results", condition=Q(results__value__gt=4))).filter(high__isnull=False).annotate(n=Sum("high__value")).values_list("name", "n").order_by("name")

repr(FilteredRelation("a", condition=Q(b=1)))
