//! What the sources must look like: who may use whom, and which crates stay behind which door.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use std::fs;
use std::path::{Path, PathBuf};

/// Who stands on whom: a module may name modules of the lines above its own.
const LAYERS: &[&[&str]] = &[
    &["database", "files", "protocol", "python", "rest"],
    &["orm"],
    &["backends", "contrib"],
    &["migrations"],
    &["management"],
    &["sandbox"],
    &["ui", "worker"],
];

/// The page sees the engine through messages and nothing else.
const PAGE_MAY_NAME: &[&str] = &["protocol", "ui"];

/// `(crate as it is named in code, modules that may name it)`.
const DOORS: &[(&str, &[&str])] = &[
    ("gluesql", &["database"]),
    ("ruff_python_parser", &["python"]),
    ("ruff_python_ast", &["python"]),
    ("yew", &["ui", "main"]),
    ("gloo", &["ui", "main"]),
    ("web_sys", &["ui", "worker", "main"]),
    ("js_sys", &["ui", "worker", "main"]),
    ("wasm_bindgen", &["rest", "ui", "worker", "main"]),
];

#[test]
fn modules_name_only_what_they_stand_on() {
    let mut wrong = Vec::new();
    for source in sources() {
        for other in LAYERS.concat() {
            if !may_name(&source.module, other) {
                wrong.extend(source.lines_naming(&format!("crate::{other}")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "against the direction:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn crates_stay_behind_their_doors() {
    let mut wrong = Vec::new();
    for source in sources() {
        for (krate, modules) in DOORS {
            if !modules.contains(&source.module.as_str()) {
                wrong.extend(source.lines_naming(&format!("{krate}::")));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "outside of the room that knows the crate:\n{}",
        wrong.join("\n")
    );
}

/// `cargo xtask build` takes the rest of GlueSQL out of the engine's module, where asking for it is
/// a trap.
#[test]
fn gluesql_is_asked_for_no_arithmetic_functions_or_sql() {
    let refused = [
        "AggregateFunctionPlan::Avg",
        "AggregateFunctionPlan::Sum",
        "ExprPlan::Cast",
        "ExprPlan::Function",
        "ExprPlan::UnaryOp",
        "PlanOperator::Divide",
        "PlanOperator::Minus",
        "PlanOperator::Modulo",
        "PlanOperator::Multiply",
        "PlanOperator::Plus",
        "core::parse_sql",
        "core::translate",
        "prelude::Glue",
        "sqlparser",
    ];
    let mut wrong = Vec::new();
    for source in sources()
        .iter()
        .filter(|source| source.module == "database")
    {
        wrong.extend(refused.iter().flat_map(|word| source.lines_naming(word)));
    }
    assert!(
        wrong.is_empty(),
        "not in the engine's module:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn every_file_says_what_it_is() {
    let silent: Vec<String> = sources()
        .into_iter()
        .filter(|source| !source.text.starts_with("//!"))
        .map(|source| source.path)
        .collect();
    assert!(
        silent.is_empty(),
        "without a `//!` at the head:\n{}",
        silent.join("\n")
    );
}

#[test]
fn no_file_names_a_machine() {
    let mut wrong = Vec::new();
    for source in sources() {
        for path in ["/root/", "/home/", "/Users/", "C:\\\\Users"] {
            wrong.extend(source.lines_naming(path));
        }
    }
    // Django's own help text for `--pythonpath` has one.
    wrong.retain(|line| !line.contains("/home/djangoprojects/"));
    assert!(
        wrong.is_empty(),
        "a path of somebody's machine:\n{}",
        wrong.join("\n")
    );
}

fn may_name(module: &str, other: &str) -> bool {
    let layer = |name| LAYERS.iter().position(|modules| modules.contains(&name));
    match (layer(module), layer(other)) {
        _ if module == other => true,
        _ if module == "ui" => PAGE_MAY_NAME.contains(&other),
        (Some(from), Some(to)) => to < from,
        // `lib.rs` and the binaries put everything together.
        (None, _) | (_, None) => true,
    }
}

/// A Rust file of `src`.
struct Source {
    path: String,
    /// The first folder or file below `src`.
    module: String,
    text: String,
}

impl Source {
    /// The lines that name `word`, comments aside, as `path:line: text`.
    fn lines_naming(&self, word: &str) -> Vec<String> {
        let code = self.text.lines().enumerate();
        code.filter(|(_, line)| !line.trim_start().starts_with("//") && names(line, word))
            .map(|(index, line)| format!("{}:{}: {}", self.path, index + 1, line.trim()))
            .collect()
    }
}

/// Whether `word` stands in `line` with no letter of a longer name before or after it.
fn names(line: &str, word: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    line.match_indices(word).any(|(start, _)| {
        let before = line[..start].chars().next_back();
        let after = line[start + word.len()..].chars().next();
        let ends_open = word.ends_with([':', '/', '\\']);
        !before.is_some_and(part_of_name) && (ends_open || !after.is_some_and(part_of_name))
    })
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    files.sort();
    files.iter().map(|file| source(root, file)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

fn source(root: &Path, file: &Path) -> Source {
    let path = file
        .strip_prefix(root)
        .unwrap()
        .to_string_lossy()
        .replace('\\', "/");
    let below = path.trim_start_matches("src/");
    let module = below.split(['/', '.']).next().unwrap().to_owned();
    Source {
        module,
        text: fs::read_to_string(file).unwrap(),
        path,
    }
}
