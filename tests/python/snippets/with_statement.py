class Ctx:
    def __init__(self, name, swallow=False): self.name, self.swallow = name, swallow
    def __enter__(self): print("enter", self.name); return self.name.upper()
    def __exit__(self, kind, value, tb): print("exit", self.name, kind and kind.__name__, value); return self.swallow
with Ctx("a") as a, Ctx("b") as b: print(a, b)
with (Ctx("c") as c, Ctx("d"),): print(c)
with Ctx("e", True): raise ValueError("swallowed")
print("after")
with Ctx("f"): raise KeyError("through")
# ---
class Ctx:
    def __enter__(self): print("enter")
    def __exit__(self, *a): print("exit", a[0])
def f():
    with Ctx(): return "returned"
print(f())
for i in range(2):
    with Ctx():
        if i == 0: continue
        break
# ---
class Ctx:
    def __enter__(self): raise ValueError("in enter")
    def __exit__(self, *a): print("never")
with Ctx(): pass
# ---
class Ctx:
    def __enter__(self): pass
    def __exit__(self, *a): raise TypeError("in exit")
with Ctx(): 1 / 0
# ---
class Ctx:
    def __exit__(self, *a): pass
with Ctx(): pass
# ---
with 5: pass
# ---
with None as x: pass
# ---
from contextlib import contextmanager
@contextmanager
def tag(name):
    print("<" + name + ">")
    try: yield name
    finally: print("</" + name + ">")
with tag("p") as p, tag("b"): print(p)
@tag("deco")
def f(): print("in f")
f()
with tag("x"): raise ValueError("err")
# ---
from contextlib import contextmanager
@contextmanager
def once():
    try: yield
    except ZeroDivisionError: print("handled")
with once(): 1 / 0
print("on")
# ---
from contextlib import contextmanager
@contextmanager
def bad():
    if False: yield
with bad(): pass
# ---
from contextlib import contextmanager
@contextmanager
def twice():
    yield 1
    yield 2
with twice(): pass
# ---
from contextlib import suppress, nullcontext, closing, ExitStack, redirect_stdout
import io
with suppress(ValueError, KeyError): {}["x"]
with nullcontext(5) as n: print(n)
class C:
    def close(self): print("closed")
with closing(C()) as c: pass
out = io.StringIO()
with redirect_stdout(out): print("hidden")
print(repr(out.getvalue()))
# ---
from contextlib import ExitStack
class Ctx:
    def __init__(self, n): self.n = n
    def __enter__(self): print("enter", self.n); return self.n
    def __exit__(self, *a): print("exit", self.n)
with ExitStack() as stack:
    print([stack.enter_context(Ctx(i)) for i in range(2)])
    stack.callback(print, "callback", 1)
# ---
class A:
    def __enter__(self): return (1, 2)
    def __exit__(self, *a): return True
with A() as (x, y): print(x, y)
d = {}
with A() as d["k"]: pass
print(d)
with A() as (p, q, r): print("unpacking fails inside the with")
print("suppressed")
# ---
class A:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): self.tb_line = tb.tb_lineno if tb else None; return True
with A() as a:
    x = 1
    raise ValueError
print(a.tb_line)
# ---
class A:
    def __init__(self): self.__enter__ = lambda: 1; self.__exit__ = lambda *a: None
with A(): pass
# ---
class Timer:
    def __enter__(self): self.log = []; return self
    def __exit__(self, *exc): self.log.append("done"); return False
with Timer() as t: t.log.append("work")
print(t.log)
# ---
class T:
    def __enter__(self): return self
    def __exit__(self, t, v, tb): print("rollback" if t else "commit")
def work(fail):
    with T():
        if fail: raise RuntimeError("abort")
        return "ok"
print(work(False))
try: work(True)
except RuntimeError as e: print("caught", e)
