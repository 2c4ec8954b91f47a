name, number = "World", 42
print(f"Hello {name}!", f"{number}", f"{number + 1}", f"{name!r}", f"{name!s:>10}", f"{number:05d}", f"{{literal}} {name}")
# ---
x = 5
print(f"{x=}", f"{x = }", f"{x=:>4}", f"{x=!r}", f"{x + 1 = }", f"{'a'=}", f"{x!r=}" if False else "")
# ---
value, width, precision = 3.14159, 10, 2
print(f"{value:{width}.{precision}f}|{value:<{width}}|{'x':{'*'}^{width}}|{value:{width!r}}")
# ---
print(f"{'nested ' + f'{1 + 1}'}", f"{[i for i in range(3)]}", f"{ {'a': 1}['a'] }", f"{(lambda x: x * 2)(4)}", f"{'a' if True else 'b'}", f"{1 if 0 else 2:>3}")
# ---
print(f"""multi
{name if (name := 'x') else ''}
line""", f'{"double" "quoted"}', rf"\d{1}", fr"{2}\n", F"{3}", f"a" "b{c}" f"{4}")
# ---
print(f"{1,}", f"{1, 2}", f"{*[1, 2],}", f"{3 > 2}", f"{not 1}", f"{1 != 2}", f"{1 == 1!r}", f"{5 ** 2}", f"{-1}", f"{~1}")
# ---
print(f"{'yes'!r:^9}|{None}|{True}|{...}|{b'x'}|{1.0}|{1e100}|{[]}|{()}")
# ---
print(f"{undefined}")
# ---
x = {}
print(f"before {x['key']} after")
# ---
print(f"{1/0}")
# ---
print(f"{'a':d}")
# ---
print(f"{1:s}")
# ---
value = 3
print(f"{value:.{'x'}f}")
# ---
class P:
    def __repr__(self): return "P()"
    def __str__(self): return "a p"
    def __format__(self, s): return f"fmt({s!r})"
p = P()
print(f"{p} {p!r} {p!s} {p!a} {p:x} {p!r:>6} {p=} {p=!s} {p=:z} {[p]}")
# ---
def f(*, a): return a
print(f"{f(a=5)} {f(a='x')!r} {f(a={'b': 1})['b']}")
# ---
print(f"{3:{4}}|{3:<{2 + 2}}|{3:0{4}}|{3:{'>'}{6}}|{10:#{'x'}}|{'s':{''}}|")
# ---
print(f"{'a' 'b'}", f"{'''x'''}", f'''{"y"}''', f"{ 'padded' }", f"{'tab\t'}" if False else "", f"\x41{1}\u00e9\N{DIGIT ONE}")
# ---
d = {"a": {"b": [10, 20]}}
print(f"{d['a']['b'][1]:>5} {d['a']['b'][-1]!r} {len(d['a'])=}")
# ---
items = ["x", "y"]
print(f"{', '.join(items)} {items[0]}{items[1]} {items[::-1]} {sum(len(i) for i in items)}")
# ---
print(f"{lambda x: 1}")
# ---
print(f"{}")
# ---
print(f"{ }")
# ---
print(f"{a b}")
# ---
print(f"{")
# ---
print(f"}")
# ---
print(f"{a!x}")
# ---
print(f"{'a\nb'}")
# ---
print(f"{a[}")
# ---
print(f"{1:{2:{3:{4}}}}")
# ---
print(f'{a['x']}')
# ---
print(f"{#}")
# ---
x = 1
print(f"{x:=5}", f"{(y := 7)} {y}", f"{x:!>4}", f"{x:}")
# ---
import datetime
d = datetime.datetime(2024, 2, 29, 13, 5, 9)
print(f"{d:%Y-%m-%d %H:%M:%S} {d:%j %U %a %A %b %B %p %I} {d!s} {d.date()} {d:%%}")
# ---
table = [("apple", 1.5), ("kiwi", 22.25)]
for name, price in table:
    print(f"{name:<10}|{price:>8.2f}|{price:e}|{name[:2]!r:^6}|")
# ---
def greet(name, /, *, loud=False):
    return f"{'HI' if loud else 'hi'} {name.upper() if loud else name}"
print(greet("bob"), greet("bob", loud=True))
# ---
print(f"{'é':>3}|{'日本':^6}|{'😀':<3}|")
# ---
total = 1234567.891
print(f"{total:,.2f} {total:_.0f} {total:.3e} {total:>20,} {int(total):,d} {0.256:.1%}")
# ---
print(f"{1}{2}{3}" f"{4}" + f"{5}" * 2, f"", f"" + f"{''}", len(f"{'x' * 3}"))
# ---
x = 10
def outer():
    x = 20
    def inner():
        return f"{x} {[x for _ in range(2)]}"
    return inner()
print(outer(), f"{x}")
# ---
class A:
    v = 3
    text = f"{v} is {v!r}"
print(A.text, f"{A.v + 1}")
# ---
def gen():
    got = yield f"{(yield 'first')}"
    yield f"got {got}"
g = gen()
print(next(g), g.send("a"), g.send("b"))
# ---
assert f"{1 + 1}" == "3", f"wrong: {1 + 1}"
# ---
raise ValueError(f"bad value {'x'!r} at {3:03d}")
# ---
def fail(): raise KeyError("inner")
print(f"ok {1} {fail()} {2}")
# ---
print(f"{1 + 'a'}")
# ---
obj = object()
print(f"{obj.missing}")
# ---
print(f"{'%s' % 'x'} {'{}'.format(1)} {str(1)!r} {'a'.upper()}")
# ---
print(f"{x!r:{'>'}{5}}" if (x := "q") else "")
# ---
print(f"a{'b'}c" 'd' "e{f}" rf'\{1}', f"{'\''}" if False else "z")
