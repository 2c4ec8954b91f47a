"""Asks real Django what it makes of the migrations in `library/`.

    python tests/migrations/record.py

needs Django 5.2 and writes, beside each `library/NAME.py`:

- `NAME.written`: the file that MigrationWriter writes,
- `NAME.optimized`: the same after MigrationOptimizer,
- `NAME.described`: what the operations say of themselves,
- `NAME.state`: the models that they add up to.
"""

import datetime
import importlib.util
import sys
import types
from pathlib import Path

import django
from django.conf import settings
from django.db.migrations import migration as migration_module
from django.db.migrations import writer
from django.db.migrations.optimizer import MigrationOptimizer
from django.db.migrations.state import ProjectState
from django.db.models.options import normalize_together

FOLDER = Path(__file__).parent / "library"
NOW = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)


def load(path):
    name = f"library.migrations.{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module.Migration(path.stem, "library")


def described(migration):
    lines = [migration.suggest_name()] if migration.operations else []
    for operation in migration.operations:
        lines.append(operation.formatted_description())
        lines.append(f"    {operation.migration_name_fragment} reversible={operation.reversible} sql={operation.reduces_to_sql}")
    return "\n".join(lines) + "\n"


def state_of(migration):
    state = ProjectState()
    try:
        migration.mutate_state(state, preserve=False)
    except Exception as error:
        return f"{type(error).__name__}: {error}\n" + shown(state)
    return shown(state)


def shown(state):
    lines = []
    for model in state.models.values():
        bases = ", ".join(base.lower() if isinstance(base, str) else base.__name__ for base in model.bases)
        lines.append(f"{model.app_label}.{model.name}({bases})")
        for name, field in model.fields.items():
            lines.append(f"    {name} = {serialized(field)}")
        for name, value in sorted(model.options.items()):
            if name.endswith("_together"):
                value = sorted(map(list, normalize_together(list(value))))
            if name not in ("indexes", "constraints") or value:
                lines.append(f"    Meta.{name} = {serialized(value)}")
        for name, manager in model.managers:
            lines.append(f"    {name} = {serialized(manager)}")
    return "".join(line + "\n" for line in lines)


def serialized(value):
    return writer.MigrationWriter.serialize(value)[0]


def written(migration):
    try:
        return writer.MigrationWriter(migration).as_string()
    except ValueError as error:
        return f"ValueError: {error}"


def main():
    settings.configure(USE_TZ=True)
    django.setup()
    writer.now = lambda: NOW
    migration_module.get_migration_name_timestamp = lambda: NOW.strftime("%Y%m%d_%H%M")
    for name in ["library", "library.migrations"]:
        sys.modules[name] = types.ModuleType(name)
    # Operations are changed by being used, so each answer has a copy of its own.
    for path in sorted(FOLDER.glob("*.py")):
        path.with_suffix(".described").write_text(described(load(path)))
        path.with_suffix(".state").write_text(state_of(load(path)))
        path.with_suffix(".written").write_text(written(load(path)))
        migration = load(path)
        migration.operations = MigrationOptimizer().optimize(migration.operations, "library")
        path.with_suffix(".optimized").write_text(written(migration))


main()
