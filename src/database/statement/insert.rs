//! INSERT.

use std::rc::Rc;

use super::Execution;
use super::returning::Returning;
use super::update::check_not_generated;
use crate::database::affinity::whole;
use crate::database::engine::{self, RowChange};
use crate::database::expression::{Level, Node, Scope, Session, SourceRow};
use crate::database::query::{OutputRow, table_shape};
use crate::database::sql::ast::{Assignment, Conflict, Expr, Insert, SelectBody, Upsert};
use crate::database::storage::{Candidate, ForeignKey, Table, Violation};
use crate::database::{DatabaseError, QueryResult, SqlValue};

/// Where a value of the source goes: a column, or the row id.
type Target = Option<usize>;

/// A value and where it goes.
type Setting = (Target, Node);

/// `ON CONFLICT … DO …`, resolved.
struct BoundUpsert {
    /// The unique keys it is for: `None` for the row id. Empty for all.
    keys: Vec<Option<usize>>,
    any: bool,
    /// What DO UPDATE sets, and its WHERE. `None` for DO NOTHING.
    update: Option<(Vec<Setting>, Option<Node>)>,
}

impl Execution<'_, '_> {
    /// Executes an INSERT.
    pub fn insert(&mut self, insert: &Insert) -> Result<QueryResult, DatabaseError> {
        let (key, table) = self.target(&insert.table)?;
        if self.change.foreign_keys {
            self.change.state.check_parents(&table)?;
            // A single new row breaks no key at once, so that SQLite looks at deferred ones alone.
            let several = writes_several(insert, &table);
            let counts = |key: &ForeignKey| several || key.deferred;
            self.change.state.check_children_if(&table, counts)?;
        }
        let targets = self.targets(insert, &table)?;
        let mut rows = self.source_rows(insert, &targets, &table)?;
        let upserts = self.upserts(insert, &table)?;
        let returning = self.returning(&insert.returning, &table.definition)?;
        let defaults = self.defaults(&table, &targets)?;
        let mut result = returning.result();
        let conflict = insert.conflict.unwrap_or_default();
        drop(table);
        let count = rows.len();
        if count == 1 && upserts.is_empty() && conflict != Conflict::Replace && returning.is_plain()
        {
            self.change.forget_before(&key);
        }
        let mut sink = |change: RowChange| {
            let RowChange::Append(place) = change else {
                return Ok(());
            };
            let mut values = defaults.clone();
            let mut rowid = None;
            for (target, value) in targets.iter().zip(std::mem::take(&mut rows[place])) {
                match target {
                    Some(column) => values[*column] = value,
                    None => rowid = whole(&value),
                }
            }
            let stored = match upserts.is_empty() {
                true => self.change.insert(&key, values, rowid, conflict)?,
                false => self.upsert(&key, values, rowid, &upserts, conflict)?,
            };
            match stored {
                Some(rowid) => self.return_stored(&key, rowid, &returning, &mut result),
                None => Ok(()),
            }
        };
        engine::insert(count, &mut sink)?;
        self.change.raise_sequence(&key)?;
        Ok(result)
    }

    /// Returns a row that is stored now.
    pub fn return_stored(
        &self,
        key: &str,
        rowid: i64,
        returning: &Returning,
        result: &mut QueryResult,
    ) -> Result<(), DatabaseError> {
        let Some(values) = self.change.table(key)?.rows.get(&rowid).cloned() else {
            return Ok(());
        };
        self.return_row(returning, SourceRow { rowid, values }, result)
    }

    fn targets(&self, insert: &Insert, table: &Table) -> Result<Vec<Target>, DatabaseError> {
        let definition = &table.definition;
        if insert.source.is_none() {
            return Ok(Vec::new());
        }
        if insert.columns.is_empty() {
            let own = definition.columns.iter().enumerate();
            return Ok(own
                .filter(|(_, column)| column.generated.is_none())
                .map(|(place, _)| Some(place))
                .collect());
        }
        insert
            .columns
            .iter()
            .map(|name| match definition.column(&name.text) {
                Some(place) if definition.columns[place].generated.is_some() => {
                    let name = &definition.columns[place].name;
                    let message = format!("cannot INSERT into generated column \"{name}\"");
                    Err(DatabaseError::operational(message))
                }
                Some(place) => Ok(Some(place)),
                None if ["rowid", "oid", "_rowid_"]
                    .iter()
                    .any(|rowid| name.is(rowid)) =>
                {
                    Ok(None)
                }
                None => Err(DatabaseError::operational(format!(
                    "table {} has no column named {}",
                    insert.table.text, name.text
                ))),
            })
            .collect()
    }

    fn source_rows(
        &self,
        insert: &Insert,
        targets: &[Target],
        table: &Table,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        let Some(select) = &insert.source else {
            return Ok(vec![OutputRow::new()]);
        };
        let mut binder = self.binder();
        binder.define_common_tables(&insert.with);
        let query = binder.query(select)?;
        let width = query.columns.len();
        if width != targets.len() {
            return Err(DatabaseError::operational(
                match insert.columns.is_empty() {
                    true => format!(
                        "table {} has {} columns but {width} values were supplied",
                        table.definition.name,
                        targets.len()
                    ),
                    false => format!("{width} values for {} columns", targets.len()),
                },
            ));
        }
        query.run(&self.change.session(), None)
    }

    /// The values of the columns that an INSERT leaves out.
    fn defaults(&self, table: &Table, targets: &[Target]) -> Result<Vec<SqlValue>, DatabaseError> {
        (0..table.definition.columns.len())
            .map(|column| match targets.contains(&Some(column)) {
                true => Ok(SqlValue::Null),
                false => self.change.default_of(table, column),
            })
            .collect()
    }

    fn upserts(&self, insert: &Insert, table: &Table) -> Result<Vec<BoundUpsert>, DatabaseError> {
        insert
            .upserts
            .iter()
            .map(|upsert| self.bind_upsert(insert, upsert, table))
            .collect()
    }

    fn bind_upsert(
        &self,
        insert: &Insert,
        upsert: &Upsert,
        table: &Table,
    ) -> Result<BoundUpsert, DatabaseError> {
        let keys = upsert_keys(upsert, table);
        if keys.is_empty() && !upsert.target.is_empty() {
            return Err(DatabaseError::operational(
                "ON CONFLICT clause does not match any PRIMARY KEY or UNIQUE constraint",
            ));
        }
        let mut binder = self.binder();
        let shown = insert.alias.as_ref().unwrap_or(&insert.table).text.clone();
        binder.levels.push(Level {
            sources: vec![
                table_shape(&table.definition, shown),
                table_shape(&table.definition, "excluded".into()),
            ],
            ..Level::default()
        });
        let update = match &upsert.update {
            None => None,
            Some(update) => {
                let assignments = upsert_assignments(&mut binder, &update.assignments, table)?;
                let filter = update
                    .filter
                    .as_ref()
                    .map(|filter| binder.bind(filter))
                    .transpose()?;
                Some((assignments, filter))
            }
        };
        Ok(BoundUpsert {
            keys,
            any: upsert.target.is_empty(),
            update,
        })
    }

    /// Inserts a row, or does what ON CONFLICT says; answers the row that came about.
    fn upsert(
        &mut self,
        key: &Rc<str>,
        values: Vec<SqlValue>,
        rowid: Option<i64>,
        upserts: &[BoundUpsert],
        conflict: Conflict,
    ) -> Result<Option<i64>, DatabaseError> {
        let table = self.change.table(key)?;
        let change = &self.change;
        let Some(candidate) = change.new_candidate(&table, values.clone(), rowid, conflict)? else {
            return Ok(None);
        };
        let handled = upserts.iter().find_map(|upsert| {
            let violation = table.violation_of(&candidate, |index| {
                upsert.any || upsert.keys.contains(&index)
            })?;
            Some((upsert, violation))
        });
        let Some((upsert, violation)) = handled else {
            return self
                .change
                .insert(key, values, Some(candidate.rowid), conflict);
        };
        let Some((assignments, filter)) = &upsert.update else {
            return Ok(None);
        };
        let Some(changed) = changed_values(
            &table,
            &candidate,
            violation,
            assignments,
            filter.as_ref(),
            &self.change.session(),
        )?
        else {
            return Ok(None);
        };
        drop(table);
        let alias = self.change.table(key)?.definition.rowid_alias;
        let stored = match alias.and_then(|alias| changed.get(alias)) {
            Some(SqlValue::Integer(rowid)) => *rowid,
            _ => violation.rowid,
        };
        self.change
            .update(key, violation.rowid, changed, Conflict::Abort)?;
        Ok(Some(stored))
    }
}

/// The values of the stored row after DO UPDATE; `None` if its WHERE says no.
fn changed_values(
    table: &Table,
    candidate: &Candidate,
    violation: Violation,
    assignments: &[Setting],
    filter: Option<&Node>,
    session: &Session<'_>,
) -> Result<Option<Vec<SqlValue>>, DatabaseError> {
    let Some(existing) = table.existing(violation).cloned() else {
        return Ok(None);
    };
    let rows = [
        Some(SourceRow {
            rowid: violation.rowid,
            values: Rc::clone(&existing),
        }),
        Some(SourceRow {
            rowid: candidate.rowid,
            values: Rc::clone(&candidate.row),
        }),
    ];
    let scope = Scope::constant(session).with_rows(&rows);
    if let Some(filter) = filter
        && !filter.holds(&scope)?
    {
        return Ok(None);
    }
    let mut values = existing.to_vec();
    for (target, node) in assignments {
        let value = node.evaluate(&scope)?;
        if let Some(column) = target {
            values[*column] = value;
        }
    }
    Ok(Some(values))
}

fn upsert_assignments(
    binder: &mut crate::database::expression::Binder<'_>,
    assignments: &[Assignment],
    table: &Table,
) -> Result<Vec<Setting>, DatabaseError> {
    let mut bound = Vec::new();
    for assignment in assignments {
        let nodes = match assignment.columns.as_slice() {
            [_] => vec![binder.bind(&assignment.value)?],
            _ => binder.row(&assignment.value)?,
        };
        for (name, node) in assignment.columns.iter().zip(nodes) {
            let Some(column) = table.definition.column(&name.text) else {
                let message = format!("no such column: {}", name.text);
                return Err(DatabaseError::operational(message));
            };
            check_not_generated(&table.definition, column)?;
            bound.push((Some(column), node));
        }
    }
    Ok(bound)
}

/// Whether an INSERT may write more than one row.
fn writes_several(insert: &Insert, table: &Table) -> bool {
    let is_unique = table.definition.rowid_alias.is_some()
        || table.indexes.iter().any(|index| index.definition.unique);
    let is_single = insert.source.as_ref().is_none_or(|select| {
        select.compound.is_empty()
            && matches!(&select.body, SelectBody::Values(rows) if rows.len() == 1)
    });
    !is_single || (insert.conflict == Some(Conflict::Replace) && is_unique)
}

/// The unique keys on exactly the columns that ON CONFLICT names.
fn upsert_keys(upsert: &Upsert, table: &Table) -> Vec<Option<usize>> {
    let definition = &table.definition;
    let columns: Option<Vec<usize>> = upsert
        .target
        .iter()
        .map(|expr| match expr {
            Expr::Column { column, .. } => definition.column(&column.text),
            _ => None,
        })
        .collect();
    let Some(mut columns) = columns else {
        return Vec::new();
    };
    columns.sort_unstable();
    let mut keys = Vec::new();
    if matches!(columns.as_slice(), [only] if definition.rowid_alias == Some(*only)) {
        keys.push(None);
    }
    for (place, index) in table.indexes.iter().enumerate() {
        let own: Option<Vec<usize>> = index
            .definition
            .terms
            .iter()
            .map(|term| term.column)
            .collect();
        let Some(mut own) = own else { continue };
        own.sort_unstable();
        let partial_fits = index.definition.filter.is_none() || upsert.target_filter.is_some();
        if index.definition.unique && own == columns && partial_fits {
            keys.push(Some(place));
        }
    }
    keys
}
