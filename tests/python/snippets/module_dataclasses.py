from dataclasses import *
@dataclass
class A:
    x: int
    m: dict = field(default_factory=dict, metadata={'k': 1})
    h: int = field(default=3, hash=False)
print(A(1), A.__doc__, fields(A)[1].metadata['k'], str(fields(A)[2]).replace(repr(MISSING), 'MISSING'), fields(A)[0].default is MISSING, asdict(A(1, {'a': [A(2)]})), astuple(A(1)), asdict(A(1), dict_factory=lambda it: it), astuple(A(1), tuple_factory=list))
# ---
from dataclasses import *
@dataclass
class A:
    x: int
    y: InitVar[int] = 3
    z: int = field(init=False)
    w: str = field(init=False, default='w')
    def __post_init__(self, y): self.z = self.x + y
print(A(1), A(1, 2).z, [it.name for it in fields(A)], asdict(A(1)), A.y, vars(A(1)), A.__doc__, replace(A(1), x=5), A(1) == A(1, y=4))
# ---
from dataclasses import *
@dataclass
class A:
    q: InitVar[int]
    def __post_init__(self, q): self.v = q * 2
print(A(4).v, InitVar[int], InitVar[list[int]])
replace(A(1))
# ---
from dataclasses import *
@dataclass
class A:
    z: int = field(init=False, default=1)
replace(A(), z=3)
# ---
from dataclasses import *
@dataclass
class A:
    q: InitVar[int]
A()
# ---
from dataclasses import *
@dataclass(slots=True)
class A:
    a: int
    b: int = 2
@dataclass(slots=True)
class B(A):
    c: int = 3
thing = A(1)
thing.b = 5
print(thing, A.__slots__, hasattr(thing, '__dict__'), A(1) == A(1, 2), B(1), B.__slots__)
thing.c = 3
# ---
from dataclasses import *
@dataclass(slots=True)
class A:
    __slots__ = ('a',)
    a: int
# ---
from dataclasses import *
@dataclass(frozen=True, slots=True)
class A:
    a: int
print(hash(A(1)) == hash((1,)), A(1))
try: A(1).a = 3
except FrozenInstanceError as error: print(error)
# ---
from dataclasses import *
@dataclass(unsafe_hash=True)
class A:
    a: int
    b: list = field(default_factory=list, hash=False)
print(hash(A(1)) == hash((1,)))
@dataclass(eq=False)
class B:
    a: int
print(B(1) == B(1), B.__hash__ is object.__hash__)
# ---
from dataclasses import *
@dataclass(unsafe_hash=True)
class A:
    a: int
    def __hash__(self): return 1
# ---
from dataclasses import *
@dataclass(order=True, eq=False)
class A:
    a: int
# ---
from dataclasses import *
@dataclass
class A:
    a: int
    _: KW_ONLY
    b: int
    c: int = 3
print(A(1, b=2), A.__doc__, A.__match_args__)
A(1, 2)
# ---
from dataclasses import *
M = make_dataclass('M', ['a', ('b', int), ('c', int, field(default=3))], namespace={'total': lambda self: self.a + self.c})
print(M(1, 2), M(1, 2).total(), M.__doc__, make_dataclass('N', ['x'], frozen=True, bases=(M,)).__mro__[1] is M if False else fields(M)[0].type)
# ---
from dataclasses import *
make_dataclass('M', ['class'])
# ---
from dataclasses import *
make_dataclass('M', ['x', 'x'])
# ---
from dataclasses import *
make_dataclass('M', ['a b'])
# ---
from dataclasses import *
asdict(3)
# ---
from dataclasses import *
astuple(int)
# ---
from dataclasses import *
replace(3)
# ---
from dataclasses import *
print(is_dataclass(int))
fields(int)
