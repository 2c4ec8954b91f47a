def check(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except Exception as e:
        print(type(e).__name__, "|", e)
    else:
        print("no error")


def f(a, b, c=1, *, d, e=2):
    pass


def g(a, /, b):
    pass


def h():
    pass


class K:
    def __init__(self, x, y=2):
        pass

    def m(self, a):
        pass


check(f)
check(f, 1)
check(f, 1, 2)
check(f, 1, 2, 3, 4, d=1)
check(f, 1, 2, d=1, z=3)
check(f, 1, 2, a=3, d=1)
check(g, a=1, b=2)
check(g, 1)
check(h, 1)
check(h, 1, 2)
check(h, x=1)
check(K)
check(K, 1, 2, 3)
check(K, 1, z=2)
check(K(1).m)
check(K(1).m, 1, 2)
check(lambda x: x)
check(lambda: 1 + "a")
check(lambda: "a" + 1)
check(lambda: [1] + (2,))
check(lambda: 1 < "a")
check(lambda: None + 1)
check(lambda: -"a")
check(lambda: "a" * "b")
check(lambda: len(5))
check(lambda: iter(5))
check(lambda: [1, 2][5])
check(lambda: (1,)[5])
check(lambda: "abc"[10])
check(lambda: {}["k"])
check(lambda: {}[[]])
check(lambda: None.foo)
check(lambda: (5).foo)
check(lambda: K.nope)
check(lambda: K(1).nope)
check(lambda: undefined_thing)
check(lambda: 5())
check(lambda: 5[0])
check(lambda: int("abc"))
check(lambda: int("1.5"))
check(lambda: int([]))
check(lambda: float("x"))
check(lambda: int("z", 36) / 0)
check(lambda: 1 // 0)
check(lambda: 1 % 0)
check(lambda: 1.0 / 0)
check(lambda: [].pop())
check(lambda: [1].index(5))
check(lambda: [].remove(1))
check(lambda: "a".index("b"))
check(lambda: {}.pop("x"))
check(lambda: set().pop())
check(lambda: next(iter([])))
check(lambda: max([]))
check(lambda: sorted([1, "a"]))
check(lambda: "%d" % "x")
check(lambda: "%s %s" % (1,))
check(lambda: "%s" % (1, 2))
check(lambda: "{}".format())
check(lambda: "{a}".format())
check(lambda: "{0} {}".format(1, 2))
check(lambda: f"{'a':d}")
check(lambda: ord("ab"))
check(lambda: chr(-1))
check(lambda: "x".join([1]))
check(lambda: dict([1]))
check(lambda: dict([(1, 2, 3)]))
check(lambda: f(*5))
check(lambda: f(**5))
check(lambda: f(**{1: 2}))
check(lambda: isinstance(1, 5))
check(lambda: range(1.5))
check(lambda: range(1, 2, 0))
check(lambda: "abc".split(""))
check(lambda: list(zip([1], [1, 2], strict=True)))
check(lambda: sum(["a"]))
check(lambda: {1: 2} < {1: 3})
check(lambda: [1][None])
check(lambda: "a"["b"])
check(lambda: setattr(5, "x", 1))
check(lambda: object().x)
check(lambda: object(1))
check(lambda: print(sep=1))
check(lambda: hash([]))
check(lambda: {[]})
check(lambda: (lambda a, b: 0)(1))
check(lambda: round("a"))
check(lambda: abs("a"))
check(lambda: bytes("a"))
check(lambda: "é".encode("ascii"))
check(lambda: b"\xff".decode())
check(lambda: divmod(1, 0))
check(lambda: pow(2, -1, 4))
check(lambda: 1 in 5)
check(lambda: 1 in "abc")
check(lambda: [*5])
check(lambda: super().x)


def unpack(v):
    a, b = v


check(unpack, 5)
check(unpack, [1])
check(unpack, [1, 2, 3])


def star(v):
    a, *b, c = v


check(star, [1])


def unbound():
    print(q)
    q = 1


check(unbound)


def free():
    def inner():
        return z

    inner()
    z = 1


check(free)


def raiser(x):
    raise x


check(raiser, 5)
check(raiser, ValueError)
check(raiser, ValueError("a", 1))
check(raiser, KeyError("k"))
check(raiser, OSError(2, "msg"))


class MyError(Exception):
    def __init__(self, code):
        super().__init__(f"code {code}")
        self.code = code


check(raiser, MyError(3))
try:
    raise MyError(4)
except (KeyError, MyError) as err:
    print(err.code, err.args, repr(err), isinstance(err, Exception))


class Abstract:
    def __eq__(self, o):
        return True


check(lambda: {Abstract()})

from abc import ABC, abstractmethod


class Abs(ABC):
    @abstractmethod
    def one(self): ...

    @abstractmethod
    def two(self): ...


check(Abs)


class Half(Abs):
    def one(self):
        pass


check(Half)


class Full(Half):
    def two(self):
        return 2


print(Full().two())
check(lambda: type("X", (A1, B1), {}) if False else type("X", (int, bool), {}))
check(lambda: __import__("nope"))
check(lambda: __import__("os.nope"))


def chain():
    try:
        try:
            1 / 0
        except ZeroDivisionError as e:
            raise ValueError("second") from e
    except ValueError as e:
        print(repr(e.__cause__), e.__suppress_context__)
        raise KeyError("third")


try:
    chain()
except KeyError as e:
    print(repr(e.__context__), repr(e.__context__.__cause__), e.__cause__)

try:
    try:
        raise ValueError("a")
    finally:
        print("cleanup")
except ValueError:
    print("caught")


def ret():
    for i in range(3):
        try:
            if i == 1:
                return i
        finally:
            print("fin", i)


print(ret())


def swallow():
    try:
        raise ValueError
    except ValueError:
        return "handled"
    else:
        return "else"
    finally:
        print("finally")


print(swallow())


def nested():
    try:
        raise ValueError(1)
    except ValueError:
        try:
            raise KeyError(2)
        except KeyError:
            pass
        try:
            raise
        except ValueError as e:
            return repr(e)


print(nested())


def recurse(n):
    return recurse(n + 1)


check(recurse, 0)


class R:
    def __repr__(self):
        return repr(self)


check(lambda: repr(R()))
try:
    assert False
except AssertionError as e:
    print(repr(e), str(e) == "")
e = 5
try:
    raise ValueError
except ValueError as e:
    pass
try:
    e
except NameError as err:
    print(err)
try:
    from os import nothing_here
except ImportError as err:
    print(str(err).split(" (")[0], err.name)
try:
    import django_nope.models
except ModuleNotFoundError as err:
    print(err, err.name)
