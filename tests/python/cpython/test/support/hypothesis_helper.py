"""What CPython's tests import from `test.support.hypothesis_helper`."""
