import datetime
import datetime as dt
from datetime import date, timedelta, timezone
from datetime import datetime as DT

d = date(2024, 2, 29)
print(d, repr(d), d.isoformat(), d.weekday(), d.isoweekday(), d.isocalendar()[:2], d.toordinal(), d.replace(year=2025, day=28), d + timedelta(days=1), d - date(2024, 1, 1), d < date(2025, 1, 1), d.strftime("%d/%m/%Y %A %B %j %U"))
m = DT(2024, 1, 2, 3, 4, 5, 6)
print(m, repr(m), m.isoformat(), m.isoformat(" ", "seconds"), m.date(), m.time(), m + timedelta(hours=25), m - DT(2024, 1, 1), m.strftime("%Y-%m-%d %H:%M:%S.%f %p %I %y"), m.year, m.microsecond)
u = DT(2024, 1, 2, tzinfo=timezone.utc)
print(u, repr(u), u.isoformat(), u.tzinfo, u.utcoffset(), u.timestamp(), u == DT(2024, 1, 2, 1, tzinfo=timezone(timedelta(hours=1))))
tz = timezone(timedelta(hours=5, minutes=30), "IST")
print(tz, repr(tz), repr(timezone(timedelta(hours=-3))), timezone(timedelta(hours=-3)), u.astimezone(tz), repr(timezone.utc))
t = datetime.time(10, 30)
print(t, repr(t), t.isoformat(), datetime.time(1, 2, 3, 4), repr(datetime.time(1, 2, 3, 4)), t < datetime.time(11), datetime.time(), repr(datetime.time(1, tzinfo=timezone.utc)), datetime.time(1, tzinfo=timezone.utc))
td = timedelta(days=1, hours=2, minutes=3, seconds=4.5)
print(td, repr(td), td.days, td.seconds, td.microseconds, td.total_seconds(), -td, td * 2, td / 2, td // timedelta(hours=1), td % timedelta(hours=1), td / timedelta(hours=1), timedelta(), repr(timedelta()), timedelta(weeks=1), timedelta(milliseconds=1500), abs(timedelta(-1)), timedelta(0.5), td > timedelta(1), timedelta(1) == timedelta(hours=24), bool(timedelta(0)), sum([timedelta(1), timedelta(2)], timedelta()))
print(DT.strptime("2024-03-04 05:06", "%Y-%m-%d %H:%M"), DT.fromisoformat("2024-03-04T05:06:07+02:00"), date.fromisoformat("2024-03-04"), DT.combine(d, t), datetime.time.fromisoformat("04:05:06"))
print(DT.fromtimestamp(0, timezone.utc), {d: 1}[date(2024, 2, 29)], DT.min, DT.max, date.max, timedelta.max, isinstance(m, date), type(m), type(d), datetime.UTC)
for bad in [lambda: date(2024, 13, 1), lambda: date(2023, 2, 29), lambda: DT(2024, 1, 1, 25), lambda: d + 1, lambda: date("x", 1, 1), lambda: DT.strptime("x", "%Y"), lambda: date.fromisoformat("zz"), lambda: date(0, 1, 1), lambda: m - u]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(f"{d:%Y} {m:%H:%M}", d.ctime(), d == m, sorted([date(2024, 1, 2), date(2024, 1, 1)]))


class MyDate(date):
    pass


print(MyDate(2024, 1, 1).year, MyDate(2024, 1, 1) == date(2024, 1, 1), type(MyDate(2024, 1, 1)).__name__)
