//! The definition of a column, and its defaults.

use super::{SchemaEditor, expressions};
use crate::backends::base::alteration::effective_default;
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::RenderedField;
use crate::backends::sqlite::operations::quote_value;
use crate::database::SqlValue;
use crate::orm::DjangoResult;
use crate::python::Interpreter;

impl SchemaEditor<'_> {
    /// The column as `CREATE TABLE` has it, with checks and references; `None` without a column.
    pub(super) fn column_definition(
        &mut self,
        field: &RenderedField,
    ) -> DjangoResult<Option<String>> {
        let Some(mut definition) = self.column_sql(field, false)? else {
            return Ok(None);
        };
        if let Some(check) = field.db_parameters().check {
            definition.push_str(&format!(" CHECK ({check})"));
        }
        if let Some(suffix) = field.field.db_type_suffix() {
            definition.push_str(&format!(" {suffix}"));
        }
        definition.push_str(&references_sql(field)?);
        Ok(Some(format!(
            "{} {definition}",
            quote_name(&field.column())
        )))
    }

    /// What `ALTER TABLE … ADD COLUMN` says behind the name. Unlike in `CREATE TABLE`, the suffix
    /// of the type stands before the check, and the field's default is part of it.
    pub(super) fn added_column_definition(
        &mut self,
        field: &RenderedField,
    ) -> DjangoResult<Option<String>> {
        let Some(mut definition) = self.column_sql(field, true)? else {
            return Ok(None);
        };
        if let Some(suffix) = field.field.db_type_suffix() {
            definition.push_str(&format!(" {suffix}"));
        }
        if let Some(check) = field.db_parameters().check {
            definition.push_str(&format!(" CHECK ({check})"));
        }
        definition.push_str(&references_sql(field)?);
        Ok(Some(definition))
    }

    /// Type, collation, default, nullability and uniqueness; `None` for a field without a column.
    ///
    /// # Errors
    ///
    /// That of a default or an expression which cannot be computed.
    pub fn column_sql(
        &mut self,
        field: &RenderedField,
        include_default: bool,
    ) -> DjangoResult<Option<String>> {
        if field.field.kind.is_foreign_key() {
            // Its type is that of the other model's key.
            field.remote_model()?;
        }
        let parameters = field.db_parameters();
        let Some(db_type) = parameters.db_type else {
            return Ok(None);
        };
        let mut parts = vec![db_type];
        if let Some(collation) = parameters
            .collation
            .filter(|collation| !collation.is_empty())
        {
            parts.push(format!("COLLATE {collation}"));
        }
        if field.field.has_db_default() {
            parts.push(format!(
                "DEFAULT {}",
                db_default_sql(self.interpreter, field)?
            ));
        } else if include_default {
            let default = self.effective_default(field)?;
            if default != SqlValue::Null {
                parts.push(format!("DEFAULT {}", quote_value(&default)));
            }
        }
        let options = &field.field.options;
        if field.field.generated() {
            parts.push(self.generated_column_sql(field)?);
        } else {
            parts.push(if options.null { "NULL" } else { "NOT NULL" }.to_owned());
        }
        if options.primary_key {
            parts.push("PRIMARY KEY".to_owned());
        } else if field.field.unique() {
            parts.push("UNIQUE".to_owned());
        }
        Ok(Some(parts.join(" ")))
    }

    /// The SQL that computes a generated field.
    pub(super) fn generated_sql(&mut self, field: &RenderedField) -> DjangoResult<String> {
        expressions::generated(self.interpreter, field)
    }

    fn generated_column_sql(&mut self, field: &RenderedField) -> DjangoResult<String> {
        let expression = self.generated_sql(field)?;
        let persistency = if field.db_persist() {
            "STORED"
        } else {
            "VIRTUAL"
        };
        Ok(format!("GENERATED ALWAYS AS ({expression}) {persistency}"))
    }

    /// What existing rows get in a new column: the default, `''` where that is what blank means,
    /// the present moment for `auto_now`, else nothing.
    ///
    /// # Errors
    ///
    /// What a callable default raises, or a value that the field does not take.
    pub fn effective_default(&mut self, field: &RenderedField) -> DjangoResult<SqlValue> {
        effective_default(self.connection, self.interpreter, field)
    }

    /// The effective default as a literal.
    pub(super) fn prepared_default(&mut self, field: &RenderedField) -> DjangoResult<String> {
        Ok(quote_value(&self.effective_default(field)?))
    }
}

/// The SQL of `db_default`, in parentheses unless it is a plain value.
pub(super) fn db_default_sql(
    interpreter: &mut Interpreter,
    field: &RenderedField,
) -> DjangoResult<String> {
    let Some(default) = field.field.options.db_default.clone() else {
        return Ok(String::new());
    };
    let sql = expressions::db_default(interpreter, field, &default)?;
    Ok(if expressions::is_constant(&default) {
        sql
    } else {
        format!("({sql})")
    })
}

/// The inline foreign key; empty for a field without one.
fn references_sql(field: &RenderedField) -> DjangoResult<String> {
    if !field.has_foreign_key() {
        return Ok(String::new());
    }
    let target = field.target_field()?;
    let (table, column) = (field.remote_model()?.db_table(), target.column());
    Ok(format!(
        " REFERENCES {} ({}) DEFERRABLE INITIALLY DEFERRED",
        quote_name(&table),
        quote_name(&column)
    ))
}
