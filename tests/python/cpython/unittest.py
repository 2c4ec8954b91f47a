"""As much of `unittest` as CPython's tests need to run one by one in the sandbox."""

import re


class SkipTest(Exception):
    pass


def skip(reason):
    def decorate(item):
        def skipped(*arguments, **keywords):
            raise SkipTest(reason)

        return skipped

    return decorate


def skipIf(condition, reason):
    return skip(reason) if condition else (lambda item: item)


def skipUnless(condition, reason):
    return skip(reason) if not condition else (lambda item: item)


def expectedFailure(item):
    return item


def _is_kind(error, expected):
    return isinstance(error, expected)


class _Raises:
    def __init__(self, case, expected, pattern=None):
        self.case, self.expected, self.pattern = case, expected, pattern

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        if error is None:
            raise AssertionError(f"{self.expected} not raised")
        if not _is_kind(error, self.expected):
            return False
        self.exception = error
        if self.pattern is not None:
            pattern = self.pattern
            if isinstance(pattern, str):
                pattern = re.compile(pattern)
            if not pattern.search(str(error)):
                raise AssertionError(f"{pattern.pattern!r} does not match {str(error)!r}")
        return True


class _Warns:
    """The sandbox shows no warnings; what is tested around them still runs."""

    def __init__(self):
        self.warning, self.warnings, self.filename, self.lineno = None, [], None, 0

    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


class _SubTest:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        return False


class TestCase:
    maxDiff = None
    failureException = AssertionError

    def __init__(self, methodName="runTest"):
        self._testMethodName = methodName
        self._cleanups = []

    @classmethod
    def setUpClass(cls):
        pass

    @classmethod
    def tearDownClass(cls):
        pass

    def setUp(self):
        pass

    def tearDown(self):
        pass

    def addCleanup(self, function, *arguments, **keywords):
        self._cleanups.append((function, arguments, keywords))

    def doCleanups(self):
        while self._cleanups:
            function, arguments, keywords = self._cleanups.pop()
            function(*arguments, **keywords)

    def id(self):
        return self._testMethodName

    def shortDescription(self):
        return None

    def subTest(self, *arguments, **keywords):
        return _SubTest()

    def skipTest(self, reason):
        raise SkipTest(reason)

    def addTypeEqualityFunc(self, kind, function):
        pass

    def fail(self, msg=None):
        raise AssertionError(msg)

    def _check(self, truth, text, msg):
        if not truth:
            raise AssertionError(text if msg is None else f"{text}: {msg}")

    def assertTrue(self, value, msg=None):
        self._check(value, f"{value!r} is not true", msg)

    def assertFalse(self, value, msg=None):
        self._check(not value, f"{value!r} is not false", msg)

    def assertEqual(self, first, second, msg=None):
        self._check(first == second, f"{first!r} != {second!r}", msg)

    def assertNotEqual(self, first, second, msg=None):
        self._check(first != second, f"{first!r} == {second!r}", msg)

    assertListEqual = assertTupleEqual = assertDictEqual = assertSetEqual = assertEqual
    assertMultiLineEqual = assertSequenceEqual = assertEqual

    def assertIs(self, first, second, msg=None):
        self._check(first is second, f"{first!r} is not {second!r}", msg)

    def assertIsNot(self, first, second, msg=None):
        self._check(first is not second, f"{first!r} is {second!r}", msg)

    def assertIsNone(self, value, msg=None):
        self._check(value is None, f"{value!r} is not None", msg)

    def assertIsNotNone(self, value, msg=None):
        self._check(value is not None, "is None", msg)

    def assertIn(self, member, container, msg=None):
        self._check(member in container, f"{member!r} not in {container!r}", msg)

    def assertNotIn(self, member, container, msg=None):
        self._check(member not in container, f"{member!r} in {container!r}", msg)

    def assertIsInstance(self, value, kind, msg=None):
        self._check(isinstance(value, kind), f"{value!r} is no {kind!r}", msg)

    def assertNotIsInstance(self, value, kind, msg=None):
        self._check(not isinstance(value, kind), f"{value!r} is a {kind!r}", msg)

    def assertLess(self, first, second, msg=None):
        self._check(first < second, f"{first!r} not < {second!r}", msg)

    def assertLessEqual(self, first, second, msg=None):
        self._check(first <= second, f"{first!r} not <= {second!r}", msg)

    def assertGreater(self, first, second, msg=None):
        self._check(first > second, f"{first!r} not > {second!r}", msg)

    def assertGreaterEqual(self, first, second, msg=None):
        self._check(first >= second, f"{first!r} not >= {second!r}", msg)

    def assertAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        if first == second:
            return
        if delta is not None:
            close = abs(first - second) <= delta
        else:
            close = round(abs(first - second), places) == 0
        self._check(close, f"{first!r} != {second!r} within {places} places", msg)

    def assertNotAlmostEqual(self, first, second, places=7, msg=None, delta=None):
        self._check(round(abs(first - second), places) != 0, f"{first!r} == {second!r}", msg)

    def assertCountEqual(self, first, second, msg=None):
        first, second = list(first), list(second)
        left = list(second)
        for item in first:
            if item not in left:
                raise AssertionError(f"{first!r} != {second!r}")
            left.remove(item)
        self._check(not left, f"{first!r} != {second!r}", msg)

    def assertRegex(self, text, pattern, msg=None):
        if isinstance(pattern, str):
            pattern = re.compile(pattern)
        self._check(pattern.search(text), f"{pattern.pattern!r} not found in {text!r}", msg)

    def assertNotRegex(self, text, pattern, msg=None):
        if isinstance(pattern, str):
            pattern = re.compile(pattern)
        self._check(not pattern.search(text), f"{pattern.pattern!r} found in {text!r}", msg)

    def assertRaises(self, expected, *arguments, **keywords):
        context = _Raises(self, expected)
        if not arguments:
            return context
        function, *arguments = arguments
        with context:
            function(*arguments, **keywords)

    def assertRaisesRegex(self, expected, pattern, *arguments, **keywords):
        context = _Raises(self, expected, pattern)
        if not arguments:
            return context
        function, *arguments = arguments
        with context:
            function(*arguments, **keywords)

    def assertWarns(self, expected, *arguments, **keywords):
        if not arguments:
            return _Warns()
        function, *arguments = arguments
        function(*arguments, **keywords)

    def assertWarnsRegex(self, expected, pattern, *arguments, **keywords):
        return self.assertWarns(expected, *arguments, **keywords)

    def assertNoLogs(self, *arguments, **keywords):
        return _SubTest()


IsolatedAsyncioTestCase = TestCase


def main(*arguments, **keywords):
    pass


def run_case(kind, method):
    """Runs one test method; an error is its failure."""
    kind.setUpClass()
    case = kind(method)
    try:
        case.setUp()
        try:
            getattr(case, method)()
        finally:
            case.tearDown()
    finally:
        case.doCleanups()
