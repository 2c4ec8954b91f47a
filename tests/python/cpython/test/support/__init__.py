"""As much of `test.support` as CPython's tests need in the sandbox."""

import sys
import unittest

verbose = False
_1M, _1G, _2G, _4G = 1 << 20, 1 << 30, 1 << 31, 1 << 32
MAX_Py_ssize_t = sys.maxsize
SHORT_TIMEOUT = LONG_TIMEOUT = 30
TEST_MODULES_ENABLED = HAVE_DOCSTRINGS = MISSING_C_DOCSTRINGS = True
is_emscripten = is_wasi = is_android = is_jython = is_apple = False
has_subprocess_support = has_fork_support = has_socket_support = False
use_resources = []
REPO_ROOT = "/project"
real_max_memuse = max_memuse = 0
INT_MAX = 2**31 - 1
INT_MIN = -(2**31)
NHASHBITS = 64


def _same(item):
    return item


cpython_only = requires_IEEE_754 = no_tracing = anticipate_failure = requires_docstrings = _same


def _decorator(*arguments, **keywords):
    return _same


bigmemtest = bigaddrspacetest = run_with_locale = requires_resource = skip_if_sanitizer = _decorator
impl_detail = requires_legacy_unicode_capi = requires_limited_api = skip_if_pgo_task = suppress_immortalization = _decorator


def check_impl_detail(**guards):
    return False


def gc_collect():
    pass


def run_unittest(*classes):
    pass


def requires(*arguments, **keywords):
    pass


def run_doctest(*arguments, **keywords):
    pass


class _Nothing:
    def __init__(self, *arguments, **keywords):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False

    def __call__(self, item):
        return item


infinite_recursion = swap_attr = disable_gc = _Nothing


class captured_output:
    def __init__(self, *arguments):
        pass

    def __enter__(self):
        import io

        return io.StringIO()

    def __exit__(self, *error):
        return False


captured_stdout = captured_stderr = captured_stdin = captured_output


class _Always:
    def __eq__(self, other):
        return True

    def __ne__(self, other):
        return False


class _Never:
    def __eq__(self, other):
        return False

    def __ne__(self, other):
        return True

    def __hash__(self):
        return 1


class _Largest:
    def __eq__(self, other):
        return isinstance(other, _Largest)

    def __lt__(self, other):
        return False

    def __le__(self, other):
        return self == other

    def __gt__(self, other):
        return self != other

    def __ge__(self, other):
        return True


class _Smallest:
    def __eq__(self, other):
        return isinstance(other, _Smallest)

    def __lt__(self, other):
        return self != other

    def __le__(self, other):
        return True

    def __gt__(self, other):
        return False

    def __ge__(self, other):
        return self == other


ALWAYS_EQ, NEVER_EQ, LARGEST, SMALLEST = _Always(), _Never(), _Largest(), _Smallest()


def check_syntax_error(case, statement, errtext="", *, lineno=None, offset=None):
    with case.assertRaisesRegex(SyntaxError, errtext):
        compile(statement, "<test string>", "exec")


def check_free_after_iterating(case, iterate, kind, arguments=()):
    raise unittest.SkipTest("needs a garbage collector")


def findfile(name, subdir=None):
    return name


def sortdict(items):
    return "{" + ", ".join(f"{key!r}: {value!r}" for key, value in sorted(items.items())) + "}"


class TestFailed(Exception):
    pass


def is_resource_enabled(resource):
    return True


def check_sanitizer(**kinds):
    return False


def darwin_malloc_err_warning(name):
    pass


class adjust_int_max_str_digits:
    def __init__(self, digits):
        self.digits = digits

    def __enter__(self):
        self.before = sys.get_int_max_str_digits()
        sys.set_int_max_str_digits(self.digits)

    def __exit__(self, *details):
        sys.set_int_max_str_digits(self.before)
