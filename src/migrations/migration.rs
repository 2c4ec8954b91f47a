//! A migration: operations with dependencies.

use std::fmt;
use std::rc::Rc;

use super::operations::Operation;
use crate::python::Value;

/// A node of the graph: app label and migration name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MigrationKey {
    /// App label.
    pub app_label: Rc<str>,
    /// `0001_initial`; in a dependency also `__first__` and `__latest__`.
    pub name: Rc<str>,
}

impl MigrationKey {
    /// The key `(app_label, name)`.
    pub fn new(app_label: &str, name: &str) -> Self {
        Self {
            app_label: app_label.into(),
            name: name.into(),
        }
    }
}

impl fmt::Display for MigrationKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}.{}", self.app_label, self.name)
    }
}

/// A dependency as a migration file writes it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Dependency {
    /// `("books", "0001_initial")`.
    Migration(MigrationKey),
    /// `migrations.swappable_dependency(settings.AUTH_USER_MODEL)`: the setting's name, and the
    /// `__first__` of the app that its value names.
    Swappable {
        /// `AUTH_USER_MODEL`.
        setting: Rc<str>,
        /// `(app, "__first__")`.
        key: MigrationKey,
    },
}

impl Dependency {
    /// The node that the dependency leads to.
    pub fn key(&self) -> &MigrationKey {
        match self {
            Self::Migration(key) | Self::Swappable { key, .. } => key,
        }
    }
}

/// `class Migration(migrations.Migration)`.
#[derive(Clone)]
pub struct Migration {
    /// App label.
    pub app_label: Rc<str>,
    /// Name.
    pub name: Rc<str>,
    /// `operations`.
    pub operations: Vec<Operation>,
    /// `dependencies`.
    pub dependencies: Vec<Dependency>,
    /// `run_before`.
    pub run_before: Vec<MigrationKey>,
    /// `replaces`.
    pub replaces: Vec<MigrationKey>,
    /// `initial`: `None` when the class does not say.
    pub initial: Option<bool>,
    /// `atomic`.
    pub atomic: bool,
    /// The Python class it was read from, if any.
    pub class: Option<Value>,
}

impl Migration {
    /// Where it stands in the graph.
    pub fn key(&self) -> MigrationKey {
        MigrationKey::new(&self.app_label, &self.name)
    }
}
