from functools import *
print(reduce(lambda a, b: a + b, [1, 2, 3]), reduce(lambda a, b: a * b, [], 7), reduce(max, [3, 9, 2]), partial(int, base=2)("101"), partial(print, "a", sep="-")("b"))
# ---
from functools import reduce
reduce(lambda a, b: a, [])
# ---
from functools import reduce
reduce(max, 5)
# ---
from functools import partial
def f(a, b, *, c=0): return a, b, c
p = partial(f, 1, c=3)
print(p(2), p(2, c=9), p.func is f, p.args, p.keywords, partial(p, 5)(), callable(p), repr(partial(len))[:26])
p.x = 1
p()
# ---
from functools import partial
partial(5)
# ---
from functools import lru_cache, cache
@lru_cache(maxsize=2)
def sq(x):
    print("computing", x)
    return x * x
print(sq(2), sq(2), sq(3), sq(4), sq(2), sq.cache_info())
sq.cache_clear()
print(sq.cache_info(), sq.__name__, sq.__wrapped__(5), sq.cache_parameters())
@cache
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(80), fib.cache_info())
sq([])
# ---
from functools import total_ordering
@total_ordering
class V:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(V(1) <= V(1), V(2) > V(1), V(1) >= V(2), sorted([V(2), V(1)])[0].v)
@total_ordering
class W: pass
# ---
from functools import cmp_to_key
print(sorted([3, 1, 2], key=cmp_to_key(lambda a, b: b - a)), max(["a", "ccc", "bb"], key=cmp_to_key(lambda a, b: len(a) - len(b))))
# ---
from functools import cached_property
class A:
    @cached_property
    def v(self):
        print("computed")
        return 5
a = A()
print(a.v, a.v, a.__dict__)
del a.v
print(a.v, type(A.v).__name__)
# ---
from functools import singledispatch
@singledispatch
def show(x): return f"object {x}"
@show.register
def _(x: int): return f"int {x}"
@show.register(list)
def _(x): return f"list {len(x)}"
@show.register(str)
@show.register(bytes)
def _(x): return "text"
print(show(1), show(True), show([1]), show(2.5), show("s"), show(b""), show.dispatch(bool)(3), int in show.registry)
# ---
from functools import singledispatchmethod, partialmethod
class A:
    @singledispatchmethod
    def f(self, x): return "default"
    @f.register
    def _(self, x: int): return "int"
    def g(self, a, b): return a, b
    h = partialmethod(g, 1)
print(A().f("x"), A().f(3), A().h(2))
# ---
from functools import wraps, update_wrapper, WRAPPER_ASSIGNMENTS
def w(): "wd"
def f(): "fd"
f.extra = 1
update_wrapper(w, f)
print(w.__name__, w.__doc__, w.extra, w.__wrapped__ is f, WRAPPER_ASSIGNMENTS)
# ---
import operator as op
print(op.add(1, 2), op.sub(5, 3), op.mul(2, "a"), op.truediv(7, 2), op.floordiv(7, 2), op.mod(7, 3), op.pow(2, 5), op.neg(3), op.pos(-3), op.invert(5), op.not_(0), op.truth([]), op.lt(1, 2), op.le(2, 2), op.eq(1, 1.0), op.ne(1, 2), op.ge(1, 2), op.gt(2, 1), op.is_(None, None), op.is_not(1, None), op.and_(6, 3), op.or_(6, 3), op.xor(6, 3), op.lshift(1, 3), op.rshift(8, 1), op.abs(-2), op.index(5), op.concat([1], [2]), op.contains("abc", "b"), op.countOf([1, 1], 1), op.indexOf("abc", "c"), op.length_hint([1, 2]))
# ---
import operator as op
print(op.itemgetter(1)("abc"), op.itemgetter(0, 2)([1, 2, 3]), op.attrgetter("real")(5), op.attrgetter("real", "imag")(5), op.methodcaller("upper")("x"), op.methodcaller("split", ",", maxsplit=1)("a,b,c"), sorted([(1, "b"), (2, "a")], key=op.itemgetter(1)), op.attrgetter("__class__.__name__")(1), repr(op.itemgetter(1)), repr(op.attrgetter("a", "b")), repr(op.methodcaller("m", 1, k=2)))
l = [1, 2]
op.setitem(l, 0, 9); op.delitem(l, 1)
print(l, op.getitem({"k": 1}, "k"), op.iadd([1], [2]), op.matmul if False else "", op.call(len, "ab"))
# ---
import operator
operator.itemgetter()
# ---
import operator
operator.itemgetter(5)([1])
# ---
import operator
operator.attrgetter("nope")(1)
# ---
import operator
operator.add(1)
# ---
import operator
operator.add(1, "a")
# ---
import operator
operator.nope
# ---
import operator
operator.attrgetter(5)
