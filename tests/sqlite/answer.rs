//! What the database and SQLite answer to a statement, in one form.

use migration_sandbox::database::{Database, SqlValue};
use rusqlite::Connection;
use rusqlite::types::ValueRef;

/// The rows that a statement answered, or its error.
pub type Answer = Result<Vec<Vec<SqlValue>>, String>;

/// What the database answers.
pub fn ours(database: &mut Database, statement: &str) -> Answer {
    match database.execute(statement, &[]) {
        Ok(result) => Ok(result.rows),
        Err(error) => Err(error.message),
    }
}

/// What SQLite answers.
pub fn sqlites(connection: &Connection, statement: &str) -> Answer {
    let run = || -> rusqlite::Result<Vec<Vec<SqlValue>>> {
        let mut prepared = connection.prepare(statement)?;
        let width = prepared.column_count();
        let mut answered = Vec::new();
        let mut rows = prepared.query([])?;
        while let Some(row) = rows.next()? {
            let value = |column| row.get_ref(column).map(value_of);
            answered.push((0..width).map(value).collect::<rusqlite::Result<_>>()?);
        }
        Ok(answered)
    };
    run().map_err(|error| error.to_string())
}

/// A value of SQLite's.
pub fn value_of(value: ValueRef<'_>) -> SqlValue {
    match value {
        ValueRef::Null => SqlValue::Null,
        ValueRef::Integer(integer) => SqlValue::Integer(integer),
        ValueRef::Real(real) => SqlValue::Real(real),
        ValueRef::Text(text) => SqlValue::Text(String::from_utf8_lossy(text).as_ref().into()),
        ValueRef::Blob(bytes) => SqlValue::Blob(bytes.into()),
    }
}
