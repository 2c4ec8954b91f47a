def kind(x):
    match x:
        case 0: return "zero"
        case 1 | 2: return "small"
        case -1: return "minus one"
        case "a": return "letter"
        case None: return "none"
        case True: return "true"
        case 1.5: return "float"
        case b"b": return "bytes"
        case str(): return "text"
        case int(n) if n > 100: return f"big {n}"
        case int(): return "int"
        case []: return "empty"
        case [x]: return f"one {x}"
        case [x, y]: return f"two {x} {y}"
        case [first, *rest]: return f"many {first} {rest}"
        case {}: return "mapping"
        case _: return "other"
print([kind(x) for x in (0, 1, 2, -1, "a", None, True, 1.5, b"b", "zz", 500, 50, [], [1], (1, 2), [1, 2, 3], {}, {"a": 1}, object, 2.5)])
# ---
def where(p):
    match p:
        case {"x": x, "y": y, **rest}: return x, y, rest
        case {"name": str(n)}: return n
        case {"a": {"b": [_, deep]}}: return deep
        case {1: "one"}: return 1
    return "none"
print(where({"x": 1, "y": 2, "z": 3}), where({"name": "n"}), where({"a": {"b": [1, 2]}}), where({1: "one", 2: 3}), where({"name": 5}), where([]))
# ---
class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
def f(p):
    match p:
        case Point(0, 0): return "origin"
        case Point(0, y): return f"y axis {y}"
        case Point(x=x, y=0): return f"x axis {x}"
        case Point(x, y) if x == y: return "diagonal"
        case Point(): return "point"
print(f(Point(0, 0)), f(Point(0, 2)), f(Point(3, 0)), f(Point(4, 4)), f(Point(1, 2)), f(1))
# ---
class Color:
    RED = "r"
    GREEN = "g"
def f(c):
    match c:
        case Color.RED: return "red"
        case Color.GREEN: return "green"
        case other: return other
print(f("r"), f("g"), f("x"))
# ---
match [1, [2, 3], {"k": (4, 5)}]:
    case [a, [b, *c], {"k": (d, e) as pair}]: print(a, b, c, d, e, pair)
# ---
match "abc":
    case [a, b, c]: print("sequence")
    case str() as s: print("text", s)
# ---
match (1, 2, 3, 4):
    case (first, *_, last): print(first, last)
match [1]:
    case [*all]: print(all)
match range(3):
    case [0, *r]: print(r)
# ---
match {"a": 1}:
    case {"a": 1, "b": _}: print("both")
    case {"a": x} if x > 5: print("big")
    case {"a": 1 | 2 as n}: print("n", n)
# ---
x = 5
match x:
    case y: pass
print(y)
match = 3
case = 4
print(match + case)
# ---
match 1, 2:
    case 1, x: print("x", x)
match [1, 2]:
    case 1, 2: print("list as tuple pattern")
# ---
for value in (3, "3", 3.0, [3], True):
    match value:
        case bool(): print("bool")
        case int() | float(): print("number")
        case str(s): print("str", s)
        case list([int(i)]): print("list of", i)
# ---
def f(x):
    match x:
        case 1: return "one"
print(f(2))
# ---
class A:
    __match_args__ = ("a",)
    def __init__(self): self.a = 1
match A():
    case A(1, 2): pass
# ---
class A: pass
match A():
    case A(1): pass
# ---
class A:
    __match_args__ = ["a"]
match A():
    case A(1): pass
# ---
class A:
    __match_args__ = ("a",)
    a = 1
match A():
    case A(1, a=2): pass
# ---
match 1:
    case int(1, 2): pass
# ---
match 1:
    case 5(): pass
# ---
match 1:
    case undefined.x: pass
# ---
match 1:
    case undefined(): pass
# ---
x = 5
match 1:
    case x(): pass
# ---
match undefined:
    case 1: pass
# ---
match 1:
    case a | b: pass
# ---
match 1:
    case a: pass
    case b: pass
# ---
match 1:
    case _: pass
    case 2: pass
# ---
match 1:
    case [a, a]: pass
# ---
match 1:
    case [a] | [b]: pass
# ---
match 1:
    case [*a, *b]: pass
# ---
match 1:
    case {"a": 1, "a": 2}: pass
# ---
match 1:
    case {**rest, "a": 1}: pass
# ---
match 1:
    case {x: 1}: pass
# ---
match 1:
    case A(x=1, x=2): pass
# ---
match 1:
    case 1 + 2: pass
# ---
match 1:
    case f"x": pass
# ---
match 1:
    case x.y as z.w: pass
# ---
match 1:
    case 1 as _: pass
# ---
match 1:
    pass
# ---
match 1:
# ---
match 1:
    case {**_}: pass
# ---
match 1:
    case _ | 1: pass
# ---
match x
    case 1: pass
# ---
match 5:
    case 1
        pass
# ---
from dataclasses import dataclass
@dataclass
class Add:
    left: object
    right: object
@dataclass
class Num:
    n: int
def ev(e):
    match e:
        case Num(n): return n
        case Add(Num(0), r): return ev(r)
        case Add(l, r): return ev(l) + ev(r)
print(ev(Add(Num(0), Add(Num(2), Num(3)))))
# ---
from enum import Enum
class S(Enum):
    A = 1
    B = 2
def f(s):
    match s:
        case S.A: return "a"
        case S.B: return "b"
print(f(S.A), f(S.B), f(1))
# ---
def command(line):
    match line.split():
        case ["quit"]: return "bye"
        case ["go", ("north" | "south") as d]: return f"going {d}"
        case ["go", d]: return f"can't go {d}"
        case ["drop", *things] if things: return f"dropping {', '.join(things)}"
        case []: return "nothing"
        case _: return "what?"
print([command(c) for c in ("quit", "go north", "go up", "drop a b", "drop", "", "x y z")])
# ---
match {"type": "circle", "r": 2}:
    case {"type": "circle", "r": int() | float() as r}: print(3 * r * r)
match -3.5, 2j if False else 0:
    case -3.5, 0: print("negative number")
# ---
class M(dict): pass
class L(list): pass
match M(a=1), L([1, 2]):
    case {"a": x}, [y, z]: print(x, y, z)
# ---
import collections
match collections.deque([1, 2]), collections.OrderedDict(k=1), collections.namedtuple("P", "x y")(3, 4):
    case [a, b], {"k": c}, (d, e): print(a, b, c, d, e)
# ---
p = collections = None
match [1, "x", None, {"y": []}]:
    case [int(), str(), None, {"y": []}]: print("shape matched")
match {}:
    case {"a": _}: print("no")
    case {**kw}: print("rest", kw)
