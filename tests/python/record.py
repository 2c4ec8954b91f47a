"""Records what CPython 3.11 prints for the cases of this folder: `python3 record.py [name ...]`.

A case is imported as a module, as the test does. The traceback of a case that raises is part of its
output, with this folder shown as `/project` and without the frames of the import machinery.
"""

import contextlib
import importlib
import io
import os
import pathlib
import sys
import tempfile
import types

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


SEPARATOR = "# ---\n"


def snippet(text, folder):
    """What CPython prints for one snippet, run as a module of its own."""
    path = folder / "snippet.py"
    path.write_text(text)
    module = types.ModuleType("snippet")
    module.__file__ = str(path)
    sys.modules["snippet"] = module
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        try:
            exec(compile(text, str(path), "exec"), module.__dict__)
        except BaseException:
            kind, value, trace = sys.exc_info()
            hide_library(value, str(folder), set())
            with contextlib.redirect_stderr(output):
                sys.__excepthook__(kind, value, value.__traceback__)
    return output.getvalue().replace(str(folder), "/project")


def hide_library(error, folder, seen):
    """Takes the frames of the standard library out of an exception's traceback: where CPython has a
    module in Python and the sandbox in Rust, the program's own frames are what both show."""
    if error is None or id(error) in seen:
        return
    seen.add(id(error))
    frames = []
    trace = error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename.startswith((folder, "<string>", "<expr>")):
            frames.append(trace)
        trace = trace.tb_next
    for frame, following in zip(frames, frames[1:] + [None]):
        frame.tb_next = following
    error.__traceback__ = frames[0] if frames else None
    for other in (error.__cause__, error.__context__, *getattr(error, "exceptions", ())):
        hide_library(other, folder, seen)


def snippets(names):
    """Answers the snippets of each topic; a set's order is that of `PYTHONHASHSEED=0`."""
    with tempfile.TemporaryDirectory() as folder:
        for path in sorted((FOLDER / "snippets").glob("*.py")):
            if names and path.stem not in names:
                continue
            texts = path.read_text().split(SEPARATOR)
            answers = [snippet(text, pathlib.Path(folder)) for text in texts]
            path.with_suffix(".out").write_text(SEPARATOR.join(answers))


def main(names):
    if os.environ.get("PYTHONHASHSEED") != "0":
        os.environ["PYTHONHASHSEED"] = "0"
        os.execv(sys.executable, [sys.executable, *sys.argv])
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(FOLDER))
    snippets(names)
    syntax()
    for path in sorted(FOLDER.glob("*.py")):
        name = path.stem
        if name == "record" or (names and name not in names):
            continue
        path.with_suffix(".out").write_text(run(name))


main(sys.argv[1:])
