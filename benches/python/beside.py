"""Times the loops of loops.py in the sandbox and in the Python that runs this, in one run.

usage: python3 beside.py PATH_TO_MANAGE        (`cargo xtask bench python` does all of this)

What is compared is CPU time of whole processes less that of one that does nothing, so neither start
counts, and other work on the machine does not either. The best of some runs, which take turns.
"""

import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile

RUNS = 3
# So many times what loops.py calls one.
SCALE = 400
LOOPS = pathlib.Path(__file__).with_name("loops.py")
SETTINGS = 'SECRET_KEY = "only for this benchmark"\nINSTALLED_APPS = []\n'


def main():
    manage = os.path.abspath(sys.argv[1])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(LOOPS, folder)
        (pathlib.Path(folder) / "settings.py").write_text(SETTINGS)
        tools = [[sys.executable, "-c"], [manage, "shell", "--no-imports", "-c"]]
        print("| loop | CPython, s | sandbox, s | ratio |")
        print("|---|---|---|---|")
        sys.path.insert(0, folder)
        import loops

        idle = best(tools, "import loops", folder)
        sums = [0.0, 0.0]
        for work, count in loops.WORK:
            code = f"import loops; loops.{work.__name__}({count * SCALE})"
            times = [max(time - nothing, 1e-6) for time, nothing in zip(best(tools, code, folder), idle)]
            sums = [total + time for total, time in zip(sums, times)]
            row(work.__name__, *times)
        row("all", *sums)


def best(tools, code, folder):
    """The least CPU seconds that each tool takes to run the code."""
    times = [float("inf")] * len(tools)
    for _ in range(RUNS):
        for index, tool in enumerate(tools):
            times[index] = min(times[index], cpu([*tool, code], folder))
    return times


def cpu(command, folder):
    environment = dict(os.environ, DJANGO_SETTINGS_MODULE="settings", MIGRATION_SANDBOX_STEPS="100000000000", MIGRATION_SANDBOX_MEGABYTES="1024")
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def row(name, python, sandbox):
    print(f"| {name} | {python:.3f} | {sandbox:.3f} | {sandbox / python:.2f} |", flush=True)


if __name__ == "__main__":
    main()
