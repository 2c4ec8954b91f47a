//! `django.core.management`: the command line, and every command in a file of its own.

pub mod argparse;
pub mod output;
pub mod sqlite_shell;
