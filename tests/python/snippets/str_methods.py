for text in ("hello world", "ÀÉÎ", "ßtraße", "ŉ", ""):
    print(text.upper(), text.lower(), text.title(), text.capitalize(), text.swapcase(), text.casefold())
# ---
print([("abc".center(n), "abc".ljust(n, "."), "abc".rjust(n, "é")) for n in (0, 3, 4, 5, 8)])
# ---
"abc".center(10, "ab")
# ---
"abc".ljust("10")
# ---
print("+42".zfill(6), "-1".zfill(5), "".zfill(3), "abc".zfill(2), "--1".zfill(6))
# ---
print("a,b,,c".split(","), "a,b,,c".split(",", 1), "a,b,,c".rsplit(",", 1), "".split(","), "".split(), "  a  b ".split())
# ---
print("  a  b  c ".split(None, 1), "  a  b  c ".rsplit(None, 1), "a\x1fb\u2003c\xa0d".split(), "abc".split("b", -1))
# ---
"abc".split("")
# ---
"abc".rsplit("")
# ---
"abc".split(1)
# ---
"abc".split(sep=",", maxsplit="x")
# ---
print("one\ntwo\r\nthree\rfour\x0bfive\x0csix\x1cseven\x85eight\u2028nine".splitlines())
# ---
print("a\n\nb\n".splitlines(), "a\n\nb\r\n".splitlines(True), "".splitlines(), "\n".splitlines(keepends=True))
# ---
print("key=value=x".partition("="), "key".partition("="), "key=value=x".rpartition("="), "key".rpartition("="))
# ---
"a".partition("")
# ---
print("-".join(["a", "b"]), "".join("xyz"), ", ".join({"k": 1, "m": 2}), "-".join(()), "-".join(c for c in "ab"))
# ---
", ".join(["a", 1])
# ---
", ".join(1)
# ---
", ".join([b"x"])
# ---
print("banana".count("a"), "banana".count("an"), "banana".count(""), "banana".count("a", 2), "banana".count("a", 2, 4), "aaaa".count("aa"))
# ---
print("banana".find("an"), "banana".rfind("an"), "banana".find("x"), "banana".find("", 3), "banana".find("", 10), "banana".find("a", -3, -1))
# ---
print("banana".index("nan"))
"banana".index("xyz")
# ---
"banana".rindex("a", 0, 1)
# ---
"banana".find(1)
# ---
"banana".count()
# ---
print("banana".replace("a", "o"), "banana".replace("a", "o", 2), "banana".replace("", "-"), "banana".replace("an", ""), "abc".replace("", "-", 2))
# ---
"a".replace("b")
# ---
"a".replace(1, "b")
# ---
print("banana".startswith("ba"), "banana".startswith(("x", "ba")), "banana".endswith("na", 0, 4), "banana".startswith("", 7), "banana".startswith("", 6), "banana".startswith(()))
# ---
"banana".startswith(1)
# ---
"banana".endswith(("a", 1))
# ---
"banana".endswith(["a"])
# ---
print("  x ".strip() + "|", "xxabcxx".strip("x"), "abcba".lstrip("ab"), "abcba".rstrip("ab"), "\t\n x\x0b\u3000".strip(), "abc".strip(""), "abc".strip(None))
# ---
"abc".strip(1)
# ---
print("prefix-x".removeprefix("prefix-"), "x.py".removesuffix(".py"), "x".removesuffix(""), "x".removeprefix("xx"))
# ---
"x".removeprefix(("a", "b"))
# ---
for text in ("abc", "ABC", "Abc", "a1", "1", "½", "²", "١", "_x", "1x", "", " ", "Ab Cd", "ab\n", "é", "日本", "class"):
    print(repr(text), [getattr(text, "is" + name)() for name in "alnum alpha ascii decimal digit identifier lower numeric printable space title upper".split()])
# ---
print("a\tbc\td".expandtabs(), "a\tb".expandtabs(4), "\t\t".expandtabs(2), "a\nbc\td".expandtabs(4), "a\tb".expandtabs(0), "a\tb".expandtabs(tabsize=3))
# ---
table = str.maketrans("abc", "xyz", "d")
print(table, "abcd-dcba".translate(table))
print("abc".translate({97: "AAA", 98: None, ord("c"): 0x1F600}))
print(str.maketrans({"a": 1, 98: "x"}))
# ---
str.maketrans("ab", "c")
# ---
str.maketrans({"ab": "c"})
# ---
str.maketrans("ab")
# ---
print("é".encode(), "é".encode("latin-1"), "abc".encode("ascii"), "€".encode("utf-16-le"), "é€".encode("ascii", "replace"), "é€".encode("ascii", "ignore"))
# ---
print("é€😀".encode("ascii", "xmlcharrefreplace"), "é€😀".encode("ascii", "backslashreplace"), "é".encode("ascii", errors="namereplace"))
# ---
"é".encode("ascii")
# ---
"aé€b".encode("latin-1")
# ---
"a".encode("no-such")
# ---
print("abc" * 3, 0 * "abc", "abc" * -1, "a" "b", "abc" + "def")
# ---
"abc" + 1
# ---
1 + "abc"
# ---
"abc" * 1.5
# ---
"abc" - "a"
# ---
print("abc" < "abd", "abc" < "abcd", "Z" < "a", "é" > "z", "" < "a", "abc" == b"abc", "a" in "banana", "" in "x")
# ---
"a" < 1
# ---
1 in "abc"
# ---
text = "hello"
print(text[0], text[-1], text[1:3], text[::-1], text[::2], text[10:], text[-3:], text[3:1], text[4:0:-2])
# ---
"hello"[10]
# ---
"hello"["a"]
# ---
"hello"[1.0]
# ---
"hello"[0] = "j"
# ---
text = "abc"
del text[0]
# ---
print(len("héllo"), len("😀"), len("e\u0301"), list("a😀b"), "😀"[0], "a😀b"[::-1])
# ---
print(repr("it's"), repr('say "hi"'), repr("it's \"x\""), repr("tab\tnew\nline\\"), repr("\x00\x7f\x80\xa0\xad"), repr("é日😀\u200b\ue000"))
# ---
print(ascii("é日😀'"), str("x"), ascii([1, "ü"]))
# ---
print(str(b"abc", "utf-8"), str(b"\xe9", "latin-1"), str(b"\xff", errors="replace"), str(), str(object="x"))
# ---
str(b"\xff", "utf-8")
# ---
str("x", "utf-8")
# ---
str(1, "utf-8")
# ---
print(sorted("banana"), max("hello"), min("hello"), set("a"), list(reversed("abc")), dict(enumerate("ab")), "".join(sorted(set("mississippi"))))
# ---
print("abc".__len__(), "abc".__contains__("b"), "abc".__add__("d"), "abc".__mul__(2), "abc".__getitem__(1), "abc".__eq__("abc"), "abc".__eq__(1), "abc".__lt__("b"), "abc".__hash__() == hash("abc"))
# ---
"abc".nope
# ---
"abc".uper()
# ---
"abc".upper(1)
# ---
"abc".format_map()
# ---
class Text(str):
    def shout(self):
        return self.upper() + "!"
t = Text("hey")
print(t.shout(), t + " you", type(t + "x").__name__, len(t), t == "hey", {t: 1}["hey"], repr(t), isinstance(t, str), t.replace("h", "H"), type(t.upper()).__name__, t[0])
# ---
class Code(str):
    def __new__(cls, value, label=None):
        self = super().__new__(cls, value.strip())
        self.label = label
        return self
c = Code("  x1 ", label="first")
print(c, c.label, f"{c:>5}", c.__dict__, "%s" % c)
# ---
print(str.upper("abc"), list(map(str.strip, [" a ", "b "])), str.join("-", "ab"))
# ---
str.upper()
# ---
str.upper(1)
# ---
str.no_such
# ---
print("%s" % "x", "%r" % "x", "{}".format("x"), "abc".isidentifier(), "{0!r:>6}".format("x"))
# ---
print("camelCaseWord".split("C"), "".join("_" + c.lower() if c.isupper() else c for c in "camelCaseWord"), " ".join(w.capitalize() for w in "the quick fox".split()))
# ---
words = "the cat the dog the end".split()
print({w: words.count(w) for w in words}, sorted(set(words), key=words.index), max(words, key=len))
# ---
print("they're bill's friends".title(), "ab1cd e2f".title(), "ÆSOP".title(), "ǆ".title(), "ﬁ".upper(), "İ".lower(), "ΑΣ".lower())
# ---
print("a-b_c d".replace("-", " ").replace("_", " ").split(" "), "x".join("ab" for _ in range(2)))
# ---
s = "abcdef"
print(s[slice(1, None, 2)], s[slice(3)], s[True], s[-0])
# ---
print("abc" "def".upper(), "a" * 3 + "b" * 2, "ab" < "b" < "c", not "", bool(" "))
# ---
"x" @ "y"
# ---
-"x"
# ---
"x" / 2
# ---
print(*"abc", sep="|", end="!\n")
# ---
a, b, *c = "hello"
print(a, b, c)
# ---
a, b = "abc"
# ---
a, b, c = "ab"
# ---
print("12".isdigit() and int("12"), "3.5".replace(".", "", 1).isdigit(), "-3".lstrip("-").isnumeric())
# ---
print("line1\nline2".count("\n"), "x\ty".find("\t"), "a\\b", 'a\'b', "a\0b".encode())
# ---
import string
print("".join(c for c in "Hello, World!" if c not in string.punctuation), string.capwords("hello  big world"), string.capwords("a-b-c", "-"))
