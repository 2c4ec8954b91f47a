import sys

from django.apps import apps
from django.conf import settings
from django.core import management
from django.core.management import fixtures
from django.core.management.base import CommandError

COMMON = """force_color help no_color pythonpath settings skip_checks stderr stdout traceback verbosity version args
    database exclude format"""
# The options of each command, by the names under which they may be given.
OPTIONS = {
    "dumpdata": {
        "all": "use_base_manager",
        "natural_foreign": "use_natural_foreign_keys",
        "natural_primary": "use_natural_primary_keys",
        "pks": "primary_keys",
        "indent": "indent",
        "output": "output",
    },
    "loaddata": {"app": "app_label", "ignorenonexistent": "ignore"},
}
FLAGS = ["use_base_manager", "use_natural_foreign_keys", "use_natural_primary_keys", "ignore"]
SHORT = {"-v": "--verbosity", "-e": "--exclude", "-a": "--all", "-o": "--output", "-i": "--ignorenonexistent"}
OTHERS = """changepassword check clearsessions collectstatic compilemessages createcachetable createsuperuser
    dbshell diffsettings findstatic flush inspectdb makemessages makemigrations migrate optimizemigration
    remove_stale_contenttypes runserver sendtestemail shell showmigrations sqlflush sqlmigrate sqlsequencereset
    squashmigrations startapp startproject test testserver""".split()


def call_command(read, name, args, options):
    if name not in OPTIONS:
        if name in OTHERS:
            return native(name, args, dict(options))
        raise CommandError("Unknown command: %r" % name)
    names = OPTIONS[name]
    known = {**{known: known for known in COMMON.split()}, **names, **{to: to for to in names.values()}}
    labels, given = words(args, known)
    if unknown := sorted(options.keys() - known.keys()):
        valid = ", ".join(sorted(known))
        raise TypeError(
            f"Unknown option(s) for {name} command: {', '.join(unknown)}. Valid options are: {valid}."
        )
    given.update((known[option], value) for option, value in options.items() if value is not None)
    out = given.get("stdout") or sys.stdout
    if name == "loaddata":
        load(read, labels, given, out)
    else:
        dump(labels, given, out)


def native(name, args, options):
    """A command that the shell runs."""
    run = getattr(management, "run_command", None)
    if run is None:
        raise NotImplementedError(f"the sandbox does not support call_command({name!r})")
    out, err = options.pop("stdout", None) or sys.stdout, options.pop("stderr", None) or sys.stderr
    printed, complained, result, failure = run(name, flat(args), options)
    if printed:
        out.write(printed)
    if complained:
        err.write(complained)
    if failure is not None:
        raise failure
    return result


def flat(args):
    return [str(word) for arg in args for word in (arg if isinstance(arg, (list, tuple)) else [arg])]


def words(args, known):
    """The labels and the options among the words of a command line."""
    args = flat(args)
    labels, given = [], {}
    while args:
        word = args.pop(0)
        option, equals, value = SHORT.get(word, word).partition("=")
        if not option.startswith("-"):
            labels.append(word)
            continue
        to = known.get(option.removeprefix("--").replace("-", "_"))
        if not option.startswith("--") or to is None:
            raise CommandError("Error: unrecognized arguments: %s" % word)
        if to in FLAGS:
            given[to] = True
            continue
        if not equals:
            if not args:
                raise CommandError("Error: argument %s: expected one argument" % option)
            value = args.pop(0)
        if to == "exclude":
            given.setdefault(to, []).append(value)
        else:
            given[to] = int(value) if to in ("verbosity", "indent") else value
    return labels, given


def dump(labels, given, out):
    if given.get("output"):
        raise NotImplementedError("the sandbox does not support call_command('dumpdata', output=…)")
    text, warned = fixtures.dump(
        labels,
        given.get("exclude") or [],
        given.get("format", "json"),
        given.get("indent"),
        bool(given.get("use_natural_foreign_keys")),
        bool(given.get("use_natural_primary_keys")),
        bool(given.get("use_base_manager")),
        given.get("primary_keys"),
    )
    out.write(text)


def load(read, labels, given, out):
    if not labels:
        raise CommandError(
            "Error: No database fixture specified. Please provide the path of at least one fixture in the "
            "command line."
        )
    found = [fixture for label in labels for fixture in find(read, label, given.get("app_label"))]
    counts = fixtures.load(found, bool(given.get("ignore")), given.get("exclude") or [])
    there, saved = sum(count for count, _ in counts), sum(count for _, count in counts)
    if int(given.get("verbosity", 1)) >= 1:
        of = "" if there == saved else f" (of {there})"
        out.write(f"Installed {saved} object(s){of} from {len(found)} fixture(s)\n")


def find(read, label, app_label):
    """The path, the format and the text of a fixture."""
    name, formats = label, ["json", "jsonl"]
    last = label.rpartition("/")[2]
    if "." in last.lstrip("."):
        name, _, format = label.rpartition(".")
        if format in ("xml", "yaml", "yml"):
            raise CommandError(f"the sandbox reads fixtures in JSON, not '{label}'")
        if format not in formats:
            raise CommandError(
                f"Problem installing fixture '{name}': {format} is not a known serialization format."
            )
        formats = [format]
    folders = [
        config.name.replace(".", "/") + "/fixtures"
        for config in apps.get_app_configs()
        if app_label in (None, config.label)
    ]
    folders += [str(folder) for folder in getattr(settings, "FIXTURE_DIRS", [])] + [""]
    if name.startswith("/"):
        folders = [""]
    found = []
    for folder in folders:
        start = f"{folder}/" if folder else ""
        paths = [f"{start}{name}.{format}" for format in formats]
        here = [(path, format, text) for path, format in zip(paths, formats) if (text := read(path)) is not None]
        if len(here) > 1:
            raise CommandError("Multiple fixtures named '%s' in '%s'. Aborting." % (last, folder))
        found += here
    if not found:
        raise CommandError("No fixture named '%s' found." % name.rpartition("/")[2])
    return found
