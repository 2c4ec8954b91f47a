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

impl DatabaseError {
    /// An `OperationalError` with SQLite's message.
    pub fn operational(message: impl Into<String>) -> Self {
        Self {
            class: ErrorClass::OperationalError,
            message: message.into(),
        }
    }

    /// An `IntegrityError` with SQLite's message.
    pub fn integrity(message: impl Into<String>) -> Self {
        Self {
            class: ErrorClass::IntegrityError,
            message: message.into(),
        }
    }

    /// A `ProgrammingError` with the message of Python's `sqlite3`.
    pub fn programming(message: impl Into<String>) -> Self {
        Self {
            class: ErrorClass::ProgrammingError,
            message: message.into(),
        }
    }

    /// A `NotSupportedError` that names what this database cannot do.
    pub fn not_supported(construct: impl std::fmt::Display) -> Self {
        Self {
            class: ErrorClass::NotSupportedError,
            message: format!("{construct} is not supported by this database"),
        }
    }
}
