names = lambda model, **options: [(type(it).__name__, it.name, it.model.__name__) for it in model._meta.get_fields(**options)]

names(Book)

names(Book, include_hidden=True)

names(Author)

names(Branch)

names(Branch, include_parents=False)

names(Place)

names(Draft)

names(Draft, include_parents=False)

names(Category)

names(Category, include_hidden=True)

names(Person)

names(Person, include_hidden=True)

names(Room)

names(Label)

names(Camera)

names(Sensor)

names(Device)

names(Camera, include_parents=False)

names(Experiment)

names(Line)

[str(it) for it in Person._meta.get_fields()]

[it for it in Label._meta.get_fields()]

Person._meta.private_fields, Label._meta.private_fields, Camera._meta.private_fields

[(it.name, it.is_relation, it.many_to_many, it.one_to_many, it.many_to_one, it.one_to_one, it.auto_created, it.concrete) for it in Person._meta.get_fields()]

from django.core.exceptions import ValidationError

from django.db.models.expressions import DatabaseDefault

experiment = Experiment(name="New", ratio=1)

type(experiment.code), type(experiment.made), isinstance(experiment.code, DatabaseDefault)

experiment.full_clean(exclude=["tag"])

try:
    experiment.full_clean()
except ValidationError as error:
    print(error.message_dict)

experiment.code.expression

experiment.save()

experiment.code, type(experiment.made).__name__

experiment.tag

Experiment.objects.bulk_create([Experiment(name="Bulk"), Experiment(name="Other", code="own")])

list(Experiment.objects.filter(name__in=["Bulk", "Other"]).order_by("name").values_list("name", "code"))

{ann, bob, cyd, dan} if False else len(set(Person.objects.all()))

print(set(Person.objects.order_by("-pk")))

print(set(Book.objects.order_by("-pk")), frozenset(Book.objects.all()[:2]))

{book: book.pk for book in set(Book.objects.order_by("title"))}

print(set(Author.objects.values_list("pk", flat=True)), set(Author.objects.values_list("name", flat=True)))

list(set(Tag.objects.all()) & set(Tag.objects.filter(books__isnull=False)))

list(set(Tag.objects.all()) - set(Tag.objects.filter(books__isnull=False)))

set(Book.objects.all()) == set(reversed(Book.objects.all()))

Author.objects.get(name="Jon Fosse").book_set.get().delete()

Book.objects.all().delete()

Device.objects.all().delete()
