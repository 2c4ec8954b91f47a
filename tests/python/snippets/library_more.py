import keyword
print(keyword.iskeyword("for"), keyword.kwlist[:3], keyword.issoftkeyword("match"), len(keyword.kwlist))
# ---
import statistics
print(statistics.quantiles([1, 2, 3, 4]), statistics.quantiles([1, 5, 2, 8, 3], n=5), statistics.quantiles([1, 2, 3, 4], method="inclusive"), statistics.correlation([1, 2, 3], [1, 2, 3.5]), statistics.linear_regression([1, 2], [2, 4]), statistics.covariance([1, 2, 3], [3, 2, 1]), statistics.median_grouped([1, 2, 2, 3, 4]))
statistics.quantiles([1])
# ---
import colorsys, reprlib
print(colorsys.rgb_to_hsv(1, 0.5, 0), colorsys.hsv_to_rgb(0.5, 1, 1), colorsys.rgb_to_hls(0.2, 0.4, 0.6), colorsys.hls_to_rgb(0.6, 0.4, 0.5), reprlib.repr(list(range(100))), reprlib.repr("x" * 100), reprlib.repr({i: i for i in range(9)}), reprlib.repr({3, 1, 2, 9, 8, 7, 6}), reprlib.repr(10 ** 60), reprlib.repr([[[[[[[[1]]]]]]]]), reprlib.repr((1,)))
class L(list):
    @reprlib.recursive_repr()
    def __repr__(self): return "L(" + ", ".join(map(repr, self)) + ")"
l = L([1]); l.append(l); print(l)
# ---
import unicodedata
print(unicodedata.normalize("NFD", "é") == "e\u0301", unicodedata.normalize("NFC", "e\u0301"), unicodedata.normalize("NFKD", "ﬁ²"), "".join(c for c in unicodedata.normalize("NFKD", "Crème Brûlée") if not unicodedata.combining(c)), [unicodedata.category(c) for c in "aA1 .é€中\n_-(ǅ²½\u0301😀"], unicodedata.numeric("½"), unicodedata.digit("5"), unicodedata.digit("²"), unicodedata.decimal("7"), unicodedata.decimal("x", None), unicodedata.is_normalized("NFC", "é"), unicodedata.combining("\u0301"), unicodedata.unidata_version)
for bad in [lambda: unicodedata.normalize("X", "a"), lambda: unicodedata.category("ab"), lambda: unicodedata.decimal("x"), lambda: unicodedata.normalize("NFC", 5), lambda: unicodedata.numeric("a")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
import re
def slugify(value, allow_unicode=False):
    value = str(value)
    value = unicodedata.normalize("NFKC", value) if allow_unicode else unicodedata.normalize("NFKD", value).encode("ascii", "ignore").decode("ascii")
    value = re.sub(r"[^\w\s-]", "", value.lower())
    return re.sub(r"[-\s]+", "-", value).strip("-_")
print(slugify("  Héllo, Wörld! -- Ça va? "), slugify("Ünï cødé", True))
# ---
import struct
print(struct.pack(">IhB", 1, -2, 3), struct.unpack("<2H", b"\x01\x00\x02\x00"), struct.calcsize("iq"), struct.pack("5s", b"ab"), struct.unpack(">d", struct.pack(">d", 1.5)), struct.pack("<f", 0.1), struct.pack(">e", 1.0), struct.unpack("<f", struct.pack("<f", 3.14)), struct.pack("=bxh?c", -1, 5, True, b"z"), struct.calcsize("@bl"), struct.Struct("<HH").size, list(struct.iter_unpack("<H", b"\1\0\2\0")), struct.pack("<d", -0.0), struct.pack("<d", 5e-324), struct.pack("<d", float("inf")), struct.pack(">q", -2 ** 63), struct.unpack_from("<H", b"\0\1\0", 1), struct.pack("<f", 1e-45), struct.pack("<d", 1 / 3))
for bad in [lambda: struct.pack("B", 256), lambda: struct.pack("h", 40000), lambda: struct.pack("I", -1), lambda: struct.pack("2H", 1), lambda: struct.unpack("H", b"a"), lambda: struct.pack("z", 1), lambda: struct.pack("c", "a"), lambda: struct.pack("d", "x"), lambda: struct.pack("i", 1.5), lambda: struct.pack("<f", 1e40)]:
    try: print(bad())
    except Exception as e: print(type(e), e)
# ---
import queue, threading
q = queue.Queue(2); q.put(1); q.put(2); print(q.get(), q.qsize(), q.empty(), q.full()); p = queue.PriorityQueue(); [p.put(x) for x in (3, 1, 2)]; print(p.get(), p.get()); s = queue.LifoQueue(); s.put("a"); s.put("b"); print(s.get())
try: queue.Queue().get_nowait()
except queue.Empty as e: print(repr(e), type(e))
q.put(5)
try: q.put_nowait(6)
except queue.Full as e: print(repr(e))
q.task_done(); q.task_done(); q.task_done(); q.task_done()
# ---
import ast
print(ast.literal_eval("{'a': [1, (2, 3)], 'b': None}"), ast.literal_eval("-5"), ast.literal_eval("'x'"), ast.literal_eval("(1,)"), ast.literal_eval("{1, 2}"), ast.literal_eval("1 + 2j"), ast.literal_eval("b'x'"), ast.literal_eval("[]"), ast.literal_eval("()"), ast.literal_eval("{}"), ast.literal_eval("set()"), ast.literal_eval("1_000"), ast.literal_eval("0xff"), ast.literal_eval("1e3"), ast.literal_eval("'a' 'b'"), ast.literal_eval("1, 2"), ast.literal_eval(" [1,\n 2] "), ast.literal_eval('"it\'s"'), ast.literal_eval("True"), ast.literal_eval("..."), ast.literal_eval("{'k': {'n': [1.5, -2]}}"))
for bad in ["f()", "x", "1 + 1", "[1", "__import__('os')", "a.b"]:
    try: print(ast.literal_eval(bad))
    except Exception as e: print(bad, type(e).__name__, str(e)[:24])
