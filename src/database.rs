//! The in-browser database: GlueSQL over a storage of persistent maps, behind a SQLite front end.
//!
//! **Architecture invariant:** this room knows nothing of Django nor of Python, and nothing outside
//! it sees a GlueSQL type. The whole state is one value: cloning a [`Database`] is O(1), and that
//! clone is the only mechanism for transactions, savepoints, undo and snapshots.

pub mod catalog;
pub mod error;
pub mod value;

pub use catalog::{Catalog, ForeignKeyInfo, IndexInfo, TableInfo};
pub use error::{DatabaseError, ErrorClass};
pub use value::SqlValue;

/// A SQLite-like database as one value.
#[derive(Clone, Default)]
pub struct Database {}

/// What one statement answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QueryResult {
    /// Column names of a query; empty for other statements.
    pub columns: Vec<String>,
    /// Rows of a query.
    pub rows: Vec<Vec<SqlValue>>,
    /// Rows inserted, updated or deleted.
    pub changes: u64,
    /// The last row id that an INSERT made on this connection.
    pub last_insert_id: Option<i64>,
}

impl Database {
    /// An empty database.
    pub fn new() -> Self {
        Self::default()
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
        _sql: &str,
        _parameters: &[SqlValue],
    ) -> Result<QueryResult, DatabaseError> {
        unimplemented!("the database room is being built")
    }

    /// Runs several statements separated by `;`, stopping at the first error.
    ///
    /// # Errors
    ///
    /// That of the first statement that fails; what came before stays applied.
    pub fn execute_script(&mut self, _sql: &str) -> Result<Vec<QueryResult>, DatabaseError> {
        unimplemented!("the database room is being built")
    }

    /// The schema as SQLite's `sqlite_master` and pragmas report it.
    pub fn catalog(&self) -> Catalog {
        unimplemented!("the database room is being built")
    }

    /// Rows of a table in storage order, all columns; empty for an unknown table.
    pub fn rows(&self, _table: &str) -> Vec<Vec<SqlValue>> {
        unimplemented!("the database room is being built")
    }

    /// Whether a `BEGIN` is open.
    pub fn in_transaction(&self) -> bool {
        unimplemented!("the database room is being built")
    }

    /// The whole database as bytes, versioned, for a file or IndexedDB.
    pub fn to_bytes(&self) -> Vec<u8> {
        unimplemented!("the database room is being built")
    }

    /// The database that [`Database::to_bytes`] wrote.
    ///
    /// # Errors
    ///
    /// `file is not a database` when the bytes are not such a snapshot.
    pub fn from_bytes(_bytes: &[u8]) -> Result<Self, DatabaseError> {
        unimplemented!("the database room is being built")
    }
}

impl Database {
    /// Whether nothing tells the two apart.
    pub fn is_same(&self, _other: &Self) -> bool {
        false
    }
}
