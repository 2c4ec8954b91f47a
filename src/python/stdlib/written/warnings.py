"""Warnings as errors, kept in a list, and shown where it is known which line they are of."""

import sys as _sys

filters = []
_shown = set()


class WarningMessage:
    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message, self.category, self.filename, self.lineno = message, category, filename, lineno
        self.file, self.line, self.source = file, line, source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return "{message : %r, category : %r, filename : %r, lineno : %s, line : %r}" % (
            self.message, self._category_name, self.filename, self.lineno, self.line
        )


class _Kept:
    """Where warnings are kept, innermost last."""

    lists = []


def _action_for(text, category):
    import re

    for action, message, kind, _, _ in filters:
        if issubclass(category, kind) and (not message or re.match(message, text, re.IGNORECASE)):
            return action
    return "default"


def warn(message, category=None, stacklevel=1, source=None):
    if isinstance(message, Warning):
        category = type(message)
    category = UserWarning if category is None else category
    if not (isinstance(category, type) and issubclass(category, Warning)):
        raise TypeError("category must be a Warning subclass, not '%s'" % type(category).__name__)
    warn_explicit(message, category, "<sandbox>", 0)


def warn_explicit(message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None):
    text = str(message)
    if isinstance(message, Warning):
        category = type(message)
    else:
        message = category(message)
    action = _action_for(text, category)
    if action == "ignore":
        return
    if action == "error":
        raise message
    if _Kept.lists:
        _Kept.lists[-1].append(WarningMessage(message, category, filename, lineno))
    elif lineno and (action == "always" or (text, category, lineno) not in _shown):
        _shown.add((text, category, lineno))
        line = "warnings.warn(" if filename.startswith("django/") else None
        _sys.stderr.write(formatwarning(message, category, filename, lineno, line))


def _add(item, append):
    if item in filters:
        if append:
            return
        filters.remove(item)
    filters.insert(len(filters) if append else 0, item)


_ACTIONS = ("error", "ignore", "always", "default", "module", "once")


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    assert action in _ACTIONS, "invalid action: %r" % (action,)
    _add((action, message, category, module, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    assert action in _ACTIONS, "invalid action: %r" % (action,)
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    filters.clear()


def formatwarning(message, category, filename, lineno, line=None):
    shown = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return shown + f"  {line.strip()}\n" if line else shown


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is not None:
        file.write(formatwarning(message, category, filename, lineno, line))


class catch_warnings:
    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record, self._filter = record, None
        if action is not None:
            self._filter = action, category, lineno, append
        self._is_entered = False

    def __enter__(self):
        if self._is_entered:
            raise RuntimeError("Cannot enter %r twice" % self)
        self._is_entered = True
        self._before = filters[:]
        if self._filter:
            simplefilter(*self._filter)
        self._kept = [] if self._record else None
        if self._record:
            _Kept.lists.append(self._kept)
        return self._kept

    def __exit__(self, *exc_info):
        if not self._is_entered:
            raise RuntimeError("Cannot exit %r without entering first" % self)
        filters[:] = self._before
        if self._record:
            _Kept.lists.remove(self._kept)
