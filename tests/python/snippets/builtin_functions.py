print(all([]), any([]), all([1, 0]), any([0, 2]), all(x < 3 for x in range(3)), any("abc"), all("") )
# ---
print(callable(print), callable(int), callable(5), callable(lambda: 0), callable(type), chr(97), chr(0x1F600), ord("a"), ord("😀"), ord(b"a"))
# ---
print(getattr(1, "real"), getattr(1, "zz", None), hasattr("", "upper"), hasattr("", "zz"), getattr([], "append").__name__)
# ---
getattr(1, "zz")
# ---
getattr(1, 5)
# ---
getattr(1)
# ---
setattr(1, "x", 2)
# ---
class A: pass
a = A()
setattr(a, "x y", 1)
print(getattr(a, "x y"), vars(a), delattr(a, "x y"), vars(a), hasattr(a, "x y"))
delattr(a, "gone")
# ---
print(repr("a"), ascii("é"), format(3, "03"), str(None), bin(3), hash("a") == hash("a"), id(1) == id(1), len("abc"), len([1]), len({}), len(range(3)))
# ---
print(list(map(lambda a, b: (a, b), "ab", [1, 2, 3])), list(filter(lambda x: x > 1, [1, 2, 3])), list(zip()), list(zip("ab")), list(enumerate([])), type(map(str, [])).__name__, type(zip()).__name__, type(enumerate([])).__name__)
# ---
enumerate()
# ---
enumerate([], "a")
# ---
filter(None)
# ---
len()
# ---
len(1, 2)
# ---
len(x=1)
# ---
print(1, "a", None, [1], sep=", ", end=".\n")
print()
print("a", end="")
print("b", "c", sep="")
print(*[], end="!\n")
print("x", flush=True)
# ---
import sys
print("to stdout", file=sys.stdout)
print("a", "b", sep=None, end=None)
print("x", file=None)
# ---
print("x", sep=1)
# ---
print("x", end=1)
# ---
import io
out = io.StringIO()
print("captured", 1, file=out)
print(repr(out.getvalue()))
# ---
ord("")
# ---
ord(5)
# ---
ord()
# ---
chr("a")
# ---
chr(1.5)
# ---
chr(0x110000)
# ---
abs()
# ---
isinstance(1)
# ---
hash({})
# ---
sorted(reverse=True)
# ---
divmod("a", 2)
# ---
divmod(1)
# ---
round()
# ---
round(1.5, ndigits=1, x=2)
# ---
reversed(5)
# ---
iter()
# ---
next(5)
# ---
zip(1, 2)
# ---
input.__name__
type(5)()
print(type(5)("7"), type("")(5), type([])("ab"), type(None)() , type(...), type(NotImplemented).__name__, type(print).__name__, type(len), type(type), type(object()), type(lambda: 0).__name__, type(int.__add__).__name__ != "")
# ---
print(max(3, 1), max([1, 5, 2]), max("abc", key=ord), max([], default=0), max(1, 2, 3, key=lambda x: -x), min([[3], [1, 2]], key=len), max({"a": 3, "b": 5}.items(), key=lambda kv: kv[1]), min("b", "a", "c"))
# ---
min()
# ---
min(5)
# ---
min([])
# ---
max(1, key=5)
# ---
max([1, 2], key=5)
# ---
max("a", 1)
# ---
eval("1 + 2 * 3") == 7 and print(eval("[x for x in range(3)]"), eval("a + b", {"a": 1, "b": 2}), eval(" 5 "))
# ---
eval("1 +")
# ---
eval("x = 1")
# ---
eval("undefined")
# ---
exec("1 / 0")
# ---
exec("x = ")
# ---
code = compile("a * 2", "<expr>", "eval")
print(eval(code, {"a": 21}))
# ---
x = 1
def f():
    y = 2
    return sorted(dir()), sorted(vars())
print(f())
# ---
vars(5)
# ---
print(vars(type("A", (), {"x": 1}))["x"], type(vars(type("A", (), {}))).__name__)
# ---
import builtins
print(builtins.len([1]), builtins is __import__("builtins"), builtins.int is int)
len = lambda x: "shadowed"
print(len([]))
del len
print(len([]))
# ---
print(id(None) == id(None), None is None, [] is [], "a" is not None, (x := [1]) is x, type(1) is int, 1 is not 2)
# ---
print(sum(i for i in range(5)), sum([0.1, 0.2, 0.3]), sum([True, 2]), sum({1: "a", 2: "b"}), sum([[1], [2]], start=[]), sum([(1,), (2,)], ()))
# ---
print(list(reversed([1, 2, 3])), list(reversed("ab")), list(reversed(range(3))), list(reversed({"a": 1, "b": 2})), list(reversed((1, 2))), type(reversed([])).__name__)
# ---
print(NotImplemented, Ellipsis, ..., None, __debug__, type(Ellipsis), bool(Ellipsis), repr(NotImplemented))
bool(NotImplemented)
# ---
NotImplemented.x
# ---
None[0]
# ---
None()
# ---
...()
# ---
for x in None: pass
# ---
for x in 5: pass
# ---
print.x = 5
# ---
len.foo
# ---
raise SystemExit("bye")
# ---
exit(3)
# ---
import sys
sys.exit("stopped")
# ---
print(open.__name__)
open("/nonexistent/x.txt")
# ---
print(type(__import__("math")).__name__, __import__("os.path").__name__, repr(__import__("sys")))
# ---
print(pow(2, 3), pow(base=2, exp=3), pow(2, 3, mod=5), round(number=2.5), round(2.567, ndigits=1), sorted([2, 1], key=None), sum([1], start=2), int("11", base=2), str(object=5), enumerate(iterable="a", start=2).__next__(), bytes(source=b"x"), list(zip([1], strict=False)))
