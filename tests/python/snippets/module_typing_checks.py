import typing
from typing import List, Dict, Optional, Union, Iterable, Callable
print(isinstance([], List), isinstance({}, Dict), isinstance([], Iterable), isinstance(len, Callable), isinstance(5, int | str), isinstance(5, Union[int, str]), isinstance(None, Optional[int]), issubclass(bool, int | str), isinstance("a", (int, str | None)))
for bad in [lambda: isinstance([], list[int]), lambda: isinstance([], List[int]), lambda: isinstance(5, "int"), lambda: isinstance(5, 5), lambda: isinstance(5, [int]), lambda: issubclass(5, int)]:
    try: print(bad())
    except TypeError as e: print(e)
print(Optional[int], Union[int, str], Union[int, None, str], List[Optional[int]], Dict[str, List[int]], Callable[..., int], Callable[[], None], typing.get_args(Dict[str, int]), typing.get_origin(List[int]), typing.get_origin(Optional[int]) is Union, typing.get_args(Optional[int]), typing.get_type_hints(lambda: 0))
T = typing.TypeVar("T", bound=int)
class Stack(typing.Generic[T]):
    def __init__(self) -> None: self.items: list[T] = []
    def push(self, item: T) -> None: self.items.append(item)
s = Stack[int](); s.push(1); print(s.items, Stack[int], T, T.__bound__, Stack.__parameters__)
class P(typing.NamedTuple):
    x: int
    y: int = 0
    def total(self): return self.x + self.y
print(P(1).total(), P(1, 2), P._fields, P.__annotations__, P(3)._replace(y=4))
UserId = typing.NewType("UserId", int); print(UserId(5) + 1, UserId.__name__, UserId)
@typing.overload
def f(a: int) -> int: ...
def f(a): return a
print(f(3), typing.cast("str", 5), typing.TYPE_CHECKING, typing.Any, typing.Literal["a", "b"], typing.Final, typing.ClassVar[int])
P()
# ---
from typing import Protocol, runtime_checkable, TypedDict, Annotated, get_type_hints
@runtime_checkable
class Closer(Protocol):
    def close(self) -> None: ...
class File:
    def close(self): pass
print(isinstance(File(), Closer), isinstance(5, Closer), issubclass(File, Closer))
class Movie(TypedDict):
    title: str
    year: int
m: Movie = {"title": "X", "year": 1}; n = Movie(title="Y", year=2); print(m, n, type(n), Movie.__annotations__, Movie.__total__)
class Base:
    a: int
class Child(Base):
    b: "str" = "x"
    c: Annotated[int, "meta"] = 1
print(get_type_hints(Child), get_type_hints(Child, include_extras=True)["c"], Child.__annotations__)
def g(x: "Child", y: list["Base"] | None = None) -> "int": ...
print(get_type_hints(g)["x"], g.__annotations__["return"])
