import io

from django.core.management import call_command

def told(*args, **options):
    out = io.StringIO(); result = call_command(*args, stdout=out, **options); return result, out.getvalue()

told("migrate")

told("migrate", "library", verbosity=0)

told("showmigrations", "library")

told("showmigrations", "--plan")[1].splitlines()[:2]

told("showmigrations", format="plan")[1].splitlines()[-1]

told("check")

call_command("check")

told("makemigrations")

told("makemigrations", check=True)

told("makemigrations", "--check", "--dry-run")

told("makemigrations", "library", dry_run=True)

told("migrate", "nope")

told("migrate", "library", "zzz")

told("migrate", foo=1)

told("check", foo=1, bar=2)

told("migrate", "--foo")

told("migrate", plan=True)

told("sqlmigrate", "library", "0001")[1].splitlines()[:5]

told("sqlmigrate", "library", "0001")[0].splitlines()[-1], call_command("migrate", verbosity=0)

told("sqlmigrate")

try:
    told("showmigrations", "nope", stderr=io.StringIO())
except SystemExit as end:
    print(end.code)

told("flush", interactive=False), Tag.objects.count()

Tag.objects.create(slug="again"), told("flush", "--noinput", verbosity=0), Tag.objects.exists()

told("migrate", "lab", "zero")

told("showmigrations", "lab")

told("migrate", app_label="lab", verbosity=0), told("showmigrations", "lab")[1]

told("migrate", "lab", "zero", fake=True)[1].splitlines()[-1], told("migrate", "lab", fake=True)[1].splitlines()[-1]

told("check", "--tag", "models")

told("check", tags=["models"])

told("migrate", check_unapplied=True)

call_command("migrate", "library", verbosity=2)

told("optimizemigration", "library", "0001")
