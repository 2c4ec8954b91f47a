//! `optimizemigration`.

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation};
use crate::management::commands::migrate::find_migration;
use crate::migrations::loader::LoaderOptions;
use crate::migrations::migration::{Dependency, Migration, MigrationKey};
use crate::migrations::optimizer::MigrationOptimizer;
use crate::migrations::writer::MigrationWriter;

/// `optimizemigration app_label migration_name`.
pub const COMMAND: Command = Command {
    name: "optimizemigration",
    help: "Optimizes the operations for the named migration.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

/// What follows when functions have to be copied by hand; `optimized` or `squashed`.
pub(super) fn manual_porting(kind: &str) -> String {
    format!(
        "Manual porting required\n  Your migrations contained functions that must be manually \
         copied over,\n  as we could not safely copy their implementation.\n  See the comment at \
         the top of the {kind} migration for details."
    )
}

fn arguments() -> Vec<Argument> {
    vec![
        Argument::positional(
            "app_label",
            Nargs::One,
            "App label of the application to optimize the migration for.",
        ),
        Argument::positional(
            "migration_name",
            Nargs::One,
            "Migration name to optimize the operations for.",
        ),
        Argument::flag(
            &["--check"],
            "check",
            Action::StoreTrue,
            "Exit with a non-zero status if the migration can be optimized.",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let app_label = options.get("app_label").unwrap_or_default();
    let name = options.get("migration_name").unwrap_or_default();
    let verbose = options.verbosity() > 0;
    invocation
        .project()?
        .app_config(app_label)
        .map_err(Failure::command)?;
    let loader = invocation.loader_without_connection(LoaderOptions::default())?;
    if !loader.migrated_apps.contains(app_label) {
        return Err(Failure::command(format!(
            "App '{app_label}' does not have migrations."
        )));
    }
    let mut migration = Migration::clone(find_migration(&loader, app_label, name)?);
    let before = migration.operations.len();
    let operations = MigrationOptimizer::new().optimize(&migration.operations, app_label);
    let after = operations.len();
    if before == after {
        if verbose {
            invocation.terminal.line("No optimizations possible.");
        }
        return Ok(());
    }
    if verbose {
        invocation.terminal.line(&format!(
            "Optimizing from {before} operations to {after} operations."
        ));
    }
    if options.is_set("check") {
        return Err(Failure::Exit(1));
    }
    migration.operations = operations;
    migration.dependencies = migration
        .dependencies
        .iter()
        .map(Dependency::as_loaded)
        .collect();
    write(invocation, migration, verbose)
}

fn write(
    invocation: &mut Invocation,
    mut migration: Migration,
    verbose: bool,
) -> Result<(), Failure> {
    if migration.needs_manual_porting(&mut invocation.project()?.interpreter) {
        if !migration.replaces.is_empty() {
            return Err(Failure::command(
                "Migration will require manual porting but is already a squashed migration.\n\
                 Transition to a normal migration first: \
                 https://docs.djangoproject.com/en/5.2/topics/migrations/#squashing-migrations",
            ));
        }
        migration.replaces = vec![MigrationKey::new(&migration.app_label, &migration.name)];
        migration.name = format!("{}_optimized", migration.name).into();
        if verbose {
            invocation.terminal.line(&manual_porting("optimized"));
        }
    }
    let path = invocation.project()?.migration_path(&migration)?;
    let now = invocation.environment.now;
    let project = invocation.project()?;
    let text = MigrationWriter::new(&migration, true, now).as_string(&mut project.interpreter)?;
    invocation.files.write(&path, &text);
    if verbose {
        let shown = invocation.environment.absolute(&path);
        invocation
            .terminal
            .line(&format!("Optimized migration {shown}"));
    }
    Ok(())
}
