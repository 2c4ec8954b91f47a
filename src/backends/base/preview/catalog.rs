//! What a database would have after the statements that migrations wrote: names of constraints.
//!
//! Django looks constraints up in the database before it drops them. Where there is no database, the
//! statements of the migrations before are read, and what the server would have named and made by
//! itself is added: PostgreSQL's names for constraints without one, MySQL's indexes behind foreign
//! keys.

mod names;
mod read;
mod tokens;

use indexmap::IndexMap;

use crate::backends::base::dialect::Dialect;

/// The tables of a database.
#[derive(Clone, Debug)]
pub struct Catalog {
    dialect: Dialect,
    /// The name of the database.
    pub(super) database: String,
    tables: IndexMap<String, Table>,
}

/// A table, as far as Django asks.
#[derive(Clone, Debug, Default)]
pub(super) struct Table {
    /// Constraints and indexes by name, in the order in which they were made.
    constraints: IndexMap<String, Constraint>,
    /// Sequences by the column that they count.
    sequences: IndexMap<String, String>,
    /// How many checks MySQL has named.
    named_checks: usize,
}

/// A constraint or an index.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Constraint {
    /// Its columns; `None` stands for an expression.
    pub(super) columns: Vec<Option<String>>,
    pub(super) primary_key: bool,
    pub(super) unique: bool,
    /// The table that a foreign key refers to.
    pub(super) foreign_key: Option<String>,
    pub(super) check: bool,
    /// Whether Django is told of an index.
    pub(super) index: bool,
    /// An index that MySQL made for a foreign key, and drops when another one will do.
    implicit: bool,
}

/// What a constraint has to be to be found.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Filter {
    pub(super) unique: Option<bool>,
    pub(super) primary_key: Option<bool>,
    pub(super) index: Option<bool>,
    pub(super) foreign_key: bool,
    pub(super) check: Option<bool>,
}

impl Catalog {
    /// A database without tables.
    pub fn new(dialect: Dialect, database: &str) -> Self {
        Self {
            dialect,
            database: database.to_owned(),
            tables: IndexMap::new(),
        }
    }

    /// Whether there is such a table.
    pub(super) fn has_table(&self, table: &str) -> bool {
        self.tables.contains_key(table)
    }

    /// The names of the constraints on exactly these columns, or on any (`_constraint_names`).
    pub(super) fn constraint_names(
        &self,
        table: &str,
        columns: Option<&[String]>,
        filter: Filter,
    ) -> Vec<String> {
        let wanted: Option<Vec<Option<String>>> =
            columns.map(|columns| columns.iter().cloned().map(Some).collect());
        let fits = |required: Option<bool>, is: bool| required.is_none_or(|it| it == is);
        let found = self.told(table).into_iter().filter(|(_, constraint)| {
            wanted
                .as_ref()
                .is_none_or(|wanted| *wanted == constraint.columns)
                && fits(filter.unique, constraint.unique)
                && fits(filter.primary_key, constraint.primary_key)
                && fits(filter.index, constraint.index)
                && fits(filter.check, constraint.check)
                && (!filter.foreign_key || constraint.foreign_key.is_some())
        });
        found.map(|(name, _)| name.clone()).collect()
    }

    /// How many indexes begin with the column.
    pub(super) fn indexes_beginning_with(&self, table: &str, column: &str) -> usize {
        let begins = |constraint: &Constraint| {
            constraint.index && constraint.columns.first() == Some(&Some(column.to_owned()))
        };
        let found = self.told(table).into_iter();
        found.filter(|(_, constraint)| begins(constraint)).count()
    }

    /// The sequence that counts a column.
    pub(super) fn sequence_name(&self, table: &str, column: &str) -> Option<&str> {
        let sequences = &self.tables.get(table)?.sequences;
        sequences.get(column).map(String::as_str)
    }

    /// The constraints in the order in which the database tells them: PostgreSQL's indexes come
    /// last, by name.
    fn told(&self, table: &str) -> Vec<(&String, &Constraint)> {
        let Some(table) = self.tables.get(table) else {
            return Vec::new();
        };
        let mut told: Vec<(&String, &Constraint)> = table.constraints.iter().collect();
        if self.dialect == Dialect::PostgreSql {
            told.sort_by_key(|(name, constraint)| constraint.index.then_some(*name));
        }
        told
    }
}
