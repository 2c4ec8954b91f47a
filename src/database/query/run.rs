//! Running a query.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::{Arm, Core, OrderNode, Query, Recursion, from, window};
use crate::database::affinity::whole;
use crate::database::compare::{Collation, OrderedValue, compare};
use crate::database::expression::{Scope, Session, SourceRow};
use crate::database::sql::ast::CompoundOperator;
use crate::database::storage::Row;
use crate::database::{DatabaseError, SqlValue};

/// How many rows a recursive WITH may find.
const MAXIMUM_RECURSION: usize = 1_000_000;

/// A row and the values that it sorts by.
type KeyedRow = (Vec<SqlValue>, Row);

impl Query {
    /// The rows.
    pub fn run(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        session.nested(|| {
            let mut rows = self.combined(session, parent)?;
            if let Some(recursion) = &self.recursion {
                rows = self.recurse(recursion, rows, session, parent)?;
            }
            if !self.order.is_empty() {
                rows = self.sort_output(rows, session)?;
            }
            self.cut(rows, session, parent)
        })
    }

    fn combined(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        let mut rows: Vec<Row> = Vec::new();
        for (operator, arm) in &self.arms {
            let more = arm.run(session, parent)?;
            rows = self.combine(*operator, rows, more);
        }
        Ok(rows)
    }

    fn combine(&self, operator: CompoundOperator, mut rows: Vec<Row>, more: Vec<Row>) -> Vec<Row> {
        if operator == CompoundOperator::UnionAll {
            rows.extend(more);
            return rows;
        }
        let keys: BTreeSet<_> = match operator {
            CompoundOperator::Union => {
                rows.extend(more);
                BTreeSet::new()
            }
            _ => more.iter().map(|row| self.key(row)).collect(),
        };
        let mut kept = std::collections::BTreeMap::new();
        for row in rows {
            let key = self.key(&row);
            let keep = match operator {
                CompoundOperator::Intersect => keys.contains(&key),
                CompoundOperator::Except => !keys.contains(&key),
                _ => true,
            };
            if keep {
                kept.entry(key).or_insert(row);
            }
        }
        // SQLite combines through a sorted table, so the rows come out in its order.
        kept.into_values().collect()
    }

    fn key(&self, row: &Row) -> Vec<OrderedValue> {
        row.iter()
            .zip(&self.columns)
            .map(|(value, column)| OrderedValue::new(value, column.collation))
            .collect()
    }

    fn recurse(
        &self,
        recursion: &Recursion,
        initial: Vec<Row>,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        let distinct = recursion
            .arms
            .iter()
            .any(|(operator, _)| *operator == CompoundOperator::Union);
        let limit = match (&self.limit, self.order.is_empty()) {
            (Some(_), true) => self.bounds(session, parent)?.1.unwrap_or(usize::MAX),
            _ => usize::MAX,
        };
        let mut seen = BTreeSet::new();
        let mut rows = Vec::new();
        let mut fresh = initial;
        loop {
            if distinct {
                fresh.retain(|row| seen.insert(self.key(row)));
            }
            if fresh.is_empty() || rows.len() >= limit {
                return Ok(rows);
            }
            rows.extend(fresh.iter().cloned());
            if rows.len() > MAXIMUM_RECURSION {
                return Err(DatabaseError::not_supported(
                    "a recursion of over a million rows",
                ));
            }
            *recursion.working.rows.borrow_mut() = Rc::new(std::mem::take(&mut fresh));
            for (_, arm) in &recursion.arms {
                fresh.extend(arm.run(session, parent)?);
            }
        }
    }

    fn sort_output(
        &self,
        rows: Vec<Row>,
        session: &Session<'_>,
    ) -> Result<Vec<Row>, DatabaseError> {
        let mut keyed: Vec<KeyedRow> = Vec::with_capacity(rows.len());
        for row in rows {
            let source = [Some(SourceRow {
                rowid: 0,
                values: Rc::clone(&row),
            })];
            let scope = Scope::constant(session).with_rows(&source);
            keyed.push((sort_key(&self.order, &scope)?, row));
        }
        sort(&mut keyed, &self.order);
        Ok(keyed.into_iter().map(|(_, row)| row).collect())
    }

    /// LIMIT and OFFSET: how many rows to skip, and where to stop counting from the start.
    fn bounds(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<(usize, Option<usize>), DatabaseError> {
        let scope = parent.copied().unwrap_or(Scope::constant(session));
        let number = |node: &Option<crate::database::expression::Node>| match node {
            Some(node) => match whole(&node.evaluate(&scope)?) {
                Some(number) => Ok(Some(number)),
                None => Err(DatabaseError::integrity("datatype mismatch")),
            },
            None => Ok(None),
        };
        let limit = number(&self.limit)?;
        let skip = number(&self.offset)?.map_or(0, |offset| usize::try_from(offset).unwrap_or(0));
        // A negative limit is none.
        let take = limit.and_then(|limit| usize::try_from(limit).ok());
        Ok((skip, take.map(|take| skip.saturating_add(take))))
    }

    fn cut(
        &self,
        mut rows: Vec<Row>,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        if self.limit.is_none() {
            return Ok(rows);
        }
        let (skip, end) = self.bounds(session, parent)?;
        rows.truncate(end.unwrap_or(usize::MAX));
        rows.drain(..skip.min(rows.len()));
        Ok(rows)
    }
}

impl Arm {
    fn run(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        match self {
            Self::Core(core) => core.run(session, parent),
            Self::Values(rows) => {
                let base = Scope {
                    parent,
                    ..Scope::constant(session)
                };
                // VALUES has no sources of its own, so it makes no level.
                let scope = parent.copied().unwrap_or(base);
                rows.iter()
                    .map(|row| row.iter().map(|node| node.evaluate(&scope)).collect())
                    .collect()
            }
        }
    }
}

impl Core {
    fn run(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<Row>, DatabaseError> {
        let base = Scope {
            parent,
            ..Scope::constant(session)
        };
        let mut joined = from::joined_rows(&self.sources, &self.filter, &base)?;
        self.arrange(&mut joined, session)?;
        let groups = match self.is_aggregate {
            true => self.groups(joined, &base)?,
            false => joined.into_iter().map(|rows| (rows, Vec::new())).collect(),
        };
        let groups = window::arrange(&self.windows, groups, &base)?;
        let windows = window::compute(&self.windows, &groups, &base)?;
        let mut output = self.project(&groups, &windows, &base)?;
        if self.distinct {
            self.deduplicate(&mut output);
        }
        sort(&mut output, &self.order);
        Ok(output.into_iter().map(|(_, row)| row).collect())
    }

    fn project(
        &self,
        groups: &[super::aggregate::Group],
        windows: &[Vec<SqlValue>],
        base: &Scope<'_>,
    ) -> Result<Vec<KeyedRow>, DatabaseError> {
        let mut output = Vec::with_capacity(groups.len());
        for (place, (rows, aggregates)) in groups.iter().enumerate() {
            let windows = windows.get(place).map(Vec::as_slice).unwrap_or_default();
            let scope = Scope {
                rows,
                aggregates,
                windows,
                ..*base
            };
            let row: Row = self
                .projection
                .iter()
                .map(|node| node.evaluate(&scope))
                .collect::<Result<_, _>>()?;
            output.push((sort_key(&self.order, &scope)?, row));
        }
        Ok(output)
    }

    fn deduplicate(&self, rows: &mut Vec<KeyedRow>) {
        let mut seen = BTreeSet::new();
        rows.retain(|(_, row)| {
            let key: Vec<_> = row
                .iter()
                .zip(&self.projection)
                .map(|(value, node)| {
                    OrderedValue::new(value, node.collation().unwrap_or_default().0)
                })
                .collect();
            seen.insert(key)
        });
    }
}

/// The values that a row sorts by.
pub fn sort_key(order: &[OrderNode], scope: &Scope<'_>) -> Result<Vec<SqlValue>, DatabaseError> {
    order.iter().map(|term| term.node.evaluate(scope)).collect()
}

fn sort(rows: &mut [KeyedRow], order: &[OrderNode]) {
    if !order.is_empty() {
        rows.sort_by(|(left, _), (right, _)| compare_keys(left, right, order));
    }
}

/// The order of two sort keys.
pub fn compare_keys(left: &[SqlValue], right: &[SqlValue], order: &[OrderNode]) -> Ordering {
    for ((left, right), term) in left.iter().zip(right).zip(order) {
        let ordering = match (left, right) {
            (SqlValue::Null, SqlValue::Null) => Ordering::Equal,
            (SqlValue::Null, _) if term.nulls_first => Ordering::Less,
            (SqlValue::Null, _) => Ordering::Greater,
            (_, SqlValue::Null) if term.nulls_first => Ordering::Greater,
            (_, SqlValue::Null) => Ordering::Less,
            _ if term.descending => compare(right, left, term.collation),
            _ => compare(left, right, term.collation),
        };
        if ordering != Ordering::Equal {
            return ordering;
        }
    }
    Ordering::Equal
}

/// A key for grouping by values.
pub fn group_key(values: &[SqlValue], collations: &[Collation]) -> Vec<OrderedValue> {
    values
        .iter()
        .zip(collations)
        .map(|(value, collation)| OrderedValue::new(value, *collation))
        .collect()
}
