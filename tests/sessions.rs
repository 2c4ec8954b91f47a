//! Recorded terminal sessions, replayed in the sandbox. `sessions/README.md` says how they are
//! written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test fails by panicking and says why"
)]

mod sessions {
    pub mod reader;
}

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use migration_sandbox::sandbox::Sandbox;
use sessions::reader::{Test, check_list, files, folder, start, tests_of, type_command, write};

// `every_file_is_replayed` says when one is missing.
files!(
    replay_file:
    broken_transactions,
    catalogue,
    chained_changes,
    check,
    checks_fields,
    checks_models,
    checks_relations,
    console,
    createsuperuser,
    custom_operations,
    declarations,
    fake,
    first_migration,
    fixtures,
    flush,
    graph_errors,
    inspectdb,
    makemigrations,
    merge,
    migrate,
    optimizemigration,
    own_checks,
    people,
    permissions,
    questioner,
    refusals,
    renames,
    schema_editor,
    serializer,
    settings,
    shell,
    showmigrations,
    signals,
    sqlite3,
    sqlmigrate,
    squash,
    startproject,
    tutorials,
    validators,
    wrong_models,
);

#[test]
fn every_file_is_replayed() {
    check_list(FILES, |_, _| true);
}

fn replay_file(name: &str) {
    let path = folder().join(name).with_extension("md");
    if NOT_RECORDED.contains(&name) && std::env::var_os("UPDATE").is_some() {
        update_file(&path);
    }
    let text = fs::read_to_string(path).unwrap();
    let wanted = std::env::var("SESSION").unwrap_or_default();
    let mut report = String::new();
    let mut failed = 0;
    let tests = tests_of(&text);
    assert!(!tests.is_empty(), "{name}.md has no test");
    for test in &tests {
        if !name.contains(&wanted) && !test.title.contains(&wanted) {
            continue;
        }
        let differences = replay(test);
        if !differences.is_empty() {
            failed += 1;
            let _ = write!(report, "\n## {}\n{differences}", test.title);
        }
    }
    assert!(
        report.is_empty(),
        "{failed} of {} tests of {name}.md differ from what Django does:\n{report}",
        tests.len()
    );
}

/// Files that Django cannot answer: what the sandbox itself says. `UPDATE=1` writes it into them.
const NOT_RECORDED: &[&str] = &["console"];

/// Writes what the sandbox prints into the file.
fn update_file(path: &Path) {
    let text = fs::read_to_string(path).unwrap();
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let mut blocks: Vec<(usize, usize, Vec<String>)> = Vec::new();
    for test in tests_of(&text) {
        let mut sandbox = Sandbox::new(start(&test));
        for block in &test.blocks {
            if let Some(path) = block.path {
                write(&mut sandbox, path, block);
            } else if block.language == "console" {
                let mut printed = Vec::new();
                for command in block.commands() {
                    printed.push(format!("$ {}", command.line));
                    let output = type_command(&mut sandbox, &command);
                    printed.extend(output.lines().map(str::to_owned));
                }
                blocks.push((block.first - 1, block.lines.len(), printed));
            }
        }
    }
    for (first, count, printed) in blocks.into_iter().rev() {
        lines.splice(first..first + count, printed);
    }
    fs::write(path, lines.join("\n") + "\n").unwrap();
}

/// What differs.
fn replay(test: &Test) -> String {
    let mut sandbox = Sandbox::new(start(test));
    let mut report = String::new();
    for block in &test.blocks {
        if let Some(path) = block.path {
            write(&mut sandbox, path, block);
        } else if block.language == "console" {
            for command in block.commands() {
                let printed = type_command(&mut sandbox, &command);
                let printed: Vec<&str> = printed.lines().collect();
                if printed != command.expected {
                    let _ = writeln!(report, "line {}: $ {}", command.number, command.line);
                    report.push_str(&difference(&command.expected, &printed));
                }
            }
        }
    }
    report
}

/// The lines from the first that differs to the last, of both.
fn difference(expected: &[&str], printed: &[&str]) -> String {
    const LONGEST: usize = 30;
    let pairs = || expected.iter().zip(printed);
    let same = pairs().take_while(|(one, other)| one == other).count();
    let (expected, printed) = (&expected[same..], &printed[same..]);
    let from_end = expected.iter().rev().zip(printed.iter().rev());
    let tail = from_end.take_while(|(one, other)| one == other).count();
    let mut text = String::new();
    for (mark, lines) in [("Django ", expected), ("sandbox", printed)] {
        let lines = &lines[..lines.len() - tail];
        for line in lines.iter().take(LONGEST) {
            let _ = writeln!(text, "    {mark} | {line}");
        }
        if lines.len() > LONGEST {
            let _ = writeln!(
                text,
                "    {mark} | and {} lines more",
                lines.len() - LONGEST
            );
        }
    }
    text
}
