//! Changing rows.

use std::cell::Cell;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::constraints::rowid_of;
use super::index::IndexKey;
use super::{Candidate, Row, State, Table, Violation, no_misfits};
use crate::database::affinity::{Affinity, to_integer};
use crate::database::expression::Session;
use crate::database::sql::ast::Conflict;
use crate::database::{Chance, DatabaseError, SqlValue, Work};

/// The key of the table in which AUTOINCREMENT counts.
const SEQUENCES: &str = "sqlite_sequence";

/// A row that may violate a foreign key, by its table's key and its row id.
pub type Touched = (Rc<str>, i64);

/// A statement's work on a state.
pub struct Change<'a> {
    pub state: State,
    /// The state to return to; none when what is still to come cannot fail half-way.
    before: Option<State>,
    pub now: &'a str,
    pub work: &'a Work,
    /// `PRAGMA foreign_keys`.
    pub foreign_keys: bool,
    pub in_transaction: bool,
    /// Rows that the end of the statement must look at.
    pub touched: BTreeSet<Touched>,
    pub changes: u64,
    pub last_insert_id: Option<i64>,
    /// The last id that AUTOINCREMENT gave, be the row stored or not; `None` before the first.
    last_given: Cell<Option<i64>>,
    /// How deep foreign key actions have led.
    pub depth: usize,
    /// What chance draws from.
    pub chance: Option<Chance>,
}

impl<'a> Change<'a> {
    /// Work that begins on a state.
    pub fn new(
        state: State,
        now: &'a str,
        work: &'a Work,
        foreign_keys: bool,
        in_transaction: bool,
    ) -> Self {
        Self {
            before: Some(state.clone()),
            state,
            now,
            work,
            foreign_keys,
            in_transaction,
            touched: BTreeSet::new(),
            changes: 0,
            last_insert_id: None,
            last_given: Cell::new(None),
            depth: 0,
            chance: None,
        }
    }

    /// The state after the work, or that before it when it has failed.
    pub fn into_state(self, failed: bool) -> State {
        match self.before {
            Some(before) if failed => before,
            _ => self.state,
        }
    }

    /// To be called before the only row changes that a statement changes, if nothing of the row can
    /// be found wrong after that: without a state to return to, what changes need not be copied.
    pub fn forget_before(&mut self, table: &Rc<str>) {
        let is_sure = !self.foreign_keys || self.fails_no_key(table);
        if is_sure {
            self.before = None;
        }
    }

    /// Whether no foreign key can fail at the end of a statement that changes a row of a table.
    fn fails_no_key(&self, table: &Rc<str>) -> bool {
        let waits = |table: &Rc<Table>| {
            let mut keys = table.definition.foreign_keys.iter();
            keys.all(|key| key.deferred && self.in_transaction)
                && self.state.check_parents(table).is_ok()
        };
        self.state.children_of(table).is_empty() && self.state.tables.get(table).is_some_and(waits)
    }

    /// A session for evaluating expressions on the state as it is now.
    pub fn session(&self) -> Session<'_> {
        Session {
            chance: self.chance.clone(),
            ..Session::new(&self.state, self.now, self.work)
        }
    }

    /// The table of this key.
    ///
    /// # Errors
    ///
    /// `no such table: …`.
    pub fn table(&self, table: &str) -> Result<Rc<Table>, DatabaseError> {
        self.state
            .tables
            .get(table)
            .cloned()
            .ok_or_else(|| DatabaseError::operational(format!("no such table: {table}")))
    }

    fn table_mut(&mut self, table: &Rc<str>) -> Result<&mut Table, DatabaseError> {
        self.state.note_change(table);
        match self.state.tables.get_mut(table) {
            Some(table) => Ok(Rc::make_mut(table)),
            None => Err(DatabaseError::operational(format!(
                "no such table: {table}"
            ))),
        }
    }

    /// Stores a new row; `None` when a violation is to be ignored.
    ///
    /// # Errors
    ///
    /// SQLite's text for the constraint that fails.
    pub fn insert(
        &mut self,
        table: &Rc<str>,
        values: Vec<SqlValue>,
        rowid: Option<i64>,
        conflict: Conflict,
    ) -> Result<Option<i64>, DatabaseError> {
        let stored = self.table(table)?;
        let Some(candidate) = self.new_candidate(&stored, values, rowid, conflict)? else {
            return Ok(None);
        };
        let mut violation = stored.violation(&candidate, None);
        // Whoever else holds the table makes it be copied when it changes.
        drop(stored);
        while let Some(found) = violation {
            match conflict {
                Conflict::Ignore => return Ok(None),
                Conflict::Replace => self.replace(table, found.rowid)?,
                Conflict::Abort => return Err(self.table(table)?.unique_error(found)),
            }
            violation = self.table(table)?.violation(&candidate, None);
        }
        let rowid = candidate.rowid;
        self.store_new(table, candidate)?;
        Ok(Some(rowid))
    }

    /// A new row with its row id, not yet tested for uniqueness.
    ///
    /// # Errors
    ///
    /// SQLite's text for the constraint that fails.
    pub fn new_candidate(
        &self,
        stored: &Table,
        values: Vec<SqlValue>,
        rowid: Option<i64>,
        conflict: Conflict,
    ) -> Result<Option<Candidate>, DatabaseError> {
        let explicit = match stored.definition.rowid_alias {
            Some(alias) => rowid_of(&values[alias])?.or(rowid),
            None => rowid,
        };
        let rowid = match explicit {
            Some(rowid) => {
                if stored.definition.autoincrement {
                    // An id that is asked for counts, even if the row is then ignored.
                    let last = self.last_given(stored).max(rowid);
                    self.last_given.set(Some(last));
                }
                rowid
            }
            None => self.next_rowid(stored)?,
        };
        self.candidate(stored, values, rowid, conflict)
    }

    /// Stores a candidate that violates nothing.
    ///
    /// # Errors
    ///
    /// `no such table: …` when the table is gone.
    pub fn store_new(
        &mut self,
        table: &Rc<str>,
        candidate: Candidate,
    ) -> Result<(), DatabaseError> {
        let rowid = candidate.rowid;
        let stored = self.table_mut(table)?;
        let has_parents = !stored.definition.foreign_keys.is_empty();
        stored.put(candidate);
        if has_parents {
            self.touched.insert((Rc::clone(table), rowid));
        }
        self.changes += 1;
        self.last_insert_id = Some(rowid);
        Ok(())
    }

    /// The row id that a new row gets.
    fn next_rowid(&self, table: &Table) -> Result<i64, DatabaseError> {
        let mut last = table.rows.get_max().map_or(0, |(rowid, _)| *rowid);
        if table.definition.autoincrement {
            last = last.max(self.last_given(table));
        }
        if let Some(next) = last.checked_add(1) {
            self.last_given.set(Some(next.max(1)));
            return Ok(next.max(1));
        }
        if table.definition.autoincrement {
            return Err(DatabaseError::operational("database or disk is full"));
        }
        // SQLite tries random row ids here; the lowest free one serves as well.
        let mut free = 1;
        for rowid in table.rows.keys().filter(|rowid| **rowid > 0) {
            if *rowid != free {
                break;
            }
            free += 1;
        }
        Ok(free)
    }

    /// The last id that AUTOINCREMENT gave to a row of a table, in this statement or before it.
    fn last_given(&self, table: &Table) -> i64 {
        let before = || self.sequence_row(table).map_or(0, |(_, last)| last);
        self.last_given.get().unwrap_or_else(before)
    }

    /// The row of `sqlite_sequence` for a table: its row id and the last id given.
    fn sequence_row(&self, table: &Table) -> Option<(i64, i64)> {
        let sequences = &self.state.tables.get(SEQUENCES)?.rows;
        let last_of = |rowid: &i64, row: &Row| match (row.first(), row.get(1)) {
            (Some(SqlValue::Text(name)), Some(last)) if *name == table.definition.name => {
                Some((*rowid, to_integer(last)))
            }
            _ => None,
        };
        let known = table.sequence.as_ref();
        known
            .and_then(|rowid| last_of(rowid, sequences.get(rowid)?))
            .or_else(|| {
                sequences
                    .iter()
                    .find_map(|(rowid, row)| last_of(rowid, row))
            })
    }

    /// Makes `sqlite_sequence` remember the ids that the statement gave to rows of a table.
    ///
    /// # Errors
    ///
    /// None in practice: the table exists when AUTOINCREMENT is used.
    pub fn raise_sequence(&mut self, table: &Rc<str>) -> Result<(), DatabaseError> {
        let stored = self.table(table)?;
        if !stored.definition.autoincrement {
            return Ok(());
        }
        let id = self.last_given.get().unwrap_or(0);
        let known = self.sequence_row(&stored);
        if known.is_some_and(|(_, last)| last >= id) {
            return Ok(());
        }
        let name = SqlValue::Text(Rc::clone(&stored.definition.name));
        let sequences = self.table_mut(&SEQUENCES.into())?;
        let rowid = match known {
            Some((rowid, _)) => rowid,
            None => sequences.rows.get_max().map_or(1, |(rowid, _)| rowid + 1),
        };
        let row: Row = [name, SqlValue::Integer(id.max(0))].into();
        sequences.rows.insert(rowid, row);
        if stored.sequence != Some(rowid) {
            self.table_mut(table)?.sequence = Some(rowid);
        }
        Ok(())
    }

    /// Gives a row other values, and maybe another row id; answers whether it was done.
    ///
    /// # Errors
    ///
    /// SQLite's text for the constraint that fails.
    pub fn update(
        &mut self,
        table: &Rc<str>,
        rowid: i64,
        values: Vec<SqlValue>,
        conflict: Conflict,
    ) -> Result<bool, DatabaseError> {
        let stored = self.table(table)?;
        let Some(old) = stored.rows.get(&rowid).cloned() else {
            return Ok(false);
        };
        let new_rowid = match stored.definition.rowid_alias {
            Some(alias) => rowid_of(&values[alias])?
                .ok_or_else(|| DatabaseError::integrity("datatype mismatch"))?,
            None => rowid,
        };
        let Some(candidate) = self.candidate(&stored, values, new_rowid, conflict)? else {
            return Ok(false);
        };
        let keys = self.keys(&stored, rowid, &old)?;
        let mut violation = stored.violation(&candidate, Some(rowid));
        drop(stored);
        while let Some(found) = violation {
            match conflict {
                Conflict::Ignore => return Ok(false),
                Conflict::Replace => self.replace(table, found.rowid)?,
                Conflict::Abort => return Err(self.table(table)?.unique_error(found)),
            }
            violation = self.table(table)?.violation(&candidate, Some(rowid));
        }
        let new = Rc::clone(&candidate.row);
        let stored = self.table_mut(table)?;
        stored.change(rowid, &old, keys, candidate);
        self.changes += 1;
        self.after_update(table, (rowid, &old), (new_rowid, &new))?;
        Ok(true)
    }

    /// Deletes a row and does what foreign keys demand.
    ///
    /// # Errors
    ///
    /// `FOREIGN KEY constraint failed`.
    pub fn delete(&mut self, table: &Rc<str>, rowid: i64) -> Result<(), DatabaseError> {
        let Some(old) = self.take_row(table, rowid)? else {
            return Ok(());
        };
        self.changes += 1;
        self.after_delete(table, rowid, &old)
    }

    /// Deletes a row that gives way to another, which is not counted.
    fn replace(&mut self, table: &Rc<str>, rowid: i64) -> Result<(), DatabaseError> {
        let changes = self.changes;
        self.delete(table, rowid)?;
        self.changes = changes;
        Ok(())
    }

    /// Takes a row out without a look at foreign keys.
    fn take_row(&mut self, table: &Rc<str>, rowid: i64) -> Result<Option<Row>, DatabaseError> {
        let stored = self.table(table)?;
        let Some(old) = stored.rows.get(&rowid).cloned() else {
            return Ok(None);
        };
        let keys = self.keys(&stored, rowid, &old)?;
        drop(stored);
        self.table_mut(table)?.take(rowid, &old, keys);
        Ok(Some(old))
    }

    /// The keys of a stored row in the table's indexes.
    fn keys(
        &self,
        table: &Table,
        rowid: i64,
        row: &Row,
    ) -> Result<Vec<Option<IndexKey>>, DatabaseError> {
        let session = self.session();
        table
            .indexes
            .iter()
            .map(|index| index.key_of(rowid, row, &session))
            .collect()
    }

    /// Fills the indexes and counts of a table from its rows, testing uniqueness.
    ///
    /// # Errors
    ///
    /// `UNIQUE constraint failed: …`.
    pub fn rebuild(&mut self, mut table: Table) -> Result<(), DatabaseError> {
        let rows = std::mem::take(&mut table.rows);
        table.misfits = no_misfits(&table.definition);
        for index in &mut table.indexes {
            *index = super::Index::new(Rc::clone(&index.definition));
        }
        self.fill(table, rows)
    }

    /// Puts a table in its place without some of its rows and then with others, which it has not.
    ///
    /// # Errors
    ///
    /// `UNIQUE constraint failed: …`.
    pub fn exchange(
        &mut self,
        mut table: Table,
        gone: &[i64],
        put: impl IntoIterator<Item = (i64, Row)>,
    ) -> Result<(), DatabaseError> {
        for rowid in gone {
            if let Some(row) = table.rows.get(rowid).cloned() {
                let keys = self.keys(&table, *rowid, &row)?;
                table.take(*rowid, &row, keys);
            }
        }
        self.fill(table, put)
    }

    /// Puts a table in its place with more rows, testing uniqueness.
    fn fill(
        &mut self,
        mut table: Table,
        rows: impl IntoIterator<Item = (i64, Row)>,
    ) -> Result<(), DatabaseError> {
        for (rowid, row) in rows {
            let keys = self.keys(&table, rowid, &row)?;
            let candidate = Candidate { rowid, row, keys };
            if let Some(violation) = table.violation(&candidate, None) {
                return Err(table.unique_error(violation));
            }
            table.put(candidate);
        }
        self.state.put_table(table);
        Ok(())
    }
}

impl Table {
    fn put(&mut self, candidate: Candidate) {
        let Candidate { rowid, row, keys } = candidate;
        for (index, key) in self.indexes.iter_mut().zip(keys) {
            if let Some(key) = key {
                index.insert(key, rowid);
            }
        }
        self.count_misfits(&[], &row);
        self.rows.insert(rowid, row);
    }

    /// Puts a row in the place of another, touching only the indexes in which they differ.
    fn change(&mut self, rowid: i64, old: &Row, old_keys: Vec<Option<IndexKey>>, new: Candidate) {
        let moved = new.rowid != rowid;
        let keys = old_keys.into_iter().zip(new.keys);
        for (index, (old_key, new_key)) in self.indexes.iter_mut().zip(keys) {
            if !moved && old_key == new_key {
                continue;
            }
            if let Some(key) = old_key {
                index.remove(key, rowid);
            }
            if let Some(key) = new_key {
                index.insert(key, new.rowid);
            }
        }
        self.count_misfits(old, &new.row);
        if moved {
            self.rows.remove(&rowid);
        }
        self.rows.insert(new.rowid, new.row);
    }

    fn take(&mut self, rowid: i64, row: &Row, keys: Vec<Option<IndexKey>>) {
        for (index, key) in self.indexes.iter_mut().zip(keys) {
            if let Some(key) = key {
                index.remove(key, rowid);
            }
        }
        self.count_misfits(row, &[]);
        self.rows.remove(&rowid);
    }

    /// Counts values of a new row, and no longer those of the old one.
    fn count_misfits(&mut self, old: &[SqlValue], new: &[SqlValue]) {
        for (place, column) in self.definition.columns.iter().enumerate() {
            let is_misfit = |row: &[SqlValue]| {
                row.get(place)
                    .is_some_and(|value| !fits(value, column.affinity))
            };
            let (was, is) = (is_misfit(old), is_misfit(new));
            // The counts are shared with the tables before, until one of them is another.
            if was != is
                && let Some(count) = Rc::make_mut(&mut self.misfits).get_mut(place)
            {
                *count = count.saturating_add_signed(i64::from(is) - i64::from(was));
            }
        }
    }

    /// The rows that violations name, for a statement that looks them up itself.
    pub fn existing(&self, violation: Violation) -> Option<&Row> {
        self.rows.get(&violation.rowid)
    }
}

/// Whether a value has the storage class that its column prefers, so that GlueSQL compares it as
/// SQLite does.
pub fn fits(value: &SqlValue, affinity: Affinity) -> bool {
    match value {
        SqlValue::Null => true,
        SqlValue::Integer(_) => affinity.is_numeric(),
        // To GlueSQL 1.5 equals 1, so a REAL may only cross over where it is as good as an integer.
        SqlValue::Real(real) => affinity.is_numeric() && real.fract() == 0.0 && real.abs() < 9.0e18,
        SqlValue::Text(_) => affinity == Affinity::Text,
        SqlValue::Blob(_) => false,
    }
}
