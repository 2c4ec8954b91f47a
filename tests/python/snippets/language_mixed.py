x = 5
def outer():
    x = 10
    class C:
        x = 20
        def m(self): return x
        y = [x for _ in range(2)]
    return C().m(), C.x, C.y
print(outer())
class Meta(type):
    def __iter__(cls): return iter(cls.items)
    def __contains__(cls, v): return v in cls.items
    def __getitem__(cls, k): return cls.items[k]
    def __getattr__(cls, n): return f"meta {n}"
    def __call__(cls, *a): return ("called", a) if a else super().__call__()
    @property
    def p(cls): return "prop " + cls.__name__
class K(metaclass=Meta): items = [1, 2]
print(list(K), 2 in K, K[0], K.zzz, K(1), type(K()).__name__, K.p)
K().p
# ---
class Descr:
    def __get__(self, o, t): return ("get", o is None, t.__name__)
class NonData: d = Descr()
n = NonData(); print(n.d, NonData.d); n.__dict__["d"] = 5; print(n.d)
class Slots:
    __slots__ = ("a", "__dict__")
    b = 1
s = Slots(); s.a = 1; s.c = 2; print(s.__dict__, s.a, Slots.__slots__)
class NoDict(object):
    __slots__ = ["x"]
    def __init__(self): self.x = 1
try: NoDict().__dict__
except AttributeError as e: print(e)
nd = NoDict(); del nd.x
try: nd.x
except AttributeError as e: print(e)
class Sub(NoDict): pass
t = Sub(); t.y = 5; print(t.y, t.x, Sub.__slots__); NoDict().y = 3
# ---
def f(*args, sep="-", **kw): return sep.join(map(str, args)) + str(kw)
print(f(1, 2), f(*[1, 2], *"ab", sep="+"), f(**{"x": 1, "sep": "/"}), f(1, **{"y": 2}, z=3))
a, (b, *c), *d = 1, (2, 3, 4), 5, 6; print(a, b, c, d); [x, y] = "hi"; print(x, y); (p), q = 1, 2; print(p, q); i = 0; l = [0, 0]; i, l[i] = 1, 9; print(i, l)
for (k, v), n in zip({"a": 1, "b": 2}.items(), range(2)): print(k, v, n, end=" ")
print(); print([*range(3)], (*"ab",), {*"aa"}, {**{"a": 1}, **{"b": 2}}); z = *range(2), 5; print(z); print(*[], sep="x"); print(*"abc", sep="\n", end="|\n")
x = [1, 2, 3, 4, 5]; x[1:3] = []; print(x); x[::2] = "ab"; print(x); del x[-1]; print(x, x[10:], x[-100:2], x[::-1], x[slice(0, 1)])
x[::2] = [1, 2, 3]
# ---
try:
    x = 1
    assert x == 2, f"x is {x}"
except AssertionError as e: print(repr(e))
def gen():
    try:
        while True:
            try: v = yield
            except KeyError as e: print("key", e); yield "recovered"
            else: print("got", v)
    finally: print("closed")
g = gen(); next(g); g.send(1); print(g.throw(KeyError("k"))); g.close()
def nested():
    try:
        try: raise ValueError("inner")
        finally: print("f1")
    except ValueError as e:
        print("caught", e)
        try: raise KeyError("second")
        except KeyError as k: print(k.__context__ is e, k.__cause__)
        return "r"
    finally: print("f2")
print(nested())
def loop():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            yield i
        finally: yield f"f{i}"
    else: yield "else"
print(list(loop()))
def ret():
    for i in [1, 2]:
        with_return = i
        try: return i
        finally: print("cleanup", i)
print(ret()); next(iter([]))
# ---
print(1 if 0 else 2 if 0 else 3, not 1 == 2, 1 < 2 == 2, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 7 // -2, -7 % 5, 5 & 3 | 4 ^ 1, ~5, 1 << 4 >> 2, 3 - -3, "a" "b" 'c', 1, 2 if 1 else 3, (1,), (), [[]], {}, {()}, not [], None or 0 or "x", 1 and "a" and [], 0 in [0], "" in "a", [] is [], 1 is not 2, lambda: 0 is None)if False else print(1 if 0 else 2 if 0 else 3, not 1 == 2, 1 < 2 == 2, 2 ** 3 ** 2, -2 ** 2, (-2) ** 2, 7 // -2, -7 % 5, 5 & 3 | 4 ^ 1, ~5, 1 << 4 >> 2, 3 - -3)
print(0b1010, 0o17, 0xFF, 1_000, 1e3, 1E-2, .5, 5., 0x_ff, 1j, "\x41\u00e9\U0001F600\101\n".strip(), r"\n", b"\x41", rb"\x", "a\
b", """x
y""", 'it''s', f"{1}" "b", u"u", "\t|", "\\", '\'', "\a\b\f\v".encode())
print(10 ** 20, 2 ** 64 - 1, -(10 ** 18), 10 ** 18 * 10 ** 18, 123456789012345678901234567890 // 7, 2 ** 200 % 1000007, (1 << 70) >> 68, -(2 ** 70) // 3, int("9" * 30) + 1, hex(2 ** 70), float(10 ** 20), 10 ** 20 == 1e20, 1e20 < 10 ** 20 + 1, divmod(-(10 ** 20), 7), pow(3, 200, 10 ** 9), round(10 ** 20, -19), abs(-(10 ** 20)), str(10 ** 30)[:5], (10 ** 20).bit_length(), 7 ** 77 & 0xFF, -5 >> 1, -5 << 1)
1 << -1
# ---
s = "The quick brown fox"
print(s[4:9], s[-3:], s[::3], s.split()[::-1], s.replace("quick", "slow").upper(), s.find("q"), "fox" in s, s.startswith("The"), len(s), s.index("b"), s.lower().count("o"), s.swapcase(), s.center(25, "."), "-".join(s.split()), s.title(), s.partition(" "), s.rsplit(" ", 1), s.zfill(22), s.isalpha(), s.encode()[:3], sorted(s)[:3], max(s), [ord(c) for c in "AZ"], "%s|%5d|%-5s|%05.1f" % ("x", 42, "ab", 3.14159), "{:>5}|{:<5}|{:^5}|{:+d}|{:,}|{:.3f}|{:%}|{:e}|{:b}|{:x}|{!r}".format("a", "b", "c", 5, 1000000, 3.14159, 0.25, 12345.678, 10, 255, "q"))
print("a,b;c d".replace(";", ",").replace(" ", ",").split(","), "  pad ".strip() + "|", "xxhixx".strip("x"), "tab\tbed".expandtabs(8), "line1\nline2".splitlines(), "ab" * 3, "abc" < "abd", "a" + "b", "Hello"[1], "é".encode("utf-8"), "ß".casefold(), "ﬀ".upper(), "abc".translate(str.maketrans("abc", "xyz")), "{a}-{b}".format_map({"a": 1, "b": 2}), "x".join(["1"]), "{0[1]} {1.real} {2!s:>4}".format([1, 2], 3, "z"), "{:{w}.{p}f}".format(3.14159, w=8, p=2), f"{'nested'!r:>10}", f"{3.0:g} {1e-7:g} {123456789:g} {0.1 + 0.2:.17g}")
"abc".index("z")
