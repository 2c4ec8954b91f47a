print(7 // 2, -7 // 2, 7 // -2, 7 % 3, -7 % 3, 7 % -3, divmod(-7, 2), 7 / 2, 2 ** 10, 2 ** -1, (-2) ** 3, -2 ** 2, 0 ** 0)
# ---
print(2 ** 100, -2 ** 63, 2 ** 63 - 1, 10 ** 30 // 7, 10 ** 30 % 7, -10 ** 30 // 7, -10 ** 30 % 7, 3 ** 200 % 1000, 10 ** 18 * 10 ** 18, 99999999999 * 99999999999)
# ---
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2, -(-9223372036854775808), abs(-2 ** 63), -9223372036854775808 // -1, 4611686018427387904 << 1)
# ---
print(5 & 3, 5 | 3, 5 ^ 3, ~5, -5 & 3, -5 | 3, -5 ^ 3, 1 << 70, -1 >> 100, 2 ** 70 >> 65, -2 ** 70 >> 3, ~2 ** 70, 2 ** 70 & (2 ** 70 - 1), 2 ** 65 | 1, -2 ** 65 ^ 7)
# ---
1 << -1
# ---
1 >> -1
# ---
1 << 1.0
# ---
~1.5
# ---
1 & 1.0
# ---
print(int("42"), int(" -7 "), int("1_000"), int("ff", 16), int("0xff", 16), int("0xff", 0), int("0b101", 0), int("0o17", 0), int("z", 36), int("١٢"), int(3.9), int(-3.9), int(True), int(b"12"), int("-0"), int())
# ---
int("")
# ---
int("1__0")
# ---
int("0x10")
# ---
int("12", 2)
# ---
int("08", 0)
# ---
int("1", 40)
# ---
int(5, 10)
# ---
int("5", "x")
# ---
int(None)
# ---
int(float("inf"))
# ---
int(float("nan"))
# ---
int(1, 2, 3)
# ---
int("3.5")
# ---
int("1\n2")
# ---
int(x=5)
# ---
print((5).bit_length(), (-5).bit_length(), (0).bit_length(), (255).bit_count(), (2 ** 100).bit_length(), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (7).as_integer_ratio(), True.bit_length())
# ---
print((1024).to_bytes(2, "big"), (1024).to_bytes(4, "little"), (-1).to_bytes(2, "big", signed=True), int.from_bytes(b"\x04\x00", "big"), int.from_bytes(b"\xff\xff", "little", signed=True), (5).to_bytes(), int.from_bytes([1, 2], "big"), (2 ** 80).to_bytes(11, "big"))
# ---
(1024).to_bytes(1, "big")
# ---
(-1).to_bytes(1, "big")
# ---
(1).to_bytes(2, "middle")
# ---
(5).foo
# ---
print(bin(10), hex(255), oct(8), bin(-10), hex(-255), oct(0), hex(2 ** 70), bin(True), hex(0))
# ---
bin("x")
# ---
hex(1.5)
# ---
print(round(12345, -2), round(15, -1), round(25, -1), round(-15, -1), round(5), round(5, 2), round(10 ** 20 + 5, -1), type(round(5, 1)).__name__, round(True), round(123, -5))
# ---
round(5, "a")
# ---
print(pow(2, 10), pow(2, 10, 1000), pow(3, -1, 7), pow(2, -2), pow(-2, 3, 5), pow(7, 0, 1), pow(2, 3, -5), pow(10, 50, 7))
# ---
pow(2, -1, 4)
# ---
pow(2, 2, 0)
# ---
pow(2.0, 2, 3)
# ---
pow("a", 2)
# ---
pow(2)
# ---
print(1_000_000, 0xFF, 0b1010, 0o17, 0XAB, 00, 1_0.0_1, 0x_ff, 1e3, 1E-3, .5, 5., 1_0e1_0)
# ---
print(3 == 3.0, 1 == True, 0 == False, 2 ** 53 == float(2 ** 53), 2 ** 53 + 1 == float(2 ** 53), 1 < 1.5, 10 ** 30 > 1e29, 10 ** 400 > 1e308, -10 ** 400 < 0.0, 1 == "1", 1 != None, 3 is 3)
# ---
print(1 < 2 < 3, 1 < 3 < 2, 1 == 1 == 1, 3 > 2 != 1, 1 < 2 > 0, not 1 < 2, 1 in [1] == True, (1 in [1]) == True)
# ---
print(hash(1) == hash(1.0) == hash(True), hash(2 ** 61 - 1), hash(-1), hash(-2), hash(2 ** 100), hash(1.5), hash(float("inf")), hash(0.1), hash(-0.0))
# ---
print(True + True, True * 3, sum([True, False, True]), True & False, True | 2, True ^ True, ~True, -True, True // 2, True < 2, str(True), int(True), True == 1.0, type(True & True).__name__, type(True & 1).__name__)
# ---
print(bool(0), bool(-1), bool(0.0), bool("0"), bool([]), bool([0]), bool(None), bool(()), bool({}), bool(...), bool())
# ---
print(1 and 2, 0 and 2, 1 or 2, 0 or "", None or [] or 3, not None, not not 5, 1 and 0 or 3, "" and x)
# ---
print(str(10 ** 50), repr(-5), f"{10**20}", len(str(2 ** 1000)), str(2 ** 200)[-5:], int(str(3 ** 150)) == 3 ** 150)
# ---
str(10 ** 5000)
# ---
print(sum(range(10 ** 5)), sum([1, 2], 10), sum([[1], [2]], []), sum([0.1] * 10), sum([1, 2.5]), sum((), 5), sum([10 ** 20, 1]))
# ---
sum([1], "")
# ---
sum(5)
# ---
sum([1, "a"])
# ---
sum()
# ---
print(abs(-3), abs(-2.5), abs(True), abs(-10 ** 20), max(1, 2.5), max(1, 1.0), min(True, 0), max(-1, key=abs) if False else max([-3, 2], key=abs))
# ---
class I(int):
    def __repr__(self): return f"I({int(self)})"
    def __add__(self, o): return I(int(self) + o)
a = I(5)
print(a, a + 1, a * 2, a == 5, [a], {5: "x"}[a], int(a), type(int(a)).__name__, range(a), a.bit_length(), hash(a) == hash(5), -a, isinstance(a, int), "%d" % a)
# ---
import math
print(math.gcd(12, 18), math.gcd(), math.gcd(-4, 6, 8), math.lcm(4, 6), math.lcm(), math.factorial(20), math.comb(10, 3), math.perm(5, 2), math.perm(4), math.isqrt(10 ** 20), math.prod([1, 2, 3, 4]), math.prod([], start=5))
# ---
import math
math.factorial(-1)
# ---
import math
math.factorial(2.5)
# ---
import math
math.isqrt(-1)
# ---
import math
math.comb(3, -1)
# ---
import math
print(math.floor(2.7), math.ceil(2.1), math.trunc(-2.7), math.floor(-2.5), math.fabs(-3), math.fmod(-7, 3), math.modf(3.25), math.frexp(8), math.ldexp(0.5, 4), math.copysign(3, -0.0), math.hypot(3, 4), math.dist([0, 0], [3, 4]), math.fsum([0.1] * 10))
# ---
import math
print(math.pi, math.e, math.tau, math.inf, math.nan, math.sqrt(16), math.cbrt(27), math.exp(1), math.exp2(3), math.log(math.e), math.log(8, 2), math.log2(1024), math.log10(1000), math.log1p(0), math.expm1(0), math.pow(2, 0.5))
# ---
import math
print(math.sin(0), math.cos(0), math.tan(0), math.asin(1), math.acos(1), math.atan(1), math.atan2(1, -1), math.sinh(0), math.cosh(0), math.tanh(0), math.degrees(math.pi), math.radians(180), math.asinh(0), math.acosh(1), math.atanh(0))
# ---
import math
print(math.isclose(0.1 + 0.2, 0.3), math.isclose(1, 1.1, rel_tol=0.2), math.isclose(0, 1e-10), math.isclose(0, 1e-10, abs_tol=1e-9), math.isnan(math.nan), math.isinf(-math.inf), math.isfinite(1), math.remainder(7, 3), math.gamma(5), math.lgamma(3), math.erf(0), math.erfc(0), math.nextafter(1, 2), math.ulp(1.0))
# ---
import math
math.log(0)
# ---
import math
math.log(-1)
# ---
import math
math.exp(1000)
# ---
import math
math.pow(0, -1)
# ---
import math
math.sqrt("x")
# ---
import math
math.floor("x")
# ---
import math
math.floor(math.inf)
# ---
import math
math.gcd(1.5, 2)
# ---
import math
math.acos(2)
# ---
import math
math.sin()
# ---
import math
math.log(10 ** 400) > 900
print(round(math.log(10 ** 400), 3), round(math.log2(2 ** 2000)), math.log10(10 ** 400))
# ---
a = 7
a.real = 3
# ---
print(7 .real, (7).__add__(3), int.__add__(1, 2), (1).__eq__("x"), (5).__floordiv__(2), (5).__rsub__(7), (5).__divmod__(2), (5).__bool__(), (5).__index__(), (5).__float__(), (5).__round__(), (5).__neg__(), (5).__lt__(6), (5).__format__("03d"), (5).__hash__())
# ---
print(5 // 2 * 2 + 5 % 2, 2 + 3 * 4 ** 2 // 5 % 7 - -1, 1 + 2 << 3 & 0xF ^ 3 | 8, not 1 == 2 and 3 or 4, -3 ** 2, 2 ** 3 ** 2, (2 ** 3) ** 2)
# ---
def collatz(n):
    steps = 0
    while n != 1:
        n = 3 * n + 1 if n % 2 else n // 2
        steps += 1
    return steps
print([collatz(n) for n in (1, 7, 27, 97)])
# ---
def gcd(a, b):
    while b: a, b = b, a % b
    return a
def to_base(n, b): return "" if n == 0 else to_base(n // b, b) + "0123456789abcdef"[n % b]
print(gcd(1071, 462), to_base(255, 2), to_base(3735928559, 16), sum(int(d) for d in str(2 ** 50)))
# ---
from decimal import Decimal, getcontext
edge = -2 ** 63
print(edge / 3, edge / 1, 3 / edge, edge / -2, edge // -1, abs(edge))
try:
    print(Decimal(2) ** edge)
except ArithmeticError as error:
    print(type(error).__name__, error)
