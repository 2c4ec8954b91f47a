class A:
    """Doc."""
    x = 1

    def __init__(self, v):
        self.v = v

    def show(self):
        return f"A({self.v})"

    @property
    def double(self):
        return self.v * 2

    @double.setter
    def double(self, value):
        self.v = value // 2

    @classmethod
    def make(cls, v):
        return cls(v)

    @staticmethod
    def helper(a, b=2):
        return a + b

    def __repr__(self):
        return f"<A {self.v}>"

    def __eq__(self, other):
        return isinstance(other, A) and self.v == other.v

    def __hash__(self):
        return hash(self.v)

    def __lt__(self, other):
        return self.v < other.v

    def __add__(self, other):
        return A(self.v + (other.v if isinstance(other, A) else other))

    __radd__ = __add__

    def __len__(self):
        return self.v

    def __getitem__(self, k):
        return k * self.v

    def __contains__(self, k):
        return k == self.v

    def __call__(self, *args, **kw):
        return args, kw

    def __bool__(self):
        return self.v > 0

    def __iter__(self):
        yield from range(self.v)


class B(A):
    def __init__(self, v, w):
        super().__init__(v)
        self.w = w

    def show(self):
        return "B:" + super().show()

    def __getattr__(self, name):
        if name.startswith("dyn"):
            return name
        raise AttributeError(name)


a, b = A(3), B(4, 5)
print(a, b.show(), b.w, a.double, A.make(1), A.helper(1), A.__doc__, A.__name__, b.__class__.__mro__)
a.double = 10
print(a.v, a == A(5), a != A(5), a < A(6), a + 1, 1 + a, sum([A(1), A(2)]), len(a), a[2], 5 in a, 6 in a, a(1, k=2), bool(A(0)), list(A(3)), {A(1): "x"}[A(1)])
print(b.dynamic, getattr(b, "nope", "default"), hasattr(b, "w"), hasattr(b, "zzz"))
print(vars(a), b.__dict__, type(a), isinstance(b, A), issubclass(B, A), A.x, a.x)
setattr(a, "x", 9)
print(a.x, A.x)
del a.x
print(a.x)


class Meta:
    class Inner:
        y = 2

        class Deep:
            pass


print(Meta.Inner.Deep.__qualname__, Meta.Inner.Deep, Meta.Inner.y)


class C1:
    def who(self):
        return "C1"


class C2(C1):
    def who(self):
        return "C2>" + super().who()


class C3(C1):
    def who(self):
        return "C3>" + super().who()


class C4(C2, C3):
    def who(self):
        return "C4>" + super().who()


print(C4().who(), [c.__name__ for c in C4.__mro__])


class Base:
    registry = []

    def __init_subclass__(cls, tag=None, **kwargs):
        super().__init_subclass__(**kwargs)
        cls.registry.append((cls.__name__, tag))


class D1(Base, tag="one"):
    pass


class D2(Base):
    pass


print(Base.registry)


class Descriptor:
    def __set_name__(self, owner, name):
        self.name = name
        print("set_name", owner.__name__, name)

    def __get__(self, instance, owner):
        if instance is None:
            return self
        return instance.__dict__.get(self.name, "unset")

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value + "!"


class E:
    f = Descriptor()


e = E()
print(e.f)
e.f = "v"
print(e.f, e.__dict__)


class S(str):
    def shout(self):
        return self.upper() + "!"


class L(list):
    def first(self):
        return self[0]


class DD(dict):
    def __missing__(self, key):
        return key * 2


class I(int):
    def __repr__(self):
        return f"I({int(self)})"


s = S("abc")
print(s, s.shout(), len(s), s + "d", type(s + "d"), s == "abc", {s: 1}["abc"], isinstance(s, str), repr(s), s[1])
l = L([1, 2])
l.append(3)
print(l, l.first(), len(l), l + [4], [x for x in l], type(l), l == [1, 2, 3])
d = DD(a=1)
d["b"] = 2
print(d, d["zz"], d.get("q"), list(d), "a" in d, d == {"a": 1, "b": 2})
i = I(5)
print(i, repr(i), i + 1, i * 2, [i], f"{i}", i == 5)


class New:
    def __new__(cls, *args):
        print("new", args)
        return super().__new__(cls)

    def __init__(self, *args):
        print("init", args)


New(1, 2)


class Singleton:
    _it = None

    def __new__(cls):
        if cls._it is None:
            cls._it = object.__new__(cls)
        return cls._it


print(Singleton() is Singleton())


class P:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


p = P()
try:
    p.c = 1
except AttributeError as err:
    print(err)


class Private:
    def __init__(self):
        self.__secret = 1

    def get(self):
        return self.__secret


print(Private().get(), Private().__dict__)


class Ctx:
    def __enter__(self):
        return 1

    def __exit__(self, *a):
        return False


with Ctx() as one, Ctx() as two:
    print(one, two)

print(type("Dyn", (A,), {"z": 1})(2).z)


def deco(prefix):
    def outer(fn):
        def inner(*args):
            return prefix + str(fn(*args))

        return inner

    return outer


@deco("a")
@deco("b")
def g(x):
    return x


print(g(1))


def make_class(n):
    class Local:
        value = n

        def get(self):
            return n

    return Local


print(make_class(3)().get(), make_class(3), make_class(4).value)


class WithAnnotations:
    a: int
    b: str = "x"
    c: "list[int]" = None


print(WithAnnotations.__annotations__)


def annotated(a: int, *, b: str = "x") -> bool:
    pass


print(annotated.__annotations__, annotated.__name__, annotated.__kwdefaults__, annotated.__defaults__)
print(A.show.__qualname__, a.show.__self__ is a, a.show.__name__)
x = 10


class Scope:
    x = 20
    y = [x for _ in range(2)]
    z = x


print(Scope.y, Scope.z)


class Cmp:
    def __init__(self, n):
        self.n = n

    def __gt__(self, o):
        return "gt"

    def __le__(self, o):
        return "le"


print(Cmp(1) > Cmp(2), Cmp(1) < Cmp(2), Cmp(1) <= 3)
print(object() == object(), type(None), type(...), NotImplemented, Ellipsis)


class Iter:
    def __init__(self):
        self.n = 0

    def __iter__(self):
        return self

    def __next__(self):
        self.n += 1
        if self.n > 3:
            raise StopIteration
        return self.n


print(list(Iter()), max(Iter()), sum(Iter()), 2 in Iter(), [*Iter()], dict(enumerate(Iter())))
first, *rest = Iter()
print(first, rest)


class OldSeq:
    def __getitem__(self, i):
        if i >= 3:
            raise IndexError
        return i * 10


print(list(OldSeq()), 20 in OldSeq())


class FormatMe:
    def __format__(self, spec):
        return f"<{spec}>"

    def __str__(self):
        return "str!"


print(f"{FormatMe():abc} {FormatMe()!s:>6} {FormatMe()!r:.4}", "%s" % FormatMe(), format(FormatMe(), "q"))
