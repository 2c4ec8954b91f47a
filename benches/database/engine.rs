//! What both databases can do, with the same answers.

use migration_sandbox::database::{Database, SqlValue};
use rusqlite::types::{Value, ValueRef};
use rusqlite::{Connection, params_from_iter};

/// The rows of a query.
pub type Rows = Vec<Vec<SqlValue>>;

/// A database that runs SQLite's statements.
pub trait Engine {
    /// Runs a statement; the rows it answers, all of their values taken over.
    fn run(&mut self, sql: &str, parameters: &[SqlValue]) -> Result<Rows, String>;

    /// Makes a copy of everything and gives it up.
    fn snapshot(&mut self) -> Result<(), String>;
}

impl Engine for Database {
    fn run(&mut self, sql: &str, parameters: &[SqlValue]) -> Result<Rows, String> {
        let result = self.execute(sql, parameters);
        Ok(result.map_err(|error| error.message)?.rows)
    }

    fn snapshot(&mut self) -> Result<(), String> {
        std::hint::black_box(self.clone());
        Ok(())
    }
}

impl Engine for Connection {
    fn run(&mut self, sql: &str, parameters: &[SqlValue]) -> Result<Rows, String> {
        let run = || -> rusqlite::Result<Rows> {
            let mut statement = self.prepare(sql)?;
            let width = statement.column_count();
            let mut found = Vec::new();
            let mut rows = statement.query(params_from_iter(parameters.iter().map(to_sqlite)))?;
            while let Some(row) = rows.next()? {
                let value = |column| row.get_ref(column).map(from_sqlite);
                found.push((0..width).map(value).collect::<rusqlite::Result<_>>()?);
            }
            Ok(found)
        };
        run().map_err(|error| error.to_string())
    }

    fn snapshot(&mut self) -> Result<(), String> {
        let copied = self.execute_batch("VACUUM INTO 'file:copy?mode=memory'");
        copied.map_err(|error| error.to_string())
    }
}

fn to_sqlite(value: &SqlValue) -> Value {
    match value {
        SqlValue::Null => Value::Null,
        SqlValue::Integer(integer) => Value::Integer(*integer),
        SqlValue::Real(real) => Value::Real(*real),
        SqlValue::Text(text) => Value::Text(text.to_string()),
        SqlValue::Blob(bytes) => Value::Blob(bytes.to_vec()),
    }
}

fn from_sqlite(value: ValueRef<'_>) -> SqlValue {
    match value {
        ValueRef::Null => SqlValue::Null,
        ValueRef::Integer(integer) => SqlValue::Integer(integer),
        ValueRef::Real(real) => SqlValue::Real(real),
        ValueRef::Text(text) => SqlValue::Text(String::from_utf8_lossy(text).into()),
        ValueRef::Blob(bytes) => SqlValue::Blob(bytes.into()),
    }
}
