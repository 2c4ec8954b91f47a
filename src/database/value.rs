//! SQLite's storage classes.

use std::rc::Rc;

use serde::{Deserialize, Serialize};

/// A value as SQLite stores it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum SqlValue {
    /// NULL.
    Null,
    /// INTEGER.
    Integer(i64),
    /// REAL.
    Real(f64),
    /// TEXT.
    Text(Rc<str>),
    /// BLOB.
    Blob(Rc<[u8]>),
}
