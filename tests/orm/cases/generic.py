from django.db.models import *

from django.contrib.contenttypes.models import ContentType

show = lambda queryset: print(queryset.query, list(queryset), sep="\n")

show(Person.objects.filter(labels__label="new"))

show(Person.objects.filter(labels__label__in=["new", "keen", "head"]).distinct())

show(Person.objects.filter(labels__label__startswith="k", labels__object_id__gt=1))

show(Person.objects.filter(labels__label="new").filter(labels__label="keen"))

show(Person.objects.filter(labels__isnull=True))

show(Person.objects.filter(labels__isnull=False).distinct())

show(Person.objects.filter(Q(labels__label="new") | Q(name="Bob")))

show(Person.objects.exclude(labels__label="new"))

show(Person.objects.exclude(labels__isnull=True))

show(Person.objects.exclude(Q(labels__label="new") | Q(labels__label="head")))

show(Person.objects.filter(~Q(labels__label="new"), name__contains="n"))

show(Room.objects.filter(labels__label="warm"))

show(Person.objects.filter(room__labels__label="warm"))

show(Person.objects.filter(team__labels__label="new"))

show(Person.objects.exclude(room__labels__label="warm"))

show(Person.objects.annotate(n=Count("labels")).values_list("name", "n"))

show(Person.objects.annotate(n=Count("labels", filter=Q(labels__label__startswith="n"))).filter(n__gt=0).values_list("name", "n"))

show(Person.objects.annotate(n=Count("labels", distinct=True), e=Count("experiments", distinct=True)).order_by("-n", "name").values_list("name", "n", "e"))

show(Person.objects.annotate(first=Min("labels__label")).values_list("name", "first"))

show(Person.objects.order_by("labels__label", "name"))

show(Person.objects.order_by("-labels__pk", "name"))

show(Person.objects.values("name", "labels__label").order_by("name", "labels__label"))

show(Person.objects.values_list("labels", flat=True).order_by("labels"))

show(Person.objects.values("labels__label", "room__labels__label").order_by("name", "labels__label"))

show(Label.objects.filter(person__name="Cyd").order_by("pk"))

show(Label.objects.filter(person__room__name="Attic").order_by("pk"))

show(Label.objects.filter(person__isnull=True).order_by("pk"))

show(Label.objects.filter(person=3).order_by("pk"))

show(Label.objects.filter(person=Person.objects.get(name="Cyd")).order_by("pk"))

show(Label.objects.filter(person__in=Person.objects.filter(boss__isnull=False)).order_by("pk"))

show(Label.objects.exclude(person__name="Cyd").order_by("pk"))

show(Label.objects.values_list("label", "person__name").order_by("pk"))

show(Label.objects.annotate(n=Count("person__team")).values_list("label", "n").order_by("pk"))

show(Person.objects.filter(labels=Label.objects.get(label="keen")))

show(Person.objects.filter(labels__in=Label.objects.filter(label__contains="e")).distinct())

show(Person.objects.filter(labels__in=[3, 4]).distinct())

show(Person.objects.filter(labels=3))

show(Person.objects.filter(labels__content_type__model="person").distinct())

show(Person.objects.filter(Exists(Label.objects.filter(object_id=OuterRef("pk"), content_type__model="person", label="new"))))

show(Person.objects.annotate(f=FilteredRelation("labels", condition=Q(labels__label="new"))).filter(f__isnull=False))

Person.objects.filter(labels__nope=1)

Label.objects.filter(room__name="Attic")

Person.objects.select_related("labels")

Person.objects.aggregate(Count("labels"), Max("labels__label"))

Person.objects.filter(labels__label="new").update(role="sf"), Person.objects.get(name="Cyd").role

Person.objects.filter(labels__label="new").count(), Person.objects.filter(labels__label="new").exists(), Person.objects.filter(labels__label="x").first()

Person.objects.labeled("new"), Room.objects.labeled("warm")

cyd = Person.objects.get(name="Cyd"); show(cyd.labels.all())

show(cyd.labels.filter(label="new"))

show(cyd.labels.exclude(label="new").order_by("label"))

cyd.labels.values_list("label", flat=True), cyd.labels.count(), cyd.labels.first(), cyd.labels.exists(), cyd.labels.aggregate(Count("pk"))

cyd.labels.create(label="fresh"), cyd.labels.get(label="fresh").item, cyd.labels.update(label="x"), cyd.labels.count()

cyd.labels.get(label="nope")

cyd.labels.all().delete(), cyd.labels.count()

[(p.name, [l.label for l in p.labels.all()]) for p in Person.objects.prefetch_related("labels")]

[(l.label, l.item) for l in Label.objects.prefetch_related("item").order_by("pk")]

Person.objects.prefetch_related(Prefetch("labels", Label.objects.filter(label="head"), to_attr="heads")).get(name="Ann").heads

Person.objects.prefetch_related("labels__content_type").get(name="Ann").labels.all()[0].content_type

Person._meta.get_field("labels"), Person._meta.private_fields, Label._meta.get_field("item"), Label._meta.private_fields

Person._meta.get_field("labels").name, Person._meta.get_field("labels").related_model, Label._meta.get_field("item").ct_field, Label._meta.get_field("item").fk_field

Label.item, Person.labels

Label.objects.create(label="y", content_type=ContentType.objects.get_for_model(Room), object_id=1).item

Label(label="z", item=Room.objects.first()).content_type.model

Label(label="z", item=None).item

Label(label="z", item=Room(name="unsaved")).object_id

Label.objects.filter(label="y").update(object_id=99), Label.objects.get(label="y").item

Label(label="z", item=5)

Room.objects.filter(labels__label="y").delete()

Room.objects.get(name="Attic").labels.all().delete()

Person.objects.filter(name="Ann").delete()

Label.objects.count()
