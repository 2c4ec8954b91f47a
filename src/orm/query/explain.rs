//! `explain()`: SQLite's plan of a query, for the queries whose plan is beyond doubt.
//!
//! SQLite's planner weighs costs, and the number before each line is an address in the program that it
//! compiles. Both are certain for a query of one table with plain conditions, and only such a query is
//! explained; every other is refused.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::node::{Lookup, Node, Operand, Rhs};
use super::sql::where_node::Child;
use super::sql::{GroupBy, Query, SQLCompiler, SelectRelated};
use super::{Failure, Outcome, unsupported};
use crate::database::{IndexInfo, TableInfo};
use crate::orm::connection::DatabaseConnection;
use crate::orm::expressions::Connector;
use crate::python::Interpreter;

/// The text of `explain()`; nothing for a query that no row can match.
///
/// # Errors
///
/// What compiling raises; `NotImplementedError` for a query whose plan the sandbox cannot tell.
pub fn explain(
    interpreter: &mut Interpreter,
    connection: &Rc<DatabaseConnection>,
    query: &Query,
) -> Outcome<String> {
    let mut compiler = SQLCompiler::new(query, true);
    match compiler.as_sql(interpreter, true, false) {
        Ok(_) => {}
        Err(Failure::Empty) => return Ok(String::new()),
        Err(failure) => return Err(failure),
    }
    let order = compiler.order_by(interpreter)?;
    let order: Vec<Node> = order.into_iter().map(|item| item.node).collect();
    let catalog = connection.catalog();
    let query = &compiler.query;
    let tables = query.alias_map.values();
    let mut used = tables.filter(|table| query.uses(&table.alias) > 0);
    let table = match (catalog, used.next(), used.next()) {
        (Some(catalog), Some(only), None) => catalog.tables.get(&*only.name).cloned(),
        _ => None,
    };
    let plan = table.and_then(|table| {
        let select: Vec<&Node> = compiler.select.iter().map(|item| &item.node).collect();
        Shape::of(query, &table, &select, &order)?.plan(&table)
    });
    plan.ok_or_else(|| unsupported("explain() of a query whose plan depends on SQLite's costs"))
}

/// A query of one table.
struct Shape {
    /// The names of the columns that are selected.
    selected: Vec<String>,
    conditions: Vec<Condition>,
    /// Columns to order by.
    order: Vec<String>,
    /// Whether it asks for an order at all, be it met already.
    limited: bool,
    with_offset: bool,
    /// Columns whose values are converted when they are read.
    real: BTreeSet<String>,
}

struct Condition {
    column: String,
    lookup: &'static str,
}

impl Shape {
    fn of(query: &Query, table: &TableInfo, select: &[&Node], order: &[Node]) -> Option<Self> {
        let is_plain = query.combinator.is_none()
            && !query.distinct
            && matches!(query.group_by, GroupBy::None)
            && query.extra.is_empty()
            && query.extra_tables.is_empty()
            && matches!(query.select_related, SelectRelated::No);
        let clause = &query.where_;
        let is_list = !clause.negated && matches!(clause.connector, Connector::And);
        if !is_plain || !is_list || table.columns.iter().all(|it| it.primary_key != 1) {
            return None;
        }
        let selected: Option<Vec<String>> = select.iter().map(|node| column(node)).collect();
        let mut conditions = Vec::new();
        for child in &clause.children {
            let Child::Leaf(Node::Lookup(lookup)) = child else {
                return None;
            };
            conditions.push(condition(lookup)?);
        }
        let mut columns = BTreeSet::new();
        if !conditions
            .iter()
            .all(|it| columns.insert(it.column.clone()))
        {
            return None;
        }
        let order: Option<Vec<String>> = order.iter().map(column).collect();
        Some(Self {
            selected: selected?,
            conditions,
            order: order?,
            limited: query.high_mark.is_some(),
            with_offset: query.low_mark > 0,
            real: real_columns(table),
        })
    }

    fn plan(&self, table: &TableInfo) -> Option<String> {
        let keys: Vec<&str> = table
            .columns
            .iter()
            .filter(|it| it.primary_key > 0 && it.declared_type.eq_ignore_ascii_case("integer"))
            .map(|it| it.name.as_str())
            .collect();
        let [key] = keys.as_slice() else {
            return None;
        };
        let indexes: Vec<&IndexInfo> = table.indexes.iter().collect();
        if indexes
            .iter()
            .any(|it| it.partial || it.columns.iter().any(|it| it.name.is_none()))
        {
            return None;
        }
        if let Some(on_key) = self.conditions.iter().find(|it| it.column == *key) {
            return self.by_key(table, key, on_key);
        }
        let first = |index: &&&IndexInfo| first_column(index).is_some();
        let on_first = |index: &&&IndexInfo| {
            let column = first_column(index).unwrap_or_default();
            self.conditions.iter().any(|it| it.column == column)
        };
        let found: Vec<&&IndexInfo> = indexes.iter().filter(first).filter(on_first).collect();
        match found.as_slice() {
            [] => self.scan(table, key, &indexes),
            [index] => self.by_index(table, key, index),
            _ => None,
        }
    }

    /// A search for a key.
    fn by_key(&self, table: &TableInfo, key: &str, condition: &Condition) -> Option<String> {
        let sign = match condition.lookup {
            "exact" | "in" => "=",
            "gt" | "gte" => ">",
            "lt" | "lte" => "<",
            _ => return None,
        };
        // An index may cost less than a range of keys.
        let indexed = |name: &String| {
            let mut indexes = table.indexes.iter();
            indexes.any(|it| first_column(it) == Some(name))
        };
        let mut others = self.conditions.iter().map(|it| &it.column);
        let weighed = others.any(indexed) || self.order.first().is_some_and(indexed);
        if condition.lookup != "exact" && weighed {
            return None;
        }
        let is_met = condition.lookup == "exact" || self.order.first().is_none_or(|it| it == key);
        let start = self.start(1);
        let line = format!(
            "{start} 0 0 SEARCH {} USING INTEGER PRIMARY KEY (rowid{sign}?)",
            table.name
        );
        let alone = self.conditions.len() == 1;
        let steps = if sign == "<" { 3 } else { 0 };
        match (is_met, sign) {
            (true, _) => Some(line),
            (false, "<" | ">") if alone => Some(format!("{line}\n{}", self.sorter(start, steps)?)),
            (false, _) => None,
        }
    }

    /// A search by the one index whose first column is asked for.
    fn by_index(&self, table: &TableInfo, key: &str, index: &IndexInfo) -> Option<String> {
        let equal = |name: &str| {
            let mut conditions = self.conditions.iter();
            conditions.any(|it| it.column == name && it.lookup == "exact")
        };
        let columns: Vec<&str> = index
            .columns
            .iter()
            .filter_map(|it| it.name.as_deref())
            .collect();
        let matched: Vec<&&str> = columns.iter().take_while(|name| equal(name)).collect();
        if matched.is_empty() || matched.len() < columns.len() && columns.len() > 1 {
            return None;
        }
        let terms: Vec<String> = matched.iter().map(|name| format!("{name}=?")).collect();
        let covers = self.is_covered(index, key);
        let start = self.start(if covers { 1 } else { 2 });
        let kind = if covers { "COVERING INDEX" } else { "INDEX" };
        let line = format!(
            "{start} 0 0 SEARCH {} USING {kind} {} ({})",
            table.name,
            index.name,
            terms.join(" AND ")
        );
        let mut order = self.order.iter().filter(|name| !equal(name));
        let is_met = index.unique || order.next().is_none_or(|name| name == key);
        if is_met {
            return Some(line);
        }
        let simple = !covers && matched.len() == 1 && self.conditions.len() == 1;
        simple
            .then(|| self.sorter(start, 5))
            .flatten()
            .map(|it| format!("{line}\n{it}"))
    }

    /// All of the table.
    fn scan(&self, table: &TableInfo, key: &str, indexes: &[&IndexInfo]) -> Option<String> {
        let equal = |name: &str| {
            let mut conditions = self.conditions.iter();
            conditions.any(|it| it.column == name && it.lookup == "exact")
        };
        let order: Vec<&String> = self.order.iter().filter(|name| !equal(name)).collect();
        let leading = |name: &String| {
            let mut found = indexes.iter().filter(|it| first_column(it) == Some(name));
            (found.next(), found.next().is_some())
        };
        let covering: Vec<&&IndexInfo> = indexes
            .iter()
            .filter(|it| self.is_covered(it, key) && is_smaller(table, it))
            .collect();
        let by_order = order.first().map_or((None, false), |name| leading(name));
        let (cursors, through) = match (order.as_slice(), by_order, covering.as_slice()) {
            (_, (_, true), _) => return None,
            ([_], (Some(index), _), _) if self.conditions.is_empty() => {
                match self.is_covered(index, key) {
                    true => (1, format!(" USING COVERING INDEX {}", index.name)),
                    false => (2, format!(" USING INDEX {}", index.name)),
                }
            }
            (_, (Some(_), _), _) => return None,
            ([], _, [index]) => (1, format!(" USING COVERING INDEX {}", index.name)),
            (_, _, []) => (1, String::new()),
            _ => return None,
        };
        let start = self.start(cursors);
        let line = format!("{start} 0 0 SCAN {}{through}", table.name);
        let is_met = order.first().is_none_or(|name| *name == key) || cursors == 2;
        if is_met || !through.is_empty() {
            return Some(line);
        }
        let simple = self.conditions.iter().all(|it| it.lookup == "exact");
        simple
            .then(|| self.sorter(start, 2 * self.conditions.len()))
            .flatten()
            .map(|it| format!("{line}\n{it}"))
    }

    /// Whether an index has all the columns.
    fn is_covered(&self, index: &IndexInfo, key: &str) -> bool {
        let conditions = self.conditions.iter().map(|it| &it.column);
        let mut names = self.selected.iter().chain(conditions).chain(&self.order);
        names.all(|name| {
            let mut columns = index.columns.iter();
            name == key || columns.any(|it| it.name.as_deref() == Some(name.as_str()))
        })
    }

    /// The address of the first line, after the limits, the sorter and these cursors are opened.
    fn start(&self, cursors: usize) -> usize {
        1 + cursors
            + usize::from(!self.order.is_empty())
            + usize::from(self.limited)
            + 3 * usize::from(self.with_offset)
    }

    /// The line of a sorter: after the loop that fills it, which has so many steps for conditions.
    fn sorter(&self, start: usize, steps: usize) -> Option<String> {
        if self.with_offset || self.order.len() > 1 {
            return None;
        }
        if self
            .conditions
            .iter()
            .any(|it| self.real.contains(&it.column))
        {
            return None;
        }
        let limit = if self.limited { 5 } else { 0 };
        let keys = self
            .order
            .iter()
            .filter(|name| !self.selected.contains(name));
        let read: Vec<&String> = self.selected.iter().chain(keys).collect();
        let converted = read
            .iter()
            .filter(|name| self.real.contains(**name))
            .count();
        let at = start + steps + read.len() + converted + 5 + limit;
        Some(format!("{at} 0 0 USE TEMP B-TREE FOR ORDER BY"))
    }
}

/// Whether SQLite reckons the rows of an index smaller than those of its table.
fn is_smaller(table: &TableInfo, index: &IndexInfo) -> bool {
    let whole: u64 = table.columns.iter().map(|it| size(&it.declared_type)).sum();
    let named = index.columns.iter().filter_map(|it| {
        let mut columns = table.columns.iter();
        columns.find(|column| Some(&column.name) == it.name.as_ref())
    });
    let part: u64 = named.map(|it| size(&it.declared_type)).sum();
    // The row id is the last column of an index.
    estimate((part + 1) * 4) < estimate(whole * 4)
}

/// `szEst` of a column: its length in quarters, when its type is one of texts.
fn size(declared: &str) -> u64 {
    let declared = declared.to_ascii_lowercase();
    let is_text = ["char", "clob", "text", "blob"]
        .iter()
        .any(|it| declared.contains(it));
    if !is_text || declared.contains("int") {
        return 1;
    }
    let digits: String = declared
        .chars()
        .skip_while(|it| !it.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    (digits.parse::<u64>().unwrap_or(16) / 4 + 1).min(255)
}

/// `sqlite3LogEst`: ten times the binary logarithm, by SQLite's table.
fn estimate(number: u64) -> u64 {
    const TENTHS: [u64; 8] = [0, 2, 3, 5, 6, 7, 8, 9];
    let (mut number, mut estimate) = (number.max(2), 40);
    while number < 8 {
        estimate -= 10;
        number *= 2;
    }
    while number > 15 {
        estimate += 10;
        number /= 2;
    }
    TENTHS[(number & 7) as usize] + estimate - 10
}

fn real_columns(table: &TableInfo) -> BTreeSet<String> {
    let real = table.columns.iter().filter(|it| {
        let declared = it.declared_type.to_ascii_lowercase();
        ["real", "floa", "doub"]
            .iter()
            .any(|it| declared.contains(it))
    });
    real.map(|it| it.name.clone()).collect()
}

fn first_column(index: &IndexInfo) -> Option<&str> {
    index.columns.first()?.name.as_deref()
}

/// The name of a plain column.
fn column(node: &Node) -> Option<String> {
    match node {
        Node::Col(col) => col.target.column().map(|name| name.to_string()),
        Node::Ordered(ordered) if ordered.nulls_first.is_none() => column(&ordered.node),
        Node::Position { source, .. } | Node::Ref { source, .. } => column(source),
        _ => None,
    }
}

fn condition(lookup: &Lookup) -> Option<Condition> {
    let is_plain = match &lookup.rhs {
        Rhs::One(Operand::Value(_)) => !lookup.name.contains("exact") || lookup.name == "exact",
        Rhs::Many(operands) => {
            lookup.name == "in" && operands.iter().all(|it| matches!(it, Operand::Value(_)))
        }
        _ => false,
    };
    let column = column(&lookup.lhs)?;
    is_plain.then_some(Condition {
        column,
        lookup: lookup.name,
    })
}
