//! Adding and removing fields, and foreign keys.

use super::PreviewSchemaEditor;
use super::catalog::Filter;
use super::columns::comment_of;
use super::sql::Sql;
use super::statement::{Part, Statement};
use crate::backends::base::names::split_identifier;
use crate::backends::base::{RenderedField, RenderedModel};
use crate::database::SqlValue;
use crate::orm::DjangoResult;
use crate::python::Value;

impl PreviewSchemaEditor<'_> {
    pub(super) fn add_column(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<()> {
        let Some(definition) = self.added_definition(model, field)? else {
            return Ok(());
        };
        let column = self.quote_name(&field.column());
        let start = self.alter_table(model, &format!("ADD COLUMN {column} "));
        self.run_with(definition.wrap(&start, ""))?;
        let drops_default = !field.field.has_db_default() && !self.skip_default_on_alter(field)?;
        if drops_default && self.field_default(field)? != SqlValue::Null {
            let changes = self.drop_default_sql(field);
            self.run_escaped(self.alter_table(model, &changes))?;
        }
        if let Some(comment) = comment_of(field).filter(|_| self.is_postgresql()) {
            let sql = self.column_comment_sql(model, field, &comment);
            self.run_escaped(sql)?;
        }
        let indexes = self.field_indexes_sql(model, field)?;
        self.deferred_sql.extend(indexes);
        self.fill_skipped_default(model, field)
    }

    pub(super) fn drop_column(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<()> {
        if self.db_type(field).is_none() {
            return Ok(());
        }
        if field.field.is_relation() {
            self.delete_foreign_keys(model, field)?;
        }
        let (table, column) = (model.db_table(), field.column());
        let cascade = if self.is_postgresql() { " CASCADE" } else { "" };
        let changes = format!("DROP COLUMN {}{cascade}", self.quote_name(&column));
        self.run_escaped(self.alter_table(model, &changes))?;
        self.deferred_sql
            .retain(|statement| !statement.references_column(&table, &column));
        Ok(())
    }

    /// Drops the foreign keys of a column; answers whether there were any.
    pub(super) fn delete_foreign_keys(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<bool> {
        let foreign_key = Filter {
            foreign_key: true,
            ..Filter::default()
        };
        let names = self.constraint_names(model, Some(&[field.column()]), foreign_key)?;
        for name in &names {
            let name = self.quote_name(name);
            let sql = match self.is_postgresql() {
                true => {
                    let drop = self.alter_table(model, &format!("DROP CONSTRAINT {name}"));
                    format!("SET CONSTRAINTS {name} IMMEDIATE; {drop}")
                }
                false => self.alter_table(model, &format!("DROP FOREIGN KEY {name}")),
            };
            self.run_escaped(sql)?;
        }
        Ok(!names.is_empty())
    }

    /// `_create_fk_sql`.
    pub(super) fn create_fk_sql(
        &self,
        model: &RenderedModel,
        field: &RenderedField,
        suffix: &'static str,
    ) -> DjangoResult<Statement> {
        let target = field.target_field()?;
        let (table, to_table) = (model.db_table(), target.model.db_table());
        let (column, to_column) = (field.column(), target.column());
        let columns = |table: &str, column: &str| Part::Columns {
            table: table.to_owned(),
            columns: vec![(column.to_owned(), String::new())],
        };
        Ok(Statement(vec![
            Part::text("ALTER TABLE "),
            Part::Table(table.clone()),
            Part::text(" ADD CONSTRAINT "),
            Part::ForeignKeyName {
                table: table.clone(),
                column: column.clone(),
                to_table: to_table.clone(),
                to_column: to_column.clone(),
                suffix,
            },
            Part::text(" FOREIGN KEY ("),
            columns(&table, &column),
            Part::text(") REFERENCES "),
            Part::Table(to_table.clone()),
            Part::text(" ("),
            columns(&to_table, &to_column),
            Part::text(format!("){}", self.deferrable())),
        ]))
    }

    /// What existing rows get: nothing in a generated column.
    pub(super) fn field_default(&mut self, field: &RenderedField) -> DjangoResult<SqlValue> {
        match field.field.generated() {
            true => Ok(SqlValue::Null),
            false => self.effective_default(field),
        }
    }

    /// `_alter_column_default_sql(drop=True)`.
    pub(super) fn drop_default_sql(&self, field: &RenderedField) -> String {
        let column = self.quote_name(&field.column());
        match field.field.options.null && !self.is_postgresql() {
            true => format!("ALTER COLUMN {column} SET DEFAULT NULL"),
            false => format!("ALTER COLUMN {column} DROP DEFAULT"),
        }
    }

    fn added_definition(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<Option<Sql>> {
        let Some(mut definition) = self.column_sql(field, !field.field.generated())? else {
            return Ok(None);
        };
        if let Some(suffix) = self.db_type_suffix(field) {
            definition = definition.wrap("", &format!(" {suffix}"));
        }
        if let Some(check) = self.db_check(field) {
            definition = definition.wrap("", &format!(" CHECK ({check})"));
        }
        if field.has_foreign_key() {
            let foreign_key = self.inline_fk_sql(model, field)?;
            definition = definition.wrap("", &format!(" {foreign_key}"));
        }
        Ok(Some(definition))
    }

    /// `sql_create_column_inline_fk`.
    fn inline_fk_sql(&self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<String> {
        let target = field.target_field()?;
        let (table, to_table) = (model.db_table(), target.model.db_table());
        let name = Statement(vec![Part::ForeignKeyName {
            table: table.clone(),
            column: field.column(),
            to_table: to_table.clone(),
            to_column: target.column(),
            suffix: "_fk_%(to_table)s_%(to_column)s",
        }]);
        let name = name.sql(self.dialect);
        let reference = format!(
            "REFERENCES {}({})",
            self.quote_name(&to_table),
            self.quote_name(&target.column())
        );
        if !self.is_postgresql() {
            let column = self.quote_name(&field.column());
            return Ok(format!(
                ", ADD CONSTRAINT {name} FOREIGN KEY ({column}) {reference}"
            ));
        }
        let namespace = match split_identifier(&table) {
            ("", _) => String::new(),
            (namespace, _) => format!("{}.", self.quote_name(namespace)),
        };
        Ok(format!(
            "CONSTRAINT {name} {reference}{}; SET CONSTRAINTS {namespace}{name} IMMEDIATE",
            self.deferrable()
        ))
    }

    /// Gives existing rows the default that MySQL does not take in the column's definition.
    fn fill_skipped_default(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<()> {
        let default = field.field.options.default.as_ref();
        let has_default = default.is_some_and(|default| !matches!(default, Value::None));
        if !has_default || !self.skip_default(field)? {
            return Ok(());
        }
        let value = self.effective_default(field)?;
        let table = self.quote_name(&model.db_table());
        let column = self.quote_name(&field.column());
        let literal = Sql::literal(self.literal(field, &value));
        self.run_with(literal.wrap(&format!("UPDATE {table} SET {column} = "), ""))
    }

    fn deferrable(&self) -> &'static str {
        match self.is_postgresql() {
            true => " DEFERRABLE INITIALLY DEFERRED",
            false => "",
        }
    }
}
