//! The in-browser database: GlueSQL over a storage of persistent maps, behind a SQLite front end.
//!
//! **Architecture invariant:** this room knows nothing of Django nor of Python, and nothing outside
//! it sees a GlueSQL type. The whole state is one value: cloning a [`Database`] is O(1), and that
//! clone is the only mechanism for transactions, savepoints, undo and snapshots.
//!
//! A statement's way: [`sql`] parses it; [`expression`] and [`query`] resolve its names against the
//! schema in [`storage`]; [`query`] and [`statement`] lower it to plans, which GlueSQL executes in
//! [`engine`]; the storage enforces the constraints.

mod affinity;
pub mod catalog;
mod catalog_view;
mod compare;
mod engine;
pub mod error;
mod expression;
mod functions;
mod number;
mod pragma;
mod query;
mod sql;
mod statement;
mod storage;
mod transaction;
pub mod value;
mod work;

use std::any::Any;
use std::rc::Rc;

use chrono::{DateTime, Timelike};

pub use catalog::{Catalog, ForeignKeyInfo, IndexInfo, TableInfo};
pub use error::{DatabaseError, ErrorClass};
pub use expression::literal;
pub use number::{dumped_real, real_text};
pub use value::SqlValue;
pub use work::Work;

use storage::{State, snapshot};
use transaction::Transaction;

/// A SQLite-like database as one value.
#[derive(Clone)]
pub struct Database {
    state: State,
    /// The open transaction.
    transaction: Option<Transaction>,
    foreign_keys: bool,
    legacy_alter: bool,
    now: Rc<str>,
    last_insert_id: i64,
    last_changes: u64,
    watch: Option<Watch>,
    work: Work,
    chance: Option<Chance>,
}

/// Draws numbers from 0 to 1, for `rand()` and `random()`.
pub type Chance = Rc<dyn Fn() -> f64>;

/// Sees every event, and the database as it is then. Its error becomes the statement's: so any
/// statement can be made to fail.
pub type Watch = Rc<dyn Fn(&Database, Event<'_>) -> Result<(), DatabaseError>>;

/// What a watch sees.
#[derive(Clone, Copy)]
pub enum Event<'a> {
    /// A statement is about to be executed, with these parameters.
    Statement(&'a str, &'a [SqlValue]),
    /// Whoever uses the database has come to this point.
    Mark(&'a dyn Mark),
}

/// A point that whoever uses a database comes to between statements.
pub trait Mark: Any {}

/// What one statement answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryResult {
    /// Column names of a query; empty for other statements.
    pub columns: Vec<String>,
    /// The types that tables declare for the columns of a query that are columns of tables.
    pub declared_types: Vec<Option<Rc<str>>>,
    /// Rows of a query.
    pub rows: Vec<Vec<SqlValue>>,
    /// Rows inserted, updated or deleted.
    pub changes: u64,
    /// The last row id that an INSERT made on this connection.
    pub last_insert_id: Option<i64>,
}

impl Default for Database {
    fn default() -> Self {
        Self {
            state: State::default(),
            transaction: None,
            foreign_keys: true,
            legacy_alter: false,
            now: "1970-01-01 00:00:00".into(),
            last_insert_id: 0,
            last_changes: 0,
            watch: None,
            work: Work::default(),
            chance: None,
        }
    }
}

impl Database {
    /// An empty database, with foreign keys enforced as on Django's connections.
    pub fn new() -> Self {
        Self::default()
    }

    /// Goes on as a new connection: what an open transaction did is undone, and foreign keys are
    /// enforced if asked for, as Django's connections do and those of the program `sqlite3` do not.
    pub fn connect(&mut self, foreign_keys: bool) {
        self.end_transaction();
        *self = Self {
            state: std::mem::take(&mut self.state),
            foreign_keys,
            now: Rc::clone(&self.now),
            watch: self.watch.take(),
            work: self.work.clone(),
            ..Self::default()
        };
    }

    /// The row id of what was inserted last on this connection; 0 before.
    pub fn last_insert_id(&self) -> i64 {
        self.last_insert_id
    }

    /// Undoes what an open transaction did, as the end of its program does.
    pub fn end_transaction(&mut self) {
        if let Some(transaction) = self.transaction.take() {
            self.state = transaction.before;
        }
    }

    /// Bounds the work of statements, on this connection, those that follow it, and copies of it.
    pub fn set_work(&mut self, work: Work) {
        self.work = work;
    }

    /// The work of statements and its bounds.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// Draws what `rand()` and `random()` answer, on this connection; without it they are refused.
    pub fn set_chance(&mut self, chance: Option<Chance>) {
        self.chance = chance;
    }

    /// Has every statement watched, on this connection, those that follow it, and copies of it.
    pub fn set_watch(&mut self, watch: Option<Watch>) {
        self.watch = watch;
    }

    /// Sets the time of `CURRENT_TIMESTAMP` and `date('now')`: microseconds since 1970-01-01 UTC.
    pub fn set_now(&mut self, now: i64) {
        if let Some(now) = DateTime::from_timestamp_micros(now) {
            let (date, time) = (now.date_naive(), now.time());
            self.now = format!(
                "{date} {:02}:{:02}:{:02}",
                time.hour(),
                time.minute(),
                time.second()
            )
            .into();
        }
    }

    /// Runs one SQL statement of SQLite's dialect with `?` (or Django's `%s`) already turned into
    /// `?` and `parameters` bound to them, in order. Outside a transaction it commits by itself.
    ///
    /// A statement that fails leaves the database as it was.
    ///
    /// # Errors
    ///
    /// SQLite's own error text and the class by which Python's `sqlite3` raises it.
    pub fn execute(
        &mut self,
        sql: &str,
        parameters: &[SqlValue],
    ) -> Result<QueryResult, DatabaseError> {
        if sql.contains('\0') {
            let message = "the query contains a null character";
            return Err(DatabaseError::programming(message));
        }
        let (statement, used) = sql::parse_statement(sql)?;
        if used != parameters.len() {
            return Err(DatabaseError::programming(format!(
                "Incorrect number of bindings supplied. The current statement uses {used}, and \
                 there are {} supplied.",
                parameters.len()
            )));
        }
        if let Some(watch) = &self.watch {
            watch(self, Event::Statement(sql, parameters))?;
        }
        match statement {
            Some(statement) => statement::execute(self, &statement, sql, parameters),
            None => Ok(QueryResult::default()),
        }
    }

    /// Says to the watch that a point has been reached.
    ///
    /// # Errors
    ///
    /// The watch's.
    pub fn mark(&self, mark: &dyn Mark) -> Result<(), DatabaseError> {
        match &self.watch {
            Some(watch) => watch(self, Event::Mark(mark)),
            None => Ok(()),
        }
    }

    /// Runs several statements separated by `;`, stopping at the first error.
    ///
    /// # Errors
    ///
    /// That of the first statement that fails; what came before stays applied.
    pub fn execute_script(&mut self, sql: &str) -> Result<Vec<QueryResult>, DatabaseError> {
        sql::script::split(sql)
            .into_iter()
            .map(|statement| self.execute(statement, &[]))
            .collect()
    }

    /// The schema as SQLite's `sqlite_master` and pragmas report it.
    pub fn catalog(&self) -> Catalog {
        catalog_view::catalog(&self.state)
    }

    /// Rows of a table in storage order, all columns; empty for an unknown table.
    pub fn rows(&self, table: &str) -> Vec<Vec<SqlValue>> {
        self.state.rows_of(table)
    }

    /// Whether a `BEGIN` is open.
    pub fn in_transaction(&self) -> bool {
        self.transaction.is_some()
    }

    /// Whether this is certainly the same state as another, told by pointers alone: copies are, and
    /// what was rebuilt to the same contents may not be.
    pub fn is_same(&self, other: &Self) -> bool {
        self.state.is_same(&other.state) && self.in_transaction() == other.in_transaction()
    }

    /// The whole database as bytes, versioned, for a file or IndexedDB.
    pub fn to_bytes(&self) -> Vec<u8> {
        snapshot::write(&self.state)
    }

    /// The database that [`Database::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// `file is not a database` when the bytes are not such a snapshot.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, DatabaseError> {
        let snapshot = snapshot::read(bytes).ok_or_else(refused)?;
        statement::restore(snapshot).map_err(|_| refused())
    }

    /// What this database has and another has not, as bytes: few when one was made from the other.
    pub fn changes_from(&self, other: &Self) -> Vec<u8> {
        snapshot::write_changes(&self.state, &other.state)
    }

    /// The database of which [`Database::changes_from`] wrote how it differs from this one. What is
    /// the same, the two share.
    ///
    /// # Errors
    ///
    /// `file is not a database` when the bytes are not such changes, or another database's.
    pub fn changed(&self, changes: &[u8]) -> Result<Self, DatabaseError> {
        let changes = snapshot::read_changes(changes).ok_or_else(refused)?;
        statement::change(self, changes).map_err(|_| refused())
    }
}

fn refused() -> DatabaseError {
    DatabaseError {
        class: ErrorClass::DatabaseError,
        message: "file is not a database".to_owned(),
    }
}
