from django.db.models import *

from django.db.models.functions import *

from django.utils import timezone

import datetime, zoneinfo

oslo = zoneinfo.ZoneInfo("Europe/Oslo")

one = lambda expression, name="Light": Experiment.objects.filter(name=name).order_by().values_list(expression, flat=True)[0]

sql = lambda expression: str(Experiment.objects.order_by().values_list(expression).query)

one(ExtractYear("start")), one(ExtractMonth("start")), one(ExtractDay("start")), one(ExtractHour("start")), one(ExtractMinute("start")), one(ExtractSecond("end")), one(ExtractWeek("start")), one(ExtractWeekDay("start")), one(ExtractIsoWeekDay("start")), one(ExtractQuarter("start")), one(ExtractIsoYear("day"), "Vision")

one(ExtractYear("day")), one(ExtractWeekDay("day"), "Heat"), one(ExtractIsoYear("day"), "Heat"), one(ExtractWeek("day"), "Heat"), one(ExtractHour("at")), one(ExtractMinute("at")), one(ExtractSecond("at"))

sql(ExtractYear("start")), sql(ExtractYear("day")), sql(ExtractHour("at")), sql(ExtractQuarter("start", tzinfo=oslo))

one(Extract("start", "year")), one(Extract("day", "dow"))

one(Extract("start", lookup_name="iso_week_day")), one(Extract("at", "hour"))

one(ExtractHour("day"))

one(ExtractYear("name"))

one(ExtractHour("lasts"))

one(ExtractHour("start", tzinfo=oslo)), one(ExtractDay("start", tzinfo=oslo)), one(ExtractHour("end", tzinfo=oslo)), one(ExtractHour("start", tzinfo=datetime.timezone(datetime.timedelta(hours=-5))))

sql(ExtractHour("start", tzinfo=datetime.timezone(datetime.timedelta(hours=-5, minutes=-30))))

one(TruncYear("start")), one(TruncQuarter("start")), one(TruncMonth("start")), one(TruncWeek("start")), one(TruncDay("start")), one(TruncHour("end")), one(TruncMinute("end")), one(TruncSecond("end"))

one(TruncYear("day")), one(TruncQuarter("day")), one(TruncMonth("day")), one(TruncWeek("day")), one(TruncDay("day"))

one(TruncHour("at")), one(TruncMinute("at")), one(TruncSecond("at"), "Heat")

one(TruncDate("start")), one(TruncTime("end")), one(TruncDate("start", tzinfo=oslo)), one(TruncTime("start", tzinfo=oslo))

one(TruncHour("start", tzinfo=oslo)), one(TruncDay("start", tzinfo=oslo)), one(TruncMonth("start", tzinfo=oslo))

one(Trunc("start", "month")), one(Trunc("start", "day", output_field=DateField())), one(Trunc("start", "hour", output_field=TimeField())), one(TruncMonth("start", output_field=DateField()))

one(Trunc("start", "century"))

sql(TruncYear("start")), sql(TruncDate("start")), sql(TruncTime("start")), sql(TruncMonth("day")), sql(TruncHour("at")), sql(TruncDay("start", tzinfo=oslo))

str(Experiment.objects.filter(start__year=2024).query), str(Experiment.objects.filter(start__date=datetime.date(2024, 3, 30)).query), str(Experiment.objects.filter(start__hour__gte=5).query)

Experiment.objects.filter(start__year=2024).count(), Experiment.objects.filter(start__year__gte=2024, start__month=10), Experiment.objects.filter(day__week_day=1), Experiment.objects.filter(at__hour=13), Experiment.objects.filter(start__date=datetime.date(2024, 3, 30)), Experiment.objects.filter(start__time__gt=datetime.time(12)), Experiment.objects.filter(day__iso_year=2025)

str(Experiment.objects.filter(day__iso_year=2024).query), str(Experiment.objects.filter(day__iso_year__gt=2024).query), str(Experiment.objects.filter(day__iso_year__lte=2024).query), str(Experiment.objects.filter(day__year__in=[2023, 2024]).query)

Experiment.objects.filter(day__year__in=[2023, 2025]).order_by("pk"), Experiment.objects.filter(day__iso_year__in=[2024]), Experiment.objects.filter(day__year__range=(2024, 2025)).order_by("pk")

Experiment.objects.filter(day__year=F("id")).count(), str(Experiment.objects.filter(day__year=F("id")).query)

Experiment.objects.filter(start__month__in=[3, 10]).count(), Experiment.objects.filter(start__quarter=4), Experiment.objects.filter(start__week=13), Experiment.objects.filter(end__second=30), Experiment.objects.filter(end__minute__lt=20)

Experiment.objects.dates("day", "year"), Experiment.objects.dates("day", "month", order="DESC"), Experiment.objects.dates("day", "day"), Experiment.objects.dates("day", "week")

list(Experiment.objects.dates("start", "year"))

Experiment.objects.dates("day", "hour")

Experiment.objects.dates("day", "year", order="up")

Experiment.objects.dates("nothing", "year")

Experiment.objects.datetimes("start", "x")

str(Experiment.objects.dates("day", "month").query)

str(Experiment.objects.datetimes("start", "month").query)

Result.objects.dates("experiment__day", "year"), Experiment.objects.filter(id__lt=3).dates("day", "year").count()

isinstance(one(Now()), datetime.datetime), one(Now()).tzinfo, sql(Now()), Experiment.objects.filter(start__lt=Now()).count()

Experiment.objects.annotate(d=F("end") - F("start")).values_list("d", flat=True).order_by("pk"), Experiment.objects.filter(end__gt=F("start") + datetime.timedelta(hours=1)), Experiment.objects.annotate(d=ExpressionWrapper(F("start") + F("lasts"), output_field=DateTimeField())).values_list("d", flat=True).order_by("pk")

Experiment.objects.annotate(d=F("start") + F("lasts")).values_list("d", flat=True).order_by("pk"), Experiment.objects.annotate(d=F("day") - datetime.timedelta(days=1)).values_list("d", flat=True).order_by("pk"), Experiment.objects.annotate(d=F("lasts") * 2).values_list("d", flat=True).order_by("pk")

Experiment.objects.annotate(d=F("day") - Value(datetime.date(2024, 1, 1))).values_list("d", flat=True).order_by("pk"), Experiment.objects.annotate(d=F("at") - Value(datetime.time(1, 0))).values_list("d", flat=True).order_by("pk")

list(Experiment.objects.annotate(d=F("lasts") / 2, e=F("lasts") - datetime.timedelta(1)).values_list("d", "e").order_by("pk"))

Experiment.objects.annotate(m=TruncMonth("start")).values("m").annotate(n=Count("pk")).order_by("m"), Experiment.objects.values(y=ExtractYear("day")).annotate(n=Count("pk")).order_by("y")

Experiment.objects.get(pk=1).get_next_by_day(), Experiment.objects.get(pk=1).get_previous_by_day(), Experiment.objects.get(pk=1).get_next_by_day(name="Vision")

Experiment.objects.get(pk=3).get_next_by_day()

Experiment.objects.latest(), Experiment.objects.earliest(), Experiment.objects.latest("day"), Experiment.objects.earliest("day", "pk")

Person.objects.latest()

Experiment.objects.none().latest()

timezone.activate("Europe/Oslo")

timezone.get_current_timezone(), timezone.get_current_timezone_name(), timezone.get_default_timezone()

one("start"), one(TruncDay("start")), one(TruncHour("end")), one(ExtractHour("start")), one(ExtractDay("start")), one(TruncDate("start")), sql(TruncDay("start"))

Experiment.objects.filter(start__date=datetime.date(2024, 3, 31)), Experiment.objects.filter(start__hour=0), str(Experiment.objects.filter(start__year=2024).query), Experiment.objects.datetimes("start", "day")

Experiment.objects.filter(start=datetime.datetime(2024, 3, 31, 0, 30)).count()

Experiment.objects.filter(start__day=31, start__month=3), timezone.localtime(Experiment.objects.get(pk=2).start), timezone.localdate(Experiment.objects.get(pk=1).start)

e = Experiment.objects.get(pk=1); e.start = datetime.datetime(2024, 7, 1, 12, 0); e.full_clean(exclude=["tag", "code", "made"]); e.start, e.start.utcoffset()

e.start = "2024-07-01 12:00"; e.clean_fields(exclude=["tag", "code", "made"]); e.start

timezone.make_aware(datetime.datetime(2024, 7, 1, 12)), timezone.make_naive(datetime.datetime(2024, 7, 1, 12, tzinfo=datetime.timezone.utc)), timezone.is_aware(e.start), timezone.is_naive(datetime.datetime(2024, 1, 1))

timezone.deactivate(); timezone.get_current_timezone_name()

with timezone.override("America/New_York"):
    print(one(TruncHour("start")), timezone.get_current_timezone_name(), timezone.localtime(Experiment.objects.get(pk=1).start))

with timezone.override(None):
    print(one(TruncHour("start")))

timezone.activate(5)

timezone.activate("Nowhere/Else")

timezone.localtime(datetime.datetime(2024, 1, 1))

timezone.make_aware(datetime.datetime(2024, 7, 1, 12), oslo), timezone.make_naive(timezone.make_aware(datetime.datetime(2024, 7, 1, 12)), oslo), timezone.get_fixed_timezone(90), timezone.get_fixed_timezone(-300)

Experiment.objects.filter(pk=1).update(start=datetime.datetime(2024, 3, 31, 3, 30, tzinfo=oslo)), Experiment.objects.get(pk=1).start

Experiment.objects.filter(start="2024-03-31 01:30:00+00:00"), Experiment.objects.filter(start="2024-03-31T03:30+02:00")

Experiment.objects.filter(start="soon")

Experiment.objects.filter(day="2024-02-30")

Experiment.objects.filter(at="25:00")

Experiment.objects.filter(lasts="x")

Experiment.objects.filter(day=datetime.datetime(2024, 2, 29, 5, tzinfo=datetime.timezone.utc)), Experiment.objects.filter(lasts=datetime.timedelta(hours=2)), Experiment.objects.filter(lasts="02:00:00"), Experiment.objects.filter(at="13:45:30")

Experiment.objects.bulk_update([e], ["start"]), Experiment.objects.get(pk=1).start
