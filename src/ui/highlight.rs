//! Colors for code that is only shown: Python and SQL cut into tokens by their looks.

/// What a token looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token {
    /// A word of the language.
    Keyword,
    /// A string; in SQL also a quoted name.
    Text,
    /// A comment.
    Comment,
    /// A number.
    Number,
    /// A name that begins with a capital, or is called.
    Name,
    /// All else.
    Plain,
}

impl Token {
    /// Returns the CSS class; `None` for plain text.
    pub fn class(self) -> Option<&'static str> {
        match self {
            Token::Keyword => Some("code-keyword"),
            Token::Text => Some("code-string"),
            Token::Comment => Some("code-comment"),
            Token::Number => Some("code-number"),
            Token::Name => Some("code-name"),
            Token::Plain => None,
        }
    }
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Language {
    /// Python.
    Python,
    /// SQL.
    Sql,
}

const PYTHON: &[&str] = &[
    "False", "None", "True", "and", "as", "assert", "break", "class", "continue", "def", "del",
    "elif", "else", "except", "finally", "for", "from", "global", "if", "import", "in", "is",
    "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while", "with", "yield",
];

const SQL: &[&str] = &[
    "add",
    "alter",
    "and",
    "as",
    "autoincrement",
    "begin",
    "by",
    "check",
    "column",
    "commit",
    "constraint",
    "create",
    "default",
    "deferrable",
    "deferred",
    "delete",
    "drop",
    "exists",
    "foreign",
    "from",
    "if",
    "index",
    "initially",
    "insert",
    "into",
    "is",
    "key",
    "not",
    "null",
    "on",
    "or",
    "primary",
    "references",
    "rename",
    "select",
    "set",
    "table",
    "to",
    "unique",
    "update",
    "values",
    "where",
];

/// Cuts code into tokens; together they are the code.
pub fn tokens(code: &str, language: Language) -> Vec<(Token, &str)> {
    let mut tokens: Vec<(Token, &str)> = Vec::new();
    let mut rest = code;
    while !rest.is_empty() {
        let (token, length) = first_token(rest, language);
        let (head, tail) = rest.split_at(length);
        tokens.push((token, head));
        rest = tail;
    }
    tokens
}

fn first_token(rest: &str, language: Language) -> (Token, usize) {
    let first = rest.chars().next().unwrap_or(' ');
    let comment = match language {
        Language::Python => "#",
        Language::Sql => "--",
    };
    if rest.starts_with(comment) {
        return (Token::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    match first {
        '"' | '\'' => (Token::Text, string_length(rest, language)),
        '0'..='9' => (
            Token::Number,
            length_while(rest, |c| c.is_alphanumeric() || c == '.' || c == '_'),
        ),
        c if c.is_alphabetic() || c == '_' => word(rest, language),
        _ => (Token::Plain, plain_length(rest, comment)),
    }
}

fn word(rest: &str, language: Language) -> (Token, usize) {
    let length = length_while(rest, |c| c.is_alphanumeric() || c == '_');
    let word = rest.get(..length).unwrap_or_default();
    let keyword = match language {
        Language::Python => PYTHON.contains(&word),
        Language::Sql => SQL.contains(&word.to_ascii_lowercase().as_str()),
    };
    let called = rest
        .get(length..)
        .is_some_and(|after| after.starts_with('('));
    let token = match () {
        () if keyword => Token::Keyword,
        () if language == Language::Python && (called || word.starts_with(char::is_uppercase)) => {
            Token::Name
        }
        () => Token::Plain,
    };
    (token, length)
}

fn string_length(rest: &str, language: Language) -> usize {
    let quote = rest.get(..1).unwrap_or("\"");
    let triple = quote.repeat(3);
    if language == Language::Python && rest.starts_with(&triple) {
        let end = rest.get(3..).and_then(|body| body.find(&triple));
        return end.map_or(rest.len(), |end| end + 6);
    }
    let mut escaped = false;
    for (index, c) in rest.char_indices().skip(1) {
        if escaped {
            escaped = false;
        } else if c == '\\' && language == Language::Python {
            escaped = true;
        } else if quote.starts_with(c) {
            return index + c.len_utf8();
        } else if c == '\n' && language == Language::Python {
            return index;
        }
    }
    rest.len()
}

fn plain_length(rest: &str, comment: &str) -> usize {
    let special = |c: char| c == '"' || c == '\'' || c == '_' || c.is_alphanumeric();
    let mut indices = rest.char_indices().skip(1);
    let end = indices.find(|(index, c)| {
        special(*c)
            || rest
                .get(*index..)
                .is_some_and(|tail| tail.starts_with(comment))
    });
    end.map_or(rest.len(), |(index, _)| index)
}

fn length_while(rest: &str, keep: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !keep(c)).unwrap_or(rest.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(code: &str, language: Language, expected: &[(Token, &str)]) {
        let found = tokens(code, language);
        assert_eq!(
            found.iter().map(|(_, text)| *text).collect::<String>(),
            code
        );
        let colored = found
            .into_iter()
            .filter(|(token, _)| *token != Token::Plain);
        assert_eq!(colored.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn python_is_colored() {
        use Token::{Comment, Keyword, Name, Number, Text};
        check(
            "class Author(models.Model):  # it's\n    n = models.CharField(max_length=10, default='é\\'')",
            Language::Python,
            &[
                (Keyword, "class"),
                (Name, "Author"),
                (Name, "Model"),
                (Comment, "# it's"),
                (Name, "CharField"),
                (Number, "10"),
                (Text, "'é\\''"),
            ],
        );
    }

    #[test]
    fn an_open_string_ends_somewhere() {
        check("'open\nx", Language::Python, &[(Token::Text, "'open")]);
        check(
            "\"\"\"open\nx",
            Language::Python,
            &[(Token::Text, "\"\"\"open\nx")],
        );
    }

    #[test]
    fn sql_is_colored() {
        check(
            "CREATE TABLE \"a\" (b 1); -- end",
            Language::Sql,
            &[
                (Token::Keyword, "CREATE"),
                (Token::Keyword, "TABLE"),
                (Token::Text, "\"a\""),
                (Token::Number, "1"),
                (Token::Comment, "-- end"),
            ],
        );
    }
}
