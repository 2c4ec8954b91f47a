"""Asks real Django for what `sqlmigrate` prints on PostgreSQL and MySQL, and writes `answers/`.

    python tests/dialects/record.py PostgreSQL-socket-folder:port MariaDB-socket [NAME …]

It needs Django 5.2, psycopg and mysqlclient, a PostgreSQL server (15 was used) whose user `postgres` needs no
password, and a MariaDB server (10.11 was used) whose user `root` needs none.

What is recorded, of every migration of every project:

- forwards, with all migrations before it applied to the server;
- backwards, with it applied too.

On PostgreSQL nothing is changed but the clock. For MySQL, Django's own backend is told that the server is MySQL
8.4, so that all text is MySQL's. The server behind it is MariaDB, for Django looks up names of constraints in it.
What MySQL would do otherwise is mended on the way to the server and back (`Translation`): checks of columns are
named as MySQL names them, indexes of expressions, which MariaDB has not, are left out together with what removes
them, and MariaDB's own checks of JSON columns are not told.
"""

import contextlib
import datetime
import io
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent.parent
HEADER = """\
import datetime
import uuid
from decimal import Decimal

from django.db import migrations, models
from django.db.models import functions, lookups

COLLATION = {collation!r}


class Migration(migrations.Migration):
    atomic = {atomic}
    dependencies = {dependencies}
    operations = [
{operations}    ]
"""
COLLATIONS = {"postgresql": "C", "mysql": "utf8mb4_bin"}
CONTRIB = ["contenttypes", "auth", "admin", "sessions", "sites", "flatpages", "redirects"]
SETTINGS = """\
SECRET_KEY = "x"
INSTALLED_APPS = {apps!r}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
TEMPLATES = []
"""


def migrations_of(text):
    """The migrations of a case: name, whether it is atomic, and its operations, one a line or indented."""
    for part in re.split(r"^## ", text, flags=re.M)[1:]:
        name, _, body = part.partition("\n")
        atomic = "# atomic = False\n" not in body
        body = body.replace("# atomic = False\n", "")
        body = re.sub(r"(?m)\)$(?=\n(migrations\.|\Z))", "),", body)
        yield name, atomic, body


def write_case(folder, path, vendor):
    app = folder / path.stem / "migrations"
    app.mkdir(parents=True)
    (app / "__init__.py").touch()
    (app.parent / "__init__.py").touch()
    (app.parent / "models.py").touch()
    before = None
    for name, atomic, operations in migrations_of(path.read_text()):
        dependencies = [(path.stem, before)] if before else []
        (app / f"{name}.py").write_text(
            HEADER.format(
                collation=COLLATIONS[vendor],
                atomic=atomic,
                dependencies=dependencies,
                operations=operations,
            )
        )
        before = name


def projects():
    """Name, function that writes the project and answers its installed apps."""
    found = {}
    for path in sorted((HERE / "cases").glob("*.py")):
        found[path.stem] = lambda folder, vendor, path=path: write_case(folder, path, vendor) or [path.stem]
    for path in sorted((ROOT / "migrations").iterdir()):
        if list(path.glob("*/migrations/0001*.py")):
            found["sample_" + path.name] = lambda folder, vendor, path=path: write_sample(folder, path)
    found["contrib"] = lambda folder, vendor: ["django.contrib." + app for app in CONTRIB]
    return found


def write_sample(folder, path):
    shutil.copytree(path, folder, dirs_exist_ok=True)
    apps = sorted(it.parent.parent.name for it in path.glob("*/migrations/__init__.py"))
    return [*("django.contrib." + app for app in CONTRIB[:4]), *apps]


class Translation:
    """Statements of MySQL's as MariaDB takes them."""

    def __init__(self):
        self.checks = {}
        self.left_out = set()

    def __call__(self, execute, sql, params, many, context):
        if (changed := self.translated(sql)) is not None:
            return execute(changed, params, many, context)

    def translated(self, sql):
        if found := re.match(r"CREATE (?:UNIQUE )?INDEX `(\w+)` ON .*\(\(", sql):
            self.left_out.add(found[1])
            return None
        if found := re.match(r"DROP INDEX `(\w+)`|ALTER TABLE `\w+` DROP INDEX `(\w+)`", sql):
            if (found[1] or found[2]) in self.left_out:
                return None
        sql = sql.replace(" DROP CHECK ", " DROP CONSTRAINT ")
        if found := re.match(r"(CREATE TABLE|ALTER TABLE) `(\w+)`.*?(\(| ADD COLUMN )", sql):
            return self.named_checks(sql, found[2], found[1].startswith("ALTER"))
        return sql

    def named_checks(self, sql, table, alters):
        def name(check):
            self.checks[table] = self.checks.get(table, 0) + 1
            named.append(f"CONSTRAINT `{table}_chk_{self.checks[table]}` CHECK ({check[1]})")
            return ""

        named = []
        # A check that has a name stands behind it, or behind ADD CONSTRAINT.
        sql = re.sub(r"(?<!`) CHECK \((`[^`]+` >= 0)\)", name, sql)
        if not named:
            return sql
        if alters:
            return sql + "".join(", ADD " + check for check in named)
        return sql[: sql.rindex(")")] + ", " + ", ".join(named) + ")"


def mend_mysql(connection):
    connection.__dict__["mysql_server_data"] = {
        "version": "8.4.0",
        "sql_mode": "STRICT_TRANS_TABLES",
        "default_storage_engine": "InnoDB",
        "sql_auto_is_null": False,
        "lower_case_table_names": False,
        "has_zoneinfo_database": True,
    }
    # Features are found out once, which must not happen while the server is told to be MariaDB.
    for name in dir(connection.features):
        getattr(connection.features, name)
    get_constraints = connection.introspection.get_constraints

    def told(cursor, table):
        connection.__dict__["mysql_is_mariadb"] = True
        try:
            constraints = get_constraints(cursor, table)
            cursor.execute(
                "SELECT constraint_name FROM information_schema.check_constraints "
                "WHERE constraint_schema = DATABASE() AND check_clause LIKE 'json_valid%%'",
            )
            json = {f"__unnamed_constraint_{n}__" for n in range(1, 9)} | {row[0] for row in cursor.fetchall()}
        finally:
            connection.__dict__["mysql_is_mariadb"] = False
        return {
            name: facts
            for name, facts in constraints.items()
            if not (facts["check"] and name in json)
        }

    connection.introspection.get_constraints = told
    connection.execute_wrappers.append(Translation())


def record(name, vendor, address):
    """Runs in a process of its own, in the project's folder."""
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.utils import timezone

    folder = pathlib.Path(tempfile.mkdtemp())
    apps = projects()[name](folder, vendor)
    sys.path.insert(0, str(folder))
    database = f"dialects_{name}"
    if vendor == "postgresql":
        host, port = address.split(":")
        database = {"ENGINE": "django.db.backends.postgresql", "NAME": database, "USER": "postgres", "HOST": host, "PORT": port}
        run = ["psql", "-q", "-h", host, "-p", port, "-U", "postgres", "-c"]
        subprocess.run([*run, f"DROP DATABASE IF EXISTS {database['NAME']}"], check=True, stderr=subprocess.DEVNULL)
        subprocess.run([*run, f"CREATE DATABASE {database['NAME']}"], check=True)
    else:
        database = {"ENGINE": "django.db.backends.mysql", "NAME": database, "USER": "root", "HOST": address, "OPTIONS": {"charset": "utf8mb4"}}
        sql = f"DROP DATABASE IF EXISTS {database['NAME']}; CREATE DATABASE {database['NAME']} CHARACTER SET utf8mb4"
        subprocess.run(["mariadb", "--no-defaults", "-S", address, "-u", "root", "-e", sql], check=True)
    scope = {}
    exec(SETTINGS.format(apps=apps), scope)
    settings.configure(DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}, vendor: database}, **{key: value for key, value in scope.items() if key.isupper()})
    timezone.now = lambda: datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
    django.setup()

    from django.db import connections
    from django.db.migrations.executor import MigrationExecutor
    from django.db.migrations.loader import MigrationLoader

    connection = connections[vendor]
    if vendor == "mysql":
        mend_mysql(connection)
    loader = MigrationLoader(None)
    plan = []
    for leaf in sorted(loader.graph.leaf_nodes()):
        plan += [node for node in loader.graph.forwards_plan(leaf) if node not in plan]
    answers = []
    # What comes with Django is asked about once.
    told = {app.rpartition(".")[2] for app in apps if name == "contrib" or not app.startswith("django.")}

    def ask(app, migration, *options):
        if app not in told:
            return
        out, err = io.StringIO(), io.StringIO()
        try:
            call_command("sqlmigrate", app, migration, *options, database=vendor, stdout=out, stderr=err, no_color=True)
            text = out.getvalue() + err.getvalue()
        except Exception as error:
            text = f"!{type(error).__name__}: {error}\n"
            # An operation that fails on its way back may stay turned around.
            for module in [module for module in sys.modules if ".migrations." in module]:
                del sys.modules[module]
        answers.append(f">>> {' '.join([app, migration, *options])}\n{text}")

    for app, migration in plan:
        ask(app, migration)
        try:
            MigrationExecutor(connection).migrate([(app, migration)])
        except Exception as error:
            print(f"{vendor} {name}: {app} {migration}: {type(error).__name__}: {error}", file=sys.stderr)
            MigrationExecutor(connection).migrate([(app, migration)], fake=True)
        ask(app, migration, "--backwards")
    target = pathlib.Path(os.environ.get("ANSWERS", HERE / "answers"))
    target.mkdir(exist_ok=True)
    (target / f"{name}.{vendor}.sql").write_text("".join(answers))
    connection.close()
    shutil.rmtree(folder)


def main(postgresql, mysql, *names):
    for name in names or projects():
        for vendor, address in [("postgresql", postgresql), ("mysql", mysql)]:
            subprocess.run([sys.executable, __file__, "--one", name, vendor, address], check=False, env=os.environ | {"PYTHONHASHSEED": "0"})


if __name__ == "__main__":
    with contextlib.suppress(KeyboardInterrupt):
        if sys.argv[1] == "--one":
            record(*sys.argv[2:])
        else:
            main(*sys.argv[1:])
