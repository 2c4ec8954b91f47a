"""Records what real Django's system checks say of the models in this folder.

    python tests/checks/record.py

needs Django 5.2 and writes, beside each `NAME.py`, the `models.py` of an app called `app`:

- `NAME.out`: what `check` prints,
- `NAME.database.out`: the same with `--database default`.

`# apps: […]` and `# settings: NAME = …` at the head of a file say what more is installed and set.
"""

import ast
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).parent
sys.dont_write_bytecode = True
sys.path.insert(0, str(HERE.parent / "conformance"))

from history.recorder import Recorder, import_django  # noqa: E402


def stated(text, what):
    found = re.search(rf"(?m)^# {what}: (.*)$", text)
    return found.group(1) if found else ""


def main():
    import_django()
    for path in sorted(HERE.glob("*.py")):
        if path.name == "record.py":
            continue
        text = path.read_text()
        apps = ast.literal_eval(stated(text, "apps") or "[]")
        name, _, value = stated(text, "settings").partition(" = ")
        settings = {name: ast.literal_eval(value)} if name else {}
        with Recorder(path.stem, {"app": {"models.py": text}}, apps, settings) as recorder:
            for ending, words in ((".out", ["check"]), (".database.out", ["check", "--database", "default"])):
                found = recorder.run(words)
                path.with_suffix(ending).write_text(re.sub(r"\bat 0x[0-9a-f]+", "at 0x…", found["transcript"]))


main()
