from enum import Enum
class Color(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(2), Color["RED"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED in Color, Color.__members__, type(Color.RED), isinstance(Color.RED, Color), Color.RED == 1, hash(Color.RED) == hash(Color.RED), {Color.RED: 1}[Color.RED], f"{Color.RED}", Color, bool(Color.RED), list(reversed(Color)))
# ---
from enum import Enum
class C(Enum): A = 1
C(5)
# ---
from enum import Enum
class C(Enum): A = 1
C["Z"]
# ---
from enum import Enum
class C(Enum): A = 1
C.Z
# ---
from enum import Enum
class C(Enum): A = 1
C.A = 2
# ---
from enum import Enum
class C(Enum): A = 1
C.A.value = 2
# ---
from enum import Enum
class C(Enum):
    A = 1
    A = 2
# ---
from enum import Enum
class C(Enum): A = 1
class D(C): B = 2
# ---
from enum import Enum
class C(Enum): A = 1
C.A < C.A
# ---
from enum import Enum
class C(Enum): A = 1
del C.A
# ---
from enum import Enum
class C(Enum): A = 1
1 in C
# ---
from enum import Enum, auto
class C(Enum):
    A = auto()
    B = auto()
    C = 10
    D = auto()
print([(m.name, m.value) for m in C])
class S(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last): return name.lower()
    X = auto()
    Y = auto()
print([m.value for m in S])
# ---
from enum import IntEnum
class P(IntEnum):
    LOW = 1
    HIGH = 3
print(P.LOW < P.HIGH, P.LOW + 1, P.HIGH == 3, [1, 2, 3][P.LOW], repr(P.LOW), str(P.LOW), f"{P.LOW}", f"{P.HIGH:03d}", P(3), sorted([P.HIGH, P.LOW]), max(P), isinstance(P.LOW, int), "%d %s" % (P.LOW, P.LOW), P.LOW in (1, 2), type(P.LOW + P.HIGH).__name__, range(P.HIGH), {1: "x"}[P.LOW])
# ---
from enum import StrEnum, auto
class S(StrEnum):
    A = "a"
    B = auto()
print(S.A == "a", S.B, repr(S.A), S.A.upper(), f"{S.A:>3}", S("b"), S.A + "x", isinstance(S.A, str), ",".join(S), "%s" % S.A, len(S.A))
class Bad(StrEnum): X = 1
# ---
from enum import Flag, auto
class F(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W
print(F.R | F.X, F.RW, repr(F.R | F.X), F.RW & F.R, ~F.R, F.R in F.RW, F(3), F(0), bool(F(0)), list(F), list(F.RW), F.RW.value, F.R ^ F.RW, len(F.RW), F.X.name, (F.R | F.X).name, F.R == F(1))
F(99)
# ---
from enum import IntFlag
class I(IntFlag):
    A = 1
    B = 2
print(I.A | I.B, I.A | 4, I(3), repr(I(3)), I.A + 1, I.A & 1, ~I.A, str(I.A), isinstance(I.A, int), I(0))
# ---
from enum import Enum
class Planet(Enum):
    EARTH = (5.97e24, 6.37e6)
    MARS = (6.42e23, 3.39e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def density(self): return round(self.mass / self.radius ** 3, 1)
    @classmethod
    def heaviest(cls): return max(cls, key=lambda p: p.mass)
    def __str__(self): return self.name.title()
print(Planet.EARTH.mass, Planet.MARS.density, Planet.heaviest(), str(Planet.MARS), repr(Planet.MARS), Planet((5.97e24, 6.37e6)), f"{Planet.EARTH}")
# ---
from enum import Enum
class Mood(Enum):
    GOOD = "g"
    BAD = "b"
    @classmethod
    def _missing_(cls, value):
        for m in cls:
            if m.value == str(value).lower(): return m
        return None
    def describe(self): return f"{self.name} is {self.value}"
    @property
    def loud(self): return self.name + "!"
print(Mood("G"), Mood.BAD.describe(), Mood.GOOD.loud, Mood.GOOD.__class__.__name__)
Mood("x")
# ---
from enum import Enum, unique
@unique
class C(Enum):
    A = 1
    B = 1
# ---
from enum import Enum
C = Enum("C", "A B C")
print(list(C), C.B.value, Enum("D", {"X": 10}).X, Enum("E", ["P", "Q"]).Q, Enum("F", [("k", 7)]).k, C.__name__, Enum("G", "A, B").B.value, C.A.__module__ == __name__)
# ---
from enum import Enum
class C(Enum):
    A = 1
    _ignore_ = ["x"]
    x = 5
    def f(self): return self.value
    class Inner: pass
    y = property(lambda self: 3)
print(list(C), C.A.f(), C.A.y, "x" in C.__dict__, C.__members__)
# ---
from enum import Enum, member, nonmember
class C(Enum):
    A = 1
    b = nonmember(5)
    @member
    def f(): return 1
print(len(list(C)), C.b, type(C.f).__name__)
# ---
from enum import Enum
class N(str, Enum):
    A = "a"
print(N.A == "a", str(N.A), f"{N.A}", N.A.upper(), repr(N.A), "%s" % N.A, N.A + "b", N("a"), {"a": 1}[N.A], len(N.A))
# ---
from enum import Enum
class W(int, Enum):
    ONE = 1
    def __new__(cls, value):
        obj = int.__new__(cls, value)
        obj._value_ = value
        obj.double = value * 2
        return obj
print(W.ONE.double, W.ONE + 1, W(1), str(W.ONE), repr(W.ONE), f"{W.ONE}")
# ---
from enum import Enum
import copy
class C(Enum):
    A = []
    B = [1]
print(C.A.value, C([1]), copy.deepcopy(C.A) is C.A, C.A is not C.B, [c.name for c in C if c.value], C.A != C.B, dir(C.A)[-2:])
# ---
from enum import Enum
class Empty(Enum): pass
class Base(Enum):
    def hi(self): return "hi " + self.name
class Sub(Base): X = 1
print(list(Empty), Sub.X.hi(), issubclass(Sub, Base), Sub.X)
Empty()
# ---
from enum import Enum
class C(Enum):
    A = 1
    def __eq__(self, o): return True
print(C.A == 99)
class Ordered(Enum):
    LOW = 1
    HIGH = 2
    def __lt__(self, o): return self.value < o.value
print(sorted([Ordered.HIGH, Ordered.LOW]), Ordered.LOW < Ordered.HIGH, Ordered.LOW != Ordered.HIGH)
