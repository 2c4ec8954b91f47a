//! DELETE.

use super::Execution;
use super::update::target_source;
use crate::database::engine::{self, RowChange};
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
        let rowids: Vec<i64> = rows.iter().map(|row| row.rowid).collect();
        if rowids.len() == 1 && returning.is_plain() {
            self.change.forget_before(&key);
        }
        let mut rows = rows.into_iter();
        let mut sink = |change: RowChange| {
            let RowChange::Delete(rowid) = change else {
                return Ok(());
            };
            self.change.delete(&key, rowid)?;
            match rows.next() {
                Some(row) => self.return_row(&returning, row, &mut result),
                None => Ok(()),
            }
        };
        engine::delete(&rowids, &mut sink)?;
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
