//! `call_command()` in a shell: the command runs on the shell's files and database, and what it prints
//! is the caller's.

use std::cell::RefCell;
use std::rc::Rc;

use super::argparse::{Action, Argument, ArgumentParser, Options, ParseEnd};
use super::command::{Command, Environment, Failure};
use super::commands::COMMANDS;
use super::output::Terminal;
use super::utility::ManagementUtility;
use crate::database::Database;
use crate::files::Files;
use crate::orm::Exception;
use crate::orm::connection::connection;
use crate::protocol::Stream;
use crate::python::{Arguments, Interpreter, PyError, PyResult, Value};

/// Commands that a program cannot call.
const REFUSED: &[&str] = &["dumpdata", "loaddata", "runserver", "shell"];
/// Commands whose output is their result as well.
const ANSWERING: &[&str] = &["sqlflush", "sqlmigrate", "sqlsequencereset"];
/// What one call counts, and the part of the steps that the project's code in it may take.
const COST: usize = 100_000;
const SHARE: u64 = 10;

/// The files that called commands see, and may have changed.
pub struct Calls {
    environment: Environment,
    files: RefCell<Files>,
}

impl Calls {
    /// Lets the code of an interpreter call commands.
    ///
    /// # Errors
    ///
    /// What importing Django's module raises.
    pub fn allow(
        interpreter: &mut Interpreter,
        files: &Files,
        environment: &Environment,
    ) -> PyResult<Rc<Self>> {
        let calls = Rc::new(Self {
            environment: Environment {
                share: environment.share.saturating_mul(SHARE),
                ..environment.clone()
            },
            files: RefCell::new(files.clone()),
        });
        let module = interpreter.import_module("django.core.management")?;
        let called = calls.clone();
        let function =
            Value::function("run_command", "django.core.management", move |py, given| {
                called.call(py, &given)
            });
        module.set("run_command", function);
        Ok(calls)
    }

    /// Sees these files from now on.
    pub fn see(&self, files: &Files) {
        *self.files.borrow_mut() = files.clone();
    }

    /// The files as the commands have left them.
    pub fn files(&self) -> Files {
        self.files.borrow().clone()
    }

    /// `run_command(name, words, options)`: what it printed, what it complained of, its result and its
    /// exception.
    fn call(&self, interpreter: &mut Interpreter, given: &Arguments) -> PyResult<Value> {
        let [name, words, options] = given.positional.as_slice() else {
            return Err(interpreter.type_error("run_command() takes three arguments"));
        };
        interpreter.charge(COST)?;
        let name = interpreter.str(name)?;
        let command = COMMANDS.iter().find(|command| command.name == &*name);
        let command = command.filter(|command| !REFUSED.contains(&command.name));
        let Some(command) = command else {
            return Err(interpreter.unsupported(&format!("call_command('{name}')")));
        };
        let connection = connection(interpreter)?;
        let database = connection.with_database(|database| database.clone());
        let Some(mut database) = database.filter(|database| !database.in_transaction()) else {
            let what = format!("call_command('{name}') in a transaction");
            return Err(interpreter.unsupported(&what));
        };
        let mut texts = Vec::new();
        for word in interpreter.iterate(words)? {
            texts.push(interpreter.str(&word)?.to_string());
        }
        let parser = command.create_parser(&self.environment.program);
        let chosen = choose(interpreter, &parser, command, &texts, options)?;
        let mut terminal = Terminal::default();
        let failure = self.run(command, &chosen, &mut terminal, &mut database);
        connection.with_database(|kept| *kept = database);
        let failure = match failure {
            Ok(()) => Value::None,
            Err(failure) => raised(interpreter, failure, &name).exception.clone(),
        };
        let printed = terminal.text(Stream::Stdout);
        let result = match ANSWERING.contains(&&*name) && !printed.is_empty() {
            true => Value::str(printed.strip_suffix('\n').unwrap_or(&printed)),
            false => Value::None,
        };
        Ok(Value::tuple(vec![
            Value::str(printed),
            Value::str(terminal.text(Stream::Stderr)),
            result,
            failure,
        ]))
    }

    fn run(
        &self,
        command: &Command,
        options: &Options,
        terminal: &mut Terminal,
        database: &mut Database,
    ) -> Result<(), Failure> {
        let mut files = self.files();
        let before = database.clone();
        let mut utility = ManagementUtility::new(terminal, &mut files, database, &self.environment);
        let result = utility.call(command, options);
        match &result {
            Err(Failure::Ask(_)) => *database = before,
            _ => *self.files.borrow_mut() = files,
        }
        result
    }
}

/// The options from the words and from those given by name.
fn choose(
    interpreter: &mut Interpreter,
    parser: &ArgumentParser,
    command: &Command,
    words: &[String],
    named: &Value,
) -> PyResult<Options> {
    let mut options = match parser.parse(words) {
        Ok(options) => options,
        Err(ParseEnd::Printed(_)) => {
            return Err(interpreter.unsupported("help and versions of call_command()"));
        }
        Err(ParseEnd::Error(text)) => {
            let message = text.split_once(": error: ").map_or(&*text, |(_, it)| it);
            let message = format!("Error: {}", message.trim_end());
            return Err(command_error(interpreter, message));
        }
    };
    let mut unknown = Vec::new();
    let mut skips = true;
    let pairs: Vec<(Value, Value)> = match named.unboxed() {
        Value::Dict(dict) => {
            let dict = dict.borrow();
            dict.pairs()
                .map(|(name, it)| (name.clone(), it.clone()))
                .collect()
        }
        _ => Vec::new(),
    };
    for (name, value) in pairs {
        let name = interpreter.str(&name)?;
        skips &= &*name != "skip_checks";
        let argument = parser
            .arguments
            .iter()
            .find(|argument| is_named(argument, &name));
        match argument {
            Some(argument) => put(interpreter, &mut options, argument, &value)?,
            None => unknown.push(name.to_string()),
        }
    }
    if !unknown.is_empty() {
        unknown.sort();
        let message = format!(
            "Unknown option(s) for {} command: {}. Valid options are: {}.",
            command.name,
            unknown.join(", "),
            valid(parser).join(", ")
        );
        return Err(interpreter.type_error(message));
    }
    if skips {
        options.set_flag("skip_checks", true);
    }
    Ok(options)
}

/// The name of an option's shortest flag, as Python would spell it.
fn flag_name(argument: &Argument) -> Option<String> {
    let first = argument.flags.iter().min()?;
    Some(first.trim_start_matches('-').replace('-', "_"))
}

fn is_named(argument: &Argument, name: &str) -> bool {
    argument.dest == name || flag_name(argument).is_some_and(|flag| flag == name)
}

fn valid(parser: &ArgumentParser) -> Vec<String> {
    let mut names: Vec<String> = ["stderr", "stdout"].map(str::to_owned).into();
    for argument in &parser.arguments {
        names.push(argument.dest.to_string());
        names.extend(flag_name(argument));
    }
    names.sort();
    names.dedup();
    names
}

/// Sets an option to a value of Python.
fn put(
    interpreter: &mut Interpreter,
    options: &mut Options,
    argument: &Argument,
    value: &Value,
) -> PyResult<()> {
    if matches!(argument.action, Action::StoreTrue | Action::StoreFalse) {
        let truth = interpreter.truthy(value)?;
        options.set_flag(&argument.dest, truth);
        return Ok(());
    }
    let values = match value.unboxed() {
        Value::None => Vec::new(),
        Value::List(_) | Value::Tuple(_) | Value::Set(_) => interpreter.iterate(value)?,
        _ => vec![value.clone()],
    };
    let mut texts = Vec::new();
    for value in values {
        texts.push(interpreter.str(&value)?.to_string());
    }
    options.set_values(&argument.dest, texts);
    Ok(())
}

fn command_error(interpreter: &mut Interpreter, message: String) -> Box<PyError> {
    Exception::new("django.core.management.base.CommandError", message).into_python(interpreter)
}

fn raised(interpreter: &mut Interpreter, failure: Failure, name: &str) -> Box<PyError> {
    match failure {
        Failure::Command(message, _) => command_error(interpreter, message),
        Failure::SystemCheck(message) => {
            let class = "django.core.management.base.SystemCheckError";
            Exception::new(class, message).into_python(interpreter)
        }
        Failure::Exit(status) => {
            let class = interpreter.builtin("SystemExit");
            let status = Arguments::positional(vec![Value::Int(i64::from(status))]);
            let made = class.map(|class| interpreter.call(&Value::Class(class), status));
            match made {
                Some(Ok(exception)) => PyError::new(exception),
                Some(Err(error)) => error,
                None => interpreter.raise("RuntimeError", "SystemExit"),
            }
        }
        Failure::Exception(exception) => exception.again().into_python(interpreter),
        Failure::Ask(_) => interpreter.unsupported(&format!("questions of call_command('{name}')")),
    }
}
