//! SQL with places for literals.

use crate::backends::base::dialect::Dialect;
use crate::orm::format::percent_format;
use crate::orm::{DjangoResult, Exception};

/// SQL with `%s` for each of its literals, and `%%` for percent signs.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Sql {
    /// The SQL.
    pub(super) sql: String,
    /// The literals.
    pub(super) params: Vec<String>,
}

impl Sql {
    /// SQL without literals.
    pub(super) fn new(sql: impl Into<String>) -> Self {
        Self {
            sql: sql.into(),
            params: Vec::new(),
        }
    }

    /// One literal.
    pub(super) fn literal(text: String) -> Self {
        Self {
            sql: "%s".to_owned(),
            params: vec![text],
        }
    }

    /// The SQL with text around it.
    #[must_use]
    pub(super) fn wrap(mut self, before: &str, after: &str) -> Self {
        self.sql = format!("{before}{}{after}", self.sql);
        self
    }

    /// In parentheses, unless it begins with one.
    #[must_use]
    pub(super) fn parenthesized(self) -> Self {
        if self.sql.is_empty() || self.sql.starts_with('(') {
            return self;
        }
        self.wrap("(", ")")
    }

    /// The other SQL behind text.
    #[must_use]
    pub(super) fn then(mut self, between: &str, other: Self) -> Self {
        self.sql = format!("{}{between}{}", self.sql, other.sql);
        self.params.extend(other.params);
        self
    }

    /// All in one, with text between them.
    pub(super) fn joined(parts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let mut parts = parts.into_iter();
        let first = parts.next().unwrap_or_default();
        parts.fold(first, |joined, part| joined.then(between, part))
    }

    /// The text with its literals in their places.
    pub(super) fn interpolated(&self) -> DjangoResult<String> {
        percent_format(&self.sql, &self.params)
    }

    /// The statement that the database's driver makes of it.
    pub(super) fn composed(&self, dialect: Dialect) -> DjangoResult<String> {
        if dialect == Dialect::PostgreSql {
            check_placeholders(&self.sql)?;
        }
        self.interpolated()
    }
}

/// psycopg takes `%s`, `%b` and `%t` for parameters, and no other percent sign unless doubled.
fn check_placeholders(sql: &str) -> DjangoResult<()> {
    let mut characters = sql.chars();
    while let Some(character) = characters.next() {
        if character != '%' {
            continue;
        }
        let message = match characters.next() {
            Some('%' | 's' | 'b' | 't') => continue,
            None | Some(' ') => {
                "incomplete placeholder: '%'; if you want to use '%' as an operator \
                                 you can double it up, i.e. use '%%'"
                    .to_owned()
            }
            Some(other) => {
                format!("only '%s', '%b', '%t' are allowed as placeholders, got '%{other}'")
            }
        };
        return Err(Exception::new("django.db.utils.ProgrammingError", message));
    }
    Ok(())
}
