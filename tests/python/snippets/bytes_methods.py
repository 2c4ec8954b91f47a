b = b"hello"
print(b, b[0], b[-1], b[1:3], b[::-1], len(b), list(b), b"l" in b, 104 in b, b + b"!", b * 2, b == b"hello", b == "hello", b < b"help", repr(b"it's"), b'say "x"', b"\x00\xff\t\n\\'\"")
# ---
print(b"a,b".split(b","), b" a b ".split(), b"a,b".partition(b","), b"abc".replace(b"b", b"x"), b"abc".find(b"c"), b"abc".index(b"b"), b"banana".count(b"an"), b"-".join([b"a", b"b"]), b" x ".strip(), b"xxaxx".strip(b"x"), b"abc".startswith(b"ab"), b"abc".endswith((b"x", b"c")))
# ---
print(b"Hello World".upper(), b"Hello".lower(), b"hello world".title(), b"hello".capitalize(), b"Hi".swapcase(), b"x".center(5), b"x".ljust(3, b"-"), b"x".rjust(3), b"7".zfill(3), b"a\tb".expandtabs(4), b"a\nb\r\nc".splitlines(), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
# ---
print(b"abc".isalpha(), b"12".isdigit(), b"a1".isalnum(), b" ".isspace(), b"ab".islower(), b"AB".isupper(), b"Ab".istitle(), b"\xff".isascii(), b"a".isascii())
# ---
print(b"caf\xc3\xa9".decode(), b"\xe9".decode("latin-1"), b"abc".decode("ascii"), b"\xff\xfe".decode("utf-8", "replace"), b"a\xffb".decode("utf-8", "ignore"), b"\xff".decode("utf-8", "backslashreplace"), b"".decode())
# ---
b"\xff".decode()
# ---
b"ab\xc3".decode("utf-8")
# ---
b"\xc3\x28".decode("utf-8")
# ---
b"\xe9".decode("ascii")
# ---
b"a".decode("nope")
# ---
print(bytes(3), bytes([1, 2, 255]), bytes("é", "utf-8"), bytes(b"x"), bytes(), bytes(range(3)), bytes.fromhex("48 65 6c"), b"\x01\xab".hex(), b"\x01\xab\xcd".hex("-"), b"\x01\xab\xcd".hex(":", 2))
# ---
bytes("x")
# ---
bytes([300])
# ---
bytes(-1)
# ---
bytes(["a"])
# ---
bytes(1.5)
# ---
bytes.fromhex("4x")
# ---
bytes.fromhex("4")
# ---
b"a" + "b"
# ---
"a" + b"b"
# ---
b"a"[3]
# ---
b"a"[0] = 1
# ---
"x" in b"abc"
# ---
300 in b"abc"
# ---
b"abc".find("b")
# ---
b",".join(["a"])
# ---
b"abc".split(",")
# ---
b"abc".replace("a", "b")
# ---
b"abc".startswith("a")
# ---
b"a" < "b"
# ---
b"abc".nope
# ---
print(b"%s %d %r %x %c" % (b"x", 5, "q", 255, 65), b"%5.1f|%-4d|" % (2.25, 3), b"%b" % b"z")
# ---
b"%s" % "text"
# ---
b"%s" % 5
# ---
print(b"abc".translate(bytes.maketrans(b"ab", b"xy")), b"abc".translate(None, b"b"), b"a" b"b", rb"\n", bR"\t", b"""x
y""", b"\101\x41")
# ---
print(hash(b"abc") == hash(b"abc"), {b"k": 1}[b"k"], {b"a", b"a"}, sorted([b"b", b"a", b"ab"]), max(b"abc"), bool(b""), bool(b"\0"), sum(b"\x01\x02"), bytes(reversed(b"abc")), tuple(b"ab"))
# ---
print(b"a-b-c".rsplit(b"-", 1), b"a-b".rpartition(b"-"), b"abcabc".rfind(b"b"), b"abcabc".rindex(b"b", 0, 3), b"aXbX".rstrip(b"X"), b"XaX".lstrip(b"X"))
# ---
b"abc".index(b"z")
# ---
class B(bytes): pass
b = B(b"xy")
print(b, b[0], b.upper(), type(b).__name__, b == b"xy", len(b))
