//! What is taken away at a press, and the toast that brings it back.

use std::rc::Rc;

use crate::protocol::{EngineCommand, Interrupt};
use crate::ui::state::changes::Changes;
use crate::ui::state::{Effect, Lost, Purpose, Replaced, State};
use crate::ui::texts::texts;

impl State {
    /// Says that a file is about to go.
    pub(super) fn say_file_gone(&mut self, path: &str) {
        if let Some(text) = self.text_of(path) {
            let text = text.into();
            let path = path.to_owned();
            let said = texts().messages.file_deleted.with([&path]);
            let alone = self.files.open == [path.as_str()];
            self.toast_of(said, Lost::File { path, text, alone });
        }
    }

    /// Gives a step a name; an empty one takes away that which it has.
    // Not within its caller, so that a first visit need not load it; so with others below.
    #[inline(never)]
    pub(super) fn name_step(&mut self, step: u32, name: String) {
        let known = self.view.timeline.get(step as usize);
        if let (Some(known), true) = (known.and_then(|step| step.name.clone()), name.is_empty()) {
            let said = texts().messages.checkpoint_gone.with([&known]);
            self.toast_of(said, Lost::Name { step, name: known });
        }
        self.ask(EngineCommand::NameStep { step, name }, Purpose::Insight);
    }

    /// Another project is about to take the place of this one.
    pub(super) fn leave_project(&mut self) {
        self.stay();
        self.dialog = None;
        self.interrupt(Interrupt::KeyboardInterrupt);
        self.flush_edits();
        let work = self.has_work();
        self.left = Some((std::mem::take(&mut self.files), work));
    }

    /// Another project has taken the place; what the page knew of this one is still there.
    pub(super) fn say_project_gone(&mut self) {
        Rc::make_mut(&mut self.toasts).retain(|toast| toast.lost.is_none());
        if let Some((files, true)) = self.left.take() {
            let replaced = Replaced {
                console: Rc::clone(&self.console),
                files,
                models_changes: Rc::clone(&self.models_changes),
                open_tables: Rc::clone(&self.open_tables),
                chosen_migration: self.chosen_migration.clone(),
            };
            let said = texts().messages.project_replaced.to_owned();
            self.toast_of(said, Lost::Project(replaced.into()));
        }
    }

    /// Another project could not be opened after all.
    pub(super) fn stay_with_project(&mut self) {
        if let Some((files, _)) = self.left.take() {
            self.files = files;
            self.confirm_all();
        }
    }

    /// Brings back what a toast says is gone.
    #[inline(never)]
    pub(super) fn want_back(&mut self, id: u32) {
        let toasts = Rc::make_mut(&mut self.toasts);
        let Some(place) = toasts.iter().position(|toast| toast.id == id) else {
            return;
        };
        match toasts.remove(place).lost {
            Some(Lost::File { path, text, alone }) => {
                if alone {
                    Rc::make_mut(&mut self.files).close_stand_in();
                }
                if self.text_of(&path).is_none() {
                    Rc::make_mut(&mut self.files).edit(path.clone(), text);
                    self.flush_edits();
                }
                self.open_file(&path);
            }
            Some(Lost::Name { step, name }) => {
                self.ask(EngineCommand::NameStep { step, name }, Purpose::Insight);
            }
            Some(Lost::Project(replaced)) => {
                self.leave_project();
                self.push(Effect::OpenReplaced, Purpose::BringBack(replaced));
            }
            None => {}
        }
    }

    /// The project is back that another took the place of.
    #[inline(never)]
    pub(super) fn brought_back(&mut self, replaced: &Replaced) {
        // Now it is the other one that was replaced.
        self.say_project_gone();
        self.left = None;
        let replaced = replaced.clone();
        let generation = self.count();
        self.changes = Rc::new(Changes {
            generation,
            ..Changes::default()
        });
        (self.console, self.files) = (replaced.console, replaced.files);
        self.confirm_all();
        self.models_changes = replaced.models_changes;
        self.open_tables = replaced.open_tables;
        self.chosen_migration = replaced.chosen_migration;
    }

    /// Whatever was on its way to the engine when the project was left has arrived.
    fn confirm_all(&mut self) {
        Rc::make_mut(&mut self.files).confirm(u32::MAX);
    }

    fn toast_of(&mut self, text: String, lost: Lost) {
        self.toast(text);
        if let Some(toast) = Rc::make_mut(&mut self.toasts).last_mut() {
            toast.lost = Some(lost);
        }
    }
}
