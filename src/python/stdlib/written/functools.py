"""The parts of `functools` that choose among functions, or bind the arguments of methods."""

from collections import namedtuple as _namedtuple
from functools import update_wrapper as _update_wrapper

_CacheInfo = _namedtuple("CacheInfo", ["hits", "misses", "maxsize", "currsize"])


def _annotated_class(function):
    from typing import get_type_hints

    try:
        name, found = next(iter(get_type_hints(function).items()))
    except StopIteration:
        raise TypeError(
            f"Invalid first argument to `register()`: {function!r}. Use either"
            " `@register(some_class)` or plain `@register` on an annotated function."
        ) from None
    for one in _members(found):
        if not isinstance(one, type):
            raise TypeError(f"Invalid annotation for {name!r}. {one!r} is not a class.")
    return found


def _members(cls):
    return cls.__args__ if not isinstance(cls, type) and hasattr(cls, "__args__") else (cls,)


def singledispatch(func):
    registry = {}

    def dispatch(cls):
        for base in cls.__mro__[:-1]:
            if base in registry:
                return registry[base]
        best = None
        for known in registry:
            if known is not object and issubclass(cls, known):
                if best is None or issubclass(known, best):
                    best = known
        return registry[object if best is None else best]

    def register(cls, func=None):
        if func is None:
            if isinstance(cls, type) or not hasattr(cls, "__annotations__"):
                return lambda function: register(cls, function)
            func = cls
            cls = _annotated_class(func)
        for one in _members(cls):
            registry[one] = func
        return func

    def wrapper(*args, **kw):
        if not args:
            raise TypeError(f"{name} requires at least 1 positional argument")
        return dispatch(args[0].__class__)(*args, **kw)

    name = getattr(func, "__name__", "singledispatch function")
    registry[object] = func
    wrapper.register = register
    wrapper.dispatch = dispatch
    wrapper.registry = registry
    wrapper._clear_cache = lambda: None
    _update_wrapper(wrapper, func)
    return wrapper


class singledispatchmethod:
    def __init__(self, func):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        self.dispatcher = singledispatch(func)
        self.func = func

    def register(self, cls, method=None):
        return self.dispatcher.register(cls, func=method)

    def __get__(self, obj, cls=None):
        def _method(*args, **kwargs):
            method = self.dispatcher.dispatch(args[0].__class__)
            return method.__get__(obj, cls)(*args, **kwargs)

        _method.register = self.register
        _update_wrapper(_method, self.func)
        return _method


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        if not callable(func) and not hasattr(func, "__get__"):
            raise TypeError(f"{func!r} is not callable or a descriptor")
        if isinstance(func, partialmethod):
            args = func.args + args
            keywords = {**func.keywords, **keywords}
            func = func.func
        self.func = func
        self.args = args
        self.keywords = keywords

    def __repr__(self):
        parts = [repr(self.func), *map(repr, self.args)]
        parts += [f"{name}={value!r}" for name, value in self.keywords.items()]
        return f"functools.partialmethod({', '.join(parts)})"

    def __get__(self, obj, cls=None):
        bound = self.func.__get__(obj, cls)

        def _method(*args, **keywords):
            return bound(*self.args, *args, **{**self.keywords, **keywords})

        return _method
