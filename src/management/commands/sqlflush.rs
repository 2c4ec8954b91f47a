//! `sqlflush`.

use crate::management::argparse::{Argument, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::python::set_order::{Filled, hash_text, set_order};

/// `sqlflush`.
pub const COMMAND: Command = Command {
    name: "sqlflush",
    help: "Returns a list of the SQL statements required to return all tables in the database to \
           the state they were in just after they were installed.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![database(
        "Nominates a database to print the SQL for. Defaults to the \"default\" database.",
    )]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let statements = sql_flush(invocation)?;
    if statements.is_empty() {
        if options.verbosity() >= 1 {
            invocation.terminal.error_line("No tables found.");
        }
        return Ok(());
    }
    invocation
        .terminal
        .line(&format!("BEGIN;\n{}\nCOMMIT;", statements.join("\n")));
    Ok(())
}

/// Statements that empty every table of the project's managed models and start their keys anew.
/// Django collects the tables in a set, and lists them in its order.
pub(super) fn sql_flush(invocation: &mut Invocation) -> Result<Vec<String>, Failure> {
    let apps = invocation.project()?.state()?.apps()?;
    let catalog = invocation.database.catalog();
    let mut tables: Vec<String> = Vec::new();
    for model in apps
        .get_models()
        .filter(|model| model.auto_created().is_none())
    {
        if model.managed() && !model.proxy() {
            tables.push(model.db_table().to_string());
            for field in model.local_many_to_many() {
                tables.push(apps.m2m_db_table(model, field).to_string());
            }
        }
    }
    let mut tables = set_order(tables, Filled::OneByOne, |table| hash_text(table));
    tables.retain(|table| catalog.tables.contains_key(table));
    let quote = |table: &String| format!("\"{}\"", table.replace('"', "\"\""));
    let mut statements: Vec<String> = tables
        .iter()
        .map(|table| format!("DELETE FROM {};", quote(table)))
        .collect();
    if !tables.is_empty() {
        let names: Vec<String> = tables.iter().map(|table| format!("'{table}'")).collect();
        statements.push(format!(
            "UPDATE \"sqlite_sequence\" SET \"seq\" = 0 WHERE \"name\" IN ({});",
            names.join(", ")
        ));
    }
    Ok(statements)
}
