//! A model with its options.

use std::rc::Rc;

use indexmap::IndexMap;

use super::constraints::Constraint;
use super::fields::Field;
use super::indexes::Index;
use crate::python::Value;

/// A model's key in a registry or state: app label and lower-case name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ModelKey {
    /// App label.
    pub app_label: Rc<str>,
    /// Model name in lower case.
    pub model_name: Rc<str>,
}

impl ModelKey {
    /// The key of `app_label.name`, whatever the case of `name`.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            model_name: name.to_lowercase().into(),
        }
    }
}

/// A model's definition: what a class statement or a `CreateModel` says.
#[derive(Clone)]
pub struct Model {
    /// App label.
    pub app_label: Rc<str>,
    /// Class name, case as written.
    pub name: Rc<str>,
    /// The module of the class; `__fake__` for a historical model.
    pub module: Rc<str>,
    /// Fields of its own by name, in Django's order.
    pub fields: IndexMap<Rc<str>, Field>,
    /// Meta.
    pub options: ModelOptions,
    /// Bases in order.
    pub bases: Vec<Base>,
    /// Managers by name.
    pub managers: Vec<(Rc<str>, Value)>,
    /// The Python class, when there is one.
    pub class: Option<Value>,
}

/// A base of a model.
#[derive(Clone)]
pub enum Base {
    /// `models.Model`.
    Model,
    /// Another model of a registry or state.
    Key(ModelKey),
    /// Another model as a `CreateModel` spells it, `books.Book`. Only operations hold this one,
    /// because they are written back as they were read.
    Named(Rc<str>),
    /// Any other class: a plain mixin.
    Class(Value),
}

/// `class Meta`, as Django's `ModelState.options` holds it.
#[derive(Clone, Default)]
pub struct ModelOptions {
    /// Every option that was given, by name, except `indexes` and `constraints`; `unique_together`
    /// and `index_together` normalised to a set of tuples, in the order written.
    pub values: IndexMap<Rc<str>, Value>,
    /// `indexes`, named.
    pub indexes: Vec<Index>,
    /// `constraints`.
    pub constraints: Vec<Constraint>,
    /// The names of options in the order in which a `CreateModel` writes them, `indexes` and
    /// `constraints` among them. Names that are missing here come last.
    pub order: Vec<Rc<str>>,
}
