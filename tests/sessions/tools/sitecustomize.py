"""Python imports this when it starts: a clock that stands still, and answers for `input()`."""

import builtins
import sys


def answered(prompt=""):
    from answers import take

    sys.stdout.write(str(prompt))
    answer = take()
    sys.stdout.write(f"«{answer}»" + "\n" * (answer not in ("^C", "^D")))
    if answer == "^C":
        raise KeyboardInterrupt
    if answer == "^D":
        raise EOFError("EOF when reading a line")
    return answer


def answered_secretly(prompt="Password: ", stream=None):
    try:
        return answered(prompt)
    except EOFError:
        raise EOFError from None


def stop_clock():
    import datetime
    import types

    import django.db.migrations.recorder
    import django.db.migrations.utils
    import django.db.migrations.writer
    import django.utils.timezone

    moment = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)

    def now():
        return moment

    # A default still serializes by its name.
    now.__module__, now.__qualname__ = "django.utils.timezone", "now"
    django.utils.timezone.now = now
    django.db.migrations.writer.now = now
    django.db.migrations.recorder.now = now
    stopped = type("datetime", (datetime.datetime,), {"now": classmethod(lambda cls, tz=None: moment)})
    django.db.migrations.utils.datetime = types.SimpleNamespace(datetime=stopped)


if any("manage.py" in word or "django" in word for word in sys.orig_argv) or len(sys.orig_argv) == 1:
    import getpass

    builtins.input = answered
    getpass.getpass = answered_secretly
    sys.stdin = type("Terminal", (), {"isatty": lambda self: True, "fileno": lambda self: 0})()
    if len(sys.orig_argv) > 1:
        stop_clock()
