"""Values printed so that a reader sees how they are made up."""

import sys as _sys


class _Ordered:
    """A value that can be sorted among values of other types."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            mine = str(type(self.value)), id(self.value)
            return mine < (str(type(other.value)), id(other.value))


def _sorted_items(items):
    return sorted(items, key=lambda item: (_Ordered(item[0]), _Ordered(item[1])))


class PrettyPrinter:
    def __init__(
        self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False
    ):
        indent, width = int(indent), int(width)
        if indent < 0:
            raise ValueError("indent must be >= 0")
        if depth is not None and depth <= 0:
            raise ValueError("depth must be > 0")
        if not width:
            raise ValueError("width must be != 0")
        self._depth, self._indent, self._width = depth, indent, width
        self._stream = _sys.stdout if stream is None else stream
        self._compact, self._sort_dicts = bool(compact), sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            self._stream.write(self.pformat(object) + "\n")

    def pformat(self, object):
        parts = []
        self._lay_out(object, parts.append, 0, 0, {}, 0)
        return "".join(parts)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, is_readable, is_recursive = self.format(object, {}, 0, 0)
        return is_readable and not is_recursive

    def format(self, object, context, maxlevels, level):
        return self._on_one_line(object, context, maxlevels, level)

    # On one line.

    def _on_one_line(self, value, context, most, level):
        """The text, whether it can be read back, and whether a value is in itself."""
        kind = type(value)
        if kind is int and self._underscore_numbers:
            return f"{value:_d}", True, False
        if not isinstance(value, (dict, list, tuple)) or kind.__repr__ not in (
            dict.__repr__, list.__repr__, tuple.__repr__
        ):
            text = repr(value)
            return text, not text.startswith("<"), False
        if isinstance(value, dict):
            start, end = "{", "}"
        elif isinstance(value, list):
            start, end = "[", "]"
        else:
            start, end = "(", ",)" if len(value) == 1 else ")"
        if not value:
            return start + end, True, False
        if most and level >= most:
            return start + "..." + end, False, id(value) in context
        if id(value) in context:
            return _recursion(value), False, True
        context[id(value)] = 1
        is_readable, is_recursive, parts = True, False, []

        def shown(one):
            nonlocal is_readable, is_recursive
            text, reads, recurs = self.format(one, context, most, level + 1)
            is_readable, is_recursive = is_readable and reads, is_recursive or recurs
            return text

        if isinstance(value, dict):
            items = _sorted_items(value.items()) if self._sort_dicts else value.items()
            parts = [f"{shown(key)}: {shown(one)}" for key, one in items]
        else:
            parts = [shown(one) for one in value]
        del context[id(value)]
        return start + ", ".join(parts) + end, is_readable, is_recursive

    # On several lines.

    def _lay_out(self, value, write, indent, allowance, context, level):
        if id(value) in context:
            write(_recursion(value))
            return
        text = self.format(value, context.copy(), self._depth, level)[0]
        if len(text) > self._width - indent - allowance:
            method = self._method_for(value)
            if method is not None:
                context[id(value)] = 1
                method(value, write, indent, allowance, context, level + 1)
                del context[id(value)]
                return
        write(text)

    def _method_for(self, value):
        from collections import ChainMap, Counter, OrderedDict, defaultdict, deque
        import dataclasses
        import types

        kind = type(value)
        by_repr = [
            (dict, self._dict), (list, self._list), (tuple, self._tuple), (set, self._set),
            (frozenset, self._set), (str, self._str), (bytes, self._bytes), (bytearray, self._bytearray),
            (OrderedDict, self._ordered_dict), (defaultdict, self._default_dict), (Counter, self._counter),
            (deque, self._deque), (ChainMap, self._chain_map),
            (types.MappingProxyType, self._mapping_proxy), (types.SimpleNamespace, self._namespace),
        ]
        for known, method in by_repr:
            if isinstance(value, known) and (kind is known or kind.__repr__ == known.__repr__):
                return method
        if dataclasses.is_dataclass(value) and not isinstance(value, type):
            # One that the program has written itself is shown as it says.
            if type(kind.__dict__.get("__repr__")).__name__ != "function":
                return self._dataclass
        return None

    def _dict(self, value, write, indent, allowance, context, level):
        write("{")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        if value:
            items = _sorted_items(value.items()) if self._sort_dicts else value.items()
            self._dict_items(items, write, indent, allowance + 1, context, level)
        write("}")

    def _dict_items(self, items, write, indent, allowance, context, level):
        items = list(items)
        indent += self._indent
        between = ",\n" + " " * indent
        for place, (key, one) in enumerate(items):
            is_last = place == len(items) - 1
            shown = self.format(key, context.copy(), self._depth, level)[0]
            write(shown + ": ")
            self._lay_out(one, write, indent + len(shown) + 2, allowance if is_last else 1, context, level)
            if not is_last:
                write(between)

    def _ordered_dict(self, value, write, indent, allowance, context, level):
        if not value:
            write(repr(value))
            return
        name = type(value).__name__
        write(name + "(")
        self._items(list(value.items()), write, indent + len(name) + 1, allowance + 1, context, level, "[", "]")
        write(")")

    def _mapping_proxy(self, value, write, indent, allowance, context, level):
        write("mappingproxy(")
        self._lay_out(value.copy(), write, indent + 13, allowance + 1, context, level)
        write(")")

    def _default_dict(self, value, write, indent, allowance, context, level):
        factory = self.format(value.default_factory, context.copy(), self._depth, level)[0]
        name = type(value).__name__
        indent += len(name) + 1
        write(f"{name}({factory},\n{' ' * indent}")
        self._dict(value, write, indent, allowance + 1, context, level)
        write(")")

    def _counter(self, value, write, indent, allowance, context, level):
        name = type(value).__name__
        write(name + "({")
        if self._indent > 1:
            write((self._indent - 1) * " ")
        self._dict_items(value.most_common(), write, indent + len(name) + 1, allowance + 2, context, level)
        write("})")

    def _chain_map(self, value, write, indent, allowance, context, level):
        name = type(value).__name__
        write(name + "(")
        indent += len(name) + 1
        for place, one in enumerate(value.maps):
            is_last = place == len(value.maps) - 1
            self._lay_out(one, write, indent, allowance + 1 if is_last else 1, context, level)
            write(")" if is_last else ",\n" + " " * indent)

    def _deque(self, value, write, indent, allowance, context, level):
        name = type(value).__name__
        write(name + "(")
        indent += len(name) + 1
        if value.maxlen is None:
            self._items(value, write, indent, allowance + 1, context, level, "[", "])")
            return
        self._items(value, write, indent, 2, context, level, "[", "]")
        most = self.format(value.maxlen, context.copy(), self._depth, level)[0]
        write(f",\n{' ' * indent}maxlen={most})")

    def _list(self, value, write, indent, allowance, context, level):
        self._items(value, write, indent, allowance, context, level, "[", "]")

    def _tuple(self, value, write, indent, allowance, context, level):
        self._items(value, write, indent, allowance, context, level, "(", ",)" if len(value) == 1 else ")")

    def _set(self, value, write, indent, allowance, context, level):
        if not value:
            write(repr(value))
            return
        start, end = "{", "}"
        if type(value) is not set:
            start, end = type(value).__name__ + "({", "})"
            indent += len(start) - 1
        self._items(sorted(value, key=_Ordered), write, indent, allowance, context, level, start, end)

    def _items(self, items, write, indent, allowance, context, level, start, end):
        write(start)
        indent += self._indent
        if self._indent > 1:
            write((self._indent - 1) * " ")
        allowance += len(end)
        between = ",\n" + " " * indent
        before, items = "", list(items)
        room = width = self._width - indent + 1
        for place, one in enumerate(items):
            is_last = place == len(items) - 1
            if is_last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self.format(one, context.copy(), self._depth, level)[0]
                needed = len(text) + 2
                if room < needed:
                    room = width
                    if before:
                        before = between
                if room >= needed:
                    room -= needed
                    write(before + text)
                    before = ", "
                    continue
            write(before)
            before = between
            self._lay_out(one, write, indent, allowance if is_last else 1, context, level)
        write(end)

    def _namespace(self, value, write, indent, allowance, context, level):
        name = "namespace" if type(value).__name__ == "SimpleNamespace" else type(value).__name__
        self._named_values(name, value.__dict__.items(), write, indent, allowance, context, level)

    def _dataclass(self, value, write, indent, allowance, context, level):
        from dataclasses import fields

        items = [(field.name, getattr(value, field.name)) for field in fields(value) if field.repr]
        self._named_values(type(value).__name__, items, write, indent, allowance, context, level)

    def _named_values(self, name, items, write, indent, allowance, context, level):
        items = list(items)
        indent += len(name) + 1
        write(name + "(")
        for place, (key, one) in enumerate(items):
            is_last = place == len(items) - 1
            write(key + "=")
            if id(one) in context:
                write("...")
            else:
                self._lay_out(one, write, indent + len(key) + 1, allowance if is_last else 1, context, level)
            if not is_last:
                write(",\n" + " " * indent)
        write(")")

    def _str(self, value, write, indent, allowance, context, level):
        import re

        if not value:
            write(repr(value))
            return
        lines, chunks = value.splitlines(True), []
        if level == 1:
            indent += 1
            allowance += 1
        most = width = self._width - indent
        for number, line in enumerate(lines):
            shown = repr(line)
            if number == len(lines) - 1:
                width -= allowance
            if len(shown) <= width:
                chunks.append(shown)
                continue
            words, current = re.findall(r"\S*\s*", line), ""
            # The last match is of nothing.
            words.pop()
            most = self._width - indent
            for place, word in enumerate(words):
                room = most - (allowance if place == len(words) - 1 and number == len(lines) - 1 else 0)
                longer = current + word
                if len(repr(longer)) > room:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = longer
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            write(chunks[0])
            return
        if level == 1:
            write("(")
        write(("\n" + " " * indent).join(chunks))
        if level == 1:
            write(")")

    def _bytes(self, value, write, indent, allowance, context, level):
        if len(value) <= 4:
            write(repr(value))
            return
        is_alone = level == 1
        if is_alone:
            indent += 1
            allowance += 1
            write("(")
        before = ""
        for shown in _bytes_chunks(value, self._width - indent, allowance):
            write(before + shown)
            before = "\n" + " " * indent
        if is_alone:
            write(")")

    def _bytearray(self, value, write, indent, allowance, context, level):
        write("bytearray(")
        self._bytes(bytes(value), write, indent + 10, allowance + 1, context, level + 1)
        write(")")


def _bytes_chunks(value, width, allowance):
    current, last = b"", len(value) // 4 * 4
    for start in range(0, len(value), 4):
        longer = current + value[start : start + 4]
        if start == last:
            width -= allowance
        if len(repr(longer)) > width:
            if current:
                yield repr(current)
            current = value[start : start + 4]
        else:
            current = longer
    if current:
        yield repr(current)


def _recursion(value):
    return f"<Recursion on {type(value).__name__} with id={id(value)}>"


def pprint(
    object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False
):
    PrettyPrinter(
        indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    ).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    return PrettyPrinter(
        indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers
    ).pformat(object)


def saferepr(object):
    return PrettyPrinter()._on_one_line(object, {}, None, 0)[0]


def isreadable(object):
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    return PrettyPrinter().isrecursive(object)
