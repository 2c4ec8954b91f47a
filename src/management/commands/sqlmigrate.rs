//! `sqlmigrate`.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database};
use crate::management::preview::{self, PreviewDatabase};
use crate::migrations::executor::{MigrationExecutor, PlanStep};
use crate::migrations::loader::LoaderOptions;
use crate::migrations::migration::MigrationKey;

/// `sqlmigrate app_label migration_name`.
pub const COMMAND: Command = Command {
    name: "sqlmigrate",
    help: "Prints the SQL statements for the named migration.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional(
            "app_label",
            Nargs::One,
            "App label of the application containing the migration.",
        ),
        Argument::positional(
            "migration_name",
            Nargs::One,
            "Migration name to print the SQL for.",
        ),
        database("Nominates a database to create SQL for. Defaults to the \"default\" database."),
        Argument::flag(
            &["--backwards"],
            "backwards",
            Action::StoreTrue,
            "Creates SQL to unapply the migration, rather than to apply it",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let loader_options = LoaderOptions {
        replace_migrations: false,
        ..LoaderOptions::default()
    };
    let loader = invocation.loader(loader_options)?;
    let app_label = options.get("app_label").unwrap_or_default();
    let name = options.get("migration_name").unwrap_or_default();
    invocation
        .project()?
        .app_config(app_label)
        .map_err(Failure::command)?;
    if !loader.migrated_apps.contains(app_label) {
        return Err(Failure::command(format!(
            "App '{app_label}' does not have migrations"
        )));
    }
    let migration = loader
        .get_migration_by_prefix(app_label, name)
        .map_err(|exception| {
            Failure::command(if &*exception.class_path == "KeyError" {
                format!(
                    "Cannot find a migration matching '{name}' from app '{app_label}'. Is it in \
                 INSTALLED_APPS?"
                )
            } else {
                format!(
                    "More than one migration matches '{name}' in app '{app_label}'. Please be more \
                 specific."
                )
            })
        })?;
    let mut atomic = migration.atomic;
    let step = PlanStep {
        key: MigrationKey::new(app_label, &migration.name),
        backwards: options.is_set("backwards"),
    };
    let executor = MigrationExecutor::new(loader, invocation.apps()?);
    let Some(project) = invocation.project.as_mut() else {
        return Ok(());
    };
    let alias = options.get("database").unwrap_or("default");
    let statements = match preview::database_of(project, alias) {
        Some(PreviewDatabase { dialect, name }) => {
            atomic &= dialect.can_rollback_ddl();
            let of = (dialect, name.as_str());
            let interpreter = &mut project.interpreter;
            executor.preview_sql(of, &mut *invocation.database, interpreter, &step)?
        }
        None => {
            let interpreter = &mut project.interpreter;
            executor.collect_sql(&mut *invocation.database, interpreter, &[step])?
        }
    };
    invocation.report_output();
    if statements.is_empty() {
        if options.verbosity() >= 1 {
            invocation.terminal.error_line("No operations found.");
        }
        return Ok(());
    }
    let sql = statements.join("\n");
    invocation.terminal.line(&if atomic {
        format!("BEGIN;\n{sql}\nCOMMIT;")
    } else {
        sql
    });
    Ok(())
}
