"""Random edit histories, in real Django and in the engine.

    python histories.py record COUNT SEED FOLDER       (real Django: a case per history)
    python histories.py situations FOLDER              (real Django: a case per situation of `situations.py`)
    python histories.py archive COUNT SEED FILE        (both, the histories short, in one compressed file)
    python histories.py compare COUNT SEED CONFORMANCE (real Django beside the engine: no difference)
    python histories.py replay CASES CONFORMANCE       (recorded cases, a folder or an archive: no Django)

CONFORMANCE is the path of the program `conformance`. A history is told by its seed: to see one again,
`compare 1 SEED CONFORMANCE`. `record` and `compare` need an interpreter that has Django 5.2.
"""

import json
import lzma
import os
import pathlib
import sys

sys.dont_write_bytecode = True

from history.comparison import differences, replayed  # noqa: E402

# A short history keeps an archive small.
SHORT = 2


def main():
    commands = {"record": record, "situations": situations, "archive": archive, "compare": compare, "replay": replay}
    try:
        command, words = commands[sys.argv[1]], sys.argv[2:]
    except (IndexError, KeyError):
        sys.exit(__doc__)
    return command(*words)


def record(count, seed, folder):
    written(invented(count, seed), pathlib.Path(folder))


def situations(folder):
    written(stated(), pathlib.Path(folder))


def written(cases, folder):
    folder.mkdir(parents=True, exist_ok=True)
    for case in cases:
        path = folder / f"{case['scenario']['name']}.json"
        path.write_text(json.dumps(case, indent=1))


def archive(count, seed, path):
    cases = [*stated(), *invented(count, seed, SHORT)]
    text = "".join(json.dumps(case, separators=(",", ":")) + "\n" for case in cases)
    pathlib.Path(path).write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


def compare(count, seed, conformance):
    told(invented(count, seed), conformance)


def replay(cases, conformance):
    told(recorded(pathlib.Path(cases)), conformance)


def invented(count, seed, acts=None):
    fixed_hashes()
    from history import acts as play
    from history.recorder import import_django

    import_django()
    for number in range(int(seed), int(seed) + int(count)):
        yield play.invented_case(number, acts)


def stated():
    fixed_hashes()
    from history import situations
    from history.recorder import Recorder, import_django

    import_django()
    for scenario in situations.scenarios():
        yield situations.recorded(scenario, Recorder)


def recorded(path):
    if path.is_dir():
        yield from (json.loads(file.read_text()) for file in sorted(path.glob("*.json")))
    else:
        yield from map(json.loads, lzma.decompress(path.read_bytes()).splitlines())


def told(cases, conformance):
    """Compares; the last line says how many are equal."""
    conformance = os.path.abspath(conformance)
    count = steps = failed = 0
    for case in cases:
        count, steps = count + 1, steps + len(case["scenario"]["steps"])
        found = differences(case, replayed(conformance, case))
        if found:
            failed += 1
            print(f"--- {case['scenario']['name']}\n{found}", flush=True)
    print(f"{count - failed} of {count} histories equal, {steps} steps")
    sys.exit(1 if failed or not count else 0)


def fixed_hashes():
    """Django iterates over sets of names: their order is compared, so it has to be the one that is reproduced."""
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.execve(sys.executable, [sys.executable, *sys.argv], {**os.environ, "PYTHONHASHSEED": "0"})


if __name__ == "__main__":
    main()
