//! ALTER TABLE.

use super::ast::{AlterAction, Statement};
use super::cursor::Cursor;
use crate::database::DatabaseError;

impl Cursor<'_> {
    /// What follows ALTER.
    pub fn alter(&mut self) -> Result<Statement, DatabaseError> {
        self.expect("TABLE")?;
        let table = self.qualified_name()?;
        let action = if self.eat("RENAME") {
            self.rename()?
        } else if self.eat("ADD") {
            self.eat("COLUMN");
            let start = self.start();
            let column = Box::new(self.column_syntax()?);
            let text = self.span_from(start).of(self.text).to_owned();
            AlterAction::AddColumn { column, text }
        } else {
            self.expect("DROP")?;
            self.eat("COLUMN");
            AlterAction::DropColumn(self.name()?)
        };
        Ok(Statement::AlterTable { table, action })
    }

    fn rename(&mut self) -> Result<AlterAction, DatabaseError> {
        if self.at("TO") {
            self.advance();
            return self.name().map(AlterAction::RenameTable);
        }
        self.eat("COLUMN");
        let from = self.name()?;
        self.expect("TO")?;
        let to = self.name()?;
        Ok(AlterAction::RenameColumn { from, to })
    }
}
