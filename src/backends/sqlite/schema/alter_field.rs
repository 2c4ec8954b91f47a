//! Altering a field: whether anything has to happen, and what.

use indexmap::IndexMap;

use super::SchemaEditor;
use super::column_sql::db_default_sql;
use super::remake_table::TableChange;
use crate::backends::base::alteration::{
    field_should_be_altered, incompatible, no_db_type, refuse_generated_change,
};
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::orm::fields::DbParameters;
use crate::orm::{DjangoResult, Exception, ModelKey};
use crate::python::Interpreter;

impl SchemaEditor<'_> {
    /// Makes the column of `old_field` that of `new_field`.
    ///
    /// # Errors
    ///
    /// `ValueError` for fields that cannot become one another, or the database's error.
    pub fn alter_field(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        let mut same_default = |interpreter: &mut Interpreter| {
            Ok(db_default_sql(interpreter, old_field)? == db_default_sql(interpreter, new_field)?)
        };
        let fields = (old_field, new_field);
        if !field_should_be_altered(self.interpreter, fields, &[], &mut same_default)? {
            return Ok(());
        }
        let (old, new) = (old_field.db_parameters(), new_field.db_parameters());
        match (&old.db_type, &new.db_type) {
            (None, _) if !old_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (_, None) if !new_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (None, None) => self.alter_relation(old_field, new_field),
            (None, _) | (_, None) => Err(incompatible(old_field, new_field)),
            (Some(_), Some(_)) => {
                refuse_generated_change(old_field, new_field, |field| self.generated_sql(field))?;
                self.alter_column(model, (old_field, &old), (new_field, &new))
            }
        }
    }

    /// Repoints an automatic intermediate table, or moves its rows to one of another name.
    ///
    /// # Errors
    ///
    /// The database's error.
    pub fn alter_many_to_many(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        let (old_through, new_through) = (old_field.through()?, new_field.through()?);
        let is_same_table = old_through.db_table() == new_through.db_table();
        for field in [old_field, new_field] {
            if field.remote_model().is_err() {
                return Err(unrelated(field, is_same_table));
            }
        }
        let (old_from, old_to) = old_field.through_fields()?;
        let (new_from, new_to) = new_field.through_fields()?;
        if is_same_table {
            let alter_fields = vec![(old_to, new_to), (old_from, new_from)];
            let change = TableChange {
                alter_fields,
                ..TableChange::default()
            };
            return self.remake_table(&old_through, change);
        }
        self.create_model(&new_through)?;
        self.run_escaped(&format!(
            "INSERT INTO {} (id, {}, {}) SELECT id, {}, {} FROM {}",
            quote_name(&new_through.db_table()),
            new_from.column(),
            new_to.column(),
            old_from.column(),
            old_to.column(),
            quote_name(&old_through.db_table())
        ))?;
        self.delete_model(&old_through)
    }

    /// Two fields without a column: both many-to-many.
    fn alter_relation(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        match (
            old_field.has_auto_created_through()?,
            new_field.has_auto_created_through()?,
        ) {
            (true, true) => self.alter_many_to_many(old_field, new_field),
            (false, false) => Ok(()),
            _ => Err(incompatible(old_field, new_field)),
        }
    }

    fn alter_column(
        &mut self,
        model: &RenderedModel,
        (old_field, old): (&RenderedField, &DbParameters),
        (new_field, new): (&RenderedField, &DbParameters),
    ) -> DjangoResult<()> {
        if self.only_name_differs(old_field, new_field)? {
            return self.rename_column(model, old_field, new_field);
        }
        let alter_fields = vec![(old_field.clone(), new_field.clone())];
        self.remake_table(
            model,
            TableChange {
                alter_fields,
                ..TableChange::default()
            },
        )?;
        let changed = old.db_type != new.db_type || old.collation != new.collation;
        if !new_field.field.unique() || !changed {
            return Ok(());
        }
        for related_model in referring_models(model, new_field)? {
            self.remake_table(&related_model, TableChange::default())?;
        }
        Ok(())
    }

    fn only_name_differs(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<bool> {
        Ok(old_field.column() != new_field.column()
            && !old_field.has_foreign_key()
            && !new_field.has_foreign_key()
            && self.column_sql(old_field, false)? == self.column_sql(new_field, false)?)
    }

    fn rename_column(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        self.run_escaped(&format!(
            "ALTER TABLE {} RENAME COLUMN {} TO {}",
            quote_name(&model.db_table()),
            quote_name(&old_field.column()),
            quote_name(&new_field.column())
        ))
    }
}

/// The models whose tables hold the type of this column: those that refer to it, and the
/// intermediate tables of its model when it is the primary key.
fn referring_models(
    model: &RenderedModel,
    new_field: &RenderedField,
) -> DjangoResult<Vec<RenderedModel>> {
    let primary_key = new_field.field.options.primary_key;
    let mut found: IndexMap<ModelKey, RenderedModel> = IndexMap::new();
    let mut add = |model: RenderedModel| found.insert(model.key(), model);
    for related in new_field.model.related_objects() {
        if related.model.is(model) {
            continue;
        }
        if !related.field.many_to_many() {
            if related.target_field()?.name() == new_field.name() {
                add(related.model.clone());
            }
        } else if primary_key && related.has_auto_created_through()? {
            add(related.through()?);
        }
    }
    if primary_key {
        for many_to_many in new_field.model.local_many_to_many() {
            if many_to_many.has_auto_created_through()? && !many_to_many.remote_model()?.is(model) {
                add(many_to_many.through()?);
            }
        }
    }
    Ok(found.into_values().collect())
}

/// A field that has not met its model has none of the methods that the meeting gives it; the first
/// that Django calls is missing.
fn unrelated(field: &RenderedField, is_same_table: bool) -> Exception {
    let kind = field.field.kind.name();
    let method = match is_same_table {
        true => "m2m_reverse_field_name",
        false => "m2m_column_name",
    };
    let message = format!("'{kind}' object has no attribute '{method}'");
    Exception::new("AttributeError", message)
}
