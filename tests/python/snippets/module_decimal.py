from decimal import *
D = Decimal
print(D("1.10"), repr(D("1.10")), D(5), D(0.1), D("1E+3"), D("-0"), D((0, (1, 2), -1)), D(" 3.5 "), D("1_000"), D("NaN"), D("Infinity"), D("-inf"), D("sNaN"), D("1e-10"), D("0.000001"), D("0.0000001"), D("123E5"), D(True), D("0E-8"))
# ---
from decimal import *
D = Decimal
a, b = D("10.5"), D("3")
print(a + b, a - b, a * b, a / b, a // b, a % b, a ** 2, -a, +a, abs(-a), a + 1, 2 * a, 1 / b, divmod(a, b), -a // b, -a % b, a ** -1, D(2) ** D("0.5"), D(7) / 2, D("1.20") * D("1.0"), D("1.0") + D("2.00"), D(1) / D(7), D(10) ** 30, D("0.1") + D("0.2") == D("0.3"), 5 - a, 7 // b, 7 % b, 2 ** b)
# ---
from decimal import *
D = Decimal
print(D("2.675").quantize(D("0.01")), D("2.665").quantize(D("0.01")), D("2.5").quantize(D(1), ROUND_HALF_UP), [D("2.5").quantize(D("1"), rounding=r) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, ROUND_HALF_DOWN, ROUND_HALF_EVEN, ROUND_05UP)], [D("-2.5").quantize(D("1"), rounding=r) for r in (ROUND_UP, ROUND_DOWN, ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP)], D("123").quantize(D("1e1")), round(D("2.675"), 2), round(D("2.5")), round(D("1234"), -2))
# ---
from decimal import *
D = Decimal
print(D("1.50").normalize(), D("100").normalize(), D("1.5").as_tuple(), D("1.5").as_integer_ratio(), D("-1.5").copy_abs(), D("1.5").copy_negate(), D("1.5").adjusted(), D("1.5").is_signed(), D("NaN").is_nan(), D("inf").is_infinite(), D(0).is_zero(), D("1.5").to_integral_value(), D("1.55").to_eng_string(), D(2).sqrt(), D(100).log10(), D(1).exp(), D(1).ln(), D("1.23E+5").to_eng_string(), D("1.5").compare(D(2)), D(3).max(D(5)), D(3).min(5), D("1.5").number_class(), D("1.234").scaleb(2), D("1.5").same_quantum(D("2.7")), D(5).conjugate(), D("1.5").radix(), D("1.0").canonical())
# ---
from decimal import *
D = Decimal
print(D("1.0") == 1, D("0.5") == 0.5, D("0.1") == 0.1, D(1) < 2, D(1) < 1.5, D("1.0") == D("1.00"), hash(D(1)) == hash(1), hash(D("0.5")) == hash(0.5), D("NaN") == D("NaN"), D("inf") > 10 ** 100, {D(1): "x"}[1], max(D(1), D("1.5")), sorted([D(2), 1, D("1.5")]), sum([D("0.1")] * 3), bool(D(0)), int(D("3.9")), float(D("1.5")), str(D(3)), D(5) in [5], complex(D(2)) if False else "")
# ---
from decimal import *
D = Decimal
print([format(D("1234.5678"), s) for s in ("", ".2f", ",.2f", "10.1f", "<10.1f", "+.1f", "e", ".2e", "g", ".3g", "%", ".1%", "010.2f", "^12", "f", "*>12.1f")], f"{D('0.00'):.1f}", f"{D('1E+5'):f}", f"{D('1e-7')}", "%s %.2f %d" % (D("1.5"), D("1.5"), D("1.5")), f"{D('NaN'):10}|{D('-inf'):+}")
# ---
from decimal import Decimal
Decimal("abc")
# ---
from decimal import Decimal
Decimal("")
# ---
from decimal import Decimal
Decimal(None)
# ---
from decimal import Decimal
Decimal([1])
# ---
from decimal import Decimal
Decimal(1) / 0
# ---
from decimal import Decimal
Decimal(0) / 0
# ---
from decimal import Decimal
Decimal(1) // 0
# ---
from decimal import Decimal
Decimal(1) % 0
# ---
from decimal import Decimal
Decimal(1) + 1.5
# ---
from decimal import Decimal
Decimal(1) + "a"
# ---
from decimal import Decimal
Decimal("NaN") < 1
# ---
from decimal import Decimal
int(Decimal("NaN"))
# ---
from decimal import Decimal
int(Decimal("inf"))
# ---
from decimal import Decimal
Decimal("1e30").quantize(Decimal("0.01"))
# ---
from decimal import Decimal
Decimal(-1).sqrt()
# ---
from decimal import Decimal
Decimal("sNaN") + 1
# ---
from decimal import Decimal
Decimal(1).quantize(Decimal(1), rounding="up")
# ---
from decimal import Decimal
Decimal("inf") - Decimal("inf")
# ---
from decimal import Decimal
format(Decimal(1), "d")
# ---
from decimal import Decimal
hash(Decimal("sNaN"))
# ---
from decimal import *
print(getcontext().prec, getcontext().rounding, Context(prec=3).divide(Decimal(1), Decimal(3)))
with localcontext() as ctx:
    ctx.prec = 5
    print(Decimal(1) / Decimal(3), Decimal("1.23456789") + 0, +Decimal("9.999999"))
print(Decimal(1) / Decimal(3))
getcontext().prec = 4
print(Decimal(2) / 3, Decimal(12345) * 1)
getcontext().prec = 28
# ---
from decimal import *
print(InvalidOperation.__mro__[1].__name__, DivisionByZero.__name__, issubclass(DivisionByZero, ZeroDivisionError), issubclass(InvalidOperation, ArithmeticError), DecimalException.__name__, ROUND_HALF_UP, Context())
# ---
from decimal import *
print(Decimal("99999999999999999999999999999") + 1, Decimal(10) ** 28 + Decimal("0.5"), Decimal("1234567890123456789012345678901234567890"), Decimal("1234567890123456789012345678901234567890") * 1, Decimal(2) ** 200, Decimal("1e400") * Decimal("1e500"), Decimal("123.456") % Decimal("0.1"), Decimal("1e-400") * Decimal("1e-400"))
# ---
from decimal import Decimal as D
def vat(net, rate): return (net * rate / 100).quantize(D("0.01"))
cart = [(D("19.99"), 3), (D("5.49"), 2)]
total = sum((p * n for p, n in cart), D(0))
print(total, vat(total, 19), total + vat(total, 19), total / 3, (total / 3).quantize(D(".01")), [str(p) for p, _ in cart])
# ---
from decimal import Decimal
class Money(Decimal):
    def __new__(cls, v): return super().__new__(cls, str(v))
    def __str__(self): return f"${Decimal(self):.2f}"
m = Money("5.5")
print(m, m + 1, type(m + 1).__name__, repr(m), m == Decimal("5.5"), Decimal.from_float(0.5), isinstance(m, Decimal))
Decimal(1).real = 5
