//! SQL text to syntax: SQLite's dialect, with the places of names kept.
//!
//! GlueSQL re-exports sqlparser 0.52, which knows no source positions. SQLite keeps the text of a
//! `CREATE` statement and edits names inside it on every rename, and its syntax errors quote the
//! offending token, so both need a parser of our own.

pub(super) mod ast;
mod cursor;
mod parse_alter;
mod parse_change;
mod parse_create;
mod parse_expression;
mod parse_select;
mod parse_statement;
pub(super) mod rewrite;
pub(super) mod script;
pub(super) mod token;

pub(super) use parse_statement::{parse_statement, reparse};
