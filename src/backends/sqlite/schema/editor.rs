//! SQLite's editor as the operations see it.

use super::SchemaEditor;
use crate::backends::base::schema::{BaseDatabaseSchemaEditor, Change, Newer, Together};
use crate::backends::base::{Connection, RenderedField, RenderedModel};
use crate::backends::sqlite::introspection::{ConstraintFilter, constraint_names};
use crate::backends::sqlite::operations::prepare_sql_script;
use crate::database::SqlValue;
use crate::orm::fields::to_sql;
use crate::orm::{Constraint, DjangoResult, Exception, Index};
use crate::python::{Interpreter, Value};

impl BaseDatabaseSchemaEditor for SchemaEditor<'_> {
    fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    fn interpreter(&mut self) -> &mut Interpreter {
        self.interpreter
    }

    fn preview_of(&self) -> Option<&'static str> {
        None
    }

    fn collects_sql(&self) -> bool {
        self.collected_sql.is_some()
    }

    fn collect_line(&mut self, line: String) {
        if let Some(collected) = &mut self.collected_sql {
            collected.push(line);
        }
    }

    fn collected_lines(&self) -> usize {
        self.collected_sql.as_ref().map_or(0, Vec::len)
    }

    fn newer(&self) -> Newer {
        self.newer
    }

    fn set_newer(&mut self, newer: Newer) {
        self.newer = newer;
    }

    fn atomically(&mut self, change: &mut Change<'_>) -> DjangoResult<()> {
        if self.atomic_migration || self.collected_sql.is_some() {
            return change(self);
        }
        let savepoint = self.connection.savepoint();
        self.connection.execute("BEGIN", &[])?;
        let result = change(self);
        super::session::finish(self.connection, savepoint, result)
    }

    fn prepare_sql_script(&self, script: &str) -> Vec<String> {
        prepare_sql_script(script)
    }

    fn execute_with(&mut self, sql: &str, parameters: Option<&[Value]>) -> DjangoResult<()> {
        let Some(parameters) = parameters else {
            return self.run(sql);
        };
        let interpreter = &mut *self.interpreter;
        let values = parameters.iter().map(|value| to_sql(interpreter, value));
        let values: Result<Vec<SqlValue>, _> = values.collect();
        let values = values.map_err(|error| Exception::from_python(self.interpreter, error))?;
        self.execute(sql, Some(&values)).map(drop)
    }

    fn index_names(
        &mut self,
        model: &RenderedModel,
        columns: &[String],
    ) -> DjangoResult<Vec<String>> {
        let index = ConstraintFilter {
            index: Some(true),
            unique: Some(false),
            primary_key: None,
        };
        constraint_names(self.connection, &model.db_table(), columns, index)
    }

    fn create_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        SchemaEditor::create_model(self, model)
    }

    fn delete_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        SchemaEditor::delete_model(self, model)
    }

    fn alter_db_table(&mut self, old_db_table: &str, new_db_table: &str) -> DjangoResult<()> {
        SchemaEditor::alter_db_table(self, old_db_table, new_db_table)
    }

    /// SQLite has no comments, so nothing happens.
    fn alter_db_table_comment(&mut self, _model: &RenderedModel) -> DjangoResult<()> {
        Ok(())
    }

    fn alter_unique_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        SchemaEditor::alter_unique_together(self, model, old, new)
    }

    fn alter_index_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        SchemaEditor::alter_index_together(self, model, old, new)
    }

    fn add_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        SchemaEditor::add_field(self, model, field)
    }

    fn remove_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        SchemaEditor::remove_field(self, model, field)
    }

    fn alter_field(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        SchemaEditor::alter_field(self, model, old_field, new_field)
    }

    fn alter_many_to_many(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        SchemaEditor::alter_many_to_many(self, old_field, new_field)
    }

    fn add_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        SchemaEditor::add_index(self, model, index)
    }

    fn remove_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        SchemaEditor::remove_index(self, model, index)
    }

    fn rename_index(
        &mut self,
        model: &RenderedModel,
        old_index: &Index,
        new_index: &Index,
    ) -> DjangoResult<()> {
        SchemaEditor::rename_index(self, model, old_index, new_index)
    }

    fn add_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        SchemaEditor::add_constraint(self, model, constraint)
    }

    fn remove_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        SchemaEditor::remove_constraint(self, model, constraint)
    }
}
