print(b"%s %b %d %x %5.2f %c %c %a %r %%" % (b"a", b"b", 5, 255, 2.5, 65, b"z", "é", b"q"), b"%(k)s" % {b"k": b"v"}, b"%5s|%-5s|%.2s" % (b"a", b"b", b"xyz"), b"%05d %+d %#x" % (3, 4, 5), b"plain" % (), b"%s" % b"x", b"%i" % 3.9)
class B:
    def __bytes__(self): return b"own"
print(b"%b" % B(), b"%s%s" % (B(), B()))
for bad in [lambda: b"%s" % "a", lambda: b"%d" % "a", lambda: b"%c" % 256, lambda: b"%c" % "a", lambda: b"%s %s" % (b"a",), lambda: b"%s" % (b"a", b"b"), lambda: b"%z" % 1, lambda: b"%" % (), lambda: b"%(a)s" % 5, lambda: b"%(a)s" % {"a": b"x"}, lambda: b"%c" % -1, lambda: b"%c" % 1.5, lambda: b"%s" % None]:
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
# ---
data = b"key=value; other=thing"
print(dict(p.split(b"=") for p in data.split(b"; ")), data.upper(), data[0], data[:3], list(data[:3]), data.hex(" ")[:11], bytes.fromhex("68 69"), data.find(b"other"), data.count(b"e"), data.replace(b"=", b":", 1), data.startswith((b"k", b"x")), b",".join([b"a", b"b"]), bytes(3), bytes([1, 2]), bytes("é", "utf-8"), b"abc".decode("ascii"), b"\xff".decode("latin-1"), b"\xffx".decode("utf-8", "replace"), b"\xffx".decode("utf-8", "ignore"), "é".encode("utf-16-le"), b"a" + b"b", b"ab" * 2, b"a" in b"abc", 97 in b"abc", b"abc" < b"abd", hash(b"a") == hash(b"a"), b"a\n\t\x00\\'", b'"', b"'\"", b" x ".strip(), b"a-b".partition(b"-"), b"Ab".swapcase(), b"x".center(5, b"*"), b"a\tb".expandtabs(4), int.from_bytes(b"\x01\x00", "big"), (258).to_bytes(2, "little"), b"abc".isalpha(), b"12".isdigit(), b"12".zfill(5), b"abc".translate(bytes.maketrans(b"a", b"b"), b"c"))
b"abc" + "d"
