"""Bytes and texts that nobody can guess, and comparing them."""

from base64 import urlsafe_b64encode as _urlsafe_b64encode
from os import urandom as _urandom

DEFAULT_ENTROPY = 32


def token_bytes(nbytes=None):
    return _urandom(DEFAULT_ENTROPY if nbytes is None else nbytes)


def token_hex(nbytes=None):
    return token_bytes(nbytes).hex()


def token_urlsafe(nbytes=None):
    return _urlsafe_b64encode(token_bytes(nbytes)).rstrip(b"=").decode("ascii")


def randbits(k):
    if k < 0:
        raise ValueError("number of bits must be non-negative")
    size = -(-k // 8)
    return int.from_bytes(token_bytes(size), "big") >> (size * 8 - k)


def compare_digest(a, b, /):
    if isinstance(a, str) and isinstance(b, str):
        if not (a.isascii() and b.isascii()):
            raise TypeError("comparing strings with non-ASCII characters is not supported")
        return a == b
    if not isinstance(a, (bytes, bytearray)) or not isinstance(b, (bytes, bytearray)):
        kinds = type(a).__name__, type(b).__name__
        raise TypeError("unsupported operand types(s) or combination of types: '%s' and '%s'" % kinds)
    return bytes(a) == bytes(b)
