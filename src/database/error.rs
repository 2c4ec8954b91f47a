//! Errors as Python's `sqlite3` module raises them.

/// Which of the DB-API's exception classes an error is; Django re-raises the class of the same
/// name from `django.db.utils`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorClass {
    /// A constraint was violated.
    IntegrityError,
    /// SQL that does not parse or names what does not exist.
    OperationalError,
    /// The API was misused: a wrong number of parameters.
    ProgrammingError,
    /// The file is not a database.
    DatabaseError,
    /// SQLite could do it, this database cannot: the message names the construct.
    NotSupportedError,
}

/// A failed statement: SQLite's text for it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct DatabaseError {
    /// The exception class.
    pub class: ErrorClass,
    /// SQLite's message: `UNIQUE constraint failed: shop_product.slug`.
    pub message: String,
}
