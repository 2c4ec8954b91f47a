d = {"a": 1, "b": 2}
print(d["a"], d.get("z"), d.get("z", 0), d.setdefault("c", 3), d.setdefault("a", 9), d.pop("b"), d.pop("zz", None), d, len(d), "a" in d, list(d), d.keys(), d.values(), d.items(), d.copy() == d)
# ---
d = dict(a=1, **{"b": 2})
d.update({"c": 3}, d=4)
d.update([("e", 5)])
d.update(f=6)
print(d, d.popitem(), d, dict([(1, 2)], x=3), dict({"k": 1}), dict(zip("ab", [1, 2])), dict(), dict.fromkeys("ab"), dict.fromkeys([1, 2], 0))
# ---
d = {"x": 1, "y": 2}
print(d | {"y": 3, "z": 4}, {"y": 0} | d)
d |= {"w": 5}
d |= [("v", 6)]
print(d, list(reversed(d)), list(reversed(d.items())), d == {"v": 6, "w": 5, "y": 2, "x": 1})
# ---
{} | 5
# ---
{} | [(1, 2)]
# ---
{} + {}
# ---
{} < {}
# ---
{}["x"]
# ---
{}[[]]
# ---
{}.pop("x")
# ---
{}.pop()
# ---
{}.get()
# ---
{}.popitem()
# ---
{}.update(5)
# ---
{}.update([1])
# ---
{}.update(["abc"])
# ---
{}.update({}, {})
# ---
dict(5)
# ---
dict(1, 2)
# ---
dict([("a",)])
# ---
dict.fromkeys(5)
# ---
{}.setdefault()
# ---
{}.nope
# ---
{}.has_key("x")
# ---
del {}["x"]
# ---
{1: 2}.keys()[0]
# ---
d = {1: 2}
for k in d: d[k + 1] = 0
# ---
d = {1: 2, 3: 4}
for k in d: del d[k]
# ---
d = {"a": 1, "b": 2}
k, v, i = d.keys(), d.values(), d.items()
d["c"] = 3
print(k, v, i, len(k), "c" in k, 3 in v, ("a", 1) in i, k & {"a", "z"} == {"a"}, k | {"q"} == {"a", "b", "c", "q"}, k - {"a"} == {"b", "c"}, k ^ {"a"} == {"b", "c"}, k == {"a", "b", "c"}, i == {("a", 1), ("b", 2), ("c", 3)}, k.isdisjoint(["z"]), k.mapping["a"], {"a"} <= k, k >= {"a"})
# ---
{}.values() & set()
# ---
d = {1: "int", 1.0: "float", True: "bool", "1": "str"}
print(d, {0: "a", False: "b", 0.0: "c"}, {(1, 2): 3}[1, 2], {None: 1, ...: 2}[None], {frozenset([1]): 1})
# ---
class K:
    def __init__(self, n): self.n = n
    def __hash__(self): return hash(self.n)
    def __eq__(self, o): return isinstance(o, K) and self.n == o.n
    def __repr__(self): return f"K{self.n}"
d = {K(1): "one", K(2): "two"}
print(d[K(1)], K(2) in d, K(3) in d, d, {K(1), K(1)}, d.pop(K(1)), d, [K(1)].index(K(1)))
d[K(9)]
# ---
class Collide:
    def __init__(self, n): self.n = n
    def __hash__(self): return 1
    def __eq__(self, o): return self.n == o.n
d = {Collide(i): i for i in range(5)}
print(len(d), d[Collide(3)], list(d.values()), d.get(Collide(7), "none"))
# ---
class Bad:
    def __hash__(self): raise ValueError("no hash")
{Bad(): 1}
# ---
d = {}
d["self"] = d
print(d, d["self"]["self"] is d)
# ---
d = {"b": 1, "a": 2}
d["b"] = 3
del d["a"]
d["a"] = 4
print(d, sorted(d), sorted(d.items(), key=lambda kv: kv[1]), max(d, key=d.get), sum(d.values()), {v: k for k, v in d.items()}, min(d.values()), list(d.items())[0], next(iter(d)), [*d], {**d, "c": 5})
# ---
counts = {}
for c in "mississippi": counts[c] = counts.get(c, 0) + 1
groups = {}
for w in ["ab", "ba", "cd"]: groups.setdefault("".join(sorted(w)), []).append(w)
print(counts, groups, sorted(counts, key=counts.get, reverse=True))
# ---
nested = {"a": {"b": {"c": 1}}}
nested["a"]["b"]["d"] = [1]
nested["a"]["b"]["d"].append(2)
def walk(d, path=()):
    for k, v in d.items():
        if isinstance(v, dict): yield from walk(v, path + (k,))
        else: yield ".".join(path + (k,)), v
print(nested, dict(walk(nested)))
# ---
class D(dict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
    def __getattr__(self, n):
        try: return self[n]
        except KeyError: raise AttributeError(n) from None
d = D(a=1)
d["b"] = 2
print(d, d.a, d.B, type(d.copy()).__name__, type(d | {}).__name__, isinstance(d, dict), d == {"a": 1, "B": 2}, len(d), list(d), D.fromkeys("x") if False else "")
d.zzz
# ---
class D(dict):
    def __missing__(self, k): self[k] = v = k * 2; return v
d = D()
print(d["ab"], d, d.get("zz"), "q" in d)
# ---
print({"a": 1} == {"a": 1.0}, {"a": 1} != {"a": 2}, {} == [], {1: {2: 3}} == {1: {2: 3}}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, bool({}), repr({"a": {"b": ()}}), str({1: "x"}), {}.__class__.__name__)
# ---
print({}.__len__(), {1: 2}.__contains__(1), {1: 2}.__getitem__(1), {1: 2}.__eq__({1: 2}), {1: 2}.__or__({3: 4}), {1: 2}.__iter__().__next__(), type({}.keys()).__name__, type(iter({})).__name__, type({}.items()).__name__, type(iter({}.values())).__name__)
# ---
d = {i: i * i for i in range(5)}
print({k: v for k, v in d.items() if v > 3}, dict(filter(lambda kv: kv[0] % 2, d.items())), list(map(d.get, [1, 9])), [k for k in d if d[k] == 4], {**{k: 0 for k in d}, 2: "two"})
while d: d.popitem()
print(d)
# ---
from types import MappingProxyType
m = MappingProxyType({"a": 1})
print(m["a"], m, len(m), list(m), m.get("z"), "a" in m)
m["b"] = 2
# ---
d = {"a": 1}
d.clear(); print(d)
d.keys = 5
# ---
x = {"a": 1, "b": 2}
match_keys = [key for key in ("a", "c") if key in x]
a, b = x
(k1, v1), (k2, v2) = x.items()
print(match_keys, a, b, k1, v1, k2, v2, *x, *x.values())
