//! `django.core.management`: the command line, and every command in a file of its own.

pub mod argparse;
pub mod calls;
pub mod checks;
pub mod command;
pub mod commands;
pub mod completion;
pub mod names;
pub mod output;
pub mod preview;
pub mod project;
pub mod prompts;
pub mod python_shell;
pub mod shell;
pub mod signals;
pub mod sqlite_shell;
pub mod templates;
pub mod utility;
