print(hash("abc"), hash(""), hash("é"), hash("€"), hash(b"abc"), hash(b""), hash(("a", 1)), hash((3, 2, 1)), hash(()), hash(2**70), hash(-1), hash(1.5), hash((1, (2, "x"))))
# ---
print({"b", "a", "c"}, set("hello"), {1, "a", 2.5}, {("a", 1), ("b", 2)}, frozenset({"x", "y"}), {"spam", "eggs", "ham", "bacon"})
print(list(set("the quick brown fox".split())), sorted({"b", "a"}), {3, 1, 2} | {"z"}, set("abc") - {"b"}, set("abc") & set("bcd"))
for name in {"title", "author", "pages"}:
    print(name)
print({b"x", b"y"}, {10**20, 5}, {1.5, 2.5, "q"})
# ---
for source in ["bytes.fromhex()", "bytes.fromhex(b'ab')", "bytes.fromhex('ab', 1)", "bytes.fromhex(1)", "bytes.fromhex(' ab cd')", "bytes(255, [1])", "bytearray((1,), range(5))", "bytes(5, 'utf-8')", "bytes([1], errors='x')", "bytes(lambda: 1)", "bytes(object)", "bytes('é', 'ascii', 'replace')", "bytes('é', errors='ignore')", "bytes(True)"]:
    try:
        print(source, eval(source))
    except Exception as error:
        print(source, type(error).__name__, error)
# ---
from collections import deque, Counter, namedtuple, OrderedDict
import textwrap
class Names(list):
    def __str__(self):
        return "names"
class Title(str):
    def __str__(self):
        return "title"
Point = namedtuple("Point", "x y")
print("%s" % deque([1, 2]), "%r" % deque([1], maxlen=3), "%s" % Counter("aab"), "%s" % Names([1]), "%r" % Names([1]), "%s %s" % Point(1, 2), "%s" % Title("x"), "%s" % OrderedDict(a=1))
print("%(a)s" % Counter("aab"), "%-12s|" % deque([1]), b"%s" % bytearray(b"x"))
for bad in [5, None, b"x", [1]]:
    try:
        print(textwrap.dedent(bad))
    except TypeError as error:
        print(error)
