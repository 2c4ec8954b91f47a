"""Runs the steps of a scenario in real Django and notes what each did.

A scenario is what `src/bin/conformance.rs` replays: `apps` ({label: {path: text}}), `django_apps`,
`settings`, and `steps`, each `{"edit": {path: text or None}}`, `{"run": [words], "answers": [...]}` or
`{"sql": text}`. The time is 2025-01-01 00:00 UTC, whenever it is run.

Django is imported once; every command is a fork of that process in which nothing is set up yet, so it
finds what a new `manage.py` would find without waiting for the interpreter.
"""

import builtins
import contextlib
import datetime
import importlib.util
import json
import os
import pkgutil
import re
import shutil
import sqlite3
import sys
import tempfile
import traceback

SETTINGS = """
SECRET_KEY = "x"
DEBUG = False
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": {database!r}}}}}
INSTALLED_APPS = {apps!r}
"""
NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
# Tables with more rows are noted without them.
MOST_ROWS = 50


def import_django():
    """Imports what the commands import, so that no fork has to."""
    import django.core.management.commands
    import django.db.migrations
    import django.db.models.functions

    for package in (django.db.migrations, django.core.management.commands):
        for module in pkgutil.iter_modules(package.__path__):
            with contextlib.suppress(ImportError):
                importlib.import_module(f"{package.__name__}.{module.name}")
    importlib.import_module("django.db.backends.sqlite3.base")
    if importlib.util.find_spec("PIL") is None:
        sys.exit("Pillow is missing, which the sandbox counts as installed: python -m pip install Pillow")
    importlib.import_module("django.contrib.contenttypes.management")


class Recorder:
    """A project in a temporary folder, and the scenario and the record that its steps add up to."""

    def __init__(self, name, apps, django_apps=(), settings=None):
        self.scenario = {"name": name, "django_apps": list(django_apps), "settings": settings or {}, "apps": apps, "steps": []}
        self.record = []
        self.folder = tempfile.mkdtemp(prefix="history_")
        self.database = os.path.join(self.folder, "db.sqlite3")
        self._write_project()
        self._noted = {"files": self.migration_files(), "schema": {}, "rows": {}}

    def __enter__(self):
        return self

    def __exit__(self, *_):
        shutil.rmtree(self.folder, ignore_errors=True)

    def case(self):
        return {"scenario": self.scenario, "golden": {"steps": self.record}}

    def edit(self, files):
        """Writes files; those whose text is `None` are removed."""
        for path, text in files.items():
            self._write(path, text)
        return self._note({"edit": files}, {"kind": "edit"})

    def sql(self, statement):
        """Sends a statement past Django."""
        found = {"kind": "sql"}
        connection = sqlite3.connect(self.database)
        try:
            connection.execute("PRAGMA foreign_keys = ON")
            with connection:
                found["rows"] = [list(row) for row in connection.execute(statement)]
        except sqlite3.Error as error:
            found["error"] = f"{type(error).__name__}: {error}"
        finally:
            connection.close()
        return self._note({"sql": statement}, found)

    def run(self, words, answer=None):
        """`manage.py WORDS`; `answer(transcript)` gives the answer to a question, or `None` for end of file."""
        found = _forked(lambda: _command(self.folder, words, answer))
        for stream in ("stdout", "stderr", "transcript"):
            found[stream] = self._portable(found[stream])
        answers = found.pop("answers")
        return self._note({"run": list(words), "answers": answers}, {"kind": "run", "argv": list(words), **found})

    def migration_files(self):
        """The text of each migration file by its path."""
        found = {}
        for label in sorted(self.scenario["apps"]):
            folder = os.path.join(self.folder, label, "migrations")
            for name in sorted(os.listdir(folder)) if os.path.isdir(folder) else ():
                if name.endswith(".py"):
                    with open(os.path.join(folder, name), encoding="utf-8") as file:
                        found[f"{label}/migrations/{name}"] = self._portable(file.read())
        return found

    def applied(self):
        """The rows of `django_migrations`, in their order."""
        return self.record[-1]["django_migrations"] if self.record else []

    def columns(self):
        """`PRAGMA table_xinfo` of each table of an app of the project."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return {name: connection.execute(f'PRAGMA table_xinfo("{name}")').fetchall() for name in _tables(connection) if name != "django_migrations"}

    def foreign_keys(self, table):
        """{column: (table, column)}"""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return {row[3]: (row[2], row[4]) for row in connection.execute(f'PRAGMA foreign_key_list("{table}")')}

    def values(self, table, column):
        """What a column holds; nothing when its table is not there, as that of an unmanaged model."""
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            if table not in _tables(connection):
                return []
            return [row[0] for row in connection.execute(f'SELECT "{column}" FROM "{table}"')]

    def _write_project(self):
        labels = sorted(self.scenario["apps"])
        settings = SETTINGS.format(database=self.database, apps=self.scenario["django_apps"] + labels)
        settings += "".join(f"{name} = {value!r}\n" for name, value in self.scenario["settings"].items())
        self._write("project/__init__.py", "")
        self._write("project/settings.py", settings)
        for label in labels:
            self._write(f"{label}/__init__.py", "")
            self._write(f"{label}/migrations/__init__.py", "")
            for path, text in self.scenario["apps"][label].items():
                self._write(f"{label}/{path}", text)

    def _write(self, path, text):
        path = os.path.join(self.folder, path)
        if text is None:
            with contextlib.suppress(FileNotFoundError):
                os.remove(path)
            return
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "w", encoding="utf-8") as file:
            file.write(text)

    def _portable(self, text):
        text = text.replace(self.folder, "<PROJECT>")
        text = re.sub(r"\(\d+\.\d{3}s\)", "(0.000s)", text)
        # Of a traceback, what was raised: its frames are those of this machine.
        return re.sub(r"(Traceback \(most recent call last\):\n)(?:(?: .*)?\n)*?(?=\S)", r"\1", text)

    def _note(self, step, found):
        self.scenario["steps"].append(step)
        files = self.migration_files()
        before = self._noted["files"]
        found["files_changed"] = {path: files.get(path) for path in sorted({*files, *before}) if files.get(path) != before.get(path)}
        found["file_list"] = sorted(files)
        schema, applied, rows = _introspected(self.database)
        found["django_migrations"] = applied
        if schema != self._noted["schema"]:
            found["schema"] = schema
        if rows != self._noted["rows"]:
            found["table_rows"] = rows
        self._noted = {"files": files, "schema": schema, "rows": rows}
        self.record.append(found)
        return found


def _forked(work):
    """What `work` returns in a fork of this process."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        try:
            found = work()
        except BaseException:
            found = {"exit": 99, "stdout": "", "stderr": traceback.format_exc(), "transcript": "", "answers": []}
        with os.fdopen(writing, "w") as pipe:
            json.dump(found, pipe)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        text = pipe.read()
    os.waitpid(child, 0)
    return json.loads(text)


class _Stream:
    """A standard stream that keeps what is written, also in the common transcript."""

    encoding = "utf-8"

    def __init__(self, transcript):
        self.transcript = transcript
        self.written = []

    def write(self, text):
        self.written.append(text)
        self.transcript.append(text)
        return len(text)

    def flush(self):
        pass

    def isatty(self):
        return False

    def text(self):
        return "".join(self.written)


def _command(folder, words, answer):
    os.chdir(folder)
    # A formatter on the path would rewrite the migration files.
    os.environ.update(PATH="/usr/bin:/bin", DJANGO_SETTINGS_MODULE="project.settings")
    sys.dont_write_bytecode = True
    sys.path.insert(0, folder)
    sys.argv = ["manage.py", *words]
    _stop_the_clock()
    transcript, answers = [], []
    sys.stdout, sys.stderr = _Stream(transcript), _Stream(transcript)

    def read_line(prompt=""):
        if prompt:
            sys.stdout.write(str(prompt))
        line = answer("".join(transcript)) if answer else None
        if line is None:
            raise EOFError("EOF when reading a line")
        answers.append(line)
        transcript.append(line + "\n")
        return line

    builtins.input = read_line
    return {"exit": _exit_status(), "stdout": sys.stdout.text(), "stderr": sys.stderr.text(), "transcript": "".join(transcript), "answers": answers}


def _exit_status():
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line(sys.argv)
    except SystemExit as ending:
        if ending.code is None or isinstance(ending.code, int):
            return ending.code or 0
        return 1
    except BaseException:
        traceback.print_exc()
        return 1
    return 0


def _stop_the_clock():
    from django.db.backends.base import schema
    from django.db.migrations import recorder, utils, writer
    from django.utils import timezone

    def now():
        return NOW

    # As a default it is still written as `django.utils.timezone.now`.
    now.__module__, now.__qualname__ = "django.utils.timezone", "now"

    class Stopped(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            return NOW

    class StoppedHere(datetime.datetime):
        @classmethod
        def now(cls, tz=None):
            # Django has told the system which time zone it is in.
            return NOW.astimezone().replace(tzinfo=None)

    timezone.now = recorder.now = writer.now = now
    utils.datetime = type("datetime", (), {"datetime": Stopped})
    schema.datetime = StoppedHere


def _tables(connection):
    query = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' ORDER BY name"
    return [row[0] for row in connection.execute(query)]


def _introspected(database):
    """Tables, rows of `django_migrations`, rows of the others."""
    if not os.path.exists(database):
        return {}, [], {}
    with contextlib.closing(sqlite3.connect(database)) as connection:
        schema, rows, applied = {}, {}, []
        for name in _tables(connection):
            schema[name] = _table(connection, name)
            if name == "django_migrations":
                applied = [list(row) for row in connection.execute("SELECT app, name FROM django_migrations ORDER BY id")]
                continue
            stored = connection.execute(f'SELECT * FROM "{name}"').fetchall()
            if len(stored) <= MOST_ROWS:
                rows[name] = [[value.hex() if isinstance(value, bytes) else value for value in row] for row in stored]
        return schema, applied, rows


def _table(connection, name):
    pragma = lambda what, of: connection.execute(f'PRAGMA {what}("{of}")').fetchall()
    sql = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", [name]).fetchone()[0]
    columns = []
    for _, column, declared, not_null, default, key, hidden in pragma("table_xinfo", name):
        columns.append({"name": column, "type": declared, "notnull": bool(not_null), "default": default, "pk": key, "hidden": hidden})
    indexes = []
    for _, index, unique, origin, partial in pragma("index_list", name):
        members = [{"name": row[2], "desc": bool(row[3])} for row in pragma("index_xinfo", index) if row[5]]
        text = connection.execute("SELECT sql FROM sqlite_master WHERE type = 'index' AND name = ?", [index]).fetchone()
        indexes.append({"name": index, "unique": bool(unique), "origin": origin, "partial": bool(partial), "columns": members, "sql": text and text[0]})
    keys = [{"from": row[3], "to_table": row[2], "to": row[4], "on_update": row[5], "on_delete": row[6]} for row in pragma("foreign_key_list", name)]
    return {"sql": sql, "columns": columns, "indexes": sorted(indexes, key=lambda it: it["name"]), "fks": sorted(keys, key=lambda it: it["from"])}
