//! Walking over the tokens of a statement.

use super::ast::{Name, Span};
use super::token::{Token, TokenKind, tokenize, unquote};
use crate::database::DatabaseError;

/// How deep parentheses, subqueries and prefix operators may nest.
const MAXIMUM_DEPTH: usize = 100;

/// Words that never name anything unless quoted. SQLite takes all its other keywords as names
/// where a name is due.
const RESERVED: [&str; 58] = [
    "ADD",
    "ALL",
    "ALTER",
    "AND",
    "AS",
    "AUTOINCREMENT",
    "BETWEEN",
    "CASE",
    "CHECK",
    "COLLATE",
    "COMMIT",
    "CONSTRAINT",
    "CREATE",
    "DEFAULT",
    "DEFERRABLE",
    "DELETE",
    "DISTINCT",
    "DROP",
    "ELSE",
    "ESCAPE",
    "EXCEPT",
    "EXISTS",
    "FOREIGN",
    "FROM",
    "GROUP",
    "HAVING",
    "IN",
    "INDEX",
    "INSERT",
    "INTERSECT",
    "INTO",
    "IS",
    "ISNULL",
    "JOIN",
    "LIMIT",
    "NOT",
    "NOTHING",
    "NOTNULL",
    "NULL",
    "ON",
    "OR",
    "ORDER",
    "PRIMARY",
    "REFERENCES",
    "RETURNING",
    "SELECT",
    "SET",
    "TABLE",
    "THEN",
    "TO",
    "TRANSACTION",
    "UNION",
    "UNIQUE",
    "UPDATE",
    "USING",
    "VALUES",
    "WHEN",
    "WHERE",
];

/// Words that join sources and so cannot be an alias without AS.
const JOIN_WORDS: [&str; 8] = [
    "CROSS", "FULL", "INNER", "LEFT", "NATURAL", "OUTER", "RIGHT", "WINDOW",
];

/// A place in the tokens of one statement.
pub struct Cursor<'a> {
    pub text: &'a str,
    tokens: Vec<Token>,
    place: usize,
    depth: usize,
    /// The height of the expression read last, or the greatest among siblings.
    pub height: usize,
    /// How many parameters the statement uses.
    pub parameters: usize,
    /// Named parameters in the order of their numbers.
    pub parameter_names: Vec<(String, usize)>,
}

impl<'a> Cursor<'a> {
    pub fn new(text: &'a str) -> Result<Self, DatabaseError> {
        Ok(Self {
            text,
            tokens: tokenize(text)?,
            place: 0,
            depth: 0,
            height: 0,
            parameters: 0,
            parameter_names: Vec::new(),
        })
    }

    pub fn peek(&self) -> Token {
        self.peek_at(0)
    }

    /// The token `ahead` places further; the end repeats.
    pub fn peek_at(&self, ahead: usize) -> Token {
        let end = Token {
            kind: TokenKind::End,
            start: self.text.len(),
            end: self.text.len(),
        };
        self.tokens.get(self.place + ahead).copied().unwrap_or(end)
    }

    pub fn advance(&mut self) -> Token {
        let token = self.peek();
        self.place += 1;
        token
    }

    pub fn text_of(&self, token: Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or_default()
    }

    /// Whether the next token is this keyword or operator.
    pub fn at(&self, wanted: &str) -> bool {
        self.at_ahead(0, wanted)
    }

    pub fn at_ahead(&self, ahead: usize, wanted: &str) -> bool {
        let token = self.peek_at(ahead);
        matches!(token.kind, TokenKind::Word | TokenKind::Operator)
            && self.text_of(token).eq_ignore_ascii_case(wanted)
    }

    pub fn at_end(&self) -> bool {
        self.peek().kind == TokenKind::End
    }

    /// Takes the next token if it is this keyword or operator.
    pub fn eat(&mut self, wanted: &str) -> bool {
        let found = self.at(wanted);
        if found {
            self.place += 1;
        }
        found
    }

    /// Takes these keywords if all of them follow.
    pub fn eat_all(&mut self, wanted: &[&str]) -> bool {
        let found = wanted
            .iter()
            .enumerate()
            .all(|(ahead, word)| self.at_ahead(ahead, word));
        if found {
            self.place += wanted.len();
        }
        found
    }

    pub fn expect(&mut self, wanted: &str) -> Result<(), DatabaseError> {
        if self.eat(wanted) {
            Ok(())
        } else {
            Err(self.unexpected())
        }
    }

    /// SQLite's complaint about the next token.
    pub fn unexpected(&self) -> DatabaseError {
        let token = self.peek();
        if token.kind == TokenKind::End {
            return DatabaseError::operational("incomplete input");
        }
        DatabaseError::operational(format!("near \"{}\": syntax error", self.text_of(token)))
    }

    /// Where the next token starts.
    pub fn start(&self) -> usize {
        self.peek().start
    }

    /// Where the last taken token ends.
    pub fn last_end(&self) -> usize {
        self.place
            .checked_sub(1)
            .and_then(|place| self.tokens.get(place))
            .map_or(0, |token| token.end)
    }

    /// From `start` to the last taken token.
    pub fn span_from(&self, start: usize) -> Span {
        Span {
            start,
            end: self.last_end(),
        }
    }

    /// Whether a name stands `ahead`.
    pub fn name_ahead(&self, ahead: usize) -> bool {
        let token = self.peek_at(ahead);
        match token.kind {
            TokenKind::QuotedName => true,
            TokenKind::Word => !is_reserved(self.text_of(token)),
            _ => false,
        }
    }

    /// Whether a name that is no join keyword comes next: an alias without AS.
    pub fn at_bare_alias(&self) -> bool {
        let token = self.peek();
        let text = self.text_of(token);
        token.kind == TokenKind::QuotedName
            || token.kind == TokenKind::Text
            || (token.kind == TokenKind::Word
                && !is_reserved(text)
                && !JOIN_WORDS
                    .iter()
                    .any(|word| word.eq_ignore_ascii_case(text)))
    }

    /// A name; SQLite takes a string literal as one, too.
    pub fn name(&mut self) -> Result<Name, DatabaseError> {
        if self.name_ahead(0) || self.peek().kind == TokenKind::Text {
            return Ok(self.take_name());
        }
        Err(self.unexpected())
    }

    /// Takes the next token as a name, whatever it is.
    pub fn take_name(&mut self) -> Name {
        let token = self.advance();
        let text = self.text_of(token);
        Name {
            text: unquote(text).into(),
            start: token.start,
            end: token.end,
            double_quoted: text.starts_with('"'),
        }
    }

    /// A name with an optional schema before it, which must be `main` or `temp`.
    pub fn qualified_name(&mut self) -> Result<Name, DatabaseError> {
        let name = self.name()?;
        if !self.eat(".") {
            return Ok(name);
        }
        if !name.is("main") && !name.is("temp") {
            return Err(DatabaseError::operational(format!(
                "unknown database {}",
                name.text
            )));
        }
        self.name()
    }

    /// `(name, …)`.
    pub fn name_list(&mut self) -> Result<Vec<Name>, DatabaseError> {
        self.expect("(")?;
        let mut names = vec![self.name()?];
        while self.eat(",") {
            names.push(self.name()?);
        }
        self.expect(")")?;
        Ok(names)
    }

    /// Runs a nested production, unless the nesting is too deep.
    pub fn nested<T>(
        &mut self,
        production: impl FnOnce(&mut Self) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        if self.depth >= MAXIMUM_DEPTH {
            return Err(DatabaseError::operational("parser stack overflow"));
        }
        self.depth += 1;
        let result = production(self);
        self.depth -= 1;
        result
    }

    /// Skips to the end of the statement or to the `)` that closes what is open.
    pub fn skip_balanced(&mut self) {
        let mut open = 0usize;
        while !self.at_end() {
            if self.at("(") {
                open += 1;
            } else if self.at(")") {
                if open == 0 {
                    return;
                }
                open -= 1;
            }
            self.place += 1;
        }
    }
}

fn is_reserved(word: &str) -> bool {
    RESERVED
        .iter()
        .any(|reserved| reserved.eq_ignore_ascii_case(word))
}
