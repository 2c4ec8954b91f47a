//! What a command is, and how it can end.

use std::collections::BTreeMap;

use crate::database::Database;
use crate::files::Files;
use crate::migrations::questioner::{Interruption, Question};
use crate::orm::Exception;

use super::argparse::{Action, Argument, ArgumentParser, Nargs, Options};
use super::output::{Answer, Terminal};
use super::project::Project;

/// The version of Django whose behaviour this is.
pub const VERSION: &str = crate::migrations::writer::DJANGO_VERSION;

/// A management command.
pub struct Command {
    /// Its name on the command line.
    pub name: &'static str,
    /// The first paragraph of its help.
    pub help: &'static str,
    /// Its own arguments.
    pub arguments: fn() -> Vec<Argument>,
    /// Whether the system checks run first.
    pub requires_system_checks: bool,
    /// The error when it is called with nothing but options.
    pub missing_args_message: Option<&'static str>,
    /// What it does.
    pub handle: fn(&mut Invocation, &Options) -> Result<(), Failure>,
}

/// A command's surroundings while it runs. Changes to files and the database are kept only if the
/// command does not end with a question.
pub struct Invocation<'a> {
    /// Where it prints and asks.
    pub terminal: &'a mut Terminal,
    /// The project's files.
    pub files: &'a mut Files,
    /// The project's database.
    pub database: &'a mut Database,
    /// The time and the place.
    pub environment: &'a Environment,
    /// The project, set up; absent for `django-admin` outside of one.
    pub project: Option<Project>,
}

/// What a command is told about the world.
#[derive(Clone, Debug)]
pub struct Environment {
    /// Microseconds since 1970-01-01 UTC.
    pub now: i64,
    /// The folder in which commands run, as a project path; empty at the top.
    pub folder: String,
    /// The folder that the top is shown as in absolute paths: `/project`.
    pub root: String,
    /// `DJANGO_SETTINGS_MODULE`, when set from outside.
    pub settings_module: Option<String>,
    /// `os.environ`.
    pub variables: BTreeMap<String, String>,
    /// The program's name in usage: `manage.py` or `django-admin`.
    pub program: String,
    /// The project's Python may take one of so many parts of the steps that a command may.
    pub share: u64,
}

impl Environment {
    /// The project path of a path typed on the command line; `..` stops at the top.
    pub fn resolve(&self, path: &str) -> String {
        let absolute = path
            .strip_prefix(self.root.as_str())
            .filter(|_| path.starts_with('/'));
        let start = if absolute.is_some() {
            ""
        } else {
            self.folder.as_str()
        };
        let mut parts: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
        for part in absolute.unwrap_or(path).split('/') {
            match part {
                "" | "." => {}
                ".." => {
                    parts.pop();
                }
                name => parts.push(name),
            }
        }
        parts.join("/")
    }

    /// The absolute path that Django prints for a project path.
    pub fn absolute(&self, path: &str) -> String {
        if path.is_empty() {
            self.root.clone()
        } else {
            format!("{}/{path}", self.root)
        }
    }

    /// The path that Django prints for a file: relative below the current folder, absolute
    /// elsewhere (`get_relative_path`).
    pub fn shown(&self, path: &str) -> String {
        if self.folder.is_empty() {
            return path.to_owned();
        }
        let below = path
            .strip_prefix(self.folder.as_str())
            .and_then(|rest| rest.strip_prefix('/'));
        below.map_or_else(|| self.absolute(path), str::to_owned)
    }
}

/// Why a command did not end well, or not yet.
#[derive(Debug)]
pub enum Failure {
    /// `CommandError` and its `returncode`.
    Command(String, i32),
    /// `SystemCheckError`, already formatted.
    SystemCheck(String),
    /// `sys.exit(code)`.
    Exit(i32),
    /// Any other exception: a traceback.
    Exception(Exception),
    /// A question that nobody has answered yet.
    Ask(Question),
}

impl Failure {
    /// A `CommandError`.
    pub fn command(message: impl Into<String>) -> Self {
        Self::Command(message.into(), 1)
    }
}

impl From<Exception> for Failure {
    fn from(exception: Exception) -> Self {
        if &*exception.class_path == "django.core.management.base.CommandError" {
            return Self::Command(exception.message, 1);
        }
        Self::Exception(exception)
    }
}

impl From<Interruption> for Failure {
    fn from(interruption: Interruption) -> Self {
        match interruption {
            Interruption::Ask(question) => Self::Ask(question),
            Interruption::Exit(code) => Self::Exit(code),
            Interruption::Exception(exception) => exception.into(),
        }
    }
}

/// What asking for a setting raises outside of a project.
pub(super) fn settings_missing(setting: &str) -> Exception {
    Exception::new(
        "django.core.exceptions.ImproperlyConfigured",
        format!(
            "Requested setting {setting}, but settings are not configured. You must either define \
             the environment variable DJANGO_SETTINGS_MODULE or call settings.configure() before \
             accessing settings."
        ),
    )
}

impl Invocation<'_> {
    /// The project.
    ///
    /// # Errors
    ///
    /// `ImproperlyConfigured`, as Django says when settings are used outside of a project.
    pub fn project(&mut self) -> Result<&mut Project, Failure> {
        self.project
            .as_mut()
            .ok_or_else(|| settings_missing("INSTALLED_APPS").into())
    }

    /// Prints what the project's code has printed so far.
    pub fn report_output(&mut self) {
        if let Some(project) = &mut self.project {
            let printed = project.interpreter.take_output();
            self.terminal.write(&printed);
        }
    }
}

impl Terminal {
    /// `input(prompt)`, with the errors that Python raises when there is no line.
    ///
    /// # Errors
    ///
    /// A question when no answer is there yet; `EOFError` at the end of input; `KeyboardInterrupt`
    /// on Ctrl-C.
    pub fn ask(&mut self, prompt: &str, choices: &[(&str, &str)]) -> Result<String, Failure> {
        self.write(prompt);
        let answer = self.answer();
        let owned = |(answer, label): &(&str, &str)| ((*answer).to_owned(), (*label).to_owned());
        answered(answer, "EOF when reading a line", || Question {
            prompt: prompt.to_owned(),
            choices: choices.iter().map(owned).collect(),
            secret: false,
        })
    }

    /// `getpass(prompt)`: what is typed is not shown.
    ///
    /// # Errors
    ///
    /// See [`Terminal::ask`].
    pub fn ask_secret(&mut self, prompt: &str) -> Result<String, Failure> {
        self.write(prompt);
        answered(self.secret_answer(), "", || Question {
            prompt: prompt.to_owned(),
            choices: Vec::new(),
            secret: true,
        })
    }
}

fn answered(
    answer: Answer,
    end_of_file: &str,
    question: impl FnOnce() -> Question,
) -> Result<String, Failure> {
    match answer {
        Answer::Line(line) => Ok(line),
        Answer::Interrupted => Err(Exception::new("KeyboardInterrupt", "").into()),
        Answer::EndOfFile => Err(Exception::new("EOFError", end_of_file).into()),
        Answer::Missing => Err(Failure::Ask(question())),
    }
}

impl Command {
    /// The parser of `<program> <command>`: `-h`, the options common to all commands, its own.
    pub fn create_parser(&self, program: &str) -> ArgumentParser {
        self.parser_with(program, (self.arguments)())
    }

    /// The parser with these arguments in the place of its own.
    pub fn parser_with(&self, program: &str, own: Vec<Argument>) -> ArgumentParser {
        let mut arguments = vec![Argument::flag(
            &["-h", "--help"],
            "help",
            Action::Help,
            "show this help message and exit",
        )];
        arguments.extend(base_arguments());
        if self.requires_system_checks {
            arguments.push(Argument::flag(
                &["--skip-checks"],
                "skip_checks",
                Action::StoreTrue,
                "Skip system checks.",
            ));
        }
        arguments.extend(own);
        ArgumentParser {
            prog: format!("{program} {}", self.name),
            description: self.help,
            arguments,
            missing_args_message: self.missing_args_message,
            version: VERSION,
        }
    }
}

fn base_arguments() -> Vec<Argument> {
    vec![
        Argument::flag(
            &["--version"],
            "version",
            Action::Version,
            "Show program's version number and exit.",
        ),
        Argument::value(
            &["-v", "--verbosity"],
            "verbosity",
            "Verbosity level; 0=minimal output, 1=normal output, 2=verbose output, 3=very verbose \
             output",
        )
        .action(Action::StoreInt)
        .choices(&["0", "1", "2", "3"])
        .default("1"),
        Argument::value(
            &["--settings"],
            "settings",
            "The Python path to a settings module, e.g. \"myproject.settings.main\". If this isn't \
             provided, the DJANGO_SETTINGS_MODULE environment variable will be used.",
        ),
        Argument::value(
            &["--pythonpath"],
            "pythonpath",
            "A directory to add to the Python path, e.g. \"/home/djangoprojects/myproject\".",
        ),
        Argument::flag(
            &["--traceback"],
            "traceback",
            Action::StoreTrue,
            "Display a full stack trace on CommandError exceptions.",
        ),
        Argument::flag(
            &["--no-color"],
            "no_color",
            Action::StoreTrue,
            "Don't colorize the command output.",
        ),
        Argument::flag(
            &["--force-color"],
            "force_color",
            Action::StoreTrue,
            "Force colorization of the command output.",
        ),
    ]
}

/// `--noinput`, which several commands have.
pub(super) fn noinput() -> Argument {
    Argument::flag(
        &["--noinput", "--no-input"],
        "interactive",
        Action::StoreFalse,
        "Tells Django to NOT prompt the user for input of any kind.",
    )
}

/// `--database`, which several commands have with a help text of their own.
pub(super) fn database(help: &'static str) -> Argument {
    Argument::value(&["--database"], "database", help)
        .choices(&["default"])
        .default("default")
}

/// `app_label …`, any number.
pub(super) fn app_labels(dest: &'static str, help: &'static str) -> Argument {
    Argument::positional(dest, Nargs::ZeroOrMore, help)
}
