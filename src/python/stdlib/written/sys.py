"""Figures of the interpreter."""

from collections import namedtuple as _namedtuple


def _figures(name, **fields):
    made = _namedtuple(name, fields)
    made.__repr__ = lambda self: "sys." + super(made, self).__repr__()
    return made(**fields)


float_info = _figures(
    "float_info",
    max=1.7976931348623157e308,
    max_exp=1024,
    max_10_exp=308,
    min=2.2250738585072014e-308,
    min_exp=-1021,
    min_10_exp=-307,
    dig=15,
    mant_dig=53,
    epsilon=2.220446049250313e-16,
    radix=2,
    rounds=1,
)
int_info = _figures(
    "int_info",
    bits_per_digit=30,
    sizeof_digit=4,
    default_max_str_digits=4300,
    str_digits_check_threshold=640,
)
hash_info = _figures(
    "hash_info",
    width=64,
    modulus=2305843009213693951,
    inf=314159,
    nan=0,
    imag=1000003,
    algorithm="siphash13",
    hash_bits=64,
    seed_bits=128,
    cutoff=0,
)
maxunicode = 1114111
hexversion = 0x030B07F0
copyright = ""
float_repr_style = "short"
dont_write_bytecode = False
builtin_module_names = ("builtins", "itertools", "sys", "time")


def getdefaultencoding():
    return "utf-8"


def getfilesystemencoding():
    return "utf-8"


def is_finalizing():
    return False
