//! `makemigrations --merge`.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::MakeMigrations;
use crate::management::command::{Failure, Invocation};
use crate::migrations::autodetector::parse_number;
use crate::migrations::loader::MigrationLoader;
use crate::migrations::migration::{
    Dependency, Migration, MigrationKey, get_migration_name_timestamp,
};
use crate::migrations::operations::Operation;
use crate::migrations::questioner::QuestionerDefaults;
use crate::orm::Exception;

/// Joined leaf names longer than this do not become part of the name.
const MAX_LEAF_NAMES: usize = 47;

/// One side of a conflict.
struct Branch {
    name: Rc<str>,
    ancestry: Vec<MigrationKey>,
    operations: Vec<Operation>,
}

impl MakeMigrations {
    /// Writes a migration that joins the leaves of each app, if the user agrees.
    pub(super) fn handle_merge(
        &self,
        invocation: &mut Invocation,
        loader: &MigrationLoader,
        conflicts: &BTreeMap<Rc<str>, Vec<Rc<str>>>,
    ) -> Result<(), Failure> {
        for (app_label, names) in conflicts {
            let branches = branches(loader, app_label, names)?;
            if self.verbosity > 0 {
                self.log(invocation, &format!("Merging {app_label}"));
                for branch in &branches {
                    self.log(invocation, &format!("  Branch {}", branch.name));
                    for operation in &branch.operations {
                        let description = operation.formatted_description();
                        self.log(invocation, &format!("    {description}"));
                    }
                }
            }
            if self.agrees_to_merge(invocation, app_label)? {
                self.write_merge(invocation, app_label, &branches)?;
            }
        }
        Ok(())
    }

    fn agrees_to_merge(
        &self,
        invocation: &mut Invocation,
        app_label: &str,
    ) -> Result<bool, Failure> {
        // Without a user to ask, merging is what the flag asked for.
        if !self.interactive {
            return Ok(true);
        }
        let defaults = QuestionerDefaults::default();
        self.with_questioner(invocation, defaults, |questioner, _| {
            questioner.ask_merge(app_label)
        })
    }

    fn write_merge(
        &self,
        invocation: &mut Invocation,
        app_label: &str,
        branches: &[Branch],
    ) -> Result<(), Failure> {
        let name = self.merge_name(invocation, branches);
        let mut migration = Migration::new(app_label, &name);
        migration.dependencies = branches
            .iter()
            .map(|branch| Dependency::Migration(MigrationKey::new(app_label, &branch.name)))
            .collect();
        let path = invocation.project()?.migration_path(&migration)?;
        if !self.dry_run {
            let text = self.text(invocation, &migration)?;
            invocation.files.write(&path, &text);
            if self.verbosity > 0 {
                let shown = invocation.environment.absolute(&path);
                self.log(
                    invocation,
                    &format!("\nCreated new merge migration {shown}"),
                );
                if self.scriptable {
                    invocation.terminal.line(&shown);
                }
            }
        } else if self.verbosity == 3 {
            let file = path.rsplit('/').next().unwrap_or(&path).to_owned();
            self.log(invocation, &format!("Full merge migrations file '{file}':"));
            let text = self.text(invocation, &migration)?;
            self.log(invocation, &text);
        }
        Ok(())
    }

    fn merge_name(&self, invocation: &Invocation, branches: &[Branch]) -> String {
        let numbers = branches
            .iter()
            .filter_map(|branch| parse_number(&branch.name));
        let number = numbers.max().unwrap_or(1) + 1;
        if let Some(name) = &self.name {
            return format!("{number:04}_{name}");
        }
        let mut leaves: Vec<&str> = branches.iter().map(|branch| &*branch.name).collect();
        leaves.sort_unstable();
        let leaves = leaves.join("_");
        if leaves.len() > MAX_LEAF_NAMES {
            let timestamp = get_migration_name_timestamp(invocation.environment.now);
            format!("{number:04}_merge_{timestamp}")
        } else {
            format!("{number:04}_merge_{leaves}")
        }
    }
}

/// The branches with the operations that each has after their common ancestor.
fn branches(
    loader: &MigrationLoader,
    app_label: &str,
    names: &[Rc<str>],
) -> Result<Vec<Branch>, Failure> {
    let mut branches = Vec::with_capacity(names.len());
    for name in names {
        let plan = loader
            .graph
            .forwards_plan(&MigrationKey::new(app_label, name));
        let plan = plan.map_err(Exception::from)?;
        let ancestry = plan
            .into_iter()
            .filter(|key| &*key.app_label == app_label)
            .collect();
        branches.push(Branch {
            name: Rc::clone(name),
            ancestry,
            operations: Vec::new(),
        });
    }
    let shortest = branches
        .iter()
        .map(|branch| branch.ancestry.len())
        .min()
        .unwrap_or_default();
    let common = (0..shortest)
        .take_while(|&generation| {
            branches
                .windows(2)
                .all(|pair| pair[0].ancestry[generation] == pair[1].ancestry[generation])
        })
        .count();
    if common == 0 {
        let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
        let message = format!("Could not find common ancestor of [{}]", names.join(", "));
        return Err(Exception::new("ValueError", message).into());
    }
    for branch in &mut branches {
        branch.operations = branch.ancestry[common..]
            .iter()
            .filter_map(|key| loader.graph.migration(key))
            .flat_map(|migration| migration.operations.iter().cloned())
            .collect();
    }
    Ok(branches)
}
