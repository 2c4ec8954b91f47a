//! How operations change a state.

use crate::python::value::Namespace;
use std::rc::Rc;

use super::apps::Change;
use super::references::{rename_local_field, rename_to_field};
use super::{
    FieldReference, ModelState, ModelStates, ProjectState, field_is_referenced, get_references,
    is_relation, missing_model, normalize_together, rename_in_together, together_value,
};
use crate::orm::{Constraint, DjangoResult, Exception, Field, Index, ModelKey, ModelReference};
use crate::python::Value;

impl ProjectState {
    /// Adds a model, or replaces one in its place.
    ///
    /// # Errors
    ///
    /// What rendering it raises, in a state that [keeps its registry](super::reload).
    pub fn add_model(&mut self, model: ModelState) -> DjangoResult<()> {
        let key = model.key();
        self.put_model(model);
        self.reload(&[key], false)
    }

    /// Removes a model.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn remove_model(&mut self, app_label: &str, model_name: &str) -> DjangoResult<()> {
        let key = ModelKey::new(app_label, model_name);
        self.keep_dependents_of(&key)?;
        let change = Change::Removed(key.clone());
        if !self.models_mut(change).remove(&key) {
            return Err(missing_model(&key));
        }
        self.unregister(&key);
        Ok(())
    }

    /// Renames a model and repoints the fields that refer to it.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn rename_model(
        &mut self,
        app_label: &str,
        old_name: &str,
        new_name: &str,
    ) -> DjangoResult<()> {
        let old_key = ModelKey::new(app_label, old_name);
        let mut renamed = ModelState::clone(self.require_model(&old_key)?);
        renamed.name = new_name.into();
        self.put_model(renamed);
        let new_reference = ModelReference::Scoped {
            app_label: app_label.into(),
            model: new_name.into(),
        };
        let mut to_reload = Vec::new();
        for (key, name, reference) in get_references(self, &old_key, None) {
            let field = |field: &Field| repointed(field, &reference, &new_reference);
            self.change_field(&key, &name, field)?;
            to_reload.push(key);
        }
        self.reload(&to_reload, true)?;
        self.remove_model(app_label, old_name)?;
        self.reload(&[ModelKey::new(app_label, new_name)], true)
    }

    /// Sets options; those of `option_keys` that are not among them are removed.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn alter_model_options(
        &mut self,
        app_label: &str,
        model_name: &str,
        options: &Namespace,
        option_keys: &[&str],
    ) -> DjangoResult<()> {
        let values = &mut self.model_mut(app_label, model_name)?.options.values;
        for (name, value) in options {
            values.insert(name.clone(), value.clone());
        }
        for key in option_keys {
            if !options.contains_key(*key) {
                values.shift_remove(*key);
            }
        }
        self.reload_model(app_label, model_name, true)
    }

    /// Removes one tuple of field names from `unique_together` or `index_together`.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn remove_model_options(
        &mut self,
        app_label: &str,
        model_name: &str,
        option_name: &str,
        value_to_remove: &[Rc<str>],
    ) -> DjangoResult<()> {
        let values = &mut self.model_mut(app_label, model_name)?.options.values;
        if let Some(value) = values.get_mut(option_name) {
            let mut groups = normalize_together(value);
            groups.retain(|group| group != value_to_remove);
            *value = together_value(groups);
        }
        self.reload_model(app_label, model_name, true)
    }

    /// Sets the managers.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn alter_model_managers(
        &mut self,
        app_label: &str,
        model_name: &str,
        managers: Vec<(Rc<str>, Value)>,
    ) -> DjangoResult<()> {
        self.model_mut(app_label, model_name)?.managers = managers;
        self.reload_model(app_label, model_name, true)
    }

    /// Adds an index.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn add_index(
        &mut self,
        app_label: &str,
        model_name: &str,
        index: Index,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        model.options.indexes.push(index);
        self.reload_model(app_label, model_name, true)
    }

    /// Removes an index by its name.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn remove_index(
        &mut self,
        app_label: &str,
        model_name: &str,
        index_name: &str,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        model
            .options
            .indexes
            .retain(|index| &*index.name != index_name);
        self.reload_model(app_label, model_name, true)
    }

    /// Renames an index.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn rename_index(
        &mut self,
        app_label: &str,
        model_name: &str,
        old_index_name: &str,
        new_index_name: &str,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        for index in &mut model.options.indexes {
            if &*index.name == old_index_name {
                index.name = new_index_name.into();
            }
        }
        self.reload_model(app_label, model_name, true)
    }

    /// Adds a constraint.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn add_constraint(
        &mut self,
        app_label: &str,
        model_name: &str,
        constraint: Constraint,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        model.options.constraints.push(constraint);
        self.reload_model(app_label, model_name, true)
    }

    /// Removes a constraint by its name.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn remove_constraint(
        &mut self,
        app_label: &str,
        model_name: &str,
        constraint_name: &str,
    ) -> DjangoResult<()> {
        let constraints = &mut self.model_mut(app_label, model_name)?.options.constraints;
        constraints.retain(|constraint| &*constraint.name != constraint_name);
        self.reload_model(app_label, model_name, true)
    }

    /// Puts `constraint` in the place of the one of that name.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn alter_constraint(
        &mut self,
        app_label: &str,
        model_name: &str,
        constraint_name: &str,
        constraint: &Constraint,
    ) -> DjangoResult<()> {
        let constraints = &mut self.model_mut(app_label, model_name)?.options.constraints;
        for old in constraints {
            if &*old.name == constraint_name {
                *old = constraint.clone();
            }
        }
        self.reload_model(app_label, model_name, true)
    }

    /// Adds a field; without `preserve_default` the state forgets its default.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn add_field(
        &mut self,
        app_label: &str,
        model_name: &str,
        name: &str,
        field: &Field,
        preserve_default: bool,
    ) -> DjangoResult<()> {
        self.set_field(app_label, model_name, name, kept(field, preserve_default))?;
        self.reload_model(app_label, model_name, !is_relation(field))
    }

    /// Removes a field.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model or field.
    pub fn remove_field(
        &mut self,
        app_label: &str,
        model_name: &str,
        name: &str,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        match model.fields.shift_remove(name) {
            Some(field) => self.reload_model(app_label, model_name, !is_relation(&field)),
            None => Err(Exception::new("KeyError", format!("'{name}'"))),
        }
    }

    /// Puts a field in the place of the one of that name.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn alter_field(
        &mut self,
        app_label: &str,
        model_name: &str,
        name: &str,
        field: &Field,
        preserve_default: bool,
    ) -> DjangoResult<()> {
        let key = ModelKey::new(app_label, model_name);
        let delay = !is_relation(field) && !field_is_referenced(self, &key, (name, field));
        self.set_field(app_label, model_name, name, kept(field, preserve_default))?;
        self.reload(&[key], delay)
    }

    /// Renames a field and what refers to it by name.
    ///
    /// # Errors
    ///
    /// `FieldDoesNotExist` when the model has no such field, `KeyError` when there is no such model.
    pub fn rename_field(
        &mut self,
        app_label: &str,
        model_name: &str,
        old_name: &str,
        new_name: &str,
    ) -> DjangoResult<()> {
        let key = ModelKey::new(app_label, model_name);
        let model = self.model_mut(app_label, model_name)?;
        let found = model.fields.shift_remove(old_name).ok_or_else(|| {
            Exception::new(
                "django.core.exceptions.FieldDoesNotExist",
                format!("{app_label}.{model_name} has no field named '{old_name}'"),
            )
            .during(&[format!("KeyError: '{old_name}'")])
        })?;
        model.fields.insert(new_name.into(), found.clone());
        for field in model.fields.values_mut() {
            rename_local_field(field, old_name, new_name);
        }
        rename_in_together(&mut model.options, old_name, new_name);
        let references = get_references(self, &key, Some((old_name, Some(&found))));
        let delay = references.is_empty();
        for (key, name, reference) in references {
            if reference.to {
                let renamed = |field: &Field| rename_to_field(field, old_name, new_name);
                self.change_field(&key, &name, renamed)?;
            }
        }
        self.reload(&[key], delay)
    }

    fn reload_model(&mut self, app_label: &str, model_name: &str, delay: bool) -> DjangoResult<()> {
        self.reload(&[ModelKey::new(app_label, model_name)], delay)
    }

    fn put_model(&mut self, model: ModelState) {
        let change = Change::Put(model.key());
        self.models_mut(change).insert(Rc::new(model));
    }

    fn models_mut(&mut self, change: Change) -> &mut ModelStates {
        self.forget(change);
        &mut self.models
    }

    fn model_mut(&mut self, app_label: &str, model_name: &str) -> DjangoResult<&mut ModelState> {
        let key = ModelKey::new(app_label, model_name);
        let change = Change::Put(key.clone());
        let Some(model) = self.models_mut(change).get_mut(&key) else {
            return Err(missing_model(&key));
        };
        let model = Rc::make_mut(model);
        model.forget();
        Ok(model)
    }

    fn set_field(
        &mut self,
        app_label: &str,
        model_name: &str,
        name: &str,
        field: Field,
    ) -> DjangoResult<()> {
        let model = self.model_mut(app_label, model_name)?;
        model.fields.insert(name.into(), field);
        Ok(())
    }

    fn change_field(
        &mut self,
        key: &ModelKey,
        name: &Rc<str>,
        change: impl FnOnce(&Field) -> Field,
    ) -> DjangoResult<()> {
        let model = self.model_mut(&key.app_label, &key.model_name)?;
        if let Some(field) = model.fields.get_mut(name) {
            *field = change(field);
        }
        Ok(())
    }
}

/// The field as the state keeps it.
fn kept(field: &Field, preserve_default: bool) -> Field {
    if preserve_default {
        return field.clone();
    }
    field.with(|data| {
        data.options.default = None;
        if let Some(custom) = &mut data.custom {
            custom.kwargs.shift_remove("default");
        }
    })
}

/// The field with its references to a renamed model changed.
fn repointed(field: &Field, reference: &FieldReference, new_model: &ModelReference) -> Field {
    field.with(|data| {
        let Some(relation) = &mut data.relation else {
            return;
        };
        if reference.to {
            relation.to = new_model.clone();
        }
        if reference.through {
            relation.through = Some(new_model.clone());
        }
    })
}
