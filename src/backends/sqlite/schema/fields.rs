//! Adding and removing fields.

use super::indexes::field_index_sql;
use super::remake_table::TableChange;
use super::{SchemaEditor, expressions};
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::sqlite::introspection::foreign_key_names;
use crate::database::SqlValue;
use crate::orm::{DjangoResult, FieldKind};

impl SchemaEditor<'_> {
    /// Adds a field's column, or the table of a many-to-many relation.
    ///
    /// # Errors
    ///
    /// What the default raises, or the database's error.
    pub fn add_field(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        if field.has_auto_created_through()? {
            return self.create_model(&field.through()?);
        }
        // A composite key comes with a change of the old key, which remakes the table; two primary
        // keys at a time would fail.
        if field.field.kind == FieldKind::CompositePrimaryKey {
            return Ok(());
        }
        if self.must_remake_to_add(field)? {
            let create_field = Some(field.clone());
            return self.remake_table(
                model,
                TableChange {
                    create_field,
                    ..TableChange::default()
                },
            );
        }
        self.add_column(model, field)
    }

    /// Removes a field's column, or the table of a many-to-many relation.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn remove_field(
        &mut self,
        model: &RenderedModel,
        field: &RenderedField,
    ) -> DjangoResult<()> {
        if field.field.many_to_many() {
            if field.has_auto_created_through()? {
                return self.delete_model(&field.through()?);
            }
            return Ok(());
        }
        let has_column = field.db_parameters().db_type.is_some();
        let can_drop_column =
            !field.field.unique() && !field.field.options.db_index && !field.has_foreign_key();
        match (has_column, can_drop_column) {
            (false, _) => Ok(()),
            (true, true) => self.drop_column(model, field),
            (true, false) => {
                let delete_field = Some(field.clone());
                self.remake_table(
                    model,
                    TableChange {
                        delete_field,
                        ..TableChange::default()
                    },
                )
            }
        }
    }

    /// Whether `ALTER TABLE … ADD COLUMN` cannot add the field: it knows neither keys nor unique
    /// columns, fills existing rows only with NULL or a constant, and cannot drop a default again.
    fn must_remake_to_add(&mut self, field: &RenderedField) -> DjangoResult<bool> {
        let options = &field.field.options;
        if field.field.unique() || !options.null {
            return Ok(true);
        }
        if self.effective_default(field)? != SqlValue::Null {
            return Ok(true);
        }
        let db_default = options.db_default.as_ref();
        Ok(db_default.is_some_and(|default| !expressions::is_value_expression(default)))
    }

    fn add_column(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        let Some(definition) = self.added_column_definition(field)? else {
            return Ok(());
        };
        let table = model.db_table();
        let (quoted, column) = (quote_name(&table), quote_name(&field.column()));
        self.run(&format!(
            "ALTER TABLE {quoted} ADD COLUMN {column} {definition}"
        ))?;
        self.deferred_sql.extend(field_index_sql(&table, field));
        Ok(())
    }

    fn drop_column(&mut self, model: &RenderedModel, field: &RenderedField) -> DjangoResult<()> {
        let (table, column) = (model.db_table(), field.column());
        let quoted = quote_name(&table);
        if field.field.is_relation() {
            for name in foreign_key_names(self.connection, &table, &column)? {
                let name = quote_name(&name);
                self.run_escaped(&format!("ALTER TABLE {quoted} DROP CONSTRAINT {name}"))?;
            }
        }
        self.run_escaped(&format!(
            "ALTER TABLE {quoted} DROP COLUMN {}",
            quote_name(&column)
        ))?;
        self.deferred_sql
            .retain(|statement| !statement.references_column(&table, &column));
        Ok(())
    }
}
