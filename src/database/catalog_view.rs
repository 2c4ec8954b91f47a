//! The schema of a state, as the rest of the project sees it.

use super::catalog::{
    Catalog, CheckInfo, ColumnInfo, ForeignKeyInfo, IndexColumn, IndexInfo, TableInfo, UniqueInfo,
};
use super::compare::Collation;
use super::storage::{Column, Index, State, Table};

/// The catalog of a state.
pub fn catalog(state: &State) -> Catalog {
    let mut catalog = Catalog::default();
    for (_, object) in state
        .objects
        .iter()
        .filter(|(_, object)| object.kind == "table")
    {
        let Some(table) = state.table(&object.name) else {
            continue;
        };
        catalog.creation_order.push(object.name.to_string());
        catalog
            .tables
            .insert(object.name.to_string(), table_info(table));
    }
    catalog
}

fn table_info(table: &Table) -> TableInfo {
    let definition = &table.definition;
    let mut indexes: Vec<IndexInfo> = table
        .indexes
        .iter()
        .map(|index| index_info(table, index))
        .collect();
    indexes.sort_by(|left, right| left.name.cmp(&right.name));
    let columns = definition
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| ColumnInfo {
            name: column.name.to_string(),
            declared_type: declared_type(column),
            not_null: column.not_null,
            default: column.default.as_ref().map(|(text, _)| text.to_string()),
            primary_key: u32::try_from(column.primary_key).unwrap_or(0),
            autoincrement: definition.autoincrement && definition.rowid_alias == Some(place),
            hidden: column.hidden(),
            collation: column.collation_name.as_ref().map(ToString::to_string),
        });
    TableInfo {
        name: definition.name.to_string(),
        sql: definition.sql.to_string(),
        columns: columns.collect(),
        indexes,
        foreign_keys: foreign_keys(table),
        checks: definition
            .checks
            .iter()
            .map(|check| CheckInfo {
                name: check.name.as_ref().map(ToString::to_string),
                expression: check.text.to_string(),
            })
            .collect(),
        uniques: definition
            .uniques
            .iter()
            .map(|(name, columns)| UniqueInfo {
                name: name.as_ref().map(ToString::to_string),
                columns: columns.iter().map(ToString::to_string).collect(),
            })
            .collect(),
    }
}

fn index_info(table: &Table, index: &Index) -> IndexInfo {
    let definition = &index.definition;
    let name = |place: usize| Some(table.definition.columns.get(place)?.name.to_string());
    IndexInfo {
        name: definition.name.to_string(),
        unique: definition.unique,
        origin: definition.origin.code(),
        partial: definition.filter.is_some(),
        columns: definition
            .terms
            .iter()
            .map(|term| IndexColumn {
                name: term.column.and_then(name),
                descending: term.descending,
            })
            .collect(),
        sql: definition.sql.as_ref().map(ToString::to_string),
    }
}

fn foreign_keys(table: &Table) -> Vec<ForeignKeyInfo> {
    let mut keys = Vec::new();
    for key in &table.definition.foreign_keys {
        for (sequence, column) in key.columns.iter().enumerate() {
            keys.push(ForeignKeyInfo {
                from: table.definition.columns[*column].name.to_string(),
                to_table: key.to_table.to_string(),
                to: key.to_columns.get(sequence).map(ToString::to_string),
                on_update: key.on_update.name().to_owned(),
                on_delete: key.on_delete.name().to_owned(),
                deferred: key.deferred,
            });
        }
    }
    keys.sort_by(|left, right| left.from.cmp(&right.from));
    keys
}

/// A column's type as the pragmas report it: SQLite keeps its standard types in capitals.
pub fn declared_type(column: &Column) -> String {
    let standard = ["ANY", "BLOB", "INT", "INTEGER", "REAL", "TEXT"];
    standard
        .iter()
        .find(|standard| standard.eq_ignore_ascii_case(&column.declared_type))
        .map_or_else(
            || column.declared_type.to_string(),
            |standard| (*standard).to_owned(),
        )
}

impl Column {
    /// `hidden` of `table_xinfo`: 2 for a virtual, 3 for a stored generated column.
    pub fn hidden(&self) -> u32 {
        match &self.generated {
            None => 0,
            Some(generated) if generated.stored => 3,
            Some(_) => 2,
        }
    }
}

impl Collation {
    /// Its name in SQL.
    pub fn name(self) -> &'static str {
        match self {
            Self::Binary => "BINARY",
            Self::NoCase => "NOCASE",
            Self::RightTrim => "RTRIM",
        }
    }
}
