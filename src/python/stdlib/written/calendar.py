"""Months and years laid out in weeks."""

import datetime as _datetime
from itertools import repeat as _repeat

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
January, February = 1, 2
mdays = [0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
day_name = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
day_abbr = [name[:3] for name in day_name]
month_name = [
    "", "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
]
month_abbr = [name[:3] for name in month_name]
_WIDTH, _SPACING = 7 * 3 - 1, 6


class IllegalMonthError(ValueError):
    def __init__(self, month):
        self.month = month

    def __str__(self):
        return "bad month number %r; must be 1-12" % self.month


class IllegalWeekdayError(ValueError):
    def __init__(self, weekday):
        self.weekday = weekday

    def __str__(self):
        return "bad weekday number %r; must be 0 (Monday) to 6 (Sunday)" % self.weekday


def isleap(year):
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def leapdays(y1, y2):
    y1, y2 = y1 - 1, y2 - 1
    return (y2 // 4 - y1 // 4) - (y2 // 100 - y1 // 100) + (y2 // 400 - y1 // 400)


def weekday(year, month, day):
    if not _datetime.MINYEAR <= year <= _datetime.MAXYEAR:
        year = 2000 + year % 400
    return _datetime.date(year, month, day).weekday()


def monthrange(year, month):
    if not 1 <= month <= 12:
        raise IllegalMonthError(month)
    return weekday(year, month, 1), mdays[month] + (month == February and isleap(year))


def _next(year, month):
    return (year + 1, 1) if month == 12 else (year, month + 1)


def _before(year, month):
    return (year - 1, 12) if month == 1 else (year, month - 1)


class Calendar:
    def __init__(self, firstweekday=0):
        self.firstweekday = firstweekday

    @property
    def firstweekday(self):
        return self._first % 7

    @firstweekday.setter
    def firstweekday(self, value):
        self._first = value

    def getfirstweekday(self):
        return self._first % 7

    def setfirstweekday(self, firstweekday):
        self._first = firstweekday

    def iterweekdays(self):
        for day in range(self.firstweekday, self.firstweekday + 7):
            yield day % 7

    def itermonthdays(self, year, month):
        first, count = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        yield from _repeat(0, before)
        yield from range(1, count + 1)
        yield from _repeat(0, (self.firstweekday - first - count) % 7)

    def itermonthdays2(self, year, month):
        for place, day in enumerate(self.itermonthdays(year, month), self.firstweekday):
            yield day, place % 7

    def itermonthdays3(self, year, month):
        first, count = monthrange(year, month)
        before = (first - self.firstweekday) % 7
        old_year, old_month = _before(year, month)
        end = mdays[old_month] + (old_month == February and isleap(old_year)) + 1
        for day in range(end - before, end):
            yield old_year, old_month, day
        for day in range(1, count + 1):
            yield year, month, day
        new_year, new_month = _next(year, month)
        for day in range(1, (self.firstweekday - first - count) % 7 + 1):
            yield new_year, new_month, day

    def itermonthdays4(self, year, month):
        for place, (y, m, d) in enumerate(self.itermonthdays3(year, month)):
            yield y, m, d, (self.firstweekday + place) % 7

    def itermonthdates(self, year, month):
        for y, m, d in self.itermonthdays3(year, month):
            yield _datetime.date(y, m, d)

    def _in_weeks(self, days):
        days = list(days)
        return [days[start : start + 7] for start in range(0, len(days), 7)]

    def monthdayscalendar(self, year, month):
        return self._in_weeks(self.itermonthdays(year, month))

    def monthdays2calendar(self, year, month):
        return self._in_weeks(self.itermonthdays2(year, month))

    def monthdatescalendar(self, year, month):
        return self._in_weeks(self.itermonthdates(year, month))

    def _year(self, one_month, year, width):
        months = [one_month(year, month) for month in range(1, 13)]
        return [months[start : start + width] for start in range(0, 12, width)]

    def yeardayscalendar(self, year, width=3):
        return self._year(self.monthdayscalendar, year, width)

    def yeardays2calendar(self, year, width=3):
        return self._year(self.monthdays2calendar, year, width)

    def yeardatescalendar(self, year, width=3):
        return self._year(self.monthdatescalendar, year, width)


class TextCalendar(Calendar):
    def prweek(self, theweek, width):
        print(self.formatweek(theweek, width), end="")

    def formatday(self, day, weekday, width):
        return ("%2i" % day if day else "").center(width)

    def formatweek(self, theweek, width):
        return " ".join(self.formatday(day, weekday, width) for day, weekday in theweek)

    def formatweekday(self, day, width):
        names = day_name if width >= 9 else day_abbr
        return names[day][:width].center(width)

    def formatweekheader(self, width):
        return " ".join(self.formatweekday(day, width) for day in self.iterweekdays())

    def formatmonthname(self, theyear, themonth, width, withyear=True):
        name = month_name[themonth]
        return (f"{name} {theyear!r}" if withyear else name).center(width)

    def prmonth(self, theyear, themonth, w=0, l=0):
        print(self.formatmonth(theyear, themonth, w, l), end="")

    def formatmonth(self, theyear, themonth, w=0, l=0):
        w, l = max(2, w), max(1, l)
        lines = [
            self.formatmonthname(theyear, themonth, 7 * (w + 1) - 1).rstrip(),
            self.formatweekheader(w).rstrip(),
        ]
        lines += [self.formatweek(week, w).rstrip() for week in self.monthdays2calendar(theyear, themonth)]
        return "".join(line + "\n" * l for line in lines)

    def formatyear(self, theyear, w=2, l=1, c=6, m=3):
        w, l, c = max(2, w), max(1, l), max(2, c)
        width = (w + 1) * 7 - 1
        found = [repr(theyear).center(width * m + c * (m - 1)).rstrip(), "\n" * l]
        for place, row in enumerate(self.yeardays2calendar(theyear, m)):
            months = range(m * place + 1, min(m * (place + 1) + 1, 13))
            found.append("\n" * l)
            names = (self.formatmonthname(theyear, month, width, False) for month in months)
            found += [formatstring(names, width, c).rstrip(), "\n" * l]
            found += [formatstring((self.formatweekheader(w) for _ in months), width, c).rstrip(), "\n" * l]
            for week in range(max(map(len, row))):
                weeks = [
                    self.formatweek(month[week], w) if week < len(month) else "" for month in row
                ]
                found += [formatstring(weeks, width, c).rstrip(), "\n" * l]
        return "".join(found)

    def pryear(self, theyear, w=0, l=0, c=6, m=3):
        print(self.formatyear(theyear, w, l, c, m), end="")


class HTMLCalendar(Calendar):
    cssclasses = [name.lower() for name in day_abbr]
    cssclasses_weekday_head = cssclasses
    cssclass_noday = "noday"
    cssclass_month_head = "month"
    cssclass_month = "month"
    cssclass_year_head = "year"
    cssclass_year = "year"

    def formatday(self, day, weekday):
        if day == 0:
            return f'<td class="{self.cssclass_noday}">&nbsp;</td>'
        return f'<td class="{self.cssclasses[weekday]}">{day}</td>'

    def formatweek(self, theweek):
        return "<tr>" + "".join(self.formatday(day, weekday) for day, weekday in theweek) + "</tr>"

    def formatweekday(self, day):
        return f'<th class="{self.cssclasses_weekday_head[day]}">{day_abbr[day]}</th>'

    def formatweekheader(self):
        return "<tr>" + "".join(self.formatweekday(day) for day in self.iterweekdays()) + "</tr>"

    def formatmonthname(self, theyear, themonth, withyear=True):
        name = f"{month_name[themonth]} {theyear}" if withyear else month_name[themonth]
        return f'<tr><th colspan="7" class="{self.cssclass_month_head}">{name}</th></tr>'

    def formatmonth(self, theyear, themonth, withyear=True):
        lines = [
            f'<table border="0" cellpadding="0" cellspacing="0" class="{self.cssclass_month}">',
            self.formatmonthname(theyear, themonth, withyear=withyear),
            self.formatweekheader(),
            *(self.formatweek(week) for week in self.monthdays2calendar(theyear, themonth)),
            "</table>",
        ]
        return "\n".join(lines) + "\n"

    def formatyear(self, theyear, width=3):
        width = max(width, 1)
        found = [
            f'<table border="0" cellpadding="0" cellspacing="0" class="{self.cssclass_year}">\n',
            f'<tr><th colspan="{width}" class="{self.cssclass_year_head}">{theyear}</th></tr>',
        ]
        for start in range(January, January + 12, width):
            months = range(start, min(start + width, 13))
            cells = (f"<td>{self.formatmonth(theyear, month, withyear=False)}</td>" for month in months)
            found.append("<tr>" + "".join(cells) + "</tr>")
        return "".join(found) + "</table>"

    def formatyearpage(self, theyear, width=3, css="calendar.css", encoding=None):
        encoding = "utf-8" if encoding is None else encoding
        style = "" if css is None else f'<link rel="stylesheet" type="text/css" href="{css}" />\n'
        page = (
            f'<?xml version="1.0" encoding="{encoding}"?>\n'
            '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN"'
            ' "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">\n'
            "<html>\n<head>\n"
            f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}" />\n'
            f"{style}<title>Calendar for {theyear}</title>\n</head>\n<body>\n"
            f"{self.formatyear(theyear, width)}</body>\n</html>\n"
        )
        return page.encode(encoding, "xmlcharrefreplace" if encoding == "ascii" else "strict")


def formatstring(cols, colwidth=_WIDTH, spacing=_SPACING):
    return (" " * spacing).join(column.center(colwidth) for column in cols)


def format(cols, colwidth=_WIDTH, spacing=_SPACING):
    print(formatstring(cols, colwidth, spacing))


_shared = TextCalendar()
firstweekday = _shared.getfirstweekday


def setfirstweekday(firstweekday):
    if not MONDAY <= firstweekday <= SUNDAY:
        raise IllegalWeekdayError(firstweekday)
    _shared.firstweekday = firstweekday


monthcalendar = _shared.monthdayscalendar
prweek = _shared.prweek
week = _shared.formatweek
weekheader = _shared.formatweekheader
prmonth = _shared.prmonth
month = _shared.formatmonth
calendar = _shared.formatyear
prcal = _shared.pryear
EPOCH = 1970


def timegm(tuple):
    year, month, day, hour, minute, second = tuple[:6]
    days = _datetime.date(year, month, 1).toordinal() - _datetime.date(EPOCH, 1, 1).toordinal() + day - 1
    return ((days * 24 + hour) * 60 + minute) * 60 + second
