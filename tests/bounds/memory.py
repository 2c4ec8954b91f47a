'x' * 10**12
#
[[]] * 10**9
#
(1,) * 10**9
#
b'x' * 10**12
#
try:
    'x' * 10**12
except BaseException:
    print('caught')
#
try:
    'x' * 10**12
except MemoryError:
    print('caught')
finally:
    print('caught')
#
'x'.ljust(10**12)
#
'x'.center(10**12)
#
'x'.zfill(10**12)
#
format('x', '1000000000')
#
f'{1:1000000000}'
#
'%1000000000d' % 1
#
'{:1000000000}'.format(1)
#
s = 'x'
while True: s += s
#
s = 'a'
while True: s = s.replace('a', 'aa')
#
x = [1]
while True: x += x
#
x = [1]
while True: x.extend(x)
#
x = []
while True: x.append('x' * 100000 + str(len(x)))
#
x = []
while True: x.append([None] * 10000)
#
x = {}
while True: x[len(x)] = [None] * 10000
#
list(range(10**18))
#
list(range(10**8))
#
tuple(range(10**8))
#
dict.fromkeys(range(10**10))
#
set(range(10**10))
#
sorted(range(10**10))
#
[*range(10**10)]
#
10**10**10
#
2 ** (10**10)
#
1 << 10**10
#
x = 2
while True: x = x ** 7
#
pow(2, 10**12)
#
import itertools
list(itertools.product(range(1000), repeat=10))
#
import itertools
list(itertools.permutations(range(1000), 5))
#
import decimal
decimal.Decimal(10) ** 10
bytes(10**12)
#
bytearray(10**12)
#
'\t'.expandtabs(10**12)
#
x = []
for i in range(10): x = [x] * 1000
repr(x)
#
x = 'x' * 1000000
x = [x] * 1000
''.join(x)
#
x = 'x' * 1000000
f'{x}{x}{x}{x}{x}{x}{x}{x}'
#
x = 'x' * 1000000
x.replace('x', 'y' * 1000)
#
import re
re.sub('x', 'y' * 100000, 'x' * 100000)
#
import json
x = ['x' * 100000]
for i in range(10): x = x * 2
json.dumps(x * 100)
#
import copy
x = ['y' + str(i) * 10 for i in range(3)]
while True: x = x + copy.deepcopy(x)
#
x = ()
while True: x = x + (1,) * 100000
#
import io
b = io.StringIO()
while True: b.write('x' * 1000000)
#
import collections
d = collections.deque()
while True: d.extend([None] * 100000)
#
import collections
collections.Counter('a' * 3)
collections.deque([1]) * 10**9
#
x = []
while True: x = [x, 'y' * 1000000 + str(id(x))]
#
class A:
    def __init__(self): self.x = ['x'] * 10000
x = []
while True: x.append(A())
#
class A:
    def __len__(self): return 10
    def __getitem__(self, i): return 'x' * 100000 + str(i)
x = []
while True: x += list(A().__getitem__(i) for i in range(10))
#
def g():
    x = [None] * 100000
    yield x
x = []
while True:
    y = g(); next(y); x.append(y)
#
import os
os.urandom(10**10)
#
'x' * 4000000 * 1000
#
int('9' * 10**7)
'x' * 10**12
#
str(10 ** 4000) * 10000
#
import string
x = {'a': 'x' * 1000000}
'{a}{a}{a}{a}{a}{a}{a}{a}{a}{a}'.format(**x)
#
'%s%s%s%s%s%s%s%s' % (('x' * 1000000,) * 8)
#
('x' * 1000000).encode() * 100
#
import base64
base64.b64encode(b'x' * 4000000)
base64.b64encode(b'x' * 4000000) + base64.b64encode(b'x' * 4000000)
#
x = list('x' * 1000000)
x * 100
#
x = 'é' * 2000000
x + x
#
('x' * 3000000).title() * 2
#
round(10**10**9)
#
(1).to_bytes(10**12, 'big')
#
slice(None, None, None)
list(range(10**9))[::1]
#
b'%1000000000d' % 1
#
b'%1000000000s' % b'x'
#
f'{1j:1000000000}'
#
import re
re.sub(b'x', b'y' * 100000, b'x' * 100000)
#
import unicodedata
unicodedata.normalize('NFKD', 'é' * 2_000_000)
#
import struct
struct.pack('100000000s', b'')
