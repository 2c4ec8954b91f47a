//! The databases whose SQL can be previewed.
//!
//! What differs between them is in their own rooms, under Django's file names; here it is put side
//! by side.

use crate::backends::{mysql, postgresql};
use crate::database::SqlValue;

/// A database that is not there: only its SQL is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// PostgreSQL 15.
    PostgreSql,
    /// MySQL 8.4.
    MySql,
}

impl Dialect {
    /// The database of an `ENGINE` in settings, or of an alias that every project has for previews.
    pub fn of(engine_or_alias: &str) -> Option<Self> {
        match engine_or_alias {
            "django.db.backends.postgresql" | "postgresql" => Some(Self::PostgreSql),
            "django.db.backends.mysql" | "mysql" => Some(Self::MySql),
            _ => None,
        }
    }

    /// The database's own name (`display_name`).
    pub fn display_name(self) -> &'static str {
        match self {
            Self::PostgreSql => "PostgreSQL",
            Self::MySql => "MySQL",
        }
    }

    /// Whether a transaction can take back a change of the schema.
    pub fn can_rollback_ddl(self) -> bool {
        self == Self::PostgreSql
    }

    /// An identifier in the database's quotes, unless it already is.
    pub fn quote_name(self, name: &str) -> String {
        let quote = match self {
            Self::PostgreSql => '"',
            Self::MySql => '`',
        };
        if name.starts_with(quote) && name.ends_with(quote) {
            return name.to_owned();
        }
        format!("{quote}{name}{quote}")
    }

    /// Identifiers in quotes, with commas between them.
    pub fn quote_names(self, names: &[String]) -> String {
        let quoted: Vec<String> = names.iter().map(|name| self.quote_name(name)).collect();
        quoted.join(", ")
    }

    /// The longest identifier (`max_name_length`).
    pub fn max_name_length(self) -> usize {
        match self {
            Self::PostgreSql => 63,
            Self::MySql => 64,
        }
    }

    /// The column type of an internal type, with places for the field's own numbers.
    pub fn data_type(self, internal_type: &str) -> Option<&'static str> {
        match self {
            Self::PostgreSql => postgresql::base::data_type(internal_type),
            Self::MySql => mysql::base::data_type(internal_type),
        }
    }

    /// A value, as SQLite stores it, as a literal of a column of the internal type.
    pub fn quote_value(self, value: &SqlValue, internal_type: &str, use_tz: bool) -> String {
        match self {
            Self::PostgreSql => postgresql::operations::quote_value(value, internal_type, use_tz),
            Self::MySql => mysql::operations::quote_value(value, internal_type),
        }
    }

    /// A text as a literal.
    pub fn quote_text(self, text: &str) -> String {
        self.quote_value(&SqlValue::Text(text.into()), "TextField", true)
    }
}
