"""What CPython's tests import from `test.support.threading_helper`."""


def requires_working_threading(*arguments, **keywords):
    return lambda item: item


def reap_threads(item):
    return item
