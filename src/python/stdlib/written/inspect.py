"""What a program may ask of generators and functions."""

GEN_CREATED = "GEN_CREATED"
GEN_RUNNING = "GEN_RUNNING"
GEN_SUSPENDED = "GEN_SUSPENDED"
GEN_CLOSED = "GEN_CLOSED"


def getgeneratorstate(generator):
    if generator.gi_running:
        return GEN_RUNNING
    if generator.gi_suspended:
        return GEN_SUSPENDED
    if generator.gi_frame is None:
        return GEN_CLOSED
    return GEN_CREATED


def getgeneratorlocals(generator):
    frame = generator.gi_frame
    return {} if frame is None else frame.f_locals


def isclass(object):
    return isinstance(object, type)


def isfunction(object):
    return type(object).__name__ == "function"


def ismethod(object):
    return type(object).__name__ == "method"


def isbuiltin(object):
    return type(object).__name__ == "builtin_function_or_method"


def isroutine(object):
    return isbuiltin(object) or isfunction(object) or ismethod(object)


def isgenerator(object):
    return type(object).__name__ == "generator"


def isgeneratorfunction(object):
    if ismethod(object):
        object = object.__func__
    return isfunction(object) and bool(object.__code__.co_flags & 0x20)


def ismodule(object):
    return type(object).__name__ == "module"


def getdoc(object):
    doc = getattr(object, "__doc__", None)
    return cleandoc(doc) if isinstance(doc, str) else None


def cleandoc(doc):
    lines = doc.expandtabs().split("\n")
    margins = [len(line) - len(line.lstrip()) for line in lines[1:] if line.lstrip()]
    margin = min(margins, default=0)
    lines = [lines[0].lstrip()] + [line[margin:] for line in lines[1:]]
    while lines and not lines[-1]:
        lines.pop()
    while lines and not lines[0]:
        lines.pop(0)
    return "\n".join(lines)


class _Empty:
    pass


_Empty.__name__ = _Empty.__qualname__ = "_empty"


class _Kind:
    def __init__(self, number, name, description):
        self.value, self.name, self.description = number, name, description

    def __repr__(self):
        return f"<_ParameterKind.{self.name}: {self.value}>"

    def __str__(self):
        return self.name

    def __int__(self):
        return self.value

    __index__ = __int__

    def __eq__(self, other):
        return self.value == other if isinstance(other, int) else self is other

    def __lt__(self, other):
        return self.value < int(other)

    def __hash__(self):
        return hash(self.value)


_POSITIONAL_ONLY = _Kind(0, "POSITIONAL_ONLY", "positional-only")
_POSITIONAL_OR_KEYWORD = _Kind(1, "POSITIONAL_OR_KEYWORD", "positional or keyword")
_VAR_POSITIONAL = _Kind(2, "VAR_POSITIONAL", "variadic positional")
_KEYWORD_ONLY = _Kind(3, "KEYWORD_ONLY", "keyword-only")
_VAR_KEYWORD = _Kind(4, "VAR_KEYWORD", "variadic keyword")


def formatannotation(annotation, base_module=None):
    if getattr(annotation, "__module__", None) == "typing":
        return repr(annotation).replace("typing.", "")
    if isinstance(annotation, type) and not hasattr(annotation, "__origin__"):
        if annotation.__module__ in ("builtins", base_module):
            return annotation.__qualname__
        return annotation.__module__ + "." + annotation.__qualname__
    return repr(annotation)


class Parameter:
    POSITIONAL_ONLY = _POSITIONAL_ONLY
    POSITIONAL_OR_KEYWORD = _POSITIONAL_OR_KEYWORD
    VAR_POSITIONAL = _VAR_POSITIONAL
    KEYWORD_ONLY = _KEYWORD_ONLY
    VAR_KEYWORD = _VAR_KEYWORD
    empty = _Empty

    def __init__(self, name, kind, *, default=_Empty, annotation=_Empty):
        if default is not _Empty and kind in (_VAR_POSITIONAL, _VAR_KEYWORD):
            raise ValueError(f"{kind.description} parameters cannot have default values")
        if not isinstance(name, str):
            raise TypeError(f"name must be a str, not a {type(name).__name__}")
        if not name.isidentifier():
            raise ValueError(f"{name!r} is not a valid parameter name")
        self.name, self.kind, self.default, self.annotation = name, kind, default, annotation

    def replace(self, *, name=None, kind=None, annotation=_Kind, default=_Kind):
        return type(self)(
            self.name if name is None else name,
            self.kind if kind is None else kind,
            default=self.default if default is _Kind else default,
            annotation=self.annotation if annotation is _Kind else annotation,
        )

    def __str__(self):
        stars = {2: "*", 4: "**"}.get(self.kind.value, "")
        shown = stars + self.name
        if self.annotation is not _Empty:
            shown += ": " + formatannotation(self.annotation)
        if self.default is not _Empty:
            shown += (" = " if self.annotation is not _Empty else "=") + repr(self.default)
        return shown

    def __repr__(self):
        return f'<Parameter "{self}">'

    def __eq__(self, other):
        return isinstance(other, Parameter) and self.__dict__ == other.__dict__

    def __hash__(self):
        return hash((self.name, self.kind))


class BoundArguments:
    def __init__(self, signature, arguments):
        self.signature, self.arguments = signature, arguments

    @property
    def args(self):
        found = []
        for name, parameter in self.signature.parameters.items():
            if parameter.kind.value >= 3 or name not in self.arguments:
                break
            value = self.arguments[name]
            if parameter.kind is _VAR_POSITIONAL:
                found.extend(value)
            else:
                found.append(value)
        return tuple(found)

    @property
    def kwargs(self):
        found, given = {}, len(self.args)
        for place, (name, parameter) in enumerate(self.signature.parameters.items()):
            if name not in self.arguments or (parameter.kind.value < 3 and place < given):
                continue
            if parameter.kind is _VAR_KEYWORD:
                found.update(self.arguments[name])
            elif parameter.kind is not _VAR_POSITIONAL:
                found[name] = self.arguments[name]
        return found

    def apply_defaults(self):
        found = {}
        for name, parameter in self.signature.parameters.items():
            if name in self.arguments:
                found[name] = self.arguments[name]
            elif parameter.default is not _Empty:
                found[name] = parameter.default
            elif parameter.kind is _VAR_POSITIONAL:
                found[name] = ()
            elif parameter.kind is _VAR_KEYWORD:
                found[name] = {}
        self.arguments = found

    def __repr__(self):
        shown = ", ".join(f"{name}={value!r}" for name, value in self.arguments.items())
        return f"<BoundArguments ({shown})>"


class Signature:
    empty = _Empty

    def __init__(self, parameters=None, *, return_annotation=_Empty):
        self.parameters = {one.name: one for one in parameters or ()}
        self.return_annotation = return_annotation

    @classmethod
    def from_callable(cls, obj, **options):
        return signature(obj, **options)

    def replace(self, *, parameters=_Kind, return_annotation=_Kind):
        return type(self)(
            self.parameters.values() if parameters is _Kind else parameters,
            return_annotation=self.return_annotation if return_annotation is _Kind else return_annotation,
        )

    def bind(self, /, *args, **kwargs):
        return self._bound(args, kwargs, False)

    def bind_partial(self, /, *args, **kwargs):
        return self._bound(args, kwargs, True)

    def _bound(self, args, kwargs, is_partial):
        arguments, rest, named = {}, list(args), dict(kwargs)
        for name, parameter in self.parameters.items():
            kind = parameter.kind
            if kind is _VAR_POSITIONAL:
                if rest:
                    arguments[name] = tuple(rest)
                rest = []
            elif kind is _VAR_KEYWORD:
                if named:
                    arguments[name] = named
                named = {}
            elif rest and kind.value < 2:
                if name in named and kind is not _POSITIONAL_ONLY:
                    raise TypeError(f"multiple values for argument {name!r}")
                arguments[name] = rest.pop(0)
            elif name in named and kind is not _POSITIONAL_ONLY:
                if rest and kind is _KEYWORD_ONLY:
                    raise TypeError("too many positional arguments")
                arguments[name] = named.pop(name)
            elif parameter.default is _Empty and not is_partial:
                if rest:
                    raise TypeError("too many positional arguments")
                raise TypeError(f"missing a required argument: {name!r}")
        if rest:
            raise TypeError("too many positional arguments")
        if named:
            raise TypeError(f"got an unexpected keyword argument {next(iter(named))!r}")
        return BoundArguments(self, arguments)

    def __str__(self):
        found, is_positional_only, has_star = [], False, False
        for parameter in self.parameters.values():
            kind = parameter.kind
            if is_positional_only and kind is not _POSITIONAL_ONLY:
                found.append("/")
            is_positional_only = kind is _POSITIONAL_ONLY
            if kind is _KEYWORD_ONLY and not has_star:
                found.append("*")
            has_star = has_star or kind in (_VAR_POSITIONAL, _KEYWORD_ONLY)
            found.append(str(parameter))
        if is_positional_only:
            found.append("/")
        shown = "(" + ", ".join(found) + ")"
        if self.return_annotation is not _Empty:
            shown += " -> " + formatannotation(self.return_annotation)
        return shown

    def __repr__(self):
        return f"<Signature {self}>"

    def __eq__(self, other):
        if not isinstance(other, Signature):
            return NotImplemented
        mine, theirs = list(self.parameters.values()), list(other.parameters.values())
        return mine == theirs and self.return_annotation == other.return_annotation

    def __hash__(self):
        return hash(tuple(self.parameters))


def unwrap(func, *, stop=None):
    while hasattr(func, "__wrapped__") and not (stop is not None and stop(func)):
        func = func.__wrapped__
    return func


def _of_function(function):
    code, defaults = function.__code__, function.__defaults__ or ()
    notes, named = function.__annotations__, function.__kwdefaults__ or {}
    names, count = code.co_varnames, code.co_argcount
    first_default = count - len(defaults)
    found = []

    def add(name, kind, default=_Empty):
        found.append(Parameter(name, kind, default=default, annotation=notes.get(name, _Empty)))

    for place, name in enumerate(names[:count]):
        kind = _POSITIONAL_ONLY if place < code.co_posonlyargcount else _POSITIONAL_OR_KEYWORD
        add(name, kind, defaults[place - first_default] if place >= first_default else _Empty)
    place = count + code.co_kwonlyargcount
    has_rest = bool(code.co_flags & 0x04)
    if has_rest:
        add(names[place], _VAR_POSITIONAL)
    for name in names[count:place]:
        add(name, _KEYWORD_ONLY, named.get(name, _Empty))
    if code.co_flags & 0x08:
        add(names[place + has_rest], _VAR_KEYWORD)
    return Signature(found, return_annotation=notes.get("return", _Empty))


def _without_first(found):
    parameters = list(found.parameters.values())
    if parameters and parameters[0].kind.value < 2:
        parameters = parameters[1:]
    return found.replace(parameters=parameters)


def _of_partial(partial):
    found = signature(partial.func)
    bound = found.bind_partial(*partial.args, **partial.keywords).arguments
    parameters, is_named = [], False
    given = len(partial.args)
    for place, (name, one) in enumerate(found.parameters.items()):
        if one.kind.value < 2 and place < given:
            continue
        if name in partial.keywords and one.kind.value in (1, 3):
            one = one.replace(default=bound[name], kind=_KEYWORD_ONLY)
            is_named = True
        elif is_named and one.kind is _POSITIONAL_OR_KEYWORD:
            one = one.replace(kind=_KEYWORD_ONLY)
        elif is_named and one.kind is _VAR_POSITIONAL:
            continue
        parameters.append(one)
    return found.replace(parameters=parameters)


def signature(obj, *, follow_wrapped=True, globals=None, locals=None, eval_str=False):
    from functools import partial

    if not callable(obj):
        raise TypeError(f"{obj!r} is not a callable object")
    if ismethod(obj):
        return _without_first(signature(obj.__func__))
    if follow_wrapped:
        obj = unwrap(obj, stop=lambda it: hasattr(it, "__signature__"))
        if ismethod(obj):
            return signature(obj)
    if hasattr(obj, "__signature__"):
        return obj.__signature__
    if isfunction(obj):
        return _of_function(obj)
    if isinstance(obj, partial):
        return _of_partial(obj)
    if isinstance(obj, type):
        for name in ("__new__", "__init__"):
            for cls in obj.__mro__:
                if cls is object:
                    break
                if name in cls.__dict__ and isfunction(getattr(cls, name)):
                    return _without_first(_of_function(getattr(cls, name)))
        if obj.__init__ is object.__init__ and obj.__new__ is object.__new__:
            return Signature()
    elif isfunction(getattr(type(obj), "__call__", None)):
        return _without_first(_of_function(type(obj).__call__))
    raise NotImplementedError(f"the sandbox does not know the signature of {obj!r}")


def isabstract(object):
    return isinstance(object, type) and bool(getattr(object, "__abstractmethods__", None))


def getmembers(object, predicate=None):
    found = []
    for name in sorted(set(dir(object))):
        try:
            value = getattr(object, name)
        except AttributeError:
            continue
        if predicate is None or predicate(value):
            found.append((name, value))
    return found


def getmro(cls):
    return cls.__mro__
