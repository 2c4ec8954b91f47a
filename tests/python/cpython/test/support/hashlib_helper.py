"""What CPython's tests import from `test.support.hashlib_helper`."""
