from collections import Counter
c = Counter("mississippi")
print(c, c["s"], c["zz"], c.most_common(2), c.total(), sorted(c.elements())[:3], c + Counter("sim"), c - Counter("sss"), c & Counter("sip"), Counter("a") | Counter("ab"), list(c))
c.update("mmm"); c.subtract({"i": 5})
print(c, +c, -c, Counter(a=1, b=0) == Counter(a=1), Counter(["x", "y", "x"]), dict(c), c.pop("m"), repr(Counter()))
# ---
from collections import Counter
Counter.fromkeys("ab", 1)
# ---
from collections import Counter
c = Counter(a=3, b=1)
c["b"] -= 5
del c["zz"]
print(c, c <= Counter(a=5, b=1), c.copy(), isinstance(c, dict), c.most_common(), c.get("q"), Counter({"x": 2.5}), Counter(c.items()))
# ---
from collections import defaultdict
d = defaultdict(list)
d["a"].append(1); d["b"]; d["a"].append(2)
print(d, dict(d), d.get("zz"), "zz" in d, d.default_factory, len(d), defaultdict(int, {"x": 1}), defaultdict(lambda: 5)["q"])
n = defaultdict(lambda: defaultdict(int))
n["a"]["b"] += 1
print({k: dict(v) for k, v in n.items()}, d.copy(), repr(defaultdict(None)))
defaultdict(None)["x"]
# ---
from collections import defaultdict
defaultdict(5)
# ---
from collections import OrderedDict
o = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
o.move_to_end("a"); o.move_to_end("c", last=False)
print(o, o.popitem(), o.popitem(last=False), o, OrderedDict(a=1) == {"a": 1}, OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1), list(reversed(OrderedDict(a=1, b=2))), repr(OrderedDict()))
o.move_to_end("zz")
# ---
from collections import deque
d = deque([1, 2, 3], maxlen=4)
d.append(4); d.append(5); d.appendleft(0)
print(d, d.maxlen, d.pop(), d.popleft(), d, d[0], d[-1], len(d), 3 in d, list(d))
d.rotate(1); d.extend([7, 8]); d.extendleft([9])
print(d, d.count(7), d.index(7), d.copy(), deque("abc"), deque(), bool(deque()), d == deque(d), reversed(d).__next__())
d.remove(7); d.reverse(); d.insert(1, "i")
print(d, deque([1]) + deque([2]), deque([1]) * 2, deque([1]) < deque([2]))
d.clear()
d.pop()
# ---
from collections import deque
deque([1, 2])[5]
# ---
from collections import deque
deque([1]).remove(5)
# ---
from collections import deque
deque([1], maxlen=1).insert(0, 5)
# ---
from collections import deque
deque(maxlen=-1)
# ---
from collections import namedtuple
P = namedtuple("P", "x y")
p = P(1, y=2)
print(p, p.x, p[1], p._asdict(), p._replace(x=5), P._fields, p == (1, 2), P._make([3, 4]), len(p), [*p], P.__name__, hash(p) == hash((1, 2)), p + (3,), repr(P(x="a", y=None)))
a, b = p
Q = namedtuple("Q", ["a", "b", "c"], defaults=[10, 20])
print(a, b, Q(1), Q._field_defaults, Q(1, 2), isinstance(p, tuple), P.__doc__, p.count(1), sorted([P(2, 1), P(1, 2)]))
p.x = 5
# ---
from collections import namedtuple
namedtuple("P", "x y")(1)
# ---
from collections import namedtuple
namedtuple("P", "x y")(1, 2, 3)
# ---
from collections import namedtuple
namedtuple("P", "x class")
# ---
from collections import namedtuple
namedtuple("P", "x x")
# ---
from collections import namedtuple
namedtuple("P", "_x")
# ---
from collections import namedtuple
print(namedtuple("P", "x class _y", rename=True)._fields)
class V(namedtuple("V", "x y")):
    __slots__ = ()
    @property
    def length(self): return (self.x ** 2 + self.y ** 2) ** 0.5
    def __str__(self): return f"<{self.x},{self.y}>"
v = V(3, 4)
print(v.length, v, repr(v), v._replace(x=0))
v._replace(z=1)
# ---
from collections import ChainMap
c = ChainMap({"a": 1}, {"a": 2, "b": 3})
c["c"] = 4
print(c["a"], c["b"], dict(c), c.maps, list(c), len(c), c.new_child({"z": 0})["z"], c.parents, "b" in c, c.get("q"), c)
c["zz"]
# ---
from collections.abc import Iterable, Mapping, Sequence, Callable, Hashable, Sized, MutableSequence, Set, Iterator, Generator
print(isinstance([], Iterable), isinstance({}, Mapping), isinstance("", Sequence), isinstance(len, Callable), isinstance([], Hashable), isinstance({1}, Set), isinstance(iter([]), Iterator), isinstance((), MutableSequence), issubclass(list, Sequence), isinstance((x for x in ""), Generator), isinstance(5, Iterable), issubclass(dict, Sized))
# ---
from collections.abc import Mapping
class M(Mapping):
    def __init__(self, d): self.d = d
    def __getitem__(self, k): return self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = M({"a": 1})
print(m["a"], m.get("z", 0), "a" in m, list(m.keys()), list(m.items()), list(m.values()), dict(m), m == {"a": 1}, {**m}, isinstance(m, Mapping))
# ---
from collections.abc import Sequence, MutableMapping, Set
class S(Sequence):
    def __getitem__(self, i): return (10, 20, 30)[i]
    def __len__(self): return 3
s = S()
print(list(s), 20 in s, s.index(30), s.count(10), list(reversed(s)))
S.index(s, 99)
# ---
from collections.abc import MutableMapping
class M(MutableMapping): pass
M()
# ---
from collections import Counter
words = "a b a c b a".split()
print(Counter(words).most_common(1)[0], max(Counter(words).values()), Counter(len(w) for w in words), sum((Counter(w) for w in words), Counter()), {k: v for k, v in Counter(words).items() if v > 1})
