//! Making a database of a snapshot, or of another database and what it has not.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::Execution;
use crate::database::sql::ast::Statement;
use crate::database::sql::reparse;
use crate::database::storage::snapshot::{
    Changes, Snapshot, StoredObject, StoredRow, TableChanges,
};
use crate::database::storage::{Change, Row, SchemaObject, State, Table, key};
use crate::database::{Database, DatabaseError};
use crate::persistent::OrdMap;

/// The database of a snapshot.
///
/// # Errors
///
/// Whatever the texts or rows break: the snapshot was not one.
pub fn restore(snapshot: Snapshot) -> Result<Database, DatabaseError> {
    let mut database = Database::new();
    let (now, work) = (Rc::clone(&database.now), database.work.clone());
    let mut change = Change::new(State::default(), &now, &work, false, false);
    define(&mut change, &snapshot.objects)?;
    for (name, rows) in snapshot.tables {
        let mut table = Table::clone(stored(&change, &name)?);
        table.rows = rows_of(&table, rows)?.into_iter().collect();
        change.rebuild(table)?;
    }
    database.state = in_order(change.into_state(false), &snapshot.objects);
    database.state.user_version = snapshot.user_version;
    Ok(database)
}

/// The database that has what another has not. What is the same in both, they share.
///
/// # Errors
///
/// Whatever the texts or rows break: these are not changes of that database.
pub fn change(other: &Database, changes: Changes) -> Result<Database, DatabaseError> {
    let mut database = Database::new();
    let (now, work) = (Rc::clone(&database.now), database.work.clone());
    let begin = |state| Change::new(state, &now, &work, false, false);
    let mut change;
    let mut left: Vec<Rc<Table>>;
    match &changes.objects {
        None => {
            change = begin(other.state.clone());
            left = Vec::new();
        }
        Some(objects) => {
            change = begin(State::default());
            define(&mut change, objects)?;
            left = change.state.tables.values().cloned().collect();
        }
    }
    for changes in changes.tables {
        let table = Rc::clone(stored(&change, &changes.name)?);
        left.retain(|other| !Rc::ptr_eq(other, &table));
        take_over(&mut change, &table, &other.state, changes)?;
    }
    for table in left {
        take_over(&mut change, &table, &other.state, TableChanges::default())?;
    }
    database.state = change.into_state(false);
    if let Some(objects) = &changes.objects {
        database.state = in_order(database.state, objects);
    }
    database.state.user_version = changes.user_version;
    Ok(database)
}

/// Gives a table the rows of the table of its name in another state, but for these changes.
fn take_over(
    change: &mut Change<'_>,
    table: &Table,
    other: &State,
    changes: TableChanges,
) -> Result<(), DatabaseError> {
    let put = rows_of(table, changes.put)?;
    let known = other.tables.get(&key(&table.definition.name));
    if let Some(known) = known
        && texts(known) == texts(table)
    {
        // A row that takes the place of another takes that away first.
        let replaced = put.iter().map(|(rowid, _)| *rowid);
        let gone: Vec<i64> = changes.gone.into_iter().chain(replaced).collect();
        return change.exchange(Table::clone(known), &gone, put);
    }
    // The new indexes may not hold for the rows as they were.
    let mut rows = known.map_or_else(OrdMap::default, |known| known.rows.clone());
    for rowid in changes.gone {
        rows.remove(&rowid);
    }
    rows.extend(put);
    let width = table.definition.columns.len();
    if rows.values().any(|row| row.len() != width) {
        return Err(malformed());
    }
    let mut table = table.clone();
    table.rows = rows;
    change.rebuild(table)
}

/// The text of a table and those of its indexes, by name.
fn texts(table: &Table) -> (&str, Vec<(&str, Option<&str>)>) {
    let indexes = table.indexes.iter().map(|index| {
        let definition = &index.definition;
        (&*definition.name, definition.sql.as_deref())
    });
    (&table.definition.sql, indexes.collect())
}

/// Makes the objects of these texts.
fn define<'a>(change: &mut Change<'a>, objects: &'a [StoredObject]) -> Result<(), DatabaseError> {
    // Tables that exist for others' sake come with those.
    for (_, _, _, sql) in objects {
        let Some(sql) = sql else { continue };
        let statement = reparse(sql)?;
        let mut execution = Execution {
            change,
            sql,
            parameters: &[],
        };
        match &statement {
            Statement::CreateTable(table) if table.name.is("sqlite_sequence") => {}
            other => execution.define(other)?,
        }
    }
    Ok(())
}

fn stored<'a>(change: &'a Change<'_>, name: &str) -> Result<&'a Rc<Table>, DatabaseError> {
    let stored = change.state.table(name);
    stored.ok_or_else(|| DatabaseError::operational(format!("no such table: {name}")))
}

fn malformed() -> DatabaseError {
    DatabaseError::operational("malformed database schema")
}

fn rows_of(table: &Table, rows: Vec<StoredRow>) -> Result<Vec<(i64, Row)>, DatabaseError> {
    let width = table.definition.columns.len();
    if rows.iter().any(|(_, row)| row.len() != width) {
        return Err(malformed());
    }
    let rows = rows.into_iter();
    Ok(rows.map(|(rowid, row)| (rowid, Row::from(row))).collect())
}

/// A state with its objects under the row ids that they had.
fn in_order(mut state: State, objects: &[StoredObject]) -> State {
    let by_name: BTreeMap<_, _> = state
        .objects
        .values()
        .map(|object| ((object.kind, key(&object.name)), object))
        .collect();
    let order = objects.iter().filter_map(|(rowid, kind, name, _)| {
        let object = by_name.get(&(kind.as_str(), key(name)))?;
        Some((*rowid, SchemaObject::clone(object)))
    });
    let objects = order.collect();
    state.set_objects(objects);
    state
}
