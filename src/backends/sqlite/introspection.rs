//! What a database has: tables, constraints by Django's names for them, and broken references.

mod table_sql;

use indexmap::IndexMap;

use crate::backends::base::Connection;
use crate::backends::base::names::quote_name;
use crate::database::{Catalog, SqlValue, TableInfo};
use crate::orm::{DjangoResult, Exception};

/// What a constraint has to be to be found.
#[derive(Clone, Copy, Debug, Default)]
pub struct ConstraintFilter {
    /// Unique or not.
    pub unique: Option<bool>,
    /// The primary key or not.
    pub primary_key: Option<bool>,
    /// An index or not.
    pub index: Option<bool>,
}

/// A constraint or index of a table, as Django's introspection tells it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ConstraintInfo {
    /// Its columns; `None` stands for an expression.
    pub columns: Vec<Option<String>>,
    /// The primary key.
    pub primary_key: bool,
    /// Unique.
    pub unique: bool,
    /// Table and column that a foreign key refers to.
    pub foreign_key: Option<(String, Option<String>)>,
    /// A check.
    pub check: bool,
    /// An index of its own.
    pub index: bool,
}

/// Names of the tables, sorted, without SQLite's own.
pub fn table_names(catalog: &Catalog) -> Vec<String> {
    let names = catalog
        .tables
        .keys()
        .filter(|name| *name != "sqlite_sequence");
    names.cloned().collect()
}

/// The constraints and indexes of a table by name. SQLite names only some of them; the others get
/// the names that Django invents.
pub fn get_constraints(catalog: &Catalog, table: &str) -> IndexMap<String, ConstraintInfo> {
    let Some(info) = find_table(catalog, table) else {
        return IndexMap::new();
    };
    let columns: Vec<&str> = info
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    let mut constraints = table_sql::parse_table_constraints(&info.sql, &columns);
    for index in info.indexes.iter().filter(|index| index.sql.is_some()) {
        let columns = index.columns.iter().map(|column| column.name.clone());
        let found = ConstraintInfo {
            columns: columns.collect(),
            unique: index.unique,
            index: true,
            ..ConstraintInfo::default()
        };
        constraints.insert(index.name.clone(), found);
    }
    constraints.extend(primary_key(info));
    constraints.extend(foreign_keys(info));
    constraints
}

/// Names of the constraints on exactly these columns.
///
/// # Errors
///
/// None on SQLite.
pub fn constraint_names(
    connection: &mut dyn Connection,
    table: &str,
    columns: &[String],
    filter: ConstraintFilter,
) -> DjangoResult<Vec<String>> {
    let wanted: Vec<Option<String>> = columns.iter().cloned().map(Some).collect();
    let fits = |required: Option<bool>, is: bool| required.is_none_or(|required| required == is);
    let constraints = get_constraints(&connection.catalog(), table);
    let found = constraints.into_iter().filter(|(_, info)| {
        info.columns == wanted
            && fits(filter.unique, info.unique)
            && fits(filter.primary_key, info.primary_key)
            && fits(filter.index, info.index)
    });
    Ok(found.map(|(name, _)| name).collect())
}

/// Names of the foreign keys on a column.
///
/// # Errors
///
/// None on SQLite.
pub fn foreign_key_names(
    connection: &mut dyn Connection,
    table: &str,
    column: &str,
) -> DjangoResult<Vec<String>> {
    let wanted = [Some(column.to_owned())];
    let constraints = get_constraints(&connection.catalog(), table);
    let found = constraints
        .into_iter()
        .filter(|(_, info)| info.foreign_key.is_some() && info.columns == wanted);
    Ok(found.map(|(name, _)| name).collect())
}

/// Looks for rows that refer to nothing (`check_constraints`).
///
/// # Errors
///
/// `IntegrityError` that names the first such row.
pub fn check_constraints(connection: &mut dyn Connection) -> DjangoResult<()> {
    let violations = connection.execute("PRAGMA foreign_key_check", &[])?;
    match violations.rows.first().map(Vec::as_slice) {
        Some([table, rowid, referenced_table, index, ..]) => {
            let index = if let SqlValue::Integer(index) = index {
                *index
            } else {
                0
            };
            let (table, referenced) = (text(table), text(referenced_table));
            Err(invalid_foreign_key(
                connection,
                &table,
                rowid,
                &referenced,
                index,
            )?)
        }
        _ => Ok(()),
    }
}

fn invalid_foreign_key(
    connection: &mut dyn Connection,
    table: &str,
    rowid: &SqlValue,
    referenced_table: &str,
    index: i64,
) -> DjangoResult<Exception> {
    let quoted = quote_name(table);
    let keys = connection.execute(&format!("PRAGMA foreign_key_list({quoted})"), &[])?;
    let key = usize::try_from(index)
        .ok()
        .and_then(|index| keys.rows.get(index));
    let part = |place: usize| {
        key.and_then(|key| key.get(place))
            .map(text)
            .unwrap_or_default()
    };
    let (column, referenced_column) = (part(3), part(4));
    let primary_key = primary_key_column(&connection.catalog(), table);
    let sql = format!(
        "SELECT {}, {} FROM {quoted} WHERE rowid = ?",
        quote_name(&primary_key),
        quote_name(&column)
    );
    let row = connection.execute(&sql, std::slice::from_ref(rowid))?;
    let value = |place: usize| {
        row.rows
            .first()
            .and_then(|row| row.get(place))
            .map(text)
            .unwrap_or_default()
    };
    let message = format!(
        "The row in table '{table}' with primary key '{}' has an invalid foreign key: \
         {table}.{column} contains a value '{}' that does not have a corresponding value in \
         {referenced_table}.{referenced_column}.",
        value(0),
        value(1)
    );
    Ok(Exception::new("django.db.utils.IntegrityError", message))
}

/// The first column of the primary key.
fn primary_key_column(catalog: &Catalog, table: &str) -> String {
    let columns = find_table(catalog, table).map(|info| info.columns.iter());
    let key = columns.and_then(|mut columns| columns.find(|column| column.primary_key > 0));
    key.map_or_else(|| "rowid".to_owned(), |column| column.name.clone())
}

/// A table by its name, whatever the case: SQLite does not look at it.
pub fn find_table<'a>(catalog: &'a Catalog, table: &str) -> Option<&'a TableInfo> {
    catalog.tables.get(table).or_else(|| {
        let mut tables = catalog.tables.values();
        tables.find(|info| info.name.eq_ignore_ascii_case(table))
    })
}

fn primary_key(info: &TableInfo) -> Option<(String, ConstraintInfo)> {
    let key = info.columns.iter().filter(|column| column.primary_key > 0);
    let columns: Vec<Option<String>> = key.map(|column| Some(column.name.clone())).collect();
    if columns.is_empty() {
        return None;
    }
    let found = ConstraintInfo {
        columns,
        primary_key: true,
        ..ConstraintInfo::default()
    };
    Some(("__primary__".to_owned(), found))
}

fn foreign_keys(info: &TableInfo) -> impl Iterator<Item = (String, ConstraintInfo)> {
    info.foreign_keys.iter().enumerate().map(|(index, key)| {
        let found = ConstraintInfo {
            columns: vec![Some(key.from.clone())],
            foreign_key: Some((key.to_table.clone(), key.to.clone())),
            ..ConstraintInfo::default()
        };
        (format!("fk_{index}"), found)
    })
}

fn text(value: &SqlValue) -> String {
    match value {
        SqlValue::Null => "None".to_owned(),
        SqlValue::Text(text) => text.to_string(),
        other => super::operations::quote_value(other),
    }
}
