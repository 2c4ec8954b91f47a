//! Expressions, by precedence climbing.

use std::rc::Rc;

use super::ast::{
    BinaryOperator, Call, Expr, Match, MatchKind, Name, NowKind, OrderTerm, UnaryOperator, Window,
};
use super::cursor::Cursor;
use super::token::{Token, TokenKind, unquote};
use crate::database::number::{integer_literal, real_literal};
use crate::database::{DatabaseError, SqlValue};

/// How high an expression's tree may grow; SQLite's own limit.
const MAXIMUM_HEIGHT: usize = 1000;

/// Binding powers of the infix operators, weakest first.
mod power {
    pub const OR: u8 = 1;
    pub const AND: u8 = 2;
    pub const NOT: u8 = 3;
    pub const EQUALITY: u8 = 4;
    pub const COMPARISON: u8 = 5;
    pub const BITS: u8 = 6;
    pub const SUM: u8 = 7;
    pub const PRODUCT: u8 = 8;
    pub const CONCAT: u8 = 9;
    pub const COLLATE: u8 = 10;
    pub const PREFIX: u8 = 11;
}

/// The infix operators that are words.
const INFIX_WORDS: [(&str, u8); 13] = [
    ("OR", power::OR),
    ("AND", power::AND),
    ("IS", power::EQUALITY),
    ("IN", power::EQUALITY),
    ("LIKE", power::EQUALITY),
    ("GLOB", power::EQUALITY),
    ("REGEXP", power::EQUALITY),
    ("MATCH", power::EQUALITY),
    ("BETWEEN", power::EQUALITY),
    ("ISNULL", power::EQUALITY),
    ("NOTNULL", power::EQUALITY),
    ("NOT", power::EQUALITY),
    ("COLLATE", power::COLLATE),
];

impl Cursor<'_> {
    /// An expression.
    pub fn expression(&mut self) -> Result<Expr, DatabaseError> {
        self.expression_above(0)
    }

    /// An expression and its text.
    pub fn expression_with_text(&mut self) -> Result<(Expr, String), DatabaseError> {
        let start = self.start();
        let expr = self.expression()?;
        Ok((expr, self.span_from(start).of(self.text).to_owned()))
    }

    /// Expressions separated by commas.
    pub fn expression_list(&mut self) -> Result<Vec<Expr>, DatabaseError> {
        let mut list = vec![self.expression()?];
        while self.eat(",") {
            list.push(self.expression()?);
        }
        Ok(list)
    }

    fn expression_above(&mut self, minimum: u8) -> Result<Expr, DatabaseError> {
        let siblings = std::mem::replace(&mut self.height, 0);
        let mut left = self.nested(Self::prefix)?;
        let mut height = self.height;
        while let Some(strength) = self.infix_power().filter(|strength| *strength > minimum) {
            self.height = 0;
            left = self.infix(left, strength)?;
            height = height.max(self.height) + 1;
            if height > MAXIMUM_HEIGHT {
                return Err(DatabaseError::operational(format!(
                    "Expression tree is too large (maximum depth {MAXIMUM_HEIGHT})"
                )));
            }
        }
        self.height = siblings.max(height);
        Ok(left)
    }

    /// The strength of the infix operator that comes next.
    fn infix_power(&self) -> Option<u8> {
        let token = self.peek();
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Operator => Some(match text {
                "=" | "==" | "<>" | "!=" => power::EQUALITY,
                "<" | "<=" | ">" | ">=" => power::COMPARISON,
                "&" | "|" | "<<" | ">>" => power::BITS,
                "+" | "-" => power::SUM,
                "*" | "/" | "%" => power::PRODUCT,
                "||" | "->" | "->>" => power::CONCAT,
                _ => return None,
            }),
            TokenKind::Word => {
                let mut words = INFIX_WORDS.iter();
                let known = words.find(|(word, _)| word.eq_ignore_ascii_case(text));
                known.map(|(_, power)| *power)
            }
            _ => None,
        }
    }

    fn infix(&mut self, left: Expr, strength: u8) -> Result<Expr, DatabaseError> {
        let token = self.advance();
        let word = self.text_of(token).to_ascii_uppercase();
        if word == "COLLATE" {
            return Ok(Expr::Collate(Box::new(left), self.name()?));
        }
        if let Some(operator) = binary_operator(&word) {
            let right = self.expression_above(strength)?;
            return Ok(Expr::Binary(operator, Box::new(left), Box::new(right)));
        }
        self.predicate(left, &word)
    }

    /// What follows a value at the strength of `=`: IS, IN, LIKE, BETWEEN, ISNULL, …
    fn predicate(&mut self, left: Expr, word: &str) -> Result<Expr, DatabaseError> {
        let value = Box::new(left);
        match word {
            "ISNULL" => Ok(Expr::IsNull {
                value,
                negated: false,
            }),
            "NOTNULL" => Ok(Expr::IsNull {
                value,
                negated: true,
            }),
            "IS" => self.is_predicate(value),
            "NOT" if self.eat("NULL") => Ok(Expr::IsNull {
                value,
                negated: true,
            }),
            "NOT" => {
                let token = self.advance();
                let word = self.text_of(token).to_ascii_uppercase();
                self.negatable(value, &word, true, token)
            }
            _ => self.negatable(value, word, false, self.peek()),
        }
    }

    fn is_predicate(&mut self, value: Box<Expr>) -> Result<Expr, DatabaseError> {
        let mut negated = self.eat("NOT");
        if self.eat_all(&["DISTINCT", "FROM"]) {
            negated = !negated;
        } else if self.eat("NULL") {
            return Ok(Expr::IsNull { value, negated });
        }
        let operator = if negated {
            BinaryOperator::IsNot
        } else {
            BinaryOperator::Is
        };
        let literal = self.peek();
        let right = self.expression_above(power::EQUALITY)?;
        let is_alone = self.last_end() == literal.end;
        let truth = match self.text_of(literal).to_ascii_uppercase().as_str() {
            "TRUE" if is_alone => true,
            "FALSE" if is_alone => false,
            _ => return Ok(Expr::Binary(operator, value, Box::new(right))),
        };
        Ok(is_truth(value, truth, negated))
    }

    fn negatable(
        &mut self,
        value: Box<Expr>,
        word: &str,
        negated: bool,
        token: Token,
    ) -> Result<Expr, DatabaseError> {
        let kind = match word {
            "IN" => return self.in_predicate(value, negated),
            "BETWEEN" => {
                let low = Box::new(self.expression_above(power::EQUALITY)?);
                self.expect("AND")?;
                let high = Box::new(self.expression_above(power::EQUALITY)?);
                return Ok(Expr::Between {
                    value,
                    low,
                    high,
                    negated,
                });
            }
            "LIKE" => MatchKind::Like,
            "GLOB" => MatchKind::Glob,
            "REGEXP" => MatchKind::Regexp,
            "MATCH" => MatchKind::Match,
            _ => {
                let text = self.text_of(token);
                let message = format!("near \"{text}\": syntax error");
                return Err(DatabaseError::operational(message));
            }
        };
        let pattern = self.expression_above(power::EQUALITY)?;
        let escape = match self.eat("ESCAPE") {
            true => Some(self.expression_above(power::EQUALITY)?),
            false => None,
        };
        Ok(Expr::Match(Box::new(Match {
            kind,
            value: *value,
            pattern,
            escape,
            negated,
        })))
    }

    fn in_predicate(&mut self, value: Box<Expr>, negated: bool) -> Result<Expr, DatabaseError> {
        if !self.at("(") {
            let table = self.qualified_name()?;
            let select = Rc::new(super::parse_select::select_all_from(table));
            return Ok(Expr::InSelect {
                value,
                select,
                negated,
            });
        }
        self.advance();
        if self.at_select() {
            let select = Rc::new(self.nested(Self::select)?);
            self.expect(")")?;
            return Ok(Expr::InSelect {
                value,
                select,
                negated,
            });
        }
        let list = if self.at(")") {
            Vec::new()
        } else {
            self.expression_list()?
        };
        self.expect(")")?;
        Ok(Expr::InList {
            value,
            list,
            negated,
        })
    }

    fn prefix(&mut self) -> Result<Expr, DatabaseError> {
        let operator = match self.text_of(self.peek()) {
            "-" => UnaryOperator::Minus,
            "+" => UnaryOperator::Plus,
            "~" => UnaryOperator::BitNot,
            word if word.eq_ignore_ascii_case("NOT") && !self.at_ahead(1, "EXISTS") => {
                self.advance();
                let operand = self.expression_above(power::NOT)?;
                return Ok(Expr::Unary(UnaryOperator::Not, Box::new(operand)));
            }
            _ => return self.primary(),
        };
        self.advance();
        let negative = operator == UnaryOperator::Minus;
        if negative && matches!(self.peek().kind, TokenKind::Integer | TokenKind::Float) {
            let token = self.advance();
            let value = number(&format!("-{}", self.text_of(token)), token.kind);
            return Ok(Expr::Value(value));
        }
        let operand = self.expression_above(power::PREFIX - 1)?;
        Ok(Expr::Unary(operator, Box::new(operand)))
    }

    /// An expression without operators around it.
    pub fn primary(&mut self) -> Result<Expr, DatabaseError> {
        let token = self.peek();
        let text = self.text_of(token);
        match token.kind {
            TokenKind::Integer | TokenKind::Float => {
                self.advance();
                Ok(Expr::Value(number(text, token.kind)))
            }
            TokenKind::Text => {
                self.advance();
                Ok(Expr::Value(SqlValue::Text(unquote(text).into())))
            }
            TokenKind::Blob => {
                self.advance();
                Ok(Expr::Value(SqlValue::Blob(blob(text).into())))
            }
            TokenKind::Parameter => {
                self.advance();
                Ok(Expr::Parameter(self.parameter(text)))
            }
            TokenKind::Operator if text == "(" => self.parenthesised(),
            TokenKind::Word => self.word_expression(text),
            TokenKind::QuotedName => self.name_expression(),
            TokenKind::Operator | TokenKind::End => Err(self.unexpected()),
        }
    }

    fn parenthesised(&mut self) -> Result<Expr, DatabaseError> {
        self.expect("(")?;
        if self.at_select() {
            let select = self.nested(Self::select)?;
            self.expect(")")?;
            return Ok(Expr::Select(Rc::new(select)));
        }
        let mut list = self.expression_list()?;
        self.expect(")")?;
        match list.pop() {
            Some(only) if list.is_empty() => Ok(only),
            Some(last) => {
                list.push(last);
                Ok(Expr::Row(list))
            }
            None => Err(self.unexpected()),
        }
    }

    fn word_expression(&mut self, word: &str) -> Result<Expr, DatabaseError> {
        let upper = word.to_ascii_uppercase();
        let value = match upper.as_str() {
            "NULL" => SqlValue::Null,
            "TRUE" if !self.at_ahead(1, ".") => SqlValue::Integer(1),
            "FALSE" if !self.at_ahead(1, ".") => SqlValue::Integer(0),
            "CASE" => return self.case(),
            "CAST" if self.at_ahead(1, "(") => return self.cast(),
            "NOT" | "EXISTS" => return self.exists(),
            "CURRENT_DATE" => return Ok(self.now(NowKind::Date)),
            "CURRENT_TIME" => return Ok(self.now(NowKind::Time)),
            "CURRENT_TIMESTAMP" => return Ok(self.now(NowKind::Timestamp)),
            "RAISE" if self.at_ahead(1, "(") => {
                return Err(DatabaseError::operational(
                    "RAISE() may only be used within a trigger-program",
                ));
            }
            _ => return self.name_expression(),
        };
        self.advance();
        Ok(Expr::Value(value))
    }

    fn now(&mut self, kind: NowKind) -> Expr {
        self.advance();
        Expr::Now(kind)
    }

    fn exists(&mut self) -> Result<Expr, DatabaseError> {
        let negated = self.eat("NOT");
        self.expect("EXISTS")?;
        self.expect("(")?;
        let exists = Expr::Exists(Rc::new(self.nested(Self::select)?));
        self.expect(")")?;
        Ok(match negated {
            true => Expr::Unary(UnaryOperator::Not, Box::new(exists)),
            false => exists,
        })
    }

    fn case(&mut self) -> Result<Expr, DatabaseError> {
        self.expect("CASE")?;
        let operand = match self.at("WHEN") {
            true => None,
            false => Some(Box::new(self.expression()?)),
        };
        let mut branches = Vec::new();
        while self.eat("WHEN") {
            let condition = self.expression()?;
            self.expect("THEN")?;
            branches.push((condition, self.expression()?));
        }
        if branches.is_empty() {
            return Err(self.unexpected());
        }
        let otherwise = match self.eat("ELSE") {
            true => Some(Box::new(self.expression()?)),
            false => None,
        };
        self.expect("END")?;
        Ok(Expr::Case {
            operand,
            branches,
            otherwise,
        })
    }

    fn cast(&mut self) -> Result<Expr, DatabaseError> {
        self.expect("CAST")?;
        self.expect("(")?;
        let value = Box::new(self.expression()?);
        self.expect("AS")?;
        let type_name = self.type_name()?;
        self.expect(")")?;
        Ok(Expr::Cast { value, type_name })
    }

    fn name_expression(&mut self) -> Result<Expr, DatabaseError> {
        if !self.name_ahead(0) && !self.at_join_function() {
            return Err(self.unexpected());
        }
        if self.at_ahead(1, "(") && self.peek().kind == TokenKind::Word {
            return self.call();
        }
        let mut column = self.take_name();
        let mut table = None;
        while self.eat(".") {
            table = Some(column);
            column = self.name()?;
        }
        Ok(Expr::Column { table, column })
    }

    /// `replace(…)` and the like, whose names are keywords elsewhere.
    fn at_join_function(&self) -> bool {
        self.peek().kind == TokenKind::Word && self.at_ahead(1, "(") && self.at("REPLACE")
    }

    fn call(&mut self) -> Result<Expr, DatabaseError> {
        let name = self.take_name();
        self.expect("(")?;
        let mut call = Call {
            name,
            distinct: false,
            star: false,
            arguments: Vec::new(),
            filter: None,
            over: None,
        };
        if self.eat("*") {
            call.star = true;
        } else if !self.at(")") {
            call.distinct = self.eat("DISTINCT");
            if !call.distinct {
                self.eat("ALL");
            }
            call.arguments = self.nested(Self::expression_list)?;
        }
        self.expect(")")?;
        if self.at("FILTER") && self.at_ahead(1, "(") {
            self.advance();
            self.advance();
            self.expect("WHERE")?;
            call.filter = Some(self.expression()?);
            self.expect(")")?;
        }
        if self.at("OVER") {
            self.advance();
            call.over = Some(self.over()?);
        }
        Ok(Expr::Call(Box::new(call)))
    }

    fn over(&mut self) -> Result<Window, DatabaseError> {
        if !self.at("(") {
            return Ok(Window {
                base: Some(self.name()?),
                ..Window::default()
            });
        }
        self.window()
    }

    /// `(base PARTITION BY … ORDER BY … frame)`.
    pub fn window(&mut self) -> Result<Window, DatabaseError> {
        self.expect("(")?;
        let mut window = Window::default();
        let starts_clause = ["PARTITION", "ORDER", "ROWS", "RANGE", "GROUPS"]
            .iter()
            .any(|word| self.at(word));
        if self.name_ahead(0) && !starts_clause {
            window.base = Some(self.name()?);
        }
        if self.eat_all(&["PARTITION", "BY"]) {
            window.partition = self.expression_list()?;
        }
        window.order = self.order_by()?;
        if !self.at(")") {
            let start = self.start();
            self.skip_balanced();
            window.frame = Some(self.span_from(start).of(self.text).to_owned());
        }
        self.expect(")")?;
        Ok(window)
    }

    /// `ORDER BY …`, if there is one.
    pub fn order_by(&mut self) -> Result<Vec<OrderTerm>, DatabaseError> {
        let mut terms = Vec::new();
        if !self.eat("ORDER") {
            return Ok(terms);
        }
        self.expect("BY")?;
        loop {
            let expr = self.expression()?;
            let descending = self.direction();
            let nulls_first = match self.eat("NULLS") {
                true if self.eat("FIRST") => Some(true),
                true => {
                    self.expect("LAST")?;
                    Some(false)
                }
                false => None,
            };
            terms.push(OrderTerm {
                expr,
                descending,
                nulls_first,
            });
            if !self.eat(",") {
                return Ok(terms);
            }
        }
    }

    /// ASC or DESC: whether it was DESC.
    pub fn direction(&mut self) -> bool {
        !self.eat("ASC") && self.eat("DESC")
    }

    fn parameter(&mut self, text: &str) -> usize {
        let number = match text.strip_prefix('?') {
            Some("") => self.parameters,
            Some(digits) => digits.parse::<usize>().unwrap_or(1).clamp(1, 32766) - 1,
            None => {
                let known = self.parameter_names.iter().find(|(name, _)| name == text);
                match known {
                    Some((_, number)) => *number,
                    None => {
                        self.parameter_names
                            .push((text.to_owned(), self.parameters));
                        self.parameters
                    }
                }
            }
        };
        self.parameters = self.parameters.max(number + 1);
        number
    }

    /// `varchar(100)`, `integer unsigned`, `double precision`: the words as SQLite keeps them.
    pub fn type_name(&mut self) -> Result<String, DatabaseError> {
        let start = self.start();
        while self.name_ahead(0) || self.peek().kind == TokenKind::Text {
            if self.at("GENERATED") && self.at_ahead(1, "ALWAYS") {
                break;
            }
            self.advance();
        }
        if self.last_end() > start && self.eat("(") {
            self.skip_balanced();
            self.expect(")")?;
        }
        let span = self.span_from(start);
        Ok(if span.end > span.start {
            span.of(self.text).to_owned()
        } else {
            String::new()
        })
    }
}

/// `value IS TRUE` and its like, which no value leaves NULL.
fn is_truth(value: Box<Expr>, truth: bool, negated: bool) -> Expr {
    let condition = match truth {
        true => *value,
        false => Expr::Unary(UnaryOperator::Not, value),
    };
    let integer = |truth: bool| Expr::Value(SqlValue::Integer(i64::from(truth)));
    Expr::Case {
        operand: None,
        branches: vec![(condition, integer(!negated))],
        otherwise: Some(Box::new(integer(negated))),
    }
}

/// The column of this name, as an expression.
pub fn column(name: Name) -> Expr {
    Expr::Column {
        table: None,
        column: name,
    }
}

fn binary_operator(word: &str) -> Option<BinaryOperator> {
    Some(match word {
        "OR" => BinaryOperator::Or,
        "AND" => BinaryOperator::And,
        "=" | "==" => BinaryOperator::Equal,
        "<>" | "!=" => BinaryOperator::NotEqual,
        "<" => BinaryOperator::Less,
        "<=" => BinaryOperator::LessEqual,
        ">" => BinaryOperator::Greater,
        ">=" => BinaryOperator::GreaterEqual,
        "&" => BinaryOperator::BitAnd,
        "|" => BinaryOperator::BitOr,
        "<<" => BinaryOperator::ShiftLeft,
        ">>" => BinaryOperator::ShiftRight,
        "+" => BinaryOperator::Add,
        "-" => BinaryOperator::Subtract,
        "*" => BinaryOperator::Multiply,
        "/" => BinaryOperator::Divide,
        "%" => BinaryOperator::Modulo,
        "||" => BinaryOperator::Concat,
        "->" => BinaryOperator::Arrow,
        "->>" => BinaryOperator::DoubleArrow,
        _ => return None,
    })
}

fn number(text: &str, kind: TokenKind) -> SqlValue {
    match kind {
        TokenKind::Integer => integer_literal(text),
        _ => SqlValue::Real(real_literal(text)),
    }
}

fn blob(text: &str) -> Vec<u8> {
    let digits = text
        .get(2..text.len().saturating_sub(1))
        .unwrap_or_default();
    digits
        .as_bytes()
        .chunks(2)
        .filter_map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok())
        .collect()
}
