//! PRAGMA.

use crate::database::{Database, DatabaseError, QueryResult, SqlValue, pragma};

/// Executes a PRAGMA; SQLite ignores unknown ones, and so does this.
pub fn pragma(
    database: &mut Database,
    name: &str,
    argument: Option<&str>,
) -> Result<QueryResult, DatabaseError> {
    let name = name.to_ascii_lowercase();
    if let Some(columns) = pragma::columns(&name) {
        let rows = pragma::rows(&database.state, &name, argument)?;
        if name == "foreign_key_check" && argument.is_none() && rows.is_empty() {
            database.state.unchecked.clear();
        }
        return Ok(QueryResult {
            columns: columns.iter().map(|column| (*column).to_owned()).collect(),
            rows: rows.iter().map(|row| row.to_vec()).collect(),
            ..QueryResult::default()
        });
    }
    let value = match name.as_str() {
        "foreign_keys" => {
            return Ok(switch(database, &name, argument, |database| {
                &mut database.foreign_keys
            }));
        }
        "legacy_alter_table" => {
            return Ok(switch(database, &name, argument, |database| {
                &mut database.legacy_alter
            }));
        }
        "user_version" => {
            if let Some(argument) = argument {
                database.state.user_version = argument.parse().unwrap_or(0);
                return Ok(QueryResult::default());
            }
            SqlValue::Integer(database.state.user_version)
        }
        "encoding" => SqlValue::Text("UTF-8".into()),
        "journal_mode" => SqlValue::Text("memory".into()),
        "schema_version"
        | "application_id"
        | "freelist_count"
        | "defer_foreign_keys"
        | "recursive_triggers"
        | "ignore_check_constraints"
        | "case_sensitive_like"
            if argument.is_none() =>
        {
            SqlValue::Integer(0)
        }
        "page_size" if argument.is_none() => SqlValue::Integer(4096),
        _ => return Ok(QueryResult::default()),
    };
    Ok(single(&name, value))
}

fn single(name: &str, value: SqlValue) -> QueryResult {
    QueryResult {
        columns: vec![name.to_owned()],
        rows: vec![vec![value]],
        ..QueryResult::default()
    }
}

/// A setting that is on or off. Inside a transaction it cannot be changed, silently.
fn switch(
    database: &mut Database,
    name: &str,
    argument: Option<&str>,
    setting: fn(&mut Database) -> &mut bool,
) -> QueryResult {
    let Some(argument) = argument else {
        return single(name, SqlValue::Integer(i64::from(*setting(database))));
    };
    let on = ["1", "on", "yes", "true"]
        .iter()
        .any(|word| argument.eq_ignore_ascii_case(word));
    if !(database.in_transaction() && name == "foreign_keys") {
        *setting(database) = on;
    }
    QueryResult::default()
}
