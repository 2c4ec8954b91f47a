//! The schema editor of a database that is not there: it makes the statements that Django's base
//! editor makes, as text (`BaseDatabaseSchemaEditor`).
//!
//! What differs between the databases is decided by the [`Dialect`]. Names of constraints, which
//! Django looks up in the database, come from a [`Catalog`] of what earlier migrations made there.

mod alter_field;
pub mod catalog;
mod columns;
mod compiler;
mod constraints;
mod data_types;
mod editor;
mod fields;
mod functions;
mod indexes;
mod lookups;
mod sql;
mod statement;
mod tables;
mod together;

pub use catalog::Catalog;
pub use data_types::{db_type, is_auto};

use crate::backends::base::dialect::Dialect;
use crate::backends::base::schema::Newer;
use crate::backends::base::{Connection, RenderedModel};
use crate::orm::{DjangoResult, Exception};
use crate::python::Interpreter;

use catalog::Filter;
use sql::Sql;
use statement::Statement;

/// Makes the statements of one migration.
pub struct PreviewSchemaEditor<'a> {
    dialect: Dialect,
    connection: &'a mut dyn Connection,
    interpreter: &'a mut Interpreter,
    catalog: &'a mut Catalog,
    /// Whether statements change the catalog as they come, as when they are executed.
    executes: bool,
    /// Whether the catalog was asked for anything.
    asked: bool,
    lines: Vec<String>,
    deferred_sql: Vec<Statement>,
    newer: Newer,
}

/// What a change of an editor's came to.
pub struct Previewed<T> {
    /// What the change answered.
    pub answer: DjangoResult<T>,
    /// The statements and comments.
    pub lines: Vec<String>,
    /// Whether the catalog was asked for anything.
    pub asked: bool,
}

/// How a preview is made.
pub struct Preview<'a> {
    /// Whose SQL.
    pub dialect: Dialect,
    /// What the database has.
    pub catalog: &'a mut Catalog,
    /// Whether the statements change what it has at once.
    pub executes: bool,
}

impl PreviewSchemaEditor<'_> {
    /// Runs `change` with an editor, then what the editor deferred.
    pub fn with<T>(
        connection: &mut dyn Connection,
        interpreter: &mut Interpreter,
        preview: Preview<'_>,
        change: impl FnOnce(&mut PreviewSchemaEditor<'_>) -> DjangoResult<T>,
    ) -> Previewed<T> {
        let mut editor = PreviewSchemaEditor {
            dialect: preview.dialect,
            connection,
            interpreter,
            catalog: preview.catalog,
            executes: preview.executes,
            asked: false,
            lines: Vec::new(),
            deferred_sql: Vec::new(),
            newer: Newer::ToState,
        };
        let answer = change(&mut editor);
        if answer.is_ok() {
            for statement in std::mem::take(&mut editor.deferred_sql) {
                editor.run(statement.sql(editor.dialect));
            }
        }
        Previewed {
            answer,
            lines: editor.lines,
            asked: editor.asked,
        }
    }

    /// `execute(sql, params=None)`: the statement is taken as it is.
    fn run(&mut self, mut sql: String) {
        if self.executes {
            self.catalog.apply(&sql);
        }
        if !sql.trim_end().ends_with(';') {
            sql.push(';');
        }
        self.lines.push(sql);
    }

    /// `execute(sql)`: percent signs are doubled in the statement.
    fn run_escaped(&mut self, sql: impl Into<String>) -> DjangoResult<()> {
        let sql = Sql::new(sql).composed(self.dialect)?;
        self.run(sql);
        Ok(())
    }

    /// `execute(sql, params)`, where no parameters are no list of parameters either.
    fn run_with(&mut self, sql: Sql) -> DjangoResult<()> {
        let sql = match sql.params.is_empty() {
            true => sql.sql,
            false => sql.composed(self.dialect)?,
        };
        self.run(sql);
        Ok(())
    }

    fn quote_name(&self, name: &str) -> String {
        self.dialect.quote_name(name)
    }

    /// `ALTER TABLE <table> <changes>`.
    fn alter_table(&self, model: &RenderedModel, changes: &str) -> String {
        format!(
            "ALTER TABLE {} {changes}",
            self.quote_name(&model.db_table())
        )
    }

    /// Whether the database is PostgreSQL.
    fn is_postgresql(&self) -> bool {
        self.dialect == Dialect::PostgreSql
    }

    /// `_constraint_names`, without those that the model's options name.
    fn constraint_names(
        &mut self,
        model: &RenderedModel,
        columns: Option<&[String]>,
        filter: Filter,
    ) -> DjangoResult<Vec<String>> {
        let table = self.known_table(model)?;
        Ok(self.catalog.constraint_names(&table, columns, filter))
    }

    /// The model's table, once the database has been asked about it. MySQL answers an error for one
    /// that there is not, as before the migration that is only shown.
    fn known_table(&mut self, model: &RenderedModel) -> DjangoResult<String> {
        let table = model.db_table();
        self.asked = true;
        if self.is_postgresql() || self.catalog.has_table(&table) {
            return Ok(table);
        }
        let message = format!(
            "(1146, \"Table '{}.{table}' doesn't exist\")",
            self.catalog.database
        );
        Err(Exception::new("django.db.utils.ProgrammingError", message))
    }
}
