class Matrix:
    def __init__(self, rows): self.rows = [list(r) for r in rows]
    def __getitem__(self, key):
        if isinstance(key, tuple): r, c = key; return self.rows[r][c]
        return self.rows[key]
    def __setitem__(self, key, value): r, c = key; self.rows[r][c] = value
    def __eq__(self, o): return isinstance(o, Matrix) and self.rows == o.rows
    def __add__(self, o): return Matrix([[a + b for a, b in zip(x, y)] for x, y in zip(self.rows, o.rows)])
    def __matmul__(self, o): return Matrix([[sum(a * b for a, b in zip(r, c)) for c in zip(*o.rows)] for r in self.rows])
    def __repr__(self): return f"Matrix({self.rows})"
    @classmethod
    def identity(cls, n): return cls([[int(i == j) for j in range(n)] for i in range(n)])
m = Matrix([[1, 2], [3, 4]]); print(m[1, 0], m[0], m + m, m @ Matrix.identity(2) == m, m != 5); m[0, 1] = 9; print(m)
try: m[5, 5]
except IndexError as e: print(e)
m["x"]
# ---
import functools
class Money:
    def __init__(self, amount, currency="USD"): self.amount, self.currency = amount, currency
    def _check(self, o):
        if not isinstance(o, Money): return NotImplemented
        if o.currency != self.currency: raise ValueError(f"{self.currency} vs {o.currency}")
    def __add__(self, o):
        if o == 0: return self
        r = self._check(o)
        return r if r is NotImplemented else Money(self.amount + o.amount, self.currency)
    __radd__ = __add__
    def __mul__(self, k): return Money(self.amount * k, self.currency)
    def __eq__(self, o): return isinstance(o, Money) and (self.amount, self.currency) == (o.amount, o.currency)
    def __lt__(self, o): self._check(o); return self.amount < o.amount
    def __hash__(self): return hash((self.amount, self.currency))
    def __format__(self, spec): return format(self.amount, spec or ".2f") + " " + self.currency
    def __str__(self): return f"{self}"
    def __bool__(self): return self.amount != 0
    def __neg__(self): return Money(-self.amount, self.currency)
wallet = [Money(5), Money(2.5), Money(10)]; print(sum(wallet), max(wallet), sorted(wallet)[0], f"{wallet[0]:>8.1f}|", len({Money(1), Money(1)}), bool(Money(0)), -Money(3), functools.reduce(lambda a, b: a + b, wallet), Money(2) * 3)
try: Money(1) + Money(1, "EUR")
except ValueError as e: print(e)
Money(1) + "x"
# ---
class Temperature:
    scales = ("C", "F")
    def __init__(self, value, scale="C"):
        self.value, self.scale = value, scale
    @property
    def scale(self): return self._scale
    @scale.setter
    def scale(self, s):
        if s not in self.scales: raise ValueError(f"scale must be one of {self.scales}, not {s!r}")
        self._scale = s
    @staticmethod
    def c_to_f(c): return c * 9 / 5 + 32
    @classmethod
    def from_string(cls, text):
        import re
        m = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*°?([CF])", text)
        if not m: raise ValueError(f"cannot read {text!r}")
        return cls(float(m[1]), m[2])
    def __str__(self): return f"{self.value:g}°{self.scale}"
    def __iter__(self): return iter((self.value, self.scale))
t = Temperature.from_string("36.6 °C"); print(t, Temperature.c_to_f(100), *t, dict(zip("vs", t)), Temperature.from_string("-40F"))
try: Temperature.from_string("hot")
except ValueError as e: print(e)
Temperature(1, "K")
# ---
from collections import Counter, defaultdict, OrderedDict
log = """2024-01-01 ERROR db timeout
2024-01-01 INFO start
2024-01-02 ERROR net down
2024-01-02 WARNING slow
2024-01-02 ERROR db timeout"""
rows = [dict(zip(("date", "level", "msg"), line.split(" ", 2))) for line in log.splitlines()]
levels = Counter(r["level"] for r in rows); print(levels, levels.most_common(1), levels["DEBUG"], sum(levels.values()))
by_date = defaultdict(list)
for r in rows: by_date[r["date"]].append(r["msg"])
print(dict(by_date), {d: len(v) for d, v in by_date.items()}, sorted(by_date, reverse=True))
errors = [r for r in rows if r["level"] == "ERROR"]; print(len(errors), {r["msg"] for r in errors} == {"db timeout", "net down"}, [r["date"][5:] for r in errors])
print("\n".join(f"{l:<8} {'*' * n}" for l, n in levels.items())); lru = OrderedDict()
def get(k):
    if k in lru: lru.move_to_end(k); return lru[k]
    lru[k] = k * 2
    if len(lru) > 2: lru.popitem(last=False)
    return lru[k]
print([get(k) for k in (1, 2, 1, 3, 2)], lru, list(lru)); rows[0]["nope"]
# ---
import re
text = "Call 555-1234 or (555) 987-6543, mail bob@example.com or al.b+c@mail.co.uk on 2024-03-15, 15/03/2024."
print(re.findall(r"\(?\d{3}\)?[-\s]\d{3,4}(?:-\d{4})?", text), re.findall(r"[\w.+]+@[\w.]+\w", text), re.findall(r"\d{4}-\d\d-\d\d", text))
print(re.sub(r"(\d{4})-(\d\d)-(\d\d)", r"\3.\2.\1", text)[-24:], re.sub(r"\b(\w)(\w*)\b", lambda m: m[1].upper() + m[2], "hello big world"), re.split(r"\W+", "a, b; c!")[:-1])
camel = lambda s: re.sub(r"_(\w)", lambda m: m.group(1).upper(), s); snake = lambda s: re.sub(r"(?<!^)(?=[A-Z])", "_", s).lower(); print(camel("some_long_name"), snake("SomeLongName"))
p = re.compile(r"(?P<key>\w+)\s*=\s*(?P<value>\"[^\"]*\"|\S+)"); print([m.groupdict() for m in p.finditer('a = 1 b="two words" c=x')], p.search("none"), bool(p.match("k=v")))
tokens = re.compile(r"\s*(?:(\d+\.?\d*)|(.))")
def lex(s): return [("num", float(n)) if n else ("op", o) for n, o in tokens.findall(s)]
print(lex("3 + 4.5*(2-1)"))
print(re.match(r"^(?=.*\d)(?=.*[a-z]).{6,}$", "abc123") is not None, re.fullmatch(r"#?([a-f0-9]{6}|[a-f0-9]{3})", "#ff0", re.I), re.search("(", "x"))
# ---
import datetime as dt
start = dt.date(2024, 1, 29); print([str(start + dt.timedelta(days=i)) for i in range(0, 5, 2)], (dt.date(2024, 12, 25) - start).days, start.strftime("%A, %d %b %Y"), start.replace(month=3).isoformat(), dt.datetime.strptime("2024-02-30", "%Y-%m-%d") if False else "")
def month_ends(year): return [(dt.date(year + m // 12, m % 12 + 1, 1) - dt.timedelta(1)).day for m in range(1, 13)]
print(month_ends(2024), sum(month_ends(2023))); age = lambda born, today: today.year - born.year - ((today.month, today.day) < (born.month, born.day)); print(age(dt.date(2000, 6, 15), dt.date(2024, 6, 14)))
meeting = dt.datetime(2024, 3, 10, 14, 30); print(meeting + dt.timedelta(hours=36, minutes=45), meeting.time(), meeting.isoformat(), f"{meeting:%H:%M on %d/%m}", meeting.weekday(), [(meeting + dt.timedelta(weeks=w)).date().isoformat() for w in range(3)])
utc = dt.datetime(2024, 1, 1, 12, tzinfo=dt.timezone.utc); tokyo = dt.timezone(dt.timedelta(hours=9), "JST"); print(utc.astimezone(tokyo), utc.astimezone(tokyo).tzname(), utc == utc.astimezone(tokyo), utc - dt.datetime(2024, 1, 1, tzinfo=tokyo))
print(str(dt.timedelta(seconds=3661)), dt.timedelta(days=2, hours=5) / dt.timedelta(hours=1), divmod(dt.timedelta(minutes=135), dt.timedelta(hours=1)), sorted([dt.time(9), dt.time(8, 30)])[0]); dt.datetime.strptime("2024-02-30", "%Y-%m-%d")
# ---
from decimal import Decimal, ROUND_HALF_UP, getcontext
prices = ["19.99", "5.01", "0.10"]; total = sum(map(Decimal, prices)); tax = (total * Decimal("0.0825")).quantize(Decimal("0.01"), ROUND_HALF_UP); print(total, tax, total + tax, f"{total + tax:>10.2f}", 0.1 + 0.2, Decimal("0.1") + Decimal("0.2"))
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.567, -2), 7 // 2, -7 // 2, -7 % 3, 7 % -3, divmod(-7, 2), 2 ** 100, 10 ** -2, 5 / 2, 6 / 2, int(-3.7), float("1e3"), 1e308 * 10, -0.0 == 0.0, 0.1 * 3, 1 / 3, 1_000_000, 0x1F, 0b101, 0o17, 3.0 == 3, 10 % 3.5, abs(-5), pow(2, 10, 1000), (10).bit_length(), (0.5).as_integer_ratio(), (3.7).is_integer(), 1e16, 1e15, 123456789.123456789, 1e-5, 0.0001, 5e-324, float("inf") - 1, complex(1, 2))
Decimal("1") / 3 + 1.5
# ---
from functools import lru_cache, reduce
@lru_cache(maxsize=None)
def stairs(n): return 1 if n < 2 else stairs(n - 1) + stairs(n - 2)
print(stairs(100), stairs.cache_info())
def knapsack(items, cap):
    @lru_cache(None)
    def best(i, c):
        if i == len(items): return 0
        w, v = items[i]
        return max(best(i + 1, c), v + best(i + 1, c - w) if w <= c else 0)
    return best(0, cap)
print(knapsack(((3, 4), (4, 5), (7, 10), (8, 11)), 12))
def edit(a, b):
    d = [[i + j if i * j == 0 else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1): d[i][j] = min(d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
    return d[-1][-1]
print(edit("kitten", "sitting"), edit("", "abc")); pascal = lambda n: reduce(lambda r, _: [1] + [a + b for a, b in zip(r, r[1:])] + [1], range(n), [1]); print([pascal(i) for i in range(5)])
def solve(n, row=0, cols=(), board=[]):
    if row == n: return [board]
    return [s for c in range(n) if all(c != q and abs(c - q) != row - r for r, q in enumerate(cols)) for s in solve(n, row + 1, cols + (c,), board + [c])]
print(len(solve(6)), solve(4)); stairs([1])
# ---
class Event:
    handlers = {}
    @classmethod
    def on(cls, name):
        def register(f): cls.handlers.setdefault(name, []).append(f); return f
        return register
    @classmethod
    def emit(cls, name, *args, **kw): return [h(*args, **kw) for h in cls.handlers.get(name, [])]
@Event.on("save")
def log(obj): return f"saved {obj}"
@Event.on("save")
@Event.on("load")
def count(obj, n=1): return len(obj) * n
print(Event.emit("save", "abc"), Event.emit("load", "xy", n=3), Event.emit("none"), [h.__name__ for h in Event.handlers["save"]])
class Singleton(type):
    _all = {}
    def __call__(cls, *a, **k): return cls._all.setdefault(cls, super().__call__(*a, **k)) if cls not in cls._all else cls._all[cls]
class Config(metaclass=Singleton):
    def __init__(self): self.values = {}
    def __getattr__(self, n):
        try: return self.values[n]
        except KeyError: raise AttributeError(f"no setting {n!r}") from None
    def __setattr__(self, n, v): super().__setattr__(n, v) if n == "values" else self.values.__setitem__(n, v)
c = Config(); c.debug = True; print(Config() is c, Config().debug, c.values, hasattr(c, "x")); c.missing
# ---
from contextlib import contextmanager, suppress, ExitStack, closing, nullcontext
@contextmanager
def tag(name):
    print(f"<{name}>", end="")
    try: yield name.upper()
    except ValueError as e: print(f"[{e}]", end="")
    finally: print(f"</{name}>")
with tag("a") as x, tag("b"): print(x, end="")
with tag("c"): raise ValueError("inside")
with suppress(KeyError, ZeroDivisionError): 1 / 0
with ExitStack() as s:
    for n in "xy": s.enter_context(tag(n))
    s.callback(print, "bye")
class Res:
    def close(self): print("closed")
with closing(Res()) as r, nullcontext(5) as n: print(type(r).__name__, n)
@tag("deco")
def f(): print("body", end="")
f()
with tag("d"): raise TypeError("not handled")
# ---
import operator, itertools, functools
people = [{"n": "Al", "a": 30, "c": "X"}, {"n": "Bo", "a": 25, "c": "Y"}, {"n": "Cy", "a": 30, "c": "Y"}]
print([p["n"] for p in sorted(people, key=operator.itemgetter("a", "n"))], min(people, key=lambda p: p["a"])["n"], sorted(people, key=lambda p: (-p["a"], p["n"]))[0]["n"], {k: [p["n"] for p in g] for k, g in itertools.groupby(sorted(people, key=operator.itemgetter("c")), operator.itemgetter("c"))})
avg = sum(p["a"] for p in people) / len(people); print(f"{avg:.2f}", functools.reduce(operator.mul, range(1, 6)), list(itertools.accumulate([1, 2, 3], operator.mul)), [a + b for a, b in itertools.pairwise([1, 2, 3])], list(itertools.chain.from_iterable(zip("ab", "cd"))), dict(itertools.islice(enumerate("abc"), 2)), list(itertools.product("ab", repeat=2))[:2], ["".join(c) for c in itertools.combinations("abc", 2)], list(itertools.zip_longest([1], [2, 3], fillvalue=0)))
a = {1, 2, 3}; b = {3, 4}; print(a | b, a & b, a - b, a ^ b, a <= {1, 2, 3, 4}, a.isdisjoint({9}), a > {1}, sorted(a.union([7], (8,))), frozenset(a) == a, {frozenset([1])}); a.add(4); a.discard(99); a.update([5]); print(sorted(a), len(a), 4 in a)
d = dict(a=1, b=2); d.update(c=3); d |= {"d": 4}; print(d, d.pop("a"), d.popitem(), d.setdefault("z", []), d.get("q", 0), list(d), d.keys() & {"b"}, {**d, "b": 9}, dict.fromkeys("ab", 0), d == dict(reversed(d.items())), sorted(d.values(), key=str), "b" in d, list(d.items())[0]); l = [3, 1, 2]; l.sort(reverse=True); l[1:2] = [7, 8]; print(l, l.index(8), l.count(7), l[::-1], l * 2, l + [0], l == [3, 7, 8, 1], [1, 2] < [1, 3], l.copy() is l); l.clear(); a.remove(99)
