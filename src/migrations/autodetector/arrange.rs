//! `arrange_for_graph`: numbers and names, so that new migrations extend the graph's leaves.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::{Changes, MigrationAutodetector};
use crate::migrations::graph::MigrationGraph;
use crate::migrations::migration::{Dependency, Migration, MigrationKey};
use crate::migrations::questioner::Answer;
use crate::migrations::utils::get_migration_name_timestamp;

/// The longest suggested name, in characters.
const NAME_LENGTH: usize = 100;

impl MigrationAutodetector<'_> {
    /// Names the migrations after what they do, numbers them on from each app's leaf, and drops
    /// those of apps that shall not get a first migration.
    ///
    /// # Errors
    ///
    /// A question that has no answer yet.
    pub fn arrange_for_graph(
        &mut self,
        changes: Changes,
        graph: &MigrationGraph,
        migration_name: Option<&str>,
    ) -> Answer<Changes> {
        let leaves = graph.leaf_nodes(None);
        let mut names: BTreeMap<MigrationKey, MigrationKey> = BTreeMap::new();
        let mut arranged = Changes::new();
        for (app_label, mut migrations) in changes {
            let leaf = leaves.iter().find(|leaf| leaf.app_label == app_label);
            if leaf.is_none() && !self.questioner.ask_initial(&app_label)? {
                let first = MigrationKey::new(&app_label, "__first__");
                names.extend(
                    migrations
                        .iter()
                        .map(|dropped| (dropped.key(), first.clone())),
                );
                continue;
            }
            for (index, migration) in migrations.iter_mut().enumerate() {
                let old_key = migration.key();
                migration.name = self.name_in_graph(migration, index, leaf, migration_name);
                names.insert(old_key, migration.key());
            }
            if let (Some(leaf), Some(first)) = (leaf, migrations.first_mut()) {
                first.dependencies.push(Dependency::Migration(leaf.clone()));
            }
            arranged.insert(app_label, migrations);
        }
        for migration in arranged.values_mut().flatten() {
            rename_dependencies(migration, &names);
        }
        Ok(arranged)
    }

    /// The number and name of an app's new migration at `index`, after the app's leaf.
    fn name_in_graph(
        &self,
        migration: &Migration,
        index: usize,
        leaf: Option<&MigrationKey>,
        migration_name: Option<&str>,
    ) -> Rc<str> {
        let number = leaf.map_or(0, |leaf| parse_number(&leaf.name).unwrap_or(0));
        let suffix = match migration_name.filter(|name| !name.is_empty()) {
            Some(name) => name.to_owned(),
            None if index == 0 && leaf.is_none() => "initial".to_owned(),
            None => {
                let name = migration.suggest_name(&get_migration_name_timestamp(self.now));
                name.chars().take(NAME_LENGTH).collect()
            }
        };
        format!("{:04}_{suffix}", number + 1 + index as u64).into()
    }
}

/// The number at the beginning of a migration's name; of a squashed migration,
/// `0001_squashed_0004_…`, the number of the last that it replaces.
pub fn parse_number(name: &str) -> Option<u64> {
    // The pattern `.*_squashed_(\d+)` is greedy: the last occurrence that a digit follows counts.
    let squashed = name
        .rmatch_indices("_squashed_")
        .find_map(|(position, matched)| {
            let after = name.get(position + matched.len()..)?;
            leading_number(after)
        });
    squashed.or_else(|| leading_number(name))
}

/// Drops the migrations of apps that are neither wanted nor needed by a wanted one.
pub(super) fn trim_to_apps(changes: &mut Changes, app_labels: &[Rc<str>]) {
    let mut required: BTreeSet<Rc<str>> = app_labels.iter().cloned().collect();
    let mut unseen: Vec<Rc<str>> = app_labels.to_vec();
    while let Some(app_label) = unseen.pop() {
        for migration in changes.get(&app_label).into_iter().flatten() {
            for dependency in &migration.dependencies {
                // A swappable dependency names no app, so it keeps none.
                if let Dependency::Migration(key) = dependency
                    && required.insert(key.app_label.clone())
                {
                    unseen.push(key.app_label.clone());
                }
            }
        }
    }
    changes.retain(|app_label, _| required.contains(app_label));
}

fn rename_dependencies(migration: &mut Migration, names: &BTreeMap<MigrationKey, MigrationKey>) {
    for dependency in &mut migration.dependencies {
        if let Dependency::Migration(key) = dependency
            && let Some(name) = names.get(key)
        {
            *key = name.clone();
        }
    }
}

fn leading_number(text: &str) -> Option<u64> {
    let digits: String = text.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_from_the_name() {
        assert_eq!(parse_number("no_number"), None);
        assert_eq!(parse_number("0001_initial"), Some(1));
        assert_eq!(parse_number("0002_model3"), Some(2));
        assert_eq!(parse_number("0002_auto_20380101_1112"), Some(2));
        assert_eq!(parse_number("0002_squashed_0004"), Some(4));
        assert_eq!(parse_number("0002_squashed_0004_squashed_0007"), Some(7));
        assert_eq!(parse_number("0001_squashed_x"), Some(1));
    }
}
