//! Database backends: what turns model changes into SQL.

pub mod base;
pub mod sqlite;

pub use base::rendered::{RenderedField, RenderedModel};
pub use sqlite::schema::SchemaEditor;
