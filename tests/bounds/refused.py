import json
x = []; x.append(x)
json.dumps(x)
#
x = []; x.append(x)
x == x
repr(x)
#
eval('(' * 100000 + ')' * 100000)
#
eval('[' * 100000 + ']' * 100000)
#
eval('-' * 100000 + '1')
#
eval('not ' * 100000 + '1')
#
eval('+'.join(['1'] * 100000))
#
eval('1 ' + 'if 1 else 1 ' * 100000)
#
eval('a' + '.a' * 100000)
#
eval('a' + '()' * 100000)
#
eval('a' + '[0]' * 100000)
#
eval('lambda: ' * 100000 + '1')
#
eval('1 < ' * 100000 + '1')
#
eval('1 ** ' * 100000 + '1')
#
eval('f"' + '{' * 1000 + '1' + '}' * 1000 + '"')
#
eval('x if ' * 50000 + '1')
#
exec('if 1:\n' + ''.join(' ' * i + 'if 1:\n' for i in range(1, 2000)) + ' ' * 2000 + 'pass')
#
exec('def f():\n' + ''.join(' ' * i + 'def f():\n' for i in range(1, 2000)) + ' ' * 2000 + 'pass')
#
exec('if 1: pass\n' + 'elif 1: pass\n' * 50000)
#
exec('x = ' * 100000 + '1')
#
exec('class A' + '(A' * 50000 + ')' * 50000 + ': pass')
#
exec('try: pass\nexcept: pass\nelse:\n try: pass\n except: pass')
#
exec('match 1:\n case ' + '[' * 50000 + ']' * 50000 + ': pass')
#
exec('match 1:\n case ' + '1 | ' * 50000 + '1: pass')
#
exec('del ' + '(' * 50000 + 'a' + ')' * 50000)
#
exec('from a import ' + ', '.join('b%d' % i for i in range(10000)))
#
eval('{' * 50000 + '}' * 50000)
#
eval('[x ' + 'for x in y ' * 20000 + ']')
#
eval('(yield ' * 20000 + ')' * 20000)
#
eval('await ' * 20000 + 'x')
#
eval('*' * 20000 + 'x')
#
exec('@a\n' * 20000 + 'def f(): pass')
#
exec('with ' + ', '.join(['a'] * 5000) + ': pass')
#
exec('global ' + ', '.join('b%d' % i for i in range(10000)))
#
exec('async def f():\n' + ' ' + 'async with a: ' * 3 + 'pass')
#
import re
re.compile('(' * 50000 + ')' * 50000)
#
import re
re.compile('(?:a' * 50000 + ')*' * 50000)
#
import re
re.compile('a{1000000000}')
#
import re
re.compile('(a{1000}){1000}')
re.match('(a{1000}){1000}', 'a' * 100)
#
import re
re.compile('|'.join(['a'] * 50000))
#
import re
re.match('(?=' * 500 + 'a' + ')' * 500, 'a')
#
int('9' * 10**6)
#
str(10 ** 10000)
#
int('9' * 10**6, 16)
#
float(10 ** 400)
#
import decimal
decimal.getcontext().prec = 10**9
decimal.Decimal(1) / 3
#
import decimal
decimal.Decimal('1e1000000000') + 1
#
import decimal
decimal.Decimal(2) ** 10**9
#
import decimal
str(decimal.Decimal('1e-999999999'))
#
import decimal
format(decimal.Decimal('1e1000000'), 'f')
#
import decimal
int(decimal.Decimal('1e1000000'))
#
import decimal
round(decimal.Decimal('1.5'), 10**9)
#
round(1.5, 10**9)
#
round(15, -10**9)
#
import datetime
datetime.timedelta(days=10**20)
#
import datetime
datetime.datetime(2020, 1, 1) + datetime.timedelta(days=999999999)
#
import datetime
datetime.timedelta(1) * 10**30
#
import datetime
datetime.date.fromordinal(10**18)
#
import math
math.exp(10**5)
#
import math
math.gcd(10**5000, 3**5000)
#
import math
math.factorial(-1)
#
(10**400) / 3
#
'x'.encode('nope')
#
chr(10**10)
#
[1, 2, 3][::10**30]
#
range(10**30)[5]
#
len(range(10**18))
#
(-1) ** 0.5
#
0 ** -1
#
'{0.__class__.__mro__[1].__subclasses__}'.format(1)
#
'{' * 100000
'{}'.format
#
('{' * 100000).format(1)
#
'{:{:{}}}'.format(1, 2, 3)
#
'%' * 100001 % ()
#
'%(a' * 10000 % {}
#
import struct
#
__import__('os').system('ls')
#
open('/etc/passwd')
#
import socket
socket.socket()
#
import time
time.sleep(10**9)
#
import threading
threading.Thread(target=print).start()
#
import sys
sys.setrecursionlimit(10**9)
def f(): f()
f()
#
class A: pass
A.__bases__ = (A,)
#
class A: pass
A.x = A
A.y = A()
A.y.z = A
#
x = {}
x[1] = x
x == {1: {1: {}}}
x == x
#
x = []
x.append(x)
y = []
y.append(y)
x == y
#
x = [1, 2, 3]
x.sort(key=lambda y: x.append(y))
#
x = {1: 2}
for k in x: x[k + 1] = 1
#
x = [1]
x[0] = x
import copy
copy.deepcopy(x)
#
def g():
    try:
        yield 1
    finally:
        raise ValueError
x = g(); next(x); x.close()
#
def g():
    yield next(me)
me = g()
next(me)
#
class A:
    def __del__(self):
        while True: pass
A()
x = A()
del x
#
import builtins
builtins.print = None
print(1)
#
import sys
sys.modules.clear()
import sys
#
raise SystemExit(3)
#
raise KeyboardInterrupt
#
input('x')
#
breakpoint()
