while True: pass
#
while True:
    try:
        while True: pass
    except BaseException:
        print('caught')
#
try:
    while True: pass
finally:
    print('caught')
#
while True:
    try:
        raise ValueError
    except ValueError:
        pass
    finally:
        continue
#
class Swallow:
    def __enter__(self): return self
    def __exit__(self, *args):
        print('caught')
        return True
with Swallow():
    while True: pass
#
import contextlib
with contextlib.suppress(BaseException):
    while True: pass
print('caught')
#
def gen():
    while True:
        yield 1
for x in gen(): pass
#
def gen():
    while True:
        try:
            yield 1
        except BaseException:
            print('caught')
sum(gen())
#
def ping():
    while True:
        yield from pong()
def pong():
    yield 1
for x in ping(): pass
#
import itertools
sum(itertools.count())
#
import itertools
max(itertools.count())
#
import itertools
for x in itertools.cycle([1]): pass
#
import itertools
all(itertools.repeat(1))
#
import itertools
list(itertools.dropwhile(lambda x: True, itertools.count()))
#
import itertools
list(itertools.filterfalse(None, itertools.repeat(1)))
#
import itertools
next(itertools.filterfalse(None, itertools.repeat(1)))
#
import itertools
1 in itertools.repeat(2)
#
import itertools
2 in (x for x in itertools.repeat(1))
#
import itertools
next(itertools.islice(itertools.count(), 10**12, None))
#
import itertools
for _ in zip(itertools.count(), itertools.repeat(1)): pass
#
import collections, itertools
collections.deque(itertools.count(), maxlen=0)
#
import functools, itertools
functools.reduce(lambda a, b: b, itertools.count())
#
class It:
    def __iter__(self): return self
    def __next__(self): return 1
for x in It(): pass
#
class It:
    def __getitem__(self, i): return 1
for x in It(): pass
#
import re
re.match(r'(a+)+$', 'a' * 40 + 'b')
#
import re
re.search(r'(.*)*x', 'a' * 200)
#
import re
re.match(r'(a|aa)+$', 'a' * 60 + 'b')
#
import re
re.match(r'(?:a?){30}a{30}', 'a' * 29)
#
import re
re.sub(r'(x*)*y', '', 'x' * 5000)
#
import re
re.findall(r'(a*)*b', 'a' * 50)
#
pow(3, 10**6, 10**4000 + 7)
while True: pass
#
x = 7
while True:
    x = x * x % (10 ** 3000)
#
class K:
    def __lt__(self, other):
        while True: pass
sorted([K(), K(), K()])
#
sorted([3, 1, 2], key=lambda x: [y for y in iter(int, 1)])
#
class H:
    def __hash__(self):
        while True: pass
{H(): 1}
#
class E:
    def __eq__(self, other):
        while True: pass
E() in [E(), E()]
#
class B:
    def __bool__(self):
        while True: pass
not B()
#
class L:
    def __len__(self):
        while True: pass
len(L())
#
class R:
    def __repr__(self):
        while True: pass
print([R()])
#
class S:
    def __str__(self):
        while True: pass
f'{S()}'
#
class F:
    def __format__(self, spec):
        while True: pass
format(F(), 'x')
#
class A:
    def __getattr__(self, name):
        while True: pass
hasattr(A(), 'x')
print('caught')
#
class A:
    @property
    def x(self):
        while True: pass
getattr(A(), 'x', None)
print('caught')
#
class I:
    def __init__(self):
        while True: pass
I()
#
class M(type):
    def __new__(mcs, *args):
        while True: pass
class C(metaclass=M): pass
#
class D:
    def __set_name__(self, owner, name):
        while True: pass
class C:
    x = D()
#
class C:
    def __init_subclass__(cls):
        while True: pass
class D(C): pass
#
class E(Exception):
    def __str__(self):
        while True: pass
try:
    raise E
except E as e:
    str(e)
#
import datetime
d = datetime.date(2020, 1, 1)
while True:
    d += datetime.timedelta(days=1)
    if d.year > 2030: d = datetime.date(2020, 1, 1)
#
import decimal
x = decimal.Decimal(1)
while True: x = x / 3 + 1
#
n = 0
while True:
    n += [i for i in range(100) for j in range(100)][0]
#
[None for a in range(10**4) for b in range(10**4) if False]
#
any(False for a in range(10**4) for b in range(10**4))
#
def f():
    while True:
        try:
            return
        finally:
            continue
f()
#
def f():
    try:
        f()
    except RecursionError:
        f()
    finally:
        f()
f()
#
exec('while True: pass')
#
eval('[0 for _ in iter(int, 1)]')
#
x = [1]
for y in x:
    x.insert(0, y)
    del x[0]
    x.append(1)
    x = x
    if len(x) > 10:
        x.clear(); x.append(1)
        for z in iter(int, 1): pass
#
import random
while True: random.random()
#
import hashlib
while True: hashlib.sha256(b'x' * 1000).hexdigest()
#
import hashlib
hashlib.pbkdf2_hmac('sha256', b'x', b'y', 10**12)
#
import json
while True: json.loads(json.dumps({'a': [1, 2, 3]}))
#
import string, copy
x = [list(range(100))]
while True: copy.deepcopy(x)
#
import uuid
while True: uuid.uuid4()
#
import math
math.comb(10**9, 10**8)
#
s = 'ab' * 100000
while True: s.replace('a', 'c')
#
s = 'ab' * 100000
while True: s.find('zz')
#
s = 'ab' * 100000
while True: s in s + 'x'
#
s = 'ab' * 100000
while True: s.upper()
#
s = 'ab' * 100000
while True: s == s[1:]
#
s = 'ab' * 100000
while True: s.split('a')
#
s = 'ab' * 100000
while True: s.strip('ab')
#
s = 'ab' * 100000
while True: s[::-1]
#
s = 'ab' * 100000
while True: s.encode().decode()
#
s = 'ab' * 100000
while True: hash(s); {s: 1}
#
s = 'ab' * 100000
while True: s.count('a')
#
s = 'é' * 100000
while True: len(s)
#
s = 'é' * 100000
while True: s[50000]
#
s = 'é' * 100000
while True: list(s)
#
x = list(range(100000))
while True: x == list(x)
#
x = list(range(100000))
while True: x.copy()
#
x = list(range(100000))
while True: x.reverse()
#
x = list(range(100000))
while True: x[:]
#
x = list(range(100000))
while True: tuple(x)
#
x = list(range(100000))
while True: sum(x)
#
x = list(range(100000))
while True: min(x)
#
x = list(range(100000))
while True: x.index(99999)
#
x = list(range(100000))
while True: del x[0]; x.append(1)
#
x = list(range(100000))
while True: x.pop(0); x.append(1)
#
x = list(range(100000))
while True: x.remove(99999); x.append(99999)
#
x = list(range(100000))
while True: x[0:1] = [1]
#
x = list(range(100000))
while True: x.sort()
#
x = set(range(100000))
while True: x | x
#
x = set(range(100000))
while True: x & x
#
x = set(range(100000))
while True: x - x
#
x = set(range(100000))
while True: x == set(x)
#
x = set(range(100000))
while True: x.union(x)
#
x = set(range(100000))
while True: x.issubset(x)
#
x = set(range(100000))
while True: frozenset(x)
#
x = set(range(100000))
while True: x.copy()
#
x = set(range(20000))
while True: next(iter(x))
#
x = dict.fromkeys(range(100000))
while True: dict(x)
#
x = dict.fromkeys(range(100000))
while True: x.copy()
#
x = dict.fromkeys(range(100000))
while True: {**x}
#
x = dict.fromkeys(range(100000))
while True: x | x
#
x = dict.fromkeys(range(100000))
while True: x == dict(x)
#
x = dict.fromkeys(range(100000))
while True: list(x.items())
#
x = dict.fromkeys(range(100000))
while True: x.update(x)
#
x = dict.fromkeys(range(100000))
while True: del x[next(iter(x))]; x[len(x) + 10**6] = 1
#
x = tuple(range(100000))
while True: hash(x)
#
x = tuple(range(100000))
while True: {x: 1}
#
x = tuple(range(100000))
while True: x + x
#
x = b'ab' * 100000
while True: x.hex()
#
def f(*args): pass
x = list(range(100000))
while True: f(*x)
#
def f(**kw): pass
x = {str(i): i for i in range(10000)}
while True: f(**x)
#
x = 10**4000
while True: str(x)
#
x = '9' * 4000
while True: int(x)
#
x = 1 << 1000000
while True: x + 1
#
x = 1 << 1000000
while True: x >> 1
#
x = 1 << 1000000
while True: x % 7
#
x = 1 << 1000000
while True: x == x + 0
#
x = 1 << 1000000
while True: bin(x)
#
x = 1 << 1000000
while True: float(1) < x
#
x = 3 ** 100000
x // (x // 3 + 1)
while True: x // 7 ** 20000
#
import textwrap
while True: textwrap.dedent('x' * 100000)
#
'%d' * 0
while True: '%s' % ('x' * 100000)
#
while True: 'x{}'.format('x' * 100000)
#
s = 'x,' * 50000
while True: ','.join(s.split(','))
#
import datetime
while True: datetime.datetime.now().strftime('%Y' * 10000)
#
import base64
s = b'x' * 100000
while True: base64.b64decode(base64.b64encode(s))
#
import operator
while True: operator.add('x' * 100000, 'y')
