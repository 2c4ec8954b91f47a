"""Situations that random histories meet too seldom, as scenarios."""

HEAD = "import datetime\n\nfrom django.db import models\n\n\n"
ROW = "INSERT INTO app_event DEFAULT VALUES"


def scenarios():
    """(name, models.py, further apps, steps); a step is a text for `models.py`, a list of words with its
    answers, or SQL."""
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


def recorded(scenario, recorder_class):
    """The case of a scenario."""
    name, models, django_apps, steps = scenario
    with recorder_class(name, {"app": {"models.py": models}}, django_apps) as recorder:
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
