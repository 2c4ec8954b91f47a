//! Django's models as values: fields, model options, constraints, indexes and expressions; and in
//! [`query`] what asks the database for their rows.
//!
//! A field, index, constraint or expression is an immutable value read once from its Python call;
//! [`apps::Apps`] is the registry in which relations between models are resolved. Migration states
//! and `models.py` render into the same registry, so the schema editor sees one kind of model.

pub mod apps;
pub mod checks;
pub mod connection;
pub mod constraints;
pub mod deconstruct;
pub mod exceptions;
pub mod expressions;
pub mod fields;
pub mod format;
pub mod indexes;
pub mod lazy;
pub mod managers;
pub mod model;
pub mod modules;
pub mod names;
pub mod query;
pub mod query_log;
pub mod registry;
pub mod settings;
#[cfg(test)]
mod testing;

pub use apps::Apps;
pub use constraints::{Constraint, ConstraintKind};
pub use deconstruct::{Deconstruction, deconstruct_value, deconstruct_value_with, deep_equal};
pub use exceptions::{DjangoResult, Exception};
pub use fields::{Field, FieldKind, ModelReference, Relation};
pub use indexes::Index;
pub use model::{Base, Model, ModelKey, ModelOptions};
pub use modules::register;
pub use registry::{AppConfig, Registry};
pub use settings::Settings;
