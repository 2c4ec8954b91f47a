a, b = {1, 2, 3}, {3, 4}
print(a | b, a & b, a - b, a ^ b, a.union([9], (8,)), a.intersection(b, [3]), a.difference(b), a.symmetric_difference(b), a <= {1, 2, 3, 4}, a < a, a >= {1}, a > {1}, a.issubset(a), a.issuperset([1]), a.isdisjoint([7]), a == {3, 2, 1}, 2 in a, len(a))
# ---
s = set()
s.add(1); s.add(1); s.add("a" * 0 or 5)
s.discard(99); s.remove(1)
s.update([7, 8], (9,))
print(s, s.pop() in (5, 7, 8, 9), len(s), s.copy() == s)
s.intersection_update([7, 8, 9]); s.difference_update([9]); s.symmetric_difference_update([100])
print(sorted(s), s.clear(), s, set("hello") == set("ohel"))
# ---
s = {1, 2}
s |= {3}; s &= {2, 3, 4}; s -= {4}; s ^= {2, 9}
print(s, set(), {*()}, set([1, 1]), frozenset(), frozenset([1]), frozenset({2}) | {3}, {3} | frozenset({2}), type({3} | frozenset()).__name__, type(frozenset() | {3}).__name__)
# ---
print(set(range(20)), {10, 5, 3, 8, 1}, {100, 50, 33, 64, 7}, {-1, -2, 0}, {2 ** 40, 2 ** 41, 3}, {1.5, 2.5, 1}, {True, 2, 0}, {None} , {(1, 2), (0,)})
# ---
s = set(range(10))
for i in (0, 3, 5): s.remove(i)
s.add(100); s.add(17); s.add(33); s.add(0)
print(s, list(s), s - {1}, s | {64}, s & {100, 17, 33, 4})
# ---
s = set(range(100))
s -= set(range(0, 100, 2))
s.add(200)
print(list(s)[:10], len(s), list(s)[-3:])
s = {i * 7 % 101 for i in range(30)}
print(s)
while len(s) > 20: s.pop()
print(s)
# ---
s = {8, 16, 24, 32, 0}
print(s)
s.remove(16); s.add(48); s.add(16)
print(s, set(s), frozenset(s), s.copy(), set(list(s)), {*s}, s | set(), s.union(), {x for x in s})
# ---
s = {1, 17, 33}
s.remove(1)
print(s); s.add(49); print(s); s.add(1); print(s)
s.discard(17); s.add(65); print(s)
# ---
set([[]])
# ---
{1} | [2]
# ---
{1} + {2}
# ---
{1} < [1]
# ---
{1}[0]
# ---
{1}.remove(2)
# ---
{1}.remove([])
# ---
set().pop()
# ---
set(5)
# ---
set(1, 2)
# ---
{1}.add()
# ---
{1}.union(5)
# ---
{{1}}
# ---
hash({1})
# ---
frozenset().add(1)
# ---
{1}.nope
# ---
{1}.issubset(5)
# ---
s = {1}
s |= [2]
# ---
print(hash(frozenset([1, 2])) == hash(frozenset([2, 1])), {frozenset([1]): "x"}[frozenset([1])], frozenset([1]) == {1}, {frozenset({1}), frozenset({1})}, {1} in [{1}], frozenset({1}) in {frozenset({1})}, {1} in {frozenset({1})})
# ---
print(bool(set()), repr(set()), str({1}), repr(frozenset()), repr(frozenset({1})), {1} != {2}, {1, 2} >= {1}, set("ab").isdisjoint("cd"), sorted({3, 1, 2}, reverse=True), max({1, 5}), sum({1, 2}), len({1, 1.0, True}))
# ---
class S(set):
    def add(self, x): super().add(x * 2)
s = S([1])
s.add(5)
print(s, type(s | {1}).__name__, isinstance(s, set), 10 in s, s == {1, 10}, len(s), sorted(s), repr(S()))
# ---
class F(frozenset): pass
f = F("ab")
print(len(f), "a" in f, f == frozenset("ab"), type(f | f).__name__, hash(f) == hash(frozenset("ab")), repr(F()))
# ---
print({1, 2} - {2}, {1}.difference([1], [2]), {1}.intersection(), set().union("ab", [1]) == {"a", "b", 1}, {1} & frozenset({1}), {1, 2, 3}.symmetric_difference([3, 4]), {x % 3 for x in range(9)})
# ---
seen, dupes = set(), []
for x in [1, 2, 1, 3, 2]:
    if x in seen: dupes.append(x)
    seen.add(x)
print(dupes, seen, list(dict.fromkeys([3, 1, 3])))
# ---
it = iter({1, 2})
print(next(it), next(it), next(it, None), type(it).__name__)
s = {1}
for x in s: s.discard(x)
print(s)
# ---
s = {1, 2, 3}
for x in s: s.remove(x)
# ---
print({1: 2}.keys() - {1}, {1, 2} - {1: 0}.keys(), set({1: 2}), {1} | {2: 3}.keys(), {1: 2}.items() & {(1, 2)}, type({1: 2}.keys() | set()).__name__)
# ---
vowels = set("aeiou")
print({w: len(vowels & set(w)) for w in ["hello", "sky"]}, sorted(set("hello") - vowels), vowels.issuperset("ae"))
# ---
words = set("the quick brown fox the end".split())
words.discard("end"); words.add("dog")
print(sorted(words), len(words), "fox" in words, sorted(words & {"dog", "cat"}), sorted(words ^ {"dog", "cat"}))
