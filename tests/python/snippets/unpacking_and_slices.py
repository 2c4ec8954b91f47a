a, b = 1, 2
a, b = b, a
(c, d), e = (3, 4), 5
[f, *g] = "hello"
*h, i = range(4)
j, *k, l = 1, 2
print(a, b, c, d, e, f, g, h, i, j, k, l)
# ---
a, *b = []
# ---
a, b, *c = [1]
# ---
a, b = {"x": 1, "y": 2}
(p, *q), r = [1, 2, 3], 4
x = y = z = [0]
x.append(1)
print(a, b, p, q, r, z)
# ---
a, b = 1, 2, 3
# ---
a, b, c = 1, 2
# ---
(a, b), c = 1, 2
# ---
a, b = 5
# ---
a, b = None
# ---
*a, = 1, 2
print(a)
*a, b, c = "xyz"
print(a, b, c)
# ---
*a = 1
# ---
*a, *b = 1, 2
# ---
print([*range(3), *"ab"], (*[1], 2, *(3,)), {*[1, 1, 2]}, {**{"a": 1}, "b": 2, **{"a": 3}})
# ---
[*5]
# ---
{**5}
# ---
{**[1]}
# ---
print(*[1, 2], *"ab", sep="-")
print(*[], sep="x")
# ---
for i, (a, b) in enumerate([(1, 2), (3, 4)]): print(i, a, b)
for k, *v in [(1, 2, 3), (4,)]: print(k, v)
# ---
for a, b in [1, 2]: pass
# ---
for x, in [(1,), (2,)]: print(x)
# ---
i = 0
l = [10, 20, 30]
i, l[i] = 1, 99
print(i, l)
# ---
l = [1, 2, 3, 4, 5]
l[1:3] = "abc"
print(l)
l[::2] = [0] * 3 if len(l) == 5 else [0, 0, 0]
print(l)
l[5:] = [7, 7]
l[:0] = [-1]
print(l)
del l[::3]
print(l)
# ---
l = [1, 2, 3, 4]
l[::2] = [1]
# ---
l = [1, 2]
l[0:1] = 5
# ---
l = [1, 2]
l["a":]
# ---
l = [1, 2, 3]
print(l[-10:10], l[5:], l[:-1], l[-2:], l[::-1], l[2:0:-1], l[None:None:None], l[True:], l[:100:2], l[-1:-4:-1])
# ---
l = [1, 2, 3]
l[3] = 4
# ---
l = [1, 2, 3]
del l[3]
# ---
del l
# ---
l = [1]
del l[0], l
print("l" in globals())
# ---
x, y, z = 1, 2, 3
del (x, y), [z]
x
# ---
d = {"a": 1}
del d["a"]
del d["a"]
# ---
s = slice(1, 10, 2)
print(s, s.start, s.stop, s.step, s.indices(5), slice(3), slice(None, None, -1).indices(4), s == slice(1, 10, 2), list(range(20))[s])
# ---
hash(slice(1))
# ---
slice()
# ---
slice(1).indices(-1)
# ---
class A:
    def __getitem__(self, k): return k
a = A()
print(a[1:2], a[::], a[1, 2:3], a[...], a[:, 1], a[()], a["x":"y":"z"])
# ---
class L:
    def __setitem__(self, k, v): print("set", k, v)
    def __delitem__(self, k): print("del", k)
l = L()
l[1:2] = 3
l[0], l["k"] = 1, 2
del l[1], l[2:]
# ---
l = list(range(10))
l[2:5] = []
l[1:1] = [100]
l += (1, 2)
l *= 2
print(l, len(l))
# ---
t = (1, 2, 3)
print(t[0], t[-1], t[1:], t + (4,), t * 2, 2 in t, t[::-1], t == (1, 2, 3), (1,), ())
t += (5,)
print(t)
# ---
r = range(10, 0, -3)
print(r, list(r), r[1], r[-1], r[1:], r[::-1], len(r), 7 in r, 8 in r, r.index(4), r.count(1), r.start, r.stop, r.step, range(3) == range(0, 3, 1), range(0) == range(2, 2), hash(range(3)) == hash(range(0, 3)))
# ---
range(3)[5]
# ---
range(3).index(7)
# ---
range(1, 2, 0)
# ---
range()
# ---
range(1, 2, 3, 4)
# ---
range("a")
# ---
range(3)[0] = 1
# ---
print(range(10**20)[10**19], 10**19 in range(10**20), len(range(0, 10**18, 10**17)), range(-5, 5)[::3], list(range(5, 5)))
# ---
a = [1, 2, 3]
b = a
b += [4]
c = a[:]
c.append(5)
a = a + [6]
print(a, b, c)
# ---
t = ([],)
try: t[0] += [1]
except TypeError as e: print(e, t)
# ---
a = b = c = 0
a += 1; b -= 1; c |= 6; c ^= 3; c <<= 2; c >>= 1; c &= 14
d = 7; d //= 2; d **= 3; d %= 10; d /= 2
print(a, b, c, d)
# ---
x = [[0] * 2 for _ in range(2)]
y = [[0] * 2] * 2
x[0][0] = y[0][0] = 1
print(x, y)
# ---
if (n := len("hello")) > 3: print(n)
while (c := n) > 3: n -= 1; print(c, end=" ")
print([y := 5, y ** 2], (z := 3) + z)
# ---
x := 5
# ---
(x.y := 5)
# ---
(x[0] := 5)
# ---
x = (y := 5) = 3
# ---
1 = x
# ---
x + 1 = 2
# ---
"a" = 1
# ---
None = 1
# ---
True = 1
# ---
f() += 1
# ---
(a, b) += 1
# ---
[a, b] += 1
# ---
a, b += 1, 2
# ---
x = 1 if 2
# ---
del f()
# ---
del 1
# ---
del (a + b)
# ---
a = *b
# ---
print(*a for a in b)
# ---
x = [1, 2
y = 3
# ---
x = (1, 2]
# ---
x = 5 5
# ---
x = a b
# ---
if x = 5: pass
# ---
while x = 5: pass
# ---
x == 5 = y
# ---
for 1 in x: pass
# ---
for x in y
    pass
# ---
if True
    pass
# ---
if True:
pass
# ---
  x = 1
# ---
if True:
    x = 1
   y = 2
# ---
x = 'abc
# ---
x = """abc
# ---
x = 5 +
# ---
x = 0777
# ---
x = 1_
# ---
x = 1__0
# ---
x = 0x
# ---
x = 0b2
# ---
x = 0o8
# ---
x = 1abc
# ---
x = 1e
# ---
x = $
# ---
x = ?
# ---
x = “quoted”
# ---
x = a!b
# ---
x = "a\xg"
# ---
x = "\u12"
# ---
x = b"é"
# ---
x = b"\xg"
# ---
import
# ---
from x import
# ---
from x import (a, b
# ---
import a as
# ---
import a.b as c.d
# ---
from . import *
# ---
def f():
    from math import *
# ---
from __future__ import nope
# ---
x = 1
from __future__ import annotations
# ---
break
# ---
continue
# ---
if 1:
    break
# ---
def f():
    for x in y: pass
    continue
# ---
print "hello"
# ---
print 5
# ---
exec "code"
# ---
else: pass
# ---
x = {1: 2, 3}
# ---
x = {1, 2: 3}
# ---
x = {**a, *b}
# ---
x = {1:}
# ---
x = {1: *a}
# ---
x = [1,, 2]
# ---
x = (,)
# ---
f(,)
# ---
f(a b)
# ---
f(a=)
# ---
f(1=2)
# ---
f(a.b=2)
# ---
f(True=1)
# ---
class A: x = 1 y = 2
# ---
x = not
# ---
x = 1 < > 2
# ---
x = 1 <> 2
# ---
x++
# ---
x = 5 if True else
# ---
a = 1 b = 2
# ---
assert x = 1
# ---
assert
# ---
del
# ---
return = 5
# ---
class = 5
# ---
lambda = 5
# ---
pass x
# ---
global x, 
# ---
with open("x") as 5: pass
# ---
async x = 1
# ---
@5 +
def f(): pass
# ---
@deco
x = 1
# ---
try:
    x = 1
y = 2
# ---
while True: print("x"
# ---
x = "unclosed 'quote
y = 1
# ---
x = f(
    1,
    2
y = 3
# ---
def f(x):
    return x
 y = 1
# ---
	x = 1
# ---
if 1:
	x = 1
        y = 2
# ---
x = 1 \ 
y = 2
# ---
x = \
