//! The project's files as one value.

use std::rc::Rc;

use imbl::{OrdMap, OrdSet};

/// Text files by project path (`books/models.py`), sorted. Cloning is O(1).
///
/// A folder exists when a file is in it or when it was made.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Files {
    entries: OrdMap<Rc<str>, Rc<str>>,
    folders: OrdSet<Rc<str>>,
}

impl Files {
    /// No files.
    pub fn new() -> Self {
        Self::default()
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> Option<&Rc<str>> {
        self.entries.get(path)
    }

    /// Writes a file, replacing what was there.
    pub fn write(&mut self, path: &str, text: &str) {
        self.entries.insert(path.into(), text.into());
    }

    /// Deletes a file and answers whether it was there.
    pub fn remove(&mut self, path: &str) -> bool {
        self.entries.remove(path).is_some()
    }

    /// Whether the file exists.
    pub fn contains(&self, path: &str) -> bool {
        self.entries.contains_key(path)
    }

    /// Whether the folder exists.
    pub fn is_folder(&self, path: &str) -> bool {
        self.below(path).next().is_some() || self.folders.contains(path)
    }

    /// Makes an empty folder, and those above it.
    pub fn make_folder(&mut self, path: &str) {
        let ends = path
            .match_indices('/')
            .map(|(at, _)| at)
            .chain([path.len()]);
        self.folders.extend(ends.map(|end| Rc::from(&path[..end])));
    }

    /// Paths and texts of every file, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Rc<str>, &Rc<str>)> {
        self.entries.iter()
    }

    /// Folders that were made, sorted.
    pub fn folders(&self) -> impl Iterator<Item = &Rc<str>> {
        self.folders.iter()
    }

    /// Paths of the files below a folder at any depth, sorted; of all files for the empty path.
    pub fn below<'a>(&'a self, folder: &str) -> impl Iterator<Item = &'a Rc<str>> {
        let prefix = if folder.is_empty() || folder.ends_with('/') {
            folder.to_owned()
        } else {
            format!("{folder}/")
        };
        let start: Rc<str> = prefix.as_str().into();
        self.entries
            .range(start..)
            .map(|(path, _)| path)
            .take_while(move |path| path.starts_with(&prefix))
    }
}
