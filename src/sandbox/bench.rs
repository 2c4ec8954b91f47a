//! A copy of a project on which migrations are tried: nothing that happens here changes the
//! sandbox.

use std::cell::RefCell;
use std::rc::Rc;

use super::State;
use super::view;
use crate::backends::sqlite::operations::quote_value;
use crate::database::{Database, DatabaseError, Event, Mark, SqlValue, Watch};
use crate::files::Files;
use crate::management::project::Project;
use crate::migrations::executor::{Fake, MigrationExecutor, Moment, Session, Target};
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::{Migration, MigrationKey};
use crate::migrations::recorder::MigrationRecorder;
use crate::orm::{Apps, DjangoResult, Exception};

/// Trying something has a part of the steps that a command has.
const SHARE: u64 = 4;

/// A project with its database, ready to migrate.
pub(super) struct Bench {
    pub(super) project: Project,
    pub(super) apps: Rc<Apps>,
    pub(super) executor: MigrationExecutor,
    pub(super) database: Database,
    /// What the project is written in.
    pub(super) files: Files,
    now: i64,
}

/// Something that a watch of the database saw.
pub(super) struct Seen {
    pub(super) what: What,
    /// The database before it.
    pub(super) before: Database,
}

/// What it was.
pub(super) enum What {
    /// A statement, with its parameters in place.
    Statement(String),
    /// A moment of a migration's run.
    Moment(Moment),
}

/// What a watch saw so far.
pub(super) type Log = Rc<RefCell<Vec<Seen>>>;

impl Bench {
    /// The project of a state. `now` is in microseconds.
    ///
    /// # Errors
    ///
    /// What loading the project or its migrations raises.
    pub(super) fn new(state: &State, now: i64) -> DjangoResult<Self> {
        let mut project = view::project(state, now, SHARE)?;
        let mut database = state.database.clone();
        database.connect(true);
        database.set_now(now);
        let applied = MigrationRecorder::new(&mut database).applied_migrations()?;
        let loader = MigrationLoader::new(&mut project, applied, LoaderOptions::default())?;
        let apps = Rc::new(project.apps()?);
        Ok(Self {
            executor: MigrationExecutor::new(loader, Rc::clone(&apps)),
            apps,
            project,
            database,
            files: state.files.clone(),
            now,
        })
    }

    /// A migration of the graph.
    ///
    /// # Errors
    ///
    /// `KeyError` when there is none of that name.
    pub(super) fn migration(&self, key: &MigrationKey) -> DjangoResult<Rc<Migration>> {
        let found = self.executor.loader.graph.migration(key).cloned();
        found.ok_or_else(|| {
            let message = format!("there is no migration {}.{}", key.app_label, key.name);
            Exception::new("KeyError", message)
        })
    }

    /// Whether the database has the migration.
    pub(super) fn is_applied(&self, key: &MigrationKey) -> bool {
        let applied = &self.executor.loader.applied_migrations;
        applied.contains_key(key)
    }

    /// Where to migrate to so that this migration runs last, in the direction that it can.
    pub(super) fn target(&self, key: &MigrationKey) -> Target {
        if !self.is_applied(key) {
            return Target::from(key.clone());
        }
        let node = self.executor.loader.graph.node(key);
        let mut parents = node.into_iter().flat_map(|node| &node.parents);
        let before = parents.find(|parent| parent.app_label == key.app_label);
        Target {
            app_label: Rc::clone(&key.app_label),
            name: before.map(|parent| Rc::clone(&parent.name)),
        }
    }

    /// Migrates.
    ///
    /// # Errors
    ///
    /// What a migration raises.
    pub(super) fn migrate(&mut self, targets: &[Target]) -> DjangoResult<()> {
        let plan = self.executor.migration_plan(targets)?;
        let mut session = Session {
            connection: &mut self.database,
            interpreter: &mut self.project.interpreter,
            now: self.now,
            progress: &mut |_| {},
        };
        let migrated = self
            .executor
            .migrate(&mut session, &plan, None, Fake::default());
        migrated.map(drop)
    }
}

/// The state in which a migration can go the other way than now: the one that this way leads to.
///
/// # Errors
///
/// What loading the project raises, or going there.
pub(super) fn turned(state: &State, key: &MigrationKey, now: i64) -> DjangoResult<State> {
    let mut bench = Bench::new(state, now)?;
    let target = bench.target(key);
    bench.migrate(&[target])?;
    Ok(State {
        database: bench.database,
        ..state.clone()
    })
}

/// A watch that notes all that it sees, and its notes.
pub(super) fn recorder() -> (Watch, Log) {
    let log = Log::default();
    let notes = Rc::clone(&log);
    let watch = move |database: &Database, event: Event<'_>| -> Result<(), DatabaseError> {
        if let Some(what) = What::of(event) {
            let mut before = database.clone();
            before.set_watch(None);
            notes.borrow_mut().push(Seen { what, before });
        }
        Ok(())
    };
    (Rc::new(watch), log)
}

impl What {
    fn of(event: Event<'_>) -> Option<Self> {
        match event {
            Event::Statement(sql, parameters) => {
                Some(Self::Statement(with_values(sql, parameters)))
            }
            Event::Mark(mark) => moment(mark).map(Self::Moment),
        }
    }
}

/// The moment that a mark stands for.
pub(super) fn moment(mark: &dyn Mark) -> Option<Moment> {
    let mark: &dyn std::any::Any = mark;
    mark.downcast_ref::<Moment>().cloned()
}

/// An exception as the last line of a traceback shows it.
pub(super) fn told(exception: &Exception) -> String {
    let class = exception.class_path.rsplit('.').next().unwrap_or_default();
    format!("{class}: {}", exception.message)
}

/// A statement with its parameters in the places of the question marks.
pub(super) fn with_values(sql: &str, parameters: &[SqlValue]) -> String {
    let mut parameters = parameters.iter();
    let mut quote = None;
    let mut text = String::new();
    for character in sql.chars() {
        match (character, quote) {
            ('?', None) => text.extend(parameters.next().map(quote_value)),
            ('\'' | '"', None) => quote = Some(character),
            (_, Some(open)) if open == character => quote = None,
            _ => {}
        }
        if character != '?' || quote.is_some() {
            text.push(character);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_stand_where_they_are_bound() {
        let text = |value: &str| SqlValue::Text(value.into());
        let sql = "INSERT INTO \"t?\" VALUES (?, '?', ?)";
        assert_eq!(
            with_values(sql, &[SqlValue::Integer(1), text("it's ?")]),
            "INSERT INTO \"t?\" VALUES (1, '?', 'it''s ?')"
        );
    }
}
