"""What CPython's tests import from `test.support.testcase`."""


class ExceptionIsLikeMixin:
    pass
