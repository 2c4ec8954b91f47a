"""How errors that CPython raises in C name a type that is itself written in C: with its module."""

import collections
import datetime
import decimal
import functools
import json
import re

day = datetime.date(2024, 1, 2)
number = decimal.Decimal(1)
table = collections.OrderedDict()
rest = functools.partial(int)
pattern = re.compile("x")


def show(what, attempt):
    try:
        print(what, attempt())
    except Exception as error:
        print(f"{what}: {type(error).__name__}: {error}")


def unpacked(value):
    first, second = value


def called(**keywords):
    pass


def deleted(value):
    del value[0]


def assigned(value):
    value[0] = 1


def entered(value):
    with value:
        pass


class Back:
    def __init__(self, value):
        self.value = value

    def __str__(self):
        return self.value

    def __repr__(self):
        return self.value

    def __len__(self):
        return self.value

    def __bool__(self):
        return self.value

    def __index__(self):
        return self.value

    def __int__(self):
        return self.value

    def __float__(self):
        return self.value

    def __format__(self, spec):
        return self.value


for value in (day, table, rest, pattern, number):
    show("int", lambda: int(value) and "-")
    show("float", lambda: float(value) and "-")
    show("len", lambda: len(value))
    show("iter", lambda: iter(value) and "-")
    show("next", lambda: next(value))
    show("list", lambda: list(value))
    show("for", lambda: [it for it in value])
    show("unpack", lambda: unpacked(value))
    show("star", lambda: [*value])
    show("call star", lambda: called(*value))
    show("call stars", lambda: called(**value))
    show("dict stars", lambda: {**value} and "-")
    show("call", lambda: value())
    show("item", lambda: value[0])
    show("set item", lambda: assigned(value))
    show("attribute", lambda: value.nothing)
    show("contains", lambda: 1 in value)
    show("is in text", lambda: value in "text")
    show("less", lambda: value < [])
    show("add", lambda: value + [])
    show("negate", lambda: -value and "-")
    show("abs", lambda: abs(value))
    show("round", lambda: round(value))
    show("list index", lambda: [1][value])
    show("text index", lambda: "a"[value])
    show("tuple index", lambda: (1,)[value])
    show("range", lambda: range(value))
    show("chr", lambda: chr(value))
    show("hex", lambda: hex(value))
    show("bin", lambda: bin(value))
    show("join", lambda: ",".join([value]))
    show("startswith", lambda: "a".startswith(value))
    show("strip", lambda: "a".strip(value))
    show("percent c", lambda: "%c" % value)
    show("dict", lambda: dict(value) and "-")
    show("set", lambda: set(value))
    show("sum", lambda: sum(value))
    show("sum of", lambda: sum([value]) and "-")
    show("sorted", lambda: sorted([value, ()]))
    show("max", lambda: max(value))
    show("map", lambda: map(int, value) and "-")
    show("zip", lambda: zip(value) and "-")
    show("enumerate", lambda: enumerate(value) and "-")
    show("reversed", lambda: reversed(value) and "-")
    show("isinstance", lambda: isinstance(1, value))
    show("issubclass", lambda: issubclass(value, int))
    show("hash", lambda: hash(value) and "-")
    show("with", lambda: entered(value))
    show("json", lambda: json.dumps(value))
    show("eval", lambda: eval(value))
    show("type name", lambda: type(value, (), {}))
    show("update", lambda: {}.update(value))
    show("extend", lambda: [].extend(value))
    show("fromkeys", lambda: dict.fromkeys(value))
    show("date", lambda: datetime.date(value, 1, 1))
    show("timedelta", lambda: datetime.timedelta(value))
    show("combine", lambda: datetime.datetime.combine(value, value))
    show("timezone", lambda: datetime.timezone(value))
    show("decimal", lambda: decimal.Decimal(value))
    show("str back", lambda: str(Back(value)))
    show("repr back", lambda: repr(Back(value)))
    show("len back", lambda: len(Back(value)))
    show("bool back", lambda: bool(Back(value)))
    show("format back", lambda: format(Back(value)))
    show("slice", lambda: [1][value:])
    show("assign slice", lambda: [1].__setitem__(slice(0, 1), value))
    show("format spec", lambda: "{:{}}".format(1, value))
    show("bytes join", lambda: b"".join([value]))
    show("method receiver", lambda: str.upper(value))
    show("counter", lambda: collections.Counter(value))
