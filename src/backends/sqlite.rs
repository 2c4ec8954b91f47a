//! SQLite, as Django sees it: the schema editor, introspection and quoting of values.

pub mod introspection;
pub mod operations;
pub mod schema;
pub mod wrapper;
