"""Records what SQLite answers to the statements of the fixtures beside this file.

    python3 tests/database/record.py [name ...]

A fixture is a script. Each statement is followed by its answer, which this program writes:

    -- = row, a line for each        -- ! Class: message        (nothing: no rows)

`-- now: …` at the head sets the clock. Run it with SQLite 3.40.
"""

import pathlib
import re
import sqlite3
import sys

HERE = pathlib.Path(__file__).parent
NOW = "2025-01-01 00:00:00"


def statements(script):
    """The script without answers, cut into statements with the comments before them."""
    lines = [line for line in script.splitlines() if not re.match(r"-- [=!]", line)]
    pending = []
    for line in lines:
        pending.append(line)
        text = "\n".join(pending)
        code = re.sub(r"(?m)^--.*$", "", text).strip()
        if code and sqlite3.complete_statement(text):
            yield text
            pending = []
    if pending:
        yield "\n".join(pending)


def literal(value):
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return "x'" + value.hex() + "'"
    if isinstance(value, str):
        return "'" + value.replace("'", "''").replace("\n", "\\n") + "'"
    return repr(value)


def answer(connection, statement):
    code = re.sub(r"(?m)^--.*\n?", "", statement).strip()
    if not code:
        return []
    code = code.replace("'now'", f"'{NOW}'")
    try:
        rows = connection.execute(code.rstrip(";")).fetchall()
    except (sqlite3.Error, sqlite3.Warning) as error:
        name = type(error).__name__
        return [f"-- ! {'ProgrammingError' if name == 'Warning' else name}: {error}"]
    return ["-- = " + " | ".join(map(literal, row)) for row in rows]


def record(path):
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    output = []
    for statement in statements(path.read_text()):
        output.append(statement)
        output.extend(answer(connection, statement))
    path.write_text("\n".join(output).rstrip("\n") + "\n")


if __name__ == "__main__":
    names = sys.argv[1:] or sorted(path.stem for path in HERE.glob("*.sql"))
    for name in names:
        record(HERE / f"{name}.sql")
