from collections import *
c = Counter("mississippi"); print(c, c.most_common(2), c["z"], c["s"], sum(c.values()), c.total(), sorted(c.elements())[:4])
c.update("miss"); c.subtract({"i": 2}); print(c, +c, -c, c - Counter(s=1), c & Counter(s=2, m=9), c | Counter(z=1), c + Counter(a=1), Counter(a=1) == Counter(a=1, b=0), Counter(a=1) <= Counter(a=2))
del c["m"]; del c["nope"]; print(c, Counter(a=3, b=1).most_common(), Counter([1, 1, 2]), Counter(), repr(Counter({"x": -1})), dict(c))
d = defaultdict(list); d["a"].append(1); d["b"]; print(d, dict(d), d.default_factory, "z" in d, d.get("z"), len(d))
dd = defaultdict(lambda: defaultdict(int)); dd["x"]["y"] += 1; print(dd["x"], {k: dict(v) for k, v in dd.items()})
try: defaultdict()["k"]
except KeyError as e: print(repr(e))
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); q.rotate(1); print(q, q.maxlen, q[0], list(reversed(q)), q.pop(), q.popleft(), q.count(0), len(q), 0 in q)
q.extend([5, 6]); q.extendleft([7]); q.insert(1, 9) if len(q) < 3 else None; q.remove(7); print(q, q.index(5), q.copy() == q, deque("ab") + deque("c"), deque([1]) * 2); q.clear()
try: q.pop()
except IndexError as e: print(e)
o = OrderedDict(a=1, b=2, c=3); o.move_to_end("a"); print(o, o.popitem(last=False), list(reversed(o)), o == OrderedDict(c=3, a=1), o == {"a": 1, "c": 3}); o.move_to_end("a", last=False); print(o)
cm = ChainMap({"a": 1}, {"a": 2, "b": 3}); print(cm["a"], cm["b"], dict(cm), cm.maps, cm.new_child({"c": 5}), len(cm), cm.parents, list(cm)); cm["b"] = 9; print(cm)
try: cm["zz"]
except KeyError as e: print(e)
# ---
from collections import namedtuple
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, 2); print(p, p.x, p[1], p._asdict(), p._replace(x=9), P._fields, P._field_defaults, P._make([4, 5, 6]), P.__doc__, len(p), p == (1, 2, 0), hash(p) == hash((1, 2, 0)), *p)
a, b, c = p; print(a + b, p + (1,), p * 2, 2 in p, p.index(2), isinstance(p, tuple), repr(P), p < (1, 3, 0))
class Q(namedtuple("Q", ["a", "b"])):
    __slots__ = ()
    @property
    def total(self): return self.a + self.b
    def __str__(self): return f"Q<{self.a}>"
q = Q(1, b=2); print(q, repr(q), q.total, Q(*"ab"), q._replace(a=5))
for bad in [lambda: P(), lambda: P(1, 2, 3, 4), lambda: P(1, 2, w=3), lambda: namedtuple("A", "a a"), lambda: namedtuple("A", "def"), lambda: namedtuple("A", "_x"), lambda: namedtuple("1A", "x"), lambda: p._replace(k=1), lambda: P._make([1])]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
print(namedtuple("R", "a def a _x", rename=True)._fields)
try: p.x = 3
except AttributeError as e: print(e)
match p:
    case P(x=1, y=yy): print("matched", yy)
p.nope
# ---
from itertools import *
print(list(chain("ab", [1])), list(chain.from_iterable(["ab", "c"])), list(islice(count(5, 2), 3)), list(islice("abcdefg", 1, 6, 2)), list(zip_longest("abc", "x", fillvalue="-")), list(repeat(1, 3)), list(islice(cycle("ab"), 5)))
print(list(accumulate([1, 2, 3, 4])), list(accumulate([1, 2, 3], lambda a, b: a * b, initial=10)), list(takewhile(lambda x: x < 3, [1, 2, 3, 1])), list(dropwhile(lambda x: x < 3, [1, 2, 3, 1])), list(filterfalse(lambda x: x % 2, range(5))), list(compress("abcd", [1, 0, 1, 1])), list(starmap(pow, [(2, 3), (3, 2)])), list(pairwise("abcd")))
print(list(product("ab", [1, 2])), list(product([0, 1], repeat=2)), list(permutations("abc", 2)), list(combinations("abcd", 2)), list(combinations_with_replacement("ab", 2)), len(list(permutations(range(5)))))
print([(k, list(g)) for k, g in groupby("aaabbc")], {k: [x for x in g] for k, g in groupby(sorted(["apple", "avocado", "bean"]), key=lambda s: s[0])})
a, b = tee([1, 2, 3]); print(next(a), list(b), list(a), repr(count(1)), repr(repeat(2, 3)), next(count(1.5, 0.5)), repr(count(1, 2)))
for bad in [lambda: islice([1], -1), lambda: list(islice([1], 0, 5, 0)), lambda: combinations("a", -1), lambda: repeat(), lambda: chain(1).__next__(), lambda: list(zip([1], [], strict=True)), lambda: product([1], repeat=-1), lambda: count("a"), lambda: accumulate(), lambda: next(cycle([]))]:
    try: print(bad())
    except BaseException as e: print(type(e).__name__, e)
# ---
import functools, operator
print(functools.reduce(operator.add, [1, 2, 3]), functools.reduce(lambda a, b: a + b, [], 5), operator.itemgetter(1, 2)("abc"), operator.attrgetter("real", "imag")(5), operator.methodcaller("upper")("a"), operator.mul(2, 3), operator.contains([1], 1), operator.truediv(1, 2))
try: functools.reduce(operator.add, [])
except TypeError as e: print(e)
class A:
    @functools.cached_property
    def v(self): print("computing"); return 5
    @functools.partialmethod
    def x(self): pass
a = A(); print(a.v, a.v, a.__dict__); del a.v; print(a.v)
print(sorted([3, 1, 2], key=functools.cmp_to_key(lambda a, b: b - a)), functools.partial(print, 1, sep="-"), functools.partial(pow, 2)(5), repr(operator.itemgetter(1)), repr(operator.attrgetter("a.b")), repr(operator.methodcaller("f", 1, k=2)))
def deco(f):
    @functools.wraps(f)
    def w(*a): "w doc"; return f(*a)
    return w
@deco
def orig(a): "orig doc"; return a
print(orig.__name__, orig.__doc__, orig.__wrapped__, orig(3)) if False else print(orig.__name__, orig.__doc__, orig.__wrapped__(4), orig(3))
class B:
    @functools.singledispatchmethod
    def f(self, x): return "any"
    @f.register
    def _(self, x: int): return "int"
    @f.register(str)
    def _(self, x): return "str"
print(B().f(1), B().f("a"), B().f([]), operator.index(5), operator.concat("a", "b"), operator.countOf([1, 1], 1), operator.indexOf([5, 6], 6), operator.length_hint([1, 2]), operator.not_(1), operator.is_(None, None))
operator.itemgetter()
# ---
from enum import *
class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = "b"
    CRIMSON = 1
print(Color.RED, repr(Color.GREEN), Color("b"), Color["RED"], Color.CRIMSON is Color.RED, list(Color), Color.RED.name, Color.BLUE.value, len(Color), Color.RED in Color, list(Color.__members__), isinstance(Color.RED, Color), Color.RED == 1, f"{Color.RED}", "%s" % Color.RED)
for bad in [lambda: Color(9), lambda: Color["X"], lambda: Color.NOPE, lambda: setattr(Color, "RED", 3), lambda: Color.RED < Color.GREEN, lambda: Color(), lambda: delattr(Color, "RED")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
class Perm(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
print(Perm.R | Perm.X, repr(Perm.R | Perm.W), ~Perm.R, Perm.R in Perm.RW, list(Perm.RW), bool(Perm.R & Perm.W), Perm(0), Perm(5), Perm.R ^ Perm.RW, len(Perm.RW), Perm.RW.value)
class I(IntEnum): A = 1; B = 2
print(I.A + 1, I.A < I.B, I.A == 1, f"{I.A}", str(I.A), repr(I.A), I(2), max(I), sorted(I), I.A in [1], range(5)[I.B])
class S(StrEnum): X = auto(); Y = "why"
print(S.X, S.X == "x", S.Y.upper(), repr(S.Y), f"{S.Y:>5}", "".join(S))
class F(IntFlag): A = 1; B = 2
print(F.A | F.B, F(7), F.A | 8, repr(F(8)), F.A + 1, ~F.A)
class Planet(Enum):
    EARTH = (5.9, 6.3)
    MARS = (0.6, 3.3)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius, 2)
    @classmethod
    def heavy(cls): return max(cls, key=lambda p: p.mass)
print(Planet.EARTH.density, Planet.heavy(), Planet((0.6, 3.3)), Planet.MARS.mass)
@unique
class U(Enum): A = 1; B = 2
try:
    @unique
    class V(Enum): A = 1; B = 1
except ValueError as e: print(e)
E2 = Enum("E2", "ONE TWO"); print(list(E2), E2.ONE.value, E2(2)); E3 = Enum("E3", {"a": 10, "b": 20}, type=int); print(E3.a + 1, E3.b)
class M(Enum):
    A = 1
    @classmethod
    def _missing_(cls, v): return cls.A if v == "default" else None
    def _generate_next_value_(n, s, c, l): return n.lower()
print(M("default"))
M("other")
# ---
from dataclasses import *
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False)
    _h: int = field(default=5, repr=False)
p = P(1); print(p, p == P(1), p != P(2), asdict(p), astuple(p), replace(p, x=7), [f.name for f in fields(P)], P.__match_args__, is_dataclass(p), is_dataclass(P), P(1).tags is P(1).tags)
@dataclass(order=True, frozen=True)
class V:
    major: int
    minor: int = field(default=0)
    def __post_init__(self):
        if self.major < 0: raise ValueError("negative")
print(V(1, 2) < V(1, 3), sorted([V(2), V(1)]), hash(V(1)) == hash(V(1)), {V(1): "a"}[V(1)])
try: V(1).major = 2
except FrozenInstanceError as e: print(type(e).__name__, e)
try: del V(1).major
except FrozenInstanceError as e: print(e)
@dataclass
class Base: a: int; b: str = "b"
@dataclass
class Child(Base): c: float = 1.5; d: InitVar[int] = None
print(Child(1), Child(1, "x", 2.0), [f.name for f in fields(Child)], Child.__init__.__annotations__ if False else "")
@dataclass(kw_only=True, slots=True)
class K: a: int; b: int = 2
print(K(a=1), K.__slots__)
for bad in [lambda: P(), lambda: P(1, 2, 3, 4, 5), lambda: K(1), lambda: V(-1), lambda: V(1) < 5, lambda: fields(5), lambda: asdict(5), lambda: replace(p, zz=1)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
try:
    @dataclass
    class Bad: x: list = []
except ValueError as e: print(e)
try:
    @dataclass
    class Bad: x: int = 1; y: int
except TypeError as e: print(e)
print(make_dataclass("M", ["a", ("b", int), ("c", int, 3)])(1, 2), P.__doc__, fields(P)[1].default, fields(P)[0].default is MISSING, fields(P)[2].default_factory)
match p:
    case P(x=1, y=0): print("match")
P(y=1)
# ---
import typing
from typing import *
print(List[int], Dict[str, int], Optional[int], Union[int, str, None], Callable[[int], str], Tuple[int, ...], Any, Literal["a", 1], ClassVar[int], Type[int], Iterable[str], Final[int])
print(get_origin(List[int]), get_args(Dict[str, int]), get_args(Callable[[int], str]), get_type_hints(type("A", (), {"__annotations__": {"x": int, "y": "str"}})), Optional[int] == Union[int, None], Union[int, int], Union[Union[int, str], float])
T = TypeVar("T"); N = NewType("N", int); print(T, N, N(5), N.__name__, T.__name__, TypeVar("B", bound=int).__bound__, TypeVar("C", int, str).__constraints__)
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box[int], Box[int](3).get(), Box.__parameters__, Box[int].__args__, Box.__orig_bases__)
class NT(NamedTuple):
    a: int
    b: str = "x"
print(NT(1), NT(1)._asdict(), NT.__annotations__, NT._field_defaults)
class TD(TypedDict, total=False):
    a: int
    b: str
print(TD(a=1), TD.__annotations__, TD.__total__, TD.__required_keys__, type(TD(a=1)))
@runtime_checkable
class HasLen(Protocol):
    def __len__(self): ...
print(isinstance([], HasLen), isinstance(5, HasLen), cast(int, "a"), TYPE_CHECKING, Annotated[int, "meta"], get_type_hints(Box.get), Text is str, no_type_check, overload) if False else print(isinstance([], HasLen), isinstance(5, HasLen), cast(int, "a"), TYPE_CHECKING, Annotated[int, "meta"], Text is str)
def f(a: int, b: Optional[str] = None, *c: "float") -> "List[int]": ...
print(get_type_hints(f), f.__annotations__["c"])
for bad in [lambda: List[int, str], lambda: Optional[int, str], lambda: Union[()], lambda: Any(), lambda: isinstance(1, List[int]), lambda: Generic[int], lambda: T(), lambda: ClassVar[int, str], lambda: NT()]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
import copy
a = [1, [2, 3], {"k": {4}}]; b = copy.copy(a); c = copy.deepcopy(a); a[1].append(9); print(b, c, b[1] is a[1], c[2] is a[2])
import datetime, decimal, fractions
for v in [5, "s", (1, [2]), frozenset([1]), datetime.date(2020, 1, 1), decimal.Decimal("1.5"), None, len, int, 1.5, b"x", range(3), {1: [2]}, Ellipsis]:
    print(copy.deepcopy(v) == v, copy.copy(v) == v, end=" ")
print()
class P:
    def __init__(self, n): self.n, self.l = n, [n]
    def __deepcopy__(self, memo): q = P(self.n); memo[id(self)] = q; return q
p = P(1); q = copy.deepcopy([p, p]); print(q[0] is q[1], q[0] is p)
class R:
    def __reduce__(self): return (R, ())
print(type(copy.copy(R())).__name__)
d = {"a": [1]}; d["self"] = d; e = copy.deepcopy(d); print(e["self"] is e, e["a"] is d["a"])
copy.deepcopy(x for x in [])
