//! One statement.

use std::rc::Rc;

use super::ast::{Conflict, DropKind, Expr, Statement};
use super::cursor::Cursor;
use super::token::{TokenKind, unquote};
use crate::database::DatabaseError;

/// The statement that a text holds and how many parameters it uses; `None` for an empty text.
///
/// # Errors
///
/// SQLite's syntax errors.
pub fn parse_statement(text: &str) -> Result<(Option<Statement>, usize), DatabaseError> {
    let mut cursor = Cursor::new(text)?;
    while cursor.eat(";") {}
    if cursor.at_end() {
        return Ok((None, 0));
    }
    let statement = cursor.statement()?;
    if cursor.at(";") {
        while cursor.eat(";") {}
        if !cursor.at_end() {
            return Err(DatabaseError::programming(
                "You can only execute one statement at a time.",
            ));
        }
    }
    if !cursor.at_end() {
        return Err(cursor.unexpected());
    }
    Ok((Some(statement), cursor.parameters))
}

/// Parses the text of a `CREATE` statement that the schema keeps.
///
/// # Errors
///
/// SQLite's syntax errors.
pub fn reparse(text: &str) -> Result<Statement, DatabaseError> {
    match parse_statement(text)? {
        (Some(statement), _) => Ok(statement),
        (None, _) => Err(DatabaseError::operational("incomplete input")),
    }
}

impl Cursor<'_> {
    fn statement(&mut self) -> Result<Statement, DatabaseError> {
        let with = self.with()?;
        if self.at("SELECT") || self.at("VALUES") {
            return Ok(Statement::Select(Rc::new(self.select_after_with(with)?)));
        }
        if self.eat("INSERT") {
            let conflict = self.or_conflict()?;
            return self.insert(with, conflict);
        }
        if self.eat("REPLACE") {
            return self.insert(with, Some(Conflict::Replace));
        }
        if self.eat("UPDATE") {
            return self.update(with);
        }
        if self.eat("DELETE") {
            return self.delete(with);
        }
        if !with.is_empty() {
            return Err(self.unexpected());
        }
        self.other_statement()
    }

    fn other_statement(&mut self) -> Result<Statement, DatabaseError> {
        let word = self.text_of(self.peek()).to_ascii_uppercase();
        if self.peek().kind != TokenKind::Word {
            return Err(self.unexpected());
        }
        self.advance();
        match word.as_str() {
            "CREATE" => self.create(),
            "DROP" => self.drop_statement(),
            "ALTER" => self.alter(),
            "PRAGMA" => self.pragma(),
            "BEGIN" => {
                let _ = self.eat("DEFERRED") || self.eat("IMMEDIATE") || self.eat("EXCLUSIVE");
                self.eat("TRANSACTION");
                Ok(Statement::Begin)
            }
            "COMMIT" | "END" => {
                self.eat("TRANSACTION");
                Ok(Statement::Commit)
            }
            "ROLLBACK" => self.rollback(),
            "SAVEPOINT" => self.name().map(Statement::Savepoint),
            "RELEASE" => {
                self.eat("SAVEPOINT");
                self.name().map(Statement::Release)
            }
            "EXPLAIN" => {
                self.skip_balanced();
                Ok(Statement::Explain)
            }
            "VACUUM" | "ANALYZE" | "REINDEX" => {
                self.skip_balanced();
                Ok(Statement::Maintenance)
            }
            "ATTACH" | "DETACH" => {
                self.skip_balanced();
                Ok(Statement::NotSupported(word))
            }
            _ => {
                let message = format!("near \"{}\": syntax error", self.last_text());
                Err(DatabaseError::operational(message))
            }
        }
    }

    fn last_text(&self) -> &str {
        let end = self.last_end();
        let start = super::token::skip_blanks(self.text, 0);
        self.text
            .get(start..end)
            .unwrap_or_default()
            .rsplit(';')
            .next()
            .unwrap_or_default()
            .trim()
    }

    fn rollback(&mut self) -> Result<Statement, DatabaseError> {
        self.eat("TRANSACTION");
        if !self.eat("TO") {
            return Ok(Statement::Rollback { savepoint: None });
        }
        self.eat("SAVEPOINT");
        let savepoint = Some(self.name()?);
        Ok(Statement::Rollback { savepoint })
    }

    fn drop_statement(&mut self) -> Result<Statement, DatabaseError> {
        for (word, kind) in [
            ("TABLE", DropKind::Table),
            ("INDEX", DropKind::Index),
            ("VIEW", DropKind::View),
            ("TRIGGER", DropKind::Trigger),
        ] {
            if self.eat(word) {
                let if_exists = self.eat_all(&["IF", "EXISTS"]);
                let name = self.qualified_name()?;
                return Ok(Statement::Drop {
                    kind,
                    name,
                    if_exists,
                });
            }
        }
        Err(self.unexpected())
    }

    fn pragma(&mut self) -> Result<Statement, DatabaseError> {
        let name = self.qualified_name()?;
        let argument = if self.eat("=") {
            Some(self.pragma_argument()?)
        } else if self.eat("(") {
            let argument = self.pragma_argument()?;
            self.expect(")")?;
            Some(argument)
        } else {
            None
        };
        Ok(Statement::Pragma { name, argument })
    }

    fn pragma_argument(&mut self) -> Result<String, DatabaseError> {
        let sign = if self.eat("-") { "-" } else { "" };
        let token = self.peek();
        if matches!(token.kind, TokenKind::Operator | TokenKind::End) {
            return Err(self.unexpected());
        }
        self.advance();
        Ok(format!("{sign}{}", unquote(self.text_of(token))))
    }

    /// A literal.
    pub fn literal(&mut self) -> Result<Expr, DatabaseError> {
        let token = self.peek();
        match token.kind {
            TokenKind::Word
            | TokenKind::Text
            | TokenKind::Integer
            | TokenKind::Float
            | TokenKind::Blob => self.primary(),
            _ => Err(self.unexpected()),
        }
    }
}
