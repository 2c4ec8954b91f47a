from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal, InvalidOperation

D = Decimal
print(D("1.10"), repr(D("1.10")), D(5), D("1E+3"), D("1e-10"), D("-0"), D("0.00"), D("Infinity"), D("-inf"), D("nan"), D(0.1), D("1_000.5"), D((0, (1, 2, 3), -2)), D("  12 "))
print(D("1.1") + D("2.2"), D("1.10") - 1, D("2.50") * 2, D(1) / 3, D(10) / 4, D("7") // 2, D("-7") // 2, D("7") % 3, D("-7") % 3, D(2) ** 10, D(2) ** -2, -D("1.5"), +D("1.50"), abs(D("-3")))
print(D("1.0") == 1, D("1.1") > 1, D("0.5") == 0.5, D("1") < 2.5, hash(D(3)) == hash(3), {D("1.0"): "a"}[1], bool(D(0)), sorted([D(3), D("1.5"), 2]))
print(D("2.675").quantize(D("0.01")), D("2.675").quantize(D("0.01"), rounding=ROUND_HALF_UP), D("2.679").quantize(D("0.01"), ROUND_DOWN), D("1.500").normalize(), D("100").normalize(), D("3.7").to_integral_value(), round(D("2.5")), round(D("2.567"), 2), int(D("3.9")), float(D("1.25")))
print(f"{D('1234.5'):.2f} {D('1234567.891'):,.2f} {D('0.25'):%} {D('1.5')}", str(D("123E5")), D("123").as_tuple(), D("1.23").as_tuple().exponent, D("4").sqrt(), D(2).sqrt(), D("1e30") + D("1e-5"), D("0E-10"), D("0.000001"), D("0.0000001"))
for bad in [lambda: D("abc"), lambda: D(1) / 0, lambda: D(0) / 0, lambda: D("1") + 1.5, lambda: D("1") % 0]:
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(max(D(1), D(3)), sum([D("0.1")] * 3), D("1").compare(D("2")), D("9.99").quantize(D("0.1")), isinstance(D(1), Decimal), type(D(1)))
