//! Code that runs in a namespace which persists: what `shell` and an interactive shell stand on.

use std::rc::Rc;

use indexmap::IndexMap;

use super::project::Project;
use crate::database::Database;
use crate::orm::Exception;
use crate::orm::connection::lend;
use crate::python::{Module, Value};

/// A namespace in which one piece of code after the other runs.
pub struct Shell {
    module: Rc<Module>,
}

/// What a piece of code did.
pub struct ShellOutcome {
    /// What it printed.
    pub output: String,
    /// The value of its last statement, as `repr()` shows it, when that is an expression whose value
    /// is not `None`. [`Shell::execute`] gives none.
    pub shown: Option<String>,
    /// The exception that ended it.
    pub result: Result<(), Exception>,
}

impl Shell {
    /// A namespace with these names.
    pub fn new(names: IndexMap<Rc<str>, Value>) -> Self {
        let module = Module::new("__main__");
        for (name, value) in names {
            module.set(&name, value);
        }
        Self {
            module: Rc::new(module),
        }
    }

    /// The value of a name, for completing what is typed.
    pub fn get(&self, name: &str) -> Option<Value> {
        self.module.get(name)
    }

    /// The names that are defined, in order.
    pub fn names(&self) -> Vec<Rc<str>> {
        self.module.globals.borrow().keys().cloned().collect()
    }

    /// Runs statements on the database as the interactive prompt does.
    pub fn run(&self, project: &mut Project, database: &mut Database, code: &str) -> ShellOutcome {
        self.run_in(project, database, "<stdin>", code)
    }

    /// Runs statements on the database as `exec()` does: nothing is shown but what they print.
    /// `file` is what tracebacks call the code.
    pub fn execute(
        &self,
        project: &mut Project,
        database: &mut Database,
        file: &str,
        code: &str,
    ) -> ShellOutcome {
        ShellOutcome {
            shown: None,
            ..self.run_in(project, database, file, code)
        }
    }

    fn run_in(
        &self,
        project: &mut Project,
        database: &mut Database,
        file: &str,
        code: &str,
    ) -> ShellOutcome {
        let interpreter = &mut project.interpreter;
        let lent = lend(interpreter, database.clone(), |interpreter| {
            let value = interpreter.execute_as(file, code, &self.module)?;
            match value.filter(|value| !value.is_none()) {
                Some(value) => Ok(Some(interpreter.repr(&value)?.to_string())),
                None => Ok(None),
            }
        });
        let result = match lent {
            Ok((result, after)) => {
                *database = after;
                result
            }
            Err(error) => Err(error),
        };
        let result = result.map_err(|error| Exception::from_python(interpreter, error));
        let output = interpreter.take_output();
        let (shown, result) = match result {
            Ok(shown) => (shown, Ok(())),
            Err(exception) => (None, Err(exception)),
        };
        ShellOutcome {
            output,
            shown,
            result,
        }
    }
}
