"""Metaclasses of the program, and the classes that the standard library makes with one."""

import hashlib
import sqlite3
from abc import ABCMeta, abstractmethod
from typing import NamedTuple, TypedDict


class Registering(type):
    """Keeps what it makes."""

    known = []

    def __new__(mcs, name, bases, namespace, **options):
        print("new", name, [base.__name__ for base in bases], sorted(k for k in namespace if k[0] != "_"), options)
        namespace["added"] = name.lower()
        cls = super().__new__(mcs, name, bases, namespace)
        mcs.known.append(name)
        return cls

    def __init__(cls, name, bases, namespace, **options):
        print("init", cls.__name__, cls.added, "option" in options)
        super().__init__(name, bases, namespace)
        cls.count = 0

    def __call__(cls, *args, **kwargs):
        cls.count += 1
        print("call", cls.__name__, args, kwargs)
        return super().__call__(*args, **kwargs)

    def __len__(cls):
        return cls.count

    def __iter__(cls):
        return iter([cls.__name__, cls.count])

    def __contains__(cls, value):
        return value == cls.added

    def __getitem__(cls, key):
        return f"{cls.__name__}[{key}]"

    @property
    def shout(cls):
        return cls.__name__.upper()

    def describe(cls):
        return f"{cls.__name__} of {type(cls).__name__}"


class Base(metaclass=Registering):
    size = 1

    def __init__(self, value=0):
        self.value = value

    def who(self):
        return __class__.__name__


class Child(Base, option=True):
    def __init__(self, value):
        super().__init__(value * 2)

    def who(self):
        return f"{super().who()} then {__class__.__name__}"


print(Registering.known)
child = Child(4)
print(child.value, child.who(), type(Child).__name__, isinstance(Child, Registering))
print(len(Child), list(Child), "child" in Child, Child["x"], Child.shout, Child.describe())
print(hasattr(child, "describe"), hasattr(child, "shout"))
Made = Registering("Made", (Base,), {"size": 2})
print(Made.size, Made.added, Made.__module__, Made(1).value)
print(type("Plain", (), {"x": 3}).x, type("Derived", (Base,), {}).describe())


class Ordered(type):
    @classmethod
    def __prepare__(mcs, name, bases, **options):
        return {"prepared": name}


class WithNames(metaclass=Ordered):
    seen = prepared + "!"


print(WithNames.prepared, WithNames.seen)


class Other(type):
    pass


class Unrelated(metaclass=Other):
    pass


try:

    class Conflict(Base, Unrelated):
        pass

except TypeError as error:
    print(error)


class Both(Registering, Other):
    pass


class Together(Base, Unrelated, metaclass=Both):
    pass


print(type(Together).__name__, [cls.__name__ for cls in type(Together).__mro__])


def shouting(name, bases, namespace):
    return type(name.upper(), bases, namespace)


class quiet(metaclass=shouting):
    pass


print(quiet.__name__)


class Shape(metaclass=ABCMeta):
    @abstractmethod
    def area(self): ...


try:
    Shape()
except TypeError as error:
    print(error)


def with_metaclass(meta, *bases):
    class temporary(type):
        def __new__(cls, name, this_bases, namespace):
            return meta(name, bases, namespace)

    return type.__new__(temporary, "temporary", (), {})


class Six(with_metaclass(Registering, Base)):
    pass


print(Six.describe(), Six.__bases__ == (Base,))


class Point(NamedTuple):
    """A place."""

    x: int
    y: int = 5

    def sum(self):
        return self.x + self.y


print(Point(1), Point(1, 2).sum(), Point._fields, Point._field_defaults, Point.__doc__, isinstance(Point(3), tuple))
Pair = NamedTuple("Pair", [("left", int), ("right", int)])
print(Pair(1, right=2))


class Movie(TypedDict, total=False):
    title: str
    year: int


print(Movie(title="M", year=1931), type(Movie(title="M")))
print(hashlib.sha1(b"abc").hexdigest(), hashlib.new("sha1", b"").hexdigest())
print(sqlite3.sqlite_version_info >= (3, 19, 0), issubclass(sqlite3.OperationalError, sqlite3.DatabaseError))

error = ValueError("one")
error.add_note("a note")
error.add_note("and another\nof two lines")
raise error
