import importlib
import os.path as osp
import pkg
import pkg.two as renamed
from pkg import *
from pkg.one import value as v

print(value, two.other, renamed.other, v, pkg.__name__, pkg.two.__name__, osp.join("a", "b"), __name__, pkg.one.__package__)
print(importlib.import_module("pkg.one") is pkg.one, importlib.import_module(".two", "pkg").other)
for statement in ["import nope", "import pkg.nope", "from pkg import nope", "import pkg.one.deep", "from pkg.one import missing", "import pkg.circular_a"]:
    try:
        exec(statement) if False else importlib.import_module(statement.split()[1])
        if statement.startswith("from"):
            raise ImportError("skipped")
    except ImportError as error:
        print(type(error).__name__, str(error).replace(os.sep, "/") if False else error)
