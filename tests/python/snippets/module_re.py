import re
m = re.match(r"(\w+)-(\d+)", "abc-123 rest")
print(m, m.group(), m.group(1), m.group(1, 2), m.groups(), m.start(), m.end(2), m.span(), m[1], m.re.pattern, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, m.expand(r"\2-\1"), bool(m), re.match("b", "abc"))
# ---
import re
m = re.search(r"(?P<year>\d{4})-(?P<month>\d\d)?", "on 2024- and")
print(m.groupdict(), m.group("year"), m["month"], m.groups("none"), m.groupdict("x"), m.lastgroup, m.span("year"), m.re.groupindex, m.re.groups, m.start("month"))
# ---
import re
print(re.findall(r"\d+", "1 22 333"), re.findall(r"(\w)(\d)", "a1 b2"), re.findall("(a)", "aa"), [m.span() for m in re.finditer("a+", "aa b a")], re.split(r"[,;]\s*", "a, b;c"), re.split("(,)", "a,b"), re.split(",", "a,b,c", maxsplit=1), re.split("", "ab"), re.split(r"\b", "a b"), re.findall("", "ab"))
# ---
import re
print(re.sub(r"\d", "#", "a1b2"), re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub("a", lambda m: m.group().upper(), "banana"), re.sub("a", "x", "banana", count=2), re.subn("a", "", "banana"), re.sub("(?P<n>a)", r"[\g<n>\g<1>\g<0>]", "cat"), re.sub("x*", "-", "abxd"), re.sub("", "-", "ab"), re.sub("a", r"\n", "a"), re.sub(r"\s+", " ", " a  b\n"))
# ---
import re
print(re.fullmatch(r"\d+", "123"), re.fullmatch(r"\d+", "123a"), re.compile("a").match("ba", 1), re.compile("^a").match("ba", 1), re.compile("a").search("bab", 2), re.compile("b$").search("ab\n"), re.compile(r"b\Z").search("ab\n"))
# ---
import re
print(re.findall("a.b", "a\nb axb"), re.findall("a.b", "a\nb axb", re.S), re.findall("^x", "x\nx"), re.findall("^x", "x\nx", re.M), re.findall("AbC", "abc ABC", re.I), re.findall(r"""a  # comment
 b""", "ab", re.X), re.findall("(?i)A", "aA"), re.findall("(?s:.)x", "\nx"), re.findall(r"\w", "é1_", re.A), re.findall(r"\w+", "héllo"), re.I | re.M, re.compile("a", re.I).flags)
# ---
import re
print(re.findall("a+?", "aaa"), re.findall("a{2}", "aaaa"), re.findall("a{1,2}?", "aaa"), re.findall("(?:ab)+", "abab"), re.findall("a(?=b)", "ab ac"), re.findall("a(?!b)", "ab ac"), re.findall("(?<=x)a", "xa a"), re.findall("(?<!x)a", "xa a"), re.findall(r"(\w)\1", "aab bb"), re.findall("(?P<q>['\"]).*?(?P=q)", "'a' \"b\""), re.findall("[^a-c]", "abcd"), re.findall(r"[\d\-x]", "1-x y"), re.findall("[]a]", "]a"), re.findall(r"a|b|", "ab"), re.findall("(a)?(?(1)b|c)", "abc"), re.findall("a++b", "aab"), re.findall("(?>a+)b", "aab"))
# ---
import re
print(re.escape("a.b*c[d] e-f_g/h"), re.escape("é\n"), re.compile("a(b)"), repr(re.compile("x", re.I | re.M)), re.compile("a") == re.compile("a"), re.purge(), re.compile("(?P<a>x)").groupindex, re.compile(re.compile("b")).pattern, repr(re.match("a", "ab")), type(re.compile("")).__name__, type(re.match("", "")).__name__)
# ---
import re
re.compile("(")
# ---
import re
re.compile(")")
# ---
import re
re.compile("[a")
# ---
import re
re.compile("*a")
# ---
import re
re.compile("a**")
# ---
import re
re.compile("a{3,1}")
# ---
import re
re.compile("(?P<a>x)(?P<a>y)")
# ---
import re
re.compile("(?P<1>x)")
# ---
import re
re.compile("(?P=zz)")
# ---
import re
re.compile(r"\1")
# ---
import re
re.compile("(?<=a+)b")
# ---
import re
re.compile("\\")
# ---
import re
re.compile(r"\y")
# ---
import re
re.compile("[z-a]")
# ---
import re
re.compile("(?z)")
# ---
import re
re.sub("a", r"\2", "a")
# ---
import re
re.sub("a", r"\g<zz>", "a")
# ---
import re
re.match("a", "a").group(1)
# ---
import re
re.match("a", "a").group("x")
# ---
import re
re.match("a", b"a")
# ---
import re
re.match("a", 5)
# ---
import re
re.compile(5)
# ---
import re
re.match("x", "a").group()
# ---
import re
re.nope
# ---
import re
try: re.compile("a(b")
except re.error as e: print(e, e.msg, e.pos, e.pattern, e.lineno, e.colno, repr(e), type(e).__name__)
# ---
import re
print(re.findall(rb"\d+", b"a1 22"), re.sub(b"a", b"x", b"aa"), re.match(b"(a)", b"ab").groups(), re.split(b",", b"a,b"))
# ---
import re
token = re.compile(r"\s*(?:(?P<num>\d+(?:\.\d+)?)|(?P<name>[a-z_]\w*)|(?P<op>[-+*/()]))")
print([(m.lastgroup, m.group(m.lastgroup)) for m in token.finditer("3.14 * (x_1 + 42)")])
email = re.compile(r"^[\w.+-]+@[\w-]+\.[\w.-]+$")
print([bool(email.match(s)) for s in ("a@b.co", "a.b+c@d-e.org", "nope", "@x.y")], re.sub(r"(?<!^)(?=[A-Z])", "_", "camelCaseName").lower(), re.sub(r"_(\w)", lambda m: m[1].upper(), "snake_case_name"), re.sub(r"\B(?=(\d{3})+$)", ",", "1234567"))
