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

/// What the page shows that is in no language: names, SQL, and what Django or SQLite say. Everything
/// else that it says is in `src/ui/texts`, once for every language.
const IN_NO_LANGUAGE: &[&str] = &[
    // The page's own name.
    "migration sandbox",
    // Files, tables and columns.
    "models.py",
    "django_migrations",
    "id",
    "app",
    "name",
    "applied",
    // Commands, where they stand on buttons or are suggested.
    "makemigrations",
    "makemigrations --merge",
    "migrate",
    "python manage.py …",
    // SQL, and the words of SQLite.
    "SQL",
    "CREATE TABLE",
    "NOT NULL",
    "UNIQUE INDEX",
    "PRIMARY KEY",
    "FOREIGN KEY",
    "null",
    // What Django says.
    "No changes detected",
    "No migrations to apply.",
    "Create model ",
    "Rename field ",
    "Alter field ",
    "Add field {field} to {model}",
    // A programming language.
    "Python",
];

#[test]
fn the_page_has_no_text_outside_of_its_catalogue() {
    let mut wrong = Vec::new();
    for source in sources() {
        let is_page = source.module == "ui" && !source.path.starts_with("src/ui/texts");
        // Keys are called so on every keyboard; rows become SQL; explanations are in every language.
        let known = [
            "src/ui/keys.rs",
            "src/ui/rows.rs",
            "src/ui/explain/catalogue.rs",
        ];
        let is_known = known.contains(&&*source.path);
        if is_page && !is_known && !source.path.ends_with("/tests.rs") {
            wrong.extend(source.texts());
        }
    }
    assert!(
        wrong.is_empty(),
        "belongs into src/ui/texts:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn a_text_of_the_page_is_known_when_it_is_seen() {
    let source = |line: &str| Source {
        path: "panel.rs".to_owned(),
        module: "ui".to_owned(),
        text: line.to_owned(),
    };
    let found = |line: &str| source(line).texts().len();
    assert_eq!(found(r#"<Button label="Undo" />"#), 1);
    assert_eq!(found(r#"<p class="dim">{ "None is touched." }</p>"#), 1);
    assert_eq!(
        found(r#"<p>{ if open { "yes" } else { words.no } }</p>"#),
        1
    );
    assert_eq!(found(r#"self.toast("This did nothing".to_owned())"#), 1);
    assert_eq!(found(r#"format!("Rows of {name}")"#), 1);
    assert_eq!(
        found(r#"<Button label={words.undo} testid="button-undo" />"#),
        0
    );
    assert_eq!(found(r#"event.key() == "ArrowDown""#), 0);
    assert_eq!(found(r#"<p class="strip is-ahead">{ "+" }</p>"#), 0);
    assert_eq!(found(r#"<h3>{ "SQL" }</h3>"#), 0);
    assert_eq!(found("// \"This is a remark\""), 0);
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

    /// The lines with a text that the page shows or speaks, tests aside.
    fn texts(&self) -> Vec<String> {
        let code = self.text.split("#[cfg(test)]").next().unwrap_or_default();
        let lines = code.lines().enumerate();
        let is_code = |line: &str| !line.trim_start().starts_with("//");
        let has_text = |line: &str| {
            let mut strings = strings(line).into_iter();
            strings.any(|(before, string)| is_text(before, string))
        };
        lines
            .filter(|(_, line)| is_code(line) && has_text(line))
            .map(|(index, line)| format!("{}:{}: {}", self.path, index + 1, line.trim()))
            .collect()
    }
}

/// The strings of a line, each with what stands before it.
fn strings(line: &str) -> Vec<(&str, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    let mut escaped = false;
    for (at, letter) in line.char_indices() {
        match (letter, start) {
            _ if escaped => escaped = false,
            ('\\', Some(_)) => escaped = true,
            ('"', None) => start = Some(at),
            ('"', Some(from)) => {
                found.push((&line[..from], &line[from + 1..at]));
                start = None;
            }
            _ => {}
        }
    }
    found
}

/// Whether a string is something that a page says: where words are shown or spoken, or a sentence.
fn is_text(before: &str, string: &str) -> bool {
    let letters = string.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || IN_NO_LANGUAGE.contains(&string) {
        return false;
    }
    // `aria-label` is a `label`.
    let spoken = ["label=", "title=", "placeholder=", "alt=", "text="];
    let is_spoken = spoken.iter().any(|end| before.ends_with(end));
    // Between elements, and not in an attribute or in plain code.
    let is_shown = before.strip_suffix("{ ").is_some_and(|before| {
        let before = before.trim_end();
        before.is_empty() || before.ends_with(['>', '}']) || before.contains(">{ if ")
    });
    let mut words = string.split(' ');
    let begins = words.next().is_some_and(|word| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.all(char::is_alphabetic)
    });
    let goes_on = words
        .next()
        .is_some_and(|word| word.starts_with(char::is_alphabetic));
    is_spoken || is_shown || (begins && goes_on)
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
