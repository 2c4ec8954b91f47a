class Meta(type):
    def __getattr__(cls, name):
        if name.startswith('x'): return f'<{cls.__name__}.{name}>'
        raise AttributeError(f'no {name} on {cls.__name__}')
    def __bool__(cls): return False
class A(metaclass=Meta):
    a = 1
print(A.a, A.xy, hasattr(A, 'q'), bool(A), getattr(A, 'z', 5), hasattr(A(), 'xy'), 'no' if not A else 'yes')
A.q
# ---
class Even(type):
    def __instancecheck__(cls, value): return isinstance(value, int) and value % 2 == 0
    def __subclasscheck__(cls, other): return other.__name__.startswith('E')
class E(metaclass=Even): pass
print(isinstance(4, E), isinstance(3, E), isinstance(3, (str, E)), isinstance(4, (str, E)), isinstance(E(), E), issubclass(int, E), issubclass(E, E), issubclass(int, (E, int)))
try: raise ValueError('x')
except E: print('no')
except ValueError: print('ok')
# ---
class Registry(type):
    seen = []
    def __init__(cls, name, bases, names): super().__init__(name, bases, names); Registry.seen.append(name)
    def __setattr__(cls, name, value): print('set', name); super().__setattr__(name, value * 2)
    def __delattr__(cls, name): print('delete', name); super().__delattr__(name)
    def __repr__(cls): return 'Registry:' + cls.__name__
class A(metaclass=Registry): pass
A.v = 4
print(A.v, A, [A], f'{A}', str(A), '%s' % A, Registry.seen)
del A.v
print(hasattr(A, 'v'))
del A.v
# ---
class Meta(type):
    def __repr__(cls): return 3
class A(metaclass=Meta): pass
repr(A)
# ---
class Meta(type):
    def __len__(cls): return 0
class A(metaclass=Meta): pass
print(bool(A), len(A))
# ---
def f(): pass
f.__code__ = 3
# ---
import builtins
builtins.answer = 42
def uses(): return answer + abs(-1)
print(answer, uses())
real = builtins.abs
builtins.abs = lambda value: 'patched'
print(abs(-1), builtins.len('a'), builtins.__name__)
builtins.abs = real
print(abs(-1), builtins.abs is abs)
del builtins.answer
answer
# ---
def sum(items): return 'mine'
print(sum([1]))
del sum
print(sum([1]))
list = [1]
print(list)
del list
print(list('ab'))
