//! The reducer: what each action does to the state.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::protocol::{
    AppliedMigrationView, EngineCommand, EngineOutcome, Interrupt, OutputChunk, Response, Stream,
    View,
};

use super::action::{Action, ConsoleAction};
use super::changes::{Changes, MigrationChange};
use super::console::{CommandStatus, Question};
use super::layout::{Layout, Piece, Sizes};
use super::{
    Effect, EngineStatus, ModelsChange, ModelsChanges, Outgoing, Purpose, Reveal, State, Toast,
    is_contrib, migrations,
};

impl State {
    /// Does what an action says, in place.
    pub(super) fn apply(&mut self, action: Action) {
        match action {
            Action::Started => {
                self.engine = EngineStatus::Starting;
                self.push(Effect::OpenSaved, Purpose::Open);
            }
            Action::Answered { id, response } => self.answered(id, *response),
            Action::RequestFailed { id, reason } => self.request_failed(id, reason),
            Action::OutboxTaken(up_to) => Rc::make_mut(&mut self.outbox).retain(|o| o.id > up_to),
            Action::LineEntered(line) => self.enter(line),
            Action::CommandGiven(line) => {
                self.interrupt(Interrupt::KeyboardInterrupt);
                self.enter(line);
            }
            Action::LinesPasted(lines) => lines.into_iter().for_each(|line| self.enter(line)),
            Action::Interrupted(interrupt) => self.interrupt(interrupt),
            Action::StopPressed => self.stop(),
            Action::UndoPressed => self.travel(EngineCommand::Undo, "undo"),
            Action::RedoPressed => self.travel(EngineCommand::Redo, "redo"),
            Action::StepChosen(step) => self.travel(EngineCommand::GoTo { step }, "timeline"),
            Action::SharePressed => self.share(),
            Action::ProjectChosen(sample) => self.open_project(sample),
            Action::Console(action) => self.console_action(action),
            Action::GhostsFaded(generation) => self.ghosts_faded(generation),
            action => self.apply_to_files(action),
        }
    }

    fn apply_to_files(&mut self, action: Action) {
        match action {
            Action::Edited { path, text } => self.edited(path, text),
            Action::EditsDue => self.edits_due(),
            Action::FileOpened(path) => self.open_file(&path),
            Action::FileClosed(path) => Rc::make_mut(&mut self.files).close(&path),
            Action::FileCreated(path) => self.create_file(path),
            Action::FileDeleted(path) => self.delete_file(path),
            Action::FileRenamed { from, to } => self.rename_file(from, to),
            Action::DiagnosticChosen(index) => self.show_diagnostic(index),
            Action::ModelsRemembered(changes) => self.remember_models(changes),
            action => self.apply_to_page(action),
        }
    }

    fn apply_to_page(&mut self, action: Action) {
        match action {
            Action::MigrationChosen(key) => self.chosen_migration = Some(key),
            Action::TableToggled(name) => self.toggle_table(name),
            Action::LayoutChanged(layout) => self.layout = layout,
            Action::PieceChosen(piece) => self.piece = piece,
            Action::PaneResized(pane, share) => self.preferences.sizes.set(pane, share),
            Action::PanesReset => self.preferences.sizes = Sizes::default(),
            Action::SystemDarkChanged(dark) => self.system_dark = dark,
            Action::ThemeChosen(theme) => self.preferences.theme = theme,
            Action::TreeToggled => self.toggle_tree(),
            Action::DialogOpened(dialog) => self.dialog = Some(dialog),
            Action::DialogClosed => self.dialog = None,
            Action::ToastShown(text) => self.toast(text),
            Action::ToastGone(id) => Rc::make_mut(&mut self.toasts).retain(|toast| toast.id != id),
            _ => {}
        }
    }

    // Commands.

    /// A line goes where a terminal would send it: to the question, to the queue, or off.
    fn enter(&mut self, line: String) {
        if let Some(question) = Rc::make_mut(&mut self.console).answer_question() {
            return self.answer(question, line);
        }
        Rc::make_mut(&mut self.console).line.clear();
        if self.running() {
            return Rc::make_mut(&mut self.console).queue.push_back(line);
        }
        match line.trim() {
            "" => {}
            "clear" => Rc::make_mut(&mut self.console).apply(ConsoleAction::Cleared),
            line => self.start(line.to_owned()),
        }
    }

    fn start(&mut self, line: String) {
        self.flush_edits();
        let entry = self.count();
        Rc::make_mut(&mut self.console).begin(entry, &line);
        self.run(entry, line, Vec::new(), None);
    }

    fn answer(&mut self, question: Question, answer: String) {
        let Question {
            entry,
            line,
            mut answers,
            ..
        } = question;
        let console = Rc::make_mut(&mut self.console);
        console.line.clear();
        console.echo(entry, &answer);
        console.update(entry, None, CommandStatus::Running);
        answers.push(answer);
        self.run(entry, line, answers, None);
    }

    fn interrupt(&mut self, interrupt: Interrupt) {
        let Some(question) = Rc::make_mut(&mut self.console).answer_question() else {
            return;
        };
        let Question {
            entry,
            line,
            answers,
            ..
        } = question;
        let console = Rc::make_mut(&mut self.console);
        console.queue.clear();
        console.update(entry, None, CommandStatus::Running);
        self.run(entry, line, answers, Some(interrupt));
    }

    fn run(
        &mut self,
        entry: u32,
        line: String,
        answers: Vec<String>,
        interrupt: Option<Interrupt>,
    ) {
        let command = EngineCommand::Run {
            line: line.clone(),
            answers: answers.clone(),
            interrupt,
        };
        self.ask(
            command,
            Purpose::Run {
                entry,
                line,
                answers,
            },
        );
    }

    fn stop(&mut self) {
        Rc::make_mut(&mut self.console).queue.clear();
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing {
            id,
            effect: Effect::Stop,
        });
    }

    fn share(&mut self) {
        self.flush_edits();
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing {
            id,
            effect: Effect::Share,
        });
    }

    fn travel(&mut self, command: EngineCommand, words: &str) {
        // A question left open has changed nothing; Ctrl-C says so in Django's words.
        self.interrupt(Interrupt::KeyboardInterrupt);
        self.flush_edits();
        self.ask(command, Purpose::Travel(words.to_owned()));
    }

    fn open_project(&mut self, sample: Option<String>) {
        self.dialog = None;
        self.interrupt(Interrupt::KeyboardInterrupt);
        self.files = Rc::default();
        self.ask(
            EngineCommand::Open {
                snapshot: None,
                sample,
            },
            Purpose::Open,
        );
    }

    fn console_action(&mut self, action: ConsoleAction) {
        if let ConsoleAction::CompletionRequested(cursor) = action {
            let line = self
                .console
                .line
                .get(..cursor)
                .unwrap_or(&self.console.line)
                .to_owned();
            let purpose = Purpose::Complete(line.clone());
            return self.ask(EngineCommand::Complete { line }, purpose);
        }
        Rc::make_mut(&mut self.console).apply(action);
    }

    // Files.

    fn edited(&mut self, path: String, text: String) {
        if self.text_of(&path) != Some(text.as_str()) {
            Rc::make_mut(&mut self.files).edit(path, text);
        }
    }

    /// One edit at a time: an engine that is busy with the last one would fall behind.
    fn edits_due(&mut self) {
        if !self
            .waiting
            .values()
            .any(|purpose| *purpose == Purpose::Edit)
        {
            self.flush_edits();
        }
    }

    fn flush_edits(&mut self) {
        for (path, text) in Rc::make_mut(&mut self.files).take_drafts() {
            let command = EngineCommand::WriteFile {
                path: path.clone(),
                text: text.clone(),
            };
            self.ask(command, Purpose::Edit);
            Rc::make_mut(&mut self.files).note_sent(self.counter, path, text);
        }
    }

    fn open_file(&mut self, path: &str) {
        Rc::make_mut(&mut self.files).show(path);
        self.narrow_tree = false;
        if self.layout != Layout::Wide {
            self.piece = Piece::Models;
        }
    }

    fn toggle_tree(&mut self) {
        let tree = match self.layout {
            Layout::Narrow => &mut self.narrow_tree,
            Layout::Wide | Layout::Middle => &mut self.preferences.tree,
        };
        *tree = !*tree;
    }

    fn create_file(&mut self, path: String) {
        self.dialog = None;
        if self.view.files.iter().all(|file| file.path != path) {
            Rc::make_mut(&mut self.files).edit(path.clone(), String::new());
            self.flush_edits();
        }
        self.open_file(&path);
    }

    fn delete_file(&mut self, path: String) {
        self.dialog = None;
        let files = Rc::make_mut(&mut self.files);
        files.forget(&path);
        files.close(&path);
        self.ask(EngineCommand::DeleteFile { path }, Purpose::Edit);
    }

    fn rename_file(&mut self, from: String, to: String) {
        self.dialog = None;
        self.flush_edits();
        let text = self.text_of(&from).unwrap_or_default().to_owned();
        self.ask(
            EngineCommand::RenameFile {
                from: from.clone(),
                to: to.clone(),
            },
            Purpose::Edit,
        );
        let files = Rc::make_mut(&mut self.files);
        files.forget(&from);
        // Until the engine confirms, the new tab shows the text that moves.
        files.note_sent(self.counter, to.clone(), text);
        files.rename(&from, &to);
    }

    fn show_diagnostic(&mut self, index: usize) {
        let Some(diagnostic) = self.view.diagnostics.get(index) else {
            return;
        };
        let (path, offset) = (diagnostic.path.clone(), diagnostic.start);
        self.open_file(&path);
        self.reveal = Some(Reveal {
            id: self.count(),
            path,
            offset,
        });
    }

    fn toggle_table(&mut self, name: String) {
        let open = Rc::make_mut(&mut self.open_tables);
        if !open.remove(&name) {
            open.insert(name);
        }
    }

    fn ghosts_faded(&mut self, generation: u32) {
        if self.changes.generation == generation {
            Rc::make_mut(&mut self.changes).faded = true;
        }
    }

    // Answers.

    fn answered(&mut self, id: u32, response: Response) {
        let Some(purpose) = Rc::make_mut(&mut self.waiting).remove(&id) else {
            return;
        };
        self.engine = EngineStatus::Ready;
        let mut view = response.view;
        if !matches!(purpose, Purpose::Open) {
            keep_apps(&mut view, &self.view);
        }
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
            (_, EngineOutcome::Refused { message }) => self.toast(message),
            (Purpose::Open, _) => self.project_opened(),
            (Purpose::Travel(words), _) => self.travelled(&words, &before),
            (Purpose::Edit | Purpose::Complete(_), _) => {}
        }
        self.after_view();
    }

    fn command_answered(
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
                self.show_result(exit);
                self.finish(entry, Some(output), CommandStatus::Finished(exit));
            }
            EngineOutcome::Ask {
                output,
                prompt,
                choices,
            } => {
                let question = Question {
                    entry,
                    line,
                    answers,
                    prompt,
                    choices,
                    answered: false,
                };
                self.asked(question, output);
            }
            EngineOutcome::Refused { message } => {
                let output = vec![OutputChunk {
                    stream: Stream::Stderr,
                    text: message,
                }];
                self.finish(entry, Some(output), CommandStatus::Finished(1));
            }
            EngineOutcome::Done | EngineOutcome::Completions { .. } => {
                self.finish(entry, None, CommandStatus::Finished(0));
            }
        }
    }

    fn asked(&mut self, question: Question, output: Vec<OutputChunk>) {
        let console = Rc::make_mut(&mut self.console);
        console.update(question.entry, Some(output), CommandStatus::Asking);
        console.question = Some(question);
        match console.queue.pop_front() {
            Some(answer) => self.enter(answer),
            None => self.reveal_piece(Piece::Console),
        }
    }

    /// Ends a command's entry and starts what was typed ahead.
    fn finish(&mut self, entry: u32, output: Option<Vec<OutputChunk>>, status: CommandStatus) {
        let console = Rc::make_mut(&mut self.console);
        console.update(entry, output, status);
        console.question = None;
        if let Some(line) = console.queue.pop_front() {
            self.enter(line);
        }
    }

    fn request_failed(&mut self, id: u32, reason: Option<String>) {
        let Some(purpose) = Rc::make_mut(&mut self.waiting).remove(&id) else {
            return;
        };
        Rc::make_mut(&mut self.files).unsend();
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
            (Purpose::Open, Some(reason)) => self.engine = EngineStatus::Failed(reason),
            (_, Some(reason)) => self.toast(reason),
            (_, None) => {}
        }
    }

    fn project_opened(&mut self) {
        let generation = self.count();
        self.changes = Rc::new(Changes {
            generation,
            ..Changes::default()
        });
        self.open_tables = Rc::new(own_tables(&self.view));
        self.chosen_migration = last_own_migration(&self.view);
        self.forget_models();
        let (text, command) = greeting(&self.view);
        let number = self.count();
        let console = Rc::make_mut(&mut self.console);
        console.apply(ConsoleAction::Cleared);
        console.note(number, text, command);
    }

    fn travelled(&mut self, words: &str, before: &View) {
        self.note_changes(before);
        let step = self.view.timeline.get(self.view.present as usize);
        let place = match step.map(|step| step.command.as_str()) {
            None | Some("") => "the beginning".to_owned(),
            Some(command) => format!("after {command}"),
        };
        let number = self.count();
        Rc::make_mut(&mut self.console).note(number, format!("{words}: now {place}"), None);
    }

    // What follows from a new view.

    fn after_view(&mut self) {
        let view = Rc::clone(&self.view);
        Rc::make_mut(&mut self.files).follow(&view);
        if self.chosen().is_none() {
            self.chosen_migration = last_own_migration(&view);
        }
    }

    fn note_changes(&mut self, before: &View) {
        let generation = self.count();
        let changes = Changes::between(before, &self.view, generation);
        self.note_models(before, &changes);
        self.choose_changed_migration(&changes);
        let created = changes.tables.iter().filter(|(_, change)| change.created);
        let own = own_tables(&self.view);
        let open = Rc::make_mut(&mut self.open_tables);
        open.extend(
            created
                .map(|(name, _)| name.clone())
                .filter(|name| own.contains(name)),
        );
        self.changes = Rc::new(changes);
    }

    /// Keeps what changed in models.py for each migration that was written just now.
    fn note_models(&mut self, before: &View, changes: &Changes) {
        for key in changes.written() {
            let path = format!("{}/models.py", key.0);
            let Some(after) = file_text(&self.view, &path) else {
                continue;
            };
            let had_migrations = migrations(before).any(|migration| migration.app == key.0);
            let earlier = self
                .models_changes
                .iter()
                .rev()
                .find(|((app, _), _)| *app == key.0);
            let before = match earlier {
                Some((_, change)) => change.after.clone(),
                // Made before this page was opened: what it saw is not known.
                None if had_migrations => continue,
                None => String::new(),
            };
            let change = ModelsChange {
                path,
                before,
                after: after.to_owned(),
            };
            Rc::make_mut(&mut self.models_changes).insert(key.clone(), change);
        }
    }

    fn remember_models(&mut self, mut changes: ModelsChanges) {
        changes.extend((*self.models_changes).clone());
        self.models_changes = Rc::new(changes);
        if self.engine == EngineStatus::Ready {
            self.forget_models();
        }
    }

    /// Forgets what changed for migrations that another project had.
    fn forget_models(&mut self) {
        let written: BTreeSet<(&str, &str)> = migrations(&self.view)
            .map(|migration| (migration.app.as_str(), migration.name.as_str()))
            .collect();
        let exists = |app: &str, name: &str| written.contains(&(app, name));
        Rc::make_mut(&mut self.models_changes).retain(|(app, name), _| exists(app, name));
    }

    fn choose_changed_migration(&mut self, changes: &Changes) {
        let own = |key: &&super::MigrationKey| {
            let mut apps = self.view.apps.iter();
            apps.any(|app| !app.contrib && app.label == key.0)
        };
        let chosen = changes
            .written()
            .find(own)
            .or_else(|| changes.with(MigrationChange::Applied).filter(own).last())
            .or_else(|| changes.with(MigrationChange::Unapplied).find(own));
        if let Some(key) = chosen {
            self.chosen_migration = Some(key.clone());
        }
    }

    /// Where one piece is shown at a time, shows the one that the command changed.
    fn show_result(&mut self, exit: i32) {
        if exit != 0 {
            self.reveal_piece(Piece::Console);
        } else if self.changes.touch_database() {
            self.reveal_piece(Piece::Database);
        } else if self.changes.written().next().is_some() {
            self.reveal_piece(Piece::Migrations);
        } else {
            self.reveal_piece(Piece::Console);
        }
    }

    fn reveal_piece(&mut self, piece: Piece) {
        let in_the_way = match self.layout {
            Layout::Wide => false,
            // Only models and migrations hide each other here.
            Layout::Middle => piece == Piece::Migrations,
            // Who types in the console reads on there.
            Layout::Narrow => self.piece != Piece::Console,
        };
        if in_the_way {
            self.piece = piece;
        }
    }

    // Small things.

    fn toast(&mut self, text: String) {
        let id = self.count();
        Rc::make_mut(&mut self.toasts).push(Toast { id, text });
    }

    fn ask(&mut self, command: EngineCommand, purpose: Purpose) {
        self.push(Effect::Ask(command), purpose);
    }

    fn push(&mut self, effect: Effect, purpose: Purpose) {
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing { id, effect });
        Rc::make_mut(&mut self.waiting).insert(id, purpose);
    }

    fn count(&mut self) -> u32 {
        self.counter = self.counter.wrapping_add(1);
        self.counter
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
        let known = before.tables.iter().find(|known| known.name == table.name);
        table.model = known.and_then(|known| known.model.clone());
    }
}

fn file_text<'a>(view: &'a View, path: &str) -> Option<&'a str> {
    view.files
        .iter()
        .find(|file| file.path == path)
        .map(|file| file.text.as_str())
}

fn own_tables(view: &View) -> BTreeSet<String> {
    let own = view.tables.iter().filter(|table| !is_contrib(view, table));
    own.map(|table| table.name.clone()).collect()
}

fn last_own_migration(view: &View) -> Option<super::MigrationKey> {
    let own = view
        .apps
        .iter()
        .filter(|app| !app.contrib)
        .flat_map(|app| &app.migrations);
    own.last()
        .map(|migration| (migration.app.clone(), migration.name.clone()))
}

fn greeting(view: &View) -> (String, Option<String>) {
    if view.timeline.len() > 1 {
        let text = format!(
            "Your project is as you left it, after {} commands.",
            view.timeline.len() - 1
        );
        return (text, None);
    }
    let own_migrations = last_own_migration(view).is_some();
    let (text, command) = match own_migrations {
        false => (
            "The models are written and nothing is migrated yet. Try:",
            "python manage.py makemigrations",
        ),
        true => (
            "The migrations are written. Try:",
            "python manage.py migrate",
        ),
    };
    (text.to_owned(), Some(command.to_owned()))
}
