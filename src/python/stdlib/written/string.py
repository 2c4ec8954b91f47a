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
_GROUPS = ("named", "braced", "escaped", "invalid")


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
            if match.group("invalid") is None:
                raise ValueError("Unrecognized named group in pattern", self.pattern)
            if is_safe:
                return match.group()
            self._invalid(match)

        return self.pattern.sub(convert, self.template)

    def substitute(self, mapping={}, /, **kws):
        return self._replaced(mapping, kws, False)

    def safe_substitute(self, mapping={}, /, **kws):
        return self._replaced(mapping, kws, True)

    def is_valid(self):
        for match in self.pattern.finditer(self.template):
            if match.group("invalid") is not None:
                return False
            self._known(match)
        return True

    def get_identifiers(self):
        names = []
        for match in self.pattern.finditer(self.template):
            self._known(match)
            name = match.group("named") or match.group("braced")
            if name is not None and name not in names:
                names.append(name)
        return names

    def _known(self, match):
        if not any(match.group(name) is not None for name in _GROUPS):
            raise ValueError("Unrecognized named group in pattern", self.pattern)


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


def _parts(text):
    """Literal text and the field after it, which may be none, of a format string."""
    literal = ""
    at = 0
    while at < len(text):
        character = text[at]
        if character not in "{}":
            literal += character
            at += 1
        elif text[at + 1:at + 2] == character:
            yield literal + character, None, None, None
            literal = ""
            at += 2
        elif character == "}":
            raise ValueError("Single '}' encountered in format string")
        else:
            end = _field_end(text, at + 1)
            yield (literal, *_field(text[at + 1:end]))
            literal = ""
            at = end + 1
    if literal:
        yield literal, None, None, None


def _field_end(text, at):
    if at >= len(text):
        raise ValueError("Single '{' encountered in format string")
    depth = 1
    in_name = True
    while at < len(text):
        character = text[at]
        if character == "[" and in_name:
            at = text.find("]", at)
            if at < 0:
                break
        elif character == "{":
            depth += 1
        elif character == "}":
            depth -= 1
            if not depth:
                return at
        elif character in ":!":
            in_name = False
        at += 1
    raise ValueError("expected '}' before end of string")


def _field(field):
    at = 0
    while at < len(field) and field[at] not in ":!":
        if field[at] == "[":
            at = field.find("]", at)
        elif field[at] == "{":
            raise ValueError("unexpected '{' in field name")
        at += 1
    name, rest = field[:at], field[at:]
    conversion = None
    if rest.startswith("!"):
        conversion = rest[1:2]
        if not conversion:
            raise ValueError("unmatched '{' in format spec")
        rest = rest[2:]
        if rest and not rest.startswith(":"):
            raise ValueError("expected ':' after conversion specifier")
    return name, rest[1:], conversion


def _steps(name):
    """The first name of a field, and whether each that follows is an attribute."""
    end = min((at for at in map(name.find, ".[") if at >= 0), default=len(name))
    first, rest = name[:end], name[end:]
    steps = []
    while rest:
        if rest.startswith("."):
            rest = rest[1:]
            end = min((at for at in map(rest.find, ".[") if at >= 0), default=len(rest))
            step, rest, is_attribute = rest[:end], rest[end:], True
        elif rest.startswith("["):
            step, closed, rest = rest[1:].partition("]")
            if not closed:
                raise ValueError("Missing ']' in format string")
            is_attribute = False
        else:
            raise ValueError("Only '.' or '[' may follow ']' in format field specifier")
        if not step:
            raise ValueError("Empty attribute in format string")
        steps.append((is_attribute, int(step) if not is_attribute and step.isdigit() else step))
    return int(first) if first.isdigit() else first, steps


class Formatter:
    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used_args = set()
        result, _ = self._vformat(format_string, args, kwargs, used_args, 2)
        self.check_unused_args(used_args, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError("Max string recursion exceeded")
        result = []
        for literal_text, field_name, format_spec, conversion in self.parse(format_string):
            if literal_text:
                result.append(literal_text)
            if field_name is None:
                continue
            if field_name == "":
                if auto_arg_index is False:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                field_name = str(auto_arg_index)
                auto_arg_index += 1
            elif field_name.isdigit():
                if auto_arg_index:
                    raise ValueError(
                        "cannot switch from manual field specification to automatic field numbering"
                    )
                auto_arg_index = False
            obj, arg_used = self.get_field(field_name, args, kwargs)
            used_args.add(arg_used)
            obj = self.convert_field(obj, conversion)
            format_spec, auto_arg_index = self._vformat(
                format_spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index
            )
            result.append(self.format_field(obj, format_spec))
        return "".join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        convert = {"s": str, "r": repr, "a": ascii}.get(conversion)
        if convert is None:
            raise ValueError(f"Unknown conversion specifier {conversion}")
        return convert(value)

    def parse(self, format_string):
        return _parts(format_string)

    def get_field(self, field_name, args, kwargs):
        first, steps = _steps(field_name)
        obj = self.get_value(first, args, kwargs)
        for is_attribute, step in steps:
            obj = getattr(obj, step) if is_attribute else obj[step]
        return obj, first
