//! Altering a field: whether anything has to happen, and what.

use indexmap::IndexMap;

use super::SchemaEditor;
use super::remake_table::TableChange;
use crate::backends::base::names::quote_name;
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::orm::deconstruct::Deconstruction;
use crate::orm::fields::{DbParameters, NON_DB_ATTRS};
use crate::orm::{DjangoResult, Exception, Field, ModelKey};
use crate::python::Value;

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
        if !self.field_should_be_altered(old_field, new_field)? {
            return Ok(());
        }
        let (old, new) = (old_field.db_parameters(), new_field.db_parameters());
        match (&old.db_type, &new.db_type) {
            (None, _) if !old_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (_, None) if !new_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (None, None) => self.alter_relation(old_field, new_field),
            (None, _) | (_, None) => Err(incompatible(old_field, new_field)),
            (Some(_), Some(_)) => {
                self.refuse_generated_change(old_field, new_field)?;
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

    /// Whether the two fields differ in more than what the database never sees.
    fn field_should_be_altered(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<bool> {
        if !old_field.field.concrete() && !new_field.field.concrete() {
            return Ok(false);
        }
        let (mut old, mut new) = (deconstruct(old_field), deconstruct(new_field));
        if refer_to_same_table(old_field, new_field)? {
            forget("to", &mut old, &mut new);
        }
        let has_default = |it: &Deconstruction| it.kwargs.contains_key("db_default");
        if has_default(&old)
            && has_default(&new)
            && self.db_default_sql(old_field)? == self.db_default_sql(new_field)?
        {
            forget("db_default", &mut old, &mut new);
        }
        let same_column = quote_name(&old_field.column()) == quote_name(&new_field.column());
        Ok(!same_column || !self.equal_calls(&old, &new)?)
    }

    /// Whether Python finds path, arguments and keywords equal.
    fn equal_calls(&mut self, old: &Deconstruction, new: &Deconstruction) -> DjangoResult<bool> {
        if old.path != new.path
            || old.args.len() != new.args.len()
            || old.kwargs.len() != new.kwargs.len()
        {
            return Ok(false);
        }
        for (old, new) in old.args.iter().zip(&new.args) {
            if !self.equal_values(old, new)? {
                return Ok(false);
            }
        }
        for (name, old) in &old.kwargs {
            match new.kwargs.get(name) {
                Some(new) if self.equal_values(old, new)? => {}
                _ => return Ok(false),
            }
        }
        Ok(true)
    }

    /// `old == new`. Fields are equal only to themselves, as they are numbered.
    fn equal_values(&mut self, old: &Value, new: &Value) -> DjangoResult<bool> {
        if old.is(new) {
            return Ok(true);
        }
        if Field::is_field(old) {
            return Ok(false);
        }
        let equal = self.interpreter.equals(old, new);
        equal.map_err(|error| Exception::from_python(self.interpreter, error))
    }

    /// SQLite cannot change what a generated column computes, and Django does not copy its rows.
    fn refuse_generated_change(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        let (old, new) = (&old_field.field, &new_field.field);
        let modified = if old.generated() != new.generated() {
            true
        } else if !new.generated() {
            false
        } else if old_field.db_persist() != new_field.db_persist() {
            true
        } else {
            self.generates_otherwise(old_field, new_field)?
        };
        if !modified {
            return Ok(());
        }
        let message = format!(
            "Modifying GeneratedFields is not supported - the field {} must be removed and \
             re-added with the new definition.",
            new_field.label()
        );
        Err(Exception::new("ValueError", message))
    }

    fn generates_otherwise(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<bool> {
        match self.generated_sql(old_field) {
            Ok(old_sql) => Ok(old_sql != self.generated_sql(new_field)?),
            // A field that the expression uses was renamed.
            Err(error) if error.class_path.ends_with("FieldError") => Ok(true),
            Err(error) => Err(error),
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

/// Whether both are foreign keys to the same table, whatever its model is called.
fn refer_to_same_table(old_field: &RenderedField, new_field: &RenderedField) -> DjangoResult<bool> {
    let are_related = old_field.field.is_relation() && new_field.field.is_relation();
    if new_field.field.many_to_many() || !are_related {
        return Ok(false);
    }
    match (old_field.remote_model(), new_field.remote_model()) {
        (Ok(old), Ok(new)) => Ok(old.db_table() == new.db_table()),
        // A relation that has not met its model has the model's name in its place.
        _ => {
            let message = "'str' object has no attribute '_meta'";
            Err(Exception::new("AttributeError", message))
        }
    }
}

/// What the field is to the database, with the models that it refers to spelled out.
fn deconstruct(field: &RenderedField) -> Deconstruction {
    let mut call = field.field.deconstruct();
    for name in NON_DB_ATTRS {
        call.kwargs.shift_remove(*name);
    }
    let owner = &field.model.model;
    let references = [
        ("to", field.field.remote_key(owner)),
        (
            "through",
            field.field.through_key(&owner.app_label, &owner.name),
        ),
    ];
    for (name, key) in references {
        if let (Some(written), Some(key)) = (call.kwargs.get_mut(name), key) {
            *written = Value::str(key.to_string());
        }
    }
    call
}

fn forget(name: &str, old: &mut Deconstruction, new: &mut Deconstruction) {
    old.kwargs.shift_remove(name);
    new.kwargs.shift_remove(name);
}

fn no_db_type(old_field: &RenderedField, new_field: &RenderedField) -> Exception {
    let message = format!(
        "Cannot alter field {} into {} - they do not properly define db_type (are you using a \
         badly-written custom field?)",
        old_field.label(),
        new_field.label()
    );
    Exception::new("ValueError", message)
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

fn incompatible(old_field: &RenderedField, new_field: &RenderedField) -> Exception {
    let message = format!(
        "Cannot alter field {} into {} - they are not compatible types (you cannot alter to or \
         from M2M fields, or add or remove through= on M2M fields)",
        old_field.label(),
        new_field.label()
    );
    Exception::new("ValueError", message)
}
