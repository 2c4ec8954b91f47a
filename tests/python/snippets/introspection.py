import types
n = types.SimpleNamespace(a=1, b=[2]); n.c = 3; print(n, n == types.SimpleNamespace(a=1, b=[2], c=3), vars(n)); p = types.MappingProxyType({"a": 1}); print(p, p["a"], dict(p), "a" in p, len(p), list(p.items()), p | {"b": 2})
f = lambda: 0; print(isinstance(f, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance(types, types.ModuleType), isinstance((x for x in []), types.GeneratorType), isinstance(None, types.NoneType), isinstance(list[int], types.GenericAlias))
class D:
    def f(self): pass
print(isinstance(D().f, types.MethodType), types.new_class("N", (D,), {}, lambda ns: ns.update(x=1)).x, types.MethodType(lambda s: s, 5)(), isinstance(int | str, types.UnionType), type(int | None) is types.UnionType)
p["b"] = 2
# ---
class A:
    x = 1
class B(A):
    y = 2
    def __init__(self): self.z = 3
b = B(); print(getattr(b, "x"), hasattr(b, "q"), [n for n in dir(b) if not n.startswith("__")], vars(b), A.__subclasses__(), B.__base__, isinstance(B, type), B.__module__, b.__class__.__qualname__, B.__dict__["y"])
print(repr(object())[:15], object().__repr__()[:16], type(object()), A().__repr__().startswith("<snippet.A object at 0x"), str(A).endswith("A'>"))
for c in (A, B): print(c.__name__, c.__bases__, c.__mro__[-1], c.__doc__, issubclass(c, A))
A.missing
# ---
print(eval("a + b", {"a": 1}, {"b": 2}), exec("c = 5 * 2"), c); code = compile("1 + 1", "<s>", "eval"); print(eval(code), code.co_filename); exec("def g(x): return x + c"); print(g(1)); ns = {}; exec("y = 3\nz = y + 1", ns); print(ns["z"], "y" in globals())
def f(): x = 1; return locals()
print(f()); print(sorted(k for k in globals() if not k.startswith("_")))
def outer(a, *args, b=2, **kw):
    local = 5
    return sorted(locals().items())
print(outer(1, 2, c=3)); exec("1 +")
# ---
print([m for m in dir("") if m.startswith("is")], [m for m in dir([]) if not m.startswith("_")], [m for m in dir({}) if not m.startswith("_")], [m for m in dir(set()) if not m.startswith("_")], [m for m in dir(()) if not m.startswith("_")], [m for m in dir(5) if not m.startswith("_")], [m for m in dir(1.5) if not m.startswith("_")])
# ---
print(str.upper, [].append.__name__, str.join(",", "ab"), "abc".upper.__self__, (1).__class__, len, print, type(len), int.__add__(1, 2), list.__len__([1]), dict.get({1: 2}, 1), object, type, int, type(int), type(type), None.__class__, (lambda: 0).__name__, max.__name__, list.__name__, [].__class__.__name__)
for v in (1, 1.5, "a", b"a", [], (), {}, set(), frozenset(), None, True, ..., NotImplemented, range(3), slice(1), lambda: 0, len, int, Exception(), object, iter([]), iter(""), iter({}), enumerate([]), zip(), map(str, []), (x for x in []), {}.keys(), {}.items(), property(), 1j): print(type(v).__name__, end=" ")
# ---
def f(a, b=1, *args, c, d=2, **kw) -> int:
    "doc"
    x = a
    return x
c = f.__code__; print(c.co_name, c.co_argcount, c.co_kwonlyargcount, c.co_posonlyargcount, c.co_varnames, c.co_flags & 12, c.co_firstlineno, f.__doc__, f.__annotations__, f.__defaults__, f.__kwdefaults__, f.__module__, f.__qualname__, callable(f), f.__closure__, f.__dict__)
def g():
    n = 1
    def h(): return n
    return h
print(g().__closure__[0].cell_contents, g().__code__.co_freevars, g.__code__.co_cellvars, g().__qualname__)
f.custom = 1; print(f.custom, vars(f)); del f.custom; f.custom
