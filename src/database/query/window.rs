//! Window functions.

use super::OrderNode;
use super::aggregate::{Accumulator, AggregateCall, Group};
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

/// Which rows of the partition a row sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Frame {
    /// From the start to the last row that sorts equal: the default.
    ToPeers,
    /// From the start to the row itself.
    ToRow,
    /// All of it.
    Whole,
}

impl Frame {
    /// The frame that a clause describes.
    pub fn parse(clause: Option<&str>) -> Result<Self, DatabaseError> {
        let Some(clause) = clause else {
            return Ok(Self::ToPeers);
        };
        let words: Vec<String> = clause
            .split_whitespace()
            .map(str::to_ascii_uppercase)
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        match words.as_slice() {
            [
                _,
                "BETWEEN",
                "UNBOUNDED",
                "PRECEDING",
                "AND",
                "UNBOUNDED",
                "FOLLOWING",
            ] => Ok(Self::Whole),
            [
                "RANGE" | "GROUPS",
                "BETWEEN",
                "UNBOUNDED",
                "PRECEDING",
                "AND",
                "CURRENT",
                "ROW",
            ]
            | ["RANGE" | "GROUPS", "UNBOUNDED", "PRECEDING"] => Ok(Self::ToPeers),
            [
                "ROWS",
                "BETWEEN",
                "UNBOUNDED",
                "PRECEDING",
                "AND",
                "CURRENT",
                "ROW",
            ]
            | ["ROWS", "UNBOUNDED", "PRECEDING"] => Ok(Self::ToRow),
            _ => Err(DatabaseError::not_supported(format_args!(
                "the window frame {clause}"
            ))),
        }
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
            WindowFunction::Ranking(kind, arguments) => (0..partition.len())
                .map(|row| self.ranking(*kind, arguments, row, partition, groups, base))
                .collect(),
        }
    }

    fn are_peers(&self, left: &Member, right: &Member) -> bool {
        compare_keys(&left.1, &right.1, &self.order).is_eq()
    }

    /// Where the frame of a row ends.
    fn frame_end(&self, row: usize, partition: &[Member]) -> usize {
        match self.frame {
            Frame::Whole => partition.len(),
            Frame::ToRow => row + 1,
            Frame::ToPeers => self.peers_end(row, partition),
        }
    }

    fn peers_end(&self, row: usize, partition: &[Member]) -> usize {
        let same = |other: &&Member| self.are_peers(&partition[row], other);
        row + partition[row..].iter().take_while(same).count()
    }

    fn aggregates(
        &self,
        aggregate: &AggregateCall,
        partition: &[Member],
        groups: &[Group],
        base: &Scope<'_>,
    ) -> Result<Vec<SqlValue>, DatabaseError> {
        let mut accumulator = Accumulator::new(aggregate);
        let mut added = 0;
        let mut results = Vec::with_capacity(partition.len());
        for row in 0..partition.len() {
            let end = self.frame_end(row, partition);
            while added < end {
                accumulator.add(&scope_of(&groups[partition[added].0], base))?;
                added += 1;
            }
            results.push(accumulator.finish()?);
        }
        Ok(results)
    }

    fn ranking(
        &self,
        kind: WindowKind,
        arguments: &[Node],
        row: usize,
        partition: &[Member],
        groups: &[Group],
        base: &Scope<'_>,
    ) -> Result<SqlValue, DatabaseError> {
        let integer = |number: usize| SqlValue::Integer(i64::try_from(number).unwrap_or(i64::MAX));
        let real = |number: usize| to_real(i64::try_from(number).unwrap_or(i64::MAX));
        let first_peer = partition[..row]
            .iter()
            .take_while(|other| !self.are_peers(other, &partition[row]))
            .count();
        let total = partition.len();
        let argument = |number: usize, at: usize| match arguments.get(number) {
            Some(node) => node
                .evaluate(&scope_of(&groups[partition[at].0], base))
                .map(Some),
            None => Ok(None),
        };
        let end = self.frame_end(row, partition);
        Ok(match kind {
            WindowKind::RowNumber => integer(row + 1),
            WindowKind::Rank => integer(first_peer + 1),
            WindowKind::DenseRank => {
                let starts = (1..=row)
                    .filter(|at| !self.are_peers(&partition[at - 1], &partition[*at]))
                    .count();
                integer(starts + 1)
            }
            WindowKind::PercentRank if total < 2 => SqlValue::Real(0.0),
            WindowKind::PercentRank => SqlValue::Real(real(first_peer) / real(total - 1)),
            WindowKind::CumulativeDistribution => {
                SqlValue::Real(real(self.peers_end(row, partition)) / real(total))
            }
            WindowKind::NTile => {
                let buckets = argument(0, row)?.map_or(1, |value| to_integer(&value));
                let buckets = usize::try_from(buckets).unwrap_or(0);
                if buckets == 0 {
                    let message = "argument of ntile must be a positive integer";
                    return Err(DatabaseError::operational(message));
                }
                integer(bucket(row, total, buckets))
            }
            WindowKind::Lag | WindowKind::Lead => {
                let step = argument(1, row)?.map_or(1, |value| to_integer(&value));
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
                    Some(at) => argument(0, at)?,
                    None => argument(2, row)?,
                }
                .unwrap_or(SqlValue::Null)
            }
            WindowKind::FirstValue => argument(0, 0)?.unwrap_or(SqlValue::Null),
            WindowKind::LastValue => argument(0, end - 1)?.unwrap_or(SqlValue::Null),
            WindowKind::NthValue => {
                let nth = argument(1, row)?.map_or(0, |value| to_integer(&value));
                match usize::try_from(nth) {
                    Ok(nth) if (1..=end).contains(&nth) => {
                        argument(0, nth - 1)?.unwrap_or(SqlValue::Null)
                    }
                    Ok(0) | Err(_) => {
                        let message = "second argument to nth_value must be a positive integer";
                        return Err(DatabaseError::operational(message));
                    }
                    Ok(_) => SqlValue::Null,
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
