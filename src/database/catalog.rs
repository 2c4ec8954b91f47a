//! The schema, as SQLite's `sqlite_master` and pragmas report it.

use std::collections::BTreeMap;

/// Every table by name (case kept, unique without regard to case).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Catalog {
    /// User tables and `sqlite_sequence`, sorted by name.
    pub tables: BTreeMap<String, TableInfo>,
    /// Names in the order of creation, as `sqlite_master` lists them.
    pub creation_order: Vec<String>,
}

/// A table.
#[derive(Clone, Debug, PartialEq)]
pub struct TableInfo {
    /// Its name.
    pub name: String,
    /// The `CREATE TABLE` text that `sqlite_master.sql` shows.
    pub sql: String,
    /// `pragma table_xinfo`.
    pub columns: Vec<ColumnInfo>,
    /// `pragma index_list`, sorted by name.
    pub indexes: Vec<IndexInfo>,
    /// `pragma foreign_key_list`, sorted by column.
    pub foreign_keys: Vec<ForeignKeyInfo>,
    /// CHECK constraints of columns and of the table, in the order of the text.
    pub checks: Vec<CheckInfo>,
    /// Table-level UNIQUE constraints with their names, in the order of the text.
    pub uniques: Vec<UniqueInfo>,
}

/// A column.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnInfo {
    /// Its name.
    pub name: String,
    /// The declared type, as written: `varchar(100)`; SQLite reports `integer` as `INTEGER`.
    pub declared_type: String,
    /// NOT NULL.
    pub not_null: bool,
    /// The text of the DEFAULT.
    pub default: Option<String>,
    /// Position in the primary key from 1; 0 when not part of it.
    pub primary_key: u32,
    /// AUTOINCREMENT.
    pub autoincrement: bool,
    /// `hidden` of `table_xinfo`: 2 for a virtual, 3 for a stored generated column.
    pub hidden: u32,
    /// COLLATE, if declared.
    pub collation: Option<String>,
}

/// An index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexInfo {
    /// Its name; `sqlite_autoindex_<table>_<n>` for a constraint's.
    pub name: String,
    /// UNIQUE.
    pub unique: bool,
    /// `c` CREATE INDEX, `u` UNIQUE constraint, `pk` primary key.
    pub origin: &'static str,
    /// Whether it has a WHERE.
    pub partial: bool,
    /// Columns; `None` for an expression.
    pub columns: Vec<IndexColumn>,
    /// The `CREATE INDEX` text, if it was one.
    pub sql: Option<String>,
}

/// A column of an index.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexColumn {
    /// The column; `None` for an expression.
    pub name: Option<String>,
    /// DESC.
    pub descending: bool,
}

/// A foreign key.
#[derive(Clone, Debug, PartialEq)]
pub struct ForeignKeyInfo {
    /// The referring column.
    pub from: String,
    /// The table referred to.
    pub to_table: String,
    /// The column referred to; `None` when the text names none.
    pub to: Option<String>,
    /// `NO ACTION`, `CASCADE`, …
    pub on_update: String,
    /// `NO ACTION`, `CASCADE`, …
    pub on_delete: String,
    /// DEFERRABLE INITIALLY DEFERRED.
    pub deferred: bool,
}

/// A CHECK constraint.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckInfo {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// The expression with its outer parentheses, as written.
    pub expression: String,
}

/// A UNIQUE constraint of the table.
#[derive(Clone, Debug, PartialEq)]
pub struct UniqueInfo {
    /// Its name, if it has one.
    pub name: Option<String>,
    /// Its columns.
    pub columns: Vec<String>,
}
