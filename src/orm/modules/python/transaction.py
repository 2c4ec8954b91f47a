from contextlib import contextmanager

from django.db import connections


def get_connection(using=None):
    return connections["default" if using is None else using]


def get_autocommit(using=None):
    return get_connection(using).get_autocommit()


def set_autocommit(autocommit, using=None):
    get_connection(using).set_autocommit(autocommit)


def savepoint(using=None):
    return get_connection(using).savepoint()


def savepoint_commit(sid, using=None):
    get_connection(using).savepoint_commit(sid)


def savepoint_rollback(sid, using=None):
    get_connection(using).savepoint_rollback(sid)


def clean_savepoints(using=None):
    get_connection(using).clean_savepoints()


def commit(using=None):
    get_connection(using).commit()


def rollback(using=None):
    get_connection(using).rollback()


def get_rollback(using=None):
    return get_connection(using).get_rollback()


def set_rollback(rollback, using=None):
    get_connection(using).set_rollback(rollback)


@contextmanager
def mark_for_rollback_on_error(using=None):
    try:
        yield
    except Exception:
        if get_connection(using).in_atomic_block:
            set_needs_rollback(True)
        raise


def on_commit(func, using=None, robust=False):
    get_connection(using).on_commit(func, robust)
