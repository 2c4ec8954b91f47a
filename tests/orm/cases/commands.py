from django.core.management import call_command, CommandError

call_command("loaddata", "nothing.json")

call_command("loaddata")

call_command("loaddata", "nothing", foo=1)

call_command("nope")

call_command("dumpdata", "library.tag", indent=2)

call_command("dumpdata", "library.tag", format="jsonl")

call_command("dumpdata", "library.nope")

call_command("dumpdata", "nope")

call_command("dumpdata", "library.tag", foo=1, bar=2)

call_command("dumpdata", "library.tag", "--indent=1", "--pks", "1,2")

call_command("dumpdata", ["library.tag"], primary_keys="1")

import io

out = io.StringIO(); call_command("dumpdata", "library.tag", "library.memo", exclude=["library.tag"], stdout=out), out.getvalue()

call_command("dumpdata", "library.tag", format="yaml")

call_command("dumpdata", "library.tag", format="nope")

call_command("dumpdata", "--nope")

call_command("loaddata", "a.json", verbosity=0, app_label="library")

call_command("loaddata", "a.nope")
