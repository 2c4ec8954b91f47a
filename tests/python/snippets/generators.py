def g():
    yield 1
    yield 2
    return "end"
it = g()
print(next(it), next(it))
next(it)
# ---
def g():
    x = yield "first"
    while x:
        x = yield x * 2
    return "done"
it = g()
print(it.send(None), it.send(2), it.send("ab"))
try:
    it.send(0)
except StopIteration as e:
    print(e.value, e.args)
# ---
def g(): yield
it = g()
it.send(1)
# ---
def inner():
    got = yield 1
    print("inner got", got)
    return "inner result"
def outer():
    result = yield from inner()
    print("outer got", result)
    yield from [10, 20]
    yield from "ab"
    return result
it = outer()
print(next(it), it.send("hello"), list(it))
# ---
def g():
    try:
        yield 1
        yield 2
    except ValueError as e:
        print("caught", e)
        yield "recovered"
    finally:
        print("cleanup")
it = g()
next(it)
print(it.throw(ValueError("boom")))
print(list(it))
# ---
def g():
    try:
        yield 1
    finally:
        print("closed")
it = g()
next(it)
it.close()
print(list(it))
it.close()
# ---
def g():
    try:
        yield 1
    except GeneratorExit:
        yield 2
it = g()
next(it)
it.close()
# ---
def g(): yield 1
g().throw(KeyError("unstarted"))
# ---
def g():
    yield 1
    raise ValueError("inside")
for x in g():
    print(x)
# ---
def g():
    yield 1
    raise StopIteration("no")
list(g())
# ---
def g():
    next(iter([]))
    yield
list(g())
# ---
def count(n=0):
    while True:
        yield n
        n += 1
from itertools import islice
print(list(islice(count(5), 4)), [x for x, _ in zip(count(), "abc")])
it = count()
print(next(it), next(it), next(x for x in it if x > 5), next(it))
# ---
def g(): yield from g2()
def g2(): yield from [1, 2]; return 3
def g3():
    r = yield from g2()
    yield ("r", r)
print(list(g()), list(g3()))
# ---
def g(): yield from 5
list(g())
# ---
def tree(t):
    if isinstance(t, list):
        for x in t: yield from tree(x)
    else:
        yield t
print(list(tree([1, [2, [3, []], 4], [[5]]])))
# ---
def inner():
    try:
        yield 1
    except ValueError:
        yield "inner caught"
def outer(): yield from inner()
it = outer()
next(it)
print(it.throw(ValueError))
# ---
def inner():
    try:
        yield 1
    finally:
        print("inner closed")
def outer():
    try:
        yield from inner()
    finally:
        print("outer closed")
it = outer()
next(it)
it.close()
# ---
class It:
    def __init__(self): self.n = 0
    def __iter__(self): return self
    def __next__(self):
        self.n += 1
        if self.n > 3: raise StopIteration("value")
        return self.n
    def close(self): print("close called")
def g():
    r = yield from It()
    print("r", r)
print(list(g()), list(It()), sum(It()), 2 in It(), [*It()], max(It()))
# ---
squares = (x * x for x in range(5))
print(next(squares), list(squares), list(squares), sum(x for x in range(10) if x % 2), any(x > 3 for x in range(5)), type(squares).__name__)
# ---
print(repr((x for x in [])).split(" at ")[0])
def g(): yield
print(repr(g()).split(" at ")[0], g().__name__, g.__name__, g().gi_frame is None, type(g()))
# ---
def g():
    print("started")
    yield
it = g()
print("made")
next(it, None)
print(next(it, "default"))
# ---
def g():
    it.__next__()
    yield
it = g()
next(it)
# ---
x = 10
gen = (x * i for i in [1, 2, 3])
x = 100
print(list(gen))
# ---
items = [1, 2]
gen = (i for i in items)
items.append(3)
items = None
print(list(gen))
# ---
gen = (i / 0 for i in [1])
print("lazy")
next(gen)
# ---
gen = (i for i in 5)
# ---
def chunks(seq, n):
    for i in range(0, len(seq), n):
        yield seq[i:i + n]
print(list(chunks("abcdefg", 3)), list(chunks([], 2)))
# ---
def averager():
    total = n = 0
    avg = None
    while True:
        total += yield avg
        n += 1
        avg = total / n
a = averager()
next(a)
print(a.send(10), a.send(20), a.send(60))
# ---
def g():
    a = yield
    b = yield a
    yield a, b
it = g()
print(next(it), it.send(1), it.send(2))
# ---
def g():
    with_value = (yield 1) + (yield 2)
    yield with_value
it = g()
print(next(it), it.send(10), it.send(20))
# ---
def g():
    for i in range(3):
        try:
            yield i
        except KeyError as e:
            print("skip", e)
it = g()
print(next(it), it.throw(KeyError, "old style"), next(it))
# ---
def g(): yield 1
it = g()
it.throw(5)
# ---
def g(): return (yield)
it = g()
next(it)
try: it.send("x")
except StopIteration as e: print(repr(e), e.value)
# ---
def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
f = fib()
print([next(f) for _ in range(12)], list(zip(range(3), f)))
# ---
def perm(s):
    if len(s) <= 1: yield s
    else:
        for i in range(len(s)):
            for p in perm(s[:i] + s[i+1:]): yield s[i] + p
print(list(perm("abc")))
# ---
def g():
    try:
        return 1
    finally:
        yield 2
it = g()
print(next(it))
try: next(it)
except StopIteration as e: print(e.value)
# ---
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "empty"))
it2 = iter("ab")
print(iter(it2) is it2, it2.__next__(), [*it2])
# ---
next(iter([]))
# ---
next([1])
# ---
iter(5)
# ---
data = iter([1, 2, 0, 3])
print(list(iter(lambda: next(data), 0)), list(data))
# ---
iter(5, 0)
# ---
d = {"a": 1, "b": 2}
for k in d:
    d["c"] = 3
# ---
d = {"a": 1}
it = iter(d.items())
d.clear()
d["x"] = 1
print(next(it))
# ---
s = {1, 2, 3}
for x in s:
    s.add(x + 10)
# ---
l = [1, 2, 3]
for x in l:
    if x < 3: l.append(x + 10)
    if len(l) > 6: break
print(l)
# ---
def g():
    yield
    return 1
def h():
    x = yield from g()
    return x + "a"
list(h())
# ---
def deep(n):
    if n: yield from deep(n - 1)
    else: raise LookupError("deep")
list(deep(2))
# ---
print([*map(lambda x, y: x + y, [1, 2, 3], [10, 20])], list(zip("ab", [1, 2, 3], (True, False))), list(enumerate("ab", 5)), list(enumerate("ab", start=1)), list(reversed(range(3))), list(filter(None, [0, 1, "", "a"])))
# ---
list(zip([1, 2], [1], strict=True))
# ---
list(zip([1], [1, 2], strict=True))
# ---
list(zip([1], [1], [], strict=True))
# ---
list(zip(5))
# ---
list(map(5, [1]))
# ---
map(str)
# ---
list(map(lambda x: x.y, [1]))
# ---
reversed({1})
# ---
def numbers():
    "Doc."
    yield 1
print(numbers.__doc__, numbers().__class__.__name__, hasattr(numbers(), "send"), hasattr(iter([]), "send"), iter(numbers()).__next__())
# ---
import types
def g(): yield
print(isinstance(g(), types.GeneratorType), isinstance((x for x in ""), types.GeneratorType), isinstance(g, types.FunctionType), types.GeneratorType.__name__)
# ---
def gen():
    while True:
        try:
            x = yield
        except GeneratorExit:
            print("bye")
            raise
it = gen(); next(it); it.close()
# ---
def lines():
    for line in "a=1\n# c\nb=2".splitlines():
        if not line.startswith("#"): yield line
print(dict(line.split("=") for line in lines()), {k: int(v) for k, _, v in (l.partition("=") for l in lines())})
# ---
def a():
    yield 1
    yield 2
x, y = a()
first, *rest = (i for i in range(4))
print(x, y, first, rest, (*a(), 3), [*a(), *a()], {*a()}, dict(zip(a(), a())))
x, y, z = a()
