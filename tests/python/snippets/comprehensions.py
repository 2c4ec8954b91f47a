print([x for x in range(5)], [x * y for x in range(3) for y in range(3)], [x for x in range(20) if x % 2 if x % 3], [[j for j in range(i)] for i in range(4)])
# ---
print({x: x * x for x in range(4)}, {c for c in "aab"} == {"a", "b"}, {k: v for k, v in [("a", 1), ("b", 2)]}, {v: k for k, v in {"x": 1}.items()}, {}, {*()})
# ---
print([(x, y) for x in "ab" for y in range(2) if (x, y) != ("a", 1)], [a for a, *b in [(1, 2), (3, 4, 5)]], [b for a, *b in [(1, 2), (3, 4, 5)]], [x for (x, (y, z)) in [(1, (2, 3))]])
# ---
x = "outer"
print([x for x in range(3)], x)
print([y for y in range(2)])
print(y)
# ---
print([last := n for n in range(4)], last, [y for x in range(5) if (y := x * 2) > 4])
# ---
matrix = [[1, 2, 3], [4, 5, 6]]
print([[row[i] for row in matrix] for i in range(3)], [n for row in matrix for n in row], list(map(list, zip(*matrix))), sum(n for row in matrix for n in row))
# ---
print([x if x % 2 else -x for x in range(5)], ["fizzbuzz"[i * i % 3 * 4:8 - -i ** 4 % 5] or i for i in range(1, 16)])
# ---
[x for x in 5]
# ---
[x for x in [1, 2] if x.y]
# ---
[1 / x for x in [1, 0]]
# ---
{[]: 1 for x in [1]}
# ---
{x: y for x, y in [1]}
# ---
[x for x, y in [(1, 2, 3)]]
# ---
[undefined for x in [1]]
# ---
[x for x in undefined]
# ---
def f():
    return [[i + j + k for i in range(2)] for j in range(2)]
k = 100
print(f())
# ---
class A:
    items = [1, 2]
    doubled = [i * 2 for i in items]
    pairs = [(i, j) for i in items for j in [0]]
print(A.doubled, A.pairs)
# ---
print(sum([]), sum(x for x in []), [*(), *[]], {**{}}, [[]] * 2, [None for _ in range(2)])
# ---
print(dict.fromkeys(c for c in "ab"), set(c.upper() for c in "ab") == {"A", "B"}, tuple(i for i in range(3)), ",".join(str(i) for i in range(3)), max((len(w), w) for w in ["a", "bb"]))
# ---
[x := 1 for x in range(3)]
# ---
[y := 1 for x in (y := [1])]
# ---
class A:
    x = [(y := i) for i in range(2)]
# ---
[x for x in range(3)
# ---
[for x in y]
# ---
[x for x]
# ---
[x, y for x, y in z]
# ---
{x: y, z for x in y}
# ---
[*x for x in y]
# ---
{**x for x in y}
# ---
[x for x in 1, 2]
# ---
[x for 5 in y]
# ---
print([i for i in range(3) if i if i > 1], [i for i in (j for j in range(4)) if i], [(lambda: i)() for i in range(3)], [f(2) for f in [lambda x: x + i for i in range(3)]])
# ---
primes = [n for n in range(2, 40) if all(n % d for d in range(2, int(n ** 0.5) + 1))]
print(primes)
# ---
words = ["apple", "bat", "bar", "atom", "book"]
by_letter = {}
[by_letter.setdefault(w[0], []).append(w) for w in words]
print(by_letter, {k: [w for w in words if w[0] == k] for k in sorted({w[0] for w in words})})
# ---
print({i: {j: i * j for j in range(2)} for i in range(2)}, {frozenset({i}) for i in range(1)}, {(i, j): i for i in range(2) for j in "a"})
# ---
order = []
def t(x):
    order.append(x)
    return x
{t("k"): t("v") for _ in [0]}
[t("a") for _ in range(1) if t("cond")]
{t("k1"): t("v1"), t("k2"): t("v2")}
print(order)
# ---
print([n for n in range(10)][::-2], [i for i in range(3)] + [i for i in "ab"], [x for x in {"b": 1, "a": 2}], [*{"a": 1}.items()])
# ---
def outer():
    n = 3
    return [lambda: n for _ in range(2)], [n for _ in range(n)]
print([f() for f in outer()[0]], outer()[1])
