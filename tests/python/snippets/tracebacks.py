def outer():
    def inner():
        return 1 / 0
    return inner()
outer()
# ---
class A:
    def f(self):
        return self.g()
    def g(self):
        return [x.y for x in [1]]
A().f()
# ---
def f(x):
    return {"a": lambda: x["missing"]}
f({})["a"]()
# ---
def f():
    yield 1
    raise ValueError("g")
for x in f(): pass
# ---
@property
def p(): pass
@undefined
def f(): pass
# ---
class A:
    x = 1 / 0
# ---
def f(a, b):
    return a[b]
f([1, 2], f([[5]], 0)[0])
# ---
x = [
    1,
    2 / 0,
    3,
]
# ---
print("a",
      "b" + 1,
      "c")
# ---
result = sum(
    int(x)
    for x in ["1", "x"]
)
# ---
value = {"k": [1, 2, {"z": None}]}
value["k"][2]["z"].attr
# ---
a = 5
a.b.c
# ---
a = [1]
a[0].b
# ---
a = {"x": 1}
print(a["x"]["y"])
# ---
x = 10
y = 0
print(x + 5 - x / y * 2)
# ---
x = None
x + 5 * 2
# ---
1 + 2 + "3" + 4
# ---
(1 + 2) * ("a" + 3)
# ---
x = "a"
y = x * 3 - 1
# ---
not_there()
# ---
int("5", "6", "7")
# ---
def f(): return g()
def g(): return h()
def h(): return undefined_thing
f()
# ---
try:
    [].x
except AttributeError:
    {}["y"]
# ---
def f():
    try:
        raise ValueError("a")
    finally:
        print("f")
f()
# ---
import functools
@functools.wraps(print)
def f(): raise KeyError("wrapped")
f()
# ---
with open("x") as f:
    pass
# ---
for i in range(3):
    for j in range(i, 0, 0): pass
# ---
if 1 > 2: pass
elif [] < 5: pass
# ---
while undefined: pass
# ---
x = 1 if undefined else 2
# ---
x = y = z
# ---
del missing
# ---
import a.b.c
# ---
assert isinstance(5, str), "five is no text"
# ---
lst = [1, 2, 3]
lst[1:2][5]
# ---
"{}".format(*undefined)
# ---
print(f"{1 + 1} and {2 / 0}")
# ---
raise type("Dynamic", (Exception,), {})("x")
# ---
class Outer:
    class Err(Exception): pass
raise Outer.Err("nested")
# ---
def f(n): return n if n == 0 else f(n - 1) + "x"
f(2)
# ---
é = 1
ü = é + "日本"
# ---
text = "日本語"; number = text + 5
# ---
x = "😀" + 1 + undefined
# ---
def f():
	return 1 / 0
f()
# ---
if True:
    if True:
        raise RuntimeError("indented")
# ---
def f(**k): return k["a"]
f(b=1)
# ---
sorted([3, 1], key=lambda x: x.name)
# ---
list(map(lambda x: 1 / x, [1, 0]))
# ---
class A:
    def __init__(self): self.x = self.missing
A()
# ---
class A:
    @property
    def p(self): return self._p
A().p
# ---
class A:
    def __getitem__(self, k): raise KeyError(k)
A()["q"]
# ---
class A:
    def __add__(self, o): raise TypeError("cannot add")
A() + 1
# ---
class A:
    def __str__(self): return self.name
print(A())
# ---
class A:
    def __eq__(self, o): return o.x == 1
[A()].index(5)
# ---
class A:
    def __iter__(self): raise TypeError("not iterable on purpose")
for x in A(): pass
# ---
class Meta(type):
    def __new__(m, n, b, d): raise TypeError("no classes today")
class A(metaclass=Meta): pass
# ---
def decorator(f): raise ValueError("in decorator")
@decorator
def f():
    pass
# ---
def f(a=1/0): pass
# ---
f = lambda: (yield)
next(f()).x
# ---
raise ValueError("a" * 30)
# ---
raise ValueError(("tuple",), {"k": 1})
# ---
raise Exception("ends with newline\n")
# ---
def a(): b()
def b():
    try: c()
    except KeyError as e: raise ValueError("from b") from e
def c(): raise KeyError("c")
try: a()
except ValueError as e: raise RuntimeError("top")
