"""The parts of `os.path` that compare paths or look at their beginning."""

from os import fspath as _fspath, getcwd as _getcwd
from posixpath import abspath as _abspath

curdir = "."
pardir = ".."
extsep = "."
pathsep = ":"
altsep = None
devnull = "/dev/null"
supports_unicode_filenames = False


def commonprefix(m):
    if not m:
        return ""
    if not isinstance(m[0], (list, tuple)):
        m = [_fspath(one) for one in m]
    least, greatest = min(m), max(m)
    for place, part in enumerate(least):
        if part != greatest[place]:
            return least[:place]
    return least


def commonpath(paths):
    if not paths:
        raise ValueError("commonpath() arg is an empty sequence")
    paths = tuple(map(_fspath, paths))
    rooted = {path.startswith("/") for path in paths}
    if len(rooted) != 1:
        raise ValueError("Can't mix absolute and relative paths") from None
    split = [[name for name in path.split("/") if name and name != "."] for path in paths]
    return ("/" if rooted.pop() else "") + "/".join(commonprefix(split))


def relpath(path, start=None):
    if not path:
        raise ValueError("no path specified")
    path = _fspath(path)
    start = _getcwd() if start is None else _fspath(start)
    here = [name for name in _abspath(start).split("/") if name]
    there = [name for name in _abspath(path).split("/") if name]
    shared = len(commonprefix([here, there]))
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def splitdrive(p):
    p = _fspath(p)
    return p[:0], p


def normcase(s):
    return _fspath(s)


def expandvars(path):
    path = _fspath(path)
    if "$" not in path:
        return path
    import os
    import re

    def value(found):
        name = found[1] if found[1] is not None else found[2]
        return os.environ.get(name, found[0])

    return re.sub(r"\$(?:(\w+)|\{([^}]*)\})", value, path, flags=re.ASCII)
