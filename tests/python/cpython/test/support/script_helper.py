"""What CPython's tests import from `test.support.script_helper`."""

import unittest


def assert_python_ok(*arguments, **keywords):
    raise unittest.SkipTest("there are no processes")


assert_python_failure = run_python_until_end = assert_python_ok
