//! Commands whose statements fail, one after the other: what is left of each command is a whole
//! number of migrations, and running it again gets to the end.
//!
//! The commands are those of `tests/sessions` and of the sample projects. A plain run lets only a few
//! statements of each fail and hashes no passwords; `FAULTS=20` lets more of them fail, `FAULTS=all`
//! every one. `FAULT_CASES=FOLDER` does the same with scenarios in the form that `conformance` replays.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a test fails by panicking and says why"
)]

mod sessions {
    pub mod reader;
}
#[path = "../src/bin/conformance/scenario.rs"]
mod scenario;

use std::cell::{Cell, RefCell};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::rc::Rc;

use migration_sandbox::database::{Database, DatabaseError, ErrorClass, Event, SqlValue};
use migration_sandbox::files::Files;
use migration_sandbox::management::command::Environment;
use migration_sandbox::management::output::Terminal;
use migration_sandbox::management::utility::{Ending, execute_from_command_line};
use migration_sandbox::protocol::{EngineCommand, Interrupt};
use migration_sandbox::sandbox::Sandbox;
use serde_json::Value;
use sessions::reader::{
    NOW, check_list, files, folder, handle, start, tests_of, type_command, write,
};

/// How many statements of a command fail in a plain run.
const SOME: usize = 2;

/// The session in which passwords are hashed, which takes its time.
const HASHES: &str = "createsuperuser";

/// What the statements of all commands came to.
#[derive(Default)]
struct Tally {
    commands: usize,
    faults: usize,
    wrong: Vec<String>,
}

/// A command on a project.
struct Command<'a> {
    what: String,
    files: &'a Files,
    database: &'a Database,
    settings: Option<&'a str>,
    words: &'a [String],
    answers: &'a [String],
}

/// What a command left.
struct Left {
    exit: i32,
    database: Database,
}

/// A statement, and the database before it.
struct Traced {
    sql: String,
    before: Database,
}

// Every file in which something migrates.
files!(
    check_session:
    broken_transactions,
    catalogue,
    chained_changes,
    check,
    createsuperuser,
    custom_operations,
    declarations,
    fake,
    first_migration,
    fixtures,
    flush,
    graph_errors,
    inspectdb,
    makemigrations,
    merge,
    migrate,
    own_checks,
    people,
    permissions,
    questioner,
    refusals,
    renames,
    schema_editor,
    serializer,
    settings,
    showmigrations,
    signals,
    sqlite3,
    sqlmigrate,
    squash,
    startproject,
    tutorials,
    wrong_models,
);

#[test]
fn every_session_that_migrates_is_tested() {
    check_list(FILES, |name, text| {
        name != "console" && text.contains("\n$ python manage.py migrate")
    });
}

#[test]
fn sample_projects() {
    let mut tally = Tally::default();
    let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("migrations");
    for sample in fs::read_dir(samples).unwrap() {
        let folder = sample.unwrap().path();
        let name = folder.file_name().unwrap().to_string_lossy().into_owned();
        let mut files = Files::new();
        read_folder(&folder, "", &mut files);
        let mut sandbox = Sandbox::new(files);
        for line in [
            "python manage.py makemigrations",
            "python manage.py migrate",
        ] {
            let state = sandbox.state().clone();
            let words = shlex::split(line).unwrap_or_default();
            tally.check(&Command {
                what: format!("{name}: {line}"),
                files: &state.files,
                database: &state.database,
                settings: None,
                words: &words[2..],
                answers: &["y".to_owned()],
            });
            let run = EngineCommand::Run {
                line: line.to_owned(),
                answers: vec!["y".to_owned()],
                interrupt: Some(Interrupt::EndOfFile),
            };
            handle(&mut sandbox, run);
        }
    }
    tally.report();
}

#[test]
fn scenarios() {
    let Some(folder) = std::env::var_os("FAULT_CASES") else {
        return;
    };
    let mut tally = Tally::default();
    let mut paths: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .collect();
    paths.sort();
    for path in paths {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let case: Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        check_scenario(&name, case.get("scenario").unwrap_or(&case), &mut tally);
    }
    tally.report();
}

/// How many statements of a command are to fail, if somebody says so.
fn wanted() -> Option<usize> {
    match std::env::var("FAULTS").ok()?.as_str() {
        "all" => Some(usize::MAX),
        number => number.parse().ok(),
    }
}

fn read_folder(folder: &Path, below: &str, files: &mut Files) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{below}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read_folder(&path, &format!("{name}/"), files);
        } else if let Ok(text) = fs::read_to_string(&path) {
            files.write(&name, &text);
        }
    }
}

fn check_session(name: &str) {
    if name == HASHES && wanted().is_none() {
        return;
    }
    let path = folder().join(name).with_extension("md");
    let text = fs::read_to_string(path).unwrap();
    let mut tally = Tally::default();
    for test in &tests_of(&text) {
        let mut sandbox = Sandbox::new(start(test));
        for block in &test.blocks {
            if let Some(path) = block.path {
                write(&mut sandbox, path, block);
            } else if block.language == "console" {
                for command in block.commands() {
                    let state = sandbox.state().clone();
                    let words = shlex::split(command.line).unwrap_or_default();
                    let is_plain = !command.line.contains(['&', '>', ';', '|', '$']);
                    if is_plain && words.starts_with(&["python".to_owned(), "manage.py".to_owned()])
                    {
                        tally.check(&Command {
                            what: format!(
                                "{}, line {}: {}",
                                test.title, command.number, command.line
                            ),
                            files: &state.files,
                            database: &state.database,
                            settings: None,
                            words: &words[2..],
                            answers: &typed(&command.expected),
                        });
                    }
                    type_command(&mut sandbox, &command);
                }
            }
        }
    }
    tally.report();
}

/// The answers that a recording has.
fn typed(expected: &[&str]) -> Vec<String> {
    let typed = expected.iter().flat_map(|line| line.split('«').skip(1));
    let typed = typed.filter_map(|rest| rest.split_once('»'));
    let answers = typed.map(|(answer, _)| answer);
    answers
        .take_while(|answer| !answer.starts_with('^'))
        .map(str::to_owned)
        .collect()
}

fn check_scenario(name: &str, scenario: &Value, tally: &mut Tally) {
    let (mut files, _) = scenario::project(scenario);
    let mut database = Database::new();
    let steps = scenario.get("steps").and_then(Value::as_array);
    for step in steps.into_iter().flatten() {
        if let Some(edit) = step.get("edit").and_then(Value::as_object) {
            for (path, text) in edit {
                match text.as_str() {
                    Some(text) => files.write(path, text),
                    None => drop(files.remove(path)),
                }
            }
        } else if let Some(sql) = step.get("sql").and_then(Value::as_str) {
            let _ = database.execute(sql, &[]);
        } else {
            let words = match step.get("run") {
                Some(Value::String(line)) => shlex::split(line).unwrap_or_default(),
                words => scenario::texts(words),
            };
            let answers = scenario::texts(step.get("answers"));
            let command = Command {
                what: format!("{name}: {}", words.join(" ")),
                files: &files,
                database: &database,
                settings: Some("project.settings"),
                words: &words,
                answers: &answers,
            };
            tally.check(&command);
            let (left, written) = command.run(None);
            (files, database) = (written, left.database);
        }
    }
}

impl Command<'_> {
    /// Runs the command on copies; answers what it left, of the files, too.
    fn run(&self, watch: Option<migration_sandbox::database::Watch>) -> (Left, Files) {
        self.run_on(self.database, watch)
    }

    fn run_on(
        &self,
        database: &Database,
        watch: Option<migration_sandbox::database::Watch>,
    ) -> (Left, Files) {
        let (mut files, mut database) = (self.files.clone(), database.clone());
        database.set_watch(watch);
        let environment = Environment {
            now: (NOW * 1000.0) as i64,
            folder: String::new(),
            root: "/project".to_owned(),
            settings_module: self.settings.map(str::to_owned),
            variables: BTreeMap::from([("USER".to_owned(), "user".to_owned())]),
            program: "manage.py".to_owned(),
            share: 1,
        };
        let mut terminal = Terminal::new(self.answers, Some(Interrupt::EndOfFile));
        let ending = execute_from_command_line(
            &mut terminal,
            &mut files,
            &mut database,
            &environment,
            self.words,
        );
        // What an open transaction did is gone with the connection.
        database.connect(true);
        database.set_watch(None);
        let exit = match ending {
            Ending::Exit(status) => status,
            Ending::Ask(_) => 1,
        };
        (Left { exit, database }, files)
    }

    /// The statements that the command executes, and what it leaves.
    fn trace(&self) -> (Vec<Traced>, Left) {
        let traced = Rc::new(RefCell::new(Vec::new()));
        let kept = Rc::clone(&traced);
        let watch = move |database: &Database, event: Event<'_>| {
            let Event::Statement(sql, _) = event else {
                return Ok(());
            };
            let mut before = database.clone();
            before.set_watch(None);
            let sql = sql.to_owned();
            kept.borrow_mut().push(Traced { sql, before });
            Ok(())
        };
        let (left, _) = self.run(Some(Rc::new(watch)));
        (traced.take(), left)
    }

    /// What the command leaves when its statement of this number fails, alone or with all after it.
    fn with_fault(&self, place: usize, alone: bool) -> Left {
        let count = Cell::new(0);
        let watch = move |_: &Database, event: Event<'_>| {
            let Event::Statement(..) = event else {
                return Ok(());
            };
            let number = count.replace(count.get() + 1);
            if number == place || (number > place && !alone) {
                return Err(DatabaseError {
                    class: ErrorClass::OperationalError,
                    message: "disk I/O error".to_owned(),
                });
            }
            Ok(())
        };
        self.run(Some(Rc::new(watch))).0
    }

    fn has_word(&self, wanted: &str) -> bool {
        self.words.iter().any(|word| word == wanted)
    }

    /// Whether a migration of the project is not atomic, so that a part of it may be left.
    fn has_parts(&self) -> bool {
        let mut texts = self
            .files
            .below("")
            .filter_map(|path| self.files.read(path));
        texts.any(|text| text.contains("atomic = False") || text.contains("atomic=False"))
    }
}

impl Tally {
    /// Lets statements of a command fail.
    fn check(&mut self, command: &Command<'_>) {
        if matches!(
            command.words.first().map(String::as_str),
            Some("shell" | "dbshell") | None
        ) {
            return;
        }
        let (traced, end) = command.trace();
        if end.database.to_bytes() == command.database.to_bytes() {
            return;
        }
        self.commands += 1;
        let known = Known::new(command, &traced, &end);
        let most = wanted().unwrap_or(SOME);
        let stride = traced.len().div_ceil(most).max(1);
        // Other statements in each command, and so all kinds of them.
        let first = self.commands * 7 % stride;
        for place in (first..traced.len()).step_by(stride) {
            self.faults += 1;
            // A disk that fails once, and one that is gone.
            let alone = self.faults.is_multiple_of(2);
            let left = command.with_fault(place, alone);
            if let Err(why) = known.check(command, place, &left, &end) {
                let fault = if alone {
                    "fails"
                } else {
                    "and all after it fail"
                };
                self.wrong.push(format!(
                    "{}: {why} when statement {place} of {} {fault}: {}",
                    command.what,
                    traced.len(),
                    traced[place].sql
                ));
            }
        }
    }

    fn report(self) {
        println!("{} commands, {} faults", self.commands, self.faults);
        assert!(
            self.wrong.is_empty(),
            "{} of {} faults in {} commands leave what they must not:\n{}",
            self.wrong.len(),
            self.faults,
            self.commands,
            self.wrong[..self.wrong.len().min(30)].join("\n")
        );
    }
}

/// What a command may leave.
struct Known {
    /// Whole databases.
    states: BTreeSet<Vec<u8>>,
    /// The tables that go with the migrations that are recorded.
    schemas: BTreeMap<Recorded, String>,
    /// What was committed before each statement, of a command that may leave a part.
    parts: Vec<Vec<u8>>,
}

type Recorded = BTreeSet<(String, String)>;

impl Known {
    fn new(command: &Command<'_>, traced: &[Traced], end: &Left) -> Self {
        let mut known = Self {
            states: BTreeSet::new(),
            schemas: BTreeMap::new(),
            parts: Vec::new(),
        };
        known.add(command.database);
        known.add(&end.database);
        let after = traced.iter().skip(1).map(|traced| &traced.before);
        let steps: Vec<_> = traced.iter().zip(after.chain([&end.database])).collect();
        let last_record = steps.iter().rposition(|(traced, _)| traced.records());
        // Tables of apps without migrations are made before anything migrates.
        let first_commit = match command.has_word("--run-syncdb") {
            true => steps.iter().position(|(traced, _)| traced.sql == "COMMIT"),
            false => None,
        };
        let has_parts = command.has_parts();
        let mut committed = command.database.to_bytes();
        for (place, (traced, after)) in steps.into_iter().enumerate() {
            if has_parts {
                known.parts.push(committed.clone());
            }
            if after.in_transaction() {
                continue;
            }
            committed = after.to_bytes();
            let is_whole = !command.has_word("migrate")
                || traced.records()
                || last_record.is_none_or(|last| place > last)
                || first_commit == Some(place);
            if is_whole {
                known.states.insert(committed.clone());
            }
            if traced.records() {
                known.add(after);
            }
        }
        known
    }

    fn add(&mut self, database: &Database) {
        self.states.insert(database.to_bytes());
        self.schemas.insert(recorded(database), schema(database));
    }

    /// Checks what a fault in a statement left, and that the command then gets to its end.
    fn check(
        &self,
        command: &Command<'_>,
        place: usize,
        left: &Left,
        end: &Left,
    ) -> Result<(), String> {
        let bytes = left.database.to_bytes();
        if self.parts.get(place) == Some(&bytes) {
            return Ok(());
        }
        if !self.states.contains(&bytes) {
            return Err(format!("exits {} and leaves a part", left.exit));
        }
        if !command.has_word("migrate") || !self.parts.is_empty() {
            return Ok(());
        }
        let recorded = recorded(&left.database);
        let schema = schema(&left.database);
        let is_other = self.schemas.get(&recorded) != Some(&schema);
        if is_other && !command.has_word("--run-syncdb") {
            return Err(format!("leaves another schema than {recorded:?} make"));
        }
        let (again, _) = command.run_on(&left.database, None);
        if again.database.to_bytes() != end.database.to_bytes() {
            return Err("does not get to the same end afterwards".to_owned());
        }
        Ok(())
    }
}

impl Traced {
    /// Whether the statement writes what is recorded of migrations, the table itself included.
    fn records(&self) -> bool {
        ["INSERT INTO", "DELETE FROM", "CREATE TABLE"]
            .iter()
            .any(|words| {
                self.sql
                    .starts_with(&format!("{words} \"django_migrations\""))
            })
    }
}

fn recorded(database: &Database) -> Recorded {
    let text = |value: &SqlValue| match value {
        SqlValue::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    };
    let rows = database.rows("django_migrations");
    rows.iter()
        .map(|row| (text(&row[1]), text(&row[2])))
        .collect()
}

/// The schema without the table that records migrations, and the one that counts its keys.
fn schema(database: &Database) -> String {
    let mut tables = database.catalog().tables;
    tables.retain(|name, _| name != "django_migrations" && name != "sqlite_sequence");
    format!("{tables:?}")
}
