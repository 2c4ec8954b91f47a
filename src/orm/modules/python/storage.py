import os.path
import re

from django.conf import settings
from django.core.exceptions import SuspiciousFileOperation
from django.core.files.utils import validate_file_name
from django.utils.deconstruct import deconstructible

UNQUOTED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~/!*()'"


def filepath_to_uri(path):
    if path is None:
        return path
    path = str(path).replace("\\", "/")
    return "".join(
        letter if letter in UNQUOTED else "".join(f"%{byte:02X}" for byte in letter.encode())
        for letter in path
    )


def get_valid_filename(name):
    text = str(name).strip().replace(" ", "_")
    text = re.sub(r"(?u)[^-\w.]", "", text)
    if text in {"", ".", ".."}:
        raise SuspiciousFileOperation("Could not derive file name from '%s'" % name)
    return text


def safe_join(base, *paths):
    final = os.path.normpath(os.path.join("/", base, *paths))
    base = os.path.normpath(os.path.join("/", base))
    if final != base and not final.startswith(base.rstrip("/") + "/"):
        raise SuspiciousFileOperation(
            f"The joined path ({final}) is located outside of the base path component ({base})"
        )
    return final


class Storage(Storage):
    """Where files are kept. The sandbox knows their names, and never what is in them."""

    def get_valid_name(self, name):
        return get_valid_filename(name)

    def generate_filename(self, filename):
        filename = str(filename).replace("\\", "/")
        folder, filename = os.path.split(filename)
        if ".." in folder.split("/"):
            raise SuspiciousFileOperation("Detected path traversal attempt in '%s'" % folder)
        return os.path.normpath(os.path.join(folder, self.get_valid_name(filename)))

    def path(self, name):
        raise NotImplementedError("This backend doesn't support absolute paths.")

    def url(self, name):
        raise NotImplementedError("subclasses of Storage must provide a url() method")

    def unsupported(self, name):
        raise NotImplementedError(f"the sandbox does not support {name}() of a file")

    def open(self, name, mode="rb"):
        self.unsupported("open")

    def save(self, name, content, max_length=None):
        self.unsupported("save")

    def delete(self, name):
        self.unsupported("delete")

    def exists(self, name):
        self.unsupported("exists")

    def listdir(self, path):
        self.unsupported("listdir")

    def size(self, name):
        self.unsupported("size")


Storage.__module__ = "django.core.files.storage.base"


class WithPlace:
    def __init__(
        self,
        location=None,
        base_url=None,
        file_permissions_mode=None,
        directory_permissions_mode=None,
        allow_overwrite=False,
    ):
        self._location = location
        self._base_url = base_url

    @property
    def base_location(self):
        return settings.MEDIA_ROOT if self._location is None else self._location

    @property
    def location(self):
        return os.path.normpath(os.path.join("/", str(self.base_location)))

    @property
    def base_url(self):
        url = self._base_url
        if url is not None and not url.endswith("/"):
            url += "/"
        return settings.MEDIA_URL if url is None else url

    def path(self, name):
        return safe_join(self.location, name)

    def url(self, name):
        if self.base_url is None:
            raise ValueError("This file is not accessible via a URL.")
        url = filepath_to_uri(name)
        if url is not None:
            url = url.lstrip("/")
        return self.base_url.rstrip("/") + "/" + (url or "") if self.base_url else url


@deconstructible(path="django.core.files.storage.FileSystemStorage")
class FileSystemStorage(WithPlace, Storage):
    pass


FileSystemStorage.__module__ = "django.core.files.storage.filesystem"


@deconstructible(path="django.core.files.storage.InMemoryStorage")
class InMemoryStorage(WithPlace, Storage):
    pass


InMemoryStorage.__module__ = "django.core.files.storage.memory"


class DefaultStorage(DefaultStorage):
    def __getattr__(self, name):
        return getattr(storages["default"], name)


default_storage = DefaultStorage()
