"""Text in HTML, and back."""

import re as _re

# The characters that HTML 4 names, in order from the non-breaking space on, and the others.
_LATIN = (
    "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2"
    " sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute"
    " Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde"
    " Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave"
    " aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth"
    " ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml"
)
_GREEK = (
    "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta Iota Kappa Lambda Mu Nu Xi Omicron Pi Rho - Sigma Tau"
    " Upsilon Phi Chi Psi Omega"
)
_OTHERS = {
    "quot": 34, "amp": 38, "lt": 60, "gt": 62, "apos": 39, "OElig": 338, "oelig": 339, "Scaron": 352,
    "scaron": 353, "Yuml": 376, "fnof": 402, "circ": 710, "tilde": 732, "sigmaf": 962, "thetasym": 977,
    "upsih": 978, "piv": 982, "ensp": 8194, "emsp": 8195, "thinsp": 8201, "zwnj": 8204, "zwj": 8205,
    "lrm": 8206, "rlm": 8207, "ndash": 8211, "mdash": 8212, "lsquo": 8216, "rsquo": 8217, "sbquo": 8218,
    "ldquo": 8220, "rdquo": 8221, "bdquo": 8222, "dagger": 8224, "Dagger": 8225, "bull": 8226,
    "hellip": 8230, "permil": 8240, "prime": 8242, "Prime": 8243, "lsaquo": 8249, "rsaquo": 8250,
    "oline": 8254, "frasl": 8260, "euro": 8364, "image": 8465, "weierp": 8472, "real": 8476,
    "trade": 8482, "alefsym": 8501, "larr": 8592, "uarr": 8593, "rarr": 8594, "darr": 8595, "harr": 8596,
    "crarr": 8629, "lArr": 8656, "uArr": 8657, "rArr": 8658, "dArr": 8659, "hArr": 8660, "forall": 8704,
    "part": 8706, "exist": 8707, "empty": 8709, "nabla": 8711, "isin": 8712, "notin": 8713, "ni": 8715,
    "prod": 8719, "sum": 8721, "minus": 8722, "lowast": 8727, "radic": 8730, "prop": 8733, "infin": 8734,
    "ang": 8736, "and": 8743, "or": 8744, "cap": 8745, "cup": 8746, "int": 8747, "there4": 8756,
    "sim": 8764, "cong": 8773, "asymp": 8776, "ne": 8800, "equiv": 8801, "le": 8804, "ge": 8805,
    "sub": 8834, "sup": 8835, "nsub": 8836, "sube": 8838, "supe": 8839, "oplus": 8853, "otimes": 8855,
    "perp": 8869, "sdot": 8901, "lceil": 8968, "rceil": 8969, "lfloor": 8970, "rfloor": 8971,
    "lang": 10216, "rang": 10217, "loz": 9674, "spades": 9824, "clubs": 9827, "hearts": 9829,
    "diams": 9830,
}
_NAMED = {
    **{name: 160 + place for place, name in enumerate(_LATIN.split())},
    **{name: 913 + place for place, name in enumerate(_GREEK.split())},
    **{name.lower(): 945 + place for place, name in enumerate(_GREEK.split())},
    **_OTHERS,
}
# Browsers take these without the semicolon.
_BARE = {*_LATIN.split(), "quot", "amp", "lt", "gt"}
# What numbers between 128 and 159 stand for in Windows' alphabet, which browsers take them for.
_WINDOWS = dict(enumerate("€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ", 128))


def escape(s, quote=True):
    s = s.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    if quote:
        s = s.replace('"', "&quot;").replace("'", "&#x27;")
    return s


def _numbered(text):
    digits = text[1:].rstrip(";")
    number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
    if number in _WINDOWS:
        return _WINDOWS[number]
    if number == 0 or 0xD800 <= number <= 0xDFFF or number > 0x10FFFF:
        return "\ufffd"
    if number == 0x0D:
        return "\r"
    unwanted = number < 0x20 and number not in (9, 10, 12) or 0x7F <= number <= 0x9F or number == 0x0B
    if unwanted or 0xFDD0 <= number <= 0xFDEF or number & 0xFFFE == 0xFFFE:
        return ""
    return chr(number)


def _found(match):
    text = match[1]
    if text[0] == "#":
        return _numbered(text)
    if text.endswith(";"):
        if text[:-1] in _NAMED:
            return chr(_NAMED[text[:-1]])
        if not text[:-1].isalnum():
            return "&" + text
    for end in range(len(text), 1, -1):
        if text[:end] in _BARE:
            return chr(_NAMED[text[:end]]) + text[end:]
    if text.endswith(";"):
        raise NotImplementedError(f"the sandbox does not know the HTML entity '&{text}'")
    return "&" + text


def unescape(s):
    if "&" not in s:
        return s
    return _re.sub(r"&(#[0-9]+;?|#[xX][0-9a-fA-F]+;?|[^\t\n\f <&#;]{1,32};?)", _found, s)
