numbers = [1, 2, 3]
for i in range(len(numbers) + 1):
    print(numbers[i])
# ---
age = "25"
print("In ten years: " + (int(age) + 10))
# ---
def greet(name):
    print("Hello " + nmae)
greet("x")
# ---
import maths
# ---
print("a" + 5)
# ---
print(5 + "a")
# ---
x = int("12.5")
# ---
d = {"a": 1}
print(d["b"])
# ---
d = {"a": 1}
print(d.b)
# ---
"abc".push("d")
# ---
[1, 2].push(3)
# ---
lst = [1, 2, 3]
lst.remove(5)
# ---
t = (1, 2)
t[0] = 5
# ---
t = (1, 2)
t.append(3)
# ---
for x in 5:
    print(x)
# ---
print(len(5))
# ---
def f(x): return x * 2
print(f())
# ---
def f(x): return x * 2
print(f(1, 2))
# ---
class Dog:
    def bark():
        print("woof")
Dog().bark()
# ---
class Dog:
    def __init__(self, name):
        self.name = name
Dog()
# ---
class Dog:
    def __init__(self, name):
        name = name
print(Dog("x").name)
# ---
x = None
x.append(1)
# ---
result = [3, 1, 2].sort()
print(result[0])
# ---
print(undefined)
# ---
if True:
print("x")
# ---
def f():
return 1
# ---
print("hello"
# ---
print "hello"
# ---
x = [1, 2
y = 3
# ---
if x = 5:
    pass
# ---
while True print(1)
# ---
for i in range(3)
    print(i)
# ---
def f(x)
    return x
# ---
class A
    pass
# ---
x = 'abc
# ---
x = """abc
# ---
  x = 5
# ---
def f():
    x = 1
      y = 2
# ---
def f():
    x = 1
  y = 2
# ---
x = 5 +
# ---
x = (1, 2))
# ---
x = {1: 2, 3}
# ---
else:
    pass
# ---
return 5
# ---
break
# ---
def f():
    continue
# ---
yield 5
# ---
5 = x
# ---
f() = 3
# ---
x + 1 = 2
# ---
None = 1
# ---
def f(a, a): pass
# ---
def f(a=1, b): pass
# ---
f(a=1, 2)
# ---
f(a=1, a=2)
# ---
import
# ---
from x import
# ---
lambda x: return x
# ---
x = 08
# ---
x = 1__0
# ---
x = 5a
# ---
1.e5x
# ---
"abc" "def
# ---
f"{x"
# ---
f"{}"
# ---
f"{x!z}"
# ---
x = $5
# ---
x = 5?
# ---
a b c
# ---
if True:
# ---
try:
    pass
# ---
try:
    pass
x = 1
# ---
def f():
    global x
    x = 1
    global x
# ---
def f():
    x = 1
    global x
# ---
x: int = 5; print(x); del x; x
# ---
nonlocal x
# ---
class A:
    def f(self):
        super().nope()
A().f()
# ---
async def f(): pass
await f()
# ---
assert (1, "always true")
assert 0, "zero"
# ---
with 5: pass
# ---
with open("x") as f, 5: pass
# ---
raise "error"
# ---
raise
# ---
try:
    int("x")
except ValueError
    pass
# ---
except ValueError: pass
# ---
x = [i for i in range(3) if]
# ---
x = {**1}
# ---
print(*5)
# ---
a, b = 5
# ---
a, b = [1]
# ---
a, b = {1: 2, 3: 4, 5: 6}
# ---
(a, b), c = 1, 2
# ---
*a, *b = [1]
# ---
a = *b
# ---
del 5
# ---
del f()
# ---
x = yield = 5
# ---
if x == 1:
    pass
elseif x == 2:
    pass
# ---
True = 5
# ---
def True(): pass
# ---
class None: pass
# ---
import sys as 5
# ---
print(f"{'a' 'b'!r:>10}" "c" f'{1}')
print(f'{1:{2}{3}}')
# ---
x = 1 if 2
# ---
x = not
# ---
lambda: (yield)
print([(yield 1)])
# ---
match 5:
    case x: pass
    case 5: pass
# ---
match 5:
    case x | 5: pass
# ---
match [1]:
    case [a, a]: pass
