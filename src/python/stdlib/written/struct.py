"""Numbers as bytes, laid out as a format says."""

import re as _re

# Letter: how many bytes, and whether there is a sign.
_INTEGERS = {
    "b": (1, True), "B": (1, False), "h": (2, True), "H": (2, False), "i": (4, True), "I": (4, False),
    "l": (4, True), "L": (4, False), "q": (8, True), "Q": (8, False), "n": (8, True), "N": (8, False),
}
_FLOATS = {"e": (2, 5, 10), "f": (4, 8, 23), "d": (8, 11, 52)}


class error(Exception):
    __module__ = "struct"


def _format(format):
    """The byte order, whether values are aligned, and pairs of letter and count."""
    if isinstance(format, bytes):
        format = format.decode("ascii")
    if not isinstance(format, str):
        raise TypeError(f"Struct() argument 1 must be a str or bytes object, not {type(format).__name__}")
    mark = format[:1] if format[:1] in tuple("@=<>!") else ""
    order = "big" if mark in (">", "!") and mark else "little"
    is_native = mark in ("", "@")
    items, place, text = [], 0, format[len(mark) :]
    for found in _re.finditer(r"\s*(\d*)(.)", text, _re.DOTALL):
        count, letter = found.groups()
        if letter.isspace():
            continue
        if letter not in "xcbB?hHiIlLqQnNefdsp" or (letter in "nN" and not is_native):
            raise error("bad char in struct format")
        items.append((letter, int(count) if count else None))
    if _re.search(r"\d\s*$", text):
        raise error("repeat count given without format specifier")
    return order, is_native, items


def _size(letter, is_native):
    if letter in _FLOATS:
        return _FLOATS[letter][0]
    if letter in "xc?sp":
        return 1
    return 8 if is_native and letter in "lL" else _INTEGERS[letter][0]


def _layout(format):
    """The order, the length, and for each item its letter, place, size and count."""
    order, is_native, items = _format(format)
    place, found = 0, []
    for letter, count in items:
        size = _size(letter, is_native)
        if is_native and letter not in "xcsp?bB":
            place = -(-place // size) * size
        times = 1 if count is None else count
        found.append((letter, place, size, times))
        place += size * times
    return order, place, found


def calcsize(format, /):
    return _layout(format)[1]


def _float_bytes(value, letter, order):
    size, exponent_bits, fraction_bits = _FLOATS[letter]
    import math

    bias, sign = 2 ** (exponent_bits - 1) - 1, math.copysign(1.0, value) < 0
    top = 2**exponent_bits - 1
    if value != value:
        number = (top << fraction_bits) | (1 << (fraction_bits - 1))
    elif value in (float("inf"), float("-inf")):
        number = top << fraction_bits
    elif value == 0:
        number = 0
    else:
        over, below = abs(value).as_integer_ratio()
        exponent = over.bit_length() - below.bit_length()
        if over < below << exponent if exponent >= 0 else over << -exponent < below:
            exponent -= 1
        exponent = max(exponent, 1 - bias)
        shift = fraction_bits - exponent
        if shift >= 0:
            fraction, rest = divmod(over << shift, below)
        else:
            below <<= -shift
            fraction, rest = divmod(over, below)
        if rest * 2 > below or (rest * 2 == below and fraction & 1):
            fraction += 1
        hidden = 1 << fraction_bits
        if fraction >= hidden:
            number = ((exponent + bias) << fraction_bits) + (fraction - hidden)
        else:
            number = fraction
        if number >> fraction_bits >= top:
            raise OverflowError(f"float too large to pack with {letter} format")
    if sign:
        number |= 1 << (size * 8 - 1)
    return number.to_bytes(size, order)


def _float_of(data, letter, order):
    size, exponent_bits, fraction_bits = _FLOATS[letter]
    number = int.from_bytes(data, order)
    sign = -1.0 if number >> (size * 8 - 1) else 1.0
    exponent = (number >> fraction_bits) & (2**exponent_bits - 1)
    fraction = number & (2**fraction_bits - 1)
    bias = 2 ** (exponent_bits - 1) - 1
    if exponent == 2**exponent_bits - 1:
        return float("nan") if fraction else sign * float("inf")
    if exponent == 0:
        power = 1 - bias - fraction_bits
    else:
        fraction, power = fraction + 2**fraction_bits, exponent - bias - fraction_bits
    import math

    return sign * math.ldexp(fraction, power)


def _bytes_of(letter, value, size, order, is_native):
    if letter == "c":
        if not isinstance(value, (bytes, bytearray)) or len(value) != 1:
            raise error("char format requires a bytes object of length 1")
        return bytes(value)
    if letter == "?":
        return b"\1" if value else b"\0"
    if letter in _FLOATS:
        try:
            value = float(value)
        except (TypeError, ValueError):
            raise error("required argument is not a float") from None
        return _float_bytes(value, letter, order)
    signed = _INTEGERS[letter][1]
    try:
        value = value.__index__()
    except AttributeError:
        raise error("required argument is not an integer") from None
    low, high = (-(1 << size * 8 - 1), (1 << size * 8 - 1) - 1) if signed else (0, (1 << size * 8) - 1)
    if not low <= value <= high:
        names = {"b": "byte", "B": "ubyte"}
        if is_native:
            names |= {"h": "short", "H": "ushort"}
        if letter not in names and is_native:
            raise error("int too large to convert" if size == 8 else "argument out of range")
        kind = names.get(letter, f"'{letter}'")
        raise error(f"{kind} format requires {low} <= number <= {high}")
    return value.to_bytes(size, order, signed=signed)


def pack(format, /, *values):
    order, length, items = _layout(format)
    is_native = _format(format)[1]
    wanted = sum(1 if letter in "sp" else 0 if letter == "x" else times for letter, _, _, times in items)
    if wanted != len(values):
        raise error(f"pack expected {wanted} items for packing (got {len(values)})")
    found, rest = b"", iter(values)
    for letter, place, size, times in items:
        found = found.ljust(place, b"\0")
        if letter == "x":
            found += bytes(times)
        elif letter in "sp":
            value = next(rest)
            if not isinstance(value, (bytes, bytearray)):
                raise error(f"argument for '{letter}' must be a bytes object")
            if letter == "p":
                value = bytes([min(len(value), max(times - 1, 0), 255)]) + value[: max(times - 1, 0)]
            found += bytes(value[:times]).ljust(times, b"\0")
        else:
            for _ in range(times):
                found += _bytes_of(letter, next(rest), size, order, is_native)
    return found


def _values(layout, buffer):
    order, length, items = layout
    found = []
    for letter, place, size, times in items:
        if letter == "x":
            continue
        if letter in "sp":
            data = bytes(buffer[place : place + times])
            found.append(data[1 : 1 + data[0]] if letter == "p" and data else data)
            continue
        for start in range(place, place + size * times, size):
            data = bytes(buffer[start : start + size])
            if letter == "c":
                found.append(data)
            elif letter == "?":
                found.append(data != b"\0")
            elif letter in _FLOATS:
                found.append(_float_of(data, letter, order))
            else:
                found.append(int.from_bytes(data, order, signed=_INTEGERS[letter][1]))
    return tuple(found)


def unpack(format, buffer, /):
    layout = _layout(format)
    if len(buffer) != layout[1]:
        raise error(f"unpack requires a buffer of {layout[1]} bytes")
    return _values(layout, buffer)


def unpack_from(format, /, buffer, offset=0):
    layout = _layout(format)
    if len(buffer) - offset < layout[1]:
        needed = layout[1] + offset
        raise error(
            f"unpack_from requires a buffer of at least {needed} bytes for unpacking {layout[1]} bytes"
            f" at offset {offset} (actual buffer size is {len(buffer)})"
        )
    return _values(layout, buffer[offset : offset + layout[1]])


def iter_unpack(format, buffer, /):
    layout = _layout(format)
    if not layout[1]:
        raise error("cannot iteratively unpack with a struct of length 0")
    if len(buffer) % layout[1]:
        raise error(f"iterative unpacking requires a buffer of a multiple of {layout[1]} bytes")
    return iter([_values(layout, buffer[at : at + layout[1]]) for at in range(0, len(buffer), layout[1])])


class Struct:
    def __init__(self, format):
        self.format = format.decode() if isinstance(format, bytes) else format
        self.size = calcsize(format)

    def pack(self, *values):
        return pack(self.format, *values)

    def unpack(self, buffer):
        return unpack(self.format, buffer)

    def unpack_from(self, buffer, offset=0):
        return unpack_from(self.format, buffer, offset)

    def iter_unpack(self, buffer):
        return iter_unpack(self.format, buffer)
