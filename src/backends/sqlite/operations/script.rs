//! Takes a script of several statements apart, as Django does for `RunSQL`.

use std::iter::Peekable;
use std::str::CharIndices;

/// The statements of a script, each with its semicolon and without comments.
///
/// A semicolon inside the `BEGIN … END` of a trigger does not end a statement. What is only a
/// comment is an empty statement.
pub fn prepare_sql_script(sql: &str) -> Vec<String> {
    let statements = split(sql)
        .into_iter()
        .filter(|statement| !statement.is_empty());
    statements.map(strip_comments).collect()
}

/// A piece of a script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One blank.
    Blank,
    /// One line break.
    Newline,
    /// A comment, to the end of its line or block.
    Comment,
    /// A comment that a database reads: `/*+ … */`.
    Hint,
    Word,
    Semicolon,
    Open,
    Close,
    Other,
}

/// Statements with the blanks around them removed.
fn split(sql: &str) -> Vec<&str> {
    let mut statements = Vec::new();
    let mut block = Block::default();
    let mut start = 0;
    let mut ended = false;
    for (kind, from, to) in tokenize(sql) {
        let text = sql.get(from..to).unwrap_or_default();
        // A blank or a comment up to the end of the line still belongs to the statement before it.
        let trails = kind == Kind::Blank || (kind == Kind::Comment && !text.starts_with("/*"));
        if ended && !trails {
            statements.push(sql.get(start..from).unwrap_or_default().trim());
            (start, ended, block) = (from, false, Block::default());
        }
        ended |= block.ends_with(kind, text);
    }
    statements.push(sql.get(start..).unwrap_or_default().trim());
    statements
}

/// How deep in blocks and parentheses the script is.
#[derive(Default)]
struct Block {
    parentheses: usize,
    open: Vec<String>,
    /// A `BEGIN` that was the last word: with a semicolon it is a transaction, not a block.
    begun: bool,
}

impl Block {
    /// Whether this token ends a statement.
    fn ends_with(&mut self, kind: Kind, text: &str) -> bool {
        match kind {
            Kind::Blank | Kind::Newline | Kind::Comment | Kind::Hint => return false,
            Kind::Open => self.parentheses += 1,
            Kind::Close => self.parentheses = self.parentheses.saturating_sub(1),
            Kind::Word if text.eq_ignore_ascii_case("BEGIN") => {
                self.open.push(text.to_owned());
                self.begun = true;
                return false;
            }
            Kind::Word => self.word(&text.to_uppercase()),
            Kind::Semicolon if self.begun => {
                self.open.pop();
            }
            Kind::Semicolon | Kind::Other => {}
        }
        self.begun = false;
        kind == Kind::Semicolon && self.parentheses == 0 && self.open.is_empty()
    }

    fn word(&mut self, word: &str) {
        match word {
            "TRANSACTION" | "DEFERRED" | "IMMEDIATE" | "EXCLUSIVE" if self.begun => {
                self.open.pop();
            }
            "CASE" | "IF" if !self.open.is_empty() => self.open.push(word.to_owned()),
            "END" => {
                self.open.pop();
            }
            _ => {}
        }
    }
}

/// The statement with its comments replaced by a blank, or by the line breaks they end with. Lines
/// lose the blanks at their end.
fn strip_comments(statement: &str) -> String {
    let mut text = String::with_capacity(statement.len());
    let mut pieces = tokenize(statement).into_iter().peekable();
    while let Some((kind, from, to)) = pieces.next() {
        if kind != Kind::Comment {
            text.push_str(statement.get(from..to).unwrap_or_default());
            continue;
        }
        // Comments and line breaks that follow one another count as one comment.
        let mut end = to;
        let joins = |kind: Kind| matches!(kind, Kind::Comment | Kind::Newline);
        while let Some((_, _, next)) = pieces.next_if(|(kind, ..)| joins(*kind)) {
            end = next;
        }
        if text.is_empty() || text.ends_with('(') {
            continue;
        }
        let comment = statement
            .get(from..end)
            .unwrap_or_default()
            .trim_end_matches(' ');
        let breaks = comment.trim_end_matches(['\r', '\n']).len();
        match comment.get(breaks..).unwrap_or_default() {
            "" => text.push(' '),
            breaks => text.push_str(breaks),
        }
    }
    strip_line_ends(&text)
}

/// Removes the blanks at the end of each line; a line break inside of quotes ends no line.
fn strip_line_ends(text: &str) -> String {
    let mut lines = vec![String::new()];
    for (kind, from, to) in tokenize(text) {
        if kind == Kind::Newline {
            lines.push(String::new());
        } else if let Some(line) = lines.last_mut() {
            line.push_str(text.get(from..to).unwrap_or_default());
        }
    }
    let stripped: Vec<&str> = lines.iter().map(|line| line.trim_end()).collect();
    stripped.join("\n")
}

fn tokenize(sql: &str) -> Vec<(Kind, usize, usize)> {
    let mut tokens = Vec::new();
    let mut characters = sql.char_indices().peekable();
    while let Some((from, character)) = characters.next() {
        let kind = token(sql, from, character, &mut characters);
        let to = characters.peek().map_or(sql.len(), |(to, _)| *to);
        tokens.push((kind, from, to));
    }
    tokens
}

fn token(sql: &str, from: usize, character: char, rest: &mut Peekable<CharIndices<'_>>) -> Kind {
    let next = rest.peek().map(|(_, next)| *next);
    let after = sql.get(from + character.len_utf8()..).unwrap_or_default();
    match character {
        ';' => Kind::Semicolon,
        '(' => Kind::Open,
        ')' => Kind::Close,
        '\r' | '\n' => {
            rest.next_if(|(_, next)| character == '\r' && *next == '\n');
            Kind::Newline
        }
        '\'' | '"' | '`' => {
            take_quoted(character, rest);
            Kind::Other
        }
        '-' | '#' if after.starts_with(if character == '-' { '-' } else { ' ' }) => {
            take_while(rest, |it| it != '\n');
            rest.next();
            if after.starts_with("-+") {
                Kind::Hint
            } else {
                Kind::Comment
            }
        }
        '/' if next == Some('*') && after.contains("*/") => {
            take_block_comment(rest);
            if after.starts_with("*+") {
                Kind::Hint
            } else {
                Kind::Comment
            }
        }
        _ if character.is_whitespace() => Kind::Blank,
        _ if character.is_alphanumeric() || character == '_' => {
            take_while(rest, |it| it.is_alphanumeric() || it == '_');
            Kind::Word
        }
        _ => Kind::Other,
    }
}

fn take_while(rest: &mut Peekable<CharIndices<'_>>, wanted: impl Fn(char) -> bool) {
    while rest.next_if(|(_, character)| wanted(*character)).is_some() {}
}

fn take_quoted(quote: char, rest: &mut Peekable<CharIndices<'_>>) {
    while let Some((_, character)) = rest.next() {
        let doubled = character == quote && rest.next_if(|(_, next)| *next == quote).is_some();
        if character == quote && !doubled {
            break;
        }
    }
}

fn take_block_comment(rest: &mut Peekable<CharIndices<'_>>) {
    rest.next();
    let mut previous = ' ';
    for (_, character) in rest.by_ref() {
        if previous == '*' && character == '/' {
            break;
        }
        previous = character;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(script: &str, statements: &[&str]) {
        assert_eq!(prepare_sql_script(script), statements, "{script}");
    }

    #[test]
    fn statements_end_with_a_semicolon() {
        check("SELECT 1; SELECT 2;", &["SELECT 1;", "SELECT 2;"]);
        check("SELECT 1;\n\nSELECT ';'", &["SELECT 1;", "SELECT ';'"]);
        check("  SELECT 1 ;  \n  SELECT 2  ", &["SELECT 1 ;", "SELECT 2"]);
        check("SELECT 1;;SELECT 2", &["SELECT 1;", ";", "SELECT 2"]);
        check("SELECT 1\n;\n\n\n", &["SELECT 1\n;"]);
        check(" ", &[]);
    }

    #[test]
    fn comments_disappear() {
        check(
            "-- one\nSELECT 1; -- two\nSELECT 2;",
            &["SELECT 1;", "SELECT 2;"],
        );
        check("SELECT /* a */ 1;", &["SELECT   1;"]);
        check("SELECT 1,/* c */2;", &["SELECT 1, 2;"]);
        check("/* lead */ SELECT 1;", &[" SELECT 1;"]);
        check(
            "SELECT (1 /* x */); SELECT 3",
            &["SELECT (1  );", "SELECT 3"],
        );
        check("SELECT a, /*+ hint */ b;", &["SELECT a, /*+ hint */ b;"]);
        check(
            "CREATE TABLE a (\n -- foo\n x int,\n y int -- bar\n);",
            &["CREATE TABLE a (\n\n x int,\n y int\n);"],
        );
        check("UPDATE t SET a='x -- y';", &["UPDATE t SET a='x -- y';"]);
    }

    #[test]
    fn a_comment_alone_is_an_empty_statement() {
        check("-- only", &[""]);
        check("SELECT 1; /* trail */", &["SELECT 1;", ""]);
        check(
            "SELECT 1; /* trail */ SELECT 2",
            &["SELECT 1;", " SELECT 2"],
        );
    }

    #[test]
    fn a_trigger_is_one_statement() {
        let trigger = "CREATE TRIGGER x AFTER INSERT ON t BEGIN UPDATE t SET a = 1; END;";
        check(&format!("{trigger} SELECT 1;"), &[trigger, "SELECT 1;"]);
        check(
            "BEGIN; SELECT 1; COMMIT;",
            &["BEGIN;", "SELECT 1;", "COMMIT;"],
        );
        let case = "SELECT CASE WHEN a THEN 1 ELSE 2 END;";
        check(&format!("{case} SELECT 2"), &[case, "SELECT 2"]);
    }
}
