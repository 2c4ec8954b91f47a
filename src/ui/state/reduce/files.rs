//! Files: edits, tabs, new and other paths.

use std::rc::Rc;

use crate::protocol::EngineCommand;
use crate::ui::state::layout::{Layout, Piece};
use crate::ui::state::{Purpose, Reveal, State};

impl State {
    pub(super) fn edited(&mut self, path: String, text: Rc<str>) {
        if self.text_of(&path) != Some(&*text) {
            Rc::make_mut(&mut self.files).edit(path, text);
        }
    }

    /// One edit at a time: an engine that is busy with the last one would fall behind.
    pub(super) fn edits_due(&mut self) {
        if !self
            .waiting
            .values()
            .any(|purpose| *purpose == Purpose::Edit)
        {
            self.flush_edits();
        }
    }

    pub(in crate::ui::state) fn flush_edits(&mut self) {
        for (path, text) in Rc::make_mut(&mut self.files).take_drafts() {
            let command = EngineCommand::WriteFile {
                path: path.clone(),
                text: text.to_string(),
            };
            self.ask(command, Purpose::Edit);
            Rc::make_mut(&mut self.files).note_sent(self.counter, path, text);
        }
    }

    pub(super) fn open_file(&mut self, path: &str) {
        Rc::make_mut(&mut self.files).show(path);
        self.narrow_tree = false;
        if self.layout != Layout::Wide {
            self.piece = Piece::Models;
        }
    }

    pub(super) fn toggle_tree(&mut self) {
        let tree = match self.layout {
            Layout::Narrow => &mut self.narrow_tree,
            Layout::Wide | Layout::Middle => &mut self.preferences.tree,
        };
        *tree = !*tree;
    }

    pub(super) fn create_file(&mut self, path: String) {
        self.dialog = None;
        if self.view.files.iter().all(|file| file.path != path) {
            Rc::make_mut(&mut self.files).edit(path.clone(), "".into());
            self.flush_edits();
        }
        self.open_file(&path);
    }

    pub(super) fn delete_file(&mut self, path: String) {
        self.dialog = None;
        self.say_file_gone(&path);
        let files = Rc::make_mut(&mut self.files);
        files.forget(&path);
        files.close(&path);
        self.ask(EngineCommand::DeleteFile { path }, Purpose::Edit);
    }

    pub(super) fn rename_file(&mut self, from: String, to: String) {
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
        files.note_sent(self.counter, to.clone(), text.into());
        files.rename(&from, &to);
    }

    pub(super) fn show_diagnostic(&mut self, index: usize) {
        let diagnostics = self.view.diagnostics.iter().map(|it| (&it.path, it.start));
        let notes = self.advised.notes.iter().map(|it| (&it.path, it.start));
        let Some((path, offset)) = diagnostics.chain(notes).nth(index) else {
            return;
        };
        let path = path.clone();
        self.open_file(&path);
        self.reveal = Some(Reveal {
            id: self.count(),
            path,
            offset,
        });
    }
}
