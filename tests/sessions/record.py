"""Asks real Django what the sessions of this folder print, and writes it into them.

    python tests/sessions/record.py [--check] [NAME.md]...

needs Django 5.2, bash and sqlite3. `README.md` says how a session is written. Whoever moves to
another Django runs this and reads the difference.

Each test runs in a temporary project with a clock that stands at 2025-01-01 00:00 UTC,
`PYTHONHASHSEED=0` and a terminal of 80 columns. Of its output this is changed:

- the project's path is `/project`, and Python's is `python`;
- Django's files stand without the folder that they are installed in;
- a migration took `(0.000s)`, and bash does not name itself;
- the frames of a traceback that are not in the project (Django's, Python's, `manage.py`'s) are left
  out; `...` stands where none is left;
- objects have the address 0x7f0000000000.
"""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

FOLDER = Path(__file__).resolve().parent
ANSWER = re.compile("«([^»\n]*)»")
FILE_NAME = re.compile(r"^`([^`]+)`:$")
FENCE = re.compile(r"^(`{3,})(\w*)$")


class Block:
    """A fenced block: the lines between its fences, and the file that they are, if any."""

    def __init__(self, language, path, first):
        self.language, self.path, self.first = language, path, first
        self.lines = []


def tests_of(text):
    """The blocks under each `##` heading, those before the first one added in front."""
    shared, tests, blocks = [], [], None
    path = block = fence = None
    for number, line in enumerate(text.splitlines()):
        if block is not None:
            if line == fence:
                (shared if blocks is None else blocks).append(block)
                block = None
            else:
                block.lines.append(line)
        elif match := FENCE.match(line):
            fence = match[1]
            block, path = Block(match[2], path, number + 1), None
        elif match := FILE_NAME.match(line):
            path = match[1]
        elif line.startswith("## "):
            blocks = []
            tests.append((line[3:], blocks))
    return [(title, shared + blocks) for title, blocks in tests]


def apps_of(blocks):
    """The first folders that hold models or migrations, in the order in which they appear."""
    paths = [block.path for block in blocks if block.path]
    apps = [path.split("/")[0] for path in paths if re.match(r"\w+/(models|apps|migrations)\b", path)]
    return list(dict.fromkeys(apps))


def start(project, blocks):
    for path in (FOLDER / "project").rglob("*.py"):
        write(project, path.relative_to(FOLDER / "project"), path.read_text())
    settings = project / "config/settings.py"
    apps = apps_of(blocks)
    settings.write_text(settings.read_text().replace("INSTALLED_APPS = []", f"INSTALLED_APPS = {json.dumps(apps)}"))
    for app in apps:
        write(project, f"{app}/__init__.py", "")
        write(project, f"{app}/migrations/__init__.py", "")


def write(project, path, text):
    target = project / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(text)


def record(blocks):
    """What each console block should read, by the number of its first line."""
    recorded = {}
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder).resolve()
        project, tools = folder / "project", folder / "tools"
        project.mkdir()
        install(tools)
        start(project, blocks)
        where = project
        for block in blocks:
            if block.path:
                write(project, block.path, "".join(line + "\n" for line in block.lines))
            elif block.language == "console":
                lines = []
                for command, answers in commands_of(block):
                    output, status, where = run(project, tools, where, command, answers)
                    lines += [f"$ {command}", *output.splitlines()]
                    lines += [f"? {status}"] if status else []
                recorded[block.first] = (len(block.lines), lines)
    return recorded


def commands_of(block):
    commands = []
    for line in block.lines:
        if line.startswith("$ "):
            commands.append((line[2:], []))
        elif commands:
            commands[-1][1].extend(ANSWER.findall(line))
    return commands


def install(tools):
    """A folder of programs that stand before the system's."""
    write(tools, "python", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    write(tools, "python3", f'#!/bin/sh\nexec {sys.executable} "$@"\n')
    write(tools, "django-admin", f'#!/bin/sh\nexec {Path(sys.executable).parent}/django-admin "$@"\n')
    write(tools, "sqlite3", f'#!/bin/sh\nexec {sys.executable} {FOLDER}/tools/interactive_sqlite.py "$@"\n')
    for tool in tools.iterdir():
        tool.chmod(0o755)


def run(project, tools, where, command, answers):
    script = 'cd "$1"; eval "$2"; status=$?; pwd > "$3"; exit $status'
    left, folder = tools / "answers.json", tools / "folder"
    left.write_text(json.dumps(answers))
    environment = {
        "COLUMNS": "80",
        "HOME": str(project),
        "LANG": "C.UTF-8",
        "PATH": f"{tools}:/usr/bin:/bin",
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": str(FOLDER / "tools"),
        "PYTHONUNBUFFERED": "1",
        "SESSION_ANSWERS": str(left),
        "USER": "user",
    }
    ended = subprocess.run(
        ["bash", "-c", script, "bash", str(where), command, str(folder)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    if unused := json.loads(left.read_text()):
        print(f"nobody asked for {unused}: {command}", file=sys.stderr)
    where = Path(folder.read_text().strip()) if folder.exists() else where
    return normalised(ended.stdout, project), ended.returncode, where


def normalised(text, project):
    text = without_foreign_frames(text, project)
    text = text.replace(str(project), "/project").replace(sys.executable, "python")
    text = re.sub(r"\(/[^()\n]*site-packages/[^()\n]*\)", "(unknown location)", text)
    text = re.sub(r"/\S*site-packages/", "", text)
    text = re.sub(r"(?m)^bash: line \d+: ", "", text)
    text = re.sub(r"\(\d+\.\d{3}s\)", "(0.000s)", text)
    return re.sub(r"\b0x[0-9a-f]{8,}", "0x7f0000000000", text)


def without_foreign_frames(text, project):
    """Keeps of a traceback the frames that are in the project."""
    kept, shown = [], None
    lines = text.splitlines(keepends=True)
    for at, line in enumerate(lines):
        frame = re.match(r'  File "([^"]+)", line \d+(, in .*)?$', line)
        if line.rstrip().endswith("Traceback (most recent call last):"):
            shown, keeping, heading = 0, True, len(kept)
        elif frame and shown is not None:
            path = frame[1]
            own = path.startswith(f"{project}/") or path in ("<string>", "<console>")
            keeping = own and path != f"{project}/manage.py"
            # Without a function it is the place of a SyntaxError.
            shown += keeping and frame[2] is not None
        elif shown is not None and not line.startswith("  "):
            if not shown:
                kept.insert(heading + 1, "  ...\n")
            shown, keeping = None, True
        if shown is None or keeping:
            kept.append(line)
    return "".join(kept)


def rewrite(path, only_check):
    text = path.read_text()
    lines = text.splitlines()
    recorded = {}
    for title, blocks in tests_of(text):
        recorded |= record(blocks)
    for first, (count, new) in sorted(recorded.items(), reverse=True):
        lines[first : first + count] = new
    written = "\n".join(lines) + "\n"
    changed = written != text
    if changed and not only_check:
        path.write_text(written)
    return changed


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="only say which files would change")
    parser.add_argument("files", nargs="*", type=Path)
    options = parser.parse_args()
    not_recorded = {FOLDER / "README.md", FOLDER / "console.md"}
    files = [FOLDER / file.name for file in options.files] or sorted(set(FOLDER.glob("*.md")) - not_recorded)
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        changed = list(pool.map(lambda path: rewrite(path, options.check), files))
    for path, change in zip(files, changed):
        print(f"{path.name}: {'changed' if change else 'as recorded'}")
    sys.exit(1 if options.check and any(changed) else 0)


if __name__ == "__main__":
    main()
