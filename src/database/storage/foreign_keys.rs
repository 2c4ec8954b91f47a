//! Foreign keys: their actions, and the test at the end of a statement or transaction.

use std::rc::Rc;

use super::{Change, ForeignKey, Row, State, Table, key};
use crate::database::affinity::whole;
use crate::database::compare::{Collation, compare};
use crate::database::sql::ast::{Conflict, ForeignKeyAction};
use crate::database::{DatabaseError, SqlValue};

/// How far actions may lead from row to row.
const MAXIMUM_DEPTH: usize = 200;

/// What a change did to a row that others may refer to.
enum Event<'a> {
    Delete,
    Update { new: &'a Row },
}

/// A parent's columns that a foreign key refers to, and how they are looked up.
struct ParentKey {
    columns: Vec<usize>,
    /// The unique index on them; `None` for the row id.
    index: Option<usize>,
}

fn failed() -> DatabaseError {
    DatabaseError::integrity("FOREIGN KEY constraint failed")
}

impl Change<'_> {
    /// Does what foreign keys demand after a row has changed.
    pub fn after_update(
        &mut self,
        table: &Rc<str>,
        (old_rowid, old): (i64, &Row),
        (new_rowid, new): (i64, &Row),
    ) -> Result<(), DatabaseError> {
        if old_rowid != new_rowid {
            self.touched.remove(&(Rc::clone(table), old_rowid));
        }
        let definition = Rc::clone(&self.table(table)?.definition);
        let changed = |column: &usize| old.get(*column) != new.get(*column);
        if definition
            .foreign_keys
            .iter()
            .any(|key| key.columns.iter().any(changed))
            || old_rowid != new_rowid && !definition.foreign_keys.is_empty()
        {
            self.touched.insert((Rc::clone(table), new_rowid));
        }
        self.act(table, old, &Event::Update { new })
    }

    /// Does what foreign keys demand after a row is gone.
    pub fn after_delete(
        &mut self,
        table: &Rc<str>,
        rowid: i64,
        old: &Row,
    ) -> Result<(), DatabaseError> {
        self.touched.remove(&(Rc::clone(table), rowid));
        self.act(table, old, &Event::Delete)
    }

    fn act(&mut self, table: &Rc<str>, old: &Row, event: &Event<'_>) -> Result<(), DatabaseError> {
        if !self.foreign_keys {
            return Ok(());
        }
        if self.depth >= MAXIMUM_DEPTH {
            return Err(DatabaseError::operational(
                "too many levels of trigger recursion",
            ));
        }
        self.depth += 1;
        let result = self.act_on_children(table, old, event);
        self.depth -= 1;
        result
    }

    fn act_on_children(
        &mut self,
        table: &Rc<str>,
        old: &Row,
        event: &Event<'_>,
    ) -> Result<(), DatabaseError> {
        let parent = self.table(table)?;
        for (child_key, place) in referring(&self.state, table) {
            let child = self.table(&child_key)?;
            let foreign_key = &child.definition.foreign_keys[place];
            let parent_key =
                parent_key(&parent, foreign_key).ok_or_else(|| mismatch(&child, foreign_key))?;
            let values: Vec<SqlValue> = parent_key
                .columns
                .iter()
                .map(|column| old[*column].clone())
                .collect();
            if values.contains(&SqlValue::Null) {
                continue;
            }
            if let Event::Update { new } = event
                && parent_key
                    .columns
                    .iter()
                    .all(|column| old[*column] == new[*column])
            {
                continue;
            }
            let children = children(&child, &parent, foreign_key, &parent_key, &values);
            for rowid in children {
                self.act_on_child(&child_key, rowid, foreign_key, &parent_key, event)?;
            }
        }
        Ok(())
    }

    fn act_on_child(
        &mut self,
        child: &Rc<str>,
        rowid: i64,
        foreign_key: &ForeignKey,
        parent_key: &ParentKey,
        event: &Event<'_>,
    ) -> Result<(), DatabaseError> {
        let action = match event {
            Event::Delete => foreign_key.on_delete,
            Event::Update { .. } => foreign_key.on_update,
        };
        let table = self.table(child)?;
        let Some(row) = table.rows.get(&rowid) else {
            return Ok(());
        };
        let mut values = row.to_vec();
        match (action, event) {
            (ForeignKeyAction::Restrict, _) => return Err(failed()),
            (ForeignKeyAction::NoAction, _) => {
                self.touched.insert((Rc::clone(child), rowid));
                return Ok(());
            }
            (ForeignKeyAction::Cascade, Event::Delete) => {
                let changes = self.changes;
                self.delete(child, rowid)?;
                self.changes = changes;
                return Ok(());
            }
            (ForeignKeyAction::Cascade, Event::Update { new }) => {
                for (column, parent) in foreign_key.columns.iter().zip(&parent_key.columns) {
                    values[*column] = new[*parent].clone();
                }
            }
            (ForeignKeyAction::SetNull, _) => {
                for column in &foreign_key.columns {
                    values[*column] = SqlValue::Null;
                }
            }
            (ForeignKeyAction::SetDefault, _) => {
                for column in &foreign_key.columns {
                    values[*column] = self.default_of(&table, *column)?;
                }
            }
        }
        drop(table);
        // Rows that an action changes are not counted.
        let changes = self.changes;
        self.update(child, rowid, values, Conflict::Abort)?;
        self.changes = changes;
        Ok(())
    }

    /// The value that a column takes by default.
    pub fn default_of(&self, table: &Table, column: usize) -> Result<SqlValue, DatabaseError> {
        let session = self.session();
        let scope = crate::database::expression::Scope::constant(&session);
        match table
            .definition
            .columns
            .get(column)
            .and_then(|column| column.default.as_ref())
        {
            Some((_, node)) => node.evaluate(&scope),
            None => Ok(SqlValue::Null),
        }
    }

    /// Tests the rows that the statement touched. In a transaction, violations of deferred keys
    /// wait for its end.
    ///
    /// # Errors
    ///
    /// `FOREIGN KEY constraint failed`.
    pub fn finish_statement(&mut self) -> Result<(), DatabaseError> {
        let touched = std::mem::take(&mut self.touched);
        if !self.foreign_keys {
            return Ok(());
        }
        for (table, rowid) in touched {
            let Some(child) = self.state.tables.get(&table).cloned() else {
                continue;
            };
            let Some(row) = child.rows.get(&rowid) else {
                continue;
            };
            for foreign_key in &child.definition.foreign_keys {
                if !violates(&self.state, &child, foreign_key, row)? {
                    continue;
                }
                if !(foreign_key.deferred && self.in_transaction) {
                    return Err(failed());
                }
                self.state.suspects.insert((Rc::clone(&table), rowid));
            }
        }
        Ok(())
    }
}

impl State {
    /// Tests what deferred foreign keys put off.
    ///
    /// # Errors
    ///
    /// `FOREIGN KEY constraint failed`.
    pub fn finish_transaction(&mut self) -> Result<(), DatabaseError> {
        for (table, rowid) in &self.suspects {
            let Some(child) = self.tables.get(table) else {
                continue;
            };
            let Some(row) = child.rows.get(rowid) else {
                continue;
            };
            for foreign_key in &child.definition.foreign_keys {
                let broken = violates(self, child, foreign_key, row).unwrap_or(true);
                if foreign_key.deferred && broken {
                    return Err(failed());
                }
            }
        }
        self.suspects.clear();
        Ok(())
    }

    /// `PRAGMA foreign_key_check`: table, row id, parent and number of each broken key.
    ///
    /// # Errors
    ///
    /// `foreign key mismatch - …`.
    pub fn broken_foreign_keys(
        &self,
        table: &Table,
    ) -> Result<Vec<(i64, Rc<str>, usize)>, DatabaseError> {
        let foreign_keys = &table.definition.foreign_keys;
        for foreign_key in foreign_keys {
            let parent = self.table(&foreign_key.to_table);
            if parent.is_some_and(|parent| parent_key(parent, foreign_key).is_none()) {
                return Err(mismatch(table, foreign_key));
            }
        }
        let mut broken = Vec::new();
        for (rowid, row) in &table.rows {
            for (number, foreign_key) in foreign_keys.iter().enumerate() {
                let is_broken = match self.table(&foreign_key.to_table) {
                    None => !has_null(foreign_key, row),
                    Some(_) => violates(self, table, foreign_key, row)?,
                };
                if is_broken {
                    broken.push((*rowid, Rc::clone(&foreign_key.to_table), number));
                }
            }
        }
        Ok(broken)
    }

    /// Whether no table has a broken key, or one that SQLite complains about. Only what has changed
    /// since that was last so is looked at: each migration asks this of the whole schema.
    pub fn has_sound_foreign_keys(&self) -> bool {
        let is_sound = |child: &Rc<str>| {
            let table = self.tables.get(child);
            table.is_none_or(|table| {
                self.broken_foreign_keys(table)
                    .is_ok_and(|broken| broken.is_empty())
            })
        };
        let mut changed = self.unchecked.iter();
        changed.all(|table| is_sound(table) && self.children_of(table).iter().all(is_sound))
    }

    /// Tests that the tables and keys that a table's foreign keys name exist, as SQLite does
    /// before it changes rows.
    ///
    /// # Errors
    ///
    /// `no such table: main.…` and `foreign key mismatch - …`.
    pub fn check_parents(&self, child: &Table) -> Result<(), DatabaseError> {
        for foreign_key in &child.definition.foreign_keys {
            let Some(parent) = self.table(&foreign_key.to_table) else {
                let message = format!("no such table: main.{}", foreign_key.to_table);
                return Err(DatabaseError::operational(message));
            };
            if parent_key(parent, foreign_key).is_none() {
                return Err(mismatch(child, foreign_key));
            }
        }
        Ok(())
    }

    /// Tests the keys by which other tables refer to this one.
    ///
    /// # Errors
    ///
    /// `foreign key mismatch - …`.
    pub fn check_children(&self, parent: &Table) -> Result<(), DatabaseError> {
        self.check_children_if(parent, |_| true)
    }

    /// Tests some of the keys by which other tables refer to this one.
    ///
    /// # Errors
    ///
    /// `foreign key mismatch - …`.
    pub fn check_children_if(
        &self,
        parent: &Table,
        counts: impl Fn(&ForeignKey) -> bool,
    ) -> Result<(), DatabaseError> {
        for (child, place) in referring(self, &key(&parent.definition.name)) {
            let Some(child) = self.tables.get(&child) else {
                continue;
            };
            let foreign_key = &child.definition.foreign_keys[place];
            if counts(foreign_key) && parent_key(parent, foreign_key).is_none() {
                return Err(mismatch(child, foreign_key));
            }
        }
        Ok(())
    }
}

fn mismatch(child: &Table, foreign_key: &ForeignKey) -> DatabaseError {
    DatabaseError::operational(format!(
        "foreign key mismatch - \"{}\" referencing \"{}\"",
        child.definition.name, foreign_key.to_table
    ))
}

/// The foreign keys that refer to a table: the child's key and the place in it.
pub fn referring(state: &State, parent: &Rc<str>) -> Vec<(Rc<str>, usize)> {
    let mut found = Vec::new();
    for name in state.children_of(parent) {
        let Some(child) = state.tables.get(&name) else {
            continue;
        };
        for (place, foreign_key) in child.definition.foreign_keys.iter().enumerate() {
            if foreign_key.to_table.eq_ignore_ascii_case(parent) {
                found.push((Rc::clone(&name), place));
            }
        }
    }
    found
}

fn parent_key(parent: &Table, foreign_key: &ForeignKey) -> Option<ParentKey> {
    let definition = &parent.definition;
    let columns: Vec<usize> = match foreign_key.to_columns.is_empty() {
        true => definition.primary_key(),
        false => foreign_key
            .to_columns
            .iter()
            .map(|name| definition.column(name))
            .collect::<Option<_>>()?,
    };
    if columns.len() != foreign_key.columns.len() {
        return None;
    }
    if matches!(columns.as_slice(), [only] if definition.rowid_alias == Some(*only)) {
        return Some(ParentKey {
            columns,
            index: None,
        });
    }
    let index = parent.indexes.iter().position(|index| {
        let index = &index.definition;
        index.unique
            && index.filter.is_none()
            && index.terms.len() == columns.len()
            && index.terms.iter().all(|term| {
                term.column.is_some_and(|column| {
                    columns.contains(&column)
                        && term.collation == definition.columns[column].collation
                })
            })
    })?;
    Some(ParentKey {
        columns,
        index: Some(index),
    })
}

fn has_null(foreign_key: &ForeignKey, row: &Row) -> bool {
    foreign_key.columns.iter().any(|column| {
        row.get(*column)
            .is_none_or(|value| *value == SqlValue::Null)
    })
}

/// Whether a child row refers to a parent that is not there.
fn violates(
    state: &State,
    child: &Table,
    foreign_key: &ForeignKey,
    row: &Row,
) -> Result<bool, DatabaseError> {
    if has_null(foreign_key, row) {
        return Ok(false);
    }
    let Some(parent) = state.table(&foreign_key.to_table) else {
        return Ok(true);
    };
    let parent_key = parent_key(parent, foreign_key).ok_or_else(|| mismatch(child, foreign_key))?;
    let definition = &parent.definition;
    let values: Vec<SqlValue> = foreign_key
        .columns
        .iter()
        .zip(&parent_key.columns)
        .map(|(column, to)| definition.columns[*to].affinity.apply(row[*column].clone()))
        .collect();
    let Some(index) = parent_key.index else {
        let rowid = values.first().and_then(whole);
        return Ok(!rowid.is_some_and(|rowid| parent.rows.contains_key(&rowid)));
    };
    let index = &parent.indexes[index];
    let ordered: Vec<SqlValue> = index
        .definition
        .terms
        .iter()
        .filter_map(|term| {
            let place = parent_key
                .columns
                .iter()
                .position(|column| Some(*column) == term.column)?;
            values.get(place).cloned()
        })
        .collect();
    Ok(index
        .rows_with_prefix(&index.prefix(&ordered))
        .next()
        .is_none())
}

/// The child rows that refer to these values of a parent.
fn children(
    child: &Table,
    parent: &Table,
    foreign_key: &ForeignKey,
    parent_key: &ParentKey,
    values: &[SqlValue],
) -> Vec<i64> {
    let rules: Vec<_> = parent_key
        .columns
        .iter()
        .map(|column| {
            let column = &parent.definition.columns[*column];
            (column.affinity, column.collation)
        })
        .collect();
    let refers = |row: &Row| {
        foreign_key
            .columns
            .iter()
            .zip(values)
            .zip(&rules)
            .all(|((column, value), rule)| {
                let own = rule.0.apply(row[*column].clone());
                own != SqlValue::Null && compare(&own, value, rule.1).is_eq()
            })
    };
    if let [column] = foreign_key.columns.as_slice()
        && let Some(index) = index_on(child, *column, parent, parent_key)
    {
        let prefix = index.prefix(values.get(..1).unwrap_or_default());
        return index.rows_with_prefix(&prefix).collect();
    }
    child
        .rows
        .iter()
        .filter(|(_, row)| refers(row))
        .map(|(rowid, _)| *rowid)
        .collect()
}

/// An index whose order finds the children of a value, when child and parent compare alike.
fn index_on<'a>(
    child: &'a Table,
    column: usize,
    parent: &Table,
    parent_key: &ParentKey,
) -> Option<&'a super::Index> {
    let to = &parent.definition.columns[*parent_key.columns.first()?];
    let from = &child.definition.columns[column];
    if to.affinity != from.affinity || to.collation != Collation::Binary {
        return None;
    }
    child.indexes.iter().find(|index| {
        let first = index.definition.terms.first();
        index.definition.filter.is_none()
            && first.is_some_and(|term| {
                term.column == Some(column) && term.collation == Collation::Binary
            })
    })
}

impl Table {
    /// Whether other tables may hold references to this one.
    pub fn is_referred_to(&self, state: &State) -> bool {
        !referring(state, &key(&self.definition.name)).is_empty()
    }
}
