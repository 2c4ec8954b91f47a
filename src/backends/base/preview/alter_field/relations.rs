//! Foreign keys to and from a column that changes, and many-to-many relations.

use super::Alteration;
use crate::backends::base::names::create_name;
use crate::backends::base::preview::PreviewSchemaEditor;
use crate::backends::base::{RenderedField, RenderedModel};
use crate::orm::checks::related_query_name;
use crate::orm::{DjangoResult, Exception, Field};

/// How deep foreign keys to foreign keys are followed; only a cycle is longer.
const DEPTH: usize = 32;

/// A relation to a column that changes, before and after.
type Relation = (RenderedField, RenderedField);

impl PreviewSchemaEditor<'_> {
    pub(in crate::backends::base::preview) fn change_many_to_many(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        let (old_through, new_through) = (old_field.through()?, new_field.through()?);
        self.rename_table(&old_through.db_table(), &new_through.db_table())?;
        let reverse = |field: &RenderedField| {
            let RenderedModel { apps, model } = &field.model;
            apps.m2m_reverse_field(model, &field.field)
        };
        let own = |field: &RenderedField| {
            let RenderedModel { apps, model } = &field.model;
            apps.m2m_field(model, &field.field)
        };
        let ends: [(Option<Field>, Option<Field>); 2] = [
            (reverse(old_field), reverse(new_field)),
            (own(old_field), own(new_field)),
        ];
        for (old, new) in ends {
            let (Some(old), Some(new)) = (old, new) else {
                let message = format!("{} has no two foreign keys", new_through.model.label());
                return Err(Exception::new("AttributeError", message));
            };
            let (old, new) = (old_through.field(&old), new_through.field(&new));
            self.change_field(&new_through, &old, &new)?;
        }
        Ok(())
    }

    /// Drops foreign keys to a key column whose type changes; answers whether they have to come
    /// back.
    pub(super) fn drop_incoming_foreign_keys(&mut self, it: &Alteration<'_>) -> DjangoResult<bool> {
        let (old, new) = (&it.old_field.field, &it.new_field.field);
        let stays_key =
            (old.options.primary_key && new.options.primary_key) || (old.unique() && new.unique());
        let changes = it.old_type != it.new_type
            || self.collation(it.old_field) != self.collation(it.new_field);
        if !stays_key || !changes {
            return Ok(false);
        }
        for (_, relation) in related_non_m2m_objects(it.old_field, it.new_field, DEPTH) {
            self.delete_foreign_keys(&relation.model, &relation)?;
        }
        Ok(true)
    }

    /// The primary key that the column becomes, the columns that refer to it, and the foreign keys
    /// that were dropped.
    pub(super) fn restore_foreign_keys(
        &mut self,
        it: &Alteration<'_>,
        fks_dropped: bool,
        drops_incoming: bool,
    ) -> DjangoResult<()> {
        let mut relations = Vec::new();
        if drops_incoming {
            relations.extend(related_non_m2m_objects(it.old_field, it.new_field, DEPTH));
        }
        if it.became_primary_key() {
            self.create_primary_key(it)?;
            relations.extend(related_non_m2m_objects(it.old_field, it.new_field, DEPTH));
        }
        for (old, new) in &relations {
            self.alter_referring_column(old, new)?;
        }
        let comes = fks_dropped || !it.old_field.has_foreign_key();
        if it.new_field.has_foreign_key() && comes {
            let suffix = "_fk_%(to_table)s_%(to_column)s";
            let statement = self.create_fk_sql(it.model, it.new_field, suffix)?;
            self.run_escaped(statement.sql(self.dialect))?;
        }
        for (_, relation) in relations.iter().filter(|_| drops_incoming) {
            if relation.has_foreign_key() {
                let statement = self.create_fk_sql(&relation.model, relation, "_fk")?;
                self.run_escaped(statement.sql(self.dialect))?;
            }
        }
        Ok(())
    }

    fn create_primary_key(&mut self, it: &Alteration<'_>) -> DjangoResult<()> {
        let (table, column) = (it.model.db_table(), it.new_field.column());
        let columns = [column.clone()];
        let name = create_name(&table, &columns, "_pk", self.dialect.max_name_length());
        let changes = format!(
            "ADD CONSTRAINT {} PRIMARY KEY ({})",
            self.quote_name(&name),
            self.quote_name(&column)
        );
        self.run_escaped(self.alter_table(it.model, &changes))
    }

    fn alter_referring_column(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<()> {
        let (old_type, new_type) = (self.db_type(old_field), self.db_type(new_field));
        let it = Alteration {
            model: &new_field.model,
            old_field,
            new_field,
            old_type: old_type.unwrap_or_default(),
            new_type: new_type.unwrap_or_default(),
        };
        let change = self.alter_column_type_sql(&it, &it.new_type)?;
        let sql = change.action.wrap(&self.alter_table(it.model, ""), "");
        let sql = sql.composed(self.dialect)?;
        self.run(sql);
        for sql in change.after {
            self.run_escaped(sql)?;
        }
        Ok(())
    }
}

/// The foreign keys that refer to the field, and those that refer to these, before and after
/// (`_related_non_m2m_objects`).
fn related_non_m2m_objects(
    old_field: &RenderedField,
    new_field: &RenderedField,
    depth: usize,
) -> Vec<Relation> {
    let mut related = Vec::new();
    let Some(depth) = depth.checked_sub(1) else {
        return related;
    };
    let pairs = relations_to(old_field)
        .into_iter()
        .zip(relations_to(new_field));
    for (old, new) in pairs {
        let further = related_non_m2m_objects(&old, &new, depth);
        related.push((old, new));
        related.extend(further);
    }
    related
}

/// The foreign keys that refer to the field, by the name of the relation.
fn relations_to(field: &RenderedField) -> Vec<RenderedField> {
    let apps = &field.model.apps;
    let own_key = field.model.model.concrete_key();
    let refers = |relation: &RenderedField| {
        let remote = relation.remote_model();
        let to_own = remote.is_ok_and(|remote| remote.model.concrete_key() == own_key);
        let to_field = match relation.to_field() {
            Some(name) => name == field.name(),
            None => field.field.options.primary_key,
        };
        to_own && to_field && !relation.field.many_to_many()
    };
    let related = apps.related_objects(&field.model.model).into_iter();
    let related = related.map(|(model, relation)| {
        let model = RenderedModel {
            apps: apps.clone(),
            model,
        };
        model.field(&relation)
    });
    let mut related: Vec<RenderedField> = related.filter(refers).collect();
    related.sort_by_cached_key(|relation| {
        let data = relation.field.relation.as_ref();
        data.map(|data| related_query_name(&relation.model.model, &relation.field, data))
    });
    related
}
