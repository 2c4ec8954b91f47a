"""What CPython's tests import from `test.support.os_helper`."""

TESTFN = TESTFN_ASCII = "@test_tmp"
FS_NONASCII = TESTFN_UNENCODABLE = TESTFN_UNDECODABLE = TESTFN_NONASCII = None


def unlink(name):
    pass


def can_symlink():
    return False


def skip_unless_symlink(item):
    return item


rmtree = rmdir = unlink


class FakePath:
    def __init__(self, path):
        self.path = path

    def __repr__(self):
        return f"<FakePath {self.path!r}>"

    def __fspath__(self):
        if isinstance(self.path, BaseException):
            raise self.path
        return self.path
