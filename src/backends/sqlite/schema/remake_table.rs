//! SQLite's way to alter a table: a new one takes its rows and its place.

use std::cmp::Reverse;
use std::rc::Rc;

use indexmap::IndexMap;

use super::column_sql::db_default_sql;
use super::{Newer, SchemaEditor};
use crate::backends::base::names::{quote_name, strip_quotes};
use crate::backends::base::rendered::{RenderedField, RenderedModel};
use crate::backends::base::schema::as_set;
use crate::orm::apps::{parent_link, parent_link_name};
use crate::orm::{DjangoResult, Exception, Field, FieldKind, Index, Model};

/// What changes in a remade table.
#[derive(Clone, Default)]
pub(super) struct TableChange {
    /// A field that comes.
    pub(super) create_field: Option<RenderedField>,
    /// A field that goes.
    pub(super) delete_field: Option<RenderedField>,
    /// Fields that change: before and after.
    pub(super) alter_fields: Vec<(RenderedField, RenderedField)>,
}

/// A table to create.
#[derive(Clone)]
pub(super) struct NewTable {
    /// Its name.
    pub(super) db_table: String,
    /// The model in which expressions find their fields.
    pub(super) model: RenderedModel,
    /// The fields in the order of their columns.
    pub(super) fields: Vec<RenderedField>,
    /// Groups of field names that are unique together.
    pub(super) unique_together: Vec<Vec<Rc<str>>>,
    /// `Meta.indexes`.
    pub(super) indexes: Vec<Index>,
    /// Whether it gets indexes: a table that migrations manage.
    pub(super) indexed: bool,
}

impl NewTable {
    /// The table of a model.
    pub(super) fn of(model: &RenderedModel) -> Self {
        Self {
            db_table: model.db_table(),
            model: model.clone(),
            fields: model.local_fields(),
            unique_together: as_set(model.model.unique_together()),
            indexes: model.model.options.indexes.clone(),
            indexed: model.can_migrate(),
        }
    }

    /// The columns of fields.
    pub(super) fn columns(&self, names: &[Rc<str>]) -> DjangoResult<Vec<String>> {
        let column = |name: &Rc<str>| {
            let mut own = self.fields.iter();
            match own.find(|field| field.name() == *name) {
                Some(field) => Ok(field.column()),
                None => match self.model.get_field(name) {
                    Ok(inherited) => Ok(inherited.column()),
                    Err(error) => Err(self.under_own_name(error, name)),
                },
            }
        };
        names.iter().map(column).collect()
    }

    /// Django names the model of a table that is being remade `New<Model>`.
    fn under_own_name(&self, error: Exception, name: &str) -> Exception {
        if self.db_table == self.model.db_table() {
            return error;
        }
        let renamed = Exception {
            message: format!("New{}", error.message),
            ..error
        };
        renamed.during(&[format!("KeyError: '{name}'")])
    }
}

/// A field of the new table with its place among the columns.
struct Placed {
    field: RenderedField,
    place: Place,
}

/// When Django made the field object: that is what it orders columns by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    /// With the older of the two states.
    Older,
    /// With the model whose table is remade.
    Own,
    /// With the newer of the two states.
    Newer,
    /// Just now: a relation to the table itself is made anew.
    Now,
}

impl SchemaEditor<'_> {
    /// Remakes a table: creates `new__<table>`, copies the rows, drops the old table, renames the
    /// new one and restores the indexes.
    ///
    /// # Errors
    ///
    /// What a default raises, or the database's error.
    pub(super) fn remake_table(
        &mut self,
        model: &RenderedModel,
        change: TableChange,
    ) -> DjangoResult<()> {
        let mut body = self.body_of(model);
        let mut mapping = mapping_of(model);
        forget_old_primary_key(&mut body, &mut mapping, &change);
        self.create_in(&mut body, &mut mapping, &change)?;
        self.alter_in(model, &mut body, &mut mapping, &change)?;
        if let Some(field) = &change.delete_field {
            body.shift_remove(&field.name());
            mapping.shift_remove(&field.column());
        }
        restore_parent_links(model, &mut body);
        restore_automatic_key(model, &mut body);
        forget_deleted_key(&mut body, &change);
        let table = new_table(model, body, &change);
        let old_name = model.db_table();
        self.create_table(&table)?;
        self.copy_rows(&table.db_table, &mapping, &old_name)?;
        self.drop_table(&old_name)?;
        self.alter_db_table(&table.db_table, &old_name)?;
        for statement in std::mem::take(&mut self.deferred_sql) {
            self.run_escaped(&statement.to_string())?;
        }
        Ok(())
    }

    fn copy_rows(
        &mut self,
        new_table: &str,
        mapping: &IndexMap<String, String>,
        old_table: &str,
    ) -> DjangoResult<()> {
        let columns: Vec<String> = mapping.keys().map(|column| quote_name(column)).collect();
        let values: Vec<&str> = mapping.values().map(String::as_str).collect();
        self.run_escaped(&format!(
            "INSERT INTO {} ({}) SELECT {} FROM {}",
            quote_name(new_table),
            columns.join(", "),
            values.join(", "),
            quote_name(old_table)
        ))
    }

    /// The fields that the table has now.
    fn body_of(&self, model: &RenderedModel) -> IndexMap<Rc<str>, Placed> {
        let fields = model.local_fields().into_iter().filter(|field| {
            field.field.concrete() || field.field.kind == FieldKind::CompositePrimaryKey
        });
        let placed = fields.map(|field| {
            let own = is_self_referential(&field, model);
            let place = if own { Place::Now } else { Place::Own };
            (field.name(), Placed { field, place })
        });
        placed.collect()
    }

    /// Where a field of another model object than the remade one stands.
    fn place(&self, field: &RenderedField, model: &RenderedModel) -> Place {
        if field.model.is(model) {
            Place::Own
        } else {
            self.place_in_other_state()
        }
    }

    fn place_in_other_state(&self) -> Place {
        match self.newer {
            Newer::ToState => Place::Newer,
            Newer::FromState => Place::Older,
        }
    }

    fn create_in(
        &mut self,
        body: &mut IndexMap<Rc<str>, Placed>,
        mapping: &mut IndexMap<String, String>,
        change: &TableChange,
    ) -> DjangoResult<()> {
        let Some(field) = &change.create_field else {
            return Ok(());
        };
        let filled = !field.field.has_db_default()
            && !field.field.many_to_many()
            && !field.field.generated()
            && field.field.concrete();
        if filled {
            mapping.insert(field.column(), self.prepared_default(field)?);
        }
        let place = self.place_in_other_state();
        body.insert(
            field.name(),
            Placed {
                field: field.clone(),
                place,
            },
        );
        Ok(())
    }

    fn alter_in(
        &mut self,
        model: &RenderedModel,
        body: &mut IndexMap<Rc<str>, Placed>,
        mapping: &mut IndexMap<String, String>,
        change: &TableChange,
    ) -> DjangoResult<()> {
        for (old_field, new_field) in &change.alter_fields {
            body.shift_remove(&old_field.name());
            mapping.shift_remove(&old_field.column());
            let place = self.place(new_field, model);
            body.insert(
                new_field.name(),
                Placed {
                    field: new_field.clone(),
                    place,
                },
            );
            if new_field.field.generated() {
                continue;
            }
            let value = self.altered_value(old_field, new_field)?;
            mapping.insert(new_field.column(), value);
        }
        Ok(())
    }

    /// What a row's new value is: the old one, or the default in the place of a NULL that is no
    /// longer allowed.
    fn altered_value(
        &mut self,
        old_field: &RenderedField,
        new_field: &RenderedField,
    ) -> DjangoResult<String> {
        let column = quote_name(&old_field.column());
        if !old_field.field.options.null || new_field.field.options.null {
            return Ok(column);
        }
        let default = if new_field.field.has_db_default() {
            db_default_sql(self.interpreter, new_field)?
        } else {
            self.prepared_default(new_field)?
        };
        Ok(format!("coalesce({column}, {default})"))
    }
}

/// Whether the field points to the model itself.
fn is_self_referential(field: &RenderedField, model: &RenderedModel) -> bool {
    let remote = field.field.is_relation().then(|| field.remote_model());
    remote.is_some_and(|remote| remote.is_ok_and(|remote| remote.is(model)))
}

/// The value of every column of the new table, by column: at first that of the same column.
fn mapping_of(model: &RenderedModel) -> IndexMap<String, String> {
    let fields = model.local_concrete_fields().into_iter();
    let stored = fields.filter(|field| !field.field.generated());
    stored
        .map(|field| (field.column(), quote_name(&field.column())))
        .collect()
}

/// When a new primary key comes in, the old one is an ordinary field, or gone if it was automatic.
fn forget_old_primary_key(
    body: &mut IndexMap<Rc<str>, Placed>,
    mapping: &mut IndexMap<String, String>,
    change: &TableChange,
) {
    let primary = |field: &RenderedField| field.field.options.primary_key;
    let altered = || change.alter_fields.iter().map(|(_, new_field)| new_field);
    if !change.create_field.as_ref().is_some_and(primary) && !altered().any(primary) {
        return;
    }
    let demoted: Vec<Rc<str>> = body
        .iter()
        .filter(|(name, placed)| {
            primary(&placed.field) && !altered().any(|new_field| new_field.name() == **name)
        })
        .map(|(name, _)| name.clone())
        .collect();
    for name in demoted {
        let Some(placed) = body.get_mut(&name) else {
            continue;
        };
        if placed.field.field.options.auto_created {
            mapping.shift_remove(&placed.field.column());
            body.shift_remove(&name);
        } else {
            let field = placed
                .field
                .field
                .with(|data| data.options.primary_key = false);
            placed.field = placed.field.with_field(field);
        }
    }
}

fn new_table(
    model: &RenderedModel,
    body: IndexMap<Rc<str>, Placed>,
    change: &TableChange,
) -> NewTable {
    let mut placed: Vec<Placed> = body.into_values().collect();
    sort_columns(&mut placed);
    let renamed = |name: &Rc<str>| {
        let mut altered = change.alter_fields.iter();
        let found = altered.find(|(old_field, _)| old_field.name() == *name);
        found.map_or_else(|| name.clone(), |(_, new_field)| new_field.name())
    };
    let unique_together: Vec<Vec<Rc<str>>> = as_set(model.model.unique_together())
        .iter()
        .map(|group| group.iter().map(renamed).collect())
        .collect();
    let mut indexes = model.model.options.indexes.clone();
    if let Some(deleted) = &change.delete_field {
        // Exactly as Django compares: a descending field is written with its sign.
        indexes.retain(|index| !index.fields.contains(&deleted.name()));
    }
    let rebuilt = rebuilt_model(model, &placed);
    let fields = placed
        .into_iter()
        .map(|it| rebound(it, model, &rebuilt))
        .collect();
    NewTable {
        db_table: format!("new__{}", strip_quotes(&model.db_table())),
        model: rebuilt,
        fields,
        unique_together,
        indexes,
        indexed: true,
    }
}

/// The rebuilt model has the bases of the old one: a link to a parent that is gone comes back, and
/// without a primary key the first link is one.
fn restore_parent_links(model: &RenderedModel, body: &mut IndexMap<Rc<str>, Placed>) {
    if model.model.proxy() {
        return;
    }
    let mut first = None;
    for (key, _) in model.model.parents() {
        let leads_to_it = |placed: &&Placed| {
            let field = &placed.field.field;
            let is_link = field.relation.as_ref().is_some_and(|it| it.parent_link);
            is_link && field.remote_key(&placed.field.model.model).as_ref() == Some(key)
        };
        let found = body.values().find(leads_to_it);
        let mut name = found.map(|placed| placed.field.name());
        if let (None, Some(parent)) = (&name, model.apps.model(key)) {
            let link = parent_link_name(&key.model_name);
            let field = model.field(&parent_link(&link, parent));
            let place = Place::Now;
            body.insert(link.clone(), Placed { field, place });
            name = Some(link);
        }
        first = first.or(name);
    }
    let has_key = body
        .values()
        .any(|placed| placed.field.field.options.primary_key);
    if let (false, Some(placed)) = (has_key, first.and_then(|name| body.get_mut(&name))) {
        let field = &placed.field.field;
        let field = field.with(|data| data.options.primary_key = true);
        placed.field = placed.field.with_field(field);
    }
}

/// A key that came back is not the field that goes.
fn forget_deleted_key(body: &mut IndexMap<Rc<str>, Placed>, change: &TableChange) {
    let Some(deleted) = &change.delete_field else {
        return;
    };
    let is_back = |placed: &Placed| {
        let field = &placed.field.field;
        field.options.primary_key && field.attname() == deleted.field.attname()
    };
    body.retain(|_, placed| !is_back(placed));
}

/// Without a primary key Django gives the rebuilt model an automatic `id`.
fn restore_automatic_key(model: &RenderedModel, body: &mut IndexMap<Rc<str>, Placed>) {
    let has_key = body
        .values()
        .any(|placed| placed.field.field.options.primary_key);
    if has_key || model.has_parents() {
        return;
    }
    let field = model.field(&Field::auto(FieldKind::BigAutoField));
    // A key of its own beside a field of that name: SQLite then refuses the duplicate column.
    let name: Rc<str> = if body.contains_key("id") {
        "id\0".into()
    } else {
        "id".into()
    };
    body.insert(
        name,
        Placed {
            field,
            place: Place::Now,
        },
    );
}

/// Fields in the order in which Django made them. Automatic fields are numbered downwards from -1,
/// so they come first and a later one before an earlier one.
fn sort_columns(placed: &mut [Placed]) {
    placed.sort_by_key(|it| {
        let RenderedField { field, model } = &it.field;
        let index = model.model.fields.get_index_of(&field.name());
        if field.options.auto_created {
            (false, Reverse(it.place), Place::Own, index)
        } else {
            (true, Reverse(Place::Own), it.place, index)
        }
    });
}

/// The model with the new fields, in a registry of its own where its relations to itself find it.
fn rebuilt_model(model: &RenderedModel, placed: &[Placed]) -> RenderedModel {
    let fields: Vec<Field> = placed.iter().map(|it| it.field.field.clone()).collect();
    let mut rebuilt = Model::clone(&model.model);
    let key = rebuilt.key();
    let resolved = &mut rebuilt.resolved;
    resolved
        .all_fields
        .retain(|field| field.model.as_ref() != Some(&key));
    resolved.all_fields.extend(fields.iter().cloned());
    resolved.pk = fields
        .iter()
        .find(|field| field.options.primary_key)
        .cloned();
    rebuilt.fields = fields
        .into_iter()
        .map(|field| (field.name(), field))
        .collect();
    let rebuilt = Rc::new(rebuilt);
    let apps = Rc::new(model.apps.with_model(rebuilt.clone()));
    RenderedModel {
        apps,
        model: rebuilt,
    }
}

/// A relation to another model keeps the registry in which it was found; everything else belongs to
/// the rebuilt model.
fn rebound(placed: Placed, model: &RenderedModel, rebuilt: &RenderedModel) -> RenderedField {
    let Placed { field, .. } = placed;
    if field.field.is_relation() && !is_self_referential(&field, model) {
        return field;
    }
    RenderedField {
        field: field.field,
        model: rebuilt.clone(),
    }
}
