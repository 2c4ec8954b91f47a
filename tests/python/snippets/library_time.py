from datetime import *
d = date(2024, 2, 29); print(d, repr(d), d.isoformat(), d.weekday(), d.isoweekday(), d.isocalendar(), d.toordinal(), d.replace(year=2023, day=28), d + timedelta(days=1), d - date(2024, 1, 1), date.fromordinal(738945), date.fromisoformat("2024-03-01"), d.timetuple()[:6], d.ctime(), date.min, date.max, date.resolution)
t = time(13, 5, 9, 500); print(t, repr(t), t.isoformat("minutes"), t.replace(hour=1), time.fromisoformat("04:05:06.789"), t.strftime("%H-%M %p"), time(1) < time(2), time.min, time.max, bool(time(0)))
dt = datetime(2024, 12, 31, 23, 59, 59, 999999); print(dt, repr(dt), dt + timedelta(microseconds=1), dt.date(), dt.time(), dt.isoformat(" ", "seconds"), dt.timestamp() if dt.tzinfo else "", dt.strftime("%d/%m/%Y %H:%M:%S %A %B %y %j %W %w %Z%z|"), datetime.strptime("05 Mar 2024 7:08 PM", "%d %b %Y %I:%M %p"), datetime.fromisoformat("2024-01-02T03:04:05+02:00"), datetime.combine(d, t), dt.replace(hour=0))
td = timedelta(days=1, hours=2, minutes=3, seconds=4.5); print(td, repr(td), td.total_seconds(), td.days, td.seconds, td.microseconds, td * 2, td / 2, -td, td // timedelta(hours=1), td % timedelta(hours=1), divmod(td, timedelta(hours=2)), abs(-td), timedelta(-1), timedelta(weeks=1), timedelta.max, str(timedelta(days=-1, seconds=5)), timedelta(hours=1) > timedelta(minutes=59), sum([td, td], timedelta()), td == timedelta(seconds=td.total_seconds()), bool(timedelta()))
z = timezone(timedelta(hours=5, minutes=30)); u = datetime(2024, 1, 1, tzinfo=timezone.utc); print(u, repr(u), u.astimezone(z), u.timestamp(), z, repr(z), timezone.utc, z.utcoffset(None), u.tzname(), u == datetime(2024, 1, 1, 5, 30, tzinfo=z), datetime.fromtimestamp(0, timezone.utc), datetime.utcfromtimestamp(86400.5), timezone(timedelta(hours=-3), "BRT"), u.utctimetuple()[:4], u.isoformat(), u.strftime("%z %Z"))
for bad in [lambda: date(2023, 2, 29), lambda: date(0, 1, 1), lambda: datetime(2024, 13, 1), lambda: time(25), lambda: date.fromisoformat("2024-1-1"), lambda: datetime.strptime("x", "%Y"), lambda: datetime.strptime("2024 extra", "%Y"), lambda: dt - u, lambda: dt < u, lambda: dt == u, lambda: d < dt, lambda: d + 1, lambda: dt + dt, lambda: timedelta(days=10**10), lambda: date.max + timedelta(1), lambda: timezone(timedelta(hours=24)), lambda: timedelta() / 0, lambda: timedelta("1"), lambda: date("2024", 1, 1), lambda: datetime.fromisoformat("nope"), lambda: d.replace(month=13), lambda: dt.strftime(5), lambda: date(2024, 1), lambda: timedelta(1) + 1, lambda: d - 5, lambda: datetime(2024, 1, 1, tzinfo=5), lambda: td < 5, lambda: date.fromordinal(0), lambda: datetime.strptime("31/02/2024", "%d/%m/%Y"), lambda: datetime.strptime("a", "%Q")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(sorted([date(2024, 5, 1), date(2023, 1, 1)]), min(dt, datetime(2020, 1, 1)), {d: 1}[date(2024, 2, 29)], (date(2024, 3, 1) - date(2024, 2, 1)).days, hash(d) == hash(date(2024, 2, 29)), isinstance(dt, date), d.__class__.__mro__, [(d + timedelta(weeks=i)).strftime("%d %b") for i in range(3)])
# ---
import time
print(time.strftime("%Y-%m-%d %H:%M:%S", time.gmtime(0)), time.gmtime(86400)[:6], time.gmtime(0), time.strptime("2024-02-29", "%Y-%m-%d").tm_yday, type(time.time()), time.perf_counter() <= time.perf_counter(), time.monotonic() > -1, time.sleep(0), time.asctime(time.gmtime(0)), type(time.time_ns()), time.struct_time((2024, 1, 2, 3, 4, 5, 6, 7, 0)).tm_mon)
try: time.strptime("x", "%Y")
except ValueError as e: print(e)
try: time.sleep(-1)
except ValueError as e: print(e)
time.strftime(5)
# ---
from decimal import *
a, b = Decimal("1.10"), Decimal("2.345"); print(a + b, a * b, a / b, a - b, b // a, b % a, -a, abs(-a), a ** 2, a < b, a == 1.1, a == Decimal("1.1"), hash(a) == hash(Decimal("1.1")), str(a), repr(a), float(a), int(b), round(b, 2), round(b), divmod(b, a), max(a, b), sum([a, b]), bool(Decimal(0)))
print(b.quantize(Decimal("0.01")), b.quantize(Decimal("0.01"), rounding=ROUND_UP), b.quantize(Decimal("1")), Decimal("2.5").quantize(Decimal("1")), Decimal("2.5").quantize(Decimal("1"), ROUND_HALF_UP), a.as_tuple(), Decimal(0.1), Decimal("1E+5"), Decimal("1E+5").normalize(), Decimal("100").normalize(), Decimal("1.500").normalize(), Decimal("NaN"), Decimal("-Infinity"), Decimal((1, (1, 2, 3), -2)), Decimal(5).sqrt(), Decimal("10").ln(), Decimal(2).exp(), Decimal("123.456").to_integral_value(), Decimal("1.23").as_integer_ratio(), b.adjusted(), b.copy_sign(Decimal(-1)), Decimal("1e-10"), Decimal("0.000001"), Decimal("0.0000001"))
print(f"{b:.2f} {b:>10} {Decimal('1234567.891'):,.2f} {Decimal('0.5'):%} {a:e} {Decimal('1E+3'):f} {b!r}", "%.2f" % b, "{:+.1f}".format(b), format(Decimal("1.5"), "08.2f"))
with localcontext() as c:
    c.prec = 5; print(Decimal(1) / 3, +Decimal("1.23456789"), c.prec)
print(Decimal(1) / 3, getcontext().prec, getcontext().rounding); getcontext().prec = 10; print(Decimal(1) / 7)
for bad in [lambda: Decimal("x"), lambda: Decimal(1) / 0, lambda: Decimal(0) / 0, lambda: a + 1.5, lambda: a < "x", lambda: Decimal("1e999999") * 10, lambda: Decimal("NaN") < 1, lambda: int(Decimal("Infinity")), lambda: Decimal(-1).sqrt(), lambda: Decimal([1]), lambda: b.quantize(Decimal("1e-30")), lambda: a % 0, lambda: Decimal("sNaN") + 1, lambda: 1.5 * a, lambda: Decimal(None), lambda: round(Decimal("NaN"))]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(1 + a, 2 * a, 10 - b, a + True, Decimal(True), sorted([Decimal(3), 1, 2.5]), Decimal(10) ** -2, 2 ** Decimal(3), Decimal("3.0") == 3, {Decimal(1): "x"}[1], Decimal("0.1") + Decimal("0.2") == Decimal("0.3"), Decimal(str(0.1)), Decimal.from_float(0.5), a.compare(b), a.is_signed(), Decimal("1_000.5"), Decimal("  3 "))
# ---
import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.floor(-1.5), math.ceil(1.2), math.trunc(-1.7), math.sqrt(2), math.isqrt(17), math.pow(2, 0.5), math.exp(1), math.log(10), math.log(8, 2), math.log2(8), math.log10(1000), math.log1p(1), math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.degrees(math.pi), math.radians(180), math.hypot(3, 4), math.hypot(1, 2, 3), math.dist([0, 0], [3, 4]))
print(math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.gcd(12, 18, 27), math.lcm(4, 6), math.fmod(-7, 3), math.modf(3.75), math.frexp(8), math.ldexp(0.5, 4), math.fabs(-2), math.copysign(1, -0.0), math.isclose(0.1 + 0.2, 0.3), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.prod([1, 2, 3], start=2), math.fsum([0.1] * 10), math.exp2(3), round(math.erf(1), 12), math.erfc(2) < 0.01, math.gamma(5), math.lgamma(10), math.nextafter(1, 2), math.ulp(1.0), math.remainder(10, 3), math.sinh(1), math.acosh(2), math.expm1(1e-5))
for bad in [lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.exp(1000), lambda: math.floor("a"), lambda: math.acos(2), lambda: math.fmod(1, 0), lambda: math.isqrt(-1), lambda: math.gcd(1.5), lambda: math.pow(0, -1), lambda: math.comb(-1, 2), lambda: math.sin("x"), lambda: math.ceil(math.inf), lambda: math.floor(math.nan), lambda: math.sqrt(), lambda: math.log(2, 1), lambda: math.ldexp(1, 10000), lambda: math.atan2(1), lambda: math.gamma(0), lambda: math.sin(math.inf), lambda: math.dist([1], [1, 2]), lambda: math.sqrt(10**400)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
import random
random.seed(42); print(random.random(), random.randint(1, 100), random.choice("abc"), random.sample(range(100), 5), random.uniform(1, 2), random.shuffle(l := list(range(10))), l, random.choices([1, 2, 3], k=5), random.choices("ab", weights=[1, 9], k=5), random.randrange(0, 100, 5), random.gauss(0, 1), random.getrandbits(16), random.betavariate(1, 2), random.expovariate(1.5), random.triangular(0, 1, 0.5), random.normalvariate(), random.randbytes(4))
r = random.Random(7); print(r.random(), r.sample(["a", "b", "c"], 2), r.sample([1, 2], counts=[3, 1], k=2), r.gammavariate(2, 1), r.gammavariate(0.5, 1), r.gammavariate(1, 2), r.lognormvariate(0, 1), r.vonmisesvariate(0, 4), r.paretovariate(3), r.weibullvariate(1, 1.5), r.vonmisesvariate(1, 0))
s = r.getstate(); x = r.random(); r.setstate(s); print(x == r.random()); random.seed("text"); print(random.random()); random.seed(b"bytes"); print(random.random()); random.seed(3.5); print(random.random()); random.seed(-5); print(random.random(), random.seed(10**30), random.random())
for bad in [lambda: random.choice([]), lambda: random.randint(5, 1), lambda: random.sample([1], 2), lambda: random.randrange(0), lambda: random.sample({1, 2}, 1), lambda: random.choices([], k=1), lambda: random.choices([1], [1, 2]), lambda: random.choices([1], [0]), lambda: random.seed([]), lambda: random.sample([1], -1), lambda: random.randrange(1.5), lambda: random.shuffle((1, 2)), lambda: random.getrandbits(-1), lambda: random.gammavariate(-1, 1), lambda: random.choice(5), lambda: random.choice({1: 2, 3: 4}), lambda: random.randrange(1, 2, 0)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
import os.path
from os.path import *
print(join("a", "b", "c.txt"), join("a", "/b"), join("a/", ""), basename("/x/y.tar.gz"), dirname("/x/y"), split("/a/b"), splitext("a/b.tar.gz"), splitext(".bashrc"), isabs("/a"), isabs("a"), normpath("a/../b/./c//d"), normpath(""), commonprefix(["/usr/lib", "/usr/local"]), commonpath(["/usr/lib", "/usr/local"]), relpath("/a/b/c", "/a/d"), os.path.sep, os.sep, os.curdir, os.pardir, os.extsep, normpath("//a"), normpath("/.."), splitdrive("c:/x"), normcase("A/b"))
for bad in [lambda: join("a", 1), lambda: basename(None), lambda: commonpath([]), lambda: join(), lambda: commonpath(["/a", "b"]), lambda: splitext(5), lambda: relpath("")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
from pathlib import *
p = PurePosixPath("/home/user/file.tar.gz"); print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parents[1], list(p.parents), p.parts, p.root, p.anchor, p.is_absolute(), p.with_name("x.py"), p.with_suffix(".zip"), p.with_stem("new"), p / "more", "/srv" / PurePosixPath("a"), p.relative_to("/home"), p.joinpath("a", "b"), p.match("*.gz"), p.as_posix(), p.is_relative_to("/home"), PurePosixPath("a//b/../c/."), PurePosixPath(""), PurePosixPath(), PurePosixPath("a", "/b", "c"), p == PurePosixPath(str(p)), p < PurePosixPath("/z"), hash(p) == hash(PurePosixPath(str(p))), p.as_uri(), PurePosixPath("a/b").parts)
w = PureWindowsPath("C:\\Users\\x.txt"); print(w, w.drive, w.root, w.anchor, w.parts, w.name, w.as_posix(), w.parent, PureWindowsPath("c:/a") == PureWindowsPath("C:\\A")) if False else None
for bad in [lambda: p.relative_to("/etc"), lambda: p.with_name(""), lambda: PurePosixPath("/").with_name("a"), lambda: p.with_suffix("zip"), lambda: p / 5, lambda: PurePosixPath(5), lambda: PurePosixPath("a").as_uri(), lambda: p.match(""), lambda: p < "a", lambda: p.nope, lambda: PurePosixPath("a").with_name("b/c")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
print(Path("a/b"), repr(Path("x")), Path("a") / "b" / "c", [str(x) for x in sorted([Path("b"), Path("a")])], Path("a.b").suffix, isinstance(Path("a"), PurePath), Path("x/y").parent.parent, str(Path(".")), {Path("a"): 1}[Path("a")], Path("/a/b").relative_to("/a"), f"{Path('q')}", os.fspath(Path("z")) if (os := __import__("os")) else "", Path("a", "b"), bytes(Path("é")))
