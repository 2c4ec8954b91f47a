class A:
    limit = 1
    def get(self): return self.limit
def loop(a):
    found = []
    for number in range(5):
        found.append(a.get())
        A.limit += 1
    return found
print(loop(A()), A.limit)
# ---
class A:
    def name(self): return "method"
def call(a): return a.name()
a = A()
for number in range(3):
    print(call(a))
    if number == 0: a.name = lambda: "own"
    if number == 1: del a.name
print(call(a))
# ---
class A:
    def __init__(self): self.x = 1
def read(a): return a.x
a = A()
print(read(a), read(a))
A.x = property(lambda self: "property")
print(read(a))
try: a.x = 2
except AttributeError: print("refused")
del A.x
print(read(a), a.__dict__)
A.x = property(lambda self: 3, lambda self, value: print("set", value))
def write(a, value): a.x = value
write(a, 4)
print(read(a), a.__dict__)
# ---
class Base:
    def who(self): return "base"
class A(Base): pass
class B(A): pass
def who(it): return it.who()
b = B()
print(who(b), who(b))
Base.who = lambda self: "changed"
print(who(b))
A.who = lambda self: "nearer"
print(who(b))
B.who = lambda self: "nearest"
print(who(b))
del B.who, A.who
print(who(b))
del Base.who
who(b)
# ---
class A:
    def __getattr__(self, name): return "missing " + name
def read(a): return a.value
a = A()
print(read(a), read(a))
a.value = 1
print(read(a))
del a.value
print(read(a))
A.value = 2
print(read(a))
del A.value
print(read(a))
del A.__getattr__
read(a)
# ---
class A: pass
def read(a): return a.value
a = A()
a.value = 1
print(read(a))
A.__getattr__ = lambda self, name: "got " + name
print(read(a))
a.__dict__.clear()
print(read(a))
# ---
class Meta(type):
    shared = "of the metaclass"
    def make(cls): return cls.__name__
class A(metaclass=Meta): pass
def read(cls): return cls.shared, cls.make()
print(read(A), read(A))
A.shared = "of the class"
print(read(A))
Meta.make = lambda cls: "changed"
print(read(A))
del A.shared
print(read(A))
def of_instance(a): return a.shared
of_instance(A())
# ---
class Meta(type):
    def __call__(cls, *arguments): return ("called", arguments)
class A:
    def __init__(self, x): self.x = x
class B(A, metaclass=Meta): pass
def make(cls): return cls(1)
print(type(make(A)).__name__, make(B), make(B))
del Meta.__call__
print(type(make(B)).__name__, make(B).x)
# ---
class A:
    def __init__(self, x): self.x = x
def make(): return A(1)
print(make().x, make().x)
A.__init__ = lambda self, x: setattr(self, "x", x + 10)
print(make().x)
def new(cls, x):
    made = object.__new__(cls)
    made.made = True
    return made
A.__new__ = new
print(make().__dict__)
A.__init__ = lambda self, x: None
print(make().__dict__)
# ---
class A:
    def __init__(self, x): return x
def make(): return A(1)
make()
# ---
class A:
    def __init__(self, x): self.x = x
A()
# ---
class A:
    def __init__(self, x): self.x = x
A(1, 2)
# ---
class A:
    def __init__(self, x=1, *rest): self.x = x, rest
def make(): return A(), A(2), A(3, 4)
print([a.x for a in make()])
# ---
from abc import ABC, abstractmethod
class A(ABC):
    def __init__(self, x): self.x = x
    @abstractmethod
    def f(self): pass
class B(A):
    def f(self): return self.x
def make(cls): return cls(1)
print(make(B).f())
make(A)
# ---
class A:
    __slots__ = ("x",)
    def __init__(self, x): self.x = x
def write(a, value): a.x = value
def wrong(a): a.y = 1
a = A(1)
for number in range(3): write(a, number)
print(a.x)
wrong(a)
# ---
class A:
    def __init__(self): self.x = 0
def write(a, value): a.x = value
a = A()
write(a, 1)
A.__setattr__ = lambda self, name, value: object.__setattr__(self, name, value * 10)
write(a, 2)
print(a.x)
del A.__setattr__
write(a, 3)
print(a.x)
# ---
class Positive:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, instance, owner): return getattr(instance, self.name, None)
    def __set__(self, instance, value):
        if value < 0: raise ValueError(value)
        setattr(instance, self.name, value)
class A: pass
class B: x = Positive()
def write(it, value): it.x = value
def read(it): return it.x
for it in [A(), B(), A(), B()]:
    write(it, 1)
    print(read(it), it.__dict__)
write(B(), -1)
# ---
class Lazy:
    def __get__(self, instance, owner):
        instance.__dict__["x"] = "computed"
        return "first"
class A: x = Lazy()
def read(a): return a.x
a = A()
print(read(a), read(a))
Lazy.__set__ = lambda self, instance, value: None
print(read(a))
# ---
def f(a, b=2): return a, b
def call(): return f(1)
print(call(), call())
f.__defaults__ = (3,)
print(call())
f.__defaults__ = (4, 5)
print(call(), f())
f.__defaults__ = None
call()
# ---
def f(a, *, b=2): return a, b
def call(): return f(1)
print(call(), call(), f(1, b=3))
f(1, 2)
# ---
def f(): return "first"
def call(): return f()
for number in range(3):
    print(call())
    if number == 0:
        def f(): return "second"
    if number == 1:
        f = lambda: "third"
del f
call()
# ---
def size(it): return len(it)
print(size([1]), size([1]))
def len(it): return "own"
print(size([1]))
del len
print(size([1]))
# ---
import math
def root(): return math.value
math.value = 1
print(root(), root())
math.value = 2
print(root())
del math.value
root()
# ---
class A:
    def __init__(self, x, y): self.x = x; self.y = y
class B:
    def __init__(self, y, x): self.y = y; self.x = x
def both(it): return it.x, it.y
print([both(it) for it in [A(1, 2), B(3, 4), A(5, 6), B(7, 8)]])
a = A(1, 2)
del a.x
a.x = 9
print(both(a), list(a.__dict__))
# ---
class A:
    def __getattribute__(self, name): return "asked for " + name
def read(it): return it.x
class B: x = 1
print(read(B()), read(A()), read(B()))
# ---
class A:
    def method(self): return "method"
    @classmethod
    def of_class(cls): return cls.__name__
    @staticmethod
    def static(x): return x
    alias = str.upper
    text = "text"
    call = len
def use(a): return a.method(), a.of_class(), a.static(1), a.text.upper(), a.alias if False else None
print(use(A()), use(A()))
A.method = staticmethod(lambda: "static now")
A.static = classmethod(lambda cls, x: (cls.__name__, x))
print(use(A()))
print(A().call([1, 2]))
# ---
class A(list):
    def append(self, value): list.append(self, value * 2)
def add(it): it.append(1); return list(it)
print(add([]), add(A()), add([]))
del A.append
print(add(A()))
# ---
class A(dict):
    def __setitem__(self, key, value): dict.__setitem__(self, key, value + 1)
    def __missing__(self, key): return "missing"
def put(it): it["a"] = 1; it[1] = 2; it[True] = 3; return it
print(put({}), put(A()), A()["x"])
put([])
# ---
def call(it): return it.append(1, 2)
call([])
# ---
def call(it): return it.get()
call({})
# ---
def call(it): return "text".join(it)
print(call(["a", "b"]))
call([1])
# ---
def f(self): return self
class A: pass
a = A()
a.f = f
def call(it): return it.f(1)
print(call(a))
A.f = f
print(call(a))
del a.f
call(a)
# ---
class A:
    def f(self, *arguments, **names): return arguments, names
def calls(a): return a.f(), a.f(1), a.f(1, x=2), a.f(*[1, 2]), a.f(**{"y": 3}), (a.f if a else None)(4)
print(calls(A()))
# ---
class A:
    def gen(self, n):
        for i in range(n): yield i
    def outer(self, x):
        def inner(): return x, self.__class__.__name__
        return inner
a = A()
print([list(a.gen(n)) for n in range(3)], a.outer(1)(), a.outer(2)())
# ---
def order(log):
    class Shown:
        def __getattr__(self, name):
            log.append(name)
            return lambda *a: log.append(("call", a))
    def argument(x):
        log.append(x)
        return x
    Shown().method(argument(1), argument(2))
    return log
print(order([]))
# ---
def depth(n): return depth(n + 1)
try: depth(0)
except RecursionError as error: print(error)
def again(n): return n if n == 0 else again(n - 1)
print(again(100), again(900))
# ---
def compare(a, b): return a < b, a == b, a is b, a in [b]
print(compare(1, 2), compare(2, 2), compare("a", "b"), compare(1, 1.0))
compare(1, "a")
# ---
def add(a, b):
    c = a + b
    return c
print(add(1, 2), add(2**63 - 1, 1), add("a", "b"), add([1], [2]), add(True, 1))
add(1, "a")
# ---
def item(it, at): return it[at]
print(item([1, "a"], 0), item([1, "a"], 1), item([1, "a"], -1), item({0: 5}, 0), item([1], True), item("ab", 1))
item([1], 5)
# ---
def loop(items):
    for item in items:
        if item == 2: items.append(9)
    return items
print(loop([1, 2, 3]))
def late():
    for it in range(3): pass
    return it
print(late())
def empty():
    for it in []: pass
    return it
empty()
