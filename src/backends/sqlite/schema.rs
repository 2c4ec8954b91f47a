//! The schema editor: turns changes of models into SQLite's statements.
//!
//! SQLite cannot alter most of what a column is, so most changes build a new table, copy the rows
//! and put the new table in the old one's place (see [`remake_table`](self)). An editor either
//! executes its statements or collects them as text, and both modes run the same code, so that
//! `sqlmigrate` prints what `migrate` executes.

mod alter_field;
mod column_sql;
mod constraints;
mod expressions;
mod fields;
mod indexes;
mod remake_table;
mod session;
mod tables;
mod together;

use crate::backends::base::Connection;
use crate::backends::base::ddl_references::Statement;
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

/// Which of the two states of an operation has the later rendered models.
///
/// Django orders the columns of a table by the moment at which each field object was made. When a
/// table is remade from one state's model with a field of the other state's, this decides whether
/// that field becomes the first or the last column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Newer {
    /// `to_state`: its fields become the last columns.
    #[default]
    ToState,
    /// `from_state`: fields of `to_state` become the first columns.
    FromState,
}

impl Newer {
    /// The answer for an operation that goes forwards. When the models of the state before it were
    /// rendered already, those that it changes are rendered anew; otherwise Django first asks for
    /// the models of the state after it.
    pub fn forwards(rendered: bool) -> Self {
        if rendered {
            Self::ToState
        } else {
            Self::FromState
        }
    }
}

impl SchemaEditor<'_> {
    /// The database that is changed.
    pub fn connection(&mut self) -> &mut dyn Connection {
        self.connection
    }

    /// What Python code of the migration runs in.
    pub fn interpreter(&mut self) -> &mut Interpreter {
        self.interpreter
    }

    /// Whether statements are collected instead of executed.
    pub fn collects_sql(&self) -> bool {
        self.collected_sql.is_some()
    }

    /// Whether one transaction surrounds everything that this editor does.
    pub fn atomic_migration(&self) -> bool {
        self.atomic_migration
    }

    /// Whether statements wait for the end.
    pub fn has_deferred_sql(&self) -> bool {
        !self.deferred_sql.is_empty()
    }

    /// Which state's models are the later rendered ones.
    pub fn newer(&self) -> Newer {
        self.newer
    }

    /// Says which state's models are the later rendered ones.
    pub fn set_newer(&mut self, newer: Newer) {
        self.newer = newer;
    }

    /// Adds a line to the collected statements: a comment. Nothing when statements are executed.
    pub fn collect_line(&mut self, line: impl Into<String>) {
        if let Some(collected) = &mut self.collected_sql {
            collected.push(line.into());
        }
    }

    /// How many lines have been collected.
    pub fn collected_lines(&self) -> usize {
        self.collected_sql.as_ref().map_or(0, Vec::len)
    }

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
