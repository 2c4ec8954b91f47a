"""What `enum` asks of names and values, which programs ask too."""

from enum import Enum as _Enum


def _is_descriptor(obj):
    return any(hasattr(obj, name) for name in ("__get__", "__set__", "__delete__"))


def _is_dunder(name):
    inside = name[2:-2]
    is_between = name[:2] == name[-2:] == "__"
    return bool(is_between and inside and inside[0] != "_" and inside[-1] != "_")


def _is_sunder(name):
    inside = name[1:-1]
    is_between = name[:1] == name[-1:] == "_"
    return bool(is_between and inside and inside[0] != "_" and inside[-1] != "_")


def _is_private(cls_name, name):
    start = f"_{cls_name}__"
    inside = name[len(start):]
    return name.startswith(start) and bool(inside) and inside[0] != "_" and not name.endswith("__")


def _iter_bits_lsb(num):
    if isinstance(num, _Enum):
        num = num.value
    if num < 0:
        raise ValueError("%r is not a positive integer" % num)
    while num:
        bit = num & -num
        yield bit
        num ^= bit
