//! The names of columns.

use super::{Binder, Permission};
use crate::database::affinity::Affinity;
use crate::database::compare::Collation;
use crate::database::expression::{ColumnNode, Node};
use crate::database::sql::ast::Name;
use crate::database::{DatabaseError, SqlValue};

/// What a level knows of a name.
enum Found {
    Column {
        source: usize,
        column: Option<usize>,
    },
    Alias(usize),
    Nothing,
}

impl Binder<'_> {
    /// The column, row id or alias of this name, in the innermost query that knows it.
    pub fn column(&mut self, table: Option<&Name>, column: &Name) -> Result<Node, DatabaseError> {
        for outward in 0..self.levels.len() {
            let level = self.levels.len() - 1 - outward;
            match self.find(level, table, column)? {
                Found::Column { source, column } => {
                    self.outermost = self.outermost.min(level);
                    return Ok(self.column_node(level, outward, source, column));
                }
                Found::Alias(alias) if outward == 0 => {
                    let aliases = &self.levels[level].aliases;
                    let Some((_, expr)) = aliases.get(alias).cloned() else {
                        continue;
                    };
                    return self.nested(|binder| binder.without_aliases(|inner| inner.bind(&expr)));
                }
                Found::Alias(_) | Found::Nothing => {}
            }
        }
        if table.is_none() && column.double_quoted {
            // SQLite takes a quoted name that names nothing as a string.
            return Ok(Node::Value(SqlValue::Text(column.text.clone())));
        }
        let name = table.map_or_else(
            || column.text.to_string(),
            |table| format!("{}.{}", table.text, column.text),
        );
        if self.levels.is_empty() && self.permission() == Permission::Default {
            return Err(DatabaseError::operational("default value is not constant"));
        }
        Err(DatabaseError::operational(format!(
            "no such column: {name}"
        )))
    }

    fn permission(&self) -> Permission {
        self.permission
    }

    /// Binds without the aliases of the innermost query, which their own expressions do not see.
    fn without_aliases<T>(
        &mut self,
        bind: impl FnOnce(&mut Self) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        let aliases = self.level().map(|level| std::mem::take(&mut level.aliases));
        let result = bind(self);
        if let (Some(level), Some(aliases)) = (self.level(), aliases) {
            level.aliases = aliases;
        }
        result
    }

    fn find(
        &self,
        level: usize,
        table: Option<&Name>,
        name: &Name,
    ) -> Result<Found, DatabaseError> {
        let Some(level) = self.levels.get(level) else {
            return Ok(Found::Nothing);
        };
        let mut found = None;
        for (source, shape) in level.sources.iter().enumerate() {
            if table.is_some_and(|table| !table.is(&shape.name)) {
                continue;
            }
            let Some(column) = shape.column(&name.text) else {
                continue;
            };
            if table.is_none() && shape.columns[column].merged {
                continue;
            }
            if found.is_some() {
                let qualifier = table.map_or(String::new(), |table| format!("{}.", table.text));
                return Err(DatabaseError::operational(format!(
                    "ambiguous column name: {qualifier}{}",
                    name.text
                )));
            }
            found = Some(Found::Column {
                source,
                column: Some(column),
            });
        }
        if let Some(found) = found {
            return Ok(found);
        }
        if table.is_none()
            && let Some(alias) = level.aliases.iter().position(|(alias, _)| name.is(alias))
        {
            return Ok(Found::Alias(alias));
        }
        Ok(self.rowid(level, table, name))
    }

    fn rowid(&self, level: &super::Level, table: Option<&Name>, name: &Name) -> Found {
        if !["rowid", "oid", "_rowid_"]
            .iter()
            .any(|rowid| name.is(rowid))
        {
            return Found::Nothing;
        }
        let mut sources = level.sources.iter().enumerate().filter(|(_, shape)| {
            shape.has_rowid && table.is_none_or(|table| table.is(&shape.name))
        });
        match (sources.next(), sources.next()) {
            (Some((source, _)), None) => Found::Column {
                source,
                column: None,
            },
            _ => Found::Nothing,
        }
    }

    fn column_node(
        &self,
        level: usize,
        outward: usize,
        source: usize,
        column: Option<usize>,
    ) -> Node {
        let shape =
            column.and_then(|column| self.levels[level].sources[source].columns.get(column));
        let (affinity, collation) = shape
            .map_or((Affinity::Integer, Collation::Binary), |column| {
                (column.affinity, column.collation)
            });
        Node::Column(ColumnNode {
            level: outward,
            source,
            column,
            affinity,
            collation,
        })
    }
}
