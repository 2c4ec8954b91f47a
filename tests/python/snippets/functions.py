def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs
print(f(1, c=3), f(1, 2, 3, 4, c=5, e=6), f(*[1, 2], **{"c": 3, "z": 9}), f(a=1, c=2))
# ---
def f(a, /, b, *, c): return a, b, c
print(f(1, 2, c=3), f(1, b=2, c=3), f(*(1,), **{"b": 2, "c": 3}))
# ---
def f(a): pass
f()
# ---
def f(a, b, c): pass
f()
# ---
def f(a, b): pass
f(1, 2, 3)
# ---
def f(a, b=1): pass
f(1, 2, 3)
# ---
def f(): pass
f(1)
# ---
def f(*, a, b): pass
f()
# ---
def f(*, a): pass
f(1, a=2)
# ---
def f(a, *, k=1): pass
f(1, 2, 3, k=2)
# ---
def f(a): pass
f(1, a=2)
# ---
def f(a): pass
f(b=2)
# ---
def f(a, /): pass
f(a=1)
# ---
def f(a, b, /): pass
f(a=1, b=2)
# ---
def f(a): pass
f(1, **{"a": 2})
# ---
def f(**k): return k
f(**{1: 2})
# ---
def f(**k): return k
f(**{"a": 1}, **{"a": 2})
# ---
def f(*a): return a
f(*5)
# ---
def f(**k): return k
f(**[1])
# ---
def f(a, a): pass
# ---
def f(a=1, b): pass
# ---
def f(*, **k): pass
# ---
f(a=1, 2)
# ---
f(**a, *b)
# ---
f(a=1, a=2)
# ---
f(1 for x in y, 2)
# ---
def f(items=[]):
    items.append(len(items))
    return items
print(f(), f(), f([9]), f.__defaults__)
# ---
i = 5
def f(arg=i): return arg
i = 6
print(f())
# ---
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
c, d = counter(), counter()
print(c(), c(5), d(), c())
# ---
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs])
# ---
def make():
    fs = []
    for i in range(3):
        def f(): return i
        fs.append(f)
    return fs
print([f() for f in make()])
# ---
x = 1
def f():
    print(x)
    x = 2
f()
# ---
def f():
    def g():
        return y
    g()
    y = 1
f()
# ---
def f():
    del x
f()
# ---
x = 1
def f():
    global x
    x += 1
    return x
print(f(), f(), x)
# ---
def f():
    global fresh
    fresh = 3
f()
print(fresh)
# ---
def f():
    nonlocal x
# ---
nonlocal x
# ---
def f():
    x = 1
    global x
# ---
def f(x):
    global x
# ---
def f():
    print(x)
    nonlocal x
# ---
def outer():
    x = 1
    def middle():
        def inner():
            nonlocal x
            x += 1
            return x
        return inner
    return middle()(), x
print(outer())
# ---
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(20), fact(30))
def even(n): return n == 0 or odd(n - 1)
def odd(n): return n != 0 and even(n - 1)
print(even(10), odd(7))
# ---
compose = lambda *fs: lambda x: [x := f(x) for f in fs][-1]
print(compose(str, len)(12345), (lambda: 1)(), (lambda *a, **k: (a, k))(1, b=2), (lambda a, b=2, /, *, c: a + b + c)(1, c=3))
# ---
def deco(f):
    def wrapper(*args, **kwargs):
        print("before", f.__name__, args, kwargs)
        return f(*args, **kwargs)
    return wrapper
@deco
def add(a, b=1): return a + b
print(add(1), add(1, b=5), add.__name__)
# ---
def repeat(n):
    def deco(f):
        def wrapper(x): return [f(x) for _ in range(n)]
        return wrapper
    return deco
@repeat(2)
@repeat(3)
def f(x): return x
print(f("a"))
# ---
def trace(label):
    print("make", label)
    def deco(f):
        print("apply", label)
        return f
    return deco
@trace("a")
@trace("b")
def f(): pass
# ---
import functools
def deco(f):
    @functools.wraps(f)
    def wrapper(*a): return f(*a)
    return wrapper
@deco
def greet(name: str = "x") -> str:
    "Says hello."
    return name
print(greet.__name__, greet.__doc__, greet.__annotations__, greet.__wrapped__.__name__, greet.__qualname__, greet.__module__)
# ---
def f(a: int, b: "str" = 1, *args: float, c: list[int] = None, **kw: dict) -> bool: pass
print(f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__name__, f.__qualname__)
# ---
def f(a, b=1, *c, d, e=2, **g):
    x = 1
code = f.__code__
print(code.co_name, code.co_varnames, code.co_argcount, code.co_kwonlyargcount, code.co_posonlyargcount, code.co_filename[-10:], code.co_firstlineno)
# ---
def f(): "doc"
def g(): 1
print(f.__doc__, g.__doc__, f(), g())
f.attr = 5
print(f.attr, f.__dict__, hasattr(g, "attr"), callable(f), f is f, f == g)
# ---
def f(): pass
f.nope
# ---
def f(): pass
print(type(f), type(f).__name__, repr(f).startswith("<function f at 0x"), repr(lambda: 0).startswith("<function <lambda> at"))
def outer():
    def inner(): pass
    return inner
print(outer().__qualname__, repr(outer()).split(" at ")[0])
# ---
def f(a, b): return a - b
print(f(b=1, a=5), f(*[3], b=1), f(**{"a": 1, "b": 2}), f(*{"x": 1, "y": 2}) if False else "")
# ---
5()
# ---
"abc"()
# ---
None()
# ---
x = [1]
x(0)
# ---
def f(): return
f().x
# ---
def f():
    return 1
    print("never")
print(f())
for i in range(3):
    def g(): return i * 2
print(g())
# ---
return 5
# ---
yield 5
# ---
class C:
    return 1
# ---
def apply(f, *args): return f(*args)
print(apply(max, 3, 7, 5), apply(lambda: "none"), apply(str.upper, "x"), apply(int, "ff", 16), list(map(apply, [abs, len], [-3, "four"])))
# ---
def gen_args():
    print("evaluated")
    return [1, 2]
def f(*a, **k): return a, k
print(f(0, *gen_args(), 3, *"xy", k=1, **{"z": 2}, m=3))
# ---
def f(x, y): return x, y
print(f(*range(2)), f(*{1, 2}), f(*(i for i in (5, 6))))
# ---
def side(x):
    print("side", x)
    return x
def f(a=side("default"), *, b=side("kw")): return a, b
print(f(), f(side(1), b=side(2)))
# ---
def outer(a):
    def inner(b, c=a): return a + b + c
    return inner
print(outer(1)(2), outer(1)(2, 10), outer(1).__closure__[0].cell_contents, outer.__closure__)
# ---
print((lambda x: x)(x=3), sorted([3, -1, 2], key=lambda v: -v), list(filter(lambda v: v % 2, range(6))), (lambda: (yield))().__class__.__name__)
# ---
def f(n):
    if n == 0:
        raise ValueError("bottom")
    f(n - 1)
f(3)
# ---
def f(n):
    return f(n - 1) if n else 1 / 0
f(6)
# ---
f = lambda x: x.missing
f(1)
# ---
def f(a, b):
    return (a +
            b)
f(1,
  "x")
# ---
def f(a, (b, c)): pass
# ---
def f(self, *): pass
# ---
def f(a, *, b, *, c): pass
# ---
def f(a, /, b, /): pass
# ---
def f(/, a): pass
# ---
def f(**kw, a): pass
# ---
lambda a=1, b: 0
# ---
def None(): pass
# ---
def f(None): pass
# ---
def f(x=1
    pass
# ---
def f()
    pass
# ---
def f():
pass
# ---
print(f.x := 5)
# ---
f() = 1
# ---
def f(): x = yield = 1
# ---
print(max(1, 2, key=lambda x: -x), max([], default="none"), min("b", "a"), max({"a": 1, "b": 0}))
max([])
# ---
max()
# ---
max(1)
# ---
min(1, "a")
# ---
max(1, 2, default=3)
# ---
def f(a, b=[], *, c={}): b.append(a); c[a] = b; return b, c
print(f(1), f(2), f(3, [], c={}))
# ---
def memo(f):
    cache = {}
    def inner(n):
        if n not in cache:
            cache[n] = f(n)
        return cache[n]
    inner.cache = cache
    return inner
@memo
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50), len(fib.cache))
# ---
class Adder:
    def __init__(self, n): self.n = n
    def __call__(self, x, /, *, twice=False): return self.n + x * (2 if twice else 1)
print(Adder(3)(4), Adder(3)(4, twice=True), callable(Adder(1)), callable(Adder), list(map(Adder(1), range(3))))
Adder(1)(x=1)
# ---
print(locals() is globals(), "__name__" in globals())
def f(a):
    b = 2
    return sorted(locals().items())
print(f(1))
# ---
def f(*args, sep=", "): return sep.join(str(a) for a in args)
print(f(1, 2), f(1, 2, sep="-"), f())
f(1, 2, step=3)
