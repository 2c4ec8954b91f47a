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
use crate::database::sql::ast::BinaryOperator;
use crate::database::storage::{Column, Index, Table};

impl Core {
    /// Puts the rows of a lone table in the order in which SQLite would find them.
    pub fn arrange(
        &self,
        rows: &mut Vec<JoinedRow>,
        session: &Session<'_>,
    ) -> Result<(), DatabaseError> {
        let [source] = self.sources.as_slice() else {
            return Ok(());
        };
        let SourceKind::Table(key) = &source.kind else {
            return Ok(());
        };
        let Some(table) = session.state.tables.get(key) else {
            return Ok(());
        };
        let Some(index) = self.covering_index(table) else {
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
