"""Words of a shell's command line."""

import re as _re


def quote(s):
    if not s:
        return "''"
    if _re.search(r"[^\w@%+=:,./-]", s, _re.ASCII) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"


def join(split_command):
    return " ".join(quote(word) for word in split_command)


def split(s, comments=False, posix=True):
    if not posix:
        raise NotImplementedError("the sandbox does not support shlex.split(posix=False)")
    if s is None:
        raise ValueError("s argument must not be None")
    words, word, place = [], None, 0
    while place < len(s):
        letter = s[place]
        if letter in " \t\r\n":
            if word is not None:
                words.append(word)
                word = None
        elif letter == "#" and comments:
            end = s.find("\n", place)
            place = len(s) if end < 0 else end
        elif letter == "\\":
            if place + 1 >= len(s):
                raise ValueError("No escaped character")
            place += 1
            word = (word or "") + s[place]
        elif letter in "'\"":
            text, place = _quoted(s, place)
            word = (word or "") + text
        else:
            word = (word or "") + letter
        place += 1
    return words if word is None else [*words, word]


def _quoted(s, start):
    """The text in quotes, and where they end."""
    found, place = "", start + 1
    while place < len(s):
        letter = s[place]
        if letter == s[start]:
            return found, place
        if letter == "\\" and s[start] == '"':
            if place + 1 >= len(s):
                raise ValueError("No escaped character")
            if s[place + 1] in '\\"':
                place += 1
                letter = s[place]
        found += letter
        place += 1
    raise ValueError("No closing quotation")
