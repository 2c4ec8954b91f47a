//! The reducer, driven by actions and by answers as an engine would give them.

use super::action::ConsoleAction;
use super::console::{CommandStatus, EntryKind};
use super::insight::{InsightAction, SqlDatabase};
use super::*;
use crate::protocol::{
    Advice, AdviceNote, AppView, Consequence, EngineOutcome, FileView, InspectionView, Interrupt,
    OperationInspection, OperationView, OutputChunk, PendingView, Response, Stream, TimelineStep,
};

/// A page with an engine that answers as it is told.
struct Page {
    state: State,
    view: View,
}

impl Page {
    fn new() -> Self {
        let file = |path: &str, text: &str| FileView {
            path: path.into(),
            text: text.into(),
            committed: None,
        };
        let books = AppView {
            label: "books".into(),
            contrib: false,
            migrations: Vec::new(),
            error: None,
        };
        let view = View {
            files: vec![
                file("books/models.py", "class Author"),
                file("manage.py", ""),
            ],
            apps: vec![books],
            timeline: vec![TimelineStep::default()].into(),
            ..View::default()
        };
        let mut page = Page {
            state: State::new(Preferences::default()),
            view,
        };
        page.act(Action::Started);
        page.answer(EngineOutcome::Done);
        page.sent();
        page
    }

    fn act(&mut self, action: Action) {
        self.state = self.state.reduce(action);
    }

    /// Answers the oldest request that waits.
    fn answer(&mut self, outcome: EngineOutcome) {
        let id = *self.state.waiting.keys().next().expect("a request waits");
        let response = Response {
            id,
            outcome,
            view: self.view.clone(),
            unchanged: None,
            snapshot: None,
        };
        self.act(Action::Answered {
            id,
            response: Box::new(response),
        });
    }

    /// Takes what went to the engine.
    fn sent(&mut self) -> Vec<EngineCommand> {
        let outbox = self.state.outbox.to_vec();
        let up_to = outbox.last().map_or(0, |outgoing| outgoing.id);
        self.act(Action::OutboxTaken(up_to));
        let commands = outbox
            .into_iter()
            .filter_map(|outgoing| match outgoing.effect {
                Effect::Ask(command) => Some(command),
                _ => None,
            });
        commands.collect()
    }

    /// The last entry as the console shows it.
    fn last_entry(&self) -> (String, CommandStatus) {
        let entry = self.state.console.entries.last().expect("an entry");
        let EntryKind::Command { output, status, .. } = &entry.kind else {
            return (String::new(), CommandStatus::Finished(0));
        };
        (
            output.iter().map(|chunk| chunk.text.as_str()).collect(),
            *status,
        )
    }
}

fn migration(name: &str, parents: &[&str]) -> MigrationView {
    MigrationView {
        app: "books".into(),
        name: name.into(),
        path: None,
        dependencies: parents
            .iter()
            .map(|p| ("books".to_owned(), (*p).to_owned()))
            .collect(),
        applied: false,
        replaces: Vec::new(),
        operations: Vec::new(),
        rollback: None,
        apply: None,
    }
}

fn run(line: &str, answers: &[&str]) -> EngineCommand {
    EngineCommand::Run {
        line: line.into(),
        answers: answers.iter().map(|answer| (*answer).to_owned()).collect(),
        interrupt: None,
    }
}

fn printed(text: &str) -> Vec<OutputChunk> {
    vec![OutputChunk {
        stream: Stream::Stdout,
        text: text.into(),
    }]
}

fn ask(prompt: &str) -> EngineOutcome {
    EngineOutcome::Ask {
        output: printed(prompt),
        prompt: prompt.into(),
        choices: Vec::new(),
        secret: false,
    }
}

#[test]
fn the_first_visit_shows_models_and_says_what_to_try() {
    let page = Page::new();
    assert_eq!(page.state.files.active.as_deref(), Some("books/models.py"));
    let entry = page.state.console.entries.last().expect("a note");
    let EntryKind::Note { command, .. } = &entry.kind else {
        panic!("not a note")
    };
    assert_eq!(command.as_deref(), Some("python manage.py makemigrations"));
}

#[test]
fn a_command_takes_the_last_edits_with_it() {
    let mut page = Page::new();
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "class Book".into(),
    });
    assert_eq!(page.sent(), []);
    page.act(Action::LineEntered("ls".into()));
    let write = EngineCommand::WriteFile {
        path: "books/models.py".into(),
        text: "class Book".into(),
    };
    assert_eq!(page.sent(), [write, run("ls", &[])]);
    assert_eq!(page.state.text_of("books/models.py"), Some("class Book"));
}

#[test]
fn a_late_answer_does_not_undo_what_was_typed_since() {
    let mut page = Page::new();
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "first".into(),
    });
    page.act(Action::EditsDue);
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "second".into(),
    });
    page.view.files[0].text = "first".into();
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.text_of("books/models.py"), Some("second"));
}

#[test]
fn answers_are_collected_until_the_command_ends() {
    let mut page = Page::new();
    page.act(Action::LineEntered("migrate".into()));
    page.answer(ask("First? "));
    page.act(Action::LineEntered("1".into()));
    assert_eq!(
        page.last_entry(),
        ("First? 1\n".into(), CommandStatus::Running)
    );
    page.answer(ask("Second? "));
    page.act(Action::LineEntered(String::new()));
    let sent = page.sent();
    assert_eq!(sent.last(), Some(&run("migrate", &["1", ""])));
    page.answer(EngineOutcome::Ran {
        exit: 0,
        output: printed("OK"),
    });
    assert_eq!(page.last_entry(), ("OK".into(), CommandStatus::Finished(0)));
    assert!(page.state.console.question.is_none());
}

#[test]
fn a_secret_answer_is_sent_but_not_shown() {
    let mut page = Page::new();
    page.act(Action::LineEntered("createsuperuser".into()));
    page.answer(EngineOutcome::Ask {
        output: printed("Password: "),
        prompt: "Password: ".into(),
        choices: Vec::new(),
        secret: true,
    });
    page.act(Action::LineEntered("hunter2".into()));
    let shown = ("Password: \n".into(), CommandStatus::Running);
    assert_eq!(page.last_entry(), shown);
    let sent = page.sent();
    assert_eq!(sent.last(), Some(&run("createsuperuser", &["hunter2"])));
}

#[test]
fn an_interrupted_question_is_told_to_the_engine() {
    let mut page = Page::new();
    page.act(Action::LineEntered("migrate".into()));
    page.answer(ask("Sure? "));
    page.act(Action::Interrupted(Interrupt::KeyboardInterrupt));
    let sent = page.sent();
    let Some(EngineCommand::Run { interrupt, .. }) = sent.last() else {
        panic!("no run")
    };
    assert_eq!(*interrupt, Some(Interrupt::KeyboardInterrupt));
}

#[test]
fn a_button_refuses_an_open_question_first() {
    let mut page = Page::new();
    page.act(Action::CommandGiven("makemigrations".into()));
    page.answer(ask("Sure? "));
    page.sent();
    page.act(Action::CommandGiven("migrate".into()));
    let sent = page.sent();
    assert!(matches!(
        sent.as_slice(),
        [EngineCommand::Run {
            interrupt: Some(_),
            ..
        }]
    ));
    page.answer(EngineOutcome::Ran {
        exit: 1,
        output: printed("Cancelled."),
    });
    assert_eq!(page.sent(), [run("migrate", &[])]);
}

#[test]
fn a_half_typed_file_does_not_hide_the_apps() {
    let mut page = Page::new();
    let apps = std::mem::take(&mut page.view.apps);
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "class Author(".into(),
    });
    page.act(Action::EditsDue);
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.view.apps, apps);
}

#[test]
fn a_sample_takes_the_place_of_untouched_work_at_once_and_asks_otherwise() {
    let mut page = Page::new();
    let sample = &crate::ui::samples::SAMPLES[1];
    page.act(Action::SampleChosen(sample));
    let open = |name: &str| EngineCommand::Open {
        snapshot: None,
        sample: Some(name.into()),
    };
    assert_eq!(page.sent(), [open(sample.name)]);
    page.answer(EngineOutcome::Done);
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "mine".into(),
    });
    page.act(Action::SampleChosen(sample));
    assert_eq!(page.sent(), []);
    assert_eq!(page.state.dialog, Some(Dialog::OpenProject(sample)));
}

#[test]
fn two_leaves_of_an_app_are_a_conflict() {
    let mut view = Page::new().view;
    view.apps[0].migrations = vec![migration("0001", &[]), migration("0002_a", &["0001"])];
    assert_eq!(conflicts(&view), []);
    view.apps[0].migrations.push(migration("0002_b", &["0001"]));
    assert_eq!(conflicts(&view), [("books", vec!["0002_a", "0002_b"])]);
}

#[test]
fn what_changed_in_models_stays_when_one_goes_back_and_forth() {
    let mut page = Page::new();
    let ran = || EngineOutcome::Ran {
        exit: 0,
        output: printed(""),
    };
    for (text, name) in [("class Author", "0001"), ("class Writer", "0002")] {
        page.view.files[0].text = text.into();
        page.view.apps[0].migrations.push(migration(name, &[]));
        page.act(Action::LineEntered("makemigrations".into()));
        page.answer(ran());
    }
    let written = page.state.models_changes.clone();
    let sides: Vec<_> = { written.values() }
        .map(|change| (change.before.as_str(), change.after.as_str()))
        .collect();
    assert_eq!(
        sides,
        [("", "class Author"), ("class Author", "class Writer")]
    );
    let all = std::mem::take(&mut page.view.apps[0].migrations);
    page.act(Action::UndoPressed);
    page.answer(EngineOutcome::Done);
    page.view.apps[0].migrations = all;
    page.act(Action::RedoPressed);
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.models_changes, written);
}

#[test]
fn pasted_lines_run_one_after_another_and_answer_questions() {
    let mut page = Page::new();
    let lines = ["makemigrations", "y", "migrate"];
    page.act(Action::LinesPasted(lines.map(str::to_owned).to_vec()));
    assert_eq!(page.sent(), [run("makemigrations", &[])]);
    page.answer(ask("Sure? "));
    assert_eq!(page.sent(), [run("makemigrations", &["y"])]);
    page.answer(EngineOutcome::Ran {
        exit: 0,
        output: printed(""),
    });
    assert_eq!(page.sent(), [run("migrate", &[])]);
}

#[test]
fn the_consequences_of_answers_are_asked_for_and_kept_with_their_question() {
    let mut page = Page::new();
    page.act(Action::LineEntered("makemigrations".into()));
    page.sent();
    page.answer(EngineOutcome::Ask {
        output: printed("Renamed? [y/N] "),
        prompt: "Renamed? [y/N] ".into(),
        choices: vec![("y".into(), "Yes".into()), ("n".into(), "No".into())],
        secret: false,
    });
    let foresee = EngineCommand::Foresee {
        line: "makemigrations".into(),
        answers: Vec::new(),
    };
    assert_eq!(page.sent(), [foresee]);
    let consequences = vec![Consequence {
        answer: "y".into(),
        lines: vec!["~ Rename".into()],
        lost: Vec::new(),
    }];
    page.answer(EngineOutcome::Foreseen {
        consequences: consequences.clone(),
    });
    let question = page.state.console.question.as_ref();
    assert_eq!(*question.unwrap().consequences, consequences);
}

#[test]
fn a_stopped_command_says_so_and_its_edits_go_again() {
    let mut page = Page::new();
    page.act(Action::Edited {
        path: "books/models.py".into(),
        text: "new".into(),
    });
    page.act(Action::LineEntered("migrate".into()));
    page.act(Action::StopPressed);
    assert_eq!(
        page.state.outbox.last().map(|o| &o.effect),
        Some(&Effect::Stop)
    );
    for id in page.state.waiting.keys().copied().collect::<Vec<_>>() {
        page.act(Action::RequestFailed { id, reason: None });
    }
    assert_eq!(page.last_entry().1, CommandStatus::Stopped);
    page.sent();
    page.act(Action::EditsDue);
    assert_eq!(page.sent().len(), 1);
}

#[test]
fn an_edit_back_and_forth_is_not_lost() {
    let mut page = Page::new();
    let edit = |text: &str| Action::Edited {
        path: "books/models.py".into(),
        text: text.into(),
    };
    page.act(edit("class Author1"));
    page.act(edit("class Author"));
    page.act(Action::EditsDue);
    assert_eq!(page.state.text_of("books/models.py"), Some("class Author"));
}

#[test]
fn completion_asks_with_what_stands_before_the_cursor() {
    let mut page = Page::new();
    page.act(Action::Console(ConsoleAction::LineEdited(
        "migr books".into(),
    )));
    page.act(Action::Console(ConsoleAction::CompletionRequested(4)));
    assert_eq!(
        page.sent(),
        [EngineCommand::Complete {
            line: "migr".into()
        }]
    );
    page.answer(EngineOutcome::Completions {
        start: 0,
        candidates: vec!["migrate".into()],
    });
    assert_eq!(page.state.console.line, "migrate books");
}

#[test]
fn on_a_phone_the_piece_that_changed_is_shown() {
    let mut page = Page::new();
    page.act(Action::LayoutChanged(Layout::Narrow));
    page.act(Action::LineEntered("migrate".into()));
    page.view.django_migrations = Some(vec![AppliedMigrationView {
        id: 1,
        app: "books".into(),
        name: "0001_initial".into(),
        applied: "now".into(),
        faked: false,
    }]);
    page.answer(EngineOutcome::Ran {
        exit: 0,
        output: printed(""),
    });
    assert_eq!(page.state.piece, Piece::Database);
    page.act(Action::PieceChosen(Piece::Models));
    page.act(Action::LineEntered("nonsense".into()));
    page.answer(EngineOutcome::Ran {
        exit: 1,
        output: printed(""),
    });
    assert_eq!(page.state.piece, Piece::Console);
}

#[test]
fn a_new_file_is_shown_before_the_engine_has_it() {
    let mut page = Page::new();
    page.act(Action::FileCreated("books/admin.py".into()));
    assert_eq!(page.state.files.active.as_deref(), Some("books/admin.py"));
    assert_eq!(page.state.text_of("books/admin.py"), Some(""));
    page.act(Action::FileRenamed {
        from: "books/admin.py".into(),
        to: "books/a.py".into(),
    });
    assert_eq!(page.state.files.active.as_deref(), Some("books/a.py"));
}

/// A page with this many commands behind it, at the last.
fn with_steps(count: u32) -> Page {
    let mut page = Page::new();
    let step = |number: u32| TimelineStep {
        parent: number.checked_sub(1),
        next: (number < count).then_some(number + 1),
        ..TimelineStep::default()
    };
    page.view.timeline = Rc::new((0..=count).map(step).collect());
    page.at(count);
    page
}

impl Page {
    /// The engine shows a step.
    fn at(&mut self, step: u32) {
        self.view.present = step;
        if self.state.waiting.is_empty() {
            self.act(Action::EditsDue);
            self.state.view = Rc::new(self.view.clone());
        } else {
            self.answer(EngineOutcome::Done);
        }
    }
}

#[test]
fn of_steps_chosen_while_the_engine_is_on_its_way_it_is_asked_for_the_last() {
    let mut page = with_steps(9);
    for step in [8, 7, 6, 5] {
        page.act(Action::StepChosen(step));
        assert_eq!(page.state.place(), step);
    }
    assert_eq!(page.sent(), [EngineCommand::GoTo { step: 8 }]);
    page.act(Action::UndoPressed);
    page.at(8);
    assert_eq!(page.state.place(), 4);
    assert_eq!(page.sent(), [EngineCommand::GoTo { step: 4 }]);
    page.at(4);
    assert_eq!((page.sent(), page.state.heading), (Vec::new(), None));
}

#[test]
fn a_command_runs_at_the_step_that_was_chosen() {
    let mut page = with_steps(3);
    page.act(Action::UndoPressed);
    page.act(Action::UndoPressed);
    page.act(Action::LineEntered("ls".into()));
    let expected = [
        EngineCommand::Undo,
        EngineCommand::GoTo { step: 1 },
        run("ls", &[]),
    ];
    assert_eq!(page.sent(), expected);
}

#[test]
fn a_step_that_the_engine_refuses_is_not_asked_for_again() {
    let mut page = with_steps(3);
    page.act(Action::StepChosen(1));
    page.act(Action::StepChosen(0));
    page.sent();
    page.answer(EngineOutcome::Refused {
        message: "no".into(),
    });
    assert_eq!((page.sent(), page.state.place()), (Vec::new(), 3));
}

#[test]
fn playing_begins_anew_at_the_end_and_ends_there() {
    let mut page = with_steps(2);
    page.act(Action::PlayToggled);
    assert_eq!(page.sent(), [EngineCommand::GoTo { step: 0 }]);
    page.at(0);
    for step in 1..=2 {
        assert!(page.state.playing);
        page.act(Action::PlayDue);
        assert_eq!(page.sent(), [EngineCommand::Redo]);
        page.at(step);
    }
    assert!(!page.state.playing);
}

#[test]
fn a_command_ends_playing() {
    let mut page = with_steps(2);
    page.act(Action::PlayToggled);
    page.act(Action::LineEntered("ls".into()));
    assert!(!page.state.playing);
}

/// Presses the toast that brings something back.
fn want_back(page: &mut Page) {
    let toast = page.state.toasts.iter().find(|toast| toast.lost.is_some());
    let id = toast.expect("something was lost").id;
    page.act(Action::LostWanted(id));
}

#[test]
fn a_deleted_file_comes_back_as_it_was_typed() {
    let mut page = Page::new();
    page.act(Action::Edited {
        path: "manage.py".into(),
        text: "typed".into(),
    });
    page.act(Action::FileDeleted("manage.py".into()));
    let deleted = EngineCommand::DeleteFile {
        path: "manage.py".into(),
    };
    assert_eq!(page.sent(), [deleted]);
    page.view.files.pop();
    page.answer(EngineOutcome::Done);
    want_back(&mut page);
    let written = EngineCommand::WriteFile {
        path: "manage.py".into(),
        text: "typed".into(),
    };
    assert_eq!(page.sent(), [written]);
    assert_eq!(page.state.files.active.as_deref(), Some("manage.py"));
    assert!(page.state.toasts.is_empty());
}

#[test]
fn the_name_of_a_step_comes_back() {
    let mut page = with_steps(1);
    let name = |name: &str| EngineCommand::NameStep {
        step: 1,
        name: name.into(),
    };
    Rc::make_mut(&mut page.view.timeline)[1].name = Some("here".into());
    page.at(1);
    let gone = Action::StepNamed {
        step: 1,
        name: String::new(),
    };
    page.act(gone);
    want_back(&mut page);
    assert_eq!(page.sent(), [name(""), name("here")]);
}

#[test]
fn a_project_comes_back_with_what_the_page_knew_of_it() {
    let mut page = with_steps(1);
    page.act(Action::FileOpened("manage.py".into()));
    page.act(Action::LineEntered("ls".into()));
    page.answer(EngineOutcome::Ran {
        exit: 0,
        output: printed("here"),
    });
    let before = page.state.clone();
    page.sent();
    page.act(Action::SampleConfirmed(None));
    page.answer(EngineOutcome::Done);
    let other = page.state.clone();
    assert_ne!(other.console, before.console);
    want_back(&mut page);
    let last = page.state.outbox.last().map(|outgoing| &outgoing.effect);
    assert_eq!(last, Some(&Effect::OpenReplaced));
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.console, before.console);
    assert_eq!(page.state.files, before.files);
    // The one that was there in between can be had again, too.
    want_back(&mut page);
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.console, other.console);
}

#[test]
fn a_button_does_nothing_to_the_present_while_a_moment_is_seen() {
    let mut page = with_steps(1);
    page.view.looked_at = Some((1, 0));
    page.at(1);
    page.sent();
    page.act(Action::CommandGiven("migrate".into()));
    assert_eq!(page.sent(), []);
    assert_eq!(page.state.toasts.len(), 1);
    // Who types means it.
    page.act(Action::LineEntered("ls".into()));
    assert_eq!(page.sent().len(), 1);
}

#[test]
fn a_project_without_work_is_not_offered_back() {
    let mut page = Page::new();
    page.act(Action::SampleConfirmed(None));
    page.answer(EngineOutcome::Done);
    assert!(page.state.toasts.is_empty());
}

#[test]
fn the_file_that_stood_in_for_a_deleted_one_goes_when_that_comes_back() {
    let mut page = Page::new();
    page.act(Action::FileDeleted("books/models.py".into()));
    page.view.files.remove(0);
    page.answer(EngineOutcome::Done);
    assert_eq!(page.state.files.open, ["manage.py"]);
    want_back(&mut page);
    assert_eq!(page.state.files.open, ["books/models.py"]);
    assert_eq!(page.state.files.active.as_deref(), Some("books/models.py"));
}

#[test]
fn a_file_that_was_opened_meanwhile_stays_open() {
    let mut page = Page::new();
    page.act(Action::FileDeleted("books/models.py".into()));
    page.view.files.remove(0);
    page.answer(EngineOutcome::Done);
    page.act(Action::FileOpened("manage.py".into()));
    want_back(&mut page);
    assert_eq!(page.state.files.open, ["manage.py", "books/models.py"]);
}

/// A page with a migration that waits to be applied, of one operation, and a table with rows.
fn waiting(symbol: &str, description: &str, rows: u64) -> Page {
    let mut page = Page::new();
    let mut waiting = migration("0002_next", &[]);
    waiting.path = Some("books/migrations/0002_next.py".into());
    waiting.operations = vec![OperationView {
        symbol: symbol.into(),
        description: description.into(),
    }];
    page.view.apps[0].migrations = vec![waiting];
    page.view.pending = Some(PendingView {
        model_changes: Vec::new(),
        unapplied: vec![("books".into(), "0002_next".into())],
    });
    page.view.tables = vec![Rc::new(TableView {
        name: "books_author".into(),
        sql: String::new(),
        model: None,
        columns: Vec::new(),
        constraints: Vec::new(),
        indexes: Vec::new(),
        rows: Vec::new(),
        row_count: rows,
    })];
    page.act(Action::LineEntered(
        "python manage.py makemigrations".into(),
    ));
    let output = printed("");
    page.answer(EngineOutcome::Ran { exit: 0, output });
    page.sent();
    page
}

fn advise(page: &mut Page) -> Vec<EngineCommand> {
    page.act(Action::Insight(InsightAction::AdviceDue));
    page.sent()
}

fn dropped() -> EngineOutcome {
    let advice = Advice {
        id: "dropped-column".into(),
        severity: Severity::Error,
        values: Vec::new(),
        reason: "2 values will be gone.".into(),
        remedy: "Copy them.".into(),
    };
    let note = AdviceNote {
        app: "books".into(),
        name: "0002_next".into(),
        path: "books/migrations/0002_next.py".into(),
        start: 7,
        end: 9,
        line: 1,
        column: 8,
        advice,
    };
    EngineOutcome::Advised { notes: vec![note] }
}

#[test]
fn of_a_migration_that_may_take_rows_it_is_asked_once_what_to_beware_of() {
    let mut page = waiting("-", "Remove field name from author", 2);
    let migrations = vec!["books.0002_next".to_owned()];
    assert_eq!(advise(&mut page), [EngineCommand::Advise { migrations }]);
    assert!(!page.state.can_be_advised());
    page.answer(dropped());
    assert_eq!(page.state.advised.notes.len(), 1);
    assert_eq!(advise(&mut page), []);
    // A click on it leads there; it comes behind the problems of the view.
    page.act(Action::DiagnosticChosen(0));
    let reveal = page.state.reveal.clone().expect("a place to show");
    assert_eq!(
        (reveal.path.as_str(), reveal.offset),
        ("books/migrations/0002_next.py", 7)
    );
}

#[test]
fn what_cannot_be_in_the_way_of_rows_is_not_asked_about() {
    assert_eq!(advise(&mut waiting("+", "Create model Book", 2)), []);
    assert_eq!(
        advise(&mut waiting("-", "Remove field name from author", 0)),
        []
    );
    assert_eq!(
        advise(&mut waiting("+", "Add field age to author", 2)).len(),
        1
    );
    assert_eq!(
        advise(&mut waiting("p", "Raw Python operation", 0)).len(),
        1
    );
}

#[test]
fn the_migration_in_the_editor_is_asked_about_whatever_it_does() {
    let mut page = waiting("+", "Create model Book", 0);
    page.view.files.push(FileView {
        path: "books/migrations/0002_next.py".into(),
        text: "# written".into(),
        committed: None,
    });
    page.act(Action::FileOpened("books/migrations/0002_next.py".into()));
    assert_eq!(advise(&mut page).len(), 1);
    page.answer(dropped());
    // While one types, the notes stay; what is found afterwards takes their place.
    page.act(Action::Edited {
        path: "books/migrations/0002_next.py".into(),
        text: "# edited".into(),
    });
    assert_eq!(advise(&mut page), []);
    page.act(Action::EditsDue);
    page.answer(EngineOutcome::Done);
    page.sent();
    assert_eq!(page.state.advised.notes.len(), 1);
    assert_eq!(advise(&mut page).len(), 1);
    page.answer(EngineOutcome::Advised { notes: Vec::new() });
    assert_eq!(page.state.advised.notes, []);
}

#[test]
fn what_was_found_before_a_command_is_not_shown_after_it() {
    let mut page = waiting("-", "Remove field name from author", 2);
    advise(&mut page);
    page.act(Action::LineEntered("python manage.py migrate".into()));
    page.answer(dropped());
    assert_eq!(page.state.advised.notes.len(), 1);
    page.view.pending = Some(PendingView::default());
    let output = printed("");
    page.answer(EngineOutcome::Ran { exit: 0, output });
    assert_eq!(page.state.advised.notes, []);
    assert!(!page.state.may_be_advised());
}

#[test]
fn another_direction_keeps_the_operation_and_the_database() {
    let mut page = waiting("-", "Remove field name from author", 2);
    let inspected = |backwards| {
        let operation = |number| OperationInspection {
            number,
            ..OperationInspection::default()
        };
        let mut operations = vec![operation(0), operation(1), operation(2)];
        if backwards {
            operations.reverse();
        }
        let inspection = InspectionView {
            app: "books".into(),
            name: "0002_next".into(),
            backwards,
            operations,
            ..InspectionView::default()
        };
        EngineOutcome::Inspected { inspection }
    };
    let key = ("books".to_owned(), "0002_next".to_owned());
    let insight = |action| Action::Insight(action);
    page.act(insight(InsightAction::MigrationOpened(key)));
    page.answer(inspected(false));
    page.act(insight(InsightAction::OperationChosen(2)));
    page.act(insight(InsightAction::DatabaseChosen(SqlDatabase::MySql)));
    page.sent();
    page.act(insight(InsightAction::DirectionChosen(true)));
    let asked = EngineCommand::Inspect {
        app: "books".into(),
        name: "0002_next".into(),
        other_way: true,
    };
    assert_eq!(page.sent(), [asked]);
    page.answer(inspected(true));
    let Some(Insight::Migration(microscope)) = &page.state.insight else {
        panic!("{:?}", page.state.insight);
    };
    assert_eq!(
        (microscope.operation, microscope.database),
        (0, SqlDatabase::MySql)
    );
}
