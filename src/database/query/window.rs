//! Window functions.

use super::OrderNode;
use super::aggregate::{Accumulator, AggregateCall, Group};
use super::frame::{Frame, Places};
use super::run::{compare_keys, group_key, sort_key};
use crate::database::affinity::to_integer;
use crate::database::expression::{Node, Scope};
use crate::database::number::to_real;
use crate::database::{DatabaseError, SqlValue};

/// A call of a function over a window.
#[derive(Clone, Debug)]
pub struct WindowCall {
    pub function: WindowFunction,
    pub partition: Vec<Node>,
    pub order: Vec<OrderNode>,
    pub frame: Frame,
}

/// What is computed over the window.
#[derive(Clone, Debug)]
pub enum WindowFunction {
    Aggregate(AggregateCall),
    Ranking(WindowKind, Vec<Node>),
}

/// A function that only exists over windows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WindowKind {
    RowNumber,
    Rank,
    DenseRank,
    PercentRank,
    CumulativeDistribution,
    NTile,
    Lag,
    Lead,
    FirstValue,
    LastValue,
    NthValue,
}

impl WindowKind {
    /// The function of this name.
    pub fn named(name: &str) -> Option<Self> {
        Some(match name.to_ascii_lowercase().as_str() {
            "row_number" => Self::RowNumber,
            "rank" => Self::Rank,
            "dense_rank" => Self::DenseRank,
            "percent_rank" => Self::PercentRank,
            "cume_dist" => Self::CumulativeDistribution,
            "ntile" => Self::NTile,
            "lag" => Self::Lag,
            "lead" => Self::Lead,
            "first_value" => Self::FirstValue,
            "last_value" => Self::LastValue,
            "nth_value" => Self::NthValue,
            _ => return None,
        })
    }
}

/// A row of a partition: its place among all rows and what it sorts by.
type Member = (usize, Vec<SqlValue>);

/// The value of every window function for every row.
pub fn compute(
    calls: &[WindowCall],
    groups: &[Group],
    base: &Scope<'_>,
) -> Result<Vec<Vec<SqlValue>>, DatabaseError> {
    let mut values = vec![vec![SqlValue::Null; calls.len()]; groups.len()];
    for (number, call) in calls.iter().enumerate() {
        for partition in partitions(call, groups, base)? {
            let results = call.over(&partition, groups, base)?;
            for ((place, _), result) in partition.iter().zip(results) {
                values[*place][number] = result;
            }
        }
    }
    Ok(values)
}

/// The rows in the order of the first window, in which SQLite leaves them.
pub fn arrange(
    calls: &[WindowCall],
    groups: Vec<Group>,
    base: &Scope<'_>,
) -> Result<Vec<Group>, DatabaseError> {
    let Some(call) = calls.first() else {
        return Ok(groups);
    };
    let order: Vec<usize> = partitions(call, &groups, base)?
        .into_iter()
        .flatten()
        .map(|(place, _)| place)
        .collect();
    let mut groups: Vec<Option<Group>> = groups.into_iter().map(Some).collect();
    Ok(order
        .into_iter()
        .filter_map(|place| groups[place].take())
        .collect())
}

fn scope_of<'a>(group: &'a Group, base: &Scope<'a>) -> Scope<'a> {
    Scope {
        rows: &group.0,
        aggregates: &group.1,
        ..*base
    }
}

fn partitions(
    call: &WindowCall,
    groups: &[Group],
    base: &Scope<'_>,
) -> Result<Vec<Vec<Member>>, DatabaseError> {
    let collations: Vec<_> = call
        .partition
        .iter()
        .map(|node| node.collation().unwrap_or_default().0)
        .collect();
    let mut partitions = std::collections::BTreeMap::new();
    for (place, group) in groups.iter().enumerate() {
        let scope = scope_of(group, base);
        let key: Vec<SqlValue> = call
            .partition
            .iter()
            .map(|node| node.evaluate(&scope))
            .collect::<Result<_, _>>()?;
        let members: &mut Vec<Member> = partitions.entry(group_key(&key, &collations)).or_default();
        members.push((place, sort_key(&call.order, &scope)?));
    }
    let mut partitions: Vec<Vec<Member>> = partitions.into_values().collect();
    for partition in &mut partitions {
        partition.sort_by(|(_, left), (_, right)| compare_keys(left, right, &call.order));
    }
    Ok(partitions)
}

impl WindowCall {
    fn over(
        &self,
        partition: &[Member],
        groups: &[Group],
        base: &Scope<'_>,
    ) -> Result<Vec<SqlValue>, DatabaseError> {
        match &self.function {
            WindowFunction::Aggregate(aggregate) => {
                self.aggregates(aggregate, partition, groups, base)
            }
            WindowFunction::Ranking(kind, arguments) => {
                let places = self.places(partition);
                let ranking = Ranking {
                    frame: &self.frame,
                    arguments,
                    places: &places,
                    partition,
                    groups,
                    base,
                };
                (0..partition.len())
                    .map(|row| ranking.value(*kind, row))
                    .collect()
            }
        }
    }

    fn are_peers(&self, left: &Member, right: &Member) -> bool {
        compare_keys(&left.1, &right.1, &self.order).is_eq()
    }

    /// The rows as their frames see them.
    fn places<'a>(&self, partition: &'a [Member]) -> Places<'a> {
        let mut groups = Vec::with_capacity(partition.len());
        let mut group = 0;
        for (row, member) in partition.iter().enumerate() {
            if row > 0 && !self.are_peers(&partition[row - 1], member) {
                group += 1;
            }
            groups.push(group);
        }
        Places {
            groups,
            keys: partition.iter().map(|(_, keys)| keys.first()).collect(),
            descending: self.order.first().is_some_and(|term| term.descending),
        }
    }

    fn aggregates(
        &self,
        aggregate: &AggregateCall,
        partition: &[Member],
        groups: &[Group],
        base: &Scope<'_>,
    ) -> Result<Vec<SqlValue>, DatabaseError> {
        let places = self.places(partition);
        let mut accumulator = Accumulator::new(aggregate);
        let mut added = 0;
        let mut results = Vec::with_capacity(partition.len());
        for row in 0..partition.len() {
            let (start, end) = places.span(&self.frame, row);
            if !self.frame.grows() {
                accumulator = Accumulator::new(aggregate);
                added = start;
            }
            while added < end {
                if !places.excludes(&self.frame, row, added) {
                    accumulator.add(&scope_of(&groups[partition[added].0], base))?;
                }
                added += 1;
            }
            results.push(accumulator.finish()?);
        }
        Ok(results)
    }
}

/// What a function of a row's place is computed from.
struct Ranking<'a, 'b> {
    frame: &'a Frame,
    arguments: &'a [Node],
    places: &'a Places<'a>,
    partition: &'a [Member],
    groups: &'a [Group],
    base: &'a Scope<'b>,
}

impl Ranking<'_, '_> {
    /// The value of an argument for a row.
    fn argument(&self, number: usize, row: usize) -> Result<Option<SqlValue>, DatabaseError> {
        let Some(node) = self.arguments.get(number) else {
            return Ok(None);
        };
        let group = &self.groups[self.partition[row].0];
        node.evaluate(&scope_of(group, self.base)).map(Some)
    }

    fn seen(&self, row: Option<usize>) -> Result<SqlValue, DatabaseError> {
        match row {
            Some(row) => Ok(self.argument(0, row)?.unwrap_or(SqlValue::Null)),
            None => Ok(SqlValue::Null),
        }
    }

    fn value(&self, kind: WindowKind, row: usize) -> Result<SqlValue, DatabaseError> {
        let integer = |number: usize| SqlValue::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let real = |number: usize| to_real(i64::try_from(number).unwrap_or(i64::MAX));
        let first_peer = self.places.first_peer(row);
        let total = self.partition.len();
        Ok(match kind {
            WindowKind::RowNumber => integer(row + 1),
            WindowKind::Rank => integer(first_peer + 1),
            WindowKind::DenseRank => integer(self.places.groups[row] + 1),
            WindowKind::PercentRank if total < 2 => SqlValue::Real(0.0),
            WindowKind::PercentRank => SqlValue::Real(real(first_peer) / real(total - 1)),
            WindowKind::CumulativeDistribution => {
                SqlValue::Real(real(self.places.peers_end(row)) / real(total))
            }
            WindowKind::NTile => {
                let buckets = self.argument(0, row)?.map_or(1, |value| to_integer(&value));
                let buckets = usize::try_from(buckets).unwrap_or(0);
                if buckets == 0 {
                    let message = "argument of ntile must be a positive integer";
                    return Err(DatabaseError::operational(message));
                }
                integer(bucket(row, total, buckets))
            }
            WindowKind::Lag | WindowKind::Lead => {
                let step = self.argument(1, row)?.map_or(1, |value| to_integer(&value));
                let step = if kind == WindowKind::Lag {
                    step.saturating_neg()
                } else {
                    step
                };
                let at = i64::try_from(row).unwrap_or(i64::MAX).checked_add(step);
                match at
                    .and_then(|at| usize::try_from(at).ok())
                    .filter(|at| *at < total)
                {
                    Some(at) => self.argument(0, at)?,
                    None => self.argument(2, row)?,
                }
                .unwrap_or(SqlValue::Null)
            }
            WindowKind::FirstValue => self.seen(self.places.nth(self.frame, row, 0))?,
            WindowKind::LastValue => self.seen(self.places.last(self.frame, row))?,
            WindowKind::NthValue => {
                let nth = self.argument(1, row)?.map_or(0, |value| to_integer(&value));
                match usize::try_from(nth).ok().and_then(|nth| nth.checked_sub(1)) {
                    Some(nth) => self.seen(self.places.nth(self.frame, row, nth))?,
                    None => {
                        let message = "second argument to nth_value must be a positive integer";
                        return Err(DatabaseError::operational(message));
                    }
                }
            }
        })
    }
}

/// The bucket, from 1, of a row when so many rows fill so many buckets; the first ones are larger.
fn bucket(row: usize, total: usize, buckets: usize) -> usize {
    let size = total / buckets;
    let larger = total % buckets;
    let in_larger = larger * (size + 1);
    if row < in_larger {
        return row / (size + 1) + 1;
    }
    larger + (row - in_larger) / size.max(1) + 1
}
