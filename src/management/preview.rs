//! Databases that are not there: `sqlmigrate --database postgresql` shows what Django would write
//! for them, and no other command can do anything with them.

use super::argparse::{ArgumentParser, Options};
use super::command::{Command, Failure};
use super::commands::sqlmigrate;
use super::project::Project;
use crate::backends::Dialect;
use crate::python::{Interpreter, Value};

/// The aliases that every project has for previews.
const ALIASES: [&str; 2] = ["postgresql", "mysql"];

/// A database whose SQL is previewed.
pub struct PreviewDatabase {
    /// Which kind.
    pub dialect: Dialect,
    /// Its name.
    pub name: String,
}

/// Lets `--database` name the databases that can be previewed: one of each kind, and those that the
/// settings name.
pub fn allow(parser: &mut ArgumentParser, project: &mut Project) {
    let databases = parser.arguments.iter_mut();
    for argument in databases.filter(|argument| argument.dest == "database") {
        argument.also = ALIASES.map(str::to_owned).to_vec();
        argument.also.extend(configured_aliases(project));
    }
}

/// Refuses a database that is not there to a command that needs one.
///
/// # Errors
///
/// `CommandError` that says what works instead.
pub fn refuse_connection(command: &Command, options: &Options) -> Result<(), Failure> {
    let alias = options.get("database").unwrap_or("default");
    if alias == "default" || command.name == sqlmigrate::COMMAND.name {
        return Ok(());
    }
    Err(Failure::command(format!(
        "The database '{alias}' is a preview: there is no server here that {name} could work on. \
         `sqlmigrate APP MIGRATION --database {alias}` shows its SQL; leave out --database to run \
         {name} on the project's own database.",
        name = command.name
    )))
}

/// The database that an alias stands for; `None` for the one that is there.
pub fn database_of(project: &mut Project, alias: &str) -> Option<PreviewDatabase> {
    let setting = |project: &mut Project, key: &str| {
        let databases = project.settings.all.get("DATABASES")?.clone();
        text_in(&mut project.interpreter, &databases, alias, key)
    };
    if alias == "default" {
        return None;
    }
    let engine = setting(project, "ENGINE");
    let dialect = Dialect::of(engine.as_deref().unwrap_or(alias))?;
    let name = setting(project, "NAME").unwrap_or_else(|| alias.to_owned());
    Some(PreviewDatabase { dialect, name })
}

/// The aliases in the settings whose databases can be previewed.
fn configured_aliases(project: &mut Project) -> Vec<String> {
    let Some(databases) = project.settings.all.get("DATABASES").cloned() else {
        return Vec::new();
    };
    let Ok(aliases) = project.interpreter.iterate(&databases) else {
        return Vec::new();
    };
    let aliases = aliases.iter().filter_map(Value::as_text);
    let mut found = Vec::new();
    for alias in aliases.filter(|alias| &**alias != "default") {
        let engine = text_in(&mut project.interpreter, &databases, &alias, "ENGINE");
        if engine.is_some_and(|engine| Dialect::of(&engine).is_some()) {
            found.push(alias.to_string());
        }
    }
    found
}

/// `DATABASES[alias][key]`, when it is there.
fn text_in(
    interpreter: &mut Interpreter,
    databases: &Value,
    alias: &str,
    key: &str,
) -> Option<String> {
    let database = interpreter.get_item(databases, &Value::str(alias)).ok()?;
    let value = interpreter.get_item(&database, &Value::str(key)).ok()?;
    value.as_text().map(|text| text.to_string())
}
