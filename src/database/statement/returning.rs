//! RETURNING.

use std::rc::Rc;

use super::Execution;
use crate::database::expression::{Level, Node, Scope, SourceRow};
use crate::database::query::table_shape;
use crate::database::sql::ast::{Expr, Name, ResultColumn};
use crate::database::storage::TableDefinition;
use crate::database::{DatabaseError, QueryResult};

/// What RETURNING yields for each row.
#[derive(Default)]
pub struct Returning {
    columns: Vec<String>,
    nodes: Vec<Node>,
}

impl Execution<'_, '_> {
    /// Resolves RETURNING for a table.
    pub fn returning(
        &self,
        columns: &[ResultColumn],
        table: &TableDefinition,
    ) -> Result<Returning, DatabaseError> {
        let mut returning = Returning::default();
        if columns.is_empty() {
            return Ok(returning);
        }
        let mut binder = self.binder();
        let shape = table_shape(table, Rc::clone(&table.name));
        binder.levels.push(Level {
            sources: vec![shape],
            ..Level::default()
        });
        for column in columns {
            match column {
                ResultColumn::Star => {
                    for column in &table.columns {
                        let name = Name {
                            text: Rc::clone(&column.name),
                            start: 0,
                            end: 0,
                            double_quoted: false,
                        };
                        returning.columns.push(column.name.to_string());
                        returning.nodes.push(binder.column(None, &name)?);
                    }
                }
                ResultColumn::TableStar(_) => {
                    let message = "RETURNING may not use \"TABLE.*\" wildcards";
                    return Err(DatabaseError::operational(message));
                }
                ResultColumn::Expr { expr, alias, text } => {
                    returning.columns.push(match (alias, expr) {
                        (Some(alias), _) => alias.text.to_string(),
                        (None, Expr::Column { column, .. }) => column.text.to_string(),
                        (None, _) => text.clone(),
                    });
                    returning.nodes.push(binder.bind(expr)?);
                }
            }
        }
        Ok(returning)
    }

    /// Adds what RETURNING yields for a row.
    pub fn return_row(
        &self,
        returning: &Returning,
        row: SourceRow,
        result: &mut QueryResult,
    ) -> Result<(), DatabaseError> {
        if returning.nodes.is_empty() {
            return Ok(());
        }
        let rows = [Some(row)];
        let session = self.change.session();
        let scope = Scope::constant(&session).with_rows(&rows);
        let values = returning
            .nodes
            .iter()
            .map(|node| node.evaluate(&scope))
            .collect::<Result<_, _>>()?;
        result.rows.push(values);
        Ok(())
    }
}

impl Returning {
    /// Whether computing it cannot fail.
    pub fn is_plain(&self) -> bool {
        let mut nodes = self.nodes.iter();
        nodes.all(|node| matches!(node, Node::Column(_)))
    }

    /// An answer that has the columns and no rows yet.
    pub fn result(&self) -> QueryResult {
        QueryResult {
            columns: self.columns.clone(),
            ..QueryResult::default()
        }
    }
}
