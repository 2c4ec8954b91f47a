//! What the engine answered.

use std::rc::Rc;

use crate::protocol::{
    AppliedMigrationView, Consequence, EngineCommand, EngineOutcome, OutputChunk, Response, Stream,
    View,
};
use crate::ui::samples::{self, Sample};
use crate::ui::state::action::ConsoleAction;
use crate::ui::state::changes::Changes;
use crate::ui::state::console::{CommandStatus, Question};
use crate::ui::state::layout::Piece;
use crate::ui::state::{ChosenFiles, EngineStatus, Purpose, State};
use crate::ui::texts::{later, texts};

use super::consequences::{last_own_migration, tables_to_open};

impl State {
    pub(super) fn answered(&mut self, id: u32, response: Response) {
        let Some(purpose) = Rc::make_mut(&mut self.waiting).remove(&id) else {
            return;
        };
        self.engine = EngineStatus::Ready;
        self.note_edition(&purpose);
        let mut view = response.view;
        let is_other = matches!(
            purpose,
            Purpose::Open(_) | Purpose::OpenFiles(_) | Purpose::BringBack(_)
        );
        if !is_other {
            keep_apps(&mut view, &self.view);
        }
        share(&mut view, &self.view);
        let before = std::mem::replace(&mut self.view, Rc::new(view));
        Rc::make_mut(&mut self.files).confirm(id);
        match (purpose, response.outcome) {
            (
                Purpose::Run {
                    entry,
                    line,
                    answers,
                },
                outcome,
            ) => {
                self.command_answered(entry, line, answers, outcome, &before);
            }
            (Purpose::Complete(line), EngineOutcome::Completions { start, candidates }) => {
                Rc::make_mut(&mut self.console).complete(&line, start as usize, candidates);
            }
            (Purpose::Advice(asked), outcome) => self.advice_answered(asked, outcome),
            (purpose, EngineOutcome::Refused { message }) => {
                if matches!(purpose, Purpose::Travel(_)) {
                    self.stay();
                }
                if is_other {
                    self.stay_with_project();
                }
                self.toast((later().refusal)(&message));
            }
            (Purpose::Open(sample), _) => {
                let (text, command) = match (self.is_linked, self.has_kept) {
                    (false, _) => greeting(&self.view, sample),
                    (true, false) => (texts().console.linked.to_owned(), None),
                    (true, true) => {
                        let words = &texts().console;
                        (format!("{} {}", words.linked, words.kept), None)
                    }
                };
                self.is_linked = false;
                self.project_opened(text, command);
                let recalled = std::mem::take(&mut self.recalled);
                self.recall(recalled);
            }
            (Purpose::OpenFiles(chosen), _) => {
                self.project_opened(
                    opened(&chosen),
                    Some("python manage.py showmigrations".into()),
                );
            }
            (Purpose::BringBack(replaced), _) => self.brought_back(&replaced),
            (Purpose::Insight, outcome) => self.insight_answered(outcome),
            (Purpose::Foresee(entry, answers), EngineOutcome::Foreseen { consequences }) => {
                self.foreseen(entry, answers, consequences);
            }
            (Purpose::Travel(words), _) => self.travelled(words, &before),
            (Purpose::Edit | Purpose::Complete(_) | Purpose::Foresee(..), _) => {}
        }
        self.forget_insights();
        self.after_view();
    }

    pub(super) fn command_answered(
        &mut self,
        entry: u32,
        line: String,
        answers: Vec<String>,
        outcome: EngineOutcome,
        before: &View,
    ) {
        match outcome {
            EngineOutcome::Ran { exit, output } => {
                self.note_changes(before);
                self.note_models(before);
                self.show_result(exit);
                self.finish(entry, Some(output), CommandStatus::Finished(exit));
            }
            EngineOutcome::Ask {
                output,
                prompt,
                choices,
                secret,
            } => {
                let question = Question {
                    entry,
                    line,
                    answers,
                    prompt,
                    choices,
                    consequences: Rc::default(),
                    secret,
                    answered: false,
                };
                self.asked(question, output);
            }
            EngineOutcome::Refused { message } => {
                let output = vec![OutputChunk {
                    stream: Stream::Stderr,
                    text: (later().refusal)(&message),
                }];
                self.finish(entry, Some(output), CommandStatus::Finished(1));
            }
            _ => {
                self.finish(entry, None, CommandStatus::Finished(0));
            }
        }
    }

    pub(super) fn asked(&mut self, question: Question, output: Vec<OutputChunk>) {
        let console = Rc::make_mut(&mut self.console);
        console.update(question.entry, Some(output), CommandStatus::Asking);
        console.question = Some(question.clone());
        if let Some(answer) = console.queue.pop_front() {
            self.enter(answer);
            return;
        }
        self.reveal_piece(Piece::Console);
        if !question.choices.is_empty() {
            let purpose = Purpose::Foresee(question.entry, question.answers.len());
            let Question { line, answers, .. } = question;
            self.ask(EngineCommand::Foresee { line, answers }, purpose);
        }
    }

    fn foreseen(&mut self, entry: u32, answers: usize, consequences: Vec<Consequence>) {
        let console = Rc::make_mut(&mut self.console);
        let same =
            |question: &&mut Question| question.entry == entry && question.answers.len() == answers;
        if let Some(question) = console.question.as_mut().filter(same) {
            question.consequences = Rc::new(consequences);
        }
    }

    /// Ends a command's entry and starts what was typed ahead.
    pub(super) fn finish(
        &mut self,
        entry: u32,
        output: Option<Vec<OutputChunk>>,
        status: CommandStatus,
    ) {
        let console = Rc::make_mut(&mut self.console);
        console.update(entry, output, status);
        console.question = None;
        if let Some(line) = console.queue.pop_front() {
            self.enter(line);
        }
    }

    pub(super) fn request_failed(&mut self, id: u32, reason: Option<String>) {
        let Some(purpose) = Rc::make_mut(&mut self.waiting).remove(&id) else {
            return;
        };
        Rc::make_mut(&mut self.files).unsend();
        self.stay();
        self.stay_with_project();
        match (purpose, reason) {
            (Purpose::Run { entry, .. }, None) => {
                self.finish(entry, None, CommandStatus::Stopped);
            }
            (Purpose::Run { entry, .. }, Some(reason)) => {
                let output = vec![OutputChunk {
                    stream: Stream::Stderr,
                    text: reason,
                }];
                self.finish(entry, Some(output), CommandStatus::Finished(1));
            }
            (Purpose::Open(_), Some(reason)) => self.engine = EngineStatus::Failed(reason),
            (_, Some(reason)) => self.toast(reason),
            (_, None) => {}
        }
    }

    /// Shows another project; the console begins with `text` and the command to try.
    fn project_opened(&mut self, text: String, command: Option<String>) {
        self.say_project_gone();
        let generation = self.count();
        self.changes = Rc::new(Changes {
            generation,
            ..Changes::default()
        });
        self.open_tables = Rc::new(tables_to_open(&self.view));
        self.chosen_migration = last_own_migration(&self.view);
        self.forget_models();
        let number = self.count();
        let console = Rc::make_mut(&mut self.console);
        console.apply(ConsoleAction::Cleared);
        console.note(number, text, command);
    }

    pub(super) fn travelled(&mut self, words: String, before: &View) {
        self.note_changes(before);
        let step = self.view.timeline.get(self.view.present as usize);
        let said = &texts().console;
        let place = match step.map(|step| step.command.as_str()) {
            None | Some("") => said.the_beginning.to_owned(),
            Some(command) => said.after.with([command]),
        };
        let number = self.count();
        Rc::make_mut(&mut self.console).note_place(number, said.now.with([&words, &place]));
        self.travel_on(words);
    }
}

/// What is as it was is the same value as before, so that nobody has to compare it again.
fn share(view: &mut View, before: &View) {
    for (table, known) in view.tables.iter_mut().zip(&before.tables) {
        if table == known {
            *table = Rc::clone(known);
        }
    }
    if view.timeline == before.timeline {
        view.timeline = Rc::clone(&before.timeline);
    }
}

/// While a file is half typed the engine knows no apps. Those of before are still there, and what
/// is applied stands in the database.
fn keep_apps(view: &mut View, before: &View) {
    if !view.apps.is_empty() || view.pending.is_some() {
        return;
    }
    view.apps.clone_from(&before.apps);
    let rows = view.django_migrations.as_deref().unwrap_or_default();
    for migration in view.apps.iter_mut().flat_map(|app| &mut app.migrations) {
        let is_row =
            |row: &AppliedMigrationView| row.app == migration.app && row.name == migration.name;
        migration.applied = rows.iter().any(is_row);
    }
    for table in &mut view.tables {
        let table = Rc::make_mut(table);
        let known = before.tables.iter().find(|known| known.name == table.name);
        table.model = known.and_then(|known| known.model.clone());
    }
}

/// What the console says of files that were opened.
fn opened(chosen: &ChosenFiles) -> String {
    let words = &texts().console;
    let opened = words.opened.of(chosen.files.len() as u64);
    let left_out = match chosen.skipped {
        0 => String::new(),
        skipped => words.left_out.of(skipped.into()),
    };
    format!("{opened}{left_out}{}", words.opened_try)
}

/// What the console says first.
fn greeting(view: &View, sample: Option<&Sample>) -> (String, Option<String>) {
    let written = last_own_migration(view).is_some();
    let untouched = view.django_migrations.is_none() && view.timeline.len() <= 1;
    let sample = sample.or_else(|| samples::find(None).filter(|_| untouched && !written));
    match sample {
        Some(sample) => (
            sample.words().note.to_owned(),
            Some(sample.command.to_owned()),
        ),
        None => (texts().console.as_left.to_owned(), None),
    }
}
