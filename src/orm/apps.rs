//! The registry of models: `django.apps.apps`, and `StateApps` of a migration state.

use std::rc::Rc;

use indexmap::IndexMap;

use super::model::{Model, ModelKey};
use super::settings::Settings;

/// Models that can see each other. Relations between them are resolved here.
#[derive(Clone)]
pub struct Apps {
    /// Models in registration order, auto-created `through` models among them.
    pub models: IndexMap<ModelKey, Rc<Model>>,
    /// The project's settings.
    pub settings: Rc<Settings>,
}
