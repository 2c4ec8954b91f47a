//! A line typed at the console: Django's commands, and the few shell commands that tutorials use.

mod shell;

use crate::management::command::Environment;
use crate::management::commands::COMMANDS;
use crate::management::output::Terminal;
use crate::management::sqlite_shell::{Reply, Session};
use crate::management::utility::{Ending, execute_from_command_line};
use crate::migrations::questioner::Question;
use crate::protocol::{Interrupt, OutputChunk, Stream};

use super::State;

/// The folder that the project is shown to be in.
const ROOT: &str = "/project";
/// The name of the database file.
const DATABASE: &str = "db.sqlite3";

/// How a line ended.
pub enum Ran {
    /// It ran.
    Ended {
        /// Exit status.
        exit: i32,
        /// What it printed.
        output: Vec<OutputChunk>,
    },
    /// It needs an answer, and nothing has changed.
    Asked {
        /// What it printed so far.
        output: Vec<OutputChunk>,
        /// The question.
        question: Question,
    },
}

/// Runs a line: commands joined by `&&` and `;`.
pub(super) fn run(
    state: &mut State,
    line: &str,
    answers: &[String],
    interrupt: Option<Interrupt>,
    now: i64,
) -> Ran {
    let mut terminal = Terminal::new(answers, interrupt);
    let commands = match split(line) {
        Ok(commands) => commands,
        Err(message) => {
            terminal.error_line(&message);
            return Ran::Ended {
                exit: 2,
                output: terminal.into_chunks(),
            };
        }
    };
    let mut exit = 0;
    for (words, only_after_success) in commands {
        if only_after_success && exit != 0 {
            continue;
        }
        match run_words(state, &mut terminal, &words, now) {
            Ending::Exit(status) => exit = status,
            Ending::Ask(question) => {
                return Ran::Asked {
                    output: terminal.into_chunks(),
                    question,
                };
            }
        }
    }
    Ran::Ended {
        exit,
        output: terminal.into_chunks(),
    }
}

fn run_words(state: &mut State, terminal: &mut Terminal, words: &[String], now: i64) -> Ending {
    let Some((program, rest)) = django_program(words) else {
        return Ending::Exit(shell::run(state, terminal, words));
    };
    let environment = Environment {
        now,
        folder: state.folder.clone(),
        root: ROOT.to_owned(),
        settings_module: None,
        program: program.to_owned(),
        step_limit: None,
    };
    let manage = if state.folder.is_empty() {
        "manage.py".to_owned()
    } else {
        format!("{}/manage.py", state.folder)
    };
    if program == "manage.py" && !state.files.contains(&manage) {
        let python = words.first().map_or("python", String::as_str);
        let path = environment.absolute(&manage);
        terminal.error_line(&format!(
            "{python}: can't open file '{path}': [Errno 2] No such file or directory"
        ));
        return Ending::Exit(2);
    }
    let State {
        files, database, ..
    } = state;
    execute_from_command_line(terminal, files, database, &environment, rest)
}

/// The Django program that the words start, and its arguments.
fn django_program(words: &[String]) -> Option<(&'static str, &[String])> {
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    match text.as_slice() {
        ["python" | "python3" | "py", "manage.py" | "./manage.py", ..] => {
            Some(("manage.py", &words[2..]))
        }
        ["python" | "python3" | "py", "-m", "django", ..] => Some(("django-admin", &words[3..])),
        ["./manage.py" | "manage.py", ..] => Some(("manage.py", &words[1..])),
        ["django-admin" | "django-admin.py", ..] => Some(("django-admin", &words[1..])),
        _ => None,
    }
}

/// The commands of a line, each with whether it runs only after success of the one before.
fn split(line: &str) -> Result<Vec<(Vec<String>, bool)>, String> {
    let mut commands = Vec::new();
    let mut only_after_success = false;
    let line = line.trim();
    let line = line.strip_prefix("$ ").unwrap_or(line);
    for (part, separator) in parts(line) {
        let words = shlex::split(part).ok_or_else(|| {
            "sh: unexpected end of line while looking for a matching quote".to_owned()
        })?;
        if let Some(operator) = words
            .iter()
            .find(|word| matches!(word.as_str(), "|" | ">" | ">>" | "<" | "&" | "||"))
        {
            return Err(format!(
                "sh: the sandbox's console has no {operator}; run one command after another, \
                 with && or ; between them"
            ));
        }
        if !words.is_empty() {
            commands.push((words, only_after_success));
        }
        only_after_success = separator == "&&";
    }
    Ok(commands)
}

/// Splits at `&&` and `;` outside quotes; each part with the separator after it.
fn parts(line: &str) -> Vec<(&str, &str)> {
    let mut parts = Vec::new();
    let mut quote = None;
    let mut start = 0;
    let mut skip_until = 0;
    for (at, character) in line.char_indices() {
        if at < skip_until {
            continue;
        }
        match (quote, character) {
            (Some(open), close) if open == close => quote = None,
            (None, '\'' | '"') => quote = Some(character),
            (None, ';') => {
                parts.push((&line[start..at], ";"));
                start = at + 1;
            }
            (None, '&') if line[at..].starts_with("&&") => {
                parts.push((&line[start..at], "&&"));
                start = at + 2;
                skip_until = start;
            }
            _ => {}
        }
    }
    parts.push((&line[start..], ""));
    parts
}

/// Whether the line starts an interactive `sqlite3`: with a file and options only.
pub(super) fn opens_sqlite(line: &str) -> bool {
    let words = shlex::split(line).unwrap_or_default();
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    if matches!(django_program(&words), Some((_, rest)) if rest.first().is_some_and(|word| word == "dbshell"))
    {
        return true;
    }
    text.first() == Some(&"sqlite3")
        && text[1..]
            .iter()
            .filter(|word| !word.starts_with('-'))
            .count()
            == 1
        && text[1..].contains(&DATABASE)
}

/// The shell that the line's options set up, and its banner.
pub(super) fn sqlite_session(line: &str) -> (Session, &'static str) {
    let mut session = Session::default();
    for word in shlex::split(line).unwrap_or_default() {
        if word.starts_with('-') {
            session.option(&word);
        }
    }
    (session, Session::banner())
}

pub(super) fn stdout(text: &str) -> OutputChunk {
    OutputChunk {
        stream: Stream::Stdout,
        text: text.to_owned(),
    }
}

pub(super) fn answer(text: &str) -> OutputChunk {
    OutputChunk {
        stream: Stream::Answer,
        text: format!("{text}\n"),
    }
}

pub(super) fn reply_chunks(reply: &Reply) -> Vec<OutputChunk> {
    let error = OutputChunk {
        stream: Stream::Stderr,
        text: reply.error.clone(),
    };
    let chunks = [stdout(&reply.output), error];
    chunks
        .into_iter()
        .filter(|chunk| !chunk.text.is_empty())
        .collect()
}

/// Candidates for the last word of a line, and the byte at which it starts.
pub(super) fn complete(state: &State, line: &str) -> (u32, Vec<String>) {
    let start = line.rfind(char::is_whitespace).map_or(0, |at| at + 1);
    let word = &line[start..];
    let before: Vec<String> = line[..start]
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let mut candidates = match django_program(&before) {
        Some((_, [])) => command_names(),
        Some((_, rest)) => command_words(state, rest, word),
        None if before.is_empty() => shell::NAMES.iter().map(|name| (*name).to_owned()).collect(),
        None if before.len() == 1 && before[0].starts_with("python") => {
            vec!["manage.py".to_owned()]
        }
        None => shell::paths(state),
    };
    candidates.retain(|candidate| candidate.starts_with(word));
    candidates.sort();
    candidates.dedup();
    (u32::try_from(start).unwrap_or_default(), candidates)
}

fn command_names() -> Vec<String> {
    let names = COMMANDS.iter().map(|command| command.name.to_owned());
    names.chain(["help".to_owned()]).collect()
}

fn command_words(state: &State, words: &[String], word: &str) -> Vec<String> {
    let Some(name) = words.first() else {
        return Vec::new();
    };
    if name == "help" {
        return command_names();
    }
    let Some(command) = COMMANDS.iter().find(|command| command.name == name) else {
        return Vec::new();
    };
    if word.starts_with('-') {
        let parser = command.create_parser("manage.py");
        let flags = parser
            .arguments
            .iter()
            .flat_map(|argument| argument.flags.iter());
        return flags.map(|flag| (*flag).to_owned()).collect();
    }
    let given: Vec<&String> = words[1..]
        .iter()
        .filter(|word| !word.starts_with('-'))
        .collect();
    match given.as_slice() {
        [] => shell::app_labels(state),
        [label, ..] => shell::migration_names(state, label),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(line: &str) -> Vec<Vec<String>> {
        split(line)
            .unwrap()
            .into_iter()
            .map(|(words, _)| words)
            .collect()
    }

    #[test]
    fn a_line_is_split_at_separators_outside_quotes() {
        assert_eq!(words("cd a && ls"), [vec!["cd", "a"], vec!["ls"]]);
        assert_eq!(
            words("sqlite3 db.sqlite3 'select 1; select 2'"),
            [vec!["sqlite3", "db.sqlite3", "select 1; select 2"]]
        );
        assert!(split("ls > files").is_err());
        assert!(split("echo 'open").is_err());
    }

    #[test]
    fn sqlite_is_interactive_without_a_statement() {
        assert!(opens_sqlite("sqlite3 -header db.sqlite3"));
        assert!(opens_sqlite("python manage.py dbshell"));
        assert!(!opens_sqlite("sqlite3 db.sqlite3 .tables"));
    }
}
