l = [3, 1, 2]
print(l.append(4), l, l.extend([5, 6]), l, l.insert(0, 0), l.insert(-1, 9), l.insert(100, 7), l, l.pop(), l.pop(0), l.pop(-2), l, l.remove(1), l, l.index(2), l.count(3), l.reverse(), l, l.copy() is l, l.clear(), l)
# ---
l = [3, 1, 2]
l.sort()
print(l, l.sort(reverse=True), l, sorted(l), sorted(l, reverse=True), sorted("bCa", key=str.lower), sorted([(2, "b"), (1, "z"), (2, "a")]), sorted([[2], [1, 5], [1]]))
# ---
words = ["banana", "fig", "apple", "kiwi"]
words.sort(key=len)
print(words, sorted(words, key=lambda w: (-len(w), w)), sorted(words, key=lambda w: w[-1], reverse=True))
# ---
pairs = [(1, "b"), (0, "a"), (1, "a"), (0, "b")]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))
# ---
[].sort(key=5) or print("empty sort with bad key")
[1].sort(key=5)
# ---
[1, 2].sort(lambda x: x)
# ---
[1, 2].sort(foo=1)
# ---
[1, "a"].sort()
# ---
[{}, {}].sort()
# ---
sorted([1, None])
# ---
sorted(5)
# ---
sorted([1], 2)
# ---
sorted()
# ---
l = [1, 2, 3]
def key(x):
    l.append(1)
    return x
l.sort(key=key)
# ---
l = [2, 1]
def key(x):
    print(l)
    return x
l.sort(key=key)
print(l)
# ---
[1].append()
# ---
[1].append(1, 2)
# ---
[].extend(5)
# ---
[].insert(1)
# ---
[].insert("a", 1)
# ---
[].pop()
# ---
[1].pop(5)
# ---
[1].pop("a")
# ---
[1].index(2)
# ---
[1, 2, 1].index(1, 5)
# ---
[1].remove(5)
# ---
[1].clear(1)
# ---
[1].reverse(1)
# ---
[1].count()
# ---
[1].nope
# ---
print([1, 2, 1].index(1, 1), [1, 2, 3].index(3, -1), [1, 2, 3].index(2, 0, 2), [1, 1.0, True].count(1), [None, 0].index(0))
# ---
print([1, 2] + [3], [1] * 3, 3 * [1], [] * 5, [1] * -1, [1, 2] == [1, 2], [1] < [1, 2], [2] > [1, 5], [1, "a"] == [1, "a"], 2 in [1, 2], [1, 2] != (1, 2), [[1]] == [[1]], [1, 2] is [1, 2])
# ---
[1] + (2,)
# ---
[1] + 5
# ---
(1,) + [2]
# ---
[1] * "a"
# ---
[1] * [2]
# ---
[1] < (2,)
# ---
[1, "a"] < [1, 2]
# ---
[1] - [1]
# ---
5 in 5
# ---
l = [1]
l += "ab"
l += {3: 4}
l *= 2
print(l)
l += 5
# ---
l = [1, 2]
l.append(l)
print(l, l[2][2][0], len(l), l in l, repr([l])[:20])
# ---
print(list("abc"), list(range(3)), list({"a": 1}), list((1, 2)), list(), list([1]) is not [1], list(map(str, [1, 2])), list(zip([1], "a")))
# ---
list(1, 2)
# ---
list(x=1)
# ---
a = [1, [2, 3]]
import copy
b, c = copy.copy(a), copy.deepcopy(a)
a[1].append(4)
print(a, b, c, b[1] is a[1], c[1] is a[1])
# ---
print([1, 2, 3].__len__(), [1, 2].__contains__(1), [3, 4].__getitem__(1), [1].__add__([2]), [1].__eq__([1]), [1].__eq__((1,)), [1].__iter__().__next__(), [1, 2].__reversed__().__next__(), [1].__mul__(2), [].__class__, [1, 2].__repr__(), [1].__le__([2]))
# ---
class Stack(list):
    def push(self, x): self.append(x)
    def __repr__(self): return f"Stack{list(self)}"
    def __getitem__(self, i): return super().__getitem__(i)
s = Stack([1])
s.push(2)
print(s, s[0], len(s), s + [3], type(s + [3]).__name__, type(s.copy()).__name__, type(s[:]).__name__, s == [1, 2], list(s), [*s], sum(s), isinstance(s, list), sorted(s), bool(Stack()), 2 in s)
s[0] = 9
s.extend([5])
print(s, s.index(5), max(s), s.pop(), s)
# ---
class L(list):
    def append(self, x): super().append(x * 2)
    def __init__(self, *a): super().__init__(a)
    def __len__(self): return 99
l = L(1, 2)
l.append(3)
l.extend([4])
print(l, len(l), list.__len__(l), bool(l))
# ---
print([i for i in [1, 2, 3][::-1]], [*reversed([1, 2, 3])], [x for x in reversed("ab")], list(reversed([])), [1, 2, 3][::-1] == list(reversed([1, 2, 3])))
# ---
grid = [["."] * 3 for _ in range(2)]
grid[0][1] = "#"
for row in grid: print("".join(row))
print(*grid, sep="\n")
# ---
def flatten(l): return sum(([x] if not isinstance(x, list) else flatten(x) for x in l), [])
def bubble(l):
    l = l[:]
    for i in range(len(l)):
        for j in range(len(l) - 1 - i):
            if l[j] > l[j + 1]: l[j], l[j + 1] = l[j + 1], l[j]
    return l
print(flatten([1, [2, [3]], []]), bubble([4, 2, 5, 1]))
# ---
hash([1])
# ---
{[1, 2]: 3}
# ---
print([1, 2, 3] > [1, 2], [] < [0], [1, [2]] < [1, [3]], max([1, 2], [1, 3]), min([[2], [1, 9]]), [float("nan")] == [float("nan")], [0] == [False], ["a"] < ["b"])
# ---
t = (1, 2, 2)
print(t.count(2), t.index(2), t + (3,), t * 2, tuple("ab"), tuple(), tuple([1]), (1, 2) < (1, 3), hash((1, 2)) == hash((1, 2)), (1, (2, 3))[1][0], t[1:], (5,), ((),), 2 in t, max(t), sorted(t, reverse=True), len(t), tuple(x * 2 for x in t))
# ---
(1, 2).index(3)
# ---
(1, 2).append(3)
# ---
(1, 2)[5]
# ---
(1,) + 2
# ---
(1, 2) < 3
# ---
tuple(5)
# ---
hash(([],))
# ---
del (1, 2)[0]
# ---
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
    @property
    def first(self): return self[0]
t = T(1, 2)
print(t, t.first, type(t[:1]).__name__, t == (1, 2), len(t), hash(t) == hash((1, 2)), t + (3,), {t: "x"}[(1, 2)], repr(t), isinstance(t, tuple))
a, b = t
print(a, b, "%s-%s" % t)
