//! Open files, and edits on their way to the engine.

use std::collections::BTreeMap;
use std::rc::Rc;

use crate::protocol::View;

/// Open files, and edits on their way to the engine.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Files {
    /// Paths with a tab, in the order of opening.
    pub open: Vec<String>,
    /// The path in the editor.
    pub active: Option<String>,
    /// The path that is shown because nothing else was open, until a file is opened.
    stand_in: Option<String>,
    /// Texts that the engine has not been sent; shared with the editor, which sends one at every key.
    drafts: BTreeMap<String, Rc<str>>,
    /// Texts that it has been sent and has not confirmed, with the request's id.
    sent: BTreeMap<String, (u32, Rc<str>)>,
}

impl Files {
    /// Shows a file.
    pub fn show(&mut self, path: &str) {
        self.stand_in = None;
        if !self.open.iter().any(|open| open == path) {
            self.open.push(path.to_owned());
        }
        self.active = Some(path.to_owned());
    }

    /// Closes the tab of a file that nobody opened.
    pub fn close_stand_in(&mut self) {
        if let Some(path) = self.stand_in.take() {
            self.close(&path);
        }
    }

    /// Closes a file's tab; its neighbor is shown if it was in the editor.
    pub fn close(&mut self, path: &str) {
        let Some(index) = self.open.iter().position(|open| open == path) else {
            return;
        };
        self.open.remove(index);
        if self.active.as_deref() == Some(path) {
            self.active = self.open.get(index).or(self.open.last()).cloned();
        }
    }

    /// Lets a tab follow its file to another path.
    pub fn rename(&mut self, from: &str, to: &str) {
        let paths = self.open.iter_mut().chain(&mut self.active);
        for path in paths.filter(|path| path.as_str() == from) {
            to.clone_into(path);
        }
    }

    /// Notes an edit.
    pub fn edit(&mut self, path: String, text: Rc<str>) {
        self.stand_in.take_if(|stand_in| *stand_in == path);
        self.drafts.insert(path, text);
    }

    /// Forgets edits of a file.
    pub fn forget(&mut self, path: &str) {
        self.drafts.remove(path);
        self.sent.remove(path);
    }

    /// Reports whether edits wait to be sent.
    pub fn has_drafts(&self) -> bool {
        !self.drafts.is_empty()
    }

    /// Takes the edits that wait.
    pub fn take_drafts(&mut self) -> BTreeMap<String, Rc<str>> {
        std::mem::take(&mut self.drafts)
    }

    /// Notes that an edit went out with a request.
    pub fn note_sent(&mut self, id: u32, path: String, text: Rc<str>) {
        self.sent.insert(path, (id, text));
    }

    /// Notes that the engine has confirmed all requests up to one.
    pub fn confirm(&mut self, up_to: u32) {
        self.sent.retain(|_, (id, _)| *id > up_to);
    }

    /// Makes edits that were sent and not confirmed wait again, for an engine that was stopped.
    pub fn unsend(&mut self) {
        for (path, (_, text)) in std::mem::take(&mut self.sent) {
            self.drafts.entry(path).or_insert(text);
        }
    }

    /// Returns a text that the engine has not confirmed.
    pub fn unconfirmed(&self, path: &str) -> Option<&Rc<str>> {
        let sent = || self.sent.get(path).map(|(_, text)| text);
        self.drafts.get(path).or_else(sent)
    }

    /// Closes tabs of files that are gone, and shows models.py when nothing is open.
    pub fn follow(&mut self, view: &View) {
        let exists = |path: &str| view.files.iter().any(|file| file.path == path);
        let gone = |path: &&String| !exists(path) && self.unconfirmed(path).is_none();
        for path in self.open.iter().filter(gone).cloned().collect::<Vec<_>>() {
            self.close(&path);
        }
        if self.open.is_empty()
            && let Some(path) = first_file(view)
        {
            self.show(&path);
            self.stand_in = Some(path);
        }
    }
}

/// Returns the file to begin with: models.py of the first app that is the project's own.
pub fn first_file(view: &View) -> Option<String> {
    let own = view.apps.iter().filter(|app| !app.contrib);
    let mut models = own.map(|app| format!("{}/models.py", app.label));
    let exists = |path: &String| view.files.iter().any(|file| file.path == *path);
    models
        .find(exists)
        .or_else(|| {
            view.files
                .iter()
                .map(|file| file.path.clone())
                .find(|p| p.ends_with("models.py"))
        })
        .or_else(|| view.files.first().map(|file| file.path.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_the_shown_file_shows_its_neighbor() {
        let mut files = Files::default();
        for path in ["a.py", "b.py", "c.py"] {
            files.show(path);
        }
        files.show("b.py");
        files.close("b.py");
        assert_eq!(files.active.as_deref(), Some("c.py"));
        files.close("c.py");
        assert_eq!(files.active.as_deref(), Some("a.py"));
    }

    #[test]
    fn an_edit_is_shown_until_the_engine_confirms_it() {
        let mut files = Files::default();
        files.edit("a.py".into(), "x".into());
        for (path, text) in files.take_drafts() {
            files.note_sent(7, path, text);
        }
        files.confirm(6);
        assert_eq!(files.unconfirmed("a.py").map(Rc::as_ref), Some("x"));
        files.confirm(7);
        assert_eq!(files.unconfirmed("a.py"), None);
    }

    #[test]
    fn a_stopped_engine_gets_the_edits_again() {
        let mut files = Files::default();
        files.note_sent(1, "a.py".into(), "old".into());
        files.note_sent(2, "b.py".into(), "sent".into());
        files.edit("a.py".into(), "new".into());
        files.unsend();
        let drafts: Vec<_> = files.take_drafts().into_iter().collect();
        assert_eq!(
            drafts,
            [
                ("a.py".into(), "new".into()),
                ("b.py".into(), "sent".into())
            ]
        );
    }
}
