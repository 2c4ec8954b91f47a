//! UPDATE.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::Execution;
use crate::database::affinity::whole;
use crate::database::engine::{self, RowChange};
use crate::database::expression::{Binder, Level, Node, Scope};
use crate::database::query::{Source, SourceKind, joined_rows, table_shape};
use crate::database::sql::ast::{Assignment, Conflict, JoinKind, Update};
use crate::database::storage::{Table, TableDefinition};
use crate::database::{DatabaseError, QueryResult, SqlValue};

/// A row id, and the new values of the assigned columns.
type NewValues = (i64, Vec<SqlValue>);

impl Execution<'_, '_> {
    /// Executes an UPDATE.
    pub fn update(&mut self, update: &Update) -> Result<QueryResult, DatabaseError> {
        let (key, table) = self.target(&update.table)?;
        if self.change.foreign_keys {
            self.check_foreign_keys(update, &table)?;
        }
        let (columns, mut new) = self.new_values(update, &key, &table)?;
        let returning = self.returning(&update.returning, &table.definition)?;
        let alias = table.definition.rowid_alias;
        let mut result = returning.result();
        let conflict = update.conflict.unwrap_or_default();
        drop(table);
        let count = new.len();
        if count == 1 && conflict != Conflict::Replace && returning.is_plain() {
            self.change.forget_before(&key);
        }
        let mut sink = |change: RowChange| {
            let RowChange::Update(place) = change else {
                return Ok(());
            };
            let (rowid, ref mut row) = new[place];
            let Some(old) = self.change.table(&key)?.rows.get(&rowid).cloned() else {
                return Ok(());
            };
            let mut values = old.to_vec();
            for (column, value) in columns.iter().zip(std::mem::take(row)) {
                values[*column] = value;
            }
            let stored = match alias.and_then(|alias| values.get(alias)) {
                Some(value) => whole(value).unwrap_or(rowid),
                None => rowid,
            };
            if self.change.update(&key, rowid, values, conflict)? {
                self.return_stored(&key, stored, &returning, &mut result)?;
            }
            Ok(())
        };
        engine::update(count, &mut sink)?;
        Ok(result)
    }

    fn check_foreign_keys(&self, update: &Update, table: &Table) -> Result<(), DatabaseError> {
        let definition = &table.definition;
        let set: Vec<usize> = update
            .assignments
            .iter()
            .flat_map(|assignment| &assignment.columns)
            .filter_map(|name| definition.column(&name.text))
            .collect();
        let touches = |columns: &[usize]| columns.iter().any(|column| set.contains(column));
        if definition
            .foreign_keys
            .iter()
            .any(|key| touches(&key.columns))
        {
            self.change.state.check_parents(table)?;
        }
        Ok(())
    }

    fn new_values(
        &self,
        update: &Update,
        key: &Rc<str>,
        table: &Table,
    ) -> Result<(Vec<usize>, Vec<NewValues>), DatabaseError> {
        let mut binder = self.binder();
        binder.define_common_tables(&update.with);
        let shown = update.alias.as_ref().unwrap_or(&update.table).text.clone();
        let mut sources = vec![target_source(key, &table.definition, shown)];
        sources.extend(binder.sources(&update.from)?);
        binder.levels.push(Level {
            sources: sources.iter().map(|source| source.shape.clone()).collect(),
            ..Level::default()
        });
        for (item, source) in update.from.iter().zip(sources.iter_mut().skip(1)) {
            if let Some(on) = &item.on {
                binder.bind(on)?.conjuncts(&mut source.on);
            }
        }
        let assignments = bind_assignments(&mut binder, &update.assignments, &table.definition)?;
        let mut filter = Vec::new();
        if let Some(expr) = &update.filter {
            binder.bind(expr)?.conjuncts(&mut filter);
        }
        let session = self.change.session();
        let base = Scope::constant(&session);
        let columns: Vec<usize> = assignments.iter().map(|(column, _)| *column).collect();
        let mut new: Vec<NewValues> = Vec::new();
        let mut seen = BTreeSet::new();
        for rows in joined_rows(&sources, &filter, &base)? {
            let Some(Some(row)) = rows.first() else {
                continue;
            };
            if !seen.insert(row.rowid) {
                continue;
            }
            let scope = base.with_rows(&rows);
            let values = assignments
                .iter()
                .map(|(_, node)| node.evaluate(&scope))
                .collect::<Result<_, _>>()?;
            new.push((row.rowid, values));
        }
        Ok((columns, new))
    }
}

/// The changed table as a source.
pub fn target_source(key: &Rc<str>, table: &TableDefinition, shown: Rc<str>) -> Source {
    Source {
        shape: table_shape(table, shown),
        kind: SourceKind::Table(Rc::clone(key)),
        join: JoinKind::Inner,
        on: Vec::new(),
    }
}

/// Refuses to set a column that is computed.
pub fn check_not_generated(table: &TableDefinition, place: usize) -> Result<(), DatabaseError> {
    let column = table.columns.get(place);
    match column.filter(|column| column.generated.is_some()) {
        Some(column) => Err(DatabaseError::operational(format!(
            "cannot UPDATE generated column \"{}\"",
            column.name
        ))),
        None => Ok(()),
    }
}

fn bind_assignments(
    binder: &mut Binder<'_>,
    assignments: &[Assignment],
    table: &TableDefinition,
) -> Result<Vec<(usize, Node)>, DatabaseError> {
    let mut bound = Vec::new();
    for assignment in assignments {
        let nodes = match assignment.columns.as_slice() {
            [_] => vec![binder.bind(&assignment.value)?],
            _ => binder.row(&assignment.value)?,
        };
        if nodes.len() != assignment.columns.len() {
            return Err(DatabaseError::operational(format!(
                "{} columns assigned {} values",
                assignment.columns.len(),
                nodes.len()
            )));
        }
        for (name, node) in assignment.columns.iter().zip(nodes) {
            let rowid = ["rowid", "oid", "_rowid_"]
                .iter()
                .any(|rowid| name.is(rowid));
            let place = table
                .column(&name.text)
                .or(if rowid { table.rowid_alias } else { None })
                .ok_or_else(|| {
                    DatabaseError::operational(format!("no such column: {}", name.text))
                })?;
            check_not_generated(table, place)?;
            bound.push((place, node));
        }
    }
    Ok(bound)
}
