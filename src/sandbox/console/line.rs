//! A line as a POSIX shell reads it: separators, quotes, variables, patterns and redirections.

use std::collections::VecDeque;

/// Joins commands that depend on each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// After `;` and at the beginning.
    Always,
    /// After `&&`.
    AfterSuccess,
    /// After `||`.
    AfterFailure,
}

/// A command's words and where its output goes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Command {
    /// `NAME=value` before the first word.
    pub assignments: Vec<(String, String)>,
    /// The program and its arguments.
    pub words: Vec<Word>,
    /// The file after `>` or `>>`, and whether it is appended to.
    pub output: Option<(String, bool)>,
}

/// A word without its quotes.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    /// Its text.
    pub text: String,
    /// The text with what was quoted escaped, when it has `*`, `?` or `[` outside of quotes.
    pub pattern: Option<String>,
}

/// The commands of a line, as text, each with when it runs.
pub(super) fn split(line: &str) -> Vec<(When, &str)> {
    let line = line.trim();
    let line = line.strip_prefix("$ ").unwrap_or(line);
    let mut commands = Vec::new();
    let mut when = When::Always;
    let mut quote = None;
    let mut start = 0;
    let mut characters = line.char_indices();
    while let Some((at, character)) = characters.next() {
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (Some('"') | None, '\\') => {
                characters.next();
            }
            (None, '\'' | '"') => quote = Some(character),
            (None, '#') if starts_word(line, at) => {
                commands.push((when, &line[start..at]));
                return commands;
            }
            (None, ';' | '\n') => {
                commands.push((when, &line[start..at]));
                (when, start) = (When::Always, at + 1);
            }
            (None, '&' | '|') => {
                let next = match (character, line[at..].get(..2)) {
                    ('&', Some("&&")) => When::AfterSuccess,
                    ('|', Some("||")) => When::AfterFailure,
                    _ => continue,
                };
                characters.next();
                commands.push((when, &line[start..at]));
                (when, start) = (next, at + 2);
            }
            _ => {}
        }
    }
    commands.push((when, &line[start..]));
    commands
}

fn starts_word(line: &str, at: usize) -> bool {
    line[..at]
        .chars()
        .next_back()
        .is_none_or(char::is_whitespace)
}

/// The words of one command; `variable` gives the value of a name.
///
/// # Errors
///
/// What the sandbox's console does not have, or an open quote.
pub(super) fn parse(
    text: &str,
    variable: &dyn Fn(&str) -> Option<String>,
) -> Result<Command, String> {
    let mut reader = Reader {
        left: text.chars().collect(),
        variable,
    };
    let mut command = Command::default();
    while let Some(token) = reader.token()? {
        match token {
            Token::Word(word) => command.push(word),
            Token::Output { append } => match reader.token()? {
                Some(Token::Word(word)) => command.output = Some((word.text, append)),
                _ => return Err("sh: syntax error: no file after >".to_owned()),
            },
        }
    }
    Ok(command)
}

impl Command {
    fn push(&mut self, word: Word) {
        let assignment = word.text.split_once('=').filter(|(name, _)| is_name(name));
        match assignment {
            Some((name, value)) if self.words.is_empty() => {
                self.assignments.push((name.to_owned(), value.to_owned()));
            }
            _ => self.words.push(word),
        }
    }
}

/// Whether a variable can have this name.
pub(super) fn is_name(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_ascii_digit())
        && !name.is_empty()
        && name
            .chars()
            .all(|it| it.is_ascii_alphanumeric() || it == '_')
}

enum Token {
    Word(Word),
    Output { append: bool },
}

struct Reader<'a> {
    left: VecDeque<char>,
    variable: &'a dyn Fn(&str) -> Option<String>,
}

impl Reader<'_> {
    fn token(&mut self) -> Result<Option<Token>, String> {
        while self.left.front().is_some_and(|it| it.is_whitespace()) {
            self.left.pop_front();
        }
        match self.left.front() {
            None => return Ok(None),
            Some('>') => {
                self.left.pop_front();
                let append = self.left.front() == Some(&'>');
                if append {
                    self.left.pop_front();
                }
                return Ok(Some(Token::Output { append }));
            }
            Some(operator @ ('|' | '<' | '&' | '(' | ')')) => return Err(refused(*operator)),
            _ => {}
        }
        self.word().map(|word| Some(Token::Word(word)))
    }

    fn word(&mut self) -> Result<Word, String> {
        let mut word = Word::default();
        let mut pattern = String::new();
        let mut wild = false;
        while let Some(character) = self.left.front().copied() {
            if character.is_whitespace() || matches!(character, '>' | '|' | '<' | '&' | '(' | ')') {
                break;
            }
            self.left.pop_front();
            match character {
                '\'' => {
                    while let Some(inner) = self.until_quote('\'')? {
                        add(&mut word.text, &mut pattern, inner);
                    }
                }
                '"' => {
                    while let Some(inner) = self.until_quote('"')? {
                        match inner {
                            '$' => self.variable(&mut word.text, &mut pattern)?,
                            '`' => return Err(refused('`')),
                            '\\' if matches!(self.left.front(), Some('"' | '\\' | '$' | '`')) => {
                                let escaped = self.left.pop_front().unwrap_or_default();
                                add(&mut word.text, &mut pattern, escaped);
                            }
                            _ => add(&mut word.text, &mut pattern, inner),
                        }
                    }
                }
                '\\' => {
                    if let Some(escaped) = self.left.pop_front() {
                        add(&mut word.text, &mut pattern, escaped);
                    }
                }
                '$' => self.variable(&mut word.text, &mut pattern)?,
                '`' => return Err(refused('`')),
                '*' | '?' | '[' => {
                    wild = true;
                    word.text.push(character);
                    pattern.push(character);
                }
                _ => add(&mut word.text, &mut pattern, character),
            }
        }
        word.pattern = wild.then_some(pattern);
        Ok(word)
    }

    fn until_quote(&mut self, quote: char) -> Result<Option<char>, String> {
        match self.left.pop_front() {
            Some(character) if character == quote => Ok(None),
            Some(character) => Ok(Some(character)),
            None => Err(format!(
                "sh: unexpected end of line while looking for a matching {quote}"
            )),
        }
    }

    fn variable(&mut self, text: &mut String, pattern: &mut String) -> Result<(), String> {
        let braced = self.left.front() == Some(&'{');
        if self.left.front() == Some(&'(') {
            return Err(refused('$'));
        }
        if braced {
            self.left.pop_front();
        }
        let mut name = String::new();
        while let Some(character) = self.left.front() {
            if !(character.is_ascii_alphanumeric() || *character == '_') {
                break;
            }
            name.push(*character);
            self.left.pop_front();
        }
        if braced && self.left.pop_front() != Some('}') {
            return Err(refused('$'));
        }
        let value = match name.is_empty() {
            true => Some("$".to_owned()),
            false => (self.variable)(&name),
        };
        for character in value.unwrap_or_default().chars() {
            add(text, pattern, character);
        }
        Ok(())
    }
}

fn add(text: &mut String, pattern: &mut String, character: char) {
    text.push(character);
    if matches!(character, '*' | '?' | '[' | '\\') {
        pattern.push('\\');
    }
    pattern.push(character);
}

fn refused(operator: char) -> String {
    let operator = match operator {
        '$' => "$(…)".to_owned(),
        '`' => "`…`".to_owned(),
        '(' | ')' => "(…)".to_owned(),
        _ => operator.to_string(),
    };
    format!(
        "sh: the sandbox's console has no {operator}; run one command after another, with && or ; \
         between them"
    )
}

/// Whether a name matches a pattern of `*`, `?` and `[…]`.
pub(super) fn matches(pattern: &str, name: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let name: Vec<char> = name.chars().collect();
    // The `*` to go back to: what follows it, and how much of the name it has taken.
    let mut star: Option<(usize, usize)> = None;
    let (mut at, mut taken) = (0, 0);
    loop {
        let step = match (pattern.get(at), name.get(taken)) {
            (None, None) => return true,
            (Some('*'), _) => {
                star = Some((at + 1, taken));
                at += 1;
                continue;
            }
            (Some(_), Some(character)) => one(&pattern[at..], *character),
            _ => None,
        };
        match (step, star) {
            (Some(length), _) => (at, taken) = (at + length, taken + 1),
            (None, Some((after, from))) if from < name.len() => {
                star = Some((after, from + 1));
                (at, taken) = (after, from + 1);
            }
            _ => return false,
        }
    }
}

/// How much of the pattern stands for this character, if it matches.
fn one(pattern: &[char], character: char) -> Option<usize> {
    match pattern {
        ['?', ..] => Some(1),
        ['\\', escaped, ..] => (*escaped == character).then_some(2),
        ['[', rest @ ..] => {
            let end = rest.iter().skip(1).position(|it| *it == ']')? + 1;
            let (negated, set) = match &rest[..end] {
                ['!' | '^', set @ ..] => (true, set),
                set => (false, set),
            };
            let inside = set.contains(&character)
                || set
                    .windows(3)
                    .any(|range| range[1] == '-' && (range[0]..=range[2]).contains(&character));
            (inside != negated).then_some(end + 2)
        }
        [first, ..] => (*first == character).then_some(1),
        [] => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<Vec<String>> {
        let variable = |name: &str| (name == "HOME").then(|| "/project".to_owned());
        let commands = split(line).into_iter();
        commands
            .map(|(_, text)| {
                let command = parse(text, &variable).unwrap();
                command.words.into_iter().map(|word| word.text).collect()
            })
            .collect()
    }

    #[test]
    fn a_line_is_split_at_separators_outside_quotes() {
        assert_eq!(words("cd a && ls"), [vec!["cd", "a"], vec!["ls"]]);
        assert_eq!(
            words("sqlite3 db.sqlite3 'select 1; select 2'"),
            [vec!["sqlite3", "db.sqlite3", "select 1; select 2"]]
        );
        assert_eq!(words("ls a#b # all of it; rm x"), [vec!["ls", "a#b"]]);
        assert_eq!(
            words(r#"echo "a \"b\" \n" 'c"d' e\ f"#)[0],
            ["echo", "a \"b\" \\n", "c\"d", "e f"]
        );
    }

    #[test]
    fn variables_are_replaced_outside_of_single_quotes() {
        assert_eq!(
            words("echo $HOME/x \"${HOME}\" '$HOME' $NO $")[0],
            ["echo", "/project/x", "/project", "$HOME", "", "$"]
        );
    }

    #[test]
    fn a_command_has_assignments_and_a_file_for_its_output() {
        let command = parse("A=1 B='x y' ls -a >> out.txt", &|_| None).unwrap();
        assert_eq!(
            command.assignments,
            [("A".into(), "1".into()), ("B".into(), "x y".into())]
        );
        assert_eq!(command.output, Some(("out.txt".into(), true)));
        assert_eq!(command.words.len(), 2);
    }

    #[test]
    fn what_the_console_does_not_have_is_named() {
        let refusal = |line| parse(line, &|_| None).unwrap_err();
        assert!(refusal("ls | wc").contains("no |;"));
        assert!(refusal("echo $(ls)").contains("no $(…);"));
        assert!(refusal("echo 'open").contains("matching '"));
    }

    #[test]
    fn patterns_match_names() {
        for (pattern, name, expected) in [
            ("*.py", "models.py", true),
            ("*.py", "models.pyc", false),
            ("00??_*", "0001_initial.py", true),
            ("[!_]*", "__init__.py", false),
            ("[0-9]*", "0001", true),
            ("\\*", "x", false),
            ("a*b*c", "aXbYbZc", true),
        ] {
            assert_eq!(matches(pattern, name), expected, "{pattern} {name}");
        }
    }
}
