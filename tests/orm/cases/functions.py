from django.db.models import *

from django.db.models.functions import *

from decimal import Decimal

one = lambda expression, name="Light": Experiment.objects.filter(name=name).order_by().values_list(expression, flat=True)[0]

sql = lambda expression: str(Experiment.objects.order_by().values_list(expression).query)

one(Replace("name", Value("L"), Value("R"))), one(Replace("name", Value("gh"))), sql(Replace("name", Value("L"), Value("R")))

one(Substr("name", 2)), one(Substr("name", 2, 3)), sql(Substr("name", 2, 3)), one(Substr("name", F("id"), 2))

Substr("name", 0)

one(Trim(Value("  a b "))), one(LTrim(Value("  a b "))), one(RTrim(Value("  a b "))), sql(Trim("name"))

one(LPad("name", 8)), one(LPad("name", 8, Value("xy"))), one(RPad("name", 8, Value("xy"))), one(LPad("name", 3)), one(RPad("name", 3, Value("")))

sql(LPad("name", 8, Value("xy")))

LPad("name", -1)

one(Left("name", 2)), one(Right("name", 2)), sql(Left("name", 2)), sql(Right("name", 2))

Left("name", 0)

Right("name", 0)

one(Repeat("name", 3)), one(Repeat("name", 0)), sql(Repeat("name", 3)), one(Repeat(Value(None, CharField()), 2))

Repeat("name", -1)

one(Reverse("name")), sql(Reverse("name")), one(StrIndex("name", Value("gh"))), one(StrIndex("name", Value("zz"))), sql(StrIndex("name", Value("gh")))

one(Upper("name")), one(Lower("name")), one(Length("name")), one(Upper(Value("straße"))), one(Lower(Value("ÀÉ")))

one(Chr(77)), one(Ord("name")), sql(Chr("id")), sql(Ord("name"))

one(Concat("name", Value("-"), "code")), sql(Concat("name", Value("-"), "code")), one(Concat("name", "id", output_field=CharField())), one(ConcatPair("name", Value("x")))

one(Concat("name", Value(None, CharField())))

Concat("name")

one(Concat("name", "id"))

sql(ConcatPair("name", "code")), one(Collate("name", "nocase")), sql(Collate("name", "nocase"))

Collate("name", "no case")

one(Greatest("id", 2)), one(Least("id", 2)), one(Greatest("name", "code")), sql(Greatest("id", 2, F("room_id"))), sql(Least("id", 2)), one(Greatest("id", Value(None, IntegerField())))

Greatest("id")

one(NullIf("code", Value("a1"))), one(NullIf("name", Value("x"))), sql(NullIf("code", Value("a1")))

one(Coalesce("device_id", Value("none"))), sql(Coalesce("device_id", "code")), one(Coalesce(Value(None), "id"))

Coalesce("id")

one(Coalesce("start", "name"))

one(Cast("id", CharField())), one(Cast("name", IntegerField())), one(Cast("score", IntegerField())), one(Cast("score", FloatField())), one(Cast(Value("2024-05-06"), DateField())), one(Cast(Value("12.50"), DecimalField(max_digits=5, decimal_places=1)))

sql(Cast("id", CharField(max_length=5))), sql(Cast("id", DecimalField(max_digits=5, decimal_places=2))), sql(Cast("id", FloatField())), sql(Cast("start", DateField())), sql(Cast("start", DateTimeField())), sql(Cast("id", TextField())), sql(Cast("extra", JSONField())) if False else None

one(Cast("start", TimeField())), one(Cast("start", DateField())), one(Cast("id", BooleanField())), one(Cast("code", JSONField())) if False else None

one(Abs("ratio")), one(Abs("ratio"), "Vision"), one(Abs("score"), "Heat"), one(Ceil("ratio"), "Vision"), one(Floor("ratio"), "Vision"), one(Ceil("score")), one(Floor("score"), "Heat")

one(Round("score")), one(Round("score", 1)), one(Round("score", precision=2)), one(Round("ratio"), "Heat"), one(Round("ratio", 1)), one(Round(Value(1234.5)))

one(Round("score", -1))

sql(Round("score", 2)), sql(Round("ratio")), sql(Ceil("ratio")), sql(Abs("score"))

one(Mod("id", 2)), one(Mod("ratio", 2), "Heat"), one(Power("id", 3)), one(Power(2, "id")), one(Sqrt("id")), one(Exp("id")), one(Ln("id")), one(Log(2, 8)), one(Pi())

one(Mod("score", 5)), one(Power("score", 2)), one(Sqrt("score")), sql(Mod("id", 2)), sql(Power("id", 3)), sql(Log(2, "id"))

one(Sin("ratio")), one(Cos("ratio")), one(Tan("ratio")), one(ASin("ratio")), one(ACos("ratio")), one(ATan("ratio")), one(ATan2("ratio", 2)), one(Cot("ratio")), one(Degrees("ratio")), one(Radians("ratio")), one(Sign("ratio"), "Vision"), one(Sign("id"))

sql(Sign("score")), sql(ATan2("id", 2)), sql(Pi()), sql(Random())

one(Ln(Value(-1))), one(Sqrt(Value(-1))), one(Mod("id", 0)), one(ACos(Value(3)))

one(JSONObject(name="name", ratio="ratio", id=F("id") * 2, none=Value(None))), sql(JSONObject(a="name"))

one(JSONArray()), one(JSONObject(score="score", day="day", at="at", start="start"))

repr(Lower("name")), repr(Round("a", 2)), repr(Greatest("a", "b")), repr(JSONObject(a="b")), repr(Now()), repr(Length(F("x")))

Experiment.objects.annotate(n=Lower("name")).filter(n__startswith="l").values_list("n", flat=True), Experiment.objects.filter(name__length__gt=4).count()

Experiment.objects.order_by(Length("name").desc(), Lower("name")).values_list("name", flat=True)

Experiment.objects.alias(n=Length("name")).filter(n=5).values("name"), Experiment.objects.alias(n=Length("name")).annotate(m=F("n") * 2).values_list("m", flat=True).order_by("m")

Experiment.objects.alias(n=Length("name")).values("n")

Experiment.objects.alias(n=Length("name")).values_list("name", "n")

Experiment.objects.alias(n=Count("people")).order_by("-n", "name"), Experiment.objects.alias(n=Count("people")).filter(n__gte=2).count()

Experiment.objects.alias(name=Count("people"))

Experiment.objects.alias("name")

Experiment.objects.alias(Count("people"))

class Twice(Func):
    template = "(%(expressions)s * %(factor)s)"
    factor = 2
    output_field = IntegerField()

class Rounded(Func):
    function = "ROUND"
    arity = 2
    output_field = FloatField()

one(Twice("id")), one(Twice("id", factor=5)), sql(Twice("id")), repr(Twice("id", factor=5)), one(Rounded("ratio", 1)), sql(Rounded("ratio", 1))

Rounded("ratio")

one(Func("name", Value("i"), function="INSTR", output_field=IntegerField())), sql(Func(F("id"), function="ABS")), one(Func(F("id"), function="ABS"))

sql(Func("id", "room_id", function="MAX", arg_joiner=" + ", template="%(function)s[%(expressions)s]"))

class Longest(Aggregate):
    function = "MAX"
    template = "%(function)s(LENGTH(%(expressions)s))"
    output_field = IntegerField()

Experiment.objects.aggregate(Longest("name")), Experiment.objects.aggregate(n=Longest("name", filter=Q(id__gt=1))), str(Room.objects.annotate(n=Longest("experiment__name")).order_by().values("n").query)

class Joined(Aggregate):
    function = "GROUP_CONCAT"
    template = "%(function)s(%(distinct)s%(expressions)s)"
    allow_distinct = True
    output_field = TextField()

Room.objects.annotate(n=Joined("experiment__name")).values_list("n", flat=True), Experiment.objects.aggregate(n=Joined("room__name", distinct=True))

class Own(Func):
    function = "OWN"

    def as_sql(self, compiler, connection, **extra):
        return super().as_sql(compiler, connection, function="LENGTH", **extra)

one(Own("name", output_field=IntegerField()))

class Lite(Func):
    function = "NOWHERE"

    def as_sqlite(self, compiler, connection, **extra):
        return self.as_sql(compiler, connection, function="UPPER", template="%(function)s(%(expressions)s || '!')")

one(Lite("name"))

class Plain(Expression):
    output_field = IntegerField()

    def as_sql(self, compiler, connection):
        return "40 + %s", [2]

one(Plain()), Experiment.objects.annotate(p=Plain()).values_list("p", flat=True)[0]

Count("id", distinct=True, filter=Q(id=1)), Sum("a", distinct=True)

Max("a", distinct=True)

Experiment.objects.aggregate(Count("room", distinct=True), Sum("id", distinct=True), Avg("room_id", distinct=True))

Experiment.objects.aggregate(StdDev("ratio"), Variance("ratio"), s=StdDev("ratio", sample=True), v=Variance("ratio", sample=True))

Experiment.objects.aggregate(Sum("lasts"), Avg("lasts"), Max("lasts"), Min("start"), Max("day"), Min("at"))

Experiment.objects.aggregate(x=Avg("start"))

Experiment.objects.aggregate(x=Sum("name"))

Experiment.objects.aggregate(a=Sum("id", default=F("id")))

Experiment.objects.aggregate(a=Count("id", default=5))

Experiment.objects.filter(pk=99).aggregate(a=Sum("id", default=5), b=Max("day", default=Value("x")), c=Avg("ratio", default=1.5), d=StdDev("ratio", default=0))

Experiment.objects.aggregate(a=Sum(Case(When(ratio__gt=0, then=1), default=0)), b=Count(Case(When(ratio__gt=0, then=F("pk")))))

Experiment.objects.values("room__name").annotate(n=Count("pk"), s=Sum("ratio")).order_by("room__name"), str(Experiment.objects.values("room").annotate(n=Count("pk")).order_by().query)

Experiment.objects.values(up=Upper("room__name")).annotate(n=Count("pk")).order_by("up"), Experiment.objects.values("room", low=Lower("name")).order_by("low")

Experiment.objects.values_list(Upper("name"), "id", Length("name")), Experiment.objects.values_list(Upper("name"), named=True)

Room.objects.annotate(best=Max("experiment__results__value"), n=Count("experiment__results")).values("name", "best", "n")

Room.objects.annotate(n=Count("experiment")).aggregate(Avg("n"), Max("n"), total=Sum("n"))

Room.objects.annotate(n=Count("experiment")).values("n").annotate(rooms=Count("pk")).order_by("n")

Room.objects.annotate(n=Count("experiment")).values("n").order_by("n").distinct(), Room.objects.annotate(n=Count("experiment", filter=Q(experiment__ratio__gt=0))).filter(n__gt=F("floor")).values_list("name", "n")

Experiment.objects.annotate(low=Min("results__value"), high=Max("results__value"), spread=F("high") - F("low")).values_list("name", "spread").order_by("name")

Experiment.objects.annotate(n=Count("results")).annotate(m=Sum("n"))

Experiment.objects.annotate(n=Sum("results__value")).filter(Q(n__gt=10) | Q(name="Vision")).order_by("name"), Experiment.objects.annotate(n=Sum("results__value")).exclude(n__gt=10).values_list("name", "n")

Experiment.objects.filter(results__value__gt=4).annotate(n=Count("results")).values_list("name", "n").order_by("name"), Experiment.objects.annotate(n=Count("results")).filter(results__value__gt=4).values_list("name", "n").order_by("name")

str(Experiment.objects.annotate(n=Count("results")).filter(n__gt=1).order_by("-n").query)

Experiment.objects.order_by(Case(When(name="Heat", then=0), default=1), "name").values_list("name", flat=True)

Experiment.objects.annotate(kind=Case(When(ratio__lt=0, then=Value("neg")), When(Q(ratio__lt=1) & ~Q(code="x"), then=Concat(Value("small-"), "code")), default="name")).values_list("kind", flat=True).order_by("pk")

Experiment.objects.annotate(has=Q(ratio__gt=0), no=~Q(name="Heat"), e=ExpressionWrapper(Q(code="a1") | Q(ratio__lt=0), output_field=BooleanField())).values_list("has", "no", "e").order_by("pk")

Experiment.objects.update(code=Case(When(name="Heat", then=Value("hot")), default=Lower("code"))), Experiment.objects.values_list("code", flat=True).order_by("pk")
