//! DELETE.

use super::Execution;
use super::update::target_source;
use crate::database::expression::{Level, Scope, SourceRow};
use crate::database::query::joined_rows;
use crate::database::sql::ast::Delete;
use crate::database::{DatabaseError, QueryResult};

impl Execution<'_, '_> {
    /// Executes a DELETE.
    pub fn delete(&mut self, delete: &Delete) -> Result<QueryResult, DatabaseError> {
        let (key, table) = self.target(&delete.table)?;
        if self.change.foreign_keys {
            self.change.state.check_parents(&table)?;
            self.change.state.check_children(&table)?;
        }
        let returning = self.returning(&delete.returning, &table.definition)?;
        let shown = delete.alias.as_ref().unwrap_or(&delete.table).text.clone();
        let source = target_source(&key, &table.definition, shown);
        let rows = self.rows_to_delete(delete, source)?;
        let mut result = returning.result();
        drop(table);
        for row in rows {
            self.change.delete(&key, row.rowid)?;
            self.return_row(&returning, row, &mut result)?;
        }
        Ok(result)
    }

    fn rows_to_delete(
        &self,
        delete: &Delete,
        source: crate::database::query::Source,
    ) -> Result<Vec<SourceRow>, DatabaseError> {
        let mut binder = self.binder();
        binder.define_common_tables(&delete.with);
        binder.levels.push(Level {
            sources: vec![source.shape.clone()],
            ..Level::default()
        });
        let mut filter = Vec::new();
        if let Some(expr) = &delete.filter {
            binder.bind(expr)?.conjuncts(&mut filter);
        }
        let session = self.change.session();
        let rows = joined_rows(&[source], &filter, &Scope::constant(&session))?;
        Ok(rows
            .into_iter()
            .filter_map(|row| row.into_iter().next()?)
            .collect())
    }
}
