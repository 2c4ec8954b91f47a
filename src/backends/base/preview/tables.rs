//! Whole tables: creating, dropping and renaming them, and comments on them.

use super::PreviewSchemaEditor;
use super::columns::comment_of;
use super::sql::Sql;
use crate::backends::base::schema::as_set;
use crate::backends::base::{RenderedField, RenderedModel};
use crate::orm::{DjangoResult, FieldKind};

impl PreviewSchemaEditor<'_> {
    pub(super) fn create_table(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        let sql = self.table_sql(model)?;
        self.run_with(sql)?;
        let comment = model.model.options.text("db_table_comment");
        if comment.is_some_and(|comment| !comment.is_empty()) {
            self.comment_on_table(model)?;
        }
        for field in model.local_fields() {
            if let Some(comment) = comment_of(&field).filter(|_| self.is_postgresql()) {
                let sql = self.column_comment_sql(model, &field, &comment);
                self.run_escaped(sql)?;
            }
        }
        let indexes = self.model_indexes_sql(model)?;
        self.deferred_sql.extend(indexes);
        for field in model.local_many_to_many() {
            if field.has_auto_created_through()? {
                self.create_table(&field.through()?)?;
            }
        }
        Ok(())
    }

    pub(super) fn drop_table(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        for field in model.local_many_to_many() {
            if field.has_auto_created_through()? {
                self.drop_table(&field.through()?)?;
            }
        }
        let table = model.db_table();
        self.run_escaped(format!("DROP TABLE {} CASCADE", self.quote_name(&table)))?;
        self.deferred_sql
            .retain(|statement| !statement.references_table(&table));
        Ok(())
    }

    pub(super) fn rename_table(&mut self, old_table: &str, new_table: &str) -> DjangoResult<()> {
        if old_table == new_table {
            return Ok(());
        }
        let (old, new) = (self.quote_name(old_table), self.quote_name(new_table));
        self.run_escaped(match self.is_postgresql() {
            true => format!("ALTER TABLE {old} RENAME TO {new}"),
            false => format!("RENAME TABLE {old} TO {new}"),
        })?;
        for statement in &mut self.deferred_sql {
            statement.rename_table_references(old_table, new_table);
        }
        Ok(())
    }

    pub(super) fn comment_on_table(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        let comment = model.model.options.text("db_table_comment");
        let comment = self.dialect.quote_text(&comment.unwrap_or_default());
        self.run_escaped(match self.is_postgresql() {
            true => {
                let table = self.quote_name(&model.db_table());
                format!("COMMENT ON TABLE {table} IS {comment}")
            }
            false => self.alter_table(model, &format!("COMMENT = {comment}")),
        })
    }

    /// `COMMENT ON COLUMN`.
    pub(super) fn column_comment_sql(
        &self,
        model: &RenderedModel,
        field: &RenderedField,
        comment: &str,
    ) -> String {
        format!(
            "COMMENT ON COLUMN {}.{} IS {}",
            self.quote_name(&model.db_table()),
            self.quote_name(&field.column()),
            self.dialect.quote_text(comment)
        )
    }

    /// The `CREATE TABLE` statement. What must be a statement of its own is deferred.
    fn table_sql(&mut self, model: &RenderedModel) -> DjangoResult<Sql> {
        for names in as_set(model.model.unique_together()) {
            let statement = self.unique_together_sql(model, &names)?;
            self.deferred_sql.push(statement);
        }
        let mut definitions = Vec::new();
        for field in model.local_fields() {
            definitions.extend(self.column_definition(model, &field)?);
        }
        // Constraints must not get between the statement and its parameters.
        let has_params = definitions.iter().any(|it: &Sql| !it.params.is_empty());
        for constraint in &model.model.options.constraints {
            if has_params {
                let statement = self.create_constraint_sql(model, constraint)?;
                self.deferred_sql.push(statement.unwrap_or_else(none));
            } else if let Some(sql) = self.constraint_sql(model, constraint)? {
                definitions.push(Sql::new(sql));
            }
        }
        let pk = model.pk().ok();
        if let Some(pk) = pk.filter(|it| it.field.kind == FieldKind::CompositePrimaryKey) {
            let columns = self.columns_of(model, &pk.field_names())?;
            let columns = self.dialect.quote_names(&columns);
            definitions.push(Sql::new(format!("PRIMARY KEY ({columns})")));
        }
        let table = self.quote_name(&model.db_table());
        let tablespace = match model.model.options.text("db_tablespace") {
            Some(name) if !name.is_empty() && self.is_postgresql() => {
                format!(" TABLESPACE {}", self.quote_name(&name))
            }
            _ => String::new(),
        };
        let definitions = Sql::joined(definitions, ", ");
        Ok(definitions.wrap(
            &format!("CREATE TABLE {table} ("),
            &format!("){tablespace}"),
        ))
    }

    /// A column of a new table; its foreign key is deferred.
    fn column_definition(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<Option<Sql>> {
        let Some(mut definition) = self.column_sql(field, false)? else {
            return Ok(None);
        };
        if let Some(check) = self.db_check(field) {
            definition = definition.wrap("", &format!(" CHECK ({check})"));
        }
        if let Some(suffix) = self.db_type_suffix(field) {
            definition = definition.wrap("", &format!(" {suffix}"));
        }
        if field.has_foreign_key() {
            let statement = self.create_fk_sql(model, field, "_fk_%(to_table)s_%(to_column)s")?;
            self.deferred_sql.push(statement);
        }
        let column = self.quote_name(&field.column());
        Ok(Some(definition.wrap(&format!("{column} "), "")))
    }
}

/// Django defers the `None` of a constraint that the database cannot have, and writes it down.
fn none() -> super::Statement {
    super::Statement::text("None")
}
