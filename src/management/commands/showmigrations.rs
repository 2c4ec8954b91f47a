//! `showmigrations`.

use std::collections::BTreeSet;
use std::rc::Rc;

use crate::management::argparse::{Action, Argument, Options};
use crate::management::command::{Command, Failure, Invocation, app_labels, database};
use crate::migrations::loader::{AppliedMigrations, LoaderOptions, MigrationLoader};
use crate::migrations::migration::MigrationKey;
use crate::orm::Exception;

/// `showmigrations [app_label …]`.
pub const COMMAND: Command = Command {
    name: "showmigrations",
    help: "Shows all available migrations for the current project",
    arguments,
    requires_system_checks: true,
    missing_args_message: None,
    handle,
};

fn arguments() -> Vec<Argument> {
    vec![
        app_labels(
            "app_label",
            "App labels of applications to limit the output to.",
        ),
        database(
            "Nominates a database to show migrations for. Defaults to the \"default\" database.",
        ),
        Argument::flag(
            &["--list", "-l"],
            "format",
            Action::StoreConst("list"),
            "Shows a list of all migrations and which are applied. With a verbosity level of 2 or \
             above, the applied datetimes will be included.",
        )
        .group(0)
        .default("list"),
        Argument::flag(
            &["--plan", "-p"],
            "format",
            Action::StoreConst("plan"),
            "Shows all migrations in the order they will be applied. With a verbosity level of 2 \
             or above all direct migration dependencies and reverse dependencies (run_before) \
             will be included.",
        )
        .group(0)
        .default("list"),
    ]
}

fn handle(invocation: &mut Invocation, options: &Options) -> Result<(), Failure> {
    let labels: Vec<Rc<str>> = options
        .all("app_label")
        .iter()
        .map(|label| label.as_str().into())
        .collect();
    if options.get("format") == Some("plan") {
        show_plan(invocation, &labels, options.verbosity())
    } else {
        show_list(invocation, &labels, options.verbosity())
    }
}

fn validate_app_names(invocation: &mut Invocation, labels: &[Rc<str>]) -> Result<(), Failure> {
    let mut bad = Vec::new();
    for label in labels {
        bad.extend(invocation.project()?.app_config(label).err());
    }
    for message in &bad {
        invocation.terminal.error_line(message);
    }
    if bad.is_empty() {
        Ok(())
    } else {
        Err(Failure::Exit(2))
    }
}

fn show_list(
    invocation: &mut Invocation,
    labels: &[Rc<str>],
    verbosity: u8,
) -> Result<(), Failure> {
    let options = LoaderOptions {
        ignore_no_migrations: true,
        ..LoaderOptions::default()
    };
    let loader = invocation.loader(options)?;
    let recorded = invocation.applied_migrations()?;
    validate_app_names(invocation, labels)?;
    let labels: Vec<Rc<str>> = if labels.is_empty() {
        loader.migrated_apps.iter().cloned().collect()
    } else {
        labels.into()
    };
    for label in labels {
        invocation.terminal.line(&label);
        let nodes = nodes_of_app(&loader, &label)?;
        for key in &nodes {
            let line = list_line(&loader, &recorded, key, verbosity);
            invocation.terminal.line(&line);
        }
        if nodes.is_empty() {
            invocation.terminal.line(" (no migrations)");
        }
    }
    Ok(())
}

/// The app's migrations in the order of the graph, roots first.
fn nodes_of_app(loader: &MigrationLoader, label: &str) -> Result<Vec<MigrationKey>, Failure> {
    let mut shown = BTreeSet::new();
    let mut nodes = Vec::new();
    for leaf in loader.graph.leaf_nodes(Some(label)) {
        let plan = loader.graph.forwards_plan(&leaf).map_err(Exception::from)?;
        for key in plan {
            if &*key.app_label == label && shown.insert(key.clone()) {
                nodes.push(key);
            }
        }
    }
    Ok(nodes)
}

fn list_line(
    loader: &MigrationLoader,
    recorded: &AppliedMigrations,
    key: &MigrationKey,
    verbosity: u8,
) -> String {
    let mut title = key.name.to_string();
    let replaces = loader
        .graph
        .migration(key)
        .map_or(0, |migration| migration.replaces.len());
    if replaces > 0 {
        title.push_str(&format!(" ({replaces} squashed migrations)"));
    }
    let Some(applied) = loader.applied_migrations.get(key) else {
        return format!(" [ ] {title}");
    };
    let mut line = if recorded.contains_key(key) {
        format!(" [X] {title}")
    } else {
        format!(" [-] {title} Run 'manage.py migrate' to finish recording.")
    };
    if verbosity >= 2
        && let Some(applied) = applied
    {
        // As stored, with or without microseconds; Django prints whole seconds.
        let seconds: String = applied.chars().take(19).collect();
        line.push_str(&format!(" (applied at {seconds})"));
    }
    line
}

fn show_plan(
    invocation: &mut Invocation,
    labels: &[Rc<str>],
    verbosity: u8,
) -> Result<(), Failure> {
    let loader = invocation.loader(LoaderOptions::default())?;
    validate_app_names(invocation, labels)?;
    let mut targets = loader.graph.leaf_nodes(None);
    if !labels.is_empty() {
        targets.retain(|key| labels.contains(&key.app_label));
    }
    let mut seen = BTreeSet::new();
    for target in targets {
        for key in loader
            .graph
            .forwards_plan(&target)
            .map_err(Exception::from)?
        {
            if !seen.insert(key.clone()) {
                continue;
            }
            let applied = if loader.applied_migrations.contains_key(&key) {
                "X"
            } else {
                " "
            };
            let parents = if verbosity >= 2 {
                parents(&loader, &key)
            } else {
                String::new()
            };
            invocation.terminal.line(&format!(
                "[{applied}]  {}.{}{parents}",
                key.app_label, key.name
            ));
        }
    }
    if seen.is_empty() {
        invocation.terminal.line("(no migrations)");
    }
    Ok(())
}

fn parents(loader: &MigrationLoader, key: &MigrationKey) -> String {
    let Some(node) = loader.graph.node(key) else {
        return String::new();
    };
    let mut parents: Vec<&MigrationKey> = node.parents.iter().collect();
    parents.sort();
    let names: Vec<String> = parents
        .iter()
        .map(|parent| format!("{}.{}", parent.app_label, parent.name))
        .collect();
    if names.is_empty() {
        String::new()
    } else {
        format!(" ... ({})", names.join(", "))
    }
}
