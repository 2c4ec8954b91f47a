//! Runs the snippets of `tests/python/snippets/*.py`, which `# ---` separates, each in a fresh
//! module, and compares with CPython's answers in the `.out` file beside it.

use std::path::Path;
use std::rc::Rc;

use migration_sandbox::python::{Importer, Interpreter, Source};

/// Stands between two snippets, and between two answers.
const SEPARATOR: &str = "# ---\n";

/// A snippet that CPython answers otherwise.
pub struct Difference {
    /// Topic and number.
    pub name: String,
    /// The snippet and both answers.
    pub text: String,
}

/// How many snippets there are, and which CPython answers otherwise.
pub fn differences(folder: &Path, wanted: Option<&str>) -> (usize, Vec<Difference>) {
    let mut paths: Vec<_> = std::fs::read_dir(folder)
        .expect("the folder of the snippets")
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|it| it == "py"))
        .collect();
    paths.sort();
    let (mut count, mut differences) = (0, Vec::new());
    for path in paths {
        let topic = path.file_stem().and_then(|it| it.to_str());
        let topic = topic.unwrap_or_default();
        if wanted.is_some_and(|wanted| wanted != topic) {
            continue;
        }
        let snippets = std::fs::read_to_string(&path).expect("the snippets");
        let answers = std::fs::read_to_string(path.with_extension("out")).expect("the answers");
        let answers: Vec<&str> = answers.split(SEPARATOR).collect();
        for (index, snippet) in snippets.split(SEPARATOR).enumerate() {
            count += 1;
            let actual = run(snippet);
            let expected = answers.get(index).copied().unwrap_or("(not recorded)\n");
            if actual != expected {
                let name = format!("{topic} {}", index + 1);
                let text = format!("== {name}\n{snippet}-- CPython:\n{expected}-- here:\n{actual}");
                differences.push(Difference { name, text });
            }
        }
    }
    (count, differences)
}

fn run(snippet: &str) -> String {
    let mut interpreter = Interpreter::new(Rc::new(Snippet(snippet.into())));
    let result = interpreter.import_module("snippet");
    let mut output = interpreter.take_output();
    if let Err(error) = result {
        output.push_str(&error.render(&mut interpreter));
    }
    output
}

/// Finds the snippet as a module.
struct Snippet(Rc<str>);

impl Importer for Snippet {
    fn find(&self, dotted: &str) -> Option<Source> {
        (dotted == "snippet").then(|| Source {
            path: "snippet.py".into(),
            text: self.0.clone(),
            is_package: false,
            is_partial: false,
        })
    }
}
