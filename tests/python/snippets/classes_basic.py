class A:
    x = 1
    def __init__(self, y): self.y = y
    def both(self): return self.x, self.y
a = A(2)
print(a.both(), A.both(a), a.__dict__, A.x, type(a).__name__, a.__class__ is A, isinstance(a, A), vars(a))
# ---
class A: pass
A().missing
# ---
class A: pass
A.missing
# ---
class A:
    def method(self): pass
A().methd
# ---
class A:
    def f(self): pass
A().f(1)
# ---
class A:
    def f(self, x): pass
A().f()
# ---
class A:
    def f(): pass
A().f()
# ---
class A:
    def __init__(self, a, b): pass
A(1)
# ---
class A: pass
A(1)
# ---
class A: pass
A(x=1)
# ---
class A:
    def __new__(cls, x): return super().__new__(cls)
print(type(A(1)).__name__)
A()
# ---
class A:
    def __init__(self): return 5
A()
# ---
class A: x = []
a, b = A(), A()
a.x.append(1); b.x = [2]
print(A.x, a.x, b.x, a.__dict__, b.__dict__)
# ---
class A: pass
a = A()
a.x = 1
del a.x
del a.x
# ---
class A:
    x = 1
a = A()
del a.x
# ---
class A:
    y = [1, 2]
    z = [y for _ in range(2)]
# ---
class A:
    n = 3
    squares = [i * i for i in range(n)]
    print("in body", n, squares)
print(A.squares)
# ---
x = "global"
class A:
    x = "class"
    def f(self): return x
    g = lambda self: x
print(A().f(), A().g())
# ---
class A:
    class B:
        z = 1
        def f(self): return type(self).__qualname__
print(A.B().f(), A.B, A.B.__qualname__, A.B.__name__, A.B.f.__qualname__, A.__module__)
# ---
class A: pass
class B(A): pass
class C(A): pass
class D(B, C): pass
print(D.__mro__, D.mro() == list(D.__mro__), D.__bases__, D.__base__, issubclass(D, A), issubclass(A, D), A.__subclasses__())
# ---
class A: pass
class B(A): pass
class C(A, B): pass
# ---
class X: pass
class Y: pass
class A(X, Y): pass
class B(Y, X): pass
class C(A, B): pass
# ---
class A(int, str): pass
# ---
class A(object, object): pass
# ---
class A(5): pass
# ---
class A(bool): pass
# ---
class A(type(None)): pass
# ---
class A(undefined): pass
# ---
class O: pass
class A(O):
    def who(self): return "A"
class B(O):
    def who(self): return "B"
class C(A): pass
class D(B): pass
class E(C, D):
    def who(self): return "E" + super().who()
class F(D, C): pass
print(E().who(), F().who(), [c.__name__ for c in E.__mro__])
# ---
class Base:
    def __init__(self, **kw): print("Base", kw)
class L(Base):
    def __init__(self, l, **kw): print("L", l); super().__init__(**kw)
class R(Base):
    def __init__(self, r, **kw): print("R", r); super().__init__(**kw)
class Both(L, R):
    def __init__(self, **kw): print("Both"); super().__init__(**kw)
Both(l=1, r=2, z=3)
# ---
class A:
    def f(self): return "A"
class B(A):
    def f(self): return super(B, self).f() + "B"
class C(B):
    def f(self): return super().f() + super(B, self).f() + "C"
print(C().f(), super(B, C()).f())
# ---
class A: pass
class B(A):
    def f(self): return super().nope
B().f()
# ---
super()
# ---
def f(): super()
f()
# ---
class A:
    def f(): super().x
A.f()
# ---
super(int, "x")
# ---
class A:
    @classmethod
    def make(cls, *a): return cls, a
    @staticmethod
    def plain(x): return x * 2
class B(A):
    @classmethod
    def make(cls): return "B", super().make(1)
print(A.make(1), A().make(2), A.plain(3), A().plain(4), B.make(), B().make())
# ---
class A:
    def __init__(self): self._v = 0
    @property
    def v(self):
        "the value"
        return self._v
    @v.setter
    def v(self, new):
        if new < 0: raise ValueError("negative")
        self._v = new
    @v.deleter
    def v(self): self._v = None
a = A()
a.v = 5
print(a.v, A.v.__doc__, a.__dict__)
del a.v
print(a.v)
a.v = -1
# ---
class A:
    @property
    def r(self): return 1
A().r = 2
# ---
class A:
    @property
    def r(self): return 1
del A().r
# ---
class A:
    w = property(None, lambda self, v: print("set", v))
A().w = 3
A().w
# ---
class A:
    @property
    def r(self): return self.missing
A().r
# ---
class P:
    @property
    def name(self): return "P"
class Q(P):
    @property
    def name(self): return super().name + "Q"
    @P.name.getter
    def other(self): return "o"
print(Q().name, Q().other, isinstance(Q.name, property), type(Q.name).__name__, Q.name.fset)
# ---
class A:
    __slots__ = ("x", "y")
a = A()
a.x = 1
print(a.x, A.__slots__, hasattr(a, "y"), hasattr(a, "__dict__"))
a.z = 3
# ---
class A:
    __slots__ = ("x",)
A().x
# ---
class A:
    __slots__ = ("x",)
    x = 1
# ---
class A:
    def __repr__(self): return "A()"
print(A(), str(A()), [A()], {1: A()}, f"{A()}", "%s %r" % (A(), A()), (A(),))
# ---
class A:
    def __str__(self): return "text"
a = A()
print(a, f"{a}", repr(a).startswith("<snippet.A object at 0x"), str([a]).startswith("[<snippet.A"))
# ---
class A:
    def __repr__(self): return 5
repr(A())
# ---
class A:
    def __str__(self): return None
print(A())
# ---
class A:
    def __getattr__(self, name):
        if name.startswith("x"): return name.upper()
        raise AttributeError(name)
print(A().xyz, hasattr(A(), "abc"), getattr(A(), "abc", 0))
A().abc
# ---
class A:
    def __getattribute__(self, name):
        if name == "secret": return 42
        return super().__getattribute__(name)
    x = 1
print(A().secret, A().x)
A().other
# ---
class A:
    def __setattr__(self, name, value):
        print("set", name, value)
        object.__setattr__(self, name, value)
    def __delattr__(self, name):
        print("del", name)
        super().__delattr__(name)
a = A()
a.x = 1
print(a.x)
del a.x
# ---
class D:
    def __set_name__(self, owner, name): print("named", owner.__name__, name); self.name = name
    def __get__(self, obj, owner=None): return (self.name, obj is None, owner.__name__)
    def __set__(self, obj, value): print("set", value)
    def __delete__(self, obj): print("delete")
class A:
    field = D()
a = A()
print(a.field, A.field)
a.field = 3
del a.field
a.__dict__["field"] = 9
print(a.field)
# ---
class NonData:
    def __get__(self, obj, owner): return "from descriptor"
class A:
    x = NonData()
a = A()
print(a.x)
a.x = "own"
print(a.x, a.__dict__)
# ---
class Meta(type):
    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, sorted(k for k in ns if not k.startswith("__")), kw)
        return super().__new__(mcls, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a): print("call", a); return super().__call__(*a)
    def hello(cls): return "hello " + cls.__name__
class A(metaclass=Meta, flag=1):
    x = 1
    def __init__(self, v): self.v = v
print(A(5).v, A.hello(), type(A), isinstance(A, Meta))
class B(A): pass
# ---
class Base:
    registry = []
    def __init_subclass__(cls, /, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append((cls.__name__, tag))
class A(Base, tag="a"): pass
class B(A): pass
print(Base.registry)
class C(Base, nope=1): pass
# ---
class A(x=1): pass
# ---
A = type("A", (), {"x": 1, "f": lambda self: self.x})
print(A().f(), A.__name__, A, type(A()), type("B", (A,), {})().x)
# ---
type("A", (5,), {})
# ---
type("A")
type(1, 2)
# ---
class M1(type): pass
class M2(type): pass
class A(metaclass=M1): pass
class B(metaclass=M2): pass
class C(A, B): pass
# ---
class A:
    def __class_getitem__(cls, item): return (cls.__name__, item)
print(A[int], A[1, 2])
class B: pass
B[int]
# ---
class A: pass
A()[0]
# ---
class A: pass
A()[0] = 1
# ---
class A: pass
del A()[0]
# ---
class A: pass
len(A())
# ---
class A: pass
for x in A(): pass
# ---
class A: pass
1 in A()
# ---
class A: pass
A() + 1
# ---
class A: pass
1 - A()
# ---
class A: pass
A() < A()
# ---
class A: pass
-A()
# ---
class A: pass
A()()
# ---
class A: pass
with A(): pass
# ---
class A: pass
int(A())
# ---
class A: pass
a = A()
a += 1
# ---
class A: pass
abs(A())
# ---
class A: pass
hash(A()) == hash(A)
print(A() == A(), A() != A(), {A: 1}[A])
# ---
class A:
    __hash__ = None
hash(A())
# ---
class A:
    def __eq__(self, o): return True
{A(): 1}
# ---
class Private:
    def __init__(self): self.__x = 1; self._y = 2
    def get(self): return self.__x
    def __hidden(self): return "h"
    def call(self): return self.__hidden()
p = Private()
print(p.get(), p.__dict__, p.call(), p._Private__x)
p.__x
# ---
class A:
    "Doc of A."
    def f(self):
        """Doc of f."""
print(A.__doc__, A.f.__doc__, A().f.__doc__, A().__doc__)
class B(A): pass
print(B.__doc__, B.f.__doc__)
# ---
class A:
    def f(self): return self
a = A()
m = a.f
print(m() is a, m.__self__ is a, m.__func__ is A.f, m == a.f, m is a.f, m.__name__, type(m).__name__, repr(m).startswith("<bound method A.f of <snippet.A object at"))
# ---
def outside(self, x): return self.n + x
class A:
    n = 10
A.f = outside
a = A()
a.g = lambda x: x * 2
print(a.f(1), a.g(3))
# ---
class A:
    x: int
    y: str = "d"
    z: "list[int]" = None
print(A.__annotations__, hasattr(A, "x"), A.y)
# ---
class Stack:
    def __init__(self): self._items = []
    def push(self, x): self._items.append(x); return self
    def pop(self):
        if not self._items: raise IndexError("pop from empty stack")
        return self._items.pop()
    def __len__(self): return len(self._items)
    def __bool__(self): return bool(self._items)
    def __iter__(self): return reversed(self._items)
    def __contains__(self, x): return x in self._items
s = Stack().push(1).push(2)
print(len(s), bool(s), list(s), 2 in s, s.pop(), s.pop(), not s)
s.pop()
# ---
class A:
    def __init_subclass__(cls): cls.tag = cls.__name__.lower()
class B(A): pass
print(B.tag, hasattr(A, "tag"))
# ---
class A:
    @staticmethod
    def s(): return "s"
    alias = s
    c = classmethod(lambda cls: cls.__name__)
print(A.alias(), A().alias(), A.c(), A.s is A.s, isinstance(A.__dict__["s"], staticmethod), A.__dict__["c"].__func__.__name__)
# ---
class A:
    def __del__(self): pass
    def __sizeof__(self): return 10
    def __dir__(self): return ["b", "a"]
print(dir(A()), A().__sizeof__())
# ---
class A:
    def __bool__(self): return 1
bool(A())
# ---
class A:
    def __len__(self): return -1
len(A())
# ---
class A:
    def __len__(self): return "x"
len(A())
# ---
class A:
    def __len__(self): return 0
print(bool(A()), "yes" if A() else "no")
# ---
class A:
    def __hash__(self): return "x"
hash(A())
# ---
class A:
    def __iter__(self): return 5
iter(A())
# ---
class A:
    def __index__(self): return 3
print([1, 2, 3, 4][A()], range(10)[A()], "abcdef"[:A()], hex(A()), int(A()), bin(A()), "x" * A() if False else "", list(range(A())))
# ---
class A:
    def __enter__(self): return self
with A() as a: pass
# ---
class A:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * 10
print(list(A()), 20 in A(), [*A()], sum(A()), A()[2], A()[1:2] if False else "", dict(zip("ab", A())), list(reversed([*A()])))
# ---
class Vec:
    def __init__(self, x, y): self.x, self.y = x, y
    def __add__(self, o): return Vec(self.x + o.x, self.y + o.y) if isinstance(o, Vec) else NotImplemented
    def __mul__(self, k): return Vec(self.x * k, self.y * k)
    __rmul__ = __mul__
    def __neg__(self): return Vec(-self.x, -self.y)
    def __eq__(self, o): return (self.x, self.y) == (o.x, o.y)
    def __repr__(self): return f"Vec({self.x}, {self.y})"
    def __abs__(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __matmul__(self, o): return self.x * o.x + self.y * o.y
    def __iter__(self): return iter((self.x, self.y))
v, w = Vec(1, 2), Vec(3, 4)
print(v + w, v * 3, 3 * v, -v, v == Vec(1, 2), v != w, abs(w), v @ w, [*v], sum([v, w], Vec(0, 0)))
v + 1
# ---
class A:
    def __add__(self, o): return "add"
    def __radd__(self, o): return "radd"
    def __iadd__(self, o): return "iadd"
    def __floordiv__(self, o): return "floordiv"
    def __divmod__(self, o): return "divmod"
    def __pow__(self, o, m=None): return ("pow", m)
    def __lshift__(self, o): return "lshift"
    def __rand__(self, o): return "rand"
    def __invert__(self): return "invert"
    def __pos__(self): return "pos"
    def __round__(self, n=None): return ("round", n)
    def __trunc__(self): return 4
    def __floor__(self): return "floor"
    def __ceil__(self): return "ceil"
    def __complex__(self): return 1j
import math
a = A()
print(a + 1, 1 + a, a // 2, divmod(a, 1), a ** 2, pow(a, 2, 5), a << 1, 1 & a, ~a, +a, round(a), round(a, 2), math.trunc(a), math.floor(a), math.ceil(a))
a += 1
print(a)
# ---
class A:
    def __init__(self, v): self.v = v
    def __lt__(self, o): return self.v < o.v
    def __repr__(self): return f"A{self.v}"
print(sorted([A(3), A(1), A(2)]), min(A(2), A(1)), A(1) < A(2), A(1) > A(2), max([A(1), A(5)]))
A(1) <= A(2)
# ---
class A:
    def __eq__(self, o): return "eq"
    def __ne__(self, o): return "ne"
    def __gt__(self, o): return "gt"
print(A() == 1, A() != 1, A() > 1, 1 < A(), 1 == A())
1 > A()
# ---
class Left:
    def __add__(self, o): return NotImplemented
class Right:
    def __radd__(self, o): return "right"
class Sub(Left):
    def __radd__(self, o): return "sub first"
print(Left() + Right(), Left() + Sub())
Left() + Left()
# ---
class C:
    def __contains__(self, x): return "truthy"
    def __missing__(self, k): return k
print(1 in C(), 1 not in C())
class D(dict):
    def __missing__(self, k): return f"no {k}"
print(D(a=1)["a"], D()["b"], D().get("b"))
# ---
class A:
    def __call__(self): return "instance call"
a = A()
a.__call__ = lambda: "attribute"
print(a())
# ---
object().x = 1
# ---
object(1)
# ---
int.x = 1
# ---
class A: pass
a = A()
a.__class__ = int
# ---
class A: pass
class B:
    def hi(self): return "B hi"
a = A()
a.__class__ = B
print(a.hi(), type(a).__name__)
# ---
isinstance(1, 5)
# ---
issubclass(1, int)
# ---
issubclass(int, 5)
# ---
print(isinstance(True, int), isinstance(1, (str, int)), isinstance(1, int | str), issubclass(bool, (int, str)), isinstance([], list), isinstance(None, type(None)), isinstance(int, type), issubclass(int, object))
# ---
class Abstract:
    def run(self): raise NotImplementedError
class Half(Abstract): pass
Half().run()
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
    name = "sq"
print(Sq().area(), Shape.__abstractmethods__ == {"area", "name"}, issubclass(Sq, Shape))
Shape()
# ---
from abc import ABC, abstractmethod
class Shape(ABC):
    @abstractmethod
    def area(self): ...
Shape()
# ---
class A
    pass
# ---
class A:
pass
# ---
class A():
    x = 1
  y = 2
# ---
class A(B, metaclass=C, metaclass=D): pass
# ---
class 5: pass
# ---
class A: pass
object.__delattr__(A(), "gone")
