//! Finds the constraints inside the text of a `CREATE TABLE`, where SQLite keeps them.

use indexmap::IndexMap;

use super::ConstraintInfo;

/// A piece of the statement.
#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// An unquoted word.
    Word(String),
    /// A name in double quotes, without them.
    Quoted(String),
    /// Anything else that is a character: `(`, `)`, `,`, an operator.
    Punctuation(char),
    /// A string or a number.
    Literal,
}

/// The unique constraints and checks of the columns and of the table. Those without a name are
/// numbered, as Django numbers them.
pub(super) fn parse_table_constraints(
    sql: &str,
    columns: &[&str],
) -> IndexMap<String, ConstraintInfo> {
    let mut tokens = tokenize(sql).into_iter();
    tokens
        .by_ref()
        .find(|token| *token == Token::Punctuation('('));
    let mut constraints = IndexMap::new();
    let mut unnamed = 0;
    for definition in definitions(tokens) {
        let parsed = parse_definition(&definition, columns);
        let unique = (!parsed.unique_columns.is_empty()).then(|| ConstraintInfo {
            unique: true,
            columns: parsed.unique_columns,
            ..ConstraintInfo::default()
        });
        let check = (!parsed.check_columns.is_empty()).then(|| ConstraintInfo {
            check: true,
            columns: parsed.check_columns,
            ..ConstraintInfo::default()
        });
        for info in [unique, check].into_iter().flatten() {
            let name = parsed.name.clone().unwrap_or_else(|| {
                unnamed += 1;
                format!("__unnamed_constraint_{unnamed}__")
            });
            constraints.insert(name, info);
        }
    }
    constraints
}

#[derive(Default)]
struct Definition {
    name: Option<String>,
    unique_columns: Vec<Option<String>>,
    check_columns: Vec<Option<String>>,
}

/// The definitions between the outer parentheses, each as its tokens.
fn definitions(tokens: impl Iterator<Item = Token>) -> Vec<Vec<Token>> {
    let mut definitions = vec![Vec::new()];
    let mut depth = 0;
    for token in tokens {
        match token {
            Token::Punctuation('(') => depth += 1,
            Token::Punctuation(')') if depth == 0 => break,
            Token::Punctuation(')') => depth -= 1,
            Token::Punctuation(',') if depth == 0 => {
                definitions.push(Vec::new());
                continue;
            }
            _ => {}
        }
        if let Some(definition) = definitions.last_mut() {
            definition.push(token);
        }
    }
    definitions
}

fn parse_definition(tokens: &[Token], columns: &[&str]) -> Definition {
    let mut definition = Definition::default();
    let is_constraint = tokens
        .first()
        .is_some_and(|token| token.is_word("CONSTRAINT"));
    let name = tokens.get(usize::from(is_constraint)).and_then(Token::name);
    let is_unique = |token: &Token| token.is_word("UNIQUE");
    if is_constraint {
        definition.name = name.map(str::to_owned);
        if let Some(start) = tokens.iter().position(is_unique) {
            definition.unique_columns = names_in_parentheses(tokens, start);
        }
    } else if tokens.iter().any(is_unique) {
        definition.unique_columns = vec![name.map(str::to_owned)];
    }
    if let Some(start) = tokens.iter().position(|token| token.is_word("CHECK")) {
        let mut names = names_in_parentheses(tokens, start);
        names.retain(|name| name.as_deref().is_some_and(|name| columns.contains(&name)));
        definition.check_columns = names;
    }
    definition
}

/// The names inside the parentheses that follow a keyword.
fn names_in_parentheses(tokens: &[Token], start: usize) -> Vec<Option<String>> {
    let mut names = Vec::new();
    let mut depth = 0;
    for token in tokens.iter().skip(start + 1) {
        match token {
            Token::Punctuation('(') => depth += 1,
            Token::Punctuation(')') => {
                depth -= 1;
                if depth <= 0 {
                    break;
                }
            }
            _ => names.extend(token.name().map(|name| Some(name.to_owned()))),
        }
    }
    names
}

impl Token {
    fn is_word(&self, keyword: &str) -> bool {
        matches!(self, Self::Word(word) if word.eq_ignore_ascii_case(keyword))
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Word(name) | Self::Quoted(name) => Some(name),
            Self::Punctuation(_) | Self::Literal => None,
        }
    }
}

fn tokenize(sql: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut characters = sql.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            _ if character.is_whitespace() => {}
            '"' | '`' => tokens.push(Token::Quoted(quoted(&mut characters, character))),
            '[' => tokens.push(Token::Quoted(quoted(&mut characters, ']'))),
            '\'' => {
                quoted(&mut characters, character);
                tokens.push(Token::Literal);
            }
            _ if character.is_alphanumeric() || character == '_' => {
                let mut word = character.to_string();
                while let Some(next) =
                    characters.next_if(|next| next.is_alphanumeric() || matches!(next, '_' | '$'))
                {
                    word.push(next);
                }
                let number = character.is_ascii_digit();
                tokens.push(if number {
                    Token::Literal
                } else {
                    Token::Word(word)
                });
            }
            _ => tokens.push(Token::Punctuation(character)),
        }
    }
    tokens
}

/// Text up to the closing quote; a doubled quote stands for one.
fn quoted(characters: &mut std::iter::Peekable<std::str::Chars<'_>>, end: char) -> String {
    let mut text = String::new();
    while let Some(character) = characters.next() {
        if character != end {
            text.push(character);
        } else if characters.next_if_eq(&end).is_some() {
            text.push(end);
        } else {
            break;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(sql: &str, expected: &[(&str, bool, &[&str])]) {
        let columns = ["a", "b", "c"];
        let found = parse_table_constraints(sql, &columns);
        let told: Vec<(&str, bool, Vec<&str>)> = found
            .iter()
            .map(|(name, info)| {
                let columns = info.columns.iter().flatten().map(String::as_str).collect();
                (name.as_str(), info.unique, columns)
            })
            .collect();
        let expected: Vec<(&str, bool, Vec<&str>)> = expected
            .iter()
            .map(|(name, unique, it)| (*name, *unique, it.to_vec()))
            .collect();
        assert_eq!(told, expected);
    }

    #[test]
    fn inline_constraints_are_numbered_and_named_ones_keep_their_names() {
        check(
            "CREATE TABLE \"t\" (\"a\" integer NOT NULL UNIQUE, \"b\" integer unsigned NOT NULL \
             CHECK (\"b\" >= 0), \"c\" text NOT NULL, CONSTRAINT \"u\" UNIQUE (\"a\", \"b\"), \
             CONSTRAINT \"k\" CHECK ((\"a\" > 1 OR \"c\" = 'UNIQUE')))",
            &[
                ("__unnamed_constraint_1__", true, &["a"]),
                ("__unnamed_constraint_2__", false, &["b"]),
                ("u", true, &["a", "b"]),
                ("k", false, &["a", "c"]),
            ],
        );
    }
}
