//! A line typed at the console: Django's commands, and the few shell commands that tutorials use.

mod elsewhere;
mod line;
mod shell;

use std::collections::BTreeMap;

use crate::management::command::Environment;
use crate::management::commands::{AUTH_COMMANDS, COMMANDS};
use crate::management::output::Terminal;
use crate::management::project::bound_work;
use crate::management::sqlite_shell::Session;
use crate::management::utility::{Ending, execute_from_command_line};
use crate::migrations::questioner::Question;
use crate::protocol::{AppliedMigrationView, Interrupt, OutputChunk};

use self::line::{Command, When};
use super::State;
use super::view::django_migrations;

/// The folder that the project is shown to be in.
const ROOT: &str = "/project";
/// Whoever is logged in.
const USER: &str = "user";
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

/// Runs a line: commands joined by `&&`, `||` and `;`.
pub(super) fn run(
    state: &mut State,
    line: &str,
    answers: &[String],
    interrupt: Option<Interrupt>,
    now: i64,
) -> Ran {
    state.database.set_now(now);
    // What is wrong with a variable is said when a Django program starts.
    let _ = bound_work(&mut state.database, &state.variables);
    let mut terminal = Terminal::new(answers, interrupt);
    let mut exit = 0;
    for (when, text) in line::split(line) {
        let runs = match when {
            When::Always => true,
            When::AfterSuccess => exit == 0,
            When::AfterFailure => exit != 0,
        };
        if !runs {
            continue;
        }
        let variable = |name: &str| state.variable(name);
        exit = match line::parse(text, &variable) {
            Ok(command) => match run_command(state, &mut terminal, command, now) {
                Ending::Exit(status) => status,
                Ending::Ask(question) => {
                    return Ran::Asked {
                        output: terminal.into_chunks(),
                        question,
                    };
                }
            },
            Err(message) => {
                terminal.error_line(&message);
                2
            }
        };
    }
    Ran::Ended {
        exit,
        output: terminal.into_chunks(),
    }
}

impl State {
    fn variable(&self, name: &str) -> Option<String> {
        match name {
            "HOME" => Some(ROOT.to_owned()),
            "USER" if !self.variables.contains_key(name) => Some(USER.to_owned()),
            "PWD" => Some(shell::shown(&self.folder)),
            _ => self.variables.get(name).cloned(),
        }
    }
}

fn run_command(state: &mut State, terminal: &mut Terminal, command: Command, now: i64) -> Ending {
    let words = shell::expand(state, command.words);
    if words.is_empty() {
        state.variables.extend(command.assignments);
        return Ending::Exit(0);
    }
    let mut variables = state.variables.clone();
    variables.extend(command.assignments);
    let Some((path, append)) = command.output else {
        return run_words(state, terminal, &words, variables, now);
    };
    let start = terminal.begin_capture();
    let ending = run_words(state, terminal, &words, variables, now);
    let text = terminal.end_capture(start);
    match ending {
        Ending::Exit(status) => match shell::write_output(state, &path, &text, append) {
            Ok(()) => Ending::Exit(status),
            Err(message) => {
                terminal.error_line(&message);
                Ending::Exit(1)
            }
        },
        asked => asked,
    }
}

fn run_words(
    state: &mut State,
    terminal: &mut Terminal,
    words: &[String],
    variables: BTreeMap<String, String>,
    now: i64,
) -> Ending {
    let Some((program, rest)) = django_program(words) else {
        return Ending::Exit(shell::run(state, terminal, words));
    };
    let environment = environment(state, variables, program, now);
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
    let ending = execute_from_command_line(terminal, files, database, &environment, rest);
    note_faked(state, &terminal.take_faked());
    ending
}

/// Finds the rows of the migrations that were only recorded, and forgets those that are gone.
fn note_faked(state: &mut State, faked: &[(String, String)]) {
    if faked.is_empty() && state.faked.is_empty() {
        return;
    }
    let rows = django_migrations(&state.database, &state.faked).unwrap_or_default();
    let is_faked = |row: &AppliedMigrationView| {
        row.faked || { faked.iter() }.any(|(app, name)| *app == row.app && *name == row.name)
    };
    state.faked = rows
        .into_iter()
        .filter(is_faked)
        .map(|row| row.id)
        .collect();
}

/// The world as a Django program sees it.
pub(super) fn environment(
    state: &State,
    variables: BTreeMap<String, String>,
    program: &str,
    now: i64,
) -> Environment {
    let mut variables = variables;
    variables
        .entry("USER".to_owned())
        .or_insert_with(|| USER.to_owned());
    Environment {
        now,
        folder: state.folder.clone(),
        root: ROOT.to_owned(),
        settings_module: variables.get("DJANGO_SETTINGS_MODULE").cloned(),
        variables,
        program: program.to_owned(),
        share: 1,
    }
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

/// An interactive program that a line starts.
pub(super) enum Opening {
    /// `sqlite3` with a file and options only, or `dbshell`.
    Sqlite(Session),
    /// `python` alone.
    Python,
    /// `manage.py shell` and its options.
    Django(Vec<String>),
}

/// The interactive program that the line starts, when it is alone on it.
pub(super) fn opening(line: &str) -> Option<Opening> {
    let words = plain_words(line);
    let text: Vec<&str> = words.iter().map(String::as_str).collect();
    if let Some((_, [command, rest @ ..])) = django_program(&words) {
        let given = |flag: &str| rest.iter().any(|word| word.starts_with(flag));
        return match command.as_str() {
            "dbshell" => Some(Opening::Sqlite(Session::default())),
            "shell"
                if !["-c", "--c", "-h", "--h", "--interface", "-i"]
                    .iter()
                    .any(|it| given(it)) =>
            {
                Some(Opening::Django(rest.to_vec()))
            }
            _ => None,
        };
    }
    match text.as_slice() {
        ["python" | "python3" | "py"] => Some(Opening::Python),
        ["sqlite3", rest @ ..] => {
            let mut session = Session::default();
            let files: Vec<&&str> = rest
                .iter()
                .filter(|word| !(word.starts_with('-') && session.option(word)))
                .collect();
            (files == [&DATABASE]).then_some(Opening::Sqlite(session))
        }
        _ => None,
    }
}

/// The words of a line that is one command.
fn plain_words(line: &str) -> Vec<String> {
    let commands = line::split(line);
    let [(_, text)] = commands.as_slice() else {
        return Vec::new();
    };
    let command = line::parse(text, &|_| None).unwrap_or_default();
    match command.output {
        Some(_) => Vec::new(),
        None => command.words.into_iter().map(|word| word.text).collect(),
    }
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
    let commands = COMMANDS.iter().chain(AUTH_COMMANDS);
    let names = commands.map(|command| command.name.to_owned());
    names.chain(["help".to_owned()]).collect()
}

fn command_words(state: &State, words: &[String], word: &str) -> Vec<String> {
    let Some(name) = words.first() else {
        return Vec::new();
    };
    if name == "help" {
        return command_names();
    }
    let mut commands = COMMANDS.iter().chain(AUTH_COMMANDS);
    let Some(command) = commands.find(|command| command.name == name) else {
        return Vec::new();
    };
    if word.starts_with('-') {
        let parser = command.create_parser("manage.py");
        let flags = parser
            .arguments
            .iter()
            .flat_map(|argument| argument.flags.iter());
        return flags.map(ToString::to_string).collect();
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

    #[test]
    fn sqlite_is_interactive_without_a_statement() {
        let opens = |line| matches!(opening(line), Some(Opening::Sqlite(_)));
        assert!(opens("sqlite3 -header db.sqlite3"));
        assert!(opens("python manage.py dbshell"));
        assert!(!opens("sqlite3 db.sqlite3 .tables"));
        assert!(!opens("sqlite3 db.sqlite3 > x"));
    }

    #[test]
    fn the_database_has_the_clock_of_the_console() {
        let mut state = State::default();
        let line = r#"sqlite3 db.sqlite3 "select CURRENT_TIMESTAMP""#;
        let ran = run(&mut state, line, &[], None, 86_400_000_000);
        let Ran::Ended { output, .. } = ran else {
            panic!("it asks nothing");
        };
        let text: String = output.iter().map(|chunk| chunk.text.as_str()).collect();
        assert_eq!(text, "1970-01-02 00:00:00\n");
    }
}
