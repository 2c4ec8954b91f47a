"""Literals, read without running anything."""

import re as _re

_TOKEN = _re.compile(
    r"""\s*(?:
        ([rRbBuU]{0,2}(?:'''(?:[^\\]|\\.)*?'''|\"\"\"(?:[^\\]|\\.)*?\"\"\"|'(?:[^\\'\n]|\\.)*'|"(?:[^\\"\n]|\\.)*"))
        |((?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*)?\.?\d[\d_]*\.?(?:[eE][-+]?\d+)?)[jJ]?)
        |([A-Za-z_]\w*)
        |(\.\.\.|[-+()\[\]{},:])
    )""",
    _re.VERBOSE | _re.DOTALL,
)
_NAMED = {"None": None, "True": True, "False": False}


def _refused(text):
    return ValueError(f"malformed node or string on line 1: {text.strip()!r}")


class _Reader:
    def __init__(self, text):
        self.text, self.tokens, place = text, [], 0
        while text[place:].strip():
            found = _TOKEN.match(text, place)
            if found is None:
                # What is no expression at all is refused as one.
                compile(text, "<unknown>", "eval")
                raise _refused(text)
            self.tokens.append((found.lastindex, found[found.lastindex]))
            place = found.end()
        self.at = 0

    def peek(self):
        return self.tokens[self.at][1] if self.at < len(self.tokens) else None

    def take(self, wanted=None):
        if self.at >= len(self.tokens) or wanted is not None and self.peek() != wanted:
            compile(self.text, "<unknown>", "eval")
            raise _refused(self.text)
        self.at += 1
        return self.tokens[self.at - 1]

    def value(self):
        left = self.single()
        # A complex number is a sum.
        while self.peek() in ("+", "-"):
            sign = self.take()[1]
            right = self.single()
            if type(left) not in (int, float) or type(right) is not complex:
                raise _refused(self.text)
            left = left + right if sign == "+" else left - right
        return left

    def single(self):
        kind, token = self.take()
        if kind == 1:
            found = eval(token)
            while self.at < len(self.tokens) and self.tokens[self.at][0] == 1:
                found += eval(self.take()[1])
            return found
        if kind == 2:
            return eval(token)
        if kind == 3:
            if token == "set" and self.peek() == "(":
                self.take("(")
                self.take(")")
                return set()
            if token not in _NAMED:
                compile(self.text, "<unknown>", "eval")
                raise _refused(self.text)
            return _NAMED[token]
        if token == "...":
            return ...
        if token in "+-":
            found = self.single()
            if type(found) not in (int, float, complex):
                raise _refused(self.text)
            return -found if token == "-" else found
        if token == "(":
            items, has_comma = self.items(")")
            return tuple(items) if has_comma or not items else items[0]
        if token == "[":
            return self.items("]")[0]
        if token == "{":
            return self.braces()
        compile(self.text, "<unknown>", "eval")
        raise _refused(self.text)

    def items(self, end):
        found, has_comma = [], False
        while self.peek() != end:
            found.append(self.value())
            if self.peek() == end:
                break
            self.take(",")
            has_comma = True
        self.take(end)
        return found, has_comma

    def braces(self):
        if self.peek() == "}":
            self.take()
            return {}
        pairs, is_dict = [], None
        while self.peek() != "}":
            key = self.value()
            is_dict = self.peek() == ":" if is_dict is None else is_dict
            if is_dict:
                self.take(":")
                pairs.append((key, self.value()))
            else:
                pairs.append(key)
            if self.peek() != "}":
                self.take(",")
        self.take("}")
        return dict(pairs) if is_dict else set(pairs)


def literal_eval(node_or_string):
    if not isinstance(node_or_string, str):
        raise ValueError(f"malformed node or string: {node_or_string!r}")
    reader = _Reader(node_or_string.lstrip(" \t"))
    found = reader.value()
    if reader.peek() == ",":
        found = [found]
        while reader.peek() == ",":
            reader.take()
            if reader.peek() is not None:
                found.append(reader.value())
        found = tuple(found)
    if reader.peek() is not None:
        compile(node_or_string, "<unknown>", "eval")
        raise _refused(node_or_string)
    return found
