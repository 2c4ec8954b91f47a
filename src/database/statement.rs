//! Executing statements.
//!
//! A statement works on a copy of the state, which takes the state's place if all went well: that
//! is its atomicity. GlueSQL executes the changes of rows; what it has no words for (conflict
//! clauses, RETURNING, column lists of INSERT … SELECT) is settled here before and after.

mod alter;
mod create;
mod delete;
mod drop;
mod insert;
mod restore;
mod returning;
mod schema;
mod setting;
mod update;

use std::rc::Rc;

pub use restore::{change, restore};

use super::expression::{Binder, Session};
use super::query::{OutputRow, Query};
use super::sql::ast::{DropKind, Name, Select, Statement};
use super::storage::{Change, Table, key};
use super::{Database, DatabaseError, QueryResult, SqlValue};

/// A statement's text and parameters, and the work it does on the state.
pub struct Execution<'a, 'b> {
    pub change: &'b mut Change<'a>,
    pub sql: &'a str,
    pub parameters: &'a [SqlValue],
}

/// Executes a statement.
pub fn execute(
    database: &mut Database,
    statement: &Statement,
    sql: &str,
    parameters: &[SqlValue],
) -> Result<QueryResult, DatabaseError> {
    match statement {
        Statement::Select(select) => database.select(select, parameters),
        Statement::Begin => database.begin(),
        Statement::Commit => database.commit(),
        Statement::Rollback { savepoint: None } => database.rollback(),
        Statement::Rollback {
            savepoint: Some(name),
        } => database.rollback_to(&name.text),
        Statement::Savepoint(name) => database.savepoint(&name.text),
        Statement::Release(name) => database.release(&name.text),
        Statement::Pragma { name, argument } => {
            setting::pragma(database, &name.text, argument.as_deref())
        }
        Statement::Maintenance => Ok(QueryResult::default()),
        Statement::Explain => Err(DatabaseError::not_supported("EXPLAIN")),
        Statement::NotSupported(what) => Err(DatabaseError::not_supported(what)),
        _ => database.change(statement, sql, parameters),
    }
}

impl Database {
    fn select(
        &self,
        select: &Select,
        parameters: &[SqlValue],
    ) -> Result<QueryResult, DatabaseError> {
        let query = Binder::new(&self.state, parameters).query(select)?;
        let session = Session {
            last_insert_id: self.last_insert_id,
            changes: self.last_changes,
            chance: self.chance.clone(),
            ..Session::new(&self.state, &self.now, &self.work)
        };
        let rows = query.run(&session, None)?;
        Ok(answer(&query, rows))
    }

    /// Executes a statement that changes the state.
    fn change(
        &mut self,
        statement: &Statement,
        sql: &str,
        parameters: &[SqlValue],
    ) -> Result<QueryResult, DatabaseError> {
        let (now, work) = (Rc::clone(&self.now), self.work.clone());
        let in_transaction = self.in_transaction();
        let state = std::mem::take(&mut self.state);
        let mut change = Change::new(state, &now, &work, self.foreign_keys, in_transaction);
        change.chance.clone_from(&self.chance);
        let mut execution = Execution {
            change: &mut change,
            sql,
            parameters,
        };
        let done = execution.run(statement);
        let (changes, last_insert_id) = (change.changes, change.last_insert_id);
        self.state = change.into_state(done.is_err());
        let mut result = done?;
        if matches!(
            statement,
            Statement::Insert(_) | Statement::Update(_) | Statement::Delete(_)
        ) {
            self.last_changes = changes;
            result.changes = changes;
        }
        if matches!(statement, Statement::Insert(_))
            && let Some(id) = last_insert_id
        {
            self.last_insert_id = id;
            result.last_insert_id = Some(id);
        }
        Ok(result)
    }
}

impl<'a> Execution<'a, '_> {
    fn run(&mut self, statement: &Statement) -> Result<QueryResult, DatabaseError> {
        let result = match statement {
            Statement::Insert(insert) => self.insert(insert)?,
            Statement::Update(update) => self.update(update)?,
            Statement::Delete(delete) => self.delete(delete)?,
            other => {
                self.define(other)?;
                QueryResult::default()
            }
        };
        self.change.finish_statement()?;
        Ok(result)
    }

    /// Executes a statement that changes the schema.
    fn define(&mut self, statement: &Statement) -> Result<(), DatabaseError> {
        match statement {
            Statement::CreateTable(table) => self.create_table(table),
            Statement::CreateIndex(index) => self.create_index(index),
            Statement::CreateView(view) => self.create_view(view),
            Statement::AlterTable { table, action } => self.alter_table(table, action),
            Statement::Drop {
                kind,
                name,
                if_exists,
            } => match kind {
                DropKind::Table => self.drop_table(name, *if_exists),
                DropKind::Index => self.drop_index(name, *if_exists),
                DropKind::View => self.drop_view(name, *if_exists),
                DropKind::Trigger if *if_exists => Ok(()),
                DropKind::Trigger => Err(DatabaseError::operational(format!(
                    "no such trigger: {}",
                    name.text
                ))),
            },
            _ => Err(DatabaseError::not_supported("this statement")),
        }
    }

    /// A binder for the statement's expressions.
    fn binder(&self) -> Binder<'_> {
        Binder::new(&self.change.state, self.parameters)
    }

    /// The table whose rows a statement changes, and its key.
    fn target(&self, name: &Name) -> Result<(Rc<str>, Rc<Table>), DatabaseError> {
        let key = key(&name.text);
        if let Some(table) = self.change.state.tables.get(&key) {
            return Ok((key, Rc::clone(table)));
        }
        let message = if self.change.state.views.contains_key(&key) {
            format!("cannot modify {} because it is a view", name.text)
        } else if name.is("sqlite_master") || name.is("sqlite_schema") {
            "table sqlite_master may not be modified".to_owned()
        } else {
            format!("no such table: {}", name.text)
        };
        Err(DatabaseError::operational(message))
    }
}

/// A query's rows with the names of its columns.
fn answer(query: &Query, rows: Vec<OutputRow>) -> QueryResult {
    QueryResult {
        columns: query
            .columns
            .iter()
            .map(|column| column.name.to_string())
            .collect(),
        declared_types: query
            .columns
            .iter()
            .map(|column| column.declared.clone())
            .collect(),
        rows,
        ..QueryResult::default()
    }
}
