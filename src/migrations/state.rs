//! `ProjectState` and `ModelState`: what the models are at one point of history.
//!
//! States are cheap to copy: a migration keeps the state before each of its operations. What is
//! computed from a state, its registry of models and its relations, is computed when first asked
//! for and forgotten when the state changes.

mod apps;
mod model_state;
mod options;
mod references;
mod relations;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::{
    Apps, Constraint, DjangoResult, Exception, Field, Index, Model, ModelKey, ModelReference,
    Settings,
};
use crate::python::Value;

pub use model_state::ModelState;
pub use options::{normalize_together, option_names, rename_in_together, together_value};
pub use references::{
    FieldReference, field_is_referenced, field_references, get_references, is_relation,
    resolves_to, same_lower,
};
pub use relations::Relations;

/// The models of the whole project at one point of history.
#[derive(Clone, Default)]
pub struct ProjectState {
    /// Model states by key, in the order in which they were added.
    pub models: Rc<IndexMap<ModelKey, Rc<ModelState>>>,
    /// Labels of apps without migrations, whose models come from `models.py` (`real_apps`).
    pub real_apps: Vec<Rc<str>>,
    /// The models of `real_apps`, without their relations.
    pub real_models: Rc<Vec<Rc<ModelState>>>,
    /// The project's settings.
    pub settings: Rc<Settings>,
    apps: OnceCell<Rc<Apps>>,
    relations: OnceCell<Rc<Relations>>,
    /// Whether this state, or the one it came from, has been rendered as a whole.
    is_rendered: Cell<bool>,
    /// Whether Django would have put off rendering a part of it (`is_delayed`).
    is_delayed: bool,
}

impl ProjectState {
    /// A state without models.
    pub fn new(settings: Rc<Settings>) -> Self {
        Self {
            settings,
            ..Self::default()
        }
    }

    /// A state of these models.
    pub fn with_models(
        settings: Rc<Settings>,
        models: impl IntoIterator<Item = ModelState>,
    ) -> Self {
        let models = models
            .into_iter()
            .map(|model| (model.key(), Rc::new(model)))
            .collect();
        Self {
            models: Rc::new(models),
            ..Self::new(settings)
        }
    }

    /// `ProjectState.from_apps(apps)`: the state that `models.py` describes.
    ///
    /// # Errors
    ///
    /// What [`ModelState::from_model`] raises.
    pub fn from_apps(apps: &Apps) -> DjangoResult<Self> {
        let mut models = Vec::new();
        for model in declared_models(apps) {
            models.push(ModelState::from_model(apps, model, false)?);
        }
        Ok(Self::with_models(apps.settings.clone(), models))
    }

    /// Adds the apps without migrations, whose models are those of the registry `apps`.
    ///
    /// # Errors
    ///
    /// What [`ModelState::from_model`] raises.
    pub fn set_real_apps(&mut self, labels: Vec<Rc<str>>, apps: &Apps) -> DjangoResult<()> {
        let mut real_models = Vec::new();
        for label in &labels {
            for model in declared_models(apps) {
                if model.app_label == *label && !model.swapped() {
                    real_models.push(Rc::new(ModelState::from_model(apps, model, true)?));
                }
            }
        }
        self.real_apps = labels;
        self.real_models = Rc::new(real_models);
        self.forget();
        Ok(())
    }

    /// The state of a model, whatever the case of `model_name`.
    pub fn model(&self, app_label: &str, model_name: &str) -> Option<&Rc<ModelState>> {
        self.models.get(&ModelKey::new(app_label, model_name))
    }

    /// `state.models[app_label, model_name]`.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn get_model(&self, app_label: &str, model_name: &str) -> DjangoResult<&Rc<ModelState>> {
        let key = ModelKey::new(app_label, model_name);
        self.models.get(&key).ok_or_else(|| missing_model(&key))
    }

    /// The models as a registry, with relations resolved.
    ///
    /// # Errors
    ///
    /// `InvalidBasesError` for a base that is in no app; when neither this state nor the one it
    /// came from has been rendered before, `ValueError` for a relation to a model that the state
    /// does not have.
    pub fn apps(&self) -> DjangoResult<Rc<Apps>> {
        if let Some(apps) = self.apps.get() {
            return Ok(apps.clone());
        }
        let apps = Rc::new(apps::render(self)?);
        if !self.is_rendered.get() {
            apps::check_lazy_references(&apps)?;
            self.is_rendered.set(true);
        }
        Ok(self.apps.get_or_init(|| apps).clone())
    }

    /// Lets the next [`ProjectState::apps`] check every relation again, if Django would have put
    /// off rendering a part of the state: before Python code sees the models, and at the end of
    /// `migrate`.
    pub fn clear_delayed_apps_cache(&mut self) {
        if self.is_delayed && self.is_rendered.get() {
            self.is_rendered.set(false);
            self.apps = OnceCell::new();
        }
    }

    /// Which fields point at which models, by model pointed at.
    pub fn relations(&self) -> Rc<Relations> {
        self.relations
            .get_or_init(|| Rc::new(relations::resolve(self)))
            .clone()
    }

    /// Adds a model, or replaces one in its place.
    pub fn add_model(&mut self, model: ModelState) {
        self.models_mut().insert(model.key(), Rc::new(model));
    }

    /// Removes a model.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn remove_model(&mut self, app_label: &str, model_name: &str) -> DjangoResult<()> {
        let key = ModelKey::new(app_label, model_name);
        match self.models_mut().shift_remove(&key) {
            Some(_) => Ok(()),
            None => Err(missing_model(&key)),
        }
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
        self.delay();
        let old_key = ModelKey::new(app_label, old_name);
        let mut renamed = ModelState::clone(self.get_model(app_label, old_name)?);
        renamed.name = new_name.into();
        self.add_model(renamed);
        let new_reference = ModelReference::Scoped {
            app_label: app_label.into(),
            model: new_name.into(),
        };
        for (key, name, reference) in get_references(self, &old_key, None) {
            let field = |field: &Field| repointed(field, &reference, &new_reference);
            self.change_field(&key, &name, field)?;
        }
        self.remove_model(app_label, old_name)
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
        options: &IndexMap<Rc<str>, Value>,
        option_keys: &[&str],
    ) -> DjangoResult<()> {
        self.delay();
        let values = &mut self.model_mut(app_label, model_name)?.options.values;
        for (name, value) in options {
            values.insert(name.clone(), value.clone());
        }
        for key in option_keys {
            if !options.contains_key(*key) {
                values.shift_remove(*key);
            }
        }
        Ok(())
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
        self.delay();
        let values = &mut self.model_mut(app_label, model_name)?.options.values;
        if let Some(value) = values.get_mut(option_name) {
            let mut groups = normalize_together(value);
            groups.retain(|group| group != value_to_remove);
            *value = together_value(groups);
        }
        Ok(())
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
        self.delay();
        self.model_mut(app_label, model_name)?.managers = managers;
        Ok(())
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
        self.delay();
        let model = self.model_mut(app_label, model_name)?;
        model.options.indexes.push(index);
        Ok(())
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
        self.delay();
        let model = self.model_mut(app_label, model_name)?;
        model
            .options
            .indexes
            .retain(|index| &*index.name != index_name);
        Ok(())
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
        self.delay();
        let model = self.model_mut(app_label, model_name)?;
        for index in &mut model.options.indexes {
            if &*index.name == old_index_name {
                index.name = new_index_name.into();
            }
        }
        Ok(())
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
        self.delay();
        let model = self.model_mut(app_label, model_name)?;
        model.options.constraints.push(constraint);
        Ok(())
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
        self.delay();
        let constraints = &mut self.model_mut(app_label, model_name)?.options.constraints;
        constraints.retain(|constraint| &*constraint.name != constraint_name);
        Ok(())
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
        self.delay();
        let constraints = &mut self.model_mut(app_label, model_name)?.options.constraints;
        for old in constraints {
            if &*old.name == constraint_name {
                *old = constraint.clone();
            }
        }
        Ok(())
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
        if !is_relation(field) {
            self.delay();
        }
        self.set_field(app_label, model_name, name, kept(field, preserve_default))
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
            Some(field) => {
                if !is_relation(&field) {
                    self.delay();
                }
                Ok(())
            }
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
        if !is_relation(field) && !field_is_referenced(self, &key, (name, field)) {
            self.delay();
        }
        self.set_field(app_label, model_name, name, kept(field, preserve_default))
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
        })?;
        model.fields.insert(new_name.into(), found.clone());
        for field in model.fields.values_mut() {
            references::rename_local_field(field, old_name, new_name);
        }
        rename_in_together(&mut model.options, old_name, new_name);
        let references = get_references(self, &key, Some((old_name, Some(&found))));
        if references.is_empty() {
            self.delay();
        }
        for (key, name, reference) in references {
            if reference.to {
                let renamed =
                    |field: &Field| references::rename_to_field(field, old_name, new_name);
                self.change_field(&key, &name, renamed)?;
            }
        }
        Ok(())
    }

    /// Notes that Django would put off rendering what now changes.
    fn delay(&mut self) {
        self.is_delayed |= self.is_rendered.get();
    }

    fn models_mut(&mut self) -> &mut IndexMap<ModelKey, Rc<ModelState>> {
        self.forget();
        Rc::make_mut(&mut self.models)
    }

    fn model_mut(&mut self, app_label: &str, model_name: &str) -> DjangoResult<&mut ModelState> {
        let key = ModelKey::new(app_label, model_name);
        let Some(model) = self.models_mut().get_mut(&key) else {
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

    fn forget(&mut self) {
        self.apps = OnceCell::new();
        self.relations = OnceCell::new();
    }
}

/// The models of a registry that a class statement declares, app by app.
fn declared_models(apps: &Apps) -> impl Iterator<Item = &Rc<Model>> {
    let declared = apps
        .models
        .values()
        .filter(|it| it.auto_created().is_none());
    let declared: Vec<&Rc<Model>> = declared.collect();
    apps.app_labels.iter().flat_map(move |label| {
        let of_app = declared.iter().filter(|it| it.app_label == *label);
        of_app.copied().collect::<Vec<_>>()
    })
}

fn missing_model(key: &ModelKey) -> Exception {
    let text = format!("('{}', '{}')", key.app_label, key.model_name);
    Exception::new("KeyError", text)
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
