//! `flush`.

use crate::database::{Database, DatabaseError};
use crate::management::argparse::{Argument, Options};
use crate::management::command::{Command, Failure, Invocation, database, noinput};
use crate::management::commands::sqlflush::sql_flush;
use crate::management::signals::{Told, emit_post_migrate};

/// `flush`.
pub const COMMAND: Command = Command {
    name: "flush",
    help: "Removes ALL DATA from the database, including data added during migrations. Does not \
           achieve a \"fresh install\" state.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        noinput(),
        database("Nominates a database to flush. Defaults to the \"default\" database."),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let statements = sql_flush(invocation)?;
    let name = invocation.project()?.settings.database_name.clone();
    if options.is_set("interactive") {
        let prompt = format!(
            "You have requested a flush of the database.\nThis will IRREVERSIBLY DESTROY all data \
             currently in the \"{name}\" database,\nand return each table to an empty state.\nAre \
             you sure you want to do this?\n\n    Type 'yes' to continue, or 'no' to cancel: "
        );
        let choices = [("yes", "Yes, destroy all data"), ("no", "No")];
        if invocation.terminal.ask(&prompt, &choices)? != "yes" {
            invocation.terminal.line("Flush cancelled.");
            return Ok(());
        }
    }
    if execute_sql_flush(invocation.database, &statements).is_err() {
        return Err(Failure::command(format!(
            "Database {name} couldn't be flushed. Possible reasons:\n  * The database isn't \
             running or isn't configured correctly.\n  * At least one of the expected database \
             tables doesn't exist.\n  * The SQL was invalid.\nHint: Look at the output of \
             'django-admin sqlflush'. That's the SQL this command wasn't able to run."
        )));
    }
    if statements.is_empty() {
        return Ok(());
    }
    let told = Told {
        verbosity: options.verbosity(),
        interactive: options.is_set("interactive"),
        migrating: None,
    };
    emit_post_migrate(invocation, &told)
}

/// All statements in one transaction, so that foreign keys are looked at when all rows are gone.
fn execute_sql_flush(database: &mut Database, statements: &[String]) -> Result<(), DatabaseError> {
    let savepoint = database.clone();
    let mut run = || {
        database.execute("BEGIN", &[])?;
        for statement in statements {
            database.execute(statement, &[])?;
        }
        database.execute("COMMIT", &[])
    };
    let result = run().map(drop);
    if result.is_err() {
        *database = savepoint;
    }
    result
}
