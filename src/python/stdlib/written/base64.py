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


def b16encode(s):
    return binascii.hexlify(s).upper()


def b16decode(s, casefold=False):
    text = as_text(s)
    if casefold:
        text = text.upper()
    if text.strip("0123456789ABCDEF"):
        raise binascii.Error("Non-base16 digit found")
    return binascii.unhexlify(text)


B32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"
B32HEX = "0123456789ABCDEFGHIJKLMNOPQRSTUV"
B85 = (
    "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
)


def digits_in(number, base, count, alphabet):
    found = ""
    for _ in range(count):
        number, digit = divmod(number, base)
        found = alphabet[digit] + found
    return found


def in_groups_of_five(data, alphabet):
    found = []
    for start in range(0, len(data), 5):
        group = bytes(data[start : start + 5])
        text = digits_in(int.from_bytes(group.ljust(5, b"\0"), "big"), 32, 8, alphabet)
        kept = -(-len(group) * 8 // 5)
        found.append(text[:kept].ljust(8, "="))
    return "".join(found).encode()


def b32encode(s):
    return in_groups_of_five(s, B32)


def b32hexencode(s):
    return in_groups_of_five(s, B32HEX)


def from_groups_of_eight(text, alphabet):
    if len(text) % 8:
        raise binascii.Error("Incorrect padding")
    bare = text.rstrip("=")
    padding = len(text) - len(bare)
    if bare.strip(alphabet):
        raise binascii.Error("Non-base32 digit found")
    if padding not in (0, 1, 3, 4, 6):
        raise binascii.Error("Incorrect padding")
    found = b""
    for start in range(0, len(bare), 8):
        number = 0
        for letter in bare[start : start + 8].ljust(8, alphabet[0]):
            number = number * 32 + alphabet.index(letter)
        found += number.to_bytes(5, "big")
    return found[: len(bare) * 5 // 8]


def b32decode(s, casefold=False, map01=None):
    text = as_text(s)
    if map01 is not None:
        text = text.replace("0", "O").replace("1", as_text(map01))
    return from_groups_of_eight(text.upper() if casefold else text, B32)


def b32hexdecode(s, casefold=False):
    text = as_text(s)
    return from_groups_of_eight(text.upper() if casefold else text, B32HEX)


def b85encode(b, pad=False):
    found = []
    for start in range(0, len(b), 4):
        group = bytes(b[start : start + 4])
        text = digits_in(int.from_bytes(group.ljust(4, b"\0"), "big"), 85, 5, B85)
        found.append(text if pad else text[: len(group) + 1])
    return "".join(found).encode()


def b85decode(b):
    text = as_text(b)
    found = b""
    for start in range(0, len(text), 5):
        number = 0
        for place, letter in enumerate(text[start : start + 5].ljust(5, "~"), start):
            if letter not in B85:
                raise ValueError("bad base85 character at position %d" % place)
            number = number * 85 + B85.index(letter)
        if number >> 32:
            raise ValueError("base85 overflow in hunk starting at byte %d" % start)
        found += number.to_bytes(4, "big")
    return found[: len(found) - -len(text) % 5]


def encodebytes(s):
    lines = (s[start : start + 57] for start in range(0, len(s), 57))
    return b"".join(b64encode(line) + b"\n" for line in lines)


def decodebytes(s):
    return b64decode(s)
