//! What a backend talks to.

pub mod alteration;
pub mod ddl_references;
pub mod dialect;
pub mod names;
pub mod preview;
pub mod rendered;
pub mod schema;

pub use rendered::{RenderedField, RenderedModel};

use crate::database::{Catalog, Database, DatabaseError, Mark, QueryResult, SqlValue};

/// A connection to a database. The native database is one; a test puts its own in front of it to
/// make a statement fail.
pub trait Connection {
    /// Runs one statement with `?` placeholders.
    ///
    /// # Errors
    ///
    /// The database's error.
    fn execute(&mut self, sql: &str, parameters: &[SqlValue])
    -> Result<QueryResult, DatabaseError>;

    /// Says to whoever watches that a point has been reached.
    ///
    /// # Errors
    ///
    /// The watch's.
    fn mark(&self, mark: &dyn Mark) -> Result<(), DatabaseError>;

    /// The schema at this moment.
    fn catalog(&self) -> Catalog;

    /// A copy of the whole state, to come back to.
    fn savepoint(&self) -> Database;

    /// Back to a state that [`Connection::savepoint`] answered.
    fn rollback_to(&mut self, savepoint: Database);
}

impl Connection for Database {
    fn execute(
        &mut self,
        sql: &str,
        parameters: &[SqlValue],
    ) -> Result<QueryResult, DatabaseError> {
        Database::execute(self, sql, parameters)
    }

    fn mark(&self, mark: &dyn Mark) -> Result<(), DatabaseError> {
        Database::mark(self, mark)
    }

    fn catalog(&self) -> Catalog {
        Database::catalog(self)
    }

    fn savepoint(&self) -> Database {
        self.clone()
    }

    fn rollback_to(&mut self, savepoint: Database) {
        *self = savepoint;
    }
}
