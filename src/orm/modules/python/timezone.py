import zoneinfo
from contextlib import ContextDecorator
from datetime import datetime, timedelta, timezone, tzinfo

from django.conf import settings

_active = None


def get_fixed_timezone(offset):
    if isinstance(offset, timedelta):
        offset = offset.total_seconds() // 60
    hours, minutes = divmod(abs(offset), 60)
    sign = "-" if offset < 0 else "+"
    return timezone(timedelta(minutes=offset), "%s%02d%02d" % (sign, hours, minutes))


def get_default_timezone():
    return zoneinfo.ZoneInfo(settings.TIME_ZONE)


def get_default_timezone_name():
    return _get_timezone_name(get_default_timezone())


def get_current_timezone():
    return get_default_timezone() if _active is None else _active


def get_current_timezone_name():
    return _get_timezone_name(get_current_timezone())


def _get_timezone_name(zone):
    return zone.tzname(None) or str(zone)


def activate(timezone):
    global _active
    if isinstance(timezone, tzinfo):
        _active = timezone
    elif isinstance(timezone, str):
        _active = zoneinfo.ZoneInfo(timezone)
    else:
        raise ValueError("Invalid timezone: %r" % timezone)


def deactivate():
    global _active
    _active = None


class override(ContextDecorator):
    def __init__(self, timezone):
        self.timezone = timezone

    def __enter__(self):
        self.before = _active
        if self.timezone is None:
            deactivate()
        else:
            activate(self.timezone)

    def __exit__(self, exc_type, exc_value, traceback):
        if self.before is None:
            deactivate()
        else:
            activate(self.before)


def is_aware(value):
    return value.utcoffset() is not None


def is_naive(value):
    return value.utcoffset() is None


def localtime(value=None, timezone=None):
    value = now() if value is None else value
    timezone = get_current_timezone() if timezone is None else timezone
    if is_naive(value):
        raise ValueError("localtime() cannot be applied to a naive datetime")
    return value.astimezone(timezone)


def localdate(value=None, timezone=None):
    return localtime(value, timezone).date()


def template_localtime(value, use_tz=None):
    convert = (
        isinstance(value, datetime)
        and (settings.USE_TZ if use_tz is None else use_tz)
        and not is_naive(value)
        and getattr(value, "convert_to_local_time", True)
    )
    return localtime(value) if convert else value


def make_aware(value, timezone=None):
    timezone = get_current_timezone() if timezone is None else timezone
    if is_aware(value):
        raise ValueError("make_aware expects a naive datetime, got %s" % value)
    return value.replace(tzinfo=timezone)


def make_naive(value, timezone=None):
    timezone = get_current_timezone() if timezone is None else timezone
    if is_naive(value):
        raise ValueError("make_naive() cannot be applied to a naive datetime")
    return value.astimezone(timezone).replace(tzinfo=None)
