z = 3 + 4j
print(z, repr(1j), z.real, z.imag, abs(z), z.conjugate(), -z, +z, z + 1, 1 - z, z * 2, z / 2, 2 / z, z * z, z ** 2, z ** 0.5, z ** -1, 2 ** 1j, z == 3 + 4j, z != 3, 1 + 0j == 1, hash(1 + 0j) == hash(1), {1: "one"}[1 + 0j], bool(0j), type(z), isinstance(z, complex), z.__abs__())
# ---
print(complex(), complex(1), complex(1, 2), complex("1+2j"), complex(" 3j "), complex("-1.5e3-2e-1j"), complex("(1+2j)"), complex("j"), complex("-j"), complex("nan+infj"), complex(1j, 2j), complex(True), complex(2.5, -0.0), complex(-0.0, -1), 1e100j, 0.1 + 0.2j, -1j, -0j, 1 - 0j)
for bad in ["1 + 2j", "a", "", "1+", "++1j", "1j2", "(1", "j1", "1+2", "--1"]:
    try: print(bad, complex(bad))
    except ValueError as e: print(repr(bad), e)
# ---
for op in [lambda: 1j < 2, lambda: 1j // 1, lambda: 1j % 2, lambda: int(1j), lambda: float(1j), lambda: round(1j), lambda: 1j / 0, lambda: 0j ** -1, lambda: divmod(1j, 1), lambda: 1j + "a", lambda: complex("1", 2), lambda: complex(1, "2"), lambda: complex([]), lambda: complex(1, []), lambda: complex(1, 2, 3), lambda: ~1j, lambda: 1j & 1, lambda: sorted([1j, 2]), lambda: setattr(1j, "real", 2), lambda: (1j).foo, lambda: __import__("math").sqrt(1j), lambda: [1][1j], lambda: "a" * 1j, lambda: (1e200 + 1e200j) ** 9, lambda: format(1j, "d"), lambda: format(1j, "05"), lambda: format(1j, "=5"), lambda: complex(x=1), lambda: 1j(), lambda: 1j[0], lambda: len(1j), lambda: min(1j, 2j)]:
    try: print(op())
    except Exception as e: print(type(e).__name__, e)
# ---
z = 1.5 - 2j
print(f"{z} {z!r} {z:.2f} {z:>12} {z:<10}| {z:^+14.1f} {z:g} {z:e} {2j:.3} {2j} {z:,} {12345.678+1j:,.1f}", str(z), "%s" % z, "{:.1f}".format(z), format(3j, "10"))
print((-8) ** (1 / 3), (-1) ** 0.5, (-2.0) ** 1.5, pow(-1, 0.5), 1j ** 2, 1j ** 1j, (1 + 2j) ** (3 + 4j), 0j ** 0, sum([1j, 2, 3.5]), (1 + 2j) * float("inf"), complex("inf") == complex("inf"), [1j, 2j].index(2j), 1j in {1j: 2}, {1j, 1j})
class C(complex):
    def size(self): return abs(self)
c = C(3, 4); print(c, c.size(), c + 1, type(c + 1), c == 3 + 4j, isinstance(c, complex))
roots = lambda a, b, c: [(-b + s * (b * b - 4 * a * c) ** 0.5) / (2 * a) for s in (1, -1)]
print(roots(1, 2, 5), roots(1, -3, 2))
1j + None
