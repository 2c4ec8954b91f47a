import copy
class A:
    def __init__(self): self.l = [1]; self.me = self
a = A()
b, c = copy.copy(a), copy.deepcopy(a)
a.l.append(2)
print(b.l, c.l, c.me is c, b.me is a, copy.copy([1]), copy.deepcopy({"a": [1]}), copy.copy((1,)), copy.deepcopy(5), copy.copy({1}), copy.deepcopy(len) is len)
# ---
import copy
class A:
    def __copy__(self): return "copied"
    def __deepcopy__(self, memo): return "deep"
print(copy.copy(A()), copy.deepcopy([A()]), copy.Error.__name__)
l = [1]; l.append(l)
m = copy.deepcopy(l)
print(m[1] is m, copy.deepcopy((l,))[0] is not l)
shared = [0]
x, y = copy.deepcopy([shared, shared])
print(x is y)
# ---
import textwrap
text = "The quick brown fox jumped over the lazy dog and ran away."
print(textwrap.wrap(text, 20), textwrap.fill(text, 30), textwrap.shorten(text, 25), textwrap.shorten(text, 25, placeholder="..."), textwrap.indent("a\n\nb\n", "> "), textwrap.dedent("  a\n    b\n  c"), textwrap.wrap("", 5), textwrap.wrap("averyveryverylongword x", 10), textwrap.indent("a\n\nb", "-", lambda l: True))
# ---
import textwrap
print(textwrap.wrap("a b c d e f", 4, initial_indent="* ", subsequent_indent="  "), textwrap.wrap("long-hyphen-word here", 8), textwrap.wrap("abcdefghij", 4, break_long_words=False), textwrap.fill("  leading  and   double ", 10), textwrap.wrap("one two three four", 9, max_lines=1), textwrap.dedent("\ta\n\t  b\n"), textwrap.dedent("""
    x

      y
    """), textwrap.TextWrapper(width=6).wrap("aa bb cc"), textwrap.wrap("tab\there", 20), textwrap.wrap("a. b. c", 5, fix_sentence_endings=True))
# ---
import textwrap
textwrap.wrap("a", 0)
# ---
import string
print(string.ascii_letters, string.digits, string.hexdigits, string.octdigits, string.punctuation, repr(string.whitespace), len(string.printable), string.ascii_lowercase[:3], string.ascii_uppercase[-3:])
# ---
from string import Template
t = Template("$name is ${age}y, $$5")
print(t.substitute(name="Al", age=5), t.substitute({"name": "B"}, age=1), t.safe_substitute(name="C"), t.template, Template("$a $b").safe_substitute(), Template("x").substitute())
t.substitute(name="x")
# ---
from string import Template
Template("$ bad").substitute()
# ---
import uuid
u = uuid.UUID("12345678-1234-5678-1234-567812345678")
print(u, repr(u), u.hex, u.int, u.version, u.bytes[:2], u.urn, u.fields, uuid.UUID(int=5), uuid.UUID(hex="{12345678123456781234567812345678}"), u == uuid.UUID(str(u)), uuid.uuid5(uuid.NAMESPACE_DNS, "python.org"), uuid.uuid3(uuid.NAMESPACE_URL, "x"), u < uuid.UUID(int=0), hash(u) == hash(uuid.UUID(str(u))), uuid.uuid4().version, uuid.uuid4() != uuid.uuid4(), len(str(uuid.uuid4())), u.variant, uuid.UUID(bytes=b"\0" * 15 + b"\1"), u.node, u.time_low, u.clock_seq)
# ---
import uuid
uuid.UUID("nope")
# ---
import uuid
uuid.UUID()
# ---
import uuid
uuid.UUID(int=-1)
# ---
import uuid
uuid.UUID(bytes=b"x")
# ---
import uuid
uuid.UUID(int=1).int = 5
# ---
import random
random.seed(42)
print(random.random(), random.randint(1, 100), random.choice("abc"), random.uniform(1, 2), random.randrange(0, 10, 3), random.sample(range(10), 3), random.getrandbits(8), random.choices("ab", k=3), random.gauss(0, 1), random.random())
l = list(range(5))
random.shuffle(l)
print(l, random.triangular(), random.betavariate(1, 2), random.expovariate(1), random.normalvariate(0, 1), random.choices([1, 2, 3], weights=[1, 1, 8], k=5))
# ---
import random
r = random.Random(7)
print(r.random(), r.randint(1, 6), [r.randrange(100) for _ in range(3)], r.choice([1, 2, 3]), r.sample("abcdef", 2))
r.seed("text")
print(r.random(), r.getrandbits(70), random.Random(7).random(), random.Random(2 ** 70).random(), random.Random(1.5).random(), random.Random(b"x").randbytes(3))
state = r.getstate()
a = r.random()
r.setstate(state)
print(a == r.random())
# ---
import random
random.choice([])
# ---
import random
random.randint(5, 1)
# ---
import random
random.sample([1], 2)
# ---
import random
random.sample({1, 2}, 1)
# ---
import random
random.randrange(0)
# ---
import secrets
print(len(secrets.token_hex(4)), len(secrets.token_bytes(3)), secrets.choice([1]), secrets.randbelow(1), secrets.compare_digest("a", "a"), len(secrets.token_urlsafe(4)) > 4, secrets.randbits(1) in (0, 1))
# ---
import time
print(isinstance(time.time(), float), time.time() > 1e9, time.gmtime(0)[:6], time.strftime("%Y-%m-%d", time.gmtime(0)), time.monotonic() <= time.monotonic(), time.sleep(0), time.perf_counter() >= 0, time.gmtime(0).tm_year, time.mktime(time.gmtime(0)), time.strptime("2024", "%Y").tm_year, time.asctime(time.gmtime(0)))
# ---
import os.path as p
print(p.join("a", "b", "c.txt"), p.join("a", "/b"), p.join("a/", "b"), p.basename("/a/b.c"), p.dirname("/a/b.c"), p.split("/a/b"), p.splitext("x.tar.gz"), p.splitext(".bashrc"), p.normpath("a//b/../c/./d"), p.isabs("/a"), p.isabs("a"), p.commonprefix(["abc", "abd"]), p.commonpath(["/a/b", "/a/c"]), p.relpath("/a/b", "/a/c"), p.sep, p.join(""), p.join("a", ""), p.normpath(""), p.splitdrive("/a"), p.splitext("a.b/c"))
# ---
import os
print(os.sep, os.linesep == "\n", os.name, os.path.exists("/no/such"), os.environ.get("NO_SUCH_VAR"), os.getenv("NO_SUCH_VAR", "d"), os.path.isfile("/no"), os.pathsep, os.curdir, os.fspath("x"), os.extsep, os.devnull)
os.environ["NO_SUCH_VAR"]
# ---
import os
os.path.join("a", 5)
# ---
from pathlib import PurePosixPath as P, PurePath
p = P("/usr/lib/python3.tar.gz")
print(p, repr(p), p.name, p.stem, p.suffix, p.suffixes, p.parent, p.parts, p / "x", p.parents[1], list(p.parents)[-1], p.is_absolute(), p.with_name("y"), p.with_suffix(".zip"), p.with_stem("q"), p.relative_to("/usr"), p.match("*.gz"), p.root, p.anchor, P("a", "b", "../c"), P("a//b/./c"), P("."), P(), p == P(str(p)), P("a") < P("b"), "x" / P("y"), P("/a").joinpath("b", "c"), p.as_posix(), hash(P("a")) == hash(P("a")), P("a").is_relative_to("b"), str(PurePath("z")), p.as_uri())
# ---
from pathlib import PurePosixPath as P
P("/a").relative_to("/b")
# ---
from pathlib import PurePosixPath as P
P("a").with_name("")
# ---
from pathlib import PurePosixPath as P
P("a").with_suffix("x")
# ---
from pathlib import PurePosixPath as P
P(5)
# ---
from pathlib import Path
print(Path("a/b.txt").name, Path(__file__).suffix, type(Path("x")).__name__, Path("a") / "b", Path("a").exists(), isinstance(Path("a"), Path), Path("x.py").with_suffix(""))
# ---
import hashlib
print(hashlib.md5(b"abc").hexdigest(), hashlib.sha1(b"abc").hexdigest(), hashlib.sha256(b"").hexdigest(), hashlib.sha512(b"x").hexdigest()[:16], hashlib.new("md5", b"q").hexdigest(), hashlib.sha256(b"a").digest()[:4], hashlib.md5().name, hashlib.md5().digest_size, hashlib.sha256().block_size)
h = hashlib.md5()
h.update(b"ab"); h.update(b"c")
print(h.hexdigest() == hashlib.md5(b"abc").hexdigest(), h.copy().hexdigest() == h.hexdigest(), hashlib.sha224(b"").hexdigest()[:8], hashlib.sha384(b"").hexdigest()[:8], hashlib.blake2b(b"").hexdigest()[:8], hashlib.sha3_256(b"").hexdigest()[:8])
# ---
import hashlib
hashlib.md5("text")
# ---
import hashlib
hashlib.new("nope")
# ---
import logging
print(logging.INFO, logging.getLevelName(30), logging.getLogger("a.b").name, logging.getLogger("x") is logging.getLogger("x"), logging.WARNING < logging.ERROR, logging.getLogger("a.b").parent.name, logging.getLogger().name)
log = logging.getLogger("quiet")
log.debug("not shown"); log.info("nor this")
print(log.isEnabledFor(logging.DEBUG), log.getEffectiveLevel(), log.level, log.handlers, log.propagate)
# ---
import logging, sys
logging.basicConfig(stream=sys.stdout, level=logging.INFO, format="%(levelname)s:%(name)s:%(message)s")
logging.info("hello %s %d", "x", 5)
logging.getLogger("app").warning("careful %r", "z")
logging.getLogger("app").debug("hidden")
try: 1 / 0
except ZeroDivisionError: logging.getLogger("app").error("failed")
# ---
import logging, sys
log = logging.getLogger("own")
h = logging.StreamHandler(sys.stdout)
h.setFormatter(logging.Formatter("[%(levelname)-7s] %(message)s"))
log.addHandler(h)
log.setLevel("DEBUG")
log.debug("d"); log.critical("c %s", [1]); log.log(25, "custom")
print(logging.addLevelName(25, "NOTE"), log.hasHandlers(), len(log.handlers))
log.log(25, "named")
# ---
import nosuchmodule
# ---
from nosuch.sub import x
# ---
import collections.nosuch
# ---
import math.x
# ---
import sys
print(sys.version_info[:2], sys.version_info >= (3, 8), sys.maxsize, sys.byteorder, sys.platform, sys.modules["sys"] is sys, sys.getrecursionlimit(), sys.argv != None, sys.implementation.name, sys.version_info.major, type(sys.stdout).__name__ != "", sys.intern("x"))
sys.nope
# ---
import types
print(types.SimpleNamespace(a=1, b="x"), types.FunctionType.__name__, types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), types.MethodType(lambda self: self, 5)(), isinstance(print, types.BuiltinFunctionType), isinstance(types, types.ModuleType), types.NoneType)
n = types.SimpleNamespace(x=1)
n.y = 2
print(n.x + n.y, vars(n), n)
n.z
# ---
import io
s = io.StringIO("line1\nline2\n")
print(s.readline(), s.read(), s.read(), s.seek(0), s.readlines(), list(io.StringIO("a\nb")))
w = io.StringIO()
print(w.write("abc"), w.getvalue(), w.tell(), io.BytesIO(b"xy").read(1))
