//! Tables that are computed: `sqlite_master`, the pragmas and `json_each`.

use std::rc::Rc;

use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::expression::{Scope, ShapeColumn, SourceShape};
use crate::database::functions::json;
use crate::database::pragma;
use crate::database::storage::{Row, State};
use crate::database::{DatabaseError, SqlValue};

/// A computed table.
#[derive(Clone, Debug)]
pub enum VirtualTable {
    Schema,
    /// `pragma_table_info('t')` and its kin: the pragma's name.
    Pragma(Rc<str>),
    JsonEach,
}

impl VirtualTable {
    /// The table that can be named without arguments.
    pub fn named(name: &str) -> Option<Self> {
        let is = |other: &str| name.eq_ignore_ascii_case(other);
        if is("sqlite_master") || is("sqlite_schema") {
            return Some(Self::Schema);
        }
        Self::function(name).filter(|table| matches!(table, Self::Pragma(_)))
    }

    /// The table that is called like a function.
    pub fn function(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        if lower == "json_each" {
            return Some(Self::JsonEach);
        }
        let pragma = lower.strip_prefix("pragma_")?;
        pragma::columns(pragma).map(|_| Self::Pragma(pragma.into()))
    }

    /// Its columns.
    pub fn shape(&self, name: Rc<str>) -> SourceShape {
        let names: &[&str] = match self {
            Self::Schema => &["type", "name", "tbl_name", "rootpage", "sql"],
            Self::Pragma(pragma) => pragma::columns(pragma).unwrap_or(&[]),
            Self::JsonEach => &[
                "key", "value", "type", "atom", "id", "parent", "fullkey", "path",
            ],
        };
        let affinity = |name: &str| match (self, name) {
            (Self::Schema, "rootpage") => Affinity::Integer,
            (Self::Schema, _) => Affinity::Text,
            _ => Affinity::Blob,
        };
        let columns = names
            .iter()
            .map(|name| ShapeColumn {
                name: (*name).into(),
                affinity: affinity(name),
                collation: Collation::Binary,
                declared: None,
                merged: false,
            })
            .collect();
        SourceShape {
            name,
            columns,
            has_rowid: matches!(self, Self::Schema),
        }
    }

    /// Its rows.
    pub fn rows(
        &self,
        arguments: &[SqlValue],
        scope: &Scope<'_>,
    ) -> Result<Vec<Row>, DatabaseError> {
        match self {
            Self::Schema => Ok(schema_rows(scope.session.state)),
            Self::Pragma(name) => {
                let argument = arguments.first().map(crate::database::affinity::to_text);
                pragma::rows(scope.session.state, name, argument.as_deref())
            }
            Self::JsonEach => json::each(arguments),
        }
    }
}

/// The rows of `sqlite_master`.
fn schema_rows(state: &State) -> Vec<Row> {
    let text = |text: &Rc<str>| SqlValue::Text(Rc::clone(text));
    state
        .objects
        .iter()
        .map(|(rowid, object)| {
            // A page number that is as good as any: views have none.
            let page = if object.kind == "view" { 0 } else { rowid + 1 };
            let sql = state.sql_of(object).map_or(SqlValue::Null, SqlValue::Text);
            let kind = SqlValue::Text(object.kind.into());
            [
                kind,
                text(&object.name),
                text(&object.table),
                SqlValue::Integer(page),
                sql,
            ]
            .into()
        })
        .collect()
}
