//! The timeline as bytes, for IndexedDB: the present state, and what goes with it into a megabyte.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::{State, Step};
use crate::database::Database;
use crate::files::Files;

/// First bytes of a snapshot: the format's name and version.
const MAGIC: &[u8; 8] = b"msandbx2";

/// Bytes of texts and databases from which on older steps are left out: a snapshot is written after
/// every edit.
const BUDGET: usize = 1_000_000;

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    /// The texts of all files of all steps, each once.
    texts: Vec<String>,
    /// The databases, each once.
    databases: Vec<Vec<u8>>,
    /// Newest first.
    steps: Vec<StoredStep>,
    /// How many steps are newer than the present one.
    newer: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredStep {
    command: String,
    exit: i32,
    files: StoredFiles,
    committed: StoredFiles,
    folder: String,
    database: u32,
}

#[derive(Serialize, Deserialize)]
struct StoredFiles {
    /// Paths with the indexes of their texts.
    texts: Vec<(String, u32)>,
    folders: BTreeSet<String>,
}

/// The steps as bytes. The oldest are left out when there is too much of them.
pub(super) fn write(steps: &[Step], present: usize) -> Vec<u8> {
    let mut writer = Writer::default();
    for (index, step) in steps.iter().enumerate().rev() {
        if index < present && writer.size > BUDGET {
            break;
        }
        writer.add(step);
    }
    let newer = steps.len() - 1 - present;
    writer.stored.newer = u32::try_from(newer).unwrap_or(u32::MAX);
    let mut bytes = MAGIC.to_vec();
    // Lists, strings and bytes have no value that the format cannot hold.
    bytes.extend(postcard::to_allocvec(&writer.stored).unwrap_or_default());
    bytes
}

/// The steps that [`write()`] wrote, oldest first, and the index of the present one.
///
/// # Errors
///
/// What is wrong with the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<(Vec<Step>, usize), String> {
    let unreadable = || "the saved project cannot be read; reset to start anew".to_owned();
    let body = bytes
        .strip_prefix(MAGIC.as_slice())
        .ok_or_else(unreadable)?;
    let stored: Stored = postcard::from_bytes(body).map_err(|_| unreadable())?;
    let texts: Vec<Rc<str>> = stored.texts.into_iter().map(Rc::from).collect();
    let mut databases = Vec::new();
    for bytes in &stored.databases {
        databases.push(Database::from_bytes(bytes).map_err(|error| error.message)?);
    }
    let mut steps = Vec::new();
    for step in stored.steps.into_iter().rev() {
        let database = databases.get(step.database as usize);
        steps.push(Step {
            command: step.command,
            exit: step.exit,
            state: State {
                files: files(step.files, &texts).ok_or_else(unreadable)?,
                database: database.cloned().ok_or_else(unreadable)?,
                folder: step.folder,
                ..State::default()
            },
            committed: files(step.committed, &texts).ok_or_else(unreadable)?,
        });
    }
    let newer = stored.newer as usize;
    let present = steps.len().checked_sub(newer + 1).ok_or_else(unreadable)?;
    Ok((steps, present))
}

fn files(stored: StoredFiles, texts: &[Rc<str>]) -> Option<Files> {
    let mut files = Files::new();
    for folder in &stored.folders {
        files.make_folder(folder);
    }
    for (path, text) in &stored.texts {
        files.write(path, texts.get(*text as usize)?);
    }
    Some(files)
}

#[derive(Default)]
struct Writer {
    stored: Stored,
    texts: BTreeMap<Rc<str>, u32>,
    /// The database of the step before.
    last: Option<Database>,
    size: usize,
}

impl Writer {
    fn add(&mut self, step: &Step) {
        let stored = StoredStep {
            command: step.command.clone(),
            exit: step.exit,
            files: self.files(&step.state.files),
            committed: self.files(&step.committed),
            folder: step.state.folder.clone(),
            database: self.database(&step.state.database),
        };
        self.stored.steps.push(stored);
    }

    fn files(&mut self, files: &Files) -> StoredFiles {
        let texts = files
            .iter()
            .map(|(path, text)| (path.to_string(), self.text(text)));
        StoredFiles {
            texts: texts.collect(),
            folders: files.folders().map(ToString::to_string).collect(),
        }
    }

    fn text(&mut self, text: &Rc<str>) -> u32 {
        if let Some(index) = self.texts.get(text) {
            return *index;
        }
        let index = u32::try_from(self.stored.texts.len()).unwrap_or(u32::MAX);
        self.size += text.len();
        self.stored.texts.push(text.to_string());
        self.texts.insert(Rc::clone(text), index);
        index
    }

    fn database(&mut self, database: &Database) -> u32 {
        if self
            .last
            .as_ref()
            .is_none_or(|last| !last.is_same(database))
        {
            let bytes = database.to_bytes();
            self.size += bytes.len();
            self.stored.databases.push(bytes);
            self.last = Some(database.clone());
        }
        u32::try_from(self.stored.databases.len() - 1).unwrap_or(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn step(command: &str, text: &str) -> Step {
        let mut files = Files::new();
        files.write("a.py", text);
        let mut database = Database::new();
        database
            .execute("CREATE TABLE \"t\" (\"a\" text)", &[])
            .unwrap();
        Step {
            command: command.to_owned(),
            exit: 0,
            committed: files.clone(),
            state: State {
                files,
                database,
                ..State::default()
            },
        }
    }

    /// Writes steps with these texts of which `present` is shown; answers the commands that come
    /// back, and which is shown.
    fn check(texts: &[&str], present: usize, commands: &[&str], shown: usize) {
        let steps: Vec<Step> = (0..)
            .zip(texts)
            .map(|(index, text)| step(&format!("{index}"), text))
            .collect();
        let (read, found) = read(&write(&steps, present)).unwrap();
        let names: Vec<&str> = read.iter().map(|step| step.command.as_str()).collect();
        assert_eq!((names.as_slice(), found), (commands, shown));
        let original = &steps[present].state;
        assert!(read[found].state.files == original.files);
        assert_eq!(
            read[found].state.database.to_bytes(),
            original.database.to_bytes()
        );
    }

    #[test]
    fn the_timeline_comes_back_with_its_present() {
        check(&["a", "b", "a"], 2, &["0", "1", "2"], 2);
        check(&["a", "b", "a"], 0, &["0", "1", "2"], 0);
    }

    #[test]
    fn the_oldest_steps_go_when_there_is_too_much() {
        let large = ["x", "y", "z"].map(|letter| letter.repeat(BUDGET));
        let texts = large.each_ref().map(String::as_str);
        check(&texts, 2, &["2"], 0);
        check(&texts, 0, &["0", "1", "2"], 0);
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        assert!(read(b"").is_err());
        assert!(read(b"msandbx2").is_err());
        assert!(read(b"msandbx1anything").is_err());
    }
}
