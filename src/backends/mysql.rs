//! MySQL, as a preview: what Django's backend for it writes differently.

pub mod base;
pub mod operations;
pub mod schema;
