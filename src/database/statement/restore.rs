//! Making a database of a snapshot.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Execution;
use crate::database::sql::ast::Statement;
use crate::database::sql::reparse;
use crate::database::storage::snapshot::Snapshot;
use crate::database::storage::{Change, Row, SchemaObject, State, Table, key};
use crate::database::{Database, DatabaseError};

/// The database of a snapshot.
///
/// # Errors
///
/// Whatever the texts or rows break: the snapshot was not one.
pub fn restore(snapshot: Snapshot) -> Result<Database, DatabaseError> {
    let mut database = Database::new();
    let (now, work) = (Rc::clone(&database.now), database.work.clone());
    let mut change = Change::new(State::default(), &now, &work, false, false);
    // Tables that exist for others' sake come with those.
    for (_, _, _, sql) in &snapshot.objects {
        let Some(sql) = sql else { continue };
        let statement = reparse(sql)?;
        let mut execution = Execution {
            change: &mut change,
            sql,
            parameters: &[],
        };
        match &statement {
            Statement::CreateTable(table) if table.name.is("sqlite_sequence") => {}
            other => execution.define(other)?,
        }
    }
    for (name, rows) in snapshot.tables {
        let Some(stored) = change.state.table(&name) else {
            return Err(DatabaseError::operational(format!("no such table: {name}")));
        };
        let mut table = Table::clone(stored);
        let width = table.definition.columns.len();
        if rows.iter().any(|(_, row)| row.len() != width) {
            return Err(DatabaseError::operational("malformed database schema"));
        }
        table.rows = rows
            .into_iter()
            .map(|(rowid, row)| (rowid, Row::from(row)))
            .collect();
        change.rebuild(table)?;
    }
    let mut state = change.into_state(false);
    let by_name: BTreeMap<_, _> = state
        .objects
        .values()
        .map(|object| ((object.kind, key(&object.name)), object))
        .collect();
    let order = snapshot
        .objects
        .iter()
        .filter_map(|(rowid, kind, name, _)| {
            let object = by_name.get(&(kind.as_str(), key(name)))?;
            Some((*rowid, SchemaObject::clone(object)))
        });
    let objects = order.collect();
    state.set_objects(objects);
    state.user_version = snapshot.user_version;
    database.state = state;
    Ok(database)
}
