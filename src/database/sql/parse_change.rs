//! INSERT, UPDATE and DELETE.

use std::rc::Rc;

use super::ast::{
    Assignment, CommonTable, Conflict, Delete, Expr, Insert, Name, ResultColumn, Statement, Update,
    Upsert, UpsertUpdate,
};
use super::cursor::Cursor;
use crate::database::DatabaseError;

impl Cursor<'_> {
    /// What follows INSERT or REPLACE.
    pub fn insert(
        &mut self,
        with: Vec<CommonTable>,
        conflict: Option<Conflict>,
    ) -> Result<Statement, DatabaseError> {
        self.expect("INTO")?;
        let table = self.qualified_name()?;
        let alias = self.change_alias()?;
        let columns = if self.at("(") {
            self.name_list()?
        } else {
            Vec::new()
        };
        let source = match self.eat("DEFAULT") {
            true => {
                self.expect("VALUES")?;
                None
            }
            false => Some(Rc::new(self.select()?)),
        };
        let mut upserts = Vec::new();
        while self.eat_all(&["ON", "CONFLICT"]) {
            upserts.push(self.upsert()?);
        }
        let returning = self.returning()?;
        Ok(Statement::Insert(Box::new(Insert {
            with,
            conflict,
            table,
            alias,
            columns,
            source,
            upserts,
            returning,
        })))
    }

    /// `OR IGNORE` and its kin after INSERT or UPDATE.
    pub fn or_conflict(&mut self) -> Result<Option<Conflict>, DatabaseError> {
        if !self.eat("OR") {
            return Ok(None);
        }
        for (word, conflict) in [
            ("ABORT", Conflict::Abort),
            ("IGNORE", Conflict::Ignore),
            ("REPLACE", Conflict::Replace),
        ] {
            if self.eat(word) {
                return Ok(Some(conflict));
            }
        }
        if self.at("FAIL") || self.at("ROLLBACK") {
            let word = self.text_of(self.peek()).to_ascii_uppercase();
            return Err(DatabaseError::not_supported(format_args!("OR {word}")));
        }
        Err(self.unexpected())
    }

    fn change_alias(&mut self) -> Result<Option<Name>, DatabaseError> {
        if self.eat("AS") {
            self.name().map(Some)
        } else {
            Ok(None)
        }
    }

    fn upsert(&mut self) -> Result<Upsert, DatabaseError> {
        let mut target = Vec::new();
        let mut target_filter = None;
        if self.eat("(") {
            target = self
                .indexed_columns()?
                .into_iter()
                .map(|column| column.expr)
                .collect();
            self.expect(")")?;
            target_filter = self.clause("WHERE")?;
        }
        self.expect("DO")?;
        if self.eat("NOTHING") {
            return Ok(Upsert {
                target,
                target_filter,
                update: None,
            });
        }
        self.expect("UPDATE")?;
        self.expect("SET")?;
        let assignments = self.assignments()?;
        let filter = self.clause("WHERE")?;
        Ok(Upsert {
            target,
            target_filter,
            update: Some(UpsertUpdate {
                assignments,
                filter,
            }),
        })
    }

    fn assignments(&mut self) -> Result<Vec<Assignment>, DatabaseError> {
        let mut assignments = Vec::new();
        loop {
            let columns = if self.at("(") {
                self.name_list()?
            } else {
                vec![self.name()?]
            };
            self.expect("=")?;
            let value = self.expression()?;
            assignments.push(Assignment { columns, value });
            if !self.eat(",") {
                return Ok(assignments);
            }
        }
    }

    fn returning(&mut self) -> Result<Vec<ResultColumn>, DatabaseError> {
        if self.eat("RETURNING") {
            self.result_columns()
        } else {
            Ok(Vec::new())
        }
    }

    /// What follows UPDATE.
    pub fn update(&mut self, with: Vec<CommonTable>) -> Result<Statement, DatabaseError> {
        let conflict = self.or_conflict()?;
        let table = self.qualified_name()?;
        let alias = self.change_alias()?;
        self.expect("SET")?;
        let assignments = self.assignments()?;
        let from = if self.eat("FROM") {
            self.sources_of_from()?
        } else {
            Vec::new()
        };
        let filter = self.clause("WHERE")?;
        let returning = self.returning()?;
        self.no_limit("UPDATE")?;
        Ok(Statement::Update(Box::new(Update {
            with,
            conflict,
            table,
            alias,
            assignments,
            from,
            filter,
            returning,
        })))
    }

    /// What follows DELETE.
    pub fn delete(&mut self, with: Vec<CommonTable>) -> Result<Statement, DatabaseError> {
        self.expect("FROM")?;
        let table = self.qualified_name()?;
        let alias = self.change_alias()?;
        let filter: Option<Expr> = self.clause("WHERE")?;
        let returning = self.returning()?;
        self.no_limit("DELETE")?;
        Ok(Statement::Delete(Box::new(Delete {
            with,
            table,
            alias,
            filter,
            returning,
        })))
    }

    fn no_limit(&self, verb: &str) -> Result<(), DatabaseError> {
        if self.at("LIMIT") || self.at("ORDER") {
            return Err(DatabaseError::not_supported(format_args!(
                "{verb} with ORDER BY or LIMIT"
            )));
        }
        Ok(())
    }
}
