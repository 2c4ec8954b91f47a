"""Times the sandbox and real Django on the same projects, in one run on one machine.

usage: python benchmark.py PATH_TO_MANAGE PATH_TO_PLANNING [WORKLOADS]
(with an interpreter that has Django 5.2; `cargo xtask bench` does all of this)

WORKLOADS is a folder of workloads as benches/planning/generate.rs describes them; without it that
program makes them. What is compared is CPU time, because other work on the machine must not count:
first of the work alone, inside one process each, then of whole processes, the start of the
interpreter included, which is what a person waits for.
"""

import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

SETTINGS = """
import os
SECRET_KEY = "only for this benchmark"
INSTALLED_APPS = ["shop"]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ.get("DATABASE", "django.sqlite3")}}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
"""
MANAGE = """
import os, sys
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "settings")
from django.core.management import execute_from_command_line
execute_from_command_line(sys.argv)
"""
# Work is repeated until it has taken this many seconds; the best time counts.
ENOUGH = 1.0
# Django takes minutes for a first migration of more models than this: once must do.
MANY_MODELS = 200
PROCESS_RUNS = 3


def main():
    if sys.argv[1] == "--inside":
        sys.path.insert(0, os.getcwd())
        print(json.dumps({"changes": measure_changes, "chain": measure_chain}[sys.argv[2]](*sys.argv[3:])))
        return
    manage, planning = (os.path.abspath(path) for path in sys.argv[1:3])
    with tempfile.TemporaryDirectory() as folder:
        workloads = pathlib.Path(folder) / "workloads"
        if len(sys.argv) > 3:
            workloads = pathlib.Path(sys.argv[3])
        else:
            subprocess.run([planning, "generate", workloads], check=True)
        print("| work | Django, s | sandbox, s | ratio |")
        print("|---|---|---|---|")
        for workload in sized(workloads, "models"):
            compare_models(pathlib.Path(folder), workload, manage, planning)
        for workload in sized(workloads, "chain"):
            compare_chain(pathlib.Path(folder), workload, manage, planning)


def sized(workloads, kind):
    """The workloads of a kind by their size."""
    found = [path for path in workloads.iterdir() if re.fullmatch(kind + r"_\d+", path.name)]
    return sorted(found, key=size)


def size(workload):
    return int(workload.name.split("_")[1])


def compare_models(folder, workload, manage, planning):
    count = size(workload)
    sandbox = measured(planning, workload)
    project = start(folder, workload.name, (workload / "before.py").read_text())
    initial = inside(project, "changes", "write")
    nothing = inside(project, "changes")
    few = count <= MANY_MODELS
    row(f"`changes()`, {count} new models", initial, sandbox["initial"])
    row(f"`changes()`, {count} models, nothing changed", nothing, sandbox["nothing changed"])
    compare_process(f"`makemigrations`, {count} models, nothing changed", project, manage, ["makemigrations"])
    compare_process(f"`migrate`, {count} models in one migration", project, manage, ["migrate"], runs=PROCESS_RUNS if few else 1)
    (project / "shop/models.py").write_text((workload / "after.py").read_text())
    row(f"`changes()`, {count} models, some changed", inside(project, "changes"), sandbox["changed"])
    if few:
        for path in (project / "shop/migrations").glob("0*.py"):
            path.unlink()
        compare_process(f"`makemigrations --dry-run`, {count} new models", project, manage, ["makemigrations", "--dry-run"])


def compare_chain(folder, workload, manage, planning):
    length = size(workload)
    sandbox = measured(planning, workload)
    project = start(folder, workload.name, (workload / "models.py").read_text())
    for path in (workload / "migrations").glob("*.py"):
        shutil.copy(path, project / "shop/migrations")
    runs = PROCESS_RUNS if length <= MANY_MODELS else 1
    django = [inside(project, "chain") for _ in range(runs)]
    row(f"load and graph, {length} migrations", min(it["load"] for it in django), sandbox["load"])
    row(f"`executor.migrate()`, {length} migrations", min(it["migrate"] for it in django), sandbox["migrate"])
    compare_process(f"`migrate`, {length} migrations", project, manage, ["migrate"], runs=runs)
    for tool in tools(manage):
        run(project, tool + ["migrate"])
    compare_process(f"`showmigrations`, {length} applied", project, manage, ["showmigrations"], fresh=False)


def measured(planning, workload):
    """What the sandbox takes for each piece of work on a workload."""
    done = subprocess.run([planning, "measure", workload], check=True, capture_output=True, text=True)
    return {name: float(seconds) for name, seconds in (line.split("\t") for line in done.stdout.splitlines())}


def inside(project, what, *words):
    """What Django takes for a piece of work, in a process of its own that counts only that."""
    command = [sys.executable, os.path.abspath(__file__), "--inside", what, *words]
    environment = dict(os.environ, DJANGO_SETTINGS_MODULE="settings", DATABASE=":memory:")
    done = subprocess.run(command, cwd=project, env=environment, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def measure_changes(write=None):
    import django

    django.setup()
    from django.apps import apps
    from django.db.migrations.autodetector import MigrationAutodetector
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.questioner import MigrationQuestioner
    from django.db.migrations.state import ProjectState
    from django.db.migrations.writer import MigrationWriter

    total, best = 0, float("inf")
    while total < ENOUGH:
        loader = MigrationLoader(None, ignore_no_migrations=True)
        from_state, to_state = loader.project_state(), ProjectState.from_apps(apps)
        questioner = MigrationQuestioner({"ask_initial": True})
        begin = time.process_time()
        changes = MigrationAutodetector(from_state, to_state, questioner).changes(graph=loader.graph)
        elapsed = time.process_time() - begin
        total, best = total + max(elapsed, 1e-6), min(best, elapsed)
    if write:
        for migration in (migration for migrations in changes.values() for migration in migrations):
            writer = MigrationWriter(migration)
            pathlib.Path("shop/migrations", writer.filename).write_text(writer.as_string())
    return best


def measure_chain():
    import django

    django.setup()
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    connection.ensure_connection()
    begin = time.process_time()
    executor = MigrationExecutor(connection)
    loaded = time.process_time()
    executor.migrate(executor.loader.graph.leaf_nodes())
    return {"load": loaded - begin, "migrate": time.process_time() - loaded}


def compare_process(name, project, manage, command, fresh=True, runs=PROCESS_RUNS):
    """One row of whole processes, with no database unless `fresh` is false."""
    times = [best_time(project, tool + command, fresh, runs) for tool in tools(manage)]
    row(name + ", whole process", *times)


def tools(manage):
    return [sys.executable, "manage.py"], [manage]


def best_time(project, command, fresh, runs):
    best = float("inf")
    for _ in range(runs):
        if fresh:
            for database in ("django.sqlite3", "db.sandbox"):
                (project / database).unlink(missing_ok=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        run(project, command)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        best = min(best, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return best


def row(name, django, sandbox):
    ratio = django / max(sandbox, 1e-6)
    print(f"| {name} | {django:.4f} | {sandbox:.5f} | {ratio:,.0f} |", flush=True)


def start(folder, name, models):
    project = folder / ("project_" + name)
    (project / "shop/migrations").mkdir(parents=True)
    (project / "settings.py").write_text(SETTINGS)
    (project / "manage.py").write_text(MANAGE)
    (project / "shop/__init__.py").touch()
    (project / "shop/migrations/__init__.py").touch()
    (project / "shop/models.py").write_text(models)
    return project


def run(project, command):
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"{' '.join(command[1:])}: exit {done.returncode}\n{done.stdout}{done.stderr}")


if __name__ == "__main__":
    main()
