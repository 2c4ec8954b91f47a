//! GROUP BY and the aggregate functions.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::RangeInclusive;

use super::Core;
use super::run::group_key;
use crate::database::affinity::{to_float, to_number, to_text};
use crate::database::compare::{Collation, OrderedValue, compare};
use crate::database::expression::{Node, Scope, SourceRow};
use crate::database::functions::json;
use crate::database::number::{to_real, whole_number};
use crate::database::{DatabaseError, SqlValue};

/// A row that stands for its group, and the group's aggregates.
pub type Group = (Vec<Option<SourceRow>>, Vec<SqlValue>);

/// A call of an aggregate function.
#[derive(Clone, Debug)]
pub struct AggregateCall {
    pub kind: AggregateKind,
    pub arguments: Vec<Node>,
    pub distinct: bool,
    pub filter: Option<Node>,
    pub collation: Collation,
}

/// An aggregate function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AggregateKind {
    Count,
    Sum,
    Total,
    Average,
    Minimum,
    Maximum,
    GroupConcat,
    JsonGroupArray,
    JsonGroupObject,
    /// The variance, or its root, of all values or of a sample: what Django adds.
    Spread {
        root: bool,
        sample: bool,
    },
}

impl AggregateKind {
    /// The function of this name and how many arguments it takes.
    pub fn named(name: &str) -> Option<(Self, RangeInclusive<usize>)> {
        Some(match name.to_ascii_lowercase().as_str() {
            "count" => (Self::Count, 0..=1),
            "sum" => (Self::Sum, 1..=1),
            "total" => (Self::Total, 1..=1),
            "avg" => (Self::Average, 1..=1),
            "min" => (Self::Minimum, 1..=127),
            "max" => (Self::Maximum, 1..=127),
            "group_concat" => (Self::GroupConcat, 1..=2),
            "json_group_array" => (Self::JsonGroupArray, 1..=1),
            "json_group_object" => (Self::JsonGroupObject, 2..=2),
            "stddev_pop" => (Self::spread(true, false), 1..=1),
            "stddev_samp" => (Self::spread(true, true), 1..=1),
            "var_pop" => (Self::spread(false, false), 1..=1),
            "var_samp" => (Self::spread(false, true), 1..=1),
            _ => return None,
        })
    }

    fn spread(root: bool, sample: bool) -> Self {
        Self::Spread { root, sample }
    }
}

/// An aggregate on its way.
pub struct Accumulator<'a> {
    call: &'a AggregateCall,
    seen: BTreeSet<OrderedValue>,
    count: i64,
    integers: Option<i64>,
    reals: f64,
    is_real: bool,
    best: SqlValue,
    texts: Vec<(String, String)>,
    items: Vec<(SqlValue, SqlValue)>,
}

impl<'a> Accumulator<'a> {
    /// An aggregate of no rows.
    pub fn new(call: &'a AggregateCall) -> Self {
        Self {
            call,
            seen: BTreeSet::new(),
            count: 0,
            integers: Some(0),
            reals: 0.0,
            is_real: false,
            best: SqlValue::Null,
            texts: Vec::new(),
            items: Vec::new(),
        }
    }

    /// Adds a row; answers whether it became the least or greatest.
    pub fn add(&mut self, scope: &Scope<'_>) -> Result<bool, DatabaseError> {
        if let Some(filter) = &self.call.filter
            && !filter.holds(scope)?
        {
            return Ok(false);
        }
        let mut values = self.call.arguments.iter().map(|node| node.evaluate(scope));
        let Some(value) = values.next().transpose()? else {
            self.count += 1;
            return Ok(false);
        };
        let second = values.next().transpose()?;
        let keeps_null = matches!(
            self.call.kind,
            AggregateKind::JsonGroupArray | AggregateKind::JsonGroupObject
        );
        if value == SqlValue::Null && !keeps_null {
            return Ok(false);
        }
        if self.call.distinct
            && !self
                .seen
                .insert(OrderedValue::new(&value, self.call.collation))
        {
            return Ok(false);
        }
        Ok(self.take(value, second))
    }

    fn take(&mut self, value: SqlValue, second: Option<SqlValue>) -> bool {
        self.count += 1;
        match self.call.kind {
            AggregateKind::Count => {}
            AggregateKind::Sum | AggregateKind::Total | AggregateKind::Average => self.sum(&value),
            AggregateKind::Minimum => return self.keep(value, Ordering::Less),
            AggregateKind::Maximum => return self.keep(value, Ordering::Greater),
            AggregateKind::GroupConcat => {
                let separator = second.map_or(",".to_owned(), |separator| to_text(&separator));
                self.texts.push((separator, to_text(&value)));
            }
            AggregateKind::JsonGroupArray
            | AggregateKind::JsonGroupObject
            | AggregateKind::Spread { .. } => {
                self.items.push((value, second.unwrap_or(SqlValue::Null)));
            }
        }
        false
    }

    fn sum(&mut self, value: &SqlValue) {
        let number = match value {
            SqlValue::Text(_) | SqlValue::Blob(_) => {
                let number = to_number(value);
                // Text that does not look like an integer makes the sum a REAL.
                let exact = match value {
                    SqlValue::Text(text) => whole_number(text),
                    _ => None,
                };
                self.is_real |= !matches!(exact, Some(SqlValue::Integer(_)));
                number
            }
            other => other.clone(),
        };
        match number {
            SqlValue::Integer(integer) => {
                self.reals += to_real(integer);
                // After a REAL the sum is one, and cannot overflow any more.
                if !self.is_real {
                    self.integers = self.integers.and_then(|sum| sum.checked_add(integer));
                }
            }
            SqlValue::Real(real) => {
                self.is_real = true;
                self.reals += real;
            }
            _ => {}
        }
    }

    fn keep(&mut self, value: SqlValue, wanted: Ordering) -> bool {
        let better = self.best == SqlValue::Null
            || compare(&value, &self.best, self.call.collation) == wanted;
        if better {
            self.best = value;
        }
        better
    }

    /// The aggregate of the rows added so far.
    pub fn finish(&self) -> Result<SqlValue, DatabaseError> {
        Ok(match self.call.kind {
            AggregateKind::Count => SqlValue::Integer(self.count),
            AggregateKind::Total => SqlValue::Real(self.reals),
            AggregateKind::Average | AggregateKind::Sum if self.count == 0 => SqlValue::Null,
            AggregateKind::Average => SqlValue::Real(self.reals / to_real(self.count)),
            AggregateKind::Sum => match self.integers {
                Some(_) if self.is_real => SqlValue::Real(self.reals),
                Some(sum) => SqlValue::Integer(sum),
                None => return Err(DatabaseError::operational("integer overflow")),
            },
            AggregateKind::Minimum | AggregateKind::Maximum => self.best.clone(),
            AggregateKind::GroupConcat if self.texts.is_empty() => SqlValue::Null,
            AggregateKind::GroupConcat => {
                let mut joined = String::new();
                for (place, (separator, text)) in self.texts.iter().enumerate() {
                    if place > 0 {
                        joined.push_str(separator);
                    }
                    joined.push_str(text);
                }
                SqlValue::Text(joined.into())
            }
            AggregateKind::JsonGroupArray => {
                let items: Vec<SqlValue> =
                    self.items.iter().map(|(item, _)| item.clone()).collect();
                json::array_of(&items)?
            }
            AggregateKind::JsonGroupObject => {
                let members: Vec<SqlValue> = self
                    .items
                    .iter()
                    .flat_map(|(name, value)| [SqlValue::Text(to_text(name).into()), value.clone()])
                    .collect();
                json::object_of(&members)?
            }
            AggregateKind::Spread { root, sample } => self.spread(root, sample),
        })
    }

    /// The mean square of the distances from the mean.
    fn spread(&self, root: bool, sample: bool) -> SqlValue {
        let values: Vec<f64> = self.items.iter().map(|(item, _)| to_float(item)).collect();
        let count = to_real(self.count);
        let divisor = if sample { count - 1.0 } else { count };
        if divisor <= 0.0 {
            return SqlValue::Null;
        }
        // In twice the precision, so that what comes out is rounded once, as in Python.
        let sum = values
            .iter()
            .fold(Double::default(), |sum, value| sum.plus(*value));
        let (mean, rest) = (sum.high / count, sum.over(count));
        let squares = values.iter().fold(Double::default(), |sum, value| {
            let distance = Double::default().plus(*value).plus(-mean).plus(-rest);
            sum.plus_square(distance)
        });
        let variance = squares.high / divisor + squares.over(divisor);
        SqlValue::Real(if root { variance.sqrt() } else { variance })
    }
}

/// A group being gathered.
struct Gathering<'a> {
    representative: Vec<Option<SourceRow>>,
    accumulators: Vec<Accumulator<'a>>,
}

impl Core {
    /// The groups that pass HAVING, in the order of their keys.
    pub fn groups(
        &self,
        joined: Vec<Vec<Option<SourceRow>>>,
        base: &Scope<'_>,
    ) -> Result<Vec<Group>, DatabaseError> {
        let collations: Vec<Collation> = self
            .group_by
            .iter()
            .map(|node| node.collation().unwrap_or_default().0)
            .collect();
        let mut groups: BTreeMap<Vec<OrderedValue>, Gathering<'_>> = BTreeMap::new();
        for rows in joined {
            let scope = base.with_rows(&rows);
            let key: Vec<SqlValue> = self
                .group_by
                .iter()
                .map(|node| node.evaluate(&scope))
                .collect::<Result<_, _>>()?;
            let gathering = groups
                .entry(group_key(&key, &collations))
                .or_insert_with(|| Gathering {
                    representative: rows.clone(),
                    accumulators: self.aggregates.iter().map(Accumulator::new).collect(),
                });
            if gathering.add(&scope, self.aggregates.len() == 1)? {
                gathering.representative = rows;
            }
        }
        if groups.is_empty() && self.group_by.is_empty() {
            groups.insert(
                Vec::new(),
                Gathering {
                    representative: vec![None; self.sources.len()],
                    accumulators: self.aggregates.iter().map(Accumulator::new).collect(),
                },
            );
        }
        let mut groups: Vec<_> = groups.into_iter().collect();
        if let Some(order) = self.group_order(base.session) {
            let part = |key: &[OrderedValue]| -> Vec<OrderedValue> {
                order
                    .iter()
                    .filter_map(|place| key.get(*place).cloned())
                    .collect()
            };
            groups.sort_by_cached_key(|(key, _)| part(key));
        }
        let mut passed = Vec::new();
        for (_, gathering) in groups {
            let aggregates: Vec<SqlValue> = gathering
                .accumulators
                .iter()
                .map(Accumulator::finish)
                .collect::<Result<_, _>>()?;
            let scope = Scope {
                rows: &gathering.representative,
                aggregates: &aggregates,
                ..*base
            };
            let passes = match &self.having {
                Some(having) => having.holds(&scope)?,
                None => true,
            };
            if passes {
                passed.push((gathering.representative, aggregates));
            }
        }
        Ok(passed)
    }
}

impl Gathering<'_> {
    /// Adds a row; answers whether the columns outside of aggregates are now this row's, which
    /// SQLite does for a lone `min` or `max`.
    fn add(&mut self, scope: &Scope<'_>, alone: bool) -> Result<bool, DatabaseError> {
        let mut better = false;
        for accumulator in &mut self.accumulators {
            better |= accumulator.add(scope)?;
        }
        Ok(better && alone)
    }
}

/// A sum of two numbers, the second of which is what the first has lost.
#[derive(Clone, Copy, Default)]
struct Double {
    high: f64,
    low: f64,
}

impl Double {
    fn plus(self, value: f64) -> Self {
        let high = self.high + value;
        let own = high - self.high;
        let lost = (self.high - (high - own)) + (value - own);
        Self {
            high,
            low: self.low + lost,
        }
        .settled()
    }

    fn plus_square(self, distance: Self) -> Self {
        let square = distance.high * distance.high;
        let lost = distance.high.mul_add(distance.high, -square);
        let rest = lost + 2.0 * distance.high * distance.low;
        let sum = self.plus(square);
        Self {
            low: sum.low + rest,
            ..sum
        }
        .settled()
    }

    fn settled(self) -> Self {
        let high = self.high + self.low;
        Self {
            high,
            low: self.low - (high - self.high),
        }
    }

    /// What the quotient of the first number has lost.
    fn over(self, divisor: f64) -> f64 {
        let quotient = self.high / divisor;
        (quotient.mul_add(-divisor, self.high) + self.low) / divisor
    }
}
