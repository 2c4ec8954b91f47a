"""The result of `isocalendar()`."""

from collections import namedtuple as _namedtuple


class IsoCalendarDate(_namedtuple("IsoCalendarDate", "year week weekday")):
    __slots__ = ()

    def __repr__(self):
        return "datetime." + super().__repr__()
