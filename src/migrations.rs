//! `django.db.migrations`, file by file.

pub mod autodetector;
pub mod exceptions;
pub mod executor;
pub mod graph;
pub mod loader;
pub mod migration;
pub mod modules;
pub mod operations;
pub mod optimizer;
pub mod questioner;
pub mod recorder;
pub mod serializer;
pub mod state;
pub mod utils;
pub mod writer;
