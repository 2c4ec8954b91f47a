//! Runs every `tests/python/*.py` and compares what it prints with what CPython printed, which
//! `tests/python/record.py` keeps beside it in a `.out` file. `CASE=name` runs one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use std::path::{Path, PathBuf};
use std::rc::Rc;

use migration_sandbox::python::{Importer, Interpreter, Source};

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
