//! The database's tables and rows.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::database::catalog::{ColumnInfo, IndexInfo};
use crate::database::{Catalog, Database, SqlValue, TableInfo};
use crate::protocol::{AppliedMigrationView, CellView, ColumnView, TableView};

const TRACKING_TABLE: &str = "django_migrations";
/// Rows shown of each table.
const SHOWN_ROWS: usize = 200;

/// The user's tables with their first rows, in the order of creation.
pub(super) fn tables(database: &Database) -> Vec<Rc<TableView>> {
    let catalog = database.catalog();
    let shown =
        |table: &&TableInfo| table.name != TRACKING_TABLE && !table.name.starts_with("sqlite_");
    let in_order = catalog
        .creation_order
        .iter()
        .filter_map(|name| catalog.tables.get(name));
    in_order
        .filter(shown)
        .map(|table| Rc::new(view(database, table)))
        .collect()
}

/// The rows of `django_migrations`, if there is such a table; `faked` are the ids of those for which
/// nothing was run.
pub(in crate::sandbox) fn django_migrations(
    database: &Database,
    faked: &BTreeSet<i64>,
) -> Option<Vec<AppliedMigrationView>> {
    let catalog: Catalog = database.catalog();
    catalog.tables.get(TRACKING_TABLE)?;
    let rows = database.rows(TRACKING_TABLE);
    Some(rows.iter().filter_map(|row| applied(row, faked)).collect())
}

fn applied(row: &[SqlValue], faked: &BTreeSet<i64>) -> Option<AppliedMigrationView> {
    let [SqlValue::Integer(id), app, name, applied, ..] = row else {
        return None;
    };
    let text = |value: &SqlValue| match value {
        SqlValue::Text(text) => text.to_string(),
        other => format!("{other:?}"),
    };
    Some(AppliedMigrationView {
        id: *id,
        app: text(app),
        name: text(name),
        applied: text(applied),
        faked: faked.contains(id),
    })
}

fn view(database: &Database, table: &TableInfo) -> TableView {
    let rows = database.rows(&table.name);
    TableView {
        name: table.name.clone(),
        sql: table.sql.clone(),
        model: None,
        columns: table
            .columns
            .iter()
            .map(|column| column_view(table, column))
            .collect(),
        constraints: constraints(table),
        indexes: table
            .indexes
            .iter()
            .filter(|index| index.origin == "c")
            .map(index_view)
            .collect(),
        row_count: rows.len() as u64,
        rows: rows
            .iter()
            .take(SHOWN_ROWS)
            .map(|row| row.iter().map(cell).collect())
            .collect(),
    }
}

fn column_view(table: &TableInfo, column: &ColumnInfo) -> ColumnView {
    let foreign_key = table
        .foreign_keys
        .iter()
        .find(|key| key.from == column.name);
    ColumnView {
        name: column.name.clone(),
        declared_type: column.declared_type.clone(),
        not_null: column.not_null,
        primary_key: column.primary_key > 0,
        default: column.default.clone(),
        references: foreign_key
            .map(|key| format!("{}.{}", key.to_table, key.to.as_deref().unwrap_or("id"))),
    }
}

fn constraints(table: &TableInfo) -> Vec<(String, String, String)> {
    let mut constraints = Vec::new();
    let keys: Vec<&str> = table
        .columns
        .iter()
        .filter(|column| column.primary_key > 0)
        .map(|column| column.name.as_str())
        .collect();
    if !keys.is_empty() {
        constraints.push(("PRIMARY KEY".to_owned(), String::new(), keys.join(", ")));
    }
    for index in table.indexes.iter().filter(|index| index.origin == "u") {
        let columns = columns(index);
        let named = table
            .uniques
            .iter()
            .find(|unique| unique.columns.join(", ") == columns);
        let name = named
            .and_then(|unique| unique.name.clone())
            .unwrap_or_default();
        constraints.push(("UNIQUE".to_owned(), name, columns));
    }
    for check in &table.checks {
        let name = check.name.clone().unwrap_or_default();
        constraints.push(("CHECK".to_owned(), name, check.expression.clone()));
    }
    for key in &table.foreign_keys {
        let to = key.to.as_deref().unwrap_or("id");
        let text = format!("{} → {}.{to}", key.from, key.to_table);
        constraints.push(("FOREIGN KEY".to_owned(), String::new(), text));
    }
    constraints
}

fn index_view(index: &IndexInfo) -> (String, bool, String) {
    let has_expression = index.columns.iter().any(|column| column.name.is_none());
    let text = match &index.sql {
        Some(sql) if has_expression || index.partial => sql
            .split_once(" ON ")
            .map_or(sql.clone(), |(_, rest)| rest.to_owned()),
        _ => columns(index),
    };
    (index.name.clone(), index.unique, text)
}

fn columns(index: &IndexInfo) -> String {
    let names = index.columns.iter().map(|column| {
        let name = column.name.as_deref().unwrap_or("(expression)");
        if column.descending {
            format!("{name} DESC")
        } else {
            name.to_owned()
        }
    });
    names.collect::<Vec<_>>().join(", ")
}

/// A value as a view has it.
pub(in crate::sandbox) fn cell(value: &SqlValue) -> CellView {
    match value {
        SqlValue::Null => CellView::Null,
        SqlValue::Integer(integer) => CellView::Integer(integer.to_string()),
        SqlValue::Real(real) => CellView::Real(*real),
        SqlValue::Text(text) => CellView::Text(text.to_string()),
        SqlValue::Blob(bytes) => {
            CellView::Blob(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
        }
    }
}
