//! Statements that are kept for later and follow what happens to their tables meanwhile.
//!
//! The schema editor creates indexes last. Until then a statement holds its table and columns by
//! name, so that a renamed table renames them and a dropped one drops the statement.

use std::fmt;

use super::names::{create_index_name, quote_name};

/// A statement made of text and of references that can still change.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    parts: Vec<Part>,
}

/// A piece of a statement.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// Text that nothing changes.
    Text(String),
    /// A table's name.
    Table(String),
    /// Names of columns.
    Columns(Columns),
    /// The name of an index.
    IndexName(IndexName),
    /// Expressions over columns, as SQL.
    Expressions(Expressions),
}

/// Columns of a table, each with what follows it: `DESC` or nothing.
#[derive(Clone, Debug, PartialEq)]
pub struct Columns {
    /// The table.
    pub table: String,
    /// The columns.
    pub columns: Vec<String>,
    /// What follows each column; columns beyond its end have nothing.
    pub suffixes: Vec<&'static str>,
}

/// The name of an index on columns of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct IndexName {
    /// The table.
    pub table: String,
    /// The columns.
    pub columns: Vec<String>,
    /// What the name ends with.
    pub suffix: &'static str,
    /// The name when one was given; otherwise it is made from table, columns and suffix.
    pub given: Option<String>,
}

/// Expressions over columns of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Expressions {
    /// The table.
    pub table: String,
    /// The columns that the expressions use.
    pub columns: Vec<String>,
    /// The SQL, with its parameters filled in.
    pub sql: String,
}

impl Statement {
    /// A statement of these parts, one after the other.
    pub fn new(parts: impl IntoIterator<Item = Part>) -> Self {
        let parts = parts.into_iter().collect();
        Self { parts }
    }

    /// Whether the statement names the table.
    pub fn references_table(&self, table: &str) -> bool {
        self.parts.iter().any(|part| part.table() == Some(table))
    }

    /// Whether the statement names the column of the table.
    pub fn references_column(&self, table: &str, column: &str) -> bool {
        self.parts.iter().any(|part| {
            part.table() == Some(table) && part.columns().iter().any(|name| name == column)
        })
    }

    /// Whether the statement is about the index of the table. `index` is quoted.
    pub fn references_index(&self, table: &str, index: &str) -> bool {
        let mut named = self.parts.iter().filter(|part| part.table() == Some(table));
        named.any(|part| part.to_string() == index)
    }

    /// Follows a renamed table.
    pub fn rename_table_references(&mut self, old_table: &str, new_table: &str) {
        for part in &mut self.parts {
            if let Some(table) = part.table_mut()
                && table == old_table
            {
                new_table.clone_into(table);
            }
        }
    }
}

impl fmt::Display for Statement {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.parts.iter().try_for_each(|part| part.fmt(formatter))
    }
}

impl Part {
    /// Text.
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    fn table(&self) -> Option<&str> {
        match self {
            Self::Text(_) => None,
            Self::Table(table)
            | Self::Columns(Columns { table, .. })
            | Self::IndexName(IndexName { table, .. })
            | Self::Expressions(Expressions { table, .. }) => Some(table),
        }
    }

    fn table_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::Text(_) => None,
            Self::Table(table)
            | Self::Columns(Columns { table, .. })
            | Self::IndexName(IndexName { table, .. })
            | Self::Expressions(Expressions { table, .. }) => Some(table),
        }
    }

    fn columns(&self) -> &[String] {
        match self {
            Self::Text(_) | Self::Table(_) => &[],
            Self::Columns(Columns { columns, .. })
            | Self::IndexName(IndexName { columns, .. })
            | Self::Expressions(Expressions { columns, .. }) => columns,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => formatter.write_str(text),
            Self::Table(table) => formatter.write_str(&quote_name(table)),
            Self::Columns(columns) => columns.fmt(formatter),
            Self::IndexName(name) => name.fmt(formatter),
            Self::Expressions(expressions) => formatter.write_str(&expressions.sql),
        }
    }
}

impl fmt::Display for Columns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, column) in self.columns.iter().enumerate() {
            if index > 0 {
                formatter.write_str(", ")?;
            }
            formatter.write_str(&quote_name(column))?;
            match self.suffixes.get(index) {
                None | Some(&"") => {}
                Some(suffix) => write!(formatter, " {suffix}")?,
            }
        }
        Ok(())
    }
}

impl fmt::Display for IndexName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match &self.given {
            Some(name) => quote_name(name),
            None => quote_name(&create_index_name(&self.table, &self.columns, self.suffix)),
        };
        formatter.write_str(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn index(given: Option<&str>) -> Statement {
        let (table, columns) = ("new__shop_book".to_owned(), vec!["title".to_owned()]);
        Statement::new([
            Part::text("CREATE INDEX "),
            Part::IndexName(IndexName {
                table: table.clone(),
                columns: columns.clone(),
                suffix: "",
                given: given.map(str::to_owned),
            }),
            Part::text(" ON "),
            Part::Table(table.clone()),
            Part::text(" ("),
            Part::Columns(Columns {
                table,
                columns,
                suffixes: vec!["DESC"],
            }),
            Part::text(")"),
        ])
    }

    #[test]
    fn renaming_a_table_renames_the_index() {
        let mut statement = index(None);
        statement.rename_table_references("new__shop_book", "shop_book");
        assert_eq!(
            statement.to_string(),
            "CREATE INDEX \"shop_book_title_1f19d72a\" ON \"shop_book\" (\"title\" DESC)"
        );
        assert!(!statement.references_table("new__shop_book"));
        assert!(statement.references_column("shop_book", "title"));
    }

    #[test]
    fn a_given_name_is_found_by_its_quoted_form() {
        assert!(index(Some("i")).references_index("new__shop_book", "\"i\""));
        assert!(!index(Some("i")).references_index("other", "\"i\""));
    }
}
