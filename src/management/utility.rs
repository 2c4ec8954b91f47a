//! `ManagementUtility`: from the words of a command line to a command that runs.

use super::argparse::{ArgumentParser, Options, ParseEnd};
use super::checks::{Level, Report};
use super::command::{Command, Environment, Failure, Invocation, VERSION, settings_missing};
use super::commands::{AUTH_COMMANDS, COMMANDS, UNSUPPORTED, createsuperuser};
use super::output::Terminal;
use super::preview;
use super::project::Asked;
use super::project::{Project, bound_work};
use crate::database::Database;
use crate::files::Files;
use crate::migrations::questioner::Question;
use crate::orm::Exception;
use crate::python::stand_in::note_on;

/// How a command line ended.
#[derive(Debug)]
pub enum Ending {
    /// With an exit status.
    Exit(i32),
    /// At a question. Nothing has changed; run it again with an answer more.
    Ask(Question),
}

/// Runs `<program> <words…>` (`execute_from_command_line`). When it ends at a question, files and
/// database are as they were.
pub fn execute_from_command_line(
    terminal: &mut Terminal,
    files: &mut Files,
    database: &mut Database,
    environment: &Environment,
    words: &[String],
) -> Ending {
    let before = (files.clone(), database.clone());
    database.connect(true);
    database.set_now(environment.now);
    if let Err(text) = bound_work(database, &environment.variables) {
        terminal.error_line(&text);
        return Ending::Exit(1);
    }
    let mut utility = ManagementUtility::new(terminal, files, database, environment);
    let failure = match utility.execute(words) {
        Ok(()) => return Ending::Exit(0),
        Err(failure) => failure,
    };
    let ending = report(terminal, failure, traceback_wanted(words));
    if matches!(ending, Ending::Ask(_)) {
        (*files, *database) = before;
    }
    ending
}

/// Where Django warns of a model that is registered twice, as Python shows the place.
const REGISTERED: &str = "django/db/models/base.py:368: RuntimeWarning: ";
const REGISTERING: &str =
    "  new_class._meta.apps.register_model(new_class._meta.app_label, new_class)\n";

/// Commands that work on files alone.
const WITHOUT_SETTINGS: [&str; 2] = ["startapp", "startproject"];

/// Finds the command and runs it.
pub(super) struct ManagementUtility<'a> {
    terminal: &'a mut Terminal,
    files: &'a mut Files,
    database: &'a mut Database,
    environment: &'a Environment,
    setup: Option<Project>,
}

impl<'a> ManagementUtility<'a> {
    /// One that has set nothing up.
    pub(super) fn new(
        terminal: &'a mut Terminal,
        files: &'a mut Files,
        database: &'a mut Database,
        environment: &'a Environment,
    ) -> Self {
        Self {
            terminal,
            files,
            database,
            environment,
            setup: None,
        }
    }
}

impl ManagementUtility<'_> {
    /// Runs a command whose options are known, as `call_command()` does.
    pub(super) fn call(&mut self, command: &Command, options: &Options) -> Result<(), Failure> {
        if let Some(module) = settings_module(self.files, self.environment, &[])
            && let Some(error) = self.setup_project(&module)?
        {
            return Err(error.into());
        }
        self.handle(command, options)
    }

    fn execute(&mut self, words: &[String]) -> Result<(), Failure> {
        let subcommand = words.first().map_or("help", String::as_str);
        let rest = words.get(1..).unwrap_or_default();
        let settings = settings_module(self.files, self.environment, rest);
        let settings_error = match settings {
            Some(module) => self.setup_project(&module)?,
            None => None,
        };
        let missing = (self.setup.is_none() && settings_error.is_none())
            .then(|| settings_missing("INSTALLED_APPS"));
        let whole: Vec<&str> = words.iter().map(String::as_str).collect();
        match (subcommand, whole.as_slice()) {
            ("help", _) => self.help(rest, settings_error.as_ref().or(missing.as_ref())),
            ("version", _) | (_, ["--version"]) => {
                self.terminal.line(VERSION);
                Ok(())
            }
            (_, ["--help" | "-h"]) => self.help(&[], settings_error.as_ref().or(missing.as_ref())),
            _ => {
                let command = self.fetch_command(subcommand, settings_error.as_ref())?;
                self.run(command, rest, settings_error)
            }
        }
    }

    /// `django.setup()`. Settings that cannot be imported are remembered, not raised: `help` and
    /// `startproject` work without them, and wrong options are told first.
    fn setup_project(&mut self, module: &str) -> Result<Option<Exception>, Failure> {
        match Project::load_settings(self.files, self.environment, module) {
            Ok(loaded) => {
                let mut project = loaded.populate()?;
                self.terminal.write(&project.interpreter.take_output());
                for warning in &project.registry.borrow().warnings {
                    self.terminal
                        .error(&format!("{REGISTERED}{warning}\n{REGISTERING}"));
                }
                self.setup = Some(project);
                Ok(None)
            }
            Err(error) if error.is_import_error() || error.is_improperly_configured() => {
                Ok(Some(error))
            }
            Err(error) => Err(error.into()),
        }
    }

    fn fetch_command(
        &mut self,
        name: &str,
        settings_error: Option<&Exception>,
    ) -> Result<&'static Command, Failure> {
        if let Some(command) = COMMANDS.iter().find(|command| command.name == name) {
            return Ok(command);
        }
        let installed = self
            .setup
            .as_ref()
            .map(Project::installed_labels)
            .unwrap_or_default();
        let is_there = |app: &str| app == "django" || installed.iter().any(|label| **label == *app);
        let mut of_auth = AUTH_COMMANDS.iter().filter(|_| is_there("auth"));
        if let Some(command) = of_auth.find(|command| command.name == name) {
            return Ok(command);
        }
        let mut unsupported = UNSUPPORTED
            .iter()
            .filter(|(app, _)| is_there(app))
            .flat_map(|(_, commands)| commands.iter());
        if let Some((_, instead)) = unsupported.find(|(known, _)| *known == name) {
            if let Some(error) = settings_error {
                return Err(asked_again(error.clone()).into());
            }
            self.terminal.error_line(&format!(
                "{name}: the sandbox does not have this command of Django's; {instead}."
            ));
            return Err(Failure::Exit(1));
        }
        if let Some(error) = settings_error {
            let handled = Exception::new("KeyError", format!("'{name}'"));
            return Err(error.clone().while_handling(&handled).into());
        }
        if self.setup.is_none() {
            self.terminal.error_line("No Django settings specified.");
        }
        let own = self.setup.as_ref().and_then(|it| it.own_command(name));
        if let Some(path) = own {
            self.terminal.error_line(&format!(
                "{name}: the sandbox does not run the commands of a project, as {path} is one; `python \
                 manage.py shell -c CODE` runs what it does."
            ));
            return Err(Failure::Exit(1));
        }
        self.terminal.error(&format!("Unknown command: '{name}'"));
        let candidates: Vec<&str> = self
            .command_names()
            .into_iter()
            .flat_map(|(_, names)| names)
            .collect();
        if let Some(close) = super::names::close_match(name, &candidates) {
            self.terminal.error(&format!(". Did you mean {close}?"));
        }
        let program = &self.environment.program;
        self.terminal
            .error_line(&format!("\nType '{program} help' for usage."));
        Err(Failure::Exit(1))
    }

    fn run(
        &mut self,
        command: &Command,
        words: &[String],
        settings_error: Option<Exception>,
    ) -> Result<(), Failure> {
        let has_database = (command.arguments)()
            .iter()
            .any(|it| it.dest.starts_with("database"));
        if has_database && self.setup.is_none() {
            // The choices of `--database` are the connections.
            let missing = || settings_missing("DATABASES");
            return Err(settings_error.unwrap_or_else(missing).into());
        }
        let mut parser = self.parser_of(command)?;
        if let Some(project) = &mut self.setup {
            preview::allow(&mut parser, project);
        }
        let options = parse_with(self.terminal, &parser, words)?;
        preview::refuse_connection(command, &options)?;
        if let Some(error) = settings_error
            && !WITHOUT_SETTINGS.contains(&command.name)
        {
            return Err(asked_again(error).into());
        }
        self.handle(command, &options)
    }

    fn handle(&mut self, command: &Command, options: &Options) -> Result<(), Failure> {
        let mut invocation = Invocation {
            terminal: &mut *self.terminal,
            files: &mut *self.files,
            database: &mut *self.database,
            environment: self.environment,
            project: self.setup.take(),
        };
        if command.requires_system_checks && !options.is_set("skip_checks") {
            // `migrate` checks the models against its database too.
            check(&mut invocation, command.name == "migrate")?;
        }
        let result = (command.handle)(&mut invocation, options);
        invocation.report_output();
        result
    }

    /// The parser of a command, with the options that the project brings.
    fn parser_of(&mut self, command: &Command) -> Result<ArgumentParser, Failure> {
        let program = &self.environment.program;
        match &mut self.setup {
            Some(project) if command.name == createsuperuser::COMMAND.name => {
                let arguments = createsuperuser::arguments_of(project)?;
                Ok(command.parser_with(program, arguments))
            }
            _ => Ok(command.create_parser(program)),
        }
    }

    fn help(
        &mut self,
        words: &[String],
        settings_error: Option<&Exception>,
    ) -> Result<(), Failure> {
        if words.iter().any(|word| word == "--commands") {
            let mut names: Vec<&str> = self
                .command_names()
                .into_iter()
                .flat_map(|(_, names)| names)
                .collect();
            names.sort_unstable();
            self.terminal.line(&names.join("\n"));
            return Ok(());
        }
        if let Some(name) = words.iter().find(|word| !word.starts_with('-')) {
            let command = self.fetch_command(name, None)?;
            let text = self.parser_of(command)?.format_help();
            self.terminal.write(&text);
            return Ok(());
        }
        let text = self.main_help_text(settings_error);
        self.terminal.line(&text);
        Ok(())
    }

    fn main_help_text(&self, settings_error: Option<&Exception>) -> String {
        let program = &self.environment.program;
        let mut lines = vec![
            String::new(),
            format!("Type '{program} help <subcommand>' for help on a specific subcommand."),
            String::new(),
            "Available subcommands:".to_owned(),
        ];
        for (app, names) in self.command_names() {
            lines.push(String::new());
            lines.push(format!("[{app}]"));
            lines.extend(names.iter().map(|name| format!("    {name}")));
        }
        if let Some(error) = settings_error {
            lines.push(format!(
                "Note that only Django core commands are listed as settings are not properly \
                 configured (error: {}).",
                error.message
            ));
        }
        lines.join("\n")
    }

    /// Commands by the app that brings them, both sorted.
    fn command_names(&self) -> Vec<(&'static str, Vec<&'static str>)> {
        let installed = self
            .setup
            .as_ref()
            .map(Project::installed_labels)
            .unwrap_or_default();
        let mut apps: Vec<(&str, Vec<&str>)> = UNSUPPORTED
            .iter()
            .filter(|(app, _)| *app == "django" || installed.iter().any(|label| &**label == *app))
            .map(|(app, commands)| (*app, commands.iter().map(|(name, _)| *name).collect()))
            .collect();
        if let Some((_, names)) = apps.iter_mut().find(|(app, _)| *app == "django") {
            names.extend(COMMANDS.iter().map(|command| command.name));
            // `staticfiles` brings a `runserver` of its own.
            if installed.iter().any(|label| &**label == "staticfiles") {
                names.retain(|name| *name != "runserver");
            }
            names.sort_unstable();
        }
        if let Some((_, names)) = apps.iter_mut().find(|(app, _)| *app == "staticfiles") {
            names.push("runserver");
        }
        if installed.iter().any(|label| &**label == "auth") {
            let names = AUTH_COMMANDS.iter().map(|command| command.name);
            apps.push(("auth", names.collect()));
        }
        apps.sort_by_key(|(app, _)| *app);
        apps
    }
}

/// `--settings`, the environment's, or what `manage.py` names.
pub(super) fn settings_module(
    files: &Files,
    environment: &Environment,
    words: &[String],
) -> Option<String> {
    let mut words = words.iter();
    while let Some(word) = words.next() {
        if let Some(value) = word.strip_prefix("--settings=") {
            return Some(value.to_owned());
        }
        if word == "--settings" {
            return words.next().cloned();
        }
    }
    environment.settings_module.clone().or_else(|| {
        (environment.program == "manage.py")
            .then(|| super::project::settings_module(files, &environment.folder))
            .flatten()
    })
}

/// A command's options, as its parser reads them.
pub(super) fn parse(
    terminal: &mut Terminal,
    command: &Command,
    environment: &Environment,
    words: &[String],
) -> Result<Options, Failure> {
    parse_with(
        terminal,
        &command.create_parser(&environment.program),
        words,
    )
}

fn parse_with(
    terminal: &mut Terminal,
    parser: &ArgumentParser,
    words: &[String],
) -> Result<Options, Failure> {
    let options = parser.parse(words).map_err(|end| match end {
        ParseEnd::Printed(text) => {
            terminal.write(&text);
            Failure::Exit(0)
        }
        ParseEnd::Error(text) => {
            terminal.error(&text);
            Failure::Exit(2)
        }
    })?;
    if options.is_set("force_color") && options.is_set("no_color") {
        return Err(Failure::command(
            "The --no-color and --force-color options can't be used together.",
        ));
    }
    Ok(options)
}

pub(super) fn traceback_wanted(words: &[String]) -> bool {
    words.iter().any(|word| word == "--traceback")
}

/// What a command says of settings that cannot be loaded: closing the connections at its end asks for
/// them again, and forgives only `ImproperlyConfigured`.
fn asked_again(error: Exception) -> Exception {
    match error.is_import_error() {
        true => error.again(),
        false => error,
    }
}

/// The system checks, as every command that needs a sound project runs them first.
fn check(invocation: &mut Invocation, database: bool) -> Result<(), Failure> {
    let project = invocation.project()?;
    let messages = project.run_checks(Asked {
        database,
        ..Asked::default()
    })?;
    let silenced = project.settings.silenced_system_checks.clone();
    Report {
        messages: &messages,
        silenced: &silenced,
        display_num_errors: false,
        fail_level: Level::Error,
    }
    .print(invocation.terminal)
}

pub(super) fn report(terminal: &mut Terminal, failure: Failure, traceback: bool) -> Ending {
    match failure {
        Failure::Ask(question) => return Ending::Ask(question),
        Failure::Exit(status) => return Ending::Exit(status),
        Failure::Command(message, _) if traceback => {
            let path = "django.core.management.base.CommandError";
            terminal.error_line(&Exception::new(path, message).render_traceback());
        }
        Failure::Command(message, status) => {
            terminal.error_line(&format!("CommandError: {message}"));
            return Ending::Exit(status);
        }
        Failure::SystemCheck(message) if traceback => {
            let path = "django.core.management.base.SystemCheckError";
            terminal.error_line(&Exception::new(path, message).render_traceback());
        }
        Failure::SystemCheck(message) => terminal.error_line(&message),
        Failure::Exception(exception) if &*exception.class_path == "KeyboardInterrupt" => {
            terminal.error_line(&exception.render_traceback());
            // What a shell says of a program that Ctrl-C has ended.
            return Ending::Exit(130);
        }
        Failure::Exception(exception) => match exception.exit {
            Some(status) => {
                terminal.error(&exception.message);
                return Ending::Exit(status);
            }
            None => {
                terminal.error_line(&exception.render_traceback());
                if let Some(note) = exception.python.as_deref().and_then(note_on) {
                    terminal.note(&note);
                }
            }
        },
    }
    Ending::Exit(1)
}
