print("{} {}".format(1, 2), "{1} {0}".format(1, 2), "{a} {b}".format(a=1, b=2), "{0} {a} {0}".format(1, a=2), "{{}} {}".format(3))
# ---
print("{0.real} {0.imag}".format(3), "{0[1]} {a[k]}".format([1, 2], a={"k": "v"}), "{a[0][1]}".format(a=["xy"]), "{0.__class__.__name__}".format(1))
# ---
print("{!r} {!s} {!a}".format("é", "é", "é"), "{0!r:>8}|{0!s:<8}|".format("ab"))
# ---
print("{:{}}|{:{w}.{p}f}|{:{fill}{align}{width}}".format("a", 5, 3.14159, "x", w=8, p=2, fill="*", align="^", width=7))
# ---
"{} {}".format(1)
# ---
"{0} {}".format(1, 2)
# ---
"{} {0}".format(1, 2)
# ---
"{a}".format(b=1)
# ---
"{".format(1)
# ---
"}".format(1)
# ---
"{0".format(1)
# ---
"{0!x}".format(1)
# ---
"{0!}".format(1)
# ---
"{0!rr}".format(1)
# ---
"{0[}".format([1])
# ---
"{0.}".format(1)
# ---
"{0[]}".format([1])
# ---
"{0[1]x}".format([1, 2])
# ---
"{0[a]}".format([1])
# ---
"{0.nope}".format(1)
# ---
"{5}".format(1, 2)
# ---
"{:d}".format("x")
# ---
"{:z}".format("x")
# ---
"{:s}".format(1)
# ---
"{:.2d}".format(3)
# ---
"{:,s}".format("x")
# ---
"{:=5}".format("x")
# ---
"{:+}".format("x")
# ---
"{:#}".format("x")
# ---
"{: }".format("x")
# ---
"{:010}".format("x")
# ---
print("{:010}".format("x") if False else "{:<010}".format("x"))
# ---
"{:x}".format(1.5)
# ---
"{:c}".format(-1)
# ---
"{:+c}".format(65)
# ---
"{:,x}".format(255)
# ---
"{:,n}".format(255)
# ---
"{:_,}".format(255)
# ---
"{:,,}".format(255)
# ---
"{:99999999999999999999}".format(1)
# ---
"{:.99999999999999999999}".format(1.0)
# ---
"{:.}".format(1.0)
# ---
"{:5 d}".format(1)
# ---
print(format(255, "x"), format(255, "#x"), format(255, "X"), format(255, "#X"), format(255, "o"), format(255, "#o"), format(255, "b"), format(255, "#b"), format(5, "08b"), format(-5, "#010b"), format(255, "#_x"), format(2**40, "_b"))
# ---
print(format(1234567, ","), format(1234567, "_"), format(-1234567.891, ",.2f"), format(1234567, "15,"), format(1234567, "015,"), format(0xFFFFFFFF, "_x"), format(1234, "09,"), format(1234, "08,"))
# ---
print([format(42, spec) for spec in ("5", "<5", ">5", "^5", "05", "+", " ", "-", "+05", "*^7", "=+6", "0=6", "d", "n", "c", "5c", "e", ".2e", "f", ".1f", "g", "%", ".0%", "#.0f")])
# ---
print([format(-42, spec) for spec in ("5", "<5", ">5", "^5", "06", "+", " ", "=6", "x=6", "x", "#x", "#06x", "b", "#o", "e", "f", "g", "%", ",")])
# ---
print([format(3.14159, spec) for spec in ("", "5", ".2", ".2f", "8.3f", "<8.2f", "^9.1f", "+.1f", " .1f", "08.2f", "e", ".2e", "E", ".3E", "g", ".3g", "G", "%", ".1%", "n", "#.0f", ".0f", ".10f", "F")])
# ---
for number in (0.0, -0.0, 1e10, 1e16, 1e17, 1.5e300, 1e-5, 0.0001, 123456789.123456789, 100.0, 1e22, 1e23, 5e-324):
    print(str(number), format(number, "g"), format(number, ".3g"), format(number, "e"), format(number, ".15g"), format(number, "#g"), format(number, ".1f"), format(number, ".3"))
# ---
for number in (float("inf"), float("-inf"), float("nan")):
    print([format(number, spec) for spec in ("", "f", "F", "e", "E", "g", "G", "%", "+", "08", "<8", ".2f", "x>6", ",")])
# ---
print([format(x, ".0f") for x in (0.5, 1.5, 2.5, -0.5, 1e15 + 0.5)], [round(x) for x in (0.5, 1.5, 2.5, -0.5)], format(2.675, ".2f"), format(1.005, ".2f"), format(0.1 + 0.2, ".17g"))
# ---
print(format(-0.0, "z.1f"), format(-0.04, "z.1f"), format(-0.06, "z.1f"), format(0.0, "+z.1f"))
# ---
print([format("hello", spec) for spec in ("", "s", "10", "<10", ">10", "^10", "*^11", ".2", "10.3", ">10.3s", "é<8", "<", "2", ".0", "x<3")])
# ---
print([format(True, spec) for spec in ("", "d", "5", "s", "<6", "x", ".1f")])
# ---
print(format(None), format(None, ""), format([1], ""), format({"a": 1}))
# ---
format(None, "5")
# ---
format([1, 2], ">10")
# ---
format({}, "d")
# ---
class Money:
    def __init__(self, amount):
        self.amount = amount
    def __format__(self, spec):
        return f"<{spec}:{self.amount}>"
print(format(Money(5), "abc"), f"{Money(2):>5}", "{:x y}".format(Money(3)), f"{Money(4)}", str.format("{0:{1}}", Money(1), "q"))
# ---
class Bad:
    def __format__(self, spec):
        return 5
format(Bad())
# ---
class Plain:
    def __str__(self):
        return "plain"
print(f"{Plain()}", format(Plain()), "{!s:>8}".format(Plain()))
print(f"{Plain():>8}")
# ---
print("{a.b[c].d}".format(a=type("A", (), {"b": {"c": type("B", (), {"d": 7})}})))
# ---
print("{a[0]} {a[-1]}".format(a={0: "zero", "-1": "minus"}), "{a[0x]}".format(a={"0x": 1}), "{0[ a ]}".format({" a ": 2}))
# ---
print("{}{}".format(*"ab"), "{x}{y}".format(**{"x": 1, "y": 2}), "{:>{w}}".format("r", w=4), "{0:{1}{2}}".format(5, "0", 4))
# ---
print("{a}-{b}".format_map({"a": 1, "b": 2}))
class Default(dict):
    def __missing__(self, key):
        return f"<{key}>"
print("{x} {y}".format_map(Default(x=1)))
# ---
"{a}".format_map({})
# ---
"{}".format_map({"a": 1})
# ---
print("%d %i %u" % (1, 2, 3), "%5d|%-5d|%05d|%+d|% d" % (1, 2, 3, 4, 5), "%x %X %#x %o %#o" % (255, 255, 255, 8, 8), "%c%c" % (65, "b"), "%%")
# ---
print("%s %r %a" % ("é", "é", "é"), "%10s|%-10s|%.2s|%10.2s" % ("abc", "abc", "abc", "abc"), "%5%|" % ())
# ---
print("%f %.2f %8.3f %-8.1f| %08.2f %+.1f %e %.2E %g %G" % (1.5, 1.5, 1.5, 1.5, 1.5, 1.5, 12345.678, 12345.678, 1e-10, 1e20))
# ---
print("%(a)s %(b)05d" % {"a": "x", "b": 7}, "%(a)s %(a)s" % {"a": 1}, "%*d|%-*d|%.*f" % (5, 1, 5, 2, 2, 3.14159))
# ---
print("%d" % 3.7, "%d" % True, "%s" % None, "%s" % (None,), "%s" % ((1, 2),), "%s" % [1, 2], "%d" % 10**20, "%x" % -255, "%.3d" % 5, "%5.3d|" % 5, "%#.3x" % 5)
# ---
"%d" % "x"
# ---
"%d" % None
# ---
"%x" % 1.5
# ---
"%s %s" % 1
# ---
"%s" % (1, 2)
# ---
"%s %s" % (1,)
# ---
"%z" % 1
# ---
"%" % 1
# ---
"%(a)s" % 1
# ---
"%(a)s" % {"b": 1}
# ---
"%(a" % {"a": 1}
# ---
"%c" % "ab"
# ---
"%c" % 1114112
# ---
"%c" % 1.5
# ---
"%f" % "x"
# ---
"no format" % 5
# ---
print("no format" % {"a": 1}, "no format" % [], "no format" % ())
# ---
"%*d" % ("a", 5)
# ---
"abc %" % ()
# ---
class Row:
    def __getitem__(self, key):
        return key * 2
print("%(ab)s" % Row())
# ---
class N:
    def __int__(self):
        return 7
    def __index__(self):
        return 8
    def __float__(self):
        return 2.5
print("%d %x %.1f %s" % (N(), N(), N(), 1))
# ---
print("%s" % b"x", "%r" % b"x", "%5s|" % True, "%-6r|" % "a", "%+s" % 1, "%#r" % 2, "%05s|" % "ab")
# ---
print("{:>+8.2f}|{:<+8}|{:^+8}|{:=+8}".format(1.5, 2, 3, 4), "{:0>5}{:0<5}{:0^5}".format(1, 2, 3), "{:<<5}{:>>5}{:^^5}".format("a", "b", "c"))
# ---
print("{:.3}".format("abcdef"), "{:5.1}|".format("xyz"), "{:%}".format(0.256), "{:.1%}".format(1), "{:e}".format(0), "{:.0e}".format(15), "{:g}".format(1000000), "{:g}".format(999999), "{:g}".format(1e-5))
# ---
from datetime import date, datetime
print(f"{date(2024, 1, 2):%d/%m/%y}", "{:%H:%M}".format(datetime(2024, 1, 2, 3, 4)), format(date(2024, 1, 2)))
# ---
from decimal import Decimal as D
print([format(D("1234.567"), s) for s in ("", ".2f", ",.1f", "10.1f", "+", "e", ".3g", "010.2f", "%", "<12", "n")])
# ---
print(f"{10**30:,}", f"{10**30:e}", f"{2**70:x}", f"{-2**70:_d}", format(10**25, "g"), "%d" % -10**25, "%e" % 10**25)
# ---
print(f"{1e6:,}", f"{1234.5:_}", f"{0.00001:,}", f"{1e100:,.0f}"[:20], f"{12345.678:>15,.1f}|", f"{12345.678:015,.1f}|")
# ---
print("{:c}{:c}".format(0x1F600, 97), "{:5c}|{:<5c}|".format(65, 66), "{:n}".format(1234567), "{:n}".format(1.5))
