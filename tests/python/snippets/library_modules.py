import csv, io
out = io.StringIO()
w = csv.writer(out); w.writerow(["a", 1, None, 2.5, 'q"x', "c,d", "l\nm"]); w.writerows([[1], [""], []]); print(repr(out.getvalue()))
print(list(csv.reader(['a,b,"c,d"', '"x ""y""",2,', '', 'p;q'])), list(csv.reader(["a;b"], delimiter=";")), list(csv.reader(['"multi', 'line",z'])))
out = io.StringIO(); d = csv.DictWriter(out, ["n", "v"], lineterminator="\n"); d.writeheader(); d.writerow({"n": "x", "v": 1}); print(out.getvalue())
for row in csv.DictReader(io.StringIO("name,age\nAl,3\nBo,4,5\nCy\n")): print(row)
out = io.StringIO(); csv.writer(out, quoting=csv.QUOTE_ALL, delimiter="|").writerow([1, "a"]); csv.writer(out, quoting=csv.QUOTE_NONNUMERIC).writerow([1, "a"]); csv.writer(out, quoting=csv.QUOTE_NONE, escapechar="\\").writerow(["a,b"]); print(out.getvalue())
for bad in [lambda: d.writerow({"zz": 1}), lambda: csv.reader([1]).__next__(), lambda: csv.writer(out).writerow(5), lambda: csv.writer(5), lambda: csv.reader([], delimiter="ab"), lambda: csv.writer(out, quoting=csv.QUOTE_NONE).writerow(["a,b"]), lambda: csv.get_dialect("x"), lambda: csv.reader([""], "nope"), lambda: csv.reader([], foo=1)]:
    try: print(bad())
    except Exception as e: print(type(e), e)
print(csv.list_dialects(), list(csv.reader(["1,'a,b'"], quotechar="'")), list(csv.reader(["1, 2"], skipinitialspace=True)), list(csv.reader(['1,"a"'], quoting=csv.QUOTE_NONNUMERIC)), csv.excel.delimiter)
# ---
import pprint
data = {"name": "x" * 30, "values": list(range(30)), "nested": {"b": [1, 2, {"deep": "y" * 60}], "a": (1,)}, 3: None}
pprint.pprint({k: v for k, v in data.items() if isinstance(k, str)})
pprint.pprint(["short", "list"]); pprint.pprint({"b": 1, "a": 2}, sort_dicts=False); pprint.pp({"b": 1, "a": 2})
print(pprint.pformat([{"id": i, "title": f"title {i}"} for i in range(4)], indent=4, width=40)); pprint.pprint("word " * 30); pprint.pprint({1, 3, 2}); pprint.pprint((1,)); pprint.pprint({}); pprint.pprint([[1, [2, [3, [4]]]]], depth=2)
pprint.pprint(list(range(40)), compact=True, width=60); l = [1]; l.append(l); print(pprint.isrecursive(l), pprint.isreadable([1])); pprint.pprint(12345678, underscore_numbers=True)
from collections import OrderedDict, defaultdict, Counter, namedtuple, deque
pprint.pprint(OrderedDict((f"key{i}", "value " * 3) for i in range(4))); pprint.pprint(defaultdict(list, {f"k{i}": [i] * 10 for i in range(4)})); pprint.pprint(Counter("the quick brown fox jumps over it")); pprint.pprint(deque(range(40)), width=50)
from dataclasses import dataclass
@dataclass
class P: name: str; tags: list
pprint.pprint(P("a" * 40, ["b" * 30, "c" * 30])); pprint.pprint(b"x" * 100); pprint.pprint({"k": "long text here " * 10}); pprint.pprint({"a": None, "b": True, "c": 1.5})
# ---
import calendar
print(calendar.month(2024, 2)); print(calendar.monthrange(2024, 2), calendar.isleap(1900), calendar.leapdays(2000, 2024), calendar.weekday(2024, 2, 29), calendar.day_name[0], calendar.month_name[12], calendar.month_abbr[1], list(calendar.day_abbr), calendar.monthcalendar(2024, 9))
c = calendar.TextCalendar(calendar.SUNDAY); c.prmonth(2023, 10); print(c.formatmonth(2023, 10, 4)); print(list(calendar.Calendar().itermonthdates(2024, 2))[:2], calendar.timegm((2024, 1, 1, 0, 0, 0)), list(calendar.Calendar(6).itermonthdays2(2024, 1))[:3]); print(calendar.calendar(2024)[:300])
try: calendar.monthrange(2024, 13)
except calendar.IllegalMonthError as e: print(e)
try: calendar.setfirstweekday(9)
except ValueError as e: print(type(e), e)
# ---
import html
print(html.escape("<a href='x'>\"&\"</a>"), html.escape("'\"", quote=False), html.unescape("&lt;p&gt; &amp;amp; &copy; &#233; &#xe9; &quot;x&quot; &eacute; &euro; &nope &#0; &#128; &hearts;&nbsp;| &amp &copyx &notit; & &;"))
# ---
from urllib.parse import *
u = urlparse("https://user:pw@Example.com:8080/a/b;p?q=1&r=a%20b#frag"); print(u, u.hostname, u.port, u.username, u.password, u.geturl(), u.netloc, u[2], u._replace(path="/x").geturl())
print(urlsplit("//h/p?x"), urlsplit("mailto:a@b.c"), urlsplit("path/only"), urlparse(""), urlunsplit(("http", "h", "p", "q=1", "f")), urldefrag("http://a/b#c"))
print(quote("a b/ü&=?"), quote("a/b", safe=""), quote_plus("a b&c"), unquote("a%20b%C3%BC%zz"), unquote_plus("a+b%2B"), urlencode({"a": 1, "b": "x y", "c": [1, 2]}), urlencode([("a", "ü"), ("b", 2)]), urlencode({"c": [1, 2]}, doseq=True), quote(b"\xff a"))
print(parse_qs("a=1&a=2&b=&c=x+y"), parse_qsl("a=1&b=&c", keep_blank_values=True), parse_qs("a=%26&b=%C3%A9"))
for b, r in [("http://a/b/c/d?q", "g"), ("http://a/b/c/d", "../g"), ("http://a/b/c/d", "/g"), ("http://a/b/c/d", "//h/x"), ("http://a/b/c/d", "?y"), ("http://a/b/c/d", "#s"), ("http://a/b/", "./"), ("http://a/b/c/d", "../../../g"), ("http://a", "x"), ("http://a/b", "https://z"), ("", "x"), ("http://a/b", ""), ("http://a/b/c/", "..")]: print(urljoin(b, r), end=" ")
print()
for bad in [lambda: urlparse("http://h:99999").port, lambda: urlparse("http://h:x").port, lambda: urlsplit("http://[::1"), lambda: quote(5), lambda: urlencode(5), lambda: urlencode("ab"), lambda: parse_qs("a", strict_parsing=True), lambda: parse_qsl("a=1&b=2", max_num_fields=1), lambda: quote("a", encoding="ascii") and quote("é", encoding="ascii")]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
from fractions import Fraction as F
import math
print(F(1, 3), repr(F(6, -4)), F("3/7"), F("1.25"), F(0.5), F("-1e-2"), F(3), F(F(1, 2), 3), F(1, 3) + F(1, 6), F(1, 2) - 1, 2 * F(1, 3), F(1, 3) / 2, 1 / F(2, 3), F(7, 2) // 1, F(7, 2) % 1, divmod(F(7, 2), 2), F(2, 3) ** 2, F(2, 3) ** -2, F(4) ** 0.5, 2 ** F(1, 2), F(1, 3) + 0.5, -F(1, 2), abs(F(-1, 2)), int(F(-7, 2)), float(F(1, 3)), round(F(7, 3), 1), round(F(5, 2)), math.floor(F(-1, 2)), math.ceil(F(1, 2)), F(1, 2) == 0.5, F(1, 2) < 1, F(1, 3) > 0.33, hash(F(2)) == hash(2), {F(1, 2): "h"}[F(2, 4)], bool(F(0)), F(3.14159).limit_denominator(100), F("0.1").numerator, F(1, 2).as_integer_ratio(), sum([F(1, 2), F(1, 3)]), sorted([F(1, 2), F(1, 3), 0.4]), F.from_float(0.25))
from decimal import Decimal
print(F(Decimal("1.5")), isinstance(F(1), __import__("numbers").Rational), max(F(1, 2), F(2, 3)), f"{F(1, 2)}", F(1, 2) != F(2, 4), F("  2/3  "), F(True), F("1_000/3"))
for bad in [lambda: F(1, 0), lambda: F("x"), lambda: F(1.5, 2), lambda: F(1, 2) / 0, lambda: F(1, 2) + "a", lambda: F("1/0"), lambda: F([]), lambda: F(1, 2) < "a", lambda: F(float("nan")), lambda: F(0) ** -1, lambda: F(1, 2) // 0, lambda: setattr(F(1), "numerator", 2)]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
import difflib
print(difflib.get_close_matches("appel", ["ape", "apple", "peach", "puppy"]), difflib.SequenceMatcher(None, "abcd", "bcde").ratio(), difflib.SequenceMatcher(None, "abxcd", "abcd").get_opcodes(), difflib.SequenceMatcher(None, "private", "privately").get_matching_blocks())
print("".join(difflib.unified_diff("a\nb\nc\n".splitlines(True), "a\nx\nc\nd\n".splitlines(True), "old", "new"))); print("\n".join(difflib.context_diff(list("abc"), list("abd"), lineterm="")))
try: difflib.get_close_matches("a", [], n=0)
except ValueError as e: print(e)
# ---
import shlex
print(shlex.split("a 'b c' \"d e\" f\\ g"), shlex.quote("a b'c"), shlex.quote("safe"), shlex.join(["a", "b c"]), shlex.split("x # no", comments=True), shlex.split('"a\\"b" \'\''))
shlex.split("a 'b")
# ---
import inspect, functools
def f(a, b=2, *args, c, d=4, **kw): "doc"
s = inspect.signature(f); print(s, list(s.parameters), s.parameters["b"].default, s.parameters["args"].kind, s.bind(1, 2, 3, c=4, z=5).arguments, repr(s.parameters["c"]), repr(s))
class C:
    def __init__(self, x: int, y="s"): ...
    def m(self, q, /): ...
    @classmethod
    def k(cls, z): ...
    @staticmethod
    def t(w): ...
    def __call__(self, v): ...
print(inspect.signature(C), inspect.signature(C.m), inspect.signature(C(1).m), inspect.signature(C.k), inspect.signature(C.t), inspect.signature(C(1)), inspect.signature(functools.partial(f, 1, c=3)), inspect.signature(lambda: 0))
b = s.bind(1, c=2); b.apply_defaults(); print(b.args, b.kwargs, b)
for bad in [lambda: s.bind(), lambda: s.bind(1), lambda: inspect.signature(C.m).bind(1, 2, 3), lambda: inspect.signature(C).bind(1, 2, w=3), lambda: inspect.signature(5)]:
    try: print(bad())
    except TypeError as e: print(e)
print(inspect.isclass(C), inspect.isfunction(f), inspect.ismethod(C(1).m), inspect.getdoc(f), [n for n, _ in inspect.getmembers(C, inspect.isfunction)], inspect.unwrap(f) is f, inspect.getmro(C)[-1])
# ---
import warnings
with warnings.catch_warnings(record=True) as w:
    warnings.simplefilter("always"); warnings.warn("careful"); warnings.warn("old", DeprecationWarning)
    print(len(w), w[0].message, w[1].category, str(w[-1].message))
with warnings.catch_warnings():
    warnings.simplefilter("error")
    try: warnings.warn("now", UserWarning)
    except UserWarning as e: print(repr(e))
warnings.filterwarnings("ignore", message="quiet.*"); warnings.warn("quiet please")
try: warnings.warn("x", int)
except TypeError as e: print(e)
# ---
import base64, binascii, hmac, hashlib
print(base64.b32encode(b"hello"), base64.b32decode("NBSWY3DP"), base64.b16decode("6869"), base64.b85encode(b"hello world"), base64.b85decode(base64.b85encode(b"hello world")), base64.encodebytes(b"x" * 60), base64.urlsafe_b64decode("__4_"))
for bad in [lambda: base64.b32decode("abc"), lambda: base64.b16decode("zz"), lambda: binascii.unhexlify("abc"), lambda: binascii.unhexlify("zz"), lambda: hmac.new(b"k", b"m"), lambda: hmac.new("k", b"m", "md5"), lambda: binascii.hexlify("a"), lambda: base64.b64encode("a")]:
    try: print(bad())
    except Exception as e: print(type(e), e)
print(binascii.crc32(b""), binascii.hexlify(b"abc", "-"), binascii.b2a_base64(b"hi"), hmac.new(b"key", b"msg", hashlib.sha1).hexdigest(), hmac.compare_digest("a", "b"), hashlib.sha384(b"a").hexdigest()[:20], hashlib.sha224(b"a").hexdigest()[:20], hmac.digest(b"k", b"m", "md5").hex())
