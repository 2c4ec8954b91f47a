//! The words, names and signs of a statement.

use crate::backends::base::dialect::Dialect;

/// A word, name or sign.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Token {
    /// A word without quotes, and the same in upper case.
    Word(String, String),
    /// A name in quotes.
    Name(String),
    /// Any other character; a text is a quotation mark.
    Sign(char),
}

/// Tokens that are read from the left.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(pub(super) &'a [Token]);

impl<'a> Reader<'a> {
    /// Passes a word when it comes next, and says so.
    pub(super) fn eat(&mut self, word: &str) -> bool {
        let is_next = self.peek_word() == Some(word);
        if is_next {
            self.step();
        }
        is_next
    }

    /// Passes those of the words that come next.
    pub(super) fn eat_all(&mut self, words: &[&str]) {
        for word in words {
            self.eat(word);
        }
    }

    /// The word that comes next, in upper case.
    pub(super) fn peek_word(&self) -> Option<&'a str> {
        match self.0.first() {
            Some(Token::Word(_, upper)) => Some(upper),
            _ => None,
        }
    }

    /// Passes the word that comes next.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let word = self.peek_word()?;
        self.step();
        Some(word)
    }

    /// Passes everything up to the next word outside of parentheses, and that word.
    pub(super) fn next_word(&mut self) -> Option<&'a str> {
        loop {
            match self.0.first()? {
                Token::Word(_, upper) => {
                    self.step();
                    return Some(upper);
                }
                Token::Sign('(') => drop(self.parenthesis()),
                _ => self.step(),
            }
        }
    }

    /// Passes a name, with quotes or without.
    pub(super) fn name(&mut self) -> Option<String> {
        let name = match self.0.first()? {
            Token::Word(word, _) | Token::Name(word) => word.clone(),
            Token::Sign(_) => return None,
        };
        self.step();
        Some(name)
    }

    /// Passes the next parentheses, wherever they are; answers what stands in them.
    pub(super) fn parenthesis(&mut self) -> Self {
        while !matches!(self.0.first(), None | Some(Token::Sign('('))) {
            self.step();
        }
        let mut depth = 0_usize;
        for (at, token) in self.0.iter().enumerate() {
            match token {
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                let inside = self.0.get(1..at).unwrap_or_default();
                self.0 = self.0.get(at + 1..).unwrap_or_default();
                return Reader(inside);
            }
        }
        let inside = self.0.get(1..).unwrap_or_default();
        self.0 = &[];
        Reader(inside)
    }

    /// The parts between commas that stand outside of parentheses.
    pub(super) fn parts(self) -> Vec<Self> {
        let (mut parts, mut depth, mut start) = (Vec::new(), 0_i32, 0);
        for (at, token) in self.0.iter().enumerate() {
            match token {
                Token::Sign('(') => depth += 1,
                Token::Sign(')') => depth -= 1,
                Token::Sign(',') if depth == 0 => {
                    parts.push(Reader(self.0.get(start..at).unwrap_or_default()));
                    start = at + 1;
                }
                _ => {}
            }
        }
        parts.push(Reader(self.0.get(start..).unwrap_or_default()));
        parts
    }

    fn step(&mut self) {
        self.0 = self.0.get(1..).unwrap_or_default();
    }
}

/// The tokens of statements.
pub(super) fn tokenize(sql: &str, dialect: Dialect) -> Vec<Token> {
    let quote = match dialect {
        Dialect::PostgreSql => '"',
        Dialect::MySql => '`',
    };
    let mut tokens = Vec::new();
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        if character == quote {
            let mut name = String::new();
            while let Some(letter) = characters.next_if(|letter| *letter != quote) {
                name.push(letter);
            }
            characters.next();
            tokens.push(Token::Name(name));
        } else if character == '\'' || character == '"' {
            // That a quote inside is written twice only makes two texts of it.
            while let Some(letter) = characters.next() {
                match letter {
                    '\\' if dialect == Dialect::MySql => drop(characters.next()),
                    _ if letter == character => break,
                    _ => {}
                }
            }
            tokens.push(Token::Sign('\''));
        } else if is_word(&character) {
            let mut word = character.to_string();
            while let Some(letter) = characters.next_if(is_word) {
                word.push(letter);
            }
            let upper = word.to_uppercase();
            tokens.push(Token::Word(word, upper));
        } else if !character.is_whitespace() {
            tokens.push(Token::Sign(character));
        }
    }
    tokens
}

fn is_word(letter: &char) -> bool {
    letter.is_alphanumeric() || *letter == '_'
}
