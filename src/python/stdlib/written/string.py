"""`string.Template` and `string.Formatter`."""

import re as _re

_PATTERN = r"""
    (?P<delimiter>{delimiter})(?:
        (?P<escaped>{delimiter})
      | (?P<named>{id})
      | \{{(?P<braced>{braced})\}}
      | (?P<invalid>)
    )
"""


class Template:
    delimiter = "$"
    idpattern = r"(?a:[_a-z][_a-z0-9]*)"
    braceidpattern = None
    flags = _re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls.pattern = _compiled(cls)

    def __init__(self, template):
        self.template = template

    def _invalid(self, match):
        at = match.start("invalid")
        lines = self.template[:at].splitlines(keepends=True)
        if lines:
            column = at - len("".join(lines[:-1]))
            line = len(lines)
        else:
            column = line = 1
        raise ValueError(f"Invalid placeholder in string: line {line}, col {column}")

    def _replaced(self, names, keywords, is_safe):
        def value(name):
            return keywords[name] if name in keywords else names[name]

        def convert(match):
            name = match.group("named") or match.group("braced")
            if name is not None:
                if not is_safe:
                    return str(value(name))
                try:
                    return str(value(name))
                except KeyError:
                    return match.group()
            if match.group("escaped") is not None:
                return self.delimiter
            if is_safe:
                return match.group()
            self._invalid(match)

        return self.pattern.sub(convert, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._replaced(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._replaced(mapping, kws, True)

    def is_valid(self):
        return all(match.group("invalid") is None for match in self.pattern.finditer(self.template))

    def get_identifiers(self):
        names = []
        for match in self.pattern.finditer(self.template):
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names


def _compiled(cls):
    pattern = cls.__dict__.get("pattern")
    if pattern is None:
        pattern = _PATTERN.format(
            delimiter=_re.escape(cls.delimiter),
            id=cls.idpattern,
            braced=cls.braceidpattern or cls.idpattern,
        )
    return _re.compile(pattern, cls.flags | _re.VERBOSE)


Template.pattern = _compiled(Template)
