//! The timeline as bytes, for IndexedDB: the present state, and what goes with it into a megabyte.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use serde::{Deserialize, Serialize};

use super::State;
use super::timeline::{Origin, Step, Timeline};
use crate::database::Database;
use crate::files::Files;

/// First bytes of a snapshot: the format's name and version.
const MAGIC: &[u8; 8] = b"msandbx3";

/// Those of the version before, in which every database is whole.
const WHOLE_MAGIC: &[u8; 8] = b"msandbx2";

/// Bytes of texts and databases from which on older steps are left out: a snapshot is written after
/// every edit.
const BUDGET: usize = 1_000_000;

/// That of the steps that one can go forward to again: they are let go only when keeping them would
/// make the page slow.
const BUDGET_AHEAD: usize = 16_000_000;

#[derive(Default, Serialize, Deserialize)]
struct Stored {
    /// The texts of all files of all steps, each once.
    texts: Vec<String>,
    /// The databases, each once: the first whole, each other one as what the one before has not.
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

/// What came to the format later, behind the rest: a reader of before takes the steps for a line.
#[derive(Default, Serialize, Deserialize)]
struct StoredTree {
    /// Of each step, oldest first.
    steps: Vec<StoredPlace>,
}

#[derive(Serialize, Deserialize)]
struct StoredPlace {
    parent: Option<u32>,
    next: Option<u32>,
    name: Option<String>,
    /// The answers to the command's questions, and its time, when it can be run again.
    origin: Option<(Vec<String>, i64)>,
    faked: BTreeSet<i64>,
}

#[derive(Serialize, Deserialize)]
struct StoredFiles {
    /// Paths with the indexes of their texts.
    texts: Vec<(String, u32)>,
    folders: BTreeSet<String>,
}

/// The timeline as bytes. The oldest steps are left out when there is too much of them, and with them
/// the branches that lead off from there; and the newest when there is far too much of those.
pub(super) fn write(timeline: &Timeline) -> Vec<u8> {
    let (steps, present) = (timeline.steps(), timeline.place());
    let mut newest = steps.len() - 1;
    let mut writer = Writer::of(&steps[present..=newest]);
    while writer.size > BUDGET_AHEAD && newest > present {
        newest = present + (newest - present) / 2;
        writer = Writer::of(&steps[present..=newest]);
    }
    writer.size = 0;
    let mut oldest = present;
    while oldest > 0 && writer.size <= BUDGET {
        oldest -= 1;
        writer.add(&steps[oldest]);
    }
    let kept = kept(&steps[..=newest], present, oldest);
    let mut places = (oldest..=newest).rev();
    let is_kept = |place: usize| kept.binary_search(&place).is_ok();
    let stored = &mut writer.stored.steps;
    stored.retain(|_| places.next().is_some_and(is_kept));
    let newer = kept.iter().filter(|place| **place > present).count();
    writer.stored.newer = number(newer);
    let mut bytes = MAGIC.to_vec();
    // Lists, strings and bytes have no value that the format cannot hold.
    bytes.extend(postcard::to_allocvec(&writer.stored).unwrap_or_default());
    bytes.extend(postcard::to_allocvec(&tree(steps, &kept)).unwrap_or_default());
    bytes
}

/// The places of the steps that are not older than `oldest` and belong together: the first way to
/// the present step that they have begins with one of which all others are descendants.
fn kept(steps: &[Step], present: usize, oldest: usize) -> Vec<usize> {
    let above = |place: usize| steps[place].parent.filter(|parent| *parent >= oldest);
    let mut root = present;
    while let Some(parent) = above(root) {
        root = parent;
    }
    let mut kept = vec![root];
    for place in root + 1..steps.len() {
        if above(place).is_some_and(|parent| kept.binary_search(&parent).is_ok()) {
            kept.push(place);
        }
    }
    kept
}

fn tree(steps: &[Step], kept: &[usize]) -> StoredTree {
    let place = |place: usize| kept.binary_search(&place).ok().map(number);
    let stored = kept.iter().map(|kept| &steps[*kept]);
    StoredTree {
        steps: stored
            .map(|step| StoredPlace {
                parent: step.parent.and_then(place),
                next: step.next.and_then(place),
                name: step.name.clone(),
                origin: { step.origin.as_ref() }.map(|origin| (origin.answers.clone(), origin.now)),
                faked: step.state.faked.clone(),
            })
            .collect(),
    }
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The timeline that [`write()`] wrote.
///
/// # Errors
///
/// What is wrong with the bytes.
pub(super) fn read(bytes: &[u8]) -> Result<Timeline, String> {
    let unreadable = || "the saved project cannot be read; reset to start anew".to_owned();
    let (body, is_whole) = match bytes.strip_prefix(MAGIC.as_slice()) {
        Some(body) => (body, false),
        None => (
            bytes
                .strip_prefix(WHOLE_MAGIC.as_slice())
                .ok_or_else(unreadable)?,
            true,
        ),
    };
    let (stored, rest) = postcard::take_from_bytes::<Stored>(body).map_err(|_| unreadable())?;
    let tree: StoredTree = postcard::from_bytes(rest).unwrap_or_default();
    let texts: Vec<Rc<str>> = stored.texts.into_iter().map(Rc::from).collect();
    let mut databases: Vec<Database> = Vec::new();
    for bytes in &stored.databases {
        let database = match databases.last() {
            Some(last) if !is_whole => last.changed(bytes),
            _ => Database::from_bytes(bytes),
        };
        databases.push(database.map_err(|error| error.message)?);
    }
    let mut steps: Vec<Step> = Vec::new();
    for step in stored.steps.into_iter().rev() {
        let database = databases.get(step.database as usize);
        let before = steps.len().checked_sub(1);
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
            parent: before,
            next: None,
            name: None,
            origin: None,
        });
    }
    grow(&mut steps, tree);
    let newer = stored.newer as usize;
    let present = steps.len().checked_sub(newer + 1).ok_or_else(unreadable)?;
    Timeline::from_steps(steps, present).ok_or_else(unreadable)
}

/// Makes a tree of the steps, or a line when the bytes are from before there were branches.
fn grow(steps: &mut [Step], tree: StoredTree) {
    if tree.steps.len() != steps.len() {
        let last = steps.len().saturating_sub(1);
        for (place, step) in steps.iter_mut().enumerate() {
            step.next = (place < last).then_some(place + 1);
        }
        return;
    }
    for (place, stored) in tree.steps.into_iter().enumerate() {
        let parent = stored.parent.map(|place| place as usize);
        let before = parent.and_then(|parent| Some(steps.get(parent)?.state.clone()));
        let step = &mut steps[place];
        step.parent = parent;
        step.next = stored.next.map(|place| place as usize);
        step.name = stored.name;
        step.state.faked = stored.faked;
        let origin = before.zip(stored.origin);
        step.origin = origin.map(|(before, (answers, now))| Origin {
            before,
            answers,
            now,
        });
    }
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
    /// What has these steps, of which the last comes first.
    fn of(steps: &[Step]) -> Self {
        let mut writer = Self::default();
        steps.iter().rev().for_each(|step| writer.add(step));
        writer
    }

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
        let bytes = match &self.last {
            Some(last) if last.is_same(database) => None,
            Some(last) => Some(database.changes_from(last)),
            None => Some(database.to_bytes()),
        };
        if let Some(bytes) = bytes {
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

    fn state(text: &str) -> State {
        let mut files = Files::new();
        files.write("a.py", text);
        let mut database = Database::new();
        database
            .execute("CREATE TABLE \"t\" (\"a\" text)", &[])
            .unwrap();
        State {
            files,
            database,
            ..State::default()
        }
    }

    /// A timeline of steps with these texts, each made from the step of that number.
    fn timeline(texts: &[(usize, &str)]) -> Timeline {
        let mut timeline = Timeline::new(state(texts[0].1));
        for (number, (parent, text)) in texts.iter().enumerate().skip(1) {
            timeline.go_to(*parent);
            timeline.push(&number.to_string(), 0, state(text), None);
        }
        timeline
    }

    /// Writes the timeline where `present` is shown; compares the commands that come back, each
    /// with the place of its parent, and which is shown.
    fn check(texts: &[(usize, &str)], present: usize, expected: &str, shown: usize) {
        let mut timeline = timeline(texts);
        timeline.go_to(present);
        let read = read(&write(&timeline)).unwrap();
        let words = read.steps().iter().map(|step| {
            let parent = step
                .parent
                .map_or("-".to_owned(), |place| place.to_string());
            format!("{}<{parent}", step.command)
        });
        let words: Vec<String> = words.collect();
        assert_eq!((words.join(" ").as_str(), read.place()), (expected, shown));
        let (found, original) = (&read.present().state, &timeline.present().state);
        assert!(found.files == original.files);
        assert_eq!(found.database.to_bytes(), original.database.to_bytes());
    }

    #[test]
    fn the_timeline_comes_back_with_its_present() {
        let line = [(0, "a"), (0, "b"), (1, "a")];
        check(&line, 2, "<- 1<0 2<1", 2);
        check(&line, 0, "<- 1<0 2<1", 0);
        let branches = [(0, "a"), (0, "b"), (1, "c"), (1, "d"), (2, "e")];
        check(&branches, 3, "<- 1<0 2<1 3<1 4<2", 3);
    }

    #[test]
    fn the_oldest_steps_go_when_there_is_too_much() {
        let large = ["x", "y", "z"].map(|letter| letter.repeat(BUDGET));
        let [x, y, z] = large.each_ref().map(String::as_str);
        let line = [(0, x), (0, y), (1, z)];
        check(&line, 2, "1<- 2<0", 1);
        check(&line, 0, "<- 1<0 2<1", 0);
        let branches = [(0, "a"), (0, x), (0, y), (1, "b"), (2, "c")];
        check(&branches, 4, "2<- 4<0", 1);
        check(&branches, 3, "3<-", 0);
    }

    #[test]
    fn names_and_the_way_of_redo_come_back() {
        let mut before = timeline(&[(0, "a"), (0, "b"), (0, "c"), (1, "d")]);
        before.name(1, "the good one");
        before.go_to(2);
        let mut after = read(&write(&before)).unwrap();
        assert_eq!(after.steps()[1].name.as_deref(), Some("the good one"));
        after.go_to(1);
        assert!(after.travel(1));
        assert_eq!(after.present().command, "3");
    }

    #[test]
    fn bytes_of_a_time_without_branches_are_a_line() {
        let timeline = timeline(&[(0, "a"), (0, "b"), (1, "c")]);
        let bytes = write(&timeline);
        let tree = postcard::to_allocvec(&tree(timeline.steps(), &[0, 1, 2])).unwrap();
        let mut read = read(&bytes[..bytes.len() - tree.len()]).unwrap();
        assert!(read.go_to(0) && read.travel(2));
        assert_eq!(read.present().command, "2");
    }

    #[test]
    fn many_steps_with_many_rows_are_few_bytes() {
        let mut many = state("a");
        for number in 0..2000 {
            let insert = format!("INSERT INTO t VALUES ('row {number}')");
            many.database.execute(&insert, &[]).unwrap();
        }
        let one = write(&Timeline::new(many.clone())).len();
        let mut timeline = Timeline::new(many.clone());
        for number in 0..100 {
            let update = format!("UPDATE t SET a = 'new' WHERE a = 'row {number}'");
            many.database.execute(&update, &[]).unwrap();
            timeline.push("update", 0, many.clone(), None);
        }
        for present in [100, 50, 0] {
            timeline.go_to(present);
            let bytes = write(&timeline);
            assert!(bytes.len() < 2 * one, "{} of {one}", bytes.len());
            let read = read(&bytes).unwrap();
            assert_eq!((read.steps().len(), read.place()), (101, present));
            for (read, written) in read.steps().iter().zip(timeline.steps()) {
                let (read, written) = (&read.state.database, &written.state.database);
                assert_eq!(read.to_bytes(), written.to_bytes());
            }
        }
    }

    #[test]
    fn whole_databases_of_a_version_before_are_read() {
        let timeline = timeline(&[(0, "a"), (0, "b")]);
        let mut stored = Writer::of(timeline.steps()).stored;
        let database = timeline.present().state.database.to_bytes();
        stored.databases = vec![database; stored.databases.len()];
        let mut bytes = WHOLE_MAGIC.to_vec();
        bytes.extend(postcard::to_allocvec(&stored).unwrap());
        assert_eq!(read(&bytes).unwrap().steps().len(), 2);
    }

    #[test]
    fn what_is_no_snapshot_is_refused() {
        assert!(read(b"").is_err());
        assert!(read(b"msandbx2").is_err());
        assert!(read(b"msandbx3").is_err());
        assert!(read(b"msandbx1anything").is_err());
    }
}
