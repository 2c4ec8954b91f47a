//! `ProjectState` and `ModelState`: what the models are at one point of history.

use std::rc::Rc;

use indexmap::IndexMap;

use crate::orm::{Base, Field, ModelKey, ModelOptions};
use crate::python::Value;

/// The models of the whole project at one point of history.
#[derive(Clone, Default)]
pub struct ProjectState {
    /// Model states by key, in the order in which they were added.
    pub models: IndexMap<ModelKey, Rc<ModelState>>,
    /// Labels of apps without migrations, whose models come from `models.py` (`real_apps`).
    pub real_apps: Vec<Rc<str>>,
}

/// A model at one point of history.
#[derive(Clone)]
pub struct ModelState {
    /// App label.
    pub app_label: Rc<str>,
    /// Name, case as written.
    pub name: Rc<str>,
    /// Fields by name, in order.
    pub fields: IndexMap<Rc<str>, Field>,
    /// Meta.
    pub options: ModelOptions,
    /// Bases.
    pub bases: Vec<Base>,
    /// Managers by name.
    pub managers: Vec<(Rc<str>, Value)>,
}
