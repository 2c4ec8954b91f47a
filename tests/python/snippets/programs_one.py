class Account:
    interest = 0.02
    def __init__(self, owner, balance=0):
        self.owner = owner
        self._balance = balance
        self.history = []
    @property
    def balance(self):
        return self._balance
    def deposit(self, amount):
        if amount <= 0:
            raise ValueError("Deposit must be positive")
        self._balance += amount
        self.history.append(("deposit", amount))
        return self
    def withdraw(self, amount):
        if amount > self._balance:
            raise InsufficientFunds(self._balance, amount)
        self._balance -= amount
        self.history.append(("withdraw", amount))
    def __repr__(self):
        return f"Account({self.owner!r}, {self._balance:.2f})"
class InsufficientFunds(Exception):
    def __init__(self, balance, amount):
        super().__init__(f"Need {amount - balance} more")
        self.short = amount - balance
a = Account("Ann", 100)
a.deposit(50).deposit(25.5)
print(a, a.balance, a.history)
try:
    a.withdraw(1000)
except InsufficientFunds as e:
    print("Error:", e, e.short)
try:
    a.balance = 5
except AttributeError as e:
    print(e)
a.deposit(-5)
# ---
def is_prime(n):
    if n < 2: return False
    for d in range(2, int(n ** 0.5) + 1):
        if n % d == 0: return False
    return True
print([n for n in range(50) if is_prime(n)])
def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0:2] = [False, False]
    for p in range(2, int(limit ** .5) + 1):
        if flags[p]:
            flags[p * p::p] = [False] * len(flags[p * p::p])
    return [i for i, f in enumerate(flags) if f]
print(sieve(60) == [n for n in range(61) if is_prime(n)], len(sieve(1000)))
def factors(n):
    result, d = {}, 2
    while n > 1:
        while n % d == 0:
            result[d] = result.get(d, 0) + 1
            n //= d
        d += 1
    return result
print(factors(360), factors(97), " * ".join(f"{p}^{e}" if e > 1 else str(p) for p, e in factors(5040).items()))
def gcd(a, b): return a if b == 0 else gcd(b, a % b)
print(gcd(48, 18), gcd(17, 5), 48 * 18 // gcd(48, 18))
# ---
text = """the quick brown fox
jumps over the lazy dog
the end"""
words = text.split()
counts = {}
for w in words: counts[w] = counts.get(w, 0) + 1
for w, c in sorted(counts.items(), key=lambda kv: (-kv[1], kv[0]))[:4]: print(f"{w:<8}{c:>3} {'#' * c}")
print(max(counts, key=counts.get), {len(w) for w in words} == {3, 4, 5}, {w: len(w) for w in words if len(w) > 3})
longest = max(words, key=len); print(longest, words.index(longest), text.count("the"), text.title().splitlines()[1])
from itertools import groupby
print({k: list(g) for k, g in groupby(sorted(set(words), key=lambda w: (len(w), w)), key=len)})
vowels = sum(ch in "aeiou" for ch in text); print(vowels, len(text), "".join(sorted(set(text) - {"\n", " "})))
# ---
matrix = [[1, 2, 3], [4, 5, 6], [7, 8, 9]]
print([list(r) for r in zip(*matrix)], [row[::-1] for row in matrix], [x for row in matrix for x in row], sum(matrix[i][i] for i in range(3)))
def multiply(a, b): return [[sum(x * y for x, y in zip(row, col)) for col in zip(*b)] for row in a]
print(multiply(matrix, matrix))
for row in matrix: print(" ".join(f"{v:3d}" for v in row))
grid = [["."] * 5 for _ in range(3)]; grid[1][2] = "X"; print("\n".join("".join(r) for r in grid))
bad = [[0] * 2] * 2; bad[0][0] = 1; print(bad)
matrix[3][0]
# ---
class Stack:
    def __init__(self): self.items = []
    def push(self, x): self.items.append(x)
    def pop(self):
        if not self.items: raise IndexError("pop from empty stack")
        return self.items.pop()
    def __len__(self): return len(self.items)
    def __bool__(self): return bool(self.items)
def balanced(text):
    pairs, s = {")": "(", "]": "[", "}": "{"}, Stack()
    for c in text:
        if c in "([{": s.push(c)
        elif c in pairs:
            if not s or s.pop() != pairs[c]: return False
    return not s
print([balanced(t) for t in ["()[]{}", "([)]", "((", "", "{[()]}"]])
def evaluate(expr):
    s = []
    for t in expr.split():
        if t in "+-*/":
            b, a = s.pop(), s.pop()
            s.append({"+": a + b, "-": a - b, "*": a * b, "/": a / b if b else None}[t])
        else: s.append(float(t))
    return s.pop()
print(evaluate("3 4 + 2 *"), evaluate("10 2 8 * + 3 -"))
Stack().pop()
# ---
class Node:
    def __init__(self, value): self.value, self.next = value, None
class LinkedList:
    def __init__(self, *values):
        self.head = None; self.size = 0
        for v in values: self.append(v)
    def append(self, v):
        node = Node(v); self.size += 1
        if self.head is None: self.head = node; return
        cur = self.head
        while cur.next: cur = cur.next
        cur.next = node
    def __iter__(self):
        cur = self.head
        while cur: yield cur.value; cur = cur.next
    def __len__(self): return self.size
    def __getitem__(self, i):
        if isinstance(i, slice): return LinkedList(*list(self)[i])
        for k, v in enumerate(self):
            if k == i: return v
        raise IndexError(f"index {i} out of range")
    def reverse(self):
        prev, cur = None, self.head
        while cur: cur.next, prev, cur = prev, cur, cur.next
        self.head = prev
    def __str__(self): return " -> ".join(map(str, self)) or "empty"
    def __contains__(self, v): return any(x == v for x in self)
l = LinkedList(1, 2, 3); l.append(4); print(l, len(l), 3 in l, l[1], l[1:3]); l.reverse(); print(l, list(l), LinkedList())
a, *rest = l; print(a, rest, sorted(l), sum(l), dict(enumerate(l)))
l[10]
# ---
class Tree:
    def __init__(self, v, left=None, right=None): self.v, self.left, self.right = v, left, right
    def insert(self, v):
        side = "left" if v < self.v else "right"
        child = getattr(self, side)
        if child is None: setattr(self, side, Tree(v))
        else: child.insert(v)
    def __iter__(self):
        if self.left: yield from self.left
        yield self.v
        if self.right: yield from self.right
    def depth(self): return 1 + max(self.left.depth() if self.left else 0, self.right.depth() if self.right else 0)
root = Tree(50)
for v in [30, 70, 20, 40, 60, 80]: root.insert(v)
print(list(root), root.depth(), max(root), 40 in root, [v for v in root if v > 45])
from collections import deque
def bfs(t):
    q, out = deque([t]), []
    while q:
        n = q.popleft(); out.append(n.v)
        q.extend(c for c in (n.left, n.right) if c)
    return out
print(bfs(root))
graph = {"A": ["B", "C"], "B": ["D"], "C": ["D", "E"], "D": ["F"], "E": ["F"], "F": []}
def path(g, a, b, seen=()):
    if a == b: return [a]
    for n in g[a]:
        if n not in seen and (p := path(g, n, b, seen + (a,))): return [a] + p
print(path(graph, "A", "F"), path(graph, "F", "A"))
def dfs(n, seen=None):
    seen = seen if seen is not None else []
    if n not in seen:
        seen.append(n)
        for m in graph[n]: dfs(m, seen)
    return seen
print(dfs("A"))
path(graph, "Z", "A")
# ---
def fibonacci():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b
from itertools import islice, takewhile
print(list(islice(fibonacci(), 10)), [f for f in takewhile(lambda x: x < 100, fibonacci()) if f % 2])
def running_average():
    total = count = 0; average = None
    while True:
        value = yield average
        total += value; count += 1; average = total / count
avg = running_average(); next(avg); print([avg.send(v) for v in (10, 20, 30)])
def chunks(seq, n):
    for i in range(0, len(seq), n): yield seq[i:i + n]
print(list(chunks("abcdefg", 3)), list(chunks([1, 2, 3], 5)))
def flatten(x):
    for item in x:
        if isinstance(item, (list, tuple)): yield from flatten(item)
        else: yield item
print(list(flatten([1, [2, (3, [4])], 5])), sum(x * x for x in range(5)), (x for x in ()).__next__ is not None)
avg.send("x")
# ---
import time, functools
def timed(f):
    @functools.wraps(f)
    def wrapper(*args, **kwargs):
        start = time.perf_counter(); result = f(*args, **kwargs); wrapper.calls += 1
        return result
    wrapper.calls = 0
    return wrapper
def validate(**types):
    def deco(f):
        def inner(**kw):
            for k, t in types.items():
                if not isinstance(kw.get(k), t): raise TypeError(f"{k} must be {t.__name__}, got {type(kw.get(k)).__name__}")
            return f(**kw)
        return inner
    return deco
@timed
@validate(name=str, age=int)
def person(name, age): return f"{name} is {age}"
print(person(name="Al", age=3), person.calls, person.__name__)
class retry:
    def __init__(self, times): self.times = times
    def __call__(self, f):
        def inner(*a):
            for attempt in range(1, self.times + 1):
                try: return f(*a)
                except ValueError as e: print("attempt", attempt, "failed:", e)
            raise RuntimeError(f"gave up after {self.times}")
        return inner
@retry(times=2)
def parse(x): return int(x)
print(parse("5"))
try: parse("x")
except RuntimeError as e: print(e, e.__context__)
person(name=5, age=3)
# ---
inventory = {"apple": {"price": 0.5, "qty": 10}, "pear": {"price": 0.75, "qty": 0}}
def buy(name, n=1):
    try:
        item = inventory[name]
        if item["qty"] < n: raise ValueError(f"only {item['qty']} {name}s left")
        item["qty"] -= n
    except KeyError as e:
        return f"no such item: {e}"
    except ValueError as e:
        return str(e)
    else:
        return f"bought {n} {name}{'s' if n != 1 else ''} for ${n * item['price']:.2f}"
    finally:
        print(f"[{name}]", end=" ")
for args in [("apple", 3), ("pear",), ("kiwi",), ("apple",)]: print(buy(*args))
print(f"{'Item':<10}|{'Price':>8}|{'Qty':^5}"); print("-" * 25)
for n, d in inventory.items(): print(f"{n:<10}|{d['price']:>8.2f}|{d['qty']:^5}")
total = sum(d["price"] * d["qty"] for d in inventory.values()); print(f"{total=:.2f} {total!r:>8}")
buy("apple", "3")
# ---
def hanoi(n, a="A", b="B", c="C"):
    if n == 0: return []
    return hanoi(n - 1, a, c, b) + [(a, c)] + hanoi(n - 1, b, a, c)
print(len(hanoi(5)), hanoi(2))
def permutations(s): return [s] if len(s) <= 1 else [c + p for i, c in enumerate(s) for p in permutations(s[:i] + s[i + 1:])]
print(permutations("abc"))
def power_set(s): return [[]] if not s else (r := power_set(s[1:])) + [[s[0]] + x for x in r]
print(power_set([1, 2, 3]))
def collatz(n): return [n] + (collatz(n // 2 if n % 2 == 0 else 3 * n + 1) if n > 1 else [])
print(collatz(6), len(collatz(27)))
def binary(seq, target):
    lo, hi = 0, len(seq) - 1
    while lo <= hi:
        mid = (lo + hi) // 2
        if seq[mid] == target: return mid
        if seq[mid] < target: lo = mid + 1
        else: hi = mid - 1
    return -1
print(binary([1, 3, 5, 7, 9], 7), binary([1, 3], 4))
def bubble(a):
    a = a[:]
    for i in range(len(a)):
        for j in range(len(a) - 1 - i):
            if a[j] > a[j + 1]: a[j], a[j + 1] = a[j + 1], a[j]
    return a
def quick(a): return a if len(a) < 2 else quick([x for x in a[1:] if x < a[0]]) + [a[0]] + quick([x for x in a[1:] if x >= a[0]])
def merge(a):
    if len(a) < 2: return a
    m = len(a) // 2; l, r, out = merge(a[:m]), merge(a[m:]), []
    while l and r: out.append((l if l[0] <= r[0] else r).pop(0))
    return out + l + r
d = [5, 2, 9, 1, 5, 6]; print(bubble(d), quick(d), merge(d), d, sorted(d, reverse=True))
bubble([1, "a"])
# ---
def caesar(text, k):
    out = []
    for ch in text:
        if ch.isalpha():
            base = ord("A") if ch.isupper() else ord("a")
            out.append(chr((ord(ch) - base + k) % 26 + base))
        else: out.append(ch)
    return "".join(out)
print(caesar("Hello, World!", 3), caesar(caesar("Hello", 3), -3))
roman = {1000: "M", 900: "CM", 500: "D", 400: "CD", 100: "C", 90: "XC", 50: "L", 40: "XL", 10: "X", 9: "IX", 5: "V", 4: "IV", 1: "I"}
def to_roman(n):
    out = ""
    for v, s in roman.items():
        count, n = divmod(n, v); out += s * count
    return out
print([to_roman(n) for n in (4, 9, 14, 1994, 2024)])
print(bin(37)[2:].zfill(8), int("ff", 16), oct(8), hex(255), f"{37:08b}", chr(97), ord("z"), [*map(int, "12345")], "".join(reversed("abc")), "racecar" == "racecar"[::-1])
print(*(f"{'Fizz' * (i % 3 == 0)}{'Buzz' * (i % 5 == 0)}" or i for i in range(1, 16)))
import string
pw = "Abc123!"; print(all([any(c in s for c in pw) for s in (string.ascii_uppercase, string.digits, string.punctuation)]), len(pw) >= 8)
ord("")
# ---
from dataclasses import dataclass, field
from typing import Optional
from enum import Enum
class Status(Enum):
    TODO = "todo"; DONE = "done"
    def __str__(self): return self.value.upper()
@dataclass
class Task:
    title: str
    status: Status = Status.TODO
    tags: list[str] = field(default_factory=list)
    parent: Optional["Task"] = None
    def finish(self): self.status = Status.DONE; return self
    @property
    def path(self): return (f"{self.parent.path}/" if self.parent else "") + self.title
tasks = [Task("home"), Task("clean", tags=["urgent"])]; tasks[1].parent = tasks[0]; tasks[0].finish()
print(tasks[1].path, [str(t.status) for t in tasks], tasks[0]); print(tasks[1])
by = {s: [t.title for t in tasks if t.status is s] for s in Status}; print(by)
print(sorted(tasks, key=lambda t: t.title)[0].title, Task("x") == Task("x"), Task("x") == Task("y"))
Status("nope")
# ---
import json, datetime
class Encoder(json.JSONEncoder):
    def default(self, o):
        if isinstance(o, (datetime.date, datetime.datetime)): return o.isoformat()
        if hasattr(o, "__dict__"): return vars(o)
        return super().default(o)
class User:
    def __init__(self, name, born): self.name, self.born = name, born
u = User("Zoë", datetime.date(1990, 5, 17)); s = json.dumps([u, {"when": datetime.datetime(2024, 1, 1, 12)}], cls=Encoder, indent=2, ensure_ascii=False); print(s)
back = json.loads(s); print(back[0]["name"], datetime.date.fromisoformat(back[0]["born"]).year, type(back))
age = (datetime.date(2024, 5, 16) - u.born).days // 365; print(age, u.born.strftime("%d %B %Y"), f"{u.born:%A}")
json.dumps({"x": {1, 2}}, cls=Encoder)
# ---
def process(order):
    match order:
        case {"type": "book", "title": str(title), **rest}: return f"book {title} {rest}"
        case {"type": "food" | "drink" as kind, "qty": int(q)} if q > 0: return f"{q} of {kind}"
        case ["cancel", *ids] if ids: return f"cancel {ids}"
        case ["cancel"]: return "cancel nothing"
        case (x, y): return f"pair {x} {y}"
        case str() | bytes() as s: return f"text {s!r}"
        case None | True | False: return "constant"
        case int(n) | float(n): return f"number {n}"
        case []: return "empty"
        case _: return f"unknown {type(order).__name__}"
for o in [{"type": "book", "title": "X", "p": 1}, {"type": "food", "qty": 2}, {"type": "food", "qty": 0}, ["cancel", 1, 2], ["cancel"], (1, 2), "hi", b"b", None, True, 5, 2.5, [], [1, 2, 3], {1}, {}]: print(process(o))
# ---
squares = {x: x ** 2 for x in range(5)}; print(squares, {v: k for k, v in squares.items()}, [x if x % 2 else -x for x in range(5)], {x % 3 for x in range(10)}, [(x, y) for x in range(3) for y in range(x)], [[j for j in range(i)] for i in range(3)])
print(list(map(lambda p: p[0] * p[1], zip([1, 2], [3, 4]))), list(filter(str.isupper, "aBcD")), sorted({"b": 1, "a": 2}.items(), key=lambda kv: kv[1], reverse=True), any(x > 3 for x in [1, 5]), all([]), [*enumerate("ab", start=1)], dict(zip("abc", range(3))), list(reversed([1, 2])), sum([[1], [2]], []))
names = ["Al", "Bo"]; ages = [1, 2]
for i, (n, a) in enumerate(zip(names, ages), 1): print(f"{i}. {n} ({a})", end="; ")
print(); first, second = names; [x, *_] = ages; print(first, second, x); a, b = 1, 2; a, b = b, a; print(a, b)
if (n := len(names)) > 1: print(f"{n} names")
while (line := names.pop() if names else None): print("line", line)
print([y := 5, y ** 2], y, 1 < 2 < 3, 1 < 3 > 2, not 0 or None, 5 and 0, [] or "default", "a" if [] else "b", None is None, 3 == 3.0, True + True)
x = y = [1]; x += [2]; print(y, x is y); t = (1, [2]); t[1].append(3); print(t)
try: t[1] += [4]
except TypeError as e: print(e, t)
for i in range(3):
    if i == 5: break
else: print("no break")
del squares[0], squares[1]; print(squares); names.append(1); names.extend("ab"); names.insert(0, "z"); print(names, names.pop(0), names)
names[5]
