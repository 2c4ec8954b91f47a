"""Situations that random histories meet too seldom, as scenarios."""

HEAD = "import datetime\n\nfrom django.db import models\n\n\n"
ROW = "INSERT INTO app_event DEFAULT VALUES"


def scenarios():
    """(name, models.py, further apps, steps); a step is a text for `models.py`, a list of words with its
    answers, or SQL. With several apps, `models.py` and its edits are `{app: text}` and `{path: text}`."""
    event = HEAD + "class Event(models.Model):\n"
    answers = ("0", "'2024-02-29'", "'2024-2-9'", "'2024-13-45'", "'nothing'", "datetime.datetime(2024, 5, 6, 7, 8, 9, 10)", "timezone.now", "b'x'", "[]", "{'a': 1}", "1.5", "datetime.timedelta(1)", "True")
    kinds = ("DateField()", "DateTimeField()", "TimeField()", "DurationField()", "IntegerField()", "FloatField()", "DecimalField(max_digits=6, decimal_places=2)", "BooleanField()", "UUIDField()", "JSONField()", "CharField(max_length=9)", "BinaryField()", "GenericIPAddressField()")
    for kind in kinds:
        steps = []
        for number, answer in enumerate(answers):
            steps += [
                event + f"    field_{number} = models.{kind}\n",
                (["makemigrations", "-n", f"answer_{number}"], ["1", answer, "1", answer]),
                (["sqlmigrate", "app", f"answer_{number}"], []),
                # Undone: the next begins from the same.
                {f"app/migrations/0002_answer_{number}.py": None},
            ]
        yield f"answers_{kind.split('(')[0]}", event + "    pass\n", [], [(["makemigrations"], []), (["migrate"], []), ROW, *steps]

    two = HEAD + "class Event(models.Model):\n    one = models.IntegerField(null=True)\n"
    yield "time_of_a_squash", event + "    pass\n", [], [
        (["makemigrations"], []),
        two,
        (["makemigrations", "-n", "one"], []),
        (["migrate"], []),
        (["squashmigrations", "app", "0002"], ["y"]),
        (["showmigrations", "-v", "2"], []),
        (["migrate"], []),
        (["showmigrations", "-v", "2"], []),
        (["showmigrations", "--plan", "-v", "2"], []),
    ]
    renamed = HEAD + "class Happening(models.Model):\n    pass\n"
    yield "content_type_of_a_renamed_model", event + "    pass\n", ["django.contrib.contenttypes"], [
        (["makemigrations"], []),
        (["migrate"], []),
        renamed,
        (["makemigrations"], ["y"]),
        (["migrate", "-v", "2"], []),
        (["migrate", "app", "0001"], []),
        "INSERT INTO django_content_type (app_label, model) VALUES ('app', 'happening')",
        (["migrate"], []),
    ]
    yield "column_that_is_gone", event + "    one = models.IntegerField(null=True)\n", [], [
        (["makemigrations"], []),
        (["migrate"], []),
        "ALTER TABLE app_event DROP COLUMN one",
        event + "    pass\n",
        (["makemigrations"], []),
        (["migrate"], []),
    ]
    named = event + "    class Meta:\n        default_manager_name = 'nothing'\n"
    yield "manager_that_is_not_there", named, [], [(["check"], []), (["makemigrations"], [])]
    yield from renamed_bases()
    yield from models_that_go()
    yield from other_parents()
    late = HEAD + "class Event(models.Model):\n    class Meta:\n        constraints = [models.UniqueConstraint(fields=['pk'], name='late', deferrable=models.Deferrable.DEFERRED)]\n"
    yield "late_constraint_on_the_key", event + "    pass\n", [], [*applied(), late, *applied()]
    ends = HEAD + PAIR + "class Event(models.Model):\n    {}\n\n\nclass Link(models.Model):\n    event = models.ForeignKey(Event, models.CASCADE)\n"
    for number, field in enumerate(("pairs = models.ManyToManyField(Pair)", "pairs = models.ManyToManyField(Pair, through='Link')", "pairs = models.ManyToManyField(Pair, through='Nowhere')")):
        yield f"composite_key_at_an_end_{number}", ends.format(field), [], [(["check"], [])]
    overrides = {"plain": "IntegerField(null=True)", "key": "ForeignKey('self', models.CASCADE, null=True)", "one": "OneToOneField('self', models.CASCADE, null=True)", "pairs": "ManyToManyField('self')", "file": "FileField()"}
    for kind, field in overrides.items():
        yield f"check_overridden_by_{kind}", event + f"    check = models.{field}\n", [], [(["check"], [])]
    stranger = event + "    class Meta:\n        app_label = 'nowhere'\n\n\nclass Visit(models.Model):\n    event = models.ForeignKey({}, models.CASCADE)\n"
    for number, target in enumerate(("Event", "'nowhere.Event'")):
        yield f"model_of_an_unknown_app_{number}", stranger.format(target), [], [(["makemigrations"], [])]
    yield "text_for_bytes", event + "    pass\n", [], [*applied(), event + "    data = models.BinaryField()\n", (["makemigrations"], ["1", "'text'"]), (["migrate"], [])]
    yield "field_as_database_default", event + "    pass\n", [], [*applied(), event + "    number = models.IntegerField(db_default=models.F('id'))\n", *applied("app")]
    keyless = event + "    {}\n\n\nclass Visit(models.Model):\n    event = models.ForeignKey(Event, models.CASCADE, null=True)\n\n\nclass Base(models.Model):\n    pass\n"
    yield "key_that_others_refer_to_goes", keyless.format("pass"), [], [*applied(), keyless.format("code = models.IntegerField(primary_key=True)"), (["makemigrations"], ["1", "1"]), *applied("app")]
    ordered = HEAD + "class One(models.Model):\n    {}\n\n\nclass Link(models.Model):\n    one = models.ForeignKey(One, models.CASCADE)\n    two = models.ForeignKey('Two', models.CASCADE)\n\n    class Meta:\n        order_with_respect_to = 'one'\n\n\nclass Two(models.Model):\n    pass\n"
    without = HEAD + "class One(models.Model):\n    pass\n\n\nclass Two(models.Model):\n    pass\n"
    back = [(["sqlmigrate", "app", "0002", "--backwards"], []), (["migrate", "app", "zero"], [])]
    yield "ordered_pairs_that_go", ordered.format("links = models.ManyToManyField('Two', through='Link')"), [], [*applied(), without, *applied("app"), *back]
    own = PAIR.replace("a = models", "events = models.ManyToManyField('Event'{})\n    a = models")
    for number, options in enumerate(("", ", through='Link'", ", through='Link', through_fields=('pair', 'event')")):
        link = "class Link(models.Model):\n    event = models.ForeignKey(Event, models.CASCADE)\n    pair = models.ForeignKey(Pair, models.CASCADE)\n"
        yield f"composite_key_of_its_own_{number}", HEAD + own.format(options) + "class Event(models.Model):\n    pass\n\n\n" + link, [], [(["check"], [])]


PAIR = "class Pair(models.Model):\n    pk = models.CompositePrimaryKey('a', 'b')\n    a = models.IntegerField()\n    b = models.IntegerField()\n\n\n"
YES = ["y"] * 9


def applied(app=None):
    """What is made of an edit: migrations, their SQL, tables."""
    looked_at = [([*("sqlmigrate", app, "0002"), *words], []) for words in ([], ["--backwards"]) if app]
    return [(["makemigrations"], YES), *looked_at, (["migrate"], []), (["migrate"], [])]


def renamed_bases():
    """A model is renamed that others are based on, which Django does not follow."""
    parent = "class {0}(models.Model):\n    number = models.IntegerField(null=True)\n"
    kinds = {
        "proxy": ("    class Meta:\n        proxy = True\n", "        ordering = ['pk']\n"),
        "child": ("    other = models.IntegerField(null=True)\n", "    more = models.IntegerField(null=True)\n"),
    }
    imported = HEAD + "from app.models import {0}\n\n\nclass Kid({0}):\n"
    for kind, (body, more) in kinds.items():
        here = HEAD + parent + f"\n\nclass Kid({{0}}):\n{body}"
        back = [(["migrate", "app", "0001"], []), (["migrate"], [])]
        yield f"renamed_base_of_a_{kind}", here.format("Old"), [], [*applied(), here.format("New"), *applied("app"), *back]
        yield f"renamed_base_of_a_changed_{kind}", here.format("Old"), [], [*applied(), here.format("New") + more, *applied("app"), *back]
        pointed = here + "\n\nclass Other(models.Model):\n    one = models.ForeignKey({0}, models.CASCADE, null=True)\n    kid = models.ForeignKey(Kid, models.CASCADE, null=True, related_name='others')\n"
        yield f"renamed_base_of_a_{kind}_with_relations", pointed.format("Old"), [], [*applied(), pointed.format("New"), *applied("app"), *back]
        grandchild = here + "\n\nclass Grandkid(Kid):\n    last = models.IntegerField(null=True)\n"
        yield f"renamed_base_of_a_{kind}_with_a_child", grandchild.format("Old"), [], [*applied(), grandchild.format("New"), *applied("app"), *back]
        apps = lambda name, added="": {"app": HEAD + parent.format(name), "far": imported.format(name) + body + added}
        edit = lambda name, added="": {f"{app}/models.py": text for app, text in apps(name, added).items()}
        yield f"renamed_base_of_a_{kind}_elsewhere", apps("Old"), [], [*applied(), edit("New"), *applied(), *back]
        yield f"renamed_base_of_a_changed_{kind}_elsewhere", apps("Old"), [], [*applied(), edit("New", more), *applied(), *back]
        # The proxy or child goes with the next migration, so that everything can be rendered again.
        alone = {"app/models.py": HEAD + parent.format("New"), "far/models.py": HEAD}
        yield f"renamed_base_of_a_lost_{kind}", apps("Old"), [], [*applied(), edit("New"), (["makemigrations"], YES), alone, *applied(), *back]


def models_that_go():
    """A model is deleted while others point to it or are based on it."""
    two = HEAD + "class One(models.Model):\n    pass\n\n\nclass Two(models.Model):\n    pass\n\n\n"
    holder = "class Holder(models.Model):\n    many = models.ManyToManyField({}, related_name='+')\n"
    new = HEAD + "class Two(models.Model):\n    pass\n\n\n"
    back = [(["migrate", "app", "0001"], []), (["migrate"], []), (["migrate", "app", "zero"], [])]
    yield "target_of_pairs_that_goes", two + holder.format("One"), [], [*applied(), new + holder.format("Two"), *applied("app"), *back]
    third = HEAD + "class Three(models.Model):\n    pass\n\n\n" + holder.format("Three")
    yield "target_of_pairs_that_is_replaced", two + holder.format("One"), [], [*applied(), third, *applied("app"), *back]
    more = "    number = models.IntegerField(null=True)\n"
    yield "target_of_pairs_that_goes_with_a_field_more", two + holder.format("One"), [], [*applied(), new + holder.format("Two") + more, *applied("app"), *back]
    apps = lambda models, target: {"app/models.py": models, "far/models.py": HEAD + f"from app.models import {target}\n\n\n" + holder.format(target)}
    start = {path.split("/")[0]: text for path, text in apps(two, "One").items()}
    yield "target_of_pairs_elsewhere_that_goes", start, [], [*applied(), apps(new, "Two"), *applied(), (["migrate", "app", "zero"], []), (["migrate"], [])]
    child = "class Kid({}):\n    number = models.IntegerField(null=True)\n"
    proxy = "class Kid({}):\n    class Meta:\n        proxy = True\n"
    for kind, text in (("child", child), ("proxy", proxy)):
        yield f"base_of_a_{kind}_that_goes", two + text.format("One"), [], [*applied(), new + text.format("Two"), (["makemigrations"], ["1", "1", "1", "1"]), *applied("app"), *back]


def other_parents():
    """A child gets another parent, or none."""
    base = HEAD + "class One(models.Model):\n    pass\n\n\nclass Two(models.Model):\n    pass\n\n\n"
    child = base + "class Kid({}):\n    number = models.IntegerField(null=True)\n"
    rows = ["INSERT INTO app_one (id) VALUES (1)", "INSERT INTO app_two (id) VALUES (1)", "INSERT INTO app_kid (one_ptr_id, number) VALUES (1, 5)"]
    back = [(["migrate", "app", "0001"], []), (["migrate"], [])]
    for name, parents in {"another": "Two", "no": "models.Model", "a_second": "One, Two"}.items():
        for kind, inserted in (("empty", []), ("full", rows)):
            steps = [*applied(), *inserted, child.format(parents), (["makemigrations"], ["1", "1", "1", "1"]), *applied("app")[1:], *back]
            yield f"child_with_{name}_parent_{kind}", child.format("One"), [], steps


def recorded(scenario, recorder_class):
    """The case of a scenario."""
    name, models, django_apps, steps = scenario
    apps = models if isinstance(models, dict) else {"app": models}
    with recorder_class(name, {app: {"models.py": text} for app, text in apps.items()}, django_apps) as recorder:
        for step in steps:
            if isinstance(step, dict):
                recorder.edit(step)
            elif isinstance(step, tuple):
                words, answers = step
                left = list(answers)
                recorder.run(words, lambda transcript: left.pop(0) if left else None)
            elif step.startswith(("INSERT", "ALTER")):
                recorder.sql(step)
            else:
                recorder.edit({"app/models.py": step})
        return recorder.case()
