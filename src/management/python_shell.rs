//! Interactive Python: `python`, and `python manage.py shell` with the project set up.

use std::rc::Rc;

use super::calls::Calls;
use super::command::{Environment, Failure};
use super::commands::shell;
use super::completion;
use super::output::Terminal;
use super::project::{self, Project};
use super::utility::{Ending, parse, report, settings_module, traceback_wanted};
use crate::database::Database;
use crate::files::Files;
use crate::orm::connection::lend;
use crate::python::Interpreter;
use crate::python::interpreter::interactive::{Console, Reply};
use crate::python::value::Namespace;

/// A session: who runs its Python, and the prompt.
pub struct Session {
    python: Python,
    console: Console,
    /// The commands that its code calls.
    calls: Option<Rc<Calls>>,
}

enum Python {
    /// `python`: nothing is set up.
    Plain(Box<Interpreter>),
    /// `manage.py shell`.
    Django(Box<Project>),
}

/// What Python says of itself; the date and the compiler are those of the recorded sessions.
const BANNER: &str = "Python 3.11.7 (main, May  9 2026, 07:35:25) [GCC 12.2.0] on linux\n\
                      Type \"help\", \"copyright\", \"credits\" or \"license\" for more information.\n";

impl Session {
    /// `python` alone, after its banner.
    ///
    /// # Errors
    ///
    /// The status that it ends with when there is no prompt; the terminal says why.
    pub fn python(
        terminal: &mut Terminal,
        files: &Files,
        environment: &Environment,
    ) -> Result<Self, i32> {
        let interpreter = project::interpreter(files, environment).map_err(|error| {
            terminal.error_line(&error.to_string());
            1
        })?;
        terminal.error(BANNER);
        Ok(Self {
            python: Python::Plain(Box::new(interpreter)),
            console: Console::new("<stdin>", "__main__", Namespace::default()),
            calls: None,
        })
    }

    /// `manage.py shell WORDS…`, after its banner.
    ///
    /// # Errors
    ///
    /// The status that it ends with when there is no prompt; the terminal says why.
    pub fn shell(
        terminal: &mut Terminal,
        files: &Files,
        environment: &Environment,
        words: &[String],
    ) -> Result<Self, i32> {
        Self::set_up(terminal, files, environment, words).map_err(|failure| {
            match report(terminal, failure, traceback_wanted(words)) {
                Ending::Exit(status) => status,
                Ending::Ask(_) => 1,
            }
        })
    }

    fn set_up(
        terminal: &mut Terminal,
        files: &Files,
        environment: &Environment,
        words: &[String],
    ) -> Result<Self, Failure> {
        let Some(module) = settings_module(files, environment, words) else {
            return Err(Failure::command("the shell needs a project's settings"));
        };
        let mut project = Project::load_settings(files, environment, &module)?.populate()?;
        let options = parse(terminal, &shell::COMMAND, environment, words)?;
        let names = shell::imports(&mut project, &options)?;
        let calls = Calls::allow(&mut project.interpreter, files, environment).ok();
        terminal.write(&shell::report(&names, &options));
        terminal.error(BANNER);
        terminal.error("(InteractiveConsole)\n");
        Ok(Self {
            python: Python::Django(Box::new(project)),
            console: Console::new("<console>", "builtins", names),
            calls,
        })
    }

    /// The prompt for the next line.
    pub fn prompt(&self) -> &'static str {
        self.console.prompt()
    }

    /// Takes one typed line.
    pub fn line(&mut self, files: &mut Files, database: &mut Database, line: &str) -> Reply {
        let Some(calls) = self.calls.clone() else {
            return self.push(database, line);
        };
        calls.see(files);
        let reply = self.push(database, line);
        *files = calls.files();
        reply
    }

    fn push(&mut self, database: &mut Database, line: &str) -> Reply {
        let (console, project) = (
            &mut self.console,
            match &mut self.python {
                Python::Plain(interpreter) => return self.console.push(interpreter, line),
                Python::Django(project) => project,
            },
        );
        let interpreter = &mut project.interpreter;
        let lent = lend(interpreter, database.clone(), |interpreter| {
            console.push(interpreter, line)
        });
        match lent {
            Ok((reply, after)) => {
                *database = after;
                reply
            }
            // A project that is set up has a connection.
            Err(error) => Reply {
                error: format!("{}\n", error.class_name()),
                ..Reply::default()
            },
        }
    }

    /// Candidates for the end of a line, and the byte at which what they replace starts.
    pub fn complete(&mut self, database: &Database, line: &str) -> (usize, Vec<String>) {
        let names = self.console.module().globals.borrow().clone();
        match &mut self.python {
            Python::Plain(interpreter) => completion::complete(interpreter, &names, line),
            Python::Django(project) => {
                let lent = lend(&mut project.interpreter, database.clone(), |interpreter| {
                    completion::complete(interpreter, &names, line)
                });
                lent.map_or_else(|_| (line.len(), Vec::new()), |(found, _)| found)
            }
        }
    }

    /// Ctrl-C: the statement that is being typed is forgotten.
    pub fn interrupt(&mut self) -> &'static str {
        self.console.interrupt();
        "\nKeyboardInterrupt\n"
    }

    /// What is printed when Ctrl-D ends the session.
    pub fn goodbye(&self) -> &'static str {
        match self.python {
            Python::Plain(_) => "\n",
            Python::Django(_) => "\nnow exiting InteractiveConsole...\n",
        }
    }
}
