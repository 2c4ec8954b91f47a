//! `makemigrations --update`.

use std::rc::Rc;

use indexmap::IndexMap;

use super::MakeMigrations;
use crate::management::command::{Failure, Invocation};
use crate::migrations::autodetector::Changes;
use crate::migrations::loader::{LoaderOptions, MigrationLoader};
use crate::migrations::migration::{
    Dependency, Migration, MigrationKey, get_migration_name_timestamp,
};
use crate::migrations::optimizer::MigrationOptimizer;

impl MakeMigrations {
    /// Merges the changes into the last migration of each app.
    pub(super) fn write_to_last_migration_files(
        &self,
        invocation: &mut Invocation,
        changes: Changes,
    ) -> Result<(), Failure> {
        let loader = invocation.loader(LoaderOptions::default())?;
        let mut updated = Changes::new();
        let mut previous = IndexMap::new();
        for (app_label, migrations) in changes {
            let leaf = updatable_leaf(&loader, &app_label)?;
            previous.insert(
                Rc::clone(&app_label),
                invocation.project()?.migration_path(leaf)?,
            );
            let migration = self.extend(invocation, leaf, &migrations)?;
            updated.insert(app_label, vec![migration]);
        }
        self.write_migration_files(invocation, &updated, &previous)
    }

    fn extend(
        &self,
        invocation: &Invocation,
        leaf: &Migration,
        additions: &[Migration],
    ) -> Result<Migration, Failure> {
        let mut migration = leaf.clone();
        migration.dependencies = leaf
            .dependencies
            .iter()
            .map(Dependency::as_loaded)
            .collect();
        for addition in additions {
            migration
                .operations
                .extend(addition.operations.iter().cloned());
            let foreign = addition
                .dependencies
                .iter()
                .filter(|dependency| match dependency {
                    Dependency::Migration(key) => key.app_label != addition.app_label,
                    Dependency::Swappable { .. } => true,
                });
            migration.dependencies.extend(foreign.cloned());
        }
        migration.operations =
            MigrationOptimizer::new().optimize(&migration.operations, &migration.app_label);
        let fragment = match &self.name {
            Some(name) => name.to_string(),
            None => {
                let timestamp = get_migration_name_timestamp(invocation.environment.now);
                migration.suggest_name(&timestamp)
            }
        };
        let number: String = leaf.name.chars().take(4).collect();
        let suggested = format!("{number}_{fragment}");
        migration.name = if *leaf.name == suggested {
            format!("{}_updated", leaf.name).into()
        } else {
            suggested.into()
        };
        Ok(migration)
    }
}

/// The last migration of an app, if it may still change.
fn updatable_leaf<'a>(
    loader: &'a MigrationLoader,
    app_label: &str,
) -> Result<&'a Migration, Failure> {
    let leaves = loader.graph.leaf_nodes(Some(app_label));
    let found = leaves
        .first()
        .and_then(|key| Some((key, loader.graph.migration(key)?)));
    let Some((key, leaf)) = found else {
        return Err(Failure::command(format!(
            "App {app_label} has no migration, cannot update last migration."
        )));
    };
    if !leaf.replaces.is_empty() {
        return Err(Failure::command(format!(
            "Cannot update squash migration '{leaf}'."
        )));
    }
    if loader.applied_migrations.contains_key(key) {
        return Err(Failure::command(format!(
            "Cannot update applied migration '{leaf}'."
        )));
    }
    let depending: Vec<String> = loader
        .disk_migrations
        .values()
        .filter(|migration| depends_on(migration, key))
        .map(|migration| format!("'{migration}'"))
        .collect();
    if !depending.is_empty() {
        return Err(Failure::command(format!(
            "Cannot update migration '{leaf}' that migrations {} depend on.",
            depending.join(", ")
        )));
    }
    Ok(leaf)
}

fn depends_on(migration: &Migration, key: &MigrationKey) -> bool {
    migration
        .dependencies
        .iter()
        .any(|dependency| matches!(dependency, Dependency::Migration(other) if other == key))
}
