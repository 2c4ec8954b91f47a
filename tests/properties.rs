//! What holds whatever happens: the database equals a model through any transactions, copies of it
//! stay what they were, and the timeline leads back and forth.
//!
//! `PROPERTY_SEED=7 PROPERTY_RUNS=2000 cargo nextest run --test properties` does other things, and
//! more of them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

mod sqlite {
    pub mod answer;
    pub mod generator;
}

use std::collections::BTreeMap;
use std::ops::Range;

use migration_sandbox::database::{Database, SqlValue};
use migration_sandbox::files::Files;
use migration_sandbox::protocol::{EngineCommand, EngineOutcome, Request, Response};
use migration_sandbox::sandbox::{Sandbox, State};
use rusqlite::Connection;
use sqlite::answer::{ours, sqlites};
use sqlite::generator::{Generator, Random};

/// The seeds of a test that makes so many runs by itself.
fn seeds(runs: u64) -> Range<u64> {
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse().ok());
    let first = number("PROPERTY_SEED").unwrap_or(1);
    first..first + number("PROPERTY_RUNS").unwrap_or(runs)
}

#[test]
fn changes_and_rollbacks_leave_what_sqlite_has() {
    let (mut changes, mut done, mut rollbacks) = (0, 0, 0);
    for seed in seeds(60) {
        let (mut generator, mut random) = (Generator::new(seed), Random::new(seed));
        let mut here = Database::new();
        let there = Connection::open_in_memory().unwrap();
        there.execute_batch("PRAGMA foreign_keys = ON").unwrap();
        let mut log = String::new();
        for _ in 0..80 {
            let statement = if random.chance(25) {
                transaction(&mut random)
            } else {
                change(&mut generator)
            };
            let (found, wanted) = (ours(&mut here, &statement), sqlites(&there, &statement));
            log += &format!("  {statement}; -- {wanted:?}\n");
            assert_eq!(
                found.is_ok(),
                wanted.is_ok(),
                "seed {seed}: {found:?}\n{log}"
            );
            changes += 1;
            done += usize::from(wanted.is_ok());
            let is_back = statement.starts_with("ROLLBACK") && wanted.is_ok();
            rollbacks += usize::from(is_back);
            assert_eq!(
                here.in_transaction(),
                !there.is_autocommit(),
                "seed {seed}\n{log}"
            );
            if is_back || random.chance(10) {
                compare(&mut here, &there, &format!("seed {seed}\n{log}"));
            }
        }
        compare(&mut here, &there, &format!("seed {seed}\n{log}"));
    }
    println!("{changes} statements, {done} valid, {rollbacks} rollbacks");
    assert!(done * 2 > changes, "most statements must be valid");
    assert!(rollbacks * 30 > changes, "there must be rollbacks");
}

fn transaction(random: &mut Random) -> String {
    let kind = random.of(&[
        "BEGIN",
        "BEGIN",
        "COMMIT",
        "ROLLBACK",
        "SAVEPOINT s",
        "SAVEPOINT p",
        "RELEASE s",
        "ROLLBACK TO s",
        "ROLLBACK TO s",
        "ROLLBACK TO p",
    ]);
    kind.to_owned()
}

/// The generator's next statement that is no question.
fn change(generator: &mut Generator) -> String {
    loop {
        let statement = generator.statement();
        let asks = ["SELECT", "PRAGMA", "WITH", "VALUES"];
        if !asks.iter().any(|word| statement.starts_with(word)) {
            return statement;
        }
    }
}

/// Compares the whole schema and all rows.
fn compare(here: &mut Database, there: &Connection, log: &str) {
    let schema = "SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name";
    let tables = sqlites(there, schema).unwrap();
    assert_eq!(ours(here, schema).unwrap(), tables, "the schema; {log}");
    for row in tables {
        let [SqlValue::Text(kind), SqlValue::Text(name), ..] = row.as_slice() else {
            continue;
        };
        if **kind == *"table" {
            let rows = format!("SELECT rowid, * FROM \"{name}\" ORDER BY rowid");
            let (found, wanted) = (ours(here, &rows), sqlites(there, &rows));
            assert_eq!(found, wanted, "{name}; {log}");
        }
    }
}

/// A table's rows: what `(id, value)` has become.
type Rows = BTreeMap<i64, String>;

/// Tables by name.
type Model = BTreeMap<String, Rows>;

/// The model with the states to return to.
#[derive(Default)]
struct Modelled {
    now: Model,
    /// The first is that of BEGIN.
    kept: Vec<Model>,
    /// Counts names, so that none comes twice.
    names: usize,
}

#[test]
fn copies_stay_what_they_were() {
    for seed in seeds(30) {
        let mut random = Random::new(seed);
        let mut database = Database::new();
        let mut model = Modelled::default();
        let mut copies: Vec<(Database, Model)> = Vec::new();
        for _ in 0..300 {
            let statement = model.step(&mut random);
            database
                .execute(&statement, &[])
                .unwrap_or_else(|error| panic!("seed {seed}: {statement}: {error}"));
            if random.chance(20) {
                copies.push((database.clone(), model.now.clone()));
            }
            if random.chance(3) && model.kept.is_empty() && !copies.is_empty() {
                let place = random.below(copies.len());
                // A copy that was made within a transaction begins one of its own.
                let (copy, then) = copies[place].clone();
                if !copy.in_transaction() {
                    (database, model.now) = (copy, then);
                }
            }
        }
        copies.push((database, model.now));
        for (number, (copy, then)) in copies.iter().enumerate() {
            assert_eq!(contents(copy), *then, "seed {seed}, copy {number}");
        }
        let (last, then) = copies.last().unwrap();
        if !last.in_transaction() {
            let read = Database::from_bytes(&last.to_bytes()).unwrap();
            assert_eq!(contents(&read), *then, "seed {seed}, read from bytes");
        }
        copies.retain(|(copy, _)| !copy.in_transaction());
        check_chain(copies.iter().map(|(copy, _)| copy), seed);
        check_chain(copies.iter().rev().map(|(copy, _)| copy), seed);
    }
}

/// Reads each database from what the one before, as it was read, has not.
fn check_chain<'a>(mut databases: impl Iterator<Item = &'a Database>, seed: u64) {
    let Some(mut last) = databases.next() else {
        return;
    };
    let mut read = Database::from_bytes(&last.to_bytes()).unwrap();
    for database in databases {
        let changes = database.changes_from(last);
        read = read
            .changed(&changes)
            .unwrap_or_else(|error| panic!("seed {seed}: {error}"));
        assert_eq!(read.to_bytes(), database.to_bytes(), "seed {seed}");
        // What was read can be written again, and used.
        let (whole, again) = (database.to_bytes(), Database::from_bytes(&read.to_bytes()));
        assert_eq!(again.unwrap().to_bytes(), whole, "seed {seed}");
        last = database;
    }
    let damaged = read.changed(b"migration-sandbox changes 1\n");
    assert!(damaged.is_err());
}

impl Modelled {
    /// Does something to the model; the statement that does the same.
    fn step(&mut self, random: &mut Random) -> String {
        let names: Vec<String> = self.now.keys().cloned().collect();
        if names.is_empty() || (names.len() < 4 && random.chance(5)) {
            let name = self.name();
            self.now.insert(name.clone(), Rows::new());
            return format!("CREATE TABLE {name} (id integer PRIMARY KEY, value text UNIQUE)");
        }
        let name = &names[random.below(names.len())];
        let rows = self.now.get_mut(name).unwrap();
        let id = i64::try_from(random.below(40)).unwrap();
        // A value of its own for each row, so that UNIQUE holds.
        let value = format!("{id}-{}", random.below(1_000_000));
        match random.below(20) {
            0 => {
                self.now.remove(name);
                format!("DROP TABLE {name}")
            }
            1 => {
                let new = self.name();
                let rows = self.now.remove(name).unwrap();
                self.now.insert(new.clone(), rows);
                format!("ALTER TABLE {name} RENAME TO {new}")
            }
            2 => {
                rows.retain(|other, _| *other < id);
                format!("DELETE FROM {name} WHERE id >= {id}")
            }
            3 => {
                rows.values_mut().for_each(|value| value.push('+'));
                format!("UPDATE {name} SET value = value || '+'")
            }
            4..=8 => self.transact(random),
            9..=10 => {
                rows.remove(&id);
                format!("DELETE FROM {name} WHERE id = {id}")
            }
            _ => {
                rows.insert(id, value.clone());
                format!("INSERT OR REPLACE INTO {name} VALUES ({id}, '{value}')")
            }
        }
    }

    fn name(&mut self) -> String {
        self.names += 1;
        format!("t{}", self.names)
    }

    fn transact(&mut self, random: &mut Random) -> String {
        let depth = self.kept.len();
        match (depth, random.below(4)) {
            (0, _) => {
                self.kept.push(self.now.clone());
                "BEGIN".to_owned()
            }
            (1, 0) => {
                self.kept.clear();
                "COMMIT".to_owned()
            }
            (_, 0) => {
                self.now = self.kept.swap_remove(0);
                self.kept.clear();
                "ROLLBACK".to_owned()
            }
            (2.., 1) => {
                self.now.clone_from(&self.kept[depth - 1]);
                format!("ROLLBACK TO s{}", depth - 1)
            }
            (2.., 2) => {
                self.kept.pop();
                format!("RELEASE s{}", depth - 1)
            }
            _ => {
                self.kept.push(self.now.clone());
                format!("SAVEPOINT s{depth}")
            }
        }
    }
}

fn contents(database: &Database) -> Model {
    let names = database.catalog().tables.into_keys();
    let row = |row: Vec<SqlValue>| match row.as_slice() {
        [SqlValue::Integer(id), SqlValue::Text(value)] => (*id, value.to_string()),
        other => panic!("{other:?}"),
    };
    names
        .map(|name| {
            let rows = database.rows(&name).into_iter().map(row).collect();
            (name, rows)
        })
        .collect()
}

const MODELS: &[&str] = &[
    "from django.db import models\n\n\nclass Note(models.Model):\n    \
     text = models.TextField()\n",
    "from django.db import models\n\n\nclass Note(models.Model):\n    \
     text = models.TextField(default=\"\")\n    seen = models.BooleanField(default=False)\n",
    "from django.db import models\n\n\nclass Note(models.Model):\n    \
     text = models.CharField(max_length=20, null=True)\n\n\nclass Tag(models.Model):\n    \
     name = models.SlugField(unique=True)\n    notes = models.ManyToManyField(Note)\n",
    "from django.db import models\n\n\nclass Note(models.Model)\n",
];

const LINES: &[&str] = &[
    "python manage.py makemigrations",
    "python manage.py makemigrations notes --empty -n more",
    "python manage.py migrate",
    "python manage.py migrate",
    "python manage.py migrate notes zero",
    "python manage.py migrate notes 0001",
    "python manage.py migrate --fake",
    "python manage.py flush --no-input",
    "python manage.py showmigrations",
    "sqlite3 db.sqlite3 \"INSERT INTO notes_note (text) VALUES ('é')\"",
    "sqlite3 db.sqlite3 \"DELETE FROM notes_note\"",
    "sqlite3 db.sqlite3 \"CREATE TABLE other (n integer); INSERT INTO other VALUES (1)\"",
    "sqlite3 db.sqlite3 \"BEGIN; DROP TABLE other; ROLLBACK\"",
    "rm db.sqlite3",
    "mkdir things",
    "cd notes",
    "cd ..",
    "export COLOUR=red",
    "echo text > notes/more.txt",
    "nonsense",
];

/// The whole of a state, without what it shares.
type Print = (Vec<(String, String)>, Vec<String>, Vec<u8>, String, String);

fn print_of(state: &State) -> Print {
    let texts = state.files.iter();
    let folders = state.files.folders().map(ToString::to_string);
    (
        texts
            .map(|(path, text)| (path.to_string(), text.to_string()))
            .collect(),
        folders.collect(),
        state.database.to_bytes(),
        state.folder.clone(),
        format!("{:?}", state.variables),
    )
}

/// A sandbox beside what its timeline must hold.
struct Walk {
    sandbox: Sandbox,
    timeline: Vec<Print>,
    /// The step that each step was made from.
    parents: Vec<Option<usize>>,
    /// The steps that were gone to, the last one at the end: redo goes to the child whose line was
    /// the last to be on.
    visits: Vec<usize>,
    present: usize,
    log: String,
}

#[test]
fn undo_and_redo_lead_back_and_forth() {
    for seed in seeds(6) {
        let mut random = Random::new(seed);
        let mut walk = Walk::new(seed);
        for _ in 0..25 {
            match random.below(10) {
                0..=1 => walk.edit(MODELS[random.below(MODELS.len())]),
                2 => walk.go(EngineCommand::Undo, walk.parents[walk.present]),
                3 => walk.go(EngineCommand::Redo, walk.next()),
                4 => {
                    let step = random.below(walk.timeline.len() + 1);
                    let place = u32::try_from(step).unwrap();
                    walk.go(EngineCommand::GoTo { step: place }, Some(step));
                }
                _ => walk.run(LINES[random.below(LINES.len())]),
            }
        }
        while let Some(next) = walk.next() {
            walk.go(EngineCommand::Redo, Some(next));
        }
        let (end, line) = (walk.snapshot(), walk.line(walk.present));
        for step in line.iter().rev().skip(1) {
            walk.go(EngineCommand::Undo, Some(*step));
        }
        walk.go(EngineCommand::Undo, None);
        for step in line.iter().skip(1) {
            walk.go(EngineCommand::Redo, Some(*step));
        }
        walk.go(EngineCommand::Redo, None);
        assert_eq!(walk.snapshot(), end, "seed {seed}: {}", walk.log);
        walk.reopen(end);
    }
}

impl Walk {
    fn new(seed: u64) -> Self {
        let mut files = Files::new();
        files.write(
            "manage.py",
            "import os\nos.environ.setdefault(\"DJANGO_SETTINGS_MODULE\", \"config\")\n",
        );
        files.write(
            "config.py",
            "INSTALLED_APPS = [\"django.contrib.contenttypes\", \"notes\"]\nDATABASES = {\"default\": \
             {\"ENGINE\": \"django.db.backends.sqlite3\", \"NAME\": \"db.sqlite3\"}}\n\
             DEFAULT_AUTO_FIELD = \"django.db.models.BigAutoField\"\n",
        );
        files.write("notes/__init__.py", "");
        files.write("notes/models.py", MODELS[0]);
        let sandbox = Sandbox::new(files);
        Self {
            timeline: vec![print_of(sandbox.state())],
            parents: vec![None],
            visits: vec![0],
            sandbox,
            present: 0,
            log: format!("seed {seed}\n"),
        }
    }

    fn handle(&mut self, command: EngineCommand) -> Response {
        self.log += &format!("  {command:?}\n");
        self.sandbox.handle(Request {
            id: 0,
            now: 1.7e12,
            command,
        })
    }

    fn edit(&mut self, text: &str) {
        let path = "notes/models.py".to_owned();
        let text = text.to_owned();
        self.handle(EngineCommand::WriteFile { path, text });
        self.timeline[self.present] = print_of(self.sandbox.state());
    }

    fn run(&mut self, line: &str) {
        let answers = vec!["1".to_owned(), "''".to_owned(), "y".to_owned()];
        let before = self.timeline[self.present].clone();
        let response = self.handle(EngineCommand::Run {
            line: line.to_owned(),
            answers,
            interrupt: Some(migration_sandbox::protocol::Interrupt::EndOfFile),
        });
        let after = print_of(self.sandbox.state());
        if response.view.present as usize == self.timeline.len() {
            self.parents.push(Some(self.present));
            self.present = self.timeline.len();
            self.visits.push(self.present);
            self.timeline.push(after);
        } else {
            assert_eq!(after, before, "changed without a step: {}", self.log);
        }
        assert_eq!(
            response.view.timeline.len(),
            self.timeline.len(),
            "{}",
            self.log
        );
        self.check();
    }

    /// The steps from the beginning to this one.
    fn line(&self, step: usize) -> Vec<usize> {
        let mut line = vec![step];
        while let Some(parent) = self.parents[line[0]] {
            line.insert(0, parent);
        }
        line
    }

    /// Where redo leads to.
    fn next(&self) -> Option<usize> {
        let after = |step: &usize| {
            let line = self.line(*step);
            let place = line.iter().position(|step| *step == self.present)?;
            line.get(place + 1).copied()
        };
        self.visits.iter().rev().find_map(after)
    }

    /// Goes to a step; `None` and one beyond the last are refused.
    fn go(&mut self, command: EngineCommand, step: Option<usize>) {
        let outcome = self.handle(command.clone()).outcome;
        match step.filter(|step| *step < self.timeline.len()) {
            Some(step) => {
                self.present = step;
                // Undo and redo stay on their line.
                if matches!(command, EngineCommand::GoTo { .. }) {
                    self.visits.push(step);
                }
            }
            None => assert!(
                matches!(outcome, EngineOutcome::Refused { .. }),
                "{outcome:?}: {}",
                self.log
            ),
        }
        self.check();
    }

    fn check(&self) {
        let found = print_of(self.sandbox.state());
        assert!(
            found == self.timeline[self.present],
            "another state: {}",
            self.log
        );
    }

    /// The timeline's bytes.
    fn snapshot(&mut self) -> Vec<u8> {
        let text = "# again\n".to_owned();
        let path = "again.txt".to_owned();
        self.handle(EngineCommand::WriteFile {
            path: path.clone(),
            text,
        });
        let removed = self.handle(EngineCommand::DeleteFile { path });
        removed.snapshot.expect("it changed")
    }

    /// A timeline that was stored has the same steps; variables are not kept.
    fn reopen(&mut self, snapshot: Vec<u8>) {
        self.sandbox = Sandbox::default();
        let opened = self.handle(EngineCommand::Open {
            snapshot: Some(snapshot),
            sample: None,
        });
        assert_eq!(opened.outcome, EngineOutcome::Done);
        let kept = opened.view.timeline.len();
        assert_eq!(kept, self.timeline.len(), "{}", self.log);
        for step in 0..kept {
            self.handle(EngineCommand::GoTo {
                step: u32::try_from(step).unwrap(),
            });
            let (mut found, mut wanted) =
                (print_of(self.sandbox.state()), self.timeline[step].clone());
            found.4.clear();
            wanted.4.clear();
            assert!(
                found == wanted,
                "step {step} was stored otherwise: {}",
                self.log
            );
        }
    }
}
