from django.db.models import *

from django.db import models

from lab.fields import *

Result.objects.filter(value__ne=8).values_list("pk", flat=True), Experiment.objects.filter(name__ne="Heat"), Person.objects.filter(room__name__ne="Attic"), str(Result.objects.filter(value__ne=8).order_by().values("pk").query)

Result.objects.filter(value__size=4), Result.objects.filter(value__size__gt=4), str(Result.objects.filter(value__size__lt=4).order_by().values("pk").query), Result.objects.order_by("value__size", "pk").values_list("value", flat=True), Result.objects.annotate(s=F("value__size")).values_list("s", flat=True)

Result.objects.exclude(value__ne=8), Result.objects.filter(~Q(value__ne=8) | Q(value__size=4)), Result.objects.filter(value__ne=F("pk")).count()

Experiment.objects.filter(name__shout="light"), str(Experiment.objects.filter(name__shout="light").order_by().values("pk").query), Experiment.objects.filter(name__shout__startswith="h")

Experiment.objects.filter(name__initial="V"), Experiment.objects.values_list("name__initial", flat=True).order_by("pk"), str(Experiment.objects.filter(name__initial__in=["V", "H"]).order_by().values("name__initial").query), Experiment.objects.filter(name__length=4), Experiment.objects.values("name__initial").annotate(n=Count("pk")).order_by("name__initial")

Result.objects.filter(value__shout=1)

Result.objects.filter(note__nothing=1)

Result.objects.filter(value__size__nothing=1)

Result.objects.filter(value__ne__gt=1)

"ne" in Result._meta.get_field("value").get_lookups(), Result._meta.get_field("value").get_lookup("ne"), Result._meta.get_field("value").get_transform("size"), Result._meta.get_field("value").get_lookup("nothing"), IntegerField.get_lookups()["size"]

class Mult(Lookup):
    lookup_name = "multiple"
    prepare_rhs = False

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return "%s %%%% %s = 0" % (left, right), left_params + right_params

IntegerField.register_lookup(Mult); Result.objects.filter(value__multiple=4).values_list("value", flat=True), str(Result.objects.filter(value__multiple=4).values("pk").query)

class Near(models.lookups.Exact):
    lookup_name = "near"

    def get_prep_lookup(self):
        return int(self.rhs) + 1

IntegerField.register_lookup(Near); Result.objects.filter(value__near=7).values_list("value", flat=True)

class Starts(models.lookups.StartsWith):
    lookup_name = "begins"

CharField.register_lookup(Starts, "begin"); Result.objects.filter(note__begin="wa"), str(Result.objects.filter(note__begin="w%").values("pk").query)

with_lookup = CharField.register_lookup

IntegerField._unregister_lookup(Near); Result.objects.filter(value__near=7)

class Even(Transform):
    lookup_name = "even"
    output_field = BooleanField()

    def as_sql(self, compiler, connection):
        sql, params = compiler.compile(self.lhs)
        return f"({sql} %%%% 2 = 0)", params

IntegerField.register_lookup(Even); Result.objects.filter(value__even=True).count(), Result.objects.filter(value__even=False).count(), Result.objects.annotate(e=Even("value")).values_list("e", flat=True)

ann = Person.objects.get(name="Ann"); ann.skills, type(ann.skills), Person.objects.values_list("skills", flat=True), Person.objects.filter(skills=["maths"]), Person.objects.filter(skills="maths"), Person.objects.filter(skills__contains="laser")

ann.skills.append("chess"); ann.save(); ann.refresh_from_db(); ann.skills

Person(name="x", skills=5).full_clean()

p = Person(name="x", skills="a,b", room_id=1); p.full_clean(); p.skills

Person.objects.create(name="y").skills, Person.objects.filter(name="y").update(skills=["q", "r"]), Person.objects.get(name="y").skills

Person._meta.get_field("skills").deconstruct(), WordsField(separator=";").deconstruct(), Person._meta.get_field("skills").value_to_string(ann)

ann.get_role_display(), Person(role="zz").get_role_display(), Room(floor=1).get_floor_display(), Room(floor=None).get_floor_display(), Room(floor=0).get_floor_display(), Person.Role.STAFF.label, Person.Role("sf"), Person.Role.choices, Room.Floor.choices, ann.role == Person.Role.STAFF, Room.Floor.names

ann.get_absolute_url(), ann.natural_key(), str(ann), repr(ann), ann == Person.objects.get(pk=1), ann == Device(pk=1), Person() == Person(), hash(ann) == hash(1), ann in {ann}, {ann: 1}[Person.objects.get(pk=1)]

hash(Person())

Person.objects.all() == Person.objects.all(), Draft.objects.first() == Book.objects.get(pk=Draft.objects.first().pk), ann != None

Person(name="").full_clean()

Person(name="x" * 31, role="zz").full_clean()

Room(name="a", floor=7, doors="x").full_clean()

Result(value="abc", experiment_id=1).full_clean()

e.save(); e.code, e.tag, type(e.made).__name__

Experiment.objects.create(name="second").tag, Experiment.objects.bulk_create([Experiment(name="third"), Experiment(name="fourth", code="c")])[0].code, Experiment.objects.filter(name__in=["third", "fourth"]).values_list("code", "tag").order_by("pk")

e.name = "Renamed"; e.save(); e.tag, e.refresh_from_db(), e.tag

Experiment(tag="x")

Experiment.objects.create(name="z", tag="y").tag

Experiment.objects.filter(pk=e.pk).update(name="Upd"), Experiment.objects.get(pk=e.pk).tag

Person.objects.get(name="nobody")

Person.objects.get(pk__gt=0)

Person.DoesNotExist, Person.MultipleObjectsReturned, issubclass(Person.DoesNotExist, ObjectDoesNotExist) if "ObjectDoesNotExist" in globals() else None

Person.objects.get(boss__name="Ann", room=1), Person.objects.filter(room__experiment__device__serial="L1").distinct()

Person(nme="x")

Person("1", "2", "3", "4", "5", "6", "7")

Person(1, name="x", id=2)

Person(1, "x", boss=ann).boss_id, Person(boss_id=1).boss, Person(boss=None).boss

Person(boss=Room())

ann.boss = 5

Person.objects.create(name="b", boss=Person(name="unsaved"))

Person.objects.from_queryset if False else type(LabeledManager).__name__ if "LabeledManager" in globals() else 0

Person().delete()

Person().refresh_from_db()

Person(pk=999).refresh_from_db()

p = Person(pk=999, name="forced"); p.save(force_update=True)

p.save(force_insert=True, force_update=True)

p.save(update_fields=["nothing"])

p.save(update_fields=["name"])

p.save(force_insert=True), p._state.adding, p._state.db, p.pk, Person._meta.get_field("name").verbose_name

p.save(force_insert=True)

p.name = F("role"); p.save(); p.refresh_from_db(); p.name

p.full_clean(validate_unique=False, validate_constraints=False, exclude={"boss", "room", "friends"}), p.validate_unique(), p.validate_constraints(), p.clean(), p.clean_fields()

p.serializable_value("boss"), p.serializable_value("name"), p._get_pk_val(), p._meta.pk.name, p.unique_error_message(Person, ("name",)), p.date_error_message("name", "date", "boss") if False else None

p.unique_error_message(Person, ("name", "role"))
