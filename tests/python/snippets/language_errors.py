def parse(text):
    try:
        return int(text)
    except ValueError as error:
        raise RuntimeError(f"bad input {text!r}") from error
    finally:
        print("cleanup", text)
print(parse("12"))
parse("zz")
# ---
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        {}["missing"]
f()
# ---
def f():
    try:
        1 / 0
    except ZeroDivisionError:
        raise KeyError("hidden") from None
f()
# ---
def order(x):
    try:
        print("try", x)
        if x == 1: return "returned"
        if x == 2: raise ValueError(x)
        if x == 3: raise KeyError(x)
    except ValueError as e:
        print("except", e)
        return "handled"
    else:
        print("else")
    finally:
        print("finally")
    return "end"
for x in range(3): print(order(x))
order(3)
# ---
class AppError(Exception):
    def __init__(self, message, code=None):
        super().__init__(message)
        self.code = code
    def __str__(self): return f"[{self.code}] {self.args[0]}"
class NotFound(AppError): pass
try: raise NotFound("page", code=404)
except (KeyError, AppError) as e: print(repr(e), e, e.args, e.code, isinstance(e, AppError), type(e).__mro__[1:3])
raise NotFound("again", code=1)
# ---
try:
    try: raise ValueError("a")
    except ValueError as e:
        e.add_note("note 1"); e.add_note("note 2")
        raise
except ValueError as e:
    print(e.__notes__)
    raise
# ---
for bad in ["int('x')", "int('')", "float('a')", "[1][5]", "{}['k']", "(1,)[2]", "'a'+1", "1+'a'", "None.x", "len(5)", "abs('a')", "undefined", "[].pop()", "{}.popitem()", "set().pop()", "'abc'.index('z')", "[1].index(2)", "[1].remove(2)", "{1}.remove(2)", "next(iter([]))", "chr(-1)", "ord('ab')", "int('12', 99)", "'a' < 1", "[] < ()", "sorted([1, 'a'])", "sum(['a'])", "max([])", "min()", "range(1, 2, 0)", "'%d' % 'a'", "'%s %s' % 1", "'%s' % (1, 2)", "'{}'.format()", "'{a}'.format()", "'{:d}'.format('a')", "f'{1:s}'", "bytes([256])", "'é'.encode('ascii')", "b'\\xff'.decode()", "open", "import_", "1 .real()", "(lambda: 0)(1)", "isinstance(1, 1)", "issubclass(1, int)", "hash([])", "{[]: 1}", "{{}}", "round('a')", "pow(2, -1, 4)", "divmod(1, 0)", "1 % 0", "1.0 // 0", "2 ** 'a'", "~1.5", "-'a'", "+[]", "not_defined()", "'a'.foo", "().append", "int.foo", "3()", "'a'()", "None[0]", "1[0]", "None()", "print(sep=1)", "'x'.join([1])", "','.join(5)", "[1,2,3][1.5]", "'abc'['a']", "{}.update(1)", "dict([1])", "dict([(1,2,3)])", "list(5)", "tuple(None)", "set(1)", "iter(5)", "next(5)", "zip(1)", "map(int)", "enumerate()", "reversed(5)", "all(1)", "any()", "type()", "super()", "getattr(1)", "getattr(1, 'x')", "setattr(1, 'x', 2)", "delattr(1, 'x')", "vars(1)", "dir(1, 2)", "input", "int(None)", "int([])", "float(None)", "float([])", "complex('a')", "str(1, 2)", "bytes('a')", "bytes(-1)", "bytearray('a')", "slice()", "bin('a')", "hex(1.5)", "oct(None)", "callable()", "format(1, 2)", "format(1, 'zz')", "divmod('a', 1)", "round(1, 'a')", "sorted(1)", "sorted([1], 2)", "filter(1)", "id()", "repr()", "compile()", "eval('1 +')", "exec('x ==')", "'a'.split('')", "'a'.replace()", "'a'.center()", "'a'.zfill('x')", "'abc'.startswith(1)", "'a'.count()", "'a'.encode('nope')", "'a'.translate()", "'a'.ljust(5, 'ab')", "1 in 5", "'a' in 5", "1 in 'a'", "5 in 'a'"]:
    try: print(bad, "->", eval(bad))
    except Exception as e: print(bad, "->", type(e).__name__, e)
# ---
def cleanup():
    for i in range(3):
        try:
            if i == 1: continue
            if i == 2: break
            print("body", i)
        finally:
            print("finally", i)
    else:
        print("no break")
    while True:
        try: return "from try"
        finally: print("last")
print(cleanup())
def swallow():
    try: raise ValueError
    finally: return "swallowed"
print(swallow())
# ---
try: raise ValueError
except ValueError as e: print(repr(e), str(e), e.args)
try: raise ValueError("a", 1)
except ValueError as e: print(repr(e), str(e), e.args)
try: raise KeyError("k")
except KeyError as e: print(repr(e), str(e))
try: raise OSError(2, "No such file", "x.txt")
except OSError as e: print(repr(e), str(e), e.errno, e.filename, type(e))
try: raise StopIteration(5)
except StopIteration as e: print(e.value)
try: raise SystemExit(3)
except SystemExit as e: print(e.code)
try: raise UnicodeDecodeError("utf-8", b"\xff", 0, 1, "bad")
except UnicodeError as e: print(e, e.start, e.reason)
try: raise ImportError("m", name="n", path="p")
except ImportError as e: print(e, e.name, e.path)
try: import nope.sub
except ModuleNotFoundError as e: print(e, e.name)
try: from math import nope
except ImportError as e: print(str(e).split("(")[0], e.name)
raise 5
# ---
try: raise ValueError from 5
except TypeError as e: print(e)
try: raise int
except TypeError as e: print(e)
try:
    try: pass
    except 5: pass
    raise KeyError
except KeyError as e: print(repr(e))
try:
    raise KeyError
except 5: pass
# ---
import traceback, sys
def inner(): raise LookupError("deep")
try: inner()
except LookupError as e:
    t = traceback.format_exc()
    print(t.splitlines()[0], t.splitlines()[-1])
    print(traceback.format_exception_only(e))
    print(sys.exc_info()[0], sys.exc_info()[1] is e, e.__traceback__.tb_lineno, e.__traceback__.tb_next.tb_frame.f_code.co_name)
print(sys.exc_info())
# ---
def chain(n):
    try:
        if n == 0: raise ValueError("zero")
        chain(n - 1)
    except Exception as e:
        raise RuntimeError(f"level {n}") from e
chain(2)
# ---
with open("nothing.txt") as f: pass
# ---
x = {"a": {"b": [1, 2, {"c": None}]}}
print(x["a"]["b"][2]["c"]["d"])
# ---
def total(items):
    return sum(item["price"] * item["quantity"] for item in items)
print(total([{"price": 2, "quantity": 3}]))
print(total([{"price": 2, "quantity": 3}, {"price": 1}]))
# ---
class Config:
    def __init__(self, **options):
        for key, value in options.items():
            setattr(self, key, value)
config = Config(debug=True, level=3)
print(config.debug and config.level + 1)
print(config.levle)
# ---
result = [
    int(part)
    for part in "1,2,x".split(",")
]
# ---
value = (1 +
         2 +
         "three")
# ---
print(max(
    [1, 2],
    key=lambda value: value.missing,
))
# ---
assert isinstance(5, str), (
    "not a string"
)
# ---
assert 1 == 2
# ---
a = [1, 2, 3]
a[10] = 5
# ---
a = "text"
a[0] = "T"
# ---
d = {}
d["x"]["y"] = 1
# ---
class A: pass
A().x.y = 1
# ---
del undefined_name
# ---
x = 5
x += "a"
# ---
print("a" "b" + 1 * (2 - "c"))
# ---
import math
print(math.sqrt(4))
math.sqrt(-1)
# ---
import json
try: json.loads("{bad}")
except json.JSONDecodeError as e: print(e, e.pos, e.lineno, e.colno, e.msg)
json.loads('{"a": [1, 2,]}')
# ---
from decimal import Decimal
Decimal("abc")
# ---
import datetime
datetime.date(2024, 2, 30)
# ---
raise SystemExit("bye")
