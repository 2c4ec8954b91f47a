//! Running a query.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::rc::Rc;

use super::aggregate::Group;
use super::from::JoinedRow;
use super::{AggregateCall, AggregateKind, Arm, Core, OrderNode, Query, Recursion, from, window};
use crate::database::affinity::whole;
use crate::database::compare::{Collation, OrderedValue, compare};
use crate::database::engine;
use crate::database::expression::{Node, Scope, Session, SourceRow};
use crate::database::sql::ast::CompoundOperator;
use crate::database::storage::Row;
use crate::database::{DatabaseError, SqlValue};

/// How many rows a recursive WITH may find.
const MAXIMUM_RECURSION: usize = 1_000_000;

/// How many rows to skip, and where to stop counting from the start.
type Bounds = (usize, Option<usize>);

/// A row of an answer.
pub type OutputRow = Vec<SqlValue>;

/// A row and the values that it sorts by.
type KeyedRow = (Vec<SqlValue>, OutputRow);

impl Query {
    /// The rows.
    pub fn run(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        session.nested(|| {
            // A lone SELECT sorts by more than its output, so it cuts by itself, too.
            if let ([(_, Arm::Core(core))], None) = (self.arms.as_slice(), &self.recursion) {
                return core.run(session, parent, self.bounds(session, parent)?);
            }
            let mut rows = self.combined(session, parent)?;
            if let Some(recursion) = &self.recursion {
                rows = self.recurse(recursion, rows, session, parent)?;
            }
            let bounds = self.bounds(session, parent)?;
            self.sort_output(rows, bounds, session)
        })
    }

    fn combined(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        let mut rows: Vec<OutputRow> = Vec::new();
        for (operator, arm) in &self.arms {
            let more = arm.run(session, parent)?;
            rows = self.combine(*operator, rows, more);
        }
        Ok(rows)
    }

    fn combine(
        &self,
        operator: CompoundOperator,
        mut rows: Vec<OutputRow>,
        more: Vec<OutputRow>,
    ) -> Vec<OutputRow> {
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
                // Of equal rows the last one stays.
                kept.insert(key, row);
            }
        }
        // SQLite combines through a sorted table, so the rows come out in its order.
        kept.into_values().collect()
    }

    fn key(&self, row: &[SqlValue]) -> Vec<OrderedValue> {
        row.iter()
            .zip(&self.columns)
            .map(|(value, column)| OrderedValue::new(value, column.collation))
            .collect()
    }

    fn recurse(
        &self,
        recursion: &Recursion,
        initial: Vec<OutputRow>,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
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
            let working = fresh.iter().map(|row| Row::from(row.as_slice()));
            *recursion.working.rows.borrow_mut() = Rc::new(working.collect());
            rows.append(&mut fresh);
            if rows.len() > MAXIMUM_RECURSION {
                return Err(DatabaseError::not_supported(
                    "a recursion of over a million rows",
                ));
            }
            for (_, arm) in &recursion.arms {
                fresh.extend(arm.run(session, parent)?);
            }
        }
    }

    fn sort_output(
        &self,
        rows: Vec<OutputRow>,
        bounds: Bounds,
        session: &Session<'_>,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        let mut keyed: Vec<KeyedRow> = Vec::with_capacity(rows.len());
        for row in rows {
            let source = [Some(SourceRow {
                rowid: 0,
                values: row.as_slice().into(),
            })];
            let scope = Scope::constant(session).with_rows(&source);
            keyed.push((sort_key(&self.order, &scope)?, row));
        }
        sort(keyed, &self.order, bounds)
    }

    /// LIMIT and OFFSET: how many rows to skip, and where to stop counting from the start.
    fn bounds(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Bounds, DatabaseError> {
        let scope = parent.copied().unwrap_or(Scope::constant(session));
        let number = |node: &Option<Node>| match node {
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
}

impl Arm {
    fn run(
        &self,
        session: &Session<'_>,
        parent: Option<&Scope<'_>>,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        match self {
            Self::Core(core) => core.run(session, parent, (0, None)),
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
        bounds: Bounds,
    ) -> Result<Vec<OutputRow>, DatabaseError> {
        let base = Scope {
            parent,
            ..Scope::constant(session)
        };
        if let Some((rows, aggregates)) = self.counted(&base)? {
            let output = self.project(&Scope {
                rows: &rows,
                aggregates: &aggregates,
                ..base
            })?;
            return sort(vec![output], &self.order, bounds);
        }
        let mut joined = from::joined_rows(&self.sources, &self.filter, &base)?;
        self.arrange(&mut joined, session)?;
        let mut output = match self.is_aggregate || !self.windows.is_empty() {
            true => self.project_groups(joined, &base)?,
            false => {
                let mut output = Vec::with_capacity(joined.len());
                for rows in joined {
                    output.push(self.project(&base.with_rows(&rows))?);
                }
                output
            }
        };
        if self.distinct {
            self.deduplicate(&mut output);
        }
        sort(output, &self.order, bounds)
    }

    /// The lone group of a `SELECT COUNT(*)`, which GlueSQL counts.
    fn counted(&self, base: &Scope<'_>) -> Result<Option<Group>, DatabaseError> {
        let is_star = |call: &AggregateCall| {
            call.kind == AggregateKind::Count && call.arguments.is_empty() && call.filter.is_none()
        };
        let ([source], [call]) = (self.sources.as_slice(), self.aggregates.as_slice()) else {
            return Ok(None);
        };
        let mut plain = is_star(call) && self.group_by.is_empty() && self.having.is_none();
        plain &= self.windows.is_empty();
        let order = self.order.iter().map(|term| &term.node);
        for node in self.projection.iter().chain(order) {
            // A column beside the count needs a row.
            node.visit(&mut |node| {
                plain &= !matches!(
                    node,
                    Node::Column(_) | Node::Scalar { .. } | Node::Exists(_) | Node::InQuery(_)
                );
            });
        }
        if !plain {
            return Ok(None);
        }
        let count = from::count_rows(source, &self.filter, base)?;
        Ok(Some((vec![None], vec![SqlValue::Integer(count)])))
    }

    /// The output of groups, or of rows that windows look at.
    fn project_groups(
        &self,
        joined: Vec<JoinedRow>,
        base: &Scope<'_>,
    ) -> Result<Vec<KeyedRow>, DatabaseError> {
        let groups = match self.is_aggregate {
            true => self.groups(joined, base)?,
            false => joined.into_iter().map(|rows| (rows, Vec::new())).collect(),
        };
        let groups = window::arrange(&self.windows, groups, base)?;
        let windows = window::compute(&self.windows, &groups, base)?;
        let mut output = Vec::with_capacity(groups.len());
        for (place, (rows, aggregates)) in groups.iter().enumerate() {
            output.push(self.project(&Scope {
                rows,
                aggregates,
                windows: windows.get(place).map(Vec::as_slice).unwrap_or_default(),
                ..*base
            })?);
        }
        Ok(output)
    }

    fn project(&self, scope: &Scope<'_>) -> Result<KeyedRow, DatabaseError> {
        scope.session.work.step(1)?;
        let mut row = Vec::with_capacity(self.projection.len());
        for node in &self.projection {
            row.push(node.evaluate(scope)?);
        }
        Ok((sort_key(&self.order, scope)?, row))
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

/// The rows in their order, cut to LIMIT and OFFSET.
fn sort(
    rows: Vec<KeyedRow>,
    order: &[OrderNode],
    (offset, end): Bounds,
) -> Result<Vec<OutputRow>, DatabaseError> {
    let limit = end.map(|end| end.saturating_sub(offset));
    if order.is_empty() {
        let rows = rows.into_iter().map(|(_, row)| row);
        return Ok(rows
            .skip(offset)
            .take(limit.unwrap_or(usize::MAX))
            .collect());
    }
    let (keys, mut rows): (Vec<_>, Vec<_>) =
        rows.into_iter().map(|(key, row)| (key, Some(row))).unzip();
    let places = engine::sort(&keys, order, offset, limit)?;
    Ok(places
        .into_iter()
        .filter_map(|place| rows.get_mut(place)?.take())
        .collect())
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
