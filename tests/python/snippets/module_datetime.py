from datetime import *
d = date(2024, 2, 29)
print(d, repr(d), d.year, d.weekday(), d.isoweekday(), d.isocalendar(), d.isoformat(), d.replace(day=1), d + timedelta(days=1), d - date(2024, 1, 1), d.toordinal(), date.fromordinal(738945), date.fromisoformat("2024-01-02"), d.strftime("%d/%m/%Y %A %j %U %W"), d.timetuple()[:3], d < date(2025, 1, 1), d.ctime(), date.min, date.max, d == date(2024, 2, 29), hash(d) == hash(date(2024, 2, 29)), date.fromisocalendar(2024, 9, 4), f"{d:%b %d}")
# ---
from datetime import *
t = time(13, 5, 9, 250)
print(t, repr(t), t.hour, t.isoformat(), t.isoformat("minutes"), t.isoformat(timespec="milliseconds"), t.replace(minute=0), time.fromisoformat("04:05:06"), t.strftime("%I:%M %p"), time(), time.min, time.max, t > time(1), bool(time(0)), time(1, tzinfo=timezone.utc), time(1, 2, fold=1).fold)
# ---
from datetime import *
d = datetime(2024, 1, 31, 23, 59, 59, 999999)
print(d, repr(d), d.date(), d.time(), d + timedelta(microseconds=1), d.replace(month=12), d.isoformat(" "), d.isoformat(timespec="hours"), datetime.fromisoformat("2024-01-02T03:04:05.678+02:00"), datetime.strptime("3 Feb 2024 04:05", "%d %b %Y %H:%M"), d.timetuple().tm_yday, d.weekday(), datetime.combine(date(2024, 1, 1), time(5)), d - datetime(2024, 1, 1), datetime.min, d.strftime("%Y%m%d%H%M%S%f %y %e" if False else "%Y%m%d%H%M%S%f %y"), d.ctime())
# ---
from datetime import *
td = timedelta(days=1, hours=2, minutes=3, seconds=4, microseconds=5)
print(td, repr(td), td.days, td.seconds, td.microseconds, td.total_seconds(), -td, td * 2, td / 2, td // 3, td % timedelta(hours=5), td / timedelta(hours=1), divmod(td, timedelta(hours=1)), abs(-td), timedelta(weeks=1, milliseconds=1), timedelta(), bool(timedelta()), timedelta(0.5), timedelta(-1, 5), td > timedelta(1), timedelta.max, timedelta.resolution, td * 1.5, 2 * td, td + td, td - timedelta(2), str(timedelta(days=-1)), str(timedelta(microseconds=5)), repr(timedelta(seconds=1)), sum([td, td], timedelta()))
# ---
from datetime import *
u = datetime(2024, 5, 1, 12, tzinfo=timezone.utc)
cet = timezone(timedelta(hours=2), "CEST")
print(u, repr(u), u.astimezone(cet), repr(cet), cet, u.tzname(), u.utcoffset(), u.timestamp(), datetime.fromtimestamp(0, timezone.utc), u == u.astimezone(cet), u.isoformat(), timezone(timedelta(hours=-5, minutes=-30)), timezone.utc, repr(timezone.utc), u.replace(tzinfo=None), u.strftime("%z %Z"), datetime.fromisoformat("2024-01-01T00:00:00Z"), u.utctimetuple()[:4], u.date(), u.timetz())
# ---
from datetime import date
date(2024, 2, 30)
# ---
from datetime import date
date(2024, 13, 1)
# ---
from datetime import date
date(0, 1, 1)
# ---
from datetime import date
date("2024", 1, 1)
# ---
from datetime import date
date(2024, 1)
# ---
from datetime import datetime
datetime(2024, 1, 1, 25)
# ---
from datetime import time
time(1, 60)
# ---
from datetime import datetime
datetime.strptime("2024-01", "%Y-%m-%d")
# ---
from datetime import datetime
datetime.strptime("2024-01-01x", "%Y-%m-%d")
# ---
from datetime import datetime
datetime.strptime("x", "%Q")
# ---
from datetime import date
date.fromisoformat("2024-1-1")
# ---
from datetime import datetime
datetime.fromisoformat("nope")
# ---
from datetime import *
date(2024, 1, 1) + 1
# ---
from datetime import *
date(2024, 1, 1) < datetime(2024, 1, 1)
# ---
from datetime import *
date(2024, 1, 1) < 5
# ---
from datetime import *
datetime(2024, 1, 1) - datetime(2024, 1, 1, tzinfo=timezone.utc)
# ---
from datetime import *
datetime(2024, 1, 1) < datetime(2024, 1, 1, tzinfo=timezone.utc)
# ---
from datetime import *
date.max + timedelta(1)
# ---
from datetime import *
timedelta(10 ** 10)
# ---
from datetime import *
timedelta("1")
# ---
from datetime import *
timedelta(1) / 0
# ---
from datetime import *
timedelta(1) + 5
# ---
from datetime import *
timezone(timedelta(hours=25))
# ---
from datetime import *
timezone(5)
# ---
from datetime import *
date(2024, 1, 1).year = 5
# ---
from datetime import *
d = date(2024, 1, 31)
print([(d + timedelta(days=30 * i)).isoformat() for i in range(3)], (date(2024, 12, 25) - d).days, min(d, date(2023, 1, 1)), sorted([date(2024, 1, 2), date(2024, 1, 1)]), {d: 1}[date(2024, 1, 31)], [d.replace(month=m).strftime("%b") for m in (1, 3, 5)], isinstance(datetime(2024, 1, 1), date), date(2024, 1, 1) == datetime(2024, 1, 1))
# ---
from datetime import *
class D(date):
    def next(self): return self + timedelta(1)
d = D(2024, 1, 1)
print(d.next(), type(d.next()).__name__, d, repr(d), isinstance(d, date), D.fromisoformat("2024-02-02").__class__.__name__)
# ---
import datetime
print(datetime.datetime(2024, 1, 1), datetime.MINYEAR, datetime.MAXYEAR, datetime.UTC, datetime.date.today().__class__.__name__, datetime.datetime.now().tzinfo, datetime.datetime.now(datetime.UTC).tzinfo)
datetime.nope
# ---
from datetime import *
age = lambda born, today: today.year - born.year - ((today.month, today.day) < (born.month, born.day))
print(age(date(2000, 5, 17), date(2024, 5, 16)), age(date(2000, 5, 17), date(2024, 5, 17)))
print([d for d in (date(2024, 1, 1) + timedelta(n) for n in range(10)) if d.weekday() >= 5])
