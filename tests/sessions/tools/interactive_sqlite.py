"""`sqlite3` whose interactive lines are a session's answers."""

import os
import subprocess
import sys

from answers import take

PROGRAM = "/usr/bin/sqlite3"
PROMPTS = (b"sqlite> ", b"   ...> ")
words = sys.argv[1:]
if len([word for word in words if not word.startswith("-")]) != 1:
    os.execv(PROGRAM, ["sqlite3", *words])

shell = subprocess.Popen(
    [PROGRAM, "-interactive", *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, bufsize=0
)
typed = b""
while True:
    read = b""
    while not read.endswith(PROMPTS):
        byte = shell.stdout.read(1)
        if not byte:
            break
        read += byte
    # Without a terminal the shell echoes what it reads.
    sys.stdout.write(read.removeprefix(typed).decode())
    if not read.endswith(PROMPTS):
        break
    answer = take()
    sys.stdout.write(f"«{answer}»" + "\n" * (answer != "^D"))
    if answer == "^D":
        shell.stdin.close()
        break
    typed = f"{answer}\n".encode()
    shell.stdin.write(typed)
sys.exit(shell.wait())
