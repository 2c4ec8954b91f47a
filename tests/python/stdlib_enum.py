import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


class Color(Enum):
    RED = 1
    GREEN = "g"
    BLUE = auto()
    CRIMSON = 1

    @property
    def lower(self):
        return self.name.lower()

    @classmethod
    def default(cls):
        return cls.RED

    def describe(self):
        return f"{self.name}={self.value}"


print(Color.RED, repr(Color.RED), Color.RED.name, Color.RED.value, Color(1), Color["GREEN"], Color.CRIMSON is Color.RED, list(Color), len(Color), Color.RED == Color.RED, Color.RED == 1, Color.RED in Color, Color.RED.lower, Color.default(), Color.GREEN.describe(), Color, type(Color.RED), isinstance(Color.RED, Color), Color.__members__.keys(), hash(Color.RED) == hash(Color.RED), {Color.RED: 1})
for bad in [lambda: Color(99), lambda: Color["X"], lambda: Color.NOPE]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)


class N(IntEnum):
    ONE = 1
    TWO = 2


print(N.ONE, repr(N.ONE), N.ONE + 1, N.ONE == 1, N.TWO > N.ONE, f"{N.ONE}", "%d" % N.ONE, N(2), sorted([N.TWO, N.ONE]), int(N.TWO), isinstance(N.ONE, int))


class S(StrEnum):
    A = auto()
    B = "bee"


print(S.A, repr(S.A), S.B, S.B == "bee", S.B.upper(), f"{S.A}", {"bee": 1}[S.B])


class M(str, Enum):
    X = "x"
    Y = "y"


print(M.X, repr(M.X), M.X == "x", M.X.value, M("y"), M.X.upper(), f"{M.X}")


class P(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(P.R, repr(P.R), P.R | P.W, repr(P.R | P.W), repr(P.R | P.X), P.RW, P.R in P.RW, P.X in P.RW, P.R & P.W, repr(P.R & P.W), bool(P.R & P.W), list(P.RW), ~P.R, P.R ^ P.RW, P(3), list(P))


class IF(IntFlag):
    A = 1
    B = 2


print(IF.A | IF.B, repr(IF.A | IF.B), IF.A + 1, IF.A | 8)


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius


print(Planet.EARTH.mass, Planet.MARS.value, Planet((0.64, 3.39)), repr(Planet.EARTH))
Fn = Enum("Fn", "A B")
print(list(Fn), Fn.A.value)
try:

    @unique
    class U(Enum):
        A = 1
        B = 1

except ValueError as e:
    print(e)
try:

    class Sub(Color):
        X = 3

except TypeError as e:
    print(e)


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, value):
        return cls.A


print(Missing(55))


class Gen(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    AA = auto()
    BB = auto()


print(Gen.AA.value, [g.value for g in Gen])


class WithMeth(Enum):
    A = "a"

    def __str__(self):
        return "custom:" + self.value


print(WithMeth.A, f"{WithMeth.A}", repr(WithMeth.A))


class TupleAuto(Enum):
    A = auto(), "label a"
    B = auto(), "label b"


print([t.value for t in TupleAuto])
