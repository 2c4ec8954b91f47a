"""URLs taken apart and put together."""

from collections import namedtuple as _namedtuple
import re as _re

uses_relative = [
    "", "ftp", "http", "gopher", "nntp", "imap", "wais", "file", "https", "shttp", "mms", "prospero",
    "rtsp", "rtspu", "sftp", "svn", "svn+ssh", "ws", "wss",
]
uses_netloc = [
    "", "ftp", "http", "gopher", "nntp", "telnet", "imap", "wais", "file", "mms", "https", "shttp",
    "snews", "prospero", "rtsp", "rtspu", "rsync", "svn", "svn+ssh", "sftp", "nfs", "git", "git+ssh",
    "ws", "wss", "itms-services",
]
uses_params = [
    "", "ftp", "hdl", "prospero", "http", "imap", "https", "shttp", "rtsp", "rtspu", "sip", "sips",
    "mms", "sftp", "tel",
]
_SCHEME = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+-."
_SAFE = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~")


class _Location:
    """What a part of the network's address says."""

    __slots__ = ()

    @property
    def _host(self):
        user, at, host = self.netloc.rpartition("@")
        before, has_bracket, bracketed = host.partition("[")
        if has_bracket:
            name, _, port = bracketed.partition("]")
            port = port.partition(":")[2]
        else:
            name, _, port = host.partition(":")
        return (user if at else None), name, port or None

    @property
    def username(self):
        user = self._host[0]
        return None if user is None else user.partition(":")[0]

    @property
    def password(self):
        user = self._host[0]
        if user is None or ":" not in user:
            return None
        return user.partition(":")[2]

    @property
    def hostname(self):
        name = self._host[1]
        if not name:
            return None
        name, percent, zone = name.partition("%")
        return name.lower() + percent + zone

    @property
    def port(self):
        port = self._host[2]
        if port is None:
            return None
        if not (port.isdigit() and port.isascii()):
            raise ValueError(f"Port could not be cast to integer value as {port!r}")
        if int(port) > 65535:
            raise ValueError("Port out of range 0-65535")
        return int(port)


class DefragResult(_namedtuple("DefragResult", "url fragment")):
    __slots__ = ()

    def geturl(self):
        return self.url + "#" + self.fragment if self.fragment else self.url


class SplitResult(_namedtuple("SplitResult", "scheme netloc path query fragment"), _Location):
    __slots__ = ()

    def geturl(self):
        return urlunsplit(self)


class ParseResult(_namedtuple("ParseResult", "scheme netloc path params query fragment"), _Location):
    __slots__ = ()

    def geturl(self):
        return urlunparse(self)


def _texts(*parts):
    """The parts as text, and whether they were bytes."""
    are_texts = {isinstance(part, str) for part in parts if part}
    if len(are_texts) > 1:
        raise TypeError("Cannot mix str and non-str arguments")
    if False in are_texts or not are_texts and all(isinstance(part, bytes) for part in parts):
        raise NotImplementedError("the sandbox does not support URLs as bytes")
    return [part or "" for part in parts]


def urlsplit(url, scheme="", allow_fragments=True):
    url, scheme = _texts(url, scheme)
    url = url.lstrip("".join(map(chr, range(33))))
    scheme = scheme.strip("".join(map(chr, range(33))))
    for letter in "\t\r\n":
        url, scheme = url.replace(letter, ""), scheme.replace(letter, "")
    netloc = query = fragment = ""
    colon = url.find(":")
    if colon > 0 and url[0].isascii() and url[0].isalpha() and not url[:colon].strip(_SCHEME):
        scheme, url = url[:colon].lower(), url[colon + 1 :]
    if url[:2] == "//":
        end = min((place for place in map(lambda it: url.find(it, 2), "/?#") if place >= 0), default=len(url))
        netloc, url = url[2:end], url[end:]
        if ("[" in netloc) != ("]" in netloc):
            raise ValueError("Invalid IPv6 URL")
    if allow_fragments and "#" in url:
        url, fragment = url.split("#", 1)
    if "?" in url:
        url, query = url.split("?", 1)
    return SplitResult(scheme, netloc, url, query, fragment)


def urlparse(url, scheme="", allow_fragments=True):
    scheme, netloc, path, query, fragment = urlsplit(url, scheme, allow_fragments)
    params = ""
    if scheme in uses_params and ";" in path:
        start = path.find(";", path.rfind("/")) if "/" in path else path.find(";")
        if start >= 0:
            path, params = path[:start], path[start + 1 :]
    return ParseResult(scheme, netloc, path, params, query, fragment)


def urlunparse(components):
    scheme, netloc, path, params, query, fragment = _texts(*components)
    if params:
        path = f"{path};{params}"
    return urlunsplit((scheme, netloc, path, query, fragment))


def urlunsplit(components):
    scheme, netloc, url, query, fragment = _texts(*components)
    if netloc or (scheme and scheme in uses_netloc and url[:2] != "//"):
        if url and url[:1] != "/":
            url = "/" + url
        url = "//" + netloc + url
    if scheme:
        url = scheme + ":" + url
    if query:
        url = url + "?" + query
    return url + "#" + fragment if fragment else url


def urldefrag(url):
    (url,) = _texts(url)
    if "#" not in url:
        return DefragResult(url, "")
    scheme, netloc, path, params, query, fragment = urlparse(url)
    return DefragResult(urlunparse((scheme, netloc, path, params, query, "")), fragment)


def urljoin(base, url, allow_fragments=True):
    if not base:
        return url
    if not url:
        return base
    base, url = _texts(base, url)
    old = urlparse(base, "", allow_fragments)
    new = urlparse(url, old.scheme, allow_fragments)
    if new.scheme != old.scheme or new.scheme not in uses_relative:
        return url
    netloc = new.netloc
    if new.scheme in uses_netloc:
        if netloc:
            return urlunparse(new)
        netloc = old.netloc
    if not new.path and not new.params:
        query = new.query or old.query
        return urlunparse((new.scheme, netloc, old.path, old.params, query, new.fragment))
    path = _joined(old.path, new.path)
    return urlunparse((new.scheme, netloc, path, new.params, new.query, new.fragment))


def _joined(old, new):
    before = old.split("/")
    if before[-1] != "":
        # What the last name of the old path was is not a folder.
        del before[-1]
    if new[:1] == "/":
        names = new.split("/")
    else:
        names = before + new.split("/")
        names[1:-1] = filter(None, names[1:-1])
    found = []
    for name in names:
        if name == "..":
            if found:
                found.pop()
        elif name != ".":
            found.append(name)
    if names[-1] in (".", ".."):
        found.append("")
    return "/".join(found) or "/"


def quote(string, safe="/", encoding=None, errors=None):
    if isinstance(string, str):
        if not string:
            return string
        string = string.encode(encoding or "utf-8", errors or "strict")
    else:
        if encoding is not None:
            raise TypeError("quote() doesn't support 'encoding' for bytes")
        if errors is not None:
            raise TypeError("quote() doesn't support 'errors' for bytes")
    return quote_from_bytes(string, safe)


def quote_plus(string, safe="", encoding=None, errors=None):
    space = " " if isinstance(string, str) else b" "
    if space not in string:
        return quote(string, safe, encoding, errors)
    safe = safe + " " if isinstance(safe, str) else safe.decode("ascii", "ignore") + " "
    return quote(string, safe, encoding, errors).replace(" ", "+")


def quote_from_bytes(bs, safe="/"):
    if not isinstance(bs, (bytes, bytearray)):
        raise TypeError("quote_from_bytes() expected bytes")
    if isinstance(safe, bytes):
        safe = safe.decode("ascii", "ignore")
    kept = _SAFE | {letter for letter in safe if letter.isascii()}
    return "".join(chr(byte) if chr(byte) in kept else f"%{byte:02X}" for byte in bs)


def unquote_to_bytes(string):
    if not string:
        return b""
    if isinstance(string, str):
        string = string.encode("utf-8")
    return _re.sub(rb"%([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), string)


def unquote(string, encoding="utf-8", errors="replace"):
    if isinstance(string, bytes):
        return unquote_to_bytes(string).decode(encoding or "utf-8", errors or "replace")
    if "%" not in string:
        return string

    def decoded(match):
        return unquote_to_bytes(match[0]).decode(encoding or "utf-8", errors or "replace")

    return _re.sub(r"[\x00-\x7f]+", decoded, string)


def unquote_plus(string, encoding="utf-8", errors="replace"):
    return unquote(string.replace("+", " "), encoding, errors)


def urlencode(query, doseq=False, safe="", encoding=None, errors=None, quote_via=quote_plus):
    if hasattr(query, "items"):
        query = query.items()
    else:
        try:
            is_right = not len(query) or isinstance(query[0], tuple)
        except TypeError:
            is_right = False
        if not is_right:
            raise TypeError("not a valid non-string sequence or mapping object")

    def shown(value):
        if isinstance(value, bytes):
            return quote_via(value, safe)
        return quote_via(str(value), safe, encoding, errors)

    found = []
    for key, value in query:
        values = [value]
        if doseq and not isinstance(value, (str, bytes)):
            try:
                len(value)
                values = value
            except TypeError:
                pass
        found += [shown(key) + "=" + shown(one) for one in values]
    return "&".join(found)


def parse_qsl(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    (qs,) = _texts(qs)
    if not separator or not isinstance(separator, (str, bytes)):
        raise ValueError("Separator must be of type string or bytes.")
    if max_num_fields is not None and max_num_fields < 1 + qs.count(separator):
        raise ValueError("Max number of fields exceeded")
    found = []
    for pair in qs.split(separator):
        if not pair and not strict_parsing:
            continue
        name, has_value, value = pair.partition("=")
        if not has_value:
            if strict_parsing:
                raise ValueError("bad query field: %r" % (pair,))
            if not keep_blank_values:
                continue
        if value or keep_blank_values:
            found.append((unquote_plus(name, encoding, errors), unquote_plus(value, encoding, errors)))
    return found


def parse_qs(
    qs, keep_blank_values=False, strict_parsing=False, encoding="utf-8", errors="replace", max_num_fields=None, separator="&"
):
    found = {}
    for name, value in parse_qsl(
        qs, keep_blank_values, strict_parsing, encoding, errors, max_num_fields, separator
    ):
        found.setdefault(name, []).append(value)
    return found


def unwrap(url):
    url = str(url).strip()
    if url[:1] == "<" and url[-1:] == ">":
        url = url[1:-1].strip()
    return url[4:].strip() if url[:4] == "URL:" else url
