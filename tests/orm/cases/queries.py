from django.db.models import *

from django.db.models.functions import *

R, P, E = Result.objects.order_by("pk"), Person.objects, Experiment.objects.order_by("pk")

a, b, c = P.filter(name__in=["Ann", "Bob"]), P.filter(name__in=["Bob", "Cyd"]), P.filter(name="Dan")

a.union(b), a.union(b, all=True).count(), a.union(b, c).order_by("-name"), a.intersection(b), a.difference(b), a.union(b).order_by("name")[:1], a.union(b).values_list("name", flat=True), a.values("name").union(b.values("name"))

a | b, a & b, a ^ b, (a | c).order_by("-name"), (P.none() | a), (P.none() & a), (P.all() & a)

a.union(b).filter(name="x")

a.union(b).annotate(x=F("name"))

a.union(b).exclude(name="x")

a.union(b).distinct()

a.union(b).update(name="x")

a.union(b).delete()

a.union(b).get(name="Ann")

a.union(b).select_related("boss")

a.union(b).aggregate(Count("pk"))

str(a.union(b).query)

str(a.union(b, all=True).order_by("-name")[:3].query)

str(a.values_list("name").difference(c.values_list("name")).query), a.union(b).exists(), a.union(b).first(), a.union(b).last(), a.union(P.none()).count(), P.none().union(a), a.intersection(P.none()), P.none().difference(a), a.union(b).count(), len(a.union(b)), a.union(b).contains(P.get(name="Ann"))

a[:1] | b

a[:1].union(b)

list(a[:1].union(b))

a.union(Result.objects.all())

list(a.values_list("name").union(Room.objects.values_list("name")).order_by("name"))

list(a.values_list("pk", "name").union(R.values_list("pk", "note"))[:3])

P.contains(P.get(name="Ann")), a.contains(P.get(name="Dan")), P.none().contains(P.get(name="Ann"))

P.values("name").contains(P.get(name="Ann"))

P.contains(5)

P.contains(Person())

P.in_bulk([1, 2, 99]), P.in_bulk(), P.in_bulk([]), Device.objects.in_bulk(["L1"], field_name="serial"), P.in_bulk(iter([3]))

P.in_bulk(field_name="name")

P.all()[:2].in_bulk()

P.values().in_bulk()

P.iterator(chunk_size=0)

P.prefetch_related("team").iterator()

list(P.prefetch_related("team").iterator(chunk_size=2))[0]

P.extra(select={"up": "UPPER(name)"}).values_list("name", "up")[:1]

P.extra(where=["name = %s"], params=["Ann"]), P.extra(select={"is": "name = 'Ann'"}, order_by=["-is", "name"])[0], str(P.extra(where=["id > 1", "id < 3"]).order_by().values("id").query)

P.extra(select={"n": "%s + 1"}, select_params=[4])[0].n, P.extra(tables=["lab_room"], where=["lab_room.id = lab_person.room_id", "lab_room.name = 'Attic'"])

str(P.extra(select={"up": "UPPER(name)"}, where=["id = %s"], params=[1], order_by=["up"]).query)

P.explain(format="json")

P.explain(analyze=True)

P.explain(nonsense=True)

R.filter(extra__unit="lx").count(), R.filter(extra__unit__startswith="l").count(), R.filter(extra__deep__er__x=1), R.filter(extra__has_key="unit").count(), R.filter(extra__has_keys=["unit", "ok"]), R.filter(extra__has_any_keys=["ok", "deep"]), R.filter(extra__deep__has_key="er"), R.filter(extra__raw__0=1), R.filter(extra__1__a=None), R.filter(extra__1__has_key="a")

R.filter(extra={"unit": "lx", "ok": True}), R.filter(extra=5), R.filter(extra="text"), R.filter(extra=None).count(), R.filter(extra__isnull=True), R.filter(extra__unit__isnull=True).count(), R.filter(extra__unit__isnull=False).count(), R.filter(extra__ok=True), R.filter(extra__unit__in=["C", "K"]), R.filter(extra__unit__icontains="L").count(), R.filter(extra__raw=[1, 2])

R.exclude(extra__unit="lx").count(), R.exclude(extra__has_key="unit").count(), R.filter(~Q(extra__unit="lx")).count(), R.filter(extra__raw__0__gt=0), R.filter(extra__raw__1__lte=2.5), R.filter(extra__unit=F("extra__unit")).count(), R.filter(extra__unit__regex="^l").count()

R.filter(extra__contains={"a": 1})

R.filter(extra__contained_by={"a": 1})

R.filter(extra__has_keys="unit").count()

R.values_list("extra__unit", flat=True), R.values("extra__deep__er"), R.order_by("extra__unit", "pk").values_list("pk", flat=True), R.values("extra__unit").annotate(n=Count("pk")).order_by("extra__unit"), R.annotate(u=F("extra__unit")).filter(u="C")

from django.db.models.fields.json import KT, KeyTextTransform, KeyTransform

R.annotate(u=KT("extra__unit")).values_list("u", flat=True), R.annotate(u=KeyTransform("raw", "extra"), v=KeyTransform("0", KeyTransform("raw", "extra"))).values_list("u", "v")[:2], R.filter(Exists(R.filter(extra__unit=OuterRef("extra__unit")).exclude(pk=OuterRef("pk")))), R.annotate(l=Length(KT("extra__unit"))).values_list("l", flat=True)

R.annotate(c=Cast(KT("extra__deep__er__x"), IntegerField())).filter(c=1), R.aggregate(Max("extra__unit"))

R.filter(pk=1).update(extra={"new": [None, 1.5, "é"]}), R.get(pk=1).extra, R.filter(pk=1).update(extra=Value(None, JSONField())), R.get(pk=1).extra, R.filter(extra=Value(None, JSONField())).count(), R.filter(extra__isnull=True).count()

R.filter(pk=1).update(extra=None), R.filter(extra__isnull=True).count(), R.filter(pk=1).update(extra=Value("str", JSONField())), R.get(pk=1).extra

Result.objects.create(experiment_id=1, value=1, extra=object())

Result.objects.create(experiment_id=1, value=1, extra={1, 2})

Result.objects.bulk_create([Result(pk=1, experiment_id=1, value=5, _order=0), Result(pk=90, experiment_id=1, value=6, _order=9)], ignore_conflicts=True), R.get(pk=90).value, R.get(pk=1).value

Result.objects.bulk_create([Result(pk=1, experiment_id=1, value=50, _order=0), Result(pk=91, experiment_id=1, value=6, _order=9)], update_conflicts=True, update_fields=["value"], unique_fields=["pk"]), R.get(pk=1).value

Tag.objects.bulk_create([Tag(slug="sea"), Tag(slug="bulk")], update_conflicts=True, unique_fields=["slug"], update_fields=["slug"])[1].slug

Tag.objects.bulk_create([Tag(slug="sea")], update_conflicts=True)

Tag.objects.bulk_create([Tag(slug="sea")], update_conflicts=True, update_fields=["slug"])

Tag.objects.bulk_create([Tag(slug="sea")], update_conflicts=True, ignore_conflicts=True)

Tag.objects.bulk_create([Tag(slug="sea")], update_conflicts=True, update_fields=["id"], unique_fields=["slug"])

Tag.objects.bulk_create([Tag(slug="sea")], update_conflicts=True, update_fields=["nope"], unique_fields=["slug"])

Tag.objects.bulk_create([Tag(slug="sea")], batch_size=0)

Tag.objects.bulk_create([Tag(slug="sea")])

Tag.objects.bulk_create([]), Tag.objects.bulk_create(Tag(slug=f"g{i}") for i in range(3)), Tag.objects.bulk_create([Tag(slug=f"h{i}") for i in range(5)], batch_size=2)[-1].pk is not None

rs = list(R[:3]); [setattr(r, "value", r.value * 10) for r in rs]; R.bulk_update(rs, ["value"]), R.values_list("value", flat=True)[:3]

R.bulk_update(rs, [])

R.bulk_update(rs, ["pk"])

R.bulk_update(rs, ["id"])

R.bulk_update([Result()], ["value"])

R.bulk_update(rs, ["nope"])

R.bulk_update(rs, ["value"], batch_size=-1)

rs[0].value = F("value") + 1; rs[1].note = Upper("note"); R.bulk_update(rs, ["value", "note"], batch_size=1), R.values_list("value", "note")[:2]

R.bulk_update([], ["value"]), R.bulk_update(iter(rs), ["note"])

R.annotate(big=F("value") * 2).update(value=F("big")), R.annotate(n=Length("note")).filter(n=3).update(value=F("n")), R.values_list("value", flat=True)

R.update(value=F("experiment__ratio"))

R.annotate(n=Count("experiment__people")).update(value=F("n"))

R.filter(experiment__name="Light").update(note=Concat("note", Value("!"))), R.update(value=Subquery(Experiment.objects.filter(pk=OuterRef("experiment")).values("id")[:1])), R.values_list("value", flat=True)

R.update(nothing=1)

R.update(experiment__name="x")

R[:2].update(value=1)

R.update(value=Sum("value"))

R.update(experiment=Experiment(name="unsaved"))

R.update(value="x")

R.values("value").update(note="v"), R.distinct().update(note="w"), R.order_by("value").update(note="o"), R.none().update(note="z"), R.update()

list(R.distinct("value"))

R.filter(value__in=Experiment.objects.values("id")).count(), R.filter(experiment__in=Experiment.objects.filter(name="Light")).count(), R.filter(pk__in=R.values_list("pk", flat=True)[:2])

R.filter(value__in=Experiment.objects.values("id", "name"))

list(R.filter(value__in=Experiment.objects.values("id", "name")))

R.filter(experiment__in=Person.objects.all())

R.filter(experiment=Person.objects.first())

R.filter(experiment__in=[1, Experiment.objects.get(pk=2)]).count(), R.filter(experiment=E[0]).count(), R.filter(experiment=E.filter(pk=1)).count()

R.filter(experiment=E)

list(R.filter(value=R.values("value")))

list(R.filter(value=R.values("value")[:1]))

R.filter(value__in=5)

R.filter(value__in="abc")

R.filter(value__in=[None, 8]).count(), R.filter(value__in=[]).count(), R.filter(value__in={8}).count(), R.filter(value__in=(x for x in [8])).count(), R.filter(value__range=[0, 10]).count(), R.filter(value__range=(F("pk"), 100)).count()

R.filter(value__range=5)

R.filter(value__range=[1])

R.filter(value__isnull=5)

R.filter(value__isnull="yes")

R.filter(value=None).count(), R.filter(value__exact=None).count(), R.filter(note__iexact=None).count()

R.filter(value__gt=None)

R.filter(value__contains=8).count(), R.filter(value__startswith="8").count(), R.filter(value="8").count(), R.filter(value=8.0).count(), R.filter(value__gt=7.5).count(), R.filter(value__gte=7.5).count(), R.filter(value__lt=7.5).count()

R.filter(value=99999999999999999999).count(), R.filter(value__lt=99999999999999999999).count(), R.filter(value__gt=-99999999999999999999).count(), R.filter(value__in=[99999999999999999999, 8]).count()

R.filter(nothing=1)

R.filter(experiment__nothing=1)

R.filter(value__nothing=1)

R.filter(value__exat=1)

R.filter(Q(value=8) | Q(value=0), note__isnull=False).count(), R.filter(Q()).count(), R.filter(~Q()).count(), R.filter(Q(value=8) ^ Q(note="same")).count(), R.filter(Q(Q(value=1), _connector="OR")).count()

Q(a=1) | 5

R.filter(Exists(R.filter(value__gt=OuterRef("value")))).count(), R.filter(~Exists(R.filter(value__gt=OuterRef("value")))), R.exclude(Exists(R.filter(value__gt=OuterRef("value")))).count(), R.annotate(top=Exists(R.filter(value__gt=OuterRef("value")))).values_list("top", flat=True)

E.filter(results__value__gt=5, results__note="high"), E.filter(results__value__gt=5).filter(results__note="low"), E.exclude(results__value__gt=5), E.exclude(results__value__gt=5, results__note="high").count()

str(E.exclude(results__value__gt=5).order_by().values("pk").query)

str(E.filter(people__boss__name="Ann").exclude(people__name="Cyd").order_by().values("pk").query)

E.filter(people=None), E.filter(people__isnull=False).distinct().count(), E.exclude(people=None).distinct().count(), E.filter(people__in=[1, 2]).distinct(), E.filter(results__isnull=True)

E.order_by("room__name", "-people__name").values_list("name", "people__name"), E.order_by("room"), E.order_by("device"), R.order_by("experiment", "-value").values_list("pk", flat=True), R.order_by("experiment_id")[0], E.order_by("-room__person__name")[0]

E.order_by("nothing")

E.order_by("-")

E.order_by(5)

str(E.order_by("room").values("pk").query), str(R.order_by("-experiment").values("pk").query), E.order_by("name").reverse(), E.order_by("name").reverse()[0], E.reverse().ordered, Tag.objects.all().ordered, Experiment.objects.all().ordered

E[1], E[1:], E[:2], E[::2], list(E[0:3:2]), E[2:2], E[5:]

E[-1]

E["x"]

E[5]

E[:2].filter(name="x")

E[:2].order_by("name")

E[:2].reverse()

E[:2].last()

E[1:2].get(), E[:2].count(), E[1:5].exists(), E[0:2][1:], E.first(), E.last(), E.none().first()

E.values("name", "room__name")[0], E.values_list("name", "room__floor")[1], E.values_list("name", flat=True).distinct().count(), E.values_list("name", "pk", named=True)[0], E.values()[0]["name"], E.values_list("pk", flat=True).get(name="Heat"), E.values("people", "people__name").order_by("pk", "people")[0], E.values("pk", "room_id", "room")[0]

E.values_list("name", "pk", flat=True)

E.values_list("name", flat=True, named=True)

E.values("nothing")

E.values("name__nothing")

E.values("results__value").distinct().order_by("results__value"), E.values_list("results", flat=True).order_by("results"), E.values(n=Count("results")).order_by("n")[0], E.values_list("name", Count("results")).order_by("pk")

E.only("name")[0].code, E.defer("name", "room")[0].name, E.only("name").defer("name")[0].pk, E.defer(None)[0].name, str(E.only("name").query), str(E.defer("start", "end", "made").only("name", "start").query)

E.only("nothing")

list(E.only("nothing"))

list(E.defer("nothing"))

E.only("pk").only("name")[0].get_deferred_fields() >= {"code"}

E.values("name").only("name")

E.get_or_create(name="Light", defaults={"code": "zz"})[1], E.get_or_create(name="Got", defaults={"code": lambda: "called"})[0].code, E.update_or_create(name="Got", defaults={"code": "upd"}), E.get(name="Got").code, E.update_or_create(name="Mk", defaults={"code": "a"}, create_defaults={"code": "b"})[0].code, E.get_or_create(name__iexact="mk")[1]

E.get_or_create(nothing=1)

E.get_or_create(name="n", defaults={"nothing": 1})

E.update_or_create(name="Got", defaults={"nothing": 1})

E.create(nothing=1)

E.raw("SELECT name FROM lab_experiment")[0]

E.annotate(x=1)

E.annotate(x="name")

E.annotate(F("name"))

E.annotate(pk=F("name"))

E.annotate(x=F("nothing"))

E.annotate(**{"a b": F("name")})

E.annotate(x=RawSQL("id + %s", [10]), y=Value("v"), z=F("room__floor") + F("id")).values_list("x", "y", "z")[0], E.annotate(x=F("room__name")).filter(x="Attic").count(), E.annotate(x=F("id") % 2, y=F("id") ** 2, w=-F("id")).values_list("x", "y", "w"), E.annotate(x=F("id").bitand(1), y=F("id").bitor(4), z=F("id").bitxor(3), l=F("id").bitleftshift(2), r=F("id").bitrightshift(1)).values_list("x", "y", "z", "l", "r")

E.annotate(x=F("name")[1:3], y=F("name")[0]).values_list("x", "y")[0], str(E.annotate(x=F("name")[2:]).values("x").query)

F("name")[-1]

F("name")[0:3:2]

"x" in F("name")

E.filter(name=F("name")[:3])

E.order_by(F("device").asc(nulls_last=True), F("start").desc(nulls_last=True)), E.order_by(F("start").asc(nulls_first=True))[0]

str(E.none().query)

Experiment.objects.using("other").count()

repr(Experiment.objects.all()), repr(Result.objects.order_by("pk").values("pk")), repr(Tagging.objects.none()), Result.objects.values_list("pk")

repr(Book.objects.none().values()), [x for x in E][0], list(reversed(E))[0], E.resolve_expression if False else None

E.delete(), Experiment.objects.count(), Result.objects.count()

P.filter(name="Bob").delete(), P.all()[:1].delete()

P.values("name").delete()

P.none().delete(), P.filter(pk=77).delete(), P._raw_delete("default") if False else None
