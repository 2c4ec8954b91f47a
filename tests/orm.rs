//! The ORM beside real Django's: statements of the shell, and data migrations both ways.
//!
//! `tests/orm/record.py` asks Django; the texts beside each file are its answers. `CASE=name` runs one.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use migration_sandbox::database::Database;
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::project::Project;
use migration_sandbox::management::shell::{Shell, auto_imports};
use migration_sandbox::management::utility::{Ending, execute_from_command_line};
use migration_sandbox::protocol::{Interrupt, Stream};

/// 2025-01-01 00:00 UTC.
const NOW: i64 = 1_735_689_600_000_000;

#[test]
fn statements_do_what_they_do_in_django() {
    let (files, database) = library();
    let (mut failures, mut wrong, mut all) = (String::new(), 0, 0);
    for (path, text, expected) in cases("cases") {
        let mut session = Session::new(&files, &database);
        let blocks = blocks(&text);
        let answers: Vec<&str> = expected.split("---\n").collect();
        assert_eq!(blocks.len(), answers.len(), "record {}", path.display());
        for (block, expected) in blocks.iter().zip(answers) {
            all += 1;
            let actual = session.answer(block);
            if actual != expected {
                wrong += 1;
                let name = path.file_name().and_then(|it| it.to_str()).unwrap();
                let _ = writeln!(
                    failures,
                    "== {name}: {block}\n  Django: {expected}  here:   {actual}"
                );
            }
        }
    }
    assert!(
        failures.is_empty(),
        "{failures}{wrong} of {all} statements differ"
    );
}

#[test]
fn data_migrations_do_what_they_do_in_django() {
    let (files, database) = library();
    let mut failures = String::new();
    for (path, text, expected) in cases("data") {
        let actual = migrated(&files, &database, &path, &text);
        if actual != expected {
            let name = path.file_name().and_then(|it| it.to_str()).unwrap();
            let _ = writeln!(
                failures,
                "== {name}\n-- Django:\n{expected}-- here:\n{actual}"
            );
        }
    }
    assert!(failures.is_empty(), "{failures}");
}

/// The project of the cases and its migrated database with rows.
fn library() -> (Files, Database) {
    let mut files = Files::new();
    let top = folder().join("project");
    add(&mut files, &top, &top);
    let mut database = Database::new();
    let (printed, ending) = run(&mut files, &mut database, &["migrate"]);
    assert!(matches!(ending, Ending::Exit(0)), "{printed}");
    let mut session = Session::new(&files, &database);
    let rows = std::fs::read_to_string(folder().join("rows.py")).unwrap();
    let printed = session.answer(&rows);
    assert_eq!(printed, "", "the rows are made");
    (files, session.database)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/orm")
}

fn add(files: &mut Files, top: &Path, folder: &Path) {
    for path in listed(folder) {
        if path.is_dir() {
            add(files, top, &path);
        } else if path
            .extension()
            .is_some_and(|it| it == "py" || it == "json")
        {
            let name = path.strip_prefix(top).unwrap().to_str().unwrap();
            files.write(name, &std::fs::read_to_string(&path).unwrap());
        }
    }
}

fn listed(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

/// Each case of a folder with its text and what Django answered.
fn cases(name: &str) -> Vec<(PathBuf, String, String)> {
    let wanted = std::env::var("CASE").ok();
    let paths = listed(&folder().join(name)).into_iter().filter(|path| {
        let stem = path.file_stem().and_then(|it| it.to_str());
        path.extension().is_some_and(|it| it == "py")
            && wanted.as_deref().is_none_or(|wanted| stem == Some(wanted))
    });
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    paths
        .map(|path| {
            let (text, answer) = (read(&path), read(&path.with_extension("out")));
            (path, text, answer)
        })
        .collect()
}

/// The statements of a case: blank lines part them, unless what follows is indented.
fn blocks(text: &str) -> Vec<String> {
    let mut blocks: Vec<String> = Vec::new();
    let mut parted = true;
    for line in text.trim().lines() {
        if line.is_empty() {
            parted = true;
            continue;
        }
        match blocks.last_mut() {
            Some(block) if !parted => *block = format!("{block}\n{line}"),
            Some(block) if line.starts_with(' ') => *block = format!("{block}\n\n{line}"),
            _ => blocks.push(line.to_owned()),
        }
        parted = false;
    }
    blocks
}

fn environment() -> Environment {
    Environment {
        now: NOW,
        folder: String::new(),
        root: "/project".to_owned(),
        settings_module: Some("settings".to_owned()),
        program: "manage.py".to_owned(),
        share: 1,
        variables: BTreeMap::new(),
    }
}

/// A shell on rows of its own.
struct Session {
    project: Project,
    shell: Shell,
    database: Database,
}

impl Session {
    fn new(files: &Files, database: &Database) -> Self {
        let project = Project::load_settings(files, &environment(), "settings");
        let mut project = project.and_then(Project::populate).unwrap();
        let mut shell = Shell::new(auto_imports(&mut project).unwrap());
        shell
            .allow_calls(&mut project, files, &environment())
            .unwrap();
        let mut session = Self {
            project,
            shell,
            database: database.clone(),
        };
        // Django writes them where the recorder does not listen.
        session.answer("__import__('warnings').simplefilter('ignore')");
        session
    }

    /// What a statement prints, its value, or its exception.
    fn answer(&mut self, code: &str) -> String {
        let outcome = self.shell.run(&mut self.project, &mut self.database, code);
        let mut text = outcome.output;
        if let Some(shown) = outcome.shown {
            let _ = writeln!(text, "{shown}");
        }
        if let Err(exception) = outcome.result {
            let message = match exception.message.as_str() {
                "" => String::new(),
                message => format!(": {message}"),
            };
            let _ = writeln!(text, "{}{message}", exception.class_path);
        }
        masked(&text)
    }
}

/// Addresses are no part of an answer.
fn masked(text: &str) -> String {
    let mut parts = text.split("at 0x");
    let mut masked = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        masked.push_str("at 0x");
        masked.push_str(part.trim_start_matches(|it: char| it.is_ascii_hexdigit()));
    }
    masked
}

/// Applies and unapplies a migration, and says what each did.
fn migrated(files: &Files, database: &Database, path: &Path, text: &str) -> String {
    let (mut files, mut database) = (files.clone(), database.clone());
    let name = format!("0002_{}", path.file_stem().unwrap().to_str().unwrap());
    let plain = files.clone();
    files.write(&format!("library/migrations/{name}.py"), text);
    let mut before = dump(&plain, &database);
    let mut report = String::new();
    for target in [&*name, "0001"] {
        let _ = writeln!(report, "$ migrate library {target}");
        let words = ["migrate", "library", target, "--no-color"];
        let (printed, _) = run(&mut files, &mut database, &words);
        report.push_str(&masked(&printed));
        let after = dump(&plain, &database);
        let gone = before
            .lines()
            .filter(|line| !after.lines().any(|it| it == *line));
        gone.for_each(|line| report.push_str(&format!("- {line}\n")));
        let come = after
            .lines()
            .filter(|line| !before.lines().any(|it| it == *line));
        come.for_each(|line| report.push_str(&format!("+ {line}\n")));
        before = after;
    }
    report
}

fn dump(files: &Files, database: &Database) -> String {
    let code = std::fs::read_to_string(folder().join("dump.py")).unwrap();
    Session::new(files, database).answer(&code)
}

/// Runs a command: what it printed, and the last line of a traceback.
fn run(files: &mut Files, database: &mut Database, words: &[&str]) -> (String, Ending) {
    let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    let mut terminal = Terminal::new(&[], Some(Interrupt::EndOfFile));
    let ending = execute_from_command_line(&mut terminal, files, database, &environment(), &words);
    let mut text = terminal.text(Stream::Stdout);
    if let Some(line) = terminal.text(Stream::Stderr).lines().last() {
        let _ = writeln!(text, "\n{line}");
    }
    (text, ending)
}
