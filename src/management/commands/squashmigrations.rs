//! `squashmigrations`.

use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, noinput};
use crate::management::commands::migrate::find_migration;
use crate::management::commands::optimizemigration::manual_porting;
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::{Dependency, Migration, MigrationKey};
use crate::migrations::operations::Operation;
use crate::migrations::optimizer::MigrationOptimizer;
use crate::migrations::utils::key_repr;
use crate::migrations::writer::MigrationWriter;
use crate::orm::Exception;

/// `squashmigrations app_label [start_migration_name] migration_name`.
pub const COMMAND: Command = Command {
    name: "squashmigrations",
    help: "Squashes an existing set of migrations (from first until specified) into a single new \
           one.",
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
            "App label of the application to squash migrations for.",
        ),
        Argument::positional(
            "start_migration_name",
            Nargs::Optional,
            "Migrations will be squashed starting from and including this migration.",
        ),
        Argument::positional(
            "migration_name",
            Nargs::One,
            "Migrations will be squashed until and including this migration.",
        ),
        Argument::flag(
            &["--no-optimize"],
            "no_optimize",
            Action::StoreTrue,
            "Do not try to optimize the squashed operations.",
        ),
        noinput(),
        Argument::value(
            &["--squashed-name"],
            "squashed_name",
            "Sets the name of the new squashed migration.",
        ),
        Argument::flag(
            &["--no-header"],
            "include_header",
            Action::StoreFalse,
            "Do not add a header comment to the new squashed migration.",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let app_label = options.get("app_label").unwrap_or_default();
    let name = options.get("migration_name").unwrap_or_default();
    invocation
        .project()?
        .app_config(app_label)
        .map_err(Failure::command)?;
    let loader = invocation.loader(LoaderOptions::default())?;
    if !loader.migrated_apps.contains(app_label) {
        return Err(Failure::command(format!(
            "App '{app_label}' does not have migrations (so squashmigrations on it makes no \
             sense)"
        )));
    }
    let last = Rc::clone(find_migration(&loader, app_label, name)?);
    let start = match options.get("start_migration_name") {
        Some(start) => Some(Rc::clone(find_migration(&loader, app_label, start)?)),
        None => None,
    };
    let squashed = migrations_to_squash(&loader, &last, start.as_deref())?;
    if !announce(invocation, options, &squashed)? {
        return Ok(());
    }
    let dependencies = dependencies(&squashed)?;
    let operations = operations(invocation, options, &squashed);
    let mut migration = Migration::new(
        app_label,
        &squash_name(options, start.as_deref(), &squashed),
    );
    migration.initial = start.is_none().then_some(true);
    migration.dependencies = dependencies;
    migration.operations = operations;
    migration.replaces = squashed
        .iter()
        .map(|migration| MigrationKey::new(&migration.app_label, &migration.name))
        .collect();
    write(invocation, options, &migration)
}

/// The app's migrations up to the last one, from the start if one was named.
fn migrations_to_squash(
    loader: &MigrationLoader,
    last: &Migration,
    start: Option<&Migration>,
) -> Result<Vec<Rc<Migration>>, Failure> {
    let app_label = &last.app_label;
    let plan = loader
        .graph
        .forwards_plan(&MigrationKey::new(app_label, &last.name))
        .map_err(Exception::from)?;
    let mut migrations: Vec<Rc<Migration>> = plan
        .iter()
        .filter(|key| key.app_label == *app_label)
        .filter_map(|key| loader.graph.migration(key).cloned())
        .collect();
    if let Some(start) = start {
        let key = start.key();
        // A file that a squashed migration stands in for.
        if !loader.graph.contains(&key) {
            return Err(Exception::new("KeyError", key_repr(&key)).into());
        }
        let index = migrations
            .iter()
            .position(|migration| migration.name == start.name);
        let index = index.ok_or_else(|| {
            Failure::command(format!(
                "The migration '{start}' cannot be found. Maybe it comes after the migration \
                 '{last}'?\nHave a look at:\n  python manage.py showmigrations {app_label}\nto \
                 debug this issue."
            ))
        })?;
        migrations.drain(..index);
    }
    Ok(migrations)
}

/// Lists the migrations and asks whether to go on.
fn announce(
    invocation: &mut Invocation,
    options: &Options,
    squashed: &[Rc<Migration>],
) -> Result<bool, Failure> {
    let interactive = options.is_set("interactive");
    if options.verbosity() == 0 && !interactive {
        return Ok(true);
    }
    invocation
        .terminal
        .line("Will squash the following migrations:");
    for migration in squashed {
        invocation.terminal.line(&format!(" - {}", migration.name));
    }
    if !interactive {
        return Ok(true);
    }
    loop {
        let choices = [("y", "Yes"), ("n", "No")];
        let answer = invocation
            .terminal
            .ask("Do you wish to proceed? [y/N] ", &choices)?;
        match answer
            .chars()
            .next()
            .map(|first| first.to_ascii_lowercase())
        {
            Some('y') => return Ok(true),
            None | Some('n') => return Ok(false),
            Some(_) => {}
        }
    }
}

fn dependencies(squashed: &[Rc<Migration>]) -> Result<Vec<Dependency>, Failure> {
    let mut dependencies = Vec::new();
    for (index, migration) in squashed.iter().enumerate() {
        if !migration.replaces.is_empty() {
            return Err(Failure::command(
                "You cannot squash squashed migrations! Please transition it to a normal \
                 migration first: \
                 https://docs.djangoproject.com/en/5.2/topics/migrations/#squashing-migrations",
            ));
        }
        let kept = migration
            .dependencies
            .iter()
            .filter(|dependency| match dependency {
                // The first may be 0002 depending on 0001.
                Dependency::Migration(key) => index == 0 || key.app_label != migration.app_label,
                Dependency::Swappable { .. } => true,
            });
        dependencies.extend(kept.cloned());
    }
    dependencies.sort();
    dependencies.dedup();
    Ok(dependencies)
}

fn operations(
    invocation: &mut Invocation,
    options: &Options,
    squashed: &[Rc<Migration>],
) -> Vec<Operation> {
    let verbose = options.verbosity() > 0;
    let operations: Vec<Operation> = squashed
        .iter()
        .flat_map(|migration| migration.operations.iter().cloned())
        .collect();
    if options.is_set("no_optimize") {
        if verbose {
            invocation.terminal.line("(Skipping optimization.)");
        }
        return operations;
    }
    if verbose {
        invocation.terminal.line("Optimizing...");
    }
    let app_label = squashed
        .first()
        .map(|migration| Rc::clone(&migration.app_label));
    let optimized = MigrationOptimizer::new().optimize(&operations, &app_label.unwrap_or_default());
    if verbose {
        let (before, after) = (operations.len(), optimized.len());
        invocation.terminal.line(&if before == after {
            "  No optimizations possible.".to_owned()
        } else {
            format!("  Optimized from {before} operations to {after} operations.")
        });
    }
    optimized
}

fn squash_name(options: &Options, start: Option<&Migration>, squashed: &[Rc<Migration>]) -> String {
    let last = squashed
        .last()
        .map(|migration| &*migration.name)
        .unwrap_or_default();
    match (start, options.get("squashed_name")) {
        (Some(start), Some(name)) => {
            let number = start.name.split('_').next().unwrap_or_default();
            format!("{number}_{name}")
        }
        (Some(start), None) => format!("{}_squashed_{last}", start.name),
        (None, Some(name)) => format!("0001_{name}"),
        (None, None) => format!("0001_squashed_{last}"),
    }
}

fn write(
    invocation: &mut Invocation,
    options: &Options,
    migration: &Migration,
) -> Result<(), Failure> {
    let path = invocation.project()?.migration_path(migration)?;
    if invocation.files.contains(&path) {
        return Err(Failure::command(format!(
            "Migration {} already exists. Use a different name.",
            migration.name
        )));
    }
    let now = invocation.environment.now;
    let project = invocation.project()?;
    let writer = MigrationWriter::new(migration, options.is_set("include_header"), now);
    let text = writer.as_string(&mut project.interpreter)?;
    let needs_porting = migration.needs_manual_porting(&mut project.interpreter);
    invocation.files.write(&path, &text);
    if options.verbosity() > 0 {
        let shown = invocation.environment.absolute(&path);
        invocation.terminal.line(&format!(
            "Created new squashed migration {shown}\n  You should commit this migration but leave \
             the old ones in place;\n  the new migration will be used for new installs. Once you \
             are sure\n  all instances of the codebase have applied the migrations you \
             squashed,\n  you can delete them."
        ));
        if needs_porting {
            invocation.terminal.line(&manual_porting("squashed"));
        }
    }
    Ok(())
}
