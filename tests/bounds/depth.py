def f(): f()
f()
#
f = lambda: f()
f()
#
class A:
    def __repr__(self): return repr(self)
repr(A())
#
class A:
    def __str__(self): return str(self)
str(A())
#
class A:
    def __eq__(self, other): return self == other
A() == A()
#
class A:
    def __lt__(self, other): return self < other
A() < A()
#
class A:
    def __getattr__(self, name): return getattr(self, name + 'x')
A().y
#
class A:
    @property
    def x(self): return self.x
A().x
#
class A:
    def __hash__(self): return hash(self)
hash(A())
#
class A:
    def __bool__(self): return bool(self)
bool(A())
#
class A:
    def __len__(self): return len(self)
len(A())
#
class A:
    def __add__(self, other): return self + other
A() + A()
#
class A:
    def __getitem__(self, i): return self[i]
A()[1]
#
class A:
    def __setattr__(self, n, v): self.x = v
A().x = 1
#
class A:
    def __call__(self): return self()
A()()
#
class A:
    def __iter__(self): return iter(self)
iter(A())
#
class A:
    def __contains__(self, x): return x in self
1 in A()
#
class A:
    def __format__(self, s): return format(self, s)
format(A(), '')
#
class A:
    def __init__(self): A()
A()
#
class A:
    def __new__(cls): return cls()
A()
#
class A:
    def __enter__(self):
        with self: pass
    def __exit__(self, *a): pass
with A(): pass
#
class A:
    def __neg__(self): return -self
-A()
#
class A:
    def __next__(self): return next(self)
next(A())
#
def g(): yield from g()
list(g())
#
def g():
    for x in g(): yield x
list(g())
#
def f(x): return sorted([1, 2], key=f)
f(1)
#
def f(x): return list(map(f, [1]))
f(1)
#
def f(x): return max([1, 2], key=f)
f(1)
#
x = []
for i in range(20000): x = [x]
repr(x)
#
x = []
for i in range(20000): x = [x]
y = []
for i in range(20000): y = [y]
x == y
#
x = ()
for i in range(20000): x = (x,)
hash(x)
#
x = {}
for i in range(20000): x = {1: x}
str(x)
#
import copy
x = []
for i in range(20000): x = [x]
copy.deepcopy(x)
#
import json
x = []
for i in range(20000): x = [x]
json.dumps(x)
#
import json
json.loads('[' * 100000 + ']' * 100000)
#
x = iter([1])
for i in range(20000): x = map(abs, x)
list(x)
#
x = iter([1])
for i in range(20000): x = (y for y in x)
list(x)
#
x = iter([1])
import itertools
for i in range(20000): x = itertools.chain(x)
list(x)
#
x = iter([1])
for i in range(20000): x = enumerate(x)
list(x)
#
f = lambda x: x
g = f
def wrap(h): return lambda x: h(x)
for i in range(20000): g = wrap(g)
g(1)
#
x = 1
class A:
    def __init__(self, x): self.x = x
    def __eq__(self, other): return self.x == other.x
    def __hash__(self): return 1
a, b = A(1), A(1)
for i in range(20000): a, b = A(a), A(b)
a == b
#
import dataclasses
@dataclasses.dataclass
class D:
    x: object
a = D(1)
for i in range(20000): a = D(a)
repr(a)
#
import dataclasses
@dataclasses.dataclass
class D:
    x: object
a = D(1); b = D(1)
for i in range(20000): a = D(a); b = D(b)
a == b
#
class Meta(type):
    def __call__(cls): return cls()
class A(metaclass=Meta): pass
A()
#
class A:
    def __get__(self, i, o): return i.x
class B:
    x = A()
B().x
#
def f(): exec('f()', {'f': f})
f()
#
def f(): eval('f()', {'f': f})
f()
#
class A:
    def __index__(self): return [1][self]
[1][A()]
#
class E(Exception):
    def __init__(self): raise E
raise E
#
e = Exception()
for i in range(20000):
    n = Exception(); n.__cause__ = e; e = n
raise RecursionError('maximum recursion depth exceeded')
#
x = ((1,),)
for i in range(20000): x = (x, 1)
y = ((1,),)
for i in range(20000): y = (y, 1)
x < y
#
import collections
x = collections.OrderedDict()
for i in range(20000): x = collections.OrderedDict(a=x)
repr(x)
#
import collections
x = collections.deque()
for i in range(20000): x = collections.deque([x])
repr(x)
#
x = slice(1)
for i in range(20000): x = slice(x)
repr(x)
#
match_me = 1
class P:
    @property
    def __match_args__(self): return self.__match_args__
P().__match_args__
#
error = ValueError()
for _ in range(1000):
    error = ExceptionGroup('', [error])
error.split(KeyError)
#
try:
    error = ValueError()
    for _ in range(1000):
        error = ExceptionGroup('', [error])
    raise error
except* KeyError:
    pass
#
import functools
@functools.cache
def f(n):
    return f(n + 1)
f(0)
