//! The project's files as one value.

use std::rc::Rc;

use crate::persistent::{OrdMap, OrdSet};

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

    /// Removes a folder and everything below it.
    pub fn remove_folder(&mut self, folder: &str) {
        let below: Vec<Rc<str>> = self.below(folder).cloned().collect();
        for path in below {
            self.entries.remove(&path);
        }
        let prefix = format!("{folder}/");
        let gone = |path: &Rc<str>| **path == *folder || path.starts_with(&prefix);
        let kept = self.folders.iter().filter(|path| !gone(path));
        self.folders = kept.cloned().collect();
    }

    /// Copies a file, or a folder with everything below it.
    pub fn copy(&mut self, from: &str, to: &str) {
        if let Some(text) = self.entries.get(from).cloned() {
            self.entries.insert(to.into(), text);
        }
        let moved = |path: &str| -> Rc<str> { format!("{to}{}", &path[from.len()..]).into() };
        let prefix = format!("{from}/");
        let below: Vec<Rc<str>> = self.below(from).cloned().collect();
        for path in below {
            if let Some(text) = self.entries.get(&path).cloned() {
                self.entries.insert(moved(&path), text);
            }
        }
        let made = self.folders.iter();
        let made: Vec<Rc<str>> = made
            .filter(|path| ***path == *from || path.starts_with(&prefix))
            .map(|path| moved(path))
            .collect();
        self.folders.extend(made);
    }

    /// Paths and texts of every file, sorted.
    pub fn iter(&self) -> impl Iterator<Item = (&Rc<str>, &Rc<str>)> {
        self.entries.iter()
    }

    /// Folders that were made, sorted.
    pub fn folders(&self) -> impl Iterator<Item = &Rc<str>> {
        self.folders.iter()
    }

    /// The names of the files and folders in a folder, sorted; `None` when there is no such folder.
    pub fn entries(&self, folder: &str) -> Option<Vec<Rc<str>>> {
        if !folder.is_empty() && !self.is_folder(folder) {
            return None;
        }
        let start = if folder.is_empty() {
            0
        } else {
            folder.len() + 1
        };
        let is_below = |path: &&Rc<str>| match folder {
            "" => true,
            folder => path
                .strip_prefix(folder)
                .is_some_and(|it| it.starts_with('/')),
        };
        let made = self.folders.iter().filter(is_below);
        let names: OrdSet<Rc<str>> = self
            .below(folder)
            .chain(made)
            .filter_map(|path| path.get(start..)?.split('/').next())
            .map(Rc::from)
            .collect();
        Some(names.into_iter().collect())
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
