def outer():
    count = 0
    def bump(by=1):
        nonlocal count
        count += by
        return count
    def reset():
        nonlocal count
        count = 0
    return bump, reset
b, r = outer()
print(b(), b(5), b(by=-2)); r(); print(b())
print(b.__closure__[0].cell_contents, b.__code__.co_freevars, r.__code__.co_varnames)
print(b.__name__, b.__qualname__, b.__defaults__, b.__kwdefaults__)
# ---
def append(item, to=[]):
    to.append(item)
    return to
print(append(1), append(2), append(3, []), append.__defaults__)
def g(a, b=1, *c, d, e=5, **f): ...
print(g.__defaults__, g.__kwdefaults__, g.__code__.co_argcount, g.__code__.co_kwonlyargcount, g.__code__.co_varnames)
# ---
funcs = [lambda: i for i in range(3)]
print([f() for f in funcs])
funcs = [lambda i=i: i for i in range(3)]
print([f() for f in funcs])
def make(n):
    return lambda x, /, *, k=n: (x, k)
print(make(3)(4), make(3)(4, k=9))
make(1)(x=2)
# ---
import functools
def repeat(times):
    def decorate(function):
        @functools.wraps(function)
        def inner(*args, **kwargs):
            return [function(*args, **kwargs) for _ in range(times)]
        return inner
    return decorate
@repeat(times=3)
def hello(name: str = "x") -> str:
    """Says hello."""
    return f"hello {name}"
print(hello("you"), hello.__name__, hello.__doc__, hello.__wrapped__("w"), hello.__annotations__)
# ---
def f(a, b, /, c, *, d): return (a, b, c, d)
for args, kwargs in [((1, 2, 3), {"d": 4}), ((1, 2), {"c": 3, "d": 4}), ((1, 2, 3), {}), ((1,), {"d": 1}), ((1, 2, 3, 4), {"d": 1}), ((1, 2), {"c": 1, "d": 1, "e": 5}), ((), {}), ((1,), {"b": 2, "c": 1, "d": 1})]:
    try:
        print(f(*args, **kwargs))
    except TypeError as e:
        print(type(e).__name__, e)
# ---
x = 10
def shadow():
    try:
        print(x)
    except UnboundLocalError as e:
        print(type(e), e, e.name if hasattr(e, 'name') else None)
    x = 5
shadow()
def glob():
    global x, y
    x = 20
    y = 30
glob(); print(x, y)
def outer():
    def inner():
        print(later)
    try:
        inner()
    except NameError as e:
        print(e)
    later = 3
    inner()
outer()
# ---
def fact(n):
    assert n >= 0, f"negative: {n}"
    return 1 if n < 2 else n * fact(n - 1)
print(fact(30), fact(50) // fact(48))
fact(-1)
# ---
def f():
    x = 1
    del x
    return x
f()
# ---
def outer():
    v = 1
    def inner():
        return v
    del v
    return inner
outer()()
# ---
class Counter:
    def __init__(self, f): self.f, self.n = f, 0
    def __call__(self, *a, **k):
        self.n += 1
        return self.f(*a, **k)
    def __get__(self, o, t=None):
        return self if o is None else __import__("functools").partial(self, o)
@Counter
def twice(x): return x * 2
print(twice(2), twice(4), twice.n)
class C:
    @Counter
    def m(self, y): return y + 1
print(C().m(3), C.m.n)
# ---
from functools import reduce, partial
compose = lambda *fs: reduce(lambda f, g: lambda x: f(g(x)), fs)
print(compose(str, abs, int)("-5"), list(map(partial(pow, 2), range(5))), list(filter(None, [0, 1, "", "a", [], [0]])))
p = partial(int, base=2); print(p("101"), p, p.func, p.args, p.keywords)
print(sorted("bAc", key=str.lower), max([1, 2, 3], key=lambda v: -v), min("bca", default="z"), max([], default=None))
# ---
def f(*, key, default=None): return key, default
print(f(key=1), f(**dict(key=2, default=3)))
try: f(1)
except TypeError as e: print(e)
try: f()
except TypeError as e: print(e)
try: f(key=1, other=2)
except TypeError as e: print(e)
def g(a, b, c=3, d=4): pass
for n in range(6):
    try: g(*range(n))
    except TypeError as e: print(n, e)
# ---
def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got: print("got", got)
        return "done"
    finally:
        print("closing")
g = gen(3)
print(next(g), g.send("a"), next(g))
try: next(g)
except StopIteration as e: print(e.value)
def deleg():
    result = yield from gen(2)
    print("result", result)
print(list(deleg()))
g = gen(5); next(g); g.close()
g = gen(5); next(g)
try: g.throw(ValueError("x"))
except ValueError as e: print("thrown", e)
# ---
def f(x: int, y: "str" = "a", *args: float, z: list[int] = None, **kw: dict) -> bool: pass
print(f.__annotations__)
import inspect
print(inspect.signature(f))
print(inspect.signature(lambda a, /, b, *, c=1: 0))
for p in inspect.signature(f).parameters.values(): print(p.name, p.kind, p.default is inspect.Parameter.empty)
# ---
def f(n):
    if n == 0:
        raise ValueError("bottom")
    f(n - 1)
f(5)
# ---
import sys
def f(): return f()
try:
    f()
except RecursionError as e:
    print(type(e).__name__, e)
# ---
print((lambda *a, **k: (a, k))(*"ab", *[1], **{"x": 1}, y=2))
print(*[1, 2], *(3,), sep="-", end="!\n")
first, *middle, last = range(6); print(first, middle, last)
[a, [b, *c]], d = [1, [2, 3, 4]], 5; print(a, b, c, d)
for i, (x, *y) in enumerate([(1, 2, 3), "ab"]): print(i, x, y)
{**{"a": 1}, "b": 2, **{"a": 3}}
print({**{"a": 1}, "b": 2, **{"a": 3}}, [*range(3), *"xy"], {*[1, 2], 2})
a, b = 1, 2, 3
# ---
a, b, *c = [1]
# ---
def describe(f):
    return f"{f.__module__}.{f.__qualname__}"
class A:
    class B:
        def m(self): return lambda: 0
    @staticmethod
    def s(): pass
    @classmethod
    def c(cls): pass
print(describe(A.B.m), describe(A.B().m()), describe(A.s), describe(A.c), describe(len))
print(type(A.B.m), type(A.s), type(A.c), type(A().B().m))
# ---
def f(a): return a
f.attr = 1; f.__doc__ = "doc"; f.__name__ = "renamed"
print(f.attr, f.__doc__, f.__name__, f.__dict__, vars(f))
del f.attr
try: f.attr
except AttributeError as e: print(e)
f.__defaults__ = (7,)
print(f())
# ---
import functools
@functools.lru_cache(maxsize=2)
def sq(x):
    print("computing", x)
    return x * x
sq(1); sq(2); sq(1); sq(3); sq(2)
print(sq.cache_info(), sq.cache_info().hits, sq.cache_parameters())
sq.cache_clear(); print(sq.cache_info())
@functools.cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
print(fib.cache_info()._asdict(), fib.cache_info()[0])
try: sq([])
except TypeError as e: print(e)
# ---
import functools
@functools.singledispatch
def show(x): return "object"
@show.register
def _(x: int): return "int"
@show.register(list)
def _(x): return "list"
@show.register
def _(x: str | bytes): return "text"
