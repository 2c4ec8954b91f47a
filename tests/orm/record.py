"""Asks real Django what the statements of `cases/` and the migrations of `data/` do.

    python tests/orm/record.py [NAME ...]

needs Django 5.2 and writes NAME.out beside each file. The models are those of `project/`, the rows
those that `rows.py` makes.

- A case is a text of statements, parted by blank lines, that run one after the other on the rows. Its
  answer holds, for each, what it printed, its value as the prompt shows it, or its exception.
- A migration runs forwards and backwards on the rows. Its answer holds what `migrate` printed and how
  the rows of the app changed.
"""

import ast
import contextlib
import importlib
import io
import os
import re
import shutil
import sys
import tempfile
from pathlib import Path

import django
from django.core.management import call_command

FOLDER = Path(__file__).resolve().parent
BLOCKS = re.compile(r"\n\n+(?=\S)")


def main(names):
    place = Path(tempfile.mkdtemp()) / "project"
    shutil.copytree(FOLDER / "project", place)
    os.chdir(place)
    sys.path.insert(0, str(place))
    sys.dont_write_bytecode = True
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings"
    django.setup()
    call_command("migrate", verbosity=0)
    exec((FOLDER / "rows.py").read_text(), namespace())
    shutil.copy("db.sqlite3", "rows.sqlite3")
    for folder, answer in [("cases", case), ("data", migration)]:
        for path in sorted((FOLDER / folder).glob("*.py")):
            if not names or path.stem in names:
                restore()
                path.with_suffix(".out").write_text(answer(path))


def restore():
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection

    ContentType.objects.clear_cache()
    connection.force_debug_cursor = False
    connection.queries_log.clear()
    connection.close()
    shutil.copy("rows.sqlite3", "db.sqlite3")


def namespace():
    """The models by name, as `shell` imports them."""
    from django.apps import apps

    return {"__name__": "__main__", **{model.__name__: model for model in apps.get_models()}}


def case(path):
    from django.db.models import signals

    signals = [it for it in vars(signals).values() if isinstance(it, signals.ModelSignal)]
    connected = [list(signal.receivers) for signal in signals]
    names = namespace()
    answers = [answer(block, names) for block in BLOCKS.split(path.read_text().strip())]
    for signal, receivers in zip(signals, connected):
        signal.receivers = receivers
        signal.sender_receivers_cache.clear()
    return "---\n".join(answers)


def answer(block, names):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            tree = ast.parse(block)
            last = tree.body[-1]
            value = None
            if isinstance(last, ast.Expr):
                tree.body.pop()
                exec(compile(tree, "<stdin>", "exec"), names)
                value = eval(compile(ast.Expression(last.value), "<stdin>", "eval"), names)
            else:
                exec(compile(tree, "<stdin>", "exec"), names)
            if value is not None:
                print(repr(value))
        except Exception as error:
            print(described(error))
    return masked(output.getvalue())


def described(error):
    """The last line of its traceback."""
    kind = type(error)
    module = "" if kind.__module__ == "builtins" else f"{kind.__module__}."
    text = str(error)
    return f"{module}{kind.__qualname__}" + (f": {text}" if text else "")


def masked(text):
    """Addresses are no part of an answer, nor is the thread that a savepoint is named after."""
    return re.sub(r'"s\d+_x', '"s_x', re.sub(r"\bat 0x[0-9a-f]+", "at 0x", text))


def migration(path):
    name = f"0002_{path.stem}"
    file = Path("library/migrations") / f"{name}.py"
    shutil.copy(path, file)
    importlib.invalidate_caches()
    before = dump()
    text = ""
    for target in (name, "0001"):
        text += f"$ migrate library {target}\n"
        output = io.StringIO()
        with contextlib.redirect_stdout(output):
            try:
                call_command("migrate", "library", target, no_color=True)
            except Exception as error:
                print()
                print(described(error))
                drop_connection()
        after = dump()
        text += masked(output.getvalue()) + changes(before, after)
        before = after
    file.unlink()
    return text


def drop_connection():
    """What the end of the process does for a transaction that a failed command left open."""
    from django.db import connection, connections

    connection.connection.close()
    del connections["default"]


def dump():
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec((FOLDER / "dump.py").read_text(), namespace())
    return output.getvalue()


def changes(before, after):
    gone = [line for line in before.splitlines() if line not in after.splitlines()]
    come = [line for line in after.splitlines() if line not in before.splitlines()]
    return "".join([f"- {line}\n" for line in gone] + [f"+ {line}\n" for line in come])


# Sets of strings stand in some statements, and their order is the seed's.
if os.environ.get("PYTHONHASHSEED") != "0":
    os.environ["PYTHONHASHSEED"] = "0"
    os.execv(sys.executable, [sys.executable, *sys.argv])
main(sys.argv[1:])
