//! `django.db.migrations`, file by file.

pub mod migration;
pub mod operations;
pub mod state;
