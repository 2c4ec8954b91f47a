//! A project of which two files are arbitrary text, and the commands that it must survive.
//!
//! The mutator of this test and the coverage-guided targets in `fuzz/` share it.

use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Interrupt, Request, Response};
use migration_sandbox::sandbox::Sandbox;

/// Where the two texts stand in the sample project.
const MODELS: &str = "books/models.py";
const MIGRATION: &str = "books/migrations/0001_initial.py";

/// What is run, in this order: everything that reads models or migrations.
const LINES: [&str; 8] = [
    "python manage.py makemigrations",
    "python manage.py sqlmigrate books 0001",
    "python manage.py migrate",
    "python manage.py showmigrations",
    "python manage.py migrate books zero",
    "python manage.py optimizemigration books 0001",
    "python manage.py squashmigrations books 0002",
    "python manage.py check",
];

/// What questions are answered with, in turn; then the terminal is closed.
const ANSWERS: [&str; 5] = ["1", "timezone.now", "y", "0", "2"];

/// Puts the texts into a project and runs the commands. `watch` is told what is about to be done.
pub fn run(models: Option<&str>, migration: Option<&str>, watch: &mut dyn FnMut(&str)) {
    let mut sandbox = Sandbox::default();
    let mut handle = |command| {
        sandbox.handle(Request {
            id: 1,
            now: 1.7e12,
            command,
        })
    };
    handle(EngineCommand::Open {
        snapshot: None,
        sample: Some("author_book".to_owned()),
    });
    for (path, text) in [(MODELS, models), (MIGRATION, migration)] {
        if let Some(text) = text {
            watch(path);
            handle(EngineCommand::WriteFile {
                path: path.to_owned(),
                text: text.to_owned(),
            });
        }
    }
    for line in LINES {
        watch(line);
        answered(&mut handle, line);
    }
}

fn answered(handle: &mut dyn FnMut(EngineCommand) -> Response, line: &str) {
    for count in 0..=ANSWERS.len() {
        let answers = ANSWERS.iter().take(count);
        let response = handle(EngineCommand::Run {
            line: line.to_owned(),
            answers: answers.map(|answer| (*answer).to_owned()).collect(),
            interrupt: (count == ANSWERS.len()).then_some(Interrupt::EndOfFile),
        });
        if !matches!(response.outcome, EngineOutcome::Ask { .. }) {
            return;
        }
    }
}
