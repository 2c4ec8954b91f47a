//! The order in which SQLite would read a table when nothing asks for one.
//!
//! SQLite reads an index instead of the table when the index holds all that the query needs and
//! its rows are estimated to be narrower, so the rows come in the index's order. Whoever compares
//! an unordered SELECT with SQLite sees that.

use std::collections::BTreeSet;

use super::Core;
use super::SourceKind;
use super::from::JoinedRow;
use crate::database::DatabaseError;
use crate::database::affinity::Affinity;
use crate::database::expression::{Node, Session};
use crate::database::sql::ast::{BinaryOperator, JoinKind};
use crate::database::storage::{Column, Index, Table};

impl Core {
    /// Puts the rows of a lone table in the order in which SQLite would find them.
    pub fn arrange(
        &self,
        rows: &mut Vec<JoinedRow>,
        session: &Session<'_>,
    ) -> Result<(), DatabaseError> {
        let Some(source) = self.sources.first() else {
            return Ok(());
        };
        let SourceKind::Table(key) = &source.kind else {
            return Ok(());
        };
        let Some(table) = session.state.tables.get(key) else {
            return Ok(());
        };
        let is_distinct = self.distinct && self.order.is_empty() && !self.is_aggregate;
        let index = match self.sources.len() {
            1 => self.covering_index(table),
            _ if is_distinct => self.grouping_index(table, &self.projection),
            _ => None,
        };
        let Some(index) = index else {
            return Ok(());
        };
        let mut keyed = Vec::with_capacity(rows.len());
        for row in rows.drain(..) {
            let key = match row.first() {
                Some(Some(found)) => index.key_of(found.rowid, &found.values, session)?,
                _ => None,
            };
            keyed.push((key, row));
        }
        keyed.sort_by(|(left, _), (right, _)| left.cmp(right));
        rows.extend(keyed.into_iter().map(|(_, row)| row));
        Ok(())
    }

    /// The terms of GROUP BY in the order in which they decide between groups, if SQLite would find the
    /// groups by an index of the first table.
    pub fn group_order(&self, session: &Session<'_>) -> Option<Vec<usize>> {
        let SourceKind::Table(key) = &self.sources.first()?.kind else {
            return None;
        };
        let table = session.state.tables.get(key)?;
        let index = self.grouping_index(table, &self.group_by)?;
        let place = |wanted: usize| {
            let mut terms = self.group_by.iter();
            terms.position(|node| own_column(node, table) == Some(wanted))
        };
        let mut order = Vec::new();
        for term in &index.definition.terms {
            order.push(place(term.column?)?);
        }
        order.push(place(table.definition.rowid_alias?)?);
        Some(order)
    }

    /// The index by which SQLite reads the first of several tables when rows of it are to come together
    /// and nothing else decides: its columns are among the terms, as the row id is.
    fn grouping_index<'a>(&self, table: &'a Table, terms: &[Node]) -> Option<&'a Index> {
        let rest = self.sources.get(1..).filter(|rest| !rest.is_empty())?;
        let is_left = |source: &super::Source| source.join == JoinKind::Left;
        if !rest.iter().all(is_left) && (rest.len() > 1 || !self.filter.is_empty()) {
            return None;
        }
        let mut columns = BTreeSet::new();
        for term in terms {
            columns.insert(own_column(term, table)?);
        }
        if !columns.contains(&table.definition.rowid_alias?)
            || self.filter.iter().any(narrows_first)
        {
            return None;
        }
        let fits = |index: &&Index| {
            let definition = &index.definition;
            let held = |column: usize| {
                let nullable = table
                    .definition
                    .columns
                    .get(column)
                    .is_none_or(|it| !it.not_null);
                columns.contains(&column) && !(definition.unique && nullable)
            };
            let mut terms = definition.terms.iter();
            definition.filter.is_none()
                && terms.all(|term| !term.descending && term.column.is_some_and(held))
        };
        let cost = |index: &&Index| {
            15 * logarithm(width_of_index(index, table)) / logarithm(width_of_row(table)).max(1)
        };
        // One that is about as wide as the rows is worth it only while other tables cost more.
        let most = if rest.len() == 1 { 13 } else { 14 };
        let mut fitting: Vec<&Index> = table.indexes.iter().rev().filter(fits).collect();
        fitting.retain(|index| cost(index) <= most);
        fitting.into_iter().min_by_key(cost)
    }

    /// The narrowest index that holds every column that the query reads.
    fn covering_index<'a>(&self, table: &'a Table) -> Option<&'a Index> {
        let used = self.used_columns()?;
        if self.filter.iter().any(|node| may_look_up(node, table)) {
            return None;
        }
        let row_width = width_of_row(table);
        let covers = |index: &&Index| {
            let definition = &index.definition;
            let held: BTreeSet<usize> = definition
                .terms
                .iter()
                .filter_map(|term| term.column)
                .collect();
            definition.filter.is_none()
                && used.iter().all(|column| {
                    held.contains(column) || table.definition.rowid_alias == Some(*column)
                })
                && logarithm(width_of_index(index, table)) < logarithm(row_width)
        };
        let width = |index: &&Index| logarithm(width_of_index(index, table));
        table.indexes.iter().filter(covers).min_by_key(width)
    }

    /// The columns that the query reads; `None` if it holds queries, which may read any.
    fn used_columns(&self) -> Option<BTreeSet<usize>> {
        let mut used = BTreeSet::new();
        let mut plain = true;
        let mut visit = |node: &Node| match node {
            Node::Column(column) if column.level == 0 => used.extend(column.column),
            Node::Scalar { query, .. } | Node::Exists(query) => plain &= query.cacheable,
            Node::InQuery(node) => plain &= node.query.cacheable,
            _ => {}
        };
        let aggregates = self
            .aggregates
            .iter()
            .flat_map(|call| call.arguments.iter().chain(&call.filter));
        let nodes = self
            .projection
            .iter()
            .chain(&self.filter)
            .chain(&self.group_by)
            .chain(&self.having)
            .chain(self.order.iter().map(|term| &term.node))
            .chain(aggregates);
        nodes.for_each(|node| node.visit(&mut visit));
        plain.then_some(used).filter(|_| self.windows.is_empty())
    }
}

/// The column of the first table that an expression is.
fn own_column(node: &Node, table: &Table) -> Option<usize> {
    match node {
        Node::Column(column) if column.level == 0 && column.source == 0 => {
            column.column.or(table.definition.rowid_alias)
        }
        _ => None,
    }
}

/// Whether a condition is on the first table alone.
fn narrows_first(node: &Node) -> bool {
    let (mut first, mut others, mut queries) = (false, false, false);
    node.visit(&mut |node| match node {
        Node::Column(column) if column.level == 0 && column.source == 0 => first = true,
        Node::Column(column) if column.level == 0 => others = true,
        Node::Scalar { .. } | Node::Exists(_) | Node::InQuery(_) => queries = true,
        _ => {}
    });
    queries || first && !others
}

/// Whether SQLite would find the rows of a condition by the row id or an index.
fn may_look_up(node: &Node, table: &Table) -> bool {
    let is_key = |node: &Node| match node {
        Node::Column(column) if column.level == 0 => match column.column {
            None => true,
            Some(place) => {
                table.definition.rowid_alias == Some(place)
                    || table.indexes.iter().any(|index| {
                        index
                            .definition
                            .terms
                            .first()
                            .is_some_and(|term| term.column == Some(place))
                    })
            }
        },
        _ => false,
    };
    match node {
        Node::Compare(comparison) => {
            !matches!(
                comparison.operator,
                BinaryOperator::NotEqual | BinaryOperator::IsNot
            ) && (is_key(&comparison.left) || is_key(&comparison.right))
        }
        Node::InList(list) => !list.negated && is_key(&list.value),
        Node::InQuery(node) => !node.negated && node.values.iter().any(is_key),
        Node::IsNull { value, negated } => !negated && is_key(value),
        Node::Or(left, right) => may_look_up(left, table) && may_look_up(right, table),
        _ => false,
    }
}

/// SQLite's estimate of a column's width, in units of four bytes.
fn width(column: &Column) -> usize {
    let declared = column.declared_type.to_ascii_uppercase();
    if declared == "TEXT" || declared == "BLOB" {
        return 5;
    }
    if declared.is_empty() || column.affinity.is_numeric() {
        return 1;
    }
    let digits: String = declared
        .chars()
        .skip_while(|character| !character.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    let bytes = match (column.affinity, digits.parse::<usize>()) {
        (_, Ok(bytes)) => bytes,
        (Affinity::Text, Err(_)) if declared.contains("CHAR") => 0,
        _ => 16,
    };
    (bytes / 4 + 1).min(255)
}

fn width_of_row(table: &Table) -> usize {
    let columns: usize = table.definition.columns.iter().map(width).sum();
    columns + usize::from(table.definition.rowid_alias.is_none())
}

fn width_of_index(index: &Index, table: &Table) -> usize {
    let columns = index.definition.terms.iter().map(|term| {
        term.column
            .and_then(|column| table.definition.columns.get(column))
            .map_or(1, width)
    });
    columns.sum::<usize>() + 1
}

/// Ten times the binary logarithm of four times a width, as SQLite approximates it.
fn logarithm(width: usize) -> usize {
    const FRACTIONS: [usize; 8] = [0, 2, 3, 5, 6, 7, 8, 9];
    let mut value = width * 4;
    if value < 8 {
        let mut result = 40;
        if value < 2 {
            return 0;
        }
        while value < 8 {
            result -= 10;
            value <<= 1;
        }
        return FRACTIONS[value & 7] + result - 10;
    }
    let mut result = 40;
    while value > 255 {
        result += 40;
        value >>= 4;
    }
    while value > 15 {
        result += 10;
        value >>= 1;
    }
    FRACTIONS[value & 7] + result - 10
}
