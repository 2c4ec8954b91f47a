"""Rows of comma-separated values, read and written."""

import re as _re
from io import StringIO as _StringIO

QUOTE_MINIMAL, QUOTE_ALL, QUOTE_NONNUMERIC, QUOTE_NONE = range(4)
_limit = 131072
_dialects = {}


class Error(Exception):
    __module__ = "_csv"


class Dialect:
    _name = ""
    delimiter = None
    quotechar = None
    escapechar = None
    doublequote = None
    skipinitialspace = None
    lineterminator = None
    quoting = None

    def __init__(self):
        _Form(self, {})


class excel(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\r\n"
    quoting = QUOTE_MINIMAL


class excel_tab(excel):
    delimiter = "\t"


class unix_dialect(Dialect):
    delimiter = ","
    quotechar = '"'
    doublequote = True
    skipinitialspace = False
    lineterminator = "\n"
    quoting = QUOTE_ALL


class _Form:
    """A dialect that has been looked at, with what is given besides."""

    _defaults = {
        "delimiter": ",",
        "quotechar": '"',
        "escapechar": None,
        "doublequote": True,
        "skipinitialspace": False,
        "lineterminator": "\r\n",
        "quoting": QUOTE_MINIMAL,
        "strict": False,
    }

    def __init__(self, dialect, given):
        if isinstance(dialect, str):
            dialect = get_dialect(dialect)
        for name in given:
            if name not in self._defaults:
                raise TypeError(f"'{name}' is an invalid keyword argument for this function")
        for name, default in self._defaults.items():
            found = getattr(dialect, name, None)
            # A dialect that says None for what must be there is wrong; one that lacks it is not.
            value = given.get(name, default if found is None and not hasattr(dialect, name) else found)
            setattr(self, name, value)
        if self.quotechar is None and "quoting" not in given and not hasattr(dialect, "quoting"):
            self.quoting = QUOTE_NONE
        self._check()

    def _check(self):
        for name, may_lack in [("delimiter", False), ("escapechar", True), ("quotechar", True)]:
            value = getattr(self, name)
            if value is None and may_lack:
                continue
            if not isinstance(value, str):
                wanted = "string or None" if may_lack else "string"
                raise TypeError(f'"{name}" must be {wanted}, not {type(value).__name__}')
            if len(value) != 1:
                raise TypeError(f'"{name}" must be a 1-character string')
        if not isinstance(self.quoting, int):
            raise TypeError('"quoting" must be an integer')
        if not 0 <= self.quoting <= 3:
            raise TypeError('bad "quoting" value')
        if self.quoting != QUOTE_NONE and self.quotechar is None:
            raise TypeError("quotechar must be set if quoting enabled")
        if not isinstance(self.lineterminator, str):
            raise TypeError('"lineterminator" must be a string')
        self.doublequote, self.strict = bool(self.doublequote), bool(self.strict)
        self.skipinitialspace = bool(self.skipinitialspace)


def register_dialect(name, dialect=None, **fmtparams):
    if not isinstance(name, str):
        raise TypeError("dialect name must be a string")
    _dialects[name] = _Form(dialect, fmtparams)


def unregister_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    del _dialects[name]


def get_dialect(name):
    if name not in _dialects:
        raise Error("unknown dialect")
    return _dialects[name]


def list_dialects():
    return list(_dialects)


def field_size_limit(*new_limit):
    global _limit
    old = _limit
    if new_limit:
        if not isinstance(new_limit[0], int):
            raise TypeError("limit must be an integer")
        _limit = new_limit[0]
    return old


class reader:
    __module__ = "_csv"

    def __init__(self, iterable, dialect="excel", **fmtparams):
        self._lines = iter(iterable)
        self.dialect = _Form(dialect, fmtparams)
        self.line_num = 0

    def __iter__(self):
        return self

    def __next__(self):
        self._fields, self._field, self._is_number, self._is_open = [], [], False, True
        state = "start of row"
        while True:
            try:
                line = next(self._lines)
            except StopIteration:
                # A field with quotes or an escape is not at its end.
                if state in ("in quotes", "escape in quotes", "escape") or self._field:
                    if self.dialect.strict:
                        raise Error("unexpected end of data") from None
                    self._save()
                    return self._fields
                raise
            if not isinstance(line, str):
                kind = type(line).__name__
                message = f"iterator should return strings, not {kind} (the file should be opened in text mode)"
                raise Error(message)
            self.line_num += 1
            state = self._read(line, state)
            if state == "start of row":
                return self._fields

    def _read(self, line, state):
        for place, letter in enumerate(line):
            if state == "end of row":
                if letter in "\r\n":
                    continue
                raise Error(
                    "new-line character seen in unquoted field - do you need to open the file"
                    " with newline=''?"
                )
            state = self._step(letter, state)
        # The end of the line is the end of a row, unless something is open.
        if state == "in quotes":
            return state
        if state == "escape":
            self._add("\n")
            return "in field"
        if state == "escape in quotes":
            return "in quotes"
        if state not in ("end of row", "start of row"):
            self._save()
        return "start of row"

    def _step(self, letter, state):
        form = self.dialect
        if state in ("start of row", "start of field"):
            if letter in "\r\n":
                if state == "start of field":
                    self._save()
                return "end of row"
            if letter == form.quotechar and form.quoting != QUOTE_NONE:
                return "in quotes"
            if letter == form.escapechar:
                return "escape"
            if letter == " " and form.skipinitialspace:
                return "start of field"
            if letter == form.delimiter:
                self._save()
                return "start of field"
            self._is_number = form.quoting == QUOTE_NONNUMERIC
            self._add(letter)
            return "in field"
        if state == "escape":
            self._add(letter)
            return "in field"
        if state == "escape in quotes":
            self._add(letter)
            return "in quotes"
        if state == "in field":
            if letter in "\r\n":
                self._save()
                return "end of row"
            if letter == form.escapechar:
                return "escape"
            if letter == form.delimiter:
                self._save()
                return "start of field"
            self._add(letter)
            return "in field"
        if state == "in quotes":
            if letter == form.escapechar:
                return "escape in quotes"
            if letter == form.quotechar and form.quoting != QUOTE_NONE:
                return "quote in quotes" if form.doublequote else "in field"
            self._add(letter)
            return "in quotes"
        # After a quote within quotes.
        if form.quoting != QUOTE_NONE and letter == form.quotechar:
            self._add(letter)
            return "in quotes"
        if letter == form.delimiter:
            self._save()
            return "start of field"
        if letter in "\r\n":
            self._save()
            return "end of row"
        if form.strict:
            raise Error(f"'{form.delimiter}' expected after '{form.quotechar}'")
        self._add(letter)
        return "in field"

    def _add(self, letter):
        if len(self._field) >= _limit:
            raise Error(f"field larger than field limit ({_limit})")
        self._field.append(letter)

    def _save(self):
        text, self._field = "".join(self._field), []
        self._fields.append(float(text) if self._is_number else text)
        self._is_number = False


class writer:
    __module__ = "_csv"

    def __init__(self, fileobj, dialect="excel", **fmtparams):
        if not callable(getattr(fileobj, "write", None)):
            raise TypeError('argument 1 must have a "write" method')
        self._write = fileobj.write
        self.dialect = _Form(dialect, fmtparams)

    def writerow(self, row):
        try:
            fields = iter(row)
        except TypeError:
            raise Error(f"iterable expected, not {type(row).__name__}") from None
        parts = [self._shown(field) for field in fields]
        if parts == [""]:
            if self.dialect.quoting == QUOTE_NONE:
                raise Error("single empty field record must be quoted")
            parts = [self.dialect.quotechar * 2]
        return self._write(self.dialect.delimiter.join(parts) + self.dialect.lineterminator)

    def writerows(self, rows):
        for row in rows:
            self.writerow(row)

    def _shown(self, field):
        form = self.dialect
        text = "" if field is None else field if isinstance(field, str) else str(field)
        is_quoted = form.quoting == QUOTE_ALL or (
            form.quoting == QUOTE_NONNUMERIC and not isinstance(field, (int, float, complex))
        )
        found = []
        for letter in text:
            is_special = (
                letter in (form.delimiter, form.escapechar, form.quotechar)
                or letter in form.lineterminator
                or letter in "\r\n"
            )
            if is_special:
                found_escape = form.quoting == QUOTE_NONE
                if form.quoting != QUOTE_NONE and letter == form.quotechar:
                    if form.doublequote:
                        found.append(letter)
                    else:
                        found_escape = True
                elif letter == form.escapechar:
                    found_escape = True
                if found_escape:
                    if not form.escapechar:
                        raise Error("need to escape, but no escapechar set")
                    found.append(form.escapechar)
                else:
                    is_quoted = True
            found.append(letter)
        text = "".join(found)
        return form.quotechar + text + form.quotechar if is_quoted else text


class DictReader:
    def __init__(self, f, fieldnames=None, restkey=None, restval=None, dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self._fieldnames = fieldnames
        self.restkey, self.restval = restkey, restval
        self.reader = reader(f, dialect, *args, **kwds)
        self.dialect = dialect
        self.line_num = 0

    def __iter__(self):
        return self

    @property
    def fieldnames(self):
        if self._fieldnames is None:
            try:
                self._fieldnames = next(self.reader)
            except StopIteration:
                pass
        self.line_num = self.reader.line_num
        return self._fieldnames

    @fieldnames.setter
    def fieldnames(self, value):
        self._fieldnames = value

    def __next__(self):
        if self.line_num == 0:
            self.fieldnames
        row = next(self.reader)
        self.line_num = self.reader.line_num
        while row == []:
            row = next(self.reader)
        found = dict(zip(self.fieldnames, row))
        known, given = len(self.fieldnames), len(row)
        if known < given:
            found[self.restkey] = row[known:]
        for name in self.fieldnames[given:]:
            found[name] = self.restval
        return found


class DictWriter:
    def __init__(self, f, fieldnames, restval="", extrasaction="raise", dialect="excel", *args, **kwds):
        if fieldnames is not None and iter(fieldnames) is fieldnames:
            fieldnames = list(fieldnames)
        self.fieldnames, self.restval = fieldnames, restval
        if extrasaction.lower() not in ("raise", "ignore"):
            raise ValueError("extrasaction (%s) must be 'raise' or 'ignore'" % extrasaction)
        self.extrasaction = extrasaction
        self.writer = writer(f, dialect, *args, **kwds)

    def writeheader(self):
        return self.writerow(dict(zip(self.fieldnames, self.fieldnames)))

    def _values(self, row):
        if self.extrasaction == "raise":
            wrong = row.keys() - self.fieldnames
            if wrong:
                shown = ", ".join(repr(name) for name in wrong)
                raise ValueError("dict contains fields not in fieldnames: " + shown)
        return (row.get(name, self.restval) for name in self.fieldnames)

    def writerow(self, rowdict):
        return self.writer.writerow(self._values(rowdict))

    def writerows(self, rowdicts):
        return self.writer.writerows(map(self._values, rowdicts))


register_dialect("excel", excel)
register_dialect("excel-tab", excel_tab)
register_dialect("unix", unix_dialect)
