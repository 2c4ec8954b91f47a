"""The zones of the United States, whose clock changes are known."""

import datetime
from zoneinfo import ZoneInfo

chicago = ZoneInfo("America/Chicago")
utc = datetime.timezone.utc

for moment in (
    datetime.datetime(2025, 1, 1, tzinfo=utc),
    datetime.datetime(2025, 7, 1, 12, 30, tzinfo=utc),
    datetime.datetime(2024, 3, 10, 7, 59, tzinfo=utc),
    datetime.datetime(2024, 3, 10, 8, 0, tzinfo=utc),
    datetime.datetime(2024, 11, 3, 6, 59, tzinfo=utc),
    datetime.datetime(2024, 11, 3, 7, 0, tzinfo=utc),
    datetime.datetime(2009, 12, 31, 23, 59, 59, 5, tzinfo=utc),
):
    print(moment, moment.astimezone(chicago).replace(tzinfo=None), moment.astimezone(ZoneInfo("America/New_York")).utcoffset())

for wall in (
    datetime.datetime(2024, 3, 10, 1, 59),
    datetime.datetime(2024, 3, 10, 2, 30),
    datetime.datetime(2024, 3, 10, 2, 30, fold=1),
    datetime.datetime(2024, 3, 10, 3, 0),
    datetime.datetime(2024, 11, 3, 0, 59),
    datetime.datetime(2024, 11, 3, 1, 30),
    datetime.datetime(2024, 11, 3, 1, 30, fold=1),
    datetime.datetime(2024, 11, 3, 2, 0),
):
    aware = wall.replace(tzinfo=chicago)
    print(wall, aware.utcoffset(), aware.astimezone(utc))
print(chicago.utcoffset(None), ZoneInfo("UTC").utcoffset(None))
