from dataclasses import *
@dataclass
class P:
    x: int
    y: int = 0
    tags: list = field(default_factory=list)
p = P(1)
p.tags.append("t")
print(p, P(1) == P(1), P(1).tags is P(1).tags, P(1, 2), p == P(1), asdict(p), astuple(p), replace(p, x=9), [f.name for f in fields(P)], is_dataclass(P), is_dataclass(p), P.__match_args__, P.__annotations__)
P()
# ---
from dataclasses import dataclass
@dataclass
class P:
    x: int
P(1, 2)
# ---
from dataclasses import dataclass
@dataclass
class P:
    x: int = 0
    y: int
# ---
from dataclasses import dataclass
@dataclass
class P:
    x: list = []
# ---
from dataclasses import dataclass
@dataclass(frozen=True)
class P:
    x: int
print(hash(P(1)) == hash(P(1)), {P(1): "a"}[P(1)])
P(1).x = 2
# ---
from dataclasses import dataclass
@dataclass
class P:
    x: int
hash(P(1))
# ---
from dataclasses import dataclass
@dataclass(order=True)
class P:
    x: int
    y: int = 0
print(P(1) < P(2), sorted([P(2), P(1, 5), P(1, 3)]), P(1) <= P(1), max(P(1), P(3)))
P(1) < 5
# ---
from dataclasses import dataclass, field, InitVar, KW_ONLY
from typing import ClassVar
@dataclass
class A:
    n: int
    scale: InitVar[int] = 2
    total: int = field(init=False, repr=False)
    count: ClassVar[int] = 0
    _: KW_ONLY
    k: str = "kw"
    def __post_init__(self, scale): self.total = self.n * scale
a = A(3, k="z")
print(a, a.total, A(1, 10).total, A.count, A.__match_args__)
A(1, 2, "x")
# ---
from dataclasses import dataclass, field, fields, replace, make_dataclass
@dataclass
class Base:
    a: int
    b: str = "b"
@dataclass
class Sub(Base):
    c: float = 1.5
    b: str = "sub"
    def __repr__(self): return "custom"
print(Sub(1), [f.name for f in fields(Sub)], Sub(1).b, Base(1), Base(1) == Sub(1), make_dataclass("M", ["x", ("y", int, 5)])(1), fields(Base)[1].default, fields(Base)[0].type)
replace(Base(1), zz=3)
# ---
from dataclasses import dataclass, field
@dataclass(slots=True, kw_only=True, eq=False)
class S:
    x: int
    y: int = field(default=1, compare=False, metadata={"unit": "m"}, hash=None)
s = S(x=1)
print(s, s == S(x=1), S.__slots__, S.__dataclass_fields__["y"].metadata["unit"])
s.zz = 1
# ---
from dataclasses import fields
fields(5)
# ---
from dataclasses import asdict, dataclass
@dataclass
class N:
    v: object
print(asdict(N([N(1), {"k": N(2)}, (N(3),)])), asdict(N(1), dict_factory=list))
asdict(5)
# ---
from dataclasses import dataclass
@dataclass(frozen=True)
class A: x: int
@dataclass
class B(A): y: int
# ---
from typing import *
print(List[int], Dict[str, int], Optional[int], Union[int, str], Union[int, None], Tuple[int, ...], Callable[[int], str], Any, ClassVar[int], Literal["a", 1], Type[int], Set[int], Union[int, int], Optional[Union[int, str]], Annotated[int, "meta"], Final[int], Callable[..., int], Iterable[str])
# ---
print(list[int], dict[str, int], tuple[int, ...], int | None, int | str, type[int], list[int].__origin__, dict[str, int].__args__, (int | str).__args__, list[int] == list[int], list[list[int]], set[str], int | list[str], type(list[int]).__name__, type(int | str).__name__, isinstance(5, int | str), list[int]([1]))
# ---
from typing import *
T = TypeVar("T")
class Box(Generic[T]):
    def __init__(self, v: T): self.v = v
    def get(self) -> T: return self.v
print(Box[int](5).get(), Box[int], T, Box.__parameters__, Box[int].__origin__, get_type_hints(Box.get) if False else "", cast(int, "x"), get_origin(List[int]), get_args(Dict[str, int]), get_origin(list[int]), get_args(int | str))
# ---
from typing import *
class P(NamedTuple):
    x: int
    y: str = "d"
class M(TypedDict, total=False):
    a: int
class Speaks(Protocol):
    def speak(self) -> str: ...
U = NewType("U", int)
print(P(1), P(1)._asdict(), P.__annotations__, M(a=1), U(5), U.__name__, TYPE_CHECKING, P(1) == (1, "d"), P._field_defaults)
@overload
def f(x: int) -> int: ...
def f(x): return x
@final
class Z: pass
print(f(1), no_type_check(f)(2))
# ---
from typing import Optional
Optional[int, str]
# ---
from math import nope_either
# ---
int[str]
# ---
int | 5
# ---
isinstance([], list[int])
# ---
from typing import NamedTuple
class P(NamedTuple):
    x: int = 1
    y: int
# ---
from typing import get_type_hints
def f(a: "int", b: list["str"] = None) -> "bool": pass
class A:
    x: "int"
print(get_type_hints(f), get_type_hints(A), f.__annotations__)
# ---
from __future__ import annotations
def f(a: undefined_name, b: int = 1) -> also.undefined: pass
class A:
    x: list[nope] = 5
print(f.__annotations__, A.__annotations__, A.x)
# ---
def f(a: undefined): pass
