try:
    print("body")
except ValueError:
    print("no")
else:
    print("else")
finally:
    print("finally")
# ---
try:
    int("x")
except (TypeError, ValueError) as e:
    print(type(e).__name__, e, e.args, repr(e))
print("e" in globals())
# ---
try:
    raise KeyError("k")
except LookupError as e:
    print(repr(e), str(e), e.args)
# ---
def f():
    try:
        return "try"
    finally:
        print("finally runs")
print(f())
# ---
def f():
    try:
        return "try"
    finally:
        return "finally"
print(f())
# ---
def f():
    for i in range(3):
        try:
            if i == 1: continue
            print(i)
        finally:
            print("f", i)
            if i == 2: break
    return "done"
print(f())
# ---
def f():
    while True:
        try:
            raise ValueError
        finally:
            break
    return "swallowed"
print(f())
# ---
try:
    1 / 0
finally:
    print("cleanup")
# ---
try:
    raise ValueError("first")
except ValueError:
    raise TypeError("second")
# ---
try:
    raise ValueError("first")
except ValueError as e:
    raise TypeError("second") from e
# ---
try:
    raise ValueError("first")
except ValueError:
    raise TypeError("second") from None
# ---
raise ValueError("x") from KeyError("cause")
# ---
raise ValueError from TypeError
# ---
raise ValueError from 5
# ---
raise 5
# ---
raise "text"
# ---
raise
# ---
raise int
# ---
try:
    raise ValueError("a")
except ValueError as e:
    e.extra = 1
    e.args = ("changed", 2)
    print(e, e.extra, repr(e))
    raise
# ---
try:
    try:
        raise ValueError("in")
    finally:
        raise KeyError("fin")
except KeyError as e:
    print(repr(e), repr(e.__context__), e.__cause__, e.__suppress_context__)
# ---
try:
    try: raise A("x")
    except NameError as e: raise RuntimeError("r") from e
except RuntimeError as e:
    print(repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)
# ---
try:
    pass
except undefined:
    pass
print("names in except are read late")
try:
    1 / 0
except undefined:
    pass
# ---
try:
    1 / 0
except 5:
    pass
# ---
try:
    1 / 0
except (ValueError, "x"):
    pass
# ---
class AppError(Exception):
    def __init__(self, code, message):
        super().__init__(message)
        self.code = code
try:
    raise AppError(404, "not found")
except AppError as e:
    print(e.code, e, e.args, repr(e))
raise AppError(500, "broken")
# ---
class E(Exception):
    def __str__(self): return "custom text"
raise E(1, 2)
# ---
class E(Exception):
    def __str__(self): raise ValueError
raise E
# ---
class E(Exception):
    def __repr__(self): return "E!"
print([E()], str(E()), f"{E('a')!r}")
raise E("message")
# ---
raise Exception
# ---
raise Exception("one", 2)
# ---
raise Exception(None)
# ---
raise ValueError("multi\nline")
# ---
raise KeyError("it's \"quoted\"")
# ---
raise KeyError
# ---
raise SystemExit
# ---
raise KeyboardInterrupt
# ---
print(ValueError(), ValueError(1), ValueError("a", 1), repr(ValueError()), repr(ValueError("a")), repr(ValueError("a", 1)), KeyError("a"), KeyError("a", "b"), KeyError())
# ---
print(ValueError("a") == ValueError("a"), ValueError.__mro__, issubclass(FileNotFoundError, OSError), issubclass(ZeroDivisionError, ArithmeticError), issubclass(UnicodeDecodeError, ValueError), issubclass(NotImplementedError, RuntimeError), issubclass(KeyError, LookupError), IOError is OSError)
# ---
e = OSError(2, "No such file", "x.txt")
print(e, repr(e), e.errno, e.strerror, e.filename, type(e).__name__, OSError("only"), OSError(13, "denied").__class__.__name__, OSError(1, 2).args)
# ---
e = StopIteration(5)
print(e.value, StopIteration().value, SystemExit(3).code, SystemExit().code, ImportError("m", name="n", path="p").name, AttributeError("a", name="b", obj=1).name, NameError("q", name="z").name)
# ---
e = UnicodeDecodeError("utf-8", b"a\xff", 1, 2, "bad")
print(e, e.encoding, e.object, e.start, e.end, e.reason)
# ---
e = UnicodeEncodeError("ascii", "aé", 1, 2, "bad")
print(e, repr(e), e.start)
print(UnicodeEncodeError("ascii", "aéü", 1, 3, "bad"))
# ---
UnicodeDecodeError("x")
# ---
e = SyntaxError("bad", ("f.py", 3, 5, "text"))
print(e.msg, e.filename, e.lineno, e.offset, e.text, e)
# ---
ValueError(x=1)
# ---
e = ValueError("v")
e.add_note("a note")
e.add_note("second\nlines")
print(e.__notes__)
raise e
# ---
ValueError().add_note(5)
# ---
e = ValueError("x")
print(e.with_traceback(None) is e, e.__traceback__, e.__cause__, e.__context__)
e.__cause__ = KeyError("set by hand")
raise e
# ---
ValueError().__cause__ = 5
# ---
def f(): raise ValueError("deep")
def g():
    try: f()
    except ValueError as e:
        raise RuntimeError("wrapped") from e
g()
# ---
def f():
    try: 1 / 0
    except ZeroDivisionError: undefined
f()
# ---
try:
    try: 1 / 0
    except ZeroDivisionError: [][1]
except IndexError: {}["k"]
# ---
import sys
try: 1 / 0
except ZeroDivisionError:
    kind, value, tb = sys.exc_info()
    print(kind, value, tb.tb_lineno, tb.tb_frame.f_code.co_name, tb.tb_next)
print(sys.exc_info())
# ---
import traceback
def f(): 1 / 0
try: f()
except ZeroDivisionError:
    text = traceback.format_exc()
    print(text.splitlines()[0], text.splitlines()[-1], len(text.splitlines()))
# ---
import traceback
try: int("q")
except ValueError as e:
    print(traceback.format_exception_only(type(e), e), traceback.format_exception_only(e))
# ---
assert True
assert 1 == 1, "never"
assert 1 == 2
# ---
assert 1 == 2, "message"
# ---
assert [], {"k": 1}
# ---
assert (1, "always true")
print("passed")
# ---
x = 3
assert x > 2 and \
    x < 1, f"x is {x}"
# ---
try:
    assert False, "text"
except AssertionError as e:
    print(repr(e))
# ---
for i in range(3):
    try:
        if i == 1: raise ValueError(i)
        print("ok", i)
    except ValueError as e:
        print("bad", e)
        continue
    else: print("else", i)
# ---
def f():
    try: raise ValueError
    except ValueError: return "handler"
    finally: print("finally")
print(f())
# ---
def f():
    try:
        try: raise ValueError("a")
        except TypeError: print("wrong")
        finally: print("inner finally")
    except ValueError as e: print("outer", e)
f()
# ---
def f(x):
    try: r = 10 / x
    except ZeroDivisionError: return "zero"
    except TypeError as e: return f"type: {e}"
    else: return r
    finally: print("f", x)
print(f(2), f(0), f("a"))
# ---
try:
    raise ValueError
except ValueError as e:
    pass
print(e)
# ---
e = "kept"
try: raise ValueError
except ValueError as e: pass
e
# ---
try: pass
# ---
try:
    pass
except:
    pass
except ValueError:
    pass
# ---
except ValueError: pass
# ---
try: pass
else: pass
# ---
try:
    pass
except ValueError, TypeError:
    pass
# ---
raise ValueError, "x"
# ---
raise ValueError("a") if True else None
# ---
class Ctx(Exception): pass
def risky():
    raise Ctx("inner") from ValueError("root")
try: risky()
except Ctx as e:
    chain = []
    while e: chain.append(repr(e)); e = e.__cause__
    print(chain)
# ---
def cleanup():
    try: yield_value = 1 / 0
    except ZeroDivisionError as exc:
        def later(): return exc
        return later
cleanup()()
# ---
try:
    raise ValueError("x")
except Exception as e:
    try: raise KeyError("y")
    except KeyError: pass
    print(e.__context__)
    raise
# ---
def recursive(n): return recursive(n + 1)
try: recursive(0)
except RecursionError as e: print(e)
# ---
err = ValueError("same object")
for _ in range(2):
    try: raise err
    except ValueError as e: print(e is err, e.__context__)
# ---
x = [1, 2, 3]
x[5]
# ---
{"a": 1}["b"]
# ---
{}[1, 2]
# ---
[].pop()
# ---
"abc".index("z")
# ---
int("12x")
# ---
float("abc")
# ---
int([])
# ---
None + 1
# ---
None.x
# ---
len(5)
# ---
import nonexistent_module
# ---
import os.nope
# ---
undefined_name
# ---
prnt("x")
# ---
lenght = 5
print(lengt)
# ---
import collections
collections.OrderDict
# ---
a = b = undefined + 1
# ---
(1).real = 5
# ---
[1, 2, 3].append(4).x
# ---
x = 5
x.append(1)
# ---
sum(["a", "b"])
# ---
sorted([1, "a"])
# ---
[3, None].sort()
# ---
"5" + 5 + (
    2)
# ---
a, b = 1
# ---
dict([1, 2])
# ---
chr(-1)
# ---
open("missing.txt")
# ---
print(1, sep=5)
# ---
print(1, foo=2)
# ---
round("x")
# ---
abs("x")
# ---
ord("ab")
# ---
range(1.5)
# ---
list(5)
# ---
set([[]])
# ---
{[1]: 2}
# ---
{{}}
# ---
hash([])
# ---
import math
math.sqrt(-1)
# ---
2 ** 0.5 // 0
# ---
1 % 0
# ---
1.0 % 0
# ---
divmod(1, 0)
# ---
0 ** -1
# ---
0.0 ** -1
# ---
10.0 ** 400
# ---
int("1" * 5000)
# ---
[1, 2][1:2:0]
# ---
[1, 2]["x"]
# ---
(1, 2)[0] = 3
# ---
"%d" % "x"
# ---
import json
json.loads("{bad}")
# ---
x: int = "not checked"
print(x)
del x
x
# ---
a.b.c = 5
# ---
x = {"a": {"b": [1]}}
x["a"]["b"][3]
# ---
x = {"a": {"b": [1]}}
x["a"]["c"][0]
# ---
data = [{"name": "x"}]
print(data[0]["name"] + data[0]["age"])
# ---
value = 5
result = (value
          + value
          / 0)
# ---
def f(a, b): return a / b
print(f(1, 2), f(f(4, 2), f(0, 1)))
# ---
total = 0
for n in [1, 2, "3"]:
    total += n
# ---
x = 1; y = 2; z = x / (y - 2); w = 3
# ---
if True:
    while True:
        with open("nothing") as f: pass
# ---
lambda_error = (lambda: 1 / 0)
lambda_error()
# ---
import functools
functools.reduce(lambda a, b: a + b, [])
# ---
next(x for x in [1, 2] if x > 5)
# ---
[].index(5)
# ---
(1, 2).index(5)
# ---
[1].remove(2)
# ---
{1}.remove(2)
# ---
{}.popitem()
# ---
set().pop()
# ---
[1, 2, 3].insert("a", 1)
# ---
"abc".encode("ascii", "strict").decode("utf-8").foo
# ---
b"abc" + "def"
# ---
b"abc"[5]
# ---
bytes([256])
# ---
bytes("abc")
# ---
(1).upper()
# ---
print("before")
print("error" + 1)
print("after")
