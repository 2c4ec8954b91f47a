//! Code that runs in a namespace which persists: what `shell` and an interactive shell stand on.

use crate::python::value::Namespace;
use std::rc::Rc;

use indexmap::IndexMap;

use super::calls::Calls;
use super::command::Environment;
use super::project::Project;
use crate::database::Database;
use crate::files::Files;
use crate::orm::connection::lend;
use crate::orm::model::classes::ModelClasses;
use crate::orm::{Exception, ModelKey};
use crate::python::{Module, Value};

/// A namespace in which one piece of code after the other runs.
pub struct Shell {
    module: Rc<Module>,
    calls: Option<Rc<Calls>>,
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
    pub fn new(names: Namespace) -> Self {
        // The names of the command's own module are those that Django executes the code among.
        let module = Module::new("django.core.management.commands.shell");
        for (name, value) in names {
            module.set(&name, value);
        }
        Self {
            module: Rc::new(module),
            calls: None,
        }
    }

    /// Lets the code call commands, on these files.
    ///
    /// # Errors
    ///
    /// What importing Django's module raises.
    pub fn allow_calls(
        &mut self,
        project: &mut Project,
        files: &Files,
        environment: &Environment,
    ) -> Result<(), Exception> {
        let calls = Calls::allow(&mut project.interpreter, files, environment);
        let calls = calls.map_err(|it| Exception::from_python(&mut project.interpreter, it))?;
        self.calls = Some(calls);
        Ok(())
    }

    /// The files as the commands that it called have left them.
    pub fn files(&self) -> Option<Files> {
        self.calls.as_ref().map(|calls| calls.files())
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
            let shown = match interpreter.execute_as(file, code, &self.module) {
                Ok(Some(value)) if !value.is_none() => interpreter.repr(&value).map(Some),
                Ok(_) => Ok(None),
                Err(error) => Err(error),
            };
            // The text of an exception may ask the database.
            shown.map_err(|error| Exception::from_python(interpreter, error))
        });
        let result = match lent {
            Ok((result, after)) => {
                *database = after;
                result.map(|shown| shown.map(|shown| shown.to_string()))
            }
            Err(error) => Err(Exception::from_python(interpreter, error)),
        };
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

/// The models of the installed apps by name, those of earlier apps going first (`get_auto_imports`).
///
/// # Errors
///
/// What putting the models together raises.
pub fn auto_imports(project: &mut Project) -> Result<Namespace, Exception> {
    let classes = project.classes()?;
    let keys: Vec<ModelKey> = classes
        .apps
        .get_models()
        .filter(|model| model.auto_created().is_none())
        .map(|model| model.key())
        .collect();
    let mut by_module: IndexMap<Rc<str>, Vec<(Rc<str>, Value)>> = IndexMap::new();
    for key in keys.iter().rev() {
        let class = class_of(project, &classes, key)?;
        if let Some(class) = class.as_class() {
            let models = by_module.entry(class.module.clone()).or_default();
            models.push((class.name.clone(), Value::Class(class.clone())));
        }
    }
    Ok(by_module.into_values().flatten().collect())
}

fn class_of(
    project: &mut Project,
    classes: &Rc<ModelClasses>,
    key: &ModelKey,
) -> Result<Value, Exception> {
    let class = classes.class(&mut project.interpreter, key);
    match class {
        Ok(class) => Ok(Value::Class(class)),
        Err(error) => Err(Exception::from_python(&mut project.interpreter, error)),
    }
}
