"""Type variables, new types, and questions about annotations."""

import sys as _sys

from typing import Generic, Protocol


class _Variable:
    """What `TypeVar` and its like have in common."""

    __module__ = "typing"

    def __init__(self, name, *, bound=None, covariant=False, contravariant=False):
        if covariant and contravariant:
            raise ValueError("Bivariant types are not supported.")
        self.__name__ = name
        self.__covariant__, self.__contravariant__ = bool(covariant), bool(contravariant)
        self.__bound__ = bound

    def __repr__(self):
        sign = "+" if self.__covariant__ else "-" if self.__contravariant__ else "~"
        return sign + self.__name__

    def __or__(self, other):
        from typing import Union

        return Union[self, other]

    def __ror__(self, other):
        from typing import Union

        return Union[other, self]


class TypeVar(_Variable):
    __module__ = "typing"

    def __init__(self, name, *constraints, bound=None, covariant=False, contravariant=False):
        super().__init__(name, bound=bound, covariant=covariant, contravariant=contravariant)
        if constraints and bound is not None:
            raise TypeError("Constraints cannot be combined with bound=...")
        if len(constraints) == 1:
            raise TypeError("A single constraint is not allowed")
        self.__constraints__ = constraints


class ParamSpec(_Variable):
    __module__ = "typing"

    @property
    def args(self):
        return self

    @property
    def kwargs(self):
        return self


AnyStr = TypeVar("AnyStr", bytes, str)


class _NewType:
    __module__ = "typing"

    def __init__(self, name, tp, home):
        self.__qualname__ = name
        self.__name__ = name.rpartition(".")[2]
        self.__supertype__ = tp
        self.__module__ = home

    def __call__(self, x, /):
        return x

    def __repr__(self):
        return f"{self.__module__}.{self.__qualname__}"

    def __or__(self, other):
        from typing import Union

        return Union[self, other]


_NewType.__name__ = _NewType.__qualname__ = "NewType"


class _Hooked:
    """Its being here is how the evaluator knows that classes have hooks."""

    @classmethod
    def __subclasshook__(cls, other):
        return NotImplemented


_NOT_MEMBERS = {
    "__abstractmethods__", "__annotations__", "__dict__", "__doc__", "__init__", "__module__", "__new__",
    "__slots__", "__subclasshook__", "__weakref__", "__class_getitem__", "__match_args__", "__orig_bases__",
    "__parameters__", "__qualname__", "_is_protocol", "_is_runtime_protocol", "_abc_impl", "__hash__",
}


def _members(cls):
    found = set()
    for base in cls.__mro__[:-1]:
        if base not in (Generic, Protocol):
            found |= {*base.__dict__, *base.__dict__.get("__annotations__", {})}
    return {name for name in found if name not in _NOT_MEMBERS and not name.startswith("_abc_")}


def runtime_checkable(cls):
    if Protocol not in cls.__mro__:
        raise TypeError("@runtime_checkable can be only applied to protocol classes, got %r" % cls)
    cls._is_runtime_protocol = True
    members = _members(cls)

    def has_members(protocol, other):
        if protocol is not cls:
            return NotImplemented
        return all(getattr(other, name, None) is not None for name in members) or NotImplemented

    cls.__subclasshook__ = classmethod(has_members)
    return cls


def get_origin(tp):
    from typing import Annotated

    found = getattr(tp, "__origin__", None)
    if found is None and tp is Generic:
        return Generic
    if found is not None and hasattr(tp, "__metadata__"):
        return Annotated
    return found


def get_args(tp):
    import collections.abc

    found = getattr(tp, "__args__", ())
    if hasattr(tp, "__metadata__"):
        return (tp.__origin__, *tp.__metadata__)
    if getattr(tp, "__origin__", None) is collections.abc.Callable and found and found[0] is not Ellipsis:
        return (list(found[:-1]), found[-1])
    return tuple(found)


def _evaluated(hint, scope):
    if hint is None:
        return type(None)
    return eval(hint, scope) if isinstance(hint, str) else hint


def get_type_hints(obj, globalns=None, localns=None, include_extras=False):
    def resolved(hints, scope):
        found = {}
        for name, hint in hints.items():
            hint = _evaluated(hint, scope)
            if not include_extras and hasattr(hint, "__metadata__"):
                hint = hint.__origin__
            found[name] = hint
        return found

    if isinstance(obj, type):
        found = {}
        for base in reversed(obj.__mro__):
            module = _sys.modules.get(base.__module__)
            scope = dict(vars(module)) if module is not None else {}
            scope.update(vars(base))
            scope.update(globalns or {})
            scope.update(localns or {})
            found.update(resolved(base.__dict__.get("__annotations__", {}), scope))
        return found
    hints = getattr(obj, "__annotations__", None)
    if hints is None:
        raise TypeError(f"{obj!r} is not a module, class, method, or function.")
    while hasattr(obj, "__wrapped__"):
        obj = obj.__wrapped__
    scope = dict(getattr(obj, "__globals__", None) or getattr(obj, "__dict__", {}))
    scope.update(globalns or {})
    scope.update(localns or {})
    return resolved(hints, scope)


def is_typeddict(tp):
    from typing import TypedDict

    return isinstance(tp, type) and tp is not TypedDict and "__total__" in tp.__dict__


def get_overloads(func):
    return []
