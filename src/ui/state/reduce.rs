//! The reducer: what each action does to the state.

mod answers;
mod commands;
mod consequences;
mod files;
mod lost;
mod travel;

use std::rc::Rc;

use super::action::Action;
use super::layout::{Layout, Piece, Sizes};
use super::{Effect, EngineStatus, Outgoing, Purpose, State, Toast};
use crate::protocol::{EngineCommand, Interrupt};
use crate::ui::texts::texts;

impl State {
    /// Does what an action says, in place.
    pub(super) fn apply(&mut self, action: Action) {
        match action {
            Action::Started => {
                self.engine = EngineStatus::Starting;
                self.push(Effect::OpenSaved, Purpose::Open(None));
            }
            Action::OriginKnown {
                recalled,
                is_linked,
                has_kept,
            } => {
                self.recalled = recalled;
                self.is_linked = is_linked;
                self.has_kept = has_kept;
            }
            Action::KeptPressed => self.open_kept(),
            Action::Answered { id, response } => self.answered(id, *response),
            Action::RequestFailed { id, reason } => self.request_failed(id, reason),
            Action::OutboxTaken(up_to) => Rc::make_mut(&mut self.outbox).retain(|o| o.id > up_to),
            Action::LineEntered(line) => self.enter(line),
            // It would run in the present, which is not what is seen.
            Action::CommandGiven(_) if self.view.looked_at.is_some() => {
                self.toast(texts().messages.moment_is_past.to_owned());
            }
            Action::CommandGiven(line) => {
                self.interrupt(Interrupt::KeyboardInterrupt);
                self.enter(line);
            }
            Action::LinesPasted(lines) => lines.into_iter().for_each(|line| self.enter(line)),
            Action::Interrupted(interrupt) => self.interrupt(interrupt),
            Action::StopPressed => self.stop(),
            Action::UndoPressed => self.step_back(),
            Action::RedoPressed => self.step_forward(),
            Action::StepChosen(step) => self.go_to(step),
            Action::PlayToggled => self.toggle_play(),
            Action::PlayDue => self.play(),
            Action::StepNamed { step, name } => {
                self.dialog = None;
                self.name_step(step, name);
            }
            Action::SharePressed => self.effect(Effect::Share),
            Action::DownloadPressed => self.effect(Effect::Download),
            Action::DiskPressed(source) => self.effect(Effect::ChooseFiles(source)),
            Action::FilesChosen(chosen) => self.choose_files(chosen),
            Action::FilesConfirmed(chosen) => self.open_files(chosen),
            Action::SampleChosen(sample) => self.choose_sample(sample),
            Action::SampleConfirmed(sample) => self.open_sample(sample),
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
            Action::Insight(action) => self.insight_action(action),
            Action::MigrationChosen(key) => self.chosen_migration = Some(key),
            Action::MigrationShown(key) => {
                self.chosen_migration = Some(key);
                self.show_piece(Piece::Migrations);
            }
            Action::TableShown(name) => self.show_table(name),
            Action::DiagramChosen(diagram) => {
                self.preferences.diagram = diagram;
                self.show_piece(Piece::Database);
            }
            Action::PresentationToggled => {
                self.preferences.presentation = !self.preferences.presentation;
            }
            Action::TableToggled(name) => self.toggle_table(name),
            Action::LayoutChanged(layout) => self.layout = layout,
            Action::PieceChosen(piece) => self.piece = piece,
            Action::PaneResized(pane, share) => self.preferences.sizes.set(pane, share),
            Action::PanesReset => self.preferences.sizes = Sizes::default(),
            Action::SystemDarkChanged(dark) => self.system_dark = dark,
            Action::ThemeChosen(theme) => self.preferences.theme = theme,
            Action::LanguageChosen(language) => self.preferences.language = Some(language),
            Action::TreeToggled => self.toggle_tree(),
            Action::DialogOpened(dialog) => self.dialog = Some(dialog),
            Action::DialogClosed => self.dialog = None,
            Action::ToastShown(text) => self.toast(text),
            Action::LostWanted(id) => self.want_back(id),
            Action::ToastGone(id) => Rc::make_mut(&mut self.toasts).retain(|toast| toast.id != id),
            _ => {}
        }
    }

    fn show_table(&mut self, name: String) {
        Rc::make_mut(&mut self.open_tables).insert(name.clone());
        self.preferences.diagram = false;
        self.show_piece(Piece::Database);
        let id = self.count();
        self.shown_table = Some((id, name));
    }

    /// Shows a piece that the visitor asked for, if another one hides it.
    fn show_piece(&mut self, piece: Piece) {
        let hidden = match self.layout {
            Layout::Wide => false,
            Layout::Middle => piece == Piece::Migrations,
            Layout::Narrow => true,
        };
        if hidden {
            self.piece = piece;
        }
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

    pub(in crate::ui::state) fn toast(&mut self, text: String) {
        let id = self.count();
        let lost = None;
        Rc::make_mut(&mut self.toasts).push(Toast { id, text, lost });
    }

    pub(in crate::ui::state) fn ask(&mut self, command: EngineCommand, purpose: Purpose) {
        self.arrive_first();
        self.push(Effect::Ask(command), purpose);
    }

    fn push(&mut self, effect: Effect, purpose: Purpose) {
        let id = self.count();
        Rc::make_mut(&mut self.outbox).push(Outgoing { id, effect });
        Rc::make_mut(&mut self.waiting).insert(id, purpose);
    }

    pub(super) fn count(&mut self) -> u32 {
        self.counter = self.counter.wrapping_add(1);
        self.counter
    }
}
