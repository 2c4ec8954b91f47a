# Values and their reprs.
print(1, -5, 10**20, 1.5, 1e16, 1e-5, 0.1 + 0.2, 1e22, -0.0, float("inf"), 5 // 2, -5 // 2, -5 % 3, 2**-1, 7 / 2)
print("a'b", repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("tab\t\n\\ é \x00 \u200b"), b"a\x00'b", [1, "x", None], (1,), (), {}, {"a": 1}, {1, 2}, set(), frozenset({1}))
print(True + 1, True and 0, None or "x", not 1, 1 < 2 < 3, 1 < 3 < 2, 1 == 1.0, "a" in "abc", 3 not in [1, 2])
a, *b, c = range(6)
print(a, b, c)
x = y = []
x.append(1)
print(y, x is y)
print([i * j for i in range(3) for j in range(3) if i != j], {k: v for k, v in zip("ab", [1, 2])}, {i % 2 for i in range(5)})
print(list(i for i in range(3)), sum(i for i in range(10)))
print(f"{1:5}|{'x':>4}|{3.14159:.2f}|{1000000:,}|{255:#x}|{'a'!r}|{x=}|{5:05d}|{-3:+}|{0.5:%}|{'mid':^9}|{1e10:g}|{12345.678:,.1f}")
print("%s %r %d %5.2f %x %%" % ("a", "b", 3, 2.5, 255), "%(a)s-%(b)03d" % {"a": 1, "b": 2}, "{} {1}".replace("{1}", "{}").format(1, 2), "{0} {name!r:>5} {2[0]} {2}".format(1, 2, [3], name="n"))
print("hello"[1:3], "hello"[::-1], [1, 2, 3][-1], (1, 2, 3)[:2], list(range(10))[2:8:3], "abc"[-2:])
d = {"b": 1, "a": 2}
d["c"] = 3
del d["b"]
print(d, list(d.items()), d.get("z"), d.setdefault("q", []), d.pop("q"), len(d))


def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, kwargs


print(f(1, c=3), f(1, 2, 3, 4, c=5, z=6), f(*[1, 2], **{"c": 3}))


def counter():
    n = 0

    def inc():
        nonlocal n
        n += 1
        return n

    return inc


k = counter()
print(k(), k(), (lambda x, y=2: x * y)(4))


def gen(n):
    try:
        for i in range(n):
            got = yield i
            if got:
                print("got", got)
    finally:
        print("closed")
    return "done"


g = gen(3)
print(next(g), g.send("hi"), list(g))


def outer():
    r = yield from gen(2)
    print("r", r)


print(list(outer()))
i = 0
while True:
    i += 1
    if i == 2:
        continue
    if i > 4:
        break
    print(i, end=" ")
else:
    print("never")
print()
for i in []:
    pass
else:
    print("else")
try:
    1 / 0
except ZeroDivisionError as e:
    print("caught", e, repr(e), type(e))
finally:
    print("finally")


def tryit():
    try:
        return "try"
    finally:
        print("in finally")


print(tryit())


class Manager:
    def __init__(self, swallow):
        self.swallow = swallow

    def __enter__(self):
        print("enter")
        return self

    def __exit__(self, *exc):
        print("exit", exc[0])
        return self.swallow


with Manager(True) as m:
    raise ValueError("x")
with Manager(False):
    pass
for i in range(3):
    with Manager(False):
        if i == 1:
            break
print((n := 5), n)
match [1, 2, 3]:
    case [a, *rest] if a == 1:
        print("match", a, rest)
match {"k": 1, "z": 2}:
    case {"k": 2}:
        print("no")
    case {"k": v, **rest}:
        print(v, rest)
assert True
try:
    assert 1 == 2, "message"
except AssertionError as e:
    print("assertion", e)
print(sorted([3, 1, 2], reverse=True), sorted("bca", key=lambda s: -ord(s)), max(1, 5, 3), min([4, 2]), abs(-3), round(2.5), round(3.14159, 2), divmod(7, 3))
print(" a b ".split(), "a,b,,c".split(","), "-".join(["x", "y"]), "Hello World".title(), "abc".upper(), "x".center(5, "*"), "a-b".partition("-"), "aXbX".replace("X", ""), "abc".startswith(("x", "a")), "%.3f" % 2)
print(isinstance(True, int), issubclass(bool, int), isinstance(1, (str, int)), type(1), type("x").__name__, callable(len))
print(list(map(lambda a, b: a + b, [1, 2], [3, 4])), list(filter(None, [0, 1, 2])), list(enumerate("ab", 1)), list(reversed([1, 2])), list(zip([1, 2], "ab")))
print({**{"a": 1}, "b": 2}, [*range(2), 5], {*[1, 2]}, (*"ab",))
print(int("42"), int("-0x1f", 16), float("1.5"), str(5), bool([]), list("abc"), tuple([1]), dict(a=1), set([1, 1]), bytes([65]), int(3.9), chr(97), ord("a"), hex(255), bin(5), oct(8))
global_value = 1


def change():
    global global_value
    global_value += 1


change()
print(global_value)
print(any([0, 1]), all([1, 0]), "a" "b", r"\n", """multi
line""")
print([1, 2] + [3], [0] * 3, "ab" * 2, [1, 2] == [1, 2], (1, 2) < (1, 3), {"a": 1} == {"a": 1}, {1, 2} | {3}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3})
print(1_000, 0xFF, 0b11, 0o17, 1e3, 5 & 3, 5 | 3, 5 ^ 3, ~5, 1 << 70, -1 >> 1)

print({4, 1}, {10, 3, 8}, set([100, 7, 5]), frozenset([3, 1, 2]), {True, 0}, {-1, -2, 5})
print({2**61, 7, -(2**40)}, set(range(20, 0, -1)), {i * i for i in range(12)})
for number in {40, 1, 33}:
    print(number, end=" ")
numbers = {5, 1, 3}
numbers.discard(1)
numbers.add(2)
numbers.add(4)
print(numbers, list(numbers), [numbers.pop() for _ in range(3)], numbers, max(numbers))
print({1, 2, 3} - {2}, {5, 6} & {6, 5, 7}, {30, 20, 1} ^ {20, 5})
try:
    for number in numbers:
        numbers.add(number + 1000)
except RuntimeError as error:
    print(error)
