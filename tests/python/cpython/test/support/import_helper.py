"""What CPython's tests import from `test.support.import_helper`."""

import importlib


def import_module(name, **keywords):
    return importlib.import_module(name)


def import_fresh_module(name, fresh=(), blocked=(), **keywords):
    """The C version of a module is the one that the sandbox has."""
    return importlib.import_module(name) if not blocked else None


def unload(name):
    pass
