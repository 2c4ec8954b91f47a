print(0.1 + 0.2, 1 / 3, 2 / 3, 1e16, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.00012345, -0.0, 1.0, 100.0, 1e100, 1.7976931348623157e308, 5e-324, 2.5e-8)
# ---
print(float("1.5"), float(" -2 "), float("1e3"), float("inf"), float("-Infinity"), float("nan"), float("1_000.5"), float(".5"), float("5."), float("+3"), float("1E-2"), float(), float(3), float(True), float(b"2.5"), float("١.٥"))
# ---
float("")
# ---
float("1.5.2")
# ---
float("1_")
# ---
float([])
# ---
float(None)
# ---
float("0x10")
# ---
float(10 ** 400)
# ---
print((1.5).is_integer(), (2.0).is_integer(), (0.5).as_integer_ratio(), (1.5).hex(), (-0.1).hex(), float.fromhex("0x1.8p+1"), (0.0).hex(), (1.5).real, (1.5).imag, (1.5).conjugate(), float("inf").is_integer(), float.fromhex("inf"))
# ---
float("nan").as_integer_ratio()
# ---
float("inf").as_integer_ratio()
# ---
float.fromhex("xyz")
# ---
print(7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 2.0 ** 3, 2 ** 0.5, (-8) ** 2.0, 1e308 * 10, -1e308 * 10, 0.0 * -1, 5.0 // 0.3, -0.0 // 1)
# ---
1.5 / 0
# ---
1.5 // 0
# ---
1.5 % 0.0
# ---
divmod(1.5, 0)
# ---
0.0 ** -1.5
# ---
1e200 ** 2
# ---
1.5 << 1
# ---
"a" * 1.5
# ---
[1][0.0]
# ---
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1.005, 2), round(1234.5678, -2), round(0.5), round(1e20), round(1.5, 0), type(round(1.5)).__name__, type(round(1.5, 0)).__name__, round(5.015, 2), round(1e300, 2), round(-0.4), round(0.15, 1), round(123.456, 1))
# ---
round(float("nan"))
# ---
round(float("inf"))
# ---
round(1.5, 2.0)
# ---
nan, inf = float("nan"), float("inf")
print(nan == nan, nan != nan, nan < 1, nan in [nan], inf > 10 ** 400, -inf < inf, inf - inf, inf * 0, inf == inf, max(nan, 1), max(1, nan), sorted([3, nan, 1])[0] == 3 or True, [nan] == [nan], {nan: 1}.get(nan), inf // 1, 1 // inf, -1 // inf, 5 % inf, -5 % inf, inf % 2 != inf % 2)
# ---
print(1.0 == 1, hash(1.0) == hash(1), {1: "a", 1.0: "b", True: "c"}, 0.1 + 0.2 == 0.3, 1e16 + 1 == 1e16, 0.0 == -0.0, str(-0.0), 1.5 < 2, 2 ** 53 + 1.0, 1 / 3 * 3 == 1)
# ---
print(int(1e20), int(-1.9), int(1e300) % 10 ** 5, 3.0 .__int__(), (3.7).__trunc__(), (3.7).__floor__(), (3.2).__ceil__(), (1.5).__add__(1), (1.5).__eq__(1.5), (2.5).__round__(), (7.0).__divmod__(2), bool(0.0), bool(float("nan")))
# ---
print(repr(0.1), str(1.1), 1.1 + 2.2, 3 * 1.1, 4.35 * 100, 1.15 * 100, 0.1 * 3, 1e23, 9007199254740993.0, 1.0e-10, 123e-7, 12345678.9, 0.1 + 0.7, 2.0 ** 70, 2.0 ** -30, 1e21, 1e22, 4.9e-324)
# ---
(1.5).foo
# ---
1.5()
# ---
1.5[0]
# ---
class F(float):
    def __repr__(self): return f"F({float(self)})"
f = F(2.5)
print(f, f + 1, f == 2.5, [f], f.is_integer(), round(f), f"{f:.2f}", type(f * 2).__name__, F("1e2"))
# ---
def mean(xs): return sum(xs) / len(xs)
def var(xs): m = mean(xs); return sum((x - m) ** 2 for x in xs) / len(xs)
data = [2, 4, 4, 4, 5, 5, 7, 9]
print(mean(data), var(data), var(data) ** 0.5, mean([0.1, 0.2, 0.3]))
mean([])
# ---
def newton(f, df, x):
    for _ in range(20): x -= f(x) / df(x)
    return x
print(newton(lambda x: x * x - 2, lambda x: 2 * x, 1.0), sum(1 / n ** 2 for n in range(1, 1000)))
# ---
import sys
print(sys.float_info.max, sys.float_info.epsilon, sys.float_info.dig, sys.maxsize)
# ---
print((-8) ** (1 / 3) if False else 8 ** (1 / 3), 1e0, 1.e2, 10 / 5, 2 * 3.0, 7 // 1.0, 1 - 0.9, 0.3 // 0.1, 0.3 % 0.1, 100 * 1.1, 1e3 == 1000)
