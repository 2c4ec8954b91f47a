"""Runs CPython 3.11's own tests in the sandbox's evaluator, one test method at a time.

    python3 tests/python/cpython_suite.py [--list FILE] [test_dict test_list …]

It takes the sources from the CPython 3.11 that runs it (its `test` package must be there), which also
says which test methods count: those that it runs and passes itself, but for the tests of the second
implementation that it has of some modules in Python, and for those of `test_decimal` which only read
files of cases. The sandbox gets each file with its top-level statements guarded one by one and with
one test method at a time, so that what it cannot run fails only the tests that need it, and with the
`unittest` and `test.support` of `tests/python/cpython/`. What cannot be loaded counts as failed.
`--list FILE` writes what failed, and why.
"""

import ast
import io
import os
import pathlib
import subprocess
import sys
import tempfile
import test
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
LIBRARY = pathlib.Path(test.__path__[0])
FILES = """
    test_fstring test_dict test_list test_generators test_scope test_string test_enum test_decimal
    test_set test_tuple test_int test_float test_itertools test_functools test_textwrap
    test_dataclasses test_collections test_deque test_math test_unicode test_format test_bool
    test_slice test_range test_enumerate test_unpack test_with test_exceptions test_patma
    test_named_expressions test_keywordonlyarg test_property test_super test_descr test_copy
    test_operator test_re test_datetime test_uuid test_random test_posixpath test_pathlib
    test_raise test_contains test_compare test_augassign test_decorators test_dictcomps
    test_listcomps test_setcomps test_genexps test_dictviews test_defaultdict test_ordered_dict
    test_userdict test_userlist test_iter test_index test_pow test_sort test_hash test_int_literal
    test_string_literals test_global test_binop test_richcmp test_isinstance test_subclassinit
    test_positional_only_arg test_extcall test_funcattrs test_unary test_bytes test_builtin
    test_baseexception test_exception_variations test_contextlib test_yield_from test_typing
    test_genericclass test_types test_class test_call test_base64 test_bisect test_heapq test_hashlib
    test_statistics test_fractions test_calendar test_colorsys test_abc test_reprlib test_json
""".split()
# Beside the files of tests: what they import from each other.
SHARED = """
    list_tests seq_tests string_tests mapping_tests datetimetester re_tests test_genericpath
    support list_tests test_int test_contextlib test_grammar
""".split()


class Recorder(unittest.TestResult):
    def __init__(self):
        super().__init__()
        self.passed = []

    def addSuccess(self, case):
        self.passed.append(case)


def passing(name):
    """The test methods of a file that CPython itself passes: class and method."""
    result = Recorder()
    suite = unittest.defaultTestLoader.loadTestsFromName(f"test.{name}")
    keep = (sys.stdout, sys.stderr)
    sys.stdout, sys.stderr = io.StringIO(), io.StringIO()
    try:
        suite.run(result)
    finally:
        sys.stdout, sys.stderr = keep
    cases = []
    for case in result.passed:
        kind = type(case)
        if "IBMTestCases" in kind.__name__ or is_second(kind):
            continue
        if kind.__module__.startswith("test.") and hasattr(case, "_testMethodName"):
            module = kind.__module__.removeprefix("test.")
            cases.append((module, kind.__qualname__, case._testMethodName))
    return cases


def is_second(kind):
    """Whether a class tests the Python version of a module that CPython also has in C."""
    name = kind.__name__
    return name.endswith("_Pure") or name.startswith(("Py", "TestPy")) and name != "PythonAPItests"


def guarded(source):
    """The source with each top-level statement in a `try` of its own, and with lines around each test
    method by which the runner takes out all but the one that it runs."""
    tree = ast.parse(source)
    lines = mark_tests(tree, source.splitlines())
    inside = texts(tree)
    head, parts = [], []
    for statement in tree.body:
        start = min([statement.lineno, *(it.lineno for it in getattr(statement, "decorator_list", []))])
        numbers = range(start, statement.end_lineno + 1)
        if isinstance(statement, ast.ImportFrom) and statement.module == "__future__":
            head += [lines[number - 1] for number in numbers]
        elif isinstance(statement, ast.If) and "__main__" in ast.unparse(statement.test):
            continue
        else:
            # A text over several lines must keep its indentation.
            body = [
                "\n".join(
                    line if number in inside and not at else "    " + line
                    for at, line in enumerate(lines[number - 1].split("\n"))
                )
                for number in numbers
            ]
            parts += ["try:", *body, "except BaseException as _error: _failed.append(_error)"]
    return "\n".join([*head, "_failed = []", *parts]) + "\n"


def texts(tree):
    """The lines that begin inside of a text."""
    return {
        number
        for it in ast.walk(tree)
        if isinstance(it, (ast.Constant, ast.JoinedStr))
        for number in range(it.lineno + 1, it.end_lineno + 1)
    }


def mark_tests(tree, lines):
    """Puts `# test: Class.method` before and `# end` after each test method."""
    lines = list(lines)

    def visit(node, path):
        for child in getattr(node, "body", []):
            if isinstance(child, ast.ClassDef):
                visit(child, [*path, child.name])
                if child.body[0].lineno > child.lineno:
                    lines[child.end_lineno - 1] += "\n" + " " * child.body[0].col_offset + "pass"
            elif path and isinstance(child, ast.FunctionDef) and child.name.startswith("test"):
                first = min([child.lineno, *(it.lineno for it in child.decorator_list)])
                name = ".".join([*path, child.name])
                lines[first - 1] = f"# test: {name}\n" + lines[first - 1]
                lines[child.end_lineno - 1] += "\n# end"
            elif isinstance(child, (ast.If, ast.Try)):
                visit(child, path)

    visit(tree, [])
    return lines


def main(arguments):
    listing = None
    if arguments[:1] == ["--list"]:
        listing, arguments = arguments[1], arguments[2:]
    names = arguments or FILES
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "test").mkdir()
        (folder / "test" / "__init__.py").write_text("")
        for path in LIBRARY.glob("*.py"):
            if path.stem in SHARED or path.stem in names:
                try:
                    text = guarded(path.read_text())
                except (UnicodeDecodeError, SyntaxError):
                    continue
                (folder / "test" / path.name).write_text(text)
        cases = []
        for name in names:
            try:
                found = passing(name)
            except Exception as error:
                print(f"{name}: CPython itself: {error}", file=sys.stderr)
                continue
            cases += [f"{name} {module} {kind} {method}" for module, kind, method in found]
        (folder / "cases").write_text("\n".join(dict.fromkeys(cases)) + "\n")
        environment = dict(os.environ, CPYTHON_SUITE=str(folder))
        if listing:
            environment["CPYTHON_SUITE_LIST"] = listing
        runner = os.environ.get("CPYTHON_SUITE_RUNNER")
        command = [runner] if runner else (
            "cargo test --quiet --test python cpython_suite -- --nocapture".split()
        )
        subprocess.run(command, cwd=ROOT, env=environment, check=False)


if __name__ == "__main__":
    main(sys.argv[1:])
