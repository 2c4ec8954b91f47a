//! Database backends: what turns model changes into SQL.

pub mod base;
pub mod mysql;
pub mod postgresql;
pub mod sqlite;

pub use base::dialect::Dialect;
pub use base::rendered::{RenderedField, RenderedModel};
pub use base::schema::BaseDatabaseSchemaEditor;
pub use sqlite::schema::SchemaEditor;
