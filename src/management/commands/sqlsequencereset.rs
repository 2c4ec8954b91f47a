//! `sqlsequencereset`: SQLite has nothing to reset.

use crate::management::argparse::{Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};

/// `sqlsequencereset app_label …`.
pub const COMMAND: Command = Command {
    name: "sqlsequencereset",
    help: "Prints the SQL statements for resetting sequences for the given app name(s).",
    arguments,
    requires_system_checks: true,
    missing_args_message: Some("Enter at least one application label."),
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional("args", Nargs::OneOrMore, "One or more application label.")
            .metavar("app_label"),
        database(
            "Nominates a database to print the SQL for. Defaults to the \"default\" database.",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let mut with_models = 0;
    for label in options.all("args") {
        let config = invocation.project()?.app_config(label).map_err(|message| {
            Failure::command(format!(
                "{message}. Are you sure your INSTALLED_APPS setting is correct?"
            ))
        })?;
        with_models += usize::from(config.has_models);
    }
    if options.verbosity() >= 1 {
        for _ in 0..with_models {
            invocation.terminal.error_line("No sequences found.");
        }
    }
    Ok(())
}
