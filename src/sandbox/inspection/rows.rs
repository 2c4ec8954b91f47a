//! The rows of a table in two databases.

use indexmap::IndexMap;

use crate::database::{Catalog, Database, SqlValue, TableInfo};
use crate::protocol::{CellView, RowDifference, TableDifference};
use crate::sandbox::view::cell;

/// How many rows of a table are told one by one; the rest is counted.
const TOLD: usize = 20;

/// A table with its rows.
pub(super) struct Rows<'a> {
    pub(super) table: &'a TableInfo,
    /// By the values of the primary key, or by their place where there is none; in the order of the
    /// table.
    pub(super) rows: IndexMap<String, Vec<SqlValue>>,
}

impl<'a> Rows<'a> {
    /// The rows that a table has in a database.
    pub(super) fn of(database: &Database, table: &'a TableInfo) -> Self {
        let key: Vec<usize> = (0..)
            .zip(&table.columns)
            .filter(|(_, column)| column.primary_key > 0)
            .map(|(place, _)| place)
            .collect();
        let rows = database.rows(&table.name).into_iter().enumerate();
        let keyed = rows.map(|(place, row)| {
            let values: Vec<_> = key.iter().filter_map(|place| row.get(*place)).collect();
            let key = match values.is_empty() {
                true => format!("{place}"),
                false => format!("{values:?}"),
            };
            (key, row)
        });
        Self {
            rows: keyed.collect(),
            table,
        }
    }

    /// The place of a column.
    pub(super) fn column(&self, name: &str) -> Option<usize> {
        let mut columns = self.table.columns.iter();
        columns.position(|column| column.name == name)
    }
}

/// What the rows of two databases do not have alike, table by table; those that only one has among
/// them.
pub(in crate::sandbox) fn rows_between(
    before: &Database,
    after: &Database,
) -> Vec<TableDifference> {
    let (old, new) = (before.catalog(), after.catalog());
    let names = old.tables.keys().chain(new.tables.keys());
    let mut names: Vec<&String> = names.filter(|name| !name.starts_with("sqlite_")).collect();
    names.sort_unstable();
    names.dedup();
    let rows =
        |database: &Database, catalog: &'_ Catalog, name: &str| match catalog.tables.get(name) {
            Some(_) => database.rows(name),
            None => Vec::new(),
        };
    let mut differences = Vec::new();
    for name in names {
        let tables = (old.tables.get(name), new.tables.get(name));
        let alike = rows(before, &old, name) == rows(after, &new, name);
        let same_columns = tables.0.map(|it| &it.columns) == tables.1.map(|it| &it.columns);
        if alike && (same_columns || rows(after, &new, name).is_empty()) {
            continue;
        }
        let old = tables.0.map(|table| Rows::of(before, table));
        let new = tables.1.map(|table| Rows::of(after, table));
        let difference = table_difference(name, old.as_ref(), new.as_ref());
        if !difference.rows.is_empty() {
            differences.push(difference);
        }
    }
    differences
}

fn table_difference(name: &str, old: Option<&Rows<'_>>, new: Option<&Rows<'_>>) -> TableDifference {
    let columns = columns(old, new);
    let keys = |rows: Option<&Rows<'_>>| -> Vec<String> {
        rows.map(|rows| rows.rows.keys().cloned().collect())
            .unwrap_or_default()
    };
    let mut all = keys(old);
    let known = old.map(|rows| &rows.rows);
    all.extend(
        keys(new)
            .into_iter()
            .filter(|key| !known.is_some_and(|known| known.contains_key(key))),
    );
    let cells = |rows: Option<&Rows<'_>>, key: &str| -> Option<Vec<Option<CellView>>> {
        let rows = rows?;
        let row = rows.rows.get(key)?;
        let of = |column: &String| Some(cell(row.get(rows.column(column)?)?));
        Some(columns.iter().map(of).collect())
    };
    let mut rows = all.iter().filter_map(|key| {
        let difference = RowDifference {
            before: cells(old, key),
            after: cells(new, key),
        };
        differs(&difference).then_some(difference)
    });
    TableDifference {
        table: name.to_owned(),
        rows: rows.by_ref().take(TOLD).collect(),
        more: rows.count() as u64,
        columns: columns.clone(),
    }
}

/// The columns of both, those that are gone behind those that are there.
fn columns(old: Option<&Rows<'_>>, new: Option<&Rows<'_>>) -> Vec<String> {
    let mut columns: Vec<String> = Vec::new();
    let both = { new.into_iter().chain(old) }.flat_map(|rows| &rows.table.columns);
    for column in both {
        if !columns.contains(&column.name) {
            columns.push(column.name.clone());
        }
    }
    columns
}

/// Whether a row is other than before. That there is no such column and that it is empty is the same.
fn differs(row: &RowDifference) -> bool {
    let (Some(before), Some(after)) = (&row.before, &row.after) else {
        return true;
    };
    let value = |cell: &Option<CellView>| cell.clone().unwrap_or(CellView::Null);
    { before.iter().zip(after) }.any(|(was, is)| value(was) != value(is))
}
