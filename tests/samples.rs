//! The sample projects: the page offers those that the engine has, and each begins as it says. What
//! Tab completes is tested in the first.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Request, Response};
use migration_sandbox::sandbox::Sandbox;
use migration_sandbox::ui::samples::{SAMPLES, Sample};

/// Opens a sample and runs the command that the page suggests.
fn open_and_try(sample: &Sample) -> (Response, Response) {
    let mut sandbox = Sandbox::default();
    let mut handle = |command| {
        sandbox.handle(Request {
            id: 1,
            now: 1.7e12,
            command,
        })
    };
    let name = sample.name.to_owned();
    let opened = handle(EngineCommand::Open {
        snapshot: None,
        sample: Some(name),
    });
    let line = sample.command.to_owned();
    let tried = handle(EngineCommand::Run {
        line,
        answers: Vec::new(),
        interrupt: None,
    });
    (opened, tried)
}

fn text(outcome: &EngineOutcome) -> String {
    match outcome {
        EngineOutcome::Ran { output, .. } | EngineOutcome::Ask { output, .. } => {
            output.iter().map(|chunk| chunk.text.as_str()).collect()
        }
        other => format!("{other:?}"),
    }
}

#[test]
fn every_sample_opens_without_a_problem() {
    for sample in SAMPLES {
        let (opened, tried) = open_and_try(sample);
        assert_eq!(opened.outcome, EngineOutcome::Done, "{}", sample.name);
        assert_eq!(opened.view.diagnostics, [], "{}", sample.name);
        assert!(
            !matches!(tried.outcome, EngineOutcome::Refused { .. }),
            "{}",
            sample.name
        );
    }
}

#[test]
fn the_suggested_commands_show_what_the_samples_are_about() {
    let expected = [
        ("author_book", "+ Create model Author"),
        ("polls", "polls\n (no migrations)"),
        (
            "rename_field",
            "Was product.name renamed to product.title (a CharField)? [y/N]",
        ),
        (
            "data_migration",
            "Applying people.0002_member_full_name... OK",
        ),
        ("conflict", "(0002_post_slug, 0002_post_views in blog)"),
    ];
    assert_eq!(SAMPLES.len(), expected.len());
    for (sample, (name, words)) in SAMPLES.iter().zip(expected) {
        assert_eq!(sample.name, name);
        let printed = text(&open_and_try(sample).1.outcome);
        assert!(printed.contains(words), "{name} printed:\n{printed}");
    }
}

fn run(line: &str, answers: &[&str]) -> EngineCommand {
    EngineCommand::Run {
        line: line.to_owned(),
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        interrupt: None,
    }
}

/// What Tab offers at the end of a line, after the commands before it, in the first sample.
fn completed(before: &[EngineCommand], line: &str) -> Vec<String> {
    let mut sandbox = Sandbox::default();
    let mut handle = |command| {
        let request = Request {
            id: 1,
            now: 1.7e12,
            command,
        };
        sandbox.handle(request).outcome
    };
    for command in before {
        handle(command.clone());
    }
    let line = line.to_owned();
    match handle(EngineCommand::Complete { line }) {
        EngineOutcome::Completions { candidates, .. } => candidates,
        other => panic!("{other:?}"),
    }
}

#[test]
fn tab_completes_commands_and_their_words() {
    let first = run("python manage.py makemigrations", &[]);
    assert_eq!(completed(&[], "python manage.py makem"), ["makemigrations"]);
    assert_eq!(completed(&[], "python manage.py migrate bo"), ["books"]);
    assert_eq!(
        completed(&[first], "python manage.py migrate books 0"),
        ["0001_initial"]
    );
    let flags = completed(&[], "python manage.py migrate --fake");
    assert_eq!(flags, ["--fake", "--fake-initial"]);
    assert_eq!(completed(&[], "cat books/mod"), ["books/models.py"]);
    assert!(completed(&[], "nothing here").is_empty());
}

#[test]
fn tab_completes_names_attributes_and_fields_in_the_shell() {
    const MODELS: &str = "from django.db import models\n\n\n\
        class Author(models.Model):\n    name = models.CharField(max_length=100)\n\n\n\
        class Book(models.Model):\n    title = models.CharField(max_length=100)\n    \
        author = models.ForeignKey(Author, models.CASCADE)\n";
    let shell = [
        EngineCommand::WriteFile {
            path: "books/models.py".to_owned(),
            text: MODELS.to_owned(),
        },
        run("python manage.py shell", &[]),
        run("python manage.py shell", &["author = Author(name='Ana')"]),
    ];
    let expected: &[(&str, &[&str])] = &[
        ("Auth", &["Author"]),
        ("auth", &["author"]),
        ("Author.obj", &["Author.objects"]),
        (
            "Author.objects.fi",
            &["Author.objects.filter", "Author.objects.first"],
        ),
        ("author.na", &["author.name"]),
        ("author.book", &["author.book_set"]),
        ("Author.objects.filter(na", &["name="]),
        (
            "Author.objects.filter(name__startsw",
            &["name__startswith="],
        ),
        ("Book.objects.filter(author__na", &["author__name="]),
        ("Book.objects.order_by('-ti", &["title"]),
        ("impo", &["import"]),
        ("isinst", &["isinstance"]),
        ("nobody.", &[]),
    ];
    for (line, names) in expected {
        assert_eq!(completed(&shell, line), *names, "{line}");
    }
}
