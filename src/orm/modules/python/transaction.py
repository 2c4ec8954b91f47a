from contextlib import contextmanager

from django.db import connections


def get_connection(using=None):
    return connections["default" if using is None else using]


def get_autocommit(using=None):
    return get_connection(using).autocommit


def savepoint(using=None):
    if get_connection(using).in_atomic_block:
        return new_savepoint()
    return None


def clean_savepoints(using=None):
    """The counter for their names goes on."""


def refuse_in_atomic(using):
    if get_connection(using).in_atomic_block:
        raise TransactionManagementError("This is forbidden when an 'atomic' block is active.")


def commit(using=None):
    refuse_in_atomic(using)


def rollback(using=None):
    refuse_in_atomic(using)


def demand_atomic(using):
    if not get_connection(using).in_atomic_block:
        raise TransactionManagementError("The rollback flag doesn't work outside of an 'atomic' block.")


def get_rollback(using=None):
    demand_atomic(using)
    return needs_rollback()


def set_rollback(rollback, using=None):
    demand_atomic(using)
    set_needs_rollback(rollback)


@contextmanager
def mark_for_rollback_on_error(using=None):
    try:
        yield
    except Exception:
        if get_connection(using).in_atomic_block:
            set_needs_rollback(True)
        raise


def on_commit(func, using=None, robust=False):
    if not callable(func):
        raise TypeError("on_commit()'s callback must be a callable.")
    get_connection(using)
    add_commit_hook(robustly(func) if robust else func)


def robustly(func):
    def call():
        try:
            func()
        except Exception:
            pass

    return call
