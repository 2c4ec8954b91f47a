//! Models and fields together with the registry in which their relations resolve.
//!
//! An operation works on two registries at once, the state before it and the state after it. A
//! field alone does not say in which of them its foreign key points somewhere, so the schema
//! editor carries both parts together.

use std::rc::Rc;

use crate::orm::fields::DbParameters;
use crate::orm::{Apps, DjangoResult, Exception, Field, Model, ModelKey};
use crate::python::Value;

/// A model in its registry.
#[derive(Clone)]
pub struct RenderedModel {
    /// The registry.
    pub apps: Rc<Apps>,
    /// The model.
    pub model: Rc<Model>,
}

/// A field with the model it belongs to.
#[derive(Clone)]
pub struct RenderedField {
    /// The field.
    pub field: Field,
    /// The model.
    pub model: RenderedModel,
}

impl RenderedModel {
    /// A model of a registry.
    ///
    /// # Errors
    ///
    /// `LookupError` when the registry has no such model.
    pub fn get(apps: &Rc<Apps>, app_label: &str, name: &str) -> DjangoResult<Self> {
        let model = apps.require_model(&ModelKey::new(app_label, name))?.clone();
        Ok(Self {
            apps: apps.clone(),
            model,
        })
    }

    /// The key of the model.
    pub fn key(&self) -> ModelKey {
        self.model.key()
    }

    /// The table.
    pub fn db_table(&self) -> String {
        self.model.db_table().to_string()
    }

    /// Whether both are one class: a model that was rendered anew is another.
    pub fn is(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.model, &other.model)
    }

    /// Whether migrations touch the model's table: no proxy, managed, not swapped out.
    pub fn can_migrate(&self) -> bool {
        self.model.can_migrate()
    }

    /// Whether it inherits from another model's table.
    pub fn has_parents(&self) -> bool {
        !self.model.parents().is_empty()
    }

    /// A field of the model or of a model it inherits from.
    ///
    /// # Errors
    ///
    /// `FieldDoesNotExist`.
    pub fn get_field(&self, name: &str) -> DjangoResult<RenderedField> {
        Ok(self.inherited(self.model.get_field(name)?))
    }

    /// A field of the model with the model that it was declared in.
    fn inherited(&self, field: Field) -> RenderedField {
        let owner = field
            .model
            .as_ref()
            .filter(|owner| **owner != self.model.key());
        let owner = owner.and_then(|owner| self.apps.model(owner)).cloned();
        let model = owner.map_or_else(|| self.clone(), |model| self.beside(model));
        RenderedField { field, model }
    }

    /// Another model of the same registry.
    fn beside(&self, model: Rc<Model>) -> Self {
        Self {
            apps: self.apps.clone(),
            model,
        }
    }

    /// The primary key, the model's own or an inherited one.
    ///
    /// # Errors
    ///
    /// `AttributeError` when the model has none.
    pub fn pk(&self) -> DjangoResult<RenderedField> {
        let pk = self.model.pk().ok_or_else(|| {
            let message = format!("{} has no primary key", self.model.label());
            Exception::new("AttributeError", message)
        })?;
        Ok(self.inherited(pk))
    }

    /// Fields of the model's own that are no many-to-many relations, in the order of the columns.
    pub fn local_fields(&self) -> Vec<RenderedField> {
        self.model
            .local_fields()
            .map(|field| self.field(field))
            .collect()
    }

    /// The local fields that have a column.
    pub fn local_concrete_fields(&self) -> Vec<RenderedField> {
        let mut fields = self.local_fields();
        fields.retain(|field| field.field.concrete());
        fields
    }

    /// Many-to-many relations of the model's own.
    pub fn local_many_to_many(&self) -> Vec<RenderedField> {
        self.model
            .local_many_to_many()
            .map(|field| self.field(field))
            .collect()
    }

    /// A field of the model, as this model's.
    pub fn field(&self, field: &Field) -> RenderedField {
        RenderedField {
            field: field.clone(),
            model: self.clone(),
        }
    }

    /// Relations that point at the model, in Django's order (`_meta.related_objects`): hidden ones
    /// only if they are many-to-many.
    pub fn related_objects(&self) -> Vec<RenderedField> {
        let related = self.apps.related_objects(&self.model).into_iter();
        let shown =
            related.filter(|(_, field)| field.many_to_many() || !field.is_hidden_relation());
        shown
            .map(|(model, field)| RenderedField {
                field,
                model: self.beside(model),
            })
            .collect()
    }
}

impl RenderedField {
    /// The name.
    pub fn name(&self) -> Rc<str> {
        self.field.name()
    }

    /// The column; empty for a field without one.
    pub fn column(&self) -> String {
        self.field
            .column()
            .map(|column| column.to_string())
            .unwrap_or_default()
    }

    /// The column's type, check and collation.
    pub fn db_parameters(&self) -> DbParameters {
        self.field
            .db_parameters(&self.model.apps, &self.model.model)
    }

    /// `app_label.Model.field`, as error texts name a field.
    pub fn label(&self) -> String {
        format!("{}.{}", self.model.model.label(), self.name())
    }

    /// Whether the field refers to another table by a constraint.
    pub fn has_foreign_key(&self) -> bool {
        self.field.is_relation() && self.field.db_constraint()
    }

    /// The model that the relation points to.
    ///
    /// # Errors
    ///
    /// `ValueError` when the registry has no such model; `AttributeError` without a relation.
    pub fn remote_model(&self) -> DjangoResult<RenderedModel> {
        let Some(relation) = &self.field.relation else {
            let message = "'NoneType' object has no attribute 'model'";
            return Err(Exception::new("AttributeError", message));
        };
        let RenderedModel { apps, model } = &self.model;
        match self.field.remote_model(apps, model) {
            Some(remote) => Ok(self.model.beside(remote.clone())),
            None => {
                let label = relation.to.label();
                let message = format!("Related model '{label}' cannot be resolved");
                Err(Exception::new("ValueError", message))
            }
        }
    }

    /// The field that a foreign key refers to.
    ///
    /// # Errors
    ///
    /// As [`RenderedField::remote_model`], or `FieldDoesNotExist`.
    pub fn target_field(&self) -> DjangoResult<RenderedField> {
        let target = self.remote_model()?;
        match self.to_field() {
            Some(name) => target.get_field(&name),
            None => target.pk(),
        }
    }

    /// `to_field`, when given.
    pub fn to_field(&self) -> Option<Rc<str>> {
        self.field
            .relation
            .as_ref()
            .and_then(|relation| relation.to_field.clone())
    }

    /// Whether a many-to-many relation made its own intermediate table.
    ///
    /// # Errors
    ///
    /// `AttributeError` when the registry has not the model that is named as `through`.
    pub fn has_auto_created_through(&self) -> DjangoResult<bool> {
        let RenderedModel { apps, model } = &self.model;
        let through = self.field.through_key(&model.app_label, &model.name);
        match through {
            Some(key) if apps.model(&key).is_none() => Err(Exception::new(
                "AttributeError",
                "'str' object has no attribute '_meta'",
            )),
            through => Ok(self.field.many_to_many() && through.is_none()),
        }
    }

    /// The intermediate model of a many-to-many relation.
    ///
    /// # Errors
    ///
    /// `LookupError` when the registry has no such model.
    pub fn through(&self) -> DjangoResult<RenderedModel> {
        let RenderedModel { apps, model } = &self.model;
        match apps.through_model(model, &self.field) {
            Some(through) => Ok(self.model.beside(through.clone())),
            None => {
                let message = format!("{} has no intermediate model", self.label());
                Err(Exception::new("LookupError", message))
            }
        }
    }

    /// The two foreign keys of an auto-created intermediate model: the one to the model that has
    /// the relation, and the one to the model it points to.
    ///
    /// # Errors
    ///
    /// `LookupError` when the registry has no such model.
    pub fn through_fields(&self) -> DjangoResult<(RenderedField, RenderedField)> {
        let through = self.through()?;
        let mut keys = through
            .local_fields()
            .into_iter()
            .filter(|it| it.field.is_relation());
        match (keys.next(), keys.next()) {
            (Some(from), Some(to)) => Ok((from, to)),
            _ => Err(Exception::new(
                "AttributeError",
                format!("{} has no two foreign keys", through.model.label()),
            )),
        }
    }

    /// Whether a generated field is stored; otherwise it is computed at every reading.
    pub fn db_persist(&self) -> bool {
        matches!(self.field.extra.get("db_persist"), Some(Value::Bool(true)))
    }

    /// The fields of a composite primary key.
    pub fn field_names(&self) -> Vec<Rc<str>> {
        let names = self
            .field
            .extra
            .get("field_names")
            .and_then(Value::as_sequence);
        names
            .unwrap_or_default()
            .iter()
            .filter_map(Value::as_text)
            .collect()
    }

    /// The same field with some parts changed.
    #[must_use]
    pub fn with_field(&self, field: Field) -> Self {
        Self {
            field,
            model: self.model.clone(),
        }
    }
}
