import collections
import copy
import functools
import itertools
import json
import math
import operator
import os
import re
import string
import textwrap
import uuid
from collections import Counter, OrderedDict, defaultdict, deque, namedtuple
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial, reduce, wraps
from pathlib import Path, PurePosixPath
from typing import Any, ClassVar, Dict, List, Optional, Union, TYPE_CHECKING

print(json.dumps({"a": [1, 2.5, None, True], "b": "é\n\"", 1: "x"}), json.dumps([1, {"k": []}], indent=2), json.loads('{"a": [1, 2.0, "\\u00e9"], "b": null}'), json.dumps({"b": 1, "a": 2}, sort_keys=True, separators=(",", ":")), json.dumps("é", ensure_ascii=False))
try:
    json.loads("{bad")
except json.JSONDecodeError as e:
    print(e, isinstance(e, ValueError))
try:
    json.dumps(object())
except TypeError as e:
    print(e)
u = uuid.UUID("12345678123456781234567812345678")
print(u, repr(u), u.hex, u.int, u == uuid.UUID(int=u.int), u.version, str(uuid.uuid4())[14])
try:
    uuid.UUID("x")
except ValueError as e:
    print(e)
p = Path("/project") / "app" / "file.tar.gz"
print(p, repr(p), p.name, p.stem, p.suffix, p.parent, p.parent.parent, p.parts, Path("a") / "b", "x" / Path("y"), Path("a/../b"), p.with_suffix(".txt"), p.with_name("z"), str(p), PurePosixPath("/a//b/"), repr(PurePosixPath("x")), p == Path("/project/app/file.tar.gz"), os.path.join("a", "b", "/c", "d"), os.path.basename("/a/b"), os.path.dirname("/a/b"), os.path.splitext("a.b.c"), os.environ.get("NOPE", "dflt"), os.getenv("NOPE"), os.path.join(p, "q"))
dd = defaultdict(list)
dd["a"].append(1)
dd["b"].extend([2, 3])
print(dd, dict(dd), dd["zz"], len(dd), sorted(dd))
od = OrderedDict([("a", 1), ("b", 2)])
od.move_to_end("a")
print(od, list(od), od == {"a": 1, "b": 2})
c = Counter("abracadabra")
print(c, c.most_common(2), c["z"], sum(c.values()), c + Counter("aab"), Counter(a=2), Counter("aab") - Counter("ab"))
dq = deque([1, 2, 3], maxlen=3)
dq.append(4)
dq.appendleft(0)
print(dq, dq.pop(), dq.popleft(), list(dq), len(dq))
Point = namedtuple("Point", "x y", defaults=[5])
pt = Point(1)
print(pt, pt.x, pt.y, pt[0], pt._asdict(), pt._replace(x=9), Point._fields, pt == (1, 5), Point(y=2, x=1), isinstance(pt, tuple), [*pt])
try:
    Point()
except TypeError as e:
    print(e)
print(re.match(r"(\w+)-(?P<n>\d+)", "ab-12 x").groups(), re.search("b+", "aabbb").span(), re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1b2"), re.sub(r"(\w)(\d)", r"\2\1", "a1b2"), re.sub("x", lambda m: m.group().upper(), "axbx"), re.split(r"[,;]\s*", "a, b;c"), re.compile("a", re.I | re.S), re.compile(r"\d"), re.I, re.I | re.M, bool(re.fullmatch("a*", "aaa")), re.escape("a.b*c"), re.match("x", "y"), re.match(r"(a)|b", "b").group(1), re.sub(r"\s+", " ", "a  b\n c").strip(), re.search(r"(?<=x)y(?!z)", "xyz xy").start(), re.findall(r"^\w", "a\nb", re.M), re.compile(r"(?i)ABC").match("abc").group(), [m.group() for m in re.finditer(r"a.", "abacad")], re.match(r"(?P<y>\d{4})", "2024x").groupdict(), re.split(r"(-)", "a-b"), re.subn("a", "b", "aaa"))
try:
    re.compile("(")
except re.error as e:
    print(e)
try:
    re.compile("*a")
except re.error as e:
    print(e)
f = partial(int, base=2)
print(f("101"), f.func, f.args, f.keywords, partial(print, 1, sep="-"), reduce(lambda a, b: a * b, [1, 2, 3, 4]), reduce(operator.add, [[1], [2]], []))


@lru_cache(maxsize=None)
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(30), fib.__name__)


def deco(fn):
    @wraps(fn)
    def inner(*a):
        """inner doc"""
        return fn(*a)

    return inner


@deco
def documented(x):
    """My doc."""
    return x


print(documented.__name__, documented.__doc__, documented(3), documented.__wrapped__.__name__)


class CP:
    n = 0

    @cached_property
    def v(self):
        CP.n += 1
        return CP.n


cp = CP()
print(cp.v, cp.v, CP.n)


@dataclass
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list)
    kind: ClassVar[str] = "k"

    def total(self):
        return self.price * 2


it = Item("a", tags=[1])
print(it, it == Item("a", 1.0, [1]), it.total(), Item("b").tags)
try:
    Item()
except TypeError as e:
    print(e)


@dataclass(frozen=True, order=True)
class Fz:
    a: int
    b: int = 0


print(Fz(1) < Fz(2), Fz(1, 2), hash(Fz(1)) == hash(Fz(1)))
try:
    Fz(1).a = 5
except Exception as e:
    print(type(e).__name__, e)


@contextmanager
def ctx(x):
    print("enter", x)
    try:
        yield x * 2
    except ValueError as e:
        print("handled", e)
    finally:
        print("exit")


with ctx(2) as v:
    print(v)
with ctx(3):
    raise ValueError("boom")
with suppress(KeyError):
    {}["x"]
print(list(itertools.chain([1], [2, 3])), list(itertools.chain.from_iterable([[1], [2]])), list(itertools.islice(itertools.count(5), 3)), list(itertools.product("ab", [1, 2])), list(itertools.permutations([1, 2, 3], 2)), list(itertools.combinations("abc", 2)), [(k, list(g)) for k, g in itertools.groupby("aabbc")], list(itertools.zip_longest([1, 2], [3], fillvalue=0)), list(itertools.accumulate([1, 2, 3])), list(itertools.starmap(pow, [(2, 3)])), list(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(itertools.repeat("x", 2)), list(itertools.pairwise([1, 2, 3])))
print(math.sqrt(16), math.floor(2.7), math.ceil(2.1), math.pi, math.gcd(12, 18), math.factorial(5), math.isnan(math.nan), math.inf, math.log(8, 2), math.prod([1, 2, 3]), math.trunc(-2.5), math.hypot(3, 4), math.isclose(0.1 + 0.2, 0.3))
print(operator.itemgetter(1)([1, 2]), operator.attrgetter("x")(pt), operator.methodcaller("upper")("a"), operator.itemgetter("a", "b")({"a": 1, "b": 2}))
print(string.ascii_lowercase, string.digits, textwrap.dedent("  a\n    b\n"), copy.deepcopy({"a": [1, [2]]}), copy.copy([1]))
x = {"a": [1]}
y = copy.deepcopy(x)
y["a"].append(2)
print(x, y)
print(Optional[int], List[int], Dict[str, Any], Union[int, str], list[int], dict[str, int], int | None, Any, TYPE_CHECKING)


class Cached:
    @cache
    def m(self, x):
        return x


print(Cached().m(2))
