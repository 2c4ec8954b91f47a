"""Bytes as hexadecimal digits, and their checksums."""

from base64 import b64decode as _b64decode, b64encode as _b64encode


def _as_bytes(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data.encode()
    if not isinstance(data, (bytes, bytearray)):
        kind = type(data).__name__
        raise TypeError(f"argument should be bytes, buffer or ASCII string, not '{kind}'")
    return bytes(data)


def _only_bytes(data):
    if not isinstance(data, (bytes, bytearray)):
        raise TypeError(f"a bytes-like object is required, not '{type(data).__name__}'")
    return bytes(data)


def hexlify(data, sep=None, bytes_per_sep=1):
    data = _only_bytes(data)
    return (data.hex() if sep is None else data.hex(sep, bytes_per_sep)).encode()


def unhexlify(hexstr):
    from binascii import Error

    text = _as_bytes(hexstr)
    if len(text) % 2:
        raise Error("Odd-length string")
    try:
        return bytes(int(text[at : at + 1], 16) * 16 + int(text[at + 1 : at + 2], 16) for at in range(0, len(text), 2))
    except ValueError:
        raise Error("Non-hexadecimal digit found") from None


b2a_hex = hexlify
a2b_hex = unhexlify


def b2a_base64(data, *, newline=True):
    return _b64encode(_only_bytes(data)) + (b"\n" if newline else b"")


def a2b_base64(data, *, strict_mode=False):
    return _b64decode(_as_bytes(data))


def crc32(data, crc=0):
    crc ^= 0xFFFFFFFF
    for byte in _only_bytes(data):
        crc = _table[(crc ^ byte) & 0xFF] ^ (crc >> 8)
    return crc ^ 0xFFFFFFFF


def _row(byte):
    for _ in range(8):
        byte = (byte >> 1) ^ (0xEDB88320 if byte & 1 else 0)
    return byte


_table = [_row(byte) for byte in range(256)]
