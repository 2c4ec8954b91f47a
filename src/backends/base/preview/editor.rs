//! The preview's editor as the operations see it.

use super::PreviewSchemaEditor;
use super::catalog::Filter;
use super::sql::Sql;
use crate::backends::base::schema::{BaseDatabaseSchemaEditor, Change, Newer, Together};
use crate::backends::base::{Connection, RenderedField, RenderedModel};
use crate::backends::sqlite::operations::prepare_sql_script;
use crate::orm::expressions::output_field::constant_field;
use crate::orm::fields::to_sql;
use crate::orm::{Constraint, DjangoResult, Exception, FieldKind, Index};
use crate::python::{Interpreter, Value};

impl BaseDatabaseSchemaEditor for PreviewSchemaEditor<'_> {
    fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    fn interpreter(&mut self) -> &mut Interpreter {
        self.interpreter
    }

    fn preview_of(&self) -> Option<&'static str> {
        Some(self.dialect.display_name())
    }

    fn collects_sql(&self) -> bool {
        true
    }

    fn collect_line(&mut self, line: String) {
        self.lines.push(line);
    }

    fn collected_lines(&self) -> usize {
        self.lines.len()
    }

    fn newer(&self) -> Newer {
        self.newer
    }

    fn set_newer(&mut self, newer: Newer) {
        self.newer = newer;
    }

    fn atomically(&mut self, change: &mut Change<'_>) -> DjangoResult<()> {
        change(self)
    }

    /// PostgreSQL takes a script as it is.
    fn prepare_sql_script(&self, script: &str) -> Vec<String> {
        match self.is_postgresql() && !script.is_empty() {
            true => vec![script.to_owned()],
            false => prepare_sql_script(script),
        }
    }

    fn execute_with(&mut self, sql: &str, parameters: Option<&[Value]>) -> DjangoResult<()> {
        let Some(parameters) = parameters else {
            self.run(sql.to_owned());
            return Ok(());
        };
        let mut params = Vec::new();
        for value in parameters {
            let prepared = to_sql(self.interpreter, value);
            let prepared =
                prepared.map_err(|error| Exception::from_python(self.interpreter, error))?;
            let field = constant_field(value);
            let internal_type = field.map(|it| it.get_internal_type()).unwrap_or_default();
            params.push(self.dialect.quote_value(&prepared, &internal_type, false));
        }
        let sql = Sql {
            sql: sql.to_owned(),
            params,
        };
        let sql = sql.composed(self.dialect)?;
        self.run(sql);
        Ok(())
    }

    fn index_names(
        &mut self,
        model: &RenderedModel,
        columns: &[String],
    ) -> DjangoResult<Vec<String>> {
        let index = Filter {
            index: Some(true),
            unique: Some(false),
            ..Filter::default()
        };
        self.constraint_names(model, Some(columns), index)
    }

    fn create_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        self.create_table(model)
    }

    fn delete_model(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        self.drop_table(model)
    }

    fn alter_db_table(&mut self, old_db_table: &str, new_db_table: &str) -> DjangoResult<()> {
        self.rename_table(old_db_table, new_db_table)
    }

    fn alter_db_table_comment(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        self.comment_on_table(model)
    }

    fn alter_unique_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        self.change_unique_together(model, old, new)
    }

    fn alter_index_together(
        &mut self,
        model: &RenderedModel,
        old: &Together,
        new: &Together,
    ) -> DjangoResult<()> {
        self.change_index_together(model, old, new)
    }

    fn add_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        if field.has_auto_created_through()? {
            return self.create_table(&field.through()?);
        }
        if field.field.kind == FieldKind::CompositePrimaryKey {
            return Ok(());
        }
        self.add_column(model, field)
    }

    fn remove_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        if field.has_auto_created_through()? {
            return self.drop_table(&field.through()?);
        }
        self.drop_column(model, field)
    }

    fn alter_field(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        self.change_field(model, old_field, new_field)
    }

    fn alter_many_to_many(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        self.change_many_to_many(old_field, new_field)
    }

    fn add_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        self.create_index(model, index)
    }

    fn remove_index(&mut self, model: &RenderedModel, index: &Index) -> DjangoResult<()> {
        self.drop_index(model, index)
    }

    fn rename_index(
        &mut self,
        model: &RenderedModel,
        old_index: &Index,
        new_index: &Index,
    ) -> DjangoResult<()> {
        self.alter_index_name(model, old_index, new_index);
        Ok(())
    }

    fn add_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        self.create_constraint(model, constraint)
    }

    fn remove_constraint(
        &mut self,
        model: &RenderedModel,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        self.drop_constraint(model, constraint)
    }
}
