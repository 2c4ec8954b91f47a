import binascii

from base64 import b64encode

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def as_text(data):
    if isinstance(data, str):
        if not data.isascii():
            raise ValueError("string argument should contain only ASCII characters")
        return data
    if not isinstance(data, (bytes, bytearray)):
        kind = type(data).__name__
        raise TypeError("argument should be a bytes-like object or ASCII string, not '%s'" % kind)
    return bytes(data).decode("latin-1")


def b64decode(s, altchars=None, validate=False):
    text = as_text(s)
    if altchars is not None:
        text = text.translate(str.maketrans(as_text(altchars), "+/"))
    if validate and text.strip(ALPHABET + "="):
        raise binascii.Error("Only base64 data is allowed")
    digits, padding = [], 0
    for letter in text:
        if letter == "=":
            padding += 1
            # What stands after a whole group is not looked at.
            if len(digits) % 4 > 1 and len(digits) % 4 + padding >= 4:
                break
        elif letter in ALPHABET:
            digits.append(ALPHABET.index(letter))
            padding = 0
    whole, rest = divmod(len(digits), 4)
    if rest == 1:
        raise binascii.Error(
            "Invalid base64-encoded string: number of data characters (%d) cannot be 1 more than a multiple of 4"
            % len(digits)
        )
    if rest and rest + padding < 4:
        raise binascii.Error("Incorrect padding")
    found = bytearray()
    for start in range(0, len(digits), 4):
        group = digits[start : start + 4]
        bits = 0
        for digit in group + [0] * (4 - len(group)):
            bits = bits * 64 + digit
        found += bits.to_bytes(3, "big")[: len(group) - 1]
    return bytes(found)


def standard_b64decode(s):
    return b64decode(s)


def urlsafe_b64encode(s):
    return b64encode(s).translate(bytes.maketrans(b"+/", b"-_"))


def urlsafe_b64decode(s):
    return b64decode(s, altchars="-_")
