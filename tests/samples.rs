//! The sample projects: the page offers those that the engine has, and each begins as it says.

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
