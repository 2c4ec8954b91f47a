//! The schema editor: turns changes of models into SQLite's statements.
//!
//! SQLite cannot alter most of what a column is, so most changes build a new table, copy the rows
//! and put the new table in the old one's place (see [`remake_table`](self)). An editor either
//! executes its statements or collects them as text, and both modes run the same code, so that
//! `sqlmigrate` prints what `migrate` executes.

mod alter_field;
mod column_sql;
mod constraints;
mod editor;
mod expressions;
mod fields;
mod indexes;
mod remake_table;
mod session;
mod tables;
mod together;

use crate::backends::base::Connection;
use crate::backends::base::ddl_references::Statement;
pub use crate::backends::base::schema::Newer;
use crate::backends::sqlite::operations::quote_value;
use crate::database::{QueryResult, SqlValue};
use crate::orm::DjangoResult;
use crate::orm::format::{convert_query, percent_format};
use crate::python::Interpreter;

pub use session::{EditorOptions, atomic, restore_on_error};

/// Changes the schema of one database, within one migration.
pub struct SchemaEditor<'a> {
    connection: &'a mut dyn Connection,
    /// What callable defaults and expressions run in.
    interpreter: &'a mut Interpreter,
    /// The statements as text, when they are collected instead of executed.
    collected_sql: Option<Vec<String>>,
    /// Indexes to create at the end, or when the table they belong to has been remade.
    deferred_sql: Vec<Statement>,
    /// Whether one transaction surrounds everything that this editor does.
    atomic_migration: bool,
    /// Whether the models of the state after an operation were rendered later than those before.
    newer: Newer,
}

impl SchemaEditor<'_> {
    /// Executes a statement or collects it as text. With parameters, even none, `%s` stands for a
    /// parameter and `%%` for a percent sign; without, the statement is taken as it is.
    ///
    /// # Errors
    ///
    /// The database's error, or Python's when parameters do not fit.
    pub fn execute(
        &mut self,
        sql: &str,
        parameters: Option<&[SqlValue]>,
    ) -> DjangoResult<QueryResult> {
        let Some(collected) = &mut self.collected_sql else {
            return match parameters {
                Some(values) => Ok(self.connection.execute(&convert_query(sql), values)?),
                None => Ok(self.connection.execute(sql, &[])?),
            };
        };
        collected.push(collected_line(sql, parameters)?);
        Ok(QueryResult::default())
    }

    /// [`SchemaEditor::execute`] of a statement whose parameters are filled in already.
    fn run(&mut self, sql: &str) -> DjangoResult<()> {
        self.execute(sql, None).map(drop)
    }

    /// [`SchemaEditor::execute`] of a statement without parameters in which `%%` is a percent sign.
    fn run_escaped(&mut self, sql: &str) -> DjangoResult<()> {
        self.execute(sql, Some(&[])).map(drop)
    }
}

/// A statement as it is collected, with its parameters filled in.
///
/// # Errors
///
/// Python's, when the parameters do not fit.
pub fn collected_line(sql: &str, parameters: Option<&[SqlValue]>) -> DjangoResult<String> {
    let text = match parameters {
        Some(values) => percent_format(sql, &values.iter().map(quote_value).collect::<Vec<_>>())?,
        None => sql.to_owned(),
    };
    let ending = match sql.trim_end().ends_with(';') {
        true => "",
        false => ";",
    };
    Ok(text + ending)
}
