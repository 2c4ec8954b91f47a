"""What is done with a project: a history is a few acts, each of several steps.

An act looks at what the steps before it left (files, tables, exit status) to say something sensible,
so it is invented while real Django runs; what is recorded is plain steps.
"""

import copy
import random as randomness
import re

from . import edits, mistakes
from .fields import fitting_value
from .recorder import Recorder

FLAGS = ([], [], [], [], [], [], ["-v", "2"], ["-v", "3"], ["--no-header"], ["-v", "0"], ["--noinput"], ["--scriptable"])


def invented_case(seed, acts=None):
    """The case of `seed`: a scenario and what real Django did."""
    random = randomness.Random(seed)
    project = edits.invented_project(random)
    apps = {path.split("/")[0]: {"models.py": text} for path, text in project.files().items()}
    django_apps = ["django.contrib.contenttypes"] if random.random() < 0.15 else []
    settings = {"TIME_ZONE": "UTC"} if random.random() < 0.7 else {}
    with Recorder(f"history_{seed}", apps, django_apps, settings) as recorder:
        history = History(random, project, recorder)
        history.start()
        for _ in range(acts or random.randint(3, 5)):
            history.act()
        history.end()
        return recorder.case()


class History:
    """The acts of one project."""

    def __init__(self, random, project, recorder):
        self.random = random
        self.project = project
        self.recorder = recorder
        # What the questions of the command that runs may ask about.
        self.asked = project

    def start(self):
        if self.makemigrations() or self.migrate():
            self.recover(None)
        self.rows()

    def act(self):
        acts, weights = zip(*ACTS)
        self.random.choices(acts, weights)[0](self)

    def end(self):
        self.run("showmigrations", *self.random.choice([[], [], ["--plan"], ["-v", "2"]]))
        self.run("makemigrations", "--check")
        self.run("migrate", self.some_app(), "zero")
        if self.random.random() < 0.3:
            self.run("migrate", "--plan")

    # Commands

    def run(self, *words):
        answers = randomness.Random(self.random.random())
        return self.recorder.run(words, lambda transcript: self.answer(answers, transcript))["exit"]

    def answer(self, random, transcript):
        """What someone might type at the question that `transcript` ends with."""
        if transcript.endswith(">>> "):
            return self.value(random, transcript)
        if random.random() < 0.04:
            return random.choice(["perhaps", "", "9"])
        if "[y/N]" in transcript[-40:] or "yes or no" in transcript[-40:]:
            return "y" if random.random() < 0.8 else "n"
        choices = re.findall(r"(?m)^ (\d)\) ", transcript[transcript.rfind("\n 1) ") :])
        return "1" if random.random() < 0.75 else random.choice(choices or ["1"])

    def value(self, random, transcript):
        if random.random() < 0.06:
            return random.choice(["1 +", "nope", "", "timezone", "exit", "'text'"])
        asked = re.findall(r"field '(\w+)' (?:to|on) (\w+)", transcript)
        name, owner = asked[-1] if asked else ("", "")
        models = [model for _, model in self.asked.models() if model.name.lower() == owner.lower()]
        bases = [self.asked.apps[label].model(base) for model in models for label, base in model.parents]
        fields = [model.fields[name] for model in models + bases if model and name in model.fields]
        return fitting_value(random, fields[0] if fields else None)

    def write(self, project=None):
        """Writes the modules that changed."""
        texts = (project or self.project).files()
        self.recorder.edit({path: text for path, text in texts.items() if self.module(path) != text})

    def module(self, path):
        for step in reversed(self.recorder.scenario["steps"]):
            if path in step.get("edit", {}):
                return step["edit"][path]
        label, _, name = path.partition("/")
        return self.recorder.scenario["apps"][label].get(name)

    def makemigrations(self, *words):
        """Exit status; the new migrations, if any, have been looked at as SQL."""
        before = self.recorder.migration_files()
        status = self.run("makemigrations", *words)
        after = self.recorder.migration_files()
        for path in sorted(path for path in after if after[path] != before.get(path) and not path.endswith("__init__.py")):
            label, _, file = path.split("/")
            if self.random.random() < 0.6:
                self.run("sqlmigrate", label, file[:-3])
            if self.random.random() < 0.6:
                self.run("sqlmigrate", label, file[:-3], "--backwards")
        return status

    def migrate(self, *words):
        if self.random.random() < 0.25:
            self.run("migrate", *words, "--plan")
        return self.run("migrate", *words, *self.random.choice([[], [], [], [], ["-v", "2"], ["-v", "0"]]))

    def recover(self, project):
        """As someone would: takes the migrations back that could not be applied, and the edits with them."""
        applied = {f"{label}/migrations/{name}.py" for label, name in self.recorder.applied()}
        stuck = [path for path in self.recorder.migration_files() if path not in applied and not path.endswith("__init__.py")]
        self.recorder.edit({path: None for path in stuck})
        if project is not None:
            self.project = self.asked = project
        self.write()
        self.makemigrations("--noinput")
        self.run("migrate")

    def attempt(self, change, *words):
        """Edits, `makemigrations`, `migrate`; undone when one fails."""
        before = copy.deepcopy(self.project)
        change(self.project)
        self.write()
        failed = self.makemigrations(*words)
        if failed and self.random.random() < 0.5:
            self.project = self.asked = before
            self.write()
            return
        if self.migrate():
            self.recover(before)

    # What there is

    def some_app(self):
        return self.random.choice(list(self.project.apps))

    def migrations(self, label):
        paths = self.recorder.migration_files()
        return sorted(path.split("/")[2][:-3] for path in paths if path.startswith(f"{label}/") and not path.endswith("__init__.py"))

    # Acts

    def change(self):
        def edit(project):
            for _ in range(self.random.choice([1, 1, 2, 3])):
                edits.random_edit(self.random, project)

        words = list(self.random.choice(FLAGS))
        if self.random.random() < 0.1:
            words += ["-n", self.random.choice(["named", "bad-name", "with_1_number"])]
        self.attempt(edit, *words)

    def look_first(self):
        before = copy.deepcopy(self.project)
        edits.random_edit(self.random, self.project)
        self.write()
        self.run("makemigrations", *self.random.choice([["--dry-run"], ["--dry-run", "-v", "3"], ["--check"], ["--check", self.some_app()], ["--noinput"]]))
        self.run("migrate", "--check")
        if self.makemigrations() or self.migrate():
            self.recover(before)

    def rows(self):
        """A row or two for the tables that can have some."""
        for table, columns in self.recorder.columns().items():
            if table.startswith("django_"):
                continue
            for _ in range(self.random.choice([0, 1, 1, 2])):
                statement = self.insertion(table, columns)
                if statement:
                    self.recorder.sql(statement)

    def insertion(self, table, columns):
        references = self.recorder.foreign_keys(table)
        given = {}
        for _, name, declared, not_null, _, key, hidden in columns:
            if hidden or (key and declared == "integer" and name not in references):
                continue
            if not not_null and not key and self.random.random() < 0.3:
                continue
            if name in references:
                known = self.recorder.values(*references[name])
                if not known and not_null:
                    return None
                given[name] = _literal(self.random.choice(known) if known else None)
            else:
                given[name] = self.stored(declared, name, table)
        names = ", ".join(f'"{name}"' for name in given)
        return f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(given.values())})' if given else f'INSERT INTO "{table}" DEFAULT VALUES'

    def stored(self, declared, name, table):
        kind = declared.split("(")[0].split(" ")[0].lower()
        if kind == "text" and f'JSON_VALID("{name}")' in self.recorder._noted["schema"][table]["sql"]:
            return self.random.choice(["'{\"a\": 1}'", "'[]'", "'\"j\"'"])
        return self.random.choice(STORED.get(kind, ["'x'"]))

    def go_back(self):
        label = self.some_app()
        names = self.migrations(label)
        target = self.random.choice([*names, "zero"])
        self.migrate(label, target)
        if self.random.random() < 0.4:
            self.run("showmigrations", label)
        if self.migrate():
            self.recover(None)

    def branches(self):
        """Two people start from the same migrations; then their work is merged."""
        if self.run("makemigrations", "--check"):
            return self.change()
        before = copy.deepcopy(self.project)
        left, right = (self.random.choice([edits.add_field, edits.add_index, edits.add_model, edits.alter_option, edits.set_meta, edits.rename_field]) for _ in range(2))
        seeds = self.random.random(), self.random.random()
        known = self.recorder.migration_files()
        left(randomness.Random(seeds[0]), self.project)
        self.write()
        self.makemigrations("-n", "left")
        theirs = {path: text for path, text in self.recorder.migration_files().items() if path not in known}
        if self.random.random() < 0.3:
            self.run("migrate")
        other = copy.deepcopy(before)
        other.count += 100
        right(randomness.Random(seeds[1]), other)
        self.recorder.edit({path: None for path in theirs})
        self.asked = other
        self.write(other)
        self.makemigrations("-n", "right")
        self.project.count += 100
        right(randomness.Random(seeds[1]), self.project)
        self.asked = self.project
        self.recorder.edit(theirs)
        self.write()
        self.run(*self.random.choice([["makemigrations"], ["migrate"], ["migrate", "--plan"], ["showmigrations"]]))
        self.run("makemigrations", "--merge", *self.random.choice([[], [], ["--noinput"], ["-n", "joined"], ["--dry-run", "-v", "3"], ["--no-header"]]))
        self.run("showmigrations", "--plan")
        if self.run("migrate"):
            return self.recover(before)
        if self.makemigrations() or self.migrate():
            self.recover(before)

    def squash(self):
        label = self.some_app()
        names = self.migrations(label)
        if len(names) < 2:
            return self.change()
        first, last = sorted(self.random.sample(range(len(names)), 2))
        words = [names[last]] if self.random.random() < 0.7 else [names[first], names[last]]
        flags = self.random.choice([[], [], [], ["--no-optimize"], ["--squashed-name", "short"], ["--noinput"], ["--no-header"]])
        before = self.recorder.migration_files()
        self.run("squashmigrations", label, *words, *flags)
        new = [path for path in self.recorder.migration_files() if path not in before]
        self.run("showmigrations", label)
        if not new:
            return
        self.run("sqlmigrate", label, new[0].split("/")[2][:-3], *self.random.choice([[], ["--backwards"]]))
        self.run("makemigrations", "--check")
        self.migrate()
        if self.random.random() < 0.5:
            self.transition(label, new[0])

    def transition(self, label, path):
        """Makes a migration of a squash: takes out what it replaced, and the word that it did."""
        files = self.recorder.migration_files()
        squash = path.split("/")[2][:-3]
        replaced = re.search(r"    replaces = \[(.*?)\]\n\n", files[path])
        names = re.findall(r"\('\w+', '(\w+)'\)", replaced.group(1)) if replaced else []
        changed = {f"{label}/migrations/{name}.py": None for name in names}
        for other, text in files.items():
            if other in changed:
                continue
            new = text.replace(replaced.group(0), "") if other == path and replaced else text
            for name in names:
                new = new.replace(f"('{label}', '{name}')", f"('{label}', '{squash}')")
            if new != text:
                changed[other] = new
        self.recorder.edit(changed)
        self.run("showmigrations", label)
        self.run("makemigrations", "--check")
        self.run("migrate")
        self.run("migrate", label, "--prune")
        self.run("showmigrations", label)

    def by_hand(self):
        """An empty migration, filled in."""
        label = self.some_app()
        before = self.recorder.migration_files()
        self.run("makemigrations", "--empty", label, *self.random.choice([[], ["-n", "by_hand"]]))
        new = {path: text for path, text in self.recorder.migration_files().items() if path not in before}
        for path, text in new.items():
            self.recorder.edit({path: self.filled(label, text)})
            name = path.split("/")[2][:-3]
            self.run("sqlmigrate", label, name)
            self.run("sqlmigrate", label, name, "--backwards")
            failed = self.run("migrate", label, *self.random.choice([[], ["--plan"], ["-v", "2"]]))
            names = self.migrations(label)
            if not failed and self.random.random() < 0.6 and len(names) > 1:
                self.run("migrate", label, names[-2])
            if failed or self.run("migrate"):
                self.recorder.edit({path: None})

    def filled(self, label, text):
        models = [model.name for it, model in self.project.concrete() if it == label] or ["Missing"]
        model = self.random.choice(models)
        function = self.random.choice(FUNCTIONS).format(label=label, model=model)
        operations = self.random.sample(BY_HAND, self.random.choice([1, 1, 2]))
        body = "".join(f"        {operation.format(table=self.project.fresh('extra'))},\n" for operation in operations)
        text = text.replace("operations = [\n", f"operations = [\n{body}")
        return text.replace("\n\nclass Migration", f"\n\n{function}\n\nclass Migration")

    def update(self):
        """Goes on with the migration that was just written."""
        before = copy.deepcopy(self.project)
        for words in ([], ["--update"]):
            edits.random_edit(self.random, self.project)
            self.write()
            self.makemigrations(*words)
        if self.migrate():
            self.recover(before)

    def optimize(self):
        label = self.some_app()
        names = self.migrations(label)
        if names:
            self.run("optimizemigration", label, self.random.choice(names), *self.random.choice([[], ["--check"], ["-v", "2"]]))
            self.run("showmigrations", label)

    def blunder(self):
        """A mistake in a module, seen and taken back."""
        label = self.some_app()
        path = f"{label}/models.py"
        text = self.module(path)
        self.recorder.edit({path: mistakes.in_models(self.random, text)})
        self.makemigrations(*self.random.choice([[], [], ["--noinput"], ["--dry-run"]]))
        if self.random.random() < 0.4:
            self.run(*self.random.choice([["migrate"], ["check"], ["showmigrations"], ["sqlmigrate", label, "0001"]]))
        self.recover(None)

    def wrong_words(self):
        """A mistake on the command line."""
        for _ in range(self.random.choice([1, 2])):
            label = self.some_app()
            self.run(*mistakes.in_command(self.random, label, self.migrations(label)))

    def broken_file(self):
        """A migration that is lost or damaged, and found again."""
        path = self.random.choice([path for path in self.recorder.migration_files() if not path.endswith("__init__.py")] or [None])
        if path is None:
            return
        text = self.recorder.migration_files()[path]
        self.recorder.edit({path: mistakes.in_migration(self.random, text)})
        for words in self.random.sample([["migrate"], ["makemigrations"], ["showmigrations"], ["migrate", "--plan"], ["sqlmigrate", path.split("/")[0], path.split("/")[2][:4]]], 2):
            self.run(*words)
        self.recorder.edit({path: text})

    def fake(self):
        label = self.some_app()
        names = self.migrations(label)
        self.run("migrate", label, self.random.choice([*names, "zero"]), "--fake")
        self.run("showmigrations", label)
        self.run("migrate", *self.random.choice([["--fake"], ["--fake-initial"], ["--fake"]]))
        self.run("migrate", "--fake")


# What a column of a declared type may hold, as SQL.
STORED = {
    **dict.fromkeys(("integer", "bigint", "smallint"), ["0", "1", "2", "3", "41", "7"]),
    **dict.fromkeys(("varchar", "text"), ["'a'", "'b'", "'x'", "'it''s'", "'Mixed Case'", "''"]),
    "bool": ["0", "1"],
    "date": ["'2024-02-29'", "'2023-12-31'"],
    "datetime": ["'2024-03-01 10:11:12'", "'2023-01-02 03:04:05.678900'"],
    "time": ["'10:11:12'"],
    "decimal": ["1.5", "0", "12"],
    "real": ["2.25", "1.0", "-0.5"],
    "char": ["'12345678123456781234567812345678'", "'00000000000000000000000000000001'"],
    "blob": ["X'00FF'", "X''"],
}
FUNCTIONS = (
    'def forwards(apps, schema_editor):\n    """Counts the rows."""\n    print(apps.get_model("{label}", "{model}").objects.count())\n',
    'def forwards(apps, schema_editor):\n    model = apps.get_model("{label}", "{model}")\n    for row in model.objects.order_by("pk"):\n        row.save()\n',
    'def forwards(apps, schema_editor):\n    model = apps.get_model("{label}", "{model}")\n    print([field.name for field in model._meta.fields])\n    model.objects.filter(pk=2).delete()\n',
    'def forwards(apps, schema_editor):\n    raise ValueError("not today")\n',
)
BY_HAND = (
    "migrations.RunPython(forwards)",
    "migrations.RunPython(forwards, migrations.RunPython.noop)",
    "migrations.RunPython(forwards, forwards, elidable=True)",
    "migrations.RunSQL('CREATE TABLE {table} (a integer)', 'DROP TABLE {table}')",
    "migrations.RunSQL(['CREATE TABLE {table} (a integer, b text)', (\"INSERT INTO {table} (a, b) VALUES (%s, %s)\", [1, \"it's 5 %\"])], ['DROP TABLE {table}'])",
    "migrations.RunSQL('CREATE TABLE {table} (a); INSERT INTO {table} VALUES (1); -- done', migrations.RunSQL.noop)",
    "migrations.RunSQL('SELECT 1')",
    "migrations.SeparateDatabaseAndState(database_operations=[migrations.RunSQL('CREATE TABLE {table} (a)', 'DROP TABLE {table}')], state_operations=[])",
)
ACTS = (
    (History.change, 12), (History.look_first, 2), (History.rows, 3), (History.go_back, 4), (History.branches, 3), (History.squash, 5),
    (History.by_hand, 4), (History.update, 2), (History.optimize, 1), (History.blunder, 3), (History.wrong_words, 1), (History.broken_file, 2), (History.fake, 1),
)


def _literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return "'" + value.replace("'", "''") + "'" if isinstance(value, str) else repr(value)
