class Animal:
    kind = "animal"
    def __init__(self, name): self.name = name
    def speak(self): raise NotImplementedError("subclass must implement")
    def __repr__(self): return f"{type(self).__name__}({self.name!r})"
class Dog(Animal):
    kind = "dog"
    def speak(self): return "Woof"
class Puppy(Dog):
    def speak(self): return super().speak() + "!"
for a in (Dog("Rex"), Puppy("Bit")):
    print(a, a.speak(), a.kind, isinstance(a, Animal), type(a).__mro__)
print(Puppy.__bases__, Dog.__subclasses__(), issubclass(Puppy, (int, Dog)))
Animal("x").speak()
# ---
class A:
    def f(self): return ["A"]
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
class D(B, C):
    def f(self): return ["D"] + super().f()
print(D().f(), [c.__name__ for c in D.mro()])
try:
    class E(A, B): pass
except TypeError as e: print(e)
class X: pass
class Y(X): pass
class Z(X, Y): pass
# ---
class Temp:
    def __init__(self, c): self.celsius = c
    @property
    def celsius(self): "The doc."; return self._c
    @celsius.setter
    def celsius(self, v):
        if v < -273.15: raise ValueError("below absolute zero")
        self._c = v
    @celsius.deleter
    def celsius(self): print("deleting"); del self._c
    @property
    def f(self): return self._c * 9 / 5 + 32
t = Temp(25); print(t.celsius, t.f); t.celsius = 0; print(t.f); del t.celsius
try: t.f = 1
except AttributeError as e: print(e)
try: del t.f
except AttributeError as e: print(e)
print(Temp.celsius.__doc__, Temp.f.fset, type(Temp.f))
Temp(-300)
# ---
import functools
@functools.total_ordering
class V:
    def __init__(self, *p): self.p = p
    def __eq__(self, o): return self.p == o.p if isinstance(o, V) else NotImplemented
    def __lt__(self, o): return self.p < o.p if isinstance(o, V) else NotImplemented
    def __hash__(self): return hash(self.p)
    def __str__(self): return ".".join(map(str, self.p))
a, b = V(1, 2), V(1, 3)
print(a < b, a >= b, a == V(1, 2), a != b, sorted([b, a])[0], {a: 1}[V(1, 2)], max(a, b), a == 1)
a < 1
# ---
class Vec:
    __slots__ = ("x", "y")
    def __init__(self, x=0, y=0): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y)
    def __mul__(self, k): return Vec(self.x * k, self.y * k) if isinstance(k, (int, float)) else NotImplemented
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __bool__(self): return bool(self.x or self.y)
    def __iter__(self): yield self.x; yield self.y
    def __getitem__(self, i): return (self.x, self.y)[i]
    def __len__(self): return 2
    def __contains__(self, v): return v in (self.x, self.y)
    def __eq__(self, o): return tuple(self) == tuple(o)
    def __repr__(self): return "Vec(%r, %r)" % tuple(self)
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __round__(self, n=None): return Vec(round(self.x, n), round(self.y, n))
    def __format__(self, spec): return f"<{self.x:{spec}}, {self.y:{spec}}>"
v = Vec(3, 4)
print(v + v, v * 2, 2 * v, -v, abs(v), bool(Vec()), list(v), v[0], v[-1], len(v), 3 in v, v == (3, 4), v @ v, round(Vec(1.234, 2.345), 1), f"{v:.1f}", v[::-1])
x, y = v; print(x, y)
try: v.z = 1
except AttributeError as e: print(e)
try: hash(v)
except TypeError as e: print(e)
v * "a"
# ---
class Meta(type):
    registry = {}
    def __new__(mcs, name, bases, ns, **kw):
        cls = super().__new__(mcs, name, bases, ns)
        mcs.registry[name] = kw
        return cls
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a):
        print("creating", cls.__name__)
        return super().__call__(*a)
    def __len__(cls): return 42
    def __repr__(cls): return f"<{cls.__name__}>"
class A(metaclass=Meta, flag=1): pass
class B(A, flag=2): pass
print(Meta.registry, type(A()), len(B), B, type(B), isinstance(B, Meta))
# ---
class Plugin:
    plugins = []
    def __init_subclass__(cls, /, name=None, **kw):
        super().__init_subclass__(**kw)
        cls.plugins.append((name or cls.__name__, cls))
class A(Plugin): pass
class B(Plugin, name="bee"): pass
print([n for n, _ in Plugin.plugins])
class C(Plugin, other=1): pass
# ---
class Typed:
    def __set_name__(self, owner, name): self.name = name; print("set", owner.__name__, name)
    def __init__(self, t): self.t = t
    def __get__(self, o, owner=None):
        if o is None: return self
        return o.__dict__.get(self.name, "unset")
    def __set__(self, o, v):
        if not isinstance(v, self.t): raise TypeError(f"{self.name} must be {self.t.__name__}, not {type(v).__name__}")
        o.__dict__[self.name] = v
    def __delete__(self, o): del o.__dict__[self.name]
class P:
    age = Typed(int)
    name = Typed(str)
p = P(); print(p.age); p.age = 3; print(p.age, p.__dict__); del p.age; print(p.age)
try: p.age = "x"
except TypeError as e: print(e)
del p.name
# ---
class Lazy:
    def __getattr__(self, name):
        if name.startswith("_"): raise AttributeError(name)
        print("making", name)
        value = name.upper(); setattr(self, name, value)
        return value
l = Lazy(); print(l.abc, l.abc, hasattr(l, "_x"), getattr(l, "_y", 5))
class Frozen:
    def __setattr__(self, n, v): raise TypeError(f"cannot set {n}")
    def __delattr__(self, n): raise TypeError(f"cannot delete {n}")
for op in (lambda: setattr(Frozen(), "a", 1), lambda: delattr(Frozen(), "b")):
    try: op()
    except TypeError as e: print(e)
class All:
    def __getattribute__(self, n): return "all:" + n
print(All().x, All().__dict__)
l._private
# ---
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
    @property
    @abstractmethod
    def name(self): ...
class Sq(Shape):
    def area(self): return 4
class Full(Sq):
    name = "full"
print(Full().area(), Full.name, Shape.__abstractmethods__ == frozenset({"area", "name"}), Sq.__abstractmethods__)
try: Shape()
except TypeError as e: print(e)
Sq()
# ---
class Stack:
    def __init__(self): self._d = []
    def __enter__(self): print("enter"); return self
    def __exit__(self, *exc): print("exit", exc[0].__name__ if exc[0] else None, exc[1]); return exc[0] is KeyError
    def push(self, x): self._d.append(x); return self
    def __len__(self): return len(self._d)
    def __getitem__(self, i): return self._d[i]
    def __setitem__(self, i, v): self._d[i] = v
    def __delitem__(self, i): del self._d[i]
    def __reversed__(self): return iter(self._d[::-1])
with Stack() as s: s.push(1).push(2).push(3)
s[0] = 9; del s[1]; print(len(s), list(s), list(reversed(s)), s[-1])
with Stack(): raise KeyError("swallowed")
with Stack(): raise ValueError("not swallowed")
# ---
class A:
    x = 1
    def __init__(self): self.y = 2
    def __dir__(self): return ["b", "a"]
a = A(); print(dir(a), vars(a), A.__dict__["x"], a.__class__, getattr(a, "z", None))
A.x = 5; print(a.x); a.x = 6; print(A.x, a.x); del a.x; print(a.x)
B = type("B", (A,), {"w": 3}); b = B(); print(type(b), b.w)
try: del a.q
except AttributeError as e: print(e)
try: A.q
except AttributeError as e: print(e)
a.method()
# ---
class A:
    def __eq__(self, o): return True
a = A()
print(a == 1, a != 1, A.__hash__)
class B:
    def __hash__(self): return "x"
try: hash(B())
except TypeError as e: print(e)
class C:
    def __len__(self): return -1
try: len(C())
except ValueError as e: print(e)
class D:
    def __bool__(self): return 1
try: bool(D())
except TypeError as e: print(e)
class E:
    def __str__(self): return 1
try: str(E())
except TypeError as e: print(e)
class F:
    def __repr__(self): return None
try: repr(F())
except TypeError as e: print(e)
class G:
    def __index__(self): return "1"
try: [1][G()]
except TypeError as e: print(e)
class H:
    def __iter__(self): return 1
try: iter(H())
except TypeError as e: print(e)
class I:
    def __len__(self): return 1.5
len(I())
# ---
class Node:
    def __init__(self, v, *kids): self.v, self.kids = v, kids
    def __iter__(self):
        yield self.v
        for k in self.kids: yield from k
    def depth(self): return 1 + max((k.depth() for k in self.kids), default=0)
t = Node(1, Node(2, Node(3)), Node(4)); print(list(t), t.depth(), sum(t), 3 in t)
class Countdown:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n <= 0: raise StopIteration
        self.n -= 1
        return self.n
c = Countdown(3); print(list(c), list(c), next(c, "end"))
class Seq:
    def __getitem__(self, i):
        if i > 3: raise IndexError(i)
        return i * i
print(list(Seq()), 9 in Seq(), [*Seq()], max(Seq()))
reversed(Seq())
# ---
class A:
    def __new__(cls, *a):
        print("new", cls.__name__, a)
        return super().__new__(cls)
    def __init__(self, *a): print("init", a)
    def __del__(self): pass
A(1, 2)
class Single:
    _i = None
    def __new__(cls):
        if cls._i is None: cls._i = object.__new__(cls)
        return cls._i
print(Single() is Single())
class I(int):
    def __new__(cls, v): return super().__new__(cls, v * 2)
    def __repr__(self): return f"I({int(self)})"
print(I(4), I(4) + 1, [I(1)], type(I(1) + I(1)))
class S(str):
    def shout(self): return S(self.upper() + "!")
print(S("a").shout().shout(), type(S("a").upper()), S("x") == "x", len(S("abc")), S("ab")[0])
class L(list):
    def __getitem__(self, i): return "item %s" % (list.__getitem__(self, i),)
l = L([1, 2]); print(l[0], list(l), l, len(l), l + [3])
class D(dict):
    def __missing__(self, k): return k * 2
d = D(a=1); print(d["a"], d["bb"], d.get("c"), d)
object.__new__(1)
# ---
class A:
    def m(self): pass
    @classmethod
    def c(cls): return cls
    @staticmethod
    def s(x): return x
a = A()
print(a.m.__self__ is a, a.m.__func__ is A.m, A.c() is A, a.c() is A, a.s(1), A.s(2), a.m == a.m)
try: A.m()
except TypeError as e: print(e)
try: a.m(1)
except TypeError as e: print(e)
try: A.s()
except TypeError as e: print(e)
try: A(1)
except TypeError as e: print(e)
class B:
    def __init__(self, a, b=1): pass
try: B()
except TypeError as e: print(e)
try: B(1, 2, 3)
except TypeError as e: print(e)
B(c=1)
# ---
class A:
    def __iadd__(self, o): print("iadd", o); return self
    def __radd__(self, o): return ("radd", o)
    def __rsub__(self, o): return ("rsub", o)
    def __divmod__(self, o): return ("divmod", o)
    def __pow__(self, o, m=None): return ("pow", o, m)
    def __invert__(self): return "inv"
    def __int__(self): return 7
    def __float__(self): return 7.5
    def __complex__(self): return 1j
    def __trunc__(self): return 8
    def __floor__(self): return 9
    def __ceil__(self): return 10
    def __index__(self): return 2
import math
a = A(); a += 1; print(1 + a, 1 - a, divmod(a, 3), a ** 2, pow(a, 2, 3), ~a, int(a), float(a), math.trunc(a), math.floor(a), math.ceil(a), [1, 2, 3][a], hex(a), complex(a), range(5)[a], "x" * a)
a - 1
# ---
class Base:
    def __init_subclass__(cls): cls.tag = cls.__name__.lower()
    def hook(self): return self.tag
class Impl(Base): pass
print(Impl().hook(), Impl.tag)
class Mixin:
    def save(self, *args, **kwargs):
        print("mixin save", args, kwargs)
        return super().save(*args, **kwargs)
class Model:
    def save(self, force=False): print("model save", force)
class M(Mixin, Model): pass
M().save(force=True)
M().save(1, 2)
# ---
class A:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item}]"
print(A[int], A["x", 1])
class B:
    __match_args__ = ("x", "y")
    def __init__(self, x, y): self.x, self.y = x, y
match B(1, 2):
    case B(1, y=z): print("z", z)
match B(3, 4):
    case B(a, b) if a > b: print("no")
    case B(a, b): print(a, b)
print(list[int], dict[str, list[int]], tuple[int, ...], type[int], list[int].__origin__, list[int].__args__, int | None, int | str == str | int)
int["x"]
# ---
class P:
    def __init__(self): self.__secret = 1; self._p = 2
    def get(self): return self.__secret
    def __private(self): return "p"
    def call(self): return self.__private()
p = P(); print(p.get(), p.__dict__, p._P__secret, p.call())
p.__secret
# ---
import copy
class Deep:
    def __init__(self): self.items = [[1], {2: [3]}]; self.me = self
d = Deep(); e = copy.deepcopy(d); f = copy.copy(d)
print(e.items == d.items, e.items is d.items, e.me is e, f.items is d.items, f.me is d)
class C:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(C()), copy.deepcopy([C(), C()]))
x = [1, (2, [3])]; y = copy.deepcopy(x); y[1][1].append(4); print(x, y)
