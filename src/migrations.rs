//! `django.db.migrations`, file by file.

pub mod exceptions;
pub mod graph;
pub mod loader;
pub mod migration;
pub mod operations;
pub mod questioner;
pub mod state;
pub mod utils;
