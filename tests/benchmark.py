"""Times `manage` and real Django on the same projects, in one run on one machine.

usage: python benchmark.py PATH_TO_MANAGE     (with an interpreter that has Django 5.2)

What is compared is the CPU time of whole processes, the start of the interpreter included, the best
of a few runs: it is what a person waits for, and other work on the machine does not count.
"""

import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

RUNS = 3
MODEL_COUNTS = (10, 100)
CHAIN_LENGTHS = (50, 200)

SETTINGS = """
SECRET_KEY = "only for this benchmark"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "django.sqlite3"}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
"""


def main():
    sandbox = [os.path.abspath(sys.argv[1])]
    django = [sys.executable, "manage.py"]
    print("| work | Django, s | manage, s | ratio |")
    print("|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for count in MODEL_COUNTS:
            project = start(folder, f"models_{count}")
            (project / "shop/models.py").write_text(models(count))
            compare(f"`makemigrations` of {count} new models", project, django, sandbox, ["makemigrations", "--dry-run"])
            run(project, django + ["makemigrations"])
            compare(f"`makemigrations` with {count} models, nothing changed", project, django, sandbox, ["makemigrations"])
        for length in CHAIN_LENGTHS:
            project = start(folder, f"chain_{length}")
            chain(project, length)
            compare(f"`migrate` of {length} migrations", project, django, sandbox, ["migrate"])
            for tool in (django, sandbox):
                run(project, tool + ["migrate"])
            compare(f"`showmigrations` of {length} applied", project, django, sandbox, ["showmigrations"], fresh=False)


def compare(name, project, django, sandbox, command, fresh=True):
    """One row: each tool on the project, with no database unless `fresh` is false."""
    times = [best_time(project, tool + command, fresh) for tool in (django, sandbox)]
    print(f"| {name} | {times[0]:.2f} | {times[1]:.3f} | {times[0] / max(times[1], 0.001):.0f} |", flush=True)


def best_time(project, command, fresh):
    best = float("inf")
    for _ in range(RUNS):
        if fresh:
            for database in ("django.sqlite3", "db.sandbox"):
                (project / database).unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(project, command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def start(folder, name):
    project = pathlib.Path(folder) / name
    shutil.rmtree(project, ignore_errors=True)
    project.mkdir()
    run(project, [sys.executable, "-m", "django", "startproject", "config", "."])
    run(project, [sys.executable, "manage.py", "startapp", "shop"])
    (project / "config/settings.py").write_text(SETTINGS)
    return project


def models(count):
    """Models of eight fields, each with a foreign key to the one before."""
    text = ["from django.db import models\n"]
    for index in range(count):
        target = f'"Model{max(index - 1, 0)}"'
        text.append(
            f"\n\nclass Model{index}(models.Model):\n"
            f"    name = models.CharField(max_length=100, db_index=True)\n"
            f"    slug = models.SlugField(unique=True)\n"
            f"    price = models.DecimalField(max_digits=9, decimal_places=2, null=True)\n"
            f"    stock = models.PositiveIntegerField(default=0)\n"
            f"    active = models.BooleanField(default=True)\n"
            f"    created = models.DateTimeField(auto_now_add=True)\n"
            f"    note = models.TextField(blank=True)\n"
            f"    previous = models.ForeignKey({target}, null=True, on_delete=models.CASCADE)\n"
        )
    return "".join(text)


def chain(project, length):
    """A model, and a field more in each migration after the first."""
    fields = []
    for index in range(length):
        name = f"{index + 1:04}_step"
        head = "from django.db import migrations, models\n\n\nclass Migration(migrations.Migration):\n"
        if index == 0:
            operation = (
                'migrations.CreateModel(name="Item", fields=[("id", models.BigAutoField('
                'auto_created=True, primary_key=True, serialize=False, verbose_name="ID"))])'
            )
            body = f"    initial = True\n    dependencies = []\n    operations = [{operation}]\n"
        else:
            field = f"models.IntegerField(default={index})"
            fields.append(f"    field_{index} = {field}\n")
            operation = f'migrations.AddField(model_name="item", name="field_{index}", field={field})'
            body = f'    dependencies = [("shop", "{index:04}_step")]\n    operations = [{operation}]\n'
        (project / f"shop/migrations/{name}.py").write_text(head + body)
    text = "from django.db import models\n\n\nclass Item(models.Model):\n" + "".join(fields)
    (project / "shop/models.py").write_text(text)


def run(project, command):
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])}: exit {done.returncode}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
