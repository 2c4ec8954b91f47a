//! Statements that wait and follow what happens to their tables and columns meanwhile.
//!
//! As [`ddl_references`](crate::backends::base::ddl_references) for SQLite, but in the quotes and
//! with the names of another database, and following renamed columns too.

use crate::backends::base::dialect::Dialect;
use crate::backends::base::names::{create_name, split_identifier};

/// A statement made of text and of references that can still change.
#[derive(Clone, Debug, Default)]
pub(super) struct Statement(pub(super) Vec<Part>);

/// A piece of a statement.
#[derive(Clone, Debug)]
pub(super) enum Part {
    /// Text that nothing changes.
    Text(String),
    /// A table's name.
    Table(String),
    /// Columns of a table, each with what follows it.
    Columns {
        table: String,
        columns: Vec<(String, String)>,
    },
    /// The name of an index or constraint that is made of those of table and columns.
    Name {
        table: String,
        columns: Vec<String>,
        suffix: String,
    },
    /// The name of an index that was given, which its table is known by.
    GivenName {
        table: String,
        columns: Vec<String>,
        name: String,
    },
    /// The name of a foreign key: its suffix has places for what it refers to.
    ForeignKeyName {
        table: String,
        column: String,
        to_table: String,
        to_column: String,
        suffix: &'static str,
    },
    /// Expressions over columns, as SQL.
    Expressions {
        table: String,
        columns: Vec<String>,
        sql: String,
    },
}

impl Statement {
    /// A statement of text alone.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self(vec![Part::Text(text.into())])
    }

    /// The statement as it is now.
    pub(super) fn sql(&self, dialect: Dialect) -> String {
        self.0.iter().map(|part| part.sql(dialect)).collect()
    }

    /// Whether the statement names the table.
    pub(super) fn references_table(&self, name: &str) -> bool {
        self.0.iter().any(|part| match part {
            Part::ForeignKeyName { to_table, .. } if to_table == name => true,
            _ => part.table() == Some(name),
        })
    }

    /// Whether the statement names the column of the table.
    pub(super) fn references_column(&self, name: &str, column: &str) -> bool {
        self.0.iter().any(|part| match part {
            Part::ForeignKeyName {
                to_table,
                to_column,
                ..
            } if to_table == name && to_column == column => true,
            _ => part.table() == Some(name) && part.columns().contains(&column),
        })
    }

    /// Whether the statement is about the index of the table. `index` is quoted.
    pub(super) fn references_index(&self, dialect: Dialect, table: &str, index: &str) -> bool {
        let mut named = self.0.iter().filter(|part| part.table() == Some(table));
        named.any(|part| part.sql(dialect) == index)
    }

    /// Follows a renamed table.
    pub(super) fn rename_table_references(&mut self, old_table: &str, new_table: &str) {
        let rename = |name: &mut String| {
            if name == old_table {
                new_table.clone_into(name);
            }
        };
        for part in &mut self.0 {
            match part {
                Part::Text(_) => {}
                Part::Table(table)
                | Part::Columns { table, .. }
                | Part::Name { table, .. }
                | Part::GivenName { table, .. }
                | Part::Expressions { table, .. } => rename(table),
                Part::ForeignKeyName {
                    table, to_table, ..
                } => {
                    rename(table);
                    rename(to_table);
                }
            }
        }
    }

    /// Follows a renamed column.
    pub(super) fn rename_column_references(
        &mut self,
        dialect: Dialect,
        in_table: &str,
        old_column: &str,
        new_column: &str,
    ) {
        let rename = |name: &mut String| {
            if name == old_column {
                new_column.clone_into(name);
            }
        };
        for part in &mut self.0 {
            let is_own = part.table() == Some(in_table);
            match part {
                Part::ForeignKeyName {
                    column,
                    to_table,
                    to_column,
                    ..
                } => {
                    if is_own {
                        rename(column);
                    }
                    if to_table == in_table {
                        rename(to_column);
                    }
                }
                Part::Columns { columns, .. } if is_own => {
                    columns.iter_mut().for_each(|(name, _)| rename(name));
                }
                Part::Name { columns, .. } | Part::GivenName { columns, .. } if is_own => {
                    columns.iter_mut().for_each(rename);
                }
                Part::Expressions { columns, sql, .. } if is_own => {
                    columns.iter_mut().for_each(rename);
                    let (old, new) = (
                        dialect.quote_name(old_column),
                        dialect.quote_name(new_column),
                    );
                    *sql = sql.replace(&old, &new);
                }
                _ => {}
            }
        }
    }
}

impl Part {
    /// Text.
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn table(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Table(table)
            | Self::Columns { table, .. }
            | Self::Name { table, .. }
            | Self::GivenName { table, .. }
            | Self::ForeignKeyName { table, .. }
            | Self::Expressions { table, .. } => Some(table),
        }
    }

    fn columns(&self) -> Vec<&str> {
        match self {
            Self::Text(_) | Self::Table(_) => Vec::new(),
            Self::ForeignKeyName { column, .. } => vec![column],
            Self::Columns { columns, .. } => columns.iter().map(|(name, _)| &**name).collect(),
            Self::Name { columns, .. }
            | Self::GivenName { columns, .. }
            | Self::Expressions { columns, .. } => columns.iter().map(String::as_str).collect(),
        }
    }

    fn sql(&self, dialect: Dialect) -> String {
        let longest = dialect.max_name_length();
        match self {
            Self::Text(text) => text.clone(),
            Self::Table(table) => dialect.quote_name(table),
            Self::GivenName { name, .. } => dialect.quote_name(name),
            Self::Name {
                table,
                columns,
                suffix,
            } => dialect.quote_name(&create_name(table, columns, suffix, longest)),
            Self::ForeignKeyName {
                table,
                column,
                to_table,
                to_column,
                suffix,
            } => {
                let (_, to_table) = split_identifier(to_table);
                let suffix = suffix
                    .replace("%(to_table)s", to_table)
                    .replace("%(to_column)s", to_column);
                let columns = [column.clone()];
                dialect.quote_name(&create_name(table, &columns, &suffix, longest))
            }
            Self::Columns { columns, .. } => {
                let columns = columns
                    .iter()
                    .map(|(name, after)| dialect.quote_name(name) + after);
                columns.collect::<Vec<_>>().join(", ")
            }
            Self::Expressions { sql, .. } => sql.clone(),
        }
    }
}
