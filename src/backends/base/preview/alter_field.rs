//! Altering a field (`_alter_field`): what has to go first, the column's own change, and what comes
//! back.

mod column;
mod relations;

use super::PreviewSchemaEditor;
use super::catalog::Filter;
use super::columns::db_default_sql;
use crate::backends::base::alteration::{
    field_should_be_altered, incompatible, no_db_type, refuse_generated_change,
};
use crate::backends::base::names::create_name;
use crate::backends::base::{RenderedField, RenderedModel};
use crate::backends::postgresql::schema::is_changing_type_of_indexed_text_column;
use crate::orm::DjangoResult;
use crate::python::Interpreter;

/// A field before and after, with what its column is.
struct Alteration<'a> {
    model: &'a RenderedModel,
    old_field: &'a RenderedField,
    new_field: &'a RenderedField,
    old_type: String,
    new_type: String,
}

impl PreviewSchemaEditor<'_> {
    pub(super) fn change_field(
        &mut self,
        model: &RenderedModel,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        if !self.should_be_altered(old_field, new_field, &[])? {
            return Ok(());
        }
        let (old_type, new_type) = (self.db_type(old_field), self.db_type(new_field));
        match (old_type, new_type) {
            (None, _) if !old_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (_, None) if !new_field.field.is_relation() => Err(no_db_type(old_field, new_field)),
            (None, None) => match (
                old_field.has_auto_created_through()?,
                new_field.has_auto_created_through()?,
            ) {
                (true, true) => self.change_many_to_many(old_field, new_field),
                (false, false) => Ok(()),
                _ => Err(incompatible(old_field, new_field)),
            },
            (None, _) | (_, None) => Err(incompatible(old_field, new_field)),
            (Some(old_type), Some(new_type)) => {
                refuse_generated_change(old_field, new_field, |field| self.generated_sql(field))?;
                self.change_column(&Alteration {
                    model,
                    old_field,
                    new_field,
                    old_type,
                    new_type,
                })
            }
        }
    }

    fn should_be_altered(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
        ignore: &[&str],
    ) -> DjangoResult<bool> {
        let dialect = self.dialect;
        let mut same_default = |interpreter: &mut Interpreter| {
            let old = db_default_sql(dialect, interpreter, old_field)?;
            Ok(old == db_default_sql(dialect, interpreter, new_field)?)
        };
        let fields = (old_field, new_field);
        field_should_be_altered(self.interpreter, fields, ignore, &mut same_default)
    }

    fn change_column(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let fks_dropped = self.drop_own_foreign_keys(it)?;
        self.drop_unique(it)?;
        let drops_incoming = self.drop_incoming_foreign_keys(it)?;
        self.drop_plain_index(it)?;
        let checks = (
            self.comparable_check(it.old_field),
            self.comparable_check(it.new_field),
        );
        let check_changes = checks.0 != checks.1;
        if check_changes && checks.0.is_some() {
            self.drop_own_checks(it)?;
        }
        self.rename_column(it)?;
        let needs_database_default = self.alter_definition(it)?;
        self.change_keys(it)?;
        self.restore_foreign_keys(it, fks_dropped, drops_incoming)?;
        if let Some(check) = self.db_check(it.new_field).filter(|_| check_changes) {
            self.add_check(it.model, it.new_field, &check)?;
        }
        if needs_database_default {
            let changes = self.drop_default_sql(it.new_field);
            self.run_escaped(self.alter_table(it.model, &changes))?;
        }
        if self.is_postgresql() {
            self.change_like_index(it)?;
        }
        Ok(())
    }

    fn drop_own_foreign_keys(&mut self, it: &Alteration<'_>) -> DjangoResult<bool> {
        let ignore = ["db_comment"];
        if !it.old_field.has_foreign_key()
            || !self.should_be_altered(it.old_field, it.new_field, &ignore)?
        {
            return Ok(false);
        }
        self.delete_foreign_keys(it.model, it.old_field)
    }

    /// Drops what made the column unique, when it no longer is or is the primary key now.
    fn drop_unique(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let goes = !it.new_field.field.unique() || it.became_primary_key();
        if !it.old_field.field.unique() || !goes {
            return Ok(());
        }
        let unique = Filter {
            unique: Some(true),
            primary_key: Some(false),
            ..Filter::default()
        };
        for name in self.unnamed(it, unique)? {
            self.delete_unique(it.model, &name)?;
        }
        Ok(())
    }

    /// Drops the index of a column that is no longer indexed, or that is unique now.
    fn drop_plain_index(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (old, new) = (&it.old_field.field, &it.new_field.field);
        let had = old.options.db_index && !old.unique();
        if !had || (new.options.db_index && !new.unique()) {
            return Ok(());
        }
        let index = Filter {
            index: Some(true),
            ..Filter::default()
        };
        let columns = [it.old_field.column()];
        let mut names = self.constraint_names(it.model, Some(&columns), index)?;
        let indexes = &it.model.model.options.indexes;
        names.retain(|name| !indexes.iter().any(|index| *index.name == **name));
        for name in names {
            self.delete_index(it.model, &name)?;
        }
        Ok(())
    }

    fn drop_own_checks(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let check = Filter {
            check: Some(true),
            ..Filter::default()
        };
        for name in self.unnamed(it, check)? {
            self.delete_check(it.model, &name)?;
        }
        Ok(())
    }

    /// The names of such constraints on the old column that the model's options do not name.
    fn unnamed(&mut self, it: &Alteration<'_>, filter: Filter) -> DjangoResult<Vec<String>> {
        let columns = [it.old_field.column()];
        let mut names = self.constraint_names(it.model, Some(&columns), filter)?;
        let constraints = &it.model.model.options.constraints;
        names.retain(|name| !constraints.iter().any(|own| *own.name == **name));
        Ok(names)
    }

    fn rename_column(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (old, new) = (it.old_field.column(), it.new_field.column());
        if old == new {
            return Ok(());
        }
        let changes = format!(
            "RENAME COLUMN {} TO {}",
            self.quote_name(&old),
            self.quote_name(&new)
        );
        self.run_escaped(self.alter_table(it.model, &changes))?;
        let (dialect, table) = (self.dialect, it.model.db_table());
        for statement in &mut self.deferred_sql {
            statement.rename_column_references(dialect, &table, &old, &new);
        }
        Ok(())
    }

    /// The primary key that goes, and uniqueness and index that come.
    fn change_keys(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (old, new) = (&it.old_field.field, &it.new_field.field);
        if old.options.primary_key && !new.options.primary_key {
            self.delete_primary_key(it.model)?;
        }
        let becomes_unique =
            !new.options.primary_key && new.unique() && (!old.unique() || old.options.primary_key);
        if becomes_unique {
            let statement = Self::unique_field_sql(it.model, it.new_field);
            self.run_escaped(statement.sql(self.dialect))?;
        }
        let becomes_indexed =
            (!old.options.db_index || old.unique()) && new.options.db_index && !new.unique();
        if becomes_indexed {
            let statement = self.field_index_sql(it.model, it.new_field);
            self.run_escaped(statement.sql(self.dialect))?;
        }
        Ok(())
    }

    fn delete_primary_key(&mut self, model: &RenderedModel) -> DjangoResult<()> {
        let primary_key = Filter {
            primary_key: Some(true),
            ..Filter::default()
        };
        for name in self.constraint_names(model, None, primary_key)? {
            let changes = match self.is_postgresql() {
                true => format!("DROP CONSTRAINT {}", self.quote_name(&name)),
                false => "DROP PRIMARY KEY".to_owned(),
            };
            self.run_escaped(self.alter_table(model, &changes))?;
        }
        Ok(())
    }

    /// The second index of text, for LIKE.
    fn change_like_index(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (old, new) = (&it.old_field.field, &it.new_field.field);
        let (was_indexed, is_indexed) = (
            old.options.db_index || old.unique(),
            new.options.db_index || new.unique(),
        );
        let comes = (!was_indexed && new.options.db_index)
            || (!old.unique() && new.unique())
            || is_changing_type_of_indexed_text_column(it.old_field, &it.old_type, &it.new_type);
        if let Some(statement) = self
            .like_index_sql(it.model, it.new_field)
            .filter(|_| comes)
        {
            self.run_escaped(statement.sql(self.dialect))?;
        }
        if old.unique() && !is_indexed {
            self.drop_like_index(it)?;
        }
        Ok(())
    }

    fn drop_like_index(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (table, columns) = (it.model.db_table(), [it.old_field.column()]);
        let name = create_name(&table, &columns, "_like", self.dialect.max_name_length());
        self.delete_index(it.model, &name)
    }
}

impl Alteration<'_> {
    fn became_primary_key(&self) -> bool {
        !self.old_field.field.options.primary_key && self.new_field.field.options.primary_key
    }
}
