//! Runs every `tests/python/*.py` and compares what it prints with what CPython printed, which
//! `tests/python/record.py` keeps beside it in a `.out` file. `CASE=name` runs one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

#[path = "python/cpython_suite.rs"]
mod cpython_suite;
#[path = "python/snippets.rs"]
mod snippets;

use std::path::{Path, PathBuf};
use std::rc::Rc;

use migration_sandbox::python::{Importer, Interpreter, Options, Source};

/// Finds modules in the folder of the cases.
struct Folder(PathBuf);

impl Importer for Folder {
    fn find(&self, dotted: &str) -> Option<Source> {
        let path = dotted.replace('.', "/");
        [
            (format!("{path}.py"), false),
            (format!("{path}/__init__.py"), true),
        ]
        .into_iter()
        .find_map(|(path, is_package)| {
            let text = std::fs::read_to_string(self.0.join(&path)).ok()?;
            Some(Source {
                path: path.into(),
                text: text.into(),
                is_package,
                is_partial: false,
            })
        })
    }

    fn namespace_package(&self, dotted: &str) -> Option<Rc<str>> {
        let path = dotted.replace('.', "/");
        self.0.join(&path).is_dir().then(|| path.into())
    }
}

fn run(folder: &Path, name: &str) -> String {
    let mut interpreter = Interpreter::new(Rc::new(Folder(folder.to_owned())));
    let result = interpreter.import_module(name);
    let mut output = interpreter.take_output();
    if let Err(error) = result {
        output.push_str(&error.render(&mut interpreter));
    }
    output
}

#[test]
fn programs_print_what_cpython_prints() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let wanted = std::env::var("CASE").ok();
    let mut failures = Vec::new();
    let mut entries: Vec<PathBuf> = std::fs::read_dir(&folder)
        .expect("the folder of the cases")
        .flatten()
        .map(|it| it.path())
        .collect();
    entries.sort();
    for path in entries {
        let name = path
            .file_stem()
            .and_then(|it| it.to_str())
            .unwrap_or_default()
            .to_owned();
        let expected = std::fs::read_to_string(path.with_extension("out"));
        let (true, Ok(expected)) = (path.extension().is_some_and(|it| it == "py"), expected) else {
            continue;
        };
        if wanted.as_ref().is_some_and(|wanted| *wanted != name) {
            continue;
        }
        let actual = run(&folder, &name);
        if actual != expected {
            failures.push(difference(&name, &expected, &actual));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

/// A thousand and a half small programs, of which those that still differ are listed by topic and
/// number: `CASE=topic` shows how.
#[test]
fn snippets_do_what_they_do_in_cpython() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python/snippets");
    let wanted = std::env::var("CASE").ok();
    let listed = std::fs::read_to_string(folder.join("differing.txt")).expect("the list");
    let (count, differences) = snippets::differences(&folder, wanted.as_deref());
    if wanted.is_some() {
        let texts: Vec<&str> = differences.iter().map(|it| it.text.as_str()).collect();
        println!("{}\n{} of {count} differ", texts.join("\n"), texts.len());
        return;
    }
    assert!(count >= 1500, "there are only {count} snippets");
    let listed: Vec<&str> = listed.lines().filter(|it| !it.starts_with('#')).collect();
    let new: Vec<&str> = differences
        .iter()
        .filter(|it| !listed.contains(&it.name.as_str()))
        .map(|it| it.text.as_str())
        .collect();
    assert!(new.is_empty(), "{} differ:\n{}", new.len(), new.join("\n"));
    let mended: Vec<&&str> = listed
        .iter()
        .filter(|listed| !differences.iter().any(|it| it.name == **listed))
        .collect();
    assert!(mended.is_empty(), "no longer differ: {mended:?}");
}

/// CPython's own tests, which `tests/python/cpython_suite.py` prepares in the folder that
/// `CPYTHON_SUITE` names.
#[test]
fn cpython_suite() {
    if let Ok(folder) = std::env::var("CPYTHON_SUITE") {
        cpython_suite::run(folder.into());
    }
}

fn difference(name: &str, expected: &str, actual: &str) -> String {
    let (expected, actual): (Vec<_>, Vec<_>) =
        (expected.lines().collect(), actual.lines().collect());
    let mut text = format!("== {name}");
    let mut shown = 0;
    for index in 0..expected.len().max(actual.len()) {
        let (one, other) = (expected.get(index), actual.get(index));
        if one != other && shown < 12 {
            shown += 1;
            text.push_str(&format!(
                "\n  line {}\n    CPython: {}\n    here:    {}",
                index + 1,
                one.unwrap_or(&"(nothing)"),
                other.unwrap_or(&"(nothing)")
            ));
        }
    }
    text
}

/// Runs a text as a module of its own.
fn run_text(text: &str) -> String {
    struct One(String);
    impl Importer for One {
        fn find(&self, dotted: &str) -> Option<Source> {
            (dotted == "case").then(|| Source {
                path: "case.py".into(),
                text: self.0.as_str().into(),
                is_package: false,
                is_partial: false,
            })
        }
    }
    let mut options = Options::default();
    options.limits.steps = 8_000_000;
    let mut interpreter = Interpreter::with_options(Rc::new(One(text.to_owned())), options);
    match interpreter.import_module("case") {
        Ok(_) => interpreter.take_output(),
        Err(error) => error.summary(&mut interpreter),
    }
}

#[test]
fn syntax_errors_read_as_cpythons() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/python");
    let cases = std::fs::read_to_string(folder.join("syntax.cases")).expect("the cases");
    let expected = std::fs::read_to_string(folder.join("syntax.out")).expect("their record");
    let mut failures = Vec::new();
    let cases: Vec<&str> = cases.split("===\n").collect();
    for (case, expected) in cases.iter().zip(expected.lines()) {
        let actual = first_problem(case).unwrap_or_else(|| "no error".to_owned());
        if actual != expected {
            failures.push(format!(
                "{case}  CPython: {expected}\n  here:    {actual}\n"
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "{} of {}
{}",
        failures.len(),
        cases.len(),
        failures.join(
            "
"
        )
    );
}

fn first_problem(case: &str) -> Option<String> {
    let mut interpreter = Interpreter::new(Rc::new(Folder(PathBuf::new())));
    let module = Rc::new(migration_sandbox::python::Module::new("case"));
    let error = interpreter.execute(case, &module).err()?;
    let part = |name: &str| error.exception.as_instance().and_then(|it| it.get(name));
    let number = |name: &str| part(name).and_then(|it| it.as_i64()).unwrap_or(0);
    // A text that parses and then fails when it runs has no place.
    let message = part("msg").and_then(|it| it.as_text())?;
    let (line, column) = (number("lineno"), number("offset"));
    Some(format!(
        "{line}:{column}: {}: {message}",
        error.class_name()
    ))
}

#[test]
fn nothing_that_a_program_does_ends_the_host() {
    let check = |text: &str, expected: &str| {
        let actual = run_text(text);
        assert!(
            actual.starts_with(expected),
            "{}\n  gives {actual}",
            &text[..text.len().min(80)]
        );
    };
    let nested = |open: &str, inner: &str, close: &str, times: usize| {
        format!("x = {}{inner}{}\n", open.repeat(times), close.repeat(times))
    };
    check(
        &nested("(", "1", ")", 10_000),
        "SyntaxError: too many nested parentheses",
    );
    check(&nested("[", "", "]", 150), "");
    for prefix in ["-", "not ", "lambda: ", "1 if 1 else ", "1 + ", "a."] {
        check(
            &nested(prefix, "b", "", 100_000),
            "SyntaxError: too many nested",
        );
    }
    check(&nested("1 + ", "1", "", 150), "");
    check(&nested("-", "1", "", 150), "");
    check(
        &format!("x = a{}", "[0]".repeat(100_000)),
        "SyntaxError: too many nested",
    );
    check(
        &format!("x = f{}", "()".repeat(100_000)),
        "SyntaxError: too many nested",
    );
    let ifs: String = (0..200)
        .map(|depth| format!("{}if 1:\n", " ".repeat(depth)))
        .collect();
    check(&ifs, "IndentationError: too many levels of indentation");
    for (start, step) in [
        ("a = []", "a = [a]"),
        ("a = ()", "a = (a,)"),
        ("a = {}", "a = {1: a}"),
        ("class N: pass\na = N()", "b = N(); b.a = a; a = b"),
        ("def w(f): return lambda: f()\nf = print", "f = w(f)"),
        ("a = iter([])", "a = map(str, a)"),
    ] {
        check(
            &format!("{start}\nfor i in range(100000):\n    {step}\n"),
            "",
        );
    }
    let deep = "a = []\nb = []\nfor i in range(100000):\n    a = [a]; b = [b]\n";
    for end in [
        "repr(a)",
        "a == b",
        "import copy\ncopy.deepcopy(a)",
        "import json\njson.dumps(a)",
    ] {
        check(&format!("{deep}{end}"), "RecursionError");
    }
    check(
        "a = iter([])\nfor i in range(100000):\n    a = map(str, a)\nnext(a)\n",
        "RecursionError",
    );
    check(
        "a = ()\nfor i in range(100000):\n    a = (a,)\nhash(a)\n",
        "RecursionError",
    );
    check("a = []\na.append(a)\nprint(a)\n", "[[...]]");
    check(
        "def f():\n    f()\nf()\n",
        "RecursionError: maximum recursion depth exceeded",
    );
    for (body, end) in [
        ("def __init__(self): A()", "A()"),
        ("def __getattr__(self, n): return self.x", "A().y"),
        ("p = property(lambda self: self.p)", "A().p"),
        ("def __eq__(self, o): return self == o", "A() == A()"),
        ("def __repr__(self): return repr(self)", "repr(A())"),
    ] {
        check(&format!("class A:\n    {body}\n{end}\n"), "RecursionError");
    }
    check(
        "def g():\n    yield from g()\nlist(g())\n",
        "RecursionError",
    );
    check(
        "while True:\n    pass\n",
        "TimeoutError: the program was stopped",
    );
    check(
        "while True:\n    try:\n        while True: pass\n    except BaseException:\n        pass\n",
        "TimeoutError",
    );
    check(
        "x = 3
while 1: x *= x",
        "TimeoutError",
    );
    for growth in [
        "x = 'a'
while 1: x += x",
        "x = [1]
while 1: x += x",
    ] {
        check(growth, "MemoryError");
    }
    for large in [
        "'x' * 10 ** 12",
        "[0] * 10 ** 12",
        "list(range(10 ** 12))",
        "'%1000000000d' % 1",
        "f'{1:1000000000}'",
        "1 << 10 ** 12",
        "10 ** 10 ** 10",
    ] {
        check(&format!("x = {large}\n"), "MemoryError");
    }
    check("import re\nre.match('(a*)*b', 'a' * 50)", "TimeoutError");
    check("import re\nre.compile('(' * 100000)", "re.error");
    check("import json\njson.loads('[' * 100000)", "RecursionError");
    check("x = sum(iter(int, 1))", "TimeoutError");
}
