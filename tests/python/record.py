"""Records what CPython 3.11 prints for the cases of this folder: `python3 record.py [name ...]`.

A case is imported as a module, as the test does. The traceback of a case that raises is part of its
output, with this folder shown as `/project` and without the frames of the import machinery.
"""

import contextlib
import importlib
import io
import pathlib
import sys

FOLDER = pathlib.Path(__file__).resolve().parent


def run(name):
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            importlib.import_module(name)
        except BaseException:
            kind, value, trace = sys.exc_info()
            while trace and str(FOLDER / name) not in trace.tb_frame.f_code.co_filename:
                trace = trace.tb_next
            # The interpreter's own hook suggests names, which the module `traceback` does not.
            with contextlib.redirect_stderr(output):
                sys.__excepthook__(kind, value.with_traceback(trace), trace)
    return output.getvalue().replace(str(FOLDER), "/project")


def syntax():
    """Line, column, class and text of what CPython reports for each of the `syntax.cases`."""
    lines = []
    for case in (FOLDER / "syntax.cases").read_text().split("===\n"):
        try:
            compile(case, "case.py", "exec")
        except SyntaxError as error:
            kind = type(error).__name__
            lines.append(f"{error.lineno}:{error.offset}: {kind}: {error.msg}")
        else:
            lines.append("no error")
    (FOLDER / "syntax.out").write_text("\n".join(lines) + "\n")


def main(names):
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(FOLDER))
    syntax()
    for path in sorted(FOLDER.glob("*.py")):
        name = path.stem
        if name == "record" or (names and name not in names):
            continue
        path.with_suffix(".out").write_text(run(name))


main(sys.argv[1:])
