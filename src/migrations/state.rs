//! `ProjectState` and `ModelState`: what the models are at one point of history.
//!
//! States are cheap to copy: a migration keeps the state before each of its operations. What is
//! computed from a state, its registry of models and its relations, is computed when first asked
//! for and forgotten when the state changes.

mod apps;
mod changes;
mod model_state;
mod models;
mod options;
mod references;
mod relations;
mod reload;

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use crate::orm::{Apps, DjangoResult, Exception, Model, ModelKey, Settings};

pub use model_state::ModelState;
pub use models::ModelStates;
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
    pub models: ModelStates,
    /// Labels of apps without migrations, whose models come from `models.py` (`real_apps`).
    pub real_apps: Vec<Rc<str>>,
    /// The models of `real_apps`, without their relations.
    pub real_models: Rc<Vec<Rc<ModelState>>>,
    /// The project's settings.
    pub settings: Rc<Settings>,
    apps: OnceCell<Rc<Apps>>,
    /// What the registry can be made from without rendering every model again.
    earlier: apps::Earlier,
    relations: OnceCell<Rc<Relations>>,
    /// Whether this state, or the one it came from, has been rendered as a whole.
    is_rendered: Cell<bool>,
    /// Whether Django would have put off rendering a part of it (`is_delayed`).
    is_delayed: bool,
    /// Whether `apps` is not what a new rendering would make: see [`reload`].
    keeps_apps: bool,
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
        Self {
            models: models.into_iter().map(Rc::new).collect(),
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
            models.push(ModelState::from_model(model, false)?);
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
                    real_models.push(Rc::new(ModelState::from_model(model, true)?));
                }
            }
        }
        self.real_apps = labels;
        self.real_models = Rc::new(real_models);
        self.earlier = apps::Earlier::default();
        self.apps = OnceCell::new();
        self.relations = OnceCell::new();
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
        self.require_model(&ModelKey::new(app_label, model_name))
    }

    /// [`ProjectState::get_model`] by the model's key.
    ///
    /// # Errors
    ///
    /// `KeyError` when the state has no such model.
    pub fn require_model(&self, key: &ModelKey) -> DjangoResult<&Rc<ModelState>> {
        self.models.get(key).ok_or_else(|| missing_model(key))
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

    /// [`ProjectState::apps`] for Python code and for the end of `migrate`, where Django renders
    /// what it has put off.
    ///
    /// # Errors
    ///
    /// See [`ProjectState::apps`]; when a part was put off, relations and bases are checked again.
    pub fn complete_apps(&self) -> DjangoResult<Rc<Apps>> {
        if self.is_delayed && self.keeps_apps {
            let mut anew = self.clone();
            anew.drop_apps();
            return anew.apps();
        }
        let apps = self.apps()?;
        if self.is_delayed {
            apps::check_lazy_references(&apps)?;
        }
        Ok(apps)
    }

    /// Which fields point at which models, by model pointed at.
    pub fn relations(&self) -> Rc<Relations> {
        self.relations
            .get_or_init(|| Rc::new(relations::resolve(self)))
            .clone()
    }

    /// What was computed from the models is forgotten, because one of them changes.
    fn forget(&mut self, change: apps::Change) {
        if !self.keeps_apps {
            self.earlier.note(self.apps.take(), change);
        }
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
