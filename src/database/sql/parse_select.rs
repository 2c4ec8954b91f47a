//! SELECT, VALUES, compounds, FROM and WITH.

use std::rc::Rc;

use super::ast::{
    CommonTable, CompoundOperator, Expr, FromItem, FromSource, JoinKind, Name, ResultColumn,
    Select, SelectBody, SelectCore,
};
use super::cursor::Cursor;
use super::token::TokenKind;
use crate::database::DatabaseError;

/// How many queries may be combined; SQLite's own limit.
const MAXIMUM_COMPOUND: usize = 500;

impl Cursor<'_> {
    /// Whether a query comes next.
    pub fn at_select(&self) -> bool {
        self.at("SELECT") || self.at("VALUES") || (self.at("WITH") && !self.at_ahead(1, "("))
    }

    /// A query with its WITH, ORDER BY and LIMIT.
    pub fn select(&mut self) -> Result<Select, DatabaseError> {
        let with = self.with()?;
        self.select_after_with(with)
    }

    /// A query whose WITH was read already.
    pub fn select_after_with(&mut self, with: Vec<CommonTable>) -> Result<Select, DatabaseError> {
        let body = self.select_body()?;
        let mut compound = Vec::new();
        while let Some(operator) = self.compound_operator() {
            compound.push((operator, self.select_body()?));
            if compound.len() >= MAXIMUM_COMPOUND {
                return Err(DatabaseError::operational(
                    "too many terms in compound SELECT",
                ));
            }
        }
        let order = self.order_by()?;
        let (limit, offset) = self.limit()?;
        Ok(Select {
            with,
            body,
            compound,
            order,
            limit,
            offset,
        })
    }

    /// `WITH a AS (…), …`, if there is one.
    pub fn with(&mut self) -> Result<Vec<CommonTable>, DatabaseError> {
        let mut tables = Vec::new();
        if !self.eat("WITH") {
            return Ok(tables);
        }
        self.eat("RECURSIVE");
        loop {
            let name = self.name()?;
            let columns = if self.at("(") {
                self.name_list()?
            } else {
                Vec::new()
            };
            self.expect("AS")?;
            if self.eat("NOT") {
                self.expect("MATERIALIZED")?;
            } else {
                self.eat("MATERIALIZED");
            }
            self.expect("(")?;
            let select = Rc::new(self.nested(Self::select)?);
            self.expect(")")?;
            tables.push(CommonTable {
                name,
                columns,
                select,
            });
            if !self.eat(",") {
                return Ok(tables);
            }
        }
    }

    fn compound_operator(&mut self) -> Option<CompoundOperator> {
        if self.eat("UNION") {
            let all = self.eat("ALL");
            return Some(if all {
                CompoundOperator::UnionAll
            } else {
                CompoundOperator::Union
            });
        }
        if self.eat("INTERSECT") {
            return Some(CompoundOperator::Intersect);
        }
        self.eat("EXCEPT").then_some(CompoundOperator::Except)
    }

    fn limit(&mut self) -> Result<(Option<Expr>, Option<Expr>), DatabaseError> {
        if !self.eat("LIMIT") {
            return Ok((None, None));
        }
        let first = self.expression()?;
        if self.eat("OFFSET") {
            return Ok((Some(first), Some(self.expression()?)));
        }
        if self.eat(",") {
            return Ok((Some(self.expression()?), Some(first)));
        }
        Ok((Some(first), None))
    }

    fn select_body(&mut self) -> Result<SelectBody, DatabaseError> {
        if self.eat("VALUES") {
            let mut rows = vec![self.values_row()?];
            while self.eat(",") {
                rows.push(self.values_row()?);
            }
            return Ok(SelectBody::Values(rows));
        }
        self.expect("SELECT")?;
        Ok(SelectBody::Core(Box::new(self.select_core()?)))
    }

    fn values_row(&mut self) -> Result<Vec<Expr>, DatabaseError> {
        self.expect("(")?;
        let row = self.expression_list()?;
        self.expect(")")?;
        Ok(row)
    }

    fn select_core(&mut self) -> Result<SelectCore, DatabaseError> {
        let distinct = self.eat("DISTINCT");
        if !distinct {
            self.eat("ALL");
        }
        let columns = self.result_columns()?;
        let from = if self.eat("FROM") {
            self.sources_of_from()?
        } else {
            Vec::new()
        };
        let filter = self.clause("WHERE")?;
        let mut group_by = Vec::new();
        if self.eat("GROUP") {
            self.expect("BY")?;
            group_by = self.expression_list()?;
        }
        let having = self.clause("HAVING")?;
        let windows = self.named_windows()?;
        Ok(SelectCore {
            distinct,
            columns,
            from,
            filter,
            group_by,
            having,
            windows,
        })
    }

    fn named_windows(&mut self) -> Result<Vec<(Name, super::ast::Window)>, DatabaseError> {
        let mut windows = Vec::new();
        if !self.at("WINDOW") || !self.at_ahead(2, "AS") {
            return Ok(windows);
        }
        self.advance();
        loop {
            let name = self.name()?;
            self.expect("AS")?;
            windows.push((name, self.window()?));
            if !self.eat(",") {
                return Ok(windows);
            }
        }
    }

    /// `WORD expression`, if the word comes next.
    pub fn clause(&mut self, word: &str) -> Result<Option<Expr>, DatabaseError> {
        if self.eat(word) {
            self.expression().map(Some)
        } else {
            Ok(None)
        }
    }

    /// What SELECT or RETURNING lists.
    pub fn result_columns(&mut self) -> Result<Vec<ResultColumn>, DatabaseError> {
        let mut columns = vec![self.result_column()?];
        while self.eat(",") {
            columns.push(self.result_column()?);
        }
        Ok(columns)
    }

    fn result_column(&mut self) -> Result<ResultColumn, DatabaseError> {
        if self.eat("*") {
            return Ok(ResultColumn::Star);
        }
        if self.name_ahead(0) && self.at_ahead(1, ".") && self.at_ahead(2, "*") {
            let table = self.name()?;
            self.advance();
            self.advance();
            return Ok(ResultColumn::TableStar(table));
        }
        let (expr, text) = self.expression_with_text()?;
        let alias = self.alias()?;
        Ok(ResultColumn::Expr { expr, alias, text })
    }

    fn alias(&mut self) -> Result<Option<Name>, DatabaseError> {
        if self.eat("AS") || self.at_bare_alias() {
            return self.name().map(Some);
        }
        Ok(None)
    }

    /// The sources of FROM.
    pub fn sources_of_from(&mut self) -> Result<Vec<FromItem>, DatabaseError> {
        let mut items = vec![self.source_of_from(JoinKind::Inner, false)?];
        loop {
            if self.eat(",") {
                items.push(self.source_of_from(JoinKind::Inner, false)?);
                continue;
            }
            let Some((join, natural)) = self.join_operator()? else {
                return Ok(items);
            };
            items.push(self.source_of_from(join, natural)?);
        }
    }

    fn join_operator(&mut self) -> Result<Option<(JoinKind, bool)>, DatabaseError> {
        let natural = self.eat("NATURAL");
        let mut join = JoinKind::Inner;
        let mut qualified = natural;
        for (word, kind) in [
            ("LEFT", JoinKind::Left),
            ("RIGHT", JoinKind::Right),
            ("FULL", JoinKind::Full),
            ("INNER", JoinKind::Inner),
            ("CROSS", JoinKind::Inner),
        ] {
            if self.eat(word) {
                join = kind;
                qualified = true;
                self.eat("OUTER");
                break;
            }
        }
        if self.eat("JOIN") {
            return Ok(Some((join, natural)));
        }
        if qualified {
            Err(self.unexpected())
        } else {
            Ok(None)
        }
    }

    fn source_of_from(&mut self, join: JoinKind, natural: bool) -> Result<FromItem, DatabaseError> {
        let source = self.place_of_source()?;
        let alias = self.alias()?;
        if self.eat("INDEXED") {
            self.expect("BY")?;
            self.name()?;
        } else {
            self.eat_all(&["NOT", "INDEXED"]);
        }
        let on = self.clause("ON")?;
        let using = if on.is_none() && self.eat("USING") {
            self.name_list()?
        } else {
            Vec::new()
        };
        Ok(FromItem {
            source,
            alias,
            join,
            natural,
            on,
            using,
        })
    }

    fn place_of_source(&mut self) -> Result<FromSource, DatabaseError> {
        if self.eat("(") {
            if self.at_select() {
                let select = self.nested(Self::select)?;
                self.expect(")")?;
                return Ok(FromSource::Select(Rc::new(select)));
            }
            let items = self.nested(Self::sources_of_from)?;
            self.expect(")")?;
            return Ok(FromSource::Nested(items));
        }
        let name = self.qualified_name()?;
        if self.peek().kind == TokenKind::Operator && self.eat("(") {
            let arguments = if self.at(")") {
                Vec::new()
            } else {
                self.nested(Self::expression_list)?
            };
            self.expect(")")?;
            return Ok(FromSource::Function { name, arguments });
        }
        Ok(FromSource::Table(name))
    }
}

/// `SELECT * FROM table`.
pub fn select_all_from(table: Name) -> Select {
    Select {
        with: Vec::new(),
        body: SelectBody::Core(Box::new(SelectCore {
            distinct: false,
            columns: vec![ResultColumn::Star],
            from: vec![FromItem {
                source: FromSource::Table(table),
                alias: None,
                join: JoinKind::Inner,
                natural: false,
                on: None,
                using: Vec::new(),
            }],
            filter: None,
            group_by: Vec::new(),
            having: None,
            windows: Vec::new(),
        })),
        compound: Vec::new(),
        order: Vec::new(),
        limit: None,
        offset: None,
    }
}
