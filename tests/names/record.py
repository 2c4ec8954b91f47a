"""Writes the tables of names that may be imported without the sandbox having what they stand for.

usage: python record.py          (with an interpreter that has Django 5.2)

Django's go to src/orm/modules/names.txt, the standard library's to src/python/stdlib/names.txt; the
names of the time zones go to src/python/stdlib/zones.txt. A line is a module and its names, a word per name:

    +Class  +Class<Base&Other  +Class/Metaclass      a class; bases and metaclass that are no
                                                     built-in ones, dotted when of another module
    !Error  !Error<KeyError                          an exception
    -function                                        anything else that can be called
    =NAME   =NAME:'literal'                          anything else
    >module:Name,Other                               what `from module import Name, Other` answers

The line of `*` lists modules of which not even the names are known, nor those of the modules in them.
"""

import importlib
import inspect
import os
import pathlib
import pkgutil
import sys
import types
import warnings
import zoneinfo

SOURCES = pathlib.Path(__file__).resolve().parents[2] / "src"

DJANGO = """
    django.apps django.conf django.contrib.admin django.contrib.auth django.contrib.contenttypes
    django.contrib.humanize django.contrib.messages django.contrib.postgres django.contrib.sessions
    django.contrib.sitemaps django.contrib.sites django.contrib.staticfiles django.contrib.syndication
    django.core django.db django.dispatch django.forms django.http django.middleware django.shortcuts
    django.template django.templatetags django.test django.urls django.utils django.views
""".split()
NOT_DJANGO = """
    django.conf.app_template django.conf.project_template
    django.test.runner django.test.selenium django.contrib.admin.migrations django.contrib.auth.migrations
    django.contrib.contenttypes.migrations django.contrib.sessions.migrations django.contrib.sites.migrations
    django.contrib.admin.templatetags django.core.management.commands
    django.core.management.templates django.core.servers django.db.backends.mysql django.db.backends.oracle
    django.db.backends.postgresql django.db.backends.dummy django.db.backends.sqlite3
    django.db.models.functions django.template.backends django.template.loaders django.template.smartif
    django.utils.archive django.utils.termcolors django.utils.lorem_ipsum django.utils.autoreload
    django.contrib.contenttypes.management django.contrib.sites.management
    django.contrib.staticfiles.management django.contrib.auth.handlers django.contrib.staticfiles.testing
    django.core.management.sql django.core.management.utils
""".split()
# Names that third-party packages import although they are private, or another module's.
ALSO = [
    ("django.db.models.fields", "_load_field"),
    ("django.forms.models", "_get_foreign_key"),
    ("django.http.multipartparser", "SkipFile"),
    ("django.http.multipartparser", "StopFutureHandlers"),
    ("django.http.multipartparser", "StopUpload"),
    ("django.utils.functional", "wraps"),
]
# Values that are read, not only named.
WHOLE = [("django.conf.locale", "LANG_INFO")]
REQUIRED = ["asgiref.local", "asgiref.sync"]
LIBRARY = """
    abc argparse asyncio atexit base64 binascii bisect calendar codecs collections collections.abc
    concurrent.futures configparser contextlib contextvars copy csv dataclasses datetime decimal difflib
    email email.charset email.contentmanager email.encoders email.errors email.feedparser email.generator email.header
    email.headerregistry email.iterators email.message email.mime.application email.mime.audio email.mime.base
    email.mime.image email.mime.message email.mime.multipart email.mime.nonmultipart email.mime.text email.parser email.policy
    email.utils enum
    fnmatch fractions functools gettext glob gzip hashlib heapq hmac html html.parser http http.client importlib
    importlib.metadata importlib.resources importlib.util inspect io ipaddress itertools json locale logging
    logging.handlers math mimetypes operator os pathlib pickle pkgutil platform posixpath pprint queue
    random re secrets shlex shutil smtplib socket statistics string struct subprocess sys tempfile
    textwrap threading time traceback types typing unicodedata unittest unittest.mock urllib urllib.error
    urllib.parse urllib.request uuid warnings weakref xml.dom.minidom xml.etree.ElementTree
    xml.sax.saxutils zipfile zlib zoneinfo
""".split()


def main():
    warnings.simplefilter("ignore")
    set_up_django()
    write("orm/modules/names.txt", REQUIRED + list(below(DJANGO, NOT_DJANGO)))
    write("python/stdlib/names.txt", LIBRARY, others())
    write_zones()


def write_zones():
    """The time zones: a line is a region and its places, the first line has those of no region."""
    regions = {"": []}
    # "localtime" is a link of some machines.
    for zone in sorted(zoneinfo.available_timezones() - {"localtime"}):
        region, _, place = zone.rpartition("/") if "/" not in zone else zone.partition("/")
        regions.setdefault(region, []).append(place)
    lines = [" ".join([region, *places]) for region, places in regions.items()]
    (SOURCES / "python/stdlib/zones.txt").write_text("\n".join(lines) + "\n")


def set_up_django():
    from django.conf import settings
    import django

    apps = "contenttypes auth admin sessions sites messages flatpages redirects staticfiles sitemaps".split()
    settings.configure(
        SECRET_KEY="x",
        STATIC_URL="/static/",
        INSTALLED_APPS=[f"django.contrib.{app}" for app in apps],
        DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}},
    )
    django.setup()


def below(packages, excluded):
    import django

    for module in pkgutil.walk_packages(django.__path__, "django.", onerror=lambda name: None):
        inside = lambda names: any(module.name == name or module.name.startswith(name + ".") for name in names)
        if inside(packages) and not inside(excluded) and "__main__" not in module.name:
            yield module.name


def others():
    """Modules of the standard library that nothing more is known of."""
    # The last three the sandbox has.
    known = {name.split(".")[0] for name in LIBRARY} | {"numbers", "sqlite3", "zoneinfo"}
    private = ("_", "idlelib", "lib2to3", "this", "antigravity", "turtle", "builtins", "nt", "msi", "winreg")
    names = [name for name in sorted(sys.stdlib_module_names) if name not in known and not name.startswith(private)]
    return " ".join(["*"] + names + list(inside()))


def inside():
    """The modules in the packages of LIBRARY that are not in it themselves."""
    # The sandbox has the classes of json, which are no other ones in its modules.
    for top in sorted({name.split(".")[0] for name in LIBRARY} - {"json"}):
        package = importlib.import_module(top)
        for module in pkgutil.iter_modules(getattr(package, "__path__", []), f"{top}."):
            is_private = module.name.split(".")[1].startswith(("_", "test"))
            has_more = any(name.startswith(f"{module.name}.") for name in LIBRARY)
            if module.name not in LIBRARY and not is_private and not has_more:
                yield module.name


def write(path, names, *more):
    lines = []
    for name in names:
        if ".conf.locale." in name:
            continue
        try:
            module = importlib.import_module(name)
        except Exception as error:
            print(f"{name}: {error}", file=sys.stderr)
            continue
        words, elsewhere = [], {}
        for item in vars(module).items():
            word = describe(module, names, *item)
            if word and word[0] == ">":
                elsewhere.setdefault(word, []).append(item[0])
            elif word:
                words.append(word)
        words += [f"{home}:{','.join(sorted(found))}" for home, found in elsewhere.items()]
        lines.append(" ".join([name] + sorted(words, key=lambda word: (word[0], word))))
    (SOURCES / path).write_text("\n".join(lines + list(more)) + "\n")
    print(f"{path}: {len(lines)} modules, {sum(line.count(' ') for line in lines)} names")


def describe(module, names, name, value):
    """The word for one name of a module; None for what is private, or only passes through."""
    also = (module.__name__, name) in ALSO
    if (name.startswith("_") and not also) or type(value) is types.ModuleType:
        return None
    if not module.__name__.startswith("django.") and name not in getattr(module, "__all__", [name]):
        return None
    home = getattr(value, "__module__", None) if isinstance(value, (type, types.FunctionType, types.BuiltinFunctionType)) else None
    listed = name in getattr(module, "__all__", ()) or hasattr(module, "__path__")
    listed |= also or module.__name__.startswith("django.db.models.fields.") and (home or "").startswith("django.db.models.fields.")
    if home and home != module.__name__ and (home in names or home in LIBRARY and listed or home.startswith("django.")):
        if not listed:
            return None
        return f">{home}" if getattr(value, "__name__", None) == name else f"-{name}"
    if home and home != module.__name__ and module.__name__ not in LIBRARY and not listed:
        return None
    if isinstance(value, type):
        return describe_class(module, names, name, value)
    if callable(value):
        return f"-{name}"
    if (module.__name__, name) in WHOLE or module.__name__ == "django.conf.global_settings" and name.isupper():
        return f"={name}:{without_spaces(value)}"
    if module.__name__ == "sys" and isinstance(value, str) and value.startswith("/"):
        # Where this interpreter stands is nobody's business.
        value = "/usr/bin/python3" if name == "executable" else "/usr"
    if isinstance(value, int) and value > 1 << 40:
        return f"={name}"  # An address, which is another one in each run.
    literal = repr(value)
    short = isinstance(value, (str, int, bool, type(None))) and len(literal) < 40 and " " not in literal
    if not module.__name__.startswith("django.") and (not short or module.__name__ in ("os", "socket", "stat")):
        return None
    return f"={name}:{literal}" if short else f"={name}"


def without_spaces(value):
    """A literal for the value, in one word."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{without_spaces(key)}:{without_spaces(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(without_spaces, value)) + "]"
    if isinstance(value, tuple):
        return "(" + "".join(without_spaces(part) + "," for part in value) + ")"
    return repr(value).replace(" ", "\\x20")


def describe_class(module, names, name, value):
    if issubclass(value, BaseException):
        base = next(base for base in value.__mro__ if base.__module__ == "builtins")
        own = next((base for base in value.__bases__ if is_listed(base, module, names)), None)
        base = path(own, module) if own else base.__name__
        return f"!{name}" if base == "Exception" else f"!{name}<{base}"
    bases = [path(base, module) for base in value.__bases__ if is_listed(base, module, names) or base is type]
    text = f"+{name}" + ("<" + "&".join(bases) if bases else "")
    metaclass = type(value)
    inherited = any(type(base) is metaclass for base in value.__bases__ if is_listed(base, module, names))
    if metaclass is not type and not inherited and is_listed(metaclass, module, names):
        text += f"/{path(metaclass, module)}"
    return text


def is_listed(value, module, names):
    # Members of an enumeration are only names, too.
    known = value.__module__ in names and value.__module__ != "enum"
    home = importlib.import_module(value.__module__) if known else None
    return home is not None and getattr(home, value.__name__, None) is value and not value.__name__.startswith("_")


def path(value, module):
    if value.__module__ in ("builtins", module.__name__):
        return value.__name__
    return f"{value.__module__}.{value.__name__}"


if __name__ == "__main__":
    main()
