//! `migrate --prune`.

use crate::management::argparse::Options;
use crate::management::command::{Failure, Invocation};
use crate::migrations::loader::MigrationLoader;
use crate::migrations::migration::MigrationKey;
use crate::migrations::recorder::MigrationRecorder;

/// Deletes rows of `django_migrations` whose file is gone.
pub(super) fn prune(
    invocation: &mut Invocation,
    loader: &MigrationLoader,
    options: &Options,
) -> Result<(), Failure> {
    let Some(app_label) = options.get("app_label") else {
        return Err(Failure::command(
            "Migrations can be pruned only when an app is specified.",
        ));
    };
    let verbose = options.verbosity() > 0;
    if verbose {
        invocation.terminal.line("Pruning migrations:");
    }
    let mut to_prune: Vec<&MigrationKey> = loader
        .applied_migrations
        .keys()
        .filter(|key| &*key.app_label == app_label && !loader.disk_migrations.contains_key(*key))
        .collect();
    to_prune.sort();
    let squashed: Vec<&MigrationKey> = loader
        .replacements
        .iter()
        .filter(|(_, squash)| squash.replaces.iter().any(|key| to_prune.contains(&key)))
        .map(|(key, _)| key)
        .collect();
    if !squashed.is_empty() {
        refuse(invocation, &squashed);
        return Ok(());
    }
    if to_prune.is_empty() && verbose {
        invocation.terminal.line("  No migrations to prune.");
    }
    for key in to_prune {
        if verbose {
            invocation
                .terminal
                .write(&format!("  Pruning {}.{}", key.app_label, key.name));
        }
        MigrationRecorder::new(&mut *invocation.database).record_unapplied(key)?;
        if verbose {
            invocation.terminal.line(" OK");
        }
    }
    Ok(())
}

fn refuse(invocation: &mut Invocation, squashed: &[&MigrationKey]) {
    invocation.terminal.line(
        "  Cannot use --prune because the following squashed migrations have their 'replaces' \
         attributes and may not be recorded as applied:",
    );
    for key in squashed {
        invocation
            .terminal
            .line(&format!("    {}.{}", key.app_label, key.name));
    }
    invocation.terminal.line(
        "  Re-run 'manage.py migrate' if they are not marked as applied, and remove 'replaces' \
         attributes in their Migration classes.",
    );
}
