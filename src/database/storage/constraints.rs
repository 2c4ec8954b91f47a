//! What a row must satisfy before it is stored.

use std::rc::Rc;

use super::index::IndexKey;
use super::{Change, Check, Row, Table, TableDefinition};
use crate::database::affinity::{truth, whole};
use crate::database::expression::{Scope, Session, SourceRow};
use crate::database::sql::ast::Conflict;
use crate::database::{DatabaseError, SqlValue};

/// A row that is about to be stored, with its keys.
#[derive(Clone, Debug)]
pub struct Candidate {
    pub rowid: i64,
    pub row: Row,
    /// Per index of the table; `None` where its WHERE leaves the row out.
    pub keys: Vec<Option<IndexKey>>,
}

/// A unique key that a candidate shares with a stored row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Violation {
    /// The index, by its place in the table; `None` for the row id.
    pub index: Option<usize>,
    pub rowid: i64,
}

impl Change<'_> {
    /// The row that is stored for these values: affinities applied, generated columns computed,
    /// NOT NULL and CHECK tested. `None` when a violation is to be ignored.
    ///
    /// # Errors
    ///
    /// SQLite's text for the constraint that fails.
    pub fn candidate(
        &self,
        table: &Table,
        mut values: Vec<SqlValue>,
        rowid: i64,
        conflict: Conflict,
    ) -> Result<Option<Candidate>, DatabaseError> {
        let definition = &table.definition;
        let session = self.session();
        for (value, column) in values.iter_mut().zip(&definition.columns) {
            let taken = std::mem::replace(value, SqlValue::Null);
            *value = column.affinity.apply(taken);
        }
        if let Some(alias) = definition.rowid_alias {
            values[alias] = SqlValue::Integer(rowid);
        }
        if conflict == Conflict::Replace {
            self.default_nulls(definition, &mut values)?;
        }
        let row = generate(definition, values, rowid, &session)?;
        let violation = not_null(definition, &row).map_or_else(
            || failed_check(definition, &row, rowid, &session),
            |error| Ok(Some(error)),
        );
        if let Some(error) = violation? {
            return if conflict == Conflict::Ignore {
                Ok(None)
            } else {
                Err(error)
            };
        }
        let keys = table
            .indexes
            .iter()
            .map(|index| index.key_of(rowid, &row, &session))
            .collect::<Result<_, _>>()?;
        Ok(Some(Candidate { rowid, row, keys }))
    }

    /// OR REPLACE puts the default in the place of a NULL that may not be.
    fn default_nulls(
        &self,
        definition: &TableDefinition,
        values: &mut [SqlValue],
    ) -> Result<(), DatabaseError> {
        for (value, column) in values.iter_mut().zip(&definition.columns) {
            if column.not_null
                && *value == SqlValue::Null
                && let Some((_, node)) = &column.default
            {
                *value = column
                    .affinity
                    .apply(node.evaluate(&Scope::constant(&self.session()))?);
            }
        }
        Ok(())
    }
}

/// The row with its generated columns.
pub fn generate(
    definition: &TableDefinition,
    values: Vec<SqlValue>,
    rowid: i64,
    session: &Session<'_>,
) -> Result<Row, DatabaseError> {
    let mut row: Row = values.into();
    let generated = definition
        .columns
        .iter()
        .filter(|column| column.generated.is_some())
        .count();
    // One may refer to another that stands later, so each pass settles at least one.
    for _ in 0..generated {
        let mut values = row.to_vec();
        for (value, column) in values.iter_mut().zip(&definition.columns) {
            if let Some(generated) = &column.generated {
                let source = [Some(SourceRow {
                    rowid,
                    values: Rc::clone(&row),
                })];
                let scope = Scope::constant(session).with_rows(&source);
                *value = column.affinity.apply(generated.node.evaluate(&scope)?);
            }
        }
        row = values.into();
    }
    Ok(row)
}

fn not_null(definition: &TableDefinition, row: &Row) -> Option<DatabaseError> {
    row.iter()
        .zip(&definition.columns)
        .enumerate()
        .find_map(|(place, (value, column))| {
            let violated = column.not_null
                && *value == SqlValue::Null
                && definition.rowid_alias != Some(place);
            violated.then(|| {
                let name = &definition.name;
                DatabaseError::integrity(format!(
                    "NOT NULL constraint failed: {name}.{}",
                    column.name
                ))
            })
        })
}

fn failed_check(
    definition: &TableDefinition,
    row: &Row,
    rowid: i64,
    session: &Session<'_>,
) -> Result<Option<DatabaseError>, DatabaseError> {
    if definition.checks.is_empty() {
        return Ok(None);
    }
    let source = [Some(SourceRow {
        rowid,
        values: Rc::clone(row),
    })];
    let scope = Scope::constant(session).with_rows(&source);
    for check in &definition.checks {
        // NULL passes.
        if truth(&check.node.evaluate(&scope)?) == Some(false) {
            let message = format!("CHECK constraint failed: {}", check.label());
            return Ok(Some(DatabaseError::integrity(message)));
        }
    }
    Ok(None)
}

impl Check {
    /// What an error calls it: its name, or its expression. SQLite unquotes the expression's
    /// first word, and so shows that alone.
    fn label(&self) -> String {
        if let Some(name) = &self.name {
            return name.to_string();
        }
        let text = self.text.strip_prefix('(').unwrap_or(&self.text);
        let inner = text.strip_suffix(')').unwrap_or(text).trim();
        let closing = match inner.chars().next() {
            Some('[') => ']',
            Some(quote @ ('"' | '\'' | '`')) => quote,
            _ => return inner.to_owned(),
        };
        let rest = inner.get(1..).unwrap_or_default();
        rest.split(closing).next().unwrap_or_default().to_owned()
    }
}

impl Table {
    /// The first unique key that a candidate shares with a row other than `own`.
    pub fn violation(&self, candidate: &Candidate, own: Option<i64>) -> Option<Violation> {
        if own != Some(candidate.rowid) && self.rows.contains_key(&candidate.rowid) {
            return Some(Violation {
                index: None,
                rowid: candidate.rowid,
            });
        }
        self.index_violation(candidate, own)
    }

    /// The first unique key, among those that `wanted` accepts, that a new row shares.
    pub fn violation_of(
        &self,
        candidate: &Candidate,
        wanted: impl Fn(Option<usize>) -> bool,
    ) -> Option<Violation> {
        if wanted(None) && self.rows.contains_key(&candidate.rowid) {
            return Some(Violation {
                index: None,
                rowid: candidate.rowid,
            });
        }
        self.indexes
            .iter()
            .zip(&candidate.keys)
            .enumerate()
            .find_map(|(place, (index, key))| {
                let rowid = index.conflict(key.as_ref()?, candidate.rowid)?;
                wanted(Some(place)).then_some(Violation {
                    index: Some(place),
                    rowid,
                })
            })
    }

    fn index_violation(&self, candidate: &Candidate, own: Option<i64>) -> Option<Violation> {
        self.indexes
            .iter()
            .zip(&candidate.keys)
            .enumerate()
            .find_map(|(place, (index, key))| {
                let rowid = index.conflict(key.as_ref()?, own.unwrap_or(candidate.rowid))?;
                Some(Violation {
                    index: Some(place),
                    rowid,
                })
            })
    }

    /// SQLite's text for a violation.
    pub fn unique_error(&self, violation: Violation) -> DatabaseError {
        let definition = &self.definition;
        let place = match violation.index {
            None => match definition.rowid_alias {
                Some(alias) => format!("{}.{}", definition.name, definition.columns[alias].name),
                None => format!("{}.rowid", definition.name),
            },
            Some(index) => {
                let index = &self.indexes[index].definition;
                index
                    .column_names(definition)
                    .unwrap_or_else(|| format!("index '{}'", index.name))
            }
        };
        DatabaseError::integrity(format!("UNIQUE constraint failed: {place}"))
    }
}

/// The row id that an INTEGER PRIMARY KEY's value means; `None` for NULL.
pub fn rowid_of(value: &SqlValue) -> Result<Option<i64>, DatabaseError> {
    match value {
        SqlValue::Null => Ok(None),
        other => whole(other)
            .map(Some)
            .ok_or_else(|| DatabaseError::integrity("datatype mismatch")),
    }
}
