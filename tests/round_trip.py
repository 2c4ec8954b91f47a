"""Hands a project that `manage` migrated to real Django, and asks whether Django agrees.

usage: python round_trip.py PATH_TO_MANAGE     (with an interpreter that has Django 5.2)

A project goes through a history of edits. After each, `manage` writes the migrations. Then real
Django must find no change left to make, print the same SQL for each migration, both ways, and be
able to migrate a database of its own, forward and back, with the files that `manage` wrote.
"""

import difflib
import os
import pathlib
import subprocess
import sys
import tempfile

PREFIX = "import decimal\nimport uuid\n\nfrom django.db import models\nfrom django.db.models import Q\n\n\n"

HISTORY = {
    "a shop": """
class Category(models.Model):
    name = models.CharField(max_length=80, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.CASCADE)


class Product(models.Model):
    code = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("product's title", max_length=200, db_index=True)
    price = models.DecimalField(max_digits=8, decimal_places=2, default=decimal.Decimal("0.00"))
    categories = models.ManyToManyField(Category, related_name="products")

    class Meta:
        ordering = ["title"]
""",
    "with constraints, indexes and a through table": """
class Category(models.Model):
    name = models.CharField(max_length=80, unique=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL)


class Product(models.Model):
    code = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField("product's title", max_length=200)
    price = models.DecimalField(max_digits=8, decimal_places=2, default=decimal.Decimal("0.00"))
    stock = models.PositiveIntegerField(default=0, help_text="Pieces in the house")
    size = models.CharField(max_length=1, choices=[("s", "small"), ("l", "large")], default="s")
    categories = models.ManyToManyField(Category, related_name="products")

    class Meta:
        ordering = ["title"]
        constraints = [
            models.CheckConstraint(condition=Q(price__gte=0), name="price_not_negative"),
            models.UniqueConstraint(fields=["title", "size"], name="one_per_size"),
        ]
        indexes = [models.Index(fields=["title", "-price"], name="title_price")]


class Order(models.Model):
    products = models.ManyToManyField(Product, through="Line")
    placed = models.DateTimeField(auto_now_add=True)


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE)
    product = models.ForeignKey(Product, on_delete=models.PROTECT)
    pieces = models.PositiveSmallIntegerField(default=1)

    class Meta:
        unique_together = [("order", "product")]
""",
    "with things altered and removed": """
class Product(models.Model):
    code = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.TextField()
    price = models.DecimalField(max_digits=10, decimal_places=3, null=True)
    stock = models.BigIntegerField(default=0)
    size = models.CharField(max_length=1, choices=[("s", "small"), ("m", "medium"), ("l", "large")], default="m")

    class Meta:
        db_table = "goods"
        indexes = [models.Index(fields=["stock"], name="stock", condition=Q(stock__gt=0))]


class Order(models.Model):
    placed = models.DateTimeField(auto_now_add=True)
    note = models.TextField(blank=True, default="")


class Line(models.Model):
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    product = models.ForeignKey(Product, on_delete=models.PROTECT, null=True)
    pieces = models.PositiveSmallIntegerField(default=1)
""",
}

SETTINGS = """
SECRET_KEY = "only for this test"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "django.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
"""


def main():
    sandbox = [os.path.abspath(sys.argv[1])]
    django = [sys.executable, "manage.py"]
    with tempfile.TemporaryDirectory() as folder:
        project = pathlib.Path(folder)
        start(project, django)
        for stage, models in HISTORY.items():
            (project / "shop/models.py").write_text(PREFIX + models.lstrip("\n"))
            run(project, sandbox + ["makemigrations"])
            answer = run(project, django + ["makemigrations", "--check", "--dry-run"])
            expect("No changes detected\n", answer, f"{stage}: real Django sees changes")
        names = sorted(path.stem for path in (project / "shop/migrations").glob("0*.py"))
        expect(len(HISTORY), len(names), f"one migration per edit: {names}")
        for name in names:
            for direction in ([], ["--backwards"]):
                command = ["sqlmigrate", "shop", name] + direction
                # Some cannot be told without the table: then both must fail.
                expect(attempt(project, django + command), attempt(project, sandbox + command), " ".join(command))
        for target in (["shop"], ["shop", "zero"]):
            for tool in (django, sandbox):
                run(project, tool + ["migrate", "--verbosity", "0"] + target)
        print(f"{len(names)} migrations written by the sandbox, accepted by Django")


def start(project, django):
    run(project, [sys.executable, "-m", "django", "startproject", "config", "."])
    run(project, django + ["startapp", "shop"])
    (project / "config/settings.py").write_text(SETTINGS)


def run(project, command):
    done = finished(project, command)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def attempt(project, command):
    done = finished(project, command)
    return f"exit {done.returncode}\n{done.stdout}"


def finished(project, command):
    environment = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    return subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, stdin=subprocess.DEVNULL)


def expect(expected, found, what):
    if expected != found:
        lines = difflib.unified_diff(str(expected).splitlines(), str(found).splitlines(), "Django", "sandbox", lineterm="")
        sys.exit(f"{what}\n" + "\n".join(lines))


if __name__ == "__main__":
    main()
