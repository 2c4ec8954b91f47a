"""Moments as tuples and as text. The clock's zone is UTC."""

import time as _time
from datetime import datetime as _datetime
from datetime import timedelta as _timedelta

timezone = altzone = daylight = 0
tzname = ("UTC", "UTC")

_EPOCH = _datetime(1970, 1, 1)
_FIELDS = (
    "tm_year",
    "tm_mon",
    "tm_mday",
    "tm_hour",
    "tm_min",
    "tm_sec",
    "tm_wday",
    "tm_yday",
    "tm_isdst",
)


class struct_time(tuple):
    n_fields = 11
    n_sequence_fields = 9
    n_unnamed_fields = 0
    tm_zone = None
    tm_gmtoff = None

    def __new__(cls, sequence):
        parts = tuple(sequence)
        if len(parts) < 9:
            raise TypeError(
                f"time.struct_time() takes an at least 9-sequence ({len(parts)}-sequence given)"
            )
        made = super().__new__(cls, parts[:9])
        if len(parts) > 9:
            made.tm_zone = parts[9]
        if len(parts) > 10:
            made.tm_gmtoff = parts[10]
        return made

    def __repr__(self):
        parts = ", ".join(f"{name}={part}" for name, part in zip(_FIELDS, self))
        return f"time.struct_time({parts})"


for _at, _name in enumerate(_FIELDS):
    setattr(struct_time, _name, property(lambda self, at=_at: self[at]))


def _moment(parts):
    return _datetime(*parts[:6])


def gmtime(seconds=None):
    if seconds is None:
        seconds = _time.time()
    moment = _EPOCH + _timedelta(seconds=seconds // 1)
    return struct_time((*moment.timetuple()[:8], 0, "UTC", 0))


localtime = gmtime


def mktime(t):
    return (_moment(t) - _EPOCH).total_seconds()


def strftime(format, t=None):
    if not isinstance(format, str):
        raise TypeError(f"strftime() argument 1 must be str, not {type(format).__name__}")
    return _moment(gmtime() if t is None else t).strftime(format)


def strptime(string, format="%a %b %d %H:%M:%S %Y"):
    return _datetime.strptime(string, format).timetuple()


def asctime(t=None):
    return _moment(gmtime() if t is None else t).ctime()


def ctime(seconds=None):
    return asctime(gmtime(seconds))
