"""Takes packages from PyPI through all their migrations, in real Django and in the sandbox.

usage: python real_projects.py PATH_TO_MANAGE [--folder FOLDER] [--show N] [PACKAGE ...]
(with an interpreter that has Django 5.2; without packages, those of PROJECTS)

A package is installed with what it needs into a folder of its own, and a project is made that has
Django's contrib apps and the package's. Real Django migrates it forward, one migration at a time,
and back again; the schema is recorded after each, as SQLite's pragmas report it. The sandbox then
does the same on the same files: the sources of the package, and of the packages named with it, lie
in the project's folder.

The table's columns:

    migrations   in the plan of real Django
    loaded       migration files that the sandbox can import
    missing      imports that stop the others, each named by the sandbox
    forwards     migrations after which the schema is Django's, of those that Django applied
    backwards    the same on the way back to nothing, where one command of Django's may take several steps
    changes      whether `makemigrations --check` sees in the models what Django sees
    functions    migrations whose RunPython functions the sandbox could not run: they are run
                 without them

FOLDER keeps what has been installed and recorded for the next run.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

CONTRIB = [
    f"django.contrib.{app}" for app in "admin auth contenttypes sessions messages staticfiles sites redirects flatpages".split()
]

# What to install, the apps, the top-level packages whose sources lie in the project (or FILE:NAME),
# more settings.
PROJECTS = {
    "contrib": ([], [], [], ""),
    "django-oauth-toolkit": (
        ["django-oauth-toolkit"],
        ["oauth2_provider"],
        ["oauth2_provider"],
        """
        MIGRATION_SANDBOX_STAND_INS = {"jwcrypto": None, "oauthlib": None, "requests": None}
        """,
    ),
    "wagtail": (
        ["wagtail"],
        """
        wagtail.contrib.forms wagtail.contrib.redirects wagtail.contrib.search_promotions
        wagtail.contrib.simple_translation wagtail.contrib.settings wagtail.contrib.table_block wagtail.embeds
        wagtail.sites wagtail.users wagtail.snippets wagtail.documents wagtail.images wagtail.search
        wagtail.admin wagtail taggit modelcluster
        """.split(),
        """
        wagtail taggit modelcluster treebeard modelsearch permissionedforms laces telepath anyascii django_tasks
        draftjs_exporter swapper
        """.split(),
        """
        WAGTAIL_SITE_NAME = "x"
        WAGTAILADMIN_BASE_URL = "http://localhost"
        MIGRATION_SANDBOX_STAND_INS = {
            "PIL": None, "bs4": None, "django_filters": None, "requests": None, "rest_framework": None,
            "willow": None, "openpyxl": None, "http.HTTPMethod": None,
        }
        """,
    ),
    "django-allauth": (
        ["django-allauth[socialaccount,mfa]"],
        "allauth allauth.account allauth.socialaccount allauth.mfa allauth.usersessions".split(),
        ["allauth"],
        """
        MIDDLEWARE += ["allauth.account.middleware.AccountMiddleware"]
        MIGRATION_SANDBOX_STAND_INS = {"requests": None, "fido2": None, "qrcode": None, "jwt": None}
        """,
    ),
    "django-axes": (["django-axes"], ["axes"], ["axes"], ""),
    "django-celery-beat": (
        ["django-celery-beat"],
        ["django_celery_beat"],
        ["django_celery_beat", "timezone_field"],
        """
        MIGRATION_SANDBOX_STAND_INS = {
            "celery": None, "kombu": None, "cron_descriptor": None, "tzlocal": None, "crontab": None,
        }
        """,
    ),
    "django-celery-results": (
        ["django-celery-results"],
        ["django_celery_results"],
        ["django_celery_results", "celery/states.py:celery_states.py"],
        'MIGRATION_SANDBOX_STAND_INS = {"celery.states": "celery_states", "celery": None, "kombu": None}',
    ),
    "django-cms": (
        ["django-cms", "djangocms-text"],
        "cms menus treebeard djangocms_text sekizai".split(),
        "cms menus treebeard djangocms_text sekizai classytags packaging".split(),
        """
        LANGUAGES = [("en", "English")]
        CMS_CONFIRM_VERSION4 = True
        CMS_TEMPLATES = [("page.html", "Page")]
        MIGRATION_SANDBOX_STAND_INS = {"lxml": None, "nh3": None, "requests": None}
        """,
    ),
    "django-constance": (
        ["django-constance"], ["constance"], ["constance"],
        """
        CONSTANCE_CONFIG = {}
        CONSTANCE_BACKEND = "constance.backends.database.DatabaseBackend"
        """,
    ),
    "django-filer": (
        ["django-filer"],
        "easy_thumbnails filer".split(),
        "easy_thumbnails filer".split(),
        """
        MIGRATION_SANDBOX_STAND_INS = {
            "PIL.Image.MAX_IMAGE_PIXELS": "sys.maxsize",
            "PIL": None, "svglib": None, "reportlab": None,
            "polymorphic.models.PolymorphicModel": "django.db.models.Model", "polymorphic": None,
        }
        """,
    ),
    "django-guardian": (
        ["django-guardian"],
        ["guardian"],
        ["guardian"],
        "ANONYMOUS_USER_NAME = None",
    ),
    "django-oscar": (
        ["django-oscar"],
        """
        oscar.config.Shop oscar.apps.analytics.apps.AnalyticsConfig oscar.apps.checkout.apps.CheckoutConfig
        oscar.apps.address.apps.AddressConfig oscar.apps.shipping.apps.ShippingConfig
        oscar.apps.catalogue.apps.CatalogueConfig
        oscar.apps.catalogue.reviews.apps.CatalogueReviewsConfig
        oscar.apps.communication.apps.CommunicationConfig oscar.apps.partner.apps.PartnerConfig
        oscar.apps.basket.apps.BasketConfig oscar.apps.payment.apps.PaymentConfig
        oscar.apps.offer.apps.OfferConfig oscar.apps.order.apps.OrderConfig
        oscar.apps.customer.apps.CustomerConfig oscar.apps.search.apps.SearchConfig
        oscar.apps.voucher.apps.VoucherConfig oscar.apps.wishlists.apps.WishlistsConfig
        treebeard haystack
        """.split(),
        "oscar treebeard extra_views haystack django_tables2 widget_tweaks".split(),
        """
        from oscar.defaults import *
        HAYSTACK_CONNECTIONS = {"default": {"ENGINE": "haystack.backends.simple_backend.SimpleEngine"}}
        MIGRATION_SANDBOX_STAND_INS = {
            "PIL": None, "phonenumbers": None, "babel": None, "purl": None, "factory": None,
            "phonenumber_field.modelfields.PhoneNumberField": "django.db.models.CharField",
            "phonenumber_field": None, "sorl": None,
        }
        """,
    ),
    "django-otp": (
        ["django-otp[qrcode]"],
        "django_otp django_otp.plugins.otp_totp django_otp.plugins.otp_static django_otp.plugins.otp_email".split(),
        ["django_otp"],
        "",
    ),
    "django-reversion": (["django-reversion"], ["reversion"], ["reversion"], ""),
    "django-simple-history": (["django-simple-history"], ["simple_history"], ["simple_history"], ""),
    "django-taggit": (["django-taggit"], ["taggit"], ["taggit"], ""),
    "django-waffle": (["django-waffle"], ["waffle"], ["waffle"], ""),
    "djangorestframework": (
        ["djangorestframework", "djangorestframework-simplejwt"],
        "rest_framework rest_framework.authtoken rest_framework_simplejwt.token_blacklist".split(),
        "rest_framework rest_framework_simplejwt".split(),
        'MIGRATION_SANDBOX_STAND_INS = {"jwt": None}',
    ),
    "social-auth-app-django": (
        ["social-auth-app-django"],
        ["social_django"],
        ["social_django", "social_core"],
        """
        MIGRATION_SANDBOX_STAND_INS = {
            "requests": None, "jwt": None, "cryptography": None, "defusedxml": None, "oauthlib": None,
            "requests_oauthlib": None, "openid": None,
        }
        """,
    ),
    "django-auditlog": (
        ["django-auditlog"], ["auditlog"], ["auditlog"],
        """
        AUDITLOG_TWO_STEP_MIGRATION = False
        AUDITLOG_USE_TEXT_CHANGES_IF_JSON_IS_NOT_PRESENT = False
        MIGRATION_SANDBOX_STAND_INS = {"dateutil": None}
        """,
    ),
    "django-q2": (["django-q2"], ["django_q"], ["django_q", "picklefield"], ""),
    "django-activity-stream": (["django-activity-stream"], ["actstream"], ["actstream"], ""),
    "django-admin-interface": (
        ["django-admin-interface"],
        ["admin_interface", "colorfield"],
        ["admin_interface", "colorfield"],
        'MIGRATION_SANDBOX_STAND_INS = {"PIL": None, "slugify": None}',
    ),
    "django-apscheduler": (
        ["django-apscheduler"],
        ["django_apscheduler"],
        ["django_apscheduler"],
        'MIGRATION_SANDBOX_STAND_INS = {"apscheduler": None}',
    ),
    "django-contrib-comments": (["django-contrib-comments"], ["django_comments"], ["django_comments"], ""),
    "django-easy-audit": (["django-easy-audit"], ["easyaudit"], ["easyaudit"], ""),
    "django-mailer": (
        ["django-mailer"],
        ["mailer"],
        ["mailer"],
        'MIGRATION_SANDBOX_STAND_INS = {"lockfile": None}',
    ),
    "django-organizations": (
        ["django-organizations"],
        ["organizations"],
        ["organizations"],
        'MIGRATION_SANDBOX_STAND_INS = {"django_extensions": None}',
    ),
    "django-rest-knox": (
        ["django-rest-knox"],
        ["knox"],
        ["knox", "rest_framework"],
        'MIGRATION_SANDBOX_STAND_INS = {"cryptography": None}',
    ),
    "django-silk": (
        ["django-silk"],
        ["silk"],
        ["silk"],
        'MIGRATION_SANDBOX_STAND_INS = {"sqlparse": None, "autopep8": None, "gprof2dot": None}',
    ),
    "django-summernote": (["django-summernote"], ["django_summernote"], ["django_summernote"], 'MIGRATION_SANDBOX_STAND_INS = {"bleach": None}'),
    "django-two-factor-auth": (
        ["django-two-factor-auth[phonenumbers]"],
        "django_otp django_otp.plugins.otp_static django_otp.plugins.otp_totp two_factor two_factor.plugins.phonenumber".split(),
        "django_otp two_factor phonenumber_field".split(),
        'MIGRATION_SANDBOX_STAND_INS = {"phonenumbers": None, "babel": None, "qrcode": None}',
    ),
    "djangorestframework-api-key": (
        ["djangorestframework-api-key", "djangorestframework"],
        ["rest_framework_api_key"],
        ["rest_framework_api_key", "rest_framework"],
        'MIGRATION_SANDBOX_STAND_INS = {"packaging": None}',
    ),
    "django-post-office": (["django-post-office"], ["post_office"], ["post_office"], 'MIGRATION_SANDBOX_STAND_INS = {"bleach": None, "nh3": None}'),
}

SETTINGS = """
SECRET_KEY = "only for this test"
DEBUG = True
USE_TZ = True
SITE_ID = 1
INSTALLED_APPS = {apps!r}
ROOT_URLCONF = "config.urls"
STATIC_URL = "/static/"
MEDIA_ROOT = "media"
DATABASES = {{"default": {{"ENGINE": "django.db.backends.sqlite3", "NAME": "django.sqlite3"}}}}
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
SILENCED_SYSTEM_CHECKS = []
MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
TEMPLATES = [
    {{
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {{
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        }},
    }}
]
"""

# Modules that say whether SQLite has full-text search.
FULL_TEXT = ["modelsearch.backends.database.sqlite.utils", "wagtail.search.backends.database.sqlite.utils"]

# Real Django, in a process of its own: the plan, and the schema after each migration.
RECORD = '''
import io, json, os, sys
sys.path.insert(0, os.getcwd())
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
import django
import importlib
# The sandbox has no full-text search: Django is to do what it does where SQLite has none either.
for name in {without_full_text!r}:
    importlib.import_module(name).fts5_available = lambda: False
django.setup()
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.migrations.operations import RunPython, SeparateDatabaseAndState

steps = []
def snapshot(direction, migration):
    schema = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        for (table,) in cursor.fetchall():
            cursor.execute("SELECT sql FROM sqlite_master WHERE name = %s AND type = 'table'", [table])
            schema[table] = {"sql": cursor.fetchone()[0]}
            for pragma in ("table_xinfo", "foreign_key_list", "index_list"):
                cursor.execute(f'PRAGMA {pragma}("{table}")')
                schema[table][pragma] = [[None if cell is None else str(cell) for cell in row] for row in cursor.fetchall()]
            schema[table]["indexes"] = {}
            for row in schema[table]["index_list"]:
                cursor.execute(f'PRAGMA index_xinfo("{row[1]}")')
                schema[table]["indexes"][row[1]] = [[None if cell is None else str(cell) for cell in cells] for cells in cursor.fetchall()]
    steps.append([direction, migration.app_label, migration.name, schema])

for direction in ("apply", "unapply"):
    original = getattr(MigrationExecutor, direction + "_migration")
    def patched(self, state, migration, fake=False, *args, original=original, direction=direction, **kwargs):
        state = original(self, state, migration, fake, *args, **kwargs)
        snapshot(direction, migration)
        return state
    setattr(MigrationExecutor, direction + "_migration", patched)

loader = MigrationLoader(None)
files = sorted(list(key) for key in loader.disk_migrations)
parents = {}
for key, node in loader.graph.node_map.items():
    parents["/".join(key)] = [parent.key[1] for parent in node.parents if parent.key[0] == key[0]]
if len(sys.argv) < 3:
    call_command("migrate", verbosity=0)
changes = io.StringIO()
try:
    call_command("makemigrations", check_changes=True, dry_run=True, stdout=changes)
except SystemExit:
    pass
refused, commands = [], []
for _, app, name, _ in reversed(list(steps)):
    target = (parents[f"{app}/{name}"] or ["zero"])[0]
    try:
        call_command("migrate", app, target, verbosity=0)
    except Exception as error:
        # Operations that Django itself cannot run backwards are left out.
        refused.append([app, name, repr(error)])
        whole = Migration.unapply
        def unapply(self, *arguments):
            self.operations = [o if o.reversible and not isinstance(o, RunPython) else SeparateDatabaseAndState(state_operations=[o]) for o in self.operations]
            return whole(self, *arguments)
        Migration.unapply = unapply
        call_command("migrate", app, target, verbosity=0)
        Migration.unapply = whole
    # One command may take several steps, or none, where several migrations depend on one.
    commands.append([app, target, len(steps)])
json.dump({"files": files, "parents": parents, "steps": steps, "commands": commands, "refused": refused, "changes": changes.getvalue()}, open(sys.argv[1], "w"))
'''


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("manage")
    parser.add_argument("packages", nargs="*")
    parser.add_argument("--folder")
    parser.add_argument("--show", type=int, default=2, help="differences to print per package")
    parser.add_argument("--load-only", action="store_true", help="import the migrations and do not run them")
    arguments = parser.parse_intermixed_args()
    unknown = set(arguments.packages) - set(PROJECTS)
    if unknown:
        sys.exit(f"not in PROJECTS: {', '.join(sorted(unknown))}")
    manage = os.path.abspath(arguments.manage)
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(arguments.folder or temporary).resolve()
        rows = [take(name, manage, folder / name, arguments) for name in arguments.packages or PROJECTS]
    print_table(rows)


def take(name, manage, folder, arguments):
    """One package; a row of the table."""
    requirements, apps, sources, settings = PROJECTS[name]
    folder.mkdir(parents=True, exist_ok=True)
    site = folder / "site"
    print(f"== {name}", flush=True)
    if requirements and not site.exists():
        install(site, requirements)
    recorded = folder / ("loaded.json" if arguments.load_only else "django.json")
    make_project(folder / "real", site, [], apps, settings)
    if not recorded.exists():
        (folder / "real/django.sqlite3").unlink(missing_ok=True)
        record(folder / "real", site, [str(recorded)] + ["load only"] * arguments.load_only)
    django = json.loads(recorded.read_text())
    project = folder / "sandbox"
    make_project(project, site, sources, apps, settings)
    return Run(name, manage, project, django, arguments).row()


def install(site, requirements):
    import django

    command = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(site)]
    subprocess.run(command + requirements + [f"django=={django.__version__}"], check=True)


def make_project(project, site, sources, apps, settings):
    if project.exists():
        shutil.rmtree(project)
    (project / "config").mkdir(parents=True)
    (project / "config/__init__.py").write_text("")
    (project / "config/urls.py").write_text("urlpatterns = []\n")
    own = "\n".join(line.strip() if line.startswith("        ") and "MIGRATION_S" not in line else line for line in settings.split("\n"))
    own = re.sub(r"(?m)^ +", "", own)
    (project / "config/settings.py").write_text(SETTINGS.format(apps=CONTRIB + apps) + own)
    (project / "manage.py").write_text('import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")\n')
    for source in sources:
        if (site / source).is_dir():
            shutil.copytree(site / source, project / source, ignore=lambda folder, names: [n for n in names if n in ("tests", "test", "locale", "static", "templates", "__pycache__")])
        elif ":" in source:
            shutil.copy(site / source.split(":")[0], project / source.split(":")[1])
        else:
            shutil.copy(site / f"{source}.py", project)


def record(project, site, arguments):
    environment = dict(os.environ, PYTHONPATH=str(site), PYTHONHASHSEED="0", PYTHONDONTWRITEBYTECODE="1")
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    found = [name for name in FULL_TEXT if (site / name.replace(".", "/")).with_suffix(".py").exists()]
    script = RECORD.replace("{without_full_text!r}", repr(found))
    done = subprocess.run([sys.executable, "-c", script, *arguments], cwd=project, env=environment, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"real Django: {done.stderr[-3000:]}")


class Run:
    """The sandbox on one project."""

    def __init__(self, name, manage, project, django, arguments):
        self.name, self.manage, self.project, self.django = name, manage, project, django
        self.arguments = arguments
        self.shown = 0
        self.without_functions = []
        self.failed = []

    def row(self):
        files = self.django["files"]
        steps = self.django["steps"]
        row = {"package": self.name, "migrations": len(self.django["commands"]) or len(files)}
        missing = self.missing()
        row["missing"] = missing
        row["loaded"] = f"{len(files) - len(missing)}/{len(files)}"
        if not missing:
            row["changes"] = self.changes()
        if not missing and not self.arguments.load_only:
            forwards = [step for step in steps if step[0] == "apply"][: len(self.django["commands"])]
            row["forwards"] = count([self.step("apply", app, name, name, schema) for _, app, name, schema in forwards])
            row["backwards"] = count(list(self.backwards(steps, len(forwards))))
        row["functions"] = len(self.without_functions)
        return row

    def missing(self):
        """What keeps the project or a migration from being loaded, by migration."""
        done = self.run("showmigrations", "--plan")
        if done.returncode == 0:
            return {}
        error = done.stderr.strip()
        print(error[-3000:])
        # Under an import error stands what to do about it, and that is no error.
        named = [line for line in error.splitlines() if re.match(r"[A-Za-z.]*(Error|Exception)\b", line)]
        return {"project": named[-1] if named else error or "?"}

    def changes(self):
        """Whether the models differ from the migrations' state as they do in real Django."""
        done = self.run("makemigrations", "--check", "--dry-run", "--skip-checks")
        if done.stdout == self.django["changes"]:
            return "equal"
        self.show(f"makemigrations: {done.stdout[:1500]}{done.stderr[-1500:]}\nDjango: {self.django['changes'][:1500]}")
        return "differ"

    def backwards(self, steps, done):
        """Whether the schemas are equal after each command of the way back, once for each of its steps."""
        for app, target, end in self.django["commands"]:
            if end > done:
                name = next((name for direction, label, name, _ in steps[done:end] if (direction, label) == ("unapply", app)), target)
                yield from [self.step("unapply", app, name, target, steps[end - 1][3])] * (end - done)
            else:
                self.run("migrate", app, target, "--verbosity", "0", "--skip-checks")
            done = end

    def step(self, direction, app, name, target, expected):
        """Takes one command; whether the schema is then as expected. `name` is the first migration of it."""
        done = self.run("migrate", app, target, "--verbosity", "0", "--skip-checks")
        if done.returncode and len(self.failed) < 20:
            self.drop_functions(app, name)
            self.without_functions.append((app, name, done.stderr.strip().splitlines()[-1:]))
            first = done
            done = self.run("migrate", app, target, "--verbosity", "0", "--skip-checks")
            if done.returncode:
                self.without_functions.pop()
                self.failed.append((app, name))
                self.show(f"{direction} {app}.{name}: {first.stderr[-1500:]}\n{done.stderr[-1500:]}")
            elif self.shown < self.arguments.show:
                self.show(f"{direction} {app}.{name}, functions: {first.stderr[-3000:]}")
        if done.returncode:
            return False
        actual = self.schema()
        difference = compare(expected, actual)
        if difference:
            self.show(f"{direction} {app}.{name}: {difference}")
        return not difference

    def show(self, text):
        self.shown += 1
        if self.shown <= self.arguments.show:
            print(text, flush=True)

    def drop_functions(self, app, name):
        """Leaves out the migration's RunPython operations, and what cannot be reversed."""
        for path in self.project.rglob(f"*migrations/{name}.py"):
            text = path.read_text()
            if "as sandbox_migrations" not in text:
                path.write_text(text + DROPPED)

    def schema(self):
        tables = self.query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name")
        schema = {}
        names = [row[0] for row in tables]
        pragmas = ("table_xinfo", "foreign_key_list", "index_list")
        results = self.queries([f'PRAGMA {pragma}("{name}")' for name in names for pragma in pragmas])
        for name in names:
            schema[name] = {pragma: results.pop(0) for pragma in pragmas}
        indexes = [(name, row[1]) for name in names for row in schema[name]["index_list"]]
        results = self.queries([f'PRAGMA index_xinfo("{index}")' for _, index in indexes])
        for name in names:
            schema[name]["indexes"] = {}
        for (name, index), rows in zip(indexes, results):
            schema[name]["indexes"][index] = rows
        sql = {row[0]: row[1] for row in self.query("SELECT name, sql FROM sqlite_master WHERE type = 'table'")}
        for name in names:
            schema[name]["sql"] = sql[name]
        return schema

    def query(self, sql):
        return self.queries([sql])[0]

    def queries(self, statements):
        """The rows of each statement; an empty cell is None."""
        if not statements:
            return []
        marked = "; ".join(f"{statement}; SELECT '{MARK}'" for statement in statements)
        done = self.run("dbshell", "--", "-csv", marked)
        if done.returncode or done.stderr:
            raise SystemExit(f"dbshell: {done.stderr}")
        import csv
        import io

        results, rows = [], []
        for row in csv.reader(io.StringIO(done.stdout)):
            if row == [MARK]:
                results.append(rows)
                rows = []
            else:
                rows.append([cell or None for cell in row])
        return results

    def run(self, *words):
        environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
        return subprocess.run([self.manage, *words], cwd=self.project, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def count(equal):
    return f"{sum(equal)}/{len(equal)}"


MARK = "-- end --"
DROPPED = """

from django.db import migrations as sandbox_migrations

Migration.operations = [
    sandbox_migrations.SeparateDatabaseAndState(state_operations=[operation])
    if isinstance(operation, sandbox_migrations.RunPython) or not operation.reversible
    else operation
    for operation in Migration.operations
]
"""


def compare(expected, actual):
    """The first difference between two schemas, or nothing."""
    if list(expected) != list(actual):
        return f"tables: only in Django {sorted(set(expected) - set(actual))}, only here {sorted(set(actual) - set(expected))}"
    for table, own in expected.items():
        for part in ("table_xinfo", "foreign_key_list"):
            want = [empty(row) for row in own[part]]
            got = [empty(row) for row in actual[table][part]]
            if want != got:
                return f"{table}, {part}:\n  Django {want}\n  here   {got}"
        # The number of an index is the order in which SQLite has it in memory.
        want = sorted(empty(row)[1:] + [own["indexes"][row[1]]] for row in own["index_list"])
        got = sorted(empty(row)[1:] + [actual[table]["indexes"].get(row[1])] for row in actual[table]["index_list"])
        want, got = ([[empty(cell) if isinstance(cell, list) and cell and isinstance(cell[0], str) else cell for cell in row] for row in rows] for rows in (want, got))
        if normal(want) != normal(got):
            return f"{table}, indexes:\n  Django {want}\n  here   {got}"
        if checks(own["sql"]) != checks(actual[table]["sql"]):
            return f"{table}, checks:\n  Django {checks(own['sql'])}\n  here   {checks(actual[table]['sql'])}"
    return None


def empty(row):
    return [cell or None for cell in row]


def normal(value):
    return json.dumps(value).replace('""', "null")


def checks(sql):
    """The CHECK clauses of a CREATE TABLE statement, sorted."""
    found = []
    for match in re.finditer(r"(?i)(CONSTRAINT \"[^\"]+\" )?CHECK \(", sql):
        depth, at = 1, match.end()
        while depth and at < len(sql):
            depth += {"(": 1, ")": -1}.get(sql[at], 0)
            at += 1
        found.append(sql[match.start() : at])
    return sorted(found)


def print_table(rows):
    columns = ["package", "migrations", "loaded", "changes", "forwards", "backwards", "functions"]
    print(" | ".join(columns + ["missing"]))
    for row in rows:
        missing = "; ".join(sorted(set(row["missing"].values())))
        print(" | ".join(str(row.get(column, "-")) for column in columns) + " | " + missing)


if __name__ == "__main__":
    main()
