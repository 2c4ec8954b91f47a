//! `migrate`.

mod plan;
mod prune;
mod syncdb;

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Nargs, Options};
use crate::management::command::{Command, Failure, Invocation, database, noinput};
use crate::management::commands::makemigrations::conflict_error;
use crate::management::output::Terminal;
use crate::management::signals::{Told, emit_post_migrate, emit_pre_migrate};
use crate::migrations::autodetector::MigrationAutodetector;
use crate::migrations::executor::{Fake, MigrationExecutor, Plan, Progress, Session, Target};
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::MigrationKey;
use crate::migrations::questioner::QuestionerDefaults;

/// `migrate [app_label] [migration_name]`.
pub const COMMAND: Command = Command {
    name: "migrate",
    help: "Updates database schema. Manages both apps with migrations and those without.",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    let flag = Argument::flag;
    vec![
        Argument::positional(
            "app_label",
            Nargs::Optional,
            "App label of an application to synchronize the state.",
        ),
        Argument::positional(
            "migration_name",
            Nargs::Optional,
            "Database state will be brought to the state after that migration. Use the name \
             \"zero\" to unapply all migrations.",
        ),
        noinput(),
        database("Nominates a database to synchronize. Defaults to the \"default\" database."),
        flag(
            &["--fake"],
            "fake",
            Action::StoreTrue,
            "Mark migrations as run without actually running them.",
        ),
        flag(
            &["--fake-initial"],
            "fake_initial",
            Action::StoreTrue,
            "Detect if tables already exist and fake-apply initial migrations if so. Make sure \
             that the current database schema matches your initial migration before using this \
             flag. Django will only check for an existing table name.",
        ),
        flag(
            &["--plan"],
            "plan",
            Action::StoreTrue,
            "Shows a list of the migration actions that will be performed.",
        ),
        flag(
            &["--run-syncdb"],
            "run_syncdb",
            Action::StoreTrue,
            "Creates tables for apps without migrations.",
        ),
        flag(
            &["--check"],
            "check_unapplied",
            Action::StoreTrue,
            "Exits with a non-zero status if unapplied migrations exist and does not actually \
             apply migrations.",
        ),
        flag(
            &["--prune"],
            "prune",
            Action::StoreTrue,
            "Delete nonexistent migrations from the django_migrations table.",
        ),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let loader = invocation.loader(LoaderOptions::default())?;
    invocation.check_consistent_history(&loader)?;
    let conflicts = loader.detect_conflicts();
    if !conflicts.is_empty() {
        return Err(conflict_error(&conflicts));
    }
    check_app_label(invocation, &loader, options)?;
    let targets = targets(&loader, options)?;
    if options.is_set("prune") {
        prune::prune(invocation, &loader, options)?;
    }
    let mut executor = MigrationExecutor::new(loader, invocation.apps()?);
    let plan = executor.migration_plan(&targets.targets)?;
    if options.is_set("plan") {
        plan::print(invocation, &executor, &plan)?;
    }
    let check = options.is_set("check_unapplied");
    if check && !plan.is_empty() {
        return Err(Failure::Exit(1));
    }
    if check || options.is_set("plan") || options.is_set("prune") {
        return Ok(());
    }
    run(invocation, options, &mut executor, &targets, &plan)
}

/// What to migrate to, and how the heading says it.
struct Targets {
    targets: Vec<Target>,
    /// Whether only an app label, or nothing, was given.
    labels_only: bool,
}

fn check_app_label(
    invocation: &mut Invocation,
    loader: &MigrationLoader,
    options: &Options,
) -> Result<(), Failure> {
    let Some(app_label) = options.get("app_label") else {
        return Ok(());
    };
    invocation
        .project()?
        .app_config(app_label)
        .map_err(Failure::command)?;
    let migrated = loader.migrated_apps.contains(app_label);
    match (options.is_set("run_syncdb"), migrated) {
        (true, true) => Err(Failure::command(format!(
            "Can't use run_syncdb with app '{app_label}' as it has migrations."
        ))),
        (false, false) => Err(Failure::command(format!(
            "App '{app_label}' does not have migrations."
        ))),
        _ => Ok(()),
    }
}

fn targets(loader: &MigrationLoader, options: &Options) -> Result<Targets, Failure> {
    let leaves = |app_label: Option<&str>| {
        loader
            .graph
            .leaf_nodes(app_label)
            .into_iter()
            .map(Target::from)
            .collect()
    };
    let Some(app_label) = options.get("app_label") else {
        return Ok(Targets {
            targets: leaves(None),
            labels_only: true,
        });
    };
    let Some(name) = options.get("migration_name") else {
        return Ok(Targets {
            targets: leaves(Some(app_label)),
            labels_only: true,
        });
    };
    let target = if name == "zero" {
        Target {
            app_label: app_label.into(),
            name: None,
        }
    } else {
        let migration = find_migration(loader, app_label, name)?;
        Target::from(in_graph(
            loader,
            MigrationKey::new(app_label, &migration.name),
        ))
    };
    Ok(Targets {
        targets: vec![target],
        labels_only: false,
    })
}

/// A squashed migration that is partly applied is not in the graph; the last one it replaces is.
fn in_graph(loader: &MigrationLoader, key: MigrationKey) -> MigrationKey {
    if loader.graph.contains(&key) {
        return key;
    }
    let last = loader
        .replacements
        .get(&key)
        .and_then(|squash| squash.replaces.last());
    last.cloned().unwrap_or(key)
}

/// The migration whose name starts with `name`.
///
/// # Errors
///
/// `CommandError` when there is none or more than one.
pub(super) fn find_migration<'a>(
    loader: &'a MigrationLoader,
    app_label: &str,
    name: &str,
) -> Result<&'a Rc<crate::migrations::migration::Migration>, Failure> {
    loader
        .get_migration_by_prefix(app_label, name)
        .map_err(|exception| {
            if &*exception.class_path == "KeyError" {
                Failure::command(format!(
                    "Cannot find a migration matching '{name}' from app '{app_label}'."
                ))
            } else {
                Failure::command(format!(
                    "More than one migration matches '{name}' in app '{app_label}'. Please be more \
                 specific."
                ))
            }
        })
}

fn run(
    invocation: &mut Invocation,
    options: &Options,
    executor: &mut MigrationExecutor,
    targets: &Targets,
    plan: &Plan,
) -> Result<(), Failure> {
    let verbosity = options.verbosity();
    let syncdb = options.is_set("run_syncdb") && !executor.loader.unmigrated_apps.is_empty();
    if verbosity >= 1 {
        print_heading(
            invocation.terminal,
            options,
            &executor.loader,
            targets,
            syncdb,
        );
    }
    let state = executor.create_project_state(true)?;
    let apps = state.apps()?;
    let graph = &mut executor.loader.graph;
    let interactive = options.is_set("interactive");
    let told = |apps| Told {
        verbosity,
        interactive,
        migrating: Some((apps, plan)),
    };
    emit_pre_migrate(invocation, &told(apps), graph)?;
    if syncdb {
        syncdb::run(invocation, &executor.loader, options)?;
    }
    if verbosity >= 1 {
        invocation.terminal.line("Running migrations:");
    }
    if plan.is_empty() && verbosity >= 1 {
        invocation.terminal.line("  No migrations to apply.");
        report_unwritten_changes(invocation, &executor.loader)?;
    }
    let fake = Fake {
        all: options.is_set("fake") && !plan.is_empty(),
        initial: options.is_set("fake_initial") && !plan.is_empty(),
    };
    let now = invocation.environment.now;
    let Some(project) = invocation.project.as_mut() else {
        return Ok(());
    };
    let terminal = &mut *invocation.terminal;
    let mut session = Session {
        connection: &mut *invocation.database,
        interpreter: &mut project.interpreter,
        now,
        progress: &mut |progress| print_progress(terminal, verbosity, &progress),
    };
    let state = executor.migrate(&mut session, plan, Some(state), fake)?;
    emit_post_migrate(invocation, &told(state.complete_apps()?))
}

/// Says when the database is behind the migration files (`BaseCommand.check_migrations`).
pub(super) fn check_migrations(invocation: &mut Invocation) -> Result<(), Failure> {
    let loader = invocation.loader(LoaderOptions::default())?;
    let leaves = loader.graph.leaf_nodes(None);
    let targets: Vec<Target> = leaves.into_iter().map(Target::from).collect();
    let mut executor = MigrationExecutor::new(loader, invocation.apps()?);
    let plan = executor.migration_plan(&targets)?;
    if plan.is_empty() {
        return Ok(());
    }
    let apps: BTreeSet<&str> = plan.iter().map(|step| &*step.key.app_label).collect();
    let apps: Vec<&str> = apps.into_iter().collect();
    let count = plan.len();
    invocation.terminal.line(&format!(
        "\nYou have {count} unapplied migration(s). Your project may not work properly until you \
         apply the migrations for app(s): {}.\nRun 'python manage.py migrate' to apply them.",
        apps.join(", ")
    ));
    Ok(())
}

fn print_heading(
    terminal: &mut Terminal,
    options: &Options,
    loader: &MigrationLoader,
    targets: &Targets,
    syncdb: bool,
) {
    terminal.line("Operations to perform:");
    if syncdb {
        match options.get("app_label") {
            Some(app_label) => {
                terminal.line(&format!("  Synchronize unmigrated app: {app_label}"));
            }
            None => {
                let apps: Vec<&str> = loader.unmigrated_apps.iter().map(|app| &**app).collect();
                terminal.line(&format!(
                    "  Synchronize unmigrated apps: {}",
                    apps.join(", ")
                ));
            }
        }
    }
    if targets.labels_only {
        let apps: BTreeSet<&str> = targets
            .targets
            .iter()
            .map(|target| &*target.app_label)
            .collect();
        let apps: Vec<&str> = apps.into_iter().collect();
        let apps = if apps.is_empty() {
            "(none)".to_owned()
        } else {
            apps.join(", ")
        };
        terminal.line(&format!("  Apply all migrations: {apps}"));
        return;
    }
    for target in targets.targets.iter().take(1) {
        let app_label = &target.app_label;
        terminal.line(&match &target.name {
            None => format!("  Unapply all migrations: {app_label}"),
            Some(name) => format!("  Target specific migration: {name}, from {app_label}"),
        });
    }
}

fn print_progress(terminal: &mut Terminal, verbosity: u8, progress: &Progress) {
    match progress {
        Progress::Output(text) => terminal.write(text),
        Progress::ApplySuccess { key, fake: true } => {
            terminal.note_faked(&key.app_label, &key.name);
        }
        _ => {}
    }
    if verbosity < 1 {
        return;
    }
    // The sandbox has no clock that runs while a migration does.
    let elapsed = if verbosity > 1 { " (0.000s)" } else { "" };
    match progress {
        Progress::ApplyStart(key) => terminal.write(&format!("  Applying {}...", dotted(key))),
        Progress::UnapplyStart(key) => terminal.write(&format!("  Unapplying {}...", dotted(key))),
        Progress::Output(_) => {}
        Progress::RenderStart => terminal.write("  Rendering model states..."),
        Progress::RenderSuccess => terminal.line(&format!(" DONE{elapsed}")),
        Progress::ApplySuccess { fake, .. } | Progress::UnapplySuccess { fake, .. } => {
            terminal.line(&format!(" {}{elapsed}", if *fake { "FAKED" } else { "OK" }));
        }
    }
}

fn dotted(key: &MigrationKey) -> String {
    format!("{}.{}", key.app_label, key.name)
}

/// Says when models have changes that no migration has yet.
fn report_unwritten_changes(
    invocation: &mut Invocation,
    loader: &MigrationLoader,
) -> Result<(), Failure> {
    let from_state = invocation.loader_state(loader)?;
    let project = invocation.project()?;
    let to_state = project.state()?;
    let mut questioner = QuestionerDefaults {
        empty_packages: project.empty_migration_packages(),
        ..Default::default()
    };
    let now = invocation.environment.now;
    let mut autodetector = MigrationAutodetector::new(from_state, to_state, &mut questioner, now);
    let changes = autodetector.changes(&loader.graph, None, None, None)?;
    if changes.is_empty() {
        return Ok(());
    }
    let mut apps: Vec<String> = changes
        .keys()
        .map(|app_label| format!("'{app_label}'"))
        .collect();
    apps.sort();
    invocation.terminal.line(&format!(
        "  Your models in app(s): {} have changes that are not yet reflected in a migration, and \
         so won't be applied.",
        apps.join(", ")
    ));
    invocation.terminal.line(
        "  Run 'manage.py makemigrations' to make new migrations, and then re-run 'manage.py \
         migrate' to apply them.",
    );
    Ok(())
}
