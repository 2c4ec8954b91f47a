"""The answers that a session types, in order; read by the programs that record.py starts."""

import json
import os


def take():
    """The next answer. Raises what Ctrl-C and Ctrl-D raise in `input()`, also when none is left."""
    path = os.environ["SESSION_ANSWERS"]
    with open(path) as file:
        left = json.load(file)
    answer = left.pop(0) if left else "^D"
    with open(path, "w") as file:
        json.dump(left, file)
    return answer
