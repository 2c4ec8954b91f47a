//! The frame of a window: which rows of its partition a row sees.

use crate::database::{DatabaseError, SqlValue};

/// A frame clause.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Frame {
    pub unit: Unit,
    pub start: Edge,
    pub end: Edge,
    pub exclude: Exclude,
}

/// What the distance of an edge counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    Rows,
    Range,
    Groups,
}

/// Where a frame begins or ends.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Edge {
    Unbounded,
    /// So far after the row; before it when negative.
    Offset(f64),
    CurrentRow,
}

/// Which rows around the row are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exclude {
    NoOthers,
    CurrentRow,
    Group,
    Ties,
}

impl Default for Frame {
    fn default() -> Self {
        Self {
            unit: Unit::Range,
            start: Edge::Unbounded,
            end: Edge::CurrentRow,
            exclude: Exclude::NoOthers,
        }
    }
}

impl Frame {
    /// The frame that a clause describes.
    pub fn parse(clause: Option<&str>, order: usize) -> Result<Self, DatabaseError> {
        let Some(clause) = clause else {
            return Ok(Self::default());
        };
        let upper = clause.to_ascii_uppercase();
        let words: Vec<&str> = upper.split_whitespace().collect();
        let unsupported =
            || DatabaseError::not_supported(format_args!("the window frame {clause}"));
        let frame = read(&words).ok_or_else(unsupported)?;
        let measures = |edge| matches!(edge, Edge::Offset(_));
        if frame.unit == Unit::Range && order != 1 && (measures(frame.start) || measures(frame.end))
        {
            let message = "RANGE with offset PRECEDING/FOLLOWING requires one ORDER BY expression";
            return Err(DatabaseError::operational(message));
        }
        Ok(frame)
    }

    /// Whether a row sees all rows before those that it ends with, so that sums can go on.
    pub fn grows(&self) -> bool {
        self.start == Edge::Unbounded && self.exclude == Exclude::NoOthers
    }
}

fn read(words: &[&str]) -> Option<Frame> {
    let (unit, mut words) = words.split_first()?;
    let unit = match *unit {
        "ROWS" => Unit::Rows,
        "RANGE" => Unit::Range,
        "GROUPS" => Unit::Groups,
        _ => return None,
    };
    let (start, end);
    if words.first() == Some(&"BETWEEN") {
        words = &words[1..];
        (start, words) = edge(words)?;
        let (and, rest) = words.split_first()?;
        (end, words) = edge(rest).filter(|_| *and == "AND")?;
    } else {
        (start, words) = edge(words)?;
        end = Edge::CurrentRow;
    }
    let exclude = match words {
        [] | ["EXCLUDE", "NO", "OTHERS"] => Exclude::NoOthers,
        ["EXCLUDE", "CURRENT", "ROW"] => Exclude::CurrentRow,
        ["EXCLUDE", "GROUP"] => Exclude::Group,
        ["EXCLUDE", "TIES"] => Exclude::Ties,
        _ => return None,
    };
    Some(Frame {
        unit,
        start,
        end,
        exclude,
    })
}

fn edge<'a, 'b>(words: &'a [&'b str]) -> Option<(Edge, &'a [&'b str])> {
    let [first, second, rest @ ..] = words else {
        return None;
    };
    let edge = match (*first, *second) {
        ("UNBOUNDED", "PRECEDING" | "FOLLOWING") => Edge::Unbounded,
        ("CURRENT", "ROW") => Edge::CurrentRow,
        (number, side) => {
            let number: f64 = number.parse().ok().filter(|it: &f64| it.is_finite())?;
            match side {
                "PRECEDING" => Edge::Offset(-number),
                "FOLLOWING" => Edge::Offset(number),
                _ => return None,
            }
        }
    };
    Some((edge, rest))
}

/// A partition as frames see it: the rows by the number of their peers' group, and by the key that
/// they are sorted by.
pub struct Places<'a> {
    /// The number of the group of equal rows, row by row.
    pub groups: Vec<usize>,
    /// The first key that a row sorts by.
    pub keys: Vec<Option<&'a SqlValue>>,
    /// Whether the keys fall.
    pub descending: bool,
}

impl Places<'_> {
    /// Where the frame of a row begins and ends.
    pub fn span(&self, frame: &Frame, row: usize) -> (usize, usize) {
        let start = match frame.start {
            Edge::Unbounded => 0,
            edge => self.count(|other| self.is_before(frame.unit, edge, row, other)),
        };
        let end = match frame.end {
            Edge::Unbounded => self.groups.len(),
            edge => self.count(|other| !self.is_after(frame.unit, edge, row, other)),
        };
        (start, end)
    }

    /// Whether the frame of a row leaves out a row between its edges.
    pub fn excludes(&self, frame: &Frame, row: usize, other: usize) -> bool {
        let peers = self.groups[row] == self.groups[other];
        match frame.exclude {
            Exclude::NoOthers => false,
            Exclude::CurrentRow => row == other,
            Exclude::Group => peers,
            Exclude::Ties => peers && row != other,
        }
    }

    /// The row that a frame sees in this place, counted from its start.
    pub fn nth(&self, frame: &Frame, row: usize, nth: usize) -> Option<usize> {
        let (start, end) = self.span(frame, row);
        match frame.exclude {
            Exclude::NoOthers => Some(start.saturating_add(nth)).filter(|at| *at < end),
            _ => self.seen(frame, row).nth(nth),
        }
    }

    /// The last row that a frame sees.
    pub fn last(&self, frame: &Frame, row: usize) -> Option<usize> {
        self.seen(frame, row).next_back()
    }

    fn seen(&self, frame: &Frame, row: usize) -> impl DoubleEndedIterator<Item = usize> {
        let (start, end) = self.span(frame, row);
        (start..end).filter(move |other| !self.excludes(frame, row, *other))
    }

    /// Where the rows that are equal to a row begin.
    pub fn first_peer(&self, row: usize) -> usize {
        self.groups
            .partition_point(|group| *group < self.groups[row])
    }

    /// Where they end.
    pub fn peers_end(&self, row: usize) -> usize {
        self.groups
            .partition_point(|group| *group <= self.groups[row])
    }

    /// How many of the first rows are counted.
    fn count(&self, counts: impl Fn(usize) -> bool) -> usize {
        let (mut low, mut high) = (0, self.groups.len());
        while low < high {
            let middle = low.midpoint(high);
            match counts(middle) {
                true => low = middle + 1,
                false => high = middle,
            }
        }
        low
    }

    fn is_before(&self, unit: Unit, edge: Edge, row: usize, other: usize) -> bool {
        self.distance(unit, edge, row, other) < offset(edge)
    }

    fn is_after(&self, unit: Unit, edge: Edge, row: usize, other: usize) -> bool {
        self.distance(unit, edge, row, other) > offset(edge)
    }

    /// How far after a row another one stands.
    fn distance(&self, unit: Unit, edge: Edge, row: usize, other: usize) -> f64 {
        let between = |from: usize, to: usize| to as f64 - from as f64;
        match (unit, edge) {
            (Unit::Rows, _) => between(row, other),
            (Unit::Range, Edge::Offset(_)) => self.difference(row, other),
            _ => between(self.groups[row], self.groups[other]),
        }
    }

    /// The difference of two keys. What is no number is near to its equals only.
    fn difference(&self, row: usize, other: usize) -> f64 {
        let number = |at: usize| match self.keys[at] {
            Some(SqlValue::Integer(number)) => Some(*number as f64),
            Some(SqlValue::Real(number)) => Some(*number),
            _ => None,
        };
        if self.groups[row] == self.groups[other] {
            return 0.0;
        }
        match (number(row), number(other)) {
            (Some(one), Some(other)) if self.descending => one - other,
            (Some(one), Some(other)) => other - one,
            _ if other < row => f64::NEG_INFINITY,
            _ => f64::INFINITY,
        }
    }
}

fn offset(edge: Edge) -> f64 {
    match edge {
        Edge::Offset(offset) => offset,
        Edge::Unbounded | Edge::CurrentRow => 0.0,
    }
}
