//! CREATE TABLE, CREATE INDEX and CREATE VIEW.

use std::rc::Rc;

use super::ast::{
    CheckSyntax, ColumnConstraint, ColumnSyntax, CreateIndex, CreateTable, CreateView, Expr,
    ForeignKeyAction, ForeignKeySyntax, IndexedColumn, Name, Statement, TableConstraint,
    UnaryOperator,
};
use super::cursor::Cursor;
use super::parse_expression::column;
use super::token::TokenKind;
use crate::database::{DatabaseError, SqlValue};

impl Cursor<'_> {
    /// What follows CREATE.
    pub fn create(&mut self) -> Result<Statement, DatabaseError> {
        let temporary = self.eat("TEMP") || self.eat("TEMPORARY");
        if self.eat("TABLE") {
            return Ok(Statement::CreateTable(Box::new(self.create_table()?)));
        }
        if self.eat("VIEW") {
            return self.create_view();
        }
        let unique = !temporary && self.eat("UNIQUE");
        if !temporary && self.eat("INDEX") {
            return self.create_index(unique);
        }
        if self.at("TRIGGER") || (self.at("VIRTUAL") && !temporary) {
            return Ok(Statement::NotSupported(format!(
                "CREATE {}",
                self.text_of(self.peek()).to_ascii_uppercase()
            )));
        }
        Err(self.unexpected())
    }

    fn if_not_exists(&mut self) -> Result<bool, DatabaseError> {
        if !self.eat("IF") {
            return Ok(false);
        }
        self.expect("NOT")?;
        self.expect("EXISTS")?;
        Ok(true)
    }

    fn create_table(&mut self) -> Result<CreateTable, DatabaseError> {
        let mut table = CreateTable {
            if_not_exists: self.if_not_exists()?,
            name: self.qualified_name()?,
            select: None,
            columns: Vec::new(),
            constraints: Vec::new(),
            columns_end: 0,
            strict: false,
            without_rowid: false,
        };
        if self.eat("AS") {
            table.select = Some(Rc::new(self.select()?));
            return Ok(table);
        }
        self.expect("(")?;
        table.columns.push(self.column_syntax()?);
        table.columns_end = self.start();
        while self.eat(",") {
            if self.at_table_constraint() {
                self.table_constraints(&mut table)?;
                break;
            }
            table.columns.push(self.column_syntax()?);
            table.columns_end = self.start();
        }
        self.expect(")")?;
        self.table_options(&mut table)?;
        Ok(table)
    }

    fn table_options(&mut self, table: &mut CreateTable) -> Result<(), DatabaseError> {
        while !self.at_end() && !self.at(";") {
            if self.eat_all(&["WITHOUT", "ROWID"]) {
                table.without_rowid = true;
            } else if self.eat("STRICT") {
                table.strict = true;
            } else {
                return Err(self.unexpected());
            }
            if !self.eat(",") {
                break;
            }
        }
        Ok(())
    }

    fn at_table_constraint(&self) -> bool {
        ["CONSTRAINT", "PRIMARY", "UNIQUE", "CHECK", "FOREIGN"]
            .iter()
            .any(|word| self.at(word))
    }

    fn table_constraints(&mut self, table: &mut CreateTable) -> Result<(), DatabaseError> {
        loop {
            let name = match self.eat("CONSTRAINT") {
                true => Some(self.name()?),
                false => None,
            };
            let constraint = self.table_constraint(name)?;
            table.constraints.push(constraint);
            self.eat(",");
            if !self.at_table_constraint() {
                return Ok(());
            }
        }
    }

    fn table_constraint(&mut self, name: Option<Name>) -> Result<TableConstraint, DatabaseError> {
        if self.eat("PRIMARY") {
            self.expect("KEY")?;
            self.expect("(")?;
            let columns = self.indexed_columns()?;
            self.eat("AUTOINCREMENT");
            self.expect(")")?;
            self.on_conflict()?;
            return Ok(TableConstraint::PrimaryKey { columns });
        }
        if self.eat("UNIQUE") {
            self.expect("(")?;
            let columns = self.indexed_columns()?;
            self.expect(")")?;
            self.on_conflict()?;
            return Ok(TableConstraint::Unique { name, columns });
        }
        if self.at("CHECK") {
            return Ok(TableConstraint::Check(self.check(name)?));
        }
        self.expect("FOREIGN")?;
        self.expect("KEY")?;
        let columns = self.name_list()?;
        self.references(columns).map(TableConstraint::ForeignKey)
    }

    /// A column with its constraints.
    pub fn column_syntax(&mut self) -> Result<ColumnSyntax, DatabaseError> {
        let name = self.name()?;
        let declared_type = self.type_name()?;
        let mut constraints = Vec::new();
        while let Some(constraint) = self.column_constraint()? {
            constraints.extend(constraint);
        }
        Ok(ColumnSyntax {
            name,
            declared_type,
            constraints,
        })
    }

    /// The next constraint of a column. `Some(None)` is one that changes nothing.
    fn column_constraint(&mut self) -> Result<Option<Option<ColumnConstraint>>, DatabaseError> {
        let name = match self.eat("CONSTRAINT") {
            true => Some(self.name()?),
            false => None,
        };
        let constraint = if self.eat("PRIMARY") {
            self.expect("KEY")?;
            let descending = self.direction();
            self.on_conflict()?;
            let autoincrement = self.eat("AUTOINCREMENT");
            ColumnConstraint::PrimaryKey {
                autoincrement,
                descending,
            }
        } else if self.eat("NOT") {
            self.expect("NULL")?;
            self.on_conflict()?;
            ColumnConstraint::NotNull
        } else if self.eat("NULL") {
            self.on_conflict()?;
            ColumnConstraint::Null
        } else if self.eat("UNIQUE") {
            self.on_conflict()?;
            ColumnConstraint::Unique
        } else if self.at("CHECK") {
            ColumnConstraint::Check(self.check(name)?)
        } else if self.eat("DEFAULT") {
            self.default_value()?
        } else if self.eat("COLLATE") {
            ColumnConstraint::Collate(self.name()?)
        } else if self.at("REFERENCES") {
            ColumnConstraint::References(self.references(Vec::new())?)
        } else if self.at("GENERATED") || (self.at("AS") && self.at_ahead(1, "(")) {
            self.generated()?
        } else if name.is_some() {
            return Ok(Some(None));
        } else {
            return Ok(None);
        };
        Ok(Some(Some(constraint)))
    }

    fn generated(&mut self) -> Result<ColumnConstraint, DatabaseError> {
        if self.eat("GENERATED") {
            self.expect("ALWAYS")?;
        }
        self.expect("AS")?;
        self.expect("(")?;
        let expr = self.expression()?;
        self.expect(")")?;
        let stored = self.eat("STORED");
        if !stored {
            self.eat("VIRTUAL");
        }
        Ok(ColumnConstraint::Generated { expr, stored })
    }

    fn default_value(&mut self) -> Result<ColumnConstraint, DatabaseError> {
        let start = self.start();
        if self.eat("(") {
            let inner = self.start();
            let expr = self.expression()?;
            let text = self.span_from(inner).of(self.text).to_owned();
            self.expect(")")?;
            return Ok(ColumnConstraint::Default { expr, text });
        }
        let sign = self.at("-") || self.at("+");
        let negative = self.at("-");
        if sign {
            self.advance();
        }
        let token = self.peek();
        let expr = match token.kind {
            TokenKind::Word if self.name_ahead(0) && !is_literal_word(self.text_of(token)) => {
                // A bare word stands for its own text.
                self.advance();
                Expr::Value(SqlValue::Text(self.text_of(token).into()))
            }
            TokenKind::QuotedName => {
                let name = self.take_name();
                Expr::Value(SqlValue::Text(name.text))
            }
            TokenKind::Operator | TokenKind::End => return Err(self.unexpected()),
            _ => self.literal()?,
        };
        let expr = match negative {
            true => Expr::Unary(UnaryOperator::Minus, Box::new(expr)),
            false => expr,
        };
        let text = self.span_from(start).of(self.text).to_owned();
        Ok(ColumnConstraint::Default { expr, text })
    }

    /// `CHECK (expr)` and its text.
    fn check(&mut self, name: Option<Name>) -> Result<CheckSyntax, DatabaseError> {
        self.expect("CHECK")?;
        let start = self.start();
        self.expect("(")?;
        let expr = self.expression()?;
        self.expect(")")?;
        let span = self.span_from(start);
        self.on_conflict()?;
        Ok(CheckSyntax { name, expr, span })
    }

    /// `REFERENCES table (columns) ON DELETE … DEFERRABLE …`.
    fn references(&mut self, columns: Vec<Name>) -> Result<ForeignKeySyntax, DatabaseError> {
        self.expect("REFERENCES")?;
        let to_table = self.name()?;
        let to_columns = if self.at("(") {
            self.name_list()?
        } else {
            Vec::new()
        };
        let mut key = ForeignKeySyntax {
            columns,
            to_table,
            to_columns,
            on_delete: ForeignKeyAction::NoAction,
            on_update: ForeignKeyAction::NoAction,
            deferred: false,
        };
        loop {
            if self.eat_all(&["ON", "DELETE"]) {
                key.on_delete = self.foreign_key_action()?;
            } else if self.eat_all(&["ON", "UPDATE"]) {
                key.on_update = self.foreign_key_action()?;
            } else if self.eat("MATCH") {
                self.name()?;
            } else if self.eat_all(&["NOT", "DEFERRABLE"]) {
                key.deferred = false;
                self.initially()?;
            } else if self.eat("DEFERRABLE") {
                key.deferred = self.initially()?;
            } else {
                return Ok(key);
            }
        }
    }

    /// `INITIALLY DEFERRED`: whether it was that.
    fn initially(&mut self) -> Result<bool, DatabaseError> {
        if !self.eat("INITIALLY") {
            return Ok(false);
        }
        if self.eat("IMMEDIATE") {
            return Ok(false);
        }
        self.expect("DEFERRED")?;
        Ok(true)
    }

    fn foreign_key_action(&mut self) -> Result<ForeignKeyAction, DatabaseError> {
        Ok(if self.eat("CASCADE") {
            ForeignKeyAction::Cascade
        } else if self.eat("RESTRICT") {
            ForeignKeyAction::Restrict
        } else if self.eat("SET") {
            if self.eat("DEFAULT") {
                ForeignKeyAction::SetDefault
            } else {
                self.expect("NULL")?;
                ForeignKeyAction::SetNull
            }
        } else {
            self.expect("NO")?;
            self.expect("ACTION")?;
            ForeignKeyAction::NoAction
        })
    }

    /// The conflict clause of a constraint. Only ABORT, the default, is known here.
    fn on_conflict(&mut self) -> Result<(), DatabaseError> {
        if !self.eat_all(&["ON", "CONFLICT"]) {
            return Ok(());
        }
        if self.eat("ABORT") || self.eat("FAIL") || self.eat("ROLLBACK") {
            return Ok(());
        }
        Err(DatabaseError::not_supported("ON CONFLICT on a constraint"))
    }

    /// `expr COLLATE x ASC, …`.
    pub fn indexed_columns(&mut self) -> Result<Vec<IndexedColumn>, DatabaseError> {
        let mut columns = Vec::new();
        loop {
            let expr = match self.peek().kind {
                TokenKind::Text => column(self.take_name()),
                _ => self.expression()?,
            };
            let descending = self.direction();
            columns.push(IndexedColumn { expr, descending });
            if !self.eat(",") {
                return Ok(columns);
            }
        }
    }

    fn create_index(&mut self, unique: bool) -> Result<Statement, DatabaseError> {
        let if_not_exists = self.if_not_exists()?;
        let name = self.qualified_name()?;
        self.expect("ON")?;
        let table = self.name()?;
        self.expect("(")?;
        let columns = self.indexed_columns()?;
        self.expect(")")?;
        let filter = self.clause("WHERE")?;
        Ok(Statement::CreateIndex(Box::new(CreateIndex {
            name,
            table,
            unique,
            if_not_exists,
            columns,
            filter,
        })))
    }

    fn create_view(&mut self) -> Result<Statement, DatabaseError> {
        let if_not_exists = self.if_not_exists()?;
        let name = self.qualified_name()?;
        let columns = if self.at("(") {
            self.name_list()?
        } else {
            Vec::new()
        };
        self.expect("AS")?;
        let select = Rc::new(self.select()?);
        Ok(Statement::CreateView(Box::new(CreateView {
            name,
            if_not_exists,
            columns,
            select,
        })))
    }
}

fn is_literal_word(word: &str) -> bool {
    [
        "NULL",
        "TRUE",
        "FALSE",
        "CURRENT_DATE",
        "CURRENT_TIME",
        "CURRENT_TIMESTAMP",
    ]
    .iter()
    .any(|literal| literal.eq_ignore_ascii_case(word))
}
