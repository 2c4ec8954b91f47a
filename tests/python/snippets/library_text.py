import string
print(string.ascii_letters, string.digits, string.punctuation, repr(string.whitespace), len(string.printable))
t = string.Template("Hi $name, you owe ${amount} $$5 ${name}s")
print(t.substitute(name="Al", amount=3), t.safe_substitute(name="Al"), t.template)
print(string.capwords("hello wORLD  again"), string.capwords("a-b-c", "-"))
try: t.substitute(name="x")
except KeyError as e: print(repr(e))
try: string.Template("bad $ sign").substitute()
except ValueError as e: print(e)
print(t.get_identifiers() if hasattr(t, "get_identifiers") else "no", t.is_valid())
# ---
import string
class F(string.Formatter):
    def get_value(self, key, args, kwargs):
        return kwargs.get(key, f"<{key}>") if isinstance(key, str) else args[key]
print(F().format("{0} {a} {b!r:>8}", 1, b="x"), string.Formatter().vformat("{x[0]} {y.real}", (), {"x": [1], "y": 2}))
print(list(string.Formatter().parse("a{b!r:c}d{{e}}{}")))
class D(string.Template):
    delimiter = "%"
    idpattern = "[a-z]+_[a-z]+"
print(D("%a_b %% %{c_d} %nope").safe_substitute(a_b=1, c_d=2))
# ---
import textwrap
text = "The quick brown fox jumps over the lazy dog, and then it runs away into the deep dark forest."
print(textwrap.fill(text, 30))
print(textwrap.wrap(text, width=20, max_lines=3, placeholder=" [...]"))
print(textwrap.shorten(text, 40), textwrap.shorten("a b c", 3, placeholder="."))
print(textwrap.indent("a\n\nb\n", "> "), textwrap.indent("a\n\nb", "--", lambda l: True))
print(repr(textwrap.dedent("""\
    def f():
        return 1

      x
""")))
print(textwrap.fill(text, initial_indent="* ", subsequent_indent="  ", width=25))
print(textwrap.wrap("averyveryverylongwordthatbreaks ok", 10, break_long_words=False), textwrap.wrap("hyphen-ated words-here", 8), textwrap.wrap("tabs\tand\n newlines", 12, expand_tabs=True, replace_whitespace=False))
# ---
import re
print(re.findall(r"\b\w+@\w+\.\w+\b", "me@x.org, you@y.com no@"), re.sub(r"(\d+)", lambda m: str(int(m[1]) * 2), "a1b22"))
m = re.match(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?", "2024-05")
print(m, m.groups(), m.groupdict(), m.group("year", 2), m.span("month"), m.start(), m.end(2), m.lastgroup, m.lastindex, m.re.groups, m.string, m.pos, m.endpos)
print(m.expand(r"\g<month>/\1"), m["year"], m[0])
print(re.split(r"[,;]\s*", "a, b;c,,d"), re.split(r"(-)", "a-b-c", maxsplit=1), re.split(r"\s*", "ab c"))
print(re.subn(r"a", "b", "banana", count=2), re.escape("a.b*c[d] e-f"), re.fullmatch(r"\d+", "12a"))
print([m.span() for m in re.finditer(r"(?i)an", "BANana")], re.compile("x", re.I | re.M), re.compile("a").flags)
p = re.compile(r"""
    (\d+)   # number
    \s*     # spaces
    ([a-z]+)?
""", re.VERBOSE); print(p.findall("12 ab 7"), p.pattern[:3] == "\n  ", p.groups, p.groupindex)
print(re.sub(r"(?<=a)b|c(?!d)", "_", "ab cb cd c"), re.search(r"(.)\1", "hello").group(), re.sub("^", "> ", "a\nb", flags=re.M), re.findall(r"^\w", "a\nb", re.M), re.findall("a.b", "a\nb", re.S))
for bad in ["(", "[", "*", "a**", "(?P<n>", "(?P<1>a)", "\\", "(?P=x)", "[z-a]", "a{2,1}", "(?z)", "x(?i)", "(?<=a+)b", "\\1", "(a)(?P<b>c)(?P<b>d)", "[[:x", "{1}", "(?#"]:
    try: re.compile(bad); print(bad, "ok")
    except re.error as e: print(bad, e, e.pos, e.msg)
# ---
import re
print(re.findall(rb"\d+", b"a1b22"), re.sub(rb"(a)(b)", rb"\2\1", b"abab"), re.match(rb"(?P<x>\w+)", b"hey you")["x"], re.split(b",", b"a,b"), re.compile(b"x").pattern)
print(re.search(b"[\x80-\xff]", b"a\xe9b"), re.escape(b"a.b"), re.fullmatch(rb"[^\W\d]+", b"abc") is not None)
try: re.match("a", b"a")
except TypeError as e: print(e)
try: re.match(b"a", "a")
except TypeError as e: print(e)
print(re.sub(b"a", lambda m: m[0].upper(), b"banana"), re.findall(b"(?i)AN", b"banana"), re.finditer(b"n", b"nan").__next__().span())
re.sub(b"a", "b", b"a")
# ---
import re
print(re.sub(r"\bfoo\b", r"[\g<0>]", "foo food foo"), re.sub("x*", "-", "abxd"), re.sub("(a)|b", r"[\1]", "ab"))
try: re.sub("a", r"\2", "a")
except re.error as e: print(e)
try: re.sub("a", r"\g<x>", "a")
except (re.error, IndexError) as e: print(type(e).__name__, e)
try: re.sub("a", r"\q", "a")
except re.error as e: print(e)
m = re.search("(a)(b)?", "xa"); print(m.groups("none"), m.group(2), m.span(2), m.regs, bool(m))
try: m.group(3)
except IndexError as e: print(e)
try: m["zz"]
except IndexError as e: print(e)
print(re.match(r"\d+(?:\.\d+)?", "3.14abc").group(), re.match(r"(?:(?P<a>x)|(?P<b>y))+", "xyx").groupdict(), re.compile(r"(?s:.)b.").match("\nb\n"))
print(re.findall(r"(\w)(\d)", "a1 b2"), re.findall(r"\$(\d+)\.(\d\d)", "$5.00 $12.99"), re.findall(r"[^aeiou\s]+", "hello there"))
print(re.RegexFlag.I, re.I | re.M, repr(re.I), re.IGNORECASE.value, re.NOFLAG if hasattr(re, "NOFLAG") else 0)
print(re.compile(r"\w+", re.A).findall("héllo"), re.compile("é", re.I).findall("É"), re.match(r"\s\S\D\W\B", " ab- -"))
print(re.split(r"(?<=[.!?])\s+", "One. Two! Three? Four"), re.purge())
print(re.match("(?P<q>['\"]).*?(?P=q)", "'abc' 'd'").group(), re.match(r"(a)?(?(1)b|c)", "ab").group(), re.match(r"(?>a+)b", "aab").group(), re.match(r"a++b", "aab").group(), re.match(r"a*?b", "aab").group())
# ---
s = "Hello, World"
print(s.lower(), s.upper(), s.swapcase(), s.title(), s.casefold(), s.capitalize(), s.find("o"), s.rfind("o"), s.find("z"), s.index("W"), s.count("l"), s.replace("l", "L", 2))
print(s.partition(", "), s.rpartition("o"), s.partition("zz"), s.split(","), s.split(None, 1), " a  b ".split(), "a,b,,c".split(","), "a,b,c".rsplit(",", 1), "a\nb\r\nc\x0bd".splitlines(), "a\nb\n".splitlines(True))
print(s.center(20, "*"), s.ljust(15) + "|", s.rjust(15), "42".zfill(5), "-42".zfill(5), "+a".zfill(4), "a\tb".expandtabs(4), "xxaxx".strip("x"), "xxa".lstrip("x"), "axx".rstrip("x"))
print(s.startswith(("He", "x")), s.endswith("d"), s.startswith("W", 7), s.isalpha(), "abc1".isalnum(), "12".isdigit(), "½".isnumeric(), "²".isdigit(), "²".isdecimal(), "ab_1".isidentifier(), "Ab C".istitle(), " ".isspace(), "A".isupper(), "é".isascii(), "a\x00".isprintable())
print(s.removeprefix("Hello"), s.removesuffix("World"), "abc".translate({97: "x", 98: None}), "hello".translate(str.maketrans("el", "ip", "o")), "-".join("abc"), s.encode(), "ß".upper(), "İ".lower(), "ǆ".title(), "ŉ".upper())
print("%s %r %d %5.2f %x %o %e %g %c %% %-5s| %05d %+d" % ("a", "b", 3, 2.5, 255, 8, 12345.678, 0.0001, "z", "l", 42, 7))
print("%(a)s %(b)03d" % {"a": 1, "b": 2}, "%*d" % (5, 3), "%.*f" % (2, 3.14159), "%#x %#o %X" % (255, 8, 255), "%i" % 3.99, "%a" % "é")
print("abc"[::-1], "abc"[-2:], "abcdef"[1:5:2], "abc" * 2, "b" in "abc", "a" < "b", "Z" < "a", min("hello"), sorted("hello"), "abc" > "ab")
# ---
print(f"{3.14159:.2f} {1234567:,} {0.5:%} {255:#x} {255:b} {42:>8} {42:<8}| {42:^8} {42:*^8} {-5:+} {5: } {1e10:e} {1234.5:,.2f} {10:08.3f}")
print(f"{'a':>5}{'b':<5}{'c':^5}|{'abc':.2}|{'x':-^9}|{True:d} {True} {None} {3+4j:.1f}")
name = "x"; width = 10; print(f"{name:>{width}} {name!r:>{width}} {name=} {1+1=} {name = !s} {width=:05}")
print(f"{1_000_000:_} {0xff:_b} {65:c} {1e5:g} {1e-5:g} {123456789.0:g} {0.1+0.2} {1e16} {1e15} {100.0:.0f} {2.5:.0f} {1.5:.0f} {float('nan'):f} {float('inf'):08.1f}")
import datetime
d = datetime.datetime(2024, 3, 5, 14, 7, 9, 123)
print(f"{d:%Y-%m-%d %H:%M:%S.%f} {d:%a %d %b %y %j %U %I:%M %p} {d!s} {d!r:.20}")
print(f"{{}} {{{name}}} {'nested ' + f'{name}'} {'a' if name else 'b'} {[i for i in range(3)]} { {'a': 1}['a'] } {(lambda v: v * 2)(3)}")
print("{0} {1} {0}".format("a", "b"), "{} {}".format(1, 2), "{a.real} {b[0]} {c[k]}".format(a=1, b=[2], c={"k": 3}), "{:{}}".format("x", 5) + "|", "{!r:>6}".format("a"), "{:,}".format(12345.678))
print(format(3.14159, ".3"), format(42, "b"), format("x", "^5"), format(True), format(None), format([1]), format(1234.5678, "10.2f"), format(-0.0, "z.1f") if True else "")
for spec, v in [("d", 1.5), ("s", 1), (".2d", 1), ("x", "a"), ("5", [1]), ("=5", "a"), ("+", "a"), (",", "a"), ("zz", 1.0), (",_", 1), ("c", 1114112), (".2", 5), ("%", "a"), ("#", "a"), ("0<5", None)]:
    try: print(spec, format(v, spec))
    except Exception as e: print(spec, type(e).__name__, e)
# ---
import json
print(json.dumps({"b": [1, 2.5, None, True], "a": {"x": "é\n\"q\""}}, indent=2, sort_keys=True))
print(json.dumps([1, "a", {"k": ()}], separators=(",", ":")), json.dumps("é", ensure_ascii=False), json.dumps({1: 2, None: 3, True: 4, 1.5: 5}), json.dumps(float("nan")), json.dumps([]), json.dumps({}, indent=1), json.dumps([[], {}], indent=1))
print(json.loads('{"a": [1, 2.0, "x", null, true, false, 1e3, -0, "\\u00e9\\n"]}'), json.loads(" 3 "), json.loads(b'"x"'), json.loads("[1.1, 2]", parse_float=str, parse_int=lambda s: s + "i"))
class E(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, set): return sorted(o)
        return super().default(o)
print(json.dumps({"s": {3, 1}}, cls=E), json.dumps({"d": object}, default=lambda o: o.__name__), json.loads('{"a": 1}', object_hook=lambda d: list(d.items())), json.loads('{"a": 1, "a": 2}', object_pairs_hook=list))
for bad in ['', '{', '[1,', '{"a" 1}', '{"a":}', "{'a': 1}", '[1 2]', 'nul', '"abc', '"\\x"', '[1] x', '{"a":1,}', '01', '"\t"', '-', '1.', 'NaN']:
    try: print(bad, json.loads(bad))
    except json.JSONDecodeError as e: print(repr(bad), e)
for bad in [{1, 2}, {(1, 2): 3}, object(), b"x", 1j]:
    try: json.dumps(bad)
    except TypeError as e: print(e)
l = []; l.append(l)
try: json.dumps(l)
except ValueError as e: print(e)
json.dumps(float("inf"), allow_nan=False)
# ---
import uuid
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.bytes, u.version, u.variant, u.urn, u.fields, u.time_low, u.node, u.clock_seq, u.bytes_le)
print(uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "http://x"), uuid.UUID(int=5), uuid.UUID(bytes=b"\x01" * 16), uuid.UUID(hex="{00010203-0405-0607-0809-0a0b0c0d0e0f}"), uuid.UUID("urn:uuid:12345678123456781234567812345678"))
print(u == uuid.UUID(u.hex), u < uuid.UUID(int=2**127), hash(u) == hash(uuid.UUID(str(u))), uuid.uuid4().version, len({uuid.uuid4() for _ in range(5)}), uuid.UUID(int=0, version=4), sorted([uuid.UUID(int=3), uuid.UUID(int=1)]))
for bad in [lambda: uuid.UUID("xyz"), lambda: uuid.UUID(), lambda: uuid.UUID(int=-1), lambda: uuid.UUID(bytes=b"1"), lambda: uuid.UUID("g" * 32), lambda: uuid.UUID(int=2**128), lambda: uuid.UUID(int=1, version=9), lambda: uuid.UUID(5)]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
u.int = 5
# ---
import hashlib, secrets, base64, binascii, hmac
print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"abc").hexdigest(), hashlib.sha256("é".encode()).hexdigest()[:16], hashlib.sha512(b"").hexdigest()[:16], hashlib.new("sha256", b"x").name, hashlib.sha256().digest_size, hashlib.sha256().block_size)
h = hashlib.sha256(); h.update(b"a"); c = h.copy(); h.update(b"b"); print(h.hexdigest()[:10], c.hexdigest()[:10], h.digest()[:4], h)if False else print(h.hexdigest()[:10], c.hexdigest()[:10], h.digest()[:4])
print(len(secrets.token_hex(8)), len(secrets.token_bytes(5)), len(secrets.token_urlsafe(10)), secrets.compare_digest("a", "a"), secrets.randbelow(1), secrets.choice([7]))
try: hashlib.md5("abc")
except TypeError as e: print(e)
try: hashlib.new("nope")
except ValueError as e: print(e)
print(base64.b64encode(b"hello?>"), base64.urlsafe_b64encode(b"\xff\xfe?"), base64.b64decode("aGVsbG8="), base64.b32encode(b"hi"), base64.b16encode(b"hi"), base64.b32decode("NBUQ===="), base64.b85encode(b"hello"))
try: base64.b64decode("abc")
except binascii.Error as e: print(e)
print(binascii.hexlify(b"\x01\xff"), binascii.unhexlify("01ff"), binascii.crc32(b"hello"), hmac.new(b"k", b"m", "sha256").hexdigest()[:16], hashlib.pbkdf2_hmac("sha256", b"p", b"s", 10).hex()[:16])
secrets.randbelow(0)
# ---
import logging
logging.basicConfig(level=logging.DEBUG, format="%(levelname)s:%(name)s:%(message)s", stream=__import__("sys").stdout)
log = logging.getLogger("app.sub")
log.info("hello %s %d", "x", 5); log.debug("dbg"); log.warning("w %(a)s", {"a": 1}); log.error("e")
try: 1 / 0
except ZeroDivisionError: log.exception("failed")
log.setLevel("ERROR"); log.info("no"); print(log.level, log.getEffectiveLevel(), log.isEnabledFor(10), log.parent, log, logging.getLevelName(30), logging.getLevelName("INFO"))
class H(logging.Handler):
    def emit(self, record): print("H", self.format(record), record.levelno, record.name, record.args, record.getMessage())
l = logging.getLogger("other"); h = H(); h.setFormatter(logging.Formatter("{levelname}|{message}", style="{")); l.addHandler(h); l.propagate = False
l.warning("careful %s", 1); l.addFilter(lambda r: "x" not in r.getMessage()); l.error("has x"); l.error("none"); l.log(25, "custom"); print(l.handlers == [h], l.hasHandlers())
logging.getLogger().critical("root"); logging.LoggerAdapter(l, {"u": 1}).error("adapted"); print(logging.getLogger("app.sub") is log)
try: log.setLevel("NOPE")
except ValueError as e: print(e)
log.error("%d items", "x") if False else None
